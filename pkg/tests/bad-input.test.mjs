/**
 * Everything that can be sent wrong, to every entry: each gets a problem that names the place,
 * none traps, nothing changes, and the handles work on.
 */
import assert from "node:assert/strict";
import test from "node:test";
import { runInNewContext } from "node:vm";
import * as perks from "perks";
import { CART, MEMBER, NOW, PROGRAM, refusal, watsons } from "./support.mjs";

const EVENT = JSON.stringify({ id: "e-1", at: NOW, order: { id: "o-1", cart: JSON.parse(CART) } });
const LINE = JSON.stringify({ id: "9", sku: "shampoo-repair-750", units: 1, price_minor: 5990 });

/** The entries that take a document: a right one, how to send another, and how a problem calls it. */
const SUMS = { program: "0".repeat(32), inputs: "1".repeat(32), outcome: "f".repeat(32) };
const INPUTS = `{"member":${MEMBER},"cart":${CART},"options":{"now":"${NOW}"}}`;
const ENTRIES = {
  load: { right: PROGRAM, send: (_, document) => perks.load(document), kind: "program" },
  "program.member": { right: MEMBER, send: ({ program }, document) => program.member(document), kind: "member" },
  "program.cart": { right: CART, send: ({ program }, document) => program.cart(document), kind: "cart" },
  "cart.addLine": { right: LINE, send: ({ cart }, document) => cart.addLine(document), kind: "cart" },
  "member.record": {
    right: EVENT,
    send: ({ member }, document) => member.record(document, { now: NOW }),
    kind: "event",
  },
  "program.replay of a receipt": {
    right: JSON.stringify(SUMS),
    send: ({ program }, document) => program.replay(document, INPUTS),
    kind: "receipt",
  },
  "program.replay of inputs": {
    right: INPUTS,
    send: ({ program }, document) => program.replay(SUMS, document),
    kind: "inputs",
  },
};

const cyclic = { format: 1 };
cyclic.self = cyclic;

