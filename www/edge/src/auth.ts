/**
 * Who calls: a member by a JWT, a shop by its key, or anybody. What each may do is asked here, too; nothing is read of a body.
 *
 * Tokens are verified by the keys of the settings alone: a header names one of them, and brings none of its own.
 */
import { createLocalJWKSet, errors, type JSONWebKeySet, type JWTPayload, jwtVerify } from "jose";
import { putLast } from "./bounded.ts";
import type { Config, Jwk } from "./config.ts";
import type { Caller, MemberScope, Scope, ShopKey } from "./contracts.ts";
import { isKey } from "./names.ts";
import { Refusal } from "./problem.ts";

/** Longer ones are nobody's: a token has a few claims. */
const MAX_TOKEN = 8_192;
const CLOCK_TOLERANCE_SECONDS = 30;
/** Tokens that are kept as verified, each at most for five minutes and never beyond its end. */
const MAX_KEPT = 2_000;
const KEPT_MS = 300_000;

/** Of a key that says no algorithm: what its curve is for. Of RSA without one it is RS256. */
const BY_CURVE: Record<string, string> = {
  Ed25519: "EdDSA",
  "P-256": "ES256",
  "P-384": "ES384",
  "P-521": "ES512",
};

const ASYMMETRIC = /^(EdDSA|Ed25519|ES(256|384|512)|[RP]S(256|384|512))$/;

/** The caller, and the name of its key for logs and records: never a member's id. */
export type Known = { caller: Caller; by: string };

interface Kept {
  known: Known;
  until: number;
}

export class Doorkeeper {
  readonly #config: Config;
  readonly #shops: Map<string, ShopKey>;
  readonly #keys: ReturnType<typeof createLocalJWKSet>;
  readonly #algorithms: string[];
  readonly #kept = new Map<string, Kept>();

  constructor(config: Config) {
    this.#config = config;
    this.#shops = new Map(config.shopKeys.map((key) => [key.id, key]));
    this.#keys = createLocalJWKSet(config.memberKeys as unknown as JSONWebKeySet);
    this.#algorithms = algorithms(config.memberKeys.keys);
  }

  /** @throws {Refusal} `unauthorized`: what is shown does not hold. Who shows nothing is anybody. */
  async known(authorization: string | undefined, now: number): Promise<Known> {
    if (authorization === undefined) return { caller: { kind: "anybody" }, by: "anybody" };
    const token = /^Bearer +([\x21-\x7e]+) *$/i.exec(authorization)?.[1];
    if (!token || token.length > MAX_TOKEN)
      throw unauthorized("`Authorization` is no `Bearer` token");
    return token.startsWith("perks_") ? this.#shop(token) : this.#member(token, now);
  }

  async #shop(token: string): Promise<Known> {
    const [, id = "", secret = ""] = /^perks_([a-z0-9-]{1,64})_(.+)$/.exec(token) ?? [];
    const key = this.#shops.get(id);
    const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(secret));
    // An unknown id takes the same time as a wrong secret.
    const same = crypto.subtle.timingSafeEqual(digest, bytesOf(key?.sha256 ?? "0".repeat(64)));
    if (!key || !same) throw unauthorized("the key is not known here");
    const { scopes, programs } = key;
    const caller: Caller = { kind: "shop", id, scopes, ...(programs && { programs }) };
    return { caller, by: `shop:${id}` };
  }

  async #member(token: string, now: number): Promise<Known> {
    const kept = this.#kept.get(token);
    if (kept && kept.until > now) return kept.known;
    const known = await this.#verified(token, now);
    return known;
  }

  async #verified(token: string, now: number): Promise<Known> {
    const { memberIssuer: issuer, memberAudience: audience } = this.#config;
    try {
      const { payload, protectedHeader } = await jwtVerify(token, this.#keys, {
        issuer,
        audience,
        algorithms: this.#algorithms,
        requiredClaims: ["exp", "sub"],
        clockTolerance: CLOCK_TOLERANCE_SECONDS,
        currentDate: new Date(now),
      });
      // What is signed may be anything: only a text gets into the log.
      if (typeof protectedHeader.kid !== "string" || !protectedHeader.kid)
        throw unauthorized("the token does not name its key by `kid`");
      if (!isKey(payload.sub)) throw unauthorized("the token's `sub` is no member's id");
      const caller: Caller = { kind: "member", id: payload.sub, scopes: scopesOf(payload) };
      const known = { caller, by: `member:${protectedHeader.kid}` };
      const until = Math.min(now + KEPT_MS, (payload.exp ?? 0) * 1_000);
      putLast(this.#kept, token, { known, until }, MAX_KEPT);
      return known;
    } catch (error) {
      if (error instanceof errors.JOSEError)
        throw unauthorized(WHY[error.code] ?? "the token does not hold");
      throw error;
    }
  }
}

