/** What a reader chose for all pages, kept between visits where the browser lets it: language and theme, and in the address what is tried. */
import type { Locale } from "../engine/speak";

export type Theme = "auto" | "light" | "dark";

export interface Settings {
  locale: Locale;
  theme: Theme;
}

const KEY = "perks:settings";

export function settings(): Settings {
  return { ...guessed(), ...kept() };
}

export function keepSettings(it: Settings): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(it));
  } catch {
    // A browser that keeps nothing asks again next time.
  }
}

/** Which programme, member and cart of the gallery are tried. The page's address says it, so that it can be shared. */
export interface Tried {
  program: string;
  member?: string;
  cart?: string;
  /** Where the record is kept; absent: at the edge, if it can be had quickly. */
  at?: "edge" | "device";
}

export function tried(search = location.search): Tried {
  const asked = new URLSearchParams(search);
  const [member, cart, at] = ["member", "cart", "at"].map((name) => asked.get(name) ?? undefined);
  const program = asked.get("program") ?? undefined;
  return {
    ...(program === undefined ? FIRST : { program }),
    ...(member !== undefined && { member }),
    ...(cart !== undefined && { cart }),
    ...((at === "edge" || at === "device") && { at }),
  };
}

/** What is tried where nothing else is asked for: there is something in every corner, and none of it lies in the future. */
const FIRST: Tried = { program: "xiaomi-community", member: "mei" };

/** The same page, trying something else. */
export function addressOf({ program, member, cart, at }: Tried, page = "."): string {
  const asked = new URLSearchParams({ program });
  if (member) asked.set("member", member);
  if (cart) asked.set("cart", cart);
  if (at) asked.set("at", at);
  return `${page}?${asked}`;
}

function guessed(): Settings {
  return { locale: navigator.language.startsWith("zh") ? "zh-CN" : "en", theme: "auto" };
}

function kept(): Partial<Settings> {
  try {
    const it = JSON.parse(localStorage.getItem(KEY) ?? "{}");
    return {
      ...(["en", "zh-CN"].includes(it.locale) && { locale: it.locale }),
      ...(["auto", "light", "dark"].includes(it.theme) && { theme: it.theme }),
    };
  } catch {
    return {};
  }
}
