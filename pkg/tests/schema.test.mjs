/**
 * The JSON Schemas say what the engine does: whatever it accepts they accept; what is wrong with the form of a document they
 * refuse at its place, but for what is listed here, with its reason.
 */
import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import test from "node:test";
import * as perks from "perks";
import { runVector } from "../cli/cases.js";
import { BEYOND, FORM, PLACES, areAt, errorsOf, exception } from "./schemas.mjs";
import { gallery, vectors } from "./support.mjs";

/** A document of a vector, parsed; nothing where its text is no JSON, as a member who is a guest. */
function document(source, text) {
  if (source === undefined || source === "guest") return undefined;
  let written = source.file !== undefined ? text(source.file) : (source.text ?? JSON.stringify(source.json));
  if (source.spoiled) written = written.split(source.spoiled.find).join(source.spoiled.put);
  try {
    return JSON.parse(written);
  } catch {
    return undefined;
  }
}

/** The documents of a vector in the order in which they are read. */
function documents({ program, members, member, cart }, text) {
  const named = [["program", program], ...Object.values(members ?? { one: member }).map((it) => ["member", it]), ["cart", cart]];
  return named.map(([kind, source]) => [kind, document(source, text)]).filter(([, it]) => it !== undefined);
}

/** What a step took and gave that is a document. */
function* told(step, gives, text) {
  if (step.cart) yield ["cart", document(step.cart, text)];
  if (step.do === "state") yield ["member", gives];
  if (step.do === "prepare") yield ["program", JSON.parse(gives)];
  if (step.do === "cart_state") yield ["cart", gives];
  if (step.do === "inputs") {
    const { member, cart } = JSON.parse(gives);
    yield ["member", member];
    yield ["cart", cart];
  }
  if (step.do === "record" && typeof step.event === "object") yield ["event", step.event];
  for (const { event } of gives?.messages ?? []) yield ["event", event];
  for (const event of step.with?.events ?? []) yield ["event", event];
}

test("whatever the engine accepts, the schemas accept", async () => {
  const counts = { program: 0, member: 0, cart: 0, event: 0 };
  const accept = (kind, it, where) => {
    counts[kind] += 1;
    assert.deepEqual(errorsOf(kind, it), [], `${where}: ${kind}`);
  };
  for (const { file, vector, gallery: text } of vectors()) {
    // What is read before the document with problems was accepted.
    const refused = vector.problems?.[0].document;
    for (const [kind, it] of documents(vector, text)) {
      if (kind === refused) break;
      accept(kind, it, file);
    }
    await runVector(perks, vector, text, (step, gives) => {
      for (const [kind, it] of told(step, gives, text)) accept(kind, it, `${file}, ${step.do}`);
    });
  }
  const root = new URL("../../programs/", import.meta.url);
  for (const folder of readdirSync(root).filter((name) => !name.includes("."))) {
    for (const file of readdirSync(new URL(folder, root))) {
      const kind = /^(program|member|cart)\b.*\.json$/.exec(file)?.[1];
      if (kind) accept(kind, JSON.parse(gallery(`${folder}/${file}`)), `${folder}/${file}`);
    }
  }
  for (const [kind, count] of Object.entries(counts)) assert.ok(count > 200, `${count} of ${kind}`);
});

test("a `null` is a field left out, and every document may name its schema", () => {
  const cart = { $schema: "./cart.schema.json", currency: "CNY", channel: null, shipping: null, lines: [
    { id: "1", sku: "a", units: 1, price_minor: 1, tags: null, tax: null, attributes: { size: null, weight: 500 } },
  ] };
  assert.deepEqual(errorsOf("cart", cart), []);
  assert.notDeepEqual(errorsOf("cart", { ...cart, currency: null }), []);
  const event = { $schema: "x", id: "e", at: 0, order: null, use: { perk: "lounge", count: null } };
  assert.deepEqual(errorsOf("event", event), []);
});

test("what is wrong with a document's form is refused at its place", () => {
  const seen = new Map();
  const used = new Set();
  const wrong = [];
  for (const { file, vector, gallery: text } of vectors()) {
    const read = new Map(documents(vector, text));
    const reports = [[vector.problems ?? [], (kind) => read.get(kind)]];
    for (const { do: what, event, problems } of vector.steps ?? []) {
      if (what === "record" && problems) reports.push([problems, (kind) => (kind === "event" ? parsed(event) : undefined)]);
    }
    for (const [problems, find] of reports) {
      for (const problem of problems.filter(({ severity }) => severity === "error")) {
        const it = find(problem.document);
        if (it === undefined) continue;
        const { code, path, message } = problem;
        const isTold = areAt(errorsOf(problem.document, it), path);
        const count = seen.get(code) ?? { told: 0, all: 0 };
        seen.set(code, { told: count.told + Number(isTold), all: count.all + 1 });
        const place = exception(problem);
        if (!isTold && place) used.add(place);
        else if (!isTold && !Object.hasOwn(BEYOND, code)) wrong.push(`${file}: ${code} ${path}: ${message}`);
      }
    }
  }
  assert.deepEqual(wrong, [], "the schemas do not tell");
  for (const [code, { told, all }] of seen) {
    assert.ok(FORM.has(code) !== Object.hasOwn(BEYOND, code), `${code} is in one of the lists`);
    if (Object.hasOwn(BEYOND, code)) assert.ok(told < all, `the schemas tell ${code}, all ${all} times`);
  }
  const listed = [...FORM, ...Object.keys(BEYOND)];
  assert.deepEqual(listed.filter((code) => !seen.has(code)), [], "codes of which no vector is");
  assert.deepEqual(PLACES.filter((place) => !used.has(place)), [], "places where the schemas do tell");
});

/** An event of a step: a text, or the object itself. */
function parsed(event) {
  if (typeof event !== "string") return event;
  try {
    return JSON.parse(event);
  } catch {
    return undefined;
  }
}
