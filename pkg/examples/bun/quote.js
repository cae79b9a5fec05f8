import { load } from "perks";

const read = (file) => Bun.file(file).bytes();
using program = await load(await read("program.json"));
using member = program.member(await read("member.json"));
using cart = program.cart(await read("cart.json"));
const { totals } = member.quote(cart, { now: "2026-11-20T04:00:00Z", spend: 200 });
console.log(totals.pay_minor);
