//! What happens to lots: granting, spending, expiring, repaying, sliding.

use super::{Place, Recorder};
use crate::engine::measures::cycle;
use crate::member::{Available, LotIx, LotState, Member};
use crate::outcome::{Entry, EntryKind, LinePoints, Received, RulePoints};
use crate::problem::Code;
use crate::program::{
    ActivityId, Availability, ExpiresAfter, Expiry, Inactivity, MonthDay, On, PoolId, RuleId,
};
use crate::value::{Date, Instant, Key, Points, Rounding};

/// From when and until when the points of a grant live.
#[derive(Clone, Copy)]
pub(super) struct Terms {
    available: Available,
    expires_at: Option<Instant>,
    sliding: bool,
}

impl Terms {
    /// Until when, and whether that slides.
    pub(super) fn life(self) -> (Option<Instant>, bool) {
        (self.expires_at, self.sliding)
    }
}

impl Recorder<'_> {
    /// A lot of each rule that gave points. The lots' source is the order, event or instant.
    pub(super) fn grant_all(&mut self, rules: &[RulePoints], source: &Key, order: Option<&Key>) {
        for rule in rules {
            if rule.points > Points::ZERO {
                self.grant_rule(rule, source, order);
            }
        }
    }

    fn grant_rule(&mut self, given: &RulePoints, source: &Key, order: Option<&Key>) {
        // Whether its name fits was asked before anything happened.
        let Some(id) = lot_id(source, given.rule.as_str()) else { return };
        let terms = self.rule_terms(given.index, self.at);
        let mut lines = Vec::new();
        if let Some(order) = order.and_then(|id| self.member.find_order(id)) {
            for (line, points) in self.member.orders[order].lines.iter().zip(&given.lines) {
                if *points > Points::ZERO {
                    lines.push(LinePoints { line: line.id.clone(), points: *points });
                }
            }
        }
        let mut entry = self.entry(EntryKind::Granted);
        entry.order = order.cloned();
        entry.rule = Some(given.rule.clone());
        entry.lines = lines;
        self.grant(entry, id, source, (given.pool, given.points), terms);
    }

    /// Grants a lot: the entry says by what.
    pub(super) fn grant(
        &mut self,
        mut entry: Entry,
        id: Key,
        source: &Key,
        (pool, points): (PoolId, Points),
        terms: Terms,
    ) {
        let lot = self.member.ledger.next();
        let waits_for = match (terms.available, &entry.rule) {
            (Available::OnActivity { .. }, Some(rule)) => self.waits_for(rule),
            _ => None,
        };
        entry.lot = Some(id);
        entry.lot_ix = Some(lot);
        entry.source = Some(source.clone());
        entry.pool = self.member.pool_name(pool).cloned();
        entry.pool_ix = pool;
        entry.points = points;
        entry.activity = waits_for;
        entry.available_at = match terms.available {
            Available::From(instant) | Available::OnActivity { until: instant } => Some(instant),
            Available::OnDelivery => None,
        };
        entry.expires_at = terms.expires_at;
        entry.sliding = terms.sliding;
        self.put(entry);
        self.fresh.push(lot);
    }

    fn waits_for(&self, rule: &crate::value::Id) -> Option<crate::value::Id> {
        let rules = &self.member.program.rules;
        match rules.points.rule(self.member.rule(rule)?).available {
            Availability::Event { activity: ActivityId(activity), .. } => {
                Some(rules.activities[usize::from(activity)].id.clone())
            }
            _ => None,
        }
    }

    /// The terms of what a rule grants, earned at an instant.
    pub(super) fn rule_terms(&self, rule: RuleId, earned_at: Instant) -> Terms {
        let rules = &self.member.program.rules;
        let earning = rules.points.rule(rule);
        let calendar = &rules.calendar;
        let available = match earning.available {
            _ if earning.on == On::Delivery => Available::OnDelivery,
            Availability::AtOnce => Available::From(earned_at),
            Availability::After(wait) => Available::From(calendar.after(earned_at, wait)),
            Availability::On(instant) => Available::From(instant.max(earned_at)),
            Availability::Event { within, .. } => {
                Available::OnActivity { until: calendar.after(earned_at, within) }
            }
        };
        self.terms(Some(rule), earning.pool, earned_at, available)
    }

    /// The terms of points that no rule grants.
    pub(super) fn pool_terms(&self, pool: PoolId, at: Instant) -> Terms {
        self.terms(None, pool, at, Available::From(at))
    }

    pub(super) fn terms(
        &self,
        rule: Option<RuleId>,
        pool: PoolId,
        earned_at: Instant,
        available: Available,
    ) -> Terms {
        let rules = &self.member.program.rules;
        let expiry = rules.points.expiry(rule, pool);
        // What still waits gets its expiry when it need no longer.
        let expires_at = match available {
            Available::From(from) => expires(expiry, self.member, earned_at, from),
            _ => None,
        };
        let sliding = matches!(expiry, Expiry::Inactivity(_));
        Terms { available, expires_at, sliding: sliding && expires_at.is_some() }
    }

    /// Points with an expiry of their own, at once; none is over before it began.
    pub(super) fn fixed_terms(&self, expires_at: Option<Instant>) -> Terms {
        let expires_at = expires_at.map(|end| end.max(self.at));
        Terms { available: Available::From(self.at), expires_at, sliding: false }
    }

    /// A waiting lot becomes available.
    pub(super) fn release(&mut self, lot: LotIx) {
        let (it, names) = (*self.member.ledger.lot(lot), self.member.ledger.names(lot).clone());
        let rules = &self.member.program.rules;
        let wait = it.rule.map(|rule| rules.points.rule(rule).available);
        let at = self.at.max(it.earned_at);
        let from = match (it.available, wait) {
            (Available::OnDelivery, Some(Availability::After(wait))) => {
                rules.calendar.after(at, wait)
            }
            (Available::OnDelivery, Some(Availability::On(instant))) => instant.max(at),
            _ => at,
        };
        // What is delivered is earned with the delivery.
        let earned_at = if it.available == Available::OnDelivery { at } else { it.earned_at };
        let terms = self.terms(it.rule, it.pool, earned_at, Available::From(from));
        let mut entry = self.entry(EntryKind::Released);
        entry.lot = Some(names.id);
        entry.lot_ix = Some(lot);
        entry.rule = names.rule;
        entry.points = it.left;
        entry.available_at = Some(from);
        entry.expires_at = terms.expires_at;
        entry.sliding = terms.sliding;
        self.put(entry);
        self.fresh.push(lot);
    }

    /// What lots do that have just become available, once the event has done all else: they repay
    /// what the member owes, and of what is left the household's part leaves.
    pub(super) fn mature(&mut self) {
        for lot in std::mem::take(&mut self.fresh) {
            self.matured(lot);
        }
    }

    pub(super) fn matured(&mut self, lot: LotIx) {
        if self.member.ledger.lot(lot).state(self.when) == LotState::Available {
            self.repay(lot);
            self.share_with_household(lot);
        }
    }

    fn share_with_household(&mut self, lot: LotIx) {
        let it = *self.member.ledger.lot(lot);
        let (Some(to), Some(household)) =
            (self.member.household.clone(), self.member.program.rules.points.household)
        else {
            return;
        };
        // What was received or given by hand is one's own; without an event nobody could be told.
        if it.rule.is_none() || self.event.is_none() {
            return;
        }
        // What cannot be spent counts for the member's own standing.
        if !self.member.program.rules.points.is_spendable(it.pool) {
            return;
        }
        let points = household.share.of_points(it.left, Rounding::Floor);
        self.send_from(lot, points, &to, it.expires_at);
    }

    /// Points of a lot leave for another account, which gets them with this expiry.
    pub(super) fn send_from(
        &mut self,
        lot: LotIx,
        points: Points,
        to: &Key,
        expires_at: Option<Instant>,
    ) {
        if points > Points::ZERO {
            let mut entry = self.entry(EntryKind::Transferred);
            entry.party = Some(to.clone());
            self.move_points(entry, lot, points);
            let pool = self.member.pool_name(self.member.ledger.lot(lot).pool).cloned();
            self.send(to, Received { pool, points, expires_at });
        }
    }

    /// An entry about points of one lot.
    pub(super) fn move_points(&mut self, mut entry: Entry, lot: LotIx, points: Points) {
        entry.lot = Some(self.member.ledger.names(lot).id.clone());
        entry.lot_ix = Some(lot);
        entry.points = points;
        self.put(entry);
    }

    /// Takes points from a pool's available lots in spending order; `make` makes the entry of each
    /// share. Returns what could not be taken.
    pub(super) fn take(
        &mut self,
        pool: PoolId,
        mut points: Points,
        at: Instant,
        make: &dyn Fn(&Self) -> Entry,
    ) -> Points {
        let mut place = self.member.ledger.first_left();
        while points > Points::ZERO
            && let Some(&lot) = self.member.ledger.spending_order().get(place)
        {
            place += 1;
            let it = self.member.ledger.lot(lot);
            if it.pool == pool && it.left > Points::ZERO && it.is_available(at) {
                let share = points.min(it.left);
                points -= share;
                let entry = make(self);
                self.move_points(entry, lot, share);
            }
        }
        points
    }

    /// Refuses an event whose points are not all there: what was promised is never cut.
    pub(super) fn all_taken(
        &self,
        missing: Points,
        field: &str,
        place: &mut Place<'_, '_>,
    ) -> Option<()> {
        if missing > Points::ZERO {
            let missing = self.member.program.rules.points.written(missing);
            let message = format_args!("{missing} of the points are not there");
            place.error(Code::EventRefused, field, message);
            return None;
        }
        Some(())
    }

    /// Repays what the member owes of a lot's pool from that lot, if it is available: the oldest
    /// debt first. Each lot repays when its points come, so that no debt waits beside points.
    pub(super) fn repay(&mut self, lot: LotIx) {
        let mut place = 0;
        while let Some(debt) = self.member.debts.get(place) {
            let it = self.member.ledger.lot(lot);
            if it.left == Points::ZERO || !it.is_available(self.when) {
                return;
            }
            let points = debt.points.min(it.left);
            if debt.pool != it.pool {
                place += 1;
                continue;
            }
            let (pool_ix, source) = (debt.pool, debt.source.clone());
            let mut entry = self.entry(EntryKind::Repaid);
            entry.order = self.member.find_order(&source).map(|_| source.clone());
            entry.source = Some(source);
            entry.pool = self.member.pool_name(pool_ix).cloned();
            entry.pool_ix = pool_ix;
            self.move_points(entry, lot, points);
        }
    }

    /// What is over at an instant is gone.
    pub(super) fn expire(&mut self, lot: LotIx, at: Instant) {
        let points = self.member.ledger.lot(lot).left;
        if points > Points::ZERO {
            let rule = self.member.ledger.names(lot).rule.clone();
            let mut entry = Entry::new(EntryKind::Expired, None, at);
            entry.rule = rule;
            self.move_points(entry, lot, points);
        }
    }

    /// What came back or was granted too late to live.
    pub(super) fn expire_due(&mut self) {
        self.expire_until(self.when, Some(self.when));
    }

    /// Lots that end until an instant: each at its end, or `late`.
    pub(super) fn expire_until(&mut self, until: Instant, late: Option<Instant>) {
        let mut place = self.member.ledger.first_left();
        while let Some(&lot) = self.member.ledger.spending_order().get(place)
            && let Some(end) = self.member.ledger.lot(lot).expires_at
            && end <= until
        {
            place += 1;
            self.expire(lot, late.unwrap_or(end));
        }
    }

    /// Something happened that counts as activity: sliding lots live longer.
    pub(super) fn slide(&mut self, activity: Option<ActivityId>, earned: bool) {
        let rules = self.member.program.clone();
        let points = &rules.rules.points;
        let mut groups: Vec<(PoolId, Option<RuleId>, &Inactivity)> = Vec::new();
        for (pool, it) in (0..).zip(&points.pools) {
            if let Expiry::Inactivity(inactivity) = &it.expires {
                groups.push((PoolId(pool), None, inactivity));
            }
        }
        for (rule, it) in (0..).zip(&points.earning) {
            if let Some(Expiry::Inactivity(inactivity)) = &it.expires {
                groups.push((it.pool, Some(RuleId(rule)), inactivity));
            }
        }
        // Asked once, and only where something can slide: it looks at each lot.
        if groups.is_empty() || !self.member.ledger.lots().iter().any(|lot| lot.sliding) {
            return;
        }
        for (pool, rule, inactivity) in groups {
            let counts = match (activity, &inactivity.activities) {
                (Some(activity), Some(listed)) => listed.contains(&activity),
                _ => true,
            };
            if counts && (earned || inactivity.zero_points) {
                let rule = rule.map(|rule| points.rule(rule).id.clone());
                let mut entry = self.entry(EntryKind::Extended);
                entry.rule = rule;
                entry.pool = self.member.pool_name(pool).cloned();
                entry.pool_ix = pool;
                entry.expires_at = Some(rules.rules.calendar.after(self.at, inactivity.period));
                self.put(entry);
            }
        }
    }
}

