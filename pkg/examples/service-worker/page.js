await navigator.serviceWorker.register("/worker.js");
await navigator.serviceWorker.ready;
if (!navigator.serviceWorker.controller) {
  await new Promise((claimed) => navigator.serviceWorker.addEventListener("controllerchange", claimed, { once: true }));
}
const read = async (file) => (await fetch(file)).json();
const [member, cart] = [await read("/member.json"), await read("/cart.json")];
const body = JSON.stringify({ member, cart, options: { now: "2026-11-20T04:00:00Z", spend: 200 } });
const { totals } = await (await fetch("/quote", { method: "POST", body })).json();
document.querySelector("#pay").textContent = totals.pay_minor;
