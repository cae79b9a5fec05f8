/** Opens what a page is about: the programme, the member and, where one is asked for, a cart of the gallery. */
import type { Account } from "../account/account";
import { TrialAccount } from "../account/trial";
import { openShop, type Shop } from "../engine/shop";
import { type GalleryEntry, galleryEntry } from "../gallery/gallery";
import type { Tried } from "./settings";

export interface Opened {
  entry: GalleryEntry;
  shop: Shop;
  account: Account;
  /** The text of the cart document that is tried. */
  cart: string;
}

/** @throws {Error} where the gallery has no such programme, member or cart; {PerksError} where one of them cannot be read. */
export async function open({ program, member, cart }: Tried): Promise<Opened> {
  const entry = await galleryEntry(program);
  const shop = await openShop(entry.program, entry.goods);
  const who = chosen(entry.members, member, "member");
  const account = new TrialAccount(shop, who.text, Date.parse(who.now));
  return { entry, shop, account, cart: chosen(entry.carts, cart, "cart") };
}

/** The one that is asked for, or the first. */
function chosen<T>(of: Record<string, T>, name: string | undefined, what: string): T {
  const it = name === undefined ? Object.values(of)[0] : of[name];
  if (it === undefined)
    throw new Error(`the gallery has no ${what} \`${name}\` for this programme`);
  return it;
}
