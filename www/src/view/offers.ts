/** Offers as a list: what each does, or why it does not. */
import type { Reason } from "perks";
import { el } from "./dom";
import type { Texts } from "./texts";

/** An offer that applies, with what it does. */
export function granted(offer: string, effect: string, { say }: Texts): HTMLElement {
  return item("yes", say.name("offer", offer), effect);
}

/** An offer that does not, with every reason as a sentence. */
export function refused(offer: string, reasons: Reason[], { say }: Texts): HTMLElement {
  return item("no", say.name("offer", offer), reasons.map(say.reason).join(" "));
}

function item(kind: "yes" | "no", name: string, text: string): HTMLElement {
  return el("li", { class: kind }, el("strong", {}, name), el("span", { class: "effect" }, text));
}
