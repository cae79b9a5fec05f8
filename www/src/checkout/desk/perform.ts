/** Does what people ask for, at the desk and the till. It decides nothing: whether something is taken, the engine says. */
import type { CartDocument } from "perks";
import { minorOf } from "../../engine/minor";
import type { Action } from "./actions";
import { MOST_NODES } from "./choice";
import type { Desk } from "./desk";
import { saying } from "./facts";
import type { Till } from "./till";
import type { CodeField } from "./typed";

/** Where a checkout's parts stand, for those who do something with them. */
export interface Counter {
  desk: Desk;
  till: Till;
  field: CodeField;
}

export async function perform(action: Action, counter: Counter): Promise<void> {
  const { desk, till } = counter;
  switch (action.is) {
    case "units":
      return desk.units(action.line, action.text);
    case "remove":
      return desk.remove(action.line);
    case "add":
      desk.add(action.line);
      return;
    case "hint":
      return desk.apply(action.hint);
    case "undo":
      return desk.undo();
    case "now":
      desk.choose("quote", { at: undefined });
      return;
    case "fact":
      return rewrite(desk, (cart) => saying(cart, action.fact, action.value));
    case "shipping":
    case "card":
      return rewrite(desk, (cart) => costing(cart, action, desk.account.shop.program.digits));
    case "typed":
    case "enter":
    case "drop":
      return code(action, counter);
    case "place":
      return till.place();
    case "accept":
      return till.accept();
    case "back":
      return till.back();
    case "anew":
      till.back();
      return desk.anew();
    default:
      return choose(action, desk);
  }
}

/** What changes the options of the quote alone. */
function choose(
  action: Extract<
    Action,
    { is: "coupon" | "leave" | "take" | "pick" | "longer" | "spend" | "price" | "gift" }
  >,
  desk: Desk,
): void {
  const { choice } = desk;
  const others = (offer: string) => choice.without.filter((it) => it !== offer);
  switch (action.is) {
    case "coupon":
      desk.choose("codes", {
        coupons: [action.coupon, ...choice.coupons.filter((it) => !action.insteadOf.includes(it))],
      });
      return;
    case "leave":
      desk.choose("offers", { without: [...others(action.offer), action.offer] });
      return;
    case "take":
      desk.choose("offers", { without: others(action.offer) });
      return;
    case "pick":
      desk.choose("offers", { offers: action.offers });
      return;
    case "longer":
      desk.choose("offers", { nodes: Math.min(choice.nodes * 10, MOST_NODES) });
      return;
    case "spend":
      desk.choose("spend", { spend: action.spend });
      return;
    case "price":
      price(action, desk);
      return;
    case "gift": {
      const { [action.offer]: _before, ...gifts } = choice.gifts;
      if (action.sku !== undefined) gifts[action.offer] = action.sku;
      desk.choose("gifts", { gifts });
    }
  }
}

/** As many points for each unit as are written; an empty field leaves it to the engine. */
function price(
  { line, price: id, points = "" }: Extract<Action, { is: "price" }>,
  desk: Desk,
): void {
  const { [line]: _before, ...prices } = desk.choice.prices;
  const each =
    points.trim() === "" ? {} : { points: minorOf(points, desk.account.shop.program.pointDigits) };
  if (id !== undefined) prices[line] = { price: id, ...each };
  desk.choose(`price ${line}`, { prices });
}

function rewrite(desk: Desk, change: (cart: CartDocument) => CartDocument): void {
  const cart = desk.document();
  if (cart) desk.rewrite("facts", change(cart));
}

/** An empty field is none; what is no amount, the engine refuses. */
function costing(
  { shipping, gift_card_minor, ...cart }: CartDocument,
  { is, text }: { is: "shipping" | "card"; text: string },
  digits: number,
): CartDocument {
  const minor = text.trim() === "" ? undefined : minorOf(text, digits);
  if (is === "card") {
    const said = minor === undefined ? {} : { gift_card_minor: minor };
    return { ...cart, ...(shipping && { shipping }), ...said };
  }
  const card = gift_card_minor === undefined ? {} : { gift_card_minor };
  if (minor === undefined) return { ...cart, ...card };
  return { ...cart, ...card, shipping: { ...shipping, cost_minor: minor } };
}

async function code(
  action: Extract<Action, { is: "typed" | "enter" | "drop" }>,
  { desk, field }: Counter,
): Promise<void> {
  const { codes } = desk.choice;
  if (action.is === "drop") {
    desk.choose("codes", { codes: codes.filter((it) => it !== action.code) });
    await desk.account.dropCode(action.code.text);
    return;
  }
  if (action.is === "typed") return field.type(action.text, action.offer);
  const it = await field.enter(action.text, action.offer);
  if (!it) return;
  const others = desk.choice.codes.filter(({ text }) => text !== it.text);
  if (desk.choose("codes", { codes: [...others, it] })) await desk.account.keepCode(it.text);
}
