/** Uses that must not compile: each marked line is one, and an unneeded mark is an error too. */
import {
  type Cart, type Entry, load, type Lot, Member, PerksError, Program, type Quote, type Reason, type Recorded, type TierStatus,
} from "perks";
import { startSync } from "perks/manual";
import { signProgram, verifyProgram } from "perks/signed";
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
// @ts-expect-error: a salt is a text
program.prepare({ salt: 7 });
// @ts-expect-error: nobody signs with a public key
signProgram("{}", { kty: "OKP", crv: "Ed25519", x: "" });
// @ts-expect-error: when the key must hold is always said
verifyProgram("", { keys: [] });

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

export { available, code, distance, level, owed, share, worth };

const { not_yet, ...reasons } = en.reasons;
// @ts-expect-error: a reason without a sentence
const withoutReason: Language = { ...en, reasons };
const { empty, ...problems } = en.problems;
// @ts-expect-error: a problem without a sentence
const withoutProblem: Language = { ...en, problems };
const { spend, ...changes } = en.changes;
// @ts-expect-error: a change of a hint without its words
const withoutChange: Language = { ...en, changes };
// @ts-expect-error: there is no such code
const tooMuch: Language = { ...en, help: { ...en.help, no_such_code: () => "" } };
// @ts-expect-error: days and times are in a zone
texts(en, { currency: "CNY" });
// @ts-expect-error: a problem of this code carries no such limit
texts(en, { currency: "CNY", timeZone: "UTC" }).problem({ code: "empty", severity: "error", document: "cart", path: "", message: "", params: { maximum: 1 } });
