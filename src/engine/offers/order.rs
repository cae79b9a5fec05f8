//! What one or two offers take off, their turns in an order that need not be the programme's.

use super::choose::owners;
use super::price::{Lines, Priced, price};
use super::search::id;
use crate::engine::facts::{CartFacts, Facts};
use crate::program::{Choose, Rules};
use crate::value::Money;

/// Whether two offers may apply together.
pub(crate) fn combine(rules: &Rules, one: usize, other: usize) -> bool {
    let of = |index: usize| (id(index), &rules.offers[index]);
    rules.stacking.why(of(one), of(other)).is_empty()
}

/// What the programme's choice of one offer or two takes off in all, if they have their turns in
/// this order.
pub(crate) fn taken(facts: &Facts<'_>, goods: &CartFacts<'_>, set: &[usize]) -> Money {
    let rules = facts.rules();
    let combine = match *set {
        [one, other] => combine(rules, one, other),
        _ => true,
    };
    let (first, rest) = set.split_at(set.len().min(1));
    let both = if combine { set } else { first };
    let whole = |set: &[usize]| price(facts, goods, set, &Lines::default());
    let chosen = match rules.stacking.choose {
        Choose::All => whole(both),
        Choose::BestPerGroup if combine => whole(set),
        Choose::First => {
            let alone = whole(first);
            if alone.saved > Money::ZERO { alone } else { whole(rest) }
        }
        Choose::BestPerLine | Choose::FirstPerLine => {
            let owners = owners(facts, goods, &Lines::default(), both);
            price(facts, goods, both, &Lines { closed: &[], owners: Some(&owners) })
        }
        Choose::Best | Choose::BestPerGroup | Choose::Levels => {
            let (mut best, other) = (whole(first), whole(rest));
            let together = (combine && rules.stacking.choose == Choose::Best).then(|| whole(set));
            for other in [Some(other), together].into_iter().flatten() {
                if other.saved > best.saved {
                    best = other;
                }
            }
            best
        }
    };
    off(facts, goods, chosen)
}

/// What is off, the coin's part with it.
fn off(facts: &Facts<'_>, goods: &CartFacts<'_>, mut priced: Priced<'_>) -> Money {
    priced.basket.round_total(facts.rules(), Money::ZERO);
    let left: Money = priced.basket.left.iter().copied().sum();
    goods.cart.cost() - left - priced.basket.shipping
}
