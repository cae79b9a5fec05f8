/** The site's own words: what they are, and the languages there are. Sentences and formats are the package's. */
import type { LevelReason, MembershipStatus, PerkStatus } from "perks";
import type { Texts as Say } from "perks/texts";
import { en } from "./en";
import { zhCN } from "./zh-CN";

export type Locale = "en" | "zh-CN";

export interface Catalogue {
  /** The language's own name. */
  language: string;
  title: string;
  words: Record<Word, string>;
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
  renews: Record<MembershipStatus["renews"], string>;
  costs(money: string): string;
  grace(day: string): string;
  ended(day: string): string;
  gives(gives: PerkStatus["gives"], say: Say): string;
  left(left: number, of: number, say: Say): string;
  used(times: number, say: Say): string;
  carried(times: number, say: Say): string;
  extra(times: number, say: Say): string;
  reachedFrom(inputs: string): string;
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
