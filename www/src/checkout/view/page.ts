/** The checkout: its parts in their places, fed by the desk and the till. It holds no state of its own but what is being typed as a code. */

import { html, nothing, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { repeat } from "lit/directives/repeat.js";
import type { CartDocument, CartLine, Quote } from "perks";
import type { GalleryList } from "../../gallery/gallery";
import type { Tried } from "../../shell/settings";
import { ACTION, type Action } from "../desk/actions";
import type { Desk } from "../desk/desk";
import { factFields } from "../desk/facts";
import { type Found, find, Idle, NOTHING_FOUND } from "../desk/idle";
import { perform } from "../desk/perform";
import { Till } from "../desk/till";
import type { Typed } from "../desk/typed";
import { CheckoutElement } from "./element";
import { layout } from "./layout";
import "./choose";
import "./codes";
import "./facts";
import "./gifts";
import "./hints";
import "./line";
import "./offers";
import "./order";
import "./points";
import "./receipt";
import "./shelf";
import "./sums";
import "./wallet";

@customElement("checkout-page")
export class CheckoutPage extends CheckoutElement {
  static override styles = [CheckoutElement.styles, layout].flat();

  @property({ attribute: false }) desk!: Desk;
  @property({ attribute: false }) list: GalleryList = [];
  @property({ attribute: false }) tried!: Tried;
  /** The carts of the programme: what they sell can be added, what they state can be stated. */
  @property({ attribute: false }) carts: readonly CartDocument[] = [];
  @state() private typed: Typed | undefined;
  @state() private found: Found = NOTHING_FOUND;
  @state() private open = false;
  #till!: Till;
  #goods: readonly CartLine[] = [];
  /** Offers whose codes are unique: of which one is, the shopper says. */
  #unique: readonly string[] = [];
  #idle = new Idle(200, () => {
    this.desk.keep();
    this.found = find(this.desk);
  });

  override connectedCallback(): void {
    super.connectedCallback();
    const { desk } = this;
    const { offers } = desk.account.shop.program.authority();
    this.#unique = offers.filter(({ kind }) => kind === "unique_code").map(({ offer }) => offer);
    this.#goods = goodsOf(this.carts);
    this.#till = new Till(desk, () => this.requestUpdate());
    desk.subscribe(() => this.#changed());
    desk.account.subscribe(() => desk.requote());
    this.addEventListener(ACTION, (event) => this.#act((event as CustomEvent<Action>).detail));
    addEventListener("pagehide", () => desk.keep());
    this.found = find(desk);
  }

  override render(): TemplateResult {
    const { text, desk, voice } = this;
    const { placing } = this.#till;
    const over = placing.is === "done" || placing.is === "kept";
    return html`
      <header class="stack">
        <div>
          <h1>${text.title}</h1>
          <p class="quiet">${voice.title}</p>
        </div>
        <checkout-choose .speaker=${voice} .list=${this.list} .tried=${this.tried}></checkout-choose>
        ${this.#notes()}
      </header>
      <main>
        ${
          over
            ? html`<checkout-receipt
                .speaker=${voice}
                .placing=${placing}
                .order=${desk.order}
              ></checkout-receipt>`
            : html`<div class="columns">
                <div class="stack">${this.#basket()} ${this.#panels()}</div>
                <div class="side stack">${this.#side()}</div>
              </div>
              ${this.#bar()}`
        }
      </main>
    `;
  }

  #notes(): TemplateResult {
    const { text, desk, voice } = this;
    const { account } = desk;
    return html`<div class="tight" role="status">
      ${desk.broken ? html`<p class="wrong" data-test="broken">${text.broken}</p>` : nothing}
      ${account.mended.map((it) => html`<p class="quiet">${text.mended[it]}</p>`)}
      ${account.waiting.map(
        ({ what, since, refusal }) => html`<p class="quiet">
          ${text.order.waiting(what, voice.say.time(new Date(since).toISOString()))}
          ${refusal?.problems.map((it) => voice.say.wrong(it)).join(" ")}
        </p>`,
      )}
    </div>`;
  }

  #basket(): TemplateResult {
    const { text, desk, voice } = this;
    const { quote } = desk;
    return html`<section class="panel stack" aria-labelledby="basket">
      <h2 id="basket">${text.basket.title}</h2>
      ${quote ? this.#lines(quote) : html`<p class="quiet">${text.basket.empty}</p>`}
      <checkout-shelf
        .speaker=${voice}
        .goods=${this.#goods}
        .digits=${desk.account.shop.program.digits}
        .problems=${desk.problems.get("add")}
      ></checkout-shelf>
      ${this.#document()}
    </section>`;
  }

  #lines({ lines, perks = [], points }: Quote): TemplateResult {
    const { desk, voice } = this;
    const { problems, choice } = desk;
    const priced = points.prices ?? [];
    return html`<ul class="lines" data-test="lines">
      ${repeat(
        lines,
        ({ id }) => id,
        (line) => html`<li>
          <checkout-line
            .speaker=${voice}
            .line=${line}
            .perks=${perks.filter((it) => it.lines.includes(line.id)).map(({ perk }) => perk)}
            .problems=${problems.get(`line ${line.id}`)}
            .prices=${this.found.prices.get(line.id) ?? []}
            .chosen=${choice.prices[line.id]}
            .priced=${priced.find((it) => it.line === line.id)}
            .pricing=${problems.get(`price ${line.id}`)}
            data-line=${line.id}
          ></checkout-line>
        </li>`,
      )}
    </ul>`;
  }

  /** Written only while it is looked at. */
  #document(): TemplateResult {
    return html`<details
      @toggle=${(event: ToggleEvent) => {
        this.open = (event.target as HTMLDetailsElement).open;
      }}
    >
      <summary>${this.text.basket.document}</summary>
      ${
        this.open
          ? html`<pre tabindex="0" aria-label=${this.text.basket.document}>${JSON.stringify(this.desk.document(), null, 2)}</pre>`
          : nothing
      }
    </details>`;
  }

  #panels(): TemplateResult {
    const { desk, voice, found } = this;
    const { quote, choice, said } = desk;
    const program = desk.account.shop.program;
    const gifts = quote?.gifts ?? [];
    const hints = found.hints.length > 0 || desk.undoable || choice.at !== undefined;
    const later = choice.at === undefined ? "" : voice.say.time(choice.at);
    return html`
      <section class="panel" ?hidden=${!hints}>
        <checkout-hints
          .speaker=${voice}
          .hints=${found.hints}
          .undoable=${desk.undoable}
          .later=${later}
        ></checkout-hints>
      </section>
      <section class="panel stack">
        <checkout-codes
          .speaker=${voice}
          .codes=${choice.codes}
          .verdicts=${quote?.codes ?? []}
          .typed=${this.typed}
          .unique=${this.#unique}
        ></checkout-codes>
        <checkout-wallet
          .speaker=${voice}
          .coupons=${found.coupons}
          .offers=${quote?.offers}
          .without=${choice.without}
          .named=${choice.coupons}
        ></checkout-wallet>
      </section>
      <section class="panel" ?hidden=${!quote}>
        <checkout-offers
          .speaker=${voice}
          .offers=${quote?.offers}
          .picked=${choice.offers}
          .without=${choice.without}
          .nodes=${choice.nodes}
        ></checkout-offers>
      </section>
      <section class="panel" ?hidden=${gifts.length === 0}>
        <checkout-gifts .speaker=${voice} .gifts=${gifts} .picks=${choice.gifts}></checkout-gifts>
      </section>
      <section class="panel" ?hidden=${!said}>
        <checkout-facts
          .speaker=${voice}
          .fields=${said ? factFields(said, this.carts) : []}
          .cart=${said ?? {}}
          .card=${this.carts.some(({ gift_card_minor }) => gift_card_minor !== undefined)}
          .problems=${desk.problems.get("facts")}
          .digits=${program.digits}
        ></checkout-facts>
      </section>
    `;
  }

  #side(): TemplateResult {
    const { desk, voice, found } = this;
    const { quote, choice, problems } = desk;
    const { placing } = this.#till;
    const { due_minor, pay_minor } = quote?.totals ?? {};
    const off = found.spending.reasons.some(({ code }) => code === "spending_off");
    const other = problems.get("quote") ?? problems.get("codes") ?? problems.get("offers");
    return html`
      <section class="panel" ?hidden=${!quote || off}>
        <checkout-points
          .speaker=${voice}
          .points=${quote?.points}
          .spending=${found.spending}
          .asked=${choice.spend}
          .problems=${problems.get("spend")}
          .digits=${desk.account.shop.program.pointDigits}
        ></checkout-points>
      </section>
      <section class="panel stack sums" tabindex="-1" ?hidden=${!quote}>
        <checkout-sums
          .speaker=${voice}
          .totals=${quote?.totals}
          .earn=${quote?.points.earn}
          .levels=${quote?.tier_after ?? []}
          .back=${quote?.cash_back ?? []}
          .shipping=${quote?.shipping}
          .pace=${desk.stopwatch.pace}
          ?stale=${problems.size > 0}
        ></checkout-sums>
        ${other?.map((it) => html`<p class="wrong">${voice.say.problem(it)}</p>`)}
        <checkout-order
          .speaker=${voice}
          .placing=${placing}
          .due=${due_minor ?? pay_minor}
          .blocked=${problems.size > 0}
          .later=${choice.at !== undefined}
          .link=${desk.account.link}
        ></checkout-order>
      </section>
    `;
  }

  /** What matters most, where the summary is far below. */
  #bar(): TemplateResult | typeof nothing {
    const { text, voice } = this;
    const { quote } = this.desk;
    if (!quote) return nothing;
    const { totals, points } = quote;
    return html`<div class="bar row between">
      <p>
        <strong class="number" data-test="bar"
          >${voice.say.money(totals.due_minor ?? totals.pay_minor)}</strong
        >
        ${points.earn.total > 0 ? html`<span class="quiet">${text.basket.earns(voice.say.points(points.earn.total))}</span>` : nothing}
      </p>
      <button class="main" @click=${this.#toSums}>${text.sums.title}</button>
    </div>`;
  }

  #toSums = (): void => {
    const sums = this.renderRoot.querySelector<HTMLElement>(".sums");
    sums?.scrollIntoView({ block: "start" });
    sums?.focus({ preventScroll: true });
  };

  #act(action: Action): void {
    const typed = (it: Typed | undefined) => {
      this.typed = it;
    };
    void perform(action, { desk: this.desk, till: this.#till, typed });
  }

  #changed(): void {
    this.requestUpdate();
    this.#idle.ask();
  }
}

/** One line of each article that the carts sell. */
function goodsOf(carts: readonly CartDocument[]): CartLine[] {
  const goods = new Map<string, CartLine>();
  for (const { lines } of carts)
    for (const line of lines) if (!goods.has(line.sku)) goods.set(line.sku, line);
  return [...goods.values()];
}
