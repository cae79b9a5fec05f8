//! Entries: written where something was recorded, and read back where a log proves a snapshot.

use super::cart::SaidDoc;
use super::declare::object;
use super::leaf::{At, Ident, Keyed, StatedDoc};
use super::member::{
    BearersDoc, Moved, OfferUseDoc, OrderCountedDoc, OrderLineDoc, OrderOffersDoc, ShippingDoc,
    SlidingDoc, WaitsForDoc,
};
use super::outcome::Said;
use super::shape::{Int, List, Map, Text};
use super::snapshot::{
    Waits, any, one_bearer, some, some_count, some_money, split_bearers, stated,
};
use super::write::{Plain, Write, member, members, put, written};
use crate::member::{PlanStep, Shipping, Why};
use crate::outcome::{
    Entry, EntryKind, LinePoints, LineShare, Message, Notice, Received, Recorded, Restored,
    ReturnedLine,
};
use crate::program::Bearer;
use crate::value::bounds::{
    MAX_LINES, MAX_LOTS, MAX_MINOR, MAX_OFFERS, MAX_STATED, MAX_UNITS, MAX_USES,
};

written!(Recorded, it => {
    "entries": it.entries,
    "messages"? any(&it.messages),
    "restored"? any(&it.restored),
    "duplicate": it.duplicate,
});

impl Write for Restored {
    fn write(&self, out: &mut String) {
        match self {
            Self::Offer(used) => used.write(out),
            Self::Reward(reward) => {
                members!(out, "reward": reward,);
                out.push('}');
            }
        }
    }
}

written!(LineShare, it => { "line": it.line, "amount_minor": it.amount, });

written!(LinePoints, it => { "line": it.line, "points": it.points, });

written!(ReturnedLine, it => {
    "units": it.units,
    "line"? it.line,
    "points_minor"? some_money(it.by_points),
    "card_minor"? some_money(it.by_card),
    "pay_minor"? Some(it.pay),
});

/// The event that the other account is to record.
struct Sent<'m>(&'m Message);

written!(Message, it => { "to": it.to, "event"? Some(Sent(it)), });

impl Write for Sent<'_> {
    fn write(&self, out: &mut String) {
        let it = self.0;
        members!(out, "id": it.id, "at": it.at,);
        match &it.what {
            Notice::Receive { from, lots } => {
                member!(out, "receive": Arriving(from, lots));
            }
            Notice::Referral { of } => {
                member!(out, "referral": Of(of));
            }
        }
        out.push('}');
    }
}

struct Arriving<'m>(&'m crate::value::Key, &'m [Received]);

written!(Arriving<'_>, it => { "from": it.0, "lots"? Some(it.1), });

struct Of<'m>(&'m crate::value::Key);

written!(Of<'_>, it => { "of": it.0, });

written!(Received, it => {
    "points": it.points,
    "pool"? it.pool,
    "expires_at"? it.expires_at,
});

impl Entry {
    /// What its other side is, by kind.
    const fn party_name(&self) -> &'static str {
        match self.kind {
            EntryKind::Joined => "referred_by",
            EntryKind::Profiled => "household",
            EntryKind::Granted => "from",
            EntryKind::Brought => "of",
            _ => "to",
        }
    }

    /// Where a lot came from, unless its order or event says it.
    fn told_source(&self) -> Option<&crate::value::Key> {
        let known = self.order.as_ref().or(self.event.as_ref());
        self.source.as_ref().filter(|source| Some(*source) != known)
    }
}

