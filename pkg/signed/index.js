/**
 * Signed programmes: what a publisher signs, and what whoever loads a programme from elsewhere verifies first. Knows of a
 * programme no more than its id and version: `load` of `perks` reads it. Signed vouchers are in `vouchers.js`.
 */
import { SignedError, sign, verify } from "./jws.js";

export { makeKeys, SignedError } from "./jws.js";
export { holderOf, keySet, readVoucher, signVoucher, VOUCHER_TYPE, verifyVoucher } from "./vouchers.js";

/** The `typ` of a signed programme; what is signed for something else has another, and is refused. */
export const PROGRAM_TYPE = "perks-program+jws";
/** No programme has more. */
const MOST_BYTES = 4 << 20;

/** Signs the text of a programme, as it stands: usually what `prepare` of a programme gave. */
export async function signProgram(text, key, { kid } = {}) {
  const bytes = typeof text === "string" ? new TextEncoder().encode(text) : text;
  if (!(bytes instanceof Uint8Array)) throw new TypeError("a programme is JSON text or its UTF-8 bytes");
  if (bytes.length > MOST_BYTES) throw new SignedError("not_program", `no programme is longer than ${MOST_BYTES} bytes`);
  const program = programOf(bytes);
  // Half of a surrogate pair has no bytes of its own.
  if (typeof text === "string" && program.text !== text) throw new SignedError("not_program", "the text cannot be written in UTF-8");
  return sign(bytes, key, { typ: PROGRAM_TYPE, kid });
}

/** The text of a signed programme; throws a `SignedError` with the reason where it does not hold. */
export async function verifyProgram(jws, keys, { now, id, atLeast } = {}) {
  // Whatever is compared with `NaN` would be new enough.
  if (atLeast !== undefined && !Number.isSafeInteger(atLeast)) throw new TypeError("`atLeast` is a version, an integer");
  const { payload, kid } = await verify(jws, keys, { typ: PROGRAM_TYPE, most: MOST_BYTES, now });
  const program = programOf(payload);
  if (id !== undefined && program.id !== id) {
    throw new SignedError("other_program", `the programme is \`${program.id}\`, not \`${id}\``, { id: program.id, needs: id });
  }
  if (atLeast !== undefined && program.version < atLeast) {
    const message = `the programme has version ${program.version}, older than ${atLeast}`;
    throw new SignedError("old_version", message, { version: program.version, needs: atLeast });
  }
  return { ...program, kid };
}

/** Text, id and version of a programme's bytes. */
function programOf(bytes) {
  let text;
  let document;
  try {
    text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
    document = JSON.parse(text);
  } catch (cause) {
    throw new SignedError("not_program", "what is signed is no JSON text", {}, { cause });
  }
  const { format, id, version } = Object(document);
  if (!Number.isSafeInteger(format) || typeof id !== "string" || !Number.isSafeInteger(version)) {
    throw new SignedError("not_program", "what is signed is no programme: it has no `format`, `id` and `version`");
  }
  return { text, id, version };
}
