//! Returns: what units earned is taken back, what was spent on them comes back.
//!
//! Everything is reckoned for all units that came back so far, and the difference is what happens,
//! so that any sequence of returns ends where one full return would:
//!
//! 1. What earlier returns of the order took from other lots than its own, as far as those live,
//!    and what they left as a debt, is put back, to be taken anew.
//! 2. Points that had paid come back, those that were taken last first; they repay older debts.
//! 3. What was earned is taken back from the order's own lots, pending or available. What of them
//!    expired or was forfeited counts as taken back.
//!    What is carried of steps is what it would be without what came back (`carry`).
//! 4. What is missing is taken from other lots in spending order, then owed, or forgiven.

use super::lots::lot_id;
use super::{Place, Recorder};
use crate::cart::{Cart, Line};
use crate::engine::facts::{CartFacts, Facts};
use crate::engine::measures::favoured;
use crate::engine::points::{LineAmounts, Occasion, earn};
use crate::engine::reasons::offer_refusals;
use crate::member::{Available, LotNames, Member, Order, OrderLine, OrderSpent};
use crate::outcome::{Entry, EntryKind, Restored, ReturnedLine};
use crate::problem::Code;
use crate::program::{Clawback, ExpiredBack, On, PoolId, RuleId, Shortfall, SpentBack};
use crate::value::{Id, Instant, Key, Money, Points, Rounding, split_units};

