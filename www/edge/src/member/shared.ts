/**
 * What an order uses of what everybody shares: totals, budgets, unique codes, serials of vouchers. It is reserved in their objects, and written
 * down before it is asked for, so that nothing is left behind there.
 */
import type { AppliedOffer, Quote } from "perks";
import { hashOfCode, hashOfSerial } from "../codes.ts";
import type { Amounts, Answer, Call, CodeClaim, Env, Limit } from "../contracts.ts";
import { counterFor, limitOf } from "../counters.ts";
import type { Loaded } from "../engine.ts";
import { problem } from "../problem.ts";
import { putReserving, undo } from "./holds.ts";
import { claimed } from "./log.ts";
import { runErrands } from "./outbox.ts";
import { nameOf, type Own } from "./own.ts";
import type { Claim, OrderPlan } from "./plan.ts";
import { reserveCode, reserveCounter } from "./reserve.ts";
import type { Hold } from "./store.ts";

interface Granted {
  claim: Claim;
  /** What is reserved, where anything is. */
  amounts: Amounts | null;
}

interface Wanted {
  offer: Loaded["authority"]["offers"][number];
  limit: Limit;
  want: Amounts;
}

export class Shared {
  readonly #own: Own;
  readonly #call: Call;
  readonly #hold: Hold & { plan: OrderPlan };
  readonly #until: number;
  /** By offer. */
  readonly #granted = new Map<string, Granted>();
  readonly #codes: Claim[] = [];
  readonly #counters: Record<string, { uses: number; amount_minor: number }> = {};
  /** All that may be reserved. */
  #asked: Claim[] = [];

  constructor(own: Own, call: Call, hold: Hold & { plan: OrderPlan }, until: number) {
    this.#own = own;
    this.#call = call;
    this.#hold = hold;
    this.#until = until;
  }

