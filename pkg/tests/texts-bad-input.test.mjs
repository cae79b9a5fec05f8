/** What the sentences are asked for wrongly: each is refused with what to give instead, and none is guessed. */
import assert from "node:assert/strict";
import test from "node:test";
import { texts } from "perks/texts";
import { en } from "perks/texts/en";

const RIGHT = { currency: "CNY", digits: 2, timeZone: "Asia/Shanghai" };
const say = texts(en, RIGHT);

/** A refusal of the kind that its type says, which names what to give. */
function refuses(work, names, what) {
  assert.throws(work, (error) => {
    assert.ok(error instanceof TypeError || error instanceof RangeError, `${what}: ${error}`);
    assert.ok(error.message.includes(names), `${what}: ${error.message}`);
    assert.doesNotMatch(error.message, /undefined \(reading|destructure|is not a function|iterable/, what);
    return true;
  }, what);
}

test("a language that is none", () => {
  for (const language of [undefined, null, "en", 7, {}, [], { tag: "en" }, texts]) {
    refuses(() => texts(language, RIGHT), "the language is missing", String(language));
  }
});

test("options that are missing or wrong", () => {
  for (const options of [undefined, null, "CNY", 7]) refuses(() => texts(en, options), "the options are missing", String(options));
  const wrong = {
    timeZone: [undefined, null, 7, {}],
    currency: [undefined, null, 7, {}],
    digits: [null, "2", -1, 1.5, Number.NaN, 21],
    pointDigits: [null, "2", -1, 1.5, Number.NaN, 21],
    locale: [null, 7, {}],
    name: [null, "x", {}],
  };
  for (const [option, values] of Object.entries(wrong)) {
    for (const value of values) refuses(() => texts(en, { ...RIGHT, [option]: value }), `\`${option}\``, `${option} ${String(value)}`);
  }
  for (const [option, value] of [["currency", "EURO"], ["timeZone", "Mars/Base"], ["locale", "x y"]]) {
    assert.throws(() => texts(en, { ...RIGHT, [option]: value }), RangeError);
  }
});

const NOTHINGS = [[], [undefined], [null], [true], [{}], [Symbol("x")], [() => 1], [new Map()]];
const WRONG = {
  reason: [...NOTHINGS, ["ended"], [7], [{ code: 7 }]],
  hint: [...NOTHINGS, ["add"], [7], [{ change: null }], [{ change: "x" }]],
  ...Object.fromEntries(["problem", "wrong", "help", "place"].map((name) => [name, [...NOTHINGS, ["x"], [7], [{ code: "empty" }]]])),
  ...Object.fromEntries(["count", "days", "decimal", "percent", "plural"].map((name) => [name, [...NOTHINGS, [""], ["x"], [Number.NaN], [[]]]])),
  ...Object.fromEntries(["day", "time"].map((name) => [name, [...NOTHINGS, [""], ["yesterday"], [Number.NaN], [new Date(Number.NaN)], [7n]]])),
  ...Object.fromEntries(["or", "and"].map((name) => [name, [...NOTHINGS, ["x"], [7]]])),
  name: [...NOTHINGS, ["offer"], ["offer", 7], [7, "x"]],
  amount: [...NOTHINGS, ["x", "has"], [{}, 7], [null, "has"]],
  fact: [...NOTHINGS, ["spend"], [{ of: 7 }]],
  classes: [...NOTHINGS, ["stage"], ["stage", "x"], [7, []]],
};
for (const [name, calls] of Object.entries(WRONG)) {
  test(`${name} of something else`, () => {
    for (const args of calls) refuses(() => say[name](...args), `\`${name}\` takes `, `${name}(${args.map(String)})`);
  });
}

test("amounts that are no whole numbers", () => {
  for (const name of ["money", "points", "pointCount"]) {
    for (const args of [...NOTHINGS, ["x"], [1.5], [""], [[]], [Number.NaN]]) refuses(() => say[name](...args), "is not a whole number", name);
  }
});

test("no function is without such a test", () => {
  const tested = [...Object.keys(WRONG), "money", "points", "pointCount", "language"];
  assert.deepEqual(Object.keys(say).sort(), tested.sort());
});
