/** What the member has beside points: paid memberships, perks, and what is known of the member. */
import type { MembershipStatus, PerkStatus, ScoreStatus, Status } from "perks";
import { el } from "./dom";
import type { Texts } from "./texts";

export function* benefits({ memberships, perks }: Status, texts: Texts) {
  const { words } = texts.catalogue;
  if (memberships) {
    yield list(
      "memberships",
      words.memberships,
      memberships.map((it) => membership(it, texts)),
    );
  }
  if (perks)
    yield list(
      "perks",
      words.perks,
      perks.map((it) => perk(it, texts)),
    );
}

/** Stage, segments and scores, each with how it was reached. */
export function* about({ stage, segments = [], scores = [] }: Status, texts: Texts) {
  const { catalogue, say } = texts;
  const { words } = catalogue;
  const items = scores.map((it) => score(it, texts));
  if (segments.length > 0) {
    const names = segments.map((segment) => say.name("segment", segment));
    items.unshift(item("", words.segments, names.join(", ")));
  }
  if (stage !== undefined) items.unshift(item("", words.stage, say.name("stage", stage)));
  if (items.length > 0) yield list("about", words.about, items);
}

function membership(it: MembershipStatus, { catalogue, say }: Texts): HTMLElement {
  const { words } = catalogue;
  return item(
    it.state === undefined ? "no" : "yes",
    say.name("plan", it.plan),
    it.state === undefined ? words.noMembership : say.language.plan[it.state],
    it.since !== undefined && catalogue.since(say.day(it.since)),
    it.until !== undefined && catalogue.until(say.time(it.until)),
    it.state !== undefined && catalogue.renews[it.renews],
    it.grace_until !== undefined && catalogue.grace(say.time(it.grace_until)),
    it.ended !== undefined && catalogue.ended(say.time(it.ended)),
    it.trial && words.canBeTried,
    it.price_minor !== undefined && catalogue.costs(say.money(it.price_minor)),
  );
}

function perk(it: PerkStatus, { catalogue, say }: Texts): HTMLElement {
  const { quota, carried = 0, extra = 0, left } = it;
  return item(
    it.reasons.length > 0 ? "no" : "yes",
    say.name("perk", it.perk),
    catalogue.gives(it.gives, say),
    left !== undefined && catalogue.left(left, (quota ?? 0) + carried + extra, say),
    it.used > 0 && catalogue.used(it.used, say),
    carried > 0 && catalogue.carried(carried, say),
    extra > 0 && catalogue.extra(extra, say),
    it.until !== undefined && catalogue.until(say.time(it.until)),
    it.reasons.length > 0 && it.reasons.map(say.reason).join(" "),
  );
}

function score(it: ScoreStatus, { catalogue, say }: Texts): HTMLElement {
  const { inputs = [] } = it;
  const value = say.amount(it, "value");
  const reached = inputs.map((input) => {
    const known = say.amount(input, "value") ?? catalogue.words.notKnown;
    return `${say.fact(input)} ${input.class === undefined ? known : say.name("class", input.class)}`;
  });
  return item(
    "",
    say.name("score", it.score),
    it.class !== undefined && say.name("class", it.class),
    value ?? (it.class === undefined && catalogue.words.notKnown),
    reached.length > 0 && catalogue.reachedFrom(reached.join(", ")),
  );
}

function list(test: string, title: string, items: HTMLElement[]): HTMLElement {
  const root = el("div", { class: "offers", "data-test": test }, el("h3", {}, title));
  root.append(el("ul", {}, ...items));
  return root;
}

/** A name and what is said of it; whether it is had shows beside it. */
function item(kind: "yes" | "no" | "", name: string, ...said: (string | false)[]): HTMLElement {
  const text = said.filter((part) => part !== false).join(" · ");
  return el(
    "li",
    { class: kind || "fact" },
    el("strong", {}, name),
    el("span", { class: "effect" }, text),
  );
}
