/** Code that is shown, not run: how a component is used, and what its events carry. */
import type { EventName, Tag } from "./declared";

const TAKES: Record<Tag, string> = {
  "perks-balance": "element.status = member.status({ now });",
  "perks-tier": "element.status = member.status({ now });",
  "perks-wallet":
    "element.status = member.status({ now });\nelement.codes = codes;\nelement.verdicts = member.check({ now, coupons: codes }).codes;",
  "perks-coupon":
    "element.coupon = member.status({ now }).coupons?.[0];\nelement.voucher = element.coupon?.coupon;",
  "perks-quote": "element.quote = member.quote(cart, { now });",
  "perks-rewards": "element.status = member.status({ now });",
  "perks-streak":
    'element.status = member.status({ now });\nelement.days = ["2026-11-19", "2026-11-20"];',
  "perks-hints": "element.hints = member.hints(cart, { now }).hints;",
};

const TELLS: Partial<Record<Tag, string>> = {
  "perks-wallet":
    'element.addEventListener("perks-use", ({ detail }) => use(detail.coupon ?? detail.code));',
  "perks-coupon":
    'element.addEventListener("perks-use", ({ detail }) => use(detail.coupon ?? detail.code));',
  "perks-rewards":
    'element.addEventListener("perks-redeem", ({ detail }) => redeem(detail.reward));',
  "perks-streak":
    'element.addEventListener("perks-check-in", ({ detail }) => checkIn(detail.rule));',
  "perks-hints": 'element.addEventListener("perks-hint", ({ detail }) => apply(detail.hint));',
};

export function snippetOf(tag: Tag): string {
  const lines = [
    `const element = document.querySelector("${tag}");`,
    "element.speaker = speaker;",
    TAKES[tag],
    TELLS[tag],
  ];
  return lines.filter((line) => line !== undefined).join("\n");
}

const DETAILS: Record<EventName, string> = {
  "perks-retry": "null",
  "perks-use": "{ coupon: string; offer: string } | { code: string; offer: string }",
  "perks-drop": "{ code: string }",
  "perks-redeem": "{ reward: string; points: number }",
  "perks-check-in": "{ rule: string }",
  "perks-hint": "{ hint: Hint }",
};

export function detailOf(event: EventName): string {
  return DETAILS[event];
}
