//! Members: snapshots.

use super::program::{distinct, format};
use crate::document::leaf::{At, Ident};
use crate::document::member::{LotDoc, MemberDoc, OrderDoc, OrderLineDoc, SeenDoc};
use crate::document::shape::{Int, List, shown};
use crate::member::{Digest, Ledger, Lot, Member, Order, OrderLine, Seen};
use crate::problem::{Code, Path, Report};
use crate::program::Program;
use crate::value::{Money, Points};

pub(super) fn member(
    program: &Program,
    document: MemberDoc,
    at: &Path<'_>,
    report: &mut Report,
) -> Option<Member> {
    format(document.format, at, report)?;
    let belongs = document.program.and_then(|it| belongs(program, &it, at, report));
    let place = at.field("events");
    let events = document.events.map_or(Some(Vec::new()), |list| {
        distinct(list.0.iter().map(|it| it.as_ref()?.id.as_ref().map(|id| &id.0)), &place, report);
        each(list, &place, report, seen)
    });
    let place = at.field("lots");
    let lots = document.lots.map_or(Some(Vec::new()), |list| {
        distinct(list.0.iter().map(|it| it.as_ref()?.id.as_ref().map(|id| &id.0)), &place, report);
        each(list, &place, report, lot)
    });
    let place = at.field("orders");
    let orders = document.orders.map_or(Some(Vec::new()), |list| {
        distinct(list.0.iter().map(|it| it.as_ref()?.id.as_ref().map(|id| &id.0)), &place, report);
        each(list, &place, report, order)
    });
    belongs?;
    Some(Member {
        program: program.clone(),
        id: Some(document.id?.0),
        joined_at: document.joined_at.map(|At(instant)| instant),
        as_of: document.as_of.map(|At(instant)| instant),
        events: events?,
        ledger: Ledger::new(lots?),
        orders: orders?,
    })
}

/// Reads each element, so that each reports its problems, before one that is missing counts.
fn each<D, T, const MAX: i64>(
    List(elements): List<D, MAX>,
    at: &Path<'_>,
    report: &mut Report,
    read: impl Fn(D, &Path<'_>, &mut Report) -> Option<T>,
) -> Option<Vec<T>> {
    let read = |(i, element): (usize, Option<D>)| {
        element.and_then(|element| read(element, &at.index(i), report))
    };
    let read: Vec<_> = elements.into_iter().enumerate().map(read).collect();
    read.into_iter().collect()
}

fn belongs(program: &Program, Ident(id): &Ident, at: &Path<'_>, report: &mut Report) -> Option<()> {
    if id != program.id() {
        let message = format!("the member belongs to `{id}`, the programme is `{}`", program.id());
        report.error(Code::WrongProgram, &at.field("program"), message);
        return None;
    }
    Some(())
}

fn seen(document: SeenDoc, at: &Path<'_>, report: &mut Report) -> Option<Seen> {
    let digest = document.digest.and_then(|text| {
        let digest = Digest::from_hex(&text.0);
        if digest.is_none() {
            let message = format!("`{}` is not a digest: 32 hexadecimal digits", shown(&text.0));
            report.error(Code::BadId, &at.field("digest"), message);
        }
        digest
    });
    Some(Seen { id: document.id?.0, digest: digest? })
}

fn lot(document: LotDoc, at: &Path<'_>, report: &mut Report) -> Option<Lot> {
    let LotDoc { id, rule, source, granted, left, earned_at, available_at, expires_at } = document;
    let (Int(granted), Int(left)) = (granted?, left?);
    let (At(earned_at), At(available_at)) = (earned_at?, available_at?);
    let expires_at = expires_at.map(|At(instant)| instant);
    let mut refuse = |field, message: String| {
        report.error(Code::BadLot, &at.field(field), message);
    };
    if left > granted {
        refuse("left", format!("{left} points are left of {granted}"));
    }
    if available_at < earned_at {
        refuse("available_at", "the points are available before they are earned".to_owned());
    }
    if expires_at.is_some_and(|expires| expires <= available_at) {
        refuse("expires_at", "the points expire before they are available".to_owned());
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

fn order(document: OrderDoc, at: &Path<'_>, report: &mut Report) -> Option<Order> {
    let at = at.field("lines");
    let lines = document.lines.and_then(|lines| each(lines, &at, report, order_line));
    let (id, event, At(instant)) = (document.id?.0, document.event?.0, document.at?);
    Some(Order { id, event, at: instant, lines: lines? })
}

fn order_line(document: OrderLineDoc, at: &Path<'_>, report: &mut Report) -> Option<OrderLine> {
    let OrderLineDoc { id, sku, units, net_minor, points_minor, earned } = document;
    let (net, by_points) = (Money::new(net_minor?.0)?, Money::new(points_minor?.0)?);
    if by_points > net {
        let message = "points paid more than the line cost".to_owned();
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
