/** How long the last quotes took: the last one, and the median of the last few. */

export interface Pace {
  /** Microseconds, as exact as the browser's clock. */
  last: number;
  median: number;
  /** Of how many. */
  of: number;
}

const KEPT = 51;

export class Stopwatch {
  #took: number[] = [];

  #cold = true;

  /** The first call is not counted: in it the browser compiles what runs for the first time. */
  time<T>(work: () => T): T {
    const from = performance.now();
    const made = work();
    if (this.#cold) {
      this.#cold = false;
      return made;
    }
    this.#took.push((performance.now() - from) * 1000);
    if (this.#took.length > KEPT) this.#took.shift();
    return made;
  }

  /** Absent before the first. */
  get pace(): Pace | undefined {
    const last = this.#took.at(-1);
    if (last === undefined) return undefined;
    const sorted = this.#took.toSorted((one, other) => one - other);
    return { last, median: sorted[sorted.length >> 1] ?? last, of: sorted.length };
  }
}
