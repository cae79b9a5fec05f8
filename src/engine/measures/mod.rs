//! Measures: numbers about what a member did, reckoned at an instant.
//!
//! `docs/semantics.md` §14 says what each comes to; spans are in `window`, what counts of orders in
//! `orders`, time that has passed in `since`.

mod favourite;
mod orders;
mod since;
mod window;

pub(super) use favourite::{favoured, favourites};
pub(super) use orders::{is_in, last_order};
pub(super) use since::{Passed, around, due_again, joined, nth_order, passed};
pub(crate) use window::{cycle, window};

use self::favourite::most_bought;
use self::orders::totals;
use super::classes::{part, score_number, score_unit};
use super::facts::Facts;
use super::offers::used;
use crate::member::Totals;
use crate::outcome::{Asked, Measured, Unit};
use crate::program::{
    ActivityCount, ActivityId, Basis, Measure, MeasureId, PoolId, Rules, Selection, ShareBy, Since,
    Stated, What,
};
use crate::value::bounds::MAX_MINOR;
use crate::value::{
    Duration, Id, Instant, Key, Points, Rounding, Window, div, mul_div, split_units,
};

/// What a share is of, in billionths.
pub(crate) const WHOLE: i64 = 1_000_000_000;

/// What a measure comes to, in its own unit; `None` where that is not known.
pub(super) fn number(facts: &Facts<'_>, measure: MeasureId) -> Option<i64> {
    let Measure { what, within, of } = &facts.rules().measures[usize::from(measure.0)];
    let sums = |of: [Selection; 2]| totals(facts, window(facts, *within), of);
    let all = Selection::default();
    let number = match what {
        What::Spend(basis) => spend(&sums([*of, all]), *basis),
        What::Orders => sums([*of, all]).orders,
        What::Visits => sums([*of, all]).days,
        What::Bought => sums([*of, all]).sold.units,
        What::AverageOrder => {
            let sums = sums([*of, all]);
            mul_div(sums.sold.paid, 1, sums.orders, facts.rules().rounding.money)?
        }
        What::Share { among, by } => {
            let of_both = |sums: Totals| match by {
                ShareBy::Spend => sums.sold.paid,
                ShareBy::Units => sums.sold.units,
            };
            let (part, whole) = (of_both(sums([*of, *among])), of_both(sums([*among, all])));
            mul_div(part, WHOLE, whole, Rounding::Floor)?
        }
        What::Activities { activity, count } => {
            activities(facts, window(facts, *within), *activity, *count)
        }
        What::PointsEarned(pool) => points_earned(facts, window(facts, *within), *pool),
        What::Balance(pool) => facts.balance(*pool).count(),
        What::Expiring(pool, within) => expiring(facts, *pool, *within),
        What::Referrals => {
            let span = window(facts, *within);
            let counts = |at: Instant| span.contains(at) && at <= facts.now;
            let brought = facts.member.brought.iter().filter(|brought| counts(brought.at));
            i64::try_from(brought.count()).unwrap_or(i64::MAX)
        }
        What::Uses(offer) => {
            let id = &facts.rules().offers[*offer as usize].id;
            let until = Some(facts.now.plus_millis(1));
            used(facts, id, window(facts, *within).intersect(Window { from: None, until })).0
        }
        What::Favourite(by) => most_bought(facts, *by, *within, *of).map_or(0, |it| it.units),
        What::Score(score, None) => return score_number(facts, *score),
        What::Score(score, Some(of)) => part(facts, *score, *of)?,
        What::Attribute(name) => match stated(facts, name)? {
            Stated::Number(number) => *number,
            Stated::Text(_) => return None,
        },
        What::Days(since) => facts.today().days_since(since::moment(facts, *since)?.1),
    };
    Some(number.clamp(-MAX_MINOR, MAX_MINOR))
}

fn spend(sums: &Totals, basis: Basis) -> i64 {
    match basis {
        Basis::Paid => sums.sold.paid,
        Basis::AfterDiscounts => sums.sold.net,
        Basis::BeforeDiscounts => sums.sold.list,
    }
}

/// What the member's record states under a name.
pub(super) fn stated<'f>(facts: &Facts<'f>, name: &Key) -> Option<&'f Stated> {
    let attribute = facts.member.attributes.iter().find(|attribute| attribute.name == *name);
    attribute.map(|attribute| &attribute.value)
}

/// Reports of an activity, the days with one, or the sum of their quantities.
fn activities(facts: &Facts<'_>, span: Window, of: ActivityId, count: ActivityCount) -> i64 {
    let (mut number, mut last) = (0_i64, None);
    let reports = &facts.member.past.reports;
    let first = reports.partition_point(|past| span.from.is_some_and(|from| past.at < from));
    for past in &reports[first..] {
        if past.at > facts.now || span.until.is_some_and(|until| until <= past.at) {
            break;
        }
        if past.activity != Some(of) {
            continue;
        }
        let more = match count {
            ActivityCount::Times => 1,
            ActivityCount::Days => i64::from(last != Some(past.day)),
            ActivityCount::Quantity => facts.member.activities[past.report].quantity.unwrap_or(0),
        };
        number = number.saturating_add(more);
        last = Some(past.day);
    }
    let name = &facts.rules().activities[usize::from(of.0)].id;
    for month in facts.member.folded.iter().filter(|month| is_in(facts, span, month)) {
        let reports = month.activities.iter().filter(|reports| reports.id == *name);
        for reports in reports {
            number = number.saturating_add(match count {
                ActivityCount::Times => reports.times.into(),
                ActivityCount::Days => reports.days.into(),
                ActivityCount::Quantity => reports.quantity,
            });
        }
    }
    number
}

