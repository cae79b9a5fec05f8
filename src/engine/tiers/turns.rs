//! When time alone may turn a condition: the first instant at which a fact in it can change in the
//! way that is asked for. It may be named for nothing, but never passed over.
//!
//! What members do turns conditions too; after each event they are looked at anyway.

use crate::engine::facts::Facts;
use crate::engine::measures::{Passed, around, due_again, passed, window};
use crate::engine::plans::next_change;
use crate::member::Member;
use crate::program::{
    Around, Balance, Bound, Bounded, Class, Condition, Elapsed, How, Ladder, LadderId, Measure,
    MeasureId, PoolId, ScoreId, SegmentId, Selection, Since, What, Within,
};
use crate::value::bounds::MAX_MINOR;
use crate::value::{Cycle, Duration, Instant, Period, Span};

/// What a condition becomes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum To {
    Met,
    Unmet,
}

impl To {
    fn opposite(self) -> Self {
        match self {
            Self::Met => Self::Unmet,
            Self::Unmet => Self::Met,
        }
    }
}

/// Which way a number may go to turn what is asked of it.
#[derive(Clone, Copy)]
struct Ways {
    up: bool,
    down: bool,
}

impl Ways {
    const BOTH: Self = Self { up: true, down: true };

    /// Of a number that has to be at least the one, and at most the other.
    fn within(to: To, has_least: bool, has_most: bool) -> Self {
        match to {
            To::Met => Self { up: has_least, down: has_most },
            To::Unmet => Self { up: has_most, down: has_least },
        }
    }
}

/// The search for the first turn after an instant.
pub(super) struct Turns<'f> {
    facts: &'f Facts<'f>,
    pub(super) first: Option<Instant>,
}

impl<'f> Turns<'f> {
    pub(super) fn new(facts: &'f Facts<'f>) -> Self {
        Self { facts, first: None }
    }