/** Wrong in any document: name, the document made from the right text, the codes that may answer. */
const DOCUMENTS = [
  ["an empty text", () => "", ["not_json"]],
  ["not JSON", () => "once upon a time", ["not_json"]],
  ["JavaScript", (right) => `(${right})`, ["not_json"]],
  ["a trailing comma", (right) => right.trimEnd().replace(/\}$/, ",}"), ["not_json"]],
  ["truncated text", (right) => right.slice(0, right.length / 2), ["not_json"]],
  ["text after the end", (right) => `${right} {}`, ["not_json"]],
  ["bytes that are not UTF-8", () => new Uint8Array([0x7b, 0x22, 0xff, 0x22, 0x7d]), ["not_utf8"]],
  ["a lone surrogate", () => '{"\\ud800": 1}', null],
  ["a list", () => "[]", ["wrong_type"]],
  ["a number", () => "7", ["wrong_type"]],
  ["null as text", () => "null", ["wrong_type"]],
  ["an unknown field", (right) => right.replace("{", '{"untis": 1,'), ["unknown_field"]],
  ["a field twice", (right) => twice(right), ["duplicate_field"]],
  ["nothing in it", () => "{}", ["missing_field"]],
  ["ten megabytes of text", (right) => right + " ".repeat(10_000_000), ["too_large"]],
  ["ten megabytes of bytes", () => new Uint8Array(10_000_000).fill(0x20), ["too_large"]],
  ["nesting 100 deep", () => `${"[".repeat(100)}${"]".repeat(100)}`, ["too_deep"]],
  ["nesting 100,000 deep", () => "[".repeat(100_000), ["too_deep"]],
  ["an object 100 deep", (right) => ({ ...JSON.parse(right), deep: nested(100) }), ["too_deep"]],
  ["a cyclic object", () => cyclic, ["too_deep"]],
  ["a bigint within", (right) => ({ ...JSON.parse(right), id: 1n }), ["wrong_type", "unknown_field"]],
  ["NaN within", (right) => ({ ...JSON.parse(right), id: Number.NaN }), ["wrong_type", "unknown_field"]],
  ["infinity within", (right) => ({ ...JSON.parse(right), id: Number.POSITIVE_INFINITY }), ["wrong_type", "unknown_field"]],
  ["a symbol within", (right) => ({ ...JSON.parse(right), id: Symbol("id") }), ["not_plain"]],
  ["a function within", (right) => ({ ...JSON.parse(right), id: () => "1" }), ["not_plain"]],
  ["a required field undefined", (right) => firstUndefined(right), null],
  ["undefined", () => undefined, ["wrong_type"]],
  ["null", () => null, ["wrong_type"]],
  ["true", () => true, ["wrong_type"]],
  ["a JavaScript number", () => 7, ["wrong_type"]],
  ["a JavaScript NaN", () => Number.NaN, ["wrong_type"]],
  ["a bigint", () => 7n, ["wrong_type"]],
  ["a symbol", () => Symbol("document"), ["not_plain"]],
  ["a function", () => () => "{}", ["not_plain"]],
  ["an array", () => [], ["wrong_type"]],
  ["a map", () => new Map(), ["not_plain"]],
  ["a date", () => new Date(0), ["wrong_type"]],
  ["words instead of bytes", () => new Uint16Array(4), ["not_plain"]],
  ["a buffer", () => new ArrayBuffer(4), ["not_plain"]],
  ["a promise", async () => "{}", ["not_plain"]],
  ["a class instance", (right) => Object.assign(new Custom(), JSON.parse(right)), ["not_plain"]],
  ["a class instance within", (right) => ({ ...JSON.parse(right), id: new Custom() }), ["not_plain"]],
  ["a map within", (right) => ({ ...JSON.parse(right), id: new Map() }), ["not_plain"]],
  ["bytes within", (right) => ({ ...JSON.parse(right), id: new Uint8Array(1) }), ["not_plain"]],
  ["what only claims to be bytes", () => Object.create(Uint8Array.prototype), ["not_plain"]],
  ["a proxy of bytes", () => new Proxy(new Uint8Array(1), {}), ["not_plain"]],
  ["what only claims to be a date", () => ({ [Symbol.toStringTag]: "Date", __proto__: new Custom() }), ["not_plain"]],
  ["an invalid date within", (right) => ({ ...JSON.parse(right), id: new Date(Number.NaN) }), ["wrong_type", "unknown_field"]],
  ["a toJSON", (right) => ({ toJSON: () => JSON.parse(right) }), ["not_plain"]],
  ["half of a surrogate pair", (right) => right.replace('"', '"\ud800'), ["not_utf8"]],
  ["half of a surrogate pair within", (right) => ({ ...JSON.parse(right), id: "\udfff!" }), ["not_utf8"]],
  ["half of a surrogate pair as a name", (right) => ({ ...JSON.parse(right), "\ud83d": 1 }), ["not_utf8"]],
  ["ten megabytes of text within", (right) => ({ ...JSON.parse(right), id: "x".repeat(10_000_000) }), ["too_large"]],
  ["one text a million times", () => Array(900_000).fill("x".repeat(1000)), ["too_large"]],
  ["a sparse list of 2^32 - 1", (right) => ({ ...JSON.parse(right), id: new Array(2 ** 32 - 1) }), ["too_large"]],
  ["a million and one fields", () => Object.fromEntries(Array.from({ length: 1_000_001 }, (_, at) => [at, 0])), ["too_large"]],
  ["2^30 leaves that are one", () => shared(30), ["too_large"]],
  ["a list that lies", () => new Proxy([], { get: () => 1e9 }), ["too_large"]],
  ["detached bytes", () => detached(), ["not_json"]],
  ...["getOwnPropertyDescriptor", "getPrototypeOf", "ownKeys"].map((trap) => [
    `a proxy that throws in ${trap}`,
    (right) => new Proxy(JSON.parse(right), { [trap]: thrower }),
    ["not_plain"],
  ]),
  ["a getter that throws", (right) => throwing(right), ["not_plain"]],
  ["a revoked proxy", () => revoked(), ["not_plain"]],
  ["a revoked proxy within", (right) => ({ ...JSON.parse(right), id: revoked() }), ["not_plain"]],
];

