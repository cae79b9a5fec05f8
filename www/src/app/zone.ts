/** Days and months of the programme's zone, for calendars and what lies ahead. The arithmetic is date-fns's; nothing here decides anything. */
import { TZDate } from "@date-fns/tz";
import { addMonths, subDays } from "date-fns";
import { dateOf, instantOf } from "../shell/day";

export function monthsLater(instant: number, months: number, zone: string): number {
  return addMonths(new TZDate(instant, zone), months).getTime();
}

/** The first of the next January, as an ISO date. */
export function newYear(instant: number, zone: string): string {
  return `${new TZDate(instant, zone).getFullYear() + 1}-01-01`;
}

/** So many days in a row as ISO dates, of which this is the last. */
export function daysUpTo(last: string, count: number, zone: string): string[] {
  const end = new TZDate(instantOf(last, zone) ?? Number.NaN, zone);
  return Array.from({ length: count }, (_, back) => dateOf(subDays(end, back).getTime(), zone));
}

/** `March 2027`, and a key that all of the month have. */
export function monthOf(instant: string, zone: string, locale: string) {
  const format = new Intl.DateTimeFormat(locale, {
    year: "numeric",
    month: "long",
    timeZone: zone,
  });
  return { key: dateOf(instant, zone).slice(0, 7), name: format.format(new Date(instant)) };
}
