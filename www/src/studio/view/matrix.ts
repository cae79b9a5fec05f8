/** Which offers combine, as a table of all with all: from the engine, with why on a choice. */

import { css, html, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import type { ConflictWhy } from "perks";
import type { Shop } from "../../engine/shop";
import { StudioElement } from "./element";

@customElement("studio-matrix")
export class StudioMatrix extends StudioElement {
  static override styles = [
    ...StudioElement.styles,
    css`
      .scroll {
        max-block-size: 32rem;
        overflow: auto;
      }

      table {
        border-collapse: separate;
        border-spacing: 0;
        font-size: 0.8125rem;
      }

      th {
        position: sticky;
        z-index: 1;
        background: var(--_panel);
        font-weight: 500;
      }

      thead th {
        inset-block-start: 0;
        vertical-align: bottom;
      }

      thead th span {
        display: inline-block;
        max-height: 11rem;
        padding: 0.375rem 0.25rem;
        overflow: hidden;
        writing-mode: vertical-rl;
        text-overflow: ellipsis;
        white-space: nowrap;
      }

      tbody th {
        inset-inline-start: 0;
        min-inline-size: 7rem;
        max-inline-size: 12rem;
        padding-inline-end: 0.75rem;
        line-height: 1.3;
        text-align: start;
        overflow-wrap: anywhere;
      }

      thead th:first-child {
        inset-inline-start: 0;
        z-index: 2;
      }

      td {
        padding: 1px;
        text-align: center;
      }

      td button {
        min-block-size: 2.75rem;
        inline-size: 2.75rem;
        padding: 0;
        border-color: transparent;
        border-radius: 0.375rem;
        background: color-mix(in srgb, var(--_brand) 12%, transparent);
        color: var(--_brand);
      }

      td button.never {
        background: var(--_wrong-ground);
        color: var(--_wrong);
      }

      td button[aria-pressed="true"] {
        border-color: currentColor;
      }

      td svg {
        inline-size: 1.125rem;
        block-size: 1.125rem;
      }
    `,
  ];

  @property({ attribute: false }) shop: Shop | undefined;
  @state() private filter = "";
  @state() private chosen: [string, string] | undefined;
  @state() private current: [number, number] = [0, 0];

  protected override render(): TemplateResult {
    const { text, shop, voice } = this;
    const all = shop?.program.combinations().offers.map(({ offer }) => offer) ?? [];
    const wanted = this.filter.toLowerCase();
    const offers = all.filter((id) =>
      `${id} ${voice.name("offer", id)}`.toLowerCase().includes(wanted),
    );
    return html`<section class="panel stack">
      <h2>${text.matrix.title}</h2>
      <label>${text.matrix.filter}
        <input type="search" .value=${this.filter} @input=${(event: Event) => {
          this.filter = (event.target as HTMLInputElement).value;
          this.current = [0, 0];
        }} />
      </label>
      <p role="status" data-test="why">${this.#why()}</p>
      ${offers.length === 0 ? html`<p class="quiet">${text.matrix.empty}</p>` : this.#table(offers, all)}
    </section>`;
  }

  #table(rows: string[], columns: string[]): TemplateResult {
    const { text, voice } = this;
    const [first, second] = this.current;
    // On the diagonal there is nothing: its place is taken by the next.
    const isEmpty = rows[first] === columns[second];
    const place = isEmpty ? (second + 1 < columns.length ? second + 1 : second - 1) : second;
    return html`<div class="scroll">
      <table @keydown=${(event: KeyboardEvent) => this.#key(event, rows, columns)}>
        <caption class="unseen">${text.matrix.caption}</caption>
        <thead><tr><td></td>${columns.map((id) => html`<th scope="col" title=${voice.name("offer", id)}><span>${voice.name("offer", id)}</span></th>`)}</tr></thead>
        <tbody>${rows.map(
          (one, row) => html`<tr>
          <th scope="row" title=${voice.name("offer", one)}>${voice.name("offer", one)}</th>
          ${columns.map((other, column) => (one === other ? html`<td></td>` : this.#cell(one, other, row, column, row === first && column === place)))}
        </tr>`,
        )}</tbody>
      </table>
    </div>`;
  }

  #cell(
    one: string,
    other: string,
    row: number,
    column: number,
    isCurrent: boolean,
  ): TemplateResult {
    const { text, voice, shop, chosen } = this;
    const goes = shop?.program.combines(one, other) ?? false;
    const result = goes ? text.matrix.goes : text.matrix.never;
    const name = text.matrix.pair(voice.name("offer", one), voice.name("offer", other), result);
    return html`<td><button class=${goes ? "" : "never"} data-pair="${one} ${other}" data-cell="${row} ${column}"
      tabindex=${isCurrent ? 0 : -1} aria-pressed=${String(chosen?.[0] === one && chosen[1] === other)}
      aria-label=${name} @click=${() => {
        this.chosen = [one, other];
        this.current = [row, column];
      }}>
      <svg viewBox="0 0 20 20" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" aria-hidden="true">
        <path d=${goes ? "M5 10.5l3.5 3.5L15 6.5" : "M6 6l8 8M14 6l-8 8"} /></svg>
    </button></td>`;
  }

  #why(): string {
    const { text, shop, voice, chosen } = this;
    if (!shop || !chosen) return text.matrix.pick;
    const [one, other] = chosen;
    const has = (id: string) => shop.document.offers?.some((it) => it.id === id);
    if (!has(one) || !has(other)) return text.matrix.pick;
    const why = shop.program.conflicts(one, other).map((it: ConflictWhy) => text.matrix.why[it]);
    const result = why.length > 0 ? voice.say.and(why) : text.matrix.goes;
    return text.matrix.pair(voice.name("offer", one), voice.name("offer", other), result);
  }

  #key(event: KeyboardEvent, rows: string[], columns: string[]): void {
    const steps: Record<string, [number, number]> = {
      ArrowDown: [1, 0],
      ArrowUp: [-1, 0],
      ArrowRight: [0, 1],
      ArrowLeft: [0, -1],
    };
    const step = steps[event.key];
    const at = event.composedPath()[0];
    if (!step || !(at instanceof HTMLElement)) return;
    event.preventDefault();
    let [row = 0, column = 0] = (at.dataset.cell ?? "0 0").split(" ").map(Number);
    do {
      row += step[0];
      column += step[1];
    } while (rows[row] !== undefined && rows[row] === columns[column]);
    if (rows[row] === undefined || columns[column] === undefined) return;
    this.current = [row, column];
    this.renderRoot.querySelector<HTMLElement>(`[data-cell="${row} ${column}"]`)?.focus();
  }
}
