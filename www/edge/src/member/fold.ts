/** Folds a log anew: what it leads to, or where it parts from what was kept. It writes nothing. */
import { type EventDocument, type Member, PerksError, type Problem, type Receipt } from "perks";
import type { Env } from "../contracts.ts";
import { type Loaded, versionOf } from "../engine.ts";
import { sumOf } from "./own.ts";
import { quoteOf } from "./pricing.ts";
import type { LogRow, Owner, Snapshot } from "./store.ts";
import { changes } from "./terms.ts";
import { settledUntil } from "./view.ts";

/** The row at which it parts, and how. */
export interface Parted {
  /** `refused`: it cannot be recorded so. `other`: it leads to something else. */
  code: "refused" | "other";
  /** JSON pointer into what `export` gives. */
  path: string;
  seq: number;
  event?: string;
  message: string;
  problems?: readonly Problem[];
}

export type Folded = { snapshot: Snapshot; parted?: never } | { parted: Parted; snapshot?: never };

/** Each row under the version, and as of the time, at which it was recorded; and orders once more to the receipts that were given. */
export async function fold(
  env: Env,
  { program, who }: Owner,
  rows: Iterable<LogRow>,
  receiptOf: (order: string) => Receipt | undefined,
): Promise<Folded> {
  let snapshot: Snapshot | undefined;
  let member: Member | undefined;
  try {
    for (const row of rows) {
      const loaded = await versionOf(env, program, row.version);
      const seq = (snapshot?.seq ?? 0) + 1;
      if (row.seq !== seq) return part({ ...row, seq }, "other", `the row ${seq} is missing`);
      try {
        // Read anew by each version as it was then: it may have written what it read otherwise.
        if (member && snapshot?.version !== row.version) {
          member.free();
          member = undefined;
        }
        if (row.kind === "base") {
          if (snapshot) return part(row, "other", "a member document stands among the events");
          member = loaded.program.member(row.document);
        } else {
          const nobody = { format: 1, program, id: who.member, events: [], lots: [], orders: [] };
          member ??= loaded.program.member(snapshot?.text ?? JSON.stringify(nobody));
          if (!isAsReceived(member, loaded, row, receiptOf)) {
            return part(row, "other", "the order has another receipt than was given");
          }
          const { duplicate } = member.record(row.document, { now: row.recorded_at });
          if (duplicate) return part(row, "other", "the event was recorded before");
        }
      } catch (error) {
        if (!(error instanceof PerksError)) throw error;
        return {
          parted: { ...of(row), code: "refused", message: error.message, problems: error.problems },
        };
      }
      const state = member.state();
      const text = JSON.stringify(state);
      if ((await sumOf(text)) !== row.sum)
        return part(row, "other", "it leads to another snapshot than it did");
      snapshot = { seq, version: row.version, asOf: settledUntil(state), text };
    }
  } finally {
    member?.free();
  }
  return snapshot
    ? { snapshot }
    : { parted: { ...of({ seq: 1 }), code: "other", message: "there are no events" } };
}

function isAsReceived(
  member: Member,
  loaded: Loaded,
  { document, at }: LogRow,
  receiptOf: (order: string) => Receipt | undefined,
): boolean {
  const { order }: EventDocument = JSON.parse(document);
  const given = order && receiptOf(order.id);
  if (!given) return true;
  const { id: _, cart, ...options } = order;
  const { receipt } = quoteOf(member, loaded, cart, { ...options, now: at });
  return receipt !== undefined && changes(given, receipt).length === 0;
}

function part(row: LogRow, code: Parted["code"], message: string): Folded {
  return { parted: { ...of(row), code, message } };
}

function of({ seq, id }: Pick<LogRow, "seq" | "id">) {
  return { path: `/log/${seq - 1}`, seq, ...(id === undefined ? {} : { event: id }) };
}
