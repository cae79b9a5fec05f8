//! Results as JSON, field by field as in `pkg/perks.d.ts`. Absent means left out, never `null`.

use serde::ser::{Serialize, SerializeMap, Serializer};

use super::FORMAT;
use crate::cart::{Cart, Line};
use crate::member::{LotState, Member, Order, OrderLine, Seen};
use crate::outcome::{
    Applied, AvailableOffer, Earned, Entry, LineDiscount, LinePoints, LotStatus, NextExpiry,
    PointsStatus, Quote, QuoteLine, QuoteOffers, QuotePoints, Reason, Recorded, RefusedOffer,
    RulePoints, Spending, Status, StatusOffers, Totals,
};
use crate::problem::{Problem, Problems};
use crate::program::Bearer;
use crate::value::{Currency, Id, Instant, Key, Money, Points};

/// Writes an object: `"name": value` always, `"name"? value` where an `Option` has one.
macro_rules! written {
    ($type:ty, $it:ident => { $($name:literal $mark:tt $value:expr,)* }) => {
        impl Serialize for $type {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                let $it = self;
                let mut object = serializer.serialize_map(None)?;
                $(written!(object, $name $mark $value);)*
                object.end()
            }
        }
    };
    ($object:ident, $name:literal : $value:expr) => {
        $object.serialize_entry($name, &$value)?
    };
    ($object:ident, $name:literal ? $value:expr) => {
        if let Some(value) = &$value {
            $object.serialize_entry($name, value)?;
        }
    };
}

/// Writes a value that is a text or an integer.
macro_rules! scalar {
    ($($type:ty, $it:ident, $serializer:ident => $write:expr;)*) => {$(
        impl Serialize for $type {
            fn serialize<S: Serializer>(&self, $serializer: S) -> Result<S::Ok, S::Error> {
                let $it = self;
                $write
            }
        }
    )*};
}

scalar! {
    Money, it, serializer => serializer.serialize_i64(it.minor());
    Points, it, serializer => serializer.serialize_i64(it.count());
    Instant, it, serializer => serializer.collect_str(it);
    Id, it, serializer => serializer.serialize_str(it.as_str());
    Key, it, serializer => serializer.serialize_str(it.as_str());
    Currency, it, serializer => serializer.serialize_str(it.code());
    Bearer, it, serializer => serializer.serialize_str(it.name());
    LotState, it, serializer => serializer.serialize_str(lot_state(*it));
    Problems, it, serializer => serializer.collect_seq(it.as_slice());
}

const fn lot_state(state: LotState) -> &'static str {
    match state {
        LotState::Pending => "pending",
        LotState::Available => "available",
        LotState::Expired => "expired",
        LotState::UsedUp => "used_up",
    }
}

/// Results as JSON text.
macro_rules! to_json {
    ($($type:ty),*) => {$(
        impl $type {
            /// As JSON text without white space; the same bytes on every platform.
            #[must_use]
            pub fn to_json(&self) -> String {
                json(self)
            }
        }
    )*};
}

to_json!(Status, Quote, Recorded, Problems, Member, Cart);

/// Nothing here can fail: names are texts, numbers integers, and the text is in memory.
fn json(value: &impl Serialize) -> String {
    let text = serde_json::to_string(value);
    debug_assert!(text.is_ok(), "{text:?}");
    text.unwrap_or_default()
}

written!(Problem, it => {
    "code": it.code.name(),
    "severity": it.severity.name(),
    "document": it.document.name(),
    "path": it.path,
    "line"? it.position.map(|at| at.line),
    "column"? it.position.map(|at| at.column),
    "message": it.message,
    "help"? it.help,
});

written!(Status, it => {
    "program": it.program.id(),
    "version": it.program.version(),
    "currency": it.program.currency(),
    "now": it.now,
    "member"? it.member,
    "joined_at"? it.joined_at,
    "points": it.points,
    "offers": it.offers,
});

written!(PointsStatus, it => {
    "balance": it.balance,
    "worth_minor"? it.worth,
    "pending": it.pending,
    "granted": it.granted,
    "spent": it.spent,
    "expired": it.expired,
    "lots": it.lots,
    "next_expiry"? it.next_expiry,
});

written!(LotStatus, it => {
    "id": it.lot.id,
    "rule": it.lot.rule,
    "source": it.lot.source,
    "granted": it.lot.granted,
    "left": it.lot.left,
    "earned_at": it.lot.earned_at,
    "available_at": it.lot.available_at,
    "expires_at"? it.lot.expires_at,
    "state": it.state,
});

written!(NextExpiry, it => { "at": it.at, "points": it.points, });

written!(StatusOffers, it => { "available": it.available, "refused": it.refused, });

written!(AvailableOffer, it => { "offer": it.offer, "until"? it.until, });

written!(RefusedOffer, it => { "offer": it.offer, "reasons": it.reasons, });

written!(Quote, it => {
    "program": it.program.id(),
    "version": it.program.version(),
    "currency": it.program.currency(),
    "now": it.now,
    "lines": it.lines,
    "totals": it.totals,
    "points": it.points,
    "offers": it.offers,
});

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
    "pay_minor": it.pay,
    "earns": it.earns,
});

