const worker = new Worker(new URL("worker.js", import.meta.url), { type: "module" });
worker.onmessage = ({ data }) => {
  document.querySelector("#pay").textContent = data.totals.pay_minor;
};
const read = async (file) => (await fetch(file)).json();
const [member, cart] = [await read("/member.json"), await read("/cart.json")];
worker.postMessage({ member, cart, options: { now: "2026-11-20T04:00:00Z", spend: 200 } });
