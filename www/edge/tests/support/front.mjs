/** The worker's face on a real workerd, with keys of every kind. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { exportJWK, generateKeyPair, SignJWT } from "jose";
import { bundle } from "../../local/build.mjs";
import { sha256 } from "../../local/settings.mjs";
import { serve } from "../../local/workerd.mjs";
import { document, publisher } from "./programs.mjs";

export const ISSUER = "https://id.shop.example";
export const AUDIENCE = "perks";
export const ORIGIN = "https://shop.example";
export const SCOPES = [
  "read",
  "orders",
  "events",
  "programs",
  "codes",
  "vouchers",
  "privacy",
  "operate",
];

/**
 * @param {Record<string, string>} more settings
 * @param {string} entry the worker's module
 */
export async function front(more = {}, entry = "tests/support/front-worker.ts") {
  const folder = mkdtempSync(join(tmpdir(), "perks-front-"));
  const dist = await bundle(join(folder, "dist"), entry);
  const program = await publisher();
  const members = await memberKeys();
  const shops = [
    { id: "all", scopes: SCOPES },
    ...SCOPES.map((scope) => ({ id: scope, scopes: [scope] })),
    { id: "elsewhere", scopes: SCOPES, programs: ["other"] },
    { id: "none", scopes: [] },
  ].map((shop) => ({ ...shop, secret: `s3cret-of_${shop.id}` }));
  const settings = {
    PROGRAM_KEYS: JSON.stringify(program.publicKeys),
    MEMBER_KEYS: JSON.stringify(members.publicKeys),
    MEMBER_ISSUER: ISSUER,
    MEMBER_AUDIENCE: AUDIENCE,
    SHOP_KEYS: JSON.stringify(
      shops.map(({ secret, ...shop }) => ({ ...shop, sha256: sha256(secret) })),
    ),
    CORS_ORIGINS: `${ORIGIN} http://localhost:4173`,
    RATE_PER_SECOND: "100000",
    RATE_BURST: "100000",
    ...more,
  };
  let worker = await serve(folder, settings, { dist });
  const call = async (method, path, { as, headers = {}, body, json, once } = {}) => {
    const all = new Headers(headers);
    if (as !== undefined) all.set("Authorization", `Bearer ${as}`);
    if (json !== undefined) all.set("Content-Type", "application/json");
    if (once !== undefined) all.set("Idempotency-Key", once);
    const sent = json === undefined ? body : JSON.stringify(json);
    const response = await fetch(`${worker.url}${path}`, {
      method,
      headers: all,
      ...(sent !== undefined && { body: sent, duplex: "half" }),
    });
    const text = await response.text();
    const isJson = /json/.test(response.headers.get("Content-Type") ?? "");
    return {
      status: response.status,
      headers: response.headers,
      text,
      body: isJson && text ? JSON.parse(text) : undefined,
    };
  };
  return {
    ...worker,
    folder,
    call,
    settings,
    program,
    members,
    shop: (id) => `perks_${id}_s3cret-of_${id}`,
    publish: async (id, version = 1, parts = {}) =>
      call("POST", "/v1/programs", {
        as: `perks_all_s3cret-of_all`,
        headers: { "Content-Type": "application/jose" },
        body: await program.sign(document(id, version, parts)),
      }),
    /** The line of the log that has this in it: it comes a moment after the answer. */
    async logged(text) {
      for (let tries = 0; tries < 100; tries++) {
        const line = worker
          .logs()
          .split("\n")
          .find((it) => it.includes(text));
        if (line) return line;
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
      throw new Error(`the log has no ${text}`);
    },
    crash: () => worker.stop("SIGKILL"),
    /** On the state that is there. */
    async restart() {
      worker = await serve(folder, settings, { dist });
    },
    async end() {
      await worker.stop("SIGKILL");
      rmSync(folder, { recursive: true });
    },
  };
}

/** A key of members' tokens, and how to sign with it. */
export async function memberKeys(alg = "EdDSA", kid = "m1") {
  const { publicKey, privateKey } = await generateKeyPair(alg, { extractable: true });
  const jwk = { ...(await exportJWK(publicKey)), kid, alg, use: "sig" };
  const token = (sub, claims = {}, header = {}) => {
    const now = Math.floor(Date.now() / 1000);
    const all = { iss: ISSUER, aud: AUDIENCE, sub, iat: now, exp: now + 600, ...claims };
    const given = Object.fromEntries(
      Object.entries(all).filter(([, value]) => value !== undefined),
    );
    return new SignJWT(given).setProtectedHeader({ alg, kid, ...header }).sign(privateKey);
  };
  return { publicKeys: { keys: [jwk] }, jwk, privateKey, token };
}
