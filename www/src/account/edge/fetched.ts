/** Fetches what the edge knows of a member now: the snapshot, the programme that it is of, and what everybody had of its limits. */
import type { Program } from "perks";
import { loading } from "../../engine/answer";
import { openShop, type Shop } from "../../engine/shop";
import type { Counters } from "../account";
import { readable } from "../locally";
import { type Calls, isGone } from "./calls";
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
  /** The active version cannot read this member: the one that wrote the record goes on. */
  held_back?: object;
}

/** `gone`: the edge knows the member no more, and says so. */
type Attempt = Fetched | "gone" | undefined;

/** Isolates of the edge go on with a version that was replaced for a second, so that answers may be of two. */
const AGAIN_MS = 1_200;

/** Absent where the edge cannot be reached, or what it answers does not go together, or is of a kind that this page is too old to read. */
export async function fetched(
  calls: Calls,
  before: Read | undefined,
  goods: Shop["goods"],
): Promise<Attempt> {
  const first = await attempt(calls, before, goods);
  if (first !== "apart") return first;
  await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
  const second = await attempt(calls, before, goods);
  return second === "apart" ? undefined : second;
}

/** The programme as it was read last, and where from. */
type Read = Pick<Fetched, "known" | "shop">;

async function attempt(
  calls: Calls,
  before: Read | undefined,
  goods: Shop["goods"],
): Promise<Attempt | "apart"> {
  const [state, published, counted] = await Promise.all([
    calls.member("state"),
    calls.published(before?.known.jws),
    calls.program("counters"),
  ]);
  if (state.is === "refused" && isGone(state)) return "gone";
  if (state.is !== "done" || counted.is !== "done" || !published) return undefined;
  const { version, state: snapshot, now, held_back }: State = state.body;
  const { offers }: { offers: Counters } = counted.body;
  const isHeldBack = held_back !== undefined && before?.shop.program.version === version;
  const read = isHeldBack ? ofBefore(before) : await readOf(published, before, goods);
  if (!read) return undefined;
  const { program, jws, shop } = read;
  if (shop.program.version !== version) return "apart";
  const text = JSON.stringify(snapshot);
  const member = readable(shop, text);
  if ("problems" in member) return "apart";
  const counters = Object.keys(offers).length > 0 ? { counters: offers } : {};
  const known = { program, jws, text, at: Date.parse(now), here: Date.now(), ...counters };
  return { known, shop, member: member.good };
}

type OfProgram = Pick<Known, "program" | "jws"> & { shop: Shop };

function ofBefore({ known: { program, jws }, shop }: Read): OfProgram {
  return { program, jws, shop };
}

/** What is published now; the same text as before is not read again. */
async function readOf(
  { jws, text }: { jws: string; text?: string },
  before: Read | undefined,
  goods: Shop["goods"],
): Promise<OfProgram | undefined> {
  if (text === undefined) return before && ofBefore(before);
  const made = await loading(openShop(text, goods));
  return "good" in made ? { program: text, jws, shop: made.good } : undefined;
}

/** What was kept, read; absent where the engine reads it no more. */
export async function reread(known: Known, goods: Shop["goods"]): Promise<Fetched | undefined> {
  const made = await loading(openShop(known.program, goods));
  if ("problems" in made) return undefined;
  const member = readable(made.good, known.text);
  return "good" in member ? { known, shop: made.good, member: member.good } : undefined;
}
