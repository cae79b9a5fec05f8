/** An hour's counts as parts of the page: sums, the chart, tables. It is built once a language, and then only filled. */

import type { Hour } from "../src/hour";
import { Chart } from "./chart";
import { el, write } from "./dom";
import { type Locale, WORDS } from "./words";

type Cell = string | number;

export class HourView {
  readonly root: HTMLElement;
  readonly #locale: Locale;
  readonly #number: Intl.NumberFormat;
  readonly #time: Intl.DateTimeFormat;
  readonly #chart: Chart;
  readonly #says = el("p", { class: "quiet" });
  readonly #sums = new Map<string, HTMLElement>();
  readonly #routes = el("tbody");
  readonly #problems = el("tbody");
  readonly #minutes = el("tbody");

  constructor(locale: Locale) {
    const words = WORDS[locale];
    this.#locale = locale;
    this.#number = new Intl.NumberFormat(locale);
    this.#time = new Intl.DateTimeFormat(locale, { hour: "2-digit", minute: "2-digit" });
    this.#chart = new Chart(words, locale);
    const numbers = [words.requests, words.refusals, words.faults, words.p50, words.p99];
    this.root = el(
      "div",
      { class: "hour" },
      this.#list(words.sums, ["requests", "refusals", "faults", "p50", "p99"]),
      this.#list(words.orders, ["held", "committed", "released", "expired", "changed"]),
      el(
        "section",
        { class: "panel" },
        el("h2", {}, words.chart),
        this.#chart.root,
        this.#says,
        el(
          "details",
          {},
          el("summary", {}, words.minutes),
          table(words.minutes, [words.minute, ...numbers], this.#minutes),
        ),
      ),
      el(
        "section",
        { class: "panel" },
        el("h2", {}, words.routes),
        table(words.routes, [words.route, ...numbers], this.#routes),
      ),
      el(
        "section",
        { class: "panel" },
        el("h2", {}, words.problems),
        table(words.problems, [words.problem, words.count], this.#problems),
      ),
    );
  }

  fill(hour: Hour): void {
    const words = WORDS[this.#locale];
    const { minutes, routes, problems, orders } = hour;
    const sum = (of: "requests" | "refused" | "faults") =>
      minutes.reduce((all, minute) => all + minute[of], 0);
    const busy = minutes.filter(({ requests }) => requests > 0);
    const most = (of: "p50" | "p99") => Math.max(0, ...busy.map((minute) => minute[of]));
    const values: Record<string, Cell> = {
      requests: sum("requests"),
      refusals: sum("refused"),
      faults: sum("faults"),
      p50: this.#ms(hour.p50),
      p99: this.#ms(hour.p99),
      ...orders,
    };
    for (const [name, element] of this.#sums) write(element, this.#text(values[name] ?? 0));
    const [peak] = [...busy].sort((one, other) => other.requests - one.requests);
    const says = peak
      ? words.chartSays(
          this.#text(peak.requests),
          this.#time.format(peak.at),
          this.#ms(most("p99")),
        )
      : words.noRequests;
    write(this.#says, says);
    this.#chart.show(hour, says);
    const row = (name: string, it: Hour["minutes"][number] | Hour["routes"][number]): Cell[] => [
      name,
      it.requests,
      it.refused,
      it.faults,
      this.#ms(it.p50),
      this.#ms(it.p99),
    ];
    this.#rows(
      this.#routes,
      routes.map((it) => row(it.route === "–" ? words.noRoute : it.route, it)),
    );
    this.#rows(
      this.#problems,
      problems.map(({ code, count }) => [code, count]),
    );
    this.#rows(
      this.#minutes,
      busy.toReversed().map((it) => row(this.#time.format(it.at), it)),
    );
  }

  #ms(ms: number): string {
    return `${this.#number.format(ms)} ${WORDS[this.#locale].ms}`;
  }

  #text(value: Cell): string {
    return typeof value === "number" ? this.#number.format(value) : value;
  }

  #list(title: string, names: SumName[]): HTMLElement {
    const words = WORDS[this.#locale];
    const items = names.map((name) => {
      const value = el("dd", { "data-test": `sum-${name}` });
      this.#sums.set(name, value);
      return el("div", {}, el("dt", { class: "quiet" }, words[name]), value);
    });
    return el(
      "section",
      { class: "panel" },
      el("h2", {}, title),
      el("dl", { class: "sums" }, ...items),
    );
  }

  #rows(body: HTMLElement, rows: Cell[][]): void {
    const none = el("tr", {}, el("td", { colspan: 6, class: "quiet" }, WORDS[this.#locale].none));
    const made = rows.map((cells) =>
      el(
        "tr",
        {},
        ...cells.map((cell, at) =>
          at === 0
            ? el("th", { scope: "row" }, ...breakable(this.#text(cell)))
            : el("td", { class: "number" }, this.#text(cell)),
        ),
      ),
    );
    body.replaceChildren(...(made.length > 0 ? made : [none]));
  }
}

/** A route as `docs/edge.md` writes it, which may break behind each of its parts. */
function breakable(text: string): Node[] {
  const parts = text.replace("/v1/programs/{program}/", "…/").split(/(?<=\/)/);
  return parts.flatMap((part) => [document.createTextNode(part), el("wbr")]);
}

type SumName =
  | "requests"
  | "refusals"
  | "faults"
  | "p50"
  | "p99"
  | "held"
  | "committed"
  | "released"
  | "expired"
  | "changed";

/** Wider than a phone, it is moved sideways: by the keyboard, too. */
function table(name: string, heads: string[], body: HTMLElement): HTMLElement {
  const cells = heads.map((head, at) =>
    el("th", { scope: "col", class: at === 0 ? undefined : "number" }, head),
  );
  return el(
    "div",
    { class: "wide", tabindex: 0, role: "region", "aria-label": name },
    el("table", {}, el("thead", {}, el("tr", {}, ...cells)), body),
  );
}
