/**
 * Zone tables of 1970 to 2100 from the host's `Intl`: `[from, offset]` in seconds of UTC. The engine's
 * own come by the same rule: look every 27 days, and between neighbours that differ find the change.
 */

const STEP = 27 * 86_400;
const LAST = Date.UTC(2100, 0, 1) / 1000;

/** Nearly all changes fall on quarters of an hour. */
const GRID = 900;
/** Summer time comes back after 52 or 53 weeks. */
const YEARS = [364 * 86_400, 371 * 86_400];

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

function guess(offsetAt, table, from, right, offset) {
  const before = table.at(-2);
  return before && YEARS.map((year) => before[0] + year).find(
    (at) => at > from && at <= right && offsetAt(at) !== offset && offsetAt(at - 1) === offset,
  );
}

function search(offsetAt, from, right, offset) {
  let [low, high] = bisect(offsetAt, from, right, offset, GRID);
  if (high - low > 1 && offsetAt(high - 1) !== offset) [low, high] = bisect(offsetAt, low, high - 1, offset, 1);
  return high;
}

function bisect(offsetAt, low, high, offset, grid) {
  for (;;) {
    const middle = Math.floor((low + high) / 2 / grid) * grid;
    if (middle <= low) return [low, high];
    if (offsetAt(middle) === offset) low = middle;
    else high = middle;
  }
}

function offsets(name) {
  // `Intl` takes more names.
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
  // Slow to read.
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
