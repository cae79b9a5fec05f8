/** What the editor can do, of CodeMirror: JSON with colours, folding, search, undo, proposals and explanations by the format's schemas. */
import {
  autocompletion,
  type Completion,
  type CompletionContext,
  type CompletionResult,
  closeBrackets,
  closeBracketsKeymap,
  completionKeymap,
  snippet,
} from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { json } from "@codemirror/lang-json";
import {
  bracketMatching,
  codeFolding,
  foldGutter,
  foldKeymap,
  HighlightStyle,
  indentOnInput,
  syntaxHighlighting,
} from "@codemirror/language";
import { lintGutter, lintKeymap } from "@codemirror/lint";
import { highlightSelectionMatches, search, searchKeymap } from "@codemirror/search";
import type { Extension } from "@codemirror/state";
import {
  drawSelection,
  EditorView,
  highlightActiveLine,
  hoverTooltip,
  keymap,
  lineNumbers,
} from "@codemirror/view";
import { tags } from "@lezer/highlight";
import type { Kind } from "../desk/bench";
import { explained, proposals } from "./talk";

const colours = HighlightStyle.define([
  { tag: tags.propertyName, color: "var(--_name)" },
  { tag: tags.string, color: "var(--_text)" },
  { tag: [tags.number, tags.bool, tags.null], color: "var(--_value)" },
  { tag: tags.punctuation, color: "var(--_quiet)" },
]);

/** Whose schema holds is asked each time: one editor shows all documents. */
export function extensions(kind: () => Kind): Extension {
  return [
    lineNumbers(),
    codeFolding(),
    foldGutter(),
    lintGutter(),
    history(),
    drawSelection(),
    indentOnInput(),
    bracketMatching(),
    closeBrackets(),
    highlightActiveLine(),
    highlightSelectionMatches(),
    search({ top: true }),
    json(),
    syntaxHighlighting(colours),
    autocompletion({ override: [(context) => proposed(context, kind())] }),
    hoverTooltip((view, at) => explanation(view, at, kind())),
    EditorView.lineWrapping,
    // Tab is left alone: who uses no mouse goes on by it.
    keymap.of([
      ...closeBracketsKeymap,
      ...defaultKeymap,
      ...searchKeymap,
      ...historyKeymap,
      ...foldKeymap,
      ...completionKeymap,
      ...lintKeymap,
    ]),
  ];
}

async function proposed(context: CompletionContext, kind: Kind): Promise<CompletionResult | null> {
  if (!context.explicit && !context.matchBefore(/["\w]+$/)) return null;
  const found = await proposals(kind, context.state.doc.toString(), context.pos);
  const first = found[0];
  if (!first || context.aborted) return null;
  const options = found
    .filter(({ from }) => from === first.from)
    .map(({ label, insert, about, to }): Completion => {
      const put = snippet(insert.replace(/\$(\d)/g, "#{$1}"));
      return {
        label,
        ...(about && { info: () => infoOf(about) }),
        // What the service replaces goes on behind the cursor: the rest of a name, a closing quotation mark.
        apply: (view, completion, from, end) => put(view, completion, from, Math.max(end, to)),
      };
    });
  return { from: first.from, to: context.pos, options };
}

function infoOf(about: string): HTMLElement {
  const element = document.createElement("p");
  element.className = "about";
  element.textContent = about;
  return element;
}

async function explanation(view: EditorView, at: number, kind: Kind) {
  const about = await explained(kind, view.state.doc.toString(), at);
  return about ? { pos: at, create: () => ({ dom: infoOf(about) }) } : null;
}
