/** Opens what a page is about: the programme, the member and, where one is asked for, a cart of the gallery. */
import type { Account } from "../account/account";
import { DeviceAccount } from "../account/device";
import type { WhyNot } from "../account/edge/session";
import { Store } from "../account/store";
import { openShop, type Shop } from "../engine/shop";
import { type GalleryEntry, galleryEntry } from "../gallery/gallery";
import { type HandedOver, handedOver, OWN } from "./own";
import type { Tried } from "./settings";

export interface Opened {
  entry: GalleryEntry;
  /** The account's: of the edge it changes with the published version. */
  readonly shop: Shop;
  account: Account;
  /** Why it is a try-out, where it could have been the edge's. */
  instead?: WhyNot;
  /** The text of the cart document that is tried; absent: an empty basket. */
  cart: string | undefined;
  /** What names that cart among others that were tried. */
  cartName: string;
}

/** Somebody who has not joined, as the address says it. */
export const GUEST = "guest";

/** How long a first visit waits for the edge, where it is asked for, and where a try-out would do. */
const PATIENCE_MS = { edge: 15_000, either: 1_500 };

/** @throws {Error} where the gallery has no such programme, member or cart; {PerksError} where one of them cannot be read. */
export async function open(tried: Tried): Promise<Opened> {
  if (tried.program === OWN) return opened(handedOver());
  // What talks to the edge is for those alone who may be there, and comes with the rest.
  if (mayBeAtEdge(tried)) edgeAccount().catch(() => {}); // Told below, where it is wanted.
  const [entry, store] = await Promise.all([galleryEntry(tried.program), Store.open()]);
  // First, since nobody closes an account of a page that is not opened.
  const [cartName, text] = chosen(entry.carts, tried.cart, "cart");
  const { account, instead } = await accountOf(entry, tried, store);
  return {
    entry,
    get shop() {
      return account.shop;
    },
    account,
    ...(instead && { instead }),
    cart: text,
    cartName,
  };
}

/** Of one's own nothing is kept but in this tab. */
async function opened({ id, program, member, cart, now, goods = {} }: HandedOver): Promise<Opened> {
  const shop = await openShop(program, goods);
  const first = {
    ...(member !== undefined && { text: member }),
    at: now ? Date.parse(now) : Date.now(),
  };
  const carts = cart === undefined ? {} : { cart };
  return {
    entry: { id: OWN, program, members: {}, carts, goods },
    shop,
    account: await DeviceAccount.open(shop, id, first, Store.inMemory()),
    cart,
    cartName: id,
  };
}

function mayBeAtEdge({ member, at }: Tried): boolean {
  return member !== GUEST && at !== "device";
}

async function edgeAccount() {
  return (await import("../account/edge/edge")).EdgeAccount;
}

async function accountOf(
  entry: GalleryEntry,
  tried: Tried,
  store: Store,
): Promise<Pick<Opened, "account" | "instead">> {
  const { member, at } = tried;
  const { goods, id: program } = entry;
  const isGuest = member === GUEST;
  const [name, who] = chosen(entry.members, isGuest ? undefined : member, "member");
  const patience_ms = PATIENCE_MS[at === "edge" ? at : "either"];
  const signedIn = mayBeAtEdge(tried)
    ? (await edgeAccount()).open({ program, member: name, goods, patience_ms }, store)
    : undefined;
  // The module is loaded meanwhile.
  const [account, shop] = await Promise.all([signedIn, openShop(entry.program, goods)]);
  if (typeof account === "object") return { account };
  const at_ms = Date.parse(who.now);
  // Of a guest nothing is kept.
  if (isGuest)
    return { account: await DeviceAccount.open(shop, GUEST, { at: at_ms }, Store.inMemory()) };
  return {
    account: await DeviceAccount.open(shop, name, { text: who.text, at: at_ms }, store),
    ...(account && { instead: account }),
  };
}

/** The one that is asked for, or the first, with its name. */
function chosen<T>(of: Record<string, T>, asked: string | undefined, what: string): [string, T] {
  const name = asked ?? Object.keys(of)[0];
  // The address may say `constructor`, which every object has.
  const it = name !== undefined && Object.hasOwn(of, name) ? of[name] : undefined;
  if (name === undefined || it === undefined)
    throw new Error(`the gallery has no ${what} \`${name}\` for this programme`);
  return [name, it];
}
