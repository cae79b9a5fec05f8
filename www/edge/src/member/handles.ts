/**
 * Members as handles of the engine, kept by an isolate for its objects: at most so many and so much, the one that was not used for longest is
 * freed. A cache: each can be made again from its snapshot, and a tag says of which state it is.
 */
import type { Member } from "perks";

export interface Kept {
  member: Member;
  /** Of which state: another tag, another state. */
  tag: string;
  /** Everything up to here is settled; epoch milliseconds. */
  asOf: number;
  /** Characters of the snapshot that it was made from: its memory goes with them. */
  size: number;
}

const MOST = 512;
const MOST_CHARACTERS = 32_000_000;

const kept = new Map<string, Kept>();
let characters = 0;

/** Takes it out, so that nobody else has it; free it, or put it back. */
export function take(name: string, tag: string): Kept | undefined {
  const entry = remove(name);
  if (entry && entry.tag !== tag) {
    entry.member.free();
    return undefined;
  }
  return entry;
}

/** Puts it in, as the one that was used last. */
export function put(name: string, entry: Kept) {
  remove(name)?.member.free();
  kept.set(name, entry);
  characters += entry.size;
  for (const oldest of kept.keys()) {
    if (kept.size <= MOST && characters <= MOST_CHARACTERS) break;
    remove(oldest)?.member.free();
  }
}

/** Forgets it. */
export function drop(name: string) {
  remove(name)?.member.free();
}

function remove(name: string): Kept | undefined {
  const entry = kept.get(name);
  if (!entry) return undefined;
  kept.delete(name);
  characters -= entry.size;
  return entry;
}
