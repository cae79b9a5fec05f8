/**
 * What a caller sends, as the raw classes take it: text or bytes. Reading an object may run anybody's
 * code, so it is made text here, before any handle is looked at. Nothing here knows a field.
 */

/** More than any document has: UTF-16 units of a text, bytes of an array, values of an object. */
const MAX_LENGTH = 8 << 20;
const MAX_VALUES = 1_000_000;

// The getters themselves: they run no code of the caller's, and know the arrays of any realm.
const getter = (name) => Object.getOwnPropertyDescriptor(Object.getPrototypeOf(Uint8Array.prototype), name).get;
const tagOf = getter(Symbol.toStringTag);
const lengthOf = getter("length");

const isBytes = (value) => tagOf.call(value) === "Uint8Array";

/** Whether the places in a document have a line and a column. */
export const hasLines = (document) => typeof document === "string" || isBytes(document);

/** A document as text or bytes. `fail(code, message, help, path, options)` throws for what is wrong. */
export function source(document, fail) {
  if (typeof document === "string") {
    checkText(document, fail);
    return document;
  }
  if (!isBytes(document)) return jsonText(document, fail);
  const length = lengthOf.call(document);
  checkSize(length, MAX_LENGTH, fail);
  // The copy has no properties but its bytes. What was detached has none, and cannot be copied.
  return new Uint8Array(length && document);
}

function checkSize(size, most, fail) {
  if (size > most) fail("too_large", "this is larger than any document");
}

/** Refuses what the border would change. */
function checkText(text, fail) {
  checkSize(text.length, MAX_LENGTH, fail);
  if (!(text.isWellFormed?.() ?? !/\p{Surrogate}/u.test(text))) {
    fail("not_utf8", "the text has half of a surrogate pair alone");
  }
}

/**
 * Plain data as JSON text; each property is read once. A number that is no safe integer becomes one
 * half: the engine refuses that, at its place.
 */
export function jsonText(root, fail) {
  const path = [];
  let json = "";
  let left = MAX_VALUES;
  // Tells a refusal from what the caller's code throws.
  let refused = false;

  function refuse(code, message, help, options) {
    refused = true;
    const pointer = path.map((key) => `/${String(key).replaceAll("~", "~0").replaceAll("/", "~1")}`);
    fail(code, message, help, pointer.join(""), options);
  }

  function writeText(text) {
    checkText(text, refuse);
    json += JSON.stringify(text);
  }

  function write(value) {
    left -= 1;
    checkSize(0, left, refuse);
    checkSize(json.length, MAX_LENGTH, refuse);
    const type = typeof value;
    if (type === "string") writeText(value);
    else if (type === "number" || type === "bigint") json += Number.isSafeInteger(value) ? value : 0.5;
    else if (type === "boolean" || value === null || value === undefined) json += value ?? null;
    else writeObject(value, type);
  }

  function writeObject(value, type) {
    const prototype = Object.getPrototypeOf(value);
    const isList = Array.isArray(value);
    if (!isList && !(type === "object" && isPlain(prototype))) {
      if (Object.prototype.toString.call(value) === "[object Date]") return write(Date.prototype.getTime.call(value));
      const name = (type === "object" && prototype.constructor?.name) || type;
      const help = "give JSON text, or an object of texts, integers, booleans, lists and objects";
      refuse("not_plain", `not plain data, but of type \`${name}\``, help);
    }
    if (path.length > 31) refuse("too_deep", "lists and objects are nested deeper than 32");
    const keys = isList ? value : Object.keys(value);
    const { length } = keys;
    checkSize(length, left, refuse);
    let comma = "";
    json += isList ? "[" : "{";
    for (let index = 0; index < length; index += 1) {
      const key = isList ? index : keys[index];
      path.push(key);
      const member = value[key];
      if (isList || member !== undefined) {
        json += comma;
        if (!isList) {
          writeText(key);
          json += ":";
        }
        write(member);
        comma = ",";
      }
      path.pop();
    }
    json += isList ? "]" : "}";
  }

  try {
    write(root);
  } catch (cause) {
    if (refused) throw cause;
    refuse("not_plain", "reading this threw an error", "see the error's `cause`", { cause });
  }
  return json;
}

/** Made by `{}`, in any realm, or without a prototype. */
function isPlain(prototype) {
  return !prototype || (!Object.getPrototypeOf(prototype) && Object.hasOwn(prototype, "isPrototypeOf"));
}
