/** An answer, or no answer in time: nobody waits for ever. */
export class Late extends Error {}

/** How long an object may take to answer another; milliseconds. */
const PATIENCE_MS = 5_000;

/** Throws {@link Late} where there is no answer in time. */
export async function promptly<T>(answer: Promise<T>, patience = PATIENCE_MS): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | null = null;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Late("the object did not answer in time")), patience);
  });
  return Promise.race([answer, late]).finally(() => clearTimeout(timer));
}
