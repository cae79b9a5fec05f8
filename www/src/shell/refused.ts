/** Why something was refused, in sentences: the engine's problems and reasons where there are any, else what the edge's code means. */
import type { Problem } from "perks";
import type { Refusal } from "../account/account";
import type { Speaker } from "../engine/speak";
import { shellWords } from "./words";

/** @param told how a problem is told: with its place, or without one where it is told at the place itself */
export function whyNot(
  { code, problems, codes = [] }: Refusal,
  { locale, say }: Speaker,
  told: (problem: Problem) => string = say.problem,
): string[] {
  const why = [...problems.map(told), ...codes.flatMap((it) => it.reasons.map(say.reason))];
  if (why.length > 0) return why;
  const { refusals, refusedAs } = shellWords(locale);
  const known: Partial<Record<string, string>> = refusals;
  return [known[code] ?? refusedAs(code)];
}
