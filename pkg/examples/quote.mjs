/**
 * Prints what the Watsons VIP app would show a member, and what the checkout would: status, and
 * the quote of a cart with 200 points spent. Run it with `node examples/quote.mjs`.
 */
import { readFileSync } from "node:fs";
import { load } from "perks";
import { texts } from "perks/texts";
import { en } from "perks/texts/en";

const NOW = "2026-11-20T04:00:00Z";
const SPEND = 200;

const read = (file) => readFileSync(new URL(`../../programs/watsons-vip/${file}`, import.meta.url));
const names = JSON.parse(read("program.json"));

const program = await load(read("program.json"));
const member = program.member(read("member.json"));
const cart = program.cart(read("cart.json"));
const status = member.status({ now: NOW });
const quote = member.quote(cart, { now: NOW, spend: SPEND });

const nameOf = (id) => names.offers.find((offer) => offer.id === id)?.name.en ?? id;
const say = texts(en, {
  currency: program.currency,
  digits: program.digits,
  pointDigits: program.pointDigits,
  timeZone: program.zone,
  name: (kind, id) => (kind === "offer" ? nameOf(id) : undefined),
});

const off = (minor) => (minor === 0 ? "–" : say.money(-minor));
const date = (instant) => (instant === undefined ? "never" : say.day(instant));

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
console.log(`${say.points(status.points.balance)}, worth ${say.money(status.points.worth_minor)} at the till\n`);
console.log(
  table(
    ["Lot", "Left", "Earned", "Expires"],
    status.points.lots.map((lot) => [lot.id, say.count(lot.left), date(lot.earned_at), date(lot.expires_at)]),
  ),
);

console.log(`\nQuote, spending ${say.points(quote.points.spend.chosen)}\n`);
const { totals } = quote;
const amounts = (part) => [
  say.money(part.list_minor),
  off(part.discount_minor),
  off(part.points_minor),
  say.money(part.pay_minor),
];
console.log(
  table(
    ["Line", "Units", "List", "Discounts", "Points", "To pay", "Earns"],
    quote.lines.map((line) => [line.sku, say.count(line.units), ...amounts(line), say.count(line.earns)]),
    [["Total", say.count(totals.units), ...amounts(totals), say.count(quote.points.earn.total)]],
  ),
);

console.log();
for (const { offer, saves_minor } of quote.offers.applied) {
  console.log(`  ✓ ${nameOf(offer)}: saves ${say.money(saves_minor)}`);
}
for (const { offer, reasons } of quote.offers.refused) {
  console.log(`  ✗ ${nameOf(offer)}: ${reasons.map(say.reason).join(" ")}`);
}
console.log();

for (const handle of [cart, member, program]) handle.free();
