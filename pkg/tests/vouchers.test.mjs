/** Signed vouchers: known answers, round trips, and every way in which what is signed is no voucher. */
import assert from "node:assert/strict";
import { createHash, createHmac, createPublicKey, generateKeyPairSync, sign as signBytes } from "node:crypto";
import test from "node:test";
import { load } from "perks";
import { holderOf, keySet, makeKeys, readVoucher, SignedError, signProgram, signVoucher, VOUCHER_TYPE, verifyVoucher } from "perks/signed";
import { numbers } from "./chance.mjs";

const AT = { now: "2026-11-20T04:00:00Z" };
const { privateKey, publicKeys } = await makeKeys({ kid: "k-1" });
const CLAIMS = { jti: "V-0001", aud: "watsons-vip", offer: "welcome" };
/** 2026-11-01 and 2026-12-01, of Beijing. */
const WINDOW = { nbf: 1793462400, exp: 1796054400 };
const FULL = { ...CLAIMS, ...WINDOW, sub: await holderOf("V-0001", "m-1"), iat: 1793000000 };
const JWS = await signVoucher(FULL, privateKey);
const HEADER = { alg: "EdDSA", kid: "k-1", typ: VOUCHER_TYPE };

const encoded = (value) => Buffer.from(typeof value === "string" ? value : JSON.stringify(value)).toString("base64url");
const decoded = (part) => Buffer.from(part, "base64url").toString();

/** Signed with the right key, whatever it is. */
function made(payload, header = HEADER) {
  const input = `${encoded(header)}.${payload instanceof Uint8Array ? Buffer.from(payload).toString("base64url") : encoded(payload)}`;
  return `${input}.${signBytes(null, Buffer.from(input), { key: privateKey, format: "jwk" }).toString("base64url")}`;
}

/** The refusal of some work; anything else fails. */
async function refusal(work) {
  try {
    await work();
  } catch (error) {
    assert.ok(error instanceof SignedError, error?.stack);
    assert.ok(/^[^A-Z]/.test(error.message) && !/[.\n]$/.test(error.message), error.message);
    return error;
  }
  return assert.fail("it holds");
}
const verifyCode = async (jws, keys = publicKeys) => (await refusal(() => verifyVoucher(jws, keys, AT))).code;
const readCode = async (jws) => (await refusal(() => readVoucher(jws))).code;

test("RFC 8037's key signs the canonical claims, as Node's own implementation does", async () => {
  const key = {
    kty: "OKP",
    crv: "Ed25519",
    d: "nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A",
    x: "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo",
  };
  const header = '{"alg":"EdDSA","kid":"kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k","typ":"perks-voucher+jwt"}';
  const claims = '{"aud":"watsons-vip","exp":1796054400,"jti":"会员-“1”\\"\\\\","nbf":1793462400,"offer":"welcome"}';
  const input = `${encoded(header)}.${encoded(claims)}`;
  const own = signBytes(null, Buffer.from(input), { key, format: "jwk" }).toString("base64url");
  // Members in another order, and one that is not there.
  const jws = await signVoucher({ offer: "welcome", ...WINDOW, jti: '会员-“1”"\\', sub: undefined, aud: "watsons-vip" }, key);
  assert.equal(jws, `${input}.${own}`);
  const { d: _, ...its } = key;
  assert.equal((await verifyVoucher(jws, its, AT)).voucher.serial, '会员-“1”"\\');
});

test("what was signed comes back as the engine takes it", async () => {
  const voucher = {
    program: "watsons-vip",
    offer: "welcome",
    serial: "V-0001",
    key: "k-1",
    holder: FULL.sub,
    from: "2026-10-31T16:00:00.000Z",
    until: "2026-11-30T16:00:00.000Z",
  };
  assert.deepEqual(await verifyVoucher(JWS, publicKeys, AT), { voucher, kid: "k-1" });
  assert.deepEqual(readVoucher(JWS), { voucher, kid: "k-1" });
  const [header, payload] = JWS.split(".");
  assert.deepEqual(Object.entries(JSON.parse(decoded(header))), Object.entries(HEADER));
  assert.deepEqual(Object.keys(JSON.parse(decoded(payload))), ["aud", "exp", "iat", "jti", "nbf", "offer", "sub"]);

  const least = await signVoucher(CLAIMS, privateKey, { kid: "other" });
  const told = { program: "watsons-vip", offer: "welcome", serial: "V-0001", key: "other" };
  assert.deepEqual(readVoucher(least), { voucher: told, kid: "other" });
  assert.deepEqual(await verifyVoucher(least, { ...publicKeys.keys[0], kid: "other" }, AT), { voucher: told, kid: "other" });
});

