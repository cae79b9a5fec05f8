/** What a member has and what the cart costs: the components, and the offers of the moment. */
import "../../components";
import { html, nothing, type TemplateResult } from "lit";
import type { Problem } from "perks";
import type { Speaker } from "../../engine/speak";
import type { Results } from "../desk/bench";
import type { StudioWords } from "../words";

export interface Shown {
  results: Results;
  speaker: Speaker;
  text: StudioWords;
  /** Whether there is a cart at all. */
  hasCart: boolean;
  explain(offer: string): void;
}

export function resultsView({ results, speaker, text, hasCart, explain }: Shown): TemplateResult {
  const { status, quote, took } = results;
  const { say } = speaker;
  const [load, first, second] = [took.load, took.status, took.quote].map((it) =>
    say.count(Math.round(it)),
  );
  const good = status && "good" in status ? status.good : undefined;
  return html`<div class="stack">
    <p class="quiet" data-test="took">${text.results.took(load ?? "", first ?? "", second ?? "")}</p>
    ${status && "problems" in status ? wrong(status.problems, speaker) : nothing}
    ${quote && "problems" in quote ? wrong(quote.problems, speaker) : nothing}
    ${hasCart ? nothing : html`<p class="quiet">${text.results.noCart}</p>`}
    ${quote && "good" in quote ? html`<perks-quote .speaker=${speaker} .quote=${quote.good} .took=${Math.round(took.quote)}></perks-quote>` : nothing}
    ${
      good
        ? html`<perks-balance .speaker=${speaker} .status=${good}></perks-balance>
          ${(good.tiers ?? []).map(({ ladder }) => html`<perks-tier .speaker=${speaker} .status=${good} .ladder=${ladder}></perks-tier>`)}
          ${good.coupons ? html`<perks-wallet .speaker=${speaker} .status=${good}></perks-wallet>` : nothing}
          ${good.rewards ? html`<perks-rewards .speaker=${speaker} .status=${good}></perks-rewards>` : nothing}
          <section class="panel stack">
            <h2>${text.results.offers}</h2>
            <ul class="offers" data-test="offers">
              ${good.offers.available.map(
                ({ offer }) => html`<li data-offer=${offer} data-is="available">
                <button class="bare" @click=${() => explain(offer)}>${speaker.name("offer", offer)}</button>
                <p class="quiet">${text.results.available}</p></li>`,
              )}
              ${good.offers.refused.map(
                ({ offer, reasons }) => html`<li data-offer=${offer} data-is="refused">
                <button class="bare" @click=${() => explain(offer)}>${speaker.name("offer", offer)}</button>
                <p class="quiet">${text.results.refused}</p>
                ${reasons.map((it) => html`<p class="quiet">${say.reason(it)}</p>`)}</li>`,
              )}
            </ul>
          </section>`
        : nothing
    }
  </div>`;
}

function wrong(problems: readonly Problem[], { say }: Speaker): TemplateResult {
  return html`<div class="notice" role="alert">${problems.map((it) => html`<p>${say.wrong(it)} ${say.help(it)}</p>`)}</div>`;
}