/// A lot's name: where it comes from, and the rule that gave it. No rule's id has a `:` in it.
pub(super) fn lot_id(source: &Key, rule: &str) -> Option<Key> {
    Key::parse(&format!("{source}:{rule}")).ok()
}

/// Until when points live that were earned and become available at these instants.
fn expires(
    expiry: &Expiry,
    member: &Member,
    earned_at: Instant,
    available_at: Instant,
) -> Option<Instant> {
    let calendar = &member.program.rules.calendar;
    match expiry {
        Expiry::Never => None,
        Expiry::After(ExpiresAfter { period, from_available, to_end_of }) => {
            let from = if *from_available { available_at } else { earned_at };
            let end = calendar.after(from, *period);
            Some(to_end_of.map_or(end, |it| cycle(member, it, end).until.unwrap_or(Instant::MAX)))
        }
        Expiry::On { days, years } => {
            let day = yearly(days, calendar.day_of(earned_at), *years)?;
            Some(calendar.date_window(None, Some(day)).until.unwrap_or(Instant::MAX))
        }
        Expiry::At(instant) => Some((*instant).max(earned_at)),
        Expiry::Inactivity(inactivity) => Some(calendar.after(earned_at, inactivity.period)),
    }
}

/// The first of some days of the year, so many calendar years ahead, that is not before a day.
fn yearly(days: &[MonthDay], from: Date, years: u16) -> Option<Date> {
    let first_year = from.year() + i32::from(years);
    let mut best: Option<Date> = None;
    for day in days {
        for year in [first_year, first_year + 1] {
            let (month, last) = (u32::from(day.month), u32::from(day.day));
            let date = Date::from_ymd(year, month, last)
                .or_else(|| Date::from_ymd(year, month, last.saturating_sub(1)));
            if let Some(date) = date.filter(|date| from <= *date)
                && best.is_none_or(|best| date < best)
            {
                best = Some(date);
            }
        }
    }
    best
}