test("neither window, programme nor holder of a voucher is judged; the key's window is", async () => {
  const ended = await signVoucher({ ...CLAIMS, aud: "another", exp: 1 }, privateKey);
  assert.equal((await verifyVoucher(ended, publicKeys, AT)).voucher.until, "1970-01-01T00:00:01.000Z");
  const own = await makeKeys({ kid: "w", from: "2026-11-01T00:00:00Z", until: "2026-12-01T00:00:00Z" });
  const jws = await signVoucher(CLAIMS, own.privateKey);
  const holds = (now) => verifyVoucher(jws, own.publicKeys, { now }).then(() => "holds", (error) => error.code);
  assert.equal(await holds("2026-10-31T23:59:59.999Z"), "key_not_yet");
  assert.equal(await holds("2026-11-01T00:00:00Z"), "holds");
  assert.equal(await holds("2026-11-30T23:59:59.999Z"), "holds");
  assert.equal(await holds("2026-12-01T00:00:00Z"), "key_expired");
  await assert.rejects(verifyVoucher(jws, own.publicKeys), TypeError);
  await assert.rejects(verifyVoucher(jws, own.publicKeys, { now: "tomorrow" }), TypeError);
});

test("a holder is the hash of serial, line feed and member", async () => {
  const own = (text) => createHash("sha256").update(text).digest("hex");
  assert.equal(await holderOf("V-0001", "m-1"), "f9b732bab62bf7ce8046ed0a1fbbd04aef75932feb43ee48ada1694c307a5081");
  assert.equal(await holderOf("会员", "é"), own("会员\né"));
  assert.equal(await holderOf("会".repeat(64), "会".repeat(128)), own(`${"会".repeat(64)}\n${"会".repeat(128)}`));
  for (const [serial, member, claim] of [["", "m", "jti"], ["a\nb", "m", "jti"], ["a".repeat(65), "m", "jti"], [1, "m", "jti"],
    ["a", "", "sub"], ["a", "b\nm", "sub"], ["a", " m", "sub"], ["a", "m".repeat(129), "sub"], ["a", undefined, "sub"]]) {
    const { code, params } = await refusal(() => holderOf(serial, member));
    assert.deepEqual([code, params], ["not_voucher", { wrong: "malformed_claim", claim }]);
  }
});

test("the keys of a programme as a JWK set", async () => {
  const { x } = publicKeys.keys[0];
  const declared = { id: "k-1", public: x, from: "2026-11-01T00:00:00.500Z", until: "2026-12-01T00:00:00.500Z", revoked: ["V-1"] };
  const known = { kty: "OKP", crv: "Ed25519", kid: "k-1", alg: "EdDSA", use: "sig", x };
  // To the outer seconds: within them the engine says when the key holds.
  assert.deepEqual(keySet([declared]), { keys: [{ ...known, nbf: 1793491200, exp: 1796083201 }] });
  assert.deepEqual(keySet([{ id: "k-1", public: x }]), { keys: [known] });
  assert.equal((await verifyVoucher(JWS, keySet([declared]), AT)).kid, "k-1");
  assert.deepEqual(keySet([]), { keys: [] });
  assert.throws(() => keySet([{ ...declared, from: "tomorrow" }]), TypeError);
});

