/** Starting the module, and what handles do when nobody makes a mistake. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import * as perks from "perks";
import { texts } from "perks/texts";
import { en } from "perks/texts/en";
import { CART, gallery, MEMBER, NOW, PROGRAM, watsons } from "./support.mjs";

const at = (path) => new URL(`../${path}`, import.meta.url);

test("the package exports what the types say, and no more", () => {
  assert.deepEqual(Object.keys(perks).sort(), ["Cart", "Member", "PerksError", "Program", "load"]);
});

test("a programme names itself", async () => {
  const { program, member } = await watsons();
  assert.equal(program.id, "watsons-vip");
  assert.equal(program.version, 1);
  assert.equal(program.currency, "CNY");
  assert.equal(program.digits, 2);
  assert.equal(program.zone, "Asia/Shanghai");
  assert.equal(program.pointDigits, 0);
  assert.deepEqual(program.warnings, []);
  assert.equal(member.id, "m-0001");
  assert.equal(program.guest().id, undefined);
});

test("a programme says what sentences about it need", async () => {
  assert.equal((await perks.load(gallery("telecom-points/program.json"))).pointDigits, 1);
  const least = { format: 1, id: "p", version: 1, currency: "JPY", zone: { offset: "+05:45" } };
  const program = await perks.load(least);
  assert.deepEqual([program.zone, program.pointDigits, program.digits], ["+05:45", 0, 0]);
  const { currency, digits, pointDigits, zone: timeZone } = program;
  const say = texts(en, { currency, digits, pointDigits, timeZone });
  assert.equal(say.time("2026-11-20T04:00:00Z"), "Nov 20, 2026, 09:45");
});

test("text, bytes and plain objects read the same", async () => {
  const forms = [(text) => text, (text) => new TextEncoder().encode(text), Buffer.from, JSON.parse];
  const quotes = [];
  for (const form of forms) {
    const program = await perks.load(form(PROGRAM));
    const quote = program.member(form(MEMBER)).quote(program.cart(form(CART)), { now: NOW });
    quotes.push(JSON.stringify(quote));
  }
  assert.equal(new Set(quotes).size, 1);
});

test("an instant is text, milliseconds or a Date", async () => {
  const { member, cart } = await watsons();
  const nows = [NOW, "2026-11-20T12:00:00+08:00", Date.parse(NOW), new Date(NOW)];
  const results = nows.flatMap((now) => [member.status({ now }), member.quote(cart, { now })]);
  for (const result of results) assert.equal(result.now, "2026-11-20T04:00:00.000Z");
  assert.equal(new Set(results.map((result) => JSON.stringify(result))).size, 2);
});

test("the quote of the gallery is the one worked out by hand", async () => {
  const { member, cart } = await watsons();
  const { totals, points } = member.quote(cart, { now: NOW, spend: 200 });
  // 2 × 99.00 + 158.00 + 3 × 12.90; masks at 59.00 save 80.00, a fifth of the serum is 31.60
  assert.deepEqual(totals, {
    list_minor: 39470,
    discount_minor: 8000 + 3160,
    net_minor: 28310,
    points_minor: 2000,
    pay_minor: 26310,
    units: 6,
  });
  // floor(263.10 / 10.00)
  assert.equal(points.earn.total, 26);
  assert.equal(points.spend.maximum, 620);
  assert.equal(member.quote(cart, { now: NOW }).points.earn.total, 28);
});

test("a quote is made again from what was kept of it", async () => {
  const { program, member, cart } = await watsons();
  const options = { now: NOW, spend: "max", coupons: ["none"], receipt: "yes" };
  const { receipt, ...quote } = member.quote(cart, options);
  const inputs = member.inputs(cart, options);
  assert.equal(typeof inputs, "string");
  for (const form of [inputs, JSON.parse(inputs), new TextEncoder().encode(inputs)]) {
    const replay = program.replay(receipt, form);
    assert.deepEqual(replay, {
      same: true, program: "same", inputs: "same", outcome: "same", quote: { ...quote, receipt },
    });
  }
  cart.setUnits("3", 1);
  const { same, ...told } = program.replay(JSON.stringify(receipt), member.inputs(cart, options));
  assert.equal(same, false);
  assert.deepEqual({ ...told, quote: null }, { program: "same", inputs: "other", outcome: "other", quote: null });
  const next = await perks.load({ ...JSON.parse(PROGRAM), version: 1_000 });
  assert.deepEqual({ ...next.replay(receipt, inputs), quote: null }, {
    same: false, program: "other", inputs: "same", outcome: "other", quote: null,
  });
});

test("a programme tells what an authority must know", async () => {
  const program = await perks.load({
    format: 1, id: "p", version: 1, currency: "CNY", zone: { offset: "+08:00" },
    offers: [{ id: "a", benefit: { percent: { off: "10" } }, limits: { budget: "9.00" } }],
  });
  const offer = { offer: "a", kind: "automatic", budget_minor: 900, overrun: "refuse", cancelled: "returned" };
  assert.deepEqual(program.authority(), { offers: [offer], rewards: [], keys: [] });
  assert.equal(program.code(" Save-10 "), "save10");
});

test("a programme tells what combines", async () => {
  const offer = (id, stacking) => ({ id, benefit: { percent: { off: "10" } }, stacking });
  const program = await perks.load({
    format: 1, id: "p", version: 1, currency: "CNY", zone: { offset: "+08:00" },
    offers: [offer("a"), offer("b", { not_with: ["a"] }), offer("c")],
  });
  assert.deepEqual(program.combinations().offers, [
    { offer: "a", phase: "line", not_with: ["b"] },
    { offer: "b", phase: "line", not_with: ["a"] },
    { offer: "c", phase: "line" },
  ]);
  assert.deepEqual([program.combines("a", "b"), program.combines("c", "a")], [false, true]);
  assert.deepEqual(program.conflicts("b", "a"), ["not_with"]);
});

test("an order that nobody decided is shown by a cart", async () => {
  const offer = (id, benefit, priority) => ({ id, target: "order", benefit, stacking: { priority } });
  const document = (priority) => ({
    format: 1, id: "p", version: 1, currency: "CNY", zone: { offset: "+08:00" },
    offers: [offer("five", { amount: { off: "5.00" } }, 0), offer("ten", { percent: { off: "10" } }, priority)],
  });
  const program = await perks.load(document(0));
  const [{ code, severity, path, params, example }, ...more] = program.check();
  assert.deepEqual([code, severity, path, more.length], ["order_decides", "warning", "/offers/1", 0]);
  assert.deepEqual(params, { offer: "ten", before: "five", off_minor: 1450, other_minor: 1500 });
  const off = (of) => of.guest().quote(of.cart(example), { now: NOW }).totals.discount_minor;
  const decided = await perks.load(document(1));
  assert.deepEqual([off(program), off(decided)], [1450, 1500]);
  assert.deepEqual(decided.check(), []);
});

test("a cart changes in place", async () => {
  const { member, cart } = await watsons();
  const list = () => member.quote(cart, { now: NOW }).totals.list_minor;
  assert.equal(list(), 39470);
  cart.setUnits("3", 1);
  assert.equal(list(), 39470 - 2 * 1290);
  cart.addLine({ id: "4", sku: "sunscreen-50", units: 1, price_minor: 9900 });
  assert.equal(list(), 39470 - 2 * 1290 + 9900);
  cart.removeLine("4");
  cart.setUnits("3", 3);
  assert.equal(list(), 39470);
  assert.deepEqual(cart.state(), JSON.parse(CART));
});

test("a snapshot reads back as the same member", async () => {
  const { program, member } = await watsons();
  const again = program.member(member.state());
  assert.deepEqual(again.status({ now: NOW }), member.status({ now: NOW }));
  assert.deepEqual(again.state(), member.state());
});

test("handles outlive their programme, are freed twice without harm, and dispose of themselves", async () => {
  const { program, member, cart } = await watsons();
  program.free();
  program.free();
  assert.equal(member.quote(cart, { now: NOW }).totals.list_minor, 39470);
  for (const handle of [member, cart]) {
    assert.equal(typeof handle[Symbol.dispose], "function");
    handle[Symbol.dispose]();
    handle.free();
  }
});

test("many handles can be made and freed", async () => {
  const { program } = await watsons();
  for (let round = 0; round < 2000; round += 1) {
    const cart = program.cart(CART);
    const member = program.member(MEMBER);
    member.quote(cart, { now: NOW });
    cart.free();
    member.free();
  }
});

test("the manual entry starts when it is told to", async () => {
  const manual = await import("perks/manual");
  await assert.rejects(manual.load(PROGRAM), (error) => {
    assert.ok(error instanceof manual.PerksError);
    assert.equal(error.problems[0].code, "not_started");
    return true;
  });
  const bytes = readFileSync(at("dist/perks_bg.wasm"));
  await manual.start(await WebAssembly.compile(bytes));
  manual.startSync(bytes);
  assert.equal((await manual.load(PROGRAM)).id, "watsons-vip");
});

test("the example of the README for authors and auditors", async () => {
  const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");
  const [, code, said] = /^```js\n(\/\/ Whoever writes.*?)^\/\/ (true .*?)\n```$/ms.exec(readme);
  const { program, member, cart } = await watsons();
  const lines = [];
  const run = new Function("program", "member", "cart", "console", code);
  run(program, member, cart, { log: (...values) => lines.push(values.join(" ")) });
  assert.deepEqual(lines, [said]);
});
