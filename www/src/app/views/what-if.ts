/** What would be: after a purchase, and on a day to come. It supposes and asks the engine; nothing is recorded. */
import "../../components/perks-hints";
import "../../components/perks-quote";
import { state } from "lit/decorators.js";
import type { CartDocument, Forecast, Hint, Quote, Status } from "perks";
import { minorOf, patternOf } from "../../engine/minor";
import { dateOf, instantOf } from "../../shell/day";
import { addressOf, tried } from "../../shell/settings";
import { changed, told } from "../entries";
import { followed, outcomeOf, type Purchase } from "../supposed";
import { AppView, html, nothing, type TemplateResult } from "../view";
import { newYear } from "../zone";

/** What is supposed to be bought: nothing, something of an amount, or a cart of the gallery, by its name. */
type Choice = { is: "none" } | { is: "amount" } | { is: "cart"; name: string };

/** How many of the changes are told; a year of a bank has hundreds. */
const MOST_CHANGES = 40;

export class WhatIfView extends AppView {
  @state() private choice: Choice = { is: "none" };
  @state() private amount = "100";
  /** An ISO date, or empty for now. */
  @state() private day = "";
  /** The purchase as hints that were taken up changed it. */
  @state() private hinted: Purchase | undefined;

  protected get heading(): string {
    return this.words.views["what-if"];
  }

  protected body(): TemplateResult {
    const { words } = this;
    if (this.status.member === undefined) return html`<p>${words.join.first}</p>`;
    return html`
      <p class="lead">${words.whatIf.lead}</p>
      ${this.asks()} ${this.answers()}
    `;
  }

  private asks() {
    const { words, opened, amount, day, choice } = this;
    const { whatIf } = words;
    const { zone } = opened.shop.program;
    const now = this.account.now();
    return html`<section class="panel">
      <div class="fields">
        <div>
          <label for="purchase">${whatIf.buy}</label>
          <select id="purchase" @change=${this.onChoice}>
            <option value="" ?selected=${choice.is === "none"}>${whatIf.nothing}</option>
            <option value="amount" ?selected=${choice.is === "amount"}>${whatIf.anAmount}</option>
            ${Object.entries(opened.entry.carts).map(
              ([name, text]) => html`<option
                value=${`cart:${name}`}
                ?selected=${choice.is === "cart" && choice.name === name}
              >${this.cartName(text)}</option>`,
            )}
          </select>
        </div>
        ${
          choice.is === "amount"
            ? html`<div>
                <label for="amount">${whatIf.amount(opened.shop.program.currency)}</label>
                <input
                  id="amount"
                  inputmode="decimal"
                  pattern=${patternOf(opened.shop.program.digits)}
                  .value=${amount}
                  @input=${this.onAmount}
                />
              </div>`
            : nothing
        }
        <div>
          <label for="day">${whatIf.day}</label>
          <input
            id="day"
            type="date"
            min=${dateOf(now, zone)}
            .value=${day}
            @change=${this.onDay}
          />
        </div>
      </div>
      <div class="actions">
        <button class="plain" @click=${this.onNewYear}>${whatIf.newYear}</button>
        ${day ? html`<button class="plain" @click=${this.onToday}>${whatIf.today}</button>` : nothing}
      </div>
    </section>`;
  }

  /** What is in it: carts have no names. */
  private cartName(text: string): string {
    const { lines } = JSON.parse(text) as CartDocument;
    return this.say.and(lines.slice(0, 3).map(({ sku }) => this.speaker.name("sku", sku)));
  }

  private readonly onChoice = (event: Event) => {
    const [is, name = ""] = (event.target as HTMLSelectElement).value.split(":");
    this.choice = is === "cart" ? { is, name } : is === "amount" ? { is } : { is: "none" };
    this.hinted = undefined;
  };

  private readonly onAmount = (event: Event) => {
    const input = event.target as HTMLInputElement;
    if (!input.value || !input.checkValidity()) return;
    this.amount = input.value;
    this.hinted = undefined;
  };

  private readonly onHint = (event: CustomEvent<{ hint: Hint }>) => {
    const { purchase } = this;
    if (purchase) this.hinted = followed(purchase, event.detail.hint);
  };

  private readonly onDay = (event: Event) => {
    const input = event.target as HTMLInputElement;
    if (input.checkValidity()) this.day = input.value;
  };

  private readonly onNewYear = () => {
    this.day = newYear(this.account.now(), this.opened.shop.program.zone);
  };

  private readonly onToday = () => {
    this.day = "";
    void this.updateComplete.then(() =>
      this.renderRoot.querySelector<HTMLInputElement>("#day")?.focus(),
    );
  };

  private get purchase(): Purchase | undefined {
    const { choice, opened, amount, words, hinted } = this;
    const { currency, digits } = opened.shop.program;
    if (hinted) return hinted;
    if (choice.is === "none") return undefined;
    if (choice.is === "cart") return { cart: JSON.parse(opened.entry.carts[choice.name] ?? "") };
    const price_minor = minorOf(amount, digits);
    const line = { id: "1", sku: words.whatIf.purchase, units: 1, price_minor };
    return { cart: { currency, lines: [line] } };
  }

