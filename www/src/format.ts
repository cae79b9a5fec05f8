/** Numbers and dates for people, by `Intl`. Nothing is computed here. */
import type { Instant } from "perks";
import type { Locale } from "./texts";

export interface Format {
  /** Minor units of the programme's currency. */
  money(minor: number): string;
  count(number: number): string;
  /** A decimal text of the engine, such as a score. */
  decimal(text: string): string;
  /** A decimal text in percent. */
  percent(text: string): string;
  /** A calendar day in the programme's zone. */
  day(instant: Instant): string;
  /** Day and time in the programme's zone: a window begins and ends at a stroke. */
  time(instant: Instant): string;
  /** English wants `1 point`, `2 points`. */
  plural(number: number): Intl.LDMLPluralRule;
}

/** The English of the page is that of its texts: day before month. */
const TAGS: Record<Locale, string> = { en: "en-GB", "zh-CN": "zh-CN" };

export function formatFor(locale: Locale, currency: string, digits: number, zone: string): Format {
  const tag = TAGS[locale];
  const moneyFormat = new Intl.NumberFormat(tag, {
    style: "currency",
    currency,
    currencyDisplay: "narrowSymbol",
  });
  const countFormat = new Intl.NumberFormat(tag);
  const percentFormat = new Intl.NumberFormat(tag, {
    style: "unit",
    unit: "percent",
    maximumFractionDigits: 2,
  });
  const dayFormat = new Intl.DateTimeFormat(tag, { dateStyle: "medium", timeZone: zone });
  const timeFormat = new Intl.DateTimeFormat(tag, {
    dateStyle: "medium",
    timeStyle: "short",
    hourCycle: "h23",
    timeZone: zone,
  });
  const plurals = new Intl.PluralRules(tag);
  return {
    money: (minor) => moneyFormat.format(decimal(minor, digits)),
    count: (number) => countFormat.format(number),
    decimal: (text) => countFormat.format(text as Intl.StringNumericLiteral),
    percent: (text) => percentFormat.format(text as Intl.StringNumericLiteral),
    day: (instant) => dayFormat.format(new Date(instant)),
    time: (instant) => timeFormat.format(new Date(instant)),
    plural: (number) => plurals.select(number),
  };
}

/** Minor units as a decimal text: the point is set among the digits, so that nothing is rounded. */
function decimal(minor: number, digits: number): Intl.StringNumericLiteral {
  const sign = minor < 0 ? "-" : "";
  const text = String(Math.abs(minor)).padStart(digits + 1, "0");
  const point = text.length - digits;
  const fraction = digits > 0 ? `.${text.slice(point)}` : "";
  return `${sign}${text.slice(0, point)}${fraction}` as Intl.StringNumericLiteral;
}
