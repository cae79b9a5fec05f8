/** Points lot by lot: what there is, what comes and goes when, and what waits for what. Every number is a status's or a forecast's. */
import type { Entry, Lot, PointsStatus } from "perks";
import "../../components/perks-balance";
import { answer } from "../../engine/answer";
import { changed, isOf, told } from "../entries";
import { AppView, html, nothing, type TemplateResult } from "../view";
import { monthsLater } from "../zone";

/** How far one looks ahead, in months: a lot that is earned today is mostly gone by then. */
const AHEAD = 24;
/** The most instants of a chart; the engine is asked for the balance at each. */
const MOST_STEPS = 48;

/** A table of more rows is closed at first. */
const MOST_SHOWN = 6;
export interface Step {
  at: number;
  balance: number;
}

export class PointsView extends AppView {
  protected get heading(): string {
    return this.words.views.points;
  }

  protected body(): TemplateResult {
    const { status, speaker, words } = this;
    const pools = status.pools ?? [];
    return html`
      <perks-balance compact .status=${status} .speaker=${speaker}></perks-balance>
      ${this.ahead()}
      ${this.lots(words.points.lots, status.points)}
      ${pools.map(({ pool, points }) =>
        this.lots(words.points.lotsOf(speaker.name("pool", pool)), points),
      )}
    `;
  }

  /** The balance over time, if nothing more happens, and what changes it. */
  private ahead() {
    const { account, words, say, opened } = this;
    const now = account.now();
    const until = monthsLater(now, AHEAD, opened.shop.program.zone);
    const forecast = answer(() => account.member.forecast({ now, until }));
    if ("problems" in forecast) {
      return html`<section class="wrong">${forecast.problems.map(say.problem)}</section>`;
    }
    const lots = poolsOfLots(this.record.lots, forecast.good.entries);
    const changes = forecast.good.entries.filter(
      (it) => "lot" in it && isOf(it, undefined, lots) && told(it, this.speaker, words)?.change,
    );
    if (changes.length === 0) {
      return html`<section><p class="quiet">
        ${words.points.nothing(say.day(new Date(until).toISOString()))}
      </p></section>`;
    }
    // Many members have nothing to draw.
    void import("../chart");
    const steps = this.steps(changes, until);
    return html`<section aria-labelledby="ahead">
      <h2 id="ahead">${words.points.ahead}</h2>
      <div class="panel">
        <points-chart
          .steps=${steps}
          .speaker=${this.speaker}
          .label=${words.points.chart}
        ></points-chart>
        ${this.table(changes, steps)}
      </div>
    </section>`;
  }

  private steps(changes: readonly Entry[], until: number): Step[] {
    const { account, status } = this;
    const now = account.now();
    const instants = [...new Set(changes.map(({ at }) => Date.parse(at)))].slice(0, MOST_STEPS);
    return [
      { at: now, balance: status.points.balance },
      ...instants.map((at) => ({
        at,
        balance: account.member.forecast({ now, until: at }).balance,
      })),
      { at: until, balance: account.member.forecast({ now, until }).balance },
    ];
  }

  private table(changes: readonly Entry[], steps: readonly Step[]) {
    const { words, say, speaker } = this;
    const after = new Map(steps.map(({ at, balance }) => [at, balance]));
    // The lots come below it: a long table waits until it is wanted.
    return html`<details ?open=${changes.length <= MOST_SHOWN}>
      <summary>${words.points.table}</summary>
      <table>
        <caption class="unseen">${words.points.ahead}</caption>
        <thead><tr>
          <th scope="col">${words.points.when}</th>
          <th scope="col">${words.points.what}</th>
          <th scope="col" class="number">${words.points.change}</th>
          <th scope="col" class="number">${words.points.after}</th>
        </tr></thead>
        <tbody>
          ${changes.slice(0, MOST_STEPS).map((entry) => {
            const said = told(entry, speaker, words);
            const balance = after.get(Date.parse(entry.at));
            return html`<tr>
              <th scope="row" class="date">${say.day(entry.at)}</th>
              <td>${said?.what}</td>
              <td class="number">${said?.change ? changed(said.change, speaker, words) : nothing}</td>
              <td class="number">${balance === undefined ? nothing : say.pointCount(balance)}</td>
            </tr>`;
          })}
        </tbody>
      </table>
    </details>`;
  }

  private lots(title: string, { lots }: PointsStatus) {
    if (lots.length === 0) return nothing;
    return html`<section>
      <h2>${title}</h2>
      <ul class="rows">${lots.map((lot) => this.lot(lot))}</ul>
    </section>`;
  }

  private lot(lot: Lot): TemplateResult {
    const { words, say, speaker } = this;
    const { lots } = words;
    const rule = lot.rule === undefined ? lots.byHand : speaker.name("rule", lot.rule);
    return html`<li>
      <div class="row">
        <div>
          <h3>${rule}</h3>
          <p class="quiet">${lots.earned(say.day(lot.earned_at))}</p>
          <p class="quiet">
            ${lot.expires_at === undefined ? lots.never : lots.expires(say.day(lot.expires_at))}
            ${lot.expiry === "sliding" ? lots.sliding : nothing}
          </p>
          ${lot.state === "pending" ? html`<p class="quiet">${this.waits(lot)}</p>` : nothing}
        </div>
        <div class="number">
          <p>${say.pointCount(lot.left)}</p>
          ${
            lot.left === lot.granted
              ? nothing
              : html`<p class="quiet">${lots.of(say.pointCount(lot.granted))}</p>`
          }
          ${lot.state === "pending" ? html`<span class="chip off">${lots.pending}</span>` : nothing}
        </div>
      </div>
    </li>`;
  }

  /** What a lot that cannot be spent yet waits for. */
  private waits(lot: Lot): string {
    const { words, say } = this;
    const { waits } = words;
    if (lot.waits_for === undefined) return waits.until(say.day(lot.available_at));
    if (lot.waits_for === "delivery") return waits.delivery;
    const { id, until } = lot.waits_for.activity;
    return waits.activity(say.name("activity", id), say.time(until));
  }
}

/** The pools of lots that are not of the usual one, by the lots' ids. */
function poolsOfLots(lots: readonly { id: string; pool?: string }[], entries: readonly Entry[]) {
  const pools = new Map<string, string>();
  for (const { id, pool } of lots) if (pool !== undefined) pools.set(id, pool);
  for (const it of entries) if (it.kind === "granted" && it.pool) pools.set(it.lot, it.pool);
  return pools;
}

customElements.define("app-points", PointsView);
