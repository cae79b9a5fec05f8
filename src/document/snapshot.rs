//! A member's snapshot as JSON, as [`super::member`] reads it. What is zero, empty or as usual is
//! left out.

use super::format::FORMAT;
use super::outcome::{Said, line};
use super::write::{Plain, Write, member, members, put, written};
use crate::member::{
    Attribute, Available, Brought, Carried, CashBack, Coupon, Debt, Lot, LotIx, LotNames, Member,
    Membership, OfferUse, Order, OrderCounted, OrderEarned, OrderLine, OrderOffer, OrderSpent,
    Redemption, Reported, Run, Seen, Shipping, Standing, Taken, Use, Why,
};
use crate::outcome::LotStatus;
use crate::program::{Bearer, BearerShare, PoolId, Stated, Watched};
use crate::value::{Date, Id, Instant, Key, Money, Points};

/// A number, unless it is zero.
pub(super) fn some(points: Points) -> Option<Points> {
    (points != Points::ZERO).then_some(points)
}

pub(super) fn some_money(money: Money) -> Option<Money> {
    (money != Money::ZERO).then_some(money)
}

/// A flag, unless it is down.
fn flag(flag: bool) -> Option<i64> {
    flag.then_some(1)
}

/// A count, unless it is zero.
pub(super) fn some_count(count: u32) -> Option<u32> {
    (count > 0).then_some(count)
}

/// A list, unless it is empty.
pub(super) fn any<T>(list: &[T]) -> Option<&[T]> {
    (!list.is_empty()).then_some(list)
}

/// Who bears all of an amount, where it is one.
pub(super) fn one_bearer(bearers: &[BearerShare]) -> Option<Bearer> {
    match bearers {
        [BearerShare { bearer, .. }] => Some(*bearer),
        _ => None,
    }
}

/// Those who bear it together, each with a part.
pub(super) fn split_bearers(bearers: &[BearerShare]) -> Option<&[BearerShare]> {
    (bearers.len() > 1).then_some(bearers)
}

written!(BearerShare, it => { "bearer": it.bearer, "amount_minor": it.amount, });

/// Something of a member, which knows the names that it refers to.
pub(super) struct Of<'m, T>(pub(super) &'m Member, pub(super) T);

/// The elements of a list, each with its member.
pub(super) struct Each<'m, T>(&'m Member, &'m [T]);

impl<'m, T> Write for Each<'m, T>
where
    Of<'m, &'m T>: Write,
{
    fn write(&self, out: &mut String) {
        let mut before = '[';
        for value in self.1 {
            out.push(before);
            before = ',';
            Of(self.0, value).write(out);
        }
        out.push_str(if before == '[' { "[]" } else { "]" });
    }
}

pub(super) fn each<'m, T>(member: &'m Member, list: &'m [T]) -> Option<Each<'m, T>> {
    (!list.is_empty()).then_some(Each(member, list))
}

written!(Member, it => {
    "format": FORMAT,
    "program": it.program.id(),
    "id"? it.id,
    "joined_at"? it.joined_at,
    "birthday"? it.born,
    "referred_by"? it.referred_by,
    "household"? it.household,
    "gender"? it.gender,
    "attributes"? (!it.attributes.is_empty()).then_some(Attributes(it)),
    "tiers"? any(&it.tiers),
    "memberships"? any(&it.memberships),
    "uses"? any(&it.uses),
    "brought"? any(&it.brought),
    "segments"? any(&it.segments),
    "stage"? it.stage,
    "met"? any(&it.met),
    "version"? it.version,
    "as_of"? it.as_of,
    "events": Each(it, &it.events),
    "lots": Each(it, it.ledger.spending_order()),
    "debts"? each(it, &it.debts),
    "orders": Each(it, &it.orders),
    "activities"? any(&it.activities),
    "runs"? any(&it.runs),
    "carried"? any(&it.carried),
    "redemptions"? each(it, &it.redemptions),
    "coupons"? any(&it.coupons),
    "activated"? any(&it.activated),
    "folded"? each(it, &it.folded),
    "folded_until"? it.folded_until,
});

impl Write for Watched {
    fn write(&self, out: &mut String) {
        let (kind, id) = self.named();
        out.push_str("{\"");
        out.push_str(kind);
        out.push_str("\":");
        id.write(out);
        out.push('}');
    }
}

/// What is stated of a member, by name; at least one.
struct Attributes<'m>(&'m Member);

impl Write for Attributes<'_> {
    fn write(&self, out: &mut String) {
        let mut before = '{';
        for Attribute { name, value } in &self.0.attributes {
            stated(before, name, Some(value), out);
            before = ',';
        }
        out.push('}');
    }
}

