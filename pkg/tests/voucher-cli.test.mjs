/** `perks voucher`: what it issues holds, each once; what does not hold, it says in two languages; and `perks keys --element`. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { fileURLToPath } from "node:url";
import * as perks from "perks";
import { holderOf, keySet, makeKeys, readVoucher, signVoucher, verifyVoucher } from "perks/signed";
import { encode } from "uqr";
import { signed } from "../cli/words/signed.zh-CN.js";
import { scratch } from "./scratch.mjs";

const BIN = fileURLToPath(new URL("../cli/perks.js", import.meta.url));
const NOW = "2026-11-20T04:00:00Z";
const desk = scratch("voucher");
const { privateKey, publicKeys } = await makeKeys({ kid: "k-1" });
const { privateKey: strange } = await makeKeys({ kid: "k-2" });
const put = (name, value) => writeFileSync(join(desk, name), typeof value === "string" ? value : JSON.stringify(value));
const got = (name) => readFileSync(join(desk, name), "utf8");
put("key.jwk", privateKey);
put("keys.jwks", publicKeys);
put("strange.jwk", strange);

function run(args, { input = "", env = {} } = {}) {
  const options = { encoding: "utf8", cwd: desk, input, maxBuffer: 64 << 20, env: { PATH: process.env.PATH, LANG: "C", ...env } };
  const { status, stdout, stderr } = spawnSync(process.execPath, [BIN, "voucher", ...args], options);
  return { status, stdout, stderr };
}
const OF = ["--program", "watsons-vip", "--offer", "welcome", "--key", "key.jwk"];
const issue = (...args) => run(["issue", ...OF, ...args]);
const WINDOW = ["--from", "2026-11-01T00:00:00+08:00", "--until", "1796054400000"];
const verify = (jws, ...args) => run(["verify", jws, "--keys", "keys.jwks", "--now", NOW, ...args]);

test("a voucher of a member, with a window, holds", async () => {
  const { status, stdout, stderr } = issue("--member", "m-1", "--serial", "V-0001", ...WINDOW);
  assert.deepEqual([status, stderr, stdout.split("\n").length], [0, "", 2]);
  const { voucher } = await verifyVoucher(stdout.trim(), publicKeys, { now: NOW });
  assert.deepEqual(voucher, {
    program: "watsons-vip", offer: "welcome", serial: "V-0001", key: "k-1", holder: await holderOf("V-0001", "m-1"),
    from: "2026-10-31T16:00:00.000Z", until: "2026-11-30T16:00:00.000Z",
  });
  const verified = verify(stdout.trim(), "--member", "m-1");
  assert.deepEqual([verified.status, verified.stderr], [0, ""]);
  assert.match(verified.stdout, /^The voucher holds: the key “k-1” signed it\.\n {2}Serial +V-0001\n/);
  assert.match(verified.stdout, /\n {2}Holder +m-1 \([0-9a-f]{64}\)\n {2}From +Oct 31, 2026, 16:00 \(UTC\)\n {2}Until +Nov 30, 2026, 16:00 \(UTC\)\n$/);
});

test("vouchers by the number: a serial each, drawn by chance, in lines, a CSV or JSON", async () => {
  const lines = issue("-n", "600").stdout.trimEnd().split("\n");
  const serials = new Set(lines.map((line) => readVoucher(line).voucher.serial));
  assert.equal(serials.size, 600);
  for (const serial of serials) assert.match(serial, /^[34679CDFHJKMNPRTVWXY]{16}$/);
  for (const line of lines.slice(0, 20)) await verifyVoucher(line, publicKeys, { now: NOW });

  const [header, ...rows] = issue("-n", "300", "--csv", "--member", "m-1").stdout.trimEnd().split("\n");
  assert.deepEqual([header, rows.length], ["serial,voucher", 300]);
  for (const row of rows) {
    const [serial, jws] = row.split(",");
    const { voucher } = readVoucher(jws);
    assert.deepEqual([voucher.serial, voucher.holder], [serial, await holderOf(serial, "m-1")]);
  }
  const odd = issue("--csv", "--serial", 'a,"b"').stdout.split("\n")[1];
  assert.ok(odd.startsWith('"a,""b""",eyJ'), odd);

  for (const count of ["1", "256", "257"]) {
    const list = JSON.parse(issue("-n", count, "--json").stdout);
    assert.equal(list.length, Number(count));
    for (const { serial, voucher } of list) assert.equal(readVoucher(voucher).voucher.serial, serial);
  }
});

test("vouchers in a file that their owner alone can read, and that is not written over", () => {
  assert.equal(issue("-n", "3", "-o", "made.jws").status, 0);
  assert.equal(statSync(join(desk, "made.jws")).mode & 0o777, 0o600);
  const made = got("made.jws");
  assert.equal(issue("-n", "3", "-o", "made.jws").status, 2);
  assert.equal(got("made.jws"), made);
  assert.equal(issue("-n", "3", "-o", "made.jws", "--force").status, 0);
  assert.notEqual(got("made.jws"), made);
});

/** Modules of a QR code as the terminal shows it: light are the blocks, two rows in a line. */
function modules(lines) {
  const rows = lines.flatMap((line) => [[..."▀█"], [..."▄█"]].map((light) => [...line].map((it) => !light.includes(it))));
  return rows.slice(0, lines[0].length);
}

