//! Logs of entries, folded into a member.

use super::bearer::bearers;
use super::cart::kept;
use super::coupon::offer_use;
use super::member::{digest, pool};
use super::order::{counted, line, offers, shipping};
use super::renamed::rename_entry;
use super::sound::sound;
use super::standing::attributes;
use crate::document::entry::{EntryDoc, LogDoc};
use crate::document::leaf::date;
use crate::document::member::WaitsForDoc;
use crate::document::shape::{Int, missing, shown};
use crate::member::{Member, Order, Shipping};
use crate::outcome::{Entry, EntryKind, LinePoints, LineShare, ReturnedLine};
use crate::problem::{Code, Path, Report};
use crate::value::{Key, Money, Points};

/// Folds a log.
pub(super) fn replay(
    member: &mut Member,
    log: &LogDoc<'_>,
    at: &Path<'_>,
    report: &mut Report,
) -> Option<()> {
    log.each(at, report, |document, at, report| {
        let entry = entry(member, document, at, report)?;
        sound(member, &entry, at, report)?;
        member.apply(&entry);
        Some(())
    })?;
    // What entries come to together is a snapshot's to say: ids that come twice, sums and limits.
    match member.program.member(&*member.to_json()) {
        Ok(read) => *member = read,
        Err(problems) => {
            let first = problems.as_slice().first()?;
            let (path, message) = (&first.path, &first.message);
            let message = format_args!("the log makes a snapshot that is wrong: {path}: {message}");
            report.as_of(first).error(first.code, at, message);
            return None;
        }
    }
    Some(())
}