/// A name and what is stated of it, `null` where nothing is any more; `before` stands before it.
pub(super) fn stated(before: char, name: &Key, value: Option<&Stated>, out: &mut String) {
    out.push(before);
    name.write(out);
    out.push(':');
    match value {
        Some(value) => value.write(out),
        None => put(out, "null"),
    }
}

impl Write for Stated {
    fn write(&self, out: &mut String) {
        match self {
            Self::Number(number) => number.write(out),
            Self::Text(text) => text.write(out),
        }
    }
}

impl Write for Date {
    fn write(&self, out: &mut String) {
        self.to_string().write(out);
    }
}

impl Write for Of<'_, &Seen> {
    fn write(&self, out: &mut String) {
        let Of(member, it) = *self;
        let sent = it.sent.map(|sent| Of(member, sent));
        members!(out, "id": it.id, "digest": it.digest.to_hex(), "at"? it.at, "sent"? sent,);
        out.push('}');
    }
}

/// What an event sent of a pool.
impl Write for Of<'_, (PoolId, Points)> {
    fn write(&self, out: &mut String) {
        let Of(member, (pool, points)) = *self;
        members!(out, "points": points, "pool"? member.pool_name(pool),);
        out.push('}');
    }
}

/// The members that a lot of a snapshot and of a status share, from the opening brace on.
fn lot(lot: &Lot, names: &LotNames, pool: Option<&Id>, out: &mut String) {
    members!(out,
        "id": names.id,
        "pool"? pool,
        "rule"? names.rule,
        "source": names.source,
        "granted": lot.granted,
        "left": lot.left,
        "expired"? some(lot.expired),
        "clawed_back"? some(lot.clawed_back),
        "forfeited"? some(lot.forfeited),
        "transferred"? some(lot.transferred),
        "earned_at": lot.earned_at,
    );
    match (lot.available, &names.waits_for) {
        (Available::From(instant), _) => {
            member!(out, "available_at": instant);
        }
        (Available::OnActivity { until }, Some(activity)) => {
            member!(out, "waits_for": Waits { activity, until });
        }
        _ => {
            member!(out, "waits_for": "delivery");
        }
    }
    member!(out, "expires_at"? lot.expires_at);
    member!(out, "expiry"? lot.sliding.then_some("sliding"));
    member!(out, "undone"? flag(lot.undone));
}

/// What a lot waits for.
pub(super) struct Waits<'m> {
    pub(super) activity: &'m Id,
    pub(super) until: Instant,
}

impl Write for Waits<'_> {
    fn write(&self, out: &mut String) {
        members!(out, "activity": WaitsFor(self),);
        out.push('}');
    }
}

struct WaitsFor<'m>(&'m Waits<'m>);

impl Write for WaitsFor<'_> {
    fn write(&self, out: &mut String) {
        members!(out, "id": self.0.activity, "until": self.0.until,);
        out.push('}');
    }
}

impl Write for Of<'_, &LotIx> {
    fn write(&self, out: &mut String) {
        let Of(member, &ix) = *self;
        let it = member.ledger.lot(ix);
        lot(it, member.ledger.names(ix), member.pool_name(it.pool), out);
        out.push('}');
    }
}

impl Write for LotStatus {
    fn write(&self, out: &mut String) {
        lot(&self.lot, &self.names, self.pool.as_ref(), out);
        member!(out, "state": self.state);
        out.push('}');
    }
}

impl Write for Of<'_, &Debt> {
    fn write(&self, out: &mut String) {
        let Of(member, it) = *self;
        members!(out, "source": it.source, "pool"? member.pool_name(it.pool), "points": it.points,);
        out.push('}');
    }
}

impl Write for Of<'_, &Order> {
    fn write(&self, out: &mut String) {
        let Of(member, it) = *self;
        members!(out,
            "id": it.id,
            "event": it.event,
            "at": it.at,
            "delivered_at"? it.delivered_at,
            "lines": it.lines,
            "shipping"? (it.shipping != Shipping::default()).then_some(it.shipping),
            "offers"? any(&it.offers),
            "said"? any(&it.said).map(Said),
            "earned"? each(member, &it.earned),
            "spent"? each(member, &it.spent),
            "taken"? each(member, &it.taken),
            "uses"? any(&it.uses),
            "counted"? any(&it.counted),
        );
        out.push('}');
    }
}