function modulesOfSvg(svg) {
  const size = Number(svg.match(/viewBox="0 0 (\d+) \1"/)[1]) / 10;
  const rows = Array.from({ length: size }, () => Array(size).fill(false));
  for (const [, x, y] of svg.matchAll(/M(\d+),(\d+)h10v10h-10z/g)) rows[y / 10][x / 10] = true;
  return rows;
}

test("QR codes on the terminal and as SVG, with four light modules about them", () => {
  const { status, stdout } = issue("--serial", "V-1", "--qr", "--qr-svg", "one.svg");
  assert.equal(status, 0);
  const [jws, ...lines] = stdout.trimEnd().split("\n");
  const shown = modules(lines);
  assert.deepEqual(shown, encode(jws, { ecc: "M", border: 4 }).data);
  assert.deepEqual(modulesOfSvg(got("one.svg")), shown);
  assert.ok(shown.every((row, y) => row.every((dark, x) => !dark || [x, y].every((it) => it >= 4 && it < row.length - 4))));
  // A terminal of any colours has to show dark on light.
  const coloured = run(["issue", ...OF, "--serial", "V-1", "--qr"], { env: { FORCE_COLOR: "1" } }).stdout.trimEnd().split("\n");
  assert.ok(coloured.slice(1).every((line) => line.startsWith("\x1b[40m\x1b[97m") && line.endsWith("\x1b[39m\x1b[49m")));

  mkdirSync(join(desk, "codes"));
  const many = issue("-n", "5", "--json", "--qr-svg", "codes");
  for (const { serial, voucher } of JSON.parse(many.stdout)) {
    assert.deepEqual(modulesOfSvg(got(`codes/${serial}.svg`)), encode(voucher, { ecc: "M", border: 4 }).data);
  }
  assert.equal(readdirSync(join(desk, "codes")).length, 5);
  assert.equal(issue("--serial", "V-2", "--qr-svg", "codes").status, 0);
  assert.equal(issue("--serial", "V-2", "--qr-svg", "codes").status, 2);
  for (const serial of ["../V", "..", "会员", "a/b"]) {
    assert.match(issue("--serial", serial, "--qr-svg", "codes").stderr, /is no name of a file/);
  }
  assert.ok(!readdirSync(desk).includes("V.svg"));
});

const MISUSED = [
  [["-n", "0"], /not between 1 and 1000000/],
  [["-n", "2", "--serial", "V"], /a serial is of one voucher/],
  [["--csv", "--json"], /one form/],
  [["-n", "2", "--qr"], /a terminal shows one QR code/],
  [["--csv", "--qr"], /cannot have both/],
  [["-n", "2", "--qr-svg", "absent"], /`absent` is no folder/],
  [["--serial", " V"], /`jti` is not a serial/],
  [["--serial", "V".repeat(65)], /`jti` is not a serial/],
  [["--member", ""], /no id of a member/],
  [["--offer", "Welcome"], /`offer` is not the id of an offer/],
  [["--from", "2026-11-01"], /a time is/],
  [["--from", "2026-11-01T00:00:00.5Z"], /whole seconds/],
  [["--until", "1796054400"], /These are seconds/],
  [["--until", "2200-01-01T00:00:00Z"], /`exp` is not a whole second/],
  [["--from", NOW, "--until", NOW], /ends before it begins/],
  [["--kid", "a b"], /`kid` of a key/],
  [["--key", "keys.jwks"], /a set of public keys/],
  [["--key", "absent.jwk"], /there is no such file/],
  [["--program", "absent.json"], /there is no such file/],
  [["--program", "No Id"], /there is no such file/],
];
for (const [args, message] of MISUSED) {
  test(`perks voucher issue ${args.join(" ")}`, () => {
    const { status, stdout, stderr } = issue(...args);
    assert.deepEqual([status, stdout], [2, ""]);
    assert.match(stderr, message);
  });
}

