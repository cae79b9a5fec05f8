//! Results as JSON, field by field as in `pkg/perks.d.ts`. Absent means left out, never `null`.

use super::snapshot::{any, one_bearer, some, some_money, split_bearers, stated};
use super::write::{Plain, Write, json, member, members, put, sign, written};
use crate::cart::{Cart, Goods, Line};
use crate::engine::Forecast;
use crate::member::{LotState, Member};
use crate::outcome::{
    Applied, AvailableOffer, BetterChoice, CouponStatus, DueCashBack, Earned, FavouriteStatus,
    GiftUnits, LineDiscount, NextExpiry, PointsStatus, PoolStatus, PossibleOffer, Proof, Quote,
    QuoteCashBack, QuoteCode, QuoteGift, QuoteLine, QuoteOffers, QuotePoints, QuotePrice,
    QuoteShipping, QuoteTax, Recorded, RefusedOffer, RulePoints, Spending, Status, StatusOffers,
    StreakStatus, Totals, Verdict, Verdicts,
};
use crate::program::{Bearer, Kind, OrderFact, Stated};
use crate::value::{Currency, Decimal, Id, Instant, Key, Money, Points, Rate};

/// Writes a value that is a text or an integer.
macro_rules! scalar {
    ($($type:ty, $it:ident => $value:expr;)*) => {$(
        impl Write for $type {
            fn write(&self, out: &mut String) {
                let $it = self;
                $value.write(out);
            }

            fn write_after(&self, before: &str, out: &mut String) {
                let $it = self;
                $value.write_after(before, out);
            }
        }
    )*};
}

scalar! {
    Money, it => it.minor();
    Points, it => it.count();
    Id, it => Plain(it.as_str());
    Key, it => it.as_str();
    Currency, it => it.code();
    Bearer, it => Plain(it.name());
    LotState, it => Plain(lot_state(*it));
}

impl Write for Instant {
    fn write(&self, out: &mut String) {
        Plain(std::str::from_utf8(&self.ascii()).unwrap_or_default()).write(out);
    }
}

const fn lot_state(state: LotState) -> &'static str {
    match state {
        LotState::Pending => "pending",
        LotState::Available => "available",
        LotState::Expired => "expired",
        LotState::UsedUp => "used_up",
    }
}

/// Results as JSON text; the capacity is a guess at its length in bytes.
macro_rules! to_json {
    ($($type:ty, $it:ident => $capacity:expr;)*) => {$(
        impl $type {
            /// As JSON text without white space; the same bytes on every platform.
            #[must_use]
            pub fn to_json(&self) -> String {
                let $it = self;
                json(self, $capacity)
            }
        }
    )*};
}

to_json! {
    Status, it => 512 + 200 * it.points.lots.len() + 120 * it.offers.refused.len();
    Quote, it => 512 + 320 * it.lines.len() + 120 * it.offers.refused.len();
    crate::outcome::Replay, it => 640 + 320 * it.quote.lines.len();
    Verdicts, it => 16 + 160 * it.codes.len();
    crate::outcome::Receipt, _it => 160;
    crate::outcome::Entry, _it => 256;
    Recorded, it => 64 + 256 * it.entries.len();
    Forecast, it => 128 + 256 * it.entries.len();
    Member, it => 512 + 200 * it.ledger.len() + 400 * it.orders.len();
    Cart, it => 64 + 128 * it.lines.len();
}

written!(Status, it => {
    "program": it.program.id(),
    "version": it.program.version(),
    "currency": it.program.currency(),
    "now": it.now,
    "member"? it.member,
    "joined_at"? it.joined_at,
    "tiers"? it.tiers,
    "memberships"? any(&it.memberships),
    "perks"? any(&it.perks),
    "segments"? it.segments,
    "stage"? it.stage,
    "scores"? any(&it.scores),
    "points": it.points,
    "pools"? any(&it.pools),
    "streaks"? any(&it.streaks),
    "cash_back"? any(&it.cash_back),
    "rewards"? any(&it.rewards),
    "coupons"? any(&it.coupons),
    "favourites"? any(&it.favourites),
    "offers": it.offers,
});

written!(FavouriteStatus, it => {
    "by": it.by,
    "selectors"? any(&it.selectors),
    "name"? it.name,
    "units": it.units,
    "needs": it.needs,
});

written!(DueCashBack, it => {
    "order": it.order,
    "offer": it.offer,
    "amount_minor": it.amount,
    "bearer"? one_bearer(&it.bearers),
    "bearers"? split_bearers(&it.bearers),
    "at": it.at,
});

written!(PoolStatus, it => {
    "pool": it.pool,
    "spendable": it.spendable,
    "points": it.points,
});

written!(StreakStatus, it => {
    "rule": it.rule,
    "days": it.days,
    "done": it.done,
    "next_points": it.next_points,
    "next_from"? it.next_from,
    "next_until"? it.next_until,
});

