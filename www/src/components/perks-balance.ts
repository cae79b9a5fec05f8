/** Points: what there is, what it is worth, what comes, what is owed, what goes next, and where all of it came from. */
import { css } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { Lot, PointsStatus, Status } from "perks";
import type { Speaker } from "../engine/speak";
import { html, nothing, PerksElement, type TemplateResult } from "./element";
import { badge } from "./parts/badge";
import { Folded } from "./parts/folded";
import { facts, row } from "./parts/row";
import type { Book } from "./words";

const BOOKS: Book[] = [
  "granted",
  "pending",
  "spent",
  "expired",
  "clawed_back",
  "forfeited",
  "transferred",
];

/** What became of a grant's points, but for what paid. */
const GONE = ["expired", "clawed_back", "forfeited", "transferred"] as const;

@customElement("perks-balance")
export class PerksBalance extends PerksElement {
  static override styles = [
    ...PerksElement.styles,
    css`
      .pool {
        display: grid;
        gap: 0.25rem;
      }
    `,
  ];

  @property({ attribute: false }) status: Status | undefined;
  /** The only pool that is shown; without one the usual pool, and the others below it. */
  @property() pool: string | undefined;
  /** Without where each came from, for pages that show that themselves. */
  @property({ type: Boolean, reflect: true }) compact = false;
  readonly #folded = new Folded(this);

  protected get given(): boolean {
    return this.status !== undefined;
  }

  protected override body(speaker: Speaker): TemplateResult {
    const { words, status, pool } = this;
    if (!status) throw new Error("a balance is of a status");
    const others = status.pools ?? [];
    const only = others.find((it) => it.pool === pool);
    const title = only ? speaker.name("pool", only.pool) : words.balance.title;
    return html`<section class="panel" part="panel" aria-labelledby="title">
      <h2 id="title">${title}</h2>
      ${
        status.member === undefined
          ? html`<p>${words.balance.guest}</p>`
          : html`
              ${this.#points(only?.points ?? status.points, speaker, only?.spendable ?? true)}
              ${only ? nothing : this.#others(others, speaker)}
              ${only ? nothing : this.#cashBack(status.cash_back ?? [], speaker)}
              ${this.#details(only?.points ?? status.points, speaker)}
            `
      }
    </section>`;
  }

  #points(points: PointsStatus, { say }: Speaker, spendable: boolean): TemplateResult {
    const { balance: words } = this.words;
    const { balance, worth_minor, pending, owed = 0, next_expiry: next } = points;
    return html`<div class="pool">
      <p class="big ${balance < 0 ? "wrong" : ""}" part="balance">${say.points(balance)}</p>
      ${facts(
        worth_minor !== undefined && balance !== 0 && words.worth(say.money(worth_minor)),
        pending > 0 && words.pending(say.points(pending)),
      )}
      ${spendable ? nothing : html`<p>${badge(words.notSpendable)}</p>`}
      ${owed > 0 ? html`<p class="wrong">${words.owed(say.points(owed))}</p>` : nothing}
      ${next ? html`<p>${words.expires(say.points(next.points), say.day(next.at))}</p>` : nothing}
    </div>`;
  }

  #others(pools: NonNullable<Status["pools"]>, speaker: Speaker) {
    if (pools.length === 0) return nothing;
    return html`<div class="part">
      <h3>${this.words.balance.others}</h3>
      <ul class="list">${pools.map(({ pool, spendable, points }) => this.#other(pool, spendable, points, speaker))}</ul>
    </div>`;
  }

  #other(pool: string, spendable: boolean, points: PointsStatus, speaker: Speaker): TemplateResult {
    const { balance: words } = this.words;
    const { say } = speaker;
    const next = points.next_expiry;
    return html`<li>
      <div class="row">
        <span>${speaker.name("pool", pool)} ${spendable ? nothing : badge(words.notSpendable)}</span>
        <strong class="number ${points.balance < 0 ? "wrong" : ""}">${say.points(points.balance)}</strong>
      </div>
      ${facts(
        points.worth_minor !== undefined && words.worth(say.money(points.worth_minor)),
        points.pending > 0 && words.pending(say.points(points.pending)),
        points.owed !== undefined && words.owed(say.points(points.owed)),
        next && words.expires(say.points(next.points), say.day(next.at)),
      )}
    </li>`;
  }

  #cashBack(list: NonNullable<Status["cash_back"]>, { say, name }: Speaker) {
    const { balance, quote } = this.words;
    if (list.length === 0) return nothing;
    return html`<div class="part">
      <h3>${balance.cashBack}</h3>
      <ul class="list">${list.map(
        (it) => html`<li>
          <div class="row">
            <span>${name("offer", it.offer)}</span>
            <strong class="number">${say.money(it.amount_minor)}</strong>
          </div>
          ${facts(
            say.day(it.at),
            balance.cashBackOf(it.order),
            it.bearer && quote.borne(quote.bearer[it.bearer]),
            ...(it.bearers ?? []).map(({ bearer, amount_minor }) =>
              quote.bornePart(quote.bearer[bearer], say.money(amount_minor)),
            ),
          )}
        </li>`,
      )}</ul>
    </div>`;
  }

  #details(points: PointsStatus, speaker: Speaker): TemplateResult {
    const { balance: words } = this.words;
    const { say } = speaker;
    return html`<div>
      ${
        points.lots.length === 0
          ? this.#none()
          : this.compact
            ? nothing
            : this.#folded.show(
                "lots",
                words.lots,
                () =>
                  html`<ul class="list">${points.lots.map((lot) => this.#lot(lot, speaker))}</ul>`,
              )
      }
      ${this.#folded.show(
        "books",
        words.books,
        () =>
          html`<dl class="stack">${BOOKS.map((book) => {
            const number = points[book];
            return number === undefined ? nothing : row(words.book[book], say.points(number));
          })}</dl>`,
      )}
    </div>`;
  }

  /** Beside points of other pools it would be in the way. */
  #none() {
    const { status, pool, words } = this;
    if (pool === undefined && status?.pools?.length) return nothing;
    return html`<p class="quiet">${words.balance.none}</p>`;
  }

  #lot(lot: Lot, { say, name }: Speaker): TemplateResult {
    const { balance: words, until } = this.words;
    const { waits_for: waits } = lot;
    return html`<li>
      <div class="row">
        <span>${lot.rule === undefined ? words.given : name("rule", lot.rule)}</span>
        <strong class="number">${say.points(lot.left)}</strong>
      </div>
      ${facts(
        lot.left !== lot.granted && words.ofGranted(say.points(lot.granted)),
        ...GONE.map((book) => {
          const number = lot[book];
          return number !== undefined && words.gone(words.book[book], say.points(number));
        }),
        words.earned(say.day(lot.earned_at)),
        lot.expires_at !== undefined
          ? until(say.time(lot.expires_at))
          : lot.state === "available" && words.never,
        lot.expiry === "sliding" && words.sliding,
        lot.state === "pending" && lot.available_at && words.available(say.time(lot.available_at)),
        waits === "delivery" && words.waitsForDelivery,
        typeof waits === "object" &&
          words.waitsFor(name("activity", waits.activity.id), say.time(waits.activity.until)),
      )}
    </li>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "perks-balance": PerksBalance;
  }
}
