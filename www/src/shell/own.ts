/** Documents that are the reader's own and not the gallery's: handed over within this tab, by the studio or from files, as texts. */
import type { GalleryEntry } from "../gallery/gallery";

export interface OwnDocuments {
  program: string;
  /** Absent: a guest. */
  member?: string;
  /** Absent: the basket is empty. */
  cart?: string;
  /** When they are looked at, RFC 3339; absent: now. */
  now?: string;
  /** What goods are called, where that is known. */
  goods?: GalleryEntry["goods"];
}

/** The documents, and a name for them: what was kept for others is not theirs. */
export type HandedOver = OwnDocuments & { id: string };

/** What the address says instead of a programme of the gallery. */
export const OWN = "own";
const KEY = "perks:own";

/** @throws {DOMException} where the tab's store is full or closed. */
export function handOver(documents: OwnDocuments): void {
  const handed: HandedOver = { ...documents, id: crypto.randomUUID() };
  sessionStorage.setItem(KEY, JSON.stringify(handed));
}

/** @throws {Error} where this tab was handed nothing */
export function handedOver(): HandedOver {
  const it = kept();
  if (typeof it?.program !== "string") throw new Error("this tab was handed no documents");
  return it;
}

function kept(): HandedOver | undefined {
  try {
    return JSON.parse(sessionStorage.getItem(KEY) ?? "null") ?? undefined;
  } catch {
    return undefined;
  }
}

/** Which of the three a text is: carts have lines, programmes a zone, members belong to a programme. */
export function kindOf(text: string): "program" | "member" | "cart" | undefined {
  try {
    const it = JSON.parse(text);
    if (Array.isArray(it?.lines)) return "cart";
    if (typeof it?.zone === "string") return "program";
    return typeof it?.program === "string" ? "member" : undefined;
  } catch {
    return undefined;
  }
}
