/** Days of the programme's zone: from instants, and back. The calendar's arithmetic is date-fns's; nothing here decides anything. */
import { TZDate } from "@date-fns/tz";
import { addMonths, formatISO, subDays } from "date-fns";

/** An ISO date: `2027-03-01`. */
export type Day = string;

export function dayOf(instant: string | number, zone: string): Day {
  return formatISO(new TZDate(new Date(instant).getTime(), zone), { representation: "date" });
}

/** When the day begins, epoch milliseconds. */
export function startOf(day: Day, zone: string): number {
  const [year, month, date] = day.split("-").map(Number) as [number, number, number];
  return new TZDate(year, month - 1, date, zone).getTime();
}

export function monthsLater(instant: number, months: number, zone: string): number {
  return addMonths(new TZDate(instant, zone), months).getTime();
}

/** The first of the next January. */
export function newYear(instant: number, zone: string): Day {
  return `${new TZDate(instant, zone).getFullYear() + 1}-01-01`;
}

/** So many days in a row, of which this is the last. */
export function daysBefore(last: Day, count: number, zone: string): Day[] {
  const end = new TZDate(startOf(last, zone), zone);
  return Array.from({ length: count }, (_, back) =>
    formatISO(subDays(end, back), { representation: "date" }),
  );
}

/** `March 2027`, and a key that is equal for all of the month. */
export function monthOf(instant: string, zone: string, locale: string) {
  const format = new Intl.DateTimeFormat(locale, {
    year: "numeric",
    month: "long",
    timeZone: zone,
  });
  return { key: dayOf(instant, zone).slice(0, 7), name: format.format(new Date(instant)) };
}
