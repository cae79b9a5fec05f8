/**
 * The JSON Schemas in an editor: what VS Code's own language service proposes, shows and marks in a programme that names its
 * schema by a path.
 */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import { fileURLToPath } from "node:url";
import languages from "vscode-json-languageservice";
import { KINDS, schemaText } from "./schemas.mjs";
import { gallery } from "./support.mjs";

const { TextDocument, getLanguageService } = languages;
const SCHEMA = fileURLToPath(new URL("../schema/program.schema.json", import.meta.url));
const asked = new Set();

const service = getLanguageService({
  schemaRequestService: async (uri) => {
    asked.add(uri);
    return readFileSync(fileURLToPath(uri), "utf8");
  },
  workspaceContext: { resolveRelativePath: (relative, document) => new URL(relative, document).href },
  clientCapabilities: { textDocument: { completion: { completionItem: { documentationFormat: ["markdown"] } } } },
});

/** A programme in the folder of the schema's package, with `▮` where the cursor is. */
function open(text) {
  const at = text.indexOf("▮");
  const content = text.replace("▮", "");
  const document = TextDocument.create(new URL("./program.json", import.meta.url).href, "json", 1, content);
  return { document, json: service.parseJSONDocument(document), position: document.positionAt(at) };
}

/** A programme of one offer. */
const program = (offer) => `{ "$schema": "../schema/program.schema.json", "format": 1, "id": "p", "version": 1, "currency": "CNY",
  "zone": "Asia/Shanghai", "offers": [${offer}] }`;

async function proposals(text) {
  const { document, json, position } = open(text);
  const { items } = await service.doComplete(document, position, json);
  return new Map(items.map((item) => [item.label, item]));
}

async function hover(text) {
  const { document, json, position } = open(text);
  const { contents } = await service.doHover(document, position, json);
  // Without the backslashes that keep it from being read as Markdown.
  return contents[0].replace(/\\(.)/gs, "$1").replace(/&nbsp;/g, " ");
}

async function marks(text) {
  const { document, json } = open(text);
  const found = await service.doValidation(document, json, { schemaValidation: "error" });
  return found.map(({ message, range }) => [document.getText(range), message]);
}

test("a programme that names its schema by a path is checked by it", async () => {
  assert.deepEqual(await marks(program(`{ "id": "a", "benefit": { "percent": { "off": "20" } } }`)), []);
  assert.ok([...asked].some((uri) => fileURLToPath(uri) === SCHEMA), [...asked].join());
  const watsons = JSON.parse(gallery("watsons-vip/program.json"));
  assert.deepEqual(await marks(JSON.stringify({ $schema: "../schema/program.schema.json", ...watsons })), []);
});

test("the fields of an offer are proposed, each with what it means and its default", async () => {
  const found = await proposals(program(`{ "id": "a", ▮ }`));
  for (const field of ["benefit", "when", "window", "target", "limits", "phase", "base", "shown"]) {
    assert.ok(found.has(field), field);
    assert.ok(found.get(field).documentation, field);
  }
  assert.ok(!found.has("id"), "it is there already");
  assert.ok(found.has("description") && !found.has("text"), "that is its old name");
  assert.match(found.get("base").documentation, /of percentages.*Default: `"current"`/is);
  // What an editor writes goes on with the brackets.
  assert.equal(found.get("window").insertText, '"window": {$1}');
});

test("the choices of a benefit are proposed", async () => {
  const found = await proposals(program(`{ "id": "a", "benefit": { ▮ } }`));
  for (const choice of ["percent", "fixed_price", "amount", "every", "buy_get", "gift", "cash_back"]) {
    assert.ok(found.get(choice)?.documentation, choice);
  }
  assert.equal(found.get("percent").insertText, '"percent": {$1}');
});

test("words are proposed, each with its meaning", async () => {
  const found = await proposals(program(`{ "id": "a", "shown": ▮ }`));
  for (const word of ["always", "when_eligible", "never"]) assert.ok(found.get(`"${word}"`)?.documentation, word);
});

test("conditions are proposed: words, combinations and facts", async () => {
  const words = await proposals(program(`{ "id": "a", "when": ▮ }`));
  assert.ok(words.has('"enrolled"'));
  const facts = await proposals(program(`{ "id": "a", "when": { "all": [{ ▮ }] } }`));
  for (const fact of ["all", "any", "not", "at_least", "amount", "tier", "spend", "weekdays"]) assert.ok(facts.get(fact)?.documentation, fact);
  const bounds = await proposals(program(`{ "id": "a", "when": { "amount": { ▮ } } }`));
  for (const bound of ["at_least", "above", "of", "base"]) assert.ok(bounds.get(bound)?.documentation, bound);
});

test("where a table may stand, its kinds are proposed, and its cells are of the kind of value", async () => {
  const off = (value) => program(`{ "id": "a", "benefit": { "percent": { "off": ${value} } } }`);
  const kinds = await proposals(off("{ ▮ }"));
  for (const kind of ["by_tier", "by_segment", "ladder", "by_line", "cases"]) assert.ok(kinds.get(kind)?.documentation, kind);
  const fields = await proposals(off(`{ "by_tier": { ▮ } }`));
  for (const field of ["ladder", "values", "otherwise"]) assert.ok(fields.get(field)?.documentation, field);
  assert.deepEqual(await marks(off(`{ "by_tier": { "values": { "gold": "20" } } }`)), []);
  const wrong = await marks(off(`{ "by_tier": { "values": { "gold": "200" } } }`));
  assert.deepEqual(wrong, [['"200"', 'a percentage of more than 0, up to 100, such as "12.5"']]);
});

