//! What a member was before a call, so that one that is refused changes nothing.

use super::Happening;
use super::cash_back::Credits;
use crate::member::{
    Attribute, Carried, Coupon, Debt, Member, Membership, Order, Redemption, Run, Standing, Use,
};
use crate::program::Watched;
use crate::value::{Date, Id, Instant, Key};

/// What it takes to take a call back. What only grows is cut to its length.
pub(super) struct Saved {
    joined_at: Option<Instant>,
    born: Option<Date>,
    referred_by: Option<Key>,
    household: Option<Key>,
    gender: Option<Key>,
    attributes: Vec<Attribute>,
    tiers: Vec<Standing>,
    memberships: Vec<Membership>,
    segments: Vec<Id>,
    stage: Option<Id>,
    met: Vec<Watched>,
    version: Option<u32>,
    as_of: Option<Instant>,
    lengths: [usize; 8],
    size: usize,
    order: Option<(usize, Order)>,
    redemption: Option<(usize, Redemption)>,
    /// The use that is cancelled.
    cancels: Option<usize>,
    debts: Vec<Debt>,
    runs: Vec<Run>,
    carried: Vec<Carried>,
    coupons: Vec<Coupon>,
    taken: Vec<(usize, Order)>,
    /// What was still to be credited.
    credits: Vec<(usize, usize)>,
}

impl Saved {
    pub(super) fn of(member: &mut Member) -> Self {
        member.ledger.begin();
        let copy = |order: usize| (order, member.orders[order].clone());
        // A repaid debt is noted with the order that it came from.
        let in_debt = |debt: &Debt| member.find_order(&debt.source);
        Self {
            joined_at: member.joined_at,
            born: member.born,
            referred_by: member.referred_by.clone(),
            household: member.household.clone(),
            gender: member.gender.clone(),
            attributes: member.attributes.clone(),
            tiers: member.tiers.clone(),
            memberships: member.memberships.clone(),
            segments: member.segments.clone(),
            stage: member.stage.clone(),
            met: member.met.clone(),
            version: member.version,
            as_of: member.as_of,
            lengths: [
                member.ledger.len(),
                member.events.len(),
                member.orders.len(),
                member.activities.len(),
                member.redemptions.len(),
                member.uses.len(),
                member.brought.len(),
                member.activated.len(),
            ],
            size: member.size,
            order: None,
            redemption: None,
            cancels: None,
            debts: member.debts.clone(),
            runs: member.runs.clone(),
            carried: member.carried.clone(),
            coupons: member.coupons.clone(),
            taken: member.debts.iter().filter_map(in_debt).map(copy).collect(),
            credits: Credits::new(member).all(),
        }
    }

    /// Keeps what an event is about, too: time has brought nothing to it but what it owed.
    pub(super) fn keep(&mut self, member: &Member, what: &Happening) {
        match what {
            Happening::Delivered { order } | Happening::Return { order, .. } => {
                let order = member.find_order(order);
                self.order = order.map(|place| (place, member.orders[place].clone()));
            }
            Happening::Cancel { redemption } => {
                let place = member.redemptions.iter().position(|it| it.id == *redemption);
                self.redemption = place.map(|place| (place, member.redemptions[place].clone()));
            }
            Happening::CancelUse { used } => {
                let is_used = |it: &Use| it.event == *used && !it.cancelled;
                self.cancels = member.uses.iter().position(is_used);
            }
            _ => {}
        }
    }

    pub(super) fn restore(self, member: &mut Member) {
        let [lots, events, orders, activities, redemptions, uses, brought, activated] =
            self.lengths;
        member.ledger.roll_back(lots);
        member.events.truncate(events);
        member.orders.truncate(orders);
        member.activities.truncate(activities);
        member.redemptions.truncate(redemptions);
        member.uses.truncate(uses);
        member.brought.truncate(brought);
        member.activated.truncate(activated);
        if let Some(place) = self.cancels {
            member.uses[place].cancelled = false;
        }
        if let Some((place, redemption)) = self.redemption {
            member.redemptions[place] = redemption;
        }
        member.forget(orders, activities);
        for (place, order) in self.order.into_iter().chain(self.taken) {
            member.orders[place] = order;
            member.look_at(place);
        }
        for (order, offer) in self.credits {
            if let Some(it) = &mut member.orders[order].offers[offer].cash_back {
                it.credited = false;
            }
        }
        (member.debts, member.runs, member.carried) = (self.debts, self.runs, self.carried);
        member.coupons = self.coupons;
        member.size = self.size;
        (member.joined_at, member.born, member.as_of) = (self.joined_at, self.born, self.as_of);
        (member.referred_by, member.household) = (self.referred_by, self.household);
        (member.tiers, member.segments, member.met) = (self.tiers, self.segments, self.met);
        (member.memberships, member.attributes) = (self.memberships, self.attributes);
        (member.gender, member.stage, member.version) = (self.gender, self.stage, self.version);
    }
}
