/**
 * Months and years of the programme's zone: up to when one looks ahead, what stands in a field at first, and headings. Nothing is due, valid
 * or counted by them: that is the engine's to say.
 */
import { TZDate } from "@date-fns/tz";
import { addMonths } from "date-fns/addMonths";
import { dateOf } from "../shell/day";

export function monthsLater(instant: number, months: number, zone: string): number {
  return addMonths(new TZDate(instant, zone), months).getTime();
}

/** The first of the next January, as an ISO date. */
export function newYear(instant: number, zone: string): string {
  return `${new TZDate(instant, zone).getFullYear() + 1}-01-01`;
}

/** Says of an instant its month: `March 2027`, and a key that all of the month have. */
export function months(zone: string, locale: string) {
  const format = new Intl.DateTimeFormat(locale, {
    year: "numeric",
    month: "long",
    timeZone: zone,
  });
  return (instant: string) => ({
    key: dateOf(instant, zone).slice(0, 7),
    name: format.format(new Date(instant)),
  });
}
