/**
 * What an order costs, down to each discount and who bears it; why offers do not apply; what is earned. A checkout asks with every keystroke:
 * what reads as before is not made again, and what is folded away is not made at all.
 */
import { customElement, property } from "lit/decorators.js";
import { guard } from "lit/directives/guard.js";
import type { Quote } from "perks";
import type { Speaker } from "../engine/speak";
import { html, nothing, PerksElement, type TemplateResult } from "./element";
import { Folded } from "./parts/folded";
import { lines, shipping } from "./parts/quote-lines";
import { applied, better, possible, proof, refused } from "./parts/quote-offers";
import { cashBack, codes, gifts, points, tierAfter } from "./parts/quote-rest";
import { sums } from "./parts/sums";
import { quoteStyles } from "./quote-styles";
import type { ComponentWords } from "./words";

/** What every part of a quote is shown with. */
export interface Showed {
  quote: Quote;
  speaker: Speaker;
  words: ComponentWords;
}

@customElement("perks-quote")
export class PerksQuote extends PerksElement {
  static override styles = [...PerksElement.styles, quoteStyles];

  @property({ attribute: false }) quote: Quote | undefined;
  /** How long it took, in whole microseconds. */
  @property({ type: Number }) took: number | undefined;
  /** Only lines, sums and points. */
  @property({ type: Boolean, reflect: true }) compact = false;
  readonly #folded = new Folded(this);

  protected get given(): boolean {
    return this.quote !== undefined;
  }

  protected override body(speaker: Speaker): TemplateResult {
    const { words, quote, took, compact } = this;
    if (!quote) throw new Error("a quote is given");
    const showed = { quote, speaker, words };
    return html`<section class="panel" part="panel" aria-labelledby="title">
      <h2 id="title">${words.quote.title}</h2>
      ${lines(showed, compact)} ${shipping(showed, compact)} ${sums(showed)}
      ${this.#as(quote.points, () => points(showed, compact))}
      ${this.#as(quote.tier_after, () => tierAfter(showed))}
      ${compact ? nothing : this.#more(showed)}
      ${took === undefined ? nothing : html`<p class="quiet">${words.quote.took(speaker.say.count(took))}</p>`}
    </section>`;
  }

  #more(showed: Showed): TemplateResult {
    const { quote, words, speaker } = showed;
    const { offers } = quote;
    return html`
      ${this.#as(quote.gifts, () => gifts(showed))} ${this.#as(quote.cash_back, () => cashBack(showed))}
      ${this.#as(quote.codes, () => codes(showed))}
      <div class="part" part="offers">
        <h3>${words.quote.applied}</h3>
        ${this.#as(offers.applied, () => applied(showed))}
        ${this.#as([offers.better, offers.proof], () => [better(showed), proof(showed)])}
        ${offers.possible?.length ? this.#folded.show("possible", words.quote.possible, () => possible(showed)) : nothing}
        ${
          offers.refused.length > 0
            ? this.#folded.show(
                "refused",
                words.quote.refused(speaker.say.count(offers.refused.length)),
                () => refused(showed),
              )
            : nothing
        }
      </div>
    `;
  }

  /** Made again only where the quote says something else, or somebody else speaks. */
  #as(what: unknown, make: () => unknown) {
    return guard([JSON.stringify(what), this.speaker, this.compact], make);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "perks-quote": PerksQuote;
  }
}