written!(LineDiscount, it => {
    "offer": it.offer,
    "amount_minor": it.amount,
    "bearer": it.bearer,
});

written!(Totals, it => {
    "list_minor": it.list,
    "discount_minor": it.discount,
    "net_minor": it.net,
    "points_minor": it.by_points,
    "pay_minor": it.pay,
    "units": it.units,
});

written!(QuotePoints, it => { "balance": it.balance, "spend": it.spend, "earn": it.earn, });

written!(Spending, it => {
    "maximum": it.maximum,
    "chosen": it.chosen,
    "worth_minor": it.worth,
    "reasons": it.reasons,
});

written!(Earned, it => { "total": it.total, "rules": it.rules, });

written!(RulePoints, it => { "rule": it.rule, "points": it.points, });

written!(QuoteOffers, it => { "applied": it.applied, "refused": it.refused, });

written!(Applied, it => { "offer": it.offer, "saves_minor": it.saves, });

written!(Recorded, it => { "entries": it.entries, "duplicate": it.duplicate, });

written!(LinePoints, it => { "line": it.line, "points": it.points, });

impl Serialize for Entry {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = serializer.serialize_map(None)?;
        match self {
            Self::Joined { event, at } => {
                written!(object, "kind": "joined");
                written!(object, "event": event);
                written!(object, "at": at);
            }
            Self::Spent(it) => {
                written!(object, "kind": "spent");
                written!(object, "event": it.event);
                written!(object, "at": it.at);
                written!(object, "order": it.order);
                written!(object, "lot": it.lot);
                written!(object, "points": it.points);
                written!(object, "worth_minor": it.worth);
            }
            Self::Granted(it) => {
                written!(object, "kind": "granted");
                written!(object, "event": it.event);
                written!(object, "at": it.at);
                written!(object, "order": it.order);
                written!(object, "lot": it.lot);
                written!(object, "rule": it.rule);
                written!(object, "points": it.points);
                written!(object, "available_at": it.available_at);
                written!(object, "expires_at"? it.expires_at);
                written!(object, "lines": it.lines);
            }
        }
        object.end()
    }
}

impl Serialize for Reason {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = serializer.serialize_map(None)?;
        written!(object, "code": self.code());
        match self {
            Self::NotYet { from } => written!(object, "from": from),
            Self::Ended { until } => written!(object, "until": until),
            Self::NotEnrolled | Self::Excluded | Self::NothingToDiscount | Self::SpendingOff => {}
            Self::AmountShort { needs, has } => {
                written!(object, "needs_minor": needs);
                written!(object, "has_minor": has);
                written!(object, "missing_minor": (*needs - *has));
            }
            Self::UnitsShort { needs, has } => {
                written!(object, "needs": needs);
                written!(object, "has": has);
                written!(object, "missing": (needs - has));
            }
            Self::NoneMet { of } => written!(object, "of": of),
            Self::TooFewMet { needs, has, of } => {
                written!(object, "needs": needs);
                written!(object, "has": has);
                written!(object, "missing": needs.saturating_sub(*has));
                written!(object, "of": of);
            }
            Self::BetterOffer { offer, by } => {
                written!(object, "offer": offer);
                written!(object, "by_minor": by);
            }
            Self::BalanceShort { needs, has } | Self::SpendBelowMinimum { needs, has } => {
                written!(object, "needs": needs);
                written!(object, "has": has);
                written!(object, "missing": (*needs - *has));
            }
            Self::SpendOffStep { step, has } => {
                written!(object, "step": step);
                written!(object, "has": has);
            }
            Self::SpendOverMaximum { maximum, has } => {
                written!(object, "maximum": maximum);
                written!(object, "has": has);
            }
        }
        object.end()
    }
}

written!(Member, it => {
    "format": FORMAT,
    "program": it.program.id(),
    "id"? it.id,
    "joined_at"? it.joined_at,
    "as_of"? it.as_of,
    "events": it.events,
    "lots": Lots(it),
    "orders": it.orders,
});

/// A member's lots, in spending order: a document's lots have no state, a status' do.
struct Lots<'m>(&'m Member);

impl Serialize for Lots<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.ledger.lots())
    }
}

written!(crate::member::Lot, it => {
    "id": it.id,
    "rule": it.rule,
    "source": it.source,
    "granted": it.granted,
    "left": it.left,
    "earned_at": it.earned_at,
    "available_at": it.available_at,
    "expires_at"? it.expires_at,
});

written!(Seen, it => { "id": it.id, "digest": it.digest.to_hex(), });

written!(Order, it => {
    "id": it.id,
    "event": it.event,
    "at": it.at,
    "lines": it.lines,
});

written!(OrderLine, it => {
    "id": it.id,
    "sku": it.sku,
    "units": it.units,
    "net_minor": it.net,
    "points_minor": it.by_points,
    "earned": it.earned,
});

written!(Cart, it => {
    "currency": it.currency(),
    "lines": it.lines,
});

written!(Line, it => {
    "id": it.id,
    "sku": it.sku,
    "units": it.units,
    "price_minor": it.price,
    "category"? it.category,
    "brand"? it.brand,
    "tags"? (!it.tags.is_empty()).then_some(&it.tags),
});
