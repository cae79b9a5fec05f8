//! What happens to an account: joining, adjustments, transfers, referrals.

use super::lots::lot_id;
use super::{Place, Recorder};
use crate::engine::facts::Facts;
use crate::engine::measures::{cycle, is_in};
use crate::engine::tiers::{granted_until, had_since, walked};
use crate::engine::values::value;
use crate::outcome::{Entry, EntryKind};
use crate::problem::Code;
use crate::program::{CapPer, LadderId, LevelId, On, PoolId, SegmentId, Transfers};
use crate::value::{Date, Instant, Key, Points, Window};

impl Recorder<'_> {
    pub(super) fn join(
        &mut self,
        referred_by: Option<Key>,
        born: Option<Date>,
        place: &mut Place<'_, '_>,
    ) -> Option<()> {
        let at = place.at.field("join");
        let place = &mut Place { at: &at, report: place.report };
        if let Some(joined) = self.member.joined_at {
            let message = format_args!("the member joined already, at {joined}");
            place.error(Code::WrongMember, "", message);
            return None;
        }
        if referred_by.is_some() && referred_by == self.member.id {
            let message = format_args!("nobody brings themselves");
            place.error(Code::WrongMember, "referred_by", message);
            return None;
        }
        let rules = &self.member.program.rules;
        let mut entry = self.entry(EntryKind::Joined);
        entry.version = walked(rules).then_some(rules.version);
        entry.party = referred_by;
        entry.day = born;
        self.put(entry);
        self.transition(&|on| on == On::Joined, place)
    }

    pub(super) fn referral(&mut self, of: &Key, place: &mut Place<'_, '_>) -> Option<()> {
        let at = place.at.field("referral");
        let place = &mut Place { at: &at, report: place.report };
        if self.member.id.as_ref() == Some(of) {
            let message = format_args!("nobody brings themselves");
            place.error(Code::WrongMember, "of", message);
            return None;
        }
        // Somebody is brought once, whoever says so again.
        if self.member.brought.iter().any(|it| it.who == *of) {
            return Some(());
        }
        self.put(Entry { party: Some(of.clone()), ..self.entry(EntryKind::Brought) });
        self.transition(&|on| on == On::Referrer, place)
    }

    /// Grants a level; `until` comes after the event.
    pub(super) fn level(
        &mut self,
        ladder: LadderId,
        level: LevelId,
        until: Option<Instant>,
        place: &mut Place<'_, '_>,
    ) -> Option<()> {
        let program = self.member.program.clone();
        let of = &program.rules.ladders[usize::from(ladder.0)];
        let is_base = of.base() == Some(level);
        let until = until.or_else(|| granted_until(self.member, ladder, level, self.at));
        let enters = |on| matches!(on, On::EntersTier(of, _) if of == ladder);
        let source = self.event.clone()?;
        self.can_name_lots(&source, &enters, "", place)?;
        let mut entry = self.entry(EntryKind::Levelled);
        entry.ladder = Some(of.id.clone());
        entry.level = Some(of.at(level).id.clone());
        // A base has no end, and what the member has already goes on without a break.
        entry.expires_at = until.filter(|_| !is_base);
        entry.since = had_since(self.member, of, level, self.at);
        self.put(entry);
        self.entered_level(ladder, place.at, place.report)
    }

    /// In a segment from now on, or no more.
    pub(super) fn segment(
        &mut self,
        segment: SegmentId,
        is_in: bool,
        place: &mut Place<'_, '_>,
    ) -> Option<()> {
        let program = self.member.program.clone();
        let name = &program.rules.segments[usize::from(segment.0)].id;
        if self.member.segments.contains(name) == is_in {
            return Some(());
        }
        let kind = if is_in { EntryKind::Entered } else { EntryKind::Left };
        let mut entry = self.entry(kind);
        entry.segment = Some(name.clone());
        self.put(entry);
        self.transition(&|on| is_in && on == On::EntersSegment(segment), place)
    }

    fn transition(&mut self, on: &dyn Fn(On) -> bool, place: &mut Place<'_, '_>) -> Option<()> {
        let source = self.event.clone()?;
        self.can_name_lots(&source, on, "", place)?;
        self.fire(on, place.at, place.report)
    }

    pub(super) fn adjust(
        &mut self,
        pool: PoolId,
        points: Points,
        expires_at: Option<Instant>,
        place: &mut Place<'_, '_>,
    ) -> Option<()> {
        let at = place.at.field("adjust");
        let place = &mut Place { at: &at, report: place.report };
        if points < Points::ZERO {
            let take = Points::ZERO - points;
            self.suffices(pool, take, place)?;
            self.take(pool, take, self.when, &|it| it.entry(EntryKind::Forfeited));
            return Some(());
        }
        let terms = match expires_at {
            None => self.pool_terms(pool, self.at),
            some => self.fixed_terms(some),
        };
        let source = self.event.clone()?;
        let id = self.own_lot("adjusted", place)?;
        let entry = self.entry(EntryKind::Granted);
        self.grant(entry, id, &source, (pool, points), terms);
        self.expire_due();
        Some(())
    }

    /// The name of a lot that no rule grants.
    fn own_lot(&self, what: &str, place: &mut Place<'_, '_>) -> Option<Key> {
        let event = self.event.as_ref()?;
        let id = lot_id(event, &format!("~{what}"));
        if id.is_none() {
            let message = format_args!("`{event}:~{what}` is too long for a lot's id");
            place.error(Code::TooLong, "", message);
        }
        id
    }

    fn suffices(&self, pool: PoolId, points: Points, place: &mut Place<'_, '_>) -> Option<()> {
        let balance = self.member.balance(pool, self.when);
        if points > balance {
            let rules = &self.member.program.rules.points;
            let (points, balance) = (rules.written(points), rules.written(balance));
            let message = format_args!("{points} points, but the balance is {balance}");
            place.error(Code::EventRefused, "points", message);
            return None;
        }
        Some(())
    }

    pub(super) fn transfer(
        &mut self,
        pool: PoolId,
        points: Points,
        to: &Key,
        place: &mut Place<'_, '_>,
    ) -> Option<()> {
        let at = place.at.field("transfer");
        let place = &mut Place { at: &at, report: place.report };
        let program = self.member.program.clone();
        let transfers = program.rules.points.transfers.as_ref();
        let Some(rules) = transfers else {
            place.error(Code::EventRefused, "", format_args!("points cannot be transferred"));
            return None;
        };
        self.may_transfer(rules, points, to, place)?;
        let points = self.under_caps(rules, pool, points, place)?;
        self.suffices(pool, points + rules.fee, place)?;
        if !rules.caps.is_empty() {
            let mut entry = self.entry(EntryKind::Sent);
            (entry.pool, entry.pool_ix) = (self.member.pool_name(pool).cloned(), pool);
            (entry.points, entry.party) = (points, Some(to.clone()));
            self.put(entry);
        }
        let first = self.entries.len();
        self.take(pool, points, self.when, &|it| Entry {
            party: Some(to.clone()),
            ..it.entry(EntryKind::Transferred)
        });
        for entry in first..self.entries.len() {
            let (Some(lot), points) = (self.entries[entry].lot_ix, self.entries[entry].points)
            else {
                continue;
            };
            let expires_at = match rules.renewed {
                true => self.pool_terms(pool, self.at).life().0,
                false => self.member.ledger.lot(lot).expires_at,
            };
            let pool = self.member.pool_name(pool).cloned();
            self.send(to, crate::outcome::Received { pool, points, expires_at });
        }
        self.take(pool, rules.fee, self.when, &|it| it.entry(EntryKind::Forfeited));
        Some(())
    }

    fn may_transfer(
        &self,
        rules: &Transfers,
        points: Points,
        to: &Key,
        place: &mut Place<'_, '_>,
    ) -> Option<()> {
        if self.member.id.as_ref() == Some(to) {
            place.error(Code::EventRefused, "to", format_args!("points go to somebody else"));
            return None;
        }
        if rules.household_only && self.member.household.as_ref() != Some(to) {
            let message = format_args!("points go to the member's own household only");
            place.error(Code::EventRefused, "to", message);
            return None;
        }
        if points < rules.minimum || points.floor_to(rules.step) != points {
            let written = |points| self.member.program.rules.points.written(points);
            let (points, least, step) =
                (written(points), written(rules.minimum), written(rules.step));
            let message = format_args!(
                "{points} points, but at least {least} in steps of {step} can be transferred"
            );
            place.error(Code::EventRefused, "points", message);
            return None;
        }
        Some(())
    }

    /// So many of some points as the caps on transfers leave; those that refuse leave all or none.
    fn under_caps(
        &self,
        rules: &Transfers,
        pool: PoolId,
        points: Points,
        place: &mut Place<'_, '_>,
    ) -> Option<Points> {
        let facts = Facts::new(self.member, None, self.at);
        let (mut fitting, mut tightest) = (points, None);
        for cap in &rules.caps {
            // A cap without a value is none.
            let Some(most) = value(cap.points, &facts) else { continue };
            let window = match cap.per {
                CapPer::Cycle(per) => Some(cycle(self.member, per, self.at)),
                CapPer::Lifetime => Some(Window::ALWAYS),
                CapPer::Order | CapPer::Balance => None,
            };
            let sent = window.map_or(Points::ZERO, |window| sent(&facts, pool, window));
            let room = Points::clamped(most).less(sent);
            if room < fitting {
                fitting = if cap.refuse { Points::ZERO } else { room };
                tightest = Some((room, most, window));
            }
        }
        fitting = fitting.floor_to(rules.step);
        let Some((room, most, window)) = tightest else { return Some(points) };
        if fitting > Points::ZERO && rules.minimum <= fitting {
            return Some(fitting);
        }
        let written = |points| self.member.program.rules.points.written(points);
        let (points, room, most) = (written(points), written(room), written(Points::clamped(most)));
        let until = window.and_then(|window| window.until);
        let until = until.map_or(String::new(), |until| format!(", until {until}"));
        let message = match window {
            None => format!("{points} points, but at most {room} can be transferred at once"),
            Some(_) => {
                format!("{points} points, but {room} of {most} are left to transfer{until}")
            }
        };
        place.error(Code::EventRefused, "points", format_args!("{message}"));
        None
    }

    pub(super) fn receive(
        &mut self,
        from: &Key,
        lots: &[(PoolId, Points, Option<Instant>)],
        place: &mut Place<'_, '_>,
    ) -> Option<()> {
        let at = place.at.field("receive");
        let place = &mut Place { at: &at, report: place.report };
        let source = self.event.clone()?;
        for (index, &(pool, points, expires_at)) in lots.iter().enumerate() {
            let id = self.own_lot(&index.to_string(), place)?;
            let mut entry = self.entry(EntryKind::Granted);
            entry.party = Some(from.clone());
            let terms = self.fixed_terms(expires_at);
            self.grant(entry, id, &source, (pool, points), terms);
        }
        self.expire_due();
        Some(())
    }
}

/// What was sent of a pool within a window, and in folded months of which a part lies in it.
fn sent(facts: &Facts<'_>, pool: PoolId, window: Window) -> Points {
    let member = facts.member;
    let mut sum = 0_i64;
    for it in &member.events {
        if let (Some(at), Some((of, points))) = (it.at, it.sent)
            && of == pool
            && window.contains(at)
        {
            sum = sum.saturating_add(points.count());
        }
    }
    for month in member.folded.iter().filter(|month| is_in(facts, window, month)) {
        for it in month.points.iter().filter(|it| it.pool == pool) {
            sum = sum.saturating_add(it.sent.count());
        }
    }
    Points::clamped(sum)
}
