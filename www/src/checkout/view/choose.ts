/** What is tried: programme, customer and basket of the gallery, or one's own files, chosen or dropped on the page. */
import { css, html, nothing, type TemplateResult } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import type { GalleryList } from "../../gallery/gallery";
import { addressOf, type Tried } from "../../shell/settings";
import { handOver, kindOf, OWN, type OwnDocuments } from "../desk/own";
import { CheckoutElement } from "./element";

/** Someone who has not joined. */
export const GUEST = "guest";
const KINDS = ["program", "member", "cart"] as const;
type Kind = (typeof KINDS)[number];

@customElement("checkout-choose")
export class CheckoutChoose extends CheckoutElement {
  static override styles = [
    CheckoutElement.styles,
    css`
      .choices {
        display: grid;
        gap: 0.75rem;
        grid-template-columns: repeat(auto-fit, minmax(min(9rem, 100%), 1fr));
        align-items: end;
      }

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
  ].flat();

  @property({ attribute: false }) list: GalleryList = [];
  @property({ attribute: false }) tried!: Tried;
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
    const { text, voice, list, tried } = this;
    const entry = list.find(({ id }) => id === tried.program);
    const own = tried.program === OWN;
    const programs = list.map(({ id, name }): [string, string] => [
      id,
      name[voice.locale] ?? name.en ?? id,
    ]);
    const members = (entry?.members ?? []).map((id): [string, string] => [id, id]);
    const carts = (entry?.carts ?? []).map((id): [string, string] => [id, id]);
    const choose = (it: Partial<Tried>) => location.assign(addressOf({ ...tried, ...it }));
    return html`
      <div class="choices">
        ${this.#select("program", text.choose.program, own ? [[OWN, voice.title], ...programs] : programs, tried.program, (program) => location.assign(addressOf({ program })))}
        ${
          own
            ? nothing
            : [
                this.#select(
                  "member",
                  text.choose.member,
                  [...members, [GUEST, text.choose.guest]],
                  tried.member,
                  (member) => choose({ member }),
                ),
                this.#select("cart", text.choose.cart, carts, tried.cart, (cart) =>
                  choose({ cart }),
                ),
              ]
        }
        <button @click=${() => this.dialog.showModal()}>${text.choose.own}</button>
      </div>
      <dialog aria-labelledby="own">
        <form class="stack" method="dialog" @submit=${this.#submit}>
          <h2 id="own">${text.choose.own}</h2>
          <p class="quiet">${text.choose.ownHelp}</p>
          ${this.#file("program", text.choose.ownProgram)}
          ${this.#file("member", text.choose.ownMember)}
          ${this.#file("cart", text.choose.ownCart)}
          <p class="wrong" role="alert">${this.trouble}</p>
          <div class="row">
            <button class="main" type="submit">${text.choose.open}</button>
            <button type="button" @click=${() => this.dialog.close()}>${text.choose.close}</button>
          </div>
        </form>
      </dialog>
    `;
  }

  #select(
    id: Kind,
    label: string,
    options: [string, string][],
    chosen: string | undefined,
    choose: (id: string) => void,
  ): TemplateResult {
    return html`<div class="tight">
      <label for=${id}>${label}</label>
      <select id=${id} @change=${(event: Event) => choose((event.target as HTMLSelectElement).value)}>
        ${options.map(
          ([value, name]) =>
            html`<option value=${value} ?selected=${value === chosen}>${name}</option>`,
        )}
      </select>
    </div>`;
  }

  #file(kind: Kind, label: string): TemplateResult {
    return html`<div class="tight">
      <label for="file-${kind}">${label}</label>
      <input
        id="file-${kind}"
        name=${kind}
        type="file"
        accept=".json,application/json"
        ?required=${kind === "program"}
      />
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
    const { program } = found;
    if (program === undefined) {
      this.trouble = this.text.choose.dropped;
      this.dialog.showModal();
      return;
    }
    try {
      handOver({ ...found, program });
    } catch {
      this.trouble = this.text.choose.full;
      return;
    }
    location.assign(addressOf({ program: OWN }));
  }
}
