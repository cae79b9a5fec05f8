/**
 * Signed programmes and vouchers, in Node, Deno, Bun, browsers and edge workers: a compact JWS (RFC 7515) by Ed25519 (RFC 8037),
 * of which the payload is the programme's text, or the voucher's claims. Nothing here reads a clock or needs the engine.
 */
import type { SignedVoucher, VoucherClaims, VoucherFault } from "./vouchers.d.ts";

export type { SignedVoucher, Voucher, VoucherClaims, VoucherFault } from "./vouchers.d.ts";

/** Why a signed text does not hold. Stable. */
export type SignedCode = keyof SignedParams;

/** What a sentence about each needs. */
export interface SignedParams {
  /** Not three parts of base64url between dots, the first of them a header in JSON; or longer than any programme or voucher. */
  not_jws: Record<string, never>;
  /** Signed by another algorithm than Ed25519: by none, by a secret that two share, by RSA. */
  wrong_alg: { alg: string };
  /** Signed for something else: a voucher where a programme belongs, or a programme where a voucher does. */
  wrong_typ: { typ: string; needs: string };
  /** The header has a member beside `alg`, `kid` and `typ`, or does not name its key. */
  bad_header: { name: string };
  /** The set has no Ed25519 key of this name. */
  unknown_key: { kid: string };
  /** Header, payload or signature were altered, or made by another key. */
  bad_signature: { kid: string };
  /** The key does not hold yet. `from` is RFC 3339. */
  key_not_yet: { kid: string; from: string };
  /** The key held until then. `until` is RFC 3339, and the first second at which it did not hold. */
  key_expired: { kid: string; until: string };
  /** What is signed is no text of a programme, or longer than any. */
  not_program: Record<string, never>;
  /** Another programme than the one that was asked for. */
  other_program: { id: string; needs: string };
  /** An older version of the programme than the one that was asked for: an old text that somebody sends again. */
  old_version: { version: number; needs: number };
  /** What is signed, or is to be, is not the claims of a voucher. `claim` is the one that is at fault, where one is. */
  not_voucher: { wrong: VoucherFault; claim?: string };
  /** A key or a set of keys that cannot be; the caller's, not the text's. */
  bad_key: { kid?: string };
}

/** Where a text, a key or a set does not hold. An argument of another type than its own is a `TypeError`. */
export class SignedError<Code extends SignedCode = SignedCode> extends Error {
  /** Why. */
  readonly code: Code;
  /** What a sentence about that needs. */
  readonly params: Readonly<SignedParams[Code]>;
}

/** An Ed25519 public key (RFC 8037). */
export interface PublicJwk {
  kty: "OKP";
  crv: "Ed25519";
  /** Base64url of 32 bytes. */
  x: string;
  /** Its name, 1 to 128 visible characters. Each key of a set has its own. */
  kid?: string;
  alg?: "EdDSA" | "Ed25519";
  use?: "sig";
  /** From this second since 1970 on, it holds. */
  nbf?: number;
  /** Until this second since 1970, it holds: half-open. */
  exp?: number;
}

/** The same with its private part: a secret. */
export interface PrivateJwk extends PublicJwk {
  /** Base64url of 32 bytes. */
  d: string;
}

/** A JWK set (RFC 7517). Keys that are not for Ed25519 may stand in it, and are not looked at. */
export interface JwkSet {
  /** A set is no key. */
  kty?: never;
  keys: readonly (PublicJwk | { kid?: string; kty: string })[];
}

/** A `Date`, epoch milliseconds, or RFC 3339 with an offset. */
export type Time = Date | number | string;

/** The `typ` of a signed programme. */
export const PROGRAM_TYPE: "perks-program+jws";

/**
 * Signs the text of a programme as it stands: give it what {@link import("perks").Program.prepare} gave.
 *
 * @param key the private key; `kid` of the options or of the key names it in the header, else its thumbprint (RFC 7638)
 * @throws {SignedError} `not_program`, `bad_key`
 */
export function signProgram(text: string | Uint8Array, key: PrivateJwk, options?: { kid?: string }): Promise<string>;

/** What to ask of a signed programme. */
export interface VerifyOptions {
  /** The time at which the key must hold. */
  now: Time;
  /** The programme that it must be. */
  id?: string;
  /** The programme's version that it must have at least: the last one that you saw, so that nobody sends you an older one again. */
  atLeast?: number;
}

/** A programme whose signature holds. */
export interface VerifiedProgram {
  /** What `load` reads: the bytes that were signed, as text. */
  text: string;
  id: string;
  /** The programme's version, as its document says. */
  version: number;
  /** The key that signed it. */
  kid: string;
}

/**
 * Verifies, and gives what was signed; `load` of `perks` then reads `text`, and says what is wrong with it as a programme.
 *
 * @throws {SignedError} with the reason
 */
export function verifyProgram(jws: string, keys: JwkSet | PublicJwk, options: VerifyOptions): Promise<VerifiedProgram>;

/**
 * A new pair of keys. `kid` is by default the thumbprint of the public key (RFC 7638); `from` and `until` say when it holds.
 *
 * @throws {SignedError} `bad_key`
 */
export function makeKeys(options?: { kid?: string; from?: Time; until?: Time }): Promise<{
  privateKey: PrivateJwk;
  publicKeys: { keys: [PublicJwk] };
}>;

/** The `typ` of a signed voucher. */
export const VOUCHER_TYPE: "perks-voucher+jwt";

/**
 * Signs the claims of a voucher. Every signature of the same claims by the same key is the same.
 *
 * @param key the private key; `kid` of the options or of the key names it in the header, else its thumbprint (RFC 7638)
 * @throws {SignedError} `not_voucher`, `bad_key`
 */
export function signVoucher(claims: VoucherClaims, key: PrivateJwk, options?: { kid?: string }): Promise<string>;

/**
 * Verifies that the key signed this voucher, and held at `now`. It does not judge the voucher: whether it is for this
 * programme, offer and member, begun, ended, taken back or used, is the engine's to say, with its reasons.
 *
 * @throws {SignedError} with the reason
 */
export function verifyVoucher(jws: string, keys: JwkSet | PublicJwk, options: { now: Time }): Promise<SignedVoucher>;

/**
 * The same of a voucher that **nobody has verified**, for a preview: anybody can have written it.
 *
 * @throws {SignedError} with the reason, never `unknown_key` or `bad_signature`
 */
export function readVoucher(jws: string): SignedVoucher;

/**
 * The holder of a voucher: SHA-256 of the serial, a line feed and the member's id, as 64 hexadecimal digits.
 *
 * @throws {SignedError} `not_voucher`, where one of them cannot be
 */
export function holderOf(serial: string, member: string): Promise<string>;

/** The keys that a programme declares, as its `authority()` tells them, as a JWK set; empty where it declares none. */
export function keySet(
  keys: readonly { readonly id: string; readonly public: string; readonly from?: Time; readonly until?: Time }[],
): { keys: (PublicJwk & { kid: string })[] };
