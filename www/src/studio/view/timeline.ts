/** The moment that results are for: a slider, a field, and marks where something begins or ends. */
import { css, html, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import { fieldOf, instantOf } from "../../shell/day";
import type { Mark } from "../desk/instants";
import { StudioElement } from "./element";

declare global {
  interface HTMLElementEventMap {
    "studio-now": CustomEvent<number>;
  }
}

/** How far it goes beyond the first and the last mark. */
const MARGIN_MS = 14 * 86_400_000;
const STEP_MS = 60_000;

@customElement("studio-timeline")
export class StudioTimeline extends StudioElement {
  static override styles = [
    ...StudioElement.styles,
    css`
      .track {
        position: relative;
        padding-block-end: 0.25rem;
      }

      input[type="range"] {
        inline-size: 100%;
        margin: 0;
        padding: 0;
        border: 0;
        background: transparent;
      }

      .row > button {
        flex: 1 1 8rem;
        align-self: end;
      }

      .marks {
        position: absolute;
        inset: auto 0.5rem 0.125rem;
        block-size: 0.625rem;
        pointer-events: none;
      }

      .marks i {
        position: absolute;
        inline-size: 2px;
        block-size: 100%;
        border-radius: 1px;
        background: var(--_brand);
        opacity: 0.65;
      }
    `,
  ];

  @property({ type: Number }) now = 0;
  @property({ attribute: false }) marks: readonly Mark[] = [];
  /** Where the story begins: the slider keeps its ends while it is moved. */
  @property({ type: Number }) origin = 0;

  protected override render(): TemplateResult {
    const { text, voice, now, marks } = this;
    const [from, until] = this.#ends;
    const [before, after] = [
      marks.findLast(({ at }) => at < now),
      marks.find(({ at }) => at > now),
    ];
    return html`<div class="tight">
      <div class="track">
        <input type="range" min=${from} max=${until} step=${STEP_MS} .value=${String(now)}
          aria-label=${text.time.slider} aria-valuetext=${voice.say.time(new Date(now).toISOString())}
          @input=${this.#slid} />
        <div class="marks" aria-hidden="true">
          ${marks.map(({ at }) => html`<i .style=${`inset-inline-start: ${(100 * (at - from)) / (until - from)}%`}></i>`)}
        </div>
      </div>
      <div class="row">
        <label class="grow">${text.time.now}
          <input type="datetime-local" .value=${fieldOf(now, voice.zone)} @change=${this.#typed} />
        </label>
        <label class="grow">${text.time.marks}
          <select @change=${this.#chosen} data-test="marks">
            <option value="">${text.time.choose}</option>
            ${marks.map((it, index) => html`<option value=${index}>${this.#said(it)}</option>`)}
          </select>
        </label>
        <button ?disabled=${!before} @click=${() => before && this.#tell(before.at)}>${text.time.previous}</button>
        <button ?disabled=${!after} @click=${() => after && this.#tell(after.at)}>${text.time.next}</button>
      </div>
    </div>`;
  }

  get #ends(): [number, number] {
    const instants = [this.now, this.origin, ...this.marks.map(({ at }) => at)];
    return [Math.min(...instants) - MARGIN_MS, Math.max(...instants) + MARGIN_MS];
  }

  #said({ at, what, id }: Mark): string {
    const { text, voice } = this;
    const kind = what === "tier_ends" ? "ladder" : "offer";
    const name = id === undefined ? "" : voice.name(kind, id);
    return text.time.markAt(voice.say.time(new Date(at).toISOString()), text.time.mark[what](name));
  }

  #slid(event: Event): void {
    this.#tell(Number((event.target as HTMLInputElement).value));
  }

  #typed(event: Event): void {
    const instant = instantOf((event.target as HTMLInputElement).value, this.voice.zone);
    if (instant !== undefined) this.#tell(instant);
  }

  #chosen(event: Event): void {
    const select = event.target as HTMLSelectElement;
    const mark = select.value === "" ? undefined : this.marks[Number(select.value)];
    select.value = "";
    if (mark) this.#tell(mark.at);
  }

  #tell(detail: number): void {
    this.dispatchEvent(new CustomEvent("studio-now", { detail, bubbles: true, composed: true }));
  }
}
