/** What the frame around every page says, by language. */
import type { Mended } from "../../account/account";
import type { Locale } from "../../engine/speak";
import type { Theme } from "../settings";
import { en } from "./en";
import { zhCN } from "./zh-CN";

export type PageName = "home" | "app" | "checkout" | "studio" | "components";

export interface ShellWords {
  pages: Record<PageName, string>;
  skip: string;
  navigation: string;
  /** What opens the choice of programme, member, day, language and colours. */
  choose: string;
  close: string;
  program: string;
  /** What one opened oneself, as long as it has no name. */
  own: string;
  member: string;
  guest: string;
  cart: string;
  language: string;
  colours: string;
  themes: Record<Theme, string>;
  day: string;
  /** Beside the field of the day: whose zone it is in. */
  dayHelp(zone: string): string;
  startOver: string;
  startOverHelp: string;
  /** Where the record is. */
  kept: { device: string; edge: string };
  /** Why a record is not at the edge that could be there. */
  instead: { ahead: string };
  late: string;
  offline(since: string): string;
  waiting(count: string): string;
  sendNow: string;
  refused: string;
  /** By the edge's code. */
  refusals: Record<"quote_changed" | "coupon_refused" | "forbidden" | "hold_taken", string>;
  /** Any other. */
  refusedAs(code: string): string;
  dismiss: string;
  loading: string;
  failed: string;
  /** Of the gallery, or of the way to it. */
  notThere: string;
  handedNothing: string;
  again: string;
  mended: Record<Mended, string>;
  /** What each of these is called where it waits. */
  waitingFor: Record<"order" | "event", string>;
  update: string;
  updateNow: string;
}

const WORDS: Record<Locale, ShellWords> = { en, "zh-CN": zhCN };

export function shellWords(locale: Locale): ShellWords {
  return WORDS[locale];
}
