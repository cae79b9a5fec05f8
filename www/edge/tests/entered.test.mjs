/** What is entered: vouchers are verified, unique codes are looked up, and the rest is the engine's. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { makeKeys, signVoucher } from "perks/signed";
import { objects } from "./support/objects.mjs";
import { document, publisher } from "./support/programs.mjs";

/** Keys hold by the second. */
const NOW = Math.floor(Date.now() / 1000) * 1000;
const HOUR_MS = 3_600_000;
const PROGRAM = "shop";
const iso = (time) => new Date(time).toISOString();
let shop, edge, keys;

before(async () => {
  const brief = { from: iso(NOW - HOUR_MS), until: iso(NOW + HOUR_MS) };
  const [always, soon, stranger] = await Promise.all([makeKeys(), makeKeys(brief), makeKeys()]);
  keys = { always, soon, stranger };
  shop = await publisher();
  edge = await objects({ PROGRAM_KEYS: JSON.stringify(shop.publicKeys) });
  await publish(1);
});
after(() => edge.end());

function declared({ publicKeys }, more = {}) {
  const [{ kid, x }] = publicKeys.keys;
  return { id: kid, alg: "EdDSA", public: x, ...more };
}

/** @param {object[]} declaredKeys of the version, by default both */
async function publish(version, declaredKeys) {
  const window = { from: iso(NOW - HOUR_MS), until: iso(NOW + HOUR_MS) };
  const its = declaredKeys ?? [declared(keys.always), declared(keys.soon, { window })];
  const benefit = { target: "order", benefit: { amount: { off: "5" } } };
  const offers = [
    { id: "hello", kind: { public_code: { codes: ["HELLO"] } }, ...benefit },
    { id: "gift", kind: "unique_code", ...benefit },
    { id: "gift-2", kind: "unique_code", ...benefit },
    { id: "ticket", kind: { signed: { keys: its.map(({ id }) => id) } }, ...benefit },
  ];
  const jws = await shop.sign(document(PROGRAM, version, { keys: its, offers }));
  const { status, body } = await edge.call("PROGRAM", PROGRAM, "publish", jws, {
    now: NOW,
    by: "office",
  });
  assert.equal(status, 201, JSON.stringify(body));
  await edge.ask("askAgain", PROGRAM);
}

const resolve = (entered, now = NOW) => edge.ask("resolve", PROGRAM, entered, now);
/** As the programme compares it. */
const hash = (code) => edge.ask("hashOfCode", PROGRAM, code.toLowerCase().replaceAll("-", ""));
const load = async (offer, ...codes) =>
  edge.ask("loadAll", PROGRAM, offer, await Promise.all(codes.map(hash)));
const sign = (claims, { privateKey } = keys.always) =>
  signVoucher({ aud: PROGRAM, offer: "ticket", ...claims }, privateKey);
const use = async (claim) => {
  await edge.ask("reserveAll", PROGRAM, claim.hash, [claim], NOW + HOUR_MS, NOW);
  assert.equal(await edge.ask("confirmAll", PROGRAM, claim.hash, [claim]), true);
};

test("a unique code is looked up, with its offer, however it is written; what the engine knows is not", async () => {
  await load("gift", "ABC-1");
  const { coupons, claims, refused, verdicts } = await resolve(["HELLO", "abc-1 ", "NOBODY"]);
  assert.deepEqual(coupons, ["HELLO", { code: "abc-1 ", offer: "gift" }, "NOBODY"]);
  const claim = { kind: "unique_code", offer: "gift", hash: await hash("ABC-1") };
  assert.deepEqual(claims, [["abc-1 ", { code: "abc1", claim }]]);
  assert.deepEqual(refused, []);
  assert.deepEqual(
    verdicts.map(({ offer, reasons }) => [offer, reasons.map(({ code }) => code)]),
    [
      ["hello", []],
      ["gift", []],
      [undefined, ["unknown_code"]],
    ],
  );
});

test("a code that is named with its offer must be of it", async () => {
  await load("gift", "NAMED");
  const right = await resolve([{ code: "named", offer: "gift" }]);
  assert.deepEqual(right.coupons, [{ code: "named", offer: "gift" }]);
  assert.equal(right.claims[0][1].claim.offer, "gift");
  for (const wrong of [
    { code: "named", offer: "gift-2" },
    { code: "none", offer: "gift" },
  ]) {
    const { coupons, claims, refused } = await resolve([wrong]);
    assert.deepEqual([coupons, claims], [[], []]);
    assert.deepEqual(refused, [
      { entered: wrong.code, offer: wrong.offer, reasons: [{ code: "unknown_code" }] },
    ]);
  }
});

test("what is used or revoked is refused, what is held is not, since it may be the same order's", async () => {
  await load("gift", "USED", "GONE", "HELD");
  await use({ kind: "unique_code", offer: "gift", hash: await hash("USED") });
  await edge.ask("revokeAll", PROGRAM, [await hash("GONE")]);
  await edge.ask(
    "reserveAll",
    PROGRAM,
    "h",
    [{ kind: "unique_code", offer: "gift", hash: await hash("HELD") }],
    NOW + HOUR_MS,
    NOW,
  );
  const { coupons, refused } = await resolve(["used", "gone", "held"]);
  assert.deepEqual(coupons, [{ code: "held", offer: "gift" }]);
  assert.deepEqual(refused, [
    { entered: "used", offer: "gift", reasons: [{ code: "used" }] },
    { entered: "gone", offer: "gift", reasons: [{ code: "revoked" }] },
  ]);
});

