//! Events.

use super::cart::cart;
use super::count::points;
use super::coupon::{self, entered};
use super::member::{pool, unknown};
use super::options::{at_prices, picks};
use super::standing::{attributes, not_one};
use crate::document::event::{
    ActivityEventDoc, AdjustEventDoc, CancelEventDoc, EventDoc, LevelEventDoc, MembershipEventDoc,
    OrderEventDoc, ProfileEventDoc, ReadEvent, ReceiveEventDoc, RedeemEventDoc, RefundEventDoc,
    RefundShippingDoc, SegmentEventDoc, TransferEventDoc, UseEventDoc,
};
use crate::document::leaf::{At, Ident, Keyed, date};
use crate::document::options::EnteredDocs;
use crate::document::shape::{Int, Text};
use crate::engine::{Event, Happening};
use crate::problem::{Code, Path, Report};
use crate::program::{Activity, ActivityId, LadderId, PerkId, PlanId, Program, SegmentId};
use crate::value::{Date, Key, Money, Points};

pub(super) fn event(
    program: &Program,
    ReadEvent { document, digest }: ReadEvent<'_>,
    at: &Path<'_>,
    report: &mut Report,
) -> Option<Event> {
    let (id, instant) = (document.id.clone(), document.at);
    let correction = document.correction.is_some();
    let what = happening(program, document, at, report);
    Some(Event { id: id?.0, at: instant?.0, correction, digest, what: what? })
}

/// The one thing that an event says.
fn happening(
    program: &Program,
    document: EventDoc<'_>,
    at: &Path<'_>,
    report: &mut Report,
) -> Option<Happening> {
    let EventDoc { order, join, profile, delivered, refund, activity, .. } = document;
    let EventDoc { level, segment, adjust, transfer, receive, referral, redeem, .. } = document;
    let EventDoc { membership, r#use, cancel, coupon, activate, .. } = document;
    let mut said: Vec<Option<Happening>> = Vec::new();
    if let Some(it) = order {
        say(&mut said, paid(program, it, &at.field("order"), report));
    }
    if let Some(it) = join {
        let born = birthday(it.birthday, &at.field("join"), report);
        let referred_by = it.referred_by.map(|it| it.0);
        say(&mut said, born.map(|born| Happening::Join { referred_by, born }));
    }
    if let Some(it) = profile {
        say(&mut said, profiled(it, &at.field("profile"), report));
    }
    if let Some(it) = level {
        say(&mut said, granted(program, &it, document.at, &at.field("level"), report));
    }
    if let Some(it) = segment {
        say(&mut said, segmented(program, &it, &at.field("segment"), report));
    }
    if let Some(it) = membership {
        say(&mut said, subscribed(program, &it, &at.field("membership"), report));
    }
    if let Some(it) = r#use {
        say(&mut said, used(program, &it, &at.field("use"), report));
    }
    if let Some(it) = delivered {
        say(&mut said, it.order.map(|Keyed(order)| Happening::Delivered { order }));
    }
    if let Some(it) = refund {
        say(&mut said, refunded(it, &at.field("refund"), report));
    }
    if let Some(it) = activity {
        say(&mut said, reported(program, &it, &at.field("activity"), report));
    }
    if let Some(it) = adjust {
        say(&mut said, adjusted(program, it, &at.field("adjust"), report));
    }
    if let Some(it) = transfer {
        say(&mut said, transferred(program, it, &at.field("transfer"), report));
    }
    if let Some(it) = receive {
        say(&mut said, received(program, it, &at.field("receive"), report));
    }
    if let Some(it) = referral {
        say(&mut said, it.of.map(|Keyed(of)| Happening::Referral { of }));
    }
    if let Some(it) = redeem {
        say(&mut said, redeemed(program, &it, &at.field("redeem"), report));
    }
    if let Some(it) = cancel {
        say(&mut said, cancelled(it, &at.field("cancel"), report));
    }
    if let Some(it) = coupon {
        say(&mut said, coupon::happened(program, it, &at.field("coupon"), report));
    }
    if let Some(it) = activate {
        say(&mut said, coupon::enrolled(program, &it, &at.field("activate"), report));
    }
    let several = said.len() > 1;
    // A field that could not be read was reported already.
    if several || said.is_empty() && !report.has_errors() {
        let message = format_args!("an event says exactly one thing that happened");
        let help = "one of `order`, `refund`, `delivered`, `activity`, `redeem`, `cancel`, \
                    `adjust`, `transfer`, `receive`, `referral`, `join`, `profile`, `level`, \
                    `segment`, `membership`, `use`, `coupon`, `activate`";
        report.error_help(Code::NotOneChoice, at, message, help);
        return None;
    }
    said.pop().flatten()
}

/// Keeps what an event says. Out of line: what happened is large, and moved here alone.
#[inline(never)]
fn say(said: &mut Vec<Option<Happening>>, what: Option<Happening>) {
    said.push(what);
}

