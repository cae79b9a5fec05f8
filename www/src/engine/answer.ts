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

/** The same of a programme that is being read. */
export async function loading<T>(work: Promise<T>): Promise<Answer<T>> {
  try {
    return { good: await work };
  } catch (error) {
    if (error instanceof PerksError) return { problems: error.problems };
    throw error;
  }
}
