//! What points buy: prices, in an order or outside it, and rewards.

use super::Common;
use super::condition::{Conditions, Place};
use super::money::{contradiction, stepped};
use super::selector::Selectors;
use super::table::Cell;
use super::time::{lasting, window};
use super::worth::{fits, held_offer};
use crate::document::leaf::{Ident, Keyed, Plain, Tabled};
use crate::document::program::spending::{
    GivenCouponDoc, GivenPerkDoc, GivenTierDoc, MixDoc, PointsPriceDoc, PriceDoc, RewardDoc,
    RewardGivesDoc, UseLimitDoc,
};
use crate::document::shape::{Int, Text};
use crate::problem::{Code, Path, Report};
use crate::program::{
    Amount, CapPer, Condition, Mix, PointsPrice, Price, Reward, RewardGives, Selection, UseLimit,
};
use crate::value::{Id, Points};

pub(super) fn points_price(
    document: PointsPriceDoc<'_>,
    common: &Common<'_>,
    selectors: &mut Selectors,
    at: &Path<'_>,
    report: &mut Report,
) -> Option<PointsPrice> {
    let PointsPriceDoc { id, of, price, when, window: period, .. } = document;
    let pool = common.spendable_pool(None, at, report);
    let of = of.and_then(|of| selectors.selection(of, common, &at.field("of"), report));
    let place = at.field("price");
    let target = of.unwrap_or_default();
    let mut conditions = Conditions::new(common, selectors, target, Place::Order);
    let price = price.and_then(|it| self::price(it, &mut conditions, &place, report));
    if price.is_some_and(|price| price.points.is_none()) && !report.has_errors() {
        let message = format_args!("a price in money alone needs no points");
        contradiction(message, "name `points`, or make an offer of it", &place, report);
        return None;
    }
    let when = priced(conditions.when(when, at, report), price, &conditions);
    let window = window(period, common.calendar.as_ref(), &at.field("window"), report);
    pool?;
    Some(PointsPrice { id: id?.0, of: of?, price: price?, when: when?, window: window? })
}

/// A condition, and that a price has its numbers.
fn priced(
    when: Option<Condition>,
    price: Option<Price>,
    conditions: &Conditions<'_, '_>,
) -> Option<Condition> {
    let numbers = price.into_iter().flat_map(|it| it.points.into_iter().chain(it.money));
    let needs: Vec<_> = numbers.filter_map(|number| conditions.has_value(number)).collect();
    if needs.is_empty() {
        return when;
    }
    Some(Condition::All(when.into_iter().chain(needs).collect()))
}

fn price(
    document: PriceDoc<'_>,
    conditions: &mut Conditions<'_, '_>,
    at: &Path<'_>,
    report: &mut Report,
) -> Option<Price> {
    let is_nothing = document.points.is_none() && document.money.is_none();
    if is_nothing && !report.has_errors() {
        let message = format_args!("a price of nothing");
        contradiction(message, "name `points`, `money` or both", at, report);
        return None;
    }
    let mut number = |written: Option<Tabled<'_>>, cell, field| match written {
        None => Some(None),
        written => conditions.amount(written, cell, &at.field(field), report).map(Some),
    };
    let points = number(document.points, Cell::Points, "points");
    let money = number(document.money, Cell::Positive, "money");
    let (points, money) = (points?, money?);
    let mix = match document.mix {
        None => None,
        Some(document) => Some(mix(&document, points, conditions, &at.field("mix"), report)?),
    };
    Some(Price { points, money, mix })
}

/// How `most` points may be replaced by money.
fn mix(
    document: &MixDoc<'_>,
    most: Option<Amount>,
    conditions: &Conditions<'_, '_>,
    at: &Path<'_>,
    report: &mut Report,
) -> Option<Mix> {
    let units = conditions.common.units;
    let points = units.points_in(document.points, "points", at, report);
    let worth = units.amount_in(document.worth, "worth", at, report);
    let minimum = units.points_in(document.minimum, "minimum", at, report);
    let maximum = units.points_in(document.maximum, "maximum", at, report);
    let step = units.points_in(document.step, "step", at, report);
    let Some(Amount::Fixed(most)) = most else {
        if !report.has_errors() {
            let (message, help) = match most {
                None => {
                    ("a mix replaces points, and this price has none", "name `points` beside it")
                }
                Some(_) => (
                    "a mix is of one number of points, and this price has a table of them",
                    "make a price of each number, with `when`",
                ),
            };
            contradiction(format_args!("{message}"), help, at, report);
        }
        return None;
    };
    let most = Points::clamped(most);
    let (minimum, maximum) = (minimum?.unwrap_or(Points::ZERO), maximum?.unwrap_or(most));
    let step = step?.unwrap_or(Points::SMALLEST);
    if maximum > most || minimum > maximum {
        let (field, least, most) =
            if maximum > most { ("maximum", maximum, most) } else { ("minimum", minimum, maximum) };
        let (least, most) = (units.written(least), units.written(most));
        let message = format_args!("the {field} is {least} points, but {most} are the most");
        contradiction(message, "a mix lies within the price", &at.field(field), report);
        return None;
    }
    let minimum = stepped(minimum, step, units, at, report);
    Some(Mix { points: points??, worth: worth??, minimum, maximum, step })
}

