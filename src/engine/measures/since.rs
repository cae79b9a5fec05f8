//! Time that has passed, and days that come again: since when and until when such a fact is met.

use super::orders::{gaps, last_order, totals};
use super::window::{back, window};
use crate::engine::facts::{Facts, Question};
use crate::program::{
    Around, Bound, DueAgain, Elapsed, Measure, NthOrder, Numbers, Selection, Since, Within,
};
use crate::value::{Date, Duration, Instant, Period, Position, Span, Window};

/// How a fact about time that has passed stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Passed {
    Yes,
    /// Not yet, but from then on.
    From(Option<Instant>),
    /// No more, since then.
    Until(Option<Instant>),
    /// There is no moment to count from, or it is not stated.
    NotKnown,
}

/// The moment from which time is counted, and its day.
pub(super) fn moment(facts: &Facts<'_>, since: Since) -> Option<(Instant, Date)> {
    let calendar = &facts.rules().calendar;
    match since {
        Since::Birth => facts.member.born.map(|born| (calendar.start_of(born), born)),
        Since::Joining => facts.member.joined_at.map(|at| (at, calendar.day_of(at))),
        Since::LastOrder(of, within) => last_order(facts, window(facts, within), of),
    }
}

/// When so much has passed since a moment: from the start of the day that lies so far after its
/// day, exact durations exactly. With [`Bound::Excluded`] that day, or millisecond, is not enough.
fn after(
    facts: &Facts<'_>,
    (at, day): (Instant, Date),
    (duration, bound): (Duration, Bound),
    birth: bool,
) -> Instant {
    let calendar = &facts.rules().calendar;
    let span = match duration {
        Duration::Exact(millis) => {
            return at.plus_millis(millis.saturating_add(i64::from(bound == Bound::Excluded)));
        }
        Duration::Calendar(span) => span,
    };
    let mut day = match span.unit {
        // A year older on the birthday, wherever the calendar puts that of a 29 February.
        Period::Year if birth => calendar.birthday_in(day, day.year().saturating_add(span.count)),
        _ => day.plus(span),
    };
    if bound == Bound::Excluded {
        day = day.plus(Span { count: 1, unit: Period::Day });
    }
    calendar.start_of(day)
}

const fn opposite(bound: Bound) -> Bound {
    match bound {
        Bound::Included => Bound::Excluded,
        Bound::Excluded => Bound::Included,
    }
}

/// Whether so much time has passed, and not more.
pub(crate) fn passed(facts: &Facts<'_>, elapsed: &Elapsed) -> Passed {
    let Some(moment) = moment(facts, elapsed.since) else { return Passed::NotKnown };
    let birth = elapsed.since == Since::Birth;
    if let Some(least) = elapsed.least {
        let from = after(facts, moment, least, birth);
        if facts.now < from {
            return Passed::From(Some(from));
        }
    }
    if let Some((most, bound)) = elapsed.most {
        // At most so much lasts until more has passed.
        let until = after(facts, moment, (most, opposite(bound)), birth);
        if until <= facts.now {
            return Passed::Until(Some(until));
        }
    }
    Passed::Yes
}

/// Whether the member joined within a span.
pub(crate) fn joined(facts: &Facts<'_>, within: Within) -> Passed {
    let Some(joined) = facts.member.joined_at else { return Passed::NotKnown };
    match window(facts, within).position(joined) {
        Position::Inside => Passed::Yes,
        Position::NotYet(_) => Passed::Until(None),
        Position::Ended(_) => Passed::From(None),
    }
}

/// Whether now is about a day of the year; and if not, when it is next.
pub(crate) fn around(facts: &Facts<'_>, since: Since, around: Around) -> Passed {
    let Some((_, day)) = moment(facts, since) else { return Passed::NotKnown };
    let calendar = &facts.rules().calendar;
    // Joining is no anniversary of itself.
    let first_year = day.year().saturating_add(i32::from(since == Since::Joining));
    let year = facts.today().year();
    for year in year - 1..=year + 2 {
        if year < first_year {
            continue;
        }
        let birthday = calendar.birthday_in(day, year);
        let days = |count: i32| birthday.plus(Span { count, unit: Period::Day });
        let window = match around {
            Around::Period(period) => calendar.period_on(birthday, period),
            Around::Days { before, after } => {
                calendar.date_window(Some(days(-i32::from(before))), Some(days(after.into())))
            }
        };
        match window.position(facts.now) {
            Position::NotYet(from) => return Passed::From(Some(from)),
            Position::Inside => return Passed::Yes,
            Position::Ended(_) => {}
        }
    }
    Passed::From(None)
}

/// Whether the usual gap between purchases is about to pass.
pub(crate) fn due_again(facts: &Facts<'_>, due: &DueAgain) -> Passed {
    // The count of days and the day after the last on which the median passes, in one number.
    let packed = facts.once(Question::DueAgain(due.bought), &|| {
        let Measure { within, of, .. } = &facts.rules().measures[usize::from(due.bought.0)];
        let (count, median, last) = gaps(facts, window(facts, *within), *of)?;
        Some(i64::from(count) << 32 | last.days_since(Date::EPOCH).saturating_add(median))
    });
    let Some(packed) = packed else { return Passed::NotKnown };
    if packed >> 32 < i64::from(due.minimum) {
        return Passed::NotKnown;
    }
    // Below 2^32, and far below where the calendar ends.
    let days = i32::try_from(packed & i64::from(u32::MAX)).unwrap_or(i32::MAX);
    let day = Date::EPOCH.plus(Span { count: days, unit: Period::Day });
    let calendar = &facts.rules().calendar;
    let from = match due.lead {
        Duration::Exact(millis) => calendar.start_of(day).plus_millis(-millis),
        Duration::Calendar(span) => calendar.start_of(day.plus(back(span))),
    };
    if facts.now < from { Passed::From(Some(from)) } else { Passed::Yes }
}

/// The number of the order at hand among those that count, zero for one without such lines; whether
/// it is one of those asked for. `None` where no order is at hand.
pub(crate) fn nth_order(facts: &Facts<'_>, nth: &NthOrder) -> Option<(u32, bool)> {
    let cart = facts.cart?.cart;
    if !cart.lines.iter().any(|line| nth.of.matches(&line.mask)) {
        return Some((0, false));
    }
    let before = totals(facts, Window::ALWAYS, [nth.of, Selection::default()]).orders;
    let number = u32::try_from(before.saturating_add(1)).unwrap_or(u32::MAX);
    let asked = match &nth.numbers {
        Numbers::Listed(numbers) => numbers.contains(&number),
        Numbers::Every(every) => number.is_multiple_of(*every),
    };
    Some((number, asked))
}
