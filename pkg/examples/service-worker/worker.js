import { load, start } from "perks/manual";

const FILES = ["/perks_bg.wasm", "/program.json"];
const kept = async (file) => (await caches.match(file)) ?? fetch(file);

let program;

async function begin() {
  await start(kept("/perks_bg.wasm"));
  return load(await (await kept("/program.json")).text());
}

async function quote(request) {
  program ??= begin();
  const [rules, { member, cart, options }] = [await program, await request.json()];
  return Response.json(rules.member(member).quote(rules.cart(cart), options));
}

addEventListener("install", (event) => {
  event.waitUntil(caches.open("perks").then((cache) => cache.addAll(FILES)));
});
addEventListener("activate", (event) => event.waitUntil(clients.claim()));
addEventListener("fetch", (event) => {
  if (new URL(event.request.url).pathname === "/quote") event.respondWith(quote(event.request));
});
