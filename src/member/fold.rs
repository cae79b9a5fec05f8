//! The fold: how each entry changes a member. Nothing else does, so that a member is what its
//! entries say, and a log of them proves a snapshot.

use super::{
    Available, Carried, CashBack, Debt, Lot, LotIx, LotNames, Member, OrderEarned, OrderOffer,
    OrderSpent, Redemption, Reported, Run, Seen, Standing, Taken, Why,
};
use crate::outcome::{Entry, EntryKind};
use crate::program::RuleId;
use crate::value::{Id, Instant, Key, Money, Points};

impl Member {
    /// Changes the member as an entry says. What an entry names is there: whoever makes entries
    /// sees to it, and a name that is not does nothing.
    pub(crate) fn apply(&mut self, entry: &Entry) {
        match entry.kind {
            EntryKind::Recorded => self.recorded(entry),
            EntryKind::Folded => {
                if let Some(until) = entry.expires_at {
                    drop(self.fold_before(until));
                }
            }
            EntryKind::Settled => self.as_of = self.as_of.max(Some(entry.at)),
            EntryKind::Joined => {
                self.joined_at = Some(entry.at);
                self.version = entry.version.or(self.version);
                self.profiled(entry);
            }
            EntryKind::Profiled => self.profiled(entry),
            EntryKind::Levelled => self.levelled(entry),
            EntryKind::Entered | EntryKind::Left => {
                self.segments.retain(|segment| Some(segment) != entry.segment.as_ref());
                if entry.kind == EntryKind::Entered {
                    self.segments.extend(entry.segment.clone());
                }
            }
            EntryKind::Met | EntryKind::Unmet => {
                let of = entry.watched();
                self.met.retain(|known| Some(known) != of.as_ref());
                if entry.kind == EntryKind::Met {
                    self.met.extend(of);
                }
            }
            EntryKind::Ordered => {
                if let Some(order) = entry.ordered.as_deref().cloned() {
                    self.use_coupons(&order);
                    self.orders.push(order);
                    self.index_order(self.orders.len() - 1);
                }
            }
            EntryKind::Delivered => {
                if let Some(order) = self.order_of(entry) {
                    self.orders[order].delivered_at = Some(entry.at);
                }
            }
            EntryKind::Returned => self.returned(entry),
            EntryKind::Reported => self.reported(entry),
            EntryKind::Ran => self.ran(entry),
            EntryKind::Carried => self.carried(entry),
            EntryKind::Redeemed => self.redeemed(entry),
            EntryKind::Migrated => self.version = entry.version.or(self.version),
            EntryKind::Staged => self.stage.clone_from(&entry.segment),
            EntryKind::Subscribed => self.subscribed(entry),
            EntryKind::Used => self.used(entry),
            EntryKind::Brought => self.brought(entry),
            EntryKind::Activated => {
                self.activated.extend(entry.offer.clone().map(|offer| (offer, entry.at)));
            }
            EntryKind::Issued => self.issued(entry),
            EntryKind::Revoked => {
                if let Some(coupon) = self.coupon_of(entry) {
                    self.coupons[coupon].revoked = true;
                }
            }
            EntryKind::Cancelled if entry.perk.is_some() => {
                if let Some(used) = self.use_of(entry) {
                    self.uses[used].cancelled = true;
                }
            }
            EntryKind::Cancelled => self.cancelled(entry),
            EntryKind::Granted => self.granted(entry),
            EntryKind::Extended => self.extended(entry),
            EntryKind::Renewed => self.renewed(entry),
            EntryKind::CashBack => self.promised(entry),
            EntryKind::Credited | EntryKind::CashBackReturned => {
                if let Some(it) = self.cash_back_of(entry) {
                    match entry.kind {
                        EntryKind::Credited => it.credited = true,
                        _ => it.back += entry.amount.unwrap_or_default(),
                    }
                }
            }
            EntryKind::Sent => self.sent(entry),
            EntryKind::Owed => self.owed(entry),
            EntryKind::Cleared => self.cleared(entry),
            _ => {
                if let Some(lot) = self.lot_of(entry) {
                    self.moved(entry, lot);
                }
            }
        }
    }

