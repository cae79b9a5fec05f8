//! A second opinion on offers, `docs/semantics.md` §5 to §8, by brute force, over JSON: every set
//! of offers that combine is priced, unit by unit, and the best is picked by the rule for ties.
//!
//! It knows what `worlds.rs` makes: a guest, all of whose codes are entered; offers that take
//! something off goods or shipping; of tables those by line alone; no limits, no tax.

mod basket;
mod benefit;
mod choice;
pub(crate) mod crowds;
#[path = "../groups.rs"]
#[expect(dead_code, reason = "groups are made here, and whole carts elsewhere")]
mod groups;
mod number;
mod own;
mod turns;
mod values;
mod world;
pub(crate) mod worlds;

use serde_json::{Value, json};

use choice::Choice;
use turns::Priced;
use world::World;

/// What the offers of a programme do to a cart.
pub(crate) struct Opinion {
    /// As a quote tells it: the offers that applied, lines, shipping, and totals.
    pub(crate) quote: Value,
    /// What it saves.
    pub(crate) saved: i64,
}

/// What a programme's choice comes to.
pub(crate) fn opinion(program: &Value, cart: &Value) -> Opinion {
    let world = World::new(program, cart);
    let priced = Choice::new(&world).chosen();
    Opinion { quote: told(&world, &priced), saved: priced.saved() }
}

/// Of each two offers, by their ids, whether they combine.
pub(crate) fn pairs(program: &Value, cart: &Value) -> Vec<(String, String, bool)> {
    let world = World::new(program, cart);
    let choice = Choice::new(&world);
    let id = |at: usize| world.offers[at].id.clone();
    let below = |one: usize| (0..one).map(move |other| (one, other));
    let pairs = (0..world.offers.len()).flat_map(below);
    pairs.map(|(one, other)| (id(one), id(other), choice.combine(&[one, other]))).collect()
}

/// The parts of a quote that offers make.
fn told(world: &World, priced: &Priced) -> Value {
    let discounts = |line: usize, units: usize| -> Value {
        let of_line = priced.cuts.iter().filter(|cut| cut.line == line);
        let discount = |cut: &basket::Cut| {
            let of_units = (cut.units < units).then_some(cut.units);
            json!({ "offer": world.offers[cut.offer].id, "amount_minor": cut.amount,
                    "units": of_units })
        };
        of_line.map(discount).collect()
    };
    let line = |(at, line): (usize, &world::Line)| {
        let discounts = discounts(at, line.units);
        json!({ "id": line.id, "discounts": discounts })
    };
    let mut applied: Vec<(&str, i64)> = Vec::new();
    for (at, offer) in world.offers.iter().enumerate() {
        let saves = priced.of(at);
        if saves > 0 {
            applied.push((&offer.id, saves));
        }
    }
    applied.sort_unstable();
    let list: i64 = world.lines.iter().map(|line| line.price * line.units as i64).sum();
    json!({
        "applied": applied,
        "lines": world.lines.iter().enumerate().map(line).collect::<Value>(),
        "shipping": discounts(world.lines.len(), 1),
        "totals": {
            "list_minor": list,
            "discount_minor": priced.goods,
            "net_minor": list - priced.goods,
            "shipping_discount_minor": priced.shipping,
            "pay_minor": list - priced.goods + world.shipping - priced.shipping,
        },
    })
}
