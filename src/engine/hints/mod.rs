//! Hints: for each offer that does not apply the smallest change of the cart, the time or the
//! options that lets it, priced before it is told.
//!
//! - [`ways`]: what would have to change, as conditions and reasons tell.
//! - [`goods`]: lines for goods that are missing.
//!
//! What nobody changes in a checkout (a level, a segment, what was bought before, a code that was
//! not entered) has no way.

mod goods;
mod ways;

use std::cmp::Reverse;

use goods::{Added, cart_with};
use ways::{Missing, WAYS, Way, ways_of};

use super::facts::{CartFacts, Facts};
use super::measures::favoured;
use super::offers::Access;
use super::quote::{QuoteOptions, Refusal, Spend, priced};
use super::reasons::{is_listed, offer_refusals};
use super::record::settled;
use crate::cart::Cart;
use crate::member::Member;
use crate::outcome::{AddGoods, Change, Hint, Hints, Quote, Reason};
use crate::problem::{Document, Path, Report};
use crate::program::{Benefit, Offer, OrderFact, Phase, Stated};
use crate::value::order::sorted;
use crate::value::{Id, Instant, Money, Points};

/// Carts that are priced for the hints of one call, beside the one at hand.
const TRIES: u32 = 128;
/// Times that one way is changed once more, where it was not enough.
const ROUNDS: u32 = 16;

/// The hints that are worth most, at most so many.
///
/// 1. The price as it is.
/// 2. For each offer that does not apply the smallest change that was found.
/// 3. The greatest gain first: what is saved and credited less what is bought for it; then the
///    smaller change, then the order of the programme.
pub(crate) fn hints(
    member: &Member,
    cart: &Cart,
    options: &QuoteOptions,
    most: u32,
) -> Result<Hints, Refusal> {
    // 1.
    let before = priced(member, cart, options)?;
    // 2.
    let rules = &*member.program.rules;
    let cart = &*favoured(&Facts::new(member, None, options.now), cart);
    let mut goods = CartFacts::new(rules, cart);
    goods.picks = &options.gifts;
    let facts = &Facts::new(member, Some(&goods), options.now);
    let mut call = Call { member, cart, options, before: &before, facts, tries: TRIES };
    let mut refused = before.offers.refused.iter().peekable();
    let mut possible = before.offers.possible.iter().peekable();
    let mut found = Vec::new();
    let mut waits = Facts::new(member, None, options.now);
    let access = Access::new(&waits, &options.entered);
    waits.access = Some(&access);
    // Both lists are in the order of the programme.
    for (index, offer) in rules.offers.iter().enumerate() {
        let own = refused.next_if(|it| it.offer == offer.id).map(|it| &it.reasons);
        let own = own.or_else(|| possible.next_if(|it| it.offer == offer.id).map(|it| &it.reasons));
        // Who entered its code knows of it.
        let entered = || before.codes.iter().any(|it| it.offer.as_ref() == Some(&offer.id));
        let is_eligible = || offer_refusals(index, offer, &waits).is_empty();
        let is_known = || is_listed(offer, is_eligible) || entered();
        if let Some(reasons) = own.filter(|_| is_known()) {
            found.extend(call.smallest(offer, reasons));
        }
    }
    // 3.
    let worth = |hint: &Hint| {
        let gain = hint.saves + hint.cash_back - hint.change.cost();
        (Reverse(gain), size(hint))
    };
    let mut hints = sorted(found, |one, other| worth(one).cmp(&worth(other)));
    hints.truncate(most as usize);
    Ok(Hints { hints })
}

/// The smaller change comes first: the least to buy, then the soonest, then the fewest things.
fn size(hint: &Hint) -> (Money, Option<Instant>, usize) {
    let Change { set, without, at, spend, .. } = &hint.change;
    (hint.change.cost(), *at, set.len() + without.len() + usize::from(spend.is_some()))
}

/// What is changed so far.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Step {
    added: Vec<Added>,
    at: Option<Instant>,
    set: Vec<(OrderFact, Stated)>,
    without: Vec<Id>,
    /// No points are spent.
    unspent: bool,
}

impl Step {
    /// The same with a way's changes; `None` where there are no goods for it.
    fn and(&self, way: Way, cart: &Cart) -> Option<Self> {
        let mut next = self.clone();
        next.at = next.at.max(way.at);
        next.unspent |= way.unspent;
        for id in way.without {
            if !next.without.contains(&id) {
                next.without.push(id);
            }
        }
        for (fact, stated) in way.set {
            next.set.retain(|(known, _)| *known != fact);
            next.set.push((fact, stated));
        }
        next.set = sorted(next.set, Ord::cmp);
        // What more goods can fill comes later, since others may have filled it by then.
        let lines = |missing: &Missing| {
            let mut count = 0;
            missing.of.visit(cart, &mut |_| count += 1);
            count
        };
        let goods = sorted(way.goods, |one, other| lines(one).cmp(&lines(other)));
        goods::add(&mut next.added, goods, cart)?;
        Some(next)
    }
}

