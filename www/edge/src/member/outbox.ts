/** What other objects are still to be told: each thing until it is done, each harmless when it is done twice. */
import type { Answer, Call, Env } from "../contracts.ts";
import type { Own } from "./own.ts";
import { patiently, release } from "./reserve.ts";
import type { Errand, ErrandRow, Owner } from "./store.ts";

const FIRST_MS = 1_000;
const LAST_MS = 3_600_000;

/** When something is tried again that failed so many times: sooner at first, within the hour for ever. */
export function later(now: number, tries: number): number {
  return now + Math.min(LAST_MS, FIRST_MS * 2 ** Math.min(tries, 20));
}

/** Does what is due by now, of one kind where only that is asked for, or all there is; what fails stays. Returns whether nothing of it is left. */
export async function runErrands(
  { env, store }: Own,
  owner: Owner,
  now: number,
  which?: Errand["kind"] | "all",
): Promise<boolean> {
  const due = store
    .errands(which === "all" ? Number.MAX_SAFE_INTEGER : now)
    .filter(({ errand }) => which === undefined || which === "all" || errand.kind === which);
  const done = await Promise.all(due.map((row) => run(env, owner, row, now)));
  for (const [index, { id, tries }] of due.entries()) {
    if (done[index]) store.atomically(() => store.errandDone(id));
    else store.errandLater(id, later(now, tries));
  }
  return done.every(Boolean);
}

async function run(env: Env, owner: Owner, { errand }: ErrandRow, now: number): Promise<boolean> {
  try {
    if (errand.kind === "release") {
      await release(env, owner, errand.claim);
      return true;
    }
    const { to, event } = errand.message;
    const call: Call = { program: owner.program, who: { member: to }, now, by: "edge" };
    const object = env.MEMBER.get(env.MEMBER.idFromName(`${owner.program}/m/${to}`));
    const answer: Answer = await patiently(object.receive(call, event));
    // Who was erased gets nothing any more; what the other account refuses now, it may take under a later version.
    return answer.status < 300 || answer.status === 410;
  } catch {
    return false;
  }
}
