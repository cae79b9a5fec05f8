/** What happened, by month, the newest first; an order opens with its lines, what it earned and spent, and can come back. */
import type { OrderDocument } from "perks";
import { orderDetail } from "../order";
import { type Happened, happened, paidOf, returnedOf } from "../record";
import { addressOf } from "../routes";
import { AppView, html, nothing, type TemplateResult } from "../view";
import { months } from "../zone";

export class HistoryView extends AppView {
  private get order(): OrderDocument | undefined {
    const id = this.asked.get("order");
    return id === null ? undefined : this.record.orders.find((order) => order.id === id);
  }

  protected get heading(): string {
    const { order, words } = this;
    return order ? words.history.order : words.views.history;
  }

  protected body(): TemplateResult {
    const { order, words } = this;
    if (order) return this.detail(order);
    if (this.status.member === undefined) return html`<p>${words.join.first}</p>`;
    const all = happened(this.record);
    if (all.length === 0) return html`<p class="quiet">${words.history.empty}</p>`;
    return html`${this.months(all)}`;
  }

  private months(all: readonly Happened[]): TemplateResult[] {
    const monthOf = months(this.opened.shop.program.zone, this.speaker.locale);
    const found = new Map<string, { name: string; items: Happened[] }>();
    for (const it of all) {
      const { key, name } = monthOf(it.at);
      const month = found.get(key) ?? { name, items: [] };
      month.items.push(it);
      found.set(key, month);
    }
    return [...found.values()].map(
      ({ name, items }) => html`<section>
        <h2>${name}</h2>
        <ul class="rows">${items.map((it) => html`<li>${this.item(it)}</li>`)}</ul>
      </section>`,
    );
  }

  private item(it: Happened): TemplateResult {
    const { words, say, speaker } = this;
    const { history } = words;
    switch (it.is) {
      case "order":
        return this.orderRow(it.order);
      case "redemption":
        return this.row(
          it.at,
          speaker.name("reward", it.reward),
          it.cancelled ? words.rewards.cancelled : history.redeemed,
          it.spent.map(({ points }) => words.change.minus(say.pointCount(points))).join(" "),
        );
      case "activity":
        return this.row(it.at, say.name("activity", it.activity), history.activity);
      case "granted": {
        const rule = it.lot.rule ? speaker.name("rule", it.lot.rule) : words.lots.byHand;
        return this.row(
          it.at,
          rule,
          history.granted,
          words.change.plus(say.pointCount(it.lot.granted)),
        );
      }
      case "expired":
        return this.row(
          it.at,
          it.lot.rule ? speaker.name("rule", it.lot.rule) : words.lots.byHand,
          history.expired,
          words.change.minus(say.pointCount(it.lot.expired ?? 0)),
        );
      case "level":
        return this.row(
          it.at,
          it.level === undefined ? history.noLevel : speaker.name("level", it.level, it.ladder),
          speaker.name("ladder", it.ladder),
        );
      case "coupon":
        return this.row(
          it.at,
          speaker.name("offer", it.offer),
          it.revoked ? history.couponRevoked : it.used ? history.couponUsed : history.coupon,
        );
      case "plan":
        return this.row(it.at, speaker.name("plan", it.plan), words.until(say.day(it.until)));
      case "use":
        return this.row(
          it.at,
          speaker.name("perk", it.perk),
          it.cancelled ? words.rewards.cancelled : words.perks.used(it.count, say),
        );
      case "enrolled":
        return this.row(it.at, speaker.name("offer", it.offer), history.enrolled);
      case "joined":
        return this.row(it.at, history.joined, "");
      case "folded":
        return html`<div>
          <h3>${history.folded}</h3>
          ${it.month.orders ? html`<p class="quiet">${history.orders(it.month.orders, say)}</p>` : nothing}
          ${
            it.month.paid_minor
              ? html`<p class="quiet">${history.paid(say.money(it.month.paid_minor))}</p>`
              : nothing
          }
        </div>`;
    }
  }

  private row(at: string, title: string, about: string, points = ""): TemplateResult {
    return html`<div class="row">
      <div>
        <h3>${title}</h3>
        <p class="quiet">${about ? html`${about} · ` : nothing}<time datetime=${at}>${this.say.time(at)}</time></p>
      </div>
      ${points ? html`<span class="number">${points}</span>` : nothing}
    </div>`;
  }

  private orderRow(order: OrderDocument): TemplateResult {
    const { words, say, speaker } = this;
    const back = returnedOf(order);
    const goods = order.lines.map(({ sku }) => speaker.name("sku", sku));
    return html`<a class="row" href=${addressOf("history", { order: order.id })}>
      <div>
        <h3>${say.and(goods.slice(0, 3))}</h3>
        <p class="quiet"><time datetime=${order.at}>${say.time(order.at)}</time></p>
      </div>
      <span class="number">
        ${say.money(paidOf(order))}
        ${back === "none" ? nothing : html`<br /><span class="chip off">${words.history.back[back]}</span>`}
      </span>
    </a>`;
  }

  private detail(order: OrderDocument): TemplateResult {
    const { record, opened, speaker, words } = this;
    return html`
      <p><a href=${addressOf("history")}>${words.history.all}</a></p>
      ${orderDetail(order, record.lots, opened.shop.document, speaker, words)}
      ${this.giveBack(order)}
    `;
  }

  /** Units that come back. */
  private giveBack(order: OrderDocument) {
    const { words, speaker } = this;
    const lines = order.lines.flatMap((line) => {
      const left = line.units - (line.returned ?? 0);
      return left > 0 ? [{ ...line, left }] : [];
    });
    if (lines.length === 0) return nothing;
    const place = `back-${order.id}`;
    return html`<section class="panel" aria-labelledby="back">
      <h2 id="back">${words.history.giveBack}</h2>
      <form @submit=${(event: SubmitEvent) => this.onGiveBack(event, order, place)}>
        <div class="fields">${lines.map(
          ({ id, sku, left }) => html`<div>
            <label for=${`line-${id}`}>${speaker.name("sku", sku)}</label>
            <select id=${`line-${id}`} name=${id}>
              ${Array.from(
                { length: left + 1 },
                (_, units) =>
                  html`<option value=${units} ?selected=${units === left}>${units}</option>`,
              )}
            </select>
          </div>`,
        )}</div>
        <div><button class="plain" aria-disabled=${this.isBusy(place)}>${words.history.giveBackDo}</button></div>
      </form>
      ${this.refusalAt(place)}
    </section>`;
  }

  private onGiveBack(event: SubmitEvent, order: OrderDocument, place: string): void {
    event.preventDefault();
    const given = new FormData(event.target as HTMLFormElement);
    const lines = [...given].flatMap(([line, units]) =>
      Number(units) > 0 ? [{ line, units: Number(units) }] : [],
    );
    if (lines.length === 0) return;
    void this.act(place, { refund: { order: order.id, lines } }, this.words.history.givenBack);
  }
}

customElements.define("app-history", HistoryView);
