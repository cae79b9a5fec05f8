//! Coupons that a member holds, offers that orders used, and how entries change them.

use super::{Member, Order};
use crate::outcome::Entry;
use crate::value::{Id, Instant, Key, Money, Window};

/// A coupon that was issued.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Coupon {
    pub(crate) id: Key,
    pub(crate) offer: Id,
    /// When it was issued.
    pub(crate) at: Instant,
    /// When it can be used, within the window of its offer.
    pub(crate) valid: Window,
    /// What it takes off, where its offer takes what each coupon is worth; more than zero.
    pub(crate) worth: Option<Money>,
    /// The order for which it was issued: it goes with it.
    pub(crate) order: Option<Key>,
    /// The order that used it.
    pub(crate) used: Option<Key>,
    /// It was taken away.
    pub(crate) revoked: bool,
}

/// What an order had of an offer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OfferUse {
    /// Which.
    pub offer: Id,
    /// How often.
    pub uses: u32,
    /// What it took off, or gave as cash back.
    pub saved: Money,
    /// The coupon of the member's that it used.
    pub coupon: Option<Key>,
    /// The code that was entered, as codes are compared.
    pub code: Option<Key>,
}

impl Order {
    /// Whether all its goods came back.
    pub(crate) fn came_back(&self) -> bool {
        self.lines.iter().all(|line| line.returned == line.units)
    }
}

impl Member {
    /// Whether an order's use of an offer counts: one that came back whole has used nothing, unless
    /// the offer says otherwise.
    pub(crate) fn counts(&self, order: &Order, offer: &Id) -> bool {
        !order.came_back() || self.keeps(offer)
    }

    /// Whether a use of an offer counts even if its order comes back.
    fn keeps(&self, offer: &Id) -> bool {
        let rules = &self.program.rules;
        rules.offers.iter().find(|it| it.id == *offer).is_some_and(|offer| rules.keeps(offer))
    }

    pub(crate) fn find_coupon(&self, id: &Key) -> Option<usize> {
        self.coupons.iter().position(|coupon| coupon.id == *id)
    }

    /// The coupon that an entry names.
    pub(crate) fn coupon_of(&self, entry: &Entry) -> Option<usize> {
        self.find_coupon(entry.coupon.as_ref()?)
    }

    pub(super) fn issued(&mut self, entry: &Entry) {
        let (Some(id), Some(offer)) = (entry.coupon.clone(), entry.offer.clone()) else { return };
        self.coupons.push(Coupon {
            id,
            offer,
            at: entry.at,
            valid: Window { from: entry.available_at, until: entry.expires_at },
            worth: entry.amount,
            order: entry.order.clone(),
            used: None,
            revoked: false,
        });
    }

    /// The coupons that an order used are used.
    pub(super) fn use_coupons(&mut self, order: &Order) {
        for id in order.uses.iter().filter_map(|used| used.coupon.as_ref()) {
            if let Some(place) = self.find_coupon(id) {
                self.coupons[place].used = Some(order.id.clone());
            }
        }
    }

    /// What an order used of offers and uses no more, since it came back whole.
    pub(crate) fn freed(&self, order: usize) -> impl Iterator<Item = &OfferUse> {
        let order = Some(&self.orders[order]).filter(|order| order.came_back());
        let uses = order.into_iter().flat_map(|order| &order.uses);
        uses.filter(|used| !self.keeps(&used.offer))
    }

    /// The coupons of an order that came back whole can be used again.
    pub(super) fn free_coupons(&mut self, order: usize) {
        let coupons = self.freed(order).filter_map(|used| used.coupon.as_ref());
        let free: Vec<usize> = coupons.filter_map(|id| self.find_coupon(id)).collect();
        let id = self.orders[order].id.clone();
        for place in free {
            let used = &mut self.coupons[place].used;
            if *used == Some(id.clone()) {
                *used = None;
            }
        }
    }
}
