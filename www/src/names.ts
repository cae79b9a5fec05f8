/** Names for people: what the page reads off the programme's document itself. */
import type { NameKind } from "perks/texts";
import { GOODS } from "./goods";
import type { Locale } from "./texts";

/** Something that the programme declares; without a name it goes by its id. */
export interface Named {
  id: string;
  name?: Partial<Record<Locale, string>>;
}

export interface Names {
  name: Record<Locale, string>;
  zone: string;
  offers?: Named[];
  tiers?: { ladders?: (Named & { levels: Named[] })[]; plans?: Named[] };
  perks?: Named[];
  segments?: Named[];
  lifecycle?: { stages: Named[] };
  scores?: (Named & { classes?: Named[] })[];
  activities?: Named[];
  points?: { pools?: Named[] };
  selectors?: Named[];
}

/** The levels of all ladders are one kind, as the classes of all scores. */
export function nameOf(
  names: Names,
  kind: NameKind,
  id: string,
  locale: Locale,
): string | undefined {
  if (kind === "sku") return GOODS[id]?.[locale];
  return declared(names, kind)?.find((one) => one.id === id)?.name?.[locale];
}

function declared(names: Names, kind: NameKind): Named[] | undefined {
  switch (kind) {
    case "offer":
      return names.offers;
    case "ladder":
      return names.tiers?.ladders;
    case "level":
      return names.tiers?.ladders?.flatMap(({ levels }) => levels);
    case "plan":
      return names.tiers?.plans;
    case "perk":
      return names.perks;
    case "segment":
      return names.segments;
    case "stage":
      return names.lifecycle?.stages;
    case "score":
      return names.scores;
    case "class":
      return names.scores?.flatMap(({ classes = [] }) => classes);
    case "activity":
      return names.activities;
    case "pool":
      return names.points?.pools;
    case "selector":
      return names.selectors;
    default:
      return undefined;
  }
}
