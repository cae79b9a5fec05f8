//! Stacking.

use super::Common;
use super::declared::{Ids, index};
use super::money::{contradiction, percent};
use crate::document::leaf::{Ident, Number};
use crate::document::program::stacking::{
    ChooseDoc, ExclusiveDoc, OfferStackingDoc, PerUnitDoc, StackingDoc,
};
use crate::document::shape::{Int, List};
use crate::problem::{Path, Report};
use crate::program::{
    Choose, Combined, DiscountMaximum, Exclusive, GroupId, OfferId, OfferStacking, Stacking,
};
use crate::validate::member::unknown;
use crate::value::bounds::MAX_OFFERS;
use crate::value::{Id, Money, Rate};

/// The ids of the groups.
pub(super) fn groups<'v>(document: Option<&StackingDoc<'v>>) -> Ids<'v> {
    document.and_then(|it| it.groups.as_ref()).map(List::ids).unwrap_or_default()
}

pub(super) fn stacking(
    document: StackingDoc<'_>,
    common: &Common<'_>,
    at: &Path<'_>,
    report: &mut Report,
) -> Option<Stacking> {
    let StackingDoc { choose, per_unit, coupons, coupons_per_line, groups, maximum, .. } = document;
    let count = |written: Option<Int<1, 100>>| written.and_then(|Int(it)| u32::try_from(it).ok());
    let (coupons, coupons_per_line) = (count(coupons), count(coupons_per_line));
    if coupons_per_line.is_some_and(|of_line| coupons.is_some_and(|all| of_line > all)) {
        let message = format_args!("an order has fewer coupons than that");
        let help = "leave it out, or allow more `coupons`";
        contradiction(message, help, &at.field("coupons_per_line"), report);
    }
    let choose = choose.map(choose_of).unwrap_or_default();
    let groups = groups.unwrap_or_default();
    if choose == Choose::BestPerGroup && groups.is_empty() {
        let message = format_args!("there are no groups of which to take the best");
        let help = "declare `groups`, and name them in offers";
        contradiction(message, help, &at.field("choose"), report);
    }
    let groups = groups.each_distinct(&at.field("groups"), report, |it, at, report| {
        let Ident(id) = it.id?;
        if common.names.offers.contains(&Some(id.as_str())) {
            let message = format_args!("`{id}` is an offer, too");
            contradiction(message, "give the group another name", &at.field("id"), report);
            return None;
        }
        Some((u32::try_from(it.at_most.map_or(1, |Int(count)| count)).ok()?, id))
    });
    let maximum = match maximum {
        None => Some(None),
        Some(it) => {
            let at = at.field("maximum");
            let share = match it.share {
                None => Some(Rate::ONE),
                Some(Number(share)) => {
                    percent(share, &at.field("share"), report).map(Rate::percent)
                }
            };
            let amount = match it.amount {
                None => Some(Money::MAX),
                Some(amount) => common.units.amount(amount, &at.field("amount"), report),
            };
            share.zip(amount).map(|(share, amount)| Some(DiscountMaximum { share, amount }))
        }
    };
    let (groups, group_ids): (Vec<u32>, Vec<Id>) = groups?.into_iter().unzip();
    Some(Stacking {
        choose,
        any_per_unit: per_unit == Some(PerUnitDoc::Any),
        coupons,
        coupons_per_line,
        groups: groups.into(),
        group_ids: group_ids.into(),
        maximum: maximum?,
    })
}

fn choose_of(document: ChooseDoc) -> Choose {
    match document {
        ChooseDoc::Best => Choose::Best,
        ChooseDoc::All => Choose::All,
        ChooseDoc::BestPerLine => Choose::BestPerLine,
        ChooseDoc::BestPerGroup => Choose::BestPerGroup,
        ChooseDoc::First => Choose::First,
        ChooseDoc::FirstPerLine => Choose::FirstPerLine,
        ChooseDoc::Levels => Choose::Levels,
    }
}

/// What an offer says of its combining.
pub(super) fn of_offer(
    document: OfferStackingDoc<'_>,
    common: &Common<'_>,
    at: &Path<'_>,
    report: &mut Report,
) -> Option<OfferStacking> {
    let OfferStackingDoc { exclusive, group, not_with, only_with, priority, .. } = document;
    let exclusive = match exclusive {
        None | Some(ExclusiveDoc::No) => Exclusive::No,
        Some(ExclusiveDoc::Phase) => Exclusive::Phase,
        Some(ExclusiveDoc::Order) => Exclusive::Order,
    };
    if exclusive == Exclusive::Order && only_with.is_some() {
        let message = format_args!("an offer that is alone in the order combines with none");
        contradiction(message, "leave it out", &at.field("only_with"), report);
        return None;
    }
    let group = match group {
        None => Some(None),
        Some(name) => index(&common.group_ids, "group", &name, &at.field("group"), report)
            .and_then(|found| u16::try_from(found).ok())
            .map(|found| Some(GroupId(found))),
    };
    let mut named = |list: Option<List<'_, Ident, MAX_OFFERS>>, field: &'static str| {
        let Some(list) = list else { return Some(None) };
        let list = list
            .each(&at.field(field), report, |name, at, report| combined(common, &name, at, report));
        list.map(Some)
    };
    let not_with = named(not_with, "not_with");
    let only_with = named(only_with, "only_with");
    let (not_with, only_with) = (not_with?.unwrap_or_default(), only_with?);
    let both = |it: &Combined| only_with.as_ref().is_some_and(|list| list.contains(it));
    if let Some(place) = not_with.iter().position(both) {
        let message = format_args!("`only_with` names it, too");
        let at = at.field("not_with");
        contradiction(message, "it is either the one or the other", &at.index(place), report);
        return None;
    }
    Some(OfferStacking {
        exclusive,
        group: group?,
        not_with: not_with.into(),
        only_with: only_with.map(Into::into),
        priority: priority.and_then(|Int(it)| u16::try_from(it).ok()).unwrap_or(0),
    })
}

/// The offer, or else the group, of a name.
fn combined(
    common: &Common<'_>,
    Ident(name): &Ident,
    at: &Path<'_>,
    report: &mut Report,
) -> Option<Combined> {
    let place = |ids: &[Option<&str>]| {
        let found = ids.iter().position(|id| *id == Some(name.as_str()))?;
        u16::try_from(found).ok()
    };
    let offer = place(&common.names.offers).map(|it| Combined::Offer(OfferId(it)));
    let found = offer.or_else(|| place(&common.group_ids).map(|it| Combined::Group(GroupId(it))));
    if found.is_none() {
        let known = common.names.offers.iter().chain(&common.group_ids);
        unknown("offer or group", name.as_str(), &mut known.copied().flatten(), at, report);
    }
    found
}
