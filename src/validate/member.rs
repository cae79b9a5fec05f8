//! Members: snapshots.

use std::fmt;

use super::program::is_foreign;
use crate::document::leaf::{At, Ident, Keyed};
use crate::document::member::{LotDoc, MemberDoc, OrderDoc, OrderLineDoc, SeenDoc};
use crate::document::shape::{Int, shown};
use crate::member::{Digest, Ledger, Lot, Member, Order, OrderLine, Seen};
use crate::problem::{Code, Path, Report};
use crate::program::Program;
use crate::value::bounds::{MAX_LOT_POINTS, MAX_ORDER_MINOR};
use crate::value::{Money, Points};

pub(super) fn member(
    program: &Program,
    document: MemberDoc<'_>,
    at: &Path<'_>,
    report: &mut Report,
) -> Option<Member> {
    if is_foreign(document.format, at, report) {
        return None;
    }
    let belongs = document.program.and_then(|it| belongs(program, &it, at, report));
    let events = match document.events {
        None => Some(Vec::new()),
        Some(list) => list.each_distinct(&at.field("events"), report, seen),
    };
    let lots = match document.lots {
        None => Some(Vec::new()),
        Some(list) => list.each_distinct(&at.field("lots"), report, lot),
    };
    let orders = match document.orders {
        None => Some(Vec::new()),
        Some(list) => list.each_distinct(&at.field("orders"), report, order),
    };
    belongs?;
    let member = Member {
        program: program.clone(),
        id: document.id.map(|Keyed(id)| id),
        joined_at: document.joined_at.map(|At(instant)| instant),
        as_of: document.as_of.map(|At(instant)| instant),
        events: events?,
        ledger: Ledger::new(lots?),
        orders: orders?,
        size: 0,
    };
    settled(member, at, report)
}

/// A snapshot is of an instant that nothing in it is after; a guest's has nothing in it.
fn settled(member: Member, at: &Path<'_>, report: &mut Report) -> Option<Member> {
    let lots = member.ledger.lots().iter().map(|lot| lot.earned_at);
    let orders = member.orders.iter().map(|order| order.at);
    let latest = lots.chain(orders).max();
    if member.id.is_none() && (latest.is_some() || member.joined_at.is_some()) {
        let message =
            format_args!("the field `id` is missing: only a guest, who has nothing, has none");
        report.error(Code::MissingField, at, message);
        return None;
    }
    if let (Some(as_of), Some(latest)) = (member.as_of, latest)
        && as_of < latest
    {
        let message =
            format_args!("the snapshot is of {as_of}, but holds what happened at {latest}");
        report.error(Code::Contradiction, &at.field("as_of"), message);
        return None;
    }
    let size = member.measure();
    Some(Member { as_of: member.as_of.or(latest), size, ..member })
}

fn belongs(program: &Program, Ident(id): &Ident, at: &Path<'_>, report: &mut Report) -> Option<()> {
    if id != program.id() {
        let message =
            format_args!("the member belongs to `{id}`, the programme is `{}`", program.id());
        report.error(Code::WrongProgram, &at.field("program"), message);
        return None;
    }
    Some(())
}

fn seen(document: SeenDoc<'_>, at: &Path<'_>, report: &mut Report) -> Option<Seen> {
    let digest = document.digest.and_then(|text| {
        let digest = Digest::from_hex(text.0);
        if digest.is_none() {
            let message =
                format_args!("`{}` is not a digest: 32 hexadecimal digits", shown(text.0));
            report.error(Code::BadId, &at.field("digest"), message);
        }
        digest
    });
    Some(Seen { id: document.id?.0, digest: digest? })
}

fn lot(document: LotDoc<'_>, at: &Path<'_>, report: &mut Report) -> Option<Lot> {
    let LotDoc { id, rule, source, granted, left, earned_at, available_at, expires_at, .. } =
        document;
    let (Int(granted), Int(left)) = (granted?, left?);
    let (At(earned_at), At(available_at)) = (earned_at?, available_at?);
    let expires_at = expires_at.map(|At(instant)| instant);
    let mut refuse = |field, message: fmt::Arguments<'_>| {
        report.error(Code::BadLot, &at.field(field), message);
    };
    if left > granted {
        refuse("left", format_args!("{left} points are left of {granted}"));
    }
    if available_at < earned_at {
        refuse("available_at", format_args!("the points are available before they are earned"));
    }
    if expires_at.is_some_and(|expires| expires <= available_at) {
        refuse("expires_at", format_args!("the points expire before they are available"));
    }
    Some(Lot {
        id: id?.0,
        rule: rule?.0,
        source: source?.0,
        granted: Points::new(granted)?,
        left: Points::new(left)?,
        earned_at,
        available_at,
        expires_at,
    })
}

fn order(document: OrderDoc<'_>, at: &Path<'_>, report: &mut Report) -> Option<Order> {
    let at = at.field("lines");
    let lines = document.lines.and_then(|lines| lines.each_distinct(&at, report, order_line));
    let (id, event, At(instant)) = (document.id?.0, document.event?.0, document.at?);
    let lines = lines?;
    let net: Money = lines.iter().map(|line| line.net).sum();
    let earned: Points = lines.iter().map(|line| line.earned).sum();
    if lines.is_empty() {
        report.error(Code::Empty, &at, format_args!("an order has at least one line"));
    }
    if net.minor() > MAX_ORDER_MINOR || earned.count() > MAX_LOT_POINTS {
        let message = format_args!("the order is over what one order can cost or earn");
        report.error(Code::OverLimit, &at, message);
    }
    Some(Order { id, event, at: instant, lines })
}

fn order_line(document: OrderLineDoc<'_>, at: &Path<'_>, report: &mut Report) -> Option<OrderLine> {
    let OrderLineDoc { id, sku, units, net_minor, points_minor, earned, .. } = document;
    let (net, by_points) = (Money::new(net_minor?.0)?, Money::new(points_minor?.0)?);
    if by_points > net {
        let message = format_args!("points paid more than the line cost");
        report.error(Code::Contradiction, &at.field("points_minor"), message);
    }
    Some(OrderLine {
        id: id?.0,
        sku: sku?.0,
        units: u32::try_from(units?.0).ok()?,
        net,
        by_points,
        earned: Points::new(earned?.0)?,
    })
}
