/** Reasons, hints and problems as sentences; numbers, money and dates by the host's `Intl`. No rules here. */
import { checked, checkOptions } from "./checks.js";

/** Which names the name in a fact is among. */
const NAMED = {
  tier: "ladder",
  membership: "plan",
  score: "score",
  activities: "activity",
  points_earned: "pool",
  balance: "pool",
  expiring: "pool",
  holds: "offer",
  uses: "offer",
  attribute: "attribute",
  order_attribute: "attribute",
};

/** Which names the values of a class are among; others stand for themselves. */
const CLASSES = {
  stage: "stage",
  score: "class",
  channel: "channel",
  store: "store",
  region: "region",
  payment: "payment",
  shipping_method: "shipping_method",
  device: "device",
};

export function texts(language, options) {
  checkOptions(language, options);
  const { currency, digits, pointDigits = 0, timeZone, locale = language.tag, name } = options;
  // As many as the engine's decimal numbers have.
  const precise = { maximumFractionDigits: 9 };
  const numbers = new Intl.NumberFormat(locale, precise);
  const shares = new Intl.NumberFormat(locale, { style: "unit", unit: "percent", ...precise });
  const plurals = new Intl.PluralRules(locale);
  const lists = {
    or: new Intl.ListFormat(locale, { type: "disjunction" }),
    and: new Intl.ListFormat(locale, { type: "conjunction" }),
  };
  const fraction = digits === undefined ? {} : { minimumFractionDigits: digits, maximumFractionDigits: digits };
  const style = { style: "currency", currency, currencyDisplay: "narrowSymbol", ...fraction };
  const amounts = new Intl.NumberFormat(locale, style);
  const decimals = amounts.resolvedOptions().maximumFractionDigits;
  const dates = calendar(locale, timeZone);

  const say = checked({
    language,
    money: (minor) => amounts.format(shifted(minor, decimals)),
    count: (number) => numbers.format(number),
    decimal: (text) => numbers.format(text),
    percent: (text) => shares.format(text),
    points: (count) => {
      const text = shifted(count, pointDigits);
      return language.points(numbers.format(text), plurals.select(Number(text)));
    },
    pointCount: (count) => numbers.format(shifted(count, pointDigits)),
    days: (count) => language.days(numbers.format(count), plurals.select(count)),
    day: dates.day,
    time: dates.time,
    plural: (number) => plurals.select(number),
    or: (items) => lists.or.format(items),
    and: (items) => lists.and.format(items),
    name: (kind, id, of) => name?.(kind, id, of) || id,
    amount(of, key) {
      const value = of.unit === "money" ? of[`${key}_minor`] : of[key];
      if (value === undefined) return undefined;
      if (of.unit === "money") return say.money(value);
      if (of.unit === "points") return say.points(value);
      if (of.unit === "days") return say.days(value);
      return of.unit === "share" ? say.percent(value) : say.decimal(value);
    },
    fact({ of, name: id }) {
      if (id === undefined) return language.facts[of];
      const kind = NAMED[of];
      return language.factOf(language.facts[of], kind === undefined ? id : say.name(kind, id));
    },
    classes(of, ids, score) {
      const kind = CLASSES[of];
      return ids.map((id) => (kind === undefined ? id : say.name(kind, id, score)));
    },
    // A later version may have saved a code that is not known here.
    reason: (reason) => (language.reasons[reason.code] ?? language.authority[reason.code] ?? language.other)(reason, say),
    hint(hint) {
      const { change } = hint;
      const changes = [
        ...(change.add ?? []).map((goods) => language.changes.add(goods, say)),
        ...Object.entries(change.set ?? {}).flatMap(([of, value]) => set(language.changes.set, of, value, say)),
        ...["at", "without", "spend"].flatMap((key) =>
          change[key] === undefined ? [] : language.changes[key](change[key], say),
        ),
      ];
      return language.hint(hint, changes, say);
    },
    wrong: (problem) =>
      language.problems[problem.code]?.(problem.params ?? {}, say, problem) ?? language.other(problem),
    help: (problem) => language.help[problem.code]?.(problem.params ?? {}, say, problem) ?? problem.help ?? "",
    place: ({ document, path, line, column }) => {
      const at = line === undefined ? undefined : [line, column].map(say.count);
      return language.place(language.documents[document], path, at);
    },
    problem: (problem) => language.problem(say.place(problem), say.wrong(problem), say.help(problem)),
  });
  return Object.freeze(say);
}

/** What an order is to say of itself instead: one change for each, and one for each attribute. */
function set(changes, of, value, say) {
  if (of !== "attributes") return [changes[of](value, say)];
  return Object.entries(value).map(([name, stated]) => changes.attribute({ name, value: stated }, say));
}

/** Smallest units as a decimal text: the point is set among the digits, so that nothing is rounded. */
function shifted(units, digits) {
  const text = String(units);
  const whole = /^(-?)(\d+)$/.exec(text);
  if (whole === null) throw new TypeError(`${text} is not a whole number`);
  if (digits === 0) return text;
  const [, sign, count] = whole;
  const padded = count.padStart(digits + 1, "0");
  return `${sign}${padded.slice(0, -digits)}.${padded.slice(-digits)}`;
}

/** Days and times in a zone: one by its name, or an offset such as `+08:00`, which not every `Intl` knows. */
function calendar(locale, timeZone) {
  const [, sign, hours, minutes] = /^([+-])([01]\d):([0-5]\d)$/.exec(timeZone) ?? [];
  const ahead = sign === undefined ? 0 : Number(`${sign}1`) * (Number(hours) * 60 + Number(minutes)) * 60_000;
  const zone = { dateStyle: "medium", timeZone: sign === undefined ? timeZone : "UTC" };
  const day = new Intl.DateTimeFormat(locale, zone);
  const time = new Intl.DateTimeFormat(locale, { ...zone, timeStyle: "short", hourCycle: "h23" });
  const moved = (instant) => new Date(new Date(instant).getTime() + ahead);
  return { day: (instant) => day.format(moved(instant)), time: (instant) => time.format(moved(instant)) };
}
