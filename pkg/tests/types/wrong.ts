/** Uses that must not compile: each marked line is one, and an unneeded mark is an error too. */
import {
  type Cart, type Entry, type EventDocument, load, type Lot, Member, PerksError, type Problem, Program, type Quote, type Reason,
  type Recorded, type TierStatus, type Watched,
} from "perks";
import { start, startSync } from "perks/manual";
import { signProgram, signVoucher, verifyProgram, verifyVoucher } from "perks/signed";
import { type Language, texts } from "perks/texts";
import { en } from "perks/texts/en";

declare const program: Program;
declare const member: Member;
declare const cart: Cart;
declare const quote: Quote;
declare const reason: Reason;
declare const entry: Entry;
declare const lot: Lot;
declare const recorded: Recorded;
declare const problem: Problem;
declare const tier: TierStatus;

// @ts-expect-error: a programme comes from `load`
new Program();
// @ts-expect-error: a member comes from a programme
new Member();
// @ts-expect-error: problems come from the engine
new PerksError([]);
// @ts-expect-error: no document
load();
// @ts-expect-error: a number is no document
load(1);
// @ts-expect-error: a promise, not a programme
load("{}").id;
// @ts-expect-error: identity is read-only
program.id = "other";
// @ts-expect-error: a guest is not read from a document
program.guest("{}");
// @ts-expect-error: null is no document
program.cart(null);
// @ts-expect-error: a number is no snapshot
program.member(1);
// @ts-expect-error: a handle is made at once
program.member("{}").then();
// @ts-expect-error: the version is the document's
program.version = 2;
// @ts-expect-error: warnings are for reading
program.warnings.push();
// @ts-expect-error: a table of the programme alone
program.combinations(cart);
// @ts-expect-error: a voucher is read out of what was signed before
member.quote(cart, { now: 0, coupons: [{ voucher: "a.b.c" }] });
// @ts-expect-error: a code or a voucher
member.quote(cart, { now: 0, coupons: [{ code: "A", offer: "o", voucher: { program: "p", offer: "o", serial: "A", key: "k" } }] });
// @ts-expect-error: a text
program.code(1);
// @ts-expect-error: no such word
if (program.authority().offers[0]?.cancelled === "restored") program.id;
// @ts-expect-error: a check needs no cart
program.check(cart);
// @ts-expect-error: two offers
program.conflicts("a");
// @ts-expect-error: offers are named by their ids
program.combines("a", { id: "b" });
// @ts-expect-error: no such reason why
if (program.conflicts("a", "b")[0] === "level") program.id;
// @ts-expect-error: a receipt, and what the quote was made from
program.replay("{}");
// @ts-expect-error: a receipt has three sums
program.replay({ program: "", inputs: "" }, "{}");
// @ts-expect-error: a quote may have no receipt
program.replay(quote.receipt, "{}");
// @ts-expect-error: the same, or another
if (program.replay("{}", "{}").outcome === "different") program.id;
// @ts-expect-error: freeing takes nothing
program.free(true);
// @ts-expect-error: freeing is at once, there is nothing to await
await program[Symbol.asyncDispose]();
// @ts-expect-error: a guest has no name
const guest: string = program.guest().id;
// @ts-expect-error: a salt is a text
program.prepare({ salt: 7 });
// @ts-expect-error: nobody signs with a public key
signProgram("{}", { kty: "OKP", crv: "Ed25519", x: "" });
// @ts-expect-error: when the key must hold is always said
verifyProgram("", { keys: [] });
// @ts-expect-error: a voucher has a serial
signVoucher({ aud: "p", offer: "o" }, { kty: "OKP", crv: "Ed25519", x: "", d: "" });
// @ts-expect-error: a JWT's other claims are none of a voucher
signVoucher({ jti: "V-1", aud: "p", offer: "o", iss: "shop" }, { kty: "OKP", crv: "Ed25519", x: "", d: "" });
// @ts-expect-error: when the key must hold is always said
verifyVoucher("", { keys: [] });

