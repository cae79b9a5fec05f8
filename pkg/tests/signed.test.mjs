/** Signed programmes: known answers, round trips, and every way in which a signature does not hold. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { createHmac, createPublicKey, generateKeyPairSync, sign as signBytes } from "node:crypto";
import { readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { base64url, calculateJwkThumbprint, CompactSign, compactVerify, importJWK } from "jose";
import * as perks from "perks";
import { makeKeys, PROGRAM_TYPE, SignedError, signProgram, verifyProgram } from "perks/signed";
import { sign, verify } from "../signed/jws.js";
import { scratch } from "./scratch.mjs";
import { PROGRAM } from "./support.mjs";

const BIN = fileURLToPath(new URL("../cli/perks.js", import.meta.url));
const NOW = "2026-11-20T04:00:00Z";
const TEXT = (await perks.load(PROGRAM)).prepare();
const { privateKey, publicKeys } = await makeKeys({ kid: "k-1" });
const JWS = await signProgram(TEXT, privateKey);

/** RFC 8037, appendix A. */
const RFC_KEY = {
  kty: "OKP",
  crv: "Ed25519",
  d: "nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A",
  x: "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo",
};
const RFC_JWS =
  "eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc.hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg";

test("RFC 8037: key, thumbprint and signature of the appendix", async () => {
  assert.equal(await calculateJwkThumbprint(RFC_KEY), "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k");
  const key = await importJWK(RFC_KEY, "EdDSA");
  const bytes = new TextEncoder().encode("Example of Ed25519 signing");
  assert.equal(await new CompactSign(bytes).setProtectedHeader({ alg: "EdDSA" }).sign(key), RFC_JWS);
  const { d: _, ...its } = RFC_KEY;
  const { payload } = await compactVerify(RFC_JWS, await importJWK(its, "EdDSA"));
  assert.deepEqual(payload, bytes);
  // A key without a name is called by its thumbprint, by who signs and who verifies.
  const signed = await sign(bytes, RFC_KEY, { typ: "x+jws" });
  const header = { alg: "EdDSA", kid: "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k", typ: "x+jws" };
  const input = [JSON.stringify(header), bytes].map((part) => base64url.encode(part)).join(".");
  // Ed25519 is deterministic: Node's own implementation gives the same bytes.
  const own = signBytes(null, Buffer.from(input), { key: RFC_KEY, format: "jwk" });
  assert.equal(signed, `${input}.${own.toString("base64url")}`);
  assert.deepEqual((await verify(signed, its, { typ: "x+jws", most: 100, now: 0 })).payload, bytes);
});

test("what was signed comes back to the byte, in a header of three members", async () => {
  const { text, ...told } = await verifyProgram(JWS, publicKeys, { now: NOW });
  assert.equal(text, TEXT);
  assert.deepEqual(told, { id: "watsons-vip", version: 1, kid: "k-1" });
  assert.deepEqual(JSON.parse(base64url.decode(JWS.split(".")[0]).reduce((all, it) => all + String.fromCharCode(it), "")), {
    alg: "EdDSA",
    kid: "k-1",
    typ: PROGRAM_TYPE,
  });
  assert.equal((await perks.load(text)).id, "watsons-vip");
  for (const now of [new Date(NOW), Date.parse(NOW), "2026-11-20T12:00:00+08:00"]) {
    assert.equal((await verifyProgram(JWS, publicKeys.keys[0], { now, id: "watsons-vip", atLeast: 1 })).version, 1);
  }
});

/** The reason why a text does not hold; anything else fails. */
async function reason(work) {
  try {
    await work();
  } catch (error) {
    assert.ok(error instanceof SignedError, error?.stack);
    assert.ok(/^[^A-Z]/.test(error.message) && !error.message.endsWith("."), error.message);
    return error.code;
  }
  return assert.fail("it holds");
}
const refused = (jws, options = {}, keys = publicKeys) => reason(() => verifyProgram(jws, keys, { now: NOW, ...options }));

