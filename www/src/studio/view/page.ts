/** The studio: the documents on one side, on the other what follows from them at a moment, and why. */

import { html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import type { Problem } from "perks";
import "../editor/editor";
import { type Speaker, speaker } from "../../engine/speak";
import type { Opened } from "../../shell/open";
import type { PageRoot } from "../../shell/start";
import { Bench, type Documents, type Kind } from "../desk/bench";
import { type Mark, marks, together } from "../desk/instants";
import { Places } from "../desk/places";
import { Session } from "../desk/session";
import type { StudioEditor } from "../editor/editor";
import type { PartName } from "../words";
import "./drafts-panel";
import type { DraftWish, StudioDrafts } from "./drafts-panel";
import { editView } from "./edit";
import { StudioElement } from "./element";
import { save } from "./files";
import "./matrix";
import { pageLooks } from "./page-looks";
import { resultsView } from "./results";
import "./timeline";
import "./trace";

/** Typing is read when it rests for so long; what costs more, when it rests longer. */
const REST_MS = { read: 120, check: 700 };
const PARTS: PartName[] = ["edit", "results", "trace", "matrix"];
const SEEN = "perks:studio-hint";

@customElement("studio-page")
export class StudioPage extends StudioElement implements PageRoot {
  static override styles = [...StudioElement.styles, pageLooks];

  @property({ attribute: false }) opened: Opened | undefined;
  @state() private shown: PartName = matchMedia("(min-width: 64rem)").matches ? "results" : "edit";
  @state() private kind: Kind = "program";
  @state() private now = 0;
  @state() private offer = "";
  /** Of the last programme that could be read. */
  @state() private own: Speaker | undefined;
  @state() private hasHint = !seen();
  @state() private failed = "";
  @query("studio-editor") private editor!: StudioEditor;
  @query("studio-drafts") private panel!: StudioDrafts;
  #lastAsked: Documents | undefined;
  #begun: Opened | undefined;
  #session: Session | undefined;
  #bench: Bench | undefined;
  #marks: readonly Mark[] = [];
  #origin = 0;
  #timers = { read: 0, check: 0 };

  changed(): void {
    // The account is another page's business: here texts are looked at, and nothing is recorded.
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.addEventListener("dragover", (event) => event.preventDefault());
    this.addEventListener("drop", (event) => {
      event.preventDefault();
      const file = event.dataTransfer?.files[0];
      if (file) void this.#wish({ file });
    });
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    // Nothing updates before somebody speaks: what was opened may be known from before.
    if (this.opened && this.opened !== this.#begun) void this.#begin(this.opened);
    else if (changed.has("speaker") && this.#bench) void this.#speak();
  }

  async #begin(opened: Opened): Promise<void> {
    this.#begun = opened;
    const session = new Session(opened);
    await session.begin();
    this.#session = session;
    this.#bench = new Bench(opened.shop, opened.entry.program, opened.entry.goods);
    const told = opened.entry.members[session.names.member]?.now;
    this.now = told === undefined ? opened.account.now() : Date.parse(told);
    this.#origin = this.now;
    await this.#work();
  }

  protected override render(): TemplateResult {
    const { text } = this;
    const [session, bench, own] = [this.#session, this.#bench, this.own];
    if (!session || !bench || !own) return html``;
    const shows = (part: PartName) => this.shown !== part;
    return html`
      <h1 class="unseen">${own.title}</h1>
      ${this.hasHint ? this.#hint() : nothing}
      <div role="tablist" aria-label=${text.views} @keydown=${this.#tabKey}>
        ${PARTS.map(
          (name) => html`<button role="tab" id="tab-${name}" class=${name === "edit" ? "phone" : ""}
            aria-controls="part-${name}" aria-selected=${String(name === this.shown)} tabindex=${name === this.shown ? 0 : -1}
            @click=${() => this.#show(name)}>${text.parts[name]}</button>`,
        )}
      </div>
      <div class="columns" @studio-place=${(event: CustomEvent<string>) => this.#goTo(event.detail)}
        @studio-offer=${(event: CustomEvent<string>) => {
          this.offer = event.detail;
        }}>
        <div class="edit" id="part-edit" ?hidden=${shows("edit")}>${this.#edit(session, bench)}</div>
        <div class="stack">
          <div class="panel" ?hidden=${shows("results") && shows("trace")}>
            <studio-timeline .speaker=${own} .now=${this.now} .marks=${this.#marks} .origin=${this.#origin}
              @studio-now=${(event: CustomEvent<number>) => this.#move(event.detail)}></studio-timeline>
          </div>
          ${bench.isBehind ? html`<p class="notice" role="status" data-test="behind">${text.problems.behind}</p>` : nothing}
          ${this.#others()}
          <div id="part-results" role="tabpanel" aria-labelledby="tab-results" ?hidden=${shows("results")}>${this.#results(session, bench, own)}</div>
          <div id="part-trace" role="tabpanel" aria-labelledby="tab-trace" ?hidden=${shows("trace")}>${shows("trace") ? nothing : this.#trace(session, bench, own)}</div>
          <div id="part-matrix" role="tabpanel" aria-labelledby="tab-matrix" ?hidden=${shows("matrix")}>
            ${shows("matrix") ? nothing : html`<studio-matrix .speaker=${own} .shop=${bench.good}></studio-matrix>`}
          </div>
        </div>
      </div>
      <studio-drafts .speaker=${own} .drafts=${session.list} .draft=${session.draft} .keeps=${session.keeps}
        .program=${session.documents.program} .original=${session.original} .failed=${this.failed} .behind=${bench.isBehind}
        @studio-wish=${(event: CustomEvent<DraftWish>) => void this.#wish(event.detail)}></studio-drafts>
    `;
  }

  #hint(): TemplateResult {
    const { hint } = this.text;
    return html`<section class="panel hint">
      <div><h2>${hint.title}</h2><p>${hint.text}</p></div>
      <button @click=${() => {
        this.hasHint = false;
        keepSeen();
      }}>${hint.close}</button>
    </section>`;
  }

  #edit(session: Session, bench: Bench): TemplateResult {
    const { kind, text, voice } = this;
    return editView({
      kind,
      session,
      problems: bench.problems,
      text,
      speaker: this.own ?? voice,
      act: {
        kind: (next) => {
          this.kind = next;
        },
        choose: (of, name) => {
          session.choose(of, name);
          void this.#work();
        },
        typed: (written) => {
          session.write(kind, written);
          this.#later();
        },
        goTo: (problem) => this.#jump(problem),
        jump: (path) => this.#goTo(path, kind),
        format: () => this.#format(),
        drafts: () => this.panel.show(),
        editor: () => this.editor,
      },
    });
  }

  /** Member and cart that cannot be read keep results away: said where these would be. */
  #others(): TemplateResult | typeof nothing {
    const { text } = this;
    const wrong = (["member", "cart"] as const).filter(
      (kind) => (this.#bench?.problems[kind].length ?? 0) > 0,
    );
    if (wrong.length === 0) return nothing;
    return html`<p class="notice" role="status">${wrong.map((kind) => text.problems.wrongNow(text.kinds[kind]))} ${text.problems.waits}</p>`;
  }

  #results({ documents }: Session, { results }: Bench, own: Speaker): TemplateResult {
    return resultsView({
      results,
      speaker: own,
      text: this.text,
      hasCart: documents.cart !== undefined,
      explain: (offer) => {
        this.offer = offer;
        this.#show("trace");
      },
    });
  }

  #trace({ documents }: Session, { good, text }: Bench, own: Speaker): TemplateResult {
    const offers = good.document.offers?.map(({ id }) => id) ?? [];
    const offer = offers.includes(this.offer) ? this.offer : (offers[0] ?? "");
    return html`<studio-trace .speaker=${own} .documents=${this.#asked({ ...documents, program: text })} .now=${this.now}
      .offers=${offers} .offer=${offer}></studio-trace>`;
  }

  /** One and the same while nothing changed, so that nothing is traced again. */
  #asked(documents: Documents): Documents {
    const { program, member, cart } = this.#lastAsked ?? {};
    const isSame =
      program === documents.program && member === documents.member && cart === documents.cart;
    if (!this.#lastAsked || !isSame) this.#lastAsked = documents;
    return this.#lastAsked;
  }

  #later(): void {
    clearTimeout(this.#timers.read);
    this.#timers.read = window.setTimeout(() => {
      void this.#session?.keep(this.text.drafts.of(this.voice.title));
      void this.#work();
    }, REST_MS.read);
  }

  async #work(): Promise<void> {
    const [session, bench] = [this.#session, this.#bench];
    if (!session || !bench) return;
    const before = bench.good;
    if (!(await bench.work(session.documents, this.now))) return;
    if (before !== bench.good || !this.own) {
      if (before !== bench.good) this.#marks = [];
      await this.#speak();
    }
    const { status, quote } = bench.results;
    this.#marks = together(
      this.#marks,
      marks(
        status && "good" in status ? status.good : undefined,
        quote && "good" in quote ? quote.good : undefined,
      ),
    );
    this.requestUpdate();
    clearTimeout(this.#timers.check);
    this.#timers.check = window.setTimeout(() => {
      bench.checked();
      this.requestUpdate();
    }, REST_MS.check);
  }

  async #speak(): Promise<void> {
    if (this.#bench && this.speaker) {
      this.own = await speaker(this.#bench.good, this.speaker.locale);
    }
  }

  #move(now: number): void {
    this.now = now;
    void this.#work();
  }

  #show(part: PartName): void {
    this.shown = part;
  }

  #tabKey(event: KeyboardEvent): void {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const tabs = [...this.renderRoot.querySelectorAll<HTMLElement>('[role="tab"]')].filter((it) =>
      it.checkVisibility(),
    );
    const at = tabs.indexOf(event.target as HTMLElement);
    const next = tabs[(at + step + tabs.length) % tabs.length];
    next?.focus();
    next?.click();
  }

  #jump(problem: Problem): void {
    const text = this.#session?.documents[this.kind];
    if (text !== undefined) this.editor.goTo(new Places(text).of(problem));
  }

  async #goTo(path: string, kind: Kind = "program"): Promise<void> {
    this.kind = kind;
    if (!matchMedia("(min-width: 64rem)").matches) this.shown = "edit";
    await this.updateComplete;
    await this.editor.updateComplete;
    const node = new Places(this.#session?.documents[kind] ?? "").pointer(path);
    if (node) this.editor.goTo(node);
  }

  #format(): void {
    const text = this.#session?.documents[this.kind] ?? "";
    try {
      this.editor.replace(`${JSON.stringify(JSON.parse(text), null, 2)}\n`);
    } catch (error) {
      // What is no JSON cannot be laid out; the engine says so beside it.
      if (!(error instanceof SyntaxError)) throw error;
    }
  }

  async #wish(wish: DraftWish): Promise<void> {
    const session = this.#session;
    if (!session) return;
    const { text, voice } = this;
    this.failed = "";
    if ("open" in wish) session.take(wish.open);
    else if ("remove" in wish) await session.remove(wish.remove);
    else if ("name" in wish) await session.rename(wish.name);
    else if ("original" in wish) session.reset();
    else if ("begin" in wish) await session.beginAnew(text.drafts.newName);
    else if ("file" in wish) {
      const kind = await session.import(wish.file, text.drafts.of(voice.title));
      if (kind) this.kind = kind;
      else {
        this.failed = text.drafts.wrongFile;
        this.panel.show();
      }
    } else if ("export" in wish) this.#export(wish.export);
    else {
      session.handOver(this.now);
      location.assign(`../${wish.tryIn}/?program=own`);
    }
    await this.#work();
  }

  #export(as: "written" | "prepared"): void {
    const [session, bench] = [this.#session, this.#bench];
    if (!session || !bench) return;
    const { id, version } = bench.good.document;
    if (as === "written") save(`${id}.json`, session.documents.program);
    else save(`${id}-${version}.prepared.json`, bench.good.program.prepare({ salt: salt() }));
  }
}

/** Chosen at random for each publication. */
function salt(): string {
  return crypto.randomUUID().replaceAll("-", "");
}

function seen(): boolean {
  try {
    return localStorage.getItem(SEEN) !== null;
  } catch {
    return false;
  }
}

function keepSeen(): void {
  try {
    localStorage.setItem(SEEN, "seen");
  } catch {
    // A browser that keeps nothing shows it again.
  }
}
