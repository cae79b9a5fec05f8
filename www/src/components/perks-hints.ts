/** The smallest changes that bring more: each as a sentence, with the goods to add, to be applied by whoever listens. */
import { customElement, property } from "lit/decorators.js";
import { repeat } from "lit/directives/repeat.js";
import type { Hint } from "perks";
import type { Speaker } from "../engine/speak";
import { html, nothing, PerksElement, type TemplateResult } from "./element";
import { badge } from "./parts/badge";

@customElement("perks-hints")
export class PerksHints extends PerksElement {
  @property({ attribute: false }) hints: readonly Hint[] | undefined;

  protected get given(): boolean {
    return this.hints !== undefined;
  }

  protected override body(speaker: Speaker): TemplateResult {
    const { words, hints = [] } = this;
    return html`<section class="panel" part="panel" aria-labelledby="title">
      <h2 id="title">${words.hints.title}</h2>
      ${
        hints.length === 0
          ? html`<p>${words.hints.none}</p>`
          : html`<ul class="list">${repeat(
              hints,
              ({ offer }) => offer,
              (hint) => this.#hint(hint, speaker),
            )}</ul>`
      }
    </section>`;
  }

  #hint(hint: Hint, { say, name }: Speaker): TemplateResult {
    const { hints: words } = this.words;
    const lines = hint.change.add?.flatMap((it) => it.lines) ?? [];
    const offer = name("offer", hint.offer);
    return html`<li class="stack" part="hint">
      <div class="row">
        <h3>${offer}</h3>
        ${hint.saves_minor > 0 ? html`<span class="saving">${badge(words.saves(say.money(hint.saves_minor)))}</span>` : nothing}
      </div>
      <p>${say.hint(hint)}</p>
      ${
        lines.length === 0
          ? nothing
          : html`<ul class="quiet" aria-label=${words.adds}>${lines.map(
              (line) =>
                html`<li>${words.line(name("sku", line.sku), say.count(line.units), say.money(line.price_minor))}</li>`,
            )}</ul>`
      }
      <div class="actions"><button class="plain" part="button" aria-label=${words.applyOf(offer)}
        @click=${() => this.tell("perks-hint", { hint })}>${words.apply}</button></div>
    </li>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "perks-hints": PerksHints;
  }
}