impl Recorder<'_> {
    pub(super) fn return_units(
        &mut self,
        id: &Key,
        lines: Option<Vec<(Key, u32)>>,
        shipping: Option<bool>,
        place: &mut Place<'_, '_>,
    ) -> Option<()> {
        let at = place.at.field("refund");
        let place = &mut Place { at: &at, report: place.report };
        let order = self.known_order(id, place)?;
        let had_come_back = self.member.orders[order].came_back();
        let returned = returned_parts(&self.member.orders[order], lines, shipping, place)?;
        let mut entry = self.entry(EntryKind::Returned);
        entry.order = Some(id.clone());
        entry.returned = returned;
        self.put(entry);
        if !had_come_back {
            self.restored.extend(self.member.freed(order).cloned().map(Restored::Offer));
        }
        self.revoke_issued(order);
        self.less_cash_back(order);
        self.put_back(order, id);
        self.give_back(order, id);
        let targets = self.targets(order);
        self.carry_less(order, &targets);
        let missing = self.claw_back(order, id, targets);
        for (pool, points) in missing {
            self.claw_elsewhere(Some(id), id, pool, points, place)?;
        }
        self.undo_levels(place)?;
        self.expire_due();
        Some(())
    }

    /// Step 1.
    fn put_back(&mut self, order: usize, id: &Key) {
        for taken in self.member.orders[order].taken.clone() {
            if !self.member.ledger.lot(taken.lot).is_over(self.when) {
                let mut entry = self.entry(EntryKind::Restored);
                entry.order = Some(id.clone());
                self.move_points(entry, taken.lot, taken.points);
            }
        }
        let debts: Vec<_> =
            self.member.debts.iter().filter(|debt| debt.source == *id).cloned().collect();
        for debt in debts {
            self.debt(EntryKind::Cleared, id, debt.pool, debt.points);
        }
    }

    fn debt(&mut self, kind: EntryKind, source: &Key, pool: PoolId, points: Points) {
        let mut entry = self.entry(kind);
        entry.source = Some(source.clone());
        entry.pool = self.member.pool_name(pool).cloned();
        entry.pool_ix = pool;
        entry.points = points;
        self.put(entry);
    }

    /// Step 2.
    fn give_back(&mut self, order: usize, id: &Key) {
        let it = &self.member.orders[order];
        let mut due = match self.member.program.rules.points.returns.spent {
            SpentBack::ProRata => paid_by_points(it),
            SpentBack::FullReturn if is_returned(it) => it.spent.iter().map(|it| it.points).sum(),
            SpentBack::FullReturn | SpentBack::Never => Points::ZERO,
        };
        let spent = it.spent.clone();
        for (index, paid) in spent.iter().enumerate().rev() {
            let back = due.min(paid.points);
            due -= back;
            if back > paid.returned {
                let mut entry = self.entry(EntryKind::GivenBack);
                entry.order = Some(id.clone());
                self.give_back_to(entry, (index, paid), back - paid.returned);
            }
        }
    }

    /// Points go back to the lot that paid them, or live on in a lot of their own.
    pub(super) fn give_back_to(
        &mut self,
        mut entry: Entry,
        (index, paid): (usize, &OrderSpent),
        points: Points,
    ) {
        let rules = &self.member.program.rules;
        let lot = self.member.ledger.lot(paid.lot);
        let fresh = match rules.points.returns.expired {
            ExpiredBack::Lost => None,
            ExpiredBack::MinimumLife(life) => {
                let least = rules.calendar.after(self.when, life);
                let sooner = lot.expires_at.filter(|end| *end < least && self.when < least);
                sooner.map(|_| (Some(least), false))
            }
            ExpiredBack::Renewed => Some(self.renewed_terms(lot.rule, lot.pool)),
        };
        // Named only where it is needed: most points come back to the lot that they came from.
        let named = fresh.and_then(|life| Some((life, self.lot_for_back(&entry, (index, paid))?)));
        let lot = match named {
            // A source so long that nothing can be named after it keeps its points in the old lot.
            None => {
                self.move_points(entry, paid.lot, points);
                Some(paid.lot)
            }
            Some(((expires_at, sliding), name)) => {
                entry.kind = EntryKind::Renewed;
                entry.lot = Some(name.clone());
                entry.source = Some(self.member.ledger.names(paid.lot).id.clone());
                entry.expires_at = expires_at;
                entry.sliding = sliding;
                entry.points = points;
                self.put(entry);
                self.member.ledger.find(&name)
            }
        };
        if let Some(lot) = lot {
            self.repay(lot);
        }
    }

    /// The name of the lot of their own that points come back to, if they have one.
    fn lot_for_back(&self, entry: &Entry, (index, paid): (usize, &OrderSpent)) -> Option<Key> {
        if let Some(lot) = paid.renewed {
            return Some(self.member.ledger.names(lot).id.clone());
        }
        // By the place among what paid, which a snapshot keeps; a lot's index it does not. What a
        // redemption gives back is told apart from an order's of the same name.
        let of = if entry.order.is_some() { "" } else { "r" };
        let source = entry.order.as_ref().or(entry.redemption.as_ref())?;
        lot_id(source, &format!("{}{of}{index}", LotNames::BACK))
    }

    /// Step 3: what every pool is short of.
    fn claw_back(&mut self, order: usize, id: &Key, targets: Vec<Points>) -> Vec<(PoolId, Points)> {
        let mut missing: Vec<(PoolId, Points)> = Vec::new();
        let kept = self.member.orders[order].taken.clone();
        for (index, target) in targets.into_iter().enumerate() {
            let earned = &self.member.orders[order].earned[index];
            let (lot, clawed) = (earned.lot, earned.clawed_back);
            let it = *self.member.ledger.lot(lot);
            let due = (target - clawed).max(Points::ZERO);
            let own = if it.is_over(self.when) { Points::ZERO } else { due.min(it.left) };
            if own > Points::ZERO {
                let rule = self.member.ledger.names(lot).rule.clone();
                let mut entry = self.entry(EntryKind::ClawedBack);
                entry.order = Some(id.clone());
                entry.rule = rule;
                self.move_points(entry, lot, own);
            }
            // What has just come back to a lot that is over is as gone as what was left of it.
            let over = if it.is_over(self.when) { it.left } else { Points::ZERO };
            let dead = it.expired + it.forfeited + over;
            let short = (due - own - dead).max(Points::ZERO);
            match missing.iter_mut().find(|(pool, _)| *pool == it.pool) {
                Some((_, points)) => *points += short,
                None => missing.push((it.pool, short)),
            }
        }
        for taken in kept {
            let pool = self.member.ledger.lot(taken.lot).pool;
            if let Some((_, points)) = missing.iter_mut().find(|(it, _)| *it == pool) {
                *points = (*points - taken.points).max(Points::ZERO);
            }
        }
        missing
    }

    /// How many points of each lot that the order earned are to be taken back by now.
    fn targets(&self, order: usize) -> Vec<Points> {
        let order = &self.member.orders[order];
        let rules = &self.member.program.rules.points;
        let of_units = |lines: &[Points]| -> Points {
            let shares = order.lines.iter().zip(lines);
            shares.map(|(line, points)| part(points.count(), line)).map(Points::clamped).sum()
        };
        let all = |lines: &[Points]| -> Points { lines.iter().copied().sum() };
        match rules.returns.clawback {
            _ if order.lines.iter().all(|line| line.returned == line.units) => {
                order.earned.iter().map(|it| all(&it.lines)).collect()
            }
            Clawback::Earned => order.earned.iter().map(|it| of_units(&it.lines)).collect(),
            Clawback::Recomputed { today, rounding } => {
                let now = if today { self.at } else { order.at };
                let kept = recomputed(self.member, order, now, opposite(rounding));
                let target = |it: &crate::member::OrderEarned| {
                    let rule = &self.member.ledger.names(it.lot).rule;
                    // A first order stays a first order, however much of it is kept.
                    let on = self.member.ledger.lot(it.lot).rule;
                    let on = on.map(|rule| rules.rule(rule).on);
                    if on == Some(On::Referee) {
                        return of_units(&it.lines);
                    }
                    let kept = kept.iter().find(|(id, _)| Some(id) == rule.as_ref());
                    let kept = kept.map_or(Points::ZERO, |(_, points)| *points);
                    (all(&it.lines) - kept).max(Points::ZERO)
                };
                order.earned.iter().map(target).collect()
            }
        }
    }

    /// Step 4: of what an order or, without one, a lot earned.
    pub(super) fn claw_elsewhere(
        &mut self,
        order: Option<&Key>,
        source: &Key,
        pool: PoolId,
        points: Points,
        place: &mut Place<'_, '_>,
    ) -> Option<()> {
        let returns = self.member.program.rules.points.returns;
        let mut left = points;
        if returns.other_lots {
            left = self.take(pool, left, self.when, &|it| Entry {
                order: order.cloned(),
                ..it.entry(EntryKind::ClawedBack)
            });
        }
        match returns.shortfall {
            _ if left == Points::ZERO => {}
            Shortfall::Negative { floor } => {
                let owed = self.member.debt(pool);
                let room = floor.map_or(left, |floor| (floor - owed).max(Points::ZERO));
                let owed = left.min(room);
                if owed > Points::ZERO {
                    self.debt(EntryKind::Owed, source, pool, owed);
                }
            }
            Shortfall::Forgiven => {}
            Shortfall::Refuse => {
                let left = self.member.program.rules.points.written(left);
                let message =
                    format_args!("{left} points that these units earned are spent already");
                place.error(Code::ReturnRefused, "", message);
                return None;
            }
        }
        Some(())
    }
}