/// What rules granted to a pool, less what units had earned that came back: whatever became of
/// those points since.
fn points_earned(facts: &Facts<'_>, span: Window, pool: PoolId) -> i64 {
    let member = facts.member;
    let counts = |at: Instant| span.contains(at) && at <= facts.now;
    let mut points = Points::ZERO;
    for lot in member.ledger.lots() {
        if lot.pool == pool && lot.earned && !lot.undone && counts(lot.earned_at) {
            points += lot.granted;
        }
    }
    for past in &member.past.orders {
        let all = facts.without == Some(past.order);
        if !all && (facts.whole || !past.came_back) {
            continue;
        }
        let order = &member.orders[past.order];
        for earned in &order.earned {
            let lot = member.ledger.lot(earned.lot);
            if lot.pool != pool || !lot.earned || !counts(lot.earned_at) {
                continue;
            }
            for (line, of_line) in order.lines.iter().zip(&earned.lines) {
                let returned = if all { line.units } else { line.returned };
                let back = split_units(of_line.count(), line.units).first(returned);
                points -= Points::clamped(back);
            }
        }
    }
    for month in member.folded.iter().filter(|month| is_in(facts, span, month)) {
        for folded in month.points.iter().filter(|folded| folded.rule.is_some()) {
            if folded.pool == pool {
                points += folded.granted - folded.returned;
            }
        }
    }
    if let Some(planned) = facts.planned.filter(|_| span.contains(facts.now)) {
        let of_pool = planned.points.iter().filter(|(of, ..)| *of == pool);
        points += of_pool.map(|(_, earned, _)| *earned).sum();
    }
    points.count()
}

/// Of a balance, what is gone before so long from now.
fn expiring(facts: &Facts<'_>, pool: PoolId, within: Duration) -> i64 {
    let until = facts.rules().calendar.after(facts.now, within);
    let mut points = Points::ZERO;
    for lot in facts.member.ledger.lots() {
        let goes = lot.expires_at.is_some_and(|at| at < until);
        if lot.pool == pool && goes && lot.is_available(facts.now) {
            points += lot.left;
        }
    }
    points.min(facts.balance(pool)).max(Points::ZERO).count()
}

/// A count, a share or an amount of money as billionths, as people write the number: 45 % is 45.
pub(super) fn billionths(rules: &Rules, unit: Unit, number: i64) -> i128 {
    let number = i128::from(number);
    match unit {
        Unit::Rate => number,
        Unit::Share => number * 100,
        Unit::Money => {
            let digits = u32::from(rules.currency.digits());
            div(number * i128::from(WHOLE), 10_i128.pow(digits), Rounding::HalfUp)
        }
        Unit::Count | Unit::Points | Unit::Days => number * i128::from(WHOLE),
    }
}

/// What a measure is about, and what it is counted in.
pub(crate) fn measured(rules: &Rules, measure: MeasureId) -> Measured {
    let named = |id: &Id| Key::parse(id.as_str()).ok();
    let pool = |pool: PoolId| rules.points.pool_name(pool).and_then(named);
    let (fact, name, unit) = match &rules.measures[usize::from(measure.0)].what {
        What::Spend(_) => ("spend", None, Unit::Money),
        What::Orders => ("orders", None, Unit::Count),
        What::Visits => ("visits", None, Unit::Count),
        What::Bought => ("bought", None, Unit::Count),
        What::AverageOrder => ("average_order", None, Unit::Money),
        What::Share { .. } => ("share", None, Unit::Share),
        What::Activities { activity, .. } => {
            let activity = &rules.activities[usize::from(activity.0)].id;
            ("activities", named(activity), Unit::Count)
        }
        What::PointsEarned(of) => ("points_earned", pool(*of), Unit::Points),
        What::Balance(of) => ("balance", pool(*of), Unit::Points),
        What::Expiring(of, _) => ("expiring", pool(*of), Unit::Points),
        What::Referrals => ("referrals", None, Unit::Count),
        What::Uses(offer) => ("uses", named(&rules.offers[*offer as usize].id), Unit::Count),
        What::Favourite(_) => ("favourite", None, Unit::Count),
        What::Score(score, part) => {
            let unit = if part.is_some() { Unit::Count } else { score_unit(rules, *score) };
            ("score", named(&rules.scores[usize::from(score.0)].id), unit)
        }
        What::Attribute(name) => ("attribute", Some(name.clone()), Unit::Count),
        What::Days(since) => (since_name(*since), None, Unit::Days),
    };
    Measured { asked: Asked { fact, name }, unit }
}

/// The fact that asks how long ago a moment was.
pub(super) const fn since_name(since: Since) -> &'static str {
    match since {
        Since::Birth => "age",
        Since::Joining => "tenure",
        Since::LastOrder(..) => "since_last_order",
    }
}

#[cfg(test)]
#[cfg(all(feature = "tzdata", not(target_arch = "wasm32")))]
pub(super) mod tests;
