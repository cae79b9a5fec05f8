//! Ways: what would have to change for an offer to apply, read from its condition, its benefit and
//! its reasons. Whether a way leads there is not known before it is priced.

use super::super::eligibility::{Answer, answer};
use super::super::facts::{CartFacts, Facts};
use super::super::reasons::explain;
use super::super::values::value;
use crate::cart::Cart;
use crate::outcome::Reason;
use crate::program::{
    Amount, Benefit, Buy, Choose, Condition, Full, Groups, LineMask, Made, Off, Offer, OrderFact,
    OrderWhat, Phase, Selection, Stated, Table, TableId,
};
use crate::value::bounds::MAX_NUMBER;
use crate::value::order::sorted;
use crate::value::{Id, Instant, Money};

/// Ways that are followed for one offer, and that are kept of one condition.
pub(super) const WAYS: usize = 4;

/// What would have to change; nothing, where there is no need.
#[derive(Clone, Debug, Default)]
pub(super) struct Way {
    pub(super) goods: Vec<Missing>,
    pub(super) at: Option<Instant>,
    pub(super) set: Vec<(OrderFact, Stated)>,
    pub(super) without: Vec<Id>,
    /// No points are spent.
    pub(super) unspent: bool,
}

/// Goods that are missing: an amount, or units.
#[derive(Clone, Copy, Debug)]
pub(super) struct Missing {
    pub(super) of: Wanted,
    pub(super) amount: Money,
    pub(super) units: i64,
}

/// Goods that both selections take: those of a group, and the offer's target.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Wanted(pub(super) [Selection; 2]);

impl Wanted {
    fn all(of: Selection) -> Self {
        Self([of, Selection::default()])
    }

    pub(super) fn matches(&self, line: &LineMask) -> bool {
        self.0.iter().all(|of| of.matches(line))
    }

    /// The lines of a cart that match, by their places.
    pub(super) fn visit(&self, cart: &Cart, each: &mut dyn FnMut(usize)) {
        let [first, other] = self.0;
        cart.matches.visit(first, &mut |line| {
            if other.matches(&cart.lines[line].mask) {
                each(line);
            }
        });
    }
}

impl Way {
    fn at(at: Option<Instant>) -> Vec<Self> {
        at.map(|_| Self { at, ..Self::default() }).into_iter().collect()
    }

    fn goods(goods: Vec<Missing>) -> Vec<Self> {
        let enough = goods.is_empty();
        (!enough).then(|| Self { goods, ..Self::default() }).into_iter().collect()
    }

    fn set(fact: &OrderFact, stated: Stated) -> Vec<Self> {
        vec![Self { set: vec![(fact.clone(), stated)], ..Self::default() }]
    }

    /// Both together; `None` where the order would have to say two things of one.
    fn and(&self, other: &Self) -> Option<Self> {
        let mut both = self.clone();
        for (fact, stated) in &other.set {
            match both.set.iter().find(|(known, _)| known == fact) {
                Some((_, known)) if known == stated => {}
                Some(_) => return None,
                None => both.set.push((fact.clone(), stated.clone())),
            }
        }
        both.goods.extend_from_slice(&other.goods);
        both.without.extend_from_slice(&other.without);
        both.at = self.at.max(other.at);
        both.unspent |= other.unspent;
        Some(both)
    }
}

/// How an offer that does not apply for these reasons comes to apply.
pub(super) fn ways_of(offer: &Offer, reasons: &[Reason], facts: &Facts<'_>) -> Vec<Way> {
    let mut open = Way::default();
    for reason in reasons {
        match reason {
            Reason::NotYet { from: at }
            | Reason::LimitReached { until: Some(at), .. }
            | Reason::BudgetReached { until: Some(at), .. } => open.at = open.at.max(Some(*at)),
            // The best choice would save less without the other.
            Reason::Conflict { offer, .. } if facts.rules().stacking.choose != Choose::Best => {
                open.without.push(offer.clone());
            }
            Reason::WrongTime { .. }
            | Reason::OtherClass { .. }
            | Reason::TooSoon { .. }
            | Reason::TooLittle { .. }
            | Reason::TooMuch { .. }
            | Reason::NotKnown { .. }
            | Reason::AmountShort { .. }
            | Reason::UnitsShort { .. }
            | Reason::NoneMet { .. }
            | Reason::TooFewMet { .. }
            | Reason::NothingToDiscount { .. } => {}
            _ => return Vec::new(),
        }
    }
    let Some(cart) = facts.cart else { return Vec::new() };
    let walk = Walk { facts, cart, reasons };
    let ways = both(&[open], &walk.ways(&offer.when));
    if matches!(answer(&offer.when, facts), Answer::Met) {
        return both(&ways, &walk.of_benefit(offer));
    }
    ways
}

