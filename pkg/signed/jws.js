/**
 * Signed texts: a compact JWS (RFC 7515) by Ed25519 (RFC 8037), of one type, by one key of a set. It knows nothing of what
 * is signed, reads no clock and no file, and runs wherever WebCrypto does.
 */
import { base64url, CompactSign, calculateJwkThumbprint, compactVerify, errors, exportJWK, generateKeyPair, importJWK } from "jose";

/** Ed25519 alone: of the curves of `EdDSA` the one that every runtime has. */
const ALG = "EdDSA";
const CURVE = { kty: "OKP", crv: "Ed25519" };
const MEMBERS = ["alg", "kid", "typ"];
/** Characters that header and signature have at most, whatever is signed. */
const MOST_OTHER_CHARS = 4096;
const MOST_KID_CHARS = 128;

/** Why a signed text does not hold, or nothing can be signed: `code` is stable, `params` what a sentence needs. */
export class SignedError extends Error {
  constructor(code, message, params = {}, options = undefined) {
    super(message, options);
    this.code = code;
    this.params = Object.freeze(params);
  }

  get name() {
    return "SignedError";
  }
}

/** Signs bytes. */
export async function sign(bytes, key, options) {
  const { signed } = await signer(key, options);
  return signed(bytes);
}

/** What signs bytes by one key, and its name; it is tried before, so that nothing is published that nobody can verify. */
export async function signer(key, { typ, kid }) {
  requireKey(key, "d");
  const name = kid ?? key.kid ?? (await calculateJwkThumbprint(key));
  if (!isKid(name)) refuse("bad_key", "the `kid` of a key has 1 to 128 visible characters");
  const { d: _, ...its } = key;
  const [secret, known] = await Promise.all([imported(key), imported(its)]);
  const signed = (bytes) => new CompactSign(bytes).setProtectedHeader({ alg: ALG, kid: name, typ }).sign(secret);
  await compactVerify(await signed(new TextEncoder().encode(typ)), known).catch((cause) => {
    refuse("bad_key", "the private part `d` and the public part `x` of the key are no pair", {}, { cause });
  });
  return { kid: name, signed };
}

/**
 * The bytes that were signed, and by which key; throws a `SignedError` that says why it does not hold.
 *
 * @param {string} jws
 * @param {object} keys a JWK set, or one JWK
 * @param {{typ: string, most: number, now: Date | number | string}} options what it must be, the bytes that may be signed at
 *   most, and the time at which its key must hold
 */
export async function verify(jws, keys, { typ, most, now }) {
  const at = epochSeconds(now);
  const set = await keysOf(keys);
  const { kid } = headerOf(jws, { typ, most });
  const key = set.find((one) => one.kid === kid);
  if (key === undefined) refuse("unknown_key", `no key of the set is \`${kid}\``, { kid });
  const { payload } = await compactVerify(jws, await imported(publicPart(key)), { algorithms: [ALG] }).catch((cause) => {
    if (!(cause instanceof errors.JOSEError)) throw cause;
    return refuse("bad_signature", `the signature is not that of the key \`${kid}\` over this text`, { kid }, { cause });
  });
  const { nbf: from, exp: until } = key;
  if (from !== undefined && at < from) {
    refuse("key_not_yet", `the key \`${kid}\` holds from ${instant(from)} on`, { kid, from: instant(from) });
  }
  if (until !== undefined && at >= until) {
    refuse("key_expired", `the key \`${kid}\` held until ${instant(until)}`, { kid, until: instant(until) });
  }
  return { payload, kid };
}

/** What seems to be signed, and by which key: the signature is not looked at. */
export function read(jws, options) {
  const { kid } = headerOf(jws, options);
  return { payload: base64url.decode(jws.split(".")[1]), kid };
}

/** A new pair: the private JWK, and the set that verifiers get. */
export async function makeKeys({ kid, from, until } = {}) {
  const { privateKey, publicKey } = await generateKeyPair(ALG, { crv: CURVE.crv, extractable: true });
  const [{ d }, { x }] = await Promise.all([exportJWK(privateKey), exportJWK(publicKey)]);
  const name = kid ?? (await calculateJwkThumbprint({ ...CURVE, x }));
  if (!isKid(name)) refuse("bad_key", "the `kid` of a key has 1 to 128 visible characters");
  const window = {
    ...(from === undefined ? {} : { nbf: epochSeconds(from) }),
    ...(until === undefined ? {} : { exp: epochSeconds(until) }),
  };
  if (window.exp <= window.nbf) refuse("bad_key", "the key ends before it begins");
  const known = publicJwk({ kid: name, ...window, x });
  return { privateKey: { ...known, d }, publicKeys: { keys: [known] } };
}

/** A public key as it is published. */
export function publicJwk({ kid, x, ...window }) {
  return { ...CURVE, kid, alg: ALG, use: "sig", ...window, x };
}

/** What everybody may know of a key. */
export function publicPart({ kty, crv, kid, alg, use, nbf, exp, x }) {
  return JSON.parse(JSON.stringify({ kty, crv, kid, alg, use, nbf, exp, x }));
}

function refuse(code, message, params, options) {
  throw new SignedError(code, message, params, options);
}

