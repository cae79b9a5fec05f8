/** A code, coupon or voucher while it is typed: what it is good for, before it is entered and whatever the cart. */
import type { Verdict } from "perks";
import type { AuthorityReason } from "perks/texts";
import { answer } from "../../engine/answer";
import { couponOf, type Entered } from "./choice";
import type { Desk } from "./desk";

export type Typed =
  | { is: "good" | "bad"; entered: Entered; verdict: Verdict }
  /** It looks like a signed voucher and is none. */
  | { is: "unread"; entered: Entered; reason: AuthorityReason };

/** A voucher on its way is long and has the dots of a signature. */
const VOUCHER = /^eyJ[\w-]*\.[\w-]*\.[\w-]*$/;

/** Reads a voucher's claims; its signature is the authority's to verify. */
export async function entered(text: string, offer?: string): Promise<Entered | AuthorityReason> {
  const code = text.trim();
  if (!VOUCHER.test(code)) return offer ? { text: code, offer } : { text: code };
  const { readVoucher, SignedError } = await import("perks/signed");
  try {
    return { text: code, voucher: (await readVoucher(code)).voucher };
  } catch (error) {
    if (!(error instanceof SignedError)) throw error;
    return { code: error.code as AuthorityReason["code"] };
  }
}

export function judged(desk: Desk, it: Entered): Typed | undefined {
  const options = { now: desk.now(), coupons: [couponOf(it)] };
  const made = answer(() => desk.account.member.check(options).codes[0]);
  const verdict = "good" in made ? made.good : undefined;
  if (!verdict) return undefined;
  return { is: verdict.reasons.length === 0 ? "good" : "bad", entered: it, verdict };
}