    /// What moves points of one lot.
    fn moved(&mut self, entry: &Entry, lot: LotIx) {
        let points = entry.points;
        match entry.kind {
            EntryKind::Released => self.released(entry, lot),
            EntryKind::Spent => {
                self.ledger.change(lot, |lot| lot.left -= points);
                let spent = OrderSpent { lot, points, returned: Points::ZERO, renewed: None };
                if let Some(list) = self.payments(entry) {
                    list.push(spent);
                }
            }
            EntryKind::Converted => self.ledger.change(lot, |lot| lot.left -= points),
            EntryKind::GivenBack => {
                self.ledger.change(lot, |lot| lot.left += points);
                if let Some(list) = self.payments(entry)
                    && let Some(spent) = list.iter_mut().rfind(|spent| spent.lot == lot)
                {
                    spent.returned += points;
                }
            }
            EntryKind::ClawedBack => {
                // Taken back as a whole, and not because of units that came back.
                let whole = entry.rule.is_some() && entry.order.is_none();
                self.ledger.change(lot, |lot| {
                    lot.left -= points;
                    lot.clawed_back += points;
                    lot.undone |= whole;
                });
                if let Some(order) = self.order_of(entry) {
                    let order = &mut self.orders[order];
                    let own = order.earned.iter_mut().find(|earned| earned.lot == lot);
                    match own {
                        Some(earned) if entry.rule.is_some() => earned.clawed_back += points,
                        _ => take(&mut order.taken, lot, points),
                    }
                }
            }
            EntryKind::Restored => {
                self.ledger.change(lot, |lot| {
                    lot.left += points;
                    lot.clawed_back -= points;
                });
                if let Some(order) = self.order_of(entry) {
                    let taken = &mut self.orders[order].taken;
                    if let Some(it) = taken.iter_mut().find(|taken| taken.lot == lot) {
                        it.points -= points;
                    }
                    taken.retain(|taken| taken.points > Points::ZERO);
                }
            }
            EntryKind::Repaid => {
                self.ledger.change(lot, |lot| {
                    lot.left -= points;
                    lot.clawed_back += points;
                });
                self.cleared(entry);
                if let Some(order) = self.order_of(entry) {
                    take(&mut self.orders[order].taken, lot, points);
                }
            }
            EntryKind::Expired => self.ledger.change(lot, |lot| {
                lot.left -= points;
                lot.expired += points;
            }),
            EntryKind::Forfeited => self.ledger.change(lot, |lot| {
                lot.left -= points;
                lot.forfeited += points;
            }),
            EntryKind::Transferred => self.ledger.change(lot, |lot| {
                lot.left -= points;
                lot.transferred += points;
            }),
            _ => {}
        }
    }

    fn recorded(&mut self, entry: &Entry) {
        if let (Some(id), Some(digest)) = (&entry.event, entry.digest) {
            self.events.push(Seen { id: id.clone(), digest, at: Some(entry.at), sent: None });
        }
        self.as_of = self.as_of.max(Some(entry.at));
    }

    /// An event sends once, and what it does comes after it.
    fn sent(&mut self, entry: &Entry) {
        let event = self.events.last_mut();
        if let Some(event) = event.filter(|it| entry.event.as_ref() == Some(&it.id)) {
            event.sent = Some((entry.pool_ix, entry.points));
        }
    }

    fn profiled(&mut self, entry: &Entry) {
        if entry.kind == EntryKind::Joined {
            self.referred_by.clone_from(&entry.party);
        } else if entry.party.is_some() {
            self.household.clone_from(&entry.party);
        }
        self.born = entry.day.or(self.born);
        self.stated(entry);
    }

    fn levelled(&mut self, entry: &Entry) {
        let Some(ladder) = entry.ladder.clone() else { return };
        let standing = Standing {
            ladder,
            level: entry.level.clone(),
            at: entry.at,
            since: entry.since.unwrap_or(entry.at),
            until: entry.expires_at,
            why: entry.why.unwrap_or(Why::Granted),
            event: entry.event.clone(),
        };
        // It stands behind those that were decided no later.
        let place = self.tiers.partition_point(|known| known.at <= standing.at);
        self.tiers.insert(place, standing);
    }

    /// What a redemption gave is gone: a level is granted until then.
    fn cancelled(&mut self, entry: &Entry) {
        let Some(redemption) = self.redemption_of(entry) else { return };
        let it = &mut self.redemptions[redemption];
        it.cancelled = true;
        let (event, at) = (&it.event, entry.at);
        self.tiers.retain_mut(|level| {
            if !level.is_granted_by(event) {
                return true;
            }
            level.until = level.until.map_or(Some(at), |until| Some(until.min(at)));
            level.at < at
        });
    }

    fn returned(&mut self, entry: &Entry) {
        let Some(index) = self.order_of(entry) else { return };
        let order = &mut self.orders[index];
        for returned in &entry.returned {
            match &returned.line {
                None => order.shipping.returned = true,
                Some(id) => {
                    if let Some(line) = order.lines.iter_mut().find(|line| line.id == *id) {
                        line.returned += returned.units;
                    }
                }
            }
        }
        self.look_at(index);
        self.free_coupons(index);
    }