const canonical = decoded(JWS.split(".")[1]);
const text = (claims) => JSON.stringify(Object.fromEntries(Object.entries(claims).sort()));
const spelt = (from, to) => {
  assert.ok(canonical.includes(from), from);
  return canonical.replace(from, to);
};
const NO_CLAIMS = [
  ["no JSON", "{", "not_json"],
  ["nothing", " ", "not_json"],
  ["null", "null", "not_json"],
  ["a list", "[]", "not_json"],
  ["a text", '"V-0001"', "not_json"],
  ["bytes that are not UTF-8", new Uint8Array([0x7b, 0xff, 0x7d]), "not_json"],
  ["a byte order mark", `\ufeff${canonical}`, "not_json"],
  ["two objects", canonical + canonical, "not_json"],
  ["a number that is none", spelt("1793462400", "NaN"), "not_json"],
  ["deep nesting", "[".repeat(1000) + "]".repeat(1000), "not_json"],
  ["deep nesting within", spelt('"V-0001"', "[".repeat(900) + "]".repeat(900)), "malformed_claim", "jti"],
  ["more than any voucher", text({ ...CLAIMS, jti: "V".repeat(2048) }), "too_long"],
  ["a programme", '{"format":1,"id":"p","version":1}', "unknown_claim", "format"],
  ["another claim of a JWT", text({ ...FULL, iss: "shop" }), "unknown_claim", "iss"],
  ["a claim in capitals", text({ ...FULL, AUD: "watsons-vip" }), "unknown_claim", "AUD"],
  ["a prototype", canonical.replace(/}$/, ',"__proto__":{"x":1}}'), "unknown_claim", "__proto__"],
  ["the name of a method", text({ ...FULL, toString: "x" }), "unknown_claim", "toString"],
  ["no serial", text({ ...FULL, jti: undefined }), "missing_claim", "jti"],
  ["no programme", text({ ...FULL, aud: undefined }), "missing_claim", "aud"],
  ["no offer", text({ ...FULL, offer: undefined }), "missing_claim", "offer"],
  ...["", "V".repeat(65), "\u{1f39f}".repeat(65), " V", "V\u3000", "V\nV", "V\u0085V", "\ud800", "V\udc00", 1, null, ["V"], { V: 1 }, true]
    .map((jti) => [`the serial ${JSON.stringify(jti)}`, text({ ...FULL, jti }), "malformed_claim", "jti"]),
  ...["", "Watsons", "-a", "a b", "a".repeat(65), "会员", "a\n", 1, null, ["watsons-vip"]].flatMap((id) => [
    [`the programme ${JSON.stringify(id)}`, text({ ...FULL, aud: id }), "malformed_claim", "aud"],
    [`the offer ${JSON.stringify(id)}`, text({ ...FULL, offer: id }), "malformed_claim", "offer"],
  ]),
  ...[FULL.sub.toUpperCase(), FULL.sub.slice(1), `${FULL.sub}0`, `${FULL.sub}\n`, "m-1", "", null, 1, [FULL.sub]]
    .map((sub) => [`the holder ${JSON.stringify(sub)}`, text({ ...FULL, sub }), "malformed_claim", "sub"]),
  ...[0.5, -1, 7258118400, 2 ** 53, 1e308, "1793462400", null, true, []].flatMap((second) => [
    [`the beginning ${JSON.stringify(second)}`, text({ ...FULL, nbf: second }), "malformed_claim", "nbf"],
    [`the end ${JSON.stringify(second)}`, text({ ...FULL, exp: second }), "malformed_claim", "exp"],
    [`the issue ${JSON.stringify(second)}`, text({ ...FULL, iat: second }), "malformed_claim", "iat"],
  ]),
  ["a number without end", spelt("1793462400", "1e999"), "malformed_claim", "nbf"],
  ["a number of 1,000 digits", spelt("1793462400", "9".repeat(1000)), "malformed_claim", "nbf"],
  ["no time at all", text({ ...FULL, nbf: WINDOW.exp }), "empty_window", "exp"],
  ["an end before the beginning", text({ ...FULL, nbf: WINDOW.exp + 1 }), "empty_window", "exp"],
  ["a claim twice", spelt('"jti":', '"jti":"V-0002","jti":'), "not_canonical"],
  ["a claim twice, the same", spelt('"jti":', '"jti":"V-0001","jti":'), "not_canonical"],
  ["a claim twice, once in another spelling", spelt('"jti":', '"\\u006ati":"V-0002","jti":'), "not_canonical"],
  ["another order", JSON.stringify(FULL), "not_canonical"],
  ["a blank", spelt(",", ", "), "not_canonical"],
  ["a line feed behind", `${canonical}\n`, "not_canonical"],
  ["an escape", spelt("V-0001", "\\u0056-0001"), "not_canonical"],
  ["an escaped slash", text({ ...FULL, jti: "V/1" }).replace("/", "\\/"), "not_canonical"],
  ["a fraction of zero", spelt("1793462400", "1793462400.0"), "not_canonical"],
  ["an exponent", spelt("1793462400", "17934624e2"), "not_canonical"],
  ["a negative zero", text({ ...FULL, nbf: 0 }).replace('"nbf":0', '"nbf":-0'), "not_canonical"],
];
for (const [name, payload, wrong, claim] of NO_CLAIMS) {
  test(`claims: ${name}: ${wrong}`, async () => {
    const jws = made(payload);
    for (const work of [() => verifyVoucher(jws, publicKeys, AT), () => readVoucher(jws)]) {
      const { code, params } = await refusal(work);
      assert.deepEqual([code, params], ["not_voucher", claim === undefined ? { wrong } : { wrong, claim }]);
    }
  });
}

