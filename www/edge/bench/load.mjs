/**
 * How many calls a second the edge answers, and how fast, beside an empty worker in the same run: each is loaded in turn, several times
 * over, so that what else the machine does falls on all alike. `npm run bench:edge [-- --seconds 3 --rounds 5]`.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import autocannon from "autocannon";
import { bundle } from "../local/build.mjs";
import { serve } from "../local/workerd.mjs";
import { prepared } from "./workloads.mjs";

/** Of the empty worker's calls a second, a check of a voucher has at least so many; of its p99 at most so many times as much. */
const BUDGET = { share: 0.6, p99: 3 };

const { values } = parseArgs({
  options: {
    seconds: { type: "string", default: "3" },
    rounds: { type: "string", default: "5" },
    connections: { type: "string", default: "16" },
    only: { type: "string" },
  },
});

const here = fileURLToPath(new URL(".", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "perks-bench-"));
const empty = await serve(
  join(folder, "empty"),
  {},
  { dist: here, files: ["empty.js"], config: join(here, "empty.capnp") },
);
const { edge, workloads } = await prepared(join(folder, "edge"), await bundle());

try {
  const all = [
    { name: "empty worker", url: empty.url, request: () => ({ method: "GET", path: "/" }) },
    ...workloads,
  ];
  const chosen = all.filter(
    ({ name }, index) => index === 0 || !values.only || name.includes(values.only),
  );
  const measured = new Map(chosen.map(({ name }) => [name, []]));
  // One round warms the code.
  for (let round = 0; round <= Number(values.rounds); round++) {
    for (const workload of chosen) {
      const found = await loaded(workload, round === 0 ? 1 : Number(values.seconds));
      if (round > 0) measured.get(workload.name).push(found);
    }
  }
  show(measured);
} finally {
  await Promise.all([empty.stop("SIGKILL"), edge.stop("SIGKILL")]);
  rmSync(folder, { recursive: true });
}

async function loaded({ url, request }, duration) {
  const setupRequest = (base) => ({ ...base, ...request() });
  const connections = Number(values.connections);
  const found = await autocannon({ url, duration, connections, requests: [{ setupRequest }] });
  if (found.errors + found.timeouts > 0)
    throw new Error(`${found.errors} errors, ${found.timeouts} without an answer`);
  const answers = Object.entries(found.statusCodeStats ?? {}).map(([status, { count }]) => [
    Number(status),
    count,
  ]);
  return {
    rps: found.requests.average,
    p50: found.latency.p50,
    p99: found.latency.p99,
    bad: answers.filter(([it]) => it >= 400),
  };
}

function show(measured) {
  const median = (list) => list.toSorted((one, other) => one - other)[list.length >> 1];
  const rows = [...measured].map(([name, rounds]) => {
    const of = (what) => median(rounds.map((round) => round[what]));
    return {
      name,
      rps: of("rps"),
      p50: of("p50"),
      p99: of("p99"),
      bad: rounds.flatMap(({ bad }) => bad),
    };
  });
  const [{ rps, p99 }] = rows;
  const line = (cells) =>
    console.log(cells.map((it, index) => (index === 0 ? it.padEnd(38) : it.padStart(11))).join(""));
  line(["", "calls/s", "of empty", "p50 ms", "p99 ms", "× empty"]);
  for (const row of rows) {
    const share = `${Math.round((100 * row.rps) / rps)} %`;
    line([
      row.name,
      row.rps.toFixed(0),
      share,
      String(row.p50),
      String(row.p99),
      (row.p99 / p99).toFixed(1),
    ]);
    if (row.bad.length > 0)
      console.log(
        `  refused: ${row.bad.map(([status, count]) => `${count} × ${status}`).join(", ")}`,
      );
  }
  const check = rows.find((row) => row.name === "check of a signed voucher");
  if (!check) return;
  const holds = check.rps >= BUDGET.share * rps && check.p99 <= BUDGET.p99 * p99;
  console.log(
    `budget: a check of a signed voucher has ${BUDGET.share * 100} % of the calls, ${BUDGET.p99} × the p99: ${holds ? "kept" : "missed"}`,
  );
}
