//! Settling: what time brings, boundary by boundary.
//!
//! At one instant what is due happens in this order: conversions, forfeits, what expires or waited
//! in vain, what becomes available and repays, cash back that is due, what rules grant. So points
//! are converted as the period ends that they end with, and those that are granted as one begins
//! are not taken away as the one before ends. Walking in many steps comes to the same as walking
//! once, since each step depends on nothing but the member at its own instant.

use super::cash_back::Credits;
use super::fold::Folding;
use super::{Place, Recorder, Saved, record};
use crate::engine::eligibility::met;
use crate::engine::facts::Facts;
use crate::engine::measures::cycle;
use crate::engine::points::Occasion;
use crate::engine::quote::ForecastOptions;
use crate::engine::status::status;
use crate::engine::tiers::{Due, migrates, next};
use crate::member::{Available, LotIx, Member};
use crate::outcome::{Entry, EntryKind, Recorded, Status};
use crate::problem::{Code, Path, Report};
use crate::program::{Forfeit, On, PoolId, RuleId, Rules, Take};
use crate::value::bounds::MAX_LOTS;
use crate::value::order::{order, sorted};
use crate::value::{Calendar, Date, Instant, Key, Period, Points, Rounding, Span};

/// What will happen until an instant, if nothing else does.
#[derive(Clone, Debug)]
pub struct Forecast {
    /// From here on.
    pub now: Instant,
    /// Until here.
    pub until: Instant,
    /// In order of time.
    pub entries: Vec<Entry>,
    /// What is then.
    pub status: Status,
}

/// Boundaries of one call; a longer walk is made in steps.
const MAX_BOUNDARIES: usize = 200_000;

/// Brings a member up to date: an entry for each thing that time brought, and one that says so.
pub(crate) fn settle(
    member: &mut Member,
    now: Instant,
    at: &Path<'_>,
    report: &mut Report,
) -> Option<Recorded> {
    if member.id.is_none()
        || member.is_settled(now) && !(migrates(member) && member.as_of == Some(now))
    {
        return Some(Recorded::default());
    }
    let saved = Saved::of(member);
    let mut recorder = Recorder::new(member, now);
    let done = recorder.settle(now, at, report);
    (recorder.at, recorder.when) = (now, now);
    let settled = recorder.entry(EntryKind::Settled);
    recorder.put(settled);
    recorder.conclude(saved, done, &mut Place { at, report })
}

/// A member as time left them at an instant; `None` where time brings nothing but expiries, which
/// every reader of lots sees by itself.
pub(crate) fn settled(
    member: &Member,
    now: Instant,
    at: &Path<'_>,
    report: &mut Report,
) -> Option<Option<Member>> {
    if due(member, now).is_none() {
        return Some(None);
    }
    let mut settled = member.clone();
    settled.looks_ahead = true;
    settle(&mut settled, now, at, report)?;
    Some(Some(settled))
}

/// What becomes available, expires, is granted or falls due until an instant, and the status then;
/// with what is supposed to happen until then, in order of time.
pub(crate) fn forecast(
    member: &Member,
    options: &ForecastOptions,
    at: &Path<'_>,
    report: &mut Report,
) -> Option<Forecast> {
    let ForecastOptions { now, until, .. } = *options;
    let mut member = member.clone();
    member.looks_ahead = true;
    settle(&mut member, now, at, report)?;
    let mut entries = Vec::new();
    let events = &options.events;
    let list = at.field("events");
    for index in order(events.len(), &mut |one, other| events[one].at.cmp(&events[other].at)) {
        let event = events[index].clone();
        entries.extend(record(&mut member, event, until, &list.index(index), report)?.entries);
    }
    entries.extend(settle(&mut member, until, at, report)?.entries);
    entries.retain(|entry| entry.kind != EntryKind::Settled);
    for &ix in member.ledger.spending_order() {
        let (lot, names) = (member.ledger.lot(ix), member.ledger.names(ix));
        let points = lot.left + lot.expired;
        if let Available::From(from) = lot.available
            && now < from
            && from <= until
            && lot.earned_at < from
            && points > Points::ZERO
        {
            let mut entry = Entry::new(EntryKind::Released, None, from);
            entry.lot = Some(names.id.clone());
            entry.rule = names.rule.clone();
            entry.points = points;
            entry.available_at = Some(from);
            entry.expires_at = lot.expires_at;
            entries.push(entry);
        }
    }
    let entries = sorted(entries, |one, other| one.at.cmp(&other.at));
    let status = status(&member, until);
    Some(Forecast { now, until, entries, status })
}

