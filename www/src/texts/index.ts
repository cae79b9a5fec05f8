/** The catalogue of sentences: what it must hold, and the languages there are. */
import type {
  Asked,
  FactName,
  LevelReason,
  MembershipStatus,
  OrderFactName,
  OrderNumberName,
  PerkStatus,
  PlanState,
  Problem,
  Reason,
  ScoreInput,
  Unit,
} from "perks";
import type { Format } from "../format";
import type { Kind } from "../names";
import { en } from "./en";
import { zhCN } from "./zh-CN";

export type Locale = "en" | "zh-CN";

/** One sentence for a reason of one code. */
type Sentence<Code extends Reason["code"]> = (
  reason: Extract<Reason, { code: Code }>,
  say: Say,
) => string;

/** What a sentence may use: numbers and dates, names, and the sentences of other reasons. */
export interface Say extends Format {
  name(kind: Kind, id: string): string;
  offer(id: string): string;
  /** A number of a reason, a fact or a score, in its unit; none where it is not known. */
  amount(of: Counted, key: Key): string | undefined;
  /** What is asked about a member. */
  fact(asked: Asked): string;
  reason(reason: Reason): string;
}

export interface Catalogue {
  /** The language's own name. */
  language: string;
  title: string;
  words: Record<Word, string>;
  points(count: number, format: Format): string;
  worth(money: string): string;
  memberSince(day: string): string;
  nextExpiry(points: string, day: string): string;
  until(time: string): string;
  saves(money: string): string;
  each(money: string): string;
  earns(points: string): string;
  spendable(points: string, money: string): string;
  unitsOf(goods: string): string;
  fewer(goods: string): string;
  more(goods: string): string;
  remove(goods: string): string;
  add(goods: string): string;
  took(micros: string | undefined): string;
  summary(pay: string, earns: string): string;
  days(count: number, format: Format): string;
  /** Since when there is a level, until when, and why. */
  since(time: string): string;
  why: Record<LevelReason, string>;
  toLevel(level: string): string;
  toStay(level: string, day: string | undefined): string;
  reached(has: string | undefined, needs: string): string;
  missing(amount: string): string;
  atMost(maximum: string, has: string | undefined): string;
  /** What goes with a level: each is a name. */
  loses(day: string, level: string | undefined, gone: string[]): string;
  after(level: string | undefined, until: string | undefined): string;
  plan: Record<PlanState, string>;
  renews: Record<MembershipStatus["renews"], string>;
  costs(money: string): string;
  grace(day: string): string;
  ended(day: string): string;
  gives(gives: PerkStatus["gives"], format: Format): string;
  left(left: number, of: number, format: Format): string;
  used(times: number, format: Format): string;
  carried(times: number, format: Format): string;
  extra(times: number, format: Format): string;
  reachedFrom(inputs: string): string;
  /** What conditions and scores ask, by their names in the format. */
  facts: Record<FactWord, string>;
  /** Why an offer is not applied, or points are not spent as asked. Every code has its sentence. */
  reasons: { [Code in Reason["code"]]: Sentence<Code> };
  /** What to do about a problem in a field, by its code; the engine's own words are shown too. */
  problems: Partial<Record<Problem["code"], string>>;
}

export type FactWord =
  | FactName
  | OrderFactName
  | OrderNumberName
  | ScoreInput["of"]
  | "amount"
  | "units";

/** Something with numbers in a unit, each by its name; amounts end in `_minor`. */
export type Counted = { unit?: Unit };
type Key = "needs" | "has" | "missing" | "maximum" | "value";

export type Word =
  | "language"
  | "day"
  | "dayHelp"
  | "viewer"
  | "member"
  | "guest"
  | "card"
  | "balance"
  | "guestStatus"
  | "lots"
  | "lotSource"
  | "lotLeft"
  | "lotEarned"
  | "lotExpires"
  | "never"
  | "pending"
  | "memberOffers"
  | "always"
  | "cart"
  | "pointsShare"
  | "rounded"
  | "addMore"
  | "spend"
  | "spendSlider"
  | "spendMax"
  | "applied"
  | "refused"
  | "nothingApplied"
  | "list"
  | "discounts"
  | "net"
  | "pointsWorth"
  | "pay"
  | "toEarn"
  | "loading"
  | "failed"
  | "lastGood"
  | "noLevel"
  | "oneOfThese"
  | "notKnown"
  | "memberships"
  | "noMembership"
  | "canBeTried"
  | "perks"
  | "about"
  | "stage"
  | "segments"
  | "scores";

export const CATALOGUES: Record<Locale, Catalogue> = { en, "zh-CN": zhCN };
export const LOCALES = Object.keys(CATALOGUES) as Locale[];

/** The sentence for a reason. */
export function sentence(catalogue: Catalogue, reason: Reason, say: Say): string {
  const write = catalogue.reasons[reason.code] as Sentence<Reason["code"]>;
  return write(reason, say);
}

/** A number as the engine has it: money by its minor units, shares and rates as texts. */
export function number(of: Counted, key: Key): number | string | undefined {
  const name = of.unit === "money" ? `${key}_minor` : key;
  return (of as Record<string, number | string | undefined>)[name];
}

/** The number in words. */
export function amount(catalogue: Catalogue, of: Counted, key: Key, say: Say): string | undefined {
  const value = number(of, key);
  if (value === undefined) return undefined;
  switch (of.unit) {
    case "money":
      return say.money(Number(value));
    case "points":
      return catalogue.points(Number(value), say);
    case "days":
      return catalogue.days(Number(value), say);
    case "share":
      return say.percent(String(value));
    default:
      return say.decimal(String(value));
  }
}

/** Which names a fact's name is among. */
const KINDS: Partial<Record<FactWord, Kind>> = {
  tier: "ladder",
  membership: "plan",
  score: "score",
  activities: "activity",
  points_earned: "pool",
  balance: "pool",
  expiring: "pool",
};

/** What is asked, and of what. */
export function fact(catalogue: Catalogue, { of, name }: Asked, say: Say): string {
  const words = catalogue.facts[of as FactWord];
  if (name === undefined) return words;
  const kind = KINDS[of as FactWord];
  return `${words} (${kind === undefined ? name : say.name(kind, name)})`;
}
