/** What the sentences are made from, looked at before: who sends something else is told what to send. */

const isText = (it) => typeof it === "string";
const isNumber = (it) => (isText(it) ? it.trim() !== "" : typeof it === "number" || typeof it === "bigint") && !Number.isNaN(Number(it));
const isObject = (it) => typeof it === "object" && it !== null;
const isDigits = (it) => Number.isInteger(it) && it >= 0 && it <= 20;
const isInstant = (it) => (isText(it) || typeof it === "number" || it instanceof Date) && !Number.isNaN(new Date(it).getTime());

const PROBLEM = [(it) => isText(it?.code) && isText(it.document), "a problem of perks, an object with `code` and `document`"];
const NUMBER = [isNumber, "a number"];
const INSTANT = [isInstant, "an instant such as 2026-11-20T04:00:00Z", RangeError];
const LIST = [Array.isArray, "a list of texts"];

/** What the arguments of a function have to be, in words too; what it throws where they are not. */
const TAKES = {
  reason: [(it) => isText(it?.code), "a reason of perks, an object with `code`"],
  hint: [(it) => isObject(it?.change), "a hint of perks, an object with `change`"],
  problem: PROBLEM,
  wrong: PROBLEM,
  help: PROBLEM,
  place: PROBLEM,
  count: NUMBER,
  days: NUMBER,
  decimal: NUMBER,
  percent: NUMBER,
  plural: NUMBER,
  day: INSTANT,
  time: INSTANT,
  or: LIST,
  and: LIST,
  name: [(kind, id) => isText(kind) && isText(id), "what kind of thing it is and its id, both as text"],
  amount: [(of, key) => isObject(of) && isText(key), "an object of perks and the name of an amount in it"],
  fact: [(it) => isText(it?.of), "an object of perks with `of`"],
  classes: [(of, ids) => isText(of) && Array.isArray(ids), "whose values they are, as text, and a list of them"],
};

/** As text for a message, whatever it is. */
function shown(it) {
  return isObject(it) ? Object.prototype.toString.call(it) : String(it);
}

/** @throws {TypeError} where something else is given than `texts` takes */
export function checkOptions(language, options) {
  const check = (holds, what) => {
    if (!holds) throw new TypeError(what);
  };
  check(isText(language?.tag) && isObject(language.reasons), "the language is missing: import one, such as `en` of `perks/texts/en`");
  check(isObject(options), "the options are missing: `currency` and `timeZone`");
  const { currency, digits = 0, pointDigits = 0, timeZone, locale, name } = options;
  // Else it would be that of the host, in silence.
  check(isText(timeZone), "`timeZone` is missing: a name such as Asia/Shanghai, or an offset");
  check(isText(currency), "`currency` is missing: a code of ISO 4217, such as CNY");
  check(isDigits(digits), "`digits` is no whole number from 0 to 20: take that of the programme");
  check(isDigits(pointDigits), "`pointDigits` is no whole number from 0 to 20: take `points.decimals` of the programme");
  check(locale === undefined || isText(locale), "`locale` is no text: write one such as en-GB, or leave it out");
  check(name === undefined || typeof name === "function", "`name` is no function: it takes a kind and an id, and gives a name");
}

/** The same functions, each of which looks at its arguments. */
export function checked(say) {
  const entries = Object.entries(say).map(([name, work]) => {
    if (!Object.hasOwn(TAKES, name)) return [name, work];
    const [holds, what, Kind = TypeError] = TAKES[name];
    const checks = (...args) => {
      if (!holds(...args)) throw new Kind(`\`${name}\` takes ${what}, not ${args.map(shown).join(", ") || "nothing"}`);
      return work(...args);
    };
    return [name, checks];
  });
  return Object.fromEntries(entries);
}
