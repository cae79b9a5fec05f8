/** Fetches what the edge knows of a member now: the snapshot, the programme that it is of, and what everybody had of its limits. */
import { PerksError, type Program } from "perks";
import { openShop, type Shop } from "../../engine/shop";
import type { Counters } from "../account";
import { readable } from "../locally";
import type { Calls } from "./calls";
import type { Known } from "./known";

/** Read, so that it can be taken as a whole. */
export interface Fetched {
  known: Known;
  shop: Shop;
  member: ReturnType<Program["member"]>;
}

interface State {
  version: number;
  state: object;
  now: string;
}

/** Isolates of the edge go on with a version that was replaced for a second, so that answers may be of two. */
const AGAIN_MS = 1_200;

/** Absent where the edge cannot be reached, or what it answers does not go together. */
export async function fetched(
  calls: Calls,
  before: { known: Known; shop: Shop } | undefined,
  goods: Shop["goods"],
): Promise<Fetched | undefined> {
  const first = await attempt(calls, before, goods);
  if (first !== "apart") return first;
  await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
  const second = await attempt(calls, before, goods);
  return second === "apart" ? undefined : second;
}

async function attempt(
  calls: Calls,
  before: { known: Known; shop: Shop } | undefined,
  goods: Shop["goods"],
): Promise<Fetched | "apart" | undefined> {
  const [state, published, counted] = await Promise.all([
    calls.member("state"),
    calls.published(before?.known.jws),
    calls.program("counters"),
  ]);
  if (state.is !== "done" || counted.is !== "done" || !published) return undefined;
  const { version, state: snapshot, now }: State = state.body;
  const { offers }: { offers: Counters } = counted.body;
  const { jws } = published;
  const isSame = published.text === undefined;
  const program = published.text ?? before?.known.program;
  if (program === undefined) return undefined;
  const shop = isSame && before ? before.shop : await openShop(program, goods);
  if (shop.program.version !== version) return "apart";
  const text = JSON.stringify(snapshot);
  const member = readable(shop, text);
  if ("problems" in member) return "apart";
  const counters = Object.keys(offers).length > 0 ? { counters: offers } : {};
  const known = { program, jws, text, at: Date.parse(now), here: Date.now(), ...counters };
  return { known, shop, member: member.good };
}

/** What was kept, read; absent where the engine reads it no more. */
export async function reread(known: Known, goods: Shop["goods"]): Promise<Fetched | undefined> {
  try {
    const shop = await openShop(known.program, goods);
    return { known, shop, member: shop.program.member(known.text) };
  } catch (error) {
    if (error instanceof PerksError) return undefined;
    throw error;
  }
}
