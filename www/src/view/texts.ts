/** What a view needs to speak: the catalogue of the language, and numbers, dates and names in it. */
import { formatFor } from "../format";
import type { Session } from "../session";
import { CATALOGUES, type Catalogue, type Locale, type Say, sentence } from "../texts";

export interface Texts {
  locale: Locale;
  catalogue: Catalogue;
  say: Say;
}

export function textsFor(locale: Locale, { program, names }: Session): Texts {
  const catalogue = CATALOGUES[locale];
  const say: Say = {
    ...formatFor(locale, program.currency, program.digits, names.zone),
    offer: (id) => names.offers.find((offer) => offer.id === id)?.name[locale] ?? id,
    reason: (reason) => sentence(catalogue, reason, say),
  };
  return { locale, catalogue, say };
}