test("what a field means is shown over it, with its default", async () => {
  assert.match(await hover(program(`{ "id": "a", "un▮it_order": "dearest" }`)), /offer_defaults/);
  assert.match(await hover(`{ "$schema": "../schema/program.schema.json", "rounding": { "mon▮ey": "half_up" } }`), /Of a discount.*Default: `"half_up"`/s);
  assert.match(await hover(program(`{ "id": "a", "shown": "when_el▮igible" }`)), /`when_eligible`: For who could have it/);
  assert.match(await hover(program(`{ "id": "a", "when": { "spe▮nd": { "at_least": "1.00" } } }`)), /less what was returned/i);
});

test("what is wrong is marked where it is", async () => {
  const [[misspelt, message]] = await marks(program(`{ "id": "a", "benefitt": {}, "benefit": { "percent": { "off": "20" } } }`));
  assert.equal(misspelt, '"benefitt"');
  assert.match(message, /not allowed/);
  const off = (value) => `{ "id": "a", "benefit": { "percent": { "off": ${value} } } }`;
  const when = (value) => `{ "id": "a", "when": ${value}, "benefit": { "percent": { "off": "20" } } }`;
  for (const [offer, place, says] of [
    [`{ "id": "a", "benefit": { "percent": { "of": "20", "off": "20" } } }`, '"of"', /not allowed/],
    [off(`"120"`), '"120"', /a percentage of more than 0, up to 100/],
    [off(`{ "by_teir": {} }`), '"by_teir"', /not allowed/],
    [`{ "id": "a", "window": { "from": "2026-13-01" }, "benefit": { "percent": { "off": "20" } } }`, '"2026-13-01"', /year, month and day/],
    [`{ "id": "a", "window": { "from": "2026-12-01T10:00" }, "benefit": { "percent": { "off": "20" } } }`, '"2026-12-01T10:00"', /such as `2026-11-20T12:00:00\+08:00`/],
    [when(`{ "amount": { "at_leest": "3" } }`), '"at_leest"', /not allowed/],
    [when(`"enroled"`), '"enroled"', /expected one of "enrolled", "invited", or an object/],
    [`{ "id": "A b", "benefit": { "percent": { "off": "20" } } }`, '"A b"', /an id starts with/],
    [`{ "id": "a", "text": { "en": "x" }, "benefit": { "percent": { "off": "20" } } }`, '"text": { "en": "x" }', /`text` is called `description` now/],
  ]) {
    const found = await marks(program(offer));
    assert.ok(found.some(([text, message]) => text === place && says.test(message)), `${offer}: ${JSON.stringify(found)}`);
  }
});

test("a value of another type is told what is written there", async () => {
  const offer = (more) => program(`{ "id": "a", "benefit": { "percent": { "off": "20" } }, ${more} }`);
  for (const [more, place, says] of [
    [`"when": { "spend": { "at_least": 100 } }`, "100", 'an amount in major units of more than zero, such as "10.00"'],
    [`"name": "Tea"`, '"Tea"', 'texts by locale, such as {"en": "Tea"}'],
    [`"when": { "tenure": { "at_least": 30 } }`, "30", 'a length of time, such as {"days": 30}'],
    [`"kind": { "public_code": "TEA" }`, '"TEA"', 'Incorrect type. Expected "object".'],
  ]) {
    assert.deepEqual(await marks(offer(more)), [[place, says]], more);
  }
  assert.deepEqual(await marks(program("").replace("CNY", "cny")), [['"cny"', 'an active code of ISO 4217 in capitals, such as "CNY"']]);
  const format = await marks(program("").replace('"format": 1', '"format": 2').replace("[]", "null"));
  assert.deepEqual(format, [["2", "this schema is of format 1"]]);
});

test("of fields that exclude each other a mark says which they are", async () => {
  const both = `{ "id": "a", "text": { "en": "x" }, "description": { "en": "x" }, "benefit": { "percent": { "off": "20" } } }`;
  assert.ok((await marks(program(both))).some(([, message]) => message === "`text` and `description` are one field: remove `text`"));
  const every = (fields) => program(`{ "id": "a", "benefit": { "every": { ${fields} "off": "1.00" } } }`);
  const [[place, message]] = await marks(every(`"amount": "10.00", "units": 2,`));
  assert.match(place, /^\{ "amount"/);
  assert.equal(message, "exactly one of `amount` and `units` is given");
  assert.deepEqual((await marks(every(""))).map(([, message]) => message), ['Missing property "amount".']);
  assert.deepEqual(await marks(every(`"amount": null, "units": 2,`)), []);
  const birthday = program(`{ "id": "a", "when": { "birthday": { "in": "month", "days_after": 3 } }, "benefit": { "percent": { "off": "20" } } }`);
  assert.match((await marks(birthday))[0][1], /^exactly one of `in` and the days before and after is given$/);
});

test("what a rule about several fields names is proposed with its brackets, too", async () => {
  const event = `{ "$schema": "../schema/event.schema.json", ▮ }`;
  assert.equal((await proposals(event)).get("order").insertText, '"order": {$1}');
  const codes = await proposals(program(`{ "id": "a", "kind": { "public_code": { ▮ } } }`));
  assert.equal(codes.get("codes").insertText, '"codes": [$1]');
});

test("each schema is sound to the service, and where the package says", async () => {
  for (const kind of KINDS) {
    const file = import.meta.resolve(`perks/schema/${kind}.schema.json`);
    const document = TextDocument.create(file, "json", 1, schemaText(kind));
    assert.deepEqual(await service.doValidation(document, service.parseJSONDocument(document)), [], kind);
    assert.equal(JSON.parse(schemaText(kind)).$id, `urn:perks:schema:${kind}:1`);
  }
});
