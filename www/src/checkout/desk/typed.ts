/** A code, coupon or voucher while it is typed and when it is entered: what it is good for, whatever the cart. */
import type { Verdict } from "perks";
import type { AuthorityReason } from "perks/texts";
import { isSigned } from "../../account/locally";
import { answer } from "../../engine/answer";
import { couponOf, type Entered } from "./choice";
import type { Desk } from "./desk";

export type Typed =
  | { is: "judged"; entered: Entered; verdict: Verdict }
  /** It looks like a signed voucher and is none. */
  | { is: "unread"; entered: Entered; reason: AuthorityReason };

/** How long nobody types before the account is asked, milliseconds: that may be a way to the edge. */
const PAUSE = 300;

export class CodeField {
  #latest = "";

  constructor(
    private readonly desk: Desk,
    private readonly tell: (it: Typed | undefined) => void,
  ) {}

  /** The engine answers at once, the account once nobody types: it knows codes that the programme does not. */
  async type(text: string, offer: string | undefined): Promise<void> {
    const key = JSON.stringify([text, offer]);
    this.#latest = key;
    const judged = await this.#judged(text, offer);
    if (this.#latest !== key) return;
    this.tell(judged);
    if (judged?.is !== "judged" || judged.verdict.reasons.length === 0) return;
    await new Promise((resume) => setTimeout(resume, PAUSE));
    if (this.#latest !== key) return;
    const known = await this.#known(judged);
    if (this.#latest === key) this.tell(known);
  }

  /** What is to be asked of a quote; absent for what is no voucher, and is told. */
  async enter(text: string, offer: string | undefined): Promise<Entered | undefined> {
    this.#latest = "";
    const judged = await this.#judged(text, offer);
    if (judged?.is !== "judged") {
      this.tell(judged);
      return undefined;
    }
    this.tell(undefined);
    return judged.verdict.reasons.length === 0
      ? judged.entered
      : (await this.#known(judged)).entered;
  }

  async #judged(text: string, offer: string | undefined): Promise<Typed | undefined> {
    const code = text.trim();
    if (code === "") return undefined;
    const it = await entered(code, offer);
    if ("code" in it) return { is: "unread", entered: { text: code }, reason: it };
    const { account } = this.desk;
    const { counters } = account;
    const options = { now: this.desk.now(), ...(counters && { counters }) };
    const made = answer(() => account.member.check({ ...options, coupons: [couponOf(it)] }));
    const [verdict] = "good" in made ? made.good.codes : [];
    return verdict && { is: "judged", entered: it, verdict };
  }

  /** The account's verdict; of a unique code it says the offer, which a quote asks for. */
  async #known(it: Extract<Typed, { is: "judged" }>): Promise<Extract<Typed, { is: "judged" }>> {
    const { text, offer, voucher } = it.entered;
    if (offer !== undefined) return it;
    const [verdict = it.verdict] = await this.desk.account.check([text]);
    const named = voucher || verdict.offer === undefined ? {} : { offer: verdict.offer };
    return { is: "judged", entered: { ...it.entered, ...named }, verdict };
  }
}

/** Reads a voucher's claims; its signature is the authority's to verify. */
async function entered(code: string, offer?: string): Promise<Entered | AuthorityReason> {
  if (!isSigned(code)) return offer ? { text: code, offer } : { text: code };
  const { readVoucher, SignedError } = await import("perks/signed");
  try {
    return { text: code, voucher: (await readVoucher(code)).voucher };
  } catch (error) {
    if (!(error instanceof SignedError)) throw error;
    return { code: error.code as AuthorityReason["code"] };
  }
}