test("a signed voucher becomes its claims, and its serial is claimed", async () => {
  const jws = await sign({ jti: "S-1", exp: Math.floor(NOW / 1000) + 60 });
  const { coupons, claims, refused, verdicts } = await resolve([jws]);
  assert.deepEqual(refused, []);
  const [{ voucher }] = coupons;
  assert.deepEqual(
    [voucher.program, voucher.offer, voucher.serial, voucher.key],
    [PROGRAM, "ticket", "S-1", keys.always.privateKey.kid],
  );
  const claim = {
    kind: "signed",
    offer: "ticket",
    hash: await edge.ask("hashOfSerial", PROGRAM, "ticket", "S-1"),
  };
  assert.deepEqual(claims, [[jws, { code: "S-1", claim }]]);
  assert.deepEqual([verdicts[0].offer, verdicts[0].reasons], ["ticket", []]);
  await use(claim);
  assert.deepEqual((await resolve([jws])).refused, [
    { entered: "S-1", offer: "ticket", reasons: [{ code: "used" }] },
  ]);
});

test("claims that nobody signed, altered ones and those of others' keys are refused", async () => {
  const jws = await sign({ jti: "S-2" });
  const { coupons } = await resolve([jws]);
  const [header, payload, signature] = jws.split(".");
  const other = (await sign({ jti: "S-3" })).split(".")[1];
  const stranger = await sign({ jti: "S-2" }, keys.stranger);
  const forged = await signVoucher(
    { aud: PROGRAM, offer: "ticket", jti: "S-2" },
    keys.stranger.privateKey,
    { kid: keys.always.privateKey.kid },
  );
  const elsewhere = await sign({ jti: "S-2", aud: "elsewhere" }, keys.stranger);
  for (const [entered, code] of [
    [coupons[0], "not_jws"],
    [`${header}.${other}.${signature}`, "bad_signature"],
    [`${header}.${payload}.`, "not_jws"],
    [stranger, "key_refused"],
    [forged, "bad_signature"],
    [elsewhere, "voucher_of_other_program"],
    [await shop.sign(document(PROGRAM, 1)), "wrong_typ"],
  ]) {
    for (const _ of ["first", "again"]) {
      const { coupons: none, claims, refused } = await resolve([entered]);
      assert.deepEqual([none, claims], [[], []]);
      assert.equal(refused[0].reasons[0].code, code, JSON.stringify(entered));
    }
  }
});

test("what the key says of a voucher of another programme or offer, or of its time, the engine judges", async () => {
  const seconds = Math.floor(NOW / 1000);
  const cases = [
    [{ jti: "A", aud: "elsewhere" }, "voucher_of_other_program"],
    [{ jti: "B", offer: "gift" }, "unknown_code"],
    [{ jti: "C", exp: seconds - 60 }, "ended"],
    [{ jti: "D", nbf: seconds + 60 }, "not_yet"],
  ];
  for (const [claims, code] of cases) {
    const { verdicts, refused } = await resolve([await sign(claims)]);
    assert.deepEqual([refused, verdicts[0].reasons.map((it) => it.code)], [[], [code]]);
  }
});

test("a voucher that was verified before is still bound to its key's time, and to the version's keys", async () => {
  const jws = await sign({ jti: "S-9" }, keys.soon);
  assert.deepEqual((await resolve([jws])).refused, []);
  const refused = [
    { entered: jws, reasons: [{ code: "key_refused", key: keys.soon.privateKey.kid }] },
  ];
  assert.deepEqual((await resolve([jws], NOW + HOUR_MS)).refused, refused, "the key ended");
  assert.deepEqual(
    (await resolve([jws], NOW - HOUR_MS - 1_000)).refused,
    refused,
    "it had not begun",
  );
  await publish(2, [declared(keys.always)]);
  assert.deepEqual((await resolve([jws])).refused, refused, "it was withdrawn");
  const [{ x }] = keys.stranger.publicKeys.keys;
  await publish(3, [declared(keys.always), { ...declared(keys.soon), public: x }]);
  assert.equal(
    (await resolve([jws])).refused[0].reasons[0].code,
    "bad_signature",
    "another key of that name",
  );
  await publish(4);
  assert.deepEqual((await resolve([jws])).refused, []);
});

test("where a programme has no such offers nothing is looked up", async () => {
  const jws = await shop.sign(
    document("plain", 1, {
      offers: [
        {
          id: "hello",
          kind: { public_code: { codes: ["HELLO"] } },
          target: "order",
          benefit: { amount: { off: "5" } },
        },
      ],
    }),
  );
  await edge.call("PROGRAM", "plain", "publish", jws, { now: NOW, by: "office" });
  const voucher = await sign({ jti: "S" });
  const { coupons, claims, refused } = await edge.ask(
    "resolve",
    "plain",
    ["HELLO", "NOBODY", voucher],
    NOW,
  );
  assert.deepEqual([coupons, claims], [["HELLO", "NOBODY"], []]);
  assert.equal(refused[0].reasons[0].code, "voucher_of_other_program");
  const shards = await Promise.all(
    Array.from({ length: 16 }, (_, nr) =>
      edge.call("CODES", `plain/${nr}`, "sql", "SELECT count(*) AS codes FROM codes"),
    ),
  );
  assert.ok(shards.every(([{ codes }]) => codes === 0));
});
