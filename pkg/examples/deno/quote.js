import { load } from "perks";

using program = await load(Deno.readFileSync("program.json"));
using member = program.member(Deno.readFileSync("member.json"));
using cart = program.cart(Deno.readFileSync("cart.json"));
const { totals } = member.quote(cart, { now: "2026-11-20T04:00:00Z", spend: 200 });
console.log(totals.pay_minor);
