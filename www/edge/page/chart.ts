/** The chart of requests and of the latency of 99 in a hundred, by minute. What it shows stands beside it as text and as a table. */
import uPlot from "uplot";
import type { Hour } from "../src/hour";
import type { Locale, Words } from "./words";

const HEIGHT = 240;

export class Chart {
  readonly root = document.createElement("div");
  #plot: uPlot | undefined;
  #hour: Hour | undefined;

  constructor(
    readonly words: Words,
    readonly locale: Locale,
  ) {
    this.root.className = "chart";
    this.root.setAttribute("role", "img");
    new ResizeObserver(() => this.#fit()).observe(this.root);
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.#draw());
  }

  show(hour: Hour, says: string): void {
    const isFirst = !this.#hour;
    this.#hour = hour;
    this.root.setAttribute("aria-label", says);
    if (isFirst) this.#draw();
    else this.#plot?.setData(data(hour));
  }

  #fit(): void {
    const width = this.root.clientWidth;
    if (!this.#plot) this.#draw();
    else if (width > 0 && width !== this.#plot.width) this.#plot.setSize({ width, height: HEIGHT });
  }

  /** Anew, since colours are drawn and follow no style. */
  #draw(): void {
    const width = this.root.clientWidth;
    if (!this.#hour || width === 0) return;
    this.#plot?.destroy();
    this.#plot = new uPlot(this.#options(width), data(this.#hour), this.root);
  }

  #options(width: number): uPlot.Options {
    const style = getComputedStyle(document.documentElement);
    const colour = (name: string) => style.getPropertyValue(name).trim();
    const [ink, grid, requests, p99] = ["--quiet", "--edge", "--brand", "--saving"].map(colour);
    const { words } = this;
    const time = new Intl.DateTimeFormat(this.locale, { hour: "2-digit", minute: "2-digit" });
    const number = new Intl.NumberFormat(this.locale);
    const axis = {
      stroke: ink ?? "",
      grid: { stroke: grid ?? "", width: 1 },
      ticks: { show: false },
      font: "12px system-ui",
    };
    const values = (_: uPlot, all: number[]) => all.map((it) => number.format(it));
    const bars = uPlot.paths.bars?.({ size: [0.8, 24, 1] });
    const lines = { spanGaps: false, points: { show: false }, width: 2 };
    return {
      width,
      height: HEIGHT,
      cursor: { y: false, points: { size: 7 } },
      legend: { live: true },
      scales: {
        // Half a minute beside, or the last bar is cut.
        x: { range: (_, min, max) => [min - 45, max + 45] },
        requests: { range: (_, _min, max) => [0, roof(max)] },
        ms: { range: (_, _min, max) => [0, roof(max)] },
      },
      axes: [
        { ...axis, space: 70, values: (_, all) => all.map((at) => time.format(at * 1_000)) },
        { ...axis, scale: "requests", values, size: 52, incrs: WHOLE },
        { ...axis, scale: "ms", side: 1, grid: { show: false }, values, size: 58, incrs: WHOLE },
      ],
      series: [
        {
          label: words.minute,
          value: (_, at) => (at === null ? "–" : time.format(at * 1_000)),
        },
        {
          ...lines,
          label: words.requests,
          scale: "requests",
          stroke: requests ?? "",
          fill: `${requests}40`,
          ...(bars && { paths: bars }),
          value: (_, it) => (it === null ? "–" : number.format(it)),
        },
        {
          ...lines,
          label: `${words.p99} (${words.ms})`,
          scale: "ms",
          stroke: p99 ?? "",
          dash: [6, 4],
          // A minute alone has no line: its point is all there is to see of it.
          points: { show: true, size: 5, fill: p99 ?? "" },
          value: (_, it) => (it === null ? "–" : number.format(it)),
        },
      ],
    };
  }
}

/** Steps of axes: there is no half of a request. */
const WHOLE = [1, 2, 5]
  .flatMap((step) => [1, 10, 100, 1_000, 10_000, 100_000].map((ten) => step * ten))
  .sort((a, b) => a - b);

function roof(most: number | null): number {
  return Math.max(5, Math.ceil((most ?? 0) * 1.1));
}

function data({ minutes }: Hour): uPlot.AlignedData {
  return [
    minutes.map(({ at }) => at / 1_000),
    minutes.map(({ requests }) => requests || null),
    minutes.map(({ requests, p99 }) => (requests > 0 ? p99 : null)),
  ];
}
