//! What is left of a step: carried to the next order, and what returns make of it.
//!
//! What is carried is all that a rule counted of what was kept, less the steps whose points were
//! kept. Each order notes what was counted of it, so that a return asks nothing about its day.

use super::Recorder;
use super::returns::part;
use crate::member::{Order, OrderCounted};
use crate::outcome::{CarriedOn, EntryKind};
use crate::value::{Key, Money, Points, Rounding, mul_div};

impl Recorder<'_> {
    /// Carries what is left of steps on from an order, or from what is none.
    pub(super) fn carry(&mut self, carried: &[CarriedOn], order: Option<&Key>) {
        for it in carried {
            let rule = self.member.program.rules.points.rule(it.rule).id.clone();
            let mut entry = self.entry(EntryKind::Carried);
            entry.order = order.cloned();
            entry.rule = Some(rule);
            entry.amount = Some(it.left);
            entry.counted.clone_from(&it.counted);
            self.put(entry);
        }
    }

    /// Moves what is carried to what it would be without what came back of an order. `targets` is
    /// how many points of each lot that it earned are to be taken back by now.
    pub(super) fn carry_less(&mut self, order: usize, targets: &[Points]) {
        let it = &self.member.orders[order];
        let mut moves = Vec::new();
        for counted in &it.counted {
            let more = self.still_moved(it, counted, targets) - counted.moved;
            if more != Money::ZERO {
                moves.push((it.id.clone(), counted.rule.clone(), more));
            }
        }
        for (order, rule, more) in moves {
            let known = self.member.carried.iter().find(|it| it.rule == rule);
            let known = known.map_or(Money::ZERO, |it| it.amount);
            let mut entry = self.entry(EntryKind::Carried);
            entry.order = Some(order);
            entry.rule = Some(rule);
            entry.amount = Some(Money::clamped((known + more).minor()));
            self.put(entry);
        }
    }

    /// By how much what is kept of an order moves what a rule carries: by what was counted of it,
    /// less the steps whose points are kept.
    fn still_moved(&self, order: &Order, counted: &OrderCounted, targets: &[Points]) -> Money {
        let (mut all, mut back) = (0, 0);
        for (line, amount) in order.lines.iter().zip(&counted.lines) {
            all += amount.minor();
            back += part(amount.minor(), line);
        }
        let shipping = if order.shipping.returned { 0 } else { counted.shipping.minor() };
        let earned = order.earned.iter().zip(targets);
        let points = earned
            .filter(|(it, _)| self.member.ledger.names(it.lot).rule.as_ref() == Some(&counted.rule))
            .map(|(it, target)| {
                // What was taken back before stays so, whatever the rules of today would keep.
                let gone = it.clawed_back.max(*target);
                (gone.count(), it.lines.iter().copied().sum::<Points>().count())
            })
            .find(|(_, all)| *all > 0);
        let steps = counted.steps.minor();
        let freed = if order.lines.iter().all(|line| line.returned == line.units) {
            steps
        } else {
            // Where a cap left no points, what was counted says which part of the steps came back.
            let (gone, of) = points.unwrap_or((back, all));
            mul_div(steps, gone, of, Rounding::Floor).unwrap_or(0)
        };
        Money::clamped(all - back + shipping - (steps - freed))
    }
}
