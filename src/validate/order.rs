//! Orders and redemptions of a snapshot.

use super::bearer::{bearers, bearers_of};
use super::cart::{GoodsDoc, goods, kept};
use super::count::{money, points};
use super::coupon::offer_use;
use super::lot::Lots;
use crate::document::member::{
    CashBackDoc, Minor, OrderCountedDoc, OrderDoc, OrderEarnedDoc, OrderLineDoc, OrderOffersDoc,
    OrderSpentDoc, RedemptionDoc, ShippingDoc, TakenDoc,
};
use crate::document::shape::{Int, List, missing};
use crate::member::{
    CashBack, Order, OrderCounted, OrderEarned, OrderLine, OrderOffer, OrderSpent, Redemption,
    Shipping, Taken,
};
use crate::problem::{Code, Path, Report};
use crate::program::Program;
use crate::value::bounds::{MAX_LINES, MAX_LOTS, MAX_ORDER_MINOR};
use crate::value::{Money, Points};

pub(super) fn order(
    program: &Program,
    lots: &Lots,
    document: OrderDoc<'_>,
    at: &Path<'_>,
    report: &mut Report,
) -> Option<Order> {
    let place = at.field("lines");
    let lines = document.lines.and_then(|lines| lines.each_distinct(&place, report, line));
    let shipping = match document.shipping {
        None => Some(Shipping::default()),
        Some(document) => shipping(&document, &at.field("shipping"), report),
    };
    let count = lines.as_ref().map_or(0, Vec::len);
    let offers = self::offers(program, document.offers, count, &at.field("offers"), report);
    let said = kept(document.said, at, report);
    let earned = document.earned.unwrap_or_default();
    let earned = earned.each(&at.field("earned"), report, |it, at, report| {
        earned_lot(lots, count, it, at, report)
    });
    let spent = spent(lots, document.spent, at, report);
    let taken = document.taken.unwrap_or_default();
    let taken =
        taken.each(&at.field("taken"), report, |it, at, report| taken_lot(lots, it, at, report));
    let uses = document.uses.unwrap_or_default();
    let uses = uses.each(&at.field("uses"), report, offer_use);
    let counted = document.counted.unwrap_or_default();
    let counted = counted
        .each(&at.field("counted"), report, |it, at, report| self::counted(it, count, at, report));
    let lines = lines?;
    if lines.is_empty() {
        report.error(Code::Empty, &place, format_args!("an order has at least one line"));
    }
    let shipping = shipping?;
    let by_lots: Option<Points> =
        spent.as_ref().map(|spent| spent.iter().map(|spent| spent.points).sum());
    let by_lines = lines.iter().map(|line| line.spent).sum::<Points>() + shipping.spent;
    if by_lots.is_some_and(|by_lots| by_lots != by_lines) {
        let message = format_args!("the lots gave other points than the lines and shipping took");
        report.error(Code::Contradiction, &at.field("spent"), message);
    }
    let net = lines.iter().map(|line| line.net).sum::<Money>() + shipping.cost;
    if net.minor() > MAX_ORDER_MINOR {
        let message = format_args!("the order is over what one order can cost");
        report.error(Code::OverLimit, &place, message);
    }
    Some(Order {
        id: document.id?.0,
        event: document.event?.0,
        at: document.at?.0,
        delivered_at: document.delivered_at.map(|at| at.0),
        lines,
        shipping,
        offers: offers?,
        said: said?,
        earned: earned?,
        spent: spent?,
        taken: taken?,
        uses: uses?,
        counted: counted?,
    })
}

pub(super) fn line(
    document: OrderLineDoc<'_>,
    at: &Path<'_>,
    report: &mut Report,
) -> Option<OrderLine> {
    let OrderLineDoc { sku, category, brand, tags, kind, tax, attributes, discounted, .. } =
        document;
    let OrderLineDoc { net_minor, points_minor, card_minor, units, price_minor, returned, .. } =
        document;
    let goods = GoodsDoc { sku, category, brand, tags, kind, tax, attributes, discounted };
    let goods = self::goods(goods, at, report);
    let (net, by_points) = (Money::new(net_minor?.0)?, Money::new(points_minor?.0)?);
    let by_card = money(card_minor);
    if by_points + by_card > net {
        let message = format_args!("points paid more than the line cost");
        report.error(Code::Contradiction, &at.field("points_minor"), message);
    }
    let (Int(units), returned) = (units?, returned.map_or(0, |returned| returned.0));
    if returned > units {
        let message = format_args!("{returned} units came back of {units}");
        report.error(Code::Contradiction, &at.field("returned"), message);
    }
    Some(OrderLine {
        id: document.id?.0,
        units: u32::try_from(units).ok()?,
        price: Money::new(price_minor?.0)?,
        goods: goods?,
        net,
        by_points,
        by_card,
        spent: points(document.spent),
        returned: u32::try_from(returned).ok()?,
    })
}

pub(super) fn shipping(
    document: &ShippingDoc<'_>,
    at: &Path<'_>,
    report: &mut Report,
) -> Option<Shipping> {
    let cost = Money::new(document.cost_minor?.0)?;
    let discount = money(document.discount_minor);
    let (by_points, by_card) = (money(document.points_minor), money(document.card_minor));
    if discount + by_points + by_card > cost {
        let message = format_args!("points paid more than shipping cost");
        report.error(Code::Contradiction, &at.field("points_minor"), message);
    }
    let returned = document.returned.is_some_and(|returned| returned.0 == 1);
    Some(Shipping { cost, discount, by_points, by_card, spent: points(document.spent), returned })
}

