/**
 * What objects say to each other, and the worker to them. Types alone: how each keeps its word stands in `objects/`.
 *
 * Times are epoch milliseconds, amounts minor units. `hold` is a random id: it names nobody.
 */
import type { CartDocument, QuoteOptions, Receipt } from "perks";
import type { Counts, Hour } from "./hour.ts";
import type { CodesObject } from "./objects/codes.ts";
import type { CounterObject } from "./objects/counter.ts";
import type { MemberObject } from "./objects/member.ts";
import type { OperationsObject } from "./objects/operations.ts";
import type { ProgramObject } from "./objects/program.ts";

/** What the worker is given; the texts are read by `config.ts`. */
export interface Env {
  PROGRAM: DurableObjectNamespace<ProgramObject>;
  MEMBER: DurableObjectNamespace<MemberObject>;
  CODES: DurableObjectNamespace<CodesObject>;
  COUNTER: DurableObjectNamespace<CounterObject>;
  OPERATIONS: DurableObjectNamespace<OperationsObject>;
  /** JWK set: who may sign programmes. */
  PROGRAM_KEYS: string;
  /** JWK set: who may sign members' tokens, and as which issuer for which audience. */
  MEMBER_KEYS: string;
  MEMBER_ISSUER: string;
  MEMBER_AUDIENCE: string;
  /** A list of {@link ShopKey}. */
  SHOP_KEYS: string;
  /** Private JWKs that sign vouchers, by their `kid`; without any none are issued here. */
  VOUCHER_KEYS?: string;
  /** Origins of browsers, separated by blanks. */
  CORS_ORIGINS?: string;
  PROGRAM_TTL_MS?: string;
  CLOCK_SKEW_MS?: string;
  IDEMPOTENCY_HOURS?: string;
  MAX_BODY_BYTES?: string;
  RATE_PER_SECOND?: string;
  RATE_BURST?: string;
  CODE_SHARDS?: string;
  COUNTER_SHARDS?: string;
  COUNTER_SHARD_FROM?: string;
}

export type Scope =
  | "read"
  | "orders"
  | "events"
  | "programs"
  | "codes"
  | "vouchers"
  | "privacy"
  | "operate";

/** What a member's token may say beside who it is; see docs/edge.md, §3. */
export type MemberScope = "orders" | "activities";

/** A key of a shop or a back office: of its secret only the hash is known. */
export interface ShopKey {
  id: string;
  /** SHA-256 of the secret, 64 small hexadecimal digits. */
  sha256: string;
  scopes: Scope[];
  /** By default every programme. */
  programs?: string[];
  /** Calls a second and isolate; by default 20 times those of `RATE_PER_SECOND`, since it calls for many. */
  per_second?: number;
}

/** Whose call it is. */
export type Caller =
  | { kind: "member"; id: string; scopes: readonly MemberScope[] }
  | { kind: "shop"; id: string; scopes: readonly Scope[]; programs?: readonly string[] }
  | { kind: "anybody" };

/** An answer as it goes out; objects make it whole, so that it can be kept with its effect. */
export interface Answer {
  status: number;
  body: object;
}

/** Whose object it is; a guest's is named by the order. */
export type Who = { member: string; guest?: never } | { guest: string; member?: never };

/** What each call to a member's object brings. */
export interface Call {
  program: string;
  who: Who;
  /** The worker's clock. */
  now: number;
  /** The kind of the caller and its key id, for the log of events; never a member's id. */
  by: string;
  /** `Idempotency-Key`, and the SHA-256 of method, path and body. */
  once?: { key: string; digest: string };
}

/** A coupon's id, a public or unique code or a compact JWS as text; or what a preview knew of it. */
export type Entered = string | { code: string; offer: string };

/** What a quote is asked with; `now` is that of a preview, where the caller had one. */
export type Options = Partial<Omit<QuoteOptions, "receipt" | "coupons">> & { coupons?: Entered[] };

export interface QuoteRequest {
  cart: CartDocument;
  options?: Options;
}

export interface HoldRequest extends QuoteRequest {
  order: string;
  /** That of the caller's preview. */
  receipt?: Receipt;
  ttl_seconds?: number;
}

export interface CommitRequest {
  /** What was charged, where the caller wants it compared. */
  paid_minor?: number;
}

export interface CheckRequest {
  coupons: Entered[];
  cart?: CartDocument;
  now?: QuoteOptions["now"];
  /** Whether it is asked who has used or revoked a voucher: `looked_up` unless said. */
  uses?: "looked_up" | "not_looked_up";
}

export interface RefundRequest {
  /** The event's id. */
  id: string;
  at?: QuoteOptions["now"];
  order: string;
  lines?: { line: string; units: number }[];
  shipping?: "kept" | "returned";
}

/** What a member's object does; each answer is whole. */
export interface MemberCalls {
  status(call: Call): Promise<Answer>;
  state(call: Call): Promise<Answer>;
  quote(call: Call, request: QuoteRequest): Promise<Answer>;
  check(call: Call, request: CheckRequest): Promise<Answer>;
  hold(call: Call, request: HoldRequest): Promise<Answer>;
  commit(call: Call, order: string, request: CommitRequest): Promise<Answer>;
  release(call: Call, order: string): Promise<Answer>;
  order(call: Call, request: HoldRequest & CommitRequest): Promise<Answer>;
  record(call: Call, event: object): Promise<Answer>;
  refund(call: Call, request: RefundRequest): Promise<Answer>;
  receipts(call: Call): Promise<Answer>;
  receipt(call: Call, order: string): Promise<Answer>;
  export(call: Call): Promise<Answer>;
  import(call: Call, document: object): Promise<Answer>;
  erase(call: Call): Promise<Answer>;
  replay(call: Call): Promise<Answer>;
  /** What another account sends; from its object alone. */
  receive(call: Call, event: object): Promise<Answer>;
}