/// The next instant up to `until` at which time brings something beside expiries.
fn due(member: &Member, until: Instant) -> Option<Instant> {
    let from = member.as_of.or(member.joined_at)?;
    if from <= until && migrates(member) {
        return Some(from);
    }
    if until <= from {
        return None;
    }
    let clocks = Clocks::new(member, from);
    let lots = Waits::new(member, from);
    let credits = Credits::new(member).next().map(|at| at.max(from));
    let points = clocks.next().into_iter().chain(lots.next()).chain(credits).min();
    // What time does to points may move levels, and comes first.
    let limit = points.map_or(until, |at| at.min(until));
    next(member, from, limit).or(points).filter(|at| *at <= until)
}

impl Recorder<'_> {
    /// What time brought up to an instant, from what was settled last.
    pub(super) fn settle(
        &mut self,
        until: Instant,
        at: &Path<'_>,
        report: &mut Report,
    ) -> Option<()> {
        let mut from = self.member.as_of.or(self.member.joined_at).unwrap_or(until);
        self.migrate(from, until, at, report)?;
        let mut clocks = Clocks::new(self.member, from);
        let mut waits = Waits::new(self.member, from);
        let mut folding = Folding::new(self.member, from);
        let mut credits = Credits::new(self.member);
        for _ in 0..MAX_BOUNDARIES {
            if self.member.ledger.len() > MAX_LOTS as usize {
                break;
            }
            let expiry = self.next_expiry();
            let credit = credits.next().map(|at| at.max(from));
            let points = [clocks.next(), waits.next(), expiry, folding.next(), credit];
            let points = points.into_iter().flatten().min();
            let limit = points.map_or(until, |at| at.min(until));
            let levels = next(self.member, from, limit);
            let Some(instant) = levels.or(points).filter(|at| *at <= until) else {
                return Some(());
            };
            (self.at, self.when) = (instant, instant);
            from = from.max(instant);
            // Who looks back from here sees what was there before this walk.
            let before = Some(instant.plus_millis(-1));
            self.member.as_of = self.member.as_of.max(before);
            self.mark();
            let due = Due::of_time(self.member, instant);
            let (lots, entries) = (self.member.ledger.len(), self.entries.len());
            for conversion in clocks.at(instant, Tick::conversion) {
                self.convert_by_time(conversion);
            }
            for forfeit in clocks.at(instant, Tick::forfeit) {
                self.forfeit(forfeit);
            }
            self.expire_until(instant, None);
            for lot in self.member.ledger.in_order(&waits.at(instant)) {
                self.wait_is_over(lot);
            }
            for due in credits.at(instant) {
                self.credit_due(due);
            }
            let rules = clocks.at(instant, Tick::rule);
            if !rules.is_empty() {
                self.grant_by_time(&rules, at, report)?;
            }
            for (offer, issue) in clocks.at(instant, Tick::issue) {
                self.issue_by_time(offer, issue);
            }
            self.mature();
            if levels.is_some() || self.moved(entries) {
                self.stand(&due, at, report)?;
            }
            clocks.pass(self.member, instant);
            for lot in self.member.ledger.all_from(lots) {
                waits.add(self.member, lot, instant);
            }
            if self.fold_at(instant, &mut folding) {
                waits = Waits::new(self.member, instant);
                credits = Credits::new(self.member);
            }
        }
        let message = format_args!("more falls due until {until} than a call or a snapshot holds");
        report.error_help(Code::OverLimit, at, message, "settle in shorter steps");
        None
    }

    /// Whether more than what every reader sees by itself has happened.
    fn moved(&self, since: usize) -> bool {
        self.entries[since..].iter().any(|entry| entry.kind != EntryKind::Expired)
    }

    /// When the next lot expires that has something left.
    fn next_expiry(&self) -> Option<Instant> {
        let ledger = &self.member.ledger;
        let first = ledger.spending_order().get(ledger.first_left())?;
        ledger.lot(*first).expires_at
    }

    /// A lot becomes available, or what it waited for has not come.
    fn wait_is_over(&mut self, lot: LotIx) {
        let it = self.member.ledger.lot(lot);
        match it.available {
            Available::OnActivity { until } if until <= self.when => self.expire(lot, until),
            _ => self.matured(lot),
        }
    }

    fn grant_by_time(
        &mut self,
        rules: &[RuleId],
        at: &Path<'_>,
        report: &mut Report,
    ) -> Option<()> {
        let earned = self.earned(Occasion::Fired(rules), at, report)?;
        let source = Key::parse(&self.at.to_string()).ok()?;
        self.grant_all(&earned.rules, &source, None);
        Some(())
    }

    /// Takes away what a forfeit takes, if its condition is met.
    pub(super) fn forfeit(&mut self, forfeit: usize) {
        let program = self.member.program.clone();
        let points = &program.rules.points;
        let Forfeit { id, when, pool, take, .. } = &points.forfeits[forfeit];
        let facts = Facts::new(self.member, None, self.at);
        if !facts.enrolled || !met(when, &facts) {
            return;
        }
        let pools = (0..).zip(&points.pools).map(|(it, _)| PoolId(it));
        for of in pools.filter(|it| pool.is_none_or(|pool| pool == *it)) {
            let held = self.member.ledger.available(of, self.when);
            let takes = match take {
                Take::All => held,
                Take::Points(points) => held.min(*points),
                Take::Share(share) => share.of_points(held, Rounding::Floor),
            };
            self.take(of, takes, self.when, &|it| Entry {
                forfeit: Some(id.clone()),
                ..it.entry(EntryKind::Forfeited)
            });
            if *take == Take::All {
                self.forfeit_pending(of, id);
            }
        }
    }

    /// Where everything goes, so does what is still pending.
    fn forfeit_pending(&mut self, pool: PoolId, id: &crate::value::Id) {
        for lot in self.member.ledger.spending_order().to_vec() {
            let it = *self.member.ledger.lot(lot);
            if it.pool == pool && it.left > Points::ZERO && !it.is_over(self.when) {
                let mut entry = self.entry(EntryKind::Forfeited);
                entry.forfeit = Some(id.clone());
                self.move_points(entry, lot, it.left);
            }
        }
    }
}