test("what is no voucher is not signed either", async () => {
  const params = async (claims) => (await refusal(() => signVoucher(claims, privateKey))).params;
  for (const claims of [undefined, null, [], "V", 1]) assert.deepEqual(await params(claims), { wrong: "not_json" });
  assert.deepEqual(await params({ ...FULL, serial: "V" }), { wrong: "unknown_claim", claim: "serial" });
  assert.deepEqual(await params({ ...FULL, jti: undefined }), { wrong: "missing_claim", claim: "jti" });
  assert.deepEqual(await params({ ...FULL, jti: "V\ud800" }), { wrong: "malformed_claim", claim: "jti" });
  assert.deepEqual(await params({ ...FULL, nbf: 10n }), { wrong: "malformed_claim", claim: "nbf" });
  assert.deepEqual(await params({ ...FULL, nbf: new Date(0) }), { wrong: "malformed_claim", claim: "nbf" });
  assert.deepEqual(await params({ ...FULL, exp: WINDOW.nbf }), { wrong: "empty_window", claim: "exp" });
  const longest = { ...FULL, jti: '"'.repeat(64), aud: "a".repeat(64), offer: "o".repeat(64), exp: 7258118399 };
  assert.equal(readVoucher(await signVoucher(longest, privateKey)).voucher.serial, longest.jti);
  assert.equal((await refusal(() => signVoucher(FULL, publicKeys.keys[0]))).code, "bad_key");
  assert.equal((await refusal(() => signVoucher(FULL, privateKey, { kid: "a b" }))).code, "bad_key");
});

const [HEAD, PAYLOAD, SIGNATURE] = JWS.split(".");
const under = (header) => made(canonical, header);

function withASecret(alg, secret) {
  const input = `${encoded({ ...HEADER, alg })}.${PAYLOAD}`;
  return `${input}.${createHmac("sha256", secret).update(input).digest("base64url")}`;
}

function byRsa() {
  const { privateKey: key } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const input = `${encoded({ ...HEADER, alg: "RS256" })}.${PAYLOAD}`;
  return `${input}.${signBytes("sha256", Buffer.from(input), key).toString("base64url")}`;
}

