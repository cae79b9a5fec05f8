/** What a hold keeps: what is to be recorded, for which terms, and what is reserved for it elsewhere. Types alone. */
import type { CartDocument, EventDocument, QuoteOptions } from "perks";
import type { Amounts, Call, CodeClaim, Limit } from "../contracts.ts";
import type { Terms } from "./terms.ts";

/** A reservation in another object. */
export interface Claim {
  /** Random, and of this claim alone, so that each can be given back by itself. */
  id: string;
  of: CodeClaim | CounterClaim;
  /** What of a counter is needed, in the end. */
  needed?: Amounts;
}

/** Of a total, a budget or a stock; `object` is where it is counted, whatever a later version says. */
export interface CounterClaim {
  kind: "offer" | "reward";
  name: string;
  limit: Limit;
  object: string;
}

/** What an order is quoted and recorded with, as the engine takes it; `spend` is a number. */
export type OrderOptions = Omit<QuoteOptions, "now" | "receipt" | "offers" | "nodes" | "spend"> & {
  spend?: number;
};

/** What a hold was committed with, so that whoever goes on with it can answer as the call would have been. */
export interface Intent {
  by: string;
  once?: NonNullable<Call["once"]>;
  paid_minor?: number;
  /** The answer of a call that holds and commits at once says that the order is new. */
  status: number;
}

interface Common {
  claims: Claim[];
  intent?: Intent;
}

export interface OrderPlan extends Common {
  kind: "order";
  cart: CartDocument;
  options: OrderOptions;
  /** When it was priced; epoch milliseconds. */
  at: number;
  terms: Terms;
  /** The version that it was priced under. */
  version: number;
}

/** An event that needs something of everybody: a reward with a stock. */
export interface EventPlan extends Common {
  kind: "event";
  event: EventDocument;
}

export type Plan = OrderPlan | EventPlan;

/**
 * `reserving`: something may be reserved elsewhere, nothing is promised. `held`: promised until its end. `committing`: being confirmed; it
 * goes on after any fault. The others are over: given back, past its time, or lost to somebody else. What was recorded is no hold any more.
 */
export type HoldState = "reserving" | "held" | "committing" | "released" | "expired" | "taken";
