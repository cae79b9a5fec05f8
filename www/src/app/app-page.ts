/**
 * The member app: its views behind a bar of tabs, and what was just done. Which view shows is the address's to say. It asks the engine once
 * for each change and hands the answer on; the frame around it tells of the connection and the store.
 */
import { html, LitElement, nothing } from "lit";
import { property, state } from "lit/decorators.js";
import type { Status } from "perks";
import { theme } from "../components/theme";
import { type Answer, answer } from "../engine/answer";
import type { Speaker } from "../engine/speak";
import type { Opened } from "../shell/open";
import type { PageRoot } from "../shell/start";
import { frame } from "./frame-sheet";
import { iconOf } from "./icons";
import { viewsOf } from "./offered";
import { addressOf, type Route, routeOf, VIEWS, type ViewName } from "./routes";
import type { AppView, Told } from "./view";
import "./views/home";
import { type AppWords, wordsOf } from "./words";

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

type Parts = Pick<AppView, "opened" | "speaker" | "words" | "status" | "asked">;

export class AppPage extends LitElement implements PageRoot {
  static override styles = [theme, frame];

  @property({ attribute: false }) speaker: Speaker | undefined;
  @property({ attribute: false }) opened: Opened | undefined;
  /** Who speaks, and the words of that language: they change together. */
  @state() private voice: { speaker: Speaker; words: AppWords } | undefined;
  @state() private route: Route = routeOf(location.hash);
  @state() private ready: "yes" | "no" | "failed" = "no";
  @state() private told: Told | undefined;
  /** What is shown is older than what the account knows. */
  @state() private stale = false;
  private status: Answer<Status> | undefined;
  private shown: AppView | undefined;

  constructor() {
    super();
    this.addEventListener("app-told", ({ detail }) => {
      this.told = detail;
    });
  }

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener("hashchange", this.turned);
    void this.show(this.route);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener("hashchange", this.turned);
  }

  /** The account, or what it knows, is another. */
  changed(): void {
    this.stale = true;
  }

  override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (changed.has("speaker") && this.speaker) void this.learn(this.speaker);
    // Time goes on between two views.
    const asks = this.stale || changed.has("opened") || changed.has("route");
    if (this.opened && asks) this.ask(this.opened);
  }

  private ask({ account }: Opened): void {
    this.stale = false;
    this.status = answer(() => account.member.status({ now: account.now() }));
  }

  override render() {
    const { opened, voice, status } = this;
    if (!opened || !voice || !status) return nothing;
    return html`
      <div class="frame">
        ${this.tabs(opened, voice.words)}
        <div class="view">${this.view(opened, voice, status)}</div>
      </div>
      <div role="status">${this.toast(voice.words)}</div>
    `;
  }

  /** Of the frame's titles the app's own, which says the view. */
  override updated(): void {
    const { voice, route } = this;
    if (!this.opened || !voice || !this.status) return;
    const { words, speaker } = voice;
    document.title = words.documentTitle(words.views[route.view], speaker.title);
  }

  private view(
    opened: Opened,
    { speaker, words }: { speaker: Speaker; words: AppWords },
    status: Answer<Status>,
  ) {
    const { route } = this;
    if ("problems" in status) {
      const sentences = status.problems.map(speaker.say.problem);
      return this.failed(sentences, words, () => this.changed());
    }
    if (this.ready === "failed") {
      return this.failed([words.notLoaded], words, () => void this.show(route));
    }
    if (this.ready === "no") return html`<p class="loading" role="status">${words.loading}</p>`;
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

  private tabs(opened: Opened, words: AppWords) {
    const offered = viewsOf(opened);
    const { view: shown } = this.route;
    return html`<nav aria-label=${words.navigation}>
      <ul>
        ${VIEWS.filter((view) => offered.has(view)).map((view) => {
          const here = view === shown || (view === "more" && !TABS.includes(shown));
          const kind = view === "more" ? "phone" : TABS.includes(view) ? "" : "wide";
          return html`<li class=${kind}>
            <a href=${addressOf(view)} aria-current=${here ? "page" : nothing}>
              ${iconOf(view)}<span>${words.tabs[view]}</span>
            </a>
          </li>`;
        })}
      </ul>
    </nav>`;
  }

  private toast(words: AppWords) {
    const { told } = this;
    if (!told) return nothing;
    return html`<div class="toast">
      <div>
        <p class="title">${told.title}</p>
        ${told.items.map((item) => html`<p>${item}</p>`)}
      </div>
      <button @click=${this.closeTold}>${words.close}</button>
    </div>`;
  }

  private failed(sentences: readonly string[], words: AppWords, retry: () => void) {
    return html`<div class="failed" role="alert">
      <h1>${words.failed}</h1>
      ${sentences.map((sentence) => html`<p>${sentence}</p>`)}
      <button @click=${retry}>${words.retry}</button>
    </div>`;
  }

  private async learn(speaker: Speaker): Promise<void> {
    const words = await wordsOf(speaker.locale);
    if (speaker === this.speaker) this.voice = { speaker, words };
  }

  /** Begins at the view's heading, as a page would. */
  private readonly turned = async () => {
    const route = routeOf(location.hash);
    const { view, asked } = this.route;
    if (route.view === view && String(route.asked) === String(asked)) return;
    this.told = undefined;
    await this.show(route);
    if (route !== this.route) return;
    await this.updateComplete;
    await this.shown?.updateComplete;
    this.shown?.focusHeading();
    scrollTo({ top: 0 });
  };

  private async show(route: Route): Promise<void> {
    this.route = route;
    this.ready = "no";
    try {
      await LOADED[route.view]();
    } catch {
      if (route === this.route) this.ready = "failed";
      return;
    }
    if (route === this.route) this.ready = "yes";
  }

  private readonly closeTold = () => {
    this.told = undefined;
    this.shown?.focusHeading();
  };
}

customElements.define("app-page", AppPage);
