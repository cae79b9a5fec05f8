/** Documents that are the reader's own and not the gallery's: handed over within this tab, by the studio or from files, as texts. */

export interface OwnDocuments {
  program: string;
  /** Absent: a guest. */
  member?: string;
  /** Absent: the basket is empty. */
  cart?: string;
  /** When they are looked at, RFC 3339; absent: now. */
  now?: string;
}

/** Documents of which a tab was told, and a name for them: baskets of others are not theirs. */
export type HandedOver = OwnDocuments & { id: string };

/** What the address says instead of a programme of the gallery. */
export const OWN = "own";
const KEY = "perks:own";

/** @throws {DOMException} where the tab's store is full or closed. */
export function handOver(documents: OwnDocuments): void {
  const handed: HandedOver = { ...documents, id: crypto.randomUUID() };
  sessionStorage.setItem(KEY, JSON.stringify(handed));
}

export function handedOver(): HandedOver | undefined {
  try {
    const it = JSON.parse(sessionStorage.getItem(KEY) ?? "null");
    return typeof it?.program === "string" ? it : undefined;
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
