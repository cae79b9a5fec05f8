/**
 * The active version of a programme as it was signed, for whoever fetches it. Its object is asked once a second by an isolate at most,
 * whoever and however many ask; what is signed is not judged here.
 */
import type { Env } from "./contracts.ts";
import { Refusal } from "./problem.ts";
import { programObject } from "./reach.ts";
import { setting } from "./settings.ts";

export interface Signed {
  version: number;
  /** Names the text: a version has one, but may be signed anew. */
  tag: string;
  jws: string;
}

interface Kept {
  at: number;
  /** Absent where nothing is published. */
  signed?: Signed;
}

const MAX_KEPT = 256;
/** Of all texts together. */
const MAX_CHARS = 16_000_000;

const kept = new Map<string, Kept>();

/** @throws {Refusal} `unknown_program` */
export async function signedOf(env: Env, program: string, now: number): Promise<Signed> {
  let known = kept.get(program);
  if (!known || Math.abs(now - known.at) >= setting(env, "PROGRAM_TTL_MS")) {
    const signed = await asked(env, program, known?.signed);
    known = { at: now, ...(signed && { signed }) };
    keep(program, known);
  }
  if (known.signed) return known.signed;
  throw new Refusal("unknown_program", `\`${program}\` is not published here`);
}

/** The next call asks: for whoever published or activated. */
export function forget(program: string): void {
  kept.delete(program);
}

async function asked(env: Env, program: string, known?: Signed): Promise<Signed | undefined> {
  const object = programObject(env, program);
  const active = await object.active();
  if (!active) return undefined;
  const { version } = active;
  const tag = `"${version}-${active.publishedAt}"`;
  if (known?.tag === tag) return known;
  const stored = await object.text(version);
  if (!stored) throw new Refusal("unknown_version", `version ${version} is not there`);
  return { version, tag, jws: stored.jws };
}

/** Puts it last, and drops those that were not asked for longest. */
function keep(program: string, it: Kept): void {
  kept.delete(program);
  kept.set(program, it);
  let chars = [...kept.values()].reduce((sum, { signed }) => sum + (signed?.jws.length ?? 0), 0);
  for (const [oldest, { signed }] of kept) {
    if (oldest === program || (kept.size <= MAX_KEPT && chars <= MAX_CHARS)) break;
    kept.delete(oldest);
    chars -= signed?.jws.length ?? 0;
  }
}