impl Write for Entry {
    fn write(&self, out: &mut String) {
        members!(out,
            "kind": Plain(self.kind.name()),
            "event"? self.event,
            "at": self.at,
            "order"? self.order,
            "redemption"? self.redemption,
            "reward"? self.reward,
            "coupon"? self.coupon,
            "lot"? self.lot,
            "source"? self.told_source(),
            "rule"? self.rule,
            "offer"? self.offer,
            "forfeit"? self.forfeit,
            "conversion"? self.conversion,
            "ladder"? self.ladder,
            "level"? self.level,
            "why"? self.why.map(|why| Plain(why.name())),
            "plan"? self.plan,
            "do"? self.step.map(|step| Plain(step.name())),
            "perk"? self.perk,
            "carried"? some_count(self.carried),
            "extra"? some_count(self.extra),
            "version"? self.version,
            "since"? self.since,
            "pool"? self.pool,
            "points"? some(self.points),
        );
        if self.kind == EntryKind::Staged {
            member!(out, "stage"? self.segment);
        } else {
            member!(out, "segment"? self.segment);
        }
        let granted = self.kind == EntryKind::Granted;
        match self.amount {
            Some(worth) if matches!(self.kind, EntryKind::Spent | EntryKind::Issued) => {
                member!(out, "worth_minor": worth);
            }
            amount => {
                member!(out, "amount_minor"? amount);
            }
        }
        member!(out, "bearer"? one_bearer(&self.bearers));
        member!(out, "bearers"? split_bearers(&self.bearers));
        member!(out, "quantity"? self.quantity);
        match (&self.activity, self.available_at) {
            (Some(activity), Some(until)) => {
                member!(out, "waits_for": Waits { activity, until });
            }
            (None, None) if granted => {
                member!(out, "waits_for": "delivery");
            }
            (activity, available_at) => {
                member!(out, "activity"? activity);
                member!(out, "available_at"? available_at);
            }
        }
        match self.kind {
            EntryKind::Folded => {
                member!(out, "until"? self.expires_at);
            }
            _ => {
                member!(out, "expires_at"? self.expires_at);
            }
        }
        member!(out, "expiry"? self.sliding.then_some("sliding"));
        if let Some(party) = &self.party {
            out.push_str(",\"");
            out.push_str(self.party_name());
            out.push_str("\":");
            party.write(out);
        }
        member!(out, "gender"? self.gender);
        if !self.stated.is_empty() {
            put(out, ",\"attributes\":");
            let mut before = '{';
            for (name, value) in &self.stated {
                stated(before, name, value.as_ref(), out);
                before = ',';
            }
            out.push('}');
        }
        member!(out, "day"? self.day);
        member!(out, "days"?(self.days > 0).then_some(self.days));
        member!(out, "digest"? self.digest.map(|digest| digest.to_hex()));
        if let Some(order) = self.ordered.as_deref() {
            member!(out, "order_lines": order.lines);
            member!(
                out,
                "shipping"?(order.shipping != Shipping::default()).then_some(order.shipping)
            );
            member!(out, "offers"? any(&order.offers));
            member!(out, "said"? any(&order.said).map(Said));
            member!(out, "uses"? any(&order.uses));
        }
        member!(out, "lines"? any(&self.lines));
        member!(out, "returned"? any(&self.returned));
        member!(out, "shares"? any(&self.shares));
        member!(out, "counted"? self.counted.as_deref());
        out.push('}');
    }
}

object! {
    /// An entry of any kind.
    EntryDoc<'v> {
        required kind: Text<'v>,
        optional event: Keyed,
        required at: At,
        optional order: Keyed,
        optional redemption: Keyed,
        optional reward: Ident,
        optional coupon: Keyed,
        optional offer: Ident,
        optional lot: Keyed,
        optional source: Keyed,
        optional rule: Ident,
        optional forfeit: Ident,
        optional conversion: Ident,
        optional ladder: Ident,
        optional level: Ident,
        optional why: Why,
        optional plan: Ident,
        optional r#do: PlanStep,
        optional perk: Ident,
        optional carried: Int<0, MAX_USES>,
        optional extra: Int<0, MAX_USES>,
        optional version: Int<1, 1_000_000_000>,
        optional since: At,
        optional stage: Ident,
        optional segment: Ident,
        optional pool: Ident,
        optional points: Int<1, MAX_MINOR>,
        optional worth_minor: Int<0, MAX_MINOR>,
        optional amount_minor: Moved,
        optional bearer: Bearer,
        optional bearers: BearersDoc<'v>,
        optional quantity: Int<0, MAX_MINOR>,
        optional activity: Ident,
        optional waits_for: WaitsForDoc<'v>,
        optional available_at: At,
        optional expires_at: At,
        optional until: At,
        optional expiry: SlidingDoc,
        optional referred_by: Keyed,
        optional household: Keyed,
        optional from: Keyed,
        optional to: Keyed,
        optional of: Keyed,
        optional gender: Keyed,
        optional attributes: Map<'v, StatedDoc, MAX_STATED>,
        optional day: Text<'v>,
        optional days: Int<1, 100_000>,
        optional digest: Text<'v>,
        optional order_lines: List<'v, OrderLineDoc<'v>, MAX_LINES>,
        optional shipping: ShippingDoc<'v>,
        optional offers: OrderOffersDoc<'v>,
        optional said: SaidDoc<'v>,
        optional uses: List<'v, OfferUseDoc<'v>, MAX_OFFERS>,
        optional lines: List<'v, LinePointsDoc<'v>, MAX_LINES>,
        optional returned: List<'v, ReturnedLineDoc<'v>, 501>,
        optional shares: List<'v, LineShareDoc<'v>, MAX_LINES>,
        optional counted: OrderCountedDoc<'v>,
    } reserved []
}

object! {
    /// A line's part of an amount.
    LineShareDoc<'v> {
        required line: Keyed,
        required amount_minor: Int<1, MAX_MINOR>,
    } reserved []
}

object! {
    /// Points of a line.
    LinePointsDoc<'v> {
        required line: Keyed,
        required points: Int<1, MAX_MINOR>,
    } reserved []
}

object! {
    /// Units that came back.
    ReturnedLineDoc<'v> {
        required units: Int<1, MAX_UNITS>,
        optional line: Keyed,
        optional points_minor: Int<0, MAX_MINOR>,
        optional card_minor: Int<0, MAX_MINOR>,
        required pay_minor: Int<0, MAX_MINOR>,
    } reserved []
}

/// A log of entries: one list.
pub(crate) type LogDoc<'v> = List<'v, EntryDoc<'v>, { 50 * MAX_LOTS }>;