/// What comes back, line by line, with its part of what was paid.
fn returned_parts(
    order: &Order,
    lines: Option<Vec<(Key, u32)>>,
    shipping: Option<bool>,
    place: &mut Place<'_, '_>,
) -> Option<Vec<ReturnedLine>> {
    let all = lines.is_none();
    let rest = |line: &OrderLine| (line.id.clone(), line.units - line.returned);
    let lines = lines.unwrap_or_else(|| order.lines.iter().map(rest).collect());
    let mut parts: Vec<ReturnedLine> = Vec::with_capacity(lines.len() + 1);
    for (index, (id, units)) in lines.into_iter().enumerate() {
        let list = place.at.field("lines");
        let at = list.index(index);
        let place = &mut Place { at: if all { place.at } else { &at }, report: place.report };
        let Some(line) = order.lines.iter().find(|line| line.id == id) else {
            let message = format_args!("the order `{}` has no line `{id}`", order.id);
            place.report.id(id.as_str());
            place.error(Code::UnknownLine, "line", message);
            return None;
        };
        let left = line.units - line.returned;
        if units > left {
            let message = format_args!(
                "{units} units of line `{id}` come back, but {left} of {} are left",
                line.units
            );
            place.error(Code::ReturnRefused, "units", message);
            return None;
        }
        if units > 0 {
            parts.push(returned_part(line, units));
        }
    }
    let charged = order.shipping.net() > Money::ZERO;
    if shipping.unwrap_or(all) && charged && !order.shipping.returned {
        let it = order.shipping;
        parts.push(ReturnedLine {
            line: None,
            units: 1,
            by_points: it.by_points,
            by_card: it.by_card,
            pay: it.pay(),
        });
    } else if shipping == Some(true) {
        let id = &order.id;
        let message = match charged {
            true => format!("shipping of the order `{id}` came back already"),
            false => format!("shipping of the order `{id}` cost nothing"),
        };
        place.error(Code::ReturnRefused, "shipping", format_args!("{message}"));
        return None;
    }
    if parts.is_empty() {
        let message = format_args!("all of the order `{}` came back already", order.id);
        place.error(Code::ReturnRefused, "order", message);
        return None;
    }
    Some(parts)
}

/// The part of some more units of a line in what it cost.
fn returned_part(line: &OrderLine, units: u32) -> ReturnedLine {
    let part = |amount: Money| {
        Money::clamped(split_units(amount.minor(), line.units).after(line.returned, units))
    };
    ReturnedLine {
        line: Some(line.id.clone()),
        units,
        by_points: part(line.by_points),
        by_card: part(line.by_card),
        pay: part(line.net - line.by_points - line.by_card),
    }
}