const pem = createPublicKey({ key: publicKeys.keys[0], format: "jwk" }).export({ type: "spki", format: "pem" });
const { privateKey: strange } = await makeKeys({ kid: "k-2" });
/** What is wrong before anybody looks at the signature, and what only the signature tells. */
const FORGED = [
  ["nothing", "", "not_jws"],
  ["no text", undefined, "not_jws"],
  ["a list", [JWS], "not_jws"],
  ["one part", "V-0001", "not_jws"],
  ["two parts", `${HEAD}.${PAYLOAD}`, "not_jws"],
  ["four parts", `${JWS}.${SIGNATURE}`, "not_jws"],
  ["an empty part more", `${JWS}.`, "not_jws"],
  ["five parts", `${JWS}.${HEAD}.${PAYLOAD}`, "not_jws"],
  ["no payload", `${HEAD}..${SIGNATURE}`, "not_jws"],
  ["no signature", `${HEAD}.${PAYLOAD}.`, "not_jws"],
  ["JSON", JSON.stringify({ protected: HEAD, payload: PAYLOAD, signature: SIGNATURE }), "not_jws"],
  ["blanks about it", ` ${JWS}`, "not_jws"],
  ["a line feed within", `${HEAD}.\n${PAYLOAD}.${SIGNATURE}`, "not_jws"],
  ["padding", `${HEAD}.${PAYLOAD}.${SIGNATURE}==`, "not_jws"],
  ["letters of plain base64", `${HEAD}.${PAYLOAD}.${SIGNATURE.slice(0, -1)}/`, "not_jws"],
  ["a part that no bytes have", `${HEAD}.${PAYLOAD}.${SIGNATURE}AAA`, "not_jws"],
  ["none", `${encoded({ ...HEADER, alg: "none" })}.${PAYLOAD}.${SIGNATURE}`, "wrong_alg"],
  ["none, without signature", `${encoded({ ...HEADER, alg: "none" })}.${PAYLOAD}.`, "not_jws"],
  ["HS256 with the public key, raw", withASecret("HS256", Buffer.from(publicKeys.keys[0].x, "base64url")), "wrong_alg"],
  ["HS256 with the public key, PEM", withASecret("HS256", pem), "wrong_alg"],
  ["RS256", byRsa(), "wrong_alg"],
  ["Ed25519 by its newer name", under({ ...HEADER, alg: "Ed25519" }), "wrong_alg"],
  ["a programme", await signProgram('{"format":1,"id":"p","version":1}', privateKey), "wrong_typ"],
  ["JWT", under({ ...HEADER, typ: "JWT" }), "wrong_typ"],
  ["a JWS of vouchers", under({ ...HEADER, typ: "perks-voucher+jws" }), "wrong_typ"],
  ["no type", under({ alg: "EdDSA", kid: "k-1" }), "wrong_typ"],
  ["a payload that is not encoded", under({ ...HEADER, b64: false, crit: ["b64"] }), "bad_header"],
  ["something critical", under({ ...HEADER, crit: ["exp"] }), "bad_header"],
  ["a key in the header", under({ ...HEADER, jwk: publicKeys.keys[0] }), "bad_header"],
  ["a certificate", under({ ...HEADER, x5c: [] }), "bad_header"],
  ["no key", under({ alg: "EdDSA", typ: VOUCHER_TYPE }), "bad_header"],
];
for (const [name, jws, code] of FORGED) {
  test(`${name}: ${code}`, async () => {
    assert.equal(await verifyCode(jws), code);
    assert.equal(await readCode(jws), code);
  });
}

test("what only the signature tells", async () => {
  const forged = await signVoucher(FULL, strange, { kid: "k-1" });
  assert.equal(await verifyCode(forged), "bad_signature");
  assert.equal(readVoucher(forged).voucher.serial, "V-0001");
  assert.equal(await verifyCode(await signVoucher(FULL, strange)), "unknown_key");
  assert.equal(await verifyCode(`${HEAD}.${PAYLOAD}.${"A".repeat(86)}`), "bad_signature");
  assert.equal(await verifyCode(`${HEAD}.${encoded(canonical.replace("V-0001", "V-0002"))}.${SIGNATURE}`), "bad_signature");
  // What is no voucher is blamed only where a key of ours signed it.
  assert.equal(await verifyCode(`${HEAD}.${encoded("{}")}.${SIGNATURE}`), "bad_signature");
  assert.equal(await verifyCode(JWS, { keys: [] }), "bad_key");
  // Of the signature's last character four bits mean nothing: other spellings of the same bytes.
  const last = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  const bytes = Buffer.from(SIGNATURE, "base64url");
  const same = [...last].filter((it) => it !== JWS.at(-1) && Buffer.from(SIGNATURE.slice(0, -1) + it, "base64url").equals(bytes));
  assert.equal(same.length, 15);
  for (const it of same) assert.equal(await verifyCode(JWS.slice(0, -1) + it), "not_jws");
});

const BEFORE = ["not_jws", "wrong_alg", "wrong_typ", "bad_header", "unknown_key", "bad_signature"];

test("each character that is changed, left out or doubled is found", async () => {
  for (let at = 0; at < JWS.length; at += 1) {
    const [before, own, after] = [JWS.slice(0, at), JWS[at], JWS.slice(at + 1)];
    const others = ["A", "Q", "_", "-", ".", "=", "\u212a", own.toUpperCase(), own.toLowerCase(), "", own + own];
    for (const other of new Set(others.filter((it) => it !== own))) {
      const code = await verifyCode(before + other + after);
      assert.ok(BEFORE.includes(code), `${code} at ${at} with ${other}`);
    }
  }
});

