/** Opens one's own programme, member and cart: files that are chosen, or dropped on the page. They are read in the browser, and kept in this tab alone. */
import { css, html, type TemplateResult } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import { handOver, kindOf, OWN, type OwnDocuments } from "../../shell/own";
import { addressOf } from "../../shell/settings";
import { CheckoutElement } from "./element";

const KINDS = ["program", "member", "cart"] as const;
type Kind = (typeof KINDS)[number];

@customElement("checkout-own-files")
export class CheckoutOwnFiles extends CheckoutElement {
  static override styles = [
    ...CheckoutElement.styles,
    css`
      dialog {
        border: 0;
        border-radius: var(--_radius);
        padding: 1.5rem;
        inline-size: min(32rem, calc(100vw - 2rem));
        background: var(--_panel);
        color: var(--_ink);
      }

      dialog::backdrop {
        background: rgb(0 0 0 / 45%);
      }

      input[type="file"] {
        max-inline-size: 100%;
        min-block-size: 2.75rem;
      }
    `,
  ];

  /** What stands here now: whoever brings a cart alone wants it for this programme and member. */
  @property({ attribute: false }) current!: () => OwnDocuments;
  @state() private trouble = "";
  @query("dialog") private dialog!: HTMLDialogElement;

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener("dragover", this.#over);
    addEventListener("drop", this.#drop);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener("dragover", this.#over);
    removeEventListener("drop", this.#drop);
  }

  override render(): TemplateResult {
    const { own } = this.text;
    return html`
      <button @click=${() => this.dialog.showModal()}>${own.title}</button>
      <dialog aria-labelledby="own">
        <form class="stack" method="dialog" @submit=${this.#submit}>
          <h2 id="own">${own.title}</h2>
          <p class="quiet">${own.help}</p>
          ${this.#file("program", own.program)} ${this.#file("member", own.member)}
          ${this.#file("cart", own.cart)}
          <p class="wrong" role="alert">${this.trouble}</p>
          <div class="row">
            <button class="main" type="submit">${own.open}</button>
            <button type="button" @click=${() => this.dialog.close()}>${own.close}</button>
          </div>
        </form>
      </dialog>
    `;
  }

  #file(kind: Kind, label: string): TemplateResult {
    return html`<div class="tight">
      <label for="file-${kind}">${label}</label>
      <input id="file-${kind}" name=${kind} type="file" accept=".json,application/json" />
    </div>`;
  }

  #submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const data = new FormData(event.target as HTMLFormElement);
    const found: Partial<OwnDocuments> = {};
    for (const kind of KINDS) {
      const file = data.get(kind);
      if (file instanceof File && file.size > 0) found[kind] = await file.text();
    }
    this.#open(found);
  };

  #over = (event: DragEvent): void => {
    if (event.dataTransfer?.types.includes("Files")) event.preventDefault();
  };

  #drop = async (event: DragEvent): Promise<void> => {
    const files = [...(event.dataTransfer?.files ?? [])];
    if (files.length === 0) return;
    event.preventDefault();
    const found: Partial<OwnDocuments> = {};
    for (const text of await Promise.all(files.map((file) => file.text()))) {
      const kind = kindOf(text);
      if (kind) found[kind] = text;
    }
    this.#open(found);
  };

  #open(found: Partial<OwnDocuments>): void {
    const { program, ...rest } = found;
    if (program === undefined && rest.member === undefined && rest.cart === undefined) {
      this.trouble = this.text.own.none;
      if (!this.dialog.open) this.dialog.showModal();
      return;
    }
    try {
      handOver(program === undefined ? { ...this.current(), ...rest } : { ...rest, program });
    } catch {
      this.trouble = this.text.own.full;
      return;
    }
    location.assign(addressOf({ program: OWN }));
  }
}