/// Each of some ways together with each of others.
fn both(ones: &[Way], others: &[Way]) -> Vec<Way> {
    let pairs = ones.iter().flat_map(|one| others.iter().filter_map(|other| one.and(other)));
    pairs.take(WAYS).collect()
}

/// A walk over what an offer asks.
struct Walk<'w> {
    facts: &'w Facts<'w>,
    cart: &'w CartFacts<'w>,
    /// Why it does not apply.
    reasons: &'w [Reason],
}

impl Walk<'_> {
    /// How a condition comes to be met; one way without a change where it is.
    fn ways(&self, condition: &Condition) -> Vec<Way> {
        if answer(condition, self.facts) == Answer::Met {
            return vec![Way::default()];
        }
        match condition {
            Condition::All(of) => self.nearest(of, of.len()),
            Condition::Any(of) => of.iter().flat_map(|it| self.ways(it)).take(WAYS).collect(),
            Condition::AtLeast { needs, of } => self.nearest(of, *needs as usize),
            leaf => self.of_fact(leaf),
        }
    }

    /// So many of these together, those first that need the fewest changes.
    fn nearest(&self, of: &[Condition], needs: usize) -> Vec<Way> {
        let possible = of.iter().map(|it| self.ways(it)).filter(|ways| !ways.is_empty());
        let size = |ways: &[Way]| {
            ways.iter()
                .map(|it| it.goods.len() * 2 + it.set.len() + usize::from(it.at.is_some()))
                .min()
        };
        let possible: Vec<Vec<Way>> = possible.collect();
        if possible.len() < needs {
            return Vec::new();
        }
        let possible = sorted(possible, |one, other| size(one).cmp(&size(other)));
        let nearest = possible.iter().take(needs);
        nearest.fold(vec![Way::default()], |found, ways| both(&found, ways))
    }

    /// How a fact comes to be as it is asked for.
    fn of_fact(&self, condition: &Condition) -> Vec<Way> {
        let (facts, cart) = (self.facts, self.cart);
        let rules = facts.rules();
        match condition {
            Condition::Amount { of, least, .. } => {
                let goods = rules.facts[of.0 as usize].of;
                let has = |reason: &Reason| match reason {
                    Reason::AmountShort { selector, needs, has }
                        if needs == least && *selector == rules.named.of(goods) =>
                    {
                        Some(*has)
                    }
                    _ => None,
                };
                // What offers leave is known to the reasons alone; as if it were met, without one.
                let has = match cart.waits(*of) {
                    true => found(self.reasons, &has).unwrap_or(*least),
                    false => cart.amount(*of),
                };
                let amount = least.less(has);
                let short = Missing { of: Wanted::all(goods), amount, units: 0 };
                short_or_met(short, cart.waits(*of))
            }
            Condition::Units { of, least, .. } => {
                let goods = rules.facts[of.0 as usize].of;
                let has = |reason: &Reason| match reason {
                    Reason::UnitsShort { selector, needs, has }
                        if needs == least && *selector == rules.named.of(goods) =>
                    {
                        Some(*has)
                    }
                    _ => None,
                };
                let has = match cart.waits(*of) {
                    true => found(self.reasons, &has).unwrap_or(*least),
                    false => cart.units(*of),
                };
                let (amount, units) = (Money::ZERO, least - has);
                let short = Missing { of: Wanted::all(goods), amount, units };
                short_or_met(short, cart.waits(*of))
            }
            Condition::OrderIs(of) => match of.is.first() {
                Some(stated) => Way::set(&rules.order_facts[of.of.0 as usize], stated.clone()),
                None => Vec::new(),
            },
            Condition::OrderNumber(of) => match of.what {
                OrderWhat::Attribute(fact) => {
                    let has = cart.number(of.what).unwrap_or(0);
                    let number = has.max(of.least).min(of.most);
                    // What no order says nobody is told to say.
                    if (0..=MAX_NUMBER).contains(&number) {
                        Way::set(&rules.order_facts[fact.0 as usize], Stated::Number(number))
                    } else {
                        Vec::new()
                    }
                }
                _ => Vec::new(),
            },
            of_time => {
                let mut reasons = Vec::new();
                explain(of_time, facts, &mut reasons);
                Way::at(match reasons.as_slice() {
                    [Reason::NotYet { from }] => Some(*from),
                    [Reason::WrongTime { next: at } | Reason::TooSoon { from: at, .. }] => *at,
                    _ => None,
                })
            }
        }
    }

    /// How an offer that may be had finds something to give.
    fn of_benefit(&self, offer: &Offer) -> Vec<Way> {
        if !self.reasons.iter().any(|reason| {
            matches!(
                reason,
                Reason::NothingToDiscount { .. }
                    | Reason::UnitsShort { .. }
                    | Reason::AmountShort { .. }
            )
        }) {
            return vec![Way::default()];
        }
        match &offer.benefit {
            Benefit::Groups(groups) => Way::goods(self.of_groups(groups, offer.target.goods())),
            Benefit::Every(every) => match every.full {
                Full::Amount(full, _) => {
                    let of = Wanted::all(offer.target.goods());
                    let (amount, _) = self.has(&of);
                    let full = value(full, self.facts).map(Money::clamped).unwrap_or_default();
                    short_or_met(Missing { of, amount: full.less(amount), units: 0 }, false)
                }
                Full::Units(full) => {
                    let of = Wanted::all(offer.target.goods());
                    let (_, units) = self.has(&of);
                    let full = value(full, self.facts).unwrap_or_default();
                    short_or_met(Missing { of, amount: Money::ZERO, units: full - units }, false)
                }
            },
            // Where points pay all, there is nothing to earn or to credit.
            other => {
                let mut ways = self.of_number(number(other));
                if offer.phase == Phase::Points {
                    ways.push(Way { unspent: true, ..Way::default() });
                }
                ways
            }
        }
    }

    /// How a number comes to be known that a table has for others alone.
    fn of_number(&self, number: Option<Amount>) -> Vec<Way> {
        let Some(Amount::Table(TableId(table))) = number else { return Vec::new() };
        let Table::When(table) = &self.facts.rules().tables[table as usize] else {
            return Vec::new();
        };
        table.rows.iter().rev().flat_map(|(when, _)| self.ways(when)).take(WAYS).collect()
    }

    /// What is missing of the first group.
    fn of_groups(&self, groups: &Groups, target: Selection) -> Vec<Missing> {
        let of = |of: Selection| Wanted([of, target]);
        let wants: Vec<(Wanted, u32)> = match &groups.made {
            Made::Parts { parts, .. } => parts.iter().map(|it| (of(it.of), it.units)).collect(),
            Made::BuyGet(it) => match it.buy {
                Buy::Units(units) if it.bought == it.got => vec![(of(it.got), units + it.units)],
                Buy::Units(units) => vec![(of(it.bought), units), (of(it.got), it.units)],
                Buy::Minor(_) => vec![(of(it.got), it.units)],
            },
        };
        let mut missing = Vec::new();
        for (of, units) in &wants {
            let units = i64::from(*units) - self.has(of).1;
            if units > 0 {
                missing.push(Missing { of: *of, amount: Money::ZERO, units });
            }
        }
        for reason in self.reasons {
            match (reason, &groups.made) {
                (Reason::AmountShort { needs, has, .. }, Made::BuyGet(it)) => {
                    let amount = needs.less(*has);
                    missing.push(Missing { of: of(it.bought), amount, units: 0 });
                }
                // There are enough for one or the other.
                (Reason::UnitsShort { needs, has, .. }, _) if missing.is_empty() => {
                    let all = wants.iter().take(1);
                    let short = |(of, _): &(Wanted, u32)| Missing {
                        of: *of,
                        amount: Money::ZERO,
                        units: needs - has,
                    };
                    missing.extend(all.map(short));
                }
                _ => {}
            }
        }
        missing
    }

    /// What the lines of a selection come to at list prices, and their units.
    fn has(&self, of: &Wanted) -> (Money, i64) {
        let (cart, mut amount, mut units) = (self.cart.cart, Money::ZERO, 0);
        of.visit(cart, &mut |line| {
            amount += self.cart.list[line];
            units += i64::from(cart.lines[line].units);
        });
        (amount, units)
    }
}