    /// Money later.
    fn promised(&mut self, entry: &Entry) {
        let (Some(offer), Some(at)) = (&entry.offer, entry.available_at) else { return };
        let Some(index) = self.order_of(entry) else { return };
        let order = &mut self.orders[index];
        let mut lines = vec![Money::ZERO; order.lines.len()];
        // Both stand in the order of the cart.
        let mut shares = entry.shares.iter().peekable();
        for (line, amount) in order.lines.iter().zip(&mut lines) {
            if let Some(share) = shares.next_if(|share| share.line == line.id) {
                *amount = share.amount;
            }
        }
        let (bearers, back) = (entry.bearers.clone(), Money::ZERO);
        let cash_back = Some(CashBack { at, lines, bearers, back, credited: false });
        order.offers.push(OrderOffer { offer: offer.clone(), cash_back });
    }

    /// What an order's offer gives later.
    fn cash_back_of(&mut self, entry: &Entry) -> Option<&mut CashBack> {
        let order = self.order_of(entry)?;
        let mut offers = self.orders[order].offers.iter_mut();
        offers.find(|it| Some(&it.offer) == entry.offer.as_ref())?.cash_back.as_mut()
    }

    fn reported(&mut self, entry: &Entry) {
        if let (Some(event), Some(activity)) = (&entry.event, &entry.activity) {
            self.activities.push(Reported {
                event: event.clone(),
                activity: activity.clone(),
                at: entry.at,
                amount: entry.amount,
                quantity: entry.quantity,
                earned: entry.points > Points::ZERO,
            });
            self.index_report(self.activities.len() - 1);
        }
    }

    fn ran(&mut self, entry: &Entry) {
        let (Some(rule), Some(day)) = (&entry.rule, entry.day) else { return };
        let run = Run { rule: rule.clone(), day, days: entry.days };
        match self.runs.iter_mut().find(|run| run.rule == *rule) {
            Some(known) => *known = run,
            None => self.runs.push(run),
        }
    }

    fn carried(&mut self, entry: &Entry) {
        let (Some(rule), Some(amount)) = (&entry.rule, entry.amount) else { return };
        let mut moved = amount;
        match self.carried.iter_mut().find(|carried| carried.rule == *rule) {
            Some(known) => moved -= std::mem::replace(&mut known.amount, amount),
            None => self.carried.push(Carried { rule: rule.clone(), amount }),
        }
        let Some(order) = self.order_of(entry) else { return };
        let list = &mut self.orders[order].counted;
        list.extend(entry.counted.as_deref().cloned());
        if let Some(known) = list.iter_mut().find(|it| it.rule == *rule) {
            known.moved = Money::clamped((known.moved + moved).minor());
        }
    }

    fn redeemed(&mut self, entry: &Entry) {
        if let (Some(id), Some(event), Some(reward)) =
            (&entry.redemption, &entry.event, &entry.reward)
        {
            let uses = entry.quantity.and_then(|uses| u32::try_from(uses).ok());
            self.redemptions.push(Redemption {
                id: id.clone(),
                event: event.clone(),
                reward: reward.clone(),
                at: entry.at,
                money: entry.amount.unwrap_or_default(),
                uses: entry.perk.clone().zip(uses),
                spent: Vec::new(),
                cancelled: false,
            });
        }
    }

    fn granted(&mut self, entry: &Entry) {
        let (Some(id), Some(source)) = (&entry.lot, &entry.source) else { return };
        let mut lot = Lot::new(entry.pool_ix, entry.points, entry.at);
        lot.available = match (entry.available_at, &entry.activity) {
            (Some(until), Some(_)) => Available::OnActivity { until },
            (Some(from), None) => Available::From(from),
            (None, _) => Available::OnDelivery,
        };
        (lot.expires_at, lot.sliding) = (entry.expires_at, entry.sliding);
        lot.rule = entry.rule.as_ref().and_then(|rule| self.rule(rule));
        let names = LotNames {
            id: id.clone(),
            rule: entry.rule.clone(),
            source: source.clone(),
            waits_for: entry.activity.clone(),
        };
        let lot = self.ledger.insert(lot, names);
        if let Some(order) = self.order_of(entry) {
            let order = &mut self.orders[order];
            let mut lines = vec![Points::ZERO; order.lines.len()];
            // Both stand in the order of the cart.
            let mut earned = entry.lines.iter().peekable();
            for (line, points) in order.lines.iter().zip(&mut lines) {
                if let Some(it) = earned.next_if(|it| it.line == line.id) {
                    *points = it.points;
                }
            }
            order.earned.push(OrderEarned { lot, lines, clawed_back: Points::ZERO });
        }
    }

    fn released(&mut self, entry: &Entry, lot: LotIx) {
        let from = entry.available_at.unwrap_or(entry.at);
        let available = Available::From(from);
        self.ledger.reschedule(lot, available, entry.expires_at, entry.sliding);
    }

