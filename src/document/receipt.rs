//! Receipts: what tells whether two quotes are one, and made from the same; and what they were
//! made from, in and out.

use bumpalo::Bump;
use sha2::{Digest as _, Sha256};

use super::canonical::{digest, hex};
use super::cart::CartDoc;
use super::declare::object;
use super::json::{self, Value};
#[cfg(feature = "schema")]
use super::member::MemberDoc;
use super::options::QuoteOptionsDoc;
use super::shape::Text;
use super::write::{Named, Plain, Write, json, members, put, text, written};
use crate::cart::Cart;
use crate::engine::{AtPrice, Counter, QuoteOptions, Spend, Voucher, Wanted};
use crate::member::{Digest, Member};
use crate::outcome::{Quote, Receipt, Replay};
use crate::problem::{Document, Report};
use crate::program::Program;
use crate::value::bounds::MAX_PROGRAM_BYTES;
use crate::value::order::sorted;

/// The receipt of a quote that has none yet.
pub(crate) fn receipt(
    member: &Member,
    cart: &Cart,
    options: &QuoteOptions,
    quote: &Quote,
) -> Receipt {
    Receipt {
        program: of_program(&member.program),
        inputs: sum(&inputs(member, cart, options)),
        outcome: sum(&quote.to_json()),
    }
}

/// The text of all that a quote depends on beside the programme.
pub(crate) fn inputs(member: &Member, cart: &Cart, options: &QuoteOptions) -> String {
    json(&Inputs { member, cart, options }, 4_096)
}

object! {
    /// What [`inputs`] writes.
    InputsDoc<'v> {
        /// Its format is looked at first.
        required member: &'v Value<'v> as MemberDoc<'v>,
        required cart: CartDoc<'v>,
        required options: QuoteOptionsDoc<'v>,
    } reserved []
}

object! {
    /// A receipt's sums.
    SumsDoc<'v> {
        required program: Text<'v>,
        required inputs: Text<'v>,
        required outcome: Text<'v>,
    } reserved []
}

/// Of the canonical form of its document, so that it matters not how it was written.
fn of_program(program: &Program) -> String {
    let sum = program.rules.sum.get_or_init(|| reckoned(&program.rules.source));
    sum.to_hex()
}

fn reckoned(source: &str) -> Digest {
    let arena = Bump::new();
    let mut report = Report::new(Document::Program);
    // It was read before.
    let tree = json::parse(source, MAX_PROGRAM_BYTES, &arena, &mut report);
    tree.map_or(Digest([0; 16]), |tree| digest(&tree))
}

/// The first 16 bytes of a text's SHA-256.
pub(crate) fn sum(text: &str) -> String {
    let hash = Sha256::digest(text.as_bytes());
    let mut short = [0; 16];
    short.copy_from_slice(&hash[..16]);
    Digest(short).to_hex()
}

/// All that a quote depends on beside the programme.
struct Inputs<'q> {
    member: &'q Member,
    cart: &'q Cart,
    options: &'q QuoteOptions,
}

written!(Inputs<'_>, it => {
    "member": it.member,
    "cart": it.cart,
    "options": it.options,
});

written!(QuoteOptions, it => {
    "now": it.now,
    "spend": it.spend,
    "prices": by_name(&it.prices, |one| (one.line.as_ref(), one)),
    "gifts": by_name(&it.gifts, |one| (one.offer.as_str(), &one.sku)),
    "coupons": it.entered.coupons,
    "without": it.entered.without,
    "counters": by_name(&it.entered.counters, |(id, one)| (id.as_str(), one)),
    "offers"? it.offers,
    "nodes": it.nodes,
});

/// An object in the order of its names, as a caller writes it.
fn by_name<'o, T>(list: &'o [T], named: impl Fn(&'o T) -> (&'o str, &'o dyn Write)) -> Named<'o> {
    Named(sorted(list.iter().map(named).collect(), |one, other| one.0.cmp(other.0)))
}

impl Write for Spend {
    fn write(&self, out: &mut String) {
        match self {
            Self::Max => put(out, "\"max\""),
            Self::Points(points) => points.write(out),
        }
    }
}

written!(AtPrice, it => { "price": it.price, "points"? it.points, });

impl Write for Wanted {
    fn write(&self, out: &mut String) {
        match self {
            Self::Text(entered) => return text(entered, out),
            Self::Code { code, offer } => {
                members!(out, "code": code, "offer": offer,);
            }
            Self::Voucher(it) => {
                members!(out, "voucher": **it,);
            }
        }
        put(out, "}");
    }
}

written!(Voucher, it => {
    "program": it.program,
    "offer": it.offer,
    "serial": it.serial,
    "key": it.key,
    "holder"? it.holder.map(|hash| hex(&hash)),
    "from"? it.from,
    "until"? it.until,
});

written!(Counter, it => { "uses": it.uses, "amount_minor": it.amount, });

written!(Receipt, it => { "program": it.program, "inputs": it.inputs, "outcome": it.outcome, });

written!(Replay, it => {
    "same": it.is_same(),
    "program": word(it.program),
    "inputs": word(it.inputs),
    "outcome": word(it.outcome),
    "quote": it.quote,
});

fn word(same: bool) -> Plain<'static> {
    Plain(if same { "same" } else { "other" })
}
