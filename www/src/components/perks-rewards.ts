/** What points buy: each reward with its price, and why it cannot be had. */
import { customElement, property } from "lit/decorators.js";
import { repeat } from "lit/directives/repeat.js";
import type { RewardQuote, Status } from "perks";
import type { Speaker } from "../engine/speak";
import { html, nothing, PerksElement, type TemplateResult } from "./element";
import { reasons } from "./parts/reasons";
import type { ComponentWords } from "./words";

@customElement("perks-rewards")
export class PerksRewards extends PerksElement {
  @property({ attribute: false }) status: Status | undefined;

  protected get given(): boolean {
    return this.status !== undefined;
  }

  protected override body(speaker: Speaker): TemplateResult {
    const { words } = this;
    const rewards = this.status?.rewards ?? [];
    return html`<section class="panel" part="panel" aria-labelledby="title">
      <h2 id="title">${words.rewards.title}</h2>
      ${
        rewards.length === 0
          ? html`<p>${words.rewards.none}</p>`
          : html`<ul class="list">${repeat(
              rewards,
              ({ reward }) => reward,
              (it) => this.#reward(it, speaker),
            )}</ul>`
      }
    </section>`;
  }

  #reward(it: RewardQuote, speaker: Speaker): TemplateResult {
    const { rewards: words } = this.words;
    const { say } = speaker;
    const name = speaker.name("reward", it.reward);
    const money = it.money_minor > 0 ? say.money(it.money_minor) : undefined;
    return html`<li class="stack" part="reward">
      <div class="row">
        <h3>${name}</h3>
        <strong class="number">${words.price(say.points(it.points), money)}</strong>
      </div>
      <p class="quiet">${gives(it.gives, speaker, words)}</p>
      ${reasons(it.reasons, speaker)}
      ${
        it.reasons.length === 0
          ? html`<div class="actions"><button part="button" aria-label=${words.redeemOf(name)}
              @click=${() => this.tell("perks-redeem", { reward: it.reward, points: it.points })}>${words.redeem}</button></div>`
          : nothing
      }
    </li>`;
  }
}

function gives(
  it: RewardQuote["gives"],
  { say, name }: Speaker,
  words: ComponentWords["rewards"],
): string {
  if (it === "donation") return words.donation;
  if (it.gift) return words.gift(name("sku", it.gift.sku));
  if (it.gift_card) return words.giftCard(say.money(it.gift_card.worth_minor));
  if (it.cash_back) return words.cashBack(say.money(it.cash_back.worth_minor));
  if (it.partner) return words.partner(say.money(it.partner.worth_minor));
  if (it.perk) return words.perk(name("perk", it.perk.id), say.count(it.perk.uses));
  if (it.tier)
    return words.tier(name("level", it.tier.level, it.tier.ladder), name("ladder", it.tier.ladder));
  const { offer, worth_minor: worth } = it.coupon;
  return words.coupon(name("offer", offer), worth === undefined ? undefined : say.money(worth));
}

declare global {
  interface HTMLElementTagNameMap {
    "perks-rewards": PerksRewards;
  }
}
