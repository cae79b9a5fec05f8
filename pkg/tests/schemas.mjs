/**
 * What the tests of the JSON Schemas share: the schemas compiled, where one refuses a document, and what a schema cannot tell.
 * The schemas are made by `tests/schema.rs` of the crate.
 */
import Ajv from "ajv";
import addFormats from "ajv-formats";
import { readFileSync } from "node:fs";

export const KINDS = ["program", "member", "cart", "event"];

/** Text of the schema of a kind of documents. */
export function schemaText(kind) {
  return readFileSync(new URL(`../schema/${kind}.schema.json`, import.meta.url), "utf8");
}

/** What editors read of a schema, and validators pass over. */
const FOR_EDITORS = ["doNotSuggest", "deprecationMessage", "enumDescriptions", "errorMessage", "patternErrorMessage"];

function compiled() {
  // A field that may be `null` has two types, and so have choices of a word or an object.
  const ajv = new Ajv.default({ strict: true, allowUnionTypes: true, allErrors: true });
  addFormats.default(ajv);
  ajv.addVocabulary(FOR_EDITORS);
  return Object.fromEntries(KINDS.map((kind) => [kind, ajv.compile(JSON.parse(schemaText(kind)))]));
}

const validators = compiled();

/** What a schema says against a document; nothing when it accepts it. */
export function errorsOf(kind, document) {
  return validators[kind](document) ? [] : validators[kind].errors;
}

/** These say that no alternative fits: because of what is inside, if anything inside is wrong. */
const ABOUT_ALTERNATIVES = new Set(["anyOf", "type", "enum", "const"]);

/** Whether some errors are about the place of a problem, given as a JSON pointer, or about what is in it. */
export function areAt(errors, pointer) {
  const escaped = (name) => name.replaceAll("~", "~0").replaceAll("/", "~1");
  return errors.some((error) => {
    const { instancePath, keyword, params, propertyName } = error;
    const deeper = (other) => other.instancePath.startsWith(`${instancePath}/`);
    if (ABOUT_ALTERNATIVES.has(keyword) && errors.some(deeper)) return false;
    const name = propertyName ?? params.additionalProperty;
    const place = name === undefined ? instancePath : `${instancePath}/${escaped(name)}`;
    return place === pointer || instancePath === pointer || (pointer !== "" && place.startsWith(`${pointer}/`));
  });
}

/** Codes that a schema cannot tell, and why. Some of their cases it tells all the same. */
export const BEYOND = {
  bad_lot: "sums within a lot",
  contradiction: "fields that make no sense together",
  coupon_refused: "what the business refuses",
  duplicate_field: "a parsed document has none",
  duplicate_id: "ids within a list",
  empty_window: "which of two instants is the earlier",
  event_conflict: "what was recorded before",
  event_in_future: "the clock",
  event_refused: "what the business refuses",
  event_too_early: "what was recorded before",
  more_problems: "how many problems there are",
  over_limit: "sums over a document",
  return_refused: "what the business refuses",
  spend_refused: "what the business refuses",
  too_deep: "how deep a document is",
  too_many_decimals: "the digits of the currency and of points",
  unknown_line: "what other parts declare",
  unknown_lot: "what other parts declare",
  unknown_name: "what other parts declare",
  unknown_order: "what other parts declare",
  unknown_zone: "the host's zones",
  wrong_currency: "another document",
  wrong_member: "another document",
  wrong_program: "another document",
};

/** Codes about the form of a document: a schema tells them. */
export const FORM = new Set([
  "bad_date", "bad_decimal", "bad_id", "bad_instant", "bad_locale", "bad_time", "bad_zone", "empty", "missing_field",
  "not_one_choice", "not_supported", "out_of_range", "too_long", "too_many", "unknown_choice", "unknown_currency",
  "unknown_field", "unsupported_format", "wrong_type",
]);

/** Where a schema cannot tell a code all the same: what the place ends with, numbers as `#`, and why. */
export const PLACES = [
  ["bad_zone", "/zone/table", "rows that ascend, within the years that calendars know"],
  ["empty", "/kind", "what is left of a code as it is compared"],
  ["empty", "/limits", "an offer that uses a perk needs no other limit"],
  ["empty", "/exclude", "that a field says what holds anyway"],
  ["empty", "/refund/lines", "shipping alone may come back"],
  ["missing_field", "/order/counters", "the programme says which offers are counted"],
  ["missing_field", "/activity/amount_minor", "the programme says what an activity carries"],
  ["missing_field", "/activity/quantity", "the programme says what an activity carries"],
  ["missing_field", "/redeem", "the programme says which rewards have a stock"],
  ["missing_field", "/coupon/issue", "the programme says which offers take what a coupon is worth"],
  ["missing_field", "", "a guest has no id, and nothing else"],
  ["missing_field", "/events/#", "an event that sent points has an instant"],
  ["missing_field", "/redemptions/#", "a redemption of a perk has uses"],
  ["missing_field", "/uses", "a fact of an offer's own condition is about that offer"],
  ["missing_field", "/issue/#", "`met` needs a condition"],
  ["missing_field", "/earning/#", "`met` needs a condition"],
  ["missing_field", "/forfeits/#", "`met` needs a condition"],
  ["missing_field", "/classes/#", "classes of a matrix begin nowhere"],
  ["missing_field", "/levels/#", "the first level needs no condition"],
  ["out_of_range", "/after/period", "nothing, on to the end of a period"],
  ["out_of_range", "/amount", "the largest amount in major units, by currency; a bundle's amount, which a table may have zero of"],
  ["out_of_range", "/score/at_least", "a score says what it is counted in"],
  ["out_of_range", "/period_day/in/#", "how long a period is"],
  ["out_of_range", "/steps/#/from", "a measure says what it is counted in"],
  ["too_long", "/order/id", "ids of lots are made of it and of a rule's"],
  ["too_many", "", "numbers of the past and rules that `met` fires, over the whole document"],
  ["unknown_field", "/activity/amount_minor", "the programme says what an activity carries"],
  ["unknown_field", "/activity/quantity", "the programme says what an activity carries"],
  ["wrong_type", "/score/at_least", "a score says what it is counted in"],
  ["wrong_type", "/version", "to a schema 1.0 is an integer"],
];

const numbered = (pointer) => pointer.replace(/\/\d+(?=\/|$)/g, "/#");

/** Why the schema cannot tell a problem at its place, if so. */
export function exception({ code, path }) {
  const place = numbered(path);
  return PLACES.find(([of, end]) => of === code && (end === "" ? place === "" : place.endsWith(end)));
}
