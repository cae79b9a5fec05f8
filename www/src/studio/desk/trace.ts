/**
 * Why an offer applies or not, part by part. No rule is read here: each part of the offer (its window, each condition, …) is asked of the
 * engine by loading the programme with that part as the offer's only one, and pricing the same cart; what it answers is told.
 */
import { type Hint, load, type Problem, type Quote, type Reason } from "perks";
import { answer, loading } from "../../engine/answer";
import type { Documents } from "./bench";

/** What came of a part that was asked about by itself. */
export type Verdict =
  | { is: "met" }
  | { is: "unmet"; reasons: Reason[] }
  /** It cannot stand alone. */
  | { is: "unknown"; problems: readonly Problem[] };

export interface Step {
  /** A field of the offer, a combination, or a fact. */
  of: string;
  /** As the document has it. */
  written: unknown;
  path: string;
  verdict: Verdict;
  steps: Step[];
}

export interface Trace {
  offer: string;
  state: "applied" | "possible" | "refused";
  saves_minor?: number;
  reasons: Reason[];
  steps: Step[];
  /** Offers of this order that it never goes with. */
  conflicts: string[];
  hint?: Hint;
}

type Offer = Record<string, unknown> & { id: string };
type Rules = { offers?: Offer[] };

/** What is asked, and of whom. */
export interface Question {
  documents: Documents;
  now: number;
  offer: string;
}

/** The offer's fields that say whether it applies; what it needs besides are its benefit and what that is counted on. */
const ASKED = ["kind", "window", "schedule", "when", "activation", "uses_perk", "limits"] as const;
/** Fields that hold a condition, whose contrary can be asked too. */
const CONDITIONS: readonly string[] = ["when", "schedule"];
const KEPT = ["id", "benefit", "target", "phase", "base", "threshold_base", "bearer", "unit_order"];

/** @throws {PerksError} where the documents cannot be read. */
export async function trace(question: Question): Promise<Trace> {
  const { documents, now, offer: id } = question;
  using program = await load(documents.program);
  const rules: Rules = JSON.parse(documents.program);
  const index = rules.offers?.findIndex((it) => it.id === id) ?? -1;
  const offer = rules.offers?.[index];
  if (!offer) throw new Error(`the programme has no offer \`${id}\``);
  using member =
    documents.member === undefined ? program.guest() : program.member(documents.member);
  using cart = program.cart(documents.cart ?? "");
  const quote = member.quote(cart, { now });
  const { hints } = member.hints(cart, { now, at_most: 20 });
  const hint = hints.find((it) => it.offer === id);
  const others = [...quote.offers.applied, ...(quote.offers.possible ?? [])];
  const steps: Step[] = [];
  const anyway = await bare(question, rules, offer);
  const besidesBare: Ask = async (only) => {
    const whole = await asked(question, rules, offer, only);
    const left = besides(whole, anyway);
    const [[field, written] = ["", undefined]] = Object.entries(only);
    if (whole.is !== "unmet" || left.is !== "met" || !CONDITIONS.includes(field)) return left;
    // It may be unmet for the very reason that the benefit is: then its contrary adds none.
    const contrary = await asked(question, rules, offer, { [field]: { not: written } });
    return besides(contrary, anyway).is === "met" ? whole : left;
  };
  for (const field of ASKED) {
    if (offer[field] === undefined || offer[field] === null) continue;
    steps.push(await part(offer, field, `/offers/${index}/${field}`, besidesBare));
  }
  return {
    offer: id,
    ...outcome(quote, id),
    steps,
    conflicts: others
      .map((it) => it.offer)
      .filter((other) => other !== id && !program.combines(id, other)),
    ...(hint && { hint }),
  };
}

function outcome({ offers }: Quote, id: string): Pick<Trace, "state" | "saves_minor" | "reasons"> {
  const applied = offers.applied.find((it) => it.offer === id);
  if (applied) return { state: "applied", saves_minor: applied.saves_minor, reasons: [] };
  const possible = offers.possible?.find((it) => it.offer === id);
  if (possible) {
    return { state: "possible", saves_minor: possible.saves_minor, reasons: possible.reasons };
  }
  const refused = offers.refused.find((it) => it.offer === id);
  return { state: "refused", reasons: refused?.reasons ?? [] };
}