const encoded = (value) => base64url.encode(typeof value === "string" ? value : JSON.stringify(value));
const HEADER = { alg: "EdDSA", kid: "k-1", typ: PROGRAM_TYPE };
const [, PAYLOAD, SIGNATURE] = JWS.split(".");

/** Signed with the right key all right, under any header. */
function under(header, payload = PAYLOAD) {
  const input = `${encoded(header)}.${payload}`;
  return `${input}.${signBytes(null, Buffer.from(input), { key: privateKey, format: "jwk" }).toString("base64url")}`;
}

/** Signed with the public key as if it were a secret. */
function withTheKeyAsSecret(secret) {
  const input = `${encoded({ ...HEADER, alg: "HS256" })}.${PAYLOAD}`;
  return `${input}.${createHmac("sha256", secret).update(input).digest("base64url")}`;
}

const spki = createPublicKey({ key: publicKeys.keys[0], format: "jwk" });
const FORGED = [
  ["nothing", "", "not_jws"],
  ["no text", undefined, "not_jws"],
  ["an object", {}, "not_jws"],
  ["the programme itself", TEXT, "not_jws"],
  ["two parts", `${encoded(HEADER)}.${PAYLOAD}`, "not_jws"],
  ["four parts", `${JWS}.${SIGNATURE}`, "not_jws"],
  ["five parts, encrypted", "a.b.c.d.e", "not_jws"],
  ["a part that is empty", `${encoded(HEADER)}..${SIGNATURE}`, "not_jws"],
  ["no signature", `${encoded(HEADER)}.${PAYLOAD}.`, "not_jws"],
  ["parts that no bytes have", "a.b.c", "not_jws"],
  ["blanks about it", ` ${JWS}\n`, "not_jws"],
  ["padding", `${JWS}==`, "not_jws"],
  ["letters of plain base64", JWS.replace(/.$/, "+"), "not_jws"],
  ["another spelling of the signature", `${JWS.slice(0, -1)}${{ A: "B", Q: "R", g: "h", w: "x" }[JWS.at(-1)]}`, "not_jws"],
  ["more than any programme", `${encoded(HEADER)}.${"A".repeat(6 << 20)}.${SIGNATURE}`, "not_jws"],
  ["a header that is no JSON", `${encoded("{")}.${PAYLOAD}.${SIGNATURE}`, "not_jws"],
  ["a header that is a list", `${encoded([])}.${PAYLOAD}.${SIGNATURE}`, "not_jws"],
  ["a header that is null", `${encoded("null")}.${PAYLOAD}.${SIGNATURE}`, "not_jws"],
  ["a header behind a byte order mark", under(`\ufeff${JSON.stringify(HEADER)}`), "not_jws"],
  ["a header that is not UTF-8", `${base64url.encode(new Uint8Array([0xff]))}.${PAYLOAD}.${SIGNATURE}`, "not_jws"],
  ["none", `${encoded({ ...HEADER, alg: "none" })}.${PAYLOAD}.${SIGNATURE}`, "wrong_alg"],
  ["None", under({ ...HEADER, alg: "None" }), "wrong_alg"],
  ["no algorithm", under({ kid: "k-1", typ: PROGRAM_TYPE }), "wrong_alg"],
  ["Ed25519 by its newer name", under({ ...HEADER, alg: "Ed25519" }), "wrong_alg"],
  ["a list of algorithms", under({ ...HEADER, alg: ["EdDSA"] }), "wrong_alg"],
  ["HS256 with the public key, raw", withTheKeyAsSecret(Buffer.from(publicKeys.keys[0].x, "base64url")), "wrong_alg"],
  ["HS256 with the public key, PEM", withTheKeyAsSecret(spki.export({ type: "spki", format: "pem" })), "wrong_alg"],
  ["HS256 with the public key, JWK", withTheKeyAsSecret(JSON.stringify(publicKeys.keys[0])), "wrong_alg"],
  ["no type", under({ alg: "EdDSA", kid: "k-1" }), "wrong_typ"],
  ["a voucher's type", under({ ...HEADER, typ: "perks-voucher+jws" }), "wrong_typ"],
  ["JWT", under({ ...HEADER, typ: "JWT" }), "wrong_typ"],
  ["the type in capitals", under({ ...HEADER, typ: PROGRAM_TYPE.toUpperCase() }), "wrong_typ"],
  ["a key in the header", under({ ...HEADER, jwk: publicKeys.keys[0] }), "bad_header"],
  ["the address of keys", under({ ...HEADER, jku: "https://example.org/keys" }), "bad_header"],
  ["something critical", under({ ...HEADER, crit: ["exp"], exp: 1 }), "bad_header"],
  ["a payload that is not encoded", under({ ...HEADER, b64: false, crit: ["b64"] }), "bad_header"],
  ["compression", under({ ...HEADER, zip: "DEF" }), "bad_header"],
  ["a prototype", under('{"alg":"EdDSA","kid":"k-1","typ":"perks-program+jws","__proto__":{}}'), "bad_header"],
  ["no key id", under({ alg: "EdDSA", typ: PROGRAM_TYPE }), "bad_header"],
  ["a key id that is no text", under({ ...HEADER, kid: 1 }), "bad_header"],
  ["a key id of control characters", under({ ...HEADER, kid: "k\u0000" }), "bad_header"],
  ["another key id", under({ ...HEADER, kid: "k-2" }), "unknown_key"],
  ["the name of a method", under({ ...HEADER, kid: "constructor" }), "unknown_key"],
  ["another header", `${encoded({ typ: PROGRAM_TYPE, ...HEADER })}.${PAYLOAD}.${SIGNATURE}`, "bad_signature"],
  ["another payload", `${encoded(HEADER)}.${encoded(TEXT.replace('"version":1', '"version":2'))}.${SIGNATURE}`, "bad_signature"],
  ["a signature of zeros", `${encoded(HEADER)}.${PAYLOAD}.${"A".repeat(86)}`, "bad_signature"],
  ["half a signature", `${encoded(HEADER)}.${PAYLOAD}.${base64url.encode(base64url.decode(SIGNATURE).slice(0, 32))}`, "bad_signature"],
  ["a signature and more", `${encoded(HEADER)}.${PAYLOAD}.${base64url.encode(new Uint8Array(65))}`, "bad_signature"],
  ["no JSON", under(HEADER, encoded("{")), "not_program"],
  ["a list", under(HEADER, encoded([])), "not_program"],
  ["null", under(HEADER, encoded("null")), "not_program"],
  ["a programme behind a byte order mark", under(HEADER, encoded(`\ufeff${TEXT}`)), "not_program"],
  ["a member", under(HEADER, encoded({ format: 1, program: "p", id: "m" })), "not_program"],
  ["a version that is a text", under(HEADER, encoded({ format: 1, id: "p", version: "1" })), "not_program"],
  ["bytes that are not UTF-8", under(HEADER, base64url.encode(new Uint8Array([0x7b, 0xff, 0x7d]))), "not_program"],
];
for (const [name, jws, code] of FORGED) test(`${name}: ${code}`, async () => assert.equal(await refused(jws), code));