impl Write for OrderLine {
    fn write(&self, out: &mut String) {
        line(&self.id, self.units, self.price, &self.goods, out);
        member!(out, "net_minor": self.net);
        member!(out, "points_minor": self.by_points);
        member!(out, "card_minor"? some_money(self.by_card));
        member!(out, "spent"? some(self.spent));
        member!(out, "returned"?(self.returned > 0).then_some(self.returned));
        out.push('}');
    }
}

written!(Shipping, it => {
    "cost_minor": it.cost,
    "discount_minor"? some_money(it.discount),
    "points_minor"? some_money(it.by_points),
    "card_minor"? some_money(it.by_card),
    "spent"? some(it.spent),
    "returned"? flag(it.returned),
});

written!(OrderOffer, it => { "offer": it.offer, "cash_back"? it.cash_back, });

written!(CashBack, it => {
    "at": it.at,
    "lines": it.lines,
    "bearer"? one_bearer(&it.bearers),
    "bearers"? split_bearers(&it.bearers),
    "back_minor"? some_money(it.back),
    "credited"? flag(it.credited),
});

impl Write for Of<'_, &OrderEarned> {
    fn write(&self, out: &mut String) {
        let Of(member, it) = *self;
        members!(out,
            "lot": member.ledger.names(it.lot).id,
            "lines": it.lines,
            "clawed_back"? some(it.clawed_back),
        );
        out.push('}');
    }
}

impl Write for Of<'_, &OrderSpent> {
    fn write(&self, out: &mut String) {
        let Of(member, it) = *self;
        members!(out,
            "lot": member.ledger.names(it.lot).id,
            "points": it.points,
            "returned"? some(it.returned),
            "renewed"? it.renewed.map(|lot| member.ledger.names(lot).id.clone()),
        );
        out.push('}');
    }
}

impl Write for Of<'_, &Taken> {
    fn write(&self, out: &mut String) {
        let Of(member, it) = *self;
        members!(out, "lot": member.ledger.names(it.lot).id, "points": it.points,);
        out.push('}');
    }
}

written!(OfferUse, it => {
    "offer": it.offer,
    "uses": it.uses,
    "saved_minor"? some_money(it.saved),
    "coupon"? it.coupon,
    "code"? it.code,
});

written!((Id, Instant), it => { "offer": it.0, "at": it.1, });

written!(Coupon, it => {
    "id": it.id,
    "offer": it.offer,
    "issued_at": it.at,
    "from"? it.valid.from,
    "until"? it.valid.until,
    "worth_minor"? it.worth,
    "order"? it.order,
    "used"? it.used,
    "revoked"? flag(it.revoked),
});

written!(Reported, it => {
    "event": it.event,
    "activity": it.activity,
    "at": it.at,
    "amount_minor"? it.amount,
    "quantity"? it.quantity,
    "earned"? flag(it.earned),
});

written!(Standing, it => {
    "ladder": it.ladder,
    "level"? it.level,
    "at"? (it.at != it.since).then_some(it.at),
    "since": it.since,
    "until"? it.until,
    "why"? (it.why != Why::Granted).then_some(Plain(it.why.name())),
    "event"? it.event,
});

written!(Membership, it => {
    "plan": it.plan,
    "since": it.since,
    "trial_until"? it.trial_until,
    "until": it.until,
    "stopped"? flag(it.stopped),
    "ended"? flag(it.ended),
});

written!(Use, it => {
    "id": it.event,
    "perk": it.perk,
    "at": it.at,
    "count": it.count,
    "carried"? some_count(it.carried),
    "extra"? some_count(it.extra),
    "cancelled"? flag(it.cancelled),
});

written!(Brought, it => { "id": it.who, "at": it.at, });

written!(Run, it => { "rule": it.rule, "day": it.day, "days": it.days, });

written!(OrderCounted, it => {
    "rule": it.rule,
    "lines": it.lines,
    "shipping_minor"? some_money(it.shipping),
    "steps_minor"? some_money(it.steps),
    "moved_minor"? some_money(it.moved),
});

written!(Carried, it => { "rule": it.rule, "amount_minor": it.amount, });

impl Write for Of<'_, &Redemption> {
    fn write(&self, out: &mut String) {
        let Of(member, it) = *self;
        members!(out,
            "id": it.id,
            "event": it.event,
            "reward": it.reward,
            "at": it.at,
            "money_minor"? some_money(it.money),
            "perk"? it.uses.as_ref().map(|(perk, _)| perk),
            "uses"? it.uses.as_ref().map(|(_, uses)| *uses),
            "spent"? each(member, &it.spent),
            "cancelled"? flag(it.cancelled),
        );
        out.push('}');
    }
}