// ---- programmes ----

export interface ProgramCalls {
  /**
   * Stores a signed programme, and makes it active unless `activate` is false; 201, or 200 where that text is there: then nothing else changes,
   * so that a late repetition takes back no roll-back. `id` is the programme that it must be, by default the object's own.
   */
  publish(
    jws: string,
    how: { now: number; by: string; id?: string; activate?: boolean },
  ): Promise<Answer>;
  /** Makes any version that is there the active one. */
  activate(version: number, how: { now: number; by: string }): Promise<Answer>;
  active(): Promise<{ version: number; publishedAt: number } | null>;
  text(version: number): Promise<{ jws: string; publishedAt: number } | null>;
  versions(): Promise<Published>;
  /** Of the object that lists the programmes alone: puts one on it, and tells whether one is there. */
  list(program: string): Promise<void>;
  isListed(program: string): Promise<boolean>;
}

/** Newest first. Times are epoch milliseconds, `by` ids of callers' keys, `kid` that of the signature. */
export interface Published {
  versions: { version: number; kid: string; published_at: number; by: string; active: boolean }[];
  activations: { version: number; at: number; by: string }[];
}

// ---- codes ----

export type CodeState = "free" | "held" | "used" | "revoked";

/** A unique code, by the hash that `codes.ts` makes of it, or the serial of a voucher, which is not known before its first use. */
export interface CodeClaim {
  kind: "unique_code" | "signed";
  offer: string;
  hash: string;
}

export interface CodesCalls {
  /** Adds codes of an offer, 64 hexadecimal digits each; those that are there stay. */
  load(offer: string, hashes: string[]): Promise<{ added: number; known: number }>;
  /** Of each, what is known; a voucher of which nothing is known is free. */
  look(hashes: string[], now: number): Promise<({ offer: string; state: CodeState } | null)[]>;
  /** Holds all of them, or none: then `refused` says why of each that cannot be had. Again with the same hold is no harm. */
  reserve(
    hold: string,
    claims: CodeClaim[],
    until: number,
    now: number,
  ): Promise<{ refused: { hash: string; why: "used" | "held" | "revoked" | "unknown" }[] }>;
  /** What is held becomes used. False where it is held no more, by this hold. */
  confirm(hold: string): Promise<boolean>;
  /** What is held, or used, by this hold is free again. */
  release(hold: string): Promise<void>;
  /** Never to be used from now on; what is used stays so. */
  revoke(hashes: string[], offer?: string): Promise<{ revoked: number }>;
}

// ---- counters ----

export interface Amounts {
  uses: number;
  amount: number;
}

/** What a programme allows of an offer or a reward; absent is without limit. */
export interface Limit {
  uses?: number;
  amount?: number;
}

export interface CounterAsk {
  hold: string;
  limit: Limit;
  want: Amounts;
  /** `refuse`: all or nothing. `trim`: what is left. `allow`: all, if anything is left. */
  overrun: "refuse" | "trim" | "allow";
  until: number;
  now: number;
}

/** `before` is what the engine is told in `counters`: `granted` fits above it, and where less was granted than was wanted, no more. */
export interface CounterGrant {
  granted: Amounts | null;
  before: Amounts;
}

/** `name` of a counter is kept with the hold: by another version, or another number of shards, another object may be asked. */
export interface CounterCalls {
  reserve(ask: CounterAsk): Promise<CounterGrant>;
  /** What is held becomes used, or the part of it that was needed. False where it is held no more. */
  confirm(hold: string, needed?: Amounts): Promise<boolean>;
  /** What is held, or used, by this hold is free again. */
  release(hold: string): Promise<void>;
  /** What is used and held, in all. */
  read(now: number): Promise<Amounts>;
}

/** What a shard tells its bank: what its holds have, and that it gave up whatever it had beside. */
export interface Exchange {
  /** Counts what a shard said of itself; of two, the later one holds. */
  turn: number;
  kept: Amounts;
  /** When the first hold ends; null without any. */
  next: number | null;
  limit: Limit;
  needs: { want: Amounts; overrun: CounterAsk["overrun"]; until: number }[];
  now: number;
}

/** For each need what is allotted, or null, and what was left for it; and a part beside, for those who come next. */
export type Exchanged =
  | { stale: number }
  | { stale?: never; grants: { granted: Amounts | null; left: Amounts }[]; surplus: Amounts };

export interface CounterParts {
  /** Of a bank. */
  exchange(shard: string, exchange: Exchange): Promise<Exchanged>;
  /** Of a shard: it gives up what its holds do not have. */
  recall(now: number): Promise<Pick<Exchange, "turn" | "kept" | "next">>;
}

// ---- operation ----

export interface OperationsCalls {
  /** Adds to the counts of a minute, which is epoch minutes; minutes of more than an hour ago are forgotten. */
  tell(minute: number, counts: Counts): Promise<void>;
  /** The last 60 minutes, that of `now` included. */
  lastHour(now: number): Promise<Hour>;
}
