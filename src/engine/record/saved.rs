//! What a member was before a call, so that one that is refused changes nothing.

use super::Happening;
use super::cash_back::Credits;
use crate::member::{
    Attribute, Carried, Debt, Member, Membership, Order, Redemption, Run, Standing,
};
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
    version: Option<u32>,
    as_of: Option<Instant>,
    lengths: [usize; 7],
    size: usize,
    order: Option<(usize, Order)>,
    redemption: Option<(usize, Redemption)>,
    /// The use that is cancelled.
    cancels: Option<usize>,
    debts: Vec<Debt>,
    runs: Vec<Run>,
    carried: Vec<Carried>,
    taken: Vec<(usize, Order)>,
    /// What was still to be credited.
    credits: Vec<(usize, usize)>,
}

impl Saved {
    pub(super) fn of(member: &mut Member, what: Option<&Happening>) -> Self {
        member.ledger.begin();
        let order = match what {
            Some(Happening::Delivered { order } | Happening::Return { order, .. }) => Some(order),
            _ => None,
        };
        let redemption = match what {
            Some(Happening::Cancel { redemption }) => {
                member.redemptions.iter().position(|it| it.id == *redemption)
            }
            _ => None,
        };
        let cancels = match what {
            Some(Happening::CancelUse { used }) => {
                member.uses.iter().position(|it| it.event == *used && !it.cancelled)
            }
            _ => None,
        };
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
            ],
            size: member.size,
            order: order.and_then(|id| member.find_order(id)).map(copy),
            redemption: redemption.map(|place| (place, member.redemptions[place].clone())),
            cancels,
            debts: member.debts.clone(),
            runs: member.runs.clone(),
            carried: member.carried.clone(),
            taken: member.debts.iter().filter_map(in_debt).map(copy).collect(),
            credits: Credits::new(member).all(),
        }
    }

    pub(super) fn restore(self, member: &mut Member) {
        let [lots, events, orders, activities, redemptions, uses, brought] = self.lengths;
        member.ledger.roll_back(lots);
        member.events.truncate(events);
        member.orders.truncate(orders);
        member.activities.truncate(activities);
        member.redemptions.truncate(redemptions);
        member.uses.truncate(uses);
        member.brought.truncate(brought);
        if let Some(place) = self.cancels {
            member.uses[place].cancelled = false;
        }
        if let Some((place, redemption)) = self.redemption {
            member.redemptions[place] = redemption;
        }
        member.forget(orders, activities);
        for (place, order) in self.taken.into_iter().chain(self.order) {
            member.orders[place] = order;
            member.look_at(place);
        }
        for (order, offer) in self.credits {
            if let Some(it) = &mut member.orders[order].offers[offer].cash_back {
                it.credited = false;
            }
        }
        (member.debts, member.runs, member.carried) = (self.debts, self.runs, self.carried);
        member.size = self.size;
        (member.joined_at, member.born, member.as_of) = (self.joined_at, self.born, self.as_of);
        (member.referred_by, member.household) = (self.referred_by, self.household);
        (member.tiers, member.segments) = (self.tiers, self.segments);
        (member.memberships, member.attributes) = (self.memberships, self.attributes);
        (member.gender, member.stage, member.version) = (self.gender, self.stage, self.version);
    }
}
