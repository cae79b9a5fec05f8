/** What the commands of a publisher share: reading a programme, and its published form. Prints nothing but notes. */
import { randomBytes } from "node:crypto";
import { note, readDocument } from "./io.js";
import { programFile } from "./folder.js";

/** A programme that has no errors: the handle, and the text that it was read from. */
export async function readProgram(path) {
  const { load } = await import("perks");
  const { bytes } = await readDocument("program", programFile(path));
  return { program: await load(bytes), bytes };
}

/** The published form. The engine knows no chance, so that a salt is drawn here, unless the caller brings one. */
export function published({ program, bytes }, salt) {
  const plain = codesIn(JSON.parse(new TextDecoder().decode(bytes)));
  if (plain.length === 0) return program.prepare();
  const drawn = salt ?? randomBytes(16).toString("base64url");
  const text = program.prepare({ salt: drawn });
  const count = plain.reduce((sum, { codes }) => sum + codes, 0);
  note(`perks: public codes: ${count}, shown as hashes, with the salt ${drawn}`);
  return text;
}

/** The offers whose public codes stand in a document that was read: where, and how many. */
export function codesIn({ offers }) {
  const lists = (offers ?? []).map(({ kind }, index) => ({
    path: `/offers/${index}/kind/public_code/codes`,
    codes: kind?.public_code?.codes?.length ?? 0,
  }));
  return lists.filter(({ codes }) => codes > 0);
}