fn entry(
    member: &Member,
    document: EntryDoc<'_>,
    at: &Path<'_>,
    report: &mut Report,
) -> Option<Entry> {
    let kind = document.kind.as_ref()?.0;
    let Some(kind) = EntryKind::ALL.iter().find(|it| it.name() == kind) else {
        let message = format_args!("`{}` is no kind of entry", shown(kind));
        report.found(kind).error(Code::UnknownChoice, &at.field("kind"), message);
        return None;
    };
    let is_named = document.pool.is_some();
    let pool_ix = pool(&member.program, document.pool, at, report)?;
    // The usual one has no name where it stands.
    let pool_name = member.pool_name(pool_ix).filter(|_| is_named).cloned();
    let day = match &document.day {
        None => None,
        Some(text) => Some(date(text.0, &at.field("day"), report)?),
    };
    let digest = match document.digest {
        None => None,
        Some(text) => Some(digest(text, &at.field("digest"), report)?),
    };
    let money = |minor: Option<Int<0, _>>| minor.and_then(|Int(minor)| Money::new(minor));
    let (activity, available_at) = match document.waits_for {
        Some(WaitsForDoc::Activity(it)) => (it.id, it.until),
        _ => (document.activity, document.available_at),
    };
    let (order, event) = (document.order.map(|it| it.0), document.event.map(|it| it.0));
    let parties = [document.referred_by, document.household, document.from, document.to];
    let parties = parties.into_iter().chain([document.of]);
    let instant = document.at?.0;
    let known = || order.clone().or_else(|| event.clone());
    let ordered = match document.order_lines {
        None => None,
        Some(lines) => Some(Box::new(Order {
            offers: offers(
                &member.program,
                document.offers,
                lines.ids().len(),
                &at.field("offers"),
                report,
            )?,
            id: named(&order, "order", at, report)?,
            event: named(&event, "event", at, report)?,
            at: instant,
            delivered_at: None,
            lines: lines.each(&at.field("order_lines"), report, line)?,
            shipping: match document.shipping {
                None => Shipping::default(),
                Some(it) => shipping(&it, &at.field("shipping"), report)?,
            },
            said: kept(document.said, at, report)?,
            earned: Vec::new(),
            spent: Vec::new(),
            taken: Vec::new(),
            counted: Vec::new(),
            uses: document.uses.unwrap_or_default().each(&at.field("uses"), report, offer_use)?,
        })),
    };
    let lines = match document.lines {
        None => Vec::new(),
        Some(lines) => lines.each(&at.field("lines"), report, |it, _, _| {
            Some(LinePoints { line: it.line?.0, points: Points::new(it.points?.0)? })
        })?,
    };
    let returned = match document.returned {
        None => Vec::new(),
        Some(lines) => lines.each(&at.field("returned"), report, |it, _, _| {
            Some(ReturnedLine {
                line: it.line.map(|it| it.0),
                units: u32::try_from(it.units?.0).ok()?,
                by_points: money(it.points_minor).unwrap_or_default(),
                by_card: money(it.card_minor).unwrap_or_default(),
                pay: money(it.pay_minor)?,
            })
        })?,
    };
    let shares = match document.shares {
        None => Vec::new(),
        Some(shares) => shares.each(&at.field("shares"), report, |it, _, _| {
            Some(LineShare { line: it.line?.0, amount: Money::new(it.amount_minor?.0)? })
        })?,
    };
    let counted = match document.counted {
        None => None,
        Some(it) => {
            let known = order.as_ref().and_then(|id| member.find_order(id));
            let lines = known.map_or(0, |order| member.orders[order].lines.len());
            Some(Box::new(counted(it, lines, &at.field("counted"), report)?))
        }
    };
    let amount = document.amount_minor.and_then(|Int(minor)| Money::new(minor));
    let amount = money(document.worth_minor).or(amount);
    let whole = amount.unwrap_or_default();
    let bearers = bearers(document.bearer, document.bearers, whole, at, report)?;
    if let (Some(lot), false) = (&document.lot, is_new(*kind)) {
        known_lot(member, lot, at, report)?;
    }
    let stated = attributes(document.attributes, &at.field("attributes"), report)?;
    let count = |count: Option<Int<0, _>>| count.and_then(|Int(count)| u32::try_from(count).ok());
    let mut entry = Entry {
        source: document.source.map(|it| it.0).or_else(known),
        redemption: document.redemption.map(|it| it.0),
        reward: document.reward.map(|it| it.0),
        coupon: document.coupon.map(|it| it.0),
        offer: document.offer.map(|it| it.0),
        lot: document.lot.map(|it| it.0),
        rule: document.rule.map(|it| it.0),
        activity: activity.map(|it| it.0),
        forfeit: document.forfeit.map(|it| it.0),
        conversion: document.conversion.map(|it| it.0),
        ladder: document.ladder.map(|it| it.0),
        level: document.level.map(|it| it.0),
        why: document.why,
        segment: document.segment.or(document.stage).map(|it| it.0),
        plan: document.plan.map(|it| it.0),
        step: document.r#do,
        perk: document.perk.map(|it| it.0),
        carried: count(document.carried).unwrap_or(0),
        extra: count(document.extra).unwrap_or(0),
        since: document.since.map(|it| it.0),
        version: document.version.and_then(|Int(version)| u32::try_from(version).ok()),
        gender: document.gender.map(|it| it.0),
        stated,
        pool: pool_name,
        pool_ix,
        points: Points::clamped(document.points.map_or(0, |Int(points)| points)),
        amount,
        quantity: document.quantity.map(|it| it.0),
        available_at: available_at.map(|it| it.0),
        expires_at: document.expires_at.or(document.until).map(|it| it.0),
        sliding: document.expiry.is_some(),
        party: parties.flatten().next().map(|it| it.0),
        day,
        days: document.days.map_or(Some(0), |Int(days)| u32::try_from(days).ok())?,
        digest,
        ordered,
        lines,
        returned,
        bearers,
        shares,
        counted,
        order,
        ..Entry::new(*kind, event, instant)
    };
    rename_entry(&member.program.rules.migration.renamed, &mut entry);
    Some(entry)
}

/// What an order needs.
fn named(name: &Option<Key>, field: &str, at: &Path<'_>, report: &mut Report) -> Option<Key> {
    if name.is_none() {
        missing(field, at, report);
    }
    name.clone()
}

/// Whether an entry names a lot that was not there before.
const fn is_new(kind: EntryKind) -> bool {
    matches!(kind, EntryKind::Granted | EntryKind::Renewed)
}

fn known_lot(
    member: &Member,
    lot: &crate::document::leaf::Keyed,
    at: &Path<'_>,
    report: &mut Report,
) -> Option<()> {
    if member.ledger.find(&lot.0).is_some() {
        return Some(());
    }
    let message = format_args!("there is no lot `{}`", lot.0);
    let report = report.id(lot.0.as_str());
    report.error(Code::UnknownLot, &at.field("lot"), message);
    None
}
