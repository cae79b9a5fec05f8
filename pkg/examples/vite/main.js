import { load } from "perks";

const read = async (file) => (await fetch(file)).text();
const program = await load(await read("/program.json"));
const member = program.member(await read("/member.json"));
const cart = program.cart(await read("/cart.json"));
const { totals } = member.quote(cart, { now: "2026-11-20T04:00:00Z", spend: 200 });
document.querySelector("#pay").textContent = totals.pay_minor;
