//! What returns and corrections change of levels, and what was earned by entering those that would
//! not have been.

use super::{Place, Recorder};
use crate::engine::tiers::{
    Change, Rewalked, first_doubt, ladders_with, recounted, rewalk, stands, walked_ladders,
};
use crate::member::{LotIx, Why};
use crate::outcome::{Entry, EntryKind};
use crate::program::{LevelReturns, On, RuleId};
use crate::value::{Instant, Points};

impl Recorder<'_> {
    /// After units came back: levels that would not have been are undone, or asked anew.
    pub(super) fn undo_levels(&mut self, place: &mut Place<'_, '_>) -> Option<()> {
        self.looking_back(&mut |it| it.undo_all(place))
    }

    /// What has expired by now has expired since for who looks back, settled or not.
    fn looking_back(&mut self, walk: &mut dyn FnMut(&mut Self) -> Option<()>) -> Option<()> {
        let settled = self.member.as_of;
        self.member.as_of = settled.max(Some(self.when));
        let done = walk(self);
        self.member.as_of = settled;
        done
    }

    fn undo_all(&mut self, place: &mut Place<'_, '_>) -> Option<()> {
        let undone = ladders_with(self.member, &|it| it.returns == LevelReturns::UndoCaused);
        if let Some(from) = first_doubt(self.member, &undone) {
            for walk in rewalk(self.member, &undone, from, self.when) {
                self.undo(&walk, from, place)?;
            }
        }
        let recount = ladders_with(self.member, &|it| it.returns == LevelReturns::Recount);
        // Else buying, entering and returning would give without end.
        if let Some(from) = first_doubt(self.member, &recount) {
            for walk in rewalk(self.member, &recount, from, self.when) {
                self.take_back_entering(&walk, from, place)?;
            }
        }
        for change in recounted(self.member, &recount, self.when) {
            self.put_change(&Change { why: Why::Undone, ..change });
        }
        Some(())
    }

    /// The level is what it would have been, where that is lower, or the same that is over sooner.
    /// What was given for entering levels that would not have been is taken back, however long they
    /// are over.
    fn undo(&mut self, walk: &Rewalked, from: Instant, place: &mut Place<'_, '_>) -> Option<()> {
        let (would, now) = (walk.end, stands(self.member, walk.end.ladder, self.when));
        let is_over = would.why == Why::Grace && now.why != Why::Grace;
        let sooner = |until| now.until.is_none_or(|end| until < end);
        if would.level < now.level {
            self.put_walked(walk, self.when, Why::Undone);
        } else if would.level == now.level && (is_over || would.until.is_some_and(sooner)) {
            self.put_walked(walk, now.since, Why::Undone);
        }
        self.take_back_entering(walk, from, place)
    }

    fn take_back_entering(
        &mut self,
        walk: &Rewalked,
        from: Instant,
        place: &mut Place<'_, '_>,
    ) -> Option<()> {
        for lot in self.lots_of_entering(walk, from) {
            self.take_back(lot, place)?;
        }
        Some(())
    }

    /// After an event that came late: levels that are had because of it begin now, or go on.
    pub(super) fn lift_levels(&mut self, happened: Instant) {
        self.looking_back(&mut |it| {
            it.lift_all(happened);
            Some(())
        });
    }

    fn lift_all(&mut self, happened: Instant) {
        let ladders = walked_ladders(self.member);
        let doubt = first_doubt(self.member, &ladders).unwrap_or(happened);
        for walk in rewalk(self.member, &ladders, doubt.min(happened), self.when) {
            self.lift(&walk);
        }
    }

    /// The level is what it would have been, where that is higher, or the same that goes on for
    /// longer.
    fn lift(&mut self, walk: &Rewalked) {
        let (would, now) = (walk.end, stands(self.member, walk.end.ladder, self.when));
        let longer = match (now.why == Why::Grace, would.why == Why::Grace) {
            (true, false) => true,
            (false, true) => false,
            _ => now.until.is_some_and(|end| would.until.is_none_or(|until| end < until)),
        };
        if would.level > now.level {
            self.put_walked(walk, self.when, Why::Earned);
        } else if would.level == now.level && longer {
            self.put_walked(walk, now.since, Why::Earned);
        }
    }

    /// The end of a walk is what holds from now on; a grace goes on.
    fn put_walked(&mut self, walk: &Rewalked, since: Instant, why: Why) {
        let now = Change { since, why, ..walk.end };
        self.put_change(&now);
        if walk.end.why == Why::Grace {
            self.put_change(&Change { why: Why::Grace, ..now });
        }
    }

    pub(super) fn put_change(&mut self, change: &Change) {
        let event = self.event.clone();
        self.put(Entry { event, ..change.entry(self.member, self.when) });
    }

    /// The lots that were granted on entering levels of a ladder, from an instant on, more often
    /// than a walk enters them.
    fn lots_of_entering(&self, walk: &Rewalked, from: Instant) -> Vec<LotIx> {
        let member = &*self.member;
        let (mut lots, mut kept): (Vec<LotIx>, Vec<RuleId>) = (Vec::new(), Vec::new());
        // In an order that a snapshot keeps; the last ones stay.
        for &ix in member.ledger.spending_order().iter().rev() {
            let lot = member.ledger.lot(ix);
            let Some(rule) = lot.rule.filter(|_| lot.earned && !lot.undone) else { continue };
            if let On::EntersTier(ladder, level) = member.program.rules.points.rule(rule).on
                && ladder == walk.end.ladder
                && from <= lot.earned_at
            {
                let entered = walk.entered.iter().filter(|it| **it == level).count();
                if kept.iter().filter(|it| **it == rule).count() < entered {
                    kept.push(rule);
                } else {
                    lots.push(ix);
                }
            }
        }
        lots.reverse();
        lots
    }

    /// After a return because of which the member is in a segment or stage no more: what entering
    /// it gave since the order, the last time, is taken back.
    pub(super) fn take_back_left(&mut self, on: On, place: &mut Place<'_, '_>) -> Option<()> {
        let returned = |it: &&Entry| it.event.is_some() && it.kind == EntryKind::Returned;
        let entry = self.entries.iter().rfind(returned);
        let order = entry.and_then(|it| self.member.find_order(it.order.as_ref()?));
        let Some(order) = order else { return Some(()) };
        let since = self.member.orders[order].at;
        for rule in self.fired(&|it| it == on) {
            let mut last: Option<(Instant, LotIx)> = None;
            for &ix in self.member.ledger.spending_order() {
                let lot = self.member.ledger.lot(ix);
                let later = last.is_none_or(|(at, _)| at < lot.earned_at);
                if lot.rule == Some(rule) && lot.earned && since <= lot.earned_at && later {
                    last = Some((lot.earned_at, ix));
                }
            }
            if let Some((_, lot)) = last {
                self.take_back(lot, place)?;
            }
        }
        Some(())
    }

    /// Takes a lot back like what a return takes: from itself, and what was spent from others.
    /// Nothing of it was earned.
    pub(super) fn take_back(&mut self, lot: LotIx, place: &mut Place<'_, '_>) -> Option<()> {
        let (it, names) = (*self.member.ledger.lot(lot), self.member.ledger.names(lot).clone());
        if it.undone {
            return Some(());
        }
        let due = it.granted - it.clawed_back;
        let own = if it.is_over(self.when) { Points::ZERO } else { it.left.min(due) };
        let entry = Entry { rule: names.rule, ..self.entry(EntryKind::ClawedBack) };
        self.move_points(entry, lot, own);
        let short = (due - own - it.expired - it.forfeited).max(Points::ZERO);
        self.claw_elsewhere(None, &names.id, it.pool, short, place)
    }
}