test("`verify` takes a voucher, a file or stdin", async () => {
  const jws = await signVoucher({ jti: "V", aud: "p", offer: "o" }, privateKey);
  put("v.jws", `${jws}\n`);
  for (const result of [verify(jws), verify("v.jws"), run(["verify", "-", "--keys", "keys.jwks"], { input: jws })]) {
    assert.deepEqual([result.status, result.stderr], [0, ""]);
  }
  const { holds, claims, voucher, kid, reasons } = JSON.parse(verify(jws, "--json").stdout);
  assert.deepEqual({ holds, claims, kid, reasons }, { holds: true, claims: { aud: "p", jti: "V", offer: "o" }, kid: "k-1", reasons: [] });
  assert.deepEqual(voucher, readVoucher(jws).voucher);
  put("two.jws", `${jws}\n${jws}\n`);
  assert.match(verify("two.jws").stderr, /holds more than a voucher/);
  assert.match(verify("absent.jws").stderr, /there is no such file/);
  assert.match(run(["verify", jws]).stderr, /by which keys/);
  assert.match(run(["verify", jws, "--keys", "keys.jwks", "--program", "p"]).stderr, /by which keys/);
  assert.equal(verify(jws, "--now", "tomorrow").status, 2);
  assert.match(verify(jws, "--keys", "v.jws").stderr, /is not JSON/);
  put("none.jwks", { keys: [] });
  assert.match(run(["verify", jws, "--keys", "none.jwks"]).stderr, /no key of the set is for Ed25519/);
});

test("`verify` says why a voucher does not hold, in two languages", async () => {
  const claims = { jti: "V", aud: "p", offer: "o" };
  const jws = await signVoucher(claims, privateKey);
  const bad = [
    ["not_jws", "V"],
    ["unknown_key", await signVoucher(claims, strange)],
    ["bad_signature", await signVoucher(claims, strange, { kid: "k-1" })],
  ];
  for (const [code, text] of bad) {
    put("bad.jws", text);
    const english = verify("bad.jws");
    assert.deepEqual([english.status, english.stderr], [1, ""]);
    assert.match(english.stdout, new RegExp(`^The voucher does not hold \\(${code}\\): [a-z].*\\.\\n$`));
    const chinese = verify("bad.jws", "--lang", "zh-CN");
    assert.equal(chinese.status, 1);
    assert.match(chinese.stdout, new RegExp(`^券无效（${code}）：[^a-z]*\\p{Script=Han}.*。\\n$`, "u"));
    const { holds, code: told, params, message } = JSON.parse(verify("bad.jws", "--json").stdout);
    assert.deepEqual([holds, told, typeof params, typeof message], [false, code, "object", "string"]);
  }
  const ended = await signVoucher({ ...claims, nbf: 0, exp: 1 }, privateKey);
  const { status, stdout } = verify(ended);
  assert.equal(status, 1);
  assert.match(stdout, /^The key “k-1” signed the voucher, but it does not hold:\n {2}ended: Ended Jan 1, 1970, 00:00\.\n/);
  const later = await signVoucher({ ...claims, nbf: 1796054400, sub: await holderOf("V", "m-1") }, privateKey);
  assert.deepEqual(JSON.parse(verify(later, "--json", "--member", "m-1").stdout).reasons, [{ code: "not_yet", from: "2026-11-30T16:00:00.000Z" }]);
  assert.deepEqual(JSON.parse(verify(later, "--json", "--member", "m-2").stdout).reasons.map(({ code }) => code), ["other_holder", "not_yet"]);
  // Nobody asked whose it is.
  assert.equal(verify(later, "--now", "2026-11-30T16:00:00Z").status, 0);
  assert.equal(verify(jws, "--member", "m-2").status, 0);
});

test("each reason why nobody signed a voucher has a Chinese sentence", async () => {
  const declared = readFileSync(new URL("../signed/index.d.ts", import.meta.url), "utf8").match(/interface SignedParams \{([^]*?)\n\}/)[1];
  const codes = [...declared.matchAll(/^ {2}(\w+): /gm)].map(([, code]) => code);
  const others = ["not_program", "other_program", "old_version", "bad_key"];
  assert.deepEqual(Object.keys(signed).sort(), codes.filter((code) => !others.includes(code)).sort());
  const faults = readFileSync(new URL("../signed/vouchers.d.ts", import.meta.url), "utf8").match(/type VoucherFault =([^]*?);/)[1];
  for (const [, wrong] of faults.matchAll(/\| "(\w+)"/g)) {
    assert.match(signed.not_voucher({ wrong, claim: "jti" }), /\p{Script=Han}/u);
  }
});

