/** Starts the page: opens what the address asks for, and puts the checkout of it into the document. */
import "../page.css";
import type { CartDocument } from "perks";
import { PerksError } from "perks";
import type { Account } from "../account/account";
import { TrialAccount } from "../account/trial";
import { openShop } from "../engine/shop";
import { speaker } from "../engine/speak";
import { galleryList } from "../gallery/gallery";
import { open } from "../shell/open";
import { settings, type Tried, tried } from "../shell/settings";
import { Desk } from "./desk/desk";
import { handedOver, OWN } from "./desk/own";
import { GUEST } from "./view/choose";
import { CheckoutPage } from "./view/page";
import { wordsOf } from "./words";

const { locale, theme } = settings();
document.documentElement.lang = locale;
if (theme !== "auto") document.documentElement.dataset.theme = theme;

try {
  await start(tried());
} catch (error) {
  fail(error);
}

interface Opened {
  account: Account;
  /** The text of the cart that one begins with. */
  cart?: string;
  carts: CartDocument[];
  key: string;
}

async function start(asked: Tried): Promise<void> {
  const [list, opened] = await Promise.all([galleryList(), opening(asked)]);
  const { account, cart, carts, key } = opened;
  const page = new CheckoutPage();
  page.speaker = await speaker(account.shop, locale);
  page.desk = new Desk(account, key, cart);
  page.carts = carts;
  page.list = list;
  page.tried = asked;
  document.body.append(page);
}

async function opening(asked: Tried): Promise<Opened> {
  if (asked.program === OWN) return opened();
  const { member, ...rest } = asked;
  const guest = member === GUEST;
  const { entry, shop, account, cart } = await open(guest ? rest : asked);
  const carts = Object.values(entry.carts).map((text): CartDocument => JSON.parse(text));
  const key = `perks:checkout:${[asked.program, member ?? "", asked.cart ?? ""].join(":")}`;
  if (!guest) return { account, cart, carts, key };
  const visitor = new TrialAccount(shop, shop.program.guest(), account.now());
  account.close();
  return { account: visitor, cart, carts, key };
}

/** What was handed over. */
async function opened(): Promise<Opened> {
  const own = handedOver();
  if (!own) throw new Error("nothing was handed over to this tab");
  const shop = await openShop(own.program);
  const member = own.member === undefined ? shop.program.guest() : shop.program.member(own.member);
  const account = new TrialAccount(shop, member, own.now ? Date.parse(own.now) : Date.now());
  const { cart } = own;
  const carts: CartDocument[] = cart === undefined ? [] : [shop.program.cart(cart).state()];
  return {
    account,
    carts,
    key: `perks:checkout:own:${own.id}`,
    ...(cart !== undefined && { cart }),
  };
}

/** A page that cannot be opened says why, in the reader's language as far as that is known. */
function fail(error: unknown): void {
  const problems = error instanceof PerksError ? error.problems.map((it) => it.message) : [];
  const why = problems.length > 0 ? problems.join(" ") : String(error);
  const text = document.createElement("p");
  text.role = "alert";
  text.textContent = `${wordsOf(locale).failed} ${why}`;
  document.body.append(text);
}