written!(Forecast, it => {
    "now": it.now,
    "until": it.until,
    "entries": it.entries,
    "balance": it.status.points.balance,
    "status": it.status,
});

written!(PointsStatus, it => {
    "balance": it.balance,
    "worth_minor"? it.worth,
    "pending": it.pending,
    "granted": it.granted,
    "spent": it.spent,
    "expired": it.expired,
    "clawed_back"? some(it.clawed_back),
    "forfeited"? some(it.forfeited),
    "transferred"? some(it.transferred),
    "owed"? some(it.owed),
    "lots": it.lots,
    "next_expiry"? it.next_expiry,
});

written!(NextExpiry, it => { "at": it.at, "points": it.points, });

written!(StatusOffers, it => { "available": it.available, "refused": it.refused, });

written!(CouponStatus, it => {
    "coupon": it.coupon,
    "offer": it.offer,
    "issued_at": it.issued_at,
    "from"? it.from,
    "until"? it.until,
    "worth_minor"? it.worth,
    "reasons": it.reasons,
});

written!(AvailableOffer, it => { "offer": it.offer, "until"? it.until, });

written!(RefusedOffer, it => { "offer": it.offer, "reasons": it.reasons, });

written!(Quote, it => {
    "program": it.program.id(),
    "version": it.program.version(),
    "currency": it.program.currency(),
    "now": it.now,
    "lines": it.lines,
    "shipping"? (it.shipping.cost > Money::ZERO).then_some(&it.shipping),
    "totals": it.totals,
    "points": it.points,
    "tier_after"? any(&it.tier_after),
    "offers": it.offers,
    "codes"? any(&it.codes),
    "gifts"? any(&it.gifts),
    "cash_back"? any(&it.cash_back),
    "perks"? any(&it.perks),
    "receipt"? it.receipt,
});

written!(crate::outcome::PerkLines, it => { "perk": it.perk, "lines": it.lines, });

written!(QuoteLine, it => {
    "id": it.id,
    "sku": it.sku,
    "units": it.units,
    "price_minor": it.price,
    "list_minor": it.list,
    "discounts": it.discounts,
    "discount_minor": it.discount,
    "net_minor": it.net,
    "points_minor": it.by_points,
    "card_minor"? some_money(it.by_card),
    "pay_minor": it.pay,
    "tax"? it.tax,
    "earns": it.earns,
});

written!(QuoteShipping, it => {
    "cost_minor": it.cost,
    "discounts"? any(&it.discounts),
    "discount_minor"? some_money(it.discount),
    "points_minor": it.by_points,
    "card_minor"? some_money(it.by_card),
    "pay_minor": it.pay,
    "tax"? it.tax,
});

written!(QuoteTax, it => {
    "rate": it.rate.in_percent().to_string(),
    "base_minor": it.base,
    "tax_minor": it.tax,
});

impl Write for LineDiscount {
    fn write(&self, out: &mut String) {
        let Self { offer, units, amount, bearer } = self;
        match offer {
            Some(offer) => {
                members!(out, "offer": offer, "units"? units, "amount_minor": amount,
                    "bearer": bearer,);
            }
            None => {
                members!(out, "amount_minor": amount, "bearer": bearer,);
            }
        }
        sign(out, b'}');
    }
}

written!(Totals, it => {
    "list_minor": it.list,
    "discount_minor": it.discount,
    "net_minor": it.net,
    "shipping_minor"? some_money(it.shipping),
    "shipping_discount_minor"? some_money(it.shipping_discount),
    "points_minor": it.by_points,
    "card_minor"? some_money(it.by_card),
    "pay_minor": it.pay,
    "taxable_minor"? some_money(it.taxable),
    "tax_minor"? some_money(it.tax),
    "due_minor"? it.due,
    "units": it.units,
});

written!(QuotePoints, it => {
    "balance": it.balance,
    "prices"? (!it.prices.is_empty()).then_some(&*it.prices),
    "spend": it.spend,
    "earn": it.earn,
});

written!(QuotePrice, it => {
    "line": it.line,
    "price": it.price,
    "points": it.points,
    "money_minor": it.money,
    "reasons": it.reasons,
});

written!(Spending, it => {
    "maximum": it.maximum,
    "chosen": it.chosen,
    "worth_minor": it.worth,
    "reasons": it.reasons,
});

written!(Earned, it => { "total": it.total, "rules": it.rules, });

written!(RulePoints, it => {
    "rule": it.rule,
    "pool"? it.pool_name,
    "points": it.points,
    "uncapped"? it.uncapped,
    "multipliers"? any(&it.multipliers),
    "lines"? (!it.lines.is_empty()).then_some(&it.lines),
});

written!(QuoteOffers, it => {
    "applied": it.applied,
    "possible"? any(&it.possible),
    "refused": it.refused,
    "proof"? it.proof,
    "better"? it.better,
});