    /// All sliding lots of a rule, or of a pool's rules that say nothing themselves.
    fn extended(&mut self, entry: &Entry) {
        let rule = entry.rule.as_ref().and_then(|rule| self.rule(rule));
        for ix in self.ledger.all() {
            // What happened late never takes life away.
            let lot = self.ledger.lot(ix);
            if lot.expires_at < entry.expires_at && self.slides_with(lot, rule, entry) {
                self.ledger.change(ix, |lot| lot.expires_at = entry.expires_at);
            }
        }
        self.ledger.sort();
    }

    fn slides_with(&self, lot: &Lot, rule: Option<RuleId>, entry: &Entry) -> bool {
        let now = self.as_of.map_or(entry.at, |as_of| as_of.max(entry.at));
        let points = &self.program.rules.points;
        let of_rule = lot.rule.filter(|&rule| points.rule(rule).expires.is_some());
        lot.sliding && lot.pool == entry.pool_ix && of_rule == rule && !lot.is_over(now)
    }

    /// Points that come back to a new lot: in their old one they count as gone elsewhere.
    fn renewed(&mut self, entry: &Entry) {
        let points = entry.points;
        let Some(old) = entry.source.as_ref().and_then(|id| self.ledger.find(id)) else { return };
        let Some(id) = &entry.lot else { return };
        self.ledger.change(old, |lot| lot.transferred += points);
        let known = self.ledger.find(id);
        let new = match known {
            Some(new) => {
                self.ledger.change(new, |lot| {
                    lot.granted += points;
                    lot.left += points;
                });
                new
            }
            None => {
                let was = *self.ledger.lot(old);
                let lot = Lot { rule: was.rule, ..Lot::new(was.pool, points, entry.at) };
                let names = LotNames { id: id.clone(), ..self.ledger.names(old).clone() };
                self.ledger.insert(lot, names)
            }
        };
        // A later return never takes life away; without an end there is none.
        let lot = self.ledger.lot(new);
        let available = lot.available;
        let (known, end) = (known.is_some(), entry.expires_at);
        let end =
            if known { lot.expires_at.and_then(|was| end.map(|end| end.max(was))) } else { end };
        self.ledger.reschedule(new, available, end, entry.sliding);
        if let Some(list) = self.payments(entry)
            && let Some(spent) = list.iter_mut().rfind(|spent| spent.lot == old)
        {
            spent.returned += points;
            spent.renewed = Some(new);
        }
    }

    fn owed(&mut self, entry: &Entry) {
        let Some(source) = &entry.source else { return };
        let known =
            self.debts.iter_mut().find(|debt| debt.source == *source && debt.pool == entry.pool_ix);
        match known {
            Some(debt) => debt.points += entry.points,
            None => self.debts.push(Debt {
                pool: entry.pool_ix,
                source: source.clone(),
                points: entry.points,
            }),
        }
    }

    fn cleared(&mut self, entry: &Entry) {
        let of = |debt: &&mut Debt| {
            Some(&debt.source) == entry.source.as_ref() && debt.pool == entry.pool_ix
        };
        if let Some(debt) = self.debts.iter_mut().find(of) {
            debt.points -= entry.points;
        }
        self.debts.retain(|debt| debt.points > Points::ZERO);
    }

    fn payments(&mut self, entry: &Entry) -> Option<&mut Vec<OrderSpent>> {
        if let Some(order) = self.order_of(entry) {
            return Some(&mut self.orders[order].spent);
        }
        let redemption = self.redemption_of(entry)?;
        Some(&mut self.redemptions[redemption].spent)
    }

    fn order_of(&self, entry: &Entry) -> Option<usize> {
        self.find_order(entry.order.as_ref()?)
    }

    /// The place of an order; most are asked for while they are new.
    pub(crate) fn find_order(&self, id: &Key) -> Option<usize> {
        self.orders.iter().rposition(|order| order.id == *id)
    }

    fn redemption_of(&self, entry: &Entry) -> Option<usize> {
        let id = entry.redemption.as_ref()?;
        self.redemptions.iter().rposition(|redemption| redemption.id == *id)
    }

    fn lot_of(&self, entry: &Entry) -> Option<LotIx> {
        entry.lot_ix.or_else(|| self.ledger.find(entry.lot.as_ref()?))
    }

    /// The rule of that name, where the programme still has it.
    pub(crate) fn rule(&self, id: &Id) -> Option<RuleId> {
        let earning = &self.program.rules.points.earning;
        let rule = earning.iter().position(|rule| rule.id == *id)?;
        u16::try_from(rule).ok().map(RuleId)
    }

    /// Whether everything up to an instant is settled.
    pub(crate) fn is_settled(&self, until: Instant) -> bool {
        self.as_of.is_some_and(|as_of| until <= as_of)
    }
}

fn take(taken: &mut Vec<Taken>, lot: LotIx, points: Points) {
    match taken.iter_mut().find(|taken| taken.lot == lot) {
        Some(known) => known.points += points,
        None => taken.push(Taken { lot, points }),
    }
}