class Custom {}

function thrower() {
  throw new Error("mine");
}

/** The right document, with a getter for its first field that throws. */
function throwing(right) {
  const document = JSON.parse(right);
  return Object.defineProperty(document, Object.keys(document)[0], { get: thrower, enumerable: true });
}

function revoked() {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  return proxy;
}

/** Two to the power of so many leaves, in as few lists, each perhaps watched. */
function shared(power, watched = (list) => list) {
  let value = 1;
  for (let level = 0; level < power; level += 1) value = watched([value, value]);
  return value;
}

function detached() {
  const bytes = new Uint8Array(8);
  structuredClone(bytes, { transfer: [bytes.buffer] });
  return bytes;
}

function twice(right) {
  const [name, value] = Object.entries(JSON.parse(right))[0];
  return right.replace("{", `{${JSON.stringify(name)}: ${JSON.stringify(value)},`);
}

function firstUndefined(right) {
  const document = JSON.parse(right);
  return { ...document, [Object.keys(document)[0]]: undefined };
}

function nested(depth) {
  let value = 1;
  for (let level = 0; level < depth; level += 1) value = [value];
  return value;
}

/** Does the work, expects its refusal, and then the first quote and snapshots once more. */
async function refused(work, codes) {
  const handles = await watsons();
  const { program, member, cart } = handles;
  const state = () =>
    JSON.stringify([member.quote(cart, { now: NOW }), member.state(), cart.state(), program.warnings]);
  const before = state();
  const problems = await refusal(() => work(handles));
  assert.ok(state() === before, "the refusal changed something");
  assert.equal(program.cart(CART).state().lines.length, 3, "the programme reads no more");
  if (codes) {
    const found = problems.map(({ code }) => code);
    assert.ok(codes.some((code) => found.includes(code)), `${found} and not ${codes}`);
  }
  return problems;
}

for (const [entry, { right, send, kind }] of Object.entries(ENTRIES)) {
  test(`${entry} takes the right document`, async () => {
    await send(await watsons(), right);
  });
  for (const [name, make, codes] of DOCUMENTS) {
    test(`${entry}: ${name}`, async () => {
      const document = make(right);
      const problems = await refused((handles) => send(handles, document), codes);
      for (const problem of problems) {
        assert.equal(problem.document, kind);
        // An object has no lines.
        const hasLines = typeof document === "string" || ArrayBuffer.isView(document);
        assert.ok(hasLines || problem.line === undefined);
      }
    });
  }
}

/** A copy of a text with one value replaced, found by its path. */
function changed(text, path, value) {
  const document = JSON.parse(text);
  const last = path.at(-1);
  const holder = path.slice(0, -1).reduce((part, key) => part[key], document);
  holder[last] = value;
  return JSON.stringify(document);
}