test("10,000 texts by chance: none holds, and nothing but a refusal comes", async () => {
  const { below } = numbers(20261130);
  const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.=+/ \n\u0000{}\u{1f39f}";
  const letter = () => [...letters][below([...letters].length)];
  const edits = [
    (it) => it.slice(0, below(it.length)),
    (it) => { const at = below(it.length); return it.slice(0, at) + letter() + it.slice(at + 1); },
    (it) => { const at = below(it.length); return it.slice(0, at) + letter() + it.slice(at); },
    (it) => { const [from, to] = [below(it.length), below(it.length)]; return it.slice(0, from) + it.slice(to); },
    (it) => it.split(".").reverse().join("."),
  ];
  /** Within the parts too, so that what is changed is still a JWS. */
  const inside = (it) => {
    const parts = it.split(".");
    const at = below(2);
    parts[at] = encoded(edits[1 + below(2)](decoded(parts[at])));
    return parts.join(".");
  };
  const seen = new Set();
  for (let index = 0; index < 10_000; index += 1) {
    let jws = JWS;
    const source = index % 3 === 0 ? inside : (it) => edits[below(edits.length)](it);
    for (let step = 0; step <= below(3) && jws.length > 0; step += 1) jws = source(jws);
    if (jws === JWS) continue;
    seen.add(await verifyCode(jws));
    try {
      readVoucher(jws);
    } catch (error) {
      assert.ok(error instanceof SignedError, error?.stack);
      seen.add(error.code);
    }
  }
  assert.deepEqual([...seen].sort(), ["not_voucher", ...BEFORE].sort());
});

test("a huge text is refused at once", async () => {
  const huge = "A".repeat(64 << 20);
  const start = performance.now();
  for (const jws of [huge, `${HEAD}.${huge}.${SIGNATURE}`, `${huge}.${PAYLOAD}.${SIGNATURE}`, ".".repeat(64 << 20)]) {
    assert.equal(await verifyCode(jws), "not_jws");
    assert.equal(await readCode(jws), "not_jws");
  }
  assert.ok(performance.now() - start < 1000, `${performance.now() - start} ms`);
});

test("as many vouchers as may be named, and counters of every offer, are read", async () => {
  const [publicKey] = publicKeys.keys;
  const name = (kind, at) => `${kind}-${at}`.padEnd(64, "x");
  const offers = Array.from({ length: 2_000 }, (_, at) => ({
    id: name("offer", at),
    kind: { signed: { keys: [publicKey.kid] } },
    limits: { total: 1_000 },
    target: "order",
    benefit: { amount: { off: "1.00" } },
  }));
  const keys = [{ id: publicKey.kid, alg: "EdDSA", public: publicKey.x }];
  const document = { format: 1, id: name("p", 0), version: 1, currency: "CNY", zone: "UTC", keys, offers };
  const program = await load(JSON.stringify(document));
  const cart = program.cart({ currency: "CNY", lines: [{ id: "1", sku: "a", units: 1, price_minor: 100_000 }] });
  const guest = program.guest();
  const counter = { uses: 1_000_000_000, amount_minor: Number.MAX_SAFE_INTEGER };
  const counters = Object.fromEntries(offers.map(({ id }) => [id, counter]));
  const coupons = Array.from({ length: 100 }, (_, at) => ({
    voucher: {
      program: document.id,
      offer: offers[at].id,
      serial: `${at}`.padEnd(64, "会"),
      key: publicKey.kid,
      holder: "0".repeat(64),
      from: "2026-01-01T00:00:00.000Z",
      until: "2027-01-01T00:00:00.000Z",
    },
  }));
  const quote = guest.quote(cart, { now: AT.now, coupons, counters });
  assert.deepEqual(new Set(quote.codes.flatMap(({ reasons }) => reasons.map(({ code }) => code))), new Set(["other_holder"]));
  assert.equal(quote.codes.length, 100);
  for (const handle of [guest, cart, program]) handle.free();
});
