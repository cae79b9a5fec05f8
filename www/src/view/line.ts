/** One line of the basket: its row is built once, and written anew with each quote. */
import type { Problem, QuoteLine } from "perks";
import { GOODS } from "../goods";
import { el, write } from "./dom";
import { complaint } from "./problems";
import type { Texts } from "./texts";

export interface LineRow {
  root: HTMLElement;
  /** The perks are those of the member that are about this line. */
  update(line: QuoteLine, perks: string[]): void;
  complain(problems: readonly Problem[]): void;
}

export interface LineActions {
  /** Each keystroke: what the field holds, as a number or as none. */
  units(line: string, units: number): void;
  remove(line: string): void;
}

export function lineRow(line: QuoteLine, texts: Texts, actions: LineActions): LineRow {
  const { catalogue, say, locale } = texts;
  const name = GOODS[line.sku]?.[locale] ?? line.sku;
  const field = el("input", {
    type: "text",
    inputmode: "numeric",
    autocomplete: "off",
    maxlength: 12,
    size: 4,
    value: line.units,
    "aria-label": catalogue.unitsOf(name),
    "data-test": `units-${line.id}`,
  });
  const step = (sign: string, label: string, by: number) => {
    const button = el("button", { type: "button", class: "step", "aria-label": label }, sign);
    button.addEventListener("click", () => {
      field.value = String(current.units + by);
      actions.units(line.id, Number(field.value));
    });
    return button;
  };
  const fewer = step("−", catalogue.fewer(name), -1);
  const more = step("+", catalogue.more(name), 1);
  const remove = el("button", {
    type: "button",
    class: "remove",
    "aria-label": catalogue.remove(name),
  });
  remove.append("×");
  const problem = complaint(`problem-${line.id}`, say, field);
  const list = el("s", { class: "quiet", "data-test": "list" });
  const net = el("span", { class: "price", "data-test": "net" });
  const details = el("ul", { class: "details" });
  let current = line;

  field.addEventListener("input", () => actions.units(line.id, Number(field.value)));
  remove.addEventListener("click", () => actions.remove(line.id));

  const row: LineRow = {
    root: el(
      "li",
      { class: "line", "data-test": `line-${line.id}` },
      el(
        "div",
        { class: "what" },
        el("span", { class: "goods" }, name),
        el("span", { class: "quiet" }, catalogue.each(say.money(line.price_minor))),
      ),
      el("div", { class: "stepper" }, fewer, field, more, remove),
      el("div", { class: "amount" }, list, net),
      problem.root,
      details,
    ),
    update(next, perks) {
      current = next;
      fewer.disabled = next.units <= 1;
      list.hidden = next.discount_minor === 0;
      write(list, say.money(next.list_minor));
      write(net, say.money(next.net_minor));
      details.replaceChildren(...lineDetails(next, perks, texts));
    },
    complain: problem.show,
  };
  row.update(line, []);
  return row;
}

/** The discounts by offer, the share of the points, the perks, and what the line earns. */
function* lineDetails(line: QuoteLine, perks: string[], { catalogue, say }: Texts) {
  for (const { offer, amount_minor } of line.discounts) {
    const name = offer === undefined ? catalogue.words.rounded : say.name("offer", offer);
    yield detail("discount", name, say.money(-amount_minor));
  }
  if (line.points_minor > 0) {
    yield detail("points", catalogue.words.pointsShare, say.money(-line.points_minor));
  }
  for (const perk of perks) yield detail("perk", say.name("perk", perk));
  if (line.earns > 0) yield detail("earns", catalogue.earns(say.points(line.earns)));
}

function detail(kind: string, what: string, amount?: string): HTMLElement {
  const number = amount !== undefined && el("span", { class: "number" }, amount);
  return el("li", { class: kind }, el("span", {}, what), number);
}
