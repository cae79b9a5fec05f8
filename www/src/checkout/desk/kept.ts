/** The basket between two visits of this tab: in its session store, by what is tried, so that tabs do not disturb each other. */
import type { CartDocument } from "perks";
import { type Choice, NOTHING_CHOSEN } from "./choice";

export interface Kept {
  /** The key of the order: the same however often it is sent. */
  order: string;
  /** Absent: the basket is empty. */
  cart?: CartDocument;
  choice: Choice;
}

/** What was found: something, nothing, or a store that cannot be read. */
export type Found = { kept: Kept } | "nothing" | "broken";

export function findKept(key: string): Found {
  try {
    const text = sessionStorage.getItem(key);
    if (text === null) return "nothing";
    const it = JSON.parse(text) as Partial<Kept>;
    if (typeof it.order !== "string" || typeof it.choice !== "object") return "broken";
    return { kept: { ...it, order: it.order, choice: { ...NOTHING_CHOSEN, ...it.choice } } };
  } catch {
    return "broken";
  }
}

/** Whether it could be kept. */
export function keep(key: string, kept: Kept): boolean {
  try {
    sessionStorage.setItem(key, JSON.stringify(kept));
    return true;
  } catch {
    return false;
  }
}

export function forget(key: string): void {
  try {
    sessionStorage.removeItem(key);
  } catch {
    // Where nothing can be removed nothing could be kept.
  }
}
