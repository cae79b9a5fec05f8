/**
 * The package beside a plain JavaScript version of the same job, in one process and in turns, so
 * that both meet the same machine; then cold starts, each in a process of its own. Prints medians;
 * decides nothing. Run it with `node benches/node/side_by_side.mjs` after `cargo xtask build`.
 */

import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { isDeepStrictEqual } from "node:util";
import { load } from "../../pkg/src/entry/node.js";
import {
  cart,
  member,
  mixedOffer,
  NOW,
  order,
  program,
  settledMember,
  storewideOffer,
} from "./documents.mjs";
import * as plain from "./plain.mjs";
import * as ledger from "./plain_ledger.mjs";

/** How long each side of a comparison is measured, in milliseconds; a warm-up takes half of it. */
const BUDGET = 300;
const ROUNDS = 25;
/** Rounds that do not count, where each needs a member of its own. */
const WARM = 15;
const STARTS = 9;
const OPTIONS = { now: NOW, spend: "max" };

const median = (numbers) => numbers.toSorted((a, b) => a - b)[numbers.length >> 1];

/** Microseconds of a call of each, in turns. */
function compare(one, other) {
  const repeats = [one, other].map((work) => {
    const start = performance.now();
    let calls = 0;
    for (; performance.now() - start < BUDGET / 2 || calls < 3; calls++) work(calls);
    return Math.max(1, Math.round((calls * 2) / ROUNDS));
  });
  const times = [[], []];
  for (let round = 0; round < ROUNDS; round++) {
    [one, other].forEach((work, side) => {
      const start = performance.now();
      for (let call = 0; call < repeats[side]; call++) work(call);
      times[side].push(((performance.now() - start) * 1000) / repeats[side]);
    });
  }
  return times.map(median);
}

/** Both sides' handles for the same documents. */
async function open({ lines, offers, lots = 10, offer = mixedOffer }) {
  const texts = [program(offers, offer), member(lots), cart(lines)].map((it) => JSON.stringify(it));
  const ours = await load(texts[0]);
  const theirs = plain.readProgram(texts[0]);
  return {
    texts,
    ours: { program: ours, member: ours.member(texts[1]), cart: ours.cart(texts[2]) },
    theirs: { program: theirs, member: plain.readMember(texts[1]), cart: plain.readCart(texts[2]) },
  };
}

/** A quantity changes, and the whole quote follows. */
function changed({ ours, theirs }) {
  const index = theirs.cart.lines.length >> 1;
  const { id } = theirs.cart.lines[index];
  return [
    (call) => {
      ours.cart.setUnits(id, 1 + (call % 3));
      return ours.member.quote(ours.cart, OPTIONS);
    },
    (call) => {
      theirs.cart.lines[index].units = 1 + (call % 3);
      return plain.quote(theirs.program, theirs.member, theirs.cart, OPTIONS);
    },
  ];
}

/** The cart comes as JSON text. */
function fromText({ texts, ours, theirs }) {
  return [
    () => {
      const read = ours.program.cart(texts[2]);
      const quote = ours.member.quote(read, OPTIONS);
      read.free();
      return quote;
    },
    () => plain.quote(theirs.program, theirs.member, plain.readCart(texts[2]), OPTIONS),
  ];
}

const rows = [["µs, medians", "package", "plain JS", "ratio", "same answer"]];

async function row(name, size, jobs) {
  const sides = await open(size);
  const [ours, theirs] = jobs(sides);
  const same = isDeepStrictEqual(ours(1), theirs(1));
  const [one, other] = compare(ours, theirs);
  const shown = [one, other].map((time) => time.toFixed(1));
  rows.push([name, ...shown, (one / other).toFixed(2), same ? "yes" : "NO"]);
}

/** What moved points, of the entries of either side. */
function moved(entries) {
  const moves = entries.filter(({ kind }) => ["expired", "spent", "granted"].includes(kind));
  return moves.map(({ kind, at, lot, points }) => ({ kind, at, lot, points }));
}

/** Settling, then an order that spends points: each time by a member that was just read. */
async function ledgerRow(name, document) {
  const texts = [program(1), document].map((it) => JSON.stringify(it));
  const ours = await load(texts[0]);
  const theirs = plain.readProgram(texts[0]);
  const [event, now] = [order(100), { now: NOW }];
  const sides = [
    {
      read: () => ours.member(texts[1]),
      work: (it) => [it.settle(now), it.record(event, now)].flatMap(({ entries }) => entries),
      free: (it) => it.free(),
    },
    {
      read: () => ledger.readMember(texts[1]),
      work: (it) => [ledger.settle(it, now), ledger.record(theirs, it, event, now).entries].flat(),
      free: () => {},
    },
  ];
  const answers = [];
  const times = [[], []];
  for (let round = -WARM; round < ROUNDS; round++) {
    sides.forEach(({ read, work, free }, side) => {
      const member = read();
      const start = performance.now();
      const entries = work(member);
      const time = (performance.now() - start) * 1000;
      if (round >= 0) times[side].push(time);
      answers[side] ??= moved(entries);
      free(member);
    });
  }
  const [one, other] = times.map(median);
  const same = isDeepStrictEqual(answers[0], answers[1]);
  const shown = [one, other].map((time) => time.toFixed(1));
  rows.push([name, ...shown, (one / other).toFixed(2), same ? "yes" : "NO"]);
}

/** Medians of the parts of cold starts, in milliseconds. */
function coldStarts() {
  const script = fileURLToPath(new URL("start.mjs", import.meta.url));
  const starts = Array.from({ length: STARTS }, () =>
    JSON.parse(execFileSync(process.execPath, [script], { encoding: "utf8" })),
  );
  const of = (name) => median(starts.map((start) => start[name]));
  const total = median(starts.map(({ module, load }) => module + load));
  return [
    [`ms, medians of ${STARTS} fresh processes`, ""],
    ["compile and instantiate the module", of("module").toFixed(1)],
    ["load a programme of 100 offers", of("load").toFixed(1)],
    ["both together (budget 20)", total.toFixed(1)],
    ["then: read a member and a cart of 50 lines, quote", of("first").toFixed(1)],
    ["the module, in bytes", String(of("bytes"))],
  ];
}

function print(table) {
  const widths = table[0].map((_, column) =>
    Math.max(...table.map((cells) => cells[column].length)),
  );
  for (const cells of table) {
    const [first, ...rest] = cells.map((cell, column) =>
      column === 0 ? cell.padEnd(widths[0]) : cell.padStart(widths[column]),
    );
    console.log(`  ${[first, ...rest].join("   ")}`.trimEnd());
  }
  console.log();
}

for (const lines of [5, 50, 200]) {
  for (const offers of [5, 25, 100, 1000]) {
    await row(
      `changed quantity, quote: ${lines} lines, ${offers} offers`,
      { lines, offers },
      changed,
    );
  }
}
await row("read cart, quote: 50 lines, 100 offers", { lines: 50, offers: 100 }, fromText);
const storewide = { lines: 200, offers: 25, offer: storewideOffer };
await row("read cart, quote: 200 lines, 25 storewide offers", storewide, fromText);
for (const lots of [1000, 10_000]) {
  await row(`settle and quote 1 line: ${lots} lots`, { lines: 1, offers: 1, lots }, changed);
}
for (const lots of [1000, 10_000]) {
  await ledgerRow(`settle, spend 100 points: ${lots} lots`, settledMember(lots));
  await ledgerRow(`a tenth expires, spend 100 points: ${lots} lots`, member(lots));
}
print(rows);
print(coldStarts());
