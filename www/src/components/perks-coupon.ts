/** One coupon of the member's, or one code or voucher that was entered: what it is for, until when, whether it can be used, and its QR code. */
import { css } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import type { Reason, Status, Verdict } from "perks";
import type { Speaker } from "../engine/speak";
import { html, nothing, PerksElement, type TemplateResult } from "./element";
import { badge, type Mood } from "./parts/badge";
import { Fetched } from "./parts/fetched";
import { reasons } from "./parts/reasons";
import { facts } from "./parts/row";
import type { CouponState } from "./words";

export type Coupon = NonNullable<Status["coupons"]>[number];

const MOODS: Partial<Record<CouponState, Mood>> = { ready: "good", ended: "wrong" };

@customElement("perks-coupon")
export class PerksCoupon extends PerksElement {
  static override styles = [
    ...PerksElement.styles,
    css`
      .coupon {
        border-inline-start: 4px solid var(--_field-edge);
      }

      .coupon.ready {
        border-inline-start-color: var(--_brand);
      }

      .worth {
        color: var(--_saving);
        font-size: 1.25rem;
        font-weight: 650;
      }

      .entered {
        font-family: ui-monospace, monospace;
        display: -webkit-box;
        overflow: hidden;
        -webkit-box-orient: vertical;
        -webkit-line-clamp: 2;
        line-clamp: 2;
      }

      .qr {
        display: block;
        width: min(100%, 15rem);
        border-radius: calc(var(--_radius) * 0.5);
      }
    `,
  ];

  /** One of a status. */
  @property({ attribute: false }) coupon: Coupon | undefined;
  /** What the engine says of a code or voucher. */
  @property({ attribute: false }) verdict: Verdict | undefined;
  /** The text that a till scans: shown as a QR code when somebody asks for it. */
  @property() voucher: string | undefined;
  @state() private shown = false;
  readonly #qr = new Fetched(this, async () => (await import("./parts/qr")).qr);

  protected get given(): boolean {
    return this.coupon !== undefined || this.verdict !== undefined;
  }

  protected override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (changed.has("voucher")) this.shown = false;
  }

  protected override async getUpdateComplete(): Promise<boolean> {
    await super.getUpdateComplete();
    await this.#qr.settled;
    return super.getUpdateComplete();
  }

  protected override body(speaker: Speaker): TemplateResult {
    const { words, coupon, verdict } = this;
    const { say } = speaker;
    const it = coupon ?? verdict;
    if (!it) throw new Error("a coupon or a verdict is given");
    const name = it.offer === undefined ? words.coupon.unknown : speaker.name("offer", it.offer);
    const state = stateOf(it.reasons);
    return html`<article class="panel coupon ${state}" part="panel coupon" aria-labelledby="name">
      <div class="row">
        <h3 id="name">${name}</h3>
        ${badge(words.coupon.state[state], MOODS[state])}
      </div>
      ${coupon?.worth_minor === undefined ? nothing : html`<p class="worth">${words.coupon.worth(say.money(coupon.worth_minor))}</p>`}
      ${verdict ? html`<p class="quiet entered">${verdict.entered}</p>` : nothing}
      ${facts(
        it.until !== undefined ? words.until(say.time(it.until)) : coupon && words.always,
        coupon && words.coupon.issued(say.day(coupon.issued_at)),
      )}
      ${reasons(it.reasons, speaker)} ${this.#code(name)} ${this.#actions(name, it)}
    </article>`;
  }

  #actions(name: string, it: Coupon | Verdict) {
    const { voucher, verdict } = this;
    const { coupon: words } = this.words;
    const usable = it.reasons.length === 0;
    if (!usable && !verdict) return nothing;
    return html`<div class="actions" part="actions">
      ${
        usable && it.offer !== undefined
          ? html`<button part="button" aria-label=${words.useOf(name)} @click=${this.#use}>${words.use}</button>`
          : nothing
      }
      ${
        usable && voucher
          ? html`<button class="plain" part="button" aria-expanded=${this.shown}
              aria-label=${this.shown ? nothing : words.showOf(name)} @click=${this.#turn}>
              ${this.shown ? words.hide : words.show}</button>`
          : nothing
      }
      ${
        verdict
          ? html`<button class="plain" part="button" aria-label=${words.dropOf(verdict.entered.slice(0, LABEL))}
              @click=${() => this.tell("perks-drop", { code: verdict.entered })}>${words.drop}</button>`
          : nothing
      }
    </div>`;
  }

  readonly #use = () => {
    const { coupon, verdict } = this;
    if (coupon) this.tell("perks-use", { coupon: coupon.coupon, offer: coupon.offer });
    else if (verdict?.offer !== undefined && verdict.coupon !== undefined)
      this.tell("perks-use", { coupon: verdict.coupon, offer: verdict.offer });
    else if (verdict?.offer !== undefined)
      this.tell("perks-use", { code: verdict.entered, offer: verdict.offer });
  };

  #code(name: string) {
    const { voucher, shown, words } = this;
    if (!shown || !voucher) return nothing;
    return this.#qr.show<unknown>(
      (qr) => qr(voucher, words.coupon.qr(name)),
      nothing,
      html`<p>${words.failed}</p>`,
    );
  }

  readonly #turn = () => {
    this.shown = !this.shown;
  };
}

/** Of a voucher's text so much is enough to tell it by. */
const LABEL = 24;

/** What stands on it: the first reason that is one of time or use. */
function stateOf(list: readonly Reason[]): CouponState {
  if (list.length === 0) return "ready";
  const codes = list.map(({ code }) => code);
  return (["used", "ended", "not_yet"] as const).find((it) => codes.includes(it)) ?? "not_now";
}

declare global {
  interface HTMLElementTagNameMap {
    "perks-coupon": PerksCoupon;
  }
}
