//! How long an order is in a member's document.

use super::{
    INSTANT, any, field, flag, id, key, list, money, number, object, optional, points, some,
    some_money, stated, text,
};
use crate::member::{
    Ledger, LotIx, OfferUse, Order, OrderCounted, OrderEarned, OrderLine, OrderOffer, OrderSpent,
    Shipping, Taken,
};
use crate::program::{Bearer, BearerShare, Kind, OrderFact, Stated};

pub(super) fn order_size(ledger: &Ledger, it: &Order) -> usize {
    let shipping = (it.shipping != Shipping::default()).then(|| shipping_size(it.shipping));
    object(&[
        field("id", key(&it.id)),
        field("event", key(&it.event)),
        field("at", INSTANT),
        optional("delivered_at", it.delivered_at.map(|_| INSTANT)),
        field("lines", list(&it.lines, line_size)),
        optional("shipping", shipping),
        any("offers", &it.offers, offer_size),
        optional("said", (!it.said.is_empty()).then(|| said_size(&it.said))),
        any("earned", &it.earned, |earned| earned_size(ledger, earned)),
        any("spent", &it.spent, |spent| spent_size(ledger, spent)),
        any("taken", &it.taken, |taken| taken_size(ledger, taken)),
        any("uses", &it.uses, offer_use_size),
        any("counted", &it.counted, counted_size),
    ])
}

/// What an order said of itself.
fn said_size(said: &[(OrderFact, Stated)]) -> usize {
    let (mut size, mut attributes) = (1, 0);
    for (fact, value) in said {
        match fact.name() {
            (name, None) => size += field(name, stated(value)),
            (_, Some(name)) => attributes += key(name) + 2 + stated(value),
        }
    }
    size + optional("attributes", (attributes > 0).then_some(attributes + 1))
}

fn line_size(it: &OrderLine) -> usize {
    let rate =
        it.goods.tax.map(|rate| object(&[field("rate", text(&rate.in_percent().to_string()))]));
    // `[` and `]` of a list are `{` and `}` here.
    let attributes =
        any("attributes", &it.goods.attributes, |(name, it)| key(name) + 1 + stated(it));
    let (kind, discounted) = (it.goods.kind, it.goods.discounted);
    object(&[
        field("id", key(&it.id)),
        field("sku", key(&it.goods.sku)),
        field("units", number(it.units.into())),
        field("price_minor", money(it.price)),
        optional("category", it.goods.category.as_ref().map(key)),
        optional("brand", it.goods.brand.as_ref().map(key)),
        any("tags", &it.goods.tags, key),
        optional("kind", (kind != Kind::Goods).then(|| text(kind.name()))),
        optional("tax", rate),
        attributes,
        optional("discounted", discounted.then(|| text("yes"))),
        field("net_minor", money(it.net)),
        field("points_minor", money(it.by_points)),
        some_money("card_minor", it.by_card),
        some("spent", it.spent),
        optional("returned", (it.returned > 0).then(|| number(it.returned.into()))),
    ])
}

fn shipping_size(it: Shipping) -> usize {
    object(&[
        field("cost_minor", money(it.cost)),
        some_money("discount_minor", it.discount),
        some_money("points_minor", it.by_points),
        some_money("card_minor", it.by_card),
        some("spent", it.spent),
        flag("returned", it.returned),
    ])
}

fn offer_size(it: &OrderOffer) -> usize {
    let cash_back = it.cash_back.as_ref().map(|it| {
        object(&[
            field("at", INSTANT),
            field("lines", list(&it.lines, |line| money(*line))),
            bearers_size(&it.bearers),
            some_money("back_minor", it.back),
            flag("credited", it.credited),
        ])
    });
    object(&[field("offer", id(&it.offer)), optional("cash_back", cash_back)])
}

/// Who bears an amount: one by name, several each with a part.
pub(super) fn bearers_size(bearers: &[BearerShare]) -> usize {
    let name = |bearer: Bearer| field("bearer", text(bearer.name()));
    let part =
        |it: &BearerShare| object(&[name(it.bearer), field("amount_minor", money(it.amount))]);
    match bearers {
        [it] => name(it.bearer),
        _ => any("bearers", bearers, part),
    }
}

fn lot_name(ledger: &Ledger, lot: LotIx) -> usize {
    key(&ledger.names(lot).id)
}

fn earned_size(ledger: &Ledger, it: &OrderEarned) -> usize {
    object(&[
        field("lot", lot_name(ledger, it.lot)),
        field("lines", list(&it.lines, |line| points(*line))),
        some("clawed_back", it.clawed_back),
    ])
}

pub(super) fn spent_size(ledger: &Ledger, it: &OrderSpent) -> usize {
    object(&[
        field("lot", lot_name(ledger, it.lot)),
        field("points", points(it.points)),
        some("returned", it.returned),
        optional("renewed", it.renewed.map(|lot| lot_name(ledger, lot))),
    ])
}

fn offer_use_size(it: &OfferUse) -> usize {
    object(&[
        field("offer", id(&it.offer)),
        field("uses", number(it.uses.into())),
        some_money("saved_minor", it.saved),
        optional("coupon", it.coupon.as_ref().map(key)),
        optional("code", it.code.as_ref().map(key)),
    ])
}

fn taken_size(ledger: &Ledger, it: &Taken) -> usize {
    object(&[field("lot", lot_name(ledger, it.lot)), field("points", points(it.points))])
}

pub(super) fn counted_size(it: &OrderCounted) -> usize {
    object(&[
        field("rule", id(&it.rule)),
        field("lines", list(&it.lines, |line| money(*line))),
        some_money("shipping_minor", it.shipping),
        some_money("steps_minor", it.steps),
        some_money("moved_minor", it.moved),
    ])
}
