/** The checkout: its parts in their places, fed by the desk and the till. It holds no state of its own but what is being typed as a code. */

import { html, nothing, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { repeat } from "lit/directives/repeat.js";
import type { CartDocument, CartLine, Quote } from "perks";
import { GUEST, type Opened } from "../../shell/open";
import type { OwnDocuments } from "../../shell/own";
import type { PageRoot } from "../../shell/start";
import "../../components/perks-quote";
import { ACTION, type Action } from "../desk/actions";
import { Desk } from "../desk/desk";
import { factFields } from "../desk/facts";
import { type Found, find, Idle, NOTHING_FOUND } from "../desk/idle";
import { perform } from "../desk/perform";
import { type Placing, Till } from "../desk/till";
import { CodeField, type Typed } from "../desk/typed";
import { CheckoutElement } from "./element";
import { layout } from "./layout";
import "./changed";
import "./codes";
import "./facts";
import "./gifts";
import "./hints";
import "./line";
import "./offers";
import "./order";
import "./own-files";
import "./points";
import "./receipt";
import "./shelf";
import "./sums";
import "./wallet";

@customElement("checkout-page")
export class CheckoutPage extends CheckoutElement implements PageRoot {
  static override styles = [...CheckoutElement.styles, layout];

  @property({ attribute: false }) opened: Opened | undefined;
  @state() private typed: Typed | undefined;
  @state() private found: Found = NOTHING_FOUND;
  @state() private open = false;
  @state() private explained = false;
  #begun: Opened | undefined;
  #desk: Desk | undefined;
  #till!: Till;
  #field!: CodeField;
  /** What the programme's carts sell can be added, what they state can be stated. */
  #carts: readonly CartDocument[] = [];
  #goods: readonly CartLine[] = [];
  /** Offers whose codes are unique: of which one is, the shopper may say. */
  #unique: readonly string[] = [];
  #idle = new Idle(200, () => {
    this.desk.keep();
    this.found = find(this.desk);
    // How long a price takes is known once one was counted.
    if (!this.desk.stopwatch.pace) this.desk.requote();
  });

  get desk(): Desk {
    if (!this.#desk) throw new Error("nothing is opened yet");
    return this.#desk;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.addEventListener(ACTION, this.#act);
    addEventListener("pagehide", this.#keep);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.removeEventListener(ACTION, this.#act);
    removeEventListener("pagehide", this.#keep);
  }

  /** The account knows something new. */
  changed(): void {
    this.#desk?.refresh();
  }

  override shouldUpdate(): boolean {
    return super.shouldUpdate() && this.opened !== undefined;
  }

  override willUpdate(): void {
    if (this.opened && this.#begun !== this.opened) this.#begin(this.opened);
  }

  #begin(opened: Opened): void {
    const { account, entry, cart, cartName } = opened;
    this.#begun = opened;
    const who = account.member.id ?? GUEST;
    const desk = new Desk(account, `perks:checkout:${entry.id}:${who}:${cartName}`, cart);
    const { offers } = account.shop.program.authority();
    this.#desk = desk;
    this.#field = new CodeField(desk, (it) => {
      this.typed = it;
    });
    this.#till = new Till(desk, () => this.requestUpdate());
    this.#carts = Object.values(entry.carts).map((text): CartDocument => JSON.parse(text));
    this.#goods = goodsOf(this.#carts);
    this.#unique = offers.filter(({ kind }) => kind === "unique_code").map(({ offer }) => offer);
    this.found = find(desk);
    desk.subscribe(() => {
      this.requestUpdate();
      this.#idle.ask();
    });
    this.#idle.ask();
  }

  override render(): TemplateResult {
    const { text, desk, voice } = this;
    const { placing } = this.#till;
    return html`
      <header class="row between">
        <h1>${text.title}</h1>
        <checkout-own-files .speaker=${voice} .current=${this.#current}></checkout-own-files>
        ${desk.broken ? html`<p class="wrong" role="status" data-test="broken">${text.broken}</p>` : nothing}
      </header>
      ${this.#body(placing)}
    `;
  }

  /** The basket, or what became of the order. */
  #body(placing: Placing): TemplateResult {
    const { desk, voice } = this;
    if (placing.is === "done" || placing.is === "kept")
      return html`<checkout-receipt
        .speaker=${voice}
        .placing=${placing}
        .order=${desk.order}
      ></checkout-receipt>`;
    if (placing.is === "changed")
      return html`<section class="panel alone">
        <checkout-changed .speaker=${voice} .placing=${placing}></checkout-changed>
      </section>`;
    return html`<div class="columns">
        <div class="stack">${this.#basket()} ${this.#panels()}</div>
        <div class="side stack">${this.#side()}</div>
      </div>
      ${this.#bar()}`;
  }

  /** What stands here, as documents. */
  #current = (): OwnDocuments => {
    const { desk, opened } = this;
    const { account } = desk;
    const { program = "", goods = {} } = opened?.entry ?? {};
    const cart = desk.document();
    return {
      program,
      goods,
      now: new Date(desk.now()).toISOString(),
      ...(account.member.id !== undefined && { member: JSON.stringify(account.member.state()) }),
      ...(cart && { cart: JSON.stringify(cart) }),
    };
  };

  #basket(): TemplateResult {
    const { text, desk, voice } = this;
    const { quote } = desk;
    return html`<section class="panel stack" aria-labelledby="basket">
      <h2 id="basket" tabindex="-1">${text.basket.title}</h2>
      ${quote ? this.#lines(quote) : html`<p class="quiet">${text.basket.empty}</p>`}
      <checkout-shelf
        .speaker=${voice}
        .goods=${this.#goods}
        .digits=${desk.account.shop.program.digits}
        .problems=${desk.problems.get("add")}
      ></checkout-shelf>
      <div>${quote ? this.#breakdown() : nothing} ${this.#document()}</div>
    </section>`;
  }

  #lines({ lines, perks = [], points }: Quote): TemplateResult {
    const { desk, voice } = this;
    const { problems, choice } = desk;
    const priced = points.prices ?? [];
    const bearers = new Set(lines.flatMap((it) => it.discounts.map(({ bearer }) => bearer)));
    return html`<ul class="lines" data-test="lines">
      ${repeat(
        lines,
        ({ id }) => id,
        (line) => html`<li>
          <checkout-line
            .speaker=${voice}
            .line=${line}
            ?borne=${bearers.size > 1}
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

  /** Each amount, who bears it, and why; written only while it is looked at. */
  #breakdown(): TemplateResult {
    const { text, voice } = this;
    return html`<details
      @toggle=${(event: ToggleEvent) => {
        this.explained = (event.target as HTMLDetailsElement).open;
      }}
    >
      <summary>${text.sums.breakdown}</summary>
      ${
        this.explained
          ? html`<perks-quote .speaker=${voice} .quote=${this.desk.quote}></perks-quote>`
          : nothing
      }
    </details>`;
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
      <section class="panel" ?hidden=${gifts.length + Object.keys(choice.gifts).length === 0}>
        <checkout-gifts .speaker=${voice} .gifts=${gifts} .picks=${choice.gifts}></checkout-gifts>
      </section>
      <section class="panel" ?hidden=${!said}>
        <checkout-facts
          .speaker=${voice}
          .fields=${said ? factFields(said, this.#carts) : []}
          .cart=${said ?? {}}
          .card=${this.#carts.some(({ gift_card_minor }) => gift_card_minor !== undefined)}
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
          .later=${choice.at !== undefined && desk.account.kind === "edge"}
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

  #keep = (): void => this.#desk?.keep();

  #act = async ({ detail }: CustomEvent<Action>): Promise<void> => {
    const hadFocus = this.matches(":focus-within");
    void perform(detail, { desk: this.desk, till: this.#till, field: this.#field });
    await this.updateComplete;
    // What was pressed may be gone with its line.
    if (hadFocus && !this.matches(":focus-within"))
      this.renderRoot.querySelector<HTMLElement>("#basket")?.focus({ preventScroll: true });
  };
}

/** One line of each article that the carts sell. */
function goodsOf(carts: readonly CartDocument[]): CartLine[] {
  const goods = new Map<string, CartLine>();
  for (const { lines } of carts)
    for (const line of lines) if (!goods.has(line.sku)) goods.set(line.sku, line);
  return [...goods.values()];
}