const WHY: Record<string, string> = {
  ERR_JWT_EXPIRED: "the token has ended",
  ERR_JWT_CLAIM_VALIDATION_FAILED: "a claim of the token is not what is asked for here",
  ERR_JWS_INVALID: "the token is no JWT",
  ERR_JWT_INVALID: "the token is no JWT",
  ERR_JWKS_NO_MATCHING_KEY: "the token is signed by a key that is not known here",
  ERR_JWS_SIGNATURE_VERIFICATION_FAILED: "the token's signature does not hold",
  ERR_JOSE_ALG_NOT_ALLOWED: "the token is signed by an algorithm that is not used here",
};

function algorithms(keys: readonly Jwk[]): string[] {
  const all = keys.map((jwk) => String(jwk.alg ?? BY_CURVE[String(jwk.crv)] ?? "RS256"));
  return [...new Set(all)].filter((alg) => ASYMMETRIC.test(alg));
}

/** All else that a member may do needs no scope, and what is a shop's stays so. */
const MEMBER_SCOPES: readonly MemberScope[] = ["orders", "activities"];

/** `scope` is a text of words between blanks (RFC 8693). */
function scopesOf({ scope }: JWTPayload): MemberScope[] {
  const said = typeof scope === "string" ? scope.split(" ") : [];
  return MEMBER_SCOPES.filter((it) => said.includes(it));
}

function bytesOf(hex: string): Uint8Array {
  return Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}

function unauthorized(detail: string): Refusal {
  return new Refusal(
    "unauthorized",
    detail,
    {},
    { "WWW-Authenticate": 'Bearer realm="perks", error="invalid_token"' },
  );
}

/** What a route asks of its caller. */
export interface Needs {
  /** What a shop's key must have; absent where anybody may call. */
  scope?: Scope;
  /** Whether a member may, for itself: always, or where its token has `orders`. */
  member?: "always" | "orders";
}

/** @throws {Refusal} `unauthorized` of who shows nothing, `forbidden` of who may not */
export function mayCall(caller: Caller, needs: Needs, program?: string, member?: string): void {
  if (!needs.scope) return;
  switch (caller.kind) {
    case "anybody":
      throw new Refusal(
        "unauthorized",
        "this needs a caller who is known",
        {},
        { "WWW-Authenticate": 'Bearer realm="perks"' },
      );
    case "shop":
      if (!caller.scopes.includes(needs.scope)) {
        throw new Refusal("forbidden", `the key has no scope \`${needs.scope}\``, {
          needs: needs.scope,
        });
      }
      if (program !== undefined && caller.programs && !caller.programs.includes(program)) {
        throw new Refusal("forbidden", "the key is not for this programme");
      }
      return;
    case "member":
      if (!needs.member)
        throw new Refusal("forbidden", "this is not for members", { needs: needs.scope });
      if (caller.id !== member) throw new Refusal("forbidden", "the token is for another member");
      if (needs.member === "orders" && !caller.scopes.includes("orders")) {
        throw new Refusal("forbidden", "the token's `scope` has no `orders`", { needs: "orders" });
      }
  }
}
