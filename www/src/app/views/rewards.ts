/** What points buy, each confirmed before it is bought, and what was bought, which can be given back. */
import { state } from "lit/decorators.js";
import type { RewardQuote } from "perks";
import "../../components/perks-rewards";
import { AppView, html, nothing, type TemplateResult } from "../view";

export class RewardsView extends AppView {
  /** What is about to be redeemed. */
  @state() private wanted: RewardQuote | undefined;

  protected get heading(): string {
    return this.words.views.rewards;
  }

  protected body(): TemplateResult {
    const { status, speaker } = this;
    return html`
      ${
        status.joined_at === undefined
          ? html`<section><p>${this.words.join.first}</p></section>`
          : html`<section><p class="panel">
              <span class="quiet">${this.words.rewards.balance}</span><br />
              <span class="big number">${this.say.points(status.points.balance)}</span>
            </p></section>`
      }
      <perks-rewards .status=${status} .speaker=${speaker} @perks-redeem=${this.onRedeem}>
      </perks-rewards>
      ${this.redeemed()} ${this.confirm()}
    `;
  }

  private readonly onRedeem = (event: CustomEvent<{ reward: string }>) => {
    this.wanted = this.status.rewards?.find(({ reward }) => reward === event.detail.reward);
    void this.updateComplete.then(() => this.renderRoot.querySelector("dialog")?.showModal());
  };

  private confirm() {
    const { wanted, words, say, speaker } = this;
    if (!wanted) return nothing;
    const { rewards } = words;
    const name = speaker.name("reward", wanted.reward);
    const { balance } = this.status.points;
    return html`<dialog aria-labelledby="confirm" @close=${this.onClose}>
      <h2 id="confirm">${rewards.confirm(name)}</h2>
      <p>${rewards.price(say.points(wanted.points), wanted.money_minor, say)}</p>
      <p class="quiet">${rewards.has(say.points(balance))}</p>
      ${this.refusalAt("redeem")}
      <div class="actions">
        <button @click=${this.onConfirm} aria-disabled=${this.isBusy("redeem")}>
          ${rewards.redeem}
        </button>
        <button class="plain" @click=${this.onCancel}>${words.cancel}</button>
      </div>
    </dialog>`;
  }

  private readonly onClose = () => {
    this.wanted = undefined;
  };

  private readonly onCancel = () => this.renderRoot.querySelector("dialog")?.close();

  private readonly onConfirm = async () => {
    const { wanted, words } = this;
    if (!wanted) return;
    const { reward, points } = wanted;
    const done = await this.act(
      "redeem",
      { redeem: { reward, points } },
      words.rewards.done(this.speaker.name("reward", reward)),
    );
    if (done) this.onCancel();
  };

  private redeemed() {
    const { words, say, speaker } = this;
    const { redemptions = [] } = this.record;
    if (redemptions.length === 0) return nothing;
    return html`<section>
      <h2>${words.rewards.redeemed}</h2>
      <ul class="rows">${[...redemptions].reverse().map(
        ({ id, reward, at, cancelled }) => html`<li>
          <div class="row">
            <div>
              <h3>${speaker.name("reward", reward)}</h3>
              <p class="quiet">${say.time(at)}</p>
            </div>
            ${
              cancelled
                ? html`<span class="chip off">${words.rewards.cancelled}</span>`
                : html`<button
                    class="plain"
                    aria-disabled=${this.isBusy(id)}
                    aria-label=${words.rewards.giveBackOf(speaker.name("reward", reward))}
                    @click=${() =>
                      this.act(
                        id,
                        { cancel: { redemption: id } },
                        words.rewards.givenBack(speaker.name("reward", reward)),
                      )}
                  >${words.rewards.giveBack}</button>`
            }
          </div>
          ${this.refusalAt(id)}
        </li>`,
      )}</ul>
    </section>`;
  }
}

customElements.define("app-rewards", RewardsView);
