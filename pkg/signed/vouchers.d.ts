/** What vouchers are to `perks/signed`: their claims, and the form in which the engine takes them. */
import type { Voucher as EnteredVoucher } from "perks";

/** What is wrong with what should be the claims of a voucher. Stable. */
export type VoucherFault =
  /** No JSON object in UTF-8. */
  | "not_json"
  /** More bytes than any voucher has. */
  | "too_long"
  /** A claim that vouchers do not have. */
  | "unknown_claim"
  /** A claim that every voucher has. */
  | "missing_claim"
  /** A claim of another type, longer than it may be, or with other characters. */
  | "malformed_claim"
  /** `exp` is not after `nbf`. */
  | "empty_window"
  /** Not the one text of these claims: blanks, another order, a claim twice, another spelling of a number or a character. */
  | "not_canonical";

/** What is signed: the claims of a JWT (RFC 7519), and no others. */
export interface VoucherClaims {
  /** The serial, by which the voucher is used once: 1 to 64 characters, no control characters, no white space at either end. */
  jti: string;
  /** The programme's id. */
  aud: string;
  /** The offer's id. */
  offer: string;
  /** Whose it is, as `holderOf` says it; whoever has it may use it where this is absent. */
  sub?: string | undefined;
  /** From this second since 1970 on, it can be used. */
  nbf?: number | undefined;
  /** Until this second since 1970, it can be used: half-open. */
  exp?: number | undefined;
  /** The second since 1970 at which it was issued; nothing is concluded from it. */
  iat?: number | undefined;
}

/** A voucher as the engine takes it, with its times as RFC 3339: `{ voucher }` is an element of `coupons`. */
export interface Voucher extends EnteredVoucher {
  from?: string;
  until?: string;
}

/** A voucher, and the key that its header names. */
export interface SignedVoucher {
  /** For `coupons`. */
  voucher: Voucher;
  /** The key, which `voucher` says too. */
  kid: string;
}