/** The header of a compact JWS, if it is exactly what is expected: then nothing in it can choose how it is verified. */
function headerOf(jws, { typ, most }) {
  // Base64 makes 4 characters from 3 bytes.
  const parts = typeof jws === "string" && jws.length <= most * (4 / 3) + MOST_OTHER_CHARS ? jws.split(".") : [];
  const [header] = parts;
  if (parts.length !== 3 || !parts.every(isBase64url)) {
    refuse("not_jws", "this is no compact JWS: three parts of base64url between dots");
  }
  let members;
  try {
    members = JSON.parse(new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(base64url.decode(header)));
  } catch (cause) {
    refuse("not_jws", "the first part is no header in JSON", {}, { cause });
  }
  if (!isObject(members)) refuse("not_jws", "the first part is no header in JSON");
  if (members.alg !== ALG) {
    refuse("wrong_alg", `signed with \`${shown(members.alg)}\`, not with \`${ALG}\``, { alg: shown(members.alg) });
  }
  if (members.typ !== typ) {
    refuse("wrong_typ", `the type is \`${shown(members.typ)}\`, not \`${typ}\``, { typ: shown(members.typ), needs: typ });
  }
  const other = Object.keys(members).find((name) => !MEMBERS.includes(name));
  if (other !== undefined) refuse("bad_header", `the header has \`${shown(other)}\`, which nothing here understands`, { name: shown(other) });
  if (!isKid(members.kid)) refuse("bad_header", "the header does not say which key it is, in `kid`", { name: "kid" });
  return members;
}

/** One way to write each text: another spelling of a signature is no signature. */
function isBase64url(part) {
  return /^[\w-]+$/.test(part) && part.length % 4 !== 1 && base64url.encode(base64url.decode(part)) === part;
}

/** The keys that may be named: all of them are looked at first, so that no text chooses whether the caller's keys are blamed. */
async function keysOf(keys) {
  if (!isObject(keys)) refuse("bad_key", "the keys are a JWK, or a set of them: `{\"keys\": […]}`");
  if (!Array.isArray(keys.keys)) {
    requireKey(keys, "x");
    const { kid = await calculateJwkThumbprint(publicPart(keys)) } = keys;
    if (!isKid(kid)) refuse("bad_key", "the `kid` of a key has 1 to 128 visible characters");
    return [{ ...keys, kid }];
  }
  if (!keys.keys.every(isObject)) refuse("bad_key", "each key of a set is a JWK, an object");
  // Others may stand in it, for whoever reads them (RFC 7517, section 5).
  const set = keys.keys.filter(({ kty, crv }) => kty === CURVE.kty && crv === CURVE.crv);
  if (set.length === 0) refuse("bad_key", "no key of the set is for Ed25519: `kty` `OKP`, `crv` `Ed25519`");
  for (const [index, { kid }] of set.entries()) {
    if (!isKid(kid)) refuse("bad_key", "each key of a set has a `kid`, of 1 to 128 visible characters");
    if (set.findIndex((one) => one.kid === kid) < index) refuse("bad_key", `two keys are called \`${kid}\``, { kid });
    requireKey(set[index], "x");
  }
  return set;
}

function requireKey(key, part) {
  if (!isObject(key)) refuse("bad_key", "a key is a JWK, an object");
  const { kty, crv, alg = ALG, use = "sig", nbf = 0, exp = 0 } = key;
  const fits = kty === CURVE.kty && crv === CURVE.crv && [ALG, "Ed25519"].includes(alg) && use === "sig";
  if (!fits) refuse("bad_key", "the key is none for Ed25519 signatures: `kty` `OKP`, `crv` `Ed25519`, `use` `sig`");
  const whole = [key.x, part === "d" ? key.d : key.x].every((it) => typeof it === "string" && it.length === 43 && isBase64url(it));
  if (!whole) refuse("bad_key", part === "d" ? "the key has no private part `d`" : "the key has no public part `x`");
  if (![nbf, exp].every(Number.isSafeInteger)) refuse("bad_key", "`nbf` and `exp` of a key are whole seconds since 1970");
}

function imported({ kty, crv, x, d }) {
  return importJWK(d === undefined ? { kty, crv, x } : { kty, crv, x, d }, ALG).catch((cause) => {
    // An old browser that has no Ed25519 is no matter of the key.
    if (cause instanceof errors.JOSENotSupported || cause?.name === "NotSupportedError") throw cause;
    refuse("bad_key", "the key cannot be read", {}, { cause });
  });
}

function isObject(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isKid(kid) {
  return typeof kid === "string" && kid.length <= MOST_KID_CHARS && /^[\x21-\x7e]+$/.test(kid);
}

/** Of what somebody else wrote, so much as fits a message; in one line, so that it is not taken for our own words. */
export function shown(value) {
  const bare = typeof value === "string" && /^[\x20-\x7e]*$/.test(value);
  const text = bare ? value : (JSON.stringify(value) ?? "nothing");
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}

/** A `Date`, epoch milliseconds or an RFC 3339 text, in seconds since 1970; `round` is for what is between two of them. */
export function epochSeconds(time, round = Math.floor) {
  const millis = typeof time === "number" ? time : time instanceof Date ? time.getTime() : dated(time);
  if (!Number.isFinite(millis)) throw new TypeError("a time is a `Date`, epoch milliseconds, or an RFC 3339 text with an offset");
  return round(millis / 1000);
}

/** Of days that no month has, some runtimes make one of the next month. */
function dated(text) {
  const pattern = /^(\d{4})-(\d\d)-(\d\d)[Tt]\d\d:\d\d(:\d\d(\.\d+)?)?([Zz]|[+-]\d\d:\d\d)$/;
  const [, year, month, day] = (typeof text === "string" && pattern.exec(text)) || [];
  const is = new Date(`${year}-${month}-01T00:00:00Z`);
  is.setUTCDate(day);
  return is.getUTCMonth() + 1 === Number(month) ? Date.parse(text.toUpperCase()) : Number.NaN;
}

function instant(seconds) {
  const date = new Date(seconds * 1000);
  return Number.isNaN(date.getTime()) ? `${seconds} s` : date.toISOString();
}