  /** What to price with: what there was before this order, of each offer that it was asked of. */
  options<T extends { counters?: OrderPlan["options"]["counters"] }>(asked: T): T {
    const counters = { ...asked.counters, ...this.#counters };
    return Object.keys(counters).length > 0 ? { ...asked, counters } : asked;
  }

  /** Reserves what the quote uses beyond what is there; false where that is nothing. */
  async cover(loaded: Loaded, quote: Quote): Promise<boolean> {
    const wants = limited(loaded, quote).filter(
      (it) => !covers(this.#granted.get(it.offer.offer), it),
    );
    if (wants.length === 0) return false;
    // Less than is needed now is given back first, since it would stand in its own way.
    await this.#drop(wants.map(({ offer }) => offer.offer));
    const { env } = this.#own;
    const { now, program, who } = this.#call;
    const fresh = wants.map((it) => ({
      ...it,
      claim: counterClaim(env, program, "offer", it.offer.offer, it.limit, nameOf(who)),
    }));
    this.#ask(fresh.map(({ claim }) => claim));
    const asks = fresh.map(async ({ offer, want, claim }) => {
      const ask = { want, overrun: offer.overrun, until: this.#until, now };
      const { granted, before } = await reserveCounter(env, claim, ask);
      this.#granted.set(offer.offer, { claim, amounts: granted });
      this.#counters[offer.offer] = { uses: before.uses, amount_minor: before.amount };
    });
    await all(asks);
    return true;
  }

  /** Reserves the codes that the quote uses, or answers why they cannot be had. */
  async take(loaded: Loaded, quote: Quote): Promise<Answer | undefined> {
    const used = quote.offers.applied.filter(({ code }) => code !== undefined);
    for (const applied of used) {
      const of = await codeClaim(loaded, applied);
      if (of) this.#codes.push({ id: crypto.randomUUID(), of });
    }
    if (this.#codes.length === 0) return undefined;
    this.#ask(this.#codes);
    const why = new Map<string, string>();
    const asks = this.#codes.map(async (claim) => {
      const no = await reserveCode(this.#own.env, this.#call, claim, this.#until, this.#call.now);
      if (no) why.set(claimed(claim), no === "unknown" ? "unknown_code" : no);
    });
    await all(asks);
    if (why.size === 0) return undefined;
    const codes = (quote.codes ?? []).filter(({ offer }) => offer !== undefined && why.has(offer));
    return couponRefused(
      codes.map((it) => ({ ...it, reasons: [{ code: why.get(it.offer ?? "") ?? "used" }] })),
    );
  }

  /** What the order is committed with. */
  needed({ offers }: Quote): Claim[] {
    const counted = offers.applied.flatMap((applied) => {
      const granted = this.#granted.get(applied.offer);
      return granted?.amounts ? [{ ...granted.claim, needed: amountsOf(applied) }] : [];
    });
    return [...counted, ...this.#codes];
  }

  /** Gives back what the quote does not use. */
  async drop({ offers }: Quote) {
    const used = new Set(offers.applied.map(({ offer }) => offer));
    await this.#drop([...this.#granted.keys()].filter((offer) => !used.has(offer)));
  }

  async undo() {
    await undo(this.#own, this.#call, this.#hold.name, this.#asked);
  }

  #ask(claims: Claim[]) {
    this.#asked = [...this.#asked, ...claims];
    putReserving(this.#own, this.#call, {
      ...this.#hold,
      plan: { ...this.#hold.plan, claims: this.#asked },
    });
  }

  async #drop(offers: string[]) {
    const claims = offers.flatMap((offer) => this.#granted.get(offer)?.claim ?? []);
    for (const offer of offers) this.#granted.delete(offer);
    if (claims.length === 0) return;
    const { store } = this.#own;
    const { now } = this.#call;
    store.atomically(() => {
      for (const claim of claims) store.send(claim.id, { kind: "release", claim }, now);
    });
    await runErrands(this.#own, this.#call, now, "release");
  }
}

/** The offers of the order of which everybody has but so much. */
function limited({ authority }: Loaded, quote: Quote): Wanted[] {
  return quote.offers.applied.flatMap((applied) => {
    const offer = authority.offers.find((it) => it.offer === applied.offer);
    const limit = offer && limitOf(offer);
    if (!limit) return [];
    return [{ offer, limit, want: amountsOf(applied) }];
  });
}

/** Whether an order uses something of everybody's that is not reserved for it: another version may count what the one before did not. */
export function lacks(loaded: Loaded, quote: Quote, claims: Claim[]): boolean {
  const reserved = new Set(claims.map(claimed));
  const once = quote.offers.applied.filter(
    ({ offer, code }) => code !== undefined && codeKind(loaded, offer),
  );
  return [...limited(loaded, quote).map((it) => it.offer), ...once].some(
    ({ offer }) => !reserved.has(offer),
  );
}

/** Whether what is reserved is enough, of what is limited. */
function covers(granted: Granted | undefined, { limit, want }: Wanted): boolean {
  const amounts = granted?.amounts;
  if (!amounts) return false;
  return (
    (limit.uses === undefined || want.uses <= amounts.uses) &&
    (limit.amount === undefined || want.amount <= amounts.amount)
  );
}

export function counterClaim(
  env: Env,
  program: string,
  kind: "offer" | "reward",
  name: string,
  limit: Limit,
  who: string,
): Claim {
  const counted = kind === "offer" ? { offer: name } : { reward: name };
  return {
    id: crypto.randomUUID(),
    of: { kind, name, limit, object: counterFor(env, program, counted, limit, who) },
  };
}

function amountsOf({ uses = 0, saves_minor, cash_back_minor = 0 }: AppliedOffer): Amounts {
  return { uses, amount: saves_minor + cash_back_minor };
}

async function codeClaim(
  loaded: Loaded,
  { offer, code = "" }: AppliedOffer,
): Promise<CodeClaim | undefined> {
  const kind = codeKind(loaded, offer);
  if (!kind) return undefined;
  const hash =
    kind === "signed" ? hashOfSerial(loaded.id, offer, code) : hashOfCode(loaded.id, code);
  return { kind, offer, hash: await hash };
}

/** Of an offer whose codes are used once each. */
function codeKind({ authority }: Loaded, offer: string): CodeClaim["kind"] | undefined {
  const kind = authority.offers.find((it) => it.offer === offer)?.kind;
  return kind === "unique_code" || kind === "signed" ? kind : undefined;
}

/** Waits for all, also where some fail: what is still under way could not be given back. */
async function all(asks: Promise<void>[]) {
  for (const ask of await Promise.allSettled(asks)) if (ask.status === "rejected") throw ask.reason;
}

export function couponRefused(
  codes: { entered: unknown; offer?: string; reasons: { code: string }[] }[],
): Answer {
  const [first] = codes;
  const more = codes.length > 1 ? `, and ${codes.length - 1} more` : "";
  return problem(
    "coupon_refused",
    `it cannot be used (${first?.reasons[0]?.code ?? "unknown_code"})${more}`,
    { codes },
  );
}
