//! How long a member's document is, so that whatever is recorded can be read again.
//!
//! A member is measured to the byte, as `document::snapshot` writes it. What an entry adds to that
//! is an upper bound, so that recording need not measure everything each time.

mod folded;
mod order;

use self::order::{bearers_size, counted_size, order_size, spent_size};
use super::folding::Ends;
use super::{
    Attribute, Available, Brought, Carried, Coupon, Debt, Ledger, Lot, LotNames, Member,
    Membership, Redemption, Reported, Run, Seen, Standing, Use, Why,
};
use crate::outcome::{Entry, EntryKind};
use crate::program::{Stated, Watched};
use crate::value::bounds::{MAX_ID_CHARS, MAX_KEY_CHARS};
use crate::value::{Id, Instant, Key, Money, Points};

/// A key in quotes: at most four bytes for a character, or two for an escaped one of one byte.
const MAX_KEY_SIZE: usize = MAX_KEY_CHARS as usize * 4 + 2;
/// An id in quotes.
const MAX_ID_SIZE: usize = MAX_ID_CHARS as usize + 2;
/// An integer of 17 digits or an instant with the name of its field and punctuation.
const FIELD: usize = 48;
/// An instant in quotes.
const INSTANT: usize = 26;
/// A date in quotes.
const DATE: usize = 12;
/// A digest in quotes.
const DIGEST: usize = 34;

/// A text in quotes, with its escapes: no name has control characters.
fn text(text: &str) -> usize {
    text.len() + 2 + text.bytes().filter(|byte| matches!(byte, b'"' | b'\\')).count()
}

fn key(key: &Key) -> usize {
    text(key.as_str())
}

fn id(id: &Id) -> usize {
    text(id.as_str())
}

fn number(number: i64) -> usize {
    let digits = number.unsigned_abs().checked_ilog10().unwrap_or(0) as usize + 1;
    digits + usize::from(number < 0)
}

fn points(points: Points) -> usize {
    number(points.count())
}

fn money(money: Money) -> usize {
    number(money.minor())
}

/// A field with its name, quotes, colon, and the comma or brace before it.
fn field(name: &str, value: usize) -> usize {
    name.len() + 4 + value
}

fn optional(name: &str, value: Option<usize>) -> usize {
    value.map_or(0, |value| field(name, value))
}

/// A number of points that is left out when it is zero.
fn some(name: &str, count: Points) -> usize {
    optional(name, (count != Points::ZERO).then(|| points(count)))
}

fn some_money(name: &str, amount: Money) -> usize {
    optional(name, (amount != Money::ZERO).then(|| money(amount)))
}

/// A count that is left out when it is zero.
fn some_count(name: &str, count: u32) -> usize {
    optional(name, (count > 0).then(|| number(count.into())))
}

fn flag(name: &str, flag: bool) -> usize {
    optional(name, flag.then_some(1))
}

fn object(fields: &[usize]) -> usize {
    fields.iter().sum::<usize>() + 1
}

fn list<T>(elements: &[T], size: impl Fn(&T) -> usize) -> usize {
    elements.iter().map(size).sum::<usize>() + elements.len().max(1) + 1
}

/// A list that is left out when it is empty.
fn any<T>(name: &str, elements: &[T], size: impl Fn(&T) -> usize) -> usize {
    optional(name, (!elements.is_empty()).then(|| list(elements, size)))
}

/// What goes of a list.
fn gone<T>(
    list: impl Iterator<Item = T>,
    ends: &[Instant],
    until: Instant,
    size: impl Fn(T) -> usize,
) -> usize {
    list.zip(ends).filter(|(_, end)| **end < until).map(|(it, _)| size(it)).sum()
}

fn lot_size(lot: &Lot, names: &LotNames, pool: Option<&Id>) -> usize {
    let waits = match (lot.available, &names.waits_for) {
        (Available::From(_), _) => field("available_at", INSTANT),
        (Available::OnActivity { .. }, Some(activity)) => {
            let activity = object(&[field("id", id(activity)), field("until", INSTANT)]);
            field("waits_for", object(&[field("activity", activity)]))
        }
        _ => field("waits_for", text("delivery")),
    };
    // One that slides gets an expiry by an entry that names no lot: it is counted beforehand.
    let expires = lot.expires_at.is_some() || lot.sliding;
    object(&[
        field("id", key(&names.id)),
        optional("pool", pool.map(id)),
        optional("rule", names.rule.as_ref().map(id)),
        field("source", key(&names.source)),
        field("granted", points(lot.granted)),
        field("left", points(lot.left)),
        some("expired", lot.expired),
        some("clawed_back", lot.clawed_back),
        some("forfeited", lot.forfeited),
        some("transferred", lot.transferred),
        field("earned_at", INSTANT),
        waits,
        optional("expires_at", expires.then_some(INSTANT)),
        optional("expiry", lot.sliding.then(|| text("sliding"))),
        flag("undone", lot.undone),
    ])
}