/** One wrong value: entry, path, value, codes. The problem must name this very path. */
const VALUES = [
  ["load", ["currency"], "EURO", null],
  ["load", ["currency"], 1, ["wrong_type"]],
  ["load", ["zone"], "Asia/Peking", ["unknown_zone"]],
  ["load", ["zone"], "asia/shanghai", ["unknown_zone"]],
  ["load", ["version"], 2 ** 53, ["wrong_type", "out_of_range"]],
  ["load", ["version"], -1, ["out_of_range"]],
  ["load", ["points", "spending", "cash", "worth"], "0.105", ["too_many_decimals"]],
  ["load", ["points", "earning", 0, "give", "per_amount", "amount"], "10.001", ["too_many_decimals"]],
  ["load", ["points", "earning", 0, "give", "per_amount", "amount"], "ten", ["bad_decimal"]],
  ["load", ["offers", 0, "benefit", "price_list", "prices", "mask-hydra-10"], "59.999", ["too_many_decimals"]],
  ["program.member", ["program"], "another", ["wrong_program"]],
  ["program.member", ["lots", 0, "left"], -1, ["out_of_range"]],
  ["program.member", ["lots", 0, "left"], 2 ** 53, ["wrong_type", "out_of_range"]],
  ["program.member", ["lots", 1, "granted"], "200", ["wrong_type"]],
  ["program.cart", ["currency"], "USD", ["wrong_currency"]],
  ["program.cart", ["lines", 0, "units"], 0, ["out_of_range"]],
  ["program.cart", ["lines", 0, "units"], -2, ["out_of_range"]],
  ["program.cart", ["lines", 0, "units"], 2 ** 53, ["wrong_type", "out_of_range"]],
  ["program.cart", ["lines", 0, "units"], 1.5, null],
  ["program.cart", ["lines", 1, "price_minor"], 1e300, null],
  ["program.cart", ["lines", 1, "price_minor"], "158.00", ["wrong_type"]],
  ["program.cart", ["lines", 2, "units"], "3", ["wrong_type"]],
  ["cart.addLine", ["units"], -1, ["out_of_range"]],
  ["cart.addLine", ["price_minor"], 2 ** 53, ["wrong_type", "out_of_range"]],
  ["member.record", ["at"], "yesterday", ["bad_instant"]],
  ["member.record", ["order", "cart", "lines", 0, "units"], -1, ["out_of_range"]],
];
for (const [entry, path, value, codes] of VALUES) {
  const pointer = path.map((key) => `/${key}`).join("");
  const { right, send } = ENTRIES[entry];
  test(`${entry}: ${JSON.stringify(value)} at ${pointer}`, async () => {
    const text = changed(right, path, value);
    const problems = await refused((handles) => send(handles, text), codes);
    const problem = problems.find((candidate) => candidate.path === pointer);
    assert.ok(problem, `named ${problems.map((candidate) => candidate.path)}`);
    assert.equal(problem.line, 1);
    const asObject = await refused((handles) => send(handles, JSON.parse(text)), codes);
    assert.deepEqual(asObject.map(({ path: place }) => place), problems.map(({ path: place }) => place));
  });
}

test("null stands for an absent field", async () => {
  const problems = await refused(({ program }) => program.cart(changed(CART, ["lines", 2, "units"], null)));
  assert.deepEqual(problems.map(({ code, path }) => [code, path]), [["missing_field", "/lines/2"]]);
  const { program } = await watsons();
  program.cart(changed(CART, ["lines", 2, "category"], null));
});

test("an empty cart is refused, or quotes nothing", async () => {
  const { program, member } = await watsons();
  for (const document of ['{"currency":"CNY","lines":[]}', { currency: "CNY", lines: [] }]) {
    try {
      const { totals } = member.quote(program.cart(document), { now: NOW });
      assert.deepEqual(new Set(Object.values(totals)), new Set([0]));
    } catch (error) {
      const problems = await refusal(() => Promise.reject(error));
      assert.equal(problems[0].path, "/lines");
    }
  }
});

test("every problem is reported at once", async () => {
  const text = changed(changed(CART, ["lines", 0, "units"], -1), ["lines", 2, "price_minor"], "1");
  const problems = await refused(({ program }) => program.cart(text));
  assert.deepEqual(problems.map(({ path }) => path), ["/lines/0/units", "/lines/2/price_minor"]);
});

test("a place is named by line and column", async () => {
  const problems = await refused(({ program }) => program.cart('{\n  "currency": "CNY",\n  "lines": nothing\n}'));
  assert.deepEqual([problems[0].line, problems[0].column], [3, 12]);
});

