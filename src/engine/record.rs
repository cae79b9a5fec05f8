//! Recording: the only way in which a member's state changes. Either all of an event happens, or
//! nothing does and the problems say why.

use super::quote::{QuoteOptions, Refusal, Spend, quote};
use super::share::by_points;
use crate::cart::Cart;
use crate::member::{
    Digest, Lot, MAX_EVENT_SIZE, MAX_LOT_SIZE, Member, Order, OrderLine, Seen, event_size,
    lot_size, order_line_size, order_size,
};
use crate::outcome::{Entry, Granted, LinePoints, Quote, Recorded, RulePoints, Spent};
use crate::problem::{Code, Path, Report};
use crate::value::bounds::{MAX_LOTS, MAX_MEMBER_BYTES, MAX_ORDERS};
use crate::value::{Id, Instant, Key, Points};

/// Something that happened.
#[derive(Clone, Debug)]
pub(crate) struct Event {
    pub(crate) id: Key,
    pub(crate) at: Instant,
    /// Of the event's document: tells a repetition from a conflict.
    pub(crate) digest: Digest,
    pub(crate) what: Happening,
}

/// What happened.
#[derive(Clone, Debug)]
pub(crate) enum Happening {
    Join,
    /// A cart was paid, partly with so many points.
    Order {
        id: Key,
        cart: Cart,
        spend: Points,
    },
}

/// Records an event, or reports why it cannot be.
///
/// 1. An event that is known already does nothing; one that differs from it is refused.
/// 2. Time moves forward: not before what is settled, not after `now`.
/// 3. What it does, worked out in full.
/// 4. Then the member changes.
pub(crate) fn record(
    member: &mut Member,
    event: Event,
    now: Instant,
    at: &Path<'_>,
    report: &mut Report,
) -> Option<Recorded> {
    // 1.
    if let Some(seen) = member.events.iter().find(|seen| seen.id == event.id) {
        if seen.digest == event.digest {
            return Some(Recorded { entries: Vec::new(), duplicate: true });
        }
        let message = format_args!("the event `{}` was recorded with other contents", event.id);
        let help = "give a new event a new id";
        report.error_help(Code::EventConflict, &at.field("id"), message, help);
        return None;
    }
    // 2.
    in_time(member, event.at, now, at, report)?;
    has_room(member, at, report)?;
    // 3. and 4.
    let Event { id, at: instant, digest, what } = event;
    let entries = match what {
        Happening::Join => join(member, &id, instant, at, report)?,
        Happening::Order { id: order, cart, spend } => {
            let place = at.field("order");
            order_entries(member, (&id, instant), (&order, &cart, spend), &place, report)?
        }
    };
    let seen = Seen { id, digest };
    member.size += event_size(&seen);
    member.events.push(seen);
    member.as_of = Some(instant);
    Some(Recorded { entries, duplicate: false })
}

fn in_time(
    member: &Member,
    instant: Instant,
    now: Instant,
    at: &Path<'_>,
    report: &mut Report,
) -> Option<()> {
    let place = at.field("at");
    if let Some(as_of) = member.as_of.filter(|as_of| instant < *as_of) {
        let message =
            format_args!("{instant} is before {as_of}, up to which everything is settled");
        report.error(Code::EventTooEarly, &place, message);
        return None;
    }
    if instant > now {
        let message = format_args!("{instant} is after now, {now}");
        report.error(Code::EventInFuture, &place, message);
        return None;
    }
    Some(())
}

fn has_room(member: &Member, at: &Path<'_>, report: &mut Report) -> Option<()> {
    let size = member.size + MAX_EVENT_SIZE;
    let full = member.events.len() >= MAX_ORDERS as usize || size > MAX_MEMBER_BYTES as usize;
    if full {
        no_room(at, report);
    }
    (!full).then_some(())
}

fn no_room(at: &Path<'_>, report: &mut Report) {
    let message = format_args!("the member's snapshot has no room for another event");
    report.error(Code::OverLimit, at, message);
}

/// Whether what an order leaves in the snapshot fits: whatever is recorded can be read again.
fn fits(member: &Member, quote: &Quote) -> bool {
    let lots = member.ledger.lots().len() + quote.points.earn.rules.len();
    let lines: usize = quote.lines.iter().map(|line| order_line_size(&line.id, &line.sku)).sum();
    let size = member.size + lines + MAX_EVENT_SIZE + quote.points.earn.rules.len() * MAX_LOT_SIZE;
    lots <= MAX_LOTS as usize && size <= MAX_MEMBER_BYTES as usize
}

fn join(
    member: &mut Member,
    event: &Key,
    at: Instant,
    path: &Path<'_>,
    report: &mut Report,
) -> Option<Vec<Entry>> {
    if member.id.is_none() || member.joined_at.is_some() {
        let at = path.field("join");
        match member.joined_at {
            Some(joined) => {
                let message = format_args!("the member joined already, at {joined}");
                report.error(Code::WrongMember, &at, message);
            }
            None => no_guest(&at, report),
        }
        return None;
    }
    member.joined_at = Some(at);
    Some(vec![Entry::Joined { event: event.clone(), at }])
}

fn no_guest(at: &Path<'_>, report: &mut Report) {
    let message = format_args!("a guest has no state to record anything in");
    report.error(Code::WrongMember, at, message);
}

