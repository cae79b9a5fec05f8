/** What applies and what it saves, how sure it is that nothing saves more, and why the others do not: the programme's choice, or one's own. */

import { css, html, nothing, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { live } from "lit/directives/live.js";
import type { AppliedOffer, OfferProof, Quote } from "perks";
import { MOST_NODES } from "../desk/choice";
import { CheckoutElement, differs } from "./element";

@customElement("checkout-offers")
export class CheckoutOffers extends CheckoutElement {
  static override styles = [
    ...CheckoutElement.styles,
    css`
      li {
        display: flex;
        flex-wrap: wrap;
        gap: 0.125rem 1rem;
        align-items: center;
        justify-content: space-between;
        padding-block: 0.375rem;
        border-block-start: 1px solid var(--_edge);
      }

      li > :first-child {
        flex: 1 1 12rem;
        min-inline-size: 0;
      }

      .modes {
        display: inline-flex;
        flex-wrap: wrap;
        gap: 0 1.25rem;
      }

      .proof {
        padding: 0.75rem 1rem;
        border-radius: 0.625rem;
        background: color-mix(in srgb, var(--_brand) 7%, transparent);
      }

      .refused li {
        display: block;
      }
    `,
  ];

  @property({ attribute: false, hasChanged: differs }) offers: Quote["offers"] | undefined;
  /** Those that are picked; absent: the programme chooses. */
  @property({ attribute: false }) picked: readonly string[] | undefined;
  @property({ attribute: false }) without: readonly string[] = [];
  @property({ type: Number }) nodes = 0;
  @state() private open = false;

  override render(): TemplateResult | typeof nothing {
    const { text, offers, picked } = this;
    if (!offers) return nothing;
    return html`<div class="stack">
      <div class="row between">
        <h2 id="title">${text.offers.title}</h2>
        <div class="modes" role="radiogroup" aria-labelledby="title">
          ${this.#mode(text.offers.best, picked === undefined, undefined)}
          ${this.#mode(text.offers.own, picked !== undefined, () =>
            offers.applied.map(({ offer }) => offer),
          )}
        </div>
      </div>
      ${picked ? this.#own(offers, picked) : this.#best(offers)} ${this.#left()}
      ${this.#refused(offers)}
    </div>`;
  }

  #mode(label: string, on: boolean, pick: (() => string[]) | undefined): TemplateResult {
    return html`<label class="tick"
      ><input
        type="radio"
        name="mode"
        .checked=${live(on)}
        @change=${() => this.do({ is: "pick", offers: pick?.() })}
      />${label}</label
    >`;
  }

  #best({ applied, possible = [], proof }: Quote["offers"]): TemplateResult {
    const { text, voice } = this;
    const { say } = voice;
    return html`
      ${
        applied.length === 0
          ? html`<p class="quiet" data-test="none">${text.offers.none}</p>`
          : html`<ul data-test="applied">
              ${applied.map((it) => {
                const name = voice.name("offer", it.offer);
                return html`<li>
                  <div>
                    <span class="name">${name}</span>
                    <p class="saving">${this.#gives(it)}</p>
                  </div>
                  <button
                    class="text"
                    aria-label=${text.offers.leave(name)}
                    @click=${() => this.do({ is: "leave", offer: it.offer })}
                  >
                    ${text.offers.leaveShort}
                  </button>
                </li>`;
              })}
            </ul>`
      }
      ${this.#proof(proof, applied.length + possible.length)}
      ${
        possible.length === 0
          ? nothing
          : html`<ul class="refused" data-test="possible">
              ${possible.map(
                ({ offer, saves_minor, reasons }) =>
                  html`<li>
                    <span class="name">${voice.name("offer", offer)}</span>
                    <span class="quiet">${text.offers.alone(say.money(saves_minor))}</span>
                    ${reasons.map((reason) => html`<p class="why">${say.reason(reason)}</p>`)}
                  </li>`,
              )}
            </ul>`
      }
    `;
  }

  /** In plain words. */
  #proof(proof: OfferProof | undefined, offers: number): TemplateResult | typeof nothing {
    const { text, voice } = this;
    const { say } = voice;
    if (offers === 0) return nothing;
    if (!proof) return html`<p class="proof" data-test="proof">${text.offers.noChoice}</p>`;
    const count = say.count(proof.nodes);
    if (proof.optimal)
      return html`<p class="proof" data-test="proof">
        ${text.offers.optimal(count, proof.nodes === 1)}
      </p>`;
    const [bound, gap] = [say.money(proof.bound_minor), say.money(proof.gap_minor)];
    return html`<div class="proof row between" data-test="proof">
      <p class="grow">${text.offers.bound(bound, gap, count)}</p>
      <button ?disabled=${this.nodes >= MOST_NODES} @click=${() => this.do({ is: "longer" })}>
        ${text.offers.longer}
      </button>
    </div>`;
  }

  #own(offers: Quote["offers"], picked: readonly string[]): TemplateResult {
    const { text, voice } = this;
    const { applied, possible = [], better } = offers;
    const known = new Map<string, AppliedOffer | { offer: string; saves_minor: number }>();
    for (const it of [...applied, ...possible]) known.set(it.offer, it);
    for (const offer of picked) if (!known.has(offer)) known.set(offer, { offer, saves_minor: 0 });
    const ids = [...known.keys()].sort();
    return html`
      <p class="quiet">${text.offers.ownHelp}</p>
      <ul data-test="own">
        ${ids.map((id) => this.#choice(id, picked, offers))}
      </ul>
      <div class="proof row between" role="status" data-test="better">
        <p class="grow">
          ${
            better
              ? text.offers.better(
                  voice.say.money(better.by_minor),
                  voice.say.and(better.offers.map((it) => voice.name("offer", it))),
                )
              : text.offers.ownBest
          }
        </p>
        ${
          better
            ? html`<button @click=${() => this.do({ is: "pick", offers: undefined })}>
                ${text.offers.toBest}
              </button>`
            : nothing
        }
      </div>
    `;
  }

  #choice(
    offer: string,
    picked: readonly string[],
    { applied, possible = [], refused }: Quote["offers"],
  ): TemplateResult {
    const { text, voice } = this;
    const { say } = voice;
    const on = picked.includes(offer);
    const gives = applied.find((it) => it.offer === offer);
    const could = possible.find((it) => it.offer === offer);
    const why = on ? (could ?? refused.find((it) => it.offer === offer))?.reasons : undefined;
    const toggle = () =>
      this.do({
        is: "pick",
        offers: on ? picked.filter((it) => it !== offer) : [...picked, offer],
      });
    return html`<li>
      <label class="tick"
        ><input type="checkbox" .checked=${live(on)} @change=${toggle} />
        <span>${voice.name("offer", offer)}</span></label
      >
      ${
        gives
          ? html`<span class="saving">${this.#gives(gives)}</span>`
          : could
            ? html`<span class="quiet">${text.offers.alone(say.money(could.saves_minor))}</span>`
            : nothing
      }
      ${(why ?? []).map((reason) => html`<p class="why">${say.reason(reason)}</p>`)}
    </li>`;
  }

  /** Left out by hand. */
  #left(): TemplateResult | typeof nothing {
    const { text, voice, without } = this;
    if (without.length === 0) return nothing;
    return html`<div class="tight">
      <h3>${text.offers.left}</h3>
      <ul data-test="left">
        ${without.map((offer) => {
          const name = voice.name("offer", offer);
          return html`<li>
            <span>${name}</span>
            <button
              class="text"
              aria-label=${text.offers.take(name)}
              @click=${() => this.do({ is: "take", offer })}
            >
              ${text.offers.takeShort}
            </button>
          </li>`;
        })}
      </ul>
    </div>`;
  }

  /** Written only while it is looked at: there may be a hundred. */
  #refused({ refused }: Quote["offers"]): TemplateResult | typeof nothing {
    const { text, voice } = this;
    const others = refused.filter(({ offer }) => !this.without.includes(offer));
    if (others.length === 0) return nothing;
    return html`<details
      ?open=${this.open}
      @toggle=${(event: ToggleEvent) => {
        this.open = (event.target as HTMLDetailsElement).open;
      }}
    >
      <summary>${text.offers.others(voice.say.count(others.length))}</summary>
      ${
        this.open
          ? html`<ul class="refused" data-test="refused">
              ${others.map(
                ({ offer, reasons }) =>
                  html`<li>
                    <span class="name">${voice.name("offer", offer)}</span>
                    ${reasons.map((it) => html`<p class="why">${voice.say.reason(it)}</p>`)}
                  </li>`,
              )}
            </ul>`
          : nothing
      }
    </details>`;
  }

  #gives({ saves_minor, points, cash_back_minor }: AppliedOffer): string {
    const { text, voice } = this;
    const { say } = voice;
    const parts = [
      ...(saves_minor > 0 ? [text.offers.saves(say.money(saves_minor))] : []),
      ...(points ? [text.offers.givesPoints(say.points(points))] : []),
      ...(cash_back_minor ? [text.offers.givesBack(say.money(cash_back_minor))] : []),
    ];
    return say.and(parts);
  }
}