/** What the engine answers about an offer of these parts alone. */
type Ask = (only: Record<string, unknown>) => Promise<Verdict>;

async function part(
  offer: Offer,
  field: (typeof ASKED)[number],
  path: string,
  ask: Ask,
): Promise<Step> {
  const written = offer[field];
  if (!CONDITIONS.includes(field)) {
    return { of: field, written, path, verdict: await ask({ [field]: written }), steps: [] };
  }
  // The whole condition was asked about there.
  const whole = await condition({ field, written, path }, ask);
  return { of: field, written, path, verdict: whole.verdict, steps: [whole] };
}

interface Subtree {
  field: string;
  written: unknown;
  path: string;
}

/** A condition is asked about by itself, and so is each that it combines. */
async function condition({ field, written, path }: Subtree, ask: Ask): Promise<Step> {
  const [of, within] = alternative(written);
  const steps: Step[] = [];
  for (const [key, child] of combined(of, within)) {
    const subtree = { field, written: child, path: `${path}/${of}${key}` };
    steps.push(await condition(subtree, ask));
  }
  const verdict = await ask({ [field]: written });
  return { of, written, path, verdict, steps };
}

function alternative(written: unknown): [string, unknown] {
  if (typeof written !== "object" || written === null) return [String(written), undefined];
  return Object.entries(written)[0] ?? ["", undefined];
}

/** The conditions within a combination, with their place in it; a fact has none. */
function combined(of: string, within: unknown): [string, unknown][] {
  if (of === "not") return [["", within]];
  const isCounted = of === "at_least" && typeof within === "object" && within !== null;
  const list = isCounted && "of" in within ? within.of : within;
  if (!["all", "any", "at_least"].includes(of) || !Array.isArray(list)) return [];
  return list.map((item, index) => [`${isCounted ? "/of" : ""}/${index}`, item]);
}

/** The programme in which the offer has this part alone, and no other offer is in its way. */
async function asked(
  { documents, now, offer: id }: Question,
  rules: Rules,
  offer: Offer,
  only: Record<string, unknown>,
): Promise<Verdict> {
  const bare = Object.fromEntries(
    KEPT.filter((key) => key in offer).map((key) => [key, offer[key]]),
  );
  const offers = rules.offers?.map((it) => (it.id === id ? { ...bare, ...only, id } : it)) ?? [];
  const loaded = await loading(load(JSON.stringify({ ...rules, offers })));
  if (!("good" in loaded)) return { is: "unknown", problems: loaded.problems };
  using program = loaded.good;
  const priced = answer(() => {
    using member =
      documents.member === undefined ? program.guest() : program.member(documents.member);
    using cart = program.cart(documents.cart ?? "");
    const without = offers.map((it) => it.id).filter((it) => it !== id);
    return member.quote(cart, { now, without });
  });
  if (!("good" in priced)) return { is: "unknown", problems: priced.problems };
  const { state, reasons } = outcome(priced.good, id);
  // That it takes nothing off says nothing about the part: only what is met is priced.
  const against = reasons.filter(({ code }) => code !== "nothing_to_discount");
  return state === "refused" && against.length > 0
    ? { is: "unmet", reasons: against }
    : { is: "met" };
}

/** Why not even the offer without any part applies: its benefit may have conditions too, and they say nothing about a part. */
async function bare(question: Question, rules: Rules, offer: Offer): Promise<Set<string>> {
  const verdict = await asked(question, rules, offer, {});
  return new Set(verdict.is === "unmet" ? verdict.reasons.map(told) : []);
}

const told = (reason: Reason) => JSON.stringify(reason);

/** What a part answers besides what the offer without it does. */
function besides(verdict: Verdict, anyway: ReadonlySet<string>): Verdict {
  if (verdict.is !== "unmet") return verdict;
  const reasons = verdict.reasons.filter((it) => !anyway.has(told(it)));
  return reasons.length > 0 ? { is: "unmet", reasons } : { is: "met" };
}
