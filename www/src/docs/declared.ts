/** What each component takes and tells, as the page shows it; a test holds it against the components themselves. */
import type { PerksEvents } from "../components/events";

export type Tag =
  | "perks-balance"
  | "perks-tier"
  | "perks-wallet"
  | "perks-coupon"
  | "perks-quote"
  | "perks-rewards"
  | "perks-streak"
  | "perks-hints";

export type EventName = keyof PerksEvents;

export interface Declared {
  /** By name: the type, and the attribute where there is one. */
  properties: Record<string, { type: string; attribute?: string }>;
  events: EventName[];
  parts: string[];
}

/** Every component has these. */
export const COMMON: Declared = {
  properties: {
    speaker: { type: "Speaker" },
    showing: { type: '"ready" | "loading" | "error" | "offline"', attribute: "showing" },
    message: { type: "string", attribute: "message" },
  },
  events: ["perks-retry"],
  parts: ["panel", "loading", "error", "offline", "button"],
};

const STATUS = { type: "Status" };

export const DECLARED: Record<Tag, Declared> = {
  "perks-balance": {
    properties: {
      status: STATUS,
      pool: { type: "string", attribute: "pool" },
      compact: { type: "boolean", attribute: "compact" },
    },
    events: [],
    parts: ["balance", "badge", "details"],
  },
  "perks-tier": {
    properties: { status: STATUS, ladder: { type: "string", attribute: "ladder" } },
    events: [],
    parts: ["ring", "level", "progress", "fact", "reasons", "loses", "badge"],
  },
  "perks-wallet": {
    properties: {
      status: STATUS,
      verdicts: { type: "readonly Verdict[]" },
      codes: { type: "readonly string[]" },
    },
    events: ["perks-use", "perks-drop"],
    parts: ["cards", "coupon", "badge", "reasons", "actions", "qr"],
  },
  "perks-coupon": {
    properties: {
      coupon: { type: 'Status["coupons"][number]' },
      verdict: { type: "Verdict" },
      voucher: { type: "string", attribute: "voucher" },
    },
    events: ["perks-use", "perks-drop"],
    parts: ["coupon", "badge", "reasons", "actions", "qr"],
  },
  "perks-quote": {
    properties: {
      quote: { type: "Quote" },
      took: { type: "number", attribute: "took" },
      compact: { type: "boolean", attribute: "compact" },
    },
    events: [],
    parts: [
      "lines",
      "shipping",
      "sums",
      "points",
      "tier-after",
      "gifts",
      "cash-back",
      "codes",
      "offers",
      "applied",
      "refused",
      "proof",
      "better",
      "reasons",
      "badge",
      "details",
    ],
  },
  "perks-rewards": {
    properties: { status: STATUS },
    events: ["perks-redeem"],
    parts: ["reward", "reasons"],
  },
  "perks-streak": {
    properties: {
      status: STATUS,
      days: { type: "readonly string[]" },
      month: { type: "string", attribute: "month" },
    },
    events: ["perks-check-in"],
    parts: ["streak", "calendar", "badge"],
  },
  "perks-hints": {
    properties: { hints: { type: "readonly Hint[]" } },
    events: ["perks-hint"],
    parts: ["hint", "badge"],
  },
};

export const TAGS = Object.keys(DECLARED) as Tag[];

/** What a page can set on an element above components. */
export const CUSTOM = [
  "--perks-ground",
  "--perks-panel",
  "--perks-ink",
  "--perks-quiet",
  "--perks-edge",
  "--perks-field-edge",
  "--perks-brand",
  "--perks-on-brand",
  "--perks-saving",
  "--perks-earning",
  "--perks-wrong",
  "--perks-wrong-ground",
  "--perks-radius",
  "--perks-pad",
  "--perks-gap",
  "--perks-shadow",
  "--perks-font",
] as const;

export type CustomName = (typeof CUSTOM)[number];
