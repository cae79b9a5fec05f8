/**
 * What the app's views have in common: whose account they show and what the engine says of it now, and how something is reported. A refusal
 * stands where it was asked for; what was done is told to the app.
 */
import { html, LitElement, nothing, type TemplateResult } from "lit";
import { property, state } from "lit/decorators.js";
import type { MemberDocument, Problem, Status } from "perks";
import type { Texts } from "perks/texts";
import type { Account, Happening, Refusal } from "../account/account";
import { theme } from "../components/theme";
import type { Speaker } from "../engine/speak";
import type { Opened } from "../shell/open";
import { whyNot } from "../shell/refused";
import { tellAll } from "./entries";
import { sheet } from "./sheet";
import type { AppWords } from "./words";

/** What was done, for everybody who listens; the app shows it until it is closed. */
export interface Told {
  title: string;
  items: string[];
}

export abstract class AppView extends LitElement {
  static override styles = [theme, sheet];

  @property({ attribute: false }) opened!: Opened;
  @property({ attribute: false }) speaker!: Speaker;
  @property({ attribute: false }) words!: AppWords;
  /** As of now; a new one after each change of the account, and for each view. */
  @property({ attribute: false }) status!: Status;
  @property({ attribute: false }) asked = new URLSearchParams();
  /** What is under way, by the place where it was asked for. */
  @state() private busy = "";
  private read: { of: Status; record: MemberDocument } | undefined;
  @state() private refused: { place: string; refusal: Refusal } | undefined;

  protected abstract readonly heading: string;
  protected abstract body(): TemplateResult;

  protected get account(): Account {
    return this.opened.account;
  }

  /** As it was when the status was asked for: read once, however often a view looks at it. */
  protected get record(): MemberDocument {
    if (this.read?.of !== this.status)
      this.read = { of: this.status, record: this.account.member.state() };
    return this.read.record;
  }

  protected get say(): Texts {
    return this.speaker.say;
  }

  override render() {
    return html`<h1 tabindex="-1">${this.heading}</h1>${this.body()}`;
  }

  /** Puts the reader at the beginning. */
  focusHeading(options?: FocusOptions): void {
    this.renderRoot.querySelector<HTMLElement>("h1")?.focus(options);
  }

  protected isBusy(place: string): boolean {
    return this.busy === place;
  }

  /** Reports something; says whether it was taken, now or for later. */
  protected async act(place: string, what: Happening, title: string): Promise<boolean> {
    if (this.busy) return false;
    const hadFocus = this.matches(":focus-within");
    this.busy = place;
    this.refused = undefined;
    try {
      const done = await this.account.record(what);
      if (done.is === "refused") {
        this.refused = { place, refusal: done.refusal };
        return false;
      }
      const items =
        done.is === "kept"
          ? [this.words.kept]
          : tellAll(done.result.entries, this.speaker, this.words);
      this.tell({ title, items });
      return true;
    } finally {
      this.busy = "";
      await this.updateComplete;
      // What was pressed may be gone once it has worked.
      const isLost = hadFocus && !this.matches(":focus-within");
      if (isLost) this.focusHeading({ preventScroll: true });
    }
  }

  protected tell(detail: Told): void {
    this.dispatchEvent(new CustomEvent("app-told", { detail, bubbles: true, composed: true }));
  }

  protected refusalAt(place: string) {
    const { refused, speaker } = this;
    if (refused?.place !== place) return nothing;
    return this.wrong(whyNot(refused.refusal, speaker, this.problem));
  }

  protected wrong(sentences: readonly string[]): TemplateResult {
    return html`<div class="wrong" role="alert">${sentences.map((it) => html`<p>${it}</p>`)}</div>`;
  }

  /** What is wrong, beside the place that it is about, and what to do about it. */
  protected readonly problem = (problem: Problem): string =>
    [this.say.wrong(problem), this.say.help(problem)].filter(Boolean).join(" ");
}

declare global {
  interface HTMLElementEventMap {
    "app-told": CustomEvent<Told>;
  }
}

export { html, nothing, type TemplateResult };