test("`show` says what a voucher says, and that nobody has verified it", async () => {
  const jws = await signVoucher({ jti: "V", aud: "p", offer: "o", iat: 0 }, strange);
  const { status, stdout } = run(["show", jws]);
  assert.equal(status, 0);
  assert.equal(
    stdout,
    "Nobody has verified this: anybody can have written it.\n  Serial     V\n  Programme  p\n  Offer      o\n  Key        k-2\n" +
      "  Holder     whoever has it\n  Issued     Jan 1, 1970, 00:00 (UTC)\n",
  );
  assert.match(run(["show", jws, "--lang", "zh-CN"]).stdout, /^未经验证/);
  assert.deepEqual(JSON.parse(run(["show", jws, "--json"]).stdout), {
    verified: false, claims: { aud: "p", iat: 0, jti: "V", offer: "o" }, ...readVoucher(jws),
  });
  put("no.jws", "V");
  assert.deepEqual([run(["show", "no.jws"]).status, run(["show", "-"]).status], [1, 2]);
});

/** A programme whose offer takes vouchers of the key `k-1`, that of `k-2` another offer. */
function programOf(keys, more = {}) {
  const offer = (id, kind) => ({ id, kind, name: { en: `the ${id}`, "zh-CN": "券" }, target: "order", benefit: { percent: { off: "10" } } });
  const offers = [offer("welcome", { signed: { keys: ["k-1"] } }), offer("other", { signed: { keys: ["k-2"] } }), offer("held", { wallet: {} })];
  return { format: 1, id: "watsons-vip", version: 1, currency: "CNY", zone: { offset: "+08:00" }, keys, offers, ...more };
}

const element = { id: "k-1", alg: "EdDSA", public: privateKey.x };
const otherElement = { id: "k-2", alg: "EdDSA", public: strange.x };

test("`keys --element` prints what a programme declares", async () => {
  const keys = (...args) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [BIN, "keys", "--element", ...args], { encoding: "utf8", cwd: desk });
    return { status, stdout, stderr };
  };
  const window = { from: "2026-11-01T00:00:00Z", until: "2026-12-01T00:00:00Z" };
  const dated = await makeKeys(window);
  put("many.jwks", { keys: [...publicKeys.keys, { kty: "EC", crv: "P-256", kid: "ec" }, ...dated.publicKeys.keys] });
  const elements = [element, { id: dated.privateKey.kid, alg: "EdDSA", public: dated.privateKey.x, window }];
  const printed = elements.map((it) => JSON.stringify(it, null, 2)).join(",\n");
  assert.deepEqual(keys("--keys", "many.jwks"), { status: 0, stdout: `${printed}\n`, stderr: "" });
  // A key without a name is called by its thumbprint, and of a private one nothing private is printed.
  const { kid, ...unnamed } = dated.privateKey;
  put("unnamed.jwk", unnamed);
  assert.deepEqual(JSON.parse(keys("--keys", "unnamed.jwk", "--json").stdout), [elements[1]]);
  const program = await perks.load(programOf([element, otherElement, elements[1]]));
  const known = [...publicKeys.keys, { ...publicKeys.keys[0], kid: "k-2", x: strange.x }, ...dated.publicKeys.keys];
  assert.deepEqual(keySet(program.authority().keys).keys, known);
  assert.match(keys("--kid", "k", "--keys", "many.jwks").stderr, /`--kid` is for a key that is made/);
  put("ec.jwks", { keys: [{ kty: "EC" }] });
  assert.match(keys("--keys", "ec.jwks").stderr, /no Ed25519 key/);
  put("never.jwk", { ...unnamed, exp: "soon" });
  assert.match(keys("--keys", "never.jwk").stderr, /whole seconds/);
});

