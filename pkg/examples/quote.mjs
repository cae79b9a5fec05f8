/**
 * Prints what the Watsons VIP app would show a member, and what the checkout would: status, and
 * the quote of a cart with 200 points spent. Run it with `node examples/quote.mjs`.
 */
import { readFileSync } from "node:fs";
import { load } from "perks";

const NOW = "2026-11-20T04:00:00Z";
const SPEND = 200;

const read = (file) => readFileSync(new URL(`../../programs/watsons-vip/${file}`, import.meta.url));
const names = JSON.parse(read("program.json"));

const program = await load(read("program.json"));
const member = program.member(read("member.json"));
const cart = program.cart(read("cart.json"));
const status = member.status({ now: NOW });
const quote = member.quote(cart, { now: NOW, spend: SPEND });

const format = new Intl.NumberFormat("en", { style: "currency", currency: program.currency });
const whole = new Intl.NumberFormat("en");
const day = new Intl.DateTimeFormat("en", { dateStyle: "medium", timeZone: names.zone });

/** Minor units as money. The digits go to `Intl` as a decimal text, so nothing is rounded. */
function money(minor) {
  const sign = minor < 0 ? "-" : "";
  const digits = String(Math.abs(minor)).padStart(program.digits + 1, "0");
  const point = digits.length - program.digits;
  const decimal = `${sign}${digits.slice(0, point)}.${digits.slice(point)}`;
  return format.format(program.digits > 0 ? decimal : `${sign}${digits}`);
}

const off = (minor) => (minor === 0 ? "–" : money(-minor));
const points = (number) => whole.format(number);
const date = (instant) => (instant === undefined ? "never" : day.format(new Date(instant)));
const nameOf = (id) => names.offers.find((offer) => offer.id === id)?.name.en ?? id;

/** Rows as aligned text: the first column to the left, the others to the right. */
function table(head, rows, foot = []) {
  const all = [head, ...rows, ...foot];
  const widths = head.map((_, column) => Math.max(...all.map((row) => row[column].length)));
  const pad = (cell, column) => (column === 0 ? cell.padEnd(widths[0]) : cell.padStart(widths[column]));
  const line = (row) => `  ${row.map(pad).join("   ")}`.trimEnd();
  const rule = `  ${"─".repeat(widths.reduce((sum, width) => sum + width + 3, -3))}`;
  return [line(head), rule, ...rows.map(line), ...(foot.length > 0 ? [rule, ...foot.map(line)] : [])].join("\n");
}

console.log(`${names.name.en} (${program.id}, version ${program.version}), ${date(quote.now)}\n`);

console.log(`Member ${status.member}, since ${date(status.joined_at)}`);
console.log(`${points(status.points.balance)} points, worth ${money(status.points.worth_minor)} at the till\n`);
console.log(
  table(
    ["Lot", "Left", "Earned", "Expires"],
    status.points.lots.map((lot) => [lot.id, points(lot.left), date(lot.earned_at), date(lot.expires_at)]),
  ),
);

console.log(`\nQuote, spending ${points(quote.points.spend.chosen)} points\n`);
const { totals } = quote;
const amounts = (part) => [
  money(part.list_minor),
  off(part.discount_minor),
  off(part.points_minor),
  money(part.pay_minor),
];
console.log(
  table(
    ["Line", "Units", "List", "Discounts", "Points", "To pay", "Earns"],
    quote.lines.map((line) => [line.sku, points(line.units), ...amounts(line), points(line.earns)]),
    [["Total", points(totals.units), ...amounts(totals), points(quote.points.earn.total)]],
  ),
);

console.log();
for (const { offer, saves_minor } of quote.offers.applied) {
  console.log(`  ✓ ${nameOf(offer)}: saves ${money(saves_minor)}`);
}
for (const { offer, reasons } of quote.offers.refused) {
  const why = reasons.map(({ code, ...details }) => [code, ...Object.values(details)].join(" "));
  console.log(`  ✗ ${nameOf(offer)}: ${why.join(", ")}`);
}
console.log();

for (const handle of [cart, member, program]) handle.free();
