/**
 * What the shop sells: names for people, and the cart lines that can be added. The prices of a
 * real shop come from its own systems; discounts and points never do, they come from the engine.
 */
import type { Locale } from "./texts";

/** Names by sku. */
export const GOODS: Record<string, Record<Locale, string>> = {
  "mask-hydra-10": { en: "Hydrating masks, 10 pieces", "zh-CN": "补水面膜 10片装" },
  "serum-vc-30": { en: "Vitamin C serum, 30 ml", "zh-CN": "维C精华液 30毫升" },
  "tissue-12": { en: "Tissues, 12 packs", "zh-CN": "抽纸 12包" },
  "shampoo-repair-750": { en: "Repair shampoo, 750 ml", "zh-CN": "修护洗发露 750毫升" },
  "sunscreen-50": { en: "Sunscreen SPF 50, 50 ml", "zh-CN": "防晒乳 SPF50 50毫升" },
  "hand-cream-75": { en: "Hand cream, 75 ml", "zh-CN": "护手霜 75毫升" },
};

/** Lines that are not in the cart at first. */
export const SHELF = [
  {
    id: "shampoo",
    sku: "shampoo-repair-750",
    units: 1,
    price_minor: 5990,
    category: "hair/shampoo",
  },
  { id: "sunscreen", sku: "sunscreen-50", units: 1, price_minor: 9900, category: "beauty/sun" },
  { id: "hand-cream", sku: "hand-cream-75", units: 1, price_minor: 2990, category: "body/hand" },
];