/// The way that adds what is missing; where nothing is, no change if the condition may be met.
fn short_or_met(short: Missing, may_be_met: bool) -> Vec<Way> {
    if short.amount > Money::ZERO || short.units > 0 {
        Way::goods(vec![short])
    } else if may_be_met {
        vec![Way::default()]
    } else {
        Vec::new()
    }
}

/// The first that is found among reasons, and those of alternatives.
fn found<T>(reasons: &[Reason], find: &dyn Fn(&Reason) -> Option<T>) -> Option<T> {
    reasons.iter().find_map(|reason| match reason {
        Reason::NoneMet { of } | Reason::TooFewMet { of, .. } => {
            of.iter().find_map(|reasons| found(reasons, find))
        }
        other => find(other),
    })
}

/// The number of a benefit that may be a table's.
fn number(benefit: &Benefit) -> Option<Amount> {
    match benefit {
        Benefit::Percent { off, .. } => Some(*off),
        Benefit::FixedPrice(price) => Some(*price),
        Benefit::Amount(amount) => Some(amount.off),
        Benefit::OtherPrice { share, .. } => Some(*share),
        Benefit::Shipping(of) => Some(of_off(of.off)),
        Benefit::CashBack(of) => Some(of_off(of.off)),
        _ => None,
    }
}

fn of_off(off: Off) -> Amount {
    match off {
        Off::Percent(amount) | Off::Amount(amount) | Off::Price(amount) => amount,
    }
}
