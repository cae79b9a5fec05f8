import { load } from "/vendor/perks/src/entry/browser.js";

const program = fetch("/program.json").then(async (response) => load(await response.text()));

onmessage = async ({ data: { member, cart, options } }) => {
  const rules = await program;
  postMessage(rules.member(member).quote(rules.cart(cart), options));
};