const REFUSED = [
  ["an offer that is not there", [element, otherElement], ["--offer", "welcom"], /has no offer `welcom`\n {2}help: did you mean `welcome`/],
  ["an offer that takes none", [element, otherElement], ["--offer", "held"], /`held` takes no signed vouchers/],
  ["a key that is not there", [element, otherElement], ["--kid", "k-3"], /has no key `k-3`/],
  ["a key of another offer", [element, { ...element, id: "k-2" }], ["--kid", "k-2"], /takes no vouchers of the key `k-2`\n {2}help: it takes those of `k-1`/],
  ["another key of this name", [{ ...element, public: strange.x }, otherElement], [], /knows another key as `k-1`/],
  ["a serial that is revoked", [{ ...element, revoked: ["V-1"] }, otherElement], ["--serial", "V-1"], /`V-1` is revoked/],
  ["a key that has ended", [{ ...element, window: { until: "2026-10-31" } }, otherElement], ["--from", NOW], /never holds while these vouchers do\n {2}help: it holds until 2026-10-31T16:00:00.000Z/],
];
for (const [what, keys, args, message] of REFUSED) {
  test(`\`issue\` of a programme refuses ${what}`, () => {
    put("program.json", programOf(keys));
    const { status, stdout, stderr } = issue("--program", "program.json", ...args);
    assert.deepEqual([status, stdout], [2, ""]);
    assert.match(stderr, message);
  });
}

test("`issue` of a programme warns where vouchers outlive their key", () => {
  put("program.json", programOf([{ ...element, window: { until: "2026-11-30" } }, otherElement]));
  const made = (...args) => issue("--program", "program.json", ...args);
  assert.deepEqual(made("--until", "2026-12-01T00:00:00+08:00").stderr, "");
  for (const args of [[], ["--until", "2026-12-01T00:00:01+08:00"]]) {
    const { status, stderr } = made(...args);
    assert.deepEqual([status, stderr], [0, "perks: the key `k-1` holds until 2026-11-30T16:00:00.000Z only, and so do these vouchers\n"]);
  }
  put("refused.json", { ...programOf([]), format: 0 });
  assert.equal(issue("--program", "refused.json").status, 3);
});

test("`verify` with a programme says what the engine does", async () => {
  put("program.json", programOf([{ ...element, revoked: ["V-9"] }, { ...otherElement, window: { until: "2026-10-31" } }]));
  const claims = { jti: "V", aud: "watsons-vip", offer: "welcome" };
  const told = async (more, { key = privateKey, member = [], now = NOW } = {}) => {
    put("v.jws", await signVoucher({ ...claims, ...more }, key));
    const args = ["verify", "v.jws", "--program", "program.json", "--now", now, ...member];
    const { status, stdout } = run([...args, "--json"]);
    const answer = JSON.parse(stdout);
    assert.equal(status, answer.holds ? 0 : 1);
    // In both languages each reason has its sentence.
    for (const lang of ["en", "zh-CN"]) {
      const lines = run([...args, "--lang", lang]).stdout;
      for (const { code } of answer.reasons ?? []) assert.match(lines, new RegExp(`^ {2}${code}: (?!.*${code})`, "m"));
    }
    return answer.code ?? answer.reasons.map(({ code }) => code);
  };
  const sub = await holderOf("V", "m-1");
  assert.deepEqual(await told({}), []);
  assert.deepEqual(await told({ sub }), []);
  assert.deepEqual(await told({ sub }, { member: ["--member", "m-1"] }), []);
  assert.deepEqual(await told({ sub }, { member: ["--member", "m-2"] }), ["other_holder"]);
  assert.deepEqual(await told({ aud: "another" }), ["voucher_of_other_program"]);
  assert.deepEqual(await told({ offer: "held" }), ["unknown_code"]);
  assert.deepEqual(await told({ offer: "other" }), ["key_refused"]);
  assert.deepEqual(await told({ jti: "V-9", exp: 1 }), ["revoked", "ended"]);
  assert.deepEqual(await told({ nbf: 1796054400 }), ["not_yet"]);
  // Of a key that has ended, already the signature does not hold.
  assert.equal(await told({ offer: "other" }, { key: strange }), "key_expired");
  assert.deepEqual(await told({ offer: "other" }, { key: strange, now: "2026-10-01T00:00:00Z" }), []);
  put("keyless.json", { ...programOf(undefined), offers: [] });
  const keyless = run(["verify", "v.jws", "--program", "keyless.json", "--now", NOW]);
  assert.deepEqual([keyless.status, keyless.stdout], [1, "The voucher does not hold (unknown_key): no key of the set is `k-2`.\n"]);

  const { stdout } = run(["verify", "v.jws", "--program", "program.json", "--now", "2026-10-01T00:00:00Z", "--lang", "zh-CN"]);
  assert.match(stdout, /\n {2}优惠 +券（other）\n/);
});