pub(super) fn reward(
    document: RewardDoc<'_>,
    common: &Common<'_>,
    selectors: &mut Selectors,
    at: &Path<'_>,
    report: &mut Report,
) -> Option<Reward> {
    let RewardDoc { id, gives, price, when, window: period, stock, limits, pool, .. } = document;
    let gives = gives.and_then(|it| self::gives(it, common, &at.field("gives"), report));
    let (target, place) = (Selection::default(), Place::Occasion);
    let mut conditions = Conditions::new(common, selectors, target, place);
    let price = price.and_then(|it| self::price(it, &mut conditions, &at.field("price"), report));
    let when = priced(conditions.when(when, at, report), price, &conditions);
    let pool = if price.is_some_and(|price| price.points.is_none()) {
        common.pool(pool.as_ref(), at, report)
    } else {
        common.spendable_pool(pool.as_ref(), at, report)
    };
    let window = window(period, common.calendar.as_ref(), &at.field("window"), report);
    let limits = limits.unwrap_or_default().each(&at.field("limits"), report, |it, at, report| {
        let UseLimitDoc { uses, per, .. } = it;
        let per = match common.per(per?.0, &at.field("per"), report)? {
            CapPer::Cycle(per) => {
                selectors.looks.cycle(per, 0, &at.field("per"), report);
                Some(per)
            }
            _ => None,
        };
        let Plain(Int(uses)) = uses?;
        Some(UseLimit { uses: u32::try_from(uses).ok()?, per })
    });
    Some(Reward {
        id: id?.0,
        gives: gives?,
        price: price?,
        when: when?,
        window: window?,
        stock: stock.and_then(|Int(stock)| u32::try_from(stock).ok()),
        limits: limits?.into(),
        pool: pool?,
    })
}

fn gives(
    document: RewardGivesDoc<'_>,
    common: &Common<'_>,
    at: &Path<'_>,
    report: &mut Report,
) -> Option<RewardGives> {
    let mut worth = |text: Option<Text<'_>>, field: &'static str| {
        common.units.amount_in(text, "worth", &at.field(field), report)?
    };
    Some(match document {
        RewardGivesDoc::Donation => RewardGives::Donation,
        RewardGivesDoc::Gift(gift) => {
            let Keyed(sku) = gift.sku?;
            RewardGives::Gift { sku }
        }
        RewardGivesDoc::GiftCard(it) => {
            RewardGives::GiftCard { worth: worth(it.worth, "gift_card")? }
        }
        RewardGivesDoc::CashBack(it) => {
            RewardGives::CashBack { worth: worth(it.worth, "cash_back")? }
        }
        RewardGivesDoc::Partner(it) => RewardGives::Partner { worth: worth(it.worth, "partner")? },
        RewardGivesDoc::Perk(it) => given_perk(it, common, &at.field("perk"), report)?,
        RewardGivesDoc::Tier(it) => given_tier(it, common, &at.field("tier"), report)?,
        RewardGivesDoc::Coupon(it) => given_coupon(it, common, &at.field("coupon"), report)?,
    })
}

fn given_perk(
    GivenPerkDoc { id, uses, .. }: GivenPerkDoc<'_>,
    common: &Common<'_>,
    at: &Path<'_>,
    report: &mut Report,
) -> Option<RewardGives> {
    let name = id?;
    let perk = common.perk(&name, &at.field("id"), report)?;
    if common.names.with_quota.get(usize::from(perk.0)) == Some(&false) {
        let message = format_args!("the uses of `{}` are not counted", name.0);
        report.warn(Code::NoEffect, at, message, "give the perk a `quota`, to which these add");
    }
    Some(RewardGives::Perk { perk, id: name.0, uses: u32::try_from(uses?.0).ok()? })
}

fn given_coupon(
    GivenCouponDoc { offer, worth, .. }: GivenCouponDoc<'_>,
    common: &Common<'_>,
    at: &Path<'_>,
    report: &mut Report,
) -> Option<RewardGives> {
    let amount = common.units.amount_in(worth, "worth", at, report);
    let name = offer?;
    let offer = held_offer(&name, common, at, report)?;
    fits(worth.as_ref(), offer, common, at, report)?;
    Some(RewardGives::Coupon { offer: u32::try_from(offer).ok()?, id: name.0, worth: amount? })
}

fn given_tier(
    GivenTierDoc { ladder, level, r#for: life, .. }: GivenTierDoc<'_>,
    common: &Common<'_>,
    at: &Path<'_>,
    report: &mut Report,
) -> Option<RewardGives> {
    let life = lasting(life, &at.field("for"), report);
    let ladder = common.ladder(ladder.as_ref(), at, report)?;
    let (Ident(level), at) = (level?, at.field("level"));
    let number = common.level(ladder, level.as_str(), &at, report)?;
    if common.is_base(ladder, number) {
        let message = format_args!("everybody has `{level}`: there is nothing to give");
        contradiction(message, "name a higher one", &at, report);
        return None;
    }
    let name = common.ladders.iter().flatten().nth(usize::from(ladder.0))?.id?;
    let ladder = (ladder, Id::parse(name).ok()?);
    Some(RewardGives::Tier { ladder, level: (number, level), life: life? })
}
