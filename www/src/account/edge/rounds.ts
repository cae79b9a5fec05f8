/** When the edge is asked: at once where somebody wants it, when the way to it may be open again, and after a while where it was not. */

/** After the first failure, doubled with each that follows. */
const FIRST_MS = 5_000;
const LONGEST_MS = 300_000;
/** Who comes back to the page sooner than that has seen all there is. */
const FRESH_MS = 10_000;

export class Rounds {
  readonly #round: () => Promise<boolean>;
  readonly #ending = new AbortController();
  #running: Promise<void> | undefined;
  #next: Promise<void> | undefined;
  #failures = 0;
  #last = Number.NEGATIVE_INFINITY;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** @param round tells whether all was answered */
  constructor(round: () => Promise<boolean>) {
    this.#round = round;
  }

  /** A whole round that begins after the call. */
  now(): Promise<void> {
    if (!this.#running) {
      this.#running = this.#run();
      return this.#running;
    }
    this.#next ??= this.#running.then(() => {
      this.#next = undefined;
      return this.now();
    });
    return this.#next;
  }

  begin(): void {
    const { signal } = this.#ending;
    const again = () => void this.now();
    const back = () => {
      const isFresh = performance.now() - this.#last < FRESH_MS;
      if (document.visibilityState === "visible" && !isFresh) again();
    };
    for (const name of ["online", "offline"]) addEventListener(name, again, { signal });
    addEventListener("focus", back, { signal });
    document.addEventListener("visibilitychange", back, { signal });
  }

  end(): void {
    this.#ending.abort();
    clearTimeout(this.#timer);
  }

  async #run(): Promise<void> {
    clearTimeout(this.#timer);
    try {
      const isAnswered = await this.#round();
      this.#failures = isAnswered ? 0 : this.#failures + 1;
      if (!isAnswered && !this.#ending.signal.aborted) {
        const wait = Math.min(LONGEST_MS, FIRST_MS * 2 ** (this.#failures - 1));
        this.#timer = setTimeout(() => void this.now(), wait);
      }
    } finally {
      this.#running = undefined;
      this.#last = performance.now();
    }
  }
}
