/** Runs of days: how long each is, what the next day gives and when, and a calendar of the days that counted. */
import { customElement, property, state } from "lit/decorators.js";
import type { Status } from "perks";
import type { Speaker } from "../engine/speak";
import { html, nothing, PerksElement, type TemplateResult } from "./element";
import { badge } from "./parts/badge";
import { Fetched } from "./parts/fetched";
import { facts } from "./parts/row";
import { streakStyles } from "./streak-styles";

type Streak = NonNullable<Status["streaks"]>[number];

@customElement("perks-streak")
export class PerksStreak extends PerksElement {
  static override styles = [...PerksElement.styles, streakStyles];

  @property({ attribute: false }) status: Status | undefined;
  /** The days that counted, as dates of the programme's zone: `2026-11-20`. */
  @property({ attribute: false }) days: readonly string[] = [];
  /** The month that is shown first, as `2026-11`; the status' own when absent. */
  @property() month: string | undefined;
  /** The month that was turned to. */
  @state() private turned: string | undefined;
  readonly #month = new Fetched(this, () => import("./parts/calendar"));

  protected get given(): boolean {
    return this.status !== undefined;
  }

  protected override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (changed.has("month")) this.turned = undefined;
  }

  protected override async getUpdateComplete(): Promise<boolean> {
    await super.getUpdateComplete();
    await this.#month.settled;
    return super.getUpdateComplete();
  }

  protected override body(speaker: Speaker): TemplateResult {
    const { words, status } = this;
    const streaks = status?.streaks ?? [];
    if (!status || streaks.length === 0) {
      return html`<section class="panel" part="panel"><h2>${words.streak.title}</h2><p>${words.streak.none}</p></section>`;
    }
    return html`<section class="panel" part="panel" aria-labelledby="title">
      <h2 id="title">${words.streak.title}</h2>
      ${streaks.map((it) => this.#streak(it, status, speaker))}
      ${this.#calendar(status, streaks, speaker)}
    </section>`;
  }

  #streak(it: Streak, { now, member }: Status, { say, name }: Speaker): TemplateResult {
    const { streak: words } = this.words;
    const called = name("rule", it.rule);
    const open = it.next_from === undefined || Date.parse(it.next_from) <= Date.parse(now);
    return html`<div class="streak" part="streak">
      <div class="stack">
        <h3>${called}</h3>
        <p class="big">${it.days > 0 ? words.run(say.days(it.days)) : nothing}</p>
        ${it.days > 0 ? nothing : html`<p>${words.broken}</p>`}
        ${facts(
          words.next(say.points(it.next_points)),
          !open && it.next_from !== undefined && words.from(say.time(it.next_from)),
          it.days > 0 && it.next_until !== undefined && words.until(say.time(it.next_until)),
        )}
      </div>
      ${it.done ? badge(words.done, "good") : nothing}
      ${
        !it.done && open && member !== undefined
          ? html`<button part="button" aria-label=${words.checkInOf(called)}
              @click=${() => this.tell("perks-check-in", { rule: it.rule })}>${words.checkIn}</button>`
          : nothing
      }
    </div>`;
  }

  #calendar({ now }: Status, streaks: readonly Streak[], speaker: Speaker) {
    const { say, name } = speaker;
    const of = say.and(streaks.map(({ rule }) => name("rule", rule)));
    return html`<div class="part month">
      ${this.#month.show<unknown>(
        (part) => this.#turned(part, { now, of }, speaker),
        nothing,
        html`<p>${this.words.failed}</p>`,
      )}
    </div>`;
  }

  #turned(
    { calendar, dateOf, monthFrom, monthName }: typeof import("./parts/calendar"),
    { now, of }: { now: string; of: string },
    { locale, zone }: Speaker,
  ): TemplateResult {
    const today = dateOf(now, zone);
    const month = this.turned ?? this.month ?? today.slice(0, 7);
    const { streak: words } = this.words;
    const title = monthName(month, locale);
    const caption = words.calendar(of, title);
    const turn = (by: number) => () => {
      this.turned = monthFrom(month, by);
    };
    return html`
      <div class="turn">
        <button class="plain" part="button" aria-label=${words.earlier} @click=${turn(-1)}>${chevron("earlier")}</button>
        <h3 aria-live="polite">${title}</h3>
        <button class="plain" part="button" aria-label=${words.later} @click=${turn(1)}>${chevron("later")}</button>
      </div>
      ${calendar({ month, today, days: new Set(this.days), locale, caption, checked: words.checked })}
    `;
  }
}

const chevron = (kind: string) =>
  html`<svg class=${kind} viewBox="0 0 24 24" aria-hidden="true"><path d="M9 5l7 7-7 7"></path></svg>`;

declare global {
  interface HTMLElementTagNameMap {
    "perks-streak": PerksStreak;
  }
}
