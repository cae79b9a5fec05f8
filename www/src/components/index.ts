/** All components: importing this defines them. */
export type { Showing } from "./element";
export type { PerksEvent, PerksEvents, Use } from "./events";
export { PerksBalance } from "./perks-balance";
export { type Coupon, PerksCoupon } from "./perks-coupon";
export { PerksHints } from "./perks-hints";
export { PerksQuote } from "./perks-quote";
export { PerksRewards } from "./perks-rewards";
export { PerksStreak } from "./perks-streak";
export { PerksTier } from "./perks-tier";
export { PerksWallet } from "./perks-wallet";
