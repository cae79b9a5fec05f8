/** Everything that the studio says by itself. What is wrong, and why not, comes from the package. */
import type { ConflictWhy } from "perks";
import type { Locale } from "../../engine/speak";
import type { Kind } from "../desk/bench";
import type { Mark } from "../desk/instants";
import { en } from "./en";
import { zhCN } from "./zh-CN";

export type PartName = "edit" | "results" | "trace" | "matrix";

export interface StudioWords {
  hint: { title: string; text: string; close: string };
  parts: Record<PartName, string>;
  views: string;
  documents: string;
  kinds: Record<Kind, string>;
  whichMember: string;
  whichCart: string;
  guest: string;
  tools: { undo: string; redo: string; search: string; format: string; jump: string; all: string };
  /** Lists of a programme by their fields; what is not here is shown as it is written. */
  lists: Record<string, string>;
  problems: {
    title: string;
    none: string;
    /** The number is written already. */
    count(count: string, isOne: boolean): string;
    behind: string;
    error: string;
    warning: string;
    waits: string;
    wrongNow(document: string): string;
  };
  time: {
    now: string;
    slider: string;
    previous: string;
    next: string;
    marks: string;
    choose: string;
    /** `name` is that of what the mark is about. */
    mark: Record<Mark["what"], (name: string) => string>;
    markAt(time: string, what: string): string;
  };
  results: {
    took: (load: string, status: string, quote: string) => string;
    noCart: string;
    offers: string;
    available: string;
    refused: string;
  };
  trace: {
    title: string;
    offer: string;
    intro: string;
    noCart: string;
    state: Record<"applied" | "possible" | "refused", string>;
    met: string;
    unmet: string;
    unknown: string;
    saves(money: string): string;
    alone(money: string): string;
    conflicts: string;
    hint: string;
    reasons: string;
    fields: Record<string, string>;
    /** Those that sentences of the package do not speak of. */
    facts: Record<string, string>;
    combinations: Record<"all" | "any" | "not", string>;
    atLeast(number: string): string;
    show: string;
    /** Of a step that opens: name, verdict. */
    step(name: string, verdict: string): string;
  };
  matrix: {
    title: string;
    filter: string;
    caption: string;
    pick: string;
    goes: string;
    never: string;
    pair(one: string, other: string, result: string): string;
    why: Record<ConflictWhy, string>;
    empty: string;
  };
  drafts: {
    open: string;
    title: string;
    name: string;
    kept: string;
    notKept: string;
    original: string;
    none: string;
    newOne: string;
    newName: string;
    import: string;
    drop: string;
    wrongFile: string;
    remove: (name: string) => string;
    close: string;
    export: string;
    prepared: string;
    preparedWhy: string;
    tryApp: string;
    tryCheckout: string;
    tryWhy: string;
    changes: string;
    noChanges: string;
    gone: string;
    added: string;
    skipped: string;
    of(name: string): string;
  };
  /** CodeMirror's own words, by its English ones. */
  phrases: Record<string, string>;
}

export const wordsOf = (locale: Locale): StudioWords => ({ en, "zh-CN": zhCN })[locale];