/// A cart that was changed, and its price.
struct Tried {
    member: Option<Member>,
    cart: Cart,
    change: Change,
    quote: Quote,
}

/// One call.
struct Call<'c> {
    member: &'c Member,
    cart: &'c Cart,
    options: &'c QuoteOptions,
    before: &'c Quote,
    facts: &'c Facts<'c>,
    tries: u32,
}

impl Call<'_> {
    /// The smallest change that was found for an offer that does not apply for these reasons.
    fn smallest(&mut self, offer: &Offer, reasons: &[Reason]) -> Option<Hint> {
        let picked = self.options.offers.as_ref();
        if picked.is_some_and(|picked| !picked.contains(&offer.id)) {
            return None;
        }
        let ways = ways_of(offer, reasons, self.facts);
        let hints = ways.into_iter().take(WAYS).filter_map(|way| self.follow(offer, way));
        hints.min_by_key(size)
    }

    /// The first of the ways on from a cart that was tried.
    fn way_on(&self, offer: &Offer, reasons: &[Reason], tried: &Tried) -> Option<Way> {
        let member = tried.member.as_ref().unwrap_or(self.member);
        let cart = favoured(&Facts::new(member, None, tried.quote.now), &tried.cart);
        let mut goods = CartFacts::new(self.facts.rules(), &cart);
        goods.picks = &self.options.gifts;
        let facts = Facts::new(member, Some(&goods), tried.quote.now);
        ways_of(offer, reasons, &facts).into_iter().next()
    }

    /// Where a way leads: as long as something is missing still, that is changed too.
    fn follow(&mut self, offer: &Offer, way: Way) -> Option<Hint> {
        if way.unspent && self.options.spend.is_none() {
            return None;
        }
        let (mut step, mut way) = (Step::default(), way);
        for _ in 0..ROUNDS {
            let next = step.and(way, self.cart)?;
            if next == step {
                return None;
            }
            let tried = self.price(&next)?;
            let Some(reasons) = why_not(&tried.quote, offer) else {
                return self.hint(offer, tried);
            };
            way = self.way_on(offer, reasons, &tried)?;
            step = next;
        }
        None
    }

    /// The price with a change; `None` where that is over a limit, or there are no tries left.
    fn price(&mut self, step: &Step) -> Option<Tried> {
        self.tries = self.tries.checked_sub(1)?;
        let (cart, add) = cart_with(self.cart, &step.added, &step.set)?;
        let mut options = self.options.clone();
        options.entered.without.extend_from_slice(&step.without);
        if step.unspent {
            options.spend = Spend::Points(Points::ZERO);
        }
        let mut member = None;
        if let Some(at) = step.at {
            options.now = at;
            let mut report = Report::new(Document::Options);
            member = settled(self.member, at, &Path::Root, &mut report)?;
        }
        let quote = priced(member.as_ref().unwrap_or(self.member), &cart, &options).ok()?;
        let Step { at, set, without, .. } = step.clone();
        let spend = step.unspent.then_some(Points::ZERO);
        Some(Tried { member, cart, change: Change { add, at, set, without, spend }, quote })
    }

    /// What a change brings; `None` where all offers together then save less, or this one nothing.
    fn hint(&self, offer: &Offer, tried: Tried) -> Option<Hint> {
        let (before, after) = (self.before, &tried.quote);
        let own = after.offers.applied.iter().find(|applied| applied.offer == offer.id)?;
        let gives = offer.phase == Phase::Points || matches!(offer.benefit, Benefit::Gift(_));
        let saves = saved(after) - saved(before);
        if saves < Money::ZERO || own.saves == Money::ZERO && !gives {
            return None;
        }
        let earned = |quote: &Quote| -> Points { quote.points.earn.total };
        Some(Hint {
            offer: offer.id.clone(),
            change: tried.change,
            saves,
            pays: paid(after) - paid(before),
            earns: earned(after) - earned(before),
            cash_back: credited(after) - credited(before),
        })
    }
}

/// Why an offer does not apply; `None` where it does.
fn why_not<'q>(quote: &'q Quote, offer: &Offer) -> Option<&'q [Reason]> {
    let refused = quote.offers.refused.iter().find(|it| it.offer == offer.id);
    let possible = || quote.offers.possible.iter().find(|it| it.offer == offer.id);
    refused.map(|it| &*it.reasons).or_else(|| possible().map(|it| &*it.reasons))
}

/// What all offers take off.
fn saved(quote: &Quote) -> Money {
    quote.offers.applied.iter().map(|applied| applied.saves).sum()
}

/// What is paid, with the tax on top where prices exclude it.
fn paid(quote: &Quote) -> Money {
    quote.totals.due.unwrap_or(quote.totals.pay)
}

/// What is credited later.
fn credited(quote: &Quote) -> Money {
    quote.cash_back.iter().map(|it| it.amount).sum()
}
