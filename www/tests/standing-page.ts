/** The card of any programme, for the tests: built by them, and no part of the site. */
import type { Status } from "perks";
import type { Names } from "../src/names";
import type { Locale } from "../src/texts";
import { el } from "../src/view/dom";
import { statusCard } from "../src/view/status";
import { textsFor } from "../src/view/texts";

declare global {
  interface Window {
    showCard(status: Status, names: Names, digits: number, locale: Locale): void;
  }
}

window.showCard = (status, names, digits, locale) => {
  const texts = textsFor(locale, { program: { currency: status.currency, digits }, names });
  const card = statusCard(status, names.name[locale], texts);
  document.querySelector("#app")?.replaceChildren(el("main", {}, card));
};
