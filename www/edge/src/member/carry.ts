/** Everything about a member: out, in, proved, and erased; see docs/edge.md, §7. */

import type { EventDocument, MemberDocument } from "perks";
import { iso } from "../clock.ts";
import type { Answer, Call } from "../contracts.ts";
import { problem, Refusal } from "../problem.ts";
import { type Folded, fold, type Parted } from "./fold.ts";
import { carriedOf } from "./form.ts";
import { end, finish } from "./holds.ts";
import { keep } from "./log.ts";
import { inIntent } from "./orders.ts";
import { runErrands } from "./outbox.ts";
import { guest, mustBeKnown, nameOf, type Own, sumOf } from "./own.ts";
import type { Claim } from "./plan.ts";
import type { LogRow, ReceiptRow, Store } from "./store.ts";
import { forget, reading, settledUntil } from "./view.ts";

/** What `export` gives, and `import` takes beside member documents. */
export interface Exported {
  /** Of this form. */
  edge: 1;
  program: string;
  /** Absent of a guest's order. */
  member?: string;
  exported_at: string;
  log: (Omit<LogRow, "document"> & { document: EventDocument | MemberDocument })[];
  snapshot?: { seq: number; version: number; document: MemberDocument };
  receipts: ReceiptRow[];
  /** What orders and redemptions had of everybody's, by random ids. */
  claims: { name: string; claims: Claim[] }[];
  holds: { order: string; state: string; until: string }[];
}

/** All of it, without what ends by itself: answers that were given, and holds as far as they promise anything. */
export async function exported(own: Own, call: Call): Promise<Answer> {
  mustBeKnown(own, call);
  const { store } = own;
  const snapshot = store.snapshot();
  const body: Exported = {
    edge: 1,
    program: call.program,
    ...(guest(call) ? {} : { member: nameOf(call.who) }),
    exported_at: iso(call.now),
    log: [...rowsOf(store)].map((row) => ({ ...row, document: JSON.parse(row.document) })),
    ...(snapshot
      ? {
          snapshot: {
            seq: snapshot.seq,
            version: snapshot.version,
            document: JSON.parse(snapshot.text),
          },
        }
      : {}),
    receipts: store.receipts().flatMap(({ order }) => store.receipt(order) ?? []),
    claims: store.allClaims(),
    holds: store
      .holds("held", "committing")
      .map(({ name, state, until }) => ({ order: name, state, until: iso(until) })),
  };
  return { status: 200, body };
}

function* rowsOf(store: Store): Generator<LogRow> {
  let after = 0;
  for (;;) {
    const rows = store.rows(after);
    yield* rows;
    const last = rows.at(-1);
    if (!last) return;
    after = last.seq;
  }
}

/** Takes what {@link exported} gave, once it is proved, or a member document of another system, with which the log then begins. */
export async function imported(own: Own, call: Call, document: object): Promise<Answer> {
  const { store } = own;
  if (guest(call)) throw new Refusal("bad_request", "guests have no records to import");
  if (store.head() || store.holds("reserving", "held", "committing").length > 0) {
    throw new Refusal("not_empty", "something is recorded of this member");
  }
  return "edge" in document ? importLog(own, call, document) : importSnapshot(own, call, document);
}

async function importLog(own: Own, call: Call, document: object): Promise<Answer> {
  const { store, env } = own;
  const { log, snapshot, receipts, claims } = carriedOf(own, call, document);
  const rows = log.map((row) => ({ ...row, document: JSON.stringify(row.document) }));
  const given = new Map(receipts.map(({ order, receipt }) => [order, receipt]));
  const folded = await fold(env, call, rows, (order) => given.get(order));
  if (folded.parted) return notProved(folded.parted);
  const proved = folded.snapshot;
  if (JSON.stringify(snapshot.document) !== proved.text || snapshot.seq !== proved.seq) {
    return notProved({
      code: "other",
      path: "/snapshot",
      seq: proved.seq,
      message: "the snapshot is not what the events lead to",
    });
  }
  const answer = {
    status: 201,
    body: { events: proved.seq, version: proved.version, imported: true },
  };
  return store.atomically(() => {
    store.own(call);
    for (const row of rows) store.append(row);
    store.putSnapshot(proved);
    for (const receipt of receipts) store.putReceipt(receipt);
    for (const { name, claims: its } of claims) store.putClaims(name, its);
    return keep(own, call, answer);
  });
}

async function importSnapshot(own: Own, call: Call, document: object): Promise<Answer> {
  const { store } = own;
  const { loaded } = await reading(own, call);
  using member = loaded.program.member(document);
  if (member.id !== nameOf(call.who)) {
    throw new Refusal("bad_request", "it is of another member", { errors: [{ path: "/id" }] });
  }
  const state = member.state();
  const text = JSON.stringify(state);
  const sum = await sumOf(text);
  const { version } = loaded;
  const asOf = settledUntil(state);
  const row = {
    seq: 1,
    kind: "base" as const,
    at: asOf,
    recorded_at: call.now,
    version,
    by: call.by,
    sum,
    document: JSON.stringify(document),
  };
  return store.atomically(() => {
    store.own(call);
    store.append(row);
    store.putSnapshot({ seq: 1, version, asOf, text });
    return keep(own, call, { status: 201, body: { events: 0, version, imported: true } });
  });
}

/** Proves the snapshot, and the receipts: all events anew, each under its version, come to the same bytes. */
export async function replay(own: Own, call: Call): Promise<Answer> {
  mustBeKnown(own, call);
  const { store, env } = own;
  const snapshot = store.snapshot();
  if (!snapshot) throw new Refusal("bad_request", "of guests nothing is recorded but receipts");
  const folded: Folded = await fold(
    env,
    call,
    rowsOf(store),
    (order) => store.receipt(order)?.receipt,
  );
  if (folded.parted) return notProved(folded.parted);
  const { seq, text, version } = folded.snapshot;
  if (seq !== snapshot.seq || text !== snapshot.text) {
    return notProved({
      code: "other",
      path: "/snapshot",
      seq,
      message: "the snapshot is not what the events lead to",
    });
  }
  return { status: 200, body: { proved: true, rows: seq, version, sum: await sumOf(text) } };
}

function notProved(parted: Parted): Answer {
  return problem("not_proved", parted.message, { problems: [parted] });
}

/** Erases all but the day. What others still get from here is sent first; what is held is given back. */
export async function erase(own: Own, call: Call): Promise<Answer> {
  const { store } = own;
  const day = store.erased() ?? iso(call.now).slice(0, 10);
  if (store.erased() === undefined) {
    mustBeKnown(own, call);
    for (const hold of store.holds("committing")) await finish(own, inIntent(call, hold), hold);
    for (const hold of store.holds("reserving", "held")) await end(own, call, hold, "released");
    // What the other account refuses to hear goes with the member; what cannot be told now is waited for.
    if (!(await runErrands(own, call, call.now, "all"))) {
      throw new Refusal(
        "try_again",
        "what others are to get from this member cannot be delivered now",
      );
    }
    forget(own);
    store.erase(day);
  }
  return { status: 200, body: { erased: day } };
}
