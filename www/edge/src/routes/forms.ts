/**
 * The forms of what is asked. Documents of the engine are named and handed on: what may stand in them is said by their own JSON Schemas
 * (`perks/schema/*.json`), and judged by the engine alone.
 */
import { z } from "@hono/zod-openapi";
import { id, key } from "../names.ts";

type Plain = Record<string, unknown>;

const isPlain = (value: unknown): value is Plain =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function document(name: string, description: string) {
  return z
    .custom<Plain>(isPlain, "is to be an object")
    .openapi(name, { type: "object", description });
}

const bySchema = (name: string) =>
  `As \`perks/schema/${name}.schema.json\` of the npm package has it (\`urn:perks:schema:${name}:1\`).`;
const byTypes = (name: string) => `\`${name}\` of the npm package's types (\`perks.d.ts\`).`;

export const Cart = document("Cart", bySchema("cart"));
export const Event = document("Event", bySchema("event"));
export const Member = document("Member", bySchema("member"));
export const Quote = document("Quote", byTypes("Quote"));
export const Preview = document(
  "Preview",
  `${byTypes("Quote")} With \`counters\` where limits of everybody were counted: to be sent with a hold that sends its receipt.`,
);
export const Status = document("Status", byTypes("Status"));
export const Checks = document(
  "Checks",
  "Of each entered text, in `codes`: its offer, and the reasons why not.",
);
export const MemberExport = document(
  "MemberExport",
  "Everything about a member: events, snapshots that were imported, receipts and holds. Made by `export`, read by `import`.",
);

export const Receipt = z
  .strictObject({
    program: z.string().max(200),
    inputs: z.string().max(200),
    outcome: z.string().max(200),
  })
  .openapi("Receipt", { description: byTypes("Receipt") });

/** The last that the engine knows; epoch milliseconds. */
const LAST_INSTANT = Date.UTC(2200, 0) - 1;
const isNoInstant =
  "is no instant from 1970 to 2199: RFC 3339 with an offset, or epoch milliseconds";
const isKnown = (text: string) => Date.parse(text) >= 0 && Date.parse(text) <= LAST_INSTANT;

export const Instant = z
  .union(
    [
      z.iso.datetime({ offset: true, error: isNoInstant }).refine(isKnown, isNoInstant),
      z.int(isNoInstant).min(0, isNoInstant).max(LAST_INSTANT, isNoInstant),
    ],
    isNoInstant,
  )
  .openapi("Instant", { description: "RFC 3339 with an offset, or epoch milliseconds." });

export const Entered = z
  .union([
    z.string().min(1).max(4_096),
    z.strictObject({ code: z.string().min(1).max(128), offer: id() }),
  ])
  .openapi("Entered", {
    description:
      "A coupon's id, a public or unique code, or a signed voucher (a compact JWS); or a code and its offer.",
  });

/**
 * The most combinations of offers that a caller may have looked at: as many as an order has, since each takes time that others wait for.
 * (10,000 of a hundred groups on 500 lines take 3.4 s, 500 take 0.4 s.)
 */
const MAX_NODES = 500;

export const Options = z
  .strictObject({
    now: Instant.optional(),
    spend: z.union([z.int().min(0), z.literal("max")]).optional(),
    prices: z
      .custom<Record<string, { price: string; points?: number }>>(isPlain, "is to be an object")
      .optional()
      .openapi({ type: "object", description: "By line: at which price in points it is bought." }),
    gifts: z
      .custom<Record<string, string>>(isPlain, "is to be an object")
      .optional()
      .openapi({ type: "object", description: "By offer: the gift that was picked." }),
    offers: z.array(z.string().max(64)).max(1_000).optional(),
    without: z.array(z.string().max(64)).max(1_000).optional(),
    nodes: z.int().min(1).max(MAX_NODES).optional(),
    coupons: z.array(Entered).max(100).optional(),
    counters: z
      .custom<Record<string, { uses?: number; amount_minor?: number }>>(
        isPlain,
        "is to be an object",
      )
      .optional()
      .openapi({
        type: "object",
        description: "As the preview had them: what is counted here is what counts.",
      }),
  })
  .openapi("Options", {
    description: "`QuoteOptions` of `perks.d.ts`, but for `receipt`, which is always there.",
  });

export const QuoteRequest = z
  .strictObject({ cart: Cart, options: Options.optional() })
  .openapi("QuoteRequest");

export const HoldRequest = z
  .strictObject({
    order: key(),
    cart: Cart,
    options: Options.optional(),
    receipt: Receipt.optional(),
    ttl_seconds: z.int().min(1).max(3_600).optional(),
  })
  .openapi("HoldRequest");

const paid_minor = z.int().min(0).optional();
export const CommitRequest = z.strictObject({ paid_minor }).openapi("CommitRequest");
export const OrderRequest = z
  .strictObject({ ...HoldRequest.shape, paid_minor })
  .openapi("OrderRequest");

export const CheckRequest = z
  .strictObject({
    coupons: z.array(Entered).min(1).max(100),
    cart: Cart.optional(),
    now: Instant.optional(),
    uses: z.enum(["looked_up", "not_looked_up"]).optional().openapi({
      description:
        "`not_looked_up`: a signed voucher is judged by its signature and what it says, without asking whether it was used or revoked here. The fastest answer.",
    }),
  })
  .openapi("CheckRequest");

export const RefundRequest = z
  .strictObject({
    id: key(),
    at: Instant.optional(),
    order: key(),
    lines: z
      .array(z.strictObject({ line: key(), units: z.int().min(1) }))
      .min(1)
      .max(1_000)
      .optional(),
    shipping: z.enum(["kept", "returned"]).optional(),
  })
  .openapi("RefundRequest", {
    description: "Without `lines` everything that is left of the order.",
  });

const version = z.int();
const said = { order: key(), state: z.string(), at: Instant, version, quote: Quote };
export const Hold = z.looseObject({ ...said, until: z.string() }).openapi("Hold");
export const Order = z
  .looseObject({ ...said, receipt: Receipt, duplicate: z.boolean().optional() })
  .openapi("Order", { description: "An order that is recorded; `duplicate` where it was before." });
export const State = z
  .looseObject({ version, state: Member, now: z.string() })
  .openapi("State", { description: "The snapshot as of `now`, and the version that it is of." });
export const Receipts = z
  .looseObject({
    receipts: z.array(z.looseObject({ order: key(), at: z.string(), version, receipt: Receipt })),
  })
  .openapi("Receipts");
export const Recorded = z
  .looseObject({
    id: key(),
    at: Instant,
    duplicate: z.boolean(),
    version,
    entries: z.array(z.looseObject({})),
  })
  .openapi("Recorded", {
    description: "What the event did: `Entry` of the npm package's types (`perks.d.ts`).",
  });

export const Problem = z
  .looseObject({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    code: z.string(),
    detail: z.string(),
    help: z.string(),
    instance: z.string().optional(),
    errors: z
      .array(
        z.object({
          in: z.enum(["path", "query", "header", "body"]).optional(),
          path: z.string(),
          message: z.string().optional(),
        }),
      )
      .optional(),
    problems: z
      .array(z.looseObject({ code: z.string(), path: z.string(), message: z.string() }))
      .optional(),
  })
  .openapi("Problem", {
    description: "RFC 9457; `code` is stable, and `help` says what to do about it.",
  });

export const programPath = z.strictObject({ program: id() });
export const memberPath = z.strictObject({ program: id(), member: key() });
export const orderPath = z.strictObject({ program: id(), member: key(), order: key() });
export const guestOrderPath = z.strictObject({ program: id(), order: key() });
