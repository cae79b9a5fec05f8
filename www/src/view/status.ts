/** The member's card: balance, levels, the lots, memberships, perks, scores, the offers of the day. */
import type { Lot, Status } from "perks";
import type { Texts as Say } from "perks/texts";
import { about, benefits } from "./benefits";
import { el } from "./dom";
import { levels } from "./levels";
import { granted, refused } from "./offers";
import type { Texts } from "./texts";

export function statusCard(status: Status, programName: string, texts: Texts): HTMLElement {
  const { words } = texts.catalogue;
  const heading = el("h2", { id: "card-title" }, words.card);
  const card = el("section", { class: "panel card", "aria-labelledby": "card-title" }, heading);
  if (status.member === undefined) {
    card.append(el("p", { class: "guest" }, words.guestStatus));
  } else {
    card.append(
      plastic(status, status.member, programName, texts),
      ...levels(status.tiers ?? [], texts),
      ...ledger(status, texts),
      ...benefits(status, texts),
      ...about(status, texts),
    );
  }
  card.append(offers(status, texts));
  return card;
}

/** The card itself. */
function plastic(status: Status, member: string, name: string, { catalogue, say }: Texts) {
  const { points, joined_at } = status;
  return el(
    "div",
    { class: "plastic" },
    el("p", { class: "name" }, name),
    el("p", { class: "quiet" }, catalogue.words.balance),
    el("p", { class: "balance", "data-test": "balance" }, say.points(points.balance)),
    points.worth_minor !== undefined &&
      el("p", { "data-test": "worth" }, catalogue.worth(say.money(points.worth_minor))),
    el(
      "p",
      { class: "holder" },
      el("span", {}, member),
      joined_at !== undefined && el("span", {}, catalogue.memberSince(say.day(joined_at))),
    ),
  );
}

function* ledger({ points }: Status, { catalogue, say }: Texts) {
  const { words } = catalogue;
  if (points.pending > 0) {
    yield el("p", {}, `${words.pending}: ${say.points(points.pending)}`);
  }
  if (points.next_expiry) {
    const { at, points: lost } = points.next_expiry;
    yield el("p", {}, catalogue.nextExpiry(say.points(lost), say.day(at)));
  }
  if (points.lots.length === 0) return;
  const columns = [words.lotSource, words.lotLeft, words.lotEarned, words.lotExpires];
  yield el(
    "table",
    {},
    el("caption", {}, words.lots),
    el("thead", {}, el("tr", {}, ...columns.map((name) => el("th", { scope: "col" }, name)))),
    el("tbody", {}, ...points.lots.map((lot) => lotRow(lot, words.never, say))),
  );
}

function lotRow(lot: Lot, never: string, say: Say): HTMLElement {
  return el(
    "tr",
    {},
    el("th", { scope: "row" }, lot.source),
    el("td", { class: "number" }, say.count(lot.left)),
    el("td", {}, say.day(lot.earned_at)),
    el("td", {}, lot.expires_at === undefined ? never : say.day(lot.expires_at)),
  );
}

function offers({ offers: { available, refused: others } }: Status, texts: Texts): HTMLElement {
  const { catalogue, say } = texts;
  const yes = available.map(({ offer, until }) =>
    granted(
      offer,
      until === undefined ? catalogue.words.always : catalogue.until(say.time(until)),
      texts,
    ),
  );
  const no = others.map(({ offer, reasons }) => refused(offer, reasons, texts));
  return el(
    "div",
    { class: "offers", "data-test": "status-offers" },
    el("h3", {}, catalogue.words.memberOffers),
    el("ul", {}, ...yes, ...no),
  );
}
