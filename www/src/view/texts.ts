/** What a view needs to speak: the site's own words, and the package's sentences, numbers, dates and names. */
import { type Language, type Texts as Say, texts } from "perks/texts";
import { en } from "perks/texts/en";
import { zhCN } from "perks/texts/zh-CN";
import { type Names, nameOf } from "../names";
import { CATALOGUES, type Catalogue, type Locale } from "../texts";

export interface Texts {
  locale: Locale;
  catalogue: Catalogue;
  say: Say;
}

/** What is spoken of: a programme's currency and the digits of it, and names. */
export interface Subject {
  program: { currency: string; digits: number };
  names: Names;
}

const LANGUAGES: Record<Locale, Language> = { en, "zh-CN": zhCN };
/** The English of the page is that of its texts: day before month. */
const TAGS: Record<Locale, string> = { en: "en-GB", "zh-CN": "zh-CN" };

export function textsFor(locale: Locale, { program, names }: Subject): Texts {
  const say = texts(LANGUAGES[locale], {
    currency: program.currency,
    digits: program.digits,
    timeZone: names.zone,
    locale: TAGS[locale],
    name: (kind, id) => nameOf(names, kind, id, locale),
  });
  return { locale, catalogue: CATALOGUES[locale], say };
}
