/** What other objects are still to be told: each thing until it is done, each harmless when it is done twice. */
import { later } from "../alarm.ts";
import type { Answer, Call, Env } from "../contracts.ts";
import { objectOf } from "../reach.ts";
import type { Own } from "./own.ts";
import { patiently, release } from "./reserve.ts";
import type { Errand, ErrandRow, Owner } from "./store.ts";

/** Does what is due by now, of one kind where only that is asked for, or all there is; what fails stays. Returns whether all of it was heard. */
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
    if (done[index] === "done") store.atomically(() => store.errandDone(id));
    else store.errandLater(id, later(now, tries));
  }
  return !done.includes("unreached");
}

/** A message is heard, and perhaps refused, or did not get there. */
type Ended = "done" | "refused" | "unreached";

async function run(env: Env, owner: Owner, { errand }: ErrandRow, now: number): Promise<Ended> {
  try {
    if (errand.kind === "release") {
      await release(env, owner, errand.claim);
      return "done";
    }
    const { to, event } = errand.message;
    const call: Call = { program: owner.program, who: { member: to }, now, by: "edge" };
    const object = await objectOf(env, owner.program, call.who);
    const { status }: Answer = await patiently(object.receive(call, event));
    // Who was erased gets nothing any more; what the other account refuses now, it may take under a later version.
    if (status < 300 || status === 410) return "done";
    return status < 500 ? "refused" : "unreached";
  } catch {
    return "unreached";
  }
}