/** Wrong options: for each, what is sent and where the problem must be. */
const OPTIONS = [
  ["no options", undefined, ""],
  ["null", null, ""],
  ["a number", 7, ""],
  ["a text", "now", ""],
  ["a list", [], ""],
  ["no instant", {}, ""],
  ["an undefined instant", { now: undefined }, null],
  ["an unknown option", { now: NOW, spent: 1 }, "/spent"],
  ["words", { now: "tomorrow" }, "/now"],
  ["a date without time", { now: "2026-11-20" }, "/now"],
  ["a time without offset", { now: "2026-11-20T04:00:00" }, "/now"],
  ["the 30th of February", { now: "2026-02-30T04:00:00Z" }, "/now"],
  ["NaN", { now: Number.NaN }, "/now"],
  ["an invalid date", { now: new Date("never") }, "/now"],
  ["a bigint", { now: 0n }, "/now"],
  ["a symbol", { now: Symbol("now") }, "/now"],
  ["null as an instant", { now: null }, ""],
  ["half a millisecond", { now: 0.5 }, "/now"],
  ["2^53", { now: 2 ** 53 }, "/now"],
  ["infinity", { now: Number.POSITIVE_INFINITY }, "/now"],
];
const CALLS = {
  status: ({ member }, options) => member.status(options),
  quote: ({ member, cart }, options) => member.quote(cart, options),
  record: ({ member }, options) => member.record(EVENT, options),
  settle: ({ member }, options) => member.settle(options),
  hints: ({ member, cart }, options) => member.hints(cart, options),
  check: ({ member }, options) => member.check(options),
  inputs: ({ member, cart }, options) => member.inputs(cart, options),
};
for (const [call, work] of Object.entries(CALLS)) {
  for (const [name, options, path] of OPTIONS) {
    test(`${call} with ${name}`, async () => {
      const problems = await refused((handles) => work(handles, options));
      assert.equal(problems[0].document, "options");
      if (path !== null) assert.equal(problems[0].path, path);
    });
  }
}

const EMPTY = [undefined, null, 7, "now", [], {}, { now: NOW }, { until: NOW }];
for (const options of EMPTY) {
  test(`forecast with ${JSON.stringify(options)}`, async () => {
    const problems = await refused(({ member }) => member.forecast(options));
    assert.deepEqual([problems[0].document, problems[0].path], ["options", ""]);
  });
}
const FORECASTS = [
  ["words", { until: "tomorrow" }, "/until"],
  ["a date without time", { until: "2026-12-24" }, "/until"],
  ["NaN", { until: Number.NaN }, "/until"],
  ["an end before now", { until: "2026-11-19T04:00:00Z" }, "/until"],
  ["an unknown option", { until: NOW, event: [] }, "/event"],
  ["events that are none", { until: NOW, events: {} }, "/events"],
  ["an event that is none", { until: NOW, events: [7] }, "/events/0"],
  ["a hundred and one events", { until: NOW, events: Array(101).fill(JSON.parse(EVENT)) }, "/events"],
];
for (const [name, options, path] of FORECASTS) {
  test(`forecast with ${name}`, async () => {
    const problems = await refused(({ member }) => member.forecast({ now: NOW, ...options }));
    assert.deepEqual([problems[0].document, problems[0].path], ["options", path]);
  });
}

const SPENDS = ["all", "", -1, 0.5, 2 ** 53, Number.NaN, 1n, true, {}, [], Symbol("spend"), "200"];
for (const spend of SPENDS) {
  test(`quote spending ${typeof spend} ${String(JSON.stringify(spend, (_, value) => (typeof value === "bigint" ? `${value}n` : value)))}`, async () => {
    const problems = await refused(({ member, cart }) => member.quote(cart, { now: NOW, spend }));
    assert.deepEqual([problems[0].document, problems[0].path], ["options", "/spend"]);
  });
}

const UNITS = [0, -1, 1.5, 2 ** 53, Number.NaN, Number.POSITIVE_INFINITY, 1n, "2", null, undefined, {}, [], Symbol("u")];
for (const units of UNITS) {
  test(`setUnits to ${typeof units} ${String(units)}`, async () => {
    const problems = await refused(({ cart }) => cart.setUnits("2", units));
    assert.deepEqual([problems[0].document, problems[0].path], ["cart", "/lines/1/units"]);
  });
}

for (const line of ["9", "", 1, null, undefined, Number.NaN, 1n, {}, Symbol("line")]) {
  test(`a line named ${typeof line} ${String(line)}`, async () => {
    await refused(({ cart }) => cart.setUnits(line, 1));
    await refused(({ cart }) => cart.removeLine(line));
  });
}

