/** The catalogue of sentences: what it must hold, and the languages there are. */
import type { Problem, Reason } from "perks";
import type { Format } from "../format";
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
  offer(id: string): string;
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
  /** Why an offer is not applied, or points are not spent as asked. Every code has its sentence. */
  reasons: { [Code in Reason["code"]]: Sentence<Code> };
  /** What to do about a problem in a field, by its code; the engine's own words are shown too. */
  problems: Partial<Record<Problem["code"], string>>;
}

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
  | "lastGood";

export const CATALOGUES: Record<Locale, Catalogue> = { en, "zh-CN": zhCN };
export const LOCALES = Object.keys(CATALOGUES) as Locale[];

/** The sentence for a reason. */
export function sentence(catalogue: Catalogue, reason: Reason, say: Say): string {
  const write = catalogue.reasons[reason.code] as Sentence<Reason["code"]>;
  return write(reason, say);
}
