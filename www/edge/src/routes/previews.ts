/** For anybody: what a guest's cart costs, what codes and vouchers are good for, and what is left of limits. No object of a member is asked. */
import { z } from "@hono/zod-openapi";
import type { InstantInput, Member, QuoteOptions } from "perks";
import type { Amounts, Entered, Env } from "../contracts.ts";
import { type Counted, readCounter } from "../counters.ts";
import { type Loaded, programOf } from "../engine.ts";
import { resolve } from "../entered.ts";
import { Refusal } from "../problem.ts";
import { wrong } from "../read.ts";
import { CheckRequest, Checks, programPath, Quote, QuoteRequest } from "./forms.ts";
import { type Ask, ok, type Route, route } from "./route.ts";

const tag = "Previews";

/** Counts are kept for so long: a preview's are of then anyway. */
const KEPT_MS = 1_000;
const MAX_KEPT = 256;

const Counters = z
  .object({
    now: z.string(),
    offers: z.record(z.string(), z.object({ uses: z.int(), amount_minor: z.int() })),
    rewards: z.record(z.string(), z.object({ uses: z.int() })),
  })
  .openapi("Counters", {
    description:
      "What everybody used and holds. `offers` is what a preview gives the engine as `counters`.",
  });

type Counts = { offers: Record<string, Amounts>; rewards: Record<string, Amounts> };

interface Kept {
  at: number;
  counts: Counts;
}

const kept = new Map<string, Kept>();

export const PREVIEWS: Route[] = [
  route({
    method: "get",
    path: "/v1/programs/{program}/counters",
    tag,
    summary: "What was used of limits of everybody",
    needs: {},
    params: programPath,
    success: [{ status: 200, is: "The counts", schema: Counters }],
    cache: "public, max-age=1",
    async handle({ env, params: { program }, now, saw }) {
      const loaded = await programOf(env, program, now);
      saw(loaded);
      const { offers, rewards } = await countsOf(env, loaded, now);
      const uses = Object.entries(rewards).map(([reward, it]) => [reward, { uses: it.uses }]);
      return ok({
        now: new Date(now).toISOString(),
        offers: asCounters(offers),
        rewards: Object.fromEntries(uses),
      });
    },
  }),
  route({
    method: "post",
    path: "/v1/programs/{program}/quotes",
    tag,
    summary: "Quotes for a guest",
    needs: {},
    params: programPath,
    body: { type: "application/json", schema: QuoteRequest },
    success: [{ status: 200, is: "The quote", schema: Quote }],
    problems: ["bad_document", "clock_skew"],
    async handle(ask) {
      const { cart, options = {} } = ask.body;
      const { coupons = [], now: said, ...rest } = options;
      return asGuest(ask, said, coupons, ({ loaded, guest, now, entered, counters }) => {
        using read = loaded.program.cart(cart);
        const all = { ...rest, ...entered.options, ...counters, now, receipt: "yes" };
        const quote = guest.quote(read, all as QuoteOptions);
        if (entered.refused.length === 0) return quote;
        return { ...quote, codes: [...(quote.codes ?? []), ...entered.refused] };
      });
    },
  }),
  route({
    method: "post",
    path: "/v1/programs/{program}/checks",
    tag,
    summary: "Checks codes and vouchers for a guest, and says why not",
    needs: {},
    params: programPath,
    body: { type: "application/json", schema: CheckRequest },
    success: [{ status: 200, is: "What each is", schema: Checks }],
    problems: ["bad_document", "clock_skew"],
    async handle(ask) {
      const { coupons, cart, now: said } = ask.body;
      return asGuest(
        ask,
        said,
        coupons as Entered[],
        ({ loaded, guest, now, entered, counters }) => {
          const { coupons } = entered.options;
          const options = { ...counters, coupons: coupons ?? [], now };
          if (!cart) return { codes: [...guest.check(options).codes, ...entered.refused] };
          using read = loaded.program.cart(cart);
          return { codes: [...(guest.quote(read, options).codes ?? []), ...entered.refused] };
        },
      );
    },
  }),
];

interface AsGuest {
  loaded: Loaded;
  guest: Member;
  /** That of the caller's preview, where it had one. */
  now: InstantInput;
  entered: { options: Pick<QuoteOptions, "coupons">; refused: object[] };
  counters: Pick<QuoteOptions, "counters">;
}

async function asGuest(
  { env, config, params, now, saw }: Ask<{ program: string }, object, unknown>,
  said: InstantInput | undefined,
  coupons: Entered[],
  make: (it: AsGuest) => object,
) {
  if (said !== undefined) mustBeNear(said, now, config.clockSkewMs);
  const loaded = await programOf(env, params.program, now);
  saw(loaded);
  using guest = loaded.program.guest();
  const [resolved, counts] = await Promise.all([
    resolve(env, loaded, guest, coupons, now),
    countsOf(env, loaded, now),
  ]);
  const offers = Object.keys(counts.offers);
  const entered = {
    options: resolved.coupons.length > 0 ? { coupons: resolved.coupons } : {},
    refused: resolved.refused,
  };
  const counters = offers.length > 0 ? { counters: asCounters(counts.offers) } : {};
  return ok(make({ loaded, guest, now: said ?? now, entered, counters }));
}

function mustBeNear(said: InstantInput, now: number, skewMs: number): void {
  const at = typeof said === "number" ? said : Date.parse(String(said));
  if (Number.isNaN(at)) throw wrong([{ in: "body", path: "/now", message: "is no instant" }]);
  if (Math.abs(at - now) <= skewMs) return;
  throw new Refusal("clock_skew", "the time that the call says is too far from the time here", {
    now: new Date(now).toISOString(),
  });
}

/** Of every limit of the active version; each isolate asks for them once a second at most. */
async function countsOf(
  env: Env,
  { id, version, authority }: Loaded,
  now: number,
): Promise<Counts> {
  const name = `${id}@${version}`;
  const known = kept.get(name);
  if (known && now - known.at < KEPT_MS) return known.counts;
  const read = async (name: string, counted: Counted) =>
    [name, await readCounter(env, id, counted, now)] as const;
  const limited = authority.offers.filter(
    ({ total, budget_minor }) => total !== undefined || budget_minor !== undefined,
  );
  const [offers, rewards] = await Promise.all([
    Promise.all(limited.map(({ offer }) => read(offer, { offer }))),
    Promise.all(authority.rewards.map(({ reward }) => read(reward, { reward }))),
  ]);
  const counts = { offers: Object.fromEntries(offers), rewards: Object.fromEntries(rewards) };
  kept.delete(name);
  kept.set(name, { at: now, counts });
  for (const oldest of kept.keys()) {
    if (kept.size <= MAX_KEPT) break;
    kept.delete(oldest);
  }
  return counts;
}

function asCounters(
  offers: Record<string, Amounts>,
): Record<string, { uses: number; amount_minor: number }> {
  const counters = Object.entries(offers).map(
    ([offer, { uses, amount }]) => [offer, { uses, amount_minor: amount }] as const,
  );
  return Object.fromEntries(counters);
}
