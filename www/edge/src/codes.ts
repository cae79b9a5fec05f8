/**
 * Which object keeps a code, and calls to all objects that an order's codes are in. What a code is worth, and whether it is entered
 * rightly, is not known here.
 */

import type { CodeClaim, CodeState, CodesCalls, Env } from "./contracts.ts";
import { setting } from "./settings.ts";
import { sha256 } from "./sha256.ts";

type Refused = Awaited<ReturnType<CodesCalls["reserve"]>>["refused"];

/**
 * The hash by which a code is kept, 64 hexadecimal digits. A unique code, as the programme compares it, is one in the whole programme,
 * since it is entered without its offer; the serial of a voucher is one in its offer. The two never meet.
 */
export function hashOfCode(program: string, code: string): Promise<string> {
  return hash(["unique_code", program, code]);
}

export function hashOfSerial(program: string, offer: string, serial: string): Promise<string> {
  return hash(["signed", program, offer, serial]);
}

/** Of each, in their order, what is known; a voucher of which nothing is known is free. */
export async function lookAll(env: Env, program: string, hashes: string[], now: number) {
  const found = new Map<string, { offer: string; state: CodeState } | null>();
  await each(env, program, hashes, itself, async (object, its) => {
    const known = await object.look(its, now);
    for (const [index, one] of its.entries()) found.set(one, known[index] ?? null);
  });
  return hashes.map((one) => found.get(one) ?? null);
}

/** All of them, in whatever objects, or none: then `refused` says why of each that cannot be had. */
export async function reserveAll(
  env: Env,
  program: string,
  hold: string,
  claims: CodeClaim[],
  until: number,
  now: number,
): Promise<{ refused: Refused }> {
  const refused: Refused = [];
  try {
    await each(env, program, claims, hashIn, async (object, its) => {
      refused.push(...(await object.reserve(hold, its, until, now)).refused);
    });
  } catch (error) {
    // It may be held all the same where no answer came; what cannot be released ends by its time.
    await releaseAll(env, program, hold, claims).catch(() => undefined);
    throw error;
  }
  if (refused.length > 0) await releaseAll(env, program, hold, claims);
  return { refused };
}

/** What is held becomes used. False where one of them is held no more: then the caller releases all. */
export async function confirmAll(
  env: Env,
  program: string,
  hold: string,
  claims: CodeClaim[],
): Promise<boolean> {
  let isHeld = true;
  await each(env, program, claims, hashIn, async (object) => {
    if (!(await object.confirm(hold))) isHeld = false;
  });
  return isHeld;
}

/** What is held, or used, by this hold is free again. */
export async function releaseAll(
  env: Env,
  program: string,
  hold: string,
  claims: CodeClaim[],
): Promise<void> {
  await each(env, program, claims, hashIn, (object) => object.release(hold));
}

/** Adds codes of an offer; those that are there stay. Again is no harm, so that a batch that broke off is sent anew. */
export async function loadAll(env: Env, program: string, offer: string, hashes: string[]) {
  const sum = { added: 0, known: 0 };
  await each(env, program, hashes, itself, async (object, its) => {
    const { added, known } = await object.load(offer, its);
    sum.added += added;
    sum.known += known;
  });
  return sum;
}

/** Never to be used from now on. Serials that nobody knows yet are revoked where their offer is said. */
export async function revokeAll(env: Env, program: string, hashes: string[], offer?: string) {
  const sum = { revoked: 0 };
  await each(env, program, hashes, itself, async (object, its) => {
    const { revoked } = await object.revoke(its, offer);
    sum.revoked += revoked;
  });
  return sum;
}

/** The calls of one object each, all at once; where some fail the others are awaited before it throws. */
async function each<T>(
  env: Env,
  program: string,
  all: T[],
  hashOf: (one: T) => string,
  call: (object: CodesCalls, its: T[]) => Promise<void>,
) {
  const shards = setting(env, "CODE_SHARDS");
  const groups = new Map<number, T[]>();
  for (const one of all) {
    const shard = Number.parseInt(hashOf(one).slice(0, 8), 16) % shards;
    const group = groups.get(shard);
    if (group) group.push(one);
    else groups.set(shard, [one]);
  }
  const calls = [...groups].map(([shard, its]) =>
    call(env.CODES.get(env.CODES.idFromName(`${program}/${shard}`)), its),
  );
  for (const done of await Promise.allSettled(calls))
    if (done.status === "rejected") throw done.reason;
}

const itself = (one: string) => one;
const hashIn = (claim: CodeClaim) => claim.hash;

/** Of a JSON text, where no part can run into the next. */
async function hash(parts: string[]): Promise<string> {
  return sha256(JSON.stringify(parts));
}