// @ts-expect-error: `now` is always passed in
member.status();
// @ts-expect-error: `now` is required
member.status({});
// @ts-expect-error: an instant is no bigint
member.status({ now: 0n });
// @ts-expect-error: no such option
member.status({ now: 0, at: 0 });
// @ts-expect-error: `spend` belongs to a quote
member.status({ now: 0, spend: 1 });
// @ts-expect-error: a cart is a handle, not a document
member.quote("{}", { now: 0 });
// @ts-expect-error: a member is no cart
member.quote(member, { now: 0 });
// @ts-expect-error: options are required
member.quote(cart);
// @ts-expect-error: only the word `max`
member.quote(cart, { now: 0, spend: "all" });
// @ts-expect-error: points are numbers
member.quote(cart, { now: 0, spend: 1n });
// @ts-expect-error: an option that is given has a value
member.quote(cart, { now: 0, spend: undefined });
// @ts-expect-error: `now` is required
member.record({}, {});
// @ts-expect-error: a result, not a promise
member.record("{}", { now: 0 }).then();
// @ts-expect-error: an event says something that happened
member.record({ id: "e", at: 0 }, { now: 0 });
// @ts-expect-error: not two things
member.record({ id: "e", at: 0, join: {}, delivered: { order: "o" } }, { now: 0 });
// @ts-expect-error: nothing of the kind happens
member.record({ id: "e", at: 0, payment: {} }, { now: 0 });
// @ts-expect-error: an event has an instant
member.record({ id: "e", join: {} }, { now: 0 });
// @ts-expect-error: points given by hand have a reason
member.record({ id: "e", at: 0, adjust: { points: 5 } }, { now: 0 });
// @ts-expect-error: a correction says why
member.record({ id: "e", at: 0, correction: {}, join: {} }, { now: 0 });
// @ts-expect-error: shipping is kept or returned
member.record({ id: "e", at: 0, refund: { order: "o", shipping: true } }, { now: 0 });
// @ts-expect-error: nothing else happens to a membership
member.record({ id: "e", at: 0, membership: { plan: "p", do: "pause" } }, { now: 0 });
// @ts-expect-error: one thing is cancelled
member.record({ id: "e", at: 0, cancel: { use: "u", redemption: "r" } }, { now: 0 });
// @ts-expect-error: an attribute is a number or a text
member.record({ id: "e", at: 0, profile: { attributes: { vip: true } } }, { now: 0 });
// @ts-expect-error: a line is of one of four kinds
member.record({ id: "e", at: 0, order: { id: "o", cart: { currency: "CNY", lines: [{ id: "1", sku: "s", units: 1, price_minor: 5, kind: "toy" }] } } }, { now: 0 });
// @ts-expect-error: an order brings its cart, not a handle of one
member.record({ id: "e", at: 0, order: { id: "o", cart } }, { now: 0 });
// @ts-expect-error: what a quote is made from has its options
member.inputs(cart);
// @ts-expect-error: that is a text, not a document
member.inputs(cart, { now: 0 }).member;
// @ts-expect-error: a receipt is asked for by a word
member.quote(cart, { now: 0, receipt: true });
// @ts-expect-error: what was entered is a list
member.quote(cart, { now: 0, coupons: "C-1" });
// @ts-expect-error: a unique code comes with its offer
member.quote(cart, { now: 0, coupons: [{ code: "C-1" }] });
// @ts-expect-error: at which price
member.quote(cart, { now: 0, prices: { "1": 5 } });
// @ts-expect-error: hints have no receipt
member.hints(cart, { now: 0, receipt: "yes" });
// @ts-expect-error: a snapshot is of the instant that the member is settled to
member.state({ now: 0 });
// @ts-expect-error: there is nothing to set on a snapshot's format
const snapshot: { format: 2 } = member.state();
// @ts-expect-error: hints are about a cart
member.hints({ now: 0 });
// @ts-expect-error: a quote tells no hints
member.quote(cart, { now: 0, at_most: 3 });
// @ts-expect-error: `until` is required
member.forecast({ now: 0 });
// @ts-expect-error: what is supposed is a list of events
member.forecast({ now: 0, until: 9, events: { id: "e", at: 5, join: {} } });
// @ts-expect-error: one thing happens at a time
member.forecast({ now: 0, until: 9, events: [{ id: "e", at: 5, join: {}, use: { perk: "lounge" } }] });
// @ts-expect-error: settling needs an instant
member.settle({});
// @ts-expect-error: which fields are there depends on the kind
entry.lot;
// @ts-expect-error: an entry of time alone has no event
if (entry.kind === "expired") entry.event;
// @ts-expect-error: no such kind
if (entry.kind === "earned") entry.at;
// @ts-expect-error: a lot that waits has no instant yet
const available: string = lot.available_at;
// @ts-expect-error: there are messages only where another account is concerned
recorded.messages.length;
// @ts-expect-error: what nobody owes is absent
const owed: number = member.status({ now: 0 }).points.owed;

