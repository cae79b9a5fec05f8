/**
 * What codes and vouchers are good for, as they were entered: the engine's verdicts. A voucher's signature is verified first, by the keys
 * that the programme declares; one that does not hold never reaches the engine.
 */
import type { Verdict } from "perks";
import type { AuthorityReason } from "perks/texts";
import type { Account } from "../account/account";
import { answer } from "../engine/answer";

type Entered = Parameters<Account["member"]["check"]>[0]["coupons"];

/** Each in its turn; what the engine cannot even read is a code that nobody knows. */
export async function judged(account: Account, codes: readonly string[]): Promise<Verdict[]> {
  return Promise.all(codes.map((code) => verdictOf(account, code)));
}

async function verdictOf(account: Account, code: string): Promise<Verdict> {
  const now = account.now();
  const text = code.trim();
  let entered: NonNullable<Entered>[number] = text;
  if (isSigned(text)) {
    const { keySet, SignedError, verifyVoucher } = await import("perks/signed");
    try {
      const keys = keySet(account.shop.program.authority().keys);
      entered = { voucher: (await verifyVoucher(text, keys, { now })).voucher };
    } catch (error) {
      if (!(error instanceof SignedError)) throw error;
      return refused(code, error.code as AuthorityReason["code"]);
    }
  }
  const checked = answer(() => account.member.check({ coupons: [entered], now }));
  const verdict = "good" in checked ? checked.good.codes[0] : undefined;
  return verdict ? { ...verdict, entered: code } : refused(code, "unknown_code");
}

/** Sentences know both kinds of reasons. */
function refused(entered: string, code: AuthorityReason["code"] | "unknown_code"): Verdict {
  return { entered, reasons: [{ code }] as Verdict["reasons"] };
}

/** Three parts between dots, as no code is: a header in JSON begins like this. */
function isSigned(text: string): boolean {
  return /^eyJ[\w-]*\.[\w-]*\.[\w-]*$/.test(text);
}
