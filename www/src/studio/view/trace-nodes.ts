/** A trace in words: a tree of titles, verdicts and sentences. */
import type { Reason } from "perks";
import type { Speaker } from "../../engine/speak";
import type { Step, Trace, Verdict } from "../desk/trace";
import type { StudioWords } from "../words";

export interface Node {
  title: string;
  /** Absent where nothing was asked. */
  is?: Verdict["is"];
  verdict?: string;
  /** Sentences: reasons, say. */
  more: string[];
  /** How the document says it. */
  code?: string;
  path?: string;
  nodes: Node[];
}

/** Longer than this the document itself is the place to read it. */
const MOST_CODE = 160;

export function nodesOf(traced: Trace, text: StudioWords, voice: Speaker): Node {
  const { say } = voice;
  const { state, saves_minor, reasons, steps, conflicts, hint } = traced;
  const money = saves_minor === undefined ? undefined : say.money(saves_minor);
  const saves = state === "applied" ? text.trace.saves : text.trace.alone;
  const plain = (title: string, more: string[]): Node[] =>
    more.length > 0 ? [{ title, more, nodes: [] }] : [];
  return {
    title: voice.name("offer", traced.offer),
    is: state === "refused" ? "unmet" : "met",
    verdict: text.trace.state[state],
    more: money === undefined ? [] : [saves(money)],
    nodes: [
      ...plain(text.trace.reasons, reasons.map(say.reason)),
      ...steps.map((step) => ({
        ...node(step, text, voice),
        title: text.trace.fields[step.of] ?? step.of,
      })),
      ...plain(
        text.trace.conflicts,
        conflicts.map((id) => voice.name("offer", id)),
      ),
      ...plain(text.trace.hint, hint ? [say.hint(hint)] : []),
    ],
  };
}

function node(
  { of, written, path, verdict, steps }: Step,
  text: StudioWords,
  voice: Speaker,
): Node {
  const isFact = steps.length === 0;
  return {
    title: titleOf(of, written, text, voice),
    is: verdict.is,
    verdict: text.trace[verdict.is],
    // What a combination lacks is said by its parts.
    more: isFact ? said(verdict, voice) : [],
    ...(isFact && { code: short(written) }),
    path,
    nodes: steps.map((it) => node(it, text, voice)),
  };
}

function said(verdict: Verdict, { say }: Speaker): string[] {
  if (verdict.is === "unmet") return verdict.reasons.map((it: Reason) => say.reason(it));
  return verdict.is === "unknown" ? verdict.problems.map(say.wrong) : [];
}

function titleOf(of: string, written: unknown, text: StudioWords, { say }: Speaker): string {
  const { combinations, atLeast } = text.trace;
  if (of in combinations) return combinations[of as keyof typeof combinations];
  const counted = typeof written === "object" && written !== null && "at_least" in written;
  const within = counted ? (written.at_least as { n?: unknown } | null) : undefined;
  if (of === "at_least") return atLeast(say.count(Number(within?.n ?? 1)));
  const { facts } = say.language;
  return of in facts ? facts[of as keyof typeof facts] : (text.trace.facts[of] ?? of);
}

function short(written: unknown): string {
  const code = JSON.stringify(written);
  return code.length > MOST_CODE ? `${code.slice(0, MOST_CODE)}…` : code;
}
