/**
 * Makes every key that an edge on this machine needs, and the settings that go with them. For trying it: keys of a shop are made where
 * they are used, and a member's tokens come from whoever knows the members.
 *
 * `node keys.mjs [FOLDER]` writes `settings.json` and `settings.env`, what the worker is told, `secrets.json`, what its callers show, and the
 * keys that `perks sign` and `perks voucher issue` take: `program.jwk`, `voucher.jwk`, and of the latter the public set, `voucher.jwks`.
 */
import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { importJWK, SignJWT } from "jose";
import { makeKeys } from "perks/signed";
import { sha256, shellLines } from "./settings.mjs";

/** Where it is kept by default: git does not see it. */
export const STATE = join(dirname(dirname(fileURLToPath(import.meta.url))), ".state");

const ISSUER = "https://members.local.test";
const AUDIENCE = "perks";
const SCOPES = ["read", "orders", "events", "programs", "codes", "vouchers", "privacy", "operate"];

/** Each key, and what it is for. */
const SHOPS = [
  { id: "office", scopes: SCOPES },
  { id: "checkout", scopes: ["read", "orders", "events"] },
  { id: "operations", scopes: ["operate"] },
];

/** The keys of a folder: those that are there, else new ones. */
export async function keysIn(folder = STATE) {
  const files = Object.fromEntries(
    ["settings", "secrets"].map((name) => [name, join(folder, `${name}.json`)]),
  );
  if (!existsSync(files.secrets)) {
    const { settings, secrets } = await makeAll();
    mkdirSync(folder, { recursive: true });
    write(files.settings, `${JSON.stringify(settings, null, 2)}\n`);
    write(join(folder, "settings.env"), shellLines(settings));
    write(files.secrets, `${JSON.stringify(secrets, null, 2)}\n`);
  }
  const read = (file) => JSON.parse(readFileSync(file, "utf8"));
  const all = { settings: read(files.settings), secrets: read(files.secrets) };
  const forCommands = commandKeys(all);
  for (const [name, key] of Object.entries(forCommands)) {
    const file = join(folder, name);
    if (!existsSync(file)) write(file, `${JSON.stringify(key, null, 2)}\n`);
  }
  return all;
}

/** Each key in a file of its own, as the commands read it. */
function commandKeys({ settings, secrets }) {
  const [voucher] = JSON.parse(settings.VOUCHER_KEYS);
  const { d: _private, ...publicKey } = voucher;
  return {
    "program.jwk": secrets.program,
    "voucher.jwk": voucher,
    "voucher.jwks": { keys: [publicKey] },
  };
}

async function makeAll() {
  const [program, member, voucher] = await Promise.all([makeKeys(), makeKeys(), makeKeys()]);
  const shops = SHOPS.map(({ id, scopes }) => ({
    id,
    scopes,
    secret: randomBytes(24).toString("base64url"),
  }));
  const settings = {
    PROGRAM_KEYS: JSON.stringify(program.publicKeys),
    MEMBER_KEYS: JSON.stringify(member.publicKeys),
    MEMBER_ISSUER: ISSUER,
    MEMBER_AUDIENCE: AUDIENCE,
    SHOP_KEYS: JSON.stringify(
      shops.map(({ id, scopes, secret }) => ({ id, scopes, sha256: sha256(secret) })),
    ),
    VOUCHER_KEYS: JSON.stringify([voucher.privateKey]),
  };
  const secrets = {
    program: program.privateKey,
    member: member.privateKey,
    shops: Object.fromEntries(shops.map(({ id, secret }) => [id, `perks_${id}_${secret}`])),
  };
  return { settings, secrets };
}

/** A token of a member, for an hour. */
export async function tokenOf(secrets, member, { scope } = {}) {
  const { kid } = secrets.member;
  return new SignJWT(scope ? { scope } : {})
    .setProtectedHeader({ alg: "EdDSA", kid })
    .setIssuer(ISSUER)
    .setAudience(AUDIENCE)
    .setSubject(member)
    .setIssuedAt()
    .setExpirationTime("1h")
    .sign(await importJWK(secrets.member, "EdDSA"));
}

/** Its owner alone reads it. */
function write(file, text) {
  writeFileSync(file, text, { mode: 0o600 });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const folder = process.argv[2] ?? STATE;
  await keysIn(folder);
  console.log(`settings, secrets and keys are in ${folder}`);
}
