//! Favourites: of the goods that a member bought, those that were bought most.

use std::borrow::Cow;

use super::orders::{place, places};
use super::window;
use crate::cart::Cart;
use crate::engine::facts::Facts;
use crate::outcome::FavouriteStatus;
use crate::program::{FavouriteBy, Favourites, Measure, MeasureId, Selection, Within};
use crate::value::order::sorted;
use crate::value::{Instant, Key};

/// Goods of one name, as far as they were bought.
#[derive(Clone, Copy)]
pub(super) struct Bought<'f> {
    name: &'f Key,
    /// Those that were kept.
    pub(super) units: i64,
    /// The last order with some of them.
    last: Instant,
}

/// What was bought most within a span: of equals what was bought last, then the lesser name. No
/// level asks for it, so that an order which is planned does not count.
pub(super) fn most_bought<'f>(
    facts: &Facts<'f>,
    by: FavouriteBy,
    within: Within,
    of: Selection,
) -> Option<Bought<'f>> {
    let (member, rules) = (facts.member, facts.rules());
    let of = place(facts, of)?;
    let (from, to) = places(facts, window(facts, within));
    let mut bought = Vec::new();
    for past in &member.past.orders[from..to.max(from)] {
        if facts.without == Some(past.order) {
            continue;
        }
        for (line, kept) in member.past.lines_of(rules, past, &member.orders[past.order], of) {
            let name = line.goods.named(by).filter(|_| kept > 0);
            bought.extend(name.map(|name| Bought { name, units: kept.into(), last: past.at }));
        }
    }
    let mut most: Option<Bought<'_>> = None;
    // Of one name they stay in the order of time.
    let bought = sorted(bought, |one, other| one.name.cmp(other.name));
    for same in bought.chunk_by(|one, other| one.name == other.name) {
        let units = same.iter().map(|it| it.units).sum();
        let Some(all) = same.last().map(|last| Bought { units, ..*last }) else { continue };
        let is_more = |most: Bought<'_>| (most.units, most.last) < (all.units, all.last);
        if most.is_none_or(is_more) {
            most = Some(all);
        }
    }
    most
}

/// The member's, for each that the programme asks for: what is bought most, and the units of it.
fn all_bought<'f>(facts: &Facts<'f>) -> impl Iterator<Item = Option<Bought<'f>>> {
    facts.rules().favourites.iter().map(|it| {
        let MeasureId(measure) = it.measure;
        let Measure { within, of, .. } = &facts.rules().measures[usize::from(measure)];
        most_bought(facts, it.by, *within, *of).filter(|_| facts.enrolled)
    })
}

/// A cart as its lines are looked at for a member: as it is, where no selector asks for a
/// favourite.
pub(crate) fn favoured<'c>(facts: &Facts<'_>, cart: &'c Cart) -> Cow<'c, Cart> {
    let asked = &facts.rules().favourites;
    if asked.is_empty() {
        return Cow::Borrowed(cart);
    }
    let own = all_bought(facts).zip(asked).map(|(bought, asked)| {
        bought.filter(|it| it.units >= asked.minimum).map(|it| it.name.clone())
    });
    let own: Favourites = own.collect();
    if cart.favourites == own {
        return Cow::Borrowed(cart);
    }
    Cow::Owned(cart.for_favourites(own))
}

/// What the app shows of them, in the order of the programme; a guest has none.
pub(crate) fn favourites(facts: &Facts<'_>) -> Vec<FavouriteStatus> {
    if !facts.enrolled {
        return Vec::new();
    }
    let mut favourites = Vec::new();
    for (bought, asked) in all_bought(facts).zip(&facts.rules().favourites) {
        let units = bought.map_or(0, |it| it.units);
        favourites.push(FavouriteStatus {
            selectors: asked.named.clone(),
            by: asked.by.name(),
            name: bought.filter(|_| units >= asked.minimum).map(|it| it.name.clone()),
            units,
            needs: asked.minimum,
        });
    }
    favourites
}
