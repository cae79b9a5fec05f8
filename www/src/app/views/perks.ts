/** Levels, memberships and perks, and what the programme thinks to know of the member, with how it was reached. */
import "../../components/perks-tier";
import type { PerkStatus, ScoreInput, ScoreStatus } from "perks";
import { AppView, html, nothing, type TemplateResult } from "../view";

export class PerksView extends AppView {
  protected get heading(): string {
    const { words, opened } = this;
    return opened.shop.document.tiers?.ladders ? words.views.perks : words.tabs.perks;
  }

  protected body(): TemplateResult {
    const { status, speaker, words } = this;
    const { tiers = [], memberships = [], perks = [] } = status;
    return html`<div class="columns">
      <div>
        ${
          tiers.length + memberships.length > 0
            ? html`<perks-tier .status=${status} .speaker=${speaker}></perks-tier>`
            : nothing
        }
      </div>
      <div>
        ${this.list(
          words.perks.perks,
          perks.map((it) => this.perk(it)),
        )}
        ${this.about()}
      </div>
    </div>`;
  }

  private list(title: string, items: readonly TemplateResult[]) {
    if (items.length === 0) return nothing;
    return html`<section><h2>${title}</h2><ul class="rows">${items}</ul></section>`;
  }

  private perk(it: PerkStatus): TemplateResult {
    const { words, say, speaker } = this;
    const { perks } = words;
    const can = it.reasons.length === 0;
    const facts = [
      it.gives !== "service" && perks.gives(it.gives, say),
      it.used > 0 && perks.used(it.used, say),
      it.carried && perks.carried(it.carried, say),
      it.extra && perks.extra(it.extra, say),
      it.quota !== undefined && it.until && perks.anew(say.time(it.until)),
    ];
    const uses = can && it.left !== undefined && it.left > 0;
    return html`<li>
      <div class="row">
        <div>
          <h3>${speaker.name("perk", it.perk)}</h3>
          ${said(facts)}
          ${it.reasons.map((reason) => html`<p class="quiet">${say.reason(reason)}</p>`)}
        </div>
        <div class="number">
          ${
            it.left === undefined
              ? html`<span class=${can ? "chip" : "chip off"}>${can ? perks.had : perks.notHad}</span>`
              : html`<span class=${can ? "chip" : "chip off"}>${perks.left(it.left, say)}</span>`
          }
        </div>
      </div>
      ${
        uses
          ? html`<div class="actions"><button
              class="plain"
              aria-disabled=${this.isBusy(it.perk)}
              aria-label=${perks.useOf(speaker.name("perk", it.perk))}
              @click=${() =>
                this.act(it.perk, { use: { perk: it.perk } }, speaker.name("perk", it.perk))}
            >${perks.use}</button></div>`
          : nothing
      }
      ${this.refusalAt(it.perk)}
    </li>`;
  }

  /** Stage, segments, scores and favourites. */
  private about() {
    const { words, speaker } = this;
    const { about } = words;
    const { stage, segments = [], scores = [], favourites = [] } = this.status;
    return this.list(about.title, [
      ...(stage === undefined ? [] : [row(about.stage, speaker.name("stage", stage))]),
      ...(segments.length === 0
        ? []
        : [
            html`<li><div class="row wrap">
              <h3>${about.segments}</h3>
              <span class="chips">${segments.map(
                (it) => html`<span class="chip">${speaker.name("segment", it)}</span>`,
              )}</span>
            </div></li>`,
          ]),
      ...scores.map((it) => this.score(it)),
      ...favourites.flatMap(({ by, name }) =>
        name === undefined
          ? []
          : [row(about.favourite[by], by === "sku" ? speaker.name("sku", name) : name)],
      ),
    ]);
  }

  private score(it: ScoreStatus): TemplateResult {
    const { words, say, speaker } = this;
    const value = say.amount(it, "value");
    const named = it.class === undefined ? undefined : speaker.name("class", it.class, it.score);
    return html`<li>
      <div class="row">
        <h3>${speaker.name("score", it.score)}</h3>
        <span class="number">${named ?? value ?? words.about.notKnown}</span>
      </div>
      ${named !== undefined && value !== undefined ? html`<p class="quiet">${value}</p>` : nothing}
      ${
        it.inputs
          ? html`<dl class="inputs">${it.inputs.map((input) => this.input(input))}</dl>`
          : nothing
      }
    </li>`;
  }

  private input(input: ScoreInput): TemplateResult {
    const { words, say, speaker } = this;
    const value =
      input.class === undefined
        ? (say.amount(input, "value") ?? words.about.notKnown)
        : speaker.name("class", input.class, input.name);
    return html`<div class="row quiet"><dt>${say.fact(input)}</dt><dd class="number">${value}</dd></div>`;
  }
}

function row(title: string, value: string): TemplateResult {
  return html`<li><div class="row"><h3>${title}</h3><span class="number">${value}</span></div></li>`;
}

function said(facts: readonly (string | number | boolean | undefined)[]): TemplateResult[] {
  return facts.flatMap((it) =>
    typeof it === "string" && it ? html`<p class="quiet">${it}</p>` : [],
  );
}

customElements.define("app-perks", PerksView);