/// Prices the order as the authority does, then moves its points.
fn order_entries(
    member: &mut Member,
    (event, instant): (&Key, Instant),
    (id, cart, points): (&Key, &Cart, Points),
    at: &Path<'_>,
    report: &mut Report,
) -> Option<Vec<Entry>> {
    if member.id.is_none() {
        no_guest(at, report);
        return None;
    }
    if let Some(known) = member.orders.iter().find(|order| order.id == *id) {
        let message = format_args!("the order `{id}` was recorded by the event `{}`", known.event);
        report.error(Code::EventConflict, &at.field("id"), message);
        return None;
    }
    can_name_lots(member, id, &at.field("id"), report)?;
    let options = QuoteOptions { now: instant, spend: Spend::Points(points) };
    let quote = match quote(member, cart, &options) {
        Ok(quote) => quote,
        Err(refusal) => {
            refused(member, refusal, at, report);
            return None;
        }
    };
    if let Some(reason) = quote.points.spend.reasons.first() {
        let most = quote.points.spend.maximum.count();
        let points = points.count();
        let message =
            format_args!("{points} points cannot be spent on this order ({})", reason.code());
        let help = format!("at most {most}; quote the order first, and send what it chose");
        report.error_help(Code::SpendRefused, &at.field("spend"), message, &help);
        return None;
    }
    if !fits(member, &quote) {
        no_room(at, report);
        return None;
    }
    let mut entries = spent(member, &quote, event, id);
    entries.extend(granted(member, &quote, event, id));
    let order = order(&quote, event, id);
    member.size += order_size(&order);
    member.orders.push(order);
    Some(entries)
}

pub(crate) fn refused(member: &Member, refusal: Refusal, at: &Path<'_>, report: &mut Report) {
    match refusal {
        Refusal::OtherProgram => {
            let message = format_args!("the cart was read for another programme");
            let help = "read the cart with the programme of the member";
            report.error_help(Code::OtherProgram, at, message, help);
        }
        Refusal::TooManyPoints(rule) => {
            let rule = &member.program.rules.earning[rule].id;
            let message = format_args!("the rule `{rule}` gives more points than a lot holds");
            report.error(Code::OverLimit, at, message);
        }
    }
}

/// Takes the points from the lots; each pays its share of what they pay together.
fn spent(member: &mut Member, quote: &Quote, event: &Key, order: &Key) -> Vec<Entry> {
    let spending = &quote.points.spend;
    let mut takes: Vec<(Key, Points)> = Vec::new();
    member.ledger.spend(spending.chosen, quote.now, |lot, points| {
        takes.push((lot.id.clone(), points));
    });
    let shares: Vec<Points> = takes.iter().map(|(_, points)| *points).collect();
    let worths = by_points(spending.worth, &shares);
    let entry = |((lot, points), worth)| {
        let (event, order) = (event.clone(), order.clone());
        Entry::Spent(Spent { event, at: quote.now, order, lot, points, worth })
    };
    takes.into_iter().zip(worths).map(entry).collect()
}

/// Refuses an order whose lots could not be named, whether it earns any or not: a lot's id is the
/// order's and the rule's, told apart by the last `:`, which no rule has.
fn can_name_lots(member: &Member, order: &Key, at: &Path<'_>, report: &mut Report) -> Option<()> {
    let rules = &member.program.rules.earning;
    let of_order = |lot: &Lot| {
        // Most lots are told apart by one byte.
        if lot.id.as_str().as_bytes().get(order.as_str().len()) != Some(&b':') {
            return false;
        }
        let rule = lot.id.as_str().strip_prefix(order.as_str()).and_then(|it| it.strip_prefix(':'));
        rule.is_some_and(|rule| rules.iter().any(|known| known.id.as_str() == rule))
    };
    if let Some(lot) = member.ledger.lots().iter().find(|lot| of_order(lot)) {
        let message = format_args!("the lot `{}` exists already", lot.id);
        report.error(Code::EventConflict, at, message);
        return None;
    }
    if let Some(rule) = rules.iter().find(|rule| lot_id(order, &rule.id).is_none()) {
        let message = format_args!("`{order}:{}` is too long for a lot's id", rule.id);
        report.error(Code::TooLong, at, message);
        return None;
    }
    Some(())
}

fn lot_id(order: &Key, rule: &Id) -> Option<Key> {
    Key::parse(&format!("{order}:{rule}")).ok()
}

/// A lot for each rule that gave points.
fn granted(member: &mut Member, quote: &Quote, event: &Key, order: &Key) -> Vec<Entry> {
    let rules = &quote.points.earn.rules;
    let mut entries = Vec::with_capacity(rules.len());
    for RulePoints { rule, points, lines } in rules {
        let Some(id) = lot_id(order, rule) else { continue };
        let lot = Lot {
            id,
            rule: rule.clone(),
            source: order.clone(),
            granted: *points,
            left: *points,
            earned_at: quote.now,
            available_at: quote.now,
            expires_at: None,
        };
        let line = |(line, points): (&crate::outcome::QuoteLine, &Points)| LinePoints {
            line: line.id.clone(),
            points: *points,
        };
        let lines = quote.lines.iter().zip(lines).filter(|it| *it.1 > Points::ZERO).map(line);
        entries.push(Entry::Granted(Granted {
            event: event.clone(),
            at: quote.now,
            order: order.clone(),
            lot: lot.id.clone(),
            rule: rule.clone(),
            points: *points,
            available_at: lot.available_at,
            expires_at: lot.expires_at,
            lines: lines.collect(),
        }));
        member.size += lot_size(&lot);
        member.ledger.insert(lot);
    }
    entries
}

fn order(quote: &Quote, event: &Key, id: &Key) -> Order {
    let line = |line: &crate::outcome::QuoteLine| OrderLine {
        id: line.id.clone(),
        sku: line.sku.clone(),
        units: line.units,
        net: line.net,
        by_points: line.by_points,
        earned: line.earns,
    };
    let lines = quote.lines.iter().map(line).collect();
    Order { id: id.clone(), event: event.clone(), at: quote.now, lines }
}