/// The offers of an order of so many lines.
pub(super) fn offers(
    program: &Program,
    list: Option<OrderOffersDoc<'_>>,
    lines: usize,
    at: &Path<'_>,
    report: &mut Report,
) -> Option<Vec<OrderOffer>> {
    list.unwrap_or_default().each(at, report, |it, at, report| {
        let offer = it.offer?.0;
        let mut cash_back = match it.cash_back {
            None => None,
            Some(it) => Some(cash_back(it, lines, &at.field("cash_back"), report)?),
        };
        // Snapshots that are older than this field do not say it.
        if let Some(it) = cash_back.as_mut().filter(|it| it.bearers.is_empty()) {
            it.bearers = bearers_of(program, &offer, it.all());
        }
        Some(OrderOffer { offer, cash_back })
    })
}

fn cash_back(
    document: CashBackDoc<'_>,
    count: usize,
    at: &Path<'_>,
    report: &mut Report,
) -> Option<CashBack> {
    let lines = amounts(document.lines, count, &at.field("lines"), report)?;
    let all: Money = lines.iter().copied().sum();
    let bearers = bearers(document.bearer, document.bearers, all, at, report)?;
    let back = money(document.back_minor);
    if back > all || all.minor() > MAX_ORDER_MINOR {
        let message =
            format_args!("more came back than there was, or more was than an order costs");
        report.error(Code::Contradiction, &at.field("back_minor"), message);
    }
    let credited = document.credited.is_some_and(|it| it.0 == 1);
    Some(CashBack { at: document.at?.0, lines, bearers, back, credited })
}

fn earned_lot(
    lots: &Lots,
    count: usize,
    document: OrderEarnedDoc<'_>,
    at: &Path<'_>,
    report: &mut Report,
) -> Option<OrderEarned> {
    let lot = lots.find(document.lot, &at.field("lot"), report);
    let place = at.field("lines");
    let lines = document.lines?.each(&place, report, |Int(points), _, _| Points::new(points))?;
    if lines.len() != count {
        let message = format_args!("{} numbers for {count} lines", lines.len());
        report.error(Code::Contradiction, &place, message);
        return None;
    }
    let clawed_back = points(document.clawed_back);
    if clawed_back > lines.iter().copied().sum() {
        let message = format_args!("more was taken back than was earned");
        report.error(Code::Contradiction, &at.field("clawed_back"), message);
    }
    Some(OrderEarned { lot: lot?, lines, clawed_back })
}

/// An amount for each of so many lines.
fn amounts(
    listed: Option<List<'_, Minor, MAX_LINES>>,
    count: usize,
    at: &Path<'_>,
    report: &mut Report,
) -> Option<Vec<Money>> {
    let lines = listed?.each(at, report, |Int(minor), _, _| Money::new(minor))?;
    if lines.len() != count {
        let message = format_args!("{} amounts for {count} lines", lines.len());
        report.error(Code::Contradiction, at, message);
        return None;
    }
    Some(lines)
}

/// What a rule counted of an order of so many lines.
pub(super) fn counted(
    document: OrderCountedDoc<'_>,
    count: usize,
    at: &Path<'_>,
    report: &mut Report,
) -> Option<OrderCounted> {
    let lines = amounts(document.lines, count, &at.field("lines"), report)?;
    Some(OrderCounted {
        rule: document.rule?.0,
        lines,
        shipping: money(document.shipping_minor),
        steps: money(document.steps_minor),
        moved: Money::clamped(document.moved_minor.map_or(0, |Int(minor)| minor)),
    })
}

/// The lots that paid, of an order or of a redemption.
fn spent(
    lots: &Lots,
    list: Option<List<'_, OrderSpentDoc<'_>, MAX_LOTS>>,
    at: &Path<'_>,
    report: &mut Report,
) -> Option<Vec<OrderSpent>> {
    list.unwrap_or_default()
        .each(&at.field("spent"), report, |it, at, report| spent_lot(lots, it, at, report))
}

fn spent_lot(
    lots: &Lots,
    document: OrderSpentDoc<'_>,
    at: &Path<'_>,
    report: &mut Report,
) -> Option<OrderSpent> {
    let lot = lots.find(document.lot, &at.field("lot"), report);
    let points = Points::new(document.points?.0)?;
    let returned = self::points(document.returned);
    if returned > points {
        let message = format_args!("more points came back than were spent");
        report.error(Code::Contradiction, &at.field("returned"), message);
    }
    let renewed = match document.renewed {
        None => None,
        renewed => Some(lots.find(renewed, &at.field("renewed"), report)?),
    };
    Some(OrderSpent { lot: lot?, points, returned, renewed })
}

fn taken_lot(
    lots: &Lots,
    document: TakenDoc<'_>,
    at: &Path<'_>,
    report: &mut Report,
) -> Option<Taken> {
    let lot = lots.find(document.lot, &at.field("lot"), report);
    Some(Taken { lot: lot?, points: Points::new(document.points?.0)? })
}

pub(super) fn redemption(
    lots: &Lots,
    document: RedemptionDoc<'_>,
    at: &Path<'_>,
    report: &mut Report,
) -> Option<Redemption> {
    let spent = spent(lots, document.spent, at, report);
    let (perk, uses) = (document.perk.map(|it| it.0), document.uses.map(|Int(uses)| uses));
    // A field that could not be read was reported already.
    if perk.is_some() != uses.is_some() && !report.has_errors() {
        missing(if perk.is_some() { "uses" } else { "perk" }, at, report);
    }
    Some(Redemption {
        id: document.id?.0,
        event: document.event?.0,
        reward: document.reward?.0,
        at: document.at?.0,
        money: money(document.money_minor),
        uses: perk.zip(uses.and_then(|uses| u32::try_from(uses).ok())),
        spent: spent?,
        cancelled: document.cancelled.is_some_and(|it| it.0 == 1),
    })
}
