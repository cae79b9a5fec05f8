//! What returns and corrections change of levels, and what was earned by entering those that would
//! not have been.

use super::{Place, Recorder};
use crate::engine::tiers::{
    Change, Rewalked, first_doubt, ladders_with, recounted, rewalk, walked_ladders,
};
use crate::member::{LotIx, Why};
use crate::outcome::{Entry, EntryKind};
use crate::program::{LadderId, LevelId, LevelReturns, On};
use crate::value::{Instant, Points};

impl Recorder<'_> {
    /// After units came back: levels that would not have been are undone, or asked anew.
    pub(super) fn undo_levels(&mut self, place: &mut Place<'_, '_>) -> Option<()> {
        let undone = ladders_with(self.member, &|it| it.returns == LevelReturns::UndoCaused);
        if let Some(from) = first_doubt(self.member, &undone) {
            for walk in rewalk(self.member, &undone, from, self.when) {
                self.undo(&walk, from, place)?;
            }
        }
        let recount = ladders_with(self.member, &|it| it.returns == LevelReturns::Recount);
        for change in recounted(self.member, &recount, self.when) {
            self.put_change(&Change { why: Why::Undone, ..change });
        }
        Some(())
    }

    /// The level is what it would have been, where that is lower.
    fn undo(&mut self, walk: &Rewalked, from: Instant, place: &mut Place<'_, '_>) -> Option<()> {
        let ladder = walk.end.ladder;
        if walk.end.level >= self.level_of(ladder) {
            return Some(());
        }
        let lots = self.lots_of_entering(ladder, walk.top, from);
        self.put_walked(walk, Why::Undone);
        for lot in lots {
            self.take_back(lot, place)?;
        }
        Some(())
    }

    /// After an event that came late: levels that are had because of it begin now.
    pub(super) fn lift_levels(&mut self, happened: Instant) {
        let ladders = walked_ladders(self.member);
        let doubt = first_doubt(self.member, &ladders).unwrap_or(happened);
        for walk in rewalk(self.member, &ladders, doubt.min(happened), self.when) {
            if walk.end.level > self.level_of(walk.end.ladder) {
                self.put_walked(&walk, Why::Earned);
            }
        }
    }

    fn level_of(&self, LadderId(ladder): LadderId) -> Option<LevelId> {
        let ladder = &self.member.program.rules.ladders[usize::from(ladder)];
        self.member.level(ladder, self.when).0
    }

    /// The end of a walk is what holds from now on; a grace goes on.
    fn put_walked(&mut self, walk: &Rewalked, why: Why) {
        let now = Change { since: self.when, why, ..walk.end };
        self.put_change(&now);
        if walk.end.why == Why::Grace {
            self.put_change(&Change { why: Why::Grace, ..now });
        }
    }

    pub(super) fn put_change(&mut self, change: &Change) {
        let event = self.event.clone();
        self.put(Entry { event, ..change.entry(self.member, self.when) });
    }

    /// The lots that were granted on entering levels of a ladder, from an instant on, that are
    /// above another; those of a level that was undone since are taken back already.
    fn lots_of_entering(&self, of: LadderId, above: Option<LevelId>, from: Instant) -> Vec<LotIx> {
        let member = &*self.member;
        let ladder = &member.program.rules.ladders[usize::from(of.0)];
        let undone = |level: LevelId, earned_at: Instant| {
            member.tiers.iter().any(|it| {
                let to = it.level.as_ref().and_then(|to| ladder.level(to));
                it.why == Why::Undone
                    && it.ladder == ladder.id
                    && earned_at <= it.at
                    && to < Some(level)
            })
        };
        let mut lots = Vec::new();
        // In an order that a snapshot keeps.
        for &ix in member.ledger.spending_order() {
            let lot = member.ledger.lot(ix);
            let on = lot.rule.map(|rule| member.program.rules.points.rule(rule).on);
            if let Some(On::EntersTier(ladder, level)) = on
                && ladder == of
                && above < Some(level)
                && from <= lot.earned_at
                && !undone(level, lot.earned_at)
            {
                lots.push(ix);
            }
        }
        lots
    }

    /// Takes a lot back like what a return takes: from itself, and what was spent from others.
    fn take_back(&mut self, lot: LotIx, place: &mut Place<'_, '_>) -> Option<()> {
        let (it, names) = (*self.member.ledger.lot(lot), self.member.ledger.names(lot).clone());
        let due = it.granted - it.clawed_back;
        let own = if it.is_over(self.when) { Points::ZERO } else { it.left.min(due) };
        if own > Points::ZERO {
            let entry = Entry { rule: names.rule, ..self.entry(EntryKind::ClawedBack) };
            self.move_points(entry, lot, own);
        }
        let short = (due - own - it.expired - it.forfeited).max(Points::ZERO);
        self.claw_elsewhere(None, &names.id, it.pool, short, place)
    }
}
