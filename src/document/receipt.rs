//! Receipts: what tells whether two quotes are one, and made from the same.

use bumpalo::Bump;
use sha2::{Digest as _, Sha256};

use super::canonical::digest;
use super::json;
use super::write::{Write, json, put, written};
use crate::cart::Cart;
use crate::engine::{AtPrice, Counter, Pick, QuoteOptions, Spend, Wanted};
use crate::member::{Digest, Member};
use crate::outcome::{Quote, Receipt};
use crate::problem::{Document, Report};
use crate::program::Program;
use crate::value::Id;
use crate::value::bounds::MAX_PROGRAM_BYTES;
use crate::value::order::sorted;

/// The receipt of a quote that has none yet.
pub(crate) fn receipt(
    member: &Member,
    cart: &Cart,
    options: &QuoteOptions,
    quote: &Quote,
) -> Receipt {
    let inputs = Inputs { member, cart, options };
    Receipt {
        program: of_program(&member.program),
        inputs: short(&json(&inputs, 4_096)),
        outcome: short(&quote.to_json()),
    }
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

fn short(text: &str) -> String {
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
    "prices": sorted(it.prices.iter().collect(), |one: &&AtPrice, other| one.line.cmp(&other.line)),
    "gifts": sorted(it.gifts.iter().collect(), |one: &&Pick, other| one.offer.cmp(&other.offer)),
    "coupons": it.entered.coupons,
    "without": it.entered.without,
    "counters": sorted(it.entered.counters.iter().collect(), |one: &&(Id, Counter), other| {
        one.0.cmp(&other.0)
    }),
    "offers"? it.offers,
    "nodes": it.nodes,
});

impl Write for Spend {
    fn write(&self, out: &mut String) {
        match self {
            Self::Max => put(out, "\"max\""),
            Self::Points(points) => points.write(out),
        }
    }
}

written!(AtPrice, it => { "line": it.line, "price": it.price, "points"? it.points, });

written!(Pick, it => { "offer": it.offer, "sku": it.sku, });

written!(Wanted, it => { "code": it.text, "offer"? it.offer, });

written!((Id, Counter), it => { "offer": it.0, "uses": it.1.uses, "amount_minor": it.1.amount, });

written!(Receipt, it => { "program": it.program, "inputs": it.inputs, "outcome": it.outcome, });
