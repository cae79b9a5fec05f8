//! What is folded, by month: read and written. What is zero, empty or as usual is left out.

use super::declare::object;
use super::leaf::{At, Ident};
use super::member::Minor;
#[cfg(feature = "schema")]
use super::schema::form;
use super::shape::{Int, List, Text};
use super::snapshot::{Of, any, each, some, some_money};
use super::write::{Write, members, sign, written};
use crate::member::{Folded, FoldedOffer, FoldedPoints, FoldedTimes};
use crate::value::bounds::{MAX_FOLDED_POINTS, MAX_LOTS, MAX_MINOR, MAX_ORDERS};

/// A number of orders, days or reports.
type Times = Int<0, MAX_ORDERS>;
type Sum = Int<0, MAX_FOLDED_POINTS>;

object! {
    /// A month of which only sums are kept.
    FoldedDoc<'v> {
        required month: Text<'v> as form::Month,
        optional orders: Times,
        optional returned: Times,
        optional visits: Times,
        optional units: Int<0, MAX_MINOR>,
        optional list_minor: Minor,
        optional net_minor: Minor,
        optional paid_minor: Minor,
        optional last_order_at: At,
        optional points: List<'v, FoldedPointsDoc<'v>, MAX_LOTS>,
        optional activities: List<'v, FoldedTimesDoc<'v>, MAX_ORDERS>,
        optional rewards: List<'v, FoldedTimesDoc<'v>, MAX_ORDERS>,
        optional uses: List<'v, FoldedTimesDoc<'v>, MAX_ORDERS>,
        optional offers: List<'v, FoldedOfferDoc<'v>, MAX_ORDERS>,
    } reserved []
}

object! {
    /// Points of a rule, or of none.
    FoldedPointsDoc<'v> {
        optional pool: Ident,
        optional rule: Ident,
        optional granted: Sum,
        optional expired: Sum,
        optional clawed_back: Sum,
        optional forfeited: Sum,
        optional transferred: Sum,
        optional sent: Int<0, MAX_MINOR>,
        optional taken_back: Sum,
        optional returned: Sum,
    } reserved []
}

object! {
    /// How often an activity was reported, a reward was had, or a perk was used.
    FoldedTimesDoc<'v> {
        required id: Ident,
        required times: Int<1, MAX_ORDERS>,
        required days: Int<1, MAX_ORDERS>,
        optional quantity: Int<0, MAX_MINOR>,
    } reserved []
}

object! {
    /// What orders had of an offer, and how many coupons of it were issued.
    FoldedOfferDoc<'v> {
        required id: Ident,
        optional uses: Int<0, MAX_MINOR>,
        optional saved_minor: Minor,
        optional coupons: Times,
    } reserved []
}

impl Write for Of<'_, &Folded> {
    fn write(&self, out: &mut String) {
        let Of(member, it) = *self;
        members!(out,
            "month": it.month,
            "orders"? count(it.orders),
            "returned"? count(it.returned),
            "visits"? count(it.visits),
            "units"? (it.units > 0).then_some(it.units),
            "list_minor"? some_money(it.list),
            "net_minor"? some_money(it.net),
            "paid_minor"? some_money(it.paid),
            "last_order_at"? it.last_order,
            "points"? each(member, &it.points),
            "activities"? any(&it.activities),
            "rewards"? any(&it.rewards),
            "uses"? any(&it.uses),
            "offers"? any(&it.offers),
        );
        sign(out, b'}');
    }
}

fn count(count: u32) -> Option<u32> {
    (count > 0).then_some(count)
}

impl Write for Of<'_, &FoldedPoints> {
    fn write(&self, out: &mut String) {
        let Of(member, it) = *self;
        members!(out,
            "granted": it.granted,
            "pool"? member.pool_name(it.pool),
            "rule"? it.rule,
            "expired"? some(it.expired),
            "clawed_back"? some(it.clawed_back),
            "forfeited"? some(it.forfeited),
            "transferred"? some(it.transferred),
            "sent"? some(it.sent),
            "taken_back"? some(it.taken_back),
            "returned"? some(it.returned),
        );
        sign(out, b'}');
    }
}

written!(FoldedTimes, it => {
    "id": it.id,
    "times": it.times,
    "days": it.days,
    "quantity"? (it.quantity > 0).then_some(it.quantity),
});

written!(FoldedOffer, it => {
    "id": it.offer,
    "uses"? (it.uses > 0).then_some(it.uses),
    "saved_minor"? some_money(it.saved),
    "coupons"? count(it.coupons),
});
