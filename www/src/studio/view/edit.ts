/** The side with the documents: which one, the editor with its tools, and what is wrong, each at its place. */
import type { Diagnostic } from "@codemirror/lint";
import { html, nothing, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import type { Problem } from "perks";
import type { Speaker } from "../../engine/speak";
import type { Kind } from "../desk/bench";
import { type Part, Places, parts } from "../desk/places";
import type { Session } from "../desk/session";
import type { StudioEditor } from "../editor/editor";
import type { StudioWords } from "../words";

export interface Edited {
  kind: Kind;
  session: Session;
  problems: Record<Kind, readonly Problem[]>;
  text: StudioWords;
  speaker: Speaker;
  act: {
    kind(kind: Kind): void;
    choose(of: "member" | "cart", name: string): void;
    typed(text: string): void;
    goTo(problem: Problem): void;
    jump(path: string): void;
    format(): void;
    drafts(): void;
    editor(): StudioEditor;
  };
}

const KINDS: Kind[] = ["program", "member", "cart"];

export function editView(edited: Edited): TemplateResult {
  const { kind, session, problems, text, act } = edited;
  const written = session.documents[kind];
  return html`<section class="panel desk">
    <div class="row">
      <div role="group" aria-label=${text.documents} class="documents">
        ${KINDS.map(
          (
            name,
          ) => html`<button aria-pressed=${String(name === kind)} class=${name === kind ? "main" : ""}
            @click=${() => act.kind(name)}>${text.kinds[name]}${
              problems[name].length > 0
                ? html` <span aria-hidden="true">·${edited.speaker.say.count(problems[name].length)}</span>`
                : nothing
            }</button>`,
        )}
      </div>
      <button @click=${act.drafts}>${text.drafts.open}</button>
    </div>
    ${kind === "program" ? nothing : chooser(edited, kind)}
    ${written === undefined ? nothing : tools(edited, written)}
    <studio-editor ?hidden=${written === undefined} .kind=${kind} .of=${`${session.turn} ${kind}`} .text=${written ?? ""}
      .label=${text.kinds[kind]} .phrases=${text.phrases} .marked=${marked(edited, written ?? "")}
      @studio-text=${(event: CustomEvent<string>) => act.typed(event.detail)}></studio-editor>
    ${list(edited)}
  </section>`;
}

function chooser({ session, text, act }: Edited, kind: "member" | "cart"): TemplateResult {
  const { entry } = session.opened;
  const names = Object.keys(kind === "member" ? entry.members : entry.carts);
  const none = kind === "member" ? text.guest : "—";
  return html`<label>${kind === "member" ? text.whichMember : text.whichCart}
    <select @change=${(event: Event) => act.choose(kind, (event.target as HTMLSelectElement).value)}>
      ${names.map((name) => html`<option value=${name} ?selected=${name === session.names[kind]}>${name}</option>`)}
      <option value="" ?selected=${session.names[kind] === ""}>${none}</option>
    </select>
  </label>`;
}

function tools({ text, speaker, act }: Edited, written: string): TemplateResult {
  const groups = Map.groupBy(outline(written), ({ list }) => list);
  const called = ({ id, name }: Part) => {
    const known = name?.[speaker.locale] ?? Object.values(name ?? {})[0];
    return known === undefined || known === id ? id : `${known} · ${id}`;
  };
  return html`<div class="row tools">
    <button @click=${() => act.editor().undo()}>${text.tools.undo}</button>
    <button @click=${() => act.editor().redo()}>${text.tools.redo}</button>
    <button @click=${() => act.editor().search()}>${text.tools.search}</button>
    <button @click=${act.format}>${text.tools.format}</button>
    <label class="grow"><span class="unseen">${text.tools.jump}</span>
      <select data-test="jump" @change=${(event: Event) => {
        const select = event.target as HTMLSelectElement;
        if (select.value !== "") act.jump(select.value);
        select.value = "";
      }}>
        <option value="">${text.tools.all}</option>
        ${[...groups].map(
          ([list, items]) => html`<optgroup label=${text.lists[list] ?? list}>
          ${items.map((it) => html`<option value=${it.path}>${called(it)}</option>`)}
        </optgroup>`,
        )}
      </select>
    </label>
  </div>`;
}

let lastOutline: { of: string; parts: Part[] } = { of: "", parts: [] };

/** While a text is no JSON, what it was before is still the way to find things. */
function outline(written: string): Part[] {
  if (lastOutline.of === written) return lastOutline.parts;
  try {
    lastOutline = { of: written, parts: parts(JSON.parse(written)) };
  } catch {
    return lastOutline.parts;
  }
  return lastOutline.parts;
}

function marked({ kind, problems, text, speaker: { say } }: Edited, written: string): Diagnostic[] {
  const found = problems[kind];
  if (found.length === 0) return NONE;
  if (last.of !== found || last.written !== written || last.text !== text) {
    const places = new Places(written);
    const marks = found.map((problem) => ({
      ...places.of(problem),
      severity: problem.severity,
      source: text.problems[problem.severity],
      message: [say.wrong(problem), say.help(problem)].filter(Boolean).join("\n"),
    }));
    last = { of: found, written, text, marks };
  }
  return last.marks;
}

/** A long text is not searched again while nothing changed. */
let last: { of: readonly Problem[]; written: string; text?: StudioWords; marks: Diagnostic[] } = {
  of: [],
  written: "",
  marks: [],
};

/** One and the same, so that nothing is marked anew. */
const NONE: Diagnostic[] = [];

function list({ kind, problems, text, speaker: { say }, act }: Edited): TemplateResult {
  const found = problems[kind];
  const count = text.problems.count(say.count(found.length), found.length === 1);
  return html`<div class="tight">
    <p class="quiet" role="status" data-test="count">${found.length === 0 ? text.problems.none : count}</p>
    <ul class="problems tight" aria-label=${text.problems.title} data-test="problems">
      ${repeat(
        found,
        ({ code, path }, index) => `${code} ${path} ${index}`,
        (
          problem,
        ) => html`<li><button class=${problem.severity} data-code=${problem.code} @click=${() => act.goTo(problem)}>
          <span>${say.wrong(problem)}</span>
          <span class="quiet">${say.help(problem)}</span>
          <code class="quiet">${say.place(problem)}</code>
        </button></li>`,
      )}
    </ul>
  </div>`;
}
