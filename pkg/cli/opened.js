/** Opens the documents that a command names, as handles of the package. */
import { Misuse } from "./exit.js";
import { programFile } from "./folder.js";
import { jsonIn, readDocument } from "./io.js";
import { speaker } from "./speaker.js";

/** A programme by its file or folder: its handle, and who speaks about it in a language. */
export async function openProgram(path, lang) {
  const { load } = await import("perks");
  const { bytes } = await readDocument("program", programFile(path));
  const program = await load(bytes).catch((error) => {
    refuseOtherKind(path, bytes);
    throw error;
  });
  return { program, speak: speaker(program, bytes, lang) };
}

/** Of a programme that was refused: says where it is a cart or a member, which have no zone. */
export function refuseOtherKind(path, bytes) {
  if (holds(bytes, "zone")) return;
  for (const [telling, kind] of [["lines", "a cart"], ["program", "a member"]]) {
    if (holds(bytes, telling)) throw misplaced(`\`${path}\` is ${kind}, where a programme belongs`);
  }
}

/** A member by its file; a guest where none is named. */
export async function openMember(program, file) {
  if (file === undefined) return program.guest();
  const { bytes } = await readDocument("member", file);
  return mistaken(bytes, "lines", `\`${file}\` is a cart, where a member belongs`, () => program.member(bytes));
}

export async function openCart(program, file) {
  const { bytes } = await readDocument("cart", file);
  return mistaken(bytes, "program", `\`${file}\` is a member, where a cart belongs`, () => program.cart(bytes));
}

/** `perks <command> <program> [member] <cart>`: the cart is the last. */
export async function openMemberAndCart(program, files) {
  if (files.length > 2) throw new Misuse(`too many files: ${files.length + 1}`, "name a programme, perhaps a member, and a cart");
  const member = await openMember(program, files.length === 2 ? files[0] : undefined);
  return { member, cart: await openCart(program, files.at(-1)) };
}

/** Does `work`; where it is refused, and the document holds what only another kind of document does, says that instead. */
function mistaken(bytes, telling, message, work) {
  try {
    return work();
  } catch (error) {
    if (holds(bytes, telling)) throw misplaced(message);
    throw error;
  }
}

const misplaced = (message) => new Misuse(message, "the programme comes first, then the member, then the cart");

const holds = (bytes, name) => Object.hasOwn(jsonIn(bytes) ?? {}, name);