    fn member(&self) -> &'f Member {
        self.facts.member
    }

    fn add(&mut self, at: Instant) {
        if self.facts.now < at && self.first.is_none_or(|first| at < first) {
            self.first = Some(at);
        }
    }

    fn add_some(&mut self, at: Option<Instant>) {
        if let Some(at) = at {
            self.add(at);
        }
    }

    fn add_next_day(&mut self) {
        self.add_end_of(Cycle::Of(Period::Day), None);
    }

    /// When the stretch of a cycle ends that now is in.
    fn add_end_of(&mut self, cycle: Cycle, ladder: Option<LadderId>) {
        let (member, now) = (self.member(), self.facts.now);
        let calendar = &member.program.rules.calendar;
        let of_level = ladder.filter(|_| cycle == Cycle::LevelYear);
        let since = of_level.and_then(|ladder| self.level_since(ladder));
        let began = since.or(member.joined_at).unwrap_or(now);
        self.add_some(calendar.cycle_of(now, cycle, calendar.day_of(began)).until);
    }

    fn level_since(&self, LadderId(ladder): LadderId) -> Option<Instant> {
        let ladder = &self.member().program.rules.ladders[usize::from(ladder)];
        Some(self.member().level(ladder, self.facts.now).1?.since)
    }

    /// Adds when a condition may become what is asked.
    pub(super) fn of(&mut self, condition: &Condition, to: To) {
        match condition {
            Condition::All(of) | Condition::Any(of) | Condition::AtLeast { of, .. } => {
                for inner in of {
                    self.of(inner, to);
                }
            }
            Condition::Not(inner) => self.of(inner, to.opposite()),
            Condition::Enrolled => self.add_some(self.member().joined_at),
            Condition::Tier { ladder, .. } => self.of_level(*ladder),
            Condition::Segment(of) => {
                for SegmentId(segment) in of {
                    let segment = &self.member().program.rules.segments[usize::from(*segment)];
                    if let (Some(when), None) = (&segment.when, &segment.leave) {
                        self.of(when, to);
                    }
                }
            }
            Condition::Balance(of) => self.of_balance(of, to),
            Condition::Measure(of) => self.of_bounded(of, to),
            Condition::Elapsed(of) => self.of_elapsed(of),
            Condition::Class(of) => self.of_class(of),
            Condition::Plan(_) => self.add_some(next_change(self.member(), self.facts.now)),
            Condition::Holds(offer) => self.of_coupons(*offer),
            Condition::Joined(within) => self.of_span(Counted::Joining, **within, Ways::BOTH),
            Condition::During(window) => {
                self.add_some(window.from);
                self.add_some(window.until);
            }
            Condition::Birthday(of) => self.of_days(Since::Birth, *of),
            Condition::Anniversary(of) => self.of_days(Since::Joining, *of),
            Condition::DueAgain(of) => {
                self.of_passed(due_again(self.facts, of));
                self.of_measure(of.bought, Ways::BOTH);
            }
            Condition::Days(_) => self.add_next_day(),
            Condition::Hours(_) => self.add(self.facts.now.plus_millis(MILLIS_OF_MINUTE)),
            // A grant ends with its level, and at that end is looked at anyway.
            Condition::Invited
            | Condition::Referred(_)
            | Condition::OrderNumber(_)
            | Condition::OrderIs(_)
            | Condition::Amount { .. }
            | Condition::Units { .. }
            | Condition::NthOrder(_) => {}
        }
    }

    /// Where levels are only granted they end without a change.
    fn of_level(&mut self, LadderId(ladder): LadderId) {
        let ladder: &Ladder = &self.member().program.rules.ladders[usize::from(ladder)];
        let (_, standing) = self.member().level(ladder, self.facts.now);
        if !ladder.is_walked() {
            self.add_some(standing.and_then(|standing| standing.until));
        }
    }

    /// Coupons of an offer begin to be valid, and end.
    fn of_coupons(&mut self, offer: u32) {
        let member = self.member();
        let id = &member.program.rules.offers[offer as usize].id;
        for coupon in member.coupons.iter().filter(|coupon| coupon.offer == *id) {
            self.add_some(coupon.valid.from);
            self.add_some(coupon.valid.until);
        }
    }

    fn of_balance(&mut self, of: &Balance, to: To) {
        let (least, most) = (of.least.count(), of.most.count());
        self.of_lots(of.pool, Ways::within(to, -MAX_MINOR < least, most < MAX_MINOR));
    }

    /// Points become available, or are gone.
    fn of_lots(&mut self, pool: PoolId, ways: Ways) {
        let ledger = &self.member().ledger;
        if ways.up {
            for &lot in ledger.waiting() {
                let lot = ledger.lot(lot);
                if let crate::member::Available::From(from) = lot.available
                    && lot.pool == pool
                {
                    self.add(from);
                }
            }
        }
        if ways.down {
            let order = &ledger.spending_order()[ledger.first_left()..];
            let ends = order.iter().map(|lot| ledger.lot(*lot)).filter(|lot| lot.pool == pool);
            let mut ends = ends.filter_map(|lot| lot.expires_at);
            self.add_some(ends.find(|end| self.facts.now < *end));
        }
    }

    fn of_bounded(&mut self, of: &Bounded, to: To) {
        let ways = Ways::within(to, -MAX_MINOR < of.least, of.most < MAX_MINOR);
        self.of_measure(of.measure, ways);
    }

    fn of_measure(&mut self, MeasureId(measure): MeasureId, ways: Ways) {
        let rules = &self.member().program.rules;
        let Measure { what, within, .. } = &rules.measures[usize::from(measure)];
        match what {
            What::Spend(_)
            | What::Orders
            | What::Visits
            | What::Bought
            | What::Uses(_)
            | What::Favourite(_) => {
                self.of_span(Counted::Orders, *within, ways);
            }
            What::Activities { .. } => self.of_span(Counted::Reports, *within, ways),
            What::PointsEarned(_) => self.of_span(Counted::Lots, *within, ways),
            What::Referrals => self.of_span(Counted::Brought, *within, ways),
            // A mean may go either way when something is left out of it.
            What::AverageOrder | What::Share { .. } => {
                self.of_span(Counted::Orders, *within, Ways::BOTH);
            }
            What::Balance(pool) => self.of_lots(*pool, ways),
            What::Expiring(pool, _) => {
                self.of_lots(*pool, Ways::BOTH);
                self.add_next_day();
            }
            What::Score(score, _) => self.of_score(*score),
            What::Attribute(_) => {}
            What::Days(since) => {
                self.add_next_day();
                self.of_moment(*since);
            }
        }
    }

    /// A sum over a span changes when the span begins elsewhere: it leaves things out, or comes to
    /// the next stretch of a cycle.
    fn of_span(&mut self, counted: Counted, within: Within, ways: Ways) {
        match within {
            Within::Lifetime | Within::Window(_) | Within::SinceJoined | Within::SinceLastOrder => {
            }
            Within::Last(_) | Within::This(..) if !ways.down => {}
            Within::Last(length) => self.of_leaving(counted, within, length),
            Within::This(cycle, ladder) | Within::Previous(cycle, ladder) => {
                self.add_end_of(cycle, ladder);
            }
            Within::SinceLevel(ladder) => self.of_level(ladder),
        }
    }

    /// The first thing that a moving span has is left out.
    fn of_leaving(&mut self, counted: Counted, within: Within, length: Duration) {
        let Some(from) = window(self.facts, within).from else { return };
        let Some(first) = counted.first(self.member(), from) else { return };
        match length {
            Duration::Exact(millis) => self.add(first.plus_millis(millis.saturating_add(1))),
            Duration::Calendar(span) => {
                let calendar = &self.member().program.rules.calendar;
                let day = calendar.day_of(first).plus(Span { count: 1, unit: Period::Day });
                // Where months are clamped, some days later: each of them is tried.
                let at = calendar.start_of(day.plus(span));
                if self.facts.now < at { self.add(at) } else { self.add_next_day() }
            }
        }
    }

    /// Of both bounds, when so much has passed and when more has.
    fn of_elapsed(&mut self, of: &Elapsed) {
        for (length, _) in of.least.iter().chain(&of.most) {
            self.of_length(of.since, *length);
        }
        self.of_moment(of.since);
    }

    /// The last order of a span is another, or none, once the span begins after it.
    fn of_moment(&mut self, since: Since) {
        if let Since::LastOrder(_, within) = since {
            self.of_span(Counted::Orders, within, Ways::BOTH);
        }
    }

    fn of_length(&mut self, since: Since, length: Duration) {
        for bound in [Bound::Included, Bound::Excluded] {
            let passes = Elapsed { since, least: Some((length, bound)), most: None };
            self.of_passed(passed(self.facts, &passes));
        }
    }

    fn of_passed(&mut self, passed: Passed) {
        if let Passed::From(from) = passed {
            self.add_some(from);
        }
    }

    /// A day that comes again; once it has come, it ends with some day.
    fn of_days(&mut self, since: Since, of: Around) {
        match around(self.facts, since, of) {
            Passed::Yes => self.add_next_day(),
            other => self.of_passed(other),
        }
    }

    fn of_class(&mut self, of: &Class) {
        match of {
            Class::Stage(_) => {
                for (_, when) in &self.member().program.rules.lifecycle.stages {
                    self.of(when, To::Met);
                    self.of(when, To::Unmet);
                }
            }
            Class::Score(score, _) => self.of_score(*score),
            Class::Gender(_) | Class::Attribute(..) => {}
        }
    }

    fn of_score(&mut self, ScoreId(score): ScoreId) {
        let score = &self.member().program.rules.scores[usize::from(score)];
        match &score.how {
            How::Measure(measure) => self.of_measure(*measure, Ways::BOTH),
            How::Weighted { inputs, .. } => {
                for (measure, _) in inputs {
                    self.of_measure(*measure, Ways::BOTH);
                }
            }
            How::Rfm(rfm) => {
                for length in &rfm.recency {
                    self.of_length(
                        Since::LastOrder(Selection::default(), Within::Lifetime),
                        *length,
                    );
                }
                self.of_measure(rfm.orders, Ways::BOTH);
                self.of_measure(rfm.spend, Ways::BOTH);
            }
            How::LifetimeValue(_) => self.add_next_day(),
            How::Matrix(matrix) => {
                self.of_score(matrix.rows);
                self.of_score(matrix.columns);
            }
        }
    }
}

/// What a span counts.
#[derive(Clone, Copy)]
enum Counted {
    Orders,
    Reports,
    Lots,
    Brought,
    Joining,
}

impl Counted {
    /// The first of them from an instant on.
    fn first(self, member: &Member, from: Instant) -> Option<Instant> {
        let past = &member.past;
        let since = |at: &Instant| from <= *at;
        match self {
            Self::Orders => {
                let first = past.orders.partition_point(|order| order.at < from);
                past.orders.get(first).map(|order| order.at)
            }
            Self::Reports => {
                let first = past.reports.partition_point(|report| report.at < from);
                past.reports.get(first).map(|report| report.at)
            }
            Self::Lots => member.ledger.lots().iter().map(|lot| lot.earned_at).filter(since).min(),
            Self::Brought => member.brought.iter().map(|it| it.at).filter(since).min(),
            Self::Joining => member.joined_at.filter(since),
        }
    }
}

const MILLIS_OF_MINUTE: i64 = 60_000;
