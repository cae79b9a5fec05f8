/**
 * What components are shown with: results of the engine for members and carts of the gallery. Read afresh and kept nowhere, unlike the
 * accounts of other pages.
 */
import type { Member } from "perks";
import { untouched } from "../account/locally";
import { openShop, type Shop } from "../engine/shop";
import { type GalleryEntry, galleryEntry } from "../gallery/gallery";
import { checkedDays } from "../shell/streaks";
import type { Tag } from "./declared";

export interface Example {
  name: ExampleName;
  program: string;
  /** Without one a guest. */
  member?: string;
  cart?: string;
  /** When, where that is not the member's own beginning; RFC 3339. */
  now?: string;
}

export type ExampleName =
  | "points"
  | "pools"
  | "sliding"
  | "empty"
  | "rising"
  | "ways"
  | "granted"
  | "plans"
  | "coupons"
  | "later"
  | "codes"
  | "spending"
  | "gifts"
  | "shipping"
  | "festival"
  | "compact"
  | "affordable"
  | "short"
  | "running"
  | "several"
  | "goods"
  | "moments";

export const EXAMPLES: Record<Tag, Example[]> = {
  "perks-balance": [
    { name: "points", program: "vipshop", member: "cai" },
    { name: "pools", program: "xiaomi-community", member: "mei" },
    { name: "sliding", program: "airline-miles", member: "ben" },
    { name: "empty", program: "vipshop" },
  ],
  "perks-tier": [
    { name: "rising", program: "vipshop", member: "bo" },
    { name: "ways", program: "airline-miles", member: "anna" },
    { name: "granted", program: "auto-service", member: "ren" },
    { name: "plans", program: "prime", member: "sam" },
    { name: "empty", program: "vipshop" },
  ],
  "perks-wallet": [
    { name: "coupons", program: "double-eleven", member: "xin" },
    { name: "later", program: "double-eleven", member: "wen" },
    { name: "codes", program: "restaurant", member: "pia" },
    { name: "empty", program: "vipshop", member: "bo" },
  ],
  "perks-coupon": [
    { name: "coupons", program: "double-eleven", member: "xin" },
    { name: "later", program: "double-eleven", member: "wen" },
    { name: "codes", program: "restaurant", member: "nora" },
  ],
  "perks-quote": [
    { name: "spending", program: "watsons-vip", member: "member", cart: "cart" },
    { name: "gifts", program: "haidilao", member: "ning", cart: "birthday" },
    { name: "shipping", program: "prime", member: "ivy", cart: "lamp" },
    { name: "festival", program: "double-eleven", member: "lin", cart: "festival" },
    { name: "compact", program: "double-eleven", member: "lin", cart: "festival" },
  ],
  "perks-rewards": [
    { name: "affordable", program: "vipshop", member: "cai" },
    { name: "short", program: "vipshop", member: "bo" },
    { name: "empty", program: "watsons-vip", member: "member" },
  ],
  "perks-streak": [
    { name: "running", program: "vipshop", member: "eve" },
    { name: "several", program: "xiaomi-community", member: "mei" },
    { name: "empty", program: "watsons-vip", member: "member" },
  ],
  "perks-hints": [
    { name: "moments", program: "double-eleven", member: "lin", cart: "scarf" },
    { name: "goods", program: "customer-value", member: "bo", cart: "sale" },
    { name: "empty", program: "watsons-vip", member: "member", cart: "cart" },
  ],
};

/** What was found, with who can speak of it. */
export interface Found {
  shop: Shop;
  properties: Record<string, unknown>;
}

const opened = new Map<string, Promise<{ entry: GalleryEntry; shop: Shop }>>();

/** @throws {Error} where the gallery cannot be fetched; {PerksError} where it cannot be read */
export async function find(tag: Tag, example: Example): Promise<Found> {
  const { entry, shop } = await once(example.program);
  const who = example.member === undefined ? undefined : entry.members[example.member];
  const first = Object.values(entry.members)[0];
  const now = example.now ?? (who ?? first)?.now;
  if (now === undefined) throw new Error(`the gallery has no member of ${example.program}`);
  using member = who ? shop.program.member(who.text) : shop.program.guest();
  return { shop, properties: asked(tag, example, { entry, shop, member, now }) };
}

interface At {
  entry: GalleryEntry;
  shop: Shop;
  member: Member;
  now: string;
}

function asked(tag: Tag, example: Example, at: At): Record<string, unknown> {
  const { member, now, shop } = at;
  const status = member.status({ now });
  const codes = example.name === "codes" ? CODES : [];
  const verdicts = member.check({ now, coupons: codes }).codes;
  switch (tag) {
    case "perks-quote":
    case "perks-hints":
      return ofCart(tag, example, at);
    case "perks-wallet":
      return { status, verdicts, codes };
    case "perks-coupon": {
      const [verdict] = verdicts;
      return verdict
        ? { verdict }
        : { coupon: status.coupons?.[0], voucher: status.coupons?.[0]?.coupon };
    }
    case "perks-streak":
      return { status, days: daysOf(shop, member) };
    default:
      return { status };
  }
}

/** Codes as somebody enters them: of no offer, all of them. */
const CODES = ["WELCOME-10"];

function ofCart(tag: Tag, { name, cart: which }: Example, { entry, shop, member, now }: At) {
  const text = which === undefined ? undefined : entry.carts[which];
  if (text === undefined) throw new Error(`the gallery has no cart \`${which}\``);
  using cart = shop.program.cart(text);
  const counters = untouched(shop);
  const options = { now, spend: "max", ...(counters && { counters }) } as const;
  if (tag === "perks-hints") return { hints: member.hints(cart, { ...options, at_most: 5 }).hints };
  const from = performance.now();
  const quote = member.quote(cart, options);
  const took = Math.round((performance.now() - from) * 1000);
  return { quote, took, compact: name === "compact" };
}

/** Of all runs. */
function daysOf(shop: Shop, member: Member): string[] {
  const state = member.state();
  return (state.runs ?? []).flatMap(({ rule }) => checkedDays(shop, state, rule));
}

function once(program: string) {
  const found = opened.get(program) ?? read(program);
  opened.set(program, found);
  return found;
}

async function read(program: string) {
  const entry = await galleryEntry(program);
  return { entry, shop: await openShop(entry.program, entry.goods) };
}
