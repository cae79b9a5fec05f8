/** Zone tables: the probing of `zones.js` against the plain form of the same rule. */
import assert from "node:assert/strict";
import test from "node:test";
import { zoneTable } from "../src/zones.js";

/** The rule as it is written down: every 27 days, and bisection in whole seconds. */
function plainTable(name) {
  const field = "numeric";
  const format = new Intl.DateTimeFormat("en-US", {
    timeZone: name,
    hourCycle: "h23",
    year: field,
    month: field,
    day: field,
    hour: field,
    minute: field,
    second: field,
  });
  const offsetAt = (second) => {
    const [month, day, year, ...time] = format.format(second * 1000).match(/\d+/g).map(Number);
    return Date.UTC(year, month - 1, day, ...time) / 1000 - second;
  };
  const step = 2_332_800;
  let offset = offsetAt(0);
  const table = [[0, offset]];
  for (let left = 0; left + step <= 4_102_444_800; left += step) {
    const last = offsetAt(left + step);
    for (let low = left; offset !== last; ) {
      let high = left + step;
      while (high - low > 1) {
        const middle = Math.floor((low + high) / 2);
        if (offsetAt(middle) === offset) low = middle;
        else high = middle;
      }
      offset = offsetAt(high);
      table.push([high, offset]);
      low = high;
    }
  }
  return table;
}

// Summer time north and south, none, half hours, the date line, Ramadan, odd seconds, two hours.
const NAMES = [
  "Europe/Berlin",
  "America/New_York",
  "Australia/Lord_Howe",
  "Asia/Kolkata",
  "Pacific/Apia",
  "Pacific/Kiritimati",
  "Africa/Casablanca",
  "Africa/Cairo",
  "Africa/Monrovia",
  "Antarctica/Troll",
  "America/Argentina/San_Luis",
];
for (const name of NAMES) {
  test(`${name} is as the plain rule says`, () => {
    assert.deepEqual(zoneTable(name), plainTable(name));
  });
}

test("Shanghai has its six summers and nothing after", () => {
  const table = zoneTable("Asia/Shanghai");
  assert.deepEqual(table[0], [0, 28_800]);
  assert.equal(table.length, 13);
  assert.equal(table.at(-1)[1], 28_800);
  assert.ok(table.at(-1)[0] < Date.UTC(1992, 0, 1) / 1000);
});

test("UTC is one entry", () => {
  assert.deepEqual(zoneTable("UTC"), [[0, 0]]);
  assert.deepEqual(zoneTable("Etc/GMT+1"), [[0, -3600]]);
});

test("a name that the database does not have is unknown, whatever `Intl` makes of it", () => {
  for (const name of ["Asia/Peking", "asia/shanghai", "ASIA/SHANGHAI", "+08:00", "", "Asia/", " UTC", "Asia/Shanghai\n"]) {
    assert.equal(zoneTable(name), undefined, JSON.stringify(name));
  }
});
