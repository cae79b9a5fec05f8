/** The sums of the order, and the sentence that a screen reader hears when they change. */
import type { Quote } from "perks";
import { el, write } from "./dom";
import type { Texts } from "./texts";

export interface Totals {
  root: HTMLElement;
  /** What matters most once more, for a small screen; the sentence says it to those who listen. */
  bar: HTMLElement;
  update(quote: Quote): void;
}

export function totals({ catalogue, say }: Texts): Totals {
  const { words } = catalogue;
  const row = (key: string, label: string) => {
    const amount = el("dd", { class: "number", "data-test": `total-${key}` });
    return { amount, root: el("div", { class: `total ${key}` }, el("dt", {}, label), amount) };
  };
  const list = row("list", words.list);
  const discounts = row("discounts", words.discounts);
  const net = row("net", words.net);
  const points = row("points", words.pointsWorth);
  const pay = row("pay", words.pay);
  const earn = row("earn", words.toEarn);
  const rows = [list, discounts, net, points, pay, earn].map(({ root }) => root);
  const barPay = el("span", {});
  const barEarn = el("span", { class: "earn" });
  const after = el("p", { class: "quiet", "data-test": "tier-after" });
  const spoken = el("p", { class: "hidden", role: "status", "aria-live": "polite" });

  return {
    root: el("div", { class: "sums" }, el("dl", {}, ...rows), after, spoken),
    bar: el("p", { class: "bar", "aria-hidden": "true" }, barPay, barEarn),
    update({ totals: sums, points: { earn: earned }, tier_after = [] }) {
      const earns = say.points(earned.total);
      write(list.amount, say.money(sums.list_minor));
      write(discounts.amount, say.money(-sums.discount_minor));
      write(net.amount, say.money(sums.net_minor));
      write(points.amount, say.money(-sums.points_minor));
      write(pay.amount, say.money(sums.pay_minor));
      write(earn.amount, earns);
      write(barPay, `${words.pay} ${say.money(sums.pay_minor)}`);
      write(barEarn, catalogue.earns(earns));
      after.hidden = tier_after.length === 0;
      const levels = tier_after.map(({ level, until }) =>
        catalogue.after(level && say.name("level", level), until && say.time(until)),
      );
      write(after, levels.join(" "));
      write(spoken, catalogue.summary(say.money(sums.pay_minor), earns));
    },
  };
}
