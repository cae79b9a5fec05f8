/** The page over one session: wires the engine to its views. Every number comes out of the engine. */
import type { Session } from "./session";
import type { Locale } from "./texts";
import { type Checkout, checkout } from "./view/checkout";
import { type Controls, controls } from "./view/controls";
import { el } from "./view/dom";
import { statusCard } from "./view/status";
import { type Texts, textsFor } from "./view/texts";

/** One session in one language at a time. */
export class Page {
  #texts: Texts;
  #controls!: Controls;
  #checkout!: Checkout;
  #status = el("div", { class: "status" });

  constructor(
    readonly session: Session,
    readonly app: Element,
    locale: Locale,
  ) {
    this.#texts = textsFor(locale, session);
  }

  /** Builds everything in the language of now. */
  show(): void {
    const { session } = this;
    const texts = this.#texts;
    this.#controls = controls(session, texts, {
      locale: (locale) => this.#speak(locale),
      day: (day) => {
        session.day = day;
        this.#refresh();
      },
      guest: (guest) => {
        session.guest = guest;
        this.#refresh();
      },
    });
    const changed = (line: string, answer: ReturnType<Session["setUnits"]>) => {
      this.#checkout.complainLine(line, "problems" in answer ? answer.problems : []);
      if ("good" in answer) this.#quote();
    };
    this.#checkout = checkout(
      texts,
      {
        units: (line, units) => changed(line, session.setUnits(line, units)),
        remove: (line) => changed(line, session.removeLine(line)),
        add: (line) => {
          session.addLine(line);
          this.#quote();
        },
        spend: (points) => {
          session.spend = points;
          this.#quote();
        },
      },
      session.spend,
    );
    document.title = `${session.names.name[texts.locale]} · Perks`;
    const main = el("main", {}, this.#status, this.#checkout.root);
    document.documentElement.lang = texts.locale;
    this.app.replaceChildren(this.#controls.root, main);
    this.#refresh();
  }

  #speak(locale: Locale): void {
    this.#texts = textsFor(locale, this.session);
    this.show();
    this.app.querySelector<HTMLInputElement>(`input[name="locale"][value="${locale}"]`)?.focus();
  }

  /** What depends on the day and the viewer, and then the quote. */
  #refresh(): void {
    const answer = this.session.status();
    this.#controls.complainDay("problems" in answer ? answer.problems : []);
    if ("problems" in answer) return;
    const name = this.session.names.name[this.#texts.locale];
    this.#status.replaceChildren(statusCard(answer.good, name, this.#texts));
    this.#quote();
  }

  /** The quote of the cart as it stands; one that is refused leaves the last good one in place. */
  #quote(): void {
    const answer = this.session.quote();
    if ("good" in answer) this.#checkout.update(answer.good, this.session.spend);
    this.#checkout.complainSpend("problems" in answer ? answer.problems : []);
  }
}
