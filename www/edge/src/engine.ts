/**
 * Programmes in an isolate: which version is active, and versions as handles of the engine. It decides nothing; it keeps the last
 * programme that held when a newer one cannot be had or does not hold, and says so in {@link faults}.
 *
 * Handles are shared, and so never freed here: what is forgotten is freed once nobody has it (the engine frees what was collected).
 */
import { waitUntil } from "cloudflare:workers";
import { type Authority, load, PerksError, type Program } from "perks";
import { SignedError, verifyProgram } from "perks/signed";
import { putLast } from "./bounded.ts";
import type { Env } from "./contracts.ts";
import { Refusal } from "./problem.ts";
import { Late, promptly } from "./promptly.ts";
import { programObject } from "./reach.ts";
import { programKeys, setting } from "./settings.ts";

/** A version, verified and read. It is the same object for as long as the isolate keeps it. */
export interface Loaded {
  id: string;
  version: number;
  program: Program;
  authority: Authority;
  /** Epoch milliseconds. */
  publishedAt: number;
}

/** What keeps an isolate from the version that it should have; gone once that is mended. */
export interface Fault {
  program: string;
  version?: number;
  /** `unreachable`, `other_version` (in its place), the code of a `SignedError`, or that of the engine's first problem. */
  code: string;
  message: string;
  /** Epoch milliseconds. */
  since: number;
}

interface Slot {
  current?: Loaded;
  /** When the object was asked last; epoch milliseconds. */
  askedAt: number;
  fault?: Fault;
  /** When a version that did not hold is fetched again; epoch milliseconds. */
  retryAt: number;
  /** Counts who asked. */
  turn: number;
}

/** Versions, and programmes of which something is known. */
const MOST_VERSIONS = 32;
const MOST_SLOTS = 256;
/** A text that does not hold is not fetched again for so long. */
const RETRY_MS = 10_000;
/** How long an object may take to answer, before the last programme that held does. */
const PATIENCE_MS = 2_000;

const slots = new Map<string, Slot>();
const versions = new Map<string, Loaded>();
const asking = new Map<string, Promise<void>>();
const fetching = new Map<string, Promise<Loaded>>();

/** The active version; throws a `Refusal`: `unknown_program`, or `try_again` where there is none that holds. */
export async function programOf(env: Env, id: string, now: number): Promise<Loaded> {
  const slot = slotOf(id);
  const isDue = Math.abs(now - slot.askedAt) >= setting(env, "PROGRAM_TTL_MS");
  const isAsked = asking.has(id);
  // One asks and waits; the others go on with what there is, and wait only where there is nothing yet.
  if (slot.current ? isDue && !isAsked : isDue || isAsked) {
    await shared(asking, id, () => ask(env, id, slot, now)).catch((error) => {
      if (!(error instanceof Unreachable)) throw error;
    });
  }
  if (slot.current) return slot.current;
  if (slot.fault?.code === "unpublished")
    throw new Refusal("unknown_program", `\`${id}\` is not published here`);
  throw new Refusal("try_again", "the programme cannot be had", {
    reason: slot.fault?.code ?? "unreachable",
  });
}

/** A version that was published, be it active or not; throws a `Refusal`: `unknown_version`, or `try_again`. */
export async function versionOf(env: Env, id: string, version: number): Promise<Loaded> {
  try {
    return await loaded(env, id, version);
  } catch (error) {
    if (error instanceof Refusal) throw error;
    throw new Refusal("try_again", `version ${version} of the programme cannot be had`, {
      reason: codeOf(error),
    });
  }
}

/** What was asked of a programme's object is old now: the next call asks. For whoever published or activated. */
export function askAgain(id: string) {
  const slot = slots.get(id);
  if (slot)
    Object.assign(slot, { askedAt: Number.NEGATIVE_INFINITY, retryAt: 0, turn: slot.turn + 1 });
  asking.delete(id);
}

/** What is wrong now, for logs. */
export function faults(): Fault[] {
  return [...slots.values()].flatMap(({ fault }) =>
    fault && fault.code !== "unpublished" ? [fault] : [],
  );
}

