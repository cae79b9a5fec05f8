/** Makes plain objects JSON text before the engine is called: reading them may run anybody's code. */

/** No document has more: the inputs of a quote are a member, a cart and options. */
const MAX_LENGTH = (9 << 20) + (1 << 18);
const MAX_VALUES = 1_000_000;

// These run no code of the caller's, and know arrays of any realm.
const typedArray = Object.getPrototypeOf(Uint8Array.prototype);
const { [Symbol.toStringTag]: tag, length: size } = Object.getOwnPropertyDescriptors(typedArray);

/** A document as text or bytes; `refuse(code, message, help, path, options)` throws. */
export function source(document, refuse) {
  if (typeof document === "string") return checked(document, refuse);
  if (tag.get.call(document) !== "Uint8Array") return jsonText(document, refuse);
  const length = size.get.call(document);
  checkLength(length, MAX_LENGTH, refuse);
  // A copy is only bytes; what is detached cannot be copied.
  return new Uint8Array(length && document);
}

function checkLength(length, most, refuse) {
  if (length > most) refuse("too_large", "this is larger than any document");
}

function checked(text, refuse) {
  checkLength(text.length, MAX_LENGTH, refuse);
  if (!(text.isWellFormed?.() ?? !/\p{Surrogate}/u.test(text))) {
    refuse("not_utf8", "the text has half of a surrogate pair alone");
  }
  return text;
}

/** Reads each property once. */
export function jsonText(root, refuse) {
  const path = [];
  let json = "";
  let left = MAX_VALUES;
  let refused;

  function fail(code, message, help, options) {
    refused = true;
    const pointer = path.map((name) => `/${`${name}`.replace(/~/g, "~0").replace(/\//g, "~1")}`);
    refuse(code, message, help, pointer.join(""), options);
  }

  const quoted = (text) => JSON.stringify(checked(text, fail));

  function write(value) {
    left -= 1;
    checkLength(json.length, left < 0 ? -1 : MAX_LENGTH, fail);
    const type = typeof value;
    if (type === "string") json += quoted(value);
    else if (type === "boolean" || value == null) json += value ?? null;
    // The engine refuses one half, and names its place.
    else if (type === "number" || type === "bigint") json += Number.isSafeInteger(value) ? value : 0.5;
    else if (Array.isArray(value)) writeAll(value, value.length);
    else if (type === "object" && isPlain(Object.getPrototypeOf(value))) {
      const names = Object.keys(value);
      writeAll(value, names.length, names);
    } else if (Object.prototype.toString.call(value) === "[object Date]") {
      write(Date.prototype.getTime.call(value));
    } else {
      const name = type === "object" ? Object.getPrototypeOf(value).constructor?.name : type;
      const help = "give JSON text, or an object of texts, integers, booleans, lists and objects";
      fail("not_plain", `not plain data, but of type \`${name}\``, help);
    }
  }

  function writeAll(value, length, names) {
    if (path.length > 31) fail("too_deep", "lists and objects are nested deeper than 32");
    checkLength(length, left, fail);
    let comma = "";
    json += names ? "{" : "[";
    for (let index = 0; index < length; index += 1) {
      const name = names ? names[index] : index;
      path.push(name);
      const member = value[name];
      if (!names || member !== undefined) {
        json += names ? `${comma}${quoted(name)}:` : comma;
        comma = ",";
        write(member);
      }
      path.pop();
    }
    json += names ? "}" : "]";
  }

  try {
    write(root);
  } catch (cause) {
    if (refused) throw cause;
    fail("not_plain", "reading this threw an error", "see the error's `cause`", { cause });
  }
  return json;
}

function isPlain(prototype) {
  return !prototype || (!Object.getPrototypeOf(prototype) && Object.hasOwn(prototype, "isPrototypeOf"));
}