written!(PossibleOffer, it => {
    "offer": it.offer,
    "saves_minor": it.saves,
    "reasons": it.reasons,
});

written!(Proof, it => {
    "optimal": it.gap == Money::ZERO,
    "bound_minor": it.bound,
    "gap_minor": it.gap,
    "nodes": it.nodes,
});

written!(BetterChoice, it => { "by_minor": it.by, "offers": it.offers, });

written!(Applied, it => {
    "offer": it.offer,
    "saves_minor": it.saves,
    "points"? it.points,
    "cash_back_minor"? it.cash_back,
    "uses"? it.uses,
    "coupon"? it.coupon,
    "worth_minor"? it.worth,
    "code"? it.code,
    "counted"? it.counted.map(Counted),
});

/// What everybody had of an offer.
struct Counted((i64, Money));

written!(Counted, it => { "uses": it.0.0, "amount_minor": it.0.1, });

written!(Verdicts, it => { "codes": it.codes, });

written!(Verdict, it => {
    "entered": it.entered,
    "offer"? it.offer,
    "coupon"? it.coupon,
    "code"? it.code,
    "until"? it.until,
    "reasons": it.reasons,
});

written!(QuoteCode, it => {
    "entered": it.entered,
    "offer"? it.offer,
    "reasons": it.reasons,
});

written!(QuoteGift, it => {
    "offer": it.offer,
    "added"? it.added.then_some(true),
    "choices": it.choices,
});

written!(GiftUnits, it => { "sku": it.sku, "units": it.units, "stock"? it.stock, });

written!(QuoteCashBack, it => {
    "offer": it.offer,
    "amount_minor": it.amount,
    "bearer"? one_bearer(&it.bearers),
    "bearers"? split_bearers(&it.bearers),
    "at": it.at,
});

impl Write for Cart {
    fn write(&self, out: &mut String) {
        members!(out,
            "currency": self.currency(),
            "lines": self.lines,
            "shipping"? (self.shipping > Money::ZERO).then_some(ShippingCost(self)),
            "gift_card_minor"? some_money(self.gift_card),
        );
        said(',', &self.said, out);
        out.push('}');
    }
}

/// What shipping costs.
struct ShippingCost<'c>(&'c Cart);

impl Write for ShippingCost<'_> {
    fn write(&self, out: &mut String) {
        members!(out, "cost_minor": self.0.shipping, "tax"? self.0.shipping_tax.map(Tax),);
        out.push('}');
    }
}

/// The tax that a price includes.
struct Tax(Rate);

written!(Tax, it => { "rate": it.0.in_percent(), });

impl Write for Decimal {
    fn write(&self, out: &mut String) {
        Plain(&self.to_string()).write(out);
    }
}

/// Numbers and texts by name; at least one.
struct Attributes<'l>(&'l [(Key, Stated)]);

impl Write for Attributes<'_> {
    fn write(&self, out: &mut String) {
        let mut before = '{';
        for (name, value) in self.0 {
            stated(before, name, Some(value), out);
            before = ',';
        }
        out.push('}');
    }
}

/// What an order says of itself; at least one thing.
pub(super) struct Said<'o>(pub(super) &'o [(OrderFact, Stated)]);

impl Write for Said<'_> {
    fn write(&self, out: &mut String) {
        said('{', self.0, out);
        out.push('}');
    }
}

/// The members that say it; `before` stands before the first.
fn said(mut before: char, of: &[(OrderFact, Stated)], out: &mut String) {
    let mut in_attributes = false;
    for (fact, value) in of {
        match fact.name() {
            (name, None) => {
                out.push(before);
                Plain(name).write(out);
                out.push(':');
                value.write(out);
            }
            (_, Some(name)) => {
                if !in_attributes {
                    out.push(before);
                    put(out, "\"attributes\":");
                    (before, in_attributes) = ('{', true);
                }
                stated(before, name, Some(value), out);
            }
        }
        before = ',';
    }
    if in_attributes {
        out.push('}');
    }
}

/// The members that a line of a cart and of an order share, from the opening brace on.
pub(super) fn line(id: &Key, units: u32, price: Money, goods: &Goods, out: &mut String) {
    members!(out,
        "id": id,
        "sku": goods.sku,
        "units": units,
        "price_minor": price,
        "category"? goods.category,
        "brand"? goods.brand,
        "tags"? any(&goods.tags),
        "kind"? (goods.kind != Kind::Goods).then_some(Plain(goods.kind.name())),
        "tax"? goods.tax.map(Tax),
        "attributes"? any(&goods.attributes).map(Attributes),
        "discounted"? goods.discounted.then_some("yes"),
    );
}

impl Write for Line {
    fn write(&self, out: &mut String) {
        line(&self.id, self.units, self.price, &self.goods, out);
        member!(out, "floor_price_minor"? some_money(self.floor_price));
        out.push('}');
    }
}