/// The rules, forfeits and conversions that time fires, each with its next instant.
struct Clocks {
    ticks: Vec<(Instant, Tick)>,
}

#[derive(Clone, Copy)]
enum Tick {
    Rule(RuleId),
    /// Of an offer, by its index, the way of this index to issue coupons.
    Issue(usize, usize),
    Forfeit(usize),
    Conversion(usize),
}

impl Tick {
    fn rule(self) -> Option<RuleId> {
        if let Self::Rule(rule) = self { Some(rule) } else { None }
    }

    fn issue(self) -> Option<(usize, usize)> {
        if let Self::Issue(offer, issue) = self { Some((offer, issue)) } else { None }
    }

    fn forfeit(self) -> Option<usize> {
        if let Self::Forfeit(forfeit) = self { Some(forfeit) } else { None }
    }

    fn conversion(self) -> Option<usize> {
        if let Self::Conversion(conversion) = self { Some(conversion) } else { None }
    }
}

impl Clocks {
    fn new(member: &Member, from: Instant) -> Self {
        let rules = &member.program.rules;
        let mut ticks = Vec::new();
        for (index, rule) in (0..).zip(&rules.points.earning) {
            if let Some(at) = next_tick(rules, member, rule.on, from) {
                ticks.push((at, Tick::Rule(RuleId(index))));
            }
        }
        for (index, forfeit) in rules.points.forfeits.iter().enumerate() {
            if let Some(at) = next_tick(rules, member, forfeit.on, from) {
                ticks.push((at, Tick::Forfeit(index)));
            }
        }
        for (index, conversion) in rules.points.conversions.iter().enumerate() {
            if let Some(at) = next_tick(rules, member, conversion.on, from) {
                ticks.push((at, Tick::Conversion(index)));
            }
        }
        for (index, offer) in rules.offers.iter().enumerate() {
            for (place, issue) in offer.issues().iter().enumerate() {
                if let Some(at) = next_tick(rules, member, issue.on, from) {
                    ticks.push((at, Tick::Issue(index, place)));
                }
            }
        }
        Self { ticks }
    }

