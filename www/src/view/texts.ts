/** What a view needs to speak: the catalogue of the language, and numbers, dates and names in it. */
import { formatFor } from "../format";
import { type Names, nameOf } from "../names";
import {
  amount,
  CATALOGUES,
  type Catalogue,
  fact,
  type Locale,
  type Say,
  sentence,
} from "../texts";

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

export function textsFor(locale: Locale, { program, names }: Subject): Texts {
  const catalogue = CATALOGUES[locale];
  const say: Say = {
    ...formatFor(locale, program.currency, program.digits, names.zone),
    name: (kind, id) => nameOf(names, kind, id, locale),
    offer: (id) => say.name("offer", id),
    amount: (of, key) => amount(catalogue, of, key, say),
    fact: (asked) => fact(catalogue, asked, say),
    reason: (reason) => sentence(catalogue, reason, say),
  };
  return { locale, catalogue, say };
}