fn profiled(
    document: ProfileEventDoc<'_>,
    at: &Path<'_>,
    report: &mut Report,
) -> Option<Happening> {
    let born = birthday(document.birthday, at, report);
    let attributes = attributes(document.attributes, &at.field("attributes"), report);
    Some(Happening::Profile {
        born: born?,
        household: document.household.map(|it| it.0),
        gender: document.gender.map(|it| it.0),
        attributes: attributes?,
    })
}

fn subscribed(
    program: &Program,
    document: &MembershipEventDoc<'_>,
    at: &Path<'_>,
    report: &mut Report,
) -> Option<Happening> {
    let Ident(id) = document.plan.as_ref()?;
    let found = program.rules.plans.iter().position(|plan| plan.id == *id);
    if found.is_none() {
        let known = &mut program.rules.plans.iter().map(|it| it.id.as_str());
        unknown("plan", id.as_str(), known, &at.field("plan"), report);
    }
    let plan = PlanId(u8::try_from(found?).ok()?);
    Some(Happening::Membership { plan, step: document.r#do? })
}

fn used(
    program: &Program,
    document: &UseEventDoc<'_>,
    at: &Path<'_>,
    report: &mut Report,
) -> Option<Happening> {
    let Ident(id) = document.perk.as_ref()?;
    let found = program.rules.perks.iter().position(|perk| perk.id == *id);
    if found.is_none() {
        let known = &mut program.rules.perks.iter().map(|it| it.id.as_str());
        unknown("perk", id.as_str(), known, &at.field("perk"), report);
    }
    let perk = PerkId(u16::try_from(found?).ok()?);
    let Int(count) = document.count.unwrap_or(Int(1));
    Some(Happening::Use { perk, count: u32::try_from(count).ok()? })
}

fn cancelled(
    CancelEventDoc { redemption, r#use, .. }: CancelEventDoc<'_>,
    at: &Path<'_>,
    report: &mut Report,
) -> Option<Happening> {
    // A field that could not be read was reported already.
    if redemption.is_some() == r#use.is_some() && (redemption.is_some() || !report.has_errors()) {
        let message = format_args!("exactly one of `redemption` and `use` is given");
        report.error(Code::NotOneChoice, at, message);
        return None;
    }
    let redemption = redemption.map(|Keyed(redemption)| Happening::Cancel { redemption });
    redemption.or(r#use.map(|Keyed(used)| Happening::CancelUse { used }))
}

fn granted(
    program: &Program,
    document: &LevelEventDoc<'_>,
    instant: Option<At>,
    at: &Path<'_>,
    report: &mut Report,
) -> Option<Happening> {
    let ladders = &program.rules.ladders;
    let index = match &document.ladder {
        Some(Ident(id)) => {
            let found = ladders.iter().position(|ladder| ladder.id == *id);
            if found.is_none() {
                let known = &mut ladders.iter().map(|it| it.id.as_str());
                unknown("ladder", id.as_str(), known, &at.field("ladder"), report);
            }
            found?
        }
        None => 0,
    };
    if ladders.len() != 1 && document.ladder.is_none() {
        not_one(ladders.len(), at, report);
        return None;
    }
    let Ident(id) = document.level.as_ref()?;
    let level = ladders[index].level(id);
    if level.is_none() {
        let known = &mut ladders[index].levels.iter().map(|it| it.id.as_str());
        unknown("level", id.as_str(), known, &at.field("level"), report);
    }
    let until = document.until.map(|At(until)| until);
    if until.is_some_and(|until| until <= instant.map_or(until, |At(at)| at)) {
        let message = format_args!("the level would end before it begins");
        report.error(Code::EmptyWindow, &at.field("until"), message);
        return None;
    }
    let ladder = LadderId(u8::try_from(index).ok()?);
    Some(Happening::Level { ladder, level: level?, until })
}

fn segmented(
    program: &Program,
    document: &SegmentEventDoc<'_>,
    at: &Path<'_>,
    report: &mut Report,
) -> Option<Happening> {
    let Ident(id) = document.id.as_ref()?;
    let found = program.rules.segments.iter().position(|segment| segment.id == *id);
    if found.is_none() {
        let known = &mut program.rules.segments.iter().map(|it| it.id.as_str());
        unknown("segment", id.as_str(), known, &at.field("id"), report);
    }
    let segment = SegmentId(u8::try_from(found?).ok()?);
    Some(Happening::Segment { segment, is_in: document.r#in?.0 })
}

fn birthday(text: Option<Text<'_>>, at: &Path<'_>, report: &mut Report) -> Option<Option<Date>> {
    match text {
        None => Some(None),
        Some(Text(text)) => date(text, &at.field("birthday"), report).map(Some),
    }
}

fn paid(
    program: &Program,
    document: OrderEventDoc<'_>,
    at: &Path<'_>,
    report: &mut Report,
) -> Option<Happening> {
    let spend = points(document.spend);
    let cart = document.cart.and_then(|it| cart(program, it, &at.field("cart"), report));
    let prices = at_prices(document.prices, &at.field("prices"), report);
    let OrderEventDoc { coupons, without, counters, .. } = document;
    let entered = entered(EnteredDocs { coupons, without, counters }, at, report);
    let gifts = picks(document.gifts, &at.field("gifts"), report);
    let (cart, id) = (Box::new(cart?), document.id?.0);
    let (prices, gifts, entered) = (prices?, gifts?, entered?);
    Some(Happening::Order { id, cart, spend, prices, gifts, entered })
}

fn refunded(document: RefundEventDoc<'_>, at: &Path<'_>, report: &mut Report) -> Option<Happening> {
    let lines = match document.lines {
        None => None,
        Some(list) => {
            let place = at.field("lines");
            let lines: Vec<(Key, u32)> = list.each(&place, report, |it, _, _| {
                Some((it.line?.0, u32::try_from(it.units?.0).ok()?))
            })?;
            for (index, (line, _)) in lines.iter().enumerate() {
                if lines[..index].iter().any(|(other, _)| other == line) {
                    let message = format_args!("the line `{line}` stands here twice");
                    let place = place.index(index);
                    let report = report.id(line.as_str());
                    report.error(Code::DuplicateId, &place.field("line"), message);
                }
            }
            Some(lines)
        }
    };
    let shipping = document.shipping.map(|it| it == RefundShippingDoc::Returned);
    if shipping != Some(true) && lines.as_ref().is_some_and(Vec::is_empty) {
        let (place, message) = (at.field("lines"), format_args!("nothing comes back"));
        let help = "without `lines` all that is left comes back";
        report.error_help(Code::Empty, &place, message, help);
        return None;
    }
    Some(Happening::Return { order: document.order?.0, lines, shipping })
}

fn reported(
    program: &Program,
    document: &ActivityEventDoc<'_>,
    at: &Path<'_>,
    report: &mut Report,
) -> Option<Happening> {
    let Ident(id) = document.id.as_ref()?;
    let activities = &program.rules.activities;
    let Some(index) = activities.iter().position(|activity| activity.id == *id) else {
        let known = &mut activities.iter().map(|it| it.id.as_str());
        unknown("activity", id.as_str(), known, &at.field("id"), report);
        return None;
    };
    let activity: &Activity = &activities[index];
    let mut carries = |field: &str, carries: bool, given: bool| {
        // A number that could not be read was reported already.
        if carries != given && !(carries && report.has_errors()) {
            let verb = if carries { "carries" } else { "carries no" };
            let message = format_args!("the activity `{id}` {verb} `{field}`");
            let code = if carries { Code::MissingField } else { Code::UnknownField };
            let report = report.name(field);
            report.error(code, &at.field(field), message);
        }
    };
    carries("amount_minor", activity.carries_amount, document.amount_minor.is_some());
    carries("quantity", activity.carries_quantity, document.quantity.is_some());
    Some(Happening::Activity {
        activity: ActivityId(u16::try_from(index).ok()?),
        order: document.order.as_ref().map(|Keyed(order)| order.clone()),
        amount: document.amount_minor.and_then(|Int(minor)| Money::new(minor)),
        quantity: document.quantity.map(|Int(quantity)| quantity),
    })
}

fn adjusted(
    program: &Program,
    document: AdjustEventDoc<'_>,
    at: &Path<'_>,
    report: &mut Report,
) -> Option<Happening> {
    let pool = pool(program, document.pool, at, report);
    let points = document.points.and_then(|Int(points)| Points::new(points))?;
    if points == Points::ZERO {
        report.error(Code::OutOfRange, &at.field("points"), format_args!("zero changes nothing"));
        return None;
    }
    let expires_at = document.expires_at.map(|it| it.0);
    document.reason?;
    Some(Happening::Adjust { pool: pool?, points, expires_at })
}

fn transferred(
    program: &Program,
    document: TransferEventDoc<'_>,
    at: &Path<'_>,
    report: &mut Report,
) -> Option<Happening> {
    let pool = pool(program, document.pool, at, report);
    let points = document.points.and_then(|Int(points)| Points::new(points));
    Some(Happening::Transfer { pool: pool?, points: points?, to: document.to?.0 })
}

fn received(
    program: &Program,
    document: ReceiveEventDoc<'_>,
    at: &Path<'_>,
    report: &mut Report,
) -> Option<Happening> {
    let lots = document.lots?.each(&at.field("lots"), report, |it, at, report| {
        let pool = pool(program, it.pool, at, report)?;
        Some((pool, Points::new(it.points?.0)?, it.expires_at.map(|it| it.0)))
    });
    Some(Happening::Receive { from: document.from?.0, lots: lots? })
}

fn redeemed(
    program: &Program,
    document: &RedeemEventDoc<'_>,
    at: &Path<'_>,
    report: &mut Report,
) -> Option<Happening> {
    let Ident(id) = document.reward.as_ref()?;
    let Some(reward) = program.rules.rewards.iter().position(|reward| reward.id == *id) else {
        let known = &mut program.rules.rewards.iter().map(|it| it.id.as_str());
        unknown("reward", id.as_str(), known, &at.field("reward"), report);
        return None;
    };
    let points = document.points.and_then(|Int(points)| Points::new(points));
    let stock_left = document.stock_left.map(|Int(left)| left);
    Some(Happening::Redeem { reward, points, stock_left })
}
