//! How long the months are of which only sums are kept.

use super::{DATE, INSTANT, any, field, id, number, object, optional, points, some, some_money};
use crate::member::{Folded, FoldedOffer, FoldedPoints, FoldedTimes, Member};

impl Member {
    pub(in crate::member) fn folded_size(&self, it: &Folded) -> usize {
        object(&[
            field("month", DATE),
            count("orders", it.orders.into()),
            count("returned", it.returned.into()),
            count("visits", it.visits.into()),
            count("units", it.units),
            some_money("list_minor", it.list),
            some_money("net_minor", it.net),
            some_money("paid_minor", it.paid),
            optional("last_order_at", it.last_order.map(|_| INSTANT)),
            any("points", &it.points, |it| self.points_size(it)),
            any("activities", &it.activities, times_size),
            any("rewards", &it.rewards, times_size),
            any("uses", &it.uses, times_size),
            any("offers", &it.offers, offer_size),
        ])
    }

    fn points_size(&self, it: &FoldedPoints) -> usize {
        object(&[
            field("granted", points(it.granted)),
            optional("pool", self.pool_name(it.pool).map(id)),
            optional("rule", it.rule.as_ref().map(id)),
            some("expired", it.expired),
            some("clawed_back", it.clawed_back),
            some("forfeited", it.forfeited),
            some("transferred", it.transferred),
            some("sent", it.sent),
            some("taken_back", it.taken_back),
            some("returned", it.returned),
        ])
    }
}

fn offer_size(it: &FoldedOffer) -> usize {
    object(&[
        field("id", id(&it.offer)),
        count("uses", it.uses),
        some_money("saved_minor", it.saved),
        count("coupons", it.coupons.into()),
    ])
}

fn times_size(it: &FoldedTimes) -> usize {
    object(&[
        field("id", id(&it.id)),
        field("times", number(it.times.into())),
        field("days", number(it.days.into())),
        count("quantity", it.quantity),
    ])
}

fn count(name: &str, count: i64) -> usize {
    optional(name, (count > 0).then(|| number(count)))
}