fn coupon_size(it: &Coupon) -> usize {
    object(&[
        field("id", key(&it.id)),
        field("offer", id(&it.offer)),
        field("issued_at", INSTANT),
        optional("from", it.valid.from.map(|_| INSTANT)),
        optional("until", it.valid.until.map(|_| INSTANT)),
        optional("worth_minor", it.worth.map(money)),
        optional("order", it.order.as_ref().map(key)),
        optional("used", it.used.as_ref().map(key)),
        flag("revoked", it.revoked),
    ])
}

fn seen_size(member: &Member, it: &Seen) -> usize {
    let sent = it.sent.map(|(pool, sent)| {
        let pool = member.pool_name(pool).map(id);
        object(&[field("points", points(sent)), optional("pool", pool)])
    });
    object(&[
        field("id", key(&it.id)),
        field("digest", DIGEST),
        optional("at", it.at.map(|_| INSTANT)),
        optional("sent", sent),
    ])
}

fn reported_size(it: &Reported) -> usize {
    object(&[
        field("event", key(&it.event)),
        field("activity", id(&it.activity)),
        field("at", INSTANT),
        optional("amount_minor", it.amount.map(money)),
        optional("quantity", it.quantity.map(number)),
        flag("earned", it.earned),
    ])
}

fn redemption_size(ledger: &Ledger, it: &Redemption) -> usize {
    object(&[
        field("id", key(&it.id)),
        field("event", key(&it.event)),
        field("reward", id(&it.reward)),
        field("at", INSTANT),
        some_money("money_minor", it.money),
        optional("perk", it.uses.as_ref().map(|(perk, _)| id(perk))),
        optional("uses", it.uses.as_ref().map(|(_, uses)| number((*uses).into()))),
        any("spent", &it.spent, |spent| spent_size(ledger, spent)),
        flag("cancelled", it.cancelled),
    ])
}

fn standing_size(it: &Standing) -> usize {
    object(&[
        field("ladder", id(&it.ladder)),
        optional("level", it.level.as_ref().map(id)),
        optional("at", (it.at != it.since).then_some(INSTANT)),
        field("since", INSTANT),
        optional("until", it.until.map(|_| INSTANT)),
        optional("why", (it.why != Why::Granted).then(|| text(it.why.name()))),
        optional("event", it.event.as_ref().map(key)),
    ])
}

fn stated(value: &Stated) -> usize {
    match value {
        Stated::Number(value) => number(*value),
        Stated::Text(value) => key(value),
    }
}

/// A member of an object: what is one byte more than a list's is its colon.
fn attribute_size(it: &Attribute) -> usize {
    key(&it.name) + 1 + stated(&it.value)
}

fn membership_size(it: &Membership) -> usize {
    object(&[
        field("plan", id(&it.plan)),
        field("since", INSTANT),
        optional("trial_until", it.trial_until.map(|_| INSTANT)),
        field("until", INSTANT),
        flag("stopped", it.stopped),
        flag("ended", it.ended),
    ])
}

fn use_size(it: &Use) -> usize {
    object(&[
        field("id", key(&it.event)),
        field("perk", id(&it.perk)),
        field("at", INSTANT),
        field("count", number(it.count.into())),
        some_count("carried", it.carried),
        some_count("extra", it.extra),
        flag("cancelled", it.cancelled),
    ])
}

fn brought_size(it: &Brought) -> usize {
    object(&[field("id", key(&it.who)), field("at", INSTANT)])
}

fn watched_size(it: &Watched) -> usize {
    let (kind, name) = it.named();
    object(&[field(kind, id(name))])
}

fn run_size(it: &Run) -> usize {
    let days = field("days", number(it.days.into()));
    object(&[field("rule", id(&it.rule)), field("day", DATE), days])
}

fn carried_size(it: &Carried) -> usize {
    object(&[field("rule", id(&it.rule)), field("amount_minor", money(it.amount))])
}