for (const offer of ["no-offer", "", 1, null, undefined, Number.NaN, 1n, {}, Symbol("offer")]) {
  test(`an offer named ${typeof offer} ${String(offer)}`, async () => {
    const problems = await refused(({ program }) => program.conflicts(offer, offer));
    assert.equal(problems[0].document, "program");
    await refused(({ program }) => program.combines("masks-59", offer));
  });
}

test("a name that is too long for a message is cut", async () => {
  const [{ message, params }] = await refused(({ program }) => program.conflicts("a".repeat(5_000), "masks-59"));
  assert.ok(message.length < 100 && params.name.length < 130, message);
  const [line] = await refused(({ cart }) => cart.setUnits("a".repeat(5_000), 1));
  assert.ok(line.message.length < 100, line.message);
});

test("a line twice", async () => {
  await refused(({ cart }) => cart.addLine(changed(LINE, ["id"], "1")), ["duplicate_id"]);
});

test("what is no handle is refused as one", async () => {
  const nothings = [null, undefined, 0, "cart", {}, CART, Symbol("cart"), 1n, () => {}];
  for (const nothing of nothings) {
    await refused(({ member }) => member.quote(nothing, { now: NOW }), ["wrong_handle"]);
    await refused(() => perks.Program.prototype.cart.call(nothing, CART), ["wrong_handle"]);
    await refused(() => perks.Member.prototype.status.call(nothing, { now: NOW }), ["wrong_handle"]);
    await refused(() => perks.Cart.prototype.free.call(nothing), ["wrong_handle"]);
  }
  await refused(({ member }) => member.quote(member, { now: NOW }), ["wrong_handle"]);
  await refused(({ member, program }) => member.quote(program, { now: NOW }), ["wrong_handle"]);
  await refused(({ member }) => member.quote(Object.create(perks.Cart.prototype), { now: NOW }), ["wrong_handle"]);
  await refused(({ member }) => perks.Program.prototype.cart.call(member, CART), ["wrong_handle"]);
});

test("handles have no public constructor", async () => {
  for (const kind of [perks.Program, perks.Member, perks.Cart]) {
    await refused(() => new kind(), ["wrong_handle"]);
  }
});

test("a freed handle is refused, whatever is asked of it", async () => {
  const { program, member, cart } = await watsons();
  const other = await watsons();
  for (const handle of [program, member, cart]) handle.free();
  const asked = {
    program: [() => program.id, () => program.version, () => program.currency, () => program.digits,
      () => program.zone, () => program.pointDigits,
      () => program.warnings, () => program.guest(), () => program.member(MEMBER), () => program.cart(CART),
      () => program.replay(SUMS, INPUTS), () => program.check(), () => program.combinations(), () => program.conflicts("a", "b"),
      () => program.authority(), () => program.code("a")],
    member: [() => member.id, () => member.state(), () => member.status({ now: NOW }),
      () => member.quote(other.cart, { now: NOW }), () => member.record(EVENT, { now: NOW }),
      () => member.hints(other.cart, { now: NOW }), () => member.settle({ now: NOW }), () => member.inputs(other.cart, { now: NOW }), () => member.forecast({ now: NOW, until: NOW })],
    cart: [() => other.member.quote(cart, { now: NOW }), () => cart.state(), () => cart.setUnits("1", 1),
      () => cart.addLine(LINE), () => cart.removeLine("1")],
  };
  for (const [kind, calls] of Object.entries(asked)) {
    for (const work of calls) {
      const [problem] = await refused(work, ["freed_handle"]);
      assert.equal(problem.document, kind);
    }
  }
});

test("a cart of another programme is refused", async () => {
  const other = await perks.load(changed(PROGRAM, ["id"], "another"));
  const cart = other.cart(CART);
  await refused(({ member }) => member.quote(cart, { now: NOW }), ["other_program"]);
  await refused(({ member }) => member.inputs(cart, { now: NOW }), ["other_program"]);
});

test("a refusal among good calls costs nothing", async () => {
  const { program, member, cart } = await watsons();
  const first = JSON.stringify(member.quote(cart, { now: NOW }));
  for (let round = 0; round < 300; round += 1) {
    await refusal(() => program.cart("[".repeat(round)));
    await refusal(() => cart.setUnits("1", -round));
  }
  assert.equal(JSON.stringify(member.quote(cart, { now: NOW })), first);
});

