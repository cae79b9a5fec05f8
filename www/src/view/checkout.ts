/** The checkout: lines, more goods, points to spend, totals, and what became of each offer. */
import type { Problem, Quote } from "perks";
import { GOODS, SHELF } from "../goods";
import type { Timed } from "../session";
import { el, write } from "./dom";
import { type LineActions, type LineRow, lineRow } from "./line";
import { granted, refused } from "./offers";
import { type Spend, spendForm } from "./spend";
import type { Texts } from "./texts";
import { totals } from "./totals";

export interface CheckoutActions extends LineActions {
  add(line: object): void;
  spend(points: Spend): void;
}

export interface Checkout {
  root: HTMLElement;
  update(timed: Timed, asked: Spend): void;
  complainLine(line: string, problems: readonly Problem[]): void;
  complainSpend(problems: readonly Problem[]): void;
}

export function checkout(texts: Texts, actions: CheckoutActions, asked: Spend): Checkout {
  const { catalogue, say } = texts;
  const { words } = catalogue;
  const lines = lineList(texts, actions);
  const spend = spendForm(texts, asked, actions.spend);
  const sums = totals(texts);
  const applied = el("ul", { "data-test": "applied" });
  const others = el("ul", { "data-test": "refused" });
  const stale = el("p", { class: "stale quiet", "data-test": "stale" });
  const took = el("p", { class: "quiet took", "data-test": "took" });

  return {
    root: el(
      "section",
      { class: "panel checkout", "aria-labelledby": "cart-title" },
      el("h2", { id: "cart-title" }, words.cart),
      lines.root,
      lines.shelf,
      spend.root,
      stale,
      sums.root,
      el("div", { class: "offers" }, el("h3", {}, words.applied), applied),
      el("div", { class: "offers" }, el("h3", {}, words.refused), others),
      took,
      sums.bar,
    ),
    update({ quote, micros }, wanted) {
      lines.update(quote);
      spend.update(quote, wanted);
      sums.update(quote);
      const { offers } = quote;
      const yes = offers.applied.map(({ offer, saves_minor }) =>
        granted(offer, catalogue.saves(say.money(saves_minor)), texts),
      );
      const no = [...(offers.possible ?? []), ...offers.refused].map(({ offer, reasons }) =>
        refused(offer, reasons, texts),
      );
      applied.replaceChildren(...(yes.length > 0 ? yes : [el("li", {}, words.nothingApplied)]));
      others.replaceChildren(...no);
      write(took, catalogue.took(micros > 0 ? micros.toFixed(0) : undefined));
    },
    complainLine(line, problems) {
      lines.complain(line, problems);
      const bad = lines.root.querySelector("[aria-invalid]") !== null;
      write(stale, bad ? words.lastGood : "");
    },
    complainSpend: spend.complain,
  };
}

/** The rows, kept while their lines stay so that a field keeps its focus; and what can be added. */
function lineList(texts: Texts, actions: CheckoutActions) {
  const rows = new Map<string, LineRow>();
  const root = el("ul", { class: "lines" });
  const label = texts.catalogue.words.addMore;
  const shelf = el("div", { class: "shelf", role: "group", "aria-label": label });

  const rebuild = ({ lines }: Quote) => {
    const before = new Map(rows);
    rows.clear();
    for (const line of lines) {
      rows.set(line.id, before.get(line.id) ?? lineRow(line, texts, actions));
    }
    root.replaceChildren(...[...rows.values()].map((row) => row.root));
    const missing = SHELF.filter(({ id }) => !rows.has(id));
    const buttons = missing.map((line) => addButton(line, texts, actions));
    shelf.replaceChildren(...buttons);
  };

  return {
    root,
    shelf,
    update(quote: Quote) {
      const same = quote.lines.map(({ id }) => id).join() === [...rows.keys()].join();
      if (!same) rebuild(quote);
      for (const line of quote.lines) {
        const perks = (quote.perks ?? []).filter(({ lines }) => lines.includes(line.id));
        rows.get(line.id)?.update(
          line,
          perks.map(({ perk }) => perk),
        );
      }
    },
    complain: (line: string, problems: readonly Problem[]) => rows.get(line)?.complain(problems),
  };
}

function addButton(
  line: (typeof SHELF)[number],
  { catalogue, locale }: Texts,
  actions: CheckoutActions,
): HTMLElement {
  const name = GOODS[line.sku]?.[locale] ?? line.sku;
  const label = catalogue.add(name);
  const button = el("button", { type: "button", class: "plain" }, label);
  button.addEventListener("click", () => actions.add(line));
  return button;
}
