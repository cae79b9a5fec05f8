/**
 * A balance over time as a line in steps, with a mark at each change. A picture for the eyes alone: its numbers stand in a table beside it.
 */
import { area, curveStepAfter, line } from "d3-shape";
import { css, html, LitElement, nothing, svg } from "lit";
import { property, state } from "lit/decorators.js";
import { theme } from "../components/theme";
import type { Speaker } from "../engine/speak";
import type { Step } from "./views/points";

const HEIGHT = 200;
const EDGE = { top: 12, right: 8, bottom: 28 };
/** More marks than these make a caterpillar of the line. */
const MOST_MARKS = 16;
/** So high is a line of text. */
const LINE = 16;
/** So wide is a digit at most. */
const DIGIT = 8;

export class PointsChart extends LitElement {
  static override styles = [
    theme,
    css`
      svg {
        display: block;
        inline-size: 100%;
        margin-block-end: 1rem;
        font: 12px var(--_font);
        overflow: visible;
        direction: ltr;
      }
      .line {
        fill: none;
        stroke: var(--_brand);
        stroke-width: 2.5;
        stroke-linejoin: round;
      }
      .area {
        fill: color-mix(in srgb, var(--_brand) 12%, transparent);
      }
      .grid {
        stroke: var(--_edge);
      }
      .mark {
        fill: var(--_panel);
        stroke: var(--_brand);
        stroke-width: 2;
      }
      text {
        fill: var(--_quiet);
      }
    `,
  ];

  @property({ attribute: false }) steps: readonly Step[] = [];
  @property({ attribute: false }) speaker: Speaker | undefined;
  /** What it shows. */
  @property() label = "";
  @state() private width = 320;
  private readonly watch = new ResizeObserver(([entry]) => {
    this.width = Math.max(240, Math.round(entry?.contentRect.width ?? this.width));
  });

  override connectedCallback(): void {
    super.connectedCallback();
    this.watch.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.watch.disconnect();
  }

  override render() {
    const { steps, speaker, width } = this;
    const [first] = steps;
    const last = steps.at(-1);
    if (!speaker || !first || !last) return nothing;
    const balances = steps.map(({ balance }) => balance);
    const [low, high] = [Math.min(0, ...balances), Math.max(1, ...balances)];
    const y = linear([low, high], [HEIGHT - EDGE.bottom, EDGE.top]);
    const marked = apart([high, low, 0, first.balance, last.balance], y).map((balance) => ({
      at: y(balance),
      text: speaker.say.pointCount(balance),
    }));
    const left = Math.max(...marked.map(({ text }) => text.length)) * DIGIT + 8;
    const x = linear([first.at, last.at], [left, width - EDGE.right]);
    const path = line<Step>(
      ({ at }) => x(at),
      ({ balance }) => y(balance),
    ).curve(curveStepAfter);
    const ground = area<Step>(
      ({ at }) => x(at),
      y(0),
      ({ balance }) => y(balance),
    ).curve(curveStepAfter);
    const day = (at: number) => speaker.say.day(new Date(at).toISOString());
    return html`<svg viewBox=${`0 0 ${width} ${HEIGHT}`} role="img" aria-label=${this.label}>
      ${marked.map(
        ({ at, text }) => svg`
          <line class="grid" x1=${left} x2=${width - EDGE.right} y1=${at} y2=${at} />
          <text x=${left - 8} y=${at + 4} text-anchor="end">${text}</text>`,
      )}
      ${svg`<path class="area" d=${ground([...steps]) ?? ""} />
        <path class="line" d=${path([...steps]) ?? ""} />`}
      ${(steps.length > MOST_MARKS ? [] : steps)
        .slice(1, -1)
        .map(({ at, balance }) => svg`<circle class="mark" cx=${x(at)} cy=${y(balance)} r="4" />`)}
      ${svg`<text x=${left} y=${HEIGHT - 8}>${day(first.at)}</text>
        <text x=${width - EDGE.right} y=${HEIGHT - 8} text-anchor="end">${day(last.at)}</text>`}
    </svg>`;
  }
}

/** The axis bears balances that there are, as far as they do not stand upon one another: the first come first. */
function apart(balances: readonly number[], y: (balance: number) => number): number[] {
  const kept: number[] = [];
  for (const it of balances) {
    if (kept.every((other) => Math.abs(y(other) - y(it)) >= LINE)) kept.push(it);
  }
  return kept;
}

/** From one range to another, in a straight line. */
function linear([from, until]: [number, number], [start, end]: [number, number]) {
  return (value: number) => start + ((value - from) / (until - from)) * (end - start);
}

customElements.define("points-chart", PointsChart);
