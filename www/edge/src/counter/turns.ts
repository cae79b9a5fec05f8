/** Waiting: one after the other, and not for ever. */

/** How long an object may take to answer another; milliseconds. */
const PATIENCE_MS = 5_000;

export class Turns {
  #last: Promise<unknown> = Promise.resolve();

  /** Does it once all that came before is done, however that ended. */
  take<T>(work: () => Promise<T>): Promise<T> {
    const own = this.#last.then(work);
    this.#last = own.catch(() => undefined);
    return own;
  }
}

/** Throws where there is no answer in time. */
export async function promptly<T>(answer: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | null = null;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error("an object did not answer in time")), PATIENCE_MS);
  });
  return Promise.race([answer, late]).finally(() => clearTimeout(timer));
}
