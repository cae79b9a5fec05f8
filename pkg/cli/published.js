/** What the commands of a publisher share: reading a programme, and its published form. Prints nothing but notes. */
import { randomBytes } from "node:crypto";
import { plain } from "./codes.js";
import { programFile } from "./folder.js";
import { jsonIn, note, readDocument } from "./io.js";

/** A programme that has no errors: the handle, and the text that it was read from. */
export async function readProgram(path) {
  const { load } = await import("perks");
  const { bytes } = await readDocument("program", programFile(path));
  return { program: await load(bytes), bytes };
}

/** The published form. The engine knows no chance, so that a salt is drawn here, unless the caller brings one. */
export function published({ program, bytes }, salt) {
  const lists = codesIn(jsonIn(bytes));
  if (lists.length === 0) return program.prepare();
  const drawn = salt ?? randomBytes(16).toString("base64url");
  const text = program.prepare({ salt: drawn });
  const codes = lists.flatMap((list) => list.codes);
  note(`perks: public codes: ${codes.length}, shown as hashes, with the salt ${drawn}`);
  const shown = stillShown(codes, JSON.parse(text));
  if (shown.length > 0) {
    note(`perks: an id or a text still shows ${shown.length} of these codes, such as \`${shown[0]}\`: only lists of codes are hidden`);
  }
  return text;
}

/** Those of the codes that a text of the published document is, or has as a word: an id, a name, a note. */
function stillShown(codes, document) {
  const words = textsIn(document).flatMap((text) => [text, ...(text.match(/[\p{L}\p{N}_-]+/gu) ?? [])]);
  const known = new Set(words.map(plain));
  return codes.filter((code) => known.has(plain(code)));
}

function textsIn(value) {
  if (typeof value === "string") return [value];
  return Object.values(value ?? {}).flatMap(textsIn);
}

/** The offers whose public codes stand in a document that was read: where, and which. */
export function codesIn({ offers }) {
  const lists = (offers ?? []).map(({ kind }, index) => ({
    path: `/offers/${index}/kind/public_code/codes`,
    codes: kind?.public_code?.codes ?? [],
  }));
  return lists.filter(({ codes }) => codes.length > 0);
}
