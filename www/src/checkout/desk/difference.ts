/** Where two quotes of one order differ: what was shown, and what it costs now. Nothing is reckoned: numbers stand beside each other. */
import type { Quote } from "perks";

export type Difference =
  | { of: "total"; total: MoneyTotal; shown: number; now: number }
  | { of: "line"; line: string; sku: string; shown: number | undefined; now: number | undefined }
  | { of: "offer"; offer: string; shown: number | undefined; now: number | undefined }
  | { of: "spent" | "earned"; shown: number; now: number };

export const TOTALS = [
  "list_minor",
  "discount_minor",
  "net_minor",
  "shipping_minor",
  "shipping_discount_minor",
  "points_minor",
  "card_minor",
  "pay_minor",
  "tax_minor",
  "due_minor",
] as const;
export type MoneyTotal = (typeof TOTALS)[number];

export function differences(shown: Quote, now: Quote): Difference[] {
  const all: Difference[] = [
    ...offers(shown, now),
    ...lines(shown, now),
    ...TOTALS.map((total): Difference => {
      const [before, after] = [shown.totals[total] ?? 0, now.totals[total] ?? 0];
      return { of: "total", total, shown: before, now: after };
    }),
    { of: "spent", shown: shown.points.spend.chosen, now: now.points.spend.chosen },
    { of: "earned", shown: shown.points.earn.total, now: now.points.earn.total },
  ];
  return all.filter((it) => it.shown !== it.now);
}

function lines(shown: Quote, now: Quote): Difference[] {
  const skus = new Map([...shown.lines, ...now.lines].map(({ id, sku }) => [id, sku]));
  const pays = ({ lines }: Quote) => new Map(lines.map(({ id, pay_minor }) => [id, pay_minor]));
  const [before, after] = [pays(shown), pays(now)];
  return [...skus].map(([line, sku]) => ({
    of: "line",
    line,
    sku,
    shown: before.get(line),
    now: after.get(line),
  }));
}

function offers(shown: Quote, now: Quote): Difference[] {
  const saves = ({ offers }: Quote) =>
    new Map(offers.applied.map(({ offer, saves_minor }) => [offer, saves_minor]));
  const [before, after] = [saves(shown), saves(now)];
  return [...new Set([...before.keys(), ...after.keys()])].map((offer) => ({
    of: "offer",
    offer,
    shown: before.get(offer),
    now: after.get(offer),
  }));
}