// @ts-expect-error: units are a number
cart.setUnits("1", "2");
// @ts-expect-error: a line is named by its id, a text
cart.setUnits(1, 2);
// @ts-expect-error: `setUnits`, as the rest of JavaScript
cart.set_units("1", 2);
// @ts-expect-error: a line is a document
cart.addLine("1", 2);
// @ts-expect-error: a line is named by its id, a text
cart.removeLine(0);
// @ts-expect-error: what is changed in place gives nothing
cart.setUnits("1", 2).state();
// @ts-expect-error: a cart is priced by a member
cart.quote({ now: 0 });
// @ts-expect-error: the document of a cart has lines
cart.state().items;

// @ts-expect-error: money has its unit in its name
quote.totals.pay;
// @ts-expect-error: worth may be absent: points need not be cash
const worth: number = member.status({ now: 0 }).points.worth_minor;
// @ts-expect-error: only some reasons say how much is missing
reason.missing;
// @ts-expect-error: money has its unit in its name, in a reason too
if (reason.code === "too_little" && reason.unit === "money") reason.missing;
// @ts-expect-error: a share is a text, so that nothing is rounded
const share: number = reason.code === "too_much" && reason.unit === "share" ? reason.maximum : 0;
// @ts-expect-error: there may be no level
const level: string = tier.level;
// @ts-expect-error: the highest level has no next
tier.next.paths;
// @ts-expect-error: what is no number has no unit, and no distance
const distance: number = tier.next?.paths[0]?.facts[0]?.missing ?? 0;
// @ts-expect-error: a level is granted, earned, kept …, but not bought
if (tier.why === "bought") tier.level;
// @ts-expect-error: one level for each ladder
quote.tier_after.level;
// @ts-expect-error: no such reason
const code: Reason["code"] = "because";
// @ts-expect-error: an address needs a request, which takes time
startSync("perks_bg.wasm");
// @ts-expect-error: a module, or where it is
start();
// @ts-expect-error: a number is no module
start(1);
// @ts-expect-error: what starts gives nothing to call
(await start({})).load;
// @ts-expect-error: problems are of known codes
if (new Map<string, Problem>().get("p")?.code === "deprecation") program.id;
// @ts-expect-error: what carries nothing has no parameters
if (problem.code === "empty") problem.params.name;
// @ts-expect-error: the place is a path, not a list
problem.path.join();
// @ts-expect-error: one of four, exactly
const watched: Watched = { rule: "a", offer: "b" };
// @ts-expect-error: an event of one's own is none of these
const event: EventDocument = { id: "e", at: 0, birthday: {} };

export { available, code, distance, event, guest, level, owed, share, snapshot, watched, worth };

const { not_yet, ...reasons } = en.reasons;
// @ts-expect-error: a reason without a sentence
const withoutReason: Language = { ...en, reasons };
const { empty, ...problems } = en.problems;
// @ts-expect-error: a problem without a sentence
const withoutProblem: Language = { ...en, problems };
const { spend, ...changes } = en.changes;
// @ts-expect-error: a change of a hint without its words
const withoutChange: Language = { ...en, changes };
// @ts-expect-error: the numbers of a currency have digits, a number
texts(en, { currency: "CNY", timeZone: "UTC", digits: "2" });
// @ts-expect-error: a language, not its name
texts("en", { currency: "CNY", timeZone: "UTC" });
// @ts-expect-error: an amount is in minor units, a number
texts(en, { currency: "CNY", timeZone: "UTC" }).money("12.90");
// @ts-expect-error: nothing else has a name
texts(en, { currency: "CNY", timeZone: "UTC" }).name("shop", "s");
// @ts-expect-error: there is no such code
const tooMuch: Language = { ...en, help: { ...en.help, no_such_code: () => "" } };
// @ts-expect-error: days and times are in a zone
texts(en, { currency: "CNY" });
// @ts-expect-error: a problem of this code carries no such limit
texts(en, { currency: "CNY", timeZone: "UTC" }).problem({ code: "empty", severity: "error", document: "cart", path: "", message: "", params: { maximum: 1 } });
