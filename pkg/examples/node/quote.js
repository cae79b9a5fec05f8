import { readFileSync } from "node:fs";
import { load } from "perks";

const program = await load(readFileSync("program.json"));
const member = program.member(readFileSync("member.json"));
const cart = program.cart(readFileSync("cart.json"));
const { totals } = member.quote(cart, { now: "2026-11-20T04:00:00Z", spend: 200 });
console.log(totals.pay_minor);