/** Every entry that reads an object of the caller's, given one: documents and options. */
const READERS = {
  ...Object.fromEntries(Object.entries(ENTRIES).map(([name, { right, send }]) => [name, [right, send]])),
  ...Object.fromEntries(Object.entries(CALLS).map(([name, send]) => [`${name} with options`, [`{"now":"${NOW}"}`, send]])),
};
for (const [name, [right, send]] of Object.entries(READERS)) {
  test(`${name}: what a getter throws is the cause, a thousand times`, async () => {
    const handles = await watsons();
    const field = Object.keys(JSON.parse(right))[0];
    for (let round = 0; round < 1000; round += 1) {
      await assert.rejects(
        async () => send(handles, throwing(right)),
        (error) =>
          error instanceof perks.PerksError &&
          error.cause.message === "mine" &&
          error.problems[0].code === "not_plain" &&
          error.problems[0].path === `/${field}`,
      );
    }
    await send(handles, typeof right === "string" && name.endsWith("options") ? JSON.parse(right) : right);
  });

  test(`${name}: anything may be thrown`, async () => {
    for (const thrown of [undefined, null, 0, "mine", Symbol("mine"), { problems: [] }, revoked(), new Custom()]) {
      const document = Object.defineProperty({}, "a", { enumerable: true, get() { throw thrown; } });
      const problems = await refused((handles) => send(handles, document), ["not_plain"]);
      assert.equal(problems[0].path, "/a");
    }
  });

  test(`${name}: each property is read once`, async () => {
    const document = JSON.parse(right);
    const reads = [];
    const seen = new Proxy(document, {
      get(target, key) {
        reads.push(key);
        return target[key];
      },
    });
    await send(await watsons(), seen);
    assert.deepEqual(reads, Object.keys(document));
  });

  test(`${name}: a getter may use the handles, and free them`, async () => {
    const handles = await watsons();
    const document = JSON.parse(right);
    const [field, value] = Object.entries(document)[0];
    const reading = (work) =>
      Object.defineProperty({ ...document }, field, { enumerable: true, get: () => (work(), value) });
    const { program, member, cart } = handles;
    await send(handles, reading(() => member.quote(cart, { now: NOW }) && program.cart(cart.state()) && cart.setUnits("1", 1)));
    const again = await watsons();
    const free = () => { for (const handle of Object.values(again)) handle.free(); };
    if (name === "load") await send(again, reading(free));
    else {
      const [problem] = await refusal(() => send(again, reading(free)));
      assert.equal(problem.code, "freed_handle");
    }
  });
}

/** Documents that are small for their size: how to make one, and how many values may be read of it before it is refused. */
const SMALL = [
  ["2^30 leaves that are one", 1_000_000, (counted) => shared(30, counted)],
  ["2^300 leaves that are one", 32, (counted) => shared(300, counted)],
  ["a sparse list of 2^32 - 1", 0, (counted) => counted(new Array(2 ** 32 - 1))],
  ["a list in itself", 32, (counted) => cycle(counted)],
];
for (const [name, most, make] of SMALL) {
  test(`${name}: no more is read than it takes to refuse it`, async () => {
    let reads = 0;
    const counted = (list) =>
      new Proxy(list, {
        get(target, key) {
          if (key !== "length") reads += 1;
          return target[key];
        },
      });
    await refused(({ program }) => program.cart(make(counted)), ["too_large", "too_deep"]);
    assert.ok(reads <= most, `${reads} values were read`);
  });
}

function cycle(counted) {
  const list = [];
  list[0] = counted(list);
  return list[0];
}

