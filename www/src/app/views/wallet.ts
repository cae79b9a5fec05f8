/** Coupons, codes and vouchers with what each is good for now, and the programme's offers. Codes are kept on this device. */
import { state } from "lit/decorators.js";
import type { Reason, Status, Verdict } from "perks";
import "../../components/perks-wallet";
import "../pass";
import { AppView, html, nothing, type TemplateResult } from "../view";

interface Pass {
  text: string;
  title: string;
}

/** After so many milliseconds without another letter a code is looked up. */
const PAUSE = 200;

/** A list of more offers that cannot be had now is closed at first. */
const MOST_OTHERS = 4;

export class WalletView extends AppView {
  @state() private verdicts: readonly Verdict[] = [];
  @state() private typed = "";
  /** What is said of the code while it is typed. */
  @state() private verdict: Verdict | undefined;
  /** What is shown at a till. */
  @state() private pass: Pass | undefined;
  private pause: ReturnType<typeof setTimeout> | undefined;

  protected get heading(): string {
    return this.words.views.wallet;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.pause);
  }

  override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (changed.has("asked")) void this.keepAsked();
    if (changed.has("status") || changed.has("speaker")) void this.judge();
  }

  protected body(): TemplateResult {
    const { status, speaker, words, account } = this;
    const { codes } = account;
    const has = (status.coupons?.length ?? 0) > 0 || codes.length > 0;
    return html`
      ${this.entry()}
      ${
        has
          ? html`<perks-wallet
              .status=${status}
              .verdicts=${this.verdicts}
              .codes=${codes}
              .speaker=${speaker}
              @perks-use=${this.onUse}
              @perks-drop=${this.onDrop}
            ></perks-wallet>`
          : html`<section><p class="quiet">${words.wallet.empty}</p></section>`
      }
      ${this.offers()}
      ${
        this.pass
          ? html`<app-pass
              .text=${this.pass.text}
              .label=${this.pass.title}
              .words=${words}
              @app-pass-closed=${this.onPassClosed}
            ></app-pass>`
          : nothing
      }
    `;
  }

  private entry() {
    const { words, verdict } = this;
    return html`<section class="panel" aria-labelledby="enter">
      <h2 id="enter">${words.wallet.enter}</h2>
      <form class="beside" @submit=${this.onKeep}>
        <div>
          <label for="code">${words.wallet.code}</label>
          <input
            id="code"
            autocomplete="off"
            autocapitalize="off"
            spellcheck="false"
            maxlength="4096"
            aria-describedby="verdict"
            .value=${this.typed}
            @input=${this.onInput}
          />
        </div>
        <button>${words.wallet.keep}</button>
      </form>
      <div id="verdict" role="status">${verdict ? this.said(verdict) : nothing}</div>
    </section>`;
  }

  private said({ offer, until, reasons }: Verdict): TemplateResult {
    const { words, say, speaker } = this;
    const name = offer === undefined ? undefined : speaker.name("offer", offer);
    if (reasons.length > 0) {
      return html`<p class="quiet">${name ? html`<strong>${name}</strong> ` : nothing}${reasons.map(say.reason)}</p>`;
    }
    return html`<p class="up"><strong>${name}</strong> ${
      until === undefined ? words.wallet.good : words.wallet.goodUntil(say.time(until))
    }</p>`;
  }

  /** The last of several letters asks. */
  private readonly onInput = (event: Event) => {
    this.typed = (event.target as HTMLInputElement).value;
    clearTimeout(this.pause);
    this.pause = setTimeout(() => void this.judgeTyped(), PAUSE);
  };

  private async judgeTyped(): Promise<void> {
    const { typed } = this;
    const code = typed.trim();
    const [verdict] = code ? await this.account.check([code]) : [];
    if (typed === this.typed) this.verdict = verdict;
  }

  private readonly onKeep = async (event: SubmitEvent) => {
    event.preventDefault();
    const code = this.typed.trim();
    if (!code) return;
    await this.account.keepCode(code);
    this.typed = "";
    this.verdict = undefined;
  };

  /** A code that came with the address is kept once, and goes from it. */
  private async keepAsked(): Promise<void> {
    const code = this.asked.get("code")?.trim();
    if (!code) return;
    history.replaceState(null, "", "#wallet");
    if (!this.account.codes.includes(code)) await this.account.keepCode(code);
  }

  private async judge(): Promise<void> {
    const { status } = this;
    const verdicts = await this.account.check(this.account.codes);
    if (status === this.status) this.verdicts = verdicts;
  }

  private readonly onUse = (
    event: CustomEvent<{ coupon?: string; code?: string; offer: string }>,
  ) => {
    const { coupon, code, offer } = event.detail;
    this.pass = { text: code ?? coupon ?? offer, title: this.speaker.name("offer", offer) };
  };

  private readonly onPassClosed = () => {
    this.pass = undefined;
  };

  private readonly onDrop = (event: CustomEvent<{ code: string }>) =>
    void this.account.dropCode(event.detail.code);

  /** The offers of the programme: those of now, then the others with what they ask. */
  private offers() {
    const { words, say, speaker, status } = this;
    const { available, refused } = status.offers;
    return html`
      ${this.offerList(
        words.offers.now,
        available.map(
          ({ offer, until }) => html`<li>
            <h3>${speaker.name("offer", offer)}</h3>
            ${this.described(offer)}
            ${
              until === undefined
                ? nothing
                : html`<p class="quiet">${words.until(say.time(until))}</p>`
            }
          </li>`,
        ),
      )}
      ${this.others(refused)}
    `;
  }

  private offerList(title: string, items: readonly TemplateResult[]) {
    if (items.length === 0) return nothing;
    return html`<section><h2>${title}</h2><ul class="rows">${items}</ul></section>`;
  }

  /** Many wait until they are wanted. */
  private others(refused: Status["offers"]["refused"]) {
    const { words } = this;
    if (refused.length === 0) return nothing;
    return html`<section>
      <details ?open=${refused.length <= MOST_OTHERS}>
        <summary><h2>${words.offers.others}</h2></summary>
        <ul class="rows">${refused.map((it) => this.refusedOffer(it))}</ul>
      </details>
    </section>`;
  }

  private refusedOffer({ offer, reasons }: { offer: string; reasons: Reason[] }): TemplateResult {
    const { words, say, speaker, status } = this;
    const name = speaker.name("offer", offer);
    const canEnrol =
      status.joined_at !== undefined && reasons.some(({ code }) => code === "not_activated");
    return html`<li>
      <h3>${name}</h3>
      ${this.described(offer)}
      ${reasons.map((reason) => html`<p class="quiet">${say.reason(reason)}</p>`)}
      ${
        canEnrol
          ? html`<div class="actions"><button
              class="plain"
              aria-label=${words.offers.activateOf(name)}
              aria-disabled=${this.isBusy(offer)}
              @click=${() => this.act(offer, { activate: { offer } }, name)}
            >${words.offers.activate}</button></div>`
          : nothing
      }
      ${this.refusalAt(offer)}
    </li>`;
  }

  private described(offer: string) {
    const { shop } = this.opened;
    const { description } = shop.document.offers?.find(({ id }) => id === offer) ?? {};
    const text = description?.[this.speaker.locale] ?? description?.en;
    return text === undefined ? nothing : html`<p class="quiet">${text}</p>`;
  }
}

customElements.define("app-wallet", WalletView);