    fn next(&self) -> Option<Instant> {
        self.ticks.iter().map(|(at, _)| *at).min()
    }

    /// Those of one kind that are due at an instant.
    fn at<T>(&self, instant: Instant, of: impl Fn(Tick) -> Option<T>) -> Vec<T> {
        let due = self.ticks.iter().filter(|(at, _)| *at == instant);
        due.filter_map(|(_, tick)| of(*tick)).collect()
    }

    /// What was due at an instant is due again later.
    fn pass(&mut self, member: &Member, instant: Instant) {
        let rules = &member.program.rules;
        self.ticks.retain_mut(|(at, tick)| {
            if *at > instant {
                return true;
            }
            let on = match tick {
                Tick::Rule(rule) => rules.points.rule(*rule).on,
                Tick::Forfeit(forfeit) => rules.points.forfeits[*forfeit].on,
                Tick::Conversion(conversion) => rules.points.conversions[*conversion].on,
                Tick::Issue(offer, issue) => rules.offers[*offer].issues()[*issue].on,
            };
            let next = next_tick(rules, member, on, instant);
            *at = next.unwrap_or(*at);
            next.is_some()
        });
    }
}

/// The first instant after another at which time fires a trigger.
fn next_tick(rules: &Rules, member: &Member, on: On, after: Instant) -> Option<Instant> {
    let (calendar, joined) = (&rules.calendar, member.joined_at?);
    // Nothing fires before joining.
    let after = after.max(joined);
    let next = match on {
        On::Every(every) => cycle(member, every, after).until,
        // The start of the day that ends a period of membership.
        On::EveryTenure(period) => {
            let every = Span { count: 1, unit: period };
            calendar.step_of(after, calendar.day_of(joined), every).until
        }
        On::Birthday { days_before } => yearly_tick(calendar, member.born?, days_before, after, 0),
        On::Anniversary { days_before } => {
            yearly_tick(calendar, calendar.day_of(joined), days_before, after, 1)
        }
        _ => None,
    };
    next.filter(|next| after < *next)
}

/// The start of the day that lies so many days before a day of the year, not in the first years.
fn yearly_tick(
    calendar: &Calendar,
    born: Date,
    days_before: u16,
    after: Instant,
    years: i32,
) -> Option<Instant> {
    let this = calendar.day_of(after).year();
    (this..=this + 2).find_map(|year| {
        let day = calendar.birthday_in(born, year);
        let day = day.plus(Span { count: -i32::from(days_before), unit: Period::Day });
        let at = calendar.start_of(day);
        (after < at && born.year() + years <= year).then_some(at)
    })
}

/// The lots of which time makes something else: those that wait, and those that will repay.
struct Waits {
    /// The latest first.
    lots: Vec<(Instant, LotIx)>,
}

impl Waits {
    fn new(member: &Member, from: Instant) -> Self {
        let mut waits = Self { lots: Vec::new() };
        for &lot in member.ledger.waiting() {
            waits.lots.extend(wait(member, lot, from));
        }
        waits.lots = sorted(waits.lots, |one, other| other.cmp(one));
        waits
    }

    fn add(&mut self, member: &Member, lot: LotIx, from: Instant) {
        if let Some(wait) = wait(member, lot, from) {
            let place = self.lots.partition_point(|other| *other > wait);
            self.lots.insert(place, wait);
        }
    }

    fn next(&self) -> Option<Instant> {
        self.lots.last().map(|(at, _)| *at)
    }

    /// Those that are due, taken out.
    fn at(&mut self, instant: Instant) -> Vec<LotIx> {
        let mut due = Vec::new();
        while let Some((_, lot)) = self.lots.pop_if(|(at, _)| *at <= instant) {
            due.push(lot);
        }
        due
    }
}

/// When a lot that has points left stops waiting. One that becomes available is only waited for
/// while something is owed.
fn wait(member: &Member, ix: LotIx, from: Instant) -> Option<(Instant, LotIx)> {
    let lot = member.ledger.lot(ix);
    if lot.left == Points::ZERO {
        return None;
    }
    match lot.available {
        Available::OnActivity { until } => Some((until, ix)),
        Available::From(at) if from < at && !member.debts.is_empty() => Some((at, ix)),
        _ => None,
    }
}
