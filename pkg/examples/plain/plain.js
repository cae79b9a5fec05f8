/**
 * The package as a plain module, from any static server that serves this folder's repository.
 * On your own site the path is where you put the package, such as `/vendor/perks/…`.
 */
import { load } from "../../src/entry/browser.js";

const gallery = new URL("../../../programs/watsons-vip/", import.meta.url);
const fetchText = async (file) => (await fetch(new URL(file, gallery))).text();
const [programText, memberText, cartText] = await Promise.all(
  ["program.json", "member.json", "cart.json"].map(fetchText),
);

const program = await load(programText);
const quote = program
  .member(memberText)
  .quote(program.cart(cartText), { now: "2026-11-20T04:00:00Z", spend: 200 });

document.querySelector("#pay").textContent = `${quote.totals.pay_minor} (minor units of ${quote.currency})`;
document.querySelector("#earns").textContent = String(quote.points.earn.total);
