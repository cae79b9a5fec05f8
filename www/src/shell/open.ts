/** Opens what a page is about: the programme, the member and, where one is asked for, a cart of the gallery. */
import type { Account } from "../account/account";
import { DeviceAccount } from "../account/device";
import { Store } from "../account/store";
import { TrialAccount } from "../account/trial";
import { openShop, type Shop } from "../engine/shop";
import { type GalleryEntry, galleryEntry } from "../gallery/gallery";
import { type HandedOver, handedOver, OWN } from "./own";
import type { Tried } from "./settings";

export interface Opened {
  entry: GalleryEntry;
  /** The account's: of the edge it changes with the published version. */
  readonly shop: Shop;
  account: Account;
  /** The text of the cart document that is tried; absent: an empty basket. */
  cart: string | undefined;
  /** What names that cart among others that were tried. */
  cartName: string;
}

/** Somebody who has not joined, as the address says it. */
export const GUEST = "guest";

/** @throws {Error} where the gallery has no such programme, member or cart; {PerksError} where one of them cannot be read. */
export async function open({ program, member, cart }: Tried): Promise<Opened> {
  if (program === OWN) return opened(handedOver());
  const [entry, store] = await Promise.all([galleryEntry(program), Store.open()]);
  const account = await accountOf(entry, member, store);
  const [cartName, text] = chosen(entry.carts, cart, "cart");
  return {
    entry,
    get shop() {
      return account.shop;
    },
    account,
    cart: text,
    cartName,
  };
}

/** Of one's own nothing is kept but in this tab. */
async function opened({ id, program, member, cart, now, goods = {} }: HandedOver): Promise<Opened> {
  const shop = await openShop(program, goods);
  const carts = cart === undefined ? {} : { cart };
  return {
    entry: { id: OWN, program, members: {}, carts, goods },
    shop,
    account: new TrialAccount(shop, member, now ? Date.parse(now) : Date.now()),
    cart,
    cartName: id,
  };
}

async function accountOf(
  entry: GalleryEntry,
  asked: string | undefined,
  store: Store,
): Promise<Account> {
  const shop = await openShop(entry.program, entry.goods);
  const [name, who] = chosen(entry.members, asked === GUEST ? undefined : asked, "member");
  if (asked === GUEST) return new TrialAccount(shop, undefined, Date.parse(who.now));
  return DeviceAccount.open(shop, name, who, store);
}

/** The one that is asked for, or the first, with its name. */
function chosen<T>(of: Record<string, T>, asked: string | undefined, what: string): [string, T] {
  const name = asked ?? Object.keys(of)[0];
  const it = name === undefined ? undefined : of[name];
  if (name === undefined || it === undefined)
    throw new Error(`the gallery has no ${what} \`${name}\` for this programme`);
  return [name, it];
}
