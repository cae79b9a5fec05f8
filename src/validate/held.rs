//! What orders and redemptions of a snapshot say of its lots, held against the lots: else a return
//! would give back what no lot had paid.

use crate::member::{Debt, Lot, LotIx, Member, OrderSpent};
use crate::problem::{Code, Path, Report};
use crate::program::PointsRules;
use crate::value::Points;
use crate::value::order::order;

/// For each lot, by its index, what was named so far. No sum is over 64 bits: a document has room
/// for some 300,000 numbers, each of at most 4e11.
struct Held<'m> {
    member: &'m Member,
    paid: Vec<Points>,
    clawed_back: Vec<Points>,
    earned: Vec<Points>,
    renewed: Vec<Points>,
    /// The last list that named it, counted from one.
    list: Vec<u32>,
    lists: u32,
}

/// Reports what orders and redemptions say more of a lot than it says itself.
pub(super) fn held(member: &Member, at: &Path<'_>, report: &mut Report) {
    let none = || vec![Points::ZERO; member.ledger.len()];
    let list = vec![0; member.ledger.len()];
    let (paid, clawed_back, earned, renewed) = (none(), none(), none(), none());
    let mut held = Held { member, paid, clawed_back, earned, renewed, list, lists: 0 };
    let orders = at.field("orders");
    for (index, order) in member.orders.iter().enumerate() {
        let at = orders.index(index);
        held.lists += 1;
        let place = at.field("earned");
        for (index, it) in order.earned.iter().enumerate() {
            let at = place.index(index);
            held.once(it.lot, &at, report);
            let lines = it.lines.iter().copied().sum();
            held.earned(it.lot, lines, &at.field("lines"), report);
            held.clawed_back(it.lot, it.clawed_back, &at.field("clawed_back"), report);
        }
        held.spent(&order.spent, &at.field("spent"), report);
        held.lists += 1;
        let place = at.field("taken");
        for (index, it) in order.taken.iter().enumerate() {
            let at = place.index(index);
            held.once(it.lot, &at, report);
            held.clawed_back(it.lot, it.points, &at.field("points"), report);
        }
    }
    let redemptions = at.field("redemptions");
    for (index, redemption) in member.redemptions.iter().enumerate() {
        held.spent(&redemption.spent, &redemptions.index(index).field("spent"), report);
    }
    debts(&member.debts, &at.field("debts"), report);
}

impl Held<'_> {
    /// A list names a lot once.
    fn once(&mut self, lot: LotIx, at: &Path<'_>, report: &mut Report) {
        let list = &mut self.list[lot.0 as usize];
        if *list == self.lists {
            let id = &self.member.ledger.names(lot).id;
            let message = format_args!("the lot `{id}` is in the list already");
            report.error(Code::Contradiction, &at.field("lot"), message);
        }
        *list = self.lists;
    }

    fn spent(&mut self, list: &[OrderSpent], at: &Path<'_>, report: &mut Report) {
        self.lists += 1;
        for (index, it) in list.iter().enumerate() {
            let at = at.index(index);
            self.once(it.lot, &at, report);
            let (lot, rules) = (*self.member.ledger.lot(it.lot), &self.member.program.rules.points);
            let sum = &mut self.paid[it.lot.0 as usize];
            let rest = (it.points - it.returned).max(Points::ZERO);
            within(rules, sum, rest, lot.spent(), "was spent of", &at.field("points"), report);
            let Some(new) = it.renewed else { continue };
            let place = at.field("renewed");
            // Some of it may have come back to its old lot before: one point went at the least.
            let sum = &mut self.renewed[it.lot.0 as usize];
            within(rules, sum, Points::SMALLEST, lot.transferred, "left", &place, report);
            if self.member.ledger.lot(new).pool != lot.pool {
                let message = format_args!("points came back to a lot of another pool");
                report.error(Code::Contradiction, &place, message);
            }
        }
    }

    fn earned(&mut self, lot: LotIx, points: Points, at: &Path<'_>, report: &mut Report) {
        let Lot { granted, .. } = *self.member.ledger.lot(lot);
        let (rules, sum) = (&self.member.program.rules.points, &mut self.earned[lot.0 as usize]);
        within(rules, sum, points, granted, "was granted with", at, report);
    }

    fn clawed_back(&mut self, lot: LotIx, points: Points, at: &Path<'_>, report: &mut Report) {
        let Lot { clawed_back, .. } = *self.member.ledger.lot(lot);
        let (rules, sum) =
            (&self.member.program.rules.points, &mut self.clawed_back[lot.0 as usize]);
        within(rules, sum, points, clawed_back, "was taken back from", at, report);
    }
}

/// Adds to a sum, unless that passes what a lot says.
fn within(
    rules: &PointsRules,
    sum: &mut Points,
    points: Points,
    most: Points,
    what: &str,
    at: &Path<'_>,
    report: &mut Report,
) {
    if *sum + points <= most {
        *sum += points;
        return;
    }
    let most = rules.written(most);
    let message = format_args!("this is more than {what} the lot, which is {most} in all");
    report.error(Code::Contradiction, at, message);
}

/// Debts of one pool and source are one.
fn debts(debts: &[Debt], at: &Path<'_>, report: &mut Report) {
    let key = |debt: usize| (debts[debt].pool.0, &debts[debt].source);
    let sorted = order(debts.len(), &mut |one, other| key(one).cmp(&key(other)));
    for pair in sorted.windows(2) {
        if key(pair[0]) == key(pair[1]) {
            let source = &debts[pair[1]].source;
            let message = format_args!("there is a debt from `{source}` already");
            let report = report.id(source.as_str());
            report.error(Code::DuplicateId, &at.index(pair[1]).field("source"), message);
        }
    }
}
