/** What is known of a member at the edge, as it was fetched last and is kept on this device: the programme's text, the snapshot, the edge's clock. */
import type { Counters } from "../account";
import { isInstant, type Store } from "../store";

export interface Known {
  /** The programme's text, as it was signed and verified. */
  program: string;
  /** The same, signed: what is the same need not be verified again. */
  jws: string;
  /** The snapshot for previews, a member document. */
  text: string;
  /** When it was fetched, by the edge's clock and by that of the device; epoch milliseconds. */
  at: number;
  here: number;
  counters?: Counters;
}

export class KnownStore {
  readonly #store: Store;
  readonly #path: string;

  constructor(store: Store, account: string) {
    this.#store = store;
    this.#path = `record/${account}`;
  }

  /** `broken`: something is kept, and it is not this. */
  async read(): Promise<Known | "broken" | undefined> {
    const kept = await this.#store.get(this.#path);
    if (kept === undefined) return undefined;
    return isKnown(kept) ? kept : "broken";
  }

  write(known: Known): Promise<void> {
    return this.#store.put(this.#path, known);
  }

  drop(): Promise<void> {
    return this.#store.drop(this.#path);
  }
}

function isKnown(value: unknown): value is Known {
  const { program, jws, text, at, here, counters } = (value ?? {}) as Partial<
    Record<keyof Known, unknown>
  >;
  return (
    [program, jws, text].every((it) => typeof it === "string") &&
    [at, here].every(isInstant) &&
    (counters === undefined || (typeof counters === "object" && counters !== null))
  );
}

/** The edge's clock, carried on by one that nobody can set. */
export class Clock {
  readonly #at: number;
  readonly #since = performance.now();

  /** @param at what the edge's clock shows now, epoch milliseconds */
  constructor(at: number) {
    this.#at = at;
  }

  /** Of what was kept: the device's own clock tells how long ago, and never that it was later. */
  static of({ at, here }: Known): Clock {
    return new Clock(at + Math.max(0, Date.now() - here));
  }

  now(): number {
    return this.#at + Math.floor(performance.now() - this.#since);
  }
}
