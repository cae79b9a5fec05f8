/** Key files, and what is wrong with them. Knows no command. */
import { Misuse } from "./exit.js";
import { jsonIn, note, readBytes } from "./io.js";

export function parseJson(file, bytes) {
  const value = jsonIn(bytes);
  if (value === undefined) throw new Misuse(`\`${file}\` is not JSON`, "keys are JWKs: `perks keys` makes them");
  return value;
}

/** The private JWK of a file. */
export async function readKey(file) {
  const key = parseJson(file, await readBytes(file));
  if (isSet(key)) throw new Misuse(`\`${file}\` is a set of public keys`, "name the file of the private key");
  return key;
}

/** All keys of files, each of them a JWK or a set of them. */
export async function readKeys(files) {
  const sets = [];
  for (const file of files) {
    const set = parseJson(file, await readBytes(file));
    if (keysIn(set).some((key) => key?.d !== undefined)) {
      note(`perks: \`${file}\` holds a private key: whoever only verifies should not have it`);
    }
    sets.push(set);
  }
  if (sets.length === 1) return sets[0];
  return { keys: sets.flatMap(keysIn) };
}

/** The Ed25519 keys of a JWK or a set of them, as a programme declares them whose vouchers they sign. */
export async function elementsOf(keys) {
  const { calculateJwkThumbprint } = await import("jose");
  const own = keysIn(keys).filter((key) => key?.kty === "OKP" && key.crv === "Ed25519" && typeof key.x === "string");
  return Promise.all(own.map(async ({ kty, crv, kid, x, nbf, exp }) => {
    const window = { ...(nbf !== undefined && { from: instant(nbf) }), ...(exp !== undefined && { until: instant(exp) }) };
    const id = kid ?? (await calculateJwkThumbprint({ kty, crv, x }));
    return { id, alg: "EdDSA", public: x, ...(Object.keys(window).length > 0 && { window }) };
  }));
}

/** A JWK says seconds. */
function instant(seconds) {
  const date = new Date(seconds * 1000);
  if (!Number.isSafeInteger(seconds) || Number.isNaN(date.getTime())) {
    throw new Misuse("`nbf` and `exp` of a key are whole seconds since 1970", "`perks keys` makes keys");
  }
  return date.toISOString().replace(".000Z", "Z");
}

const keysIn = (it) => (isSet(it) ? it.keys : [it]);

/** A JWK set has a list of keys; anything else is taken for a key. */
export function isSet(it) {
  return Array.isArray(it?.keys);
}

/** A key that cannot be is the user's to mend; anything else goes on. */
export function keyFailure(error) {
  if (error?.code === "bad_key") throw new Misuse(error.message, "`perks keys` makes keys");
  if (error instanceof TypeError && /^a time is/.test(error.message)) throw new Misuse(error.message, "such as 2026-11-30T20:00:00+08:00");
  throw error;
}