test("each character that is changed is found", async () => {
  const small = await signProgram('{"format":1,"id":"p","version":1}', privateKey);
  for (let at = 0; at < small.length; at += 1) {
    for (const other of ["A", "_", "."].filter((it) => it !== small[at])) {
      const codes = ["not_jws", "wrong_alg", "wrong_typ", "bad_header", "unknown_key", "bad_signature"];
      const code = await refused(small.slice(0, at) + other + small.slice(at + 1));
      assert.ok(codes.includes(code), `${code} at ${at}`);
    }
  }
});

test("another programme, an older version", async () => {
  assert.equal(await refused(JWS, { id: "watsons" }), "other_program");
  assert.equal(await refused(JWS, { atLeast: 2 }), "old_version");
  for (const atLeast of ["1", Number.NaN, null, 0.5]) {
    await assert.rejects(verifyProgram(JWS, publicKeys, { now: NOW, atLeast }), TypeError);
  }
  for (const now of [undefined, null, "tomorrow", "2026-11-20", "2026-11-20T04:00:00", "2026-02-30T00:00:00Z", "2025-02-29T00:00:00Z", "2026-13-01T00:00:00Z", "2026-11-00T00:00:00Z", Number.NaN, new Date("x"), {}]) {
    await assert.rejects(verifyProgram(JWS, publicKeys, { now }), TypeError);
  }
});

