/**
 * Sentences for what perks says in codes: reasons, hints and problems, in the languages that are imported. Nothing here
 * loads the module or keeps state.
 *
 * @example
 * import { texts } from "perks/texts";
 * import { zhCN } from "perks/texts/zh-CN";
 * const say = texts(zhCN, { currency: program.currency, digits: program.digits, timeZone: program.zone });
 * reasons.map(say.reason).join("");
 */
import type {
  Asked, ClassName, FactName, Hint, Instant, OrderFactName, OrderFacts, OrderNumberName, PlanState, Problem,
  ProblemCode, ProblemParams, Reason, ScoreInput, Unit,
} from "perks";

/** What has a name. Of a level `of` is its ladder, of a class its score. A `selector` is what goods are called. */
export type NameKind =
  | "offer" | "ladder" | "level" | "plan" | "segment" | "stage" | "score" | "class" | "activity" | "pool" | "sku"
  | "perk" | "attribute" | "selector" | Exclude<OrderFactName, "order_attribute">;

/** What sentences need to know of a programme and of who reads them. */
export interface TextsOptions {
  /** The programme's. */
  currency: string;
  /** Decimal digits of the currency, as the programme says; without, as the host knows it. */
  digits?: number;
  /** Decimal digits of points, as `pointDigits` of the programme says; 0 when absent. */
  pointDigits?: number;
  /** The programme's: a name such as `Asia/Shanghai`, or an offset such as `+08:00`. */
  timeZone: string;
  /** How numbers and dates are written, such as `en-GB`; the language's own way when absent. */
  locale?: string;
  /** What something is called; the id itself where there is no name, or an empty one. What it throws comes through. */
  name?(kind: NameKind, id: string, of?: string): string | undefined;
}

/**
 * Why an authority does not take what was entered, beside the reasons of the engine: somebody else holds it, or its signature does not hold
 * (`SignedCode` of `perks/signed`).
 */
export interface AuthorityReason {
  code: "held" | "not_jws" | "wrong_alg" | "wrong_typ" | "bad_header" | "unknown_key" | "bad_signature" | "not_voucher";
}

/** What is asked: a fact of a level, a reason or a score. */
export type FactWord = FactName | OrderFactName | OrderNumberName | ScoreInput["of"] | "amount" | "units";

/** Something with numbers in a unit, each by its name; amounts end in `_minor`. */
export type Counted = { unit?: Unit };
/** Which of its numbers. */
export type CountedKey = "needs" | "has" | "missing" | "maximum" | "value";

/** Sentences of one language, for one programme. Its functions need no `this`. */
export interface Texts {
  readonly language: Language;
  /** Why not. */
  reason(reason: Reason | AuthorityReason): string;
  /** What to do to have an offer, and what that brings. */
  hint(hint: Hint): string;
  /** The place, what is wrong there, and what to do about it. */
  problem(problem: Problem): string;
  /** Only what is wrong: beside the field that it is about, say. */
  wrong(problem: Problem): string;
  /** Only what to do about it. */
  help(problem: Problem): string;
  /** Only the place: document, path, line and column. */
  place(problem: Problem): string;

  /** Minor units of the currency, whatever their number. */
  money(minor: number | bigint): string;
  /** A whole number, whatever it counts. */
  count(number: number): string;
  /** Smallest points, with the word for them … */
  points(points: number): string;
  /** … and without. */
  pointCount(points: number): string;
  /** So many days, with the word for them. */
  days(number: number): string;
  /** A decimal number as a text of the engine, whatever it counts; a whole number too. */
  decimal(text: string | number): string;
  /** The same in percent. */
  percent(text: string | number): string;
  /** The day in the programme's zone. */
  day(instant: Instant): string;
  /** Day and time in the programme's zone. */
  time(instant: Instant): string;
  /** Which form of a word goes with so many, a whole number. */
  plural(number: number): Intl.LDMLPluralRule;
  /** One of these. */
  or(items: readonly string[]): string;
  /** All of these. */
  and(items: readonly string[]): string;
  /** What something is called, as {@link TextsOptions.name} says, or else its id. */
  name(kind: NameKind, id: string, of?: string): string;
  /** A number in its unit; none where it is not known. */
  amount(of: Counted, key: CountedKey): string | undefined;
  /** What is asked, in a few words. */
  fact(asked: Asked): string;
  /** The values of a class by their names; of a score it says which. */
  classes(of: ClassName | OrderFactName, ids: readonly string[], score?: string): string[];
}

/**
 * @throws {TypeError} without a language, a currency or a time zone; its functions, for what is no reason, hint, problem, number or
 * instant, or for an amount that is no whole number: the message says what to give.
 * @throws {RangeError} for a currency, time zone or locale that the host's `Intl` does not know, or an instant that is none.
 */
export function texts(language: Language, options: TextsOptions): Texts;

/** What a problem's sentence is made of. */
type Wrong<Code extends ProblemCode> = (
  params: Code extends keyof ProblemParams ? ProblemParams[Code] : object,
  say: Texts,
  problem: Extract<Problem, { code: Code }>,
) => string;

type Change<Value> = (value: Value, say: Texts) => string;

/** A language: every code has its sentence. */
export interface Language {
  /** BCP 47. */
  tag: string;
  /** So many points, already written, with the word for them. */
  points(count: string, plural: Intl.LDMLPluralRule): string;
  /** So many days, already written, with the word for them. */
  days(count: string, plural: Intl.LDMLPluralRule): string;
  facts: Record<FactWord, string>;
  /** A fact, and of what. */
  factOf(fact: string, name: string): string;
  plan: Record<PlanState, string>;
  /** Of a reason or problem whose code is not known here. */
  other(it: { code: string }): string;
  authority: { [Code in AuthorityReason["code"]]: () => string };
  reasons: { [Code in Reason["code"]]: (reason: Extract<Reason, { code: Code }>, say: Texts) => string };
  /** Each change that a hint can make, as a part of its sentence: goods in minor units or units, attributes as whole numbers or texts, points. */
  changes: {
    add: Change<NonNullable<Hint["change"]["add"]>[number]>;
    at: Change<Instant>;
    set: { [Name in Exclude<keyof OrderFacts, "attributes">]-?: Change<string> } & {
      attribute: Change<{ name: string; value: string | number }>;
    };
    without: Change<readonly string[]>;
    spend: Change<number>;
  };
  /** A hint, with its changes as sentences' parts. */
  hint(hint: Hint, changes: readonly string[], say: Texts): string;
  documents: Record<Problem["document"], string>;
  /** `at` is line and column. */
  place(document: string, path: string, at: readonly string[] | undefined): string;
  /** A problem of its three parts. */
  problem(place: string, wrong: string, help: string): string;
  kinds: Record<ProblemParams["unknown_name"]["kind"] | ProblemParams["unknown_order"]["kind"], string>;
  names: Record<ProblemParams["bad_id"]["kind"], { wrong: string; help: string }>;
  types: Record<NonNullable<ProblemParams["wrong_type"]["expected" | "found"]>, string>;
  problems: { [Code in ProblemCode]: Wrong<Code> };
  help: { [Code in ProblemCode]: Wrong<Code> };
}
