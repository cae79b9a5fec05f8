/** Levels: which one, since when, until when, what leads on, what keeps it, what would go; and paid memberships beside them. */
import { customElement, property } from "lit/decorators.js";
import { repeat } from "lit/directives/repeat.js";
import type { MembershipStatus, Status, TierProgress, TierStatus } from "perks";
import type { Speaker } from "../engine/speak";
import { html, nothing, PerksElement, type TemplateResult } from "./element";
import { badge } from "./parts/badge";
import { share, ways } from "./parts/path";
import { ring } from "./parts/ring";
import { facts } from "./parts/row";
import { tierStyles } from "./tier-styles";

@customElement("perks-tier")
export class PerksTier extends PerksElement {
  static override styles = [...PerksElement.styles, tierStyles];

  @property({ attribute: false }) status: Status | undefined;
  /** The only ladder that is shown; without one all of them, and memberships. */
  @property() ladder: string | undefined;

  protected get given(): boolean {
    return this.status !== undefined;
  }

  protected override body(speaker: Speaker): TemplateResult {
    const { words, status, ladder } = this;
    const tiers = (status?.tiers ?? []).filter((it) => !ladder || it.ladder === ladder);
    const plans = ladder ? [] : (status?.memberships ?? []);
    if (tiers.length + plans.length === 0) {
      const none = status?.tiers ? words.tier.ownNone : words.tier.none;
      return html`<section class="panel" part="panel"><h2>${words.tier.title}</h2><p>${none}</p></section>`;
    }
    return html`
      ${repeat(
        tiers,
        (it) => it.ladder,
        (it) => this.#tier(it, speaker),
      )}
      ${
        plans.length > 0
          ? html`<section class="panel" part="panel">
              <h2>${words.tier.plans}</h2>
              <ul class="list">${plans.map((it) => this.#plan(it, speaker))}</ul>
            </section>`
          : nothing
      }
    `;
  }

  #tier(it: TierStatus, speaker: Speaker): TemplateResult {
    const { words } = this;
    const { tier } = words;
    const { say, name } = speaker;
    const { ladder, level, since, until, why, next, stay } = it;
    const drawn = next ?? stay;
    return html`<section class="panel" part="panel">
      <div class="head">
        ${ring(drawn ? share(drawn.paths) : level === undefined ? 0 : 1, crown)}
        <div class="pool">
          <h2>${name("ladder", ladder)}</h2>
          <p class="big" part="level">${level === undefined ? tier.noLevel : name("level", level, ladder)}</p>
          ${facts(
            since !== undefined && words.since(say.day(since)),
            until !== undefined && words.until(say.time(until)),
            why && tier.why[why],
          )}
        </div>
      </div>
      ${next ? this.#progress(tier.rise(name("level", next.level, ladder)), next, speaker) : nothing}
      ${!next && level !== undefined ? html`<p class="quiet">${tier.highest}</p>` : nothing}
      ${
        stay
          ? this.#progress(
              tier.stay(name("level", stay.level, ladder), stay.at && say.time(stay.at)),
              stay,
              speaker,
            )
          : nothing
      }
      ${this.#loses(it, speaker)}
    </section>`;
  }

  #progress(title: string, { paths, at }: TierProgress, speaker: Speaker): TemplateResult {
    const { tier } = this.words;
    return html`<div class="part" part="progress">
      <h3>${title}</h3>
      ${facts(at !== undefined && tier.asOf(speaker.say.time(at)))}
      ${ways(paths, speaker, this.words)}
    </div>`;
  }

  #loses({ loses, ladder }: TierStatus, { say, name }: Speaker) {
    if (!loses) return nothing;
    const { tier } = this.words;
    const level = loses.level && name("level", loses.level, ladder);
    const gone = (title: string, kind: "perk" | "offer", ids: string[]) =>
      ids.length === 0
        ? nothing
        : html`<h4>${title}</h4><ul class="names">${ids.map((id) => html`<li>${badge(name(kind, id))}</li>`)}</ul>`;
    return html`<div class="part" part="loses">
      <p>${tier.loses(say.time(loses.at), level)}</p>
      ${gone(tier.losesPerks, "perk", loses.perks)} ${gone(tier.losesOffers, "offer", loses.offers)}
    </div>`;
  }

  #plan(it: MembershipStatus, { say, name }: Speaker): TemplateResult {
    const { words } = this;
    const { tier } = words;
    const { state, trial_until: tried, until, since } = it;
    return html`<li>
      <div class="row">
        <h3>${name("plan", it.plan)}</h3>
        ${badge(tier.plan[state ?? "none"], state ? "good" : "plain")}
      </div>
      ${facts(
        it.price_minor !== undefined && tier.price(say.money(it.price_minor)),
        state && since !== undefined && words.since(say.day(since)),
        state === "trial" && tried !== undefined && tier.tried(say.time(tried)),
        state && state !== "trial" && until !== undefined && tier.paid(say.time(until)),
        state && it.grace_until !== undefined && tier.grace(say.time(it.grace_until)),
        !state && it.ended !== undefined && tier.ended(say.time(it.ended)),
        it.trial && tier.canBeTried,
        state && tier.renews[it.renews],
      )}
    </li>`;
  }
}

/** What stands in the ring. */
const crown = html`<svg class="crown" viewBox="0 0 24 24" aria-hidden="true">
  <path d="M3 7l4.5 4L12 4l4.5 7L21 7l-2 12H5z"></path>
</svg>`;

declare global {
  interface HTMLElementTagNameMap {
    "perks-tier": PerksTier;
  }
}
