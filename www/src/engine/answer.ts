/** What was asked of the engine: a result, or why there is none. */
import { PerksError, type Problem } from "perks";

export type Answer<T> = { good: T } | { problems: readonly Problem[] };

/** Catches what the engine says is wrong, and nothing else. */
export function answer<T>(work: () => T): Answer<T> {
  try {
    return { good: work() };
  } catch (error) {
    if (error instanceof PerksError) return { problems: error.problems };
    throw error;
  }
}
