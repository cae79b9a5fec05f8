/** A date and time as fields of forms have it, in a programme's zone, and the instant that it is; by `@date-fns/tz`, since zones change their offsets. */
import { TZDate } from "@date-fns/tz";

/** As `<input type="datetime-local">` takes it: `2026-11-20T12:00`. */
export function fieldOf(instant: number, zone: string): string {
  return local(instant, zone).slice(0, 16);
}

/** The day in the zone, as `<input type="date">` takes it: `2026-11-20`. */
export function dateOf(instant: number | string, zone: string): string {
  return local(instant, zone).slice(0, 10);
}

/** The instant of such a field, or of the beginning of a day, epoch milliseconds; absent for what is neither. */
export function instantOf(field: string, zone: string): number | undefined {
  const found = /^(\d{4,6})-(\d\d)-(\d\d)(?:T(\d\d):(\d\d))?/.exec(field);
  if (!found) return undefined;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0] = found
    .slice(1)
    .map((part) => Number(part ?? 0));
  const time = new TZDate(year, month - 1, day, hour, minute, zone).getTime();
  return Number.isNaN(time) ? undefined : time;
}

/** So many days of the calendar in a row, of which this is the last: `2026-11-20`. Of dates alone, which no zone shifts. */
export function daysUpTo(last: string, count: number): string[] {
  const [year = 0, month = 1, day = 1] = last.split("-").map(Number);
  return Array.from({ length: count }, (_, back) =>
    new Date(Date.UTC(year, month - 1, day - back)).toISOString().slice(0, 10),
  );
}

/** ISO 8601 with the zone's own hour: that is what `toISOString` of such a date gives. */
function local(instant: number | string, zone: string): string {
  return new TZDate(new Date(instant), zone).toISOString();
}