test("the place of what is not plain is a JSON pointer", async () => {
  const wrong = [
    [{ lines: [{}, { "a/b~": new Map() }] }, "/lines/1/a~1b~0", "not plain data, but of type `Map`"],
    [{ lines: () => 1 }, "/lines", "not plain data, but of type `function`"],
    [new Custom(), "", "not plain data, but of type `Custom`"],
    [{ lines: ["\ud800"] }, "/lines/0", "the text has half of a surrogate pair alone"],
    [{ lines: { deep: nested(31) } }, `/lines/deep${"/0".repeat(30)}`, "lists and objects are nested deeper than 32"],
  ];
  for (const [document, path, message] of wrong) {
    const [problem] = await refused(({ program }) => program.cart(document));
    assert.deepEqual([problem.path, problem.message], [path, message]);
  }
});

test("a number that is no safe integer is refused as the engine does", async () => {
  for (const units of [0.5, Number.NaN, Number.NEGATIVE_INFINITY, 2 ** 53, -(2 ** 53), 1n]) {
    const document = { ...JSON.parse(CART), lines: [{ ...JSON.parse(LINE), units }] };
    const problems = await refused(({ program }) => program.cart(document), ["wrong_type"]);
    assert.deepEqual(problems.map(({ path, message }) => [path, message]), [
      ["/lines/0/units", "expected an integer, found a number that is no integer, or too large for one"],
    ]);
  }
});

test("objects of another realm, without a prototype, and with dates are plain", async () => {
  const { program, member } = await watsons();
  const total = (cart) => member.quote(cart, { now: NOW }).totals.list_minor;
  const expected = total(program.cart(CART));
  const foreign = runInNewContext(`(${CART})`);
  const bytes = runInNewContext("Uint8Array.from(bytes)", { bytes: [...new TextEncoder().encode(CART)] });
  const bare = Object.assign(Object.create(null), JSON.parse(CART), { member: undefined });
  for (const document of [foreign, bytes, bare, Buffer.from(CART)]) assert.equal(total(program.cart(document)), expected);
  for (const date of [new Date(NOW), runInNewContext(`new Date("${NOW}")`), new (class extends Date {})(NOW)]) {
    assert.equal(member.status({ now: date }).now, "2026-11-20T04:00:00.000Z");
    const { member: buyer } = await watsons();
    assert.equal(buyer.record({ ...JSON.parse(EVENT), at: date }, { now: date }).duplicate, false);
  }
});

test("what a page adds to every object is no document", async () => {
  const { member, cart } = await watsons();
  Object.prototype.added = thrower;
  try {
    member.quote(cart, { now: NOW });
    cart.setUnits("1", 1);
  } finally {
    delete Object.prototype.added;
  }
});

test("bytes with properties of their own are their bytes", async () => {
  const { program } = await watsons();
  const bytes = new TextEncoder().encode(CART);
  Object.defineProperty(bytes, "length", { get: thrower });
  assert.deepEqual(program.cart(bytes).state(), JSON.parse(CART));
});

test("a line's name with half of a surrogate pair names no line", async () => {
  const line = { ...JSON.parse(LINE), id: "\ufffd" };
  await refused(({ cart }) => {
    cart.addLine(line);
    try {
      cart.setUnits("\ud800", 1);
    } finally {
      cart.removeLine("\ufffd");
    }
  }, ["not_utf8"]);
  await refused(({ cart }) => cart.removeLine("\ud800"), ["not_utf8"]);
  await refused(({ cart }) => cart.removeLine("x".repeat(10_000_000)), ["too_large"]);
});

test("a failure of the engine is a problem like any, with its cause", async () => {
  const { member, cart } = await watsons();
  const { RawMember } = await import("../dist/perks.js");
  const { state } = RawMember.prototype;
  const failures = [
    new WebAssembly.RuntimeError("unreachable"),
    Object.assign(new Error(), { problems: [] }),
    Object.assign(new Error(), { problems: "all" }),
    undefined,
  ];
  for (const failure of failures) {
    RawMember.prototype.state = () => {
      throw failure;
    };
    try {
      await assert.rejects(async () => member.state(), (error) => error instanceof perks.PerksError && error.cause === failure);
      const [problem] = await refusal(() => member.state());
      assert.deepEqual([problem.code, problem.document, problem.path], ["internal", "member", ""]);
    } finally {
      RawMember.prototype.state = state;
    }
  }
  member.quote(cart, { now: NOW });
});
