/** Codes as people type them, and vouchers as they are signed: told before, used once, given back with the goods. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { holderOf, makeKeys, signVoucher } from "perks/signed";
import { cart, members, no, ok, SHOP } from "./support/members.mjs";

const { privateKey, publicKeys } = await makeKeys();
const stranger = await makeKeys();
const [{ kid, x }] = publicKeys.keys;

let edge;
before(async () => {
  const offers = [
    ...SHOP.offers,
    {
      id: "trimmed",
      target: { lines: { tags: ["trimmed"] } },
      benefit: { percent: { off: "50" } },
      limits: { budget: "30.00", overrun: "trim" },
    },
    {
      id: "allowed",
      target: { lines: { tags: ["allowed"] } },
      benefit: { percent: { off: "50" } },
      limits: { budget: "30.00", overrun: "allow" },
    },
    { id: "thirty", kind: { signed: { keys: [kid] } }, benefit: { percent: { off: "30" } } },
  ];
  edge = await members({ ...SHOP, offers, keys: [{ id: kid, alg: "EdDSA", public: x }] });
});
after(() => edge.end());

const claims = (serial, more = {}) => ({ jti: serial, aud: "shop", offer: "thirty", ...more });
const voucher = (serial, more, key = privateKey) => signVoucher(claims(serial, more), key);
const entered = (...coupons) => ({ cart: cart(), options: { coupons } });
const reasons = ({ codes }) => codes.map(({ reasons: [first] }) => first?.code);

test("a unique code is entered as a text, wherever it is of", async () => {
  await edge.load("twenty", ["spring1", "spring2"]);
  const [lin, wang] = [await edge.join(), await edge.join()];
  const quote = await ok(edge.ask(lin, "quote", entered(" Spring-1 ")));
  assert.equal(quote.totals.pay_minor, 8_000);
  const held = await ok(edge.ask(lin, "hold", { order: "o1", ...entered("SPRING1") }));
  assert.equal(held.quote.totals.pay_minor, 8_000);
  assert.deepEqual(
    reasons(
      await no(edge.ask(wang, "hold", { order: "o1", ...entered("spring1") }), "coupon_refused"),
    ),
    ["held"],
  );
  await ok(edge.ask(lin, "commit", "o1", {}));
  const { codes } = await ok(
    edge.ask(wang, "check", { coupons: ["spring1", "spring2", "summer"] }),
  );
  const told = new Map(codes.map((it) => [it.entered, it.reasons[0]?.code]));
  assert.deepEqual(
    [told.get("spring1"), told.get("spring2"), told.get("summer")],
    ["used", undefined, "unknown_code"],
  );
  await no(edge.ask(wang, "order", { order: "o1", ...entered("spring1") }), "coupon_refused");
  await no(
    edge.ask(wang, "order", { order: "o1", ...entered({ code: "spring2", offer: "thirty" }) }),
    "coupon_refused",
  );
  await ok(edge.ask(wang, "order", { order: "o1", ...entered("spring2") }));
  await edge.proved(wang);
});

test("a voucher is what its signature says, and used once by whoever comes first", async () => {
  const [lin, wang] = [await edge.join(), await edge.join()];
  const jws = await voucher("V-1");
  const quote = await ok(edge.ask(lin, "quote", entered(jws)));
  assert.equal(quote.totals.pay_minor, 7_000);
  const made = await ok(
    edge.ask(lin, "order", { order: "o1", ...entered(jws), paid_minor: 7_000 }),
  );
  assert.equal(made.quote.offers.applied[0].code, "V-1");
  for (const ask of [
    edge.ask(wang, "order", { order: "o1", ...entered(jws) }),
    edge.ask("guest:v1", "order", { order: "v1", ...entered(jws) }),
  ]) {
    assert.deepEqual(reasons(await no(ask, "coupon_refused")), ["used"]);
  }
  await ok(edge.ask(lin, "refund", { id: `${lin}-r`, order: "o1" }));
  await ok(edge.ask("guest:v1", "order", { order: "v1", ...entered(jws), paid_minor: 7_000 }));
  await edge.proved(lin);
});

test("what is forged, claimed, another's or over is refused, and says so", async () => {
  const lin = await edge.join();
  const past = Math.floor(Date.now() / 1000) - 60;
  const wrong = {
    key_refused: await voucher("V-2", {}, stranger.privateKey),
    ended: await voucher("V-3", { exp: past }),
    not_yet: await voucher("V-4", { nbf: past + 3_600 }),
    other_holder: await voucher("V-5", { sub: await holderOf("V-5", "somebody") }),
    voucher_of_other_program: await voucher("V-6", { aud: "cinema" }),
  };
  for (const [code, jws] of Object.entries(wrong)) {
    const refused = await no(
      edge.ask(lin, "hold", { order: "o1", ...entered(jws) }),
      "coupon_refused",
    );
    assert.deepEqual(reasons(refused), [code]);
    assert.deepEqual(reasons(await ok(edge.ask(lin, "check", { coupons: [jws] }))), [code]);
  }
  const own = await voucher("V-7", { sub: await holderOf("V-7", lin) });
  const [header, , signature] = own.split(".");
  const forged = `${header}.${Buffer.from(JSON.stringify(claims("V-7"))).toString("base64url")}.${signature}`;
  assert.equal(
    (await edge.ask(lin, "hold", { order: "o1", ...entered(forged) })).body.code,
    "coupon_refused",
  );
  const claimed = { voucher: { program: "shop", offer: "thirty", serial: "V-8", key: kid } };
  assert.equal(
    (await edge.ask(lin, "hold", { order: "o1", ...entered(claimed) })).body.code,
    "coupon_refused",
  );
  await ok(edge.ask(lin, "order", { order: "o1", ...entered(own), paid_minor: 7_000 }));
  await edge.proved(lin);
});

test("of twelve who enter one voucher at once one has it", async () => {
  const names = await Promise.all(Array.from({ length: 12 }, () => edge.join()));
  const jws = await voucher("V-9");
  const answers = await Promise.all(
    names.map((name) => edge.ask(name, "order", { order: "o1", ...entered(jws) })),
  );
  assert.deepEqual(answers.map(({ status }) => status).sort(), [201, ...Array(11).fill(409)]);
});

for (const [tag, prices] of [
  ["trimmed", [2_000, 3_000, 4_000]],
  ["allowed", [2_000, 2_000, 4_000]],
]) {
  test(`of a budget of 30.00 that is ${tag}, three orders of 40.00 at half the price get what there is`, async () => {
    const goods = cart(4_000, { tags: [tag] });
    const names = await Promise.all([1, 2, 3].map(() => edge.join()));
    for (const [nr, name] of names.entries()) {
      const held = await ok(edge.ask(name, "hold", { order: "o1", cart: goods }));
      assert.equal(held.quote.totals.pay_minor, prices[nr]);
      await ok(edge.ask(name, "commit", "o1", { paid_minor: prices[nr] }));
      await edge.proved(name);
    }
    const { amount } = await edge.module("count", "shop", { offer: tag });
    assert.equal(amount, tag === "trimmed" ? 3_000 : 4_000);
    await ok(edge.ask(names[0], "refund", { id: `${names[0]}-${tag}`, order: "o1" }));
    assert.equal((await edge.module("count", "shop", { offer: tag })).amount, amount - 2_000);
  });
}