/// The part of a line's number that belongs to the units which came back.
pub(super) fn part(number: i64, line: &OrderLine) -> i64 {
    split_units(number, line.units).first(line.returned)
}

fn is_returned(order: &Order) -> bool {
    order.lines.iter().all(|line| line.returned == line.units)
        && (order.shipping.returned || order.shipping.net() == Money::ZERO)
}

/// The points that paid what came back.
fn paid_by_points(order: &Order) -> Points {
    let lines = order.lines.iter().map(|line| Points::clamped(part(line.spent.count(), line)));
    let shipping = if order.shipping.returned { order.shipping.spent } else { Points::ZERO };
    lines.sum::<Points>() + shipping
}

/// What rounds the rest so that the difference is rounded as wanted.
fn opposite(rounding: Rounding) -> Rounding {
    match rounding {
        Rounding::Floor | Rounding::TowardsZero => Rounding::Ceil,
        Rounding::Ceil | Rounding::AwayFromZero => Rounding::Floor,
        Rounding::HalfUp => Rounding::HalfDown,
        Rounding::HalfDown => Rounding::HalfUp,
        other => other,
    }
}

/// What the kept units would earn by themselves, by each rule.
fn recomputed(
    member: &Member,
    order: &Order,
    now: Instant,
    rounding: Rounding,
) -> Vec<(crate::value::Id, Points)> {
    with_amounts(member, order, now, |facts, amounts| {
        let rules = &member.program.rules;
        match earn(rules, facts, Occasion::Kept(amounts, Some(rounding))) {
            Ok(earned) => earned.rules.into_iter().map(|rule| (rule.rule, rule.points)).collect(),
            // A part of what was earned cannot be more than a lot holds; were it, nothing is kept.
            Err(_) => Vec::new(),
        }
    })
}

/// The amounts of what is kept of an order.
fn with_amounts<T>(
    member: &Member,
    order: &Order,
    now: Instant,
    make: impl FnOnce(&Facts<'_>, &LineAmounts<'_>) -> T,
) -> T {
    let rules = &*member.program.rules;
    let kept: Vec<&OrderLine> =
        order.lines.iter().filter(|line| line.returned < line.units).collect();
    let line = |line: &&OrderLine| {
        let units = line.units - line.returned;
        Line::new(line.id.clone(), units, line.price, line.goods.clone(), &rules.selectors)
    };
    let mut cart = Cart::new(member.program.clone(), kept.iter().map(line).collect());
    let shipping = order.shipping;
    cart.said = order.said.clone();
    cart.shipping = if shipping.returned { Money::ZERO } else { shipping.cost };
    let rest =
        |amount: Money, line: &OrderLine| amount - Money::clamped(part(amount.minor(), line));
    let net: Vec<Money> = kept.iter().map(|line| rest(line.net, line)).collect();
    let pay = |line: &&OrderLine| rest(line.net - line.by_points - line.by_card, line);
    let pay: Vec<Money> = kept.iter().map(pay).collect();
    // By themselves: what the order itself did is no part of the past.
    let without = member.find_order(&order.id);
    let mut of_member = Facts::new(member, None, now);
    of_member.without = without;
    let cart = favoured(&of_member, &cart);
    let goods = CartFacts::new(rules, &cart);
    goods.tell(&net);
    let mut facts = Facts::new(member, Some(&goods), now);
    facts.without = without;
    let kept = |amount: Money| if shipping.returned { Money::ZERO } else { amount };
    // Those that applied, as far as they hold for what is kept.
    let applied = |id: &Id| order.offers.iter().any(|it| it.offer == *id);
    let mut offers = Vec::new();
    for (index, offer) in rules.offers.iter().enumerate() {
        if applied(&offer.id) && offer_refusals(index, offer, &facts).is_empty() {
            offers.push(index);
        }
    }
    let amounts = LineAmounts {
        cart: &cart,
        list: &goods.list,
        net: &net,
        pay: &pay,
        shipping: cart.shipping,
        shipping_net: kept(shipping.net()),
        shipping_pay: kept(shipping.pay()),
        offers: &offers,
    };
    make(&facts, &amounts)
}

impl Recorder<'_> {
    /// The life of points that are renewed: as if they were earned now.
    fn renewed_terms(&self, rule: Option<RuleId>, pool: PoolId) -> (Option<Instant>, bool) {
        self.terms(rule, pool, self.when, Available::From(self.when)).life()
    }
}
