/** What would be: after a purchase, and on a day to come. It supposes and asks the engine; nothing is recorded. */
import { state } from "lit/decorators.js";
import type { CartDocument, EventDocument, Forecast, Quote, Status } from "perks";
import { type Answer, answer } from "../../engine/answer";
import { dateOf, instantOf } from "../../shell/day";
import { minorOf } from "../amount";
import { changed, told } from "../entries";
import { AppView, html, nothing, type TemplateResult } from "../view";
import { newYear } from "../zone";

/** The purchase that is supposed: none, one of an amount, or a cart of the gallery, by its name. */
type Purchase = { is: "none" } | { is: "amount" } | { is: "cart"; name: string };

/** How many of the changes are told; a year of a bank has hundreds. */
const MOST_CHANGES = 40;

export class WhatIfView extends AppView {
  @state() private purchase: Purchase = { is: "none" };
  @state() private amount = "100";
  /** An ISO date, or empty for now. */
  @state() private day = "";

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
    const { words, opened, amount, day, purchase } = this;
    const { whatIf } = words;
    const { zone } = opened.shop.program;
    const now = this.account.now();
    return html`<section class="panel">
      <div class="fields">
        <div>
          <label for="purchase">${whatIf.buy}</label>
          <select id="purchase" @change=${this.onPurchase}>
            <option value="" ?selected=${purchase.is === "none"}>${whatIf.nothing}</option>
            <option value="amount" ?selected=${purchase.is === "amount"}>${whatIf.anAmount}</option>
            ${Object.entries(opened.entry.carts).map(
              ([name, text]) => html`<option
                value=${`cart:${name}`}
                ?selected=${purchase.is === "cart" && purchase.name === name}
              >${this.cartName(text)}</option>`,
            )}
          </select>
        </div>
        ${
          purchase.is === "amount"
            ? html`<div>
                <label for="amount">${whatIf.amount(opened.shop.program.currency)}</label>
                <input
                  id="amount"
                  inputmode="decimal"
                  pattern="[0-9]+([.,][0-9]+)?"
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

  private readonly onPurchase = (event: Event) => {
    const { value } = event.target as HTMLSelectElement;
    const [is, name = ""] = value.split(":");
    this.purchase = is === "cart" ? { is, name } : is === "amount" ? { is } : { is: "none" };
  };

  private readonly onAmount = (event: Event) => {
    const input = event.target as HTMLInputElement;
    if (input.value && input.checkValidity()) this.amount = input.value;
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

  private get cart(): CartDocument | undefined {
    const { purchase, opened, amount, words } = this;
    const { currency, digits } = opened.shop.program;
    if (purchase.is === "none") return undefined;
    if (purchase.is === "cart") return JSON.parse(opened.entry.carts[purchase.name] ?? "");
    const price_minor = minorOf(amount, digits);
    return { currency, lines: [{ id: "1", sku: words.whatIf.purchase, units: 1, price_minor }] };
  }

  private answers() {
    const { cart, say } = this;
    const quote = cart && this.quoted(cart);
    if (quote && "problems" in quote) {
      return html`<section class="wrong" role="alert">${quote.problems.map(say.problem)}</section>`;
    }
    const forecast = this.supposed(cart);
    if ("problems" in forecast) {
      return html`<section class="wrong" role="alert">
        ${forecast.problems.map((it) => this.problem(it))}
      </section>`;
    }
    return html`
      ${this.outcome(forecast.good, quote?.good)}
      <div class="columns">
        <div>${this.changes(forecast.good)}</div>
        <div>
          ${
            quote
              ? html`<perks-quote compact .quote=${quote.good} .speaker=${this.speaker}></perks-quote>`
              : nothing
          }
        </div>
      </div>
    `;
  }

  private quoted(cart: CartDocument): Answer<Quote> {
    const { account, opened } = this;
    const { counters } = account;
    return answer(() => {
      using handle = opened.shop.program.cart(cart);
      return account.member.quote(handle, { now: account.now(), ...(counters && { counters }) });
    });
  }

  private supposed(cart: CartDocument | undefined): Answer<Forecast> {
    const { account, day, opened } = this;
    const { counters } = account;
    const now = account.now();
    const begins = instantOf(day, opened.shop.program.zone) ?? now;
    const until = Math.max(now, begins);
    const id = "what-if";
    const events: EventDocument[] = cart
      ? [{ id, at: now, order: { id, cart, ...(counters && { counters }) } }]
      : [];
    return answer(() => account.member.forecast({ now, until, events }));
  }

  /** What there will be, beside what there is. */
  private outcome({ until, balance, status }: Forecast, quote: Quote | undefined) {
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
