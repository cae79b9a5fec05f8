/** A code as a QR code over the whole screen, dark on light whatever the theme, for a till to read. */
import { css, html, LitElement, nothing } from "lit";
import { property } from "lit/decorators.js";
import { Fetched } from "../components/parts/fetched";
import { theme } from "../components/theme";
import { sheet } from "./sheet";
import type { AppWords } from "./words";

export class AppPass extends LitElement {
  static override styles = [
    theme,
    sheet,
    css`
      dialog {
        inline-size: 100vw;
        block-size: 100dvh;
        max-inline-size: none;
        max-block-size: none;
        border-radius: 0;
        padding: 1.5rem;
        background: #fff;
        color: #111;
      }
      dialog > div {
        min-block-size: 100%;
        display: grid;
        align-content: center;
        justify-items: center;
        gap: 1.25rem;
        text-align: center;
      }
      .qr {
        inline-size: min(90vw, 65vh, 29rem);
        block-size: auto;
      }
      code {
        font-size: 1.0625rem;
        overflow-wrap: anywhere;
        max-inline-size: 34rem;
        max-block-size: 20vh;
        overflow: auto;
      }
      button {
        background: #111;
        color: #fff;
      }
    `,
  ];

  @property() text = "";
  @property() label = "";
  @property({ attribute: false }) words!: AppWords;
  private readonly qr = new Fetched(this, async () => (await import("../components/parts/qr")).qr);

  override firstUpdated(): void {
    this.renderRoot.querySelector("dialog")?.showModal();
  }

  override render() {
    return html`<dialog aria-labelledby="title" @close=${this.onClose}>
      <div>
        <h2 id="title">${this.label}</h2>
        ${this.drawn()}
        <code>${this.text}</code>
        <form method="dialog"><button>${this.words.close}</button></form>
      </div>
    </dialog>`;
  }

  /** Without it the code stands below all the same. */
  private drawn() {
    const label = this.words.wallet.qr(this.label);
    return this.qr.show<unknown>((qr) => qr(this.text, label), nothing, nothing);
  }

  private readonly onClose = () => this.dispatchEvent(new CustomEvent("app-pass-closed"));
}

customElements.define("app-pass", AppPass);