test("a key holds within its window: half-open", async () => {
  const { privateKey: own, publicKeys: set } = await makeKeys({ kid: "w", from: "2026-11-01T00:00:00Z", until: "2026-12-01T00:00:00Z" });
  const jws = await signProgram(TEXT, own);
  const holds = (now) => verifyProgram(jws, set, { now }).then(() => "holds", (error) => error.code);
  assert.equal(await holds("2026-10-31T23:59:59.999Z"), "key_not_yet");
  assert.equal(await holds("2026-11-01T00:00:00Z"), "holds");
  assert.equal(await holds("2026-11-30T23:59:59.999Z"), "holds");
  assert.equal(await holds("2026-12-01T00:00:00Z"), "key_expired");
  // Of what was forged, it is not said that the key has expired.
  assert.equal(await refused(jws.replace(/\.[^.]+$/, `.${SIGNATURE}`), { now: "2030-01-01T00:00:00Z" }, set), "bad_signature");
  assert.equal(await reason(() => makeKeys({ from: NOW, until: NOW })), "bad_key");
});

test("of several keys, the one that is named; whoever is taken out of the set is unknown", async () => {
  const next = await makeKeys({ kid: "k-2" });
  const { publicKey: rsa } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const keys = [{ ...rsa.export({ format: "jwk" }), kid: "rsa" }, ...publicKeys.keys, ...next.publicKeys.keys];
  assert.equal((await verifyProgram(JWS, { keys }, { now: NOW })).kid, "k-1");
  const signed = await signProgram(TEXT, next.privateKey);
  assert.equal((await verifyProgram(signed, { keys }, { now: NOW })).kid, "k-2");
  assert.equal(await refused(signed), "unknown_key");
  // Under the name of another key.
  assert.equal(await refused(await signProgram(TEXT, next.privateKey, { kid: "k-1" })), "bad_signature");
});

test("keys of other kinds may stand in a set, and no text makes them the caller's fault", async () => {
  const others = [generateKeyPairSync("rsa", { modulusLength: 2048 }), generateKeyPairSync("ec", { namedCurve: "P-256" }),
    generateKeyPairSync("ed448"), generateKeyPairSync("x25519")].map(({ publicKey }) => publicKey.export({ format: "jwk" }));
  const named = others.map((other, at) => ({ ...other, kid: `other-${at}` }));
  // Without a name, or with the name of ours: none of them is ours.
  const keys = [...named, ...others, { ...others[0], kid: "k-1" }, ...publicKeys.keys];
  assert.equal((await verifyProgram(JWS, { keys }, { now: NOW })).kid, "k-1");
  for (const { kid } of named) assert.equal(await refused(under({ ...HEADER, kid }), {}, { keys }), "unknown_key");
  assert.equal(await refused(JWS, {}, { keys: named }), "bad_key");
  // One of ours that cannot be is told whichever key the text names.
  assert.equal(await refused(JWS, {}, { keys: [...publicKeys.keys, { ...publicKeys.keys[0], kid: "half", x: "AA" }] }), "bad_key");
});

test("what somebody wrote into a header is told in one line", async () => {
  const jws = under({ ...HEADER, alg: "x`\nthe signature holds: programme `p`" });
  await assert.rejects(verifyProgram(jws, publicKeys, { now: NOW }), ({ code, message }) => code === "wrong_alg" && !message.includes("\n"));
});

