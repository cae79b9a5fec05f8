/** Waiting: one after the other. */

export class Turns {
  #last: Promise<unknown> = Promise.resolve();

  /** Does it once all that came before is done, however that ended. */
  take<T>(work: () => Promise<T>): Promise<T> {
    const own = this.#last.then(work);
    this.#last = own.catch(() => undefined);
    return own;
  }
}
