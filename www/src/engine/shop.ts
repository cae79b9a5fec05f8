/** A programme that is loaded, with what pages need beside its handle: its document for names, and what goods are called. */
import { load, type Program } from "perks";
import type { GalleryEntry } from "../gallery/gallery";

export interface Shop {
  program: Program;
  /** Parsed, for names and for what is only shown; no page reads a rule off it. */
  document: ProgramDocument;
  goods: GalleryEntry["goods"];
}

/** The parts of a programme's document that pages show. */
export interface ProgramDocument {
  id: string;
  version: number;
  zone: string;
  tax?: { prices?: "include" | "exclude" };
  offers?: { id: string; description?: Record<string, string> }[];
  /** What a report of each carries. */
  activities?: { id: string; carries?: ("amount" | "quantity")[] }[];
  points?: {
    earning?: {
      id: string;
      on?: "order" | { activity?: string };
      give?: { streak?: { missed?: "reset" | "keep" } };
    }[];
    spending?: { prices?: { id: string }[] };
  };
  rewards?: { id: string }[];
  /** Whether there are any is all that pages ask. */
  tiers?: { ladders?: object[]; plans?: object[] };
  perks?: object[];
  segments?: object[];
  scores?: object[];
  lifecycle?: object;
}

/** @throws {PerksError} with every problem of the document. */
export async function openShop(text: string, goods: GalleryEntry["goods"] = {}): Promise<Shop> {
  return { program: await load(text), document: JSON.parse(text), goods };
}
