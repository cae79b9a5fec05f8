/** The editor of a document, as an element: the text in, every change out as an event. Problems are underlined where they are told to be. */
import { redo, undo } from "@codemirror/commands";
import { type Diagnostic, setDiagnostics } from "@codemirror/lint";
import { openSearchPanel } from "@codemirror/search";
import { Annotation, EditorState } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import { css, html, LitElement, type PropertyValues, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import { theme } from "../../components/theme";
import type { Kind } from "../desk/bench";
import type { Range } from "../desk/places";
import { extensions } from "./extensions";
import { looks } from "./looks";

/** A change that came from outside is told to nobody. */
const given = Annotation.define<true>();

declare global {
  interface HTMLElementEventMap {
    "studio-text": CustomEvent<string>;
  }
}

@customElement("studio-editor")
export class StudioEditor extends LitElement {
  static override styles = [
    theme,
    looks,
    css`
      .cm-editor {
        block-size: 100%;
      }
    `,
  ];

  @property({ attribute: false }) kind: Kind = "program";
  /** Which document it is: with another the history begins anew. */
  @property({ attribute: false }) of = "";
  @property({ attribute: false }) text = "";
  @property({ attribute: false }) label = "";
  /** CodeMirror's own words, in the reader's language. */
  @property({ attribute: false }) phrases: Record<string, string> = {};
  @property({ attribute: false }) marked: readonly Diagnostic[] = [];
  #view: EditorView | undefined;

  protected override render(): TemplateResult {
    return html`<div class="holder"></div>`;
  }

  protected override updated(changed: PropertyValues<this>): void {
    const isAnother = changed.has("of") || changed.has("phrases") || changed.has("label");
    if (!this.#view) this.#begin();
    else if (isAnother) this.#view.setState(this.#state());
    else if (changed.has("text")) this.#put(this.text);
    if (changed.has("marked") || isAnother) this.#mark();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#view?.destroy();
    this.#view = undefined;
  }

  /** Goes to a range, and shows it. */
  goTo({ from, to }: Range): void {
    const view = this.#view;
    if (!view) return;
    const [anchor, head] = [from, to].map((at) => Math.min(at, view.state.doc.length));
    view.dispatch({
      selection: { anchor: anchor ?? 0, head: head ?? 0 },
      effects: EditorView.scrollIntoView(anchor ?? 0, { y: "center" }),
    });
    view.focus();
  }

  undo(): void {
    if (this.#view) undo(this.#view);
  }

  redo(): void {
    if (this.#view) redo(this.#view);
  }

  search(): void {
    if (this.#view) openSearchPanel(this.#view);
  }

  /** In place of the whole text, so that it can be undone. */
  replace(text: string): void {
    this.#view?.dispatch({ changes: { from: 0, to: this.#view.state.doc.length, insert: text } });
  }

  #begin(): void {
    const parent = this.renderRoot.querySelector(".holder");
    if (!parent) throw new Error("the editor has no place");
    const root = this.renderRoot as ShadowRoot;
    this.#view = new EditorView({ state: this.#state(), parent, root });
    this.#mark();
  }

  #state(): EditorState {
    return EditorState.create({
      doc: this.text,
      extensions: [
        extensions(() => this.kind),
        EditorState.phrases.of(this.phrases),
        EditorView.contentAttributes.of({ "aria-label": this.label, tabindex: "0" }),
        EditorView.updateListener.of((update) => {
          if (!update.docChanged || update.transactions.some((it) => it.annotation(given))) return;
          const detail = update.state.doc.toString();
          this.text = detail;
          this.dispatchEvent(new CustomEvent("studio-text", { detail }));
        }),
      ],
    });
  }

  #put(text: string): void {
    const view = this.#view;
    if (!view || view.state.doc.toString() === text) return;
    view.dispatch({
      changes: { from: 0, to: view.state.doc.length, insert: text },
      annotations: given.of(true),
    });
  }

  #mark(): void {
    const view = this.#view;
    if (!view) return;
    const { length } = view.state.doc;
    const within = this.marked.filter(({ to }) => to <= length);
    view.dispatch(setDiagnostics(view.state, within));
  }
}
