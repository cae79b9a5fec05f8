/** Drafts, files in and out, and what differs from the original. It keeps nothing itself: it says what was asked for. */
import { css, html, nothing, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import { repeat } from "lit/directives/repeat.js";
import { differences, near } from "../desk/differences";
import type { Draft } from "../desk/drafts";
import { StudioElement } from "./element";

export type DraftWish =
  | { open: string }
  | { remove: string }
  | { name: string }
  | { begin: true }
  | { original: true }
  | { file: File }
  | { export: "written" | "prepared" }
  | { tryIn: "app" | "checkout" };

declare global {
  interface HTMLElementEventMap {
    "studio-wish": CustomEvent<DraftWish>;
  }
}

@customElement("studio-drafts")
export class StudioDrafts extends StudioElement {
  static override styles = [
    ...StudioElement.styles,
    css`
      dialog {
        inline-size: min(44rem, calc(100vw - 2rem));
        max-block-size: calc(100dvh - 2rem);
        padding: 1.5rem;
        border: 0;
        border-radius: var(--_radius);
        background: var(--_panel);
        color: var(--_ink);
        box-shadow: 0 16px 48px rgb(0 0 0 / 24%);
      }

      dialog::backdrop {
        background: rgb(0 0 0 / 40%);
      }

      .list {
        max-block-size: 14rem;
        overflow: auto;
      }

      .list button[aria-current] {
        border-color: var(--_brand);
        color: var(--_brand);
      }

      .list .grow {
        justify-content: start;
        text-align: start;
        overflow-wrap: anywhere;
      }

      pre {
        max-block-size: 20rem;
        margin: 0;
        padding: 0.75rem;
        overflow: auto;
        border-radius: 0.625rem;
        background: var(--_ground);
        font: 0.8125rem/1.5 ui-monospace, "SF Mono", Consolas, monospace;
      }

      .line {
        display: block;
        white-space: pre-wrap;
        overflow-wrap: anywhere;
      }

      .gone {
        color: var(--_wrong);
      }

      .new {
        color: var(--_brand);
      }

      input[type="file"] {
        inline-size: 100%;
        padding: 0.5rem;
      }
    `,
  ];

  @property({ attribute: false }) drafts: readonly Draft[] = [];
  @property({ attribute: false }) draft: Draft | undefined;
  @property({ attribute: false }) program = "";
  @property({ attribute: false }) original = "";
  @property({ type: Boolean }) keeps = true;
  /** What could not be done, in the reader's language. */
  @property() failed = "";
  @property({ type: Boolean }) behind = false;

  show(): void {
    this.renderRoot.querySelector("dialog")?.showModal();
    this.requestUpdate();
  }

  close(): void {
    this.renderRoot.querySelector("dialog")?.close();
  }

  protected override render(): TemplateResult {
    const { text, draft, keeps } = this;
    const words = text.drafts;
    const rename = (event: Event) => this.#wish({ name: (event.target as HTMLInputElement).value });
    return html`<dialog aria-labelledby="title">
      <div class="stack">
        <div class="row"><h2 id="title" class="grow">${words.title}</h2><button @click=${this.close}>${words.close}</button></div>
        ${draft ? html`<label>${words.name}<input .value=${draft.name} @change=${rename} data-test="name" /></label>` : nothing}
        <p class="quiet">${keeps ? (draft ? words.kept : this.drafts.length === 0 ? words.none : nothing) : words.notKept}</p>
        ${this.#list()}
        <div class="row">
          <button @click=${() => this.#wish({ begin: true })}>${words.newOne}</button>
        </div>
        <label>${words.import}<input type="file" accept=".json,application/json" @change=${this.#file} /></label>
        <p class="quiet">${words.drop}</p>
        ${this.failed ? html`<p class="wrong" role="alert">${this.failed}</p>` : nothing}
        <div class="row">
          <button class="main" @click=${() => this.#wish({ export: "written" })}>${words.export}</button>
          <button ?disabled=${this.behind} @click=${() => this.#wish({ export: "prepared" })}>${words.prepared}</button>
        </div>
        <p class="quiet">${words.preparedWhy}</p>
        <div class="row">
          <button ?disabled=${this.behind} @click=${() => this.#wish({ tryIn: "app" })}>${words.tryApp}</button>
          <button ?disabled=${this.behind} @click=${() => this.#wish({ tryIn: "checkout" })}>${words.tryCheckout}</button>
        </div>
        <p class="quiet">${words.tryWhy}</p>
        ${this.#changes()}
      </div>
    </dialog>`;
  }

  #list(): TemplateResult {
    const { text, drafts, draft } = this;
    const words = text.drafts;
    return html`<ul class="list tight">
      <li class="row"><button class="grow" aria-current=${draft ? nothing : "true"} @click=${() => this.#wish({ original: true })}>${words.original}</button></li>
      ${repeat(
        drafts,
        ({ id }) => id,
        ({ id, name }) => html`<li class="row">
          <button class="grow" aria-current=${id === draft?.id ? "true" : nothing} @click=${() => this.#wish({ open: id })}>${name}</button>
          <button class="bare" @click=${() => this.#wish({ remove: id })}>${words.remove(name)}</button>
        </li>`,
      )}
    </ul>`;
  }

  #changes(): TemplateResult | typeof nothing {
    if (!this.renderRoot.querySelector("dialog")?.open) return nothing;
    const { text, original, program } = this;
    const words = text.drafts;
    const lines = original === program ? [] : near(differences(original, program));
    return html`<h3>${words.changes}</h3>
      ${
        lines.length === 0
          ? html`<p class="quiet">${words.noChanges}</p>`
          : html`<pre tabindex="0" data-test="changes" aria-label=${words.changes}>${lines.map(
              (line) => {
                if (!line) return html`<span class="line quiet">⋯ ${words.skipped}</span>`;
                if (line.is === "same") return html`<span class="line">  ${line.text}</span>`;
                const said = line.is === "gone" ? words.gone : words.added;
                return html`<span class="line ${line.is}"><span class="unseen">${said}</span>${line.is === "gone" ? "−" : "+"} ${line.text}</span>`;
              },
            )}</pre>`
      }`;
  }

  #file(event: Event): void {
    const input = event.target as HTMLInputElement;
    const file = input.files?.[0];
    if (file) this.#wish({ file });
    input.value = "";
  }

  #wish(detail: DraftWish): void {
    this.dispatchEvent(new CustomEvent("studio-wish", { detail, bubbles: true, composed: true }));
  }
}