const BAD_KEYS = [
  undefined, null, "k", [], {}, { keys: [] }, { keys: "k" }, { keys: [null] }, { keys: [{ ...RFC_KEY }] },
  { keys: [publicKeys.keys[0], publicKeys.keys[0]] }, { ...publicKeys.keys[0], crv: "X25519" },
  { ...publicKeys.keys[0], kty: "EC" }, { ...publicKeys.keys[0], use: "enc" }, { ...publicKeys.keys[0], alg: "HS256" },
  { ...publicKeys.keys[0], x: "AAAA" }, { ...publicKeys.keys[0], x: undefined }, { ...publicKeys.keys[0], exp: "2026" },
  { ...publicKeys.keys[0], kid: "" }, { kty: "oct", k: publicKeys.keys[0].x, kid: "k-1" },
];
for (const keys of BAD_KEYS) {
  test(`keys ${String(JSON.stringify(keys)).slice(0, 70)}: bad_key`, async () => {
    assert.equal(await reason(() => verifyProgram(JWS, keys, { now: NOW })), "bad_key");
  });
}

test("nothing is signed with half a key, or that nobody could verify", async () => {
  const signed = (key, options) => reason(() => signProgram(TEXT, key, options));
  assert.equal(await signed(publicKeys.keys[0]), "bad_key");
  assert.equal(await signed({ ...privateKey, x: RFC_KEY.x }), "bad_key");
  assert.equal(await signed(undefined), "bad_key");
  assert.equal(await signed(privateKey, { kid: "a b" }), "bad_key");
  assert.equal(await reason(() => signProgram("{}", privateKey)), "not_program");
  await assert.rejects(signProgram({}, privateKey), TypeError);
  // Neither what verifiers refuse for its length, nor what is another text in UTF-8.
  const named = (name) => JSON.stringify({ format: 1, id: "p", version: 1, name });
  assert.equal(await reason(() => signProgram(named("x".repeat(4 << 20)), privateKey)), "not_program");
  assert.equal(await reason(() => signProgram(named("x").replace("x", "\ud800"), privateKey)), "not_program");
  const most = named("x".repeat((4 << 20) - named("").length));
  assert.equal((await verifyProgram(await signProgram(most, privateKey), publicKeys, { now: NOW })).text, most);
});

test("nothing of Node is needed: it is bundled for browsers and edge workers", async () => {
  const entry = fileURLToPath(new URL("../signed/index.js", import.meta.url));
  const of = { entryPoints: [entry], bundle: true, write: false, format: "esm", platform: "neutral", minify: true };
  const { outputFiles: [{ text }] } = await build({ ...of, conditions: ["workerd", "worker"] });
  assert.doesNotMatch(text, /from\s*"(node:|perks)/);
  const module = await import(`data:text/javascript;base64,${Buffer.from(text).toString("base64")}`);
  assert.equal((await module.verifyProgram(JWS, publicKeys, { now: NOW })).text, TEXT);
});

const desk = scratch("signed");
writeFileSync(join(desk, "program.json"), PROGRAM);

function run(...args) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [BIN, ...args], { encoding: "utf8", cwd: desk });
  return { status, stdout, stderr };
}

test("on the command line: keys, sign, verify", () => {
  const made = run("keys", "--kid", "k-1");
  assert.equal(made.stdout, "the key `k-1`\n  private: signing-key.jwk (keep it secret)\n  public:  public-keys.jwks\n");
  assert.equal(statSync(join(desk, "signing-key.jwk")).mode & 0o777, 0o600);
  assert.equal(JSON.parse(readFileSync(join(desk, "public-keys.jwks"))).keys[0].d, undefined);
  const before = readFileSync(join(desk, "signing-key.jwk"), "utf8");
  const again = run("keys");
  assert.deepEqual([again.status, again.stdout], [2, ""]);
  assert.match(again.stderr, /cannot write `signing-key.jwk`: it is there already\n.*`--force`/);
  assert.equal(readFileSync(join(desk, "signing-key.jwk"), "utf8"), before);

  assert.equal(run("sign", "program.json", "--key", "signing-key.jwk", "-o", "program.jws").status, 0);
  const verified = run("verify", "program.jws", "--keys", "public-keys.jwks", "--out", "published.json");
  assert.deepEqual(verified, {
    status: 0,
    stdout: "the signature holds: programme `watsons-vip`, version 1, signed by the key `k-1`\n",
    stderr: "",
  });
  assert.equal(readFileSync(join(desk, "published.json"), "utf8"), TEXT);
  const asked = run("verify", "program.jws", "--keys", "public-keys.jwks", "--json");
  assert.deepEqual(JSON.parse(asked.stdout), { holds: true, id: "watsons-vip", version: 1, kid: "k-1" });
  const leaked = run("verify", "program.jws", "--keys", "signing-key.jwk");
  assert.equal(leaked.status, 0);
  assert.equal(
    leaked.stderr, "perks: `signing-key.jwk` holds a private key: whoever only verifies should not have it\n",
  );

  // A second key, while the first still holds.
  assert.equal(run("keys", "--key", "next.jwk", "--add", "--kid", "k-1").status, 2);
  assert.equal(run("keys", "--key", "next.jwk", "--add", "--kid", "k-2").status, 0);
  assert.equal(run("verify", "program.jws", "--keys", "public-keys.jwks").status, 0);
  assert.equal(run("sign", "program.json", "--key", "next.jwk", "-o", "next.jws").status, 0);
  assert.equal(run("verify", "next.jws", "--keys", "public-keys.jwks").status, 0);
  assert.equal(run("keys", "--force", "--kid", "k-3").status, 0);
  assert.equal(statSync(join(desk, "signing-key.jwk")).mode & 0o777, 0o600);
  const old = run("verify", "program.jws", "--keys", "public-keys.jwks", "-o", "unverified.json");
  assert.deepEqual([old.status, old.stdout], [1, "the signature does not hold (unknown_key): no key of the set is `k-1`\n"]);
  assert.throws(() => statSync(join(desk, "unverified.json")));
});

