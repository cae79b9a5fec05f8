/** Two copies of the package at once, of one version or two; and many programmes in one. */
import assert from "node:assert/strict";
import test from "node:test";
import * as perks from "perks";
import { copy } from "./copies.mjs";
import { vectors } from "./listing.mjs";
import { CART, gallery, MEMBER, NOW, PROGRAM, refusal, watsons } from "./support.mjs";

for (const version of [undefined, "9.9.9"]) {
  test(`two copies ${version ? "of two versions" : "of one version"} work side by side`, async () => {
    const other = await copy(version)("node");
    const program = await other.load(PROGRAM);
    const quote = program.member(MEMBER).quote(program.cart(CART), { now: NOW });
    const { member, cart } = await watsons();
    assert.deepEqual(member.quote(cart, { now: NOW }), quote);
  });

  test(`a handle of another copy ${version ? "of another version" : ""} is known as one`, async () => {
    const other = await copy(version)("node");
    const foreign = await other.load(PROGRAM);
    const { member, cart } = await watsons();
    const asked = [
      () => member.quote(foreign.cart(CART), { now: NOW }),
      () => member.hints(foreign.cart(CART), { now: NOW }),
      () => perks.Program.prototype.cart.call(foreign, CART),
      () => Object.getOwnPropertyDescriptor(perks.Program.prototype, "id").get.call(foreign),
      () => perks.Cart.prototype.free.call(foreign),
    ];
    for (const work of asked) {
      const [problem] = await refusal(work);
      assert.equal(problem.code, "wrong_handle");
      assert.match(problem.message, /another copy/);
      assert.match(problem.help, /one copy/);
    }
    await assert.rejects(
      async () => foreign.member(MEMBER).quote(cart, { now: NOW }),
      (error) => error instanceof other.PerksError && error.problems[0].code === "wrong_handle" && /copy/.test(error.message),
    );
    assert.equal(foreign.id, "watsons-vip");
    assert.equal(member.quote(cart, { now: NOW }).totals.list_minor, 39470);
  });
}

test("what claims to be of another copy, or will not be asked, is refused all the same", async () => {
  const { member } = await watsons();
  const thrower = () => { throw new Error("mine"); };
  const claims = [
    { [Symbol.for("perks.handle")]: true },
    new Proxy({}, { get: thrower }),
    new Proxy({}, { has: thrower, getPrototypeOf: thrower }),
    Object.defineProperty({}, Symbol.for("perks.handle"), { get: thrower }),
  ];
  for (const claim of claims) {
    const [problem] = await refusal(() => member.quote(claim, { now: NOW }));
    assert.equal(problem.code, "wrong_handle");
  }
});

test("many programmes that are loaded at once do not influence each other", async () => {
  const names = [...new Set(vectors().map(({ file }) => file.split("/")).filter((parts) => parts[1]).map(([name]) => name))];
  assert.ok(names.length > 10);
  const texts = [...names.map((name) => gallery(`${name}/program.json`)), PROGRAM, PROGRAM.replace('"59.00"', '"58.00"')];
  const seen = ({ id, version, currency, digits, warnings, ...program }) =>
    JSON.stringify([id, version, currency, digits, warnings, program]);
  const told = (program) => [seen(program), JSON.stringify(program.combinations()), JSON.stringify(program.check())];
  const alone = [];
  for (const text of texts) {
    const program = await perks.load(text);
    alone.push(told(program));
    program.free();
  }
  const programs = await Promise.all(texts.map((text) => perks.load(text)));
  for (const order of [[...programs.keys()], [...programs.keys()].reverse()]) {
    for (const at of order) assert.deepEqual(told(programs[at]), alone[at]);
  }
  const [one, cheaper] = programs.slice(-2).map((program) => program.member(MEMBER).quote(program.cart(CART), { now: NOW }).totals);
  assert.ok(cheaper.discount_minor > one.discount_minor);
  for (const program of programs.filter((_, at) => at % 2)) program.free();
  for (const at of programs.keys()) if (at % 2 === 0) assert.deepEqual(told(programs[at]), alone[at]);
});

test("no call needs a `this` of its own but a handle", async () => {
  const { program, member, cart } = await watsons();
  for (const handle of [program, member, cart]) {
    const { prototype } = handle.constructor;
    const wrongs = [undefined, null, 0, "program", {}, prototype, Object.create(handle), handle === cart ? member : cart];
    const names = Reflect.ownKeys(prototype).concat("free").filter((name) => name !== "constructor");
    for (const name of names) {
      const { get, value = get } = Object.getOwnPropertyDescriptor(prototype, name) ?? { value: handle[name] };
      for (const wrong of wrongs) {
        // Any handle can be freed.
        if (name === "free" && (wrong === member || wrong === cart)) continue;
        const [problem] = await refusal(() => value.call(wrong, CART, { now: NOW }));
        assert.equal(problem.code, "wrong_handle", `${String(name)} of ${String(wrong)}`);
        assert.ok(problem.help, String(name));
      }
    }
  }
});

test("arguments that are missing are refused", async () => {
  const handles = await watsons();
  const optional = ["guest", "check", "combinations", "authority", "state", "free", "prepare", "constructor"];
  for (const handle of Object.values(handles)) {
    const { prototype } = handle.constructor;
    for (const [name, { value }] of Object.entries(Object.getOwnPropertyDescriptors(prototype))) {
      if (!value || optional.includes(name)) continue;
      const problems = await refusal(() => handle[name]());
      assert.ok(problems.every(({ code }) => code !== "internal"), `${name}: ${JSON.stringify(problems)}`);
    }
  }
  await refusal(() => perks.load());
});

test("errors have no public constructor", async () => {
  for (const args of [[], [[]], ["wrong"], [[{ code: "x" }]]]) {
    const [problem] = await refusal(() => { throw new perks.PerksError(...args); });
    assert.equal(problem.code, "wrong_handle");
  }
});
