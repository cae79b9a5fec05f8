/** For anybody: what a guest's cart costs, what codes and vouchers are good for, and what is left of limits. No object of a member is asked. */

import { z } from "@hono/zod-openapi";
import type { InstantInput, Member, QuoteOptions } from "perks";
import { isFar, msOf, skewed } from "../clock.ts";
import type { Entered } from "../contracts.ts";
import { asCounters, counters, countsOf } from "../counted.ts";
import { type Loaded, programOf } from "../engine.ts";
import { resolve, type Uses } from "../entered.ts";
import { CheckRequest, Checks, Preview, programPath, QuoteRequest } from "./forms.ts";
import { type Ask, ok, type Route, route } from "./route.ts";

const tag = "Previews";

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
    success: [{ status: 200, is: "The quote", schema: Preview }],
    problems: ["bad_document", "clock_skew"],
    async handle(ask) {
      const { cart, options = {} } = ask.body;
      const { coupons = [], now: said, counters: known, ...rest } = options;
      return asGuest(ask, { said, coupons }, ({ loaded, guest, now, entered, ...counted }) => {
        const counters = known ? { counters: known } : counted.counters;
        using read = loaded.program.cart(cart);
        const all = { ...rest, ...entered.options, ...counters, now, receipt: "yes" };
        const quote = guest.quote(read, all as QuoteOptions);
        if (entered.refused.length === 0) return { ...quote, ...counters };
        return { ...quote, ...counters, codes: [...(quote.codes ?? []), ...entered.refused] };
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
      const { coupons, cart, now: said, uses } = ask.body;
      return asGuest(
        ask,
        { said, coupons: coupons as Entered[], uses },
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

interface Said {
  said: InstantInput | undefined;
  coupons: Entered[];
  uses?: Uses | undefined;
}

interface AsGuest {
  loaded: Loaded;
  guest: Member;
  /** That of the caller's preview, where it had one. */
  now: InstantInput;
  entered: { options: Pick<QuoteOptions, "coupons">; refused: object[] };
  counters: Pick<QuoteOptions, "counters">;
}

async function asGuest(
  { env, params, now, saw }: Ask<{ program: string }, object, unknown>,
  { said, coupons, uses }: Said,
  make: (it: AsGuest) => object,
) {
  if (said !== undefined && isFar(env, msOf(said), now)) throw skewed(now);
  const loaded = await programOf(env, params.program, now);
  saw(loaded);
  using guest = loaded.program.guest();
  const [resolved, counted] = await Promise.all([
    resolve(env, loaded, guest, coupons, now, uses),
    counters(env, loaded, now),
  ]);
  const entered = {
    options: resolved.coupons.length > 0 ? { coupons: resolved.coupons } : {},
    refused: resolved.refused,
  };
  return ok(make({ loaded, guest, now: said ?? now, entered, counters: counted }));
}
