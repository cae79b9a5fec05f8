/**
 * Signed vouchers: what a shop signs for its members, and what whoever takes one verifies before the engine judges it. Knows
 * neither programmes nor members: whether a voucher is of this programme, for this member, begun, ended, used or taken back is
 * the engine's to say.
 */
import { epochSeconds, publicJwk, read, SignedError, shown, signer, verify } from "./jws.js";

/** The `typ` of a signed voucher; what is signed for something else has another, and is refused. */
export const VOUCHER_TYPE = "perks-voucher+jwt";

/** All claims of a voucher have less. */
const MOST_BYTES = 2048;
const OPTIONS = { typ: VOUCHER_TYPE, most: MOST_BYTES };

const MOST_SERIAL_CHARS = 64;
const MOST_MEMBER_CHARS = 128;
/** 2199-12-31T23:59:59Z, the last second that the engine knows. */
const LAST_SECOND = 84_006 * 86_400 - 1;

const isId = (value) => typeof value === "string" && /^[a-z0-9][a-z0-9._-]{0,63}$/.test(value);
const isSecond = (value) => Number.isInteger(value) && value >= 0 && value <= LAST_SECOND;

const NAME = "no control characters, no white space at either end";
const SERIAL = `a serial: 1 to 64 characters, ${NAME}`;

/** What each claim is, in the order of canonical JSON (RFC 8785), whose numbers and texts are those of `JSON.stringify`. */
const CLAIMS = {
  aud: { is: isId, needed: true, what: "the id of a programme" },
  exp: { is: isSecond, what: "a whole second since 1970, before 2200" },
  iat: { is: isSecond, what: "a whole second since 1970, before 2200" },
  jti: { is: (value) => isName(value, MOST_SERIAL_CHARS), needed: true, what: SERIAL },
  nbf: { is: isSecond, what: "a whole second since 1970, before 2200" },
  offer: { is: isId, needed: true, what: "the id of an offer" },
  sub: { is: (value) => typeof value === "string" && /^[0-9a-f]{64}$/.test(value), what: "what `holderOf` gives" },
};

/** Signs the claims of a voucher. */
export async function signVoucher(claims, key, options) {
  const { signed } = await voucherSigner(key, options);
  return signed(claims);
}

/** What signs the claims of many vouchers by one key, and its name. */
export async function voucherSigner(key, { kid } = {}) {
  const by = await signer(key, { typ: VOUCHER_TYPE, kid });
  return { kid: by.kid, signed: async (claims) => by.signed(new TextEncoder().encode(canonical(claims))) };
}

/** A voucher as the engine takes it, and the key that signed it; throws a `SignedError` with the reason where it does not hold. */
export async function verifyVoucher(jws, keys, { now } = {}) {
  return voucherOf(await verify(jws, keys, { ...OPTIONS, now }));
}

/** The same of a voucher that nobody has verified. */
export function readVoucher(jws) {
  return voucherOf(read(jws, OPTIONS));
}

/** The holder of a voucher: a hash with the serial in it, so that two vouchers of a member do not look alike. */
export async function holderOf(serial, member) {
  if (!isName(serial, MOST_SERIAL_CHARS)) refuse("malformed_claim", `this is not ${SERIAL}`, "jti");
  if (!isName(member, MOST_MEMBER_CHARS)) refuse("malformed_claim", `this is no id of a member: 1 to 128 characters, ${NAME}`, "sub");
  const hash = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(`${serial}\n${member}`));
  return Array.from(new Uint8Array(hash), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** The keys that a programme declares, as `authority()` of `perks` tells them, as a JWK set. */
export function keySet(keys) {
  return {
    keys: keys.map(({ id, public: x, from, until }) => {
      // Of a key that begins or ends within a second, the engine says when.
      const nbf = from === undefined ? {} : { nbf: epochSeconds(from) };
      const exp = until === undefined ? {} : { exp: epochSeconds(until, Math.ceil) };
      return publicJwk({ kid: id, ...nbf, ...exp, x });
    }),
  };
}

function refuse(wrong, message, claim, options) {
  throw new SignedError("not_voucher", message, claim === undefined ? { wrong } : { wrong, claim }, options);
}

/** Claims in the one text that is signed. */
function canonical(claims) {
  if (typeof claims !== "object" || claims === null || Array.isArray(claims)) {
    refuse("not_json", "the claims of a voucher are an object");
  }
  const other = Object.keys(claims).find((name) => !Object.hasOwn(CLAIMS, name));
  if (other !== undefined) refuse("unknown_claim", `a voucher has no claim \`${shown(other)}\``, shown(other));
  for (const [name, { is, needed = false, what }] of Object.entries(CLAIMS)) {
    const value = claims[name];
    if (value === undefined && needed) refuse("missing_claim", `the claim \`${name}\` is missing: ${what}`, name);
    if (value !== undefined && !is(value)) refuse("malformed_claim", `the claim \`${name}\` is not ${what}`, name);
  }
  if (claims.exp <= claims.nbf) refuse("empty_window", "the voucher ends before it begins: `exp` is not after `nbf`", "exp");
  return JSON.stringify(Object.fromEntries(Object.keys(CLAIMS).map((name) => [name, claims[name]])));
}

/** What was signed, if it is exactly the claims of a voucher: then whoever reads it reads the same. */
function voucherOf({ payload, kid }) {
  if (payload.length > MOST_BYTES) refuse("too_long", `no voucher has more than ${MOST_BYTES} bytes`);
  let text;
  let claims;
  try {
    text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(payload);
    claims = JSON.parse(text);
  } catch (cause) {
    refuse("not_json", "what is signed is no JSON text", undefined, { cause });
  }
  if (canonical(claims) !== text) {
    refuse("not_canonical", "the claims are not written in canonical JSON: without blanks, in order, each of them once");
  }
  const { jti: serial, aud: program, offer, sub: holder, nbf, exp } = claims;
  const optional = { holder, from: nbf === undefined ? nbf : instant(nbf), until: exp === undefined ? exp : instant(exp) };
  const told = Object.entries(optional).filter(([, value]) => value !== undefined);
  return { voucher: { program, offer, serial, key: kid, ...Object.fromEntries(told) }, kid };
}

/** A name that another system gave, as the engine takes it: no control characters, and no white space at either end. */
function isName(value, most) {
  // A character is one or two units of a text; what is longer than any is not counted.
  if (typeof value !== "string" || value.length > 2 * most || [...value].length > most) return false;
  return /^\P{White_Space}(.*\P{White_Space})?$/su.test(value) && !/[\p{Cc}\p{Cs}]/u.test(value);
}

/** As the engine writes it. */
const instant = (seconds) => new Date(seconds * 1000).toISOString();
