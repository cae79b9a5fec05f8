/** Who speaks of a programme in a language: the package's sentences and formats, with the names that the programme gives. */
import { type Language, type Texts, texts } from "perks/texts";
import { type DeclaredNameKind, names } from "perks/texts/names";
import type { Shop } from "./shop";

export type Locale = "en" | "zh-CN";

/** Each language by its own name. */
export const LOCALES: Record<Locale, string> = { en: "English", "zh-CN": "简体中文" };

export interface Speaker {
  locale: Locale;
  /** Sentences, numbers, money and dates: see `perks/texts`. */
  say: Texts;
  /** What the programme is called. */
  title: string;
  /** Of the programme's days: what the calendar is drawn in. */
  zone: string;
  /** What something is called, of kinds too that sentences do not speak of; else its id. */
  name(kind: DeclaredNameKind, id: string, of?: string): string;
}

/** The English of the pages is that of their texts: day before month. */
const TAGS: Record<Locale, string> = { en: "en-GB", "zh-CN": "zh-CN" };

/** Each language comes when it is wanted. */
export const LANGUAGES: Record<Locale, () => Promise<Language>> = {
  en: async () => (await import("perks/texts/en")).en,
  "zh-CN": async () => (await import("perks/texts/zh-CN")).zhCN,
};

export async function speaker(
  { program, document, goods }: Shop,
  locale: Locale,
): Promise<Speaker> {
  const language = await LANGUAGES[locale]();
  const declared = names(document, locale);
  const listed = (id: string) => goods[id]?.[locale] ?? goods[id]?.en;
  const called = (kind: DeclaredNameKind, id: string, of?: string) =>
    declared.name(kind, id, of) ?? listed(kind === "sku" ? id : `${kind}:${id}`);
  const say = texts(language, {
    currency: program.currency,
    digits: program.digits,
    pointDigits: program.pointDigits,
    timeZone: program.zone,
    locale: TAGS[locale],
    name: called,
  });
  return {
    locale,
    say,
    title: declared.title ?? program.id,
    zone: program.zone,
    name: (kind, id, of) => called(kind, id, of) ?? id,
  };
}
