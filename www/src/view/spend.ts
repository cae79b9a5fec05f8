/** How many points to spend: a slider, a field and a button for the most. */
import type { Problem, Quote } from "perks";
import { el, write } from "./dom";
import { complaint } from "./problems";
import type { Texts } from "./texts";

/** A number of points, or as many as the order takes. */
export type Spend = number | "max";

export interface SpendForm {
  root: HTMLElement;
  update(quote: Quote, asked: Spend): void;
  complain(problems: readonly Problem[]): void;
}

export function spendForm(texts: Texts, asked: Spend, change: (spend: Spend) => void): SpendForm {
  const { catalogue, say } = texts;
  const { words } = catalogue;
  const field = el("input", {
    id: "spend",
    type: "text",
    inputmode: "numeric",
    autocomplete: "off",
    maxlength: 16,
    size: 6,
    value: asked,
    "aria-describedby": "spend-help spend-why",
  });
  const slider = el("input", { type: "range", min: 0, step: 1, "aria-label": words.spendSlider });
  const most = el("button", { type: "button", class: "plain" }, words.spendMax);
  const help = el("p", { id: "spend-help", class: "quiet" });
  const why = el("p", { id: "spend-why", class: "why" });
  const problem = complaint("spend-problem", say, field);

  field.addEventListener("input", () => change(Number(field.value)));
  slider.addEventListener("input", () => {
    field.value = slider.value;
    change(Number(slider.value));
  });
  most.addEventListener("click", () => change("max"));

  return {
    root: el(
      "div",
      { class: "spend" },
      el("label", { for: "spend" }, words.spend),
      el("div", { class: "spend-row" }, slider, field, most),
      help,
      why,
      problem.root,
    ),
    update({ points: { spend } }, wanted) {
      slider.max = String(spend.maximum);
      slider.value = String(spend.chosen);
      slider.setAttribute("aria-valuetext", say.points(spend.chosen));
      slider.disabled = spend.maximum === 0;
      most.disabled = spend.maximum === 0;
      if (wanted === "max") field.value = String(spend.chosen);
      const limit = say.points(spend.maximum);
      write(help, catalogue.spendable(limit, say.money(spend.worth_minor)));
      write(why, spend.reasons.map(say.reason).join(" "));
    },
    complain: problem.show,
  };
}
