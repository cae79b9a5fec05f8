/**
 * The member app's frame: the views behind a bar of tabs, what it says of the connection and of the store, and what was just done. Which
 * view shows is the address's to say. It asks the engine once for each change and hands the answer on.
 */
import { html, LitElement, nothing } from "lit";
import { property, state } from "lit/decorators.js";
import type { Status } from "perks";
import { theme } from "../components/theme";
import { type Answer, answer } from "../engine/answer";
import type { Speaker } from "../engine/speak";
import type { Opened } from "../shell/open";
import { frame } from "./frame-sheet";
import { icon } from "./icons";
import { notices } from "./notices";
import { viewsOf } from "./offered";
import { addressOf, type Route, routeOf, VIEWS, type ViewName } from "./routes";
import type { AppView, Told } from "./view";
import "./views/home";
import type { AppWords } from "./words";

/** The first view comes with the app, the others when they are wanted. */
const LOADED: Record<ViewName, () => Promise<unknown>> = {
  home: async () => {},
  points: () => import("./views/points"),
  perks: () => import("./views/perks"),
  wallet: () => import("./views/wallet"),
  "check-in": () => import("./views/check-in"),
  rewards: () => import("./views/rewards"),
  history: () => import("./views/history"),
  "what-if": () => import("./views/what-if"),
  more: () => import("./views/more"),
};

/** What stands in the bar of a phone; the rest is behind `more`. */
const TABS: readonly ViewName[] = ["home", "points", "perks", "wallet", "more"];

export class MemberApp extends LitElement {
  static override styles = [theme, frame];

  @property({ attribute: false }) opened: Opened | undefined;
  @property({ attribute: false }) speaker: Speaker | undefined;
  @property({ attribute: false }) words!: AppWords;
  /** Why nothing could be opened, each a sentence. */
  @property({ attribute: false }) failures: readonly string[] = [];
  @state() private route: Route = routeOf(location.hash);
  @state() private ready = true;
  @state() private told: Told | undefined;
  private toldMended = false;
  private shown: AppView | undefined;
  private unsubscribe: (() => void) | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener("hashchange", this.turned);
    this.addEventListener("app-told", this.onTold);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener("hashchange", this.turned);
    this.unsubscribe?.();
  }

  override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (!changed.has("opened")) return;
    this.unsubscribe?.();
    this.unsubscribe = this.opened?.account.subscribe(() => this.requestUpdate());
    void this.show(routeOf(location.hash), false);
  }

  override render() {
    const { opened, speaker, words, failures } = this;
    if (failures.length > 0) return this.failed(failures, () => this.retry());
    if (!opened || !speaker) return this.loading();
    const { account } = opened;
    const status = answer(() => account.member.status({ now: account.now() }));
    document.title = words.documentTitle(words.views[this.route.view], speaker.title);
    return html`
      <div class="frame">
        ${this.tabs(opened)}
        <main>
          ${notices(account, speaker, words, this.toldMended, () => this.closeMended())}
          ${this.view(opened, speaker, status)}
        </main>
      </div>
      <div class="told" role="status" aria-live="polite">${this.toast()}</div>
    `;
  }

  private view(opened: Opened, speaker: Speaker, status: Answer<Status>) {
    if ("problems" in status) {
      return this.failed(status.problems.map(speaker.say.problem), () => this.requestUpdate());
    }
    if (!this.ready) return this.loading();
    const { words, route } = this;
    return this.shownAs(route.view, {
      opened,
      speaker,
      words,
      status: status.good,
      asked: route.asked,
    });
  }

  /** The same element as long as the same view shows: it keeps what was typed and where the reader is. */
  private shownAs(view: ViewName, parts: Parts): AppView {
    const name = `app-${view}`;
    if (this.shown?.localName !== name) this.shown = document.createElement(name) as AppView;
    return Object.assign(this.shown, parts);
  }

  private tabs(opened: Opened) {
    const had = viewsOf(opened);
    return html`<nav aria-label=${this.words.navigation}>
      <ul>
        ${VIEWS.filter((view) => had.has(view)).map((view) => {
          const { view: shown } = this.route;
          const here = view === shown || (view === "more" && !TABS.includes(shown));
          const kind = view === "more" ? "phone" : TABS.includes(view) ? "" : "wide";
          return html`<li class=${kind}>
            <a href=${addressOf(view)} aria-current=${here ? "page" : nothing}>
              ${icon(view)}<span>${this.words.tabs[view]}</span>
            </a>
          </li>`;
        })}
      </ul>
    </nav>`;
  }

  private toast() {
    const { told, words } = this;
    if (!told) return nothing;
    return html`<div class="toast">
      <div>
        <p class="title">${told.title}</p>
        ${told.items.map((item) => html`<p>${item}</p>`)}
      </div>
      <button @click=${() => this.closeTold()}>${words.close}</button>
    </div>`;
  }

  private failed(sentences: readonly string[], retry: () => void) {
    const { words } = this;
    return html`<div class="failed" role="alert">
      <h1>${words.failed}</h1>
      ${sentences.map((sentence) => html`<p>${sentence}</p>`)}
      <button @click=${retry}>${words.retry}</button>
    </div>`;
  }

  private loading() {
    return html`<div class="loading" role="status">
      <span class="hidden">${this.words.loading}</span>
      <i class="short"></i><i class="tall"></i><i></i><i></i>
    </div>`;
  }

  private readonly turned = () => void this.show(routeOf(location.hash), true);

  private readonly onTold = (event: Event) => {
    this.told = (event as CustomEvent<Told>).detail;
  };

  /** Loads the view, and begins at its heading where the reader came from another. */
  private async show(route: Route, came: boolean): Promise<void> {
    const moved =
      route.view !== this.route.view || route.asked.toString() !== this.route.asked.toString();
    this.route = route;
    this.ready = false;
    try {
      await LOADED[route.view]();
    } catch {
      this.failures = [this.words.notLoaded];
      return;
    }
    if (route !== this.route) return;
    this.ready = true;
    if (!came || !moved) return;
    this.told = undefined;
    await this.updateComplete;
    await this.shown?.updateComplete;
    this.shown?.focusHeading();
    scrollTo({ top: 0 });
  }

  private retry(): void {
    this.failures = [];
    this.dispatchEvent(new CustomEvent("app-retry"));
  }

  private closeTold(): void {
    this.told = undefined;
    this.shown?.focusHeading();
  }

  private closeMended(): void {
    this.toldMended = true;
    this.requestUpdate();
  }
}

type Parts = Pick<AppView, "opened" | "speaker" | "words" | "status" | "asked">;

customElements.define("member-app", MemberApp);

declare global {
  interface HTMLElementTagNameMap {
    "member-app": MemberApp;
  }
}
