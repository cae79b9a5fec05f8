/** A code as a QR code over the whole screen, dark on light whatever the theme, for a till to read. */
import { css, html, LitElement, svg } from "lit";
import { property, state } from "lit/decorators.js";
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
      svg {
        inline-size: min(80vw, 60vh, 26rem);
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
  @state() private cells: readonly boolean[][] = [];

  override async willUpdate(changed: Map<PropertyKey, unknown>): Promise<void> {
    if (!changed.has("text")) return;
    const { encode } = await import("uqr");
    this.cells = encode(this.text).data;
  }

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

  private drawn() {
    const { cells } = this;
    const dark = cells.flatMap((row, y) =>
      row.flatMap((is, x) => (is ? `M${x} ${y}h1v1h-1z` : [])),
    );
    return svg`<svg viewBox=${`0 0 ${cells.length} ${cells.length}`} role="img"
      aria-label=${this.words.wallet.qr(this.label)} shape-rendering="crispEdges">
      <path fill="#111" d=${dark.join("")} />
    </svg>`;
  }

  private readonly onClose = () => this.dispatchEvent(new CustomEvent("app-pass-closed"));
}

customElements.define("app-pass", AppPass);