/** Asks for the active version, and gets it; what goes wrong is a fault, and nothing is thrown. */
async function ask(env: Env, id: string, slot: Slot, now: number) {
  const turn = ++slot.turn;
  slot.askedAt = now;
  let version: number | undefined;
  try {
    const active = await remote(programObject(env, id).active());
    if (!active) throw new Unpublished("nothing is published, or no version was made active");
    version = active.version;
    if (slot.fault?.version === version && now < slot.retryAt) return;
    const current =
      slot.current?.version === version ? slot.current : await loaded(env, id, version);
    // A late answer says nothing against a newer one.
    if (turn !== slot.turn) return;
    slot.current = current;
    delete slot.fault;
  } catch (error) {
    if (turn !== slot.turn) return;
    const code = codeOf(error);
    const since =
      slot.fault?.code === code && slot.fault.version === version ? slot.fault.since : now;
    const message = error instanceof Error ? error.message : String(error);
    slot.fault = {
      program: id,
      ...(version === undefined ? {} : { version }),
      code,
      message,
      since,
    };
    slot.retryAt = code === "unreachable" ? now : now + RETRY_MS;
  }
}

async function loaded(env: Env, id: string, version: number): Promise<Loaded> {
  const key = `${id}\n${version}`;
  const known = versions.get(key);
  // A version has one text for ever, so what was read once stays true.
  return known
    ? putLast(versions, key, known, MOST_VERSIONS)
    : shared(fetching, key, () => fetched(env, id, version));
}

async function fetched(env: Env, id: string, version: number): Promise<Loaded> {
  const stored = await remote(programObject(env, id).text(version));
  if (!stored)
    throw new Refusal("unknown_version", `version ${version} of \`${id}\` was not published here`);
  const { jws, publishedAt } = stored;
  const { text, version: signed } = await verifyProgram(jws, programKeys(env), {
    now: publishedAt,
    id,
  });
  // Else somebody who can write to the disk could give an old version the number of a new one.
  if (signed !== version)
    throw new Misplaced(`version ${signed} stands in the place of ${version}`);
  const program = await load(text);
  const entry = { id, version, program, authority: program.authority(), publishedAt };
  return putLast(versions, `${id}\n${version}`, entry, MOST_VERSIONS);
}

class Unpublished extends Error {}
class Unreachable extends Error {}
class Misplaced extends Error {}

function codeOf(error: unknown): string {
  if (error instanceof SignedError || error instanceof Refusal) return error.code;
  if (error instanceof PerksError) return error.problems[0]?.code ?? "internal";
  if (error instanceof Unpublished) return "unpublished";
  if (error instanceof Misplaced) return "other_version";
  return error instanceof Unreachable ? "unreachable" : "internal";
}

async function remote<T>(call: Promise<T>): Promise<T> {
  try {
    return await call;
  } catch (error) {
    throw new Unreachable(error instanceof Error ? error.message : String(error));
  }
}

/**
 * One flight for all who want the same. A call that is cancelled may leave its promise unsettled, so nobody waits for another's longer
 * than {@link PATIENCE_MS}.
 */
async function shared<T>(
  flights: Map<string, Promise<T>>,
  key: string,
  make: () => Promise<T>,
): Promise<T> {
  let flight = flights.get(key);
  if (!flight) {
    const own = make().finally(() => {
      if (flights.get(key) === own) flights.delete(key);
    });
    flight = own;
    flights.set(key, own);
    // It goes on though its caller may be gone.
    waitUntil(own.catch(() => undefined));
  }
  return promptly(flight, PATIENCE_MS).catch((error) => {
    if (!(error instanceof Late)) throw error;
    if (flights.get(key) === flight) flights.delete(key);
    throw new Unreachable(error.message);
  });
}

function slotOf(id: string): Slot {
  const slot = slots.get(id) ?? { askedAt: Number.NEGATIVE_INFINITY, retryAt: 0, turn: 0 };
  return putLast(slots, id, slot, MOST_SLOTS);
}