test("on the command line: `keys` leaves neither file where one of them cannot be", () => {
  const kept = "keep.jwk";
  assert.equal(run("keys", "--key", kept, "--keys", "nowhere/keys.jwks").status, 2);
  assert.throws(() => statSync(join(desk, kept)));
  writeFileSync(join(desk, kept), "kept");
  for (const keys of ["nowhere/keys.jwks", kept, `./${kept}`, "."]) {
    assert.equal(run("keys", "--force", "--key", kept, "--keys", keys).status, 2, keys);
    assert.equal(readFileSync(join(desk, kept), "utf8"), "kept");
  }
  assert.match(run("keys", "--key", kept, "--keys", kept).stderr, /are the same file/);
  assert.equal(run("keys", "--key", "dated.jwk", "--keys", "dated.jwks", "--from", "2026-02-30T00:00:00Z").status, 2);
});

test("on the command line: what is signed as it is, and what is no programme", async () => {
  writeFileSync(join(desk, "key.jwk"), JSON.stringify(privateKey));
  writeFileSync(join(desk, "keys.jwks"), JSON.stringify(publicKeys));
  const verified = (...args) => run("verify", "it.jws", "--keys", "keys.jwks", ...args);
  assert.equal(run("sign", "program.json", "--as-is", "--key", "key.jwk", "-o", "it.jws").status, 0);
  assert.equal(verified("--out", "-").stdout, PROGRAM);
  assert.equal(verified("--at-least", "2").stdout, "the signature does not hold (old_version): the programme has version 1, older than 2\n");
  assert.equal(verified("--now", "tomorrow").status, 2);

  writeFileSync(join(desk, "wrong.json"), '{"format":1,"id":"p","version":1}');
  assert.equal(run("sign", "wrong.json", "--key", "key.jwk").status, 3);
  assert.equal(run("sign", "wrong.json", "--as-is", "--key", "key.jwk").status, 3);
  writeFileSync(join(desk, "it.jws"), await signProgram('{"format":1,"id":"p","version":1}', privateKey));
  const { holds, code, problems } = JSON.parse(verified("--json").stdout);
  assert.deepEqual([holds, code], [false, "not_program"]);
  assert.ok(problems.length >= 2);

  writeFileSync(join(desk, "it.jws"), JWS);
  for (const keys of ["program.json", "it.jws", "absent.jwks"]) {
    assert.equal(run("verify", "it.jws", "--keys", keys).status, 2, keys);
  }
  const set = run("sign", "program.json", "--key", "keys.jwks");
  assert.deepEqual([set.status, set.stderr.split("\n")[0]], [2, "perks: `keys.jwks` is a set of public keys"]);
});