  private answers() {
    const { account, day, opened, speaker } = this;
    const until = instantOf(day, opened.shop.program.zone) ?? account.now();
    const outcome = outcomeOf(account, this.purchase, until);
    if ("problems" in outcome) {
      return this.wrong(outcome.problems.map(this.problem));
    }
    const { forecast, bought } = outcome.good;
    if (!bought) return html`${this.outcome(forecast)} ${this.changes(forecast)}`;
    return html`
      ${this.outcome(forecast, bought.quote)}
      <div class="columns">
        <div>${this.changes(forecast)}</div>
        <div>
          <perks-quote compact .quote=${bought.quote} .speaker=${speaker}></perks-quote>
          ${
            bought.hints.hints.length > 0
              ? html`<perks-hints
                  .hints=${bought.hints.hints}
                  .speaker=${speaker}
                  @perks-hint=${this.onHint}
                ></perks-hints>`
              : nothing
          }
          ${this.checkout()}
        </div>
      </div>
    `;
  }

  /** A cart of the gallery can be bought on the page next door. */
  private checkout() {
    const { choice, words } = this;
    if (choice.is !== "cart") return nothing;
    const address = addressOf({ ...tried(), cart: choice.name }, "../checkout/");
    return html`<p><a class="button" href=${address}>${words.whatIf.checkout}</a></p>`;
  }

  /** What there will be, beside what there is. */
  private outcome({ until, balance, status }: Forecast, quote?: Quote) {
    const { words, say, opened } = this;
    const { whatIf } = words;
    const before = this.status;
    const hasPoints = opened.shop.document.points !== undefined;
    if (!hasPoints && !status.tiers?.length && !quote) return nothing;
    return html`<section class="panel" aria-live="polite" aria-labelledby="then">
      <h2 id="then">${this.day ? whatIf.on(say.day(until)) : whatIf.rightAfter}</h2>
      <ul class="figures">
        ${
          hasPoints
            ? html`<li>
                <span class="quiet">${whatIf.balance}</span>
                <span class="big number">${say.pointCount(balance)}</span>
                ${
                  balance === before.points.balance
                    ? nothing
                    : html`<span class="quiet">${whatIf.now(say.pointCount(before.points.balance))}</span>`
                }
                ${
                  status.points.pending > 0
                    ? html`<span class="quiet">${whatIf.pending(say.points(status.points.pending))}</span>`
                    : nothing
                }
              </li>`
            : nothing
        }
        ${status.tiers?.map((tier) => this.level(tier, before))}
        ${
          quote
            ? html`<li>
                <span class="quiet">${whatIf.pay}</span>
                <span class="big number">${say.money(quote.totals.due_minor ?? quote.totals.pay_minor)}</span>
                ${
                  quote.points.earn.total > 0
                    ? html`<span class="quiet">${whatIf.earns(say.points(quote.points.earn.total))}</span>`
                    : nothing
                }
              </li>`
            : nothing
        }
      </ul>
    </section>`;
  }

  private level(
    { ladder, level, until }: NonNullable<Status["tiers"]>[number],
    before: Status,
  ): TemplateResult {
    const { words, say, speaker } = this;
    const was = before.tiers?.find((it) => it.ladder === ladder)?.level;
    const named = (it: string | undefined) =>
      it === undefined ? words.history.noLevel : speaker.name("level", it, ladder);
    return html`<li>
      <span class="quiet">${speaker.name("ladder", ladder)}</span>
      <span class="big">${named(level)}</span>
      ${was === level ? nothing : html`<span class="quiet">${words.whatIf.now(named(was))}</span>`}
      ${until === undefined ? nothing : html`<span class="quiet">${words.until(say.day(until))}</span>`}
    </li>`;
  }

  private changes({ entries }: Forecast) {
    const { words, say, speaker } = this;
    const said = entries.flatMap((entry) => {
      const it = told(entry, speaker, words);
      return it ? [{ ...it, at: entry.at }] : [];
    });
    if (said.length === 0) {
      return html`<section><p class="quiet">${words.whatIf.unchanged}</p></section>`;
    }
    return html`<section>
      <h2>${words.whatIf.changes}</h2>
      <ul class="rows">${said.slice(0, MOST_CHANGES).map(
        ({ what, change, at }) => html`<li><div class="row">
          <div><p>${what}</p><p class="quiet">${say.time(at)}</p></div>
          ${change ? html`<span class="number">${changed(change, speaker, words)}</span>` : nothing}
        </div></li>`,
      )}</ul>
      ${
        said.length > MOST_CHANGES
          ? html`<p class="quiet">${words.whatIf.andMore(said.length - MOST_CHANGES, say)}</p>`
          : nothing
      }
    </section>`;
  }
}

customElements.define("app-what-if", WhatIfView);
