/** Plausible documents of any size, the same every time: variety comes from the index alone. */

export const NOW = Date.UTC(2026, 10, 20, 4);

const CATEGORIES = ["beauty/mask", "beauty/serum", "hair/shampoo", "home/paper", "home/clean"];
const BRANDS = ["hydra", "lumi", "northern", "orchid", "pearl", "quartz", "river"];
const TAGS = ["member-20", "new", "gift", "travel-size", "online", "refill"];

const list = (length, make) => Array.from({ length }, (_, index) => make(index));
const sku = (index) => `sku-${String(index % 900).padStart(5, "0")}`;

/** A programme like that of a drugstore's card; `offer` makes each of its offers. */
export function program(offers, offer = mixedOffer) {
  return {
    format: 1,
    id: "bench-club",
    version: 1,
    name: { en: "Bench club", "zh-CN": "长凳俱乐部" },
    currency: "CNY",
    zone: "Asia/Shanghai",
    points: {
      earning: [
        { id: "purchase", on: "order", give: { per_amount: { points: 1, amount: "10.00" } } },
      ],
      spending: { cash: { points: 1, worth: "0.10" } },
    },
    offers: list(offers, offer),
  };
}

/** Applies to every line. */
export function storewideOffer(index) {
  return {
    id: `storewide-${String(index).padStart(4, "0")}`,
    when: "enrolled",
    benefit: { percent: { off: `${5 + (index % 25)}.5` } },
  };
}

/** Every other one is refused, for what is in the cart; targets are narrow. */
export function mixedOffer(index) {
  const pick = index >> 1;
  const offer = {
    id: `offer-${String(index).padStart(4, "0")}`,
    name: { en: `November offer ${index}`, "zh-CN": `十一月优惠 ${index}` },
    when: index % 2 === 0 ? met(pick) : unmet(pick),
    benefit: benefit(pick),
  };
  if (!offer.benefit.price_list) offer.target = { lines: selector(pick) };
  return offer;
}

function selector(pick) {
  if (pick % 3 === 0) return { tags: [TAGS[pick % TAGS.length]] };
  if (pick % 3 === 1) return { categories: [CATEGORIES[pick % CATEGORIES.length]] };
  return { brands: [BRANDS[pick % BRANDS.length], BRANDS[(pick + 3) % BRANDS.length]] };
}

function benefit(pick) {
  if (pick % 4 < 3) return { percent: { off: String(5 + (pick % 30)) } };
  const prices = list(12, (index) => [sku(pick * 7 + index), `${9 + ((pick + index) % 40)}.90`]);
  return { price_list: { prices: Object.fromEntries(prices) } };
}

function met(pick) {
  if (pick % 2 === 0) return "enrolled";
  return { all: ["enrolled", { amount: { at_least: "20.00", of: {} } }] };
}

function unmet(pick) {
  const categories = [CATEGORIES[pick % CATEGORIES.length]];
  const amount = { amount: { at_least: `${900000 + pick}.00`, of: { categories } } };
  const units = {
    units: { at_least: 5000 + pick, of: { brands: [BRANDS[pick % BRANDS.length]] } },
  };
  return [amount, units, { all: ["enrolled", amount, units] }][pick % 3];
}

/** A cart of so many lines, some 115 bytes each. */
export function cart(lines) {
  return { currency: "CNY", lines: list(lines, line) };
}

function line(index) {
  return {
    id: String(index + 1),
    sku: sku(index * 3),
    units: 1 + (index % 4),
    price_minor: 1290 + ((index * 731) % 18000),
    category: CATEGORIES[index % CATEGORIES.length],
    brand: BRANDS[(index * 5) % BRANDS.length],
    ...(index % 3 === 0 ? {} : { tags: [TAGS[index % TAGS.length]] }),
  };
}

/** A member with so many lots, of which a tenth has expired. */
export function member(lots) {
  return {
    format: 1,
    program: "bench-club",
    id: "m-0001",
    joined_at: "2024-01-01T00:00:00.000Z",
    lots: list(lots, lot),
  };
}

/** The same member, of whom what has expired is settled. */
export function settledMember(lots) {
  const document = member(lots);
  for (const lot of document.lots) {
    if (Date.parse(lot.expires_at) > NOW) continue;
    lot.expired = lot.left;
    lot.left = 0;
  }
  return document;
}

/** The event of an order of one line that spends so many points. */
export function order(spend) {
  const at = new Date(NOW).toISOString();
  return { id: "e-900001", at, order: { id: "o-900001", cart: cart(1), spend } };
}

function lot(index) {
  const earned = Date.UTC(2024, 0, 1) + index * 3_600_000;
  const source = `o-${String(index).padStart(6, "0")}`;
  const points = 20 + (index % 60);
  return {
    id: `${source}:purchase`,
    rule: "purchase",
    source,
    granted: points,
    left: points - (index % 20),
    earned_at: new Date(earned).toISOString(),
    available_at: new Date(earned).toISOString(),
    expires_at: new Date(index % 10 === 9 ? NOW - 4e9 : earned + 95e9).toISOString(),
  };
}
