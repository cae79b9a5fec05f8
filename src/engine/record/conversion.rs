//! Conversions: points become a coupon, points of another pool, or money.
//!
//! A conversion that time fires takes of what could be spent until its instant, and comes before
//! all else that happens then: so points become something as the period ends that they end with.

use super::Recorder;
use super::lots::lot_id;
use crate::engine::eligibility::met;
use crate::engine::facts::Facts;
use crate::outcome::{Entry, EntryKind};
use crate::program::{Becomes, Conversion, On, PoolId};
use crate::value::bounds::{MAX_LOT_POINTS, MAX_ORDER_MINOR};
use crate::value::{Id, Instant, Key, Money, Points, Rate, Rounding};

/// What some points become.
enum Gives {
    /// A coupon of an offer, by its index.
    Voucher(u32, Money),
    /// A lot of a pool, with its name.
    Lot(PoolId, Points, Key),
    Money(Money),
}

impl Recorder<'_> {
    /// What conversions do that this event fires.
    pub(super) fn conversions(&mut self, on: &dyn Fn(On) -> bool, source: &Key) {
        let program = self.member.program.clone();
        for conversion in program.rules.points.conversions.iter().filter(|it| on(it.on)) {
            self.convert(conversion, source, self.when);
        }
    }

    pub(super) fn convert_by_time(&mut self, conversion: usize) {
        let program = self.member.program.clone();
        let conversion = &program.rules.points.conversions[conversion];
        if let Ok(source) = Key::parse(&self.at.to_string()) {
            self.convert(conversion, &source, self.when.plus_millis(-1));
        }
    }

    /// Turns whole steps of what could be spent `then` into something else.
    fn convert(&mut self, conversion: &Conversion, source: &Key, then: Instant) {
        let facts = Facts::new(self.member, None, self.at);
        if !facts.enrolled || !met(&conversion.when, &facts) {
            return;
        }
        let held = self.member.balance(conversion.pool, then);
        if held < conversion.minimum {
            return;
        }
        let Some((points, gives)) = self.becomes(conversion, held, source) else { return };
        let by = |mut entry: Entry| {
            entry.conversion = Some(conversion.id.clone());
            entry
        };
        self.take(conversion.pool, points, then, &|it| by(it.entry(EntryKind::Converted)));
        match gives {
            Gives::Voucher(offer, worth) => {
                self.issue_voucher(by(self.entry(EntryKind::Issued)), offer, source, worth);
            }
            Gives::Lot(pool, points, lot) => {
                let terms = self.pool_terms(pool, self.at);
                let entry = by(self.entry(EntryKind::Granted));
                self.grant(entry, lot, source, (pool, points), terms);
            }
            Gives::Money(amount) => {
                let mut entry = by(self.entry(EntryKind::Credited));
                entry.amount = Some(amount);
                self.put(entry);
            }
        }
    }

    /// How many points are taken of those that are there, and what they become; `None` where that
    /// would be nothing. More than a coupon, a lot or an amount holds stays.
    fn becomes(&self, it: &Conversion, held: Points, source: &Key) -> Option<(Points, Gives)> {
        let of_steps = |worth: Money| {
            let steps = held.in_steps(it.step).min(MAX_ORDER_MINOR / worth.minor().max(1));
            let points = Points::clamped(it.step.count().saturating_mul(steps));
            (points, Money::clamped(worth.minor().saturating_mul(steps)))
        };
        let (points, gives) = match it.into {
            Becomes::Voucher { offer, worth } if self.can_be_used(offer) => {
                let (points, worth) = of_steps(worth);
                (points, Gives::Voucher(offer, worth))
            }
            Becomes::Voucher { .. } => return None,
            Becomes::CashBack { worth } => {
                let (points, amount) = of_steps(worth);
                (points, Gives::Money(amount))
            }
            Becomes::Pool { pool, rate } => {
                let most = Rate::new(rate.denominator(), rate.numerator())?;
                let most = most.of_points(Points::clamped(MAX_LOT_POINTS), Rounding::Floor);
                let points = held.min(most).floor_to(it.step);
                let gives = rate.of_points(points, self.member.program.rules.rounding.granted);
                let lot = converted_lot(source, &it.id)?;
                if gives.is_zero() || self.member.ledger.find(&lot).is_some() {
                    return None;
                }
                (points, Gives::Lot(pool, gives, lot))
            }
        };
        (!points.is_zero()).then_some((points, gives))
    }
}

/// The name of the lot that a conversion makes.
pub(super) fn converted_lot(source: &Key, conversion: &Id) -> Option<Key> {
    lot_id(source, &converted_name(conversion))
}

/// What the lot is called beside its source: no rule is called so.
pub(super) fn converted_name(conversion: &Id) -> String {
    format!("~converted-{conversion}")
}
