/**
 * An object's one alarm. What it believes of it is checked against what is there, since all that nobody calls for depends on it: an alarm can be
 * lost, and then it stands on disk and does not ring. What is to be done, and when, is not known here.
 */

/** An alarm that rings so late is taken for lost, and set again; milliseconds. */
const LATE_MS = 5_000;

const FIRST_MS = 1_000;
const LAST_MS = 3_600_000;

/** When something is tried again that failed so many times: sooner at first, within the hour, or within `longest` milliseconds, for ever. */
export function later(now: number, tries: number, longest = LAST_MS): number {
  return now + Math.min(longest, FIRST_MS * 2 ** Math.min(tries, 20));
}

export class Alarm {
  readonly #storage: DurableObjectStorage;
  /** When it rings, as far as this object's life knows. */
  #at = Number.POSITIVE_INFINITY;
  #isRinging = false;
  /** How often in a row what it rang for failed. */
  #failed = 0;

  constructor(storage: DurableObjectStorage) {
    this.#storage = storage;
  }

  /** At the start of the object's life, before any call: what the life before has set. */
  async begin() {
    this.#at = (await this.#storage.getAlarm()) ?? Number.POSITIVE_INFINITY;
  }

  /** It should have rung by now. While it rings, its end sets it. */
  get isLost(): boolean {
    return !this.#isRinging && this.#at < Date.now() - LATE_MS;
  }

  get isSet(): boolean {
    return this.#isRinging || (Number.isFinite(this.#at) && !this.isLost);
  }

  /**
   * Sets it for then, unless it rings before. Never for a time that is not ahead: set for the time at which it rings already, it is on disk and
   * does not ring again.
   */
  setBy(time: number) {
    if (this.#isRinging) return;
    const at = Math.max(time, Date.now() + 1);
    if (at >= this.#at && !this.isLost) return;
    this.#at = at;
    // It is written with what was written before: both are on disk, or neither is. What fails here breaks the object, as any write does.
    void this.#storage.setAlarm(at);
  }

  /**
   * It rang: does what there is to be done, and sets it for what is next then. Where that fails it rings again, later each time, for ever; the
   * platform would try six times and then forget it.
   */
  async rang(act: () => Promise<void>, next: () => number | undefined) {
    this.#isRinging = true;
    let again: number | undefined;
    try {
      await act();
      this.#failed = 0;
    } catch (error) {
      again = later(Date.now(), this.#failed);
      this.#failed += 1;
      const fault = error instanceof Error ? error.name : "thrown";
      console.warn(JSON.stringify({ warning: "an alarm failed", fault }));
    } finally {
      this.#isRinging = false;
      this.#at = Number.POSITIVE_INFINITY;
    }
    const time = again ?? next();
    if (time !== undefined) this.setBy(time);
  }

  /** All that was stored was deleted, and it as well. */
  forget() {
    this.#at = Number.POSITIVE_INFINITY;
  }
}