impl Member {
    /// What an entry, which is applied already, has added to a snapshot at the most.
    pub(crate) fn entry_size(&self, entry: &Entry) -> usize {
        let names = || {
            let others = [&entry.event, &entry.order, &entry.redemption, &entry.source];
            // A lot is named by itself, and by what it paid or where its points went.
            let lot = entry.lot.as_ref().map_or(0, |lot| 3 * key(lot));
            others
                .into_iter()
                .chain([&entry.party, &entry.coupon])
                .flatten()
                .map(key)
                .sum::<usize>()
                + lot
        };
        match entry.kind {
            EntryKind::Settled
            | EntryKind::Extended
            | EntryKind::Expired
            | EntryKind::Converted
            | EntryKind::Forfeited
            | EntryKind::Transferred
            | EntryKind::Delivered
            | EntryKind::Credited
            | EntryKind::CashBackReturned
            | EntryKind::Left
            | EntryKind::Unmet => 2 * FIELD,
            EntryKind::Returned => FIELD + 20 * entry.returned.len(),
            EntryKind::Ordered => {
                let Some(order) = entry.ordered.as_deref() else { return FIELD };
                // A coupon names the order that used it.
                let coupons = order.uses.len() * (key(&order.id) + FIELD);
                order_size(&self.ledger, order) + coupons + FIELD
            }
            EntryKind::Granted => {
                let order = entry.order.as_ref().and_then(|id| self.find_order(id));
                let lines = order.map_or(0, |order| self.orders[order].lines.len());
                names() + 16 * FIELD + 2 * lines + 20 * entry.lines.len()
            }
            EntryKind::Carried => {
                let counted = entry.counted.as_deref().map_or(0, counted_size);
                names() + counted + 6 * FIELD + 3 * MAX_ID_SIZE
            }
            EntryKind::CashBack => {
                let order = entry.order.as_ref().and_then(|id| self.find_order(id));
                let lines = order.map_or(0, |order| self.orders[order].lines.len());
                let bearers = bearers_size(&entry.bearers);
                8 * FIELD + MAX_ID_SIZE + 2 * lines + 20 * entry.shares.len() + bearers
            }
            EntryKind::Profiled => {
                let stated = entry
                    .stated
                    .iter()
                    .filter_map(|(name, value)| Some(key(name) + stated(value.as_ref()?) + 2));
                let gender = entry.gender.as_ref().map_or(0, key);
                names() + gender + stated.sum::<usize>() + 4 * FIELD
            }
            // The new lot has the names of the old.
            EntryKind::Renewed => names() + 16 * FIELD + MAX_KEY_SIZE,
            _ => names() + 5 * FIELD + 3 * MAX_ID_SIZE,
        }
    }

    /// How many bytes of JSON all of that is which goes as is folded before an instant.
    pub(super) fn size_before(&self, ends: &Ends, until: Instant) -> usize {
        let ledger = &self.ledger;
        let lots = ledger.lots().iter().zip(ledger.all_names());
        let lot = |(lot, names): (&Lot, &LotNames)| lot_size(lot, names, self.pool_name(lot.pool));
        let activities = self.activities.iter().filter(|it| it.at < until).map(reported_size);
        let events = self.events.iter().filter(|it| it.at.is_some_and(|at| at < until));
        gone(self.orders.iter(), &ends.orders, until, |it| order_size(ledger, it))
            + gone(lots, &ends.lots, until, lot)
            + gone(self.redemptions.iter(), &ends.redemptions, until, |it| {
                redemption_size(ledger, it)
            })
            + gone(self.tiers.iter(), &ends.tiers, until, standing_size)
            + gone(self.memberships.iter(), &ends.memberships, until, membership_size)
            + gone(self.uses.iter(), &ends.uses, until, use_size)
            + gone(self.coupons.iter(), &ends.coupons, until, coupon_size)
            + activities.sum::<usize>()
            + events.map(|it| seen_size(self, it)).sum::<usize>()
    }

    /// How many bytes of JSON; kept in [`Member::size`], so that recording need not ask again.
    pub(crate) fn measure(&self) -> usize {
        let ledger = &self.ledger;
        let lots = ledger.lots().iter().zip(ledger.all_names());
        let lots = lots.map(|(lot, names)| lot_size(lot, names, self.pool_name(lot.pool)));
        let debt = |it: &Debt| {
            object(&[
                field("source", key(&it.source)),
                optional("pool", self.pool_name(it.pool).map(id)),
                field("points", points(it.points)),
            ])
        };
        object(&[
            field("format", 1),
            field("program", id(self.program.id())),
            optional("id", self.id.as_ref().map(key)),
            optional("joined_at", self.joined_at.map(|_| INSTANT)),
            optional("birthday", self.born.map(|_| DATE)),
            optional("referred_by", self.referred_by.as_ref().map(key)),
            optional("household", self.household.as_ref().map(key)),
            optional("gender", self.gender.as_ref().map(key)),
            any("attributes", &self.attributes, attribute_size),
            any("tiers", &self.tiers, standing_size),
            any("memberships", &self.memberships, membership_size),
            any("uses", &self.uses, use_size),
            any("brought", &self.brought, brought_size),
            any("segments", &self.segments, id),
            optional("stage", self.stage.as_ref().map(id)),
            any("met", &self.met, watched_size),
            optional("version", self.version.map(|version| number(version.into()))),
            optional("as_of", self.as_of.map(|_| INSTANT)),
            field("events", list(&self.events, |it| seen_size(self, it))),
            field("lots", lots.sum::<usize>() + ledger.len().max(1) + 1),
            any("debts", &self.debts, debt),
            field("orders", list(&self.orders, |order| order_size(ledger, order))),
            any("activities", &self.activities, reported_size),
            any("runs", &self.runs, run_size),
            any("carried", &self.carried, carried_size),
            any("redemptions", &self.redemptions, |it| redemption_size(ledger, it)),
            any("coupons", &self.coupons, coupon_size),
            any("activated", &self.activated, |(offer, _)| {
                object(&[field("offer", id(offer)), field("at", INSTANT)])
            }),
            any("folded", &self.folded, |it| self.folded_size(it)),
            optional("folded_until", self.folded_until.map(|_| INSTANT)),
        ])
    }
}
