/**
 * A member of one programme, as pages know them: the record, what time it is for it, and what can be done. Whether the record is kept on
 * this device alone (a try-out, with a day that one chooses) or at the edge, which decides, is the account's own business.
 */
import type {
  CartDocument,
  EventDocument,
  Member,
  Problem,
  Quote,
  QuoteOptions,
  Recorded,
  Verdict,
} from "perks";
import type { Shop } from "../engine/shop";

export interface Account {
  readonly kind: "device" | "edge";
  /** Of the edge: another one when another version is published. Ask for it each time; what was read for the first is of no use then. */
  readonly shop: Shop;
  /** The newest record there is, with what is {@link waiting} recorded on top. It is replaced by what is recorded or fetched, and freed here: ask for it each time. */
  readonly member: Member;
  readonly link: Link;
  /** What was done and has not reached the edge yet, the oldest first. */
  readonly waiting: readonly Waiting[];
  /** What lost or unreadable data was found in the device's store, and mended; for people to be told once. */
  readonly mended: readonly Mended[];

  /** The time to ask the engine with, epoch milliseconds: the edge's clock carried on, or the day that was chosen. */
  now(): number;
  /** What everybody had of offers with a total or a budget, for quotes; absent where no offer has one. */
  readonly counters?: Counters | undefined;
  /** Records what happened, now; without the edge it waits where that can be, and is `kept`. */
  record(what: Happening): Promise<Done<Recorded>>;
  /** Buys. The edge recomputes: what differs from the quote that was shown is answered, not charged. */
  place(order: Order): Promise<Placed>;
  /** Codes and vouchers that the member keeps on this device, as they were entered. */
  readonly codes: readonly string[];
  keepCode(code: string): Promise<void>;
  dropCode(code: string): Promise<void>;
  /**
   * What codes and vouchers are good for whatever the cart, one verdict each, in their order. The edge is asked where it can be: it alone
   * knows unique codes (their verdict names the `offer`, which a preview needs), and what was used.
   */
  check(codes: readonly string[]): Promise<readonly Verdict[]>;
  /** Of a try-out: the day that one chooses, and the way back to its beginning. */
  readonly day?: Day;
  /** Takes what the edge refused for good off {@link waiting}, once it is read. */
  dismiss(key: string): Promise<void>;
  /** Fetches what is new, and sends what waits. */
  sync(): Promise<void>;
  /** Called after any change of what stands here, in this tab or another; returns what ends it. */
  subscribe(changed: () => void): () => void;
  /** Frees what it holds. */
  close(): void;
}

/** What time it is in a try-out, for as long as nobody chooses another. */
export interface Day {
  /** @param at epoch milliseconds; a day before what is recorded is refused by the engine, at the next question */
  choose(at: number): Promise<void>;
  /** Forgets what was done, and begins with the gallery's member on its own day. */
  startOver(): Promise<void>;
}

/** The way to the edge; of a record on this device alone there is none. */
export type Link =
  | { state: "none" }
  /** `at`: when the record was fetched, by the edge's clock, epoch milliseconds. */
  | { state: "online"; at: number }
  /** It has not answered yet, and longer than usual. */
  | { state: "late"; at: number }
  | { state: "offline"; at: number };

export type Counters = NonNullable<QuoteOptions["counters"]>;

/** What is reported of a member here and now: of the happenings of events those that an app can say. */
export type Happening = Pick<
  EventDocument,
  "activity" | "redeem" | "activate" | "cancel" | "use" | "refund" | "join"
>;

export interface Order {
  id: string;
  cart: CartDocument;
  /** Of a voucher among `coupons` the signed text is sent, which is to stand among {@link Account.codes}. */
  options: Omit<QuoteOptions, "now" | "receipt">;
  /** What was shown, with its receipt and as of its `now`: what is compared. Without a receipt nothing is. */
  quote: Quote;
}

export type Done<T> =
  | { is: "done"; result: T }
  /** It will be sent once the edge is reached, and happens then. */
  | { is: "kept" }
  | { is: "refused"; refusal: Refusal };

export type Placed =
  | { is: "done"; quote: Quote; earned: number }
  /** Somebody else had something meanwhile, the programme is another, or the time: what it costs now, and what of it differs. */
  | { is: "changed"; quote: Quote; shown: Quote }
  | { is: "kept" }
  | { is: "refused"; refusal: Refusal };

/** Why not: the engine's problems, or what the edge said. */
export interface Refusal {
  /** As in `problem+json`, or the first problem's. */
  code: string;
  message: string;
  problems: readonly Problem[];
  /** Of codes and vouchers that were refused: why. */
  codes?: readonly Verdict[];
}

export interface Waiting {
  /** Which is the key that makes one effect of however many tries. */
  key: string;
  what: "order" | "event";
  /** Epoch milliseconds. */
  since: number;
  tries: number;
  /** Why the edge refused it for good, where it did: it is shown until it is dismissed. */
  refusal?: Refusal;
}

/** What was wrong with the device's store. */
export type Mended = "store_unreadable" | "record_unreadable" | "store_full" | "store_unavailable";
