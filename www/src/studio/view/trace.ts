/** Why an offer applies, as a tree that the keyboard walks: what the engine answered, part by part. */
import { css, html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { PerksError } from "perks";
import type { Documents } from "../desk/bench";
import { type Step, type Trace, trace } from "../desk/trace";
import { StudioElement } from "./element";
import { type Node, nodesOf } from "./trace-nodes";

declare global {
  interface HTMLElementEventMap {
    /** The JSON pointer of what is to be shown in the programme. */
    "studio-place": CustomEvent<string>;
    "studio-offer": CustomEvent<string>;
  }
}

/** A change of programme, member or moment is traced when it stands for so long. */
const REST_MS = 150;

@customElement("studio-trace")
export class StudioTrace extends StudioElement {
  static override styles = [
    ...StudioElement.styles,
    css`
      [role="tree"] {
        display: grid;
        gap: 0.125rem;
      }

      [role="group"] {
        margin-inline-start: 0.75rem;
        padding-inline-start: 0.75rem;
        border-inline-start: 1px solid var(--_edge);
      }

      [role="treeitem"] {
        border-radius: 0.5rem;
      }

      .node {
        display: grid;
        grid-template-columns: 1.5rem minmax(0, 1fr);
        gap: 0.125rem 0.5rem;
        padding: 0.375rem 0.5rem;
        border-radius: 0.5rem;
        cursor: pointer;
      }

      .node > :not(svg) {
        grid-column: 2;
      }

      .node > svg {
        grid-row: 1;
        inline-size: 1.25rem;
        block-size: 1.25rem;
        margin-block-start: 0.125rem;
      }

      .node:hover {
        background: color-mix(in srgb, var(--_brand) 8%, transparent);
      }

      .met {
        color: var(--_brand);
      }

      .unmet {
        color: var(--_wrong);
      }

      .head {
        font-weight: 550;
      }

      [aria-expanded="false"] > [role="group"] {
        display: none;
      }
    `,
  ];

  @property({ attribute: false }) documents: Documents | undefined;
  @property({ type: Number }) now = 0;
  @property({ attribute: false }) offers: readonly string[] = [];
  @property() offer = "";
  @state() private traced: Trace | undefined;
  @state() private folded: ReadonlySet<string> = new Set();
  @state() private current = "0";
  #timer = 0;
  #turn = 0;

  protected override updated(changed: PropertyValues): void {
    if (["documents", "now", "offer"].some((name) => changed.has(name))) this.#later();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
  }

  protected override render(): TemplateResult {
    const { text, voice, offers, offer, traced, documents } = this;
    const isOf = traced?.offer === offer;
    return html`<section class="panel stack">
      <div class="tight"><h2>${text.trace.title}</h2><p class="quiet">${text.trace.intro}</p></div>
      <label>${text.trace.offer}
        <select .value=${offer} @change=${this.#choose} data-test="offer">
          ${offers.map((id) => html`<option value=${id} ?selected=${id === offer}>${voice.name("offer", id)}</option>`)}
        </select>
      </label>
      ${documents?.cart === undefined ? html`<p class="quiet">${text.trace.noCart}</p>` : nothing}
      ${traced && isOf ? this.#tree(traced) : nothing}
    </section>`;
  }

  #tree(traced: Trace): TemplateResult {
    const { text, voice } = this;
    const root = nodesOf(traced, text, voice);
    return html`<ul role="tree" aria-label=${text.trace.title} data-test="tree" @keydown=${(event: KeyboardEvent) => this.#key(event)}>
      ${this.#node(root, "0")}
    </ul>`;
  }

  #node({ title, is, verdict, more, code, path, nodes }: Node, key: string): TemplateResult {
    const { text, folded, current } = this;
    const isOpen = !folded.has(key);
    const click = (event: Event) => {
      event.stopPropagation();
      this.#focus(key);
      if (nodes.length > 0) this.#fold(key, isOpen);
    };
    return html`<li role="treeitem" data-key=${key} data-is=${is ?? nothing} data-path=${path ?? nothing}
      tabindex=${key === current ? 0 : -1} aria-expanded=${nodes.length > 0 ? String(isOpen) : nothing}
      aria-label=${verdict ? text.trace.step(title, verdict) : title}
      aria-description=${more.length > 0 ? more.join(" ") : nothing} @click=${click}>
      <div class="node">
        ${mark(is)}
        <span class="head">${title}${verdict ? html` <span class="quiet ${is ?? ""}">${verdict}</span>` : nothing}</span>
        ${more.map((line) => html`<span class="quiet">${line}</span>`)}
        ${code === undefined ? nothing : html`<code class="quiet">${code}</code>`}
      </div>
      ${nodes.length > 0 ? html`<ul role="group">${nodes.map((it, index) => this.#node(it, `${key}.${index}`))}</ul>` : nothing}
    </li>`;
  }

  #choose(event: Event): void {
    const detail = (event.target as HTMLSelectElement).value;
    this.dispatchEvent(new CustomEvent("studio-offer", { detail, bubbles: true, composed: true }));
  }

  #later(): void {
    clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => void this.#trace(), REST_MS);
  }

  async #trace(): Promise<void> {
    const { documents, now, offer } = this;
    this.#turn += 1;
    const turn = this.#turn;
    if (documents?.cart === undefined || offer === "") {
      this.traced = undefined;
      return;
    }
    try {
      const traced = await trace({ documents, now, offer });
      if (turn === this.#turn) this.traced = traced;
    } catch (error) {
      // What cannot be read is told beside the document that it is about.
      if (!(error instanceof PerksError)) throw error;
      if (turn === this.#turn) this.traced = undefined;
    }
  }

  #key(event: KeyboardEvent): void {
    const shown = [...this.renderRoot.querySelectorAll<HTMLElement>('[role="treeitem"]')].filter(
      (it) => it.checkVisibility(),
    );
    const at = shown.findIndex((it) => it.dataset.key === this.current);
    const key = this.current;
    const item = shown[at];
    const isOpen = item?.getAttribute("aria-expanded");
    const to = (index: number) => this.#focus(shown[index]?.dataset.key);
    const acts: Record<string, () => void> = {
      ArrowDown: () => to(at + 1),
      ArrowUp: () => to(at - 1),
      Home: () => to(0),
      End: () => to(shown.length - 1),
      ArrowRight: () =>
        isOpen === "false" ? this.#fold(key, false) : isOpen ? to(at + 1) : undefined,
      ArrowLeft: () =>
        isOpen === "true" ? this.#fold(key, true) : this.#focus(key.replace(/\.\d+$/, "")),
      Enter: () => this.#show(item?.dataset.path),
    };
    const act = acts[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  }

  #fold(key: string, isFolded: boolean): void {
    const folded = new Set(this.folded);
    if (isFolded) folded.add(key);
    else folded.delete(key);
    this.folded = folded;
  }

  #focus(key: string | undefined): void {
    if (key === undefined) return;
    this.current = key;
    const item = this.renderRoot.querySelector<HTMLElement>(`[data-key="${key}"]`);
    item?.focus();
  }

  #show(detail: string | undefined): void {
    if (detail === undefined) return;
    this.dispatchEvent(new CustomEvent("studio-place", { detail, bubbles: true, composed: true }));
  }
}

const SHAPES = { met: "M5 10.5l3.5 3.5L15 6.5", unmet: "M6 6l8 8M14 6l-8 8", unknown: "M5 10h10" };

function mark(is: Step["verdict"]["is"] | undefined): TemplateResult {
  return html`<svg class=${is ?? "quiet"} viewBox="0 0 20 20" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" aria-hidden="true">
    <path d=${is ? SHAPES[is] : "M7 10h.01M13 10h.01"} />
  </svg>`;
}
