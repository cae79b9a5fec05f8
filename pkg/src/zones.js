/**
 * Zone tables from the host's `Intl`: the module itself holds no time zones.
 *
 * A table is a list of `[from, offset]`: from this UTC second on, local time is UTC plus so many seconds.
 * It covers 1970 to 2100. The engine builds the same table natively by the same rule: look every 27
 * days, and where two neighbours differ, find the second of the change. Which seconds are looked at
 * on the way to that second is free.
 */

const STEP = 27 * 86_400;
const LAST = Date.UTC(2100, 0, 1) / 1000;

/** Changes fall on quarters of an hour, nearly always: they are looked for there first. */
const GRID = 900;
/** Summer time moves by a rule of weekdays: it comes back after 52 or 53 weeks. */
const YEARS = [364 * 86_400, 371 * 86_400];

/** The table of an IANA zone, or `undefined` where the host knows no zone of this very name. */
export function zoneTable(name) {
  const offsetAt = offsets(name);
  if (!offsetAt) return undefined;
  let offset = offsetAt(0);
  const table = [[0, offset]];
  for (let left = 0; left + STEP <= LAST; left += STEP) {
    const right = left + STEP;
    const last = offsetAt(right);
    for (let from = left; offset !== last; ) {
      from = guess(offsetAt, table, from, right, offset) ?? search(offsetAt, from, right, offset);
      offset = offsetAt(from);
      table.push([from, offset]);
    }
  }
  return table;
}

/** The change that is expected from last year's, where it is one. */
function guess(offsetAt, table, from, right, offset) {
  const before = table.at(-2);
  return before && YEARS.map((year) => before[0] + year).find(
    (at) => at > from && at <= right && offsetAt(at) !== offset && offsetAt(at - 1) === offset,
  );
}

/** The first second after `from` with another offset, where `right` is known to have one. */
function search(offsetAt, from, right, offset) {
  let [low, high] = bisect(offsetAt, from, right, offset, GRID);
  if (high - low > 1 && offsetAt(high - 1) !== offset) [low, high] = bisect(offsetAt, low, high - 1, offset, 1);
  return high;
}

/** Halves `(low, high]` on multiples of `grid` until nothing lies between. */
function bisect(offsetAt, low, high, offset, grid) {
  for (;;) {
    const middle = Math.floor((low + high) / 2 / grid) * grid;
    if (middle <= low) return [low, high];
    if (offsetAt(middle) === offset) low = middle;
    else high = middle;
  }
}

/**
 * UTC second → offset in seconds, read off the local day and time of day: an offset is less than a day,
 * so the day of the month says on which side of UTC's midnight it lies.
 */
function offsets(name) {
  // `Intl` takes names in any case, and offsets; the names of the database are these alone.
  if (!/^[A-Z][\w+-]*(\/[A-Z][\w+-]*)*$/.test(name)) return undefined;
  let formatter;
  try {
    formatter = new Intl.DateTimeFormat("en-US", {
      timeZone: name,
      calendar: "gregory",
      numberingSystem: "latn",
      hourCycle: "h23",
      day: "2-digit",
      hour: "2-digit",
      minute: "2-digit",
      second: "2-digit",
    });
  } catch {
    return undefined;
  }
  const known = formatter.resolvedOptions().timeZone;
  if (known !== name && known.toLowerCase() === name.toLowerCase()) return undefined;
  // A getter that makes a function: read once.
  const { format } = formatter;
  const date = new Date(0);
  return (second) => {
    date.setTime(second * 1000);
    // `31, 23:59:59`
    const text = format(second * 1000);
    const day = pair(text, 0) - date.getUTCDate();
    const time = pair(text, -8) * 3600 + pair(text, -5) * 60 + pair(text, -2);
    // Over the end of a month, the next day has a smaller number.
    const days = day === 0 ? 0 : day === 1 || day < -1 ? 1 : -1;
    return days * 86_400 + time - (second % 86_400);
  };
}

function pair(text, at) {
  const index = at < 0 ? text.length + at : at;
  return (text.charCodeAt(index) - 48) * 10 + text.charCodeAt(index + 1) - 48;
}
