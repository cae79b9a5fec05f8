/** What the components' page says, by language. */
import type { Locale } from "../../engine/speak";
import type { CustomName, EventName, Tag } from "../declared";
import type { ExampleName } from "../examples";
import { en } from "./en";
import { zhCN } from "./zh-CN";

/** What an example shows, or a state that every component has. */
export type StateName = ExampleName | "loading" | "error" | "offline";

export interface DocsWords {
  title: string;
  about: string;
  use: string;
  contents: string;
  switches: string;
  language: string;
  ground: string;
  grounds: Record<"light" | "dark", string>;
  direction: string;
  directions: Record<"ltr" | "rtl", string>;
  example: string;
  states: Record<StateName, string>;
  told(event: string): string;
  quiet: string;
  snippet: string;
  properties: string;
  events: string;
  parts: string;
  custom: string;
  customAbout: string;
  every: string;
  attribute: string;
  none: string;
  purpose: Record<Tag, string>;
  /** By property: one name means one thing everywhere. */
  property: Record<PropertyName, string>;
  event: Record<EventName, string>;
  customs: Record<CustomName, string>;
  failed: string;
}

export type PropertyName =
  | "speaker"
  | "showing"
  | "message"
  | "status"
  | "pool"
  | "ladder"
  | "verdicts"
  | "codes"
  | "coupon"
  | "verdict"
  | "voucher"
  | "quote"
  | "took"
  | "compact"
  | "days"
  | "month"
  | "hints";

const WORDS: Record<Locale, DocsWords> = { en, "zh-CN": zhCN };

export function docsWords(locale: Locale): DocsWords {
  return WORDS[locale];
}
