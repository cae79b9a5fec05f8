/** Asks again and again. */
import { setTimeout as sleep } from "node:timers/promises";

/** The first answer that is something, within so many milliseconds. */
export async function until(what, limit, ask) {
  const end = Date.now() + limit;
  for (;;) {
    const answer = await ask();
    if (answer) return answer;
    if (Date.now() > end) throw new Error(`${what}: nothing within ${limit} ms`);
    await sleep(50);
  }
}
