//! Offers.

use super::Common;
use super::condition::{Conditions, Place};
use super::money::percent;
use super::rounding::{level, mode};
use super::selector::Selectors;
use super::time::window;
use crate::document::leaf::{Number, Plain, bad_key};
use crate::document::program::offer::{
    BearerDoc, BenefitDoc, OfferDoc, OfferRoundingDoc, PriceListDoc, TargetDoc,
};
use crate::problem::{Code, Path, Report};
use crate::program::{
    Bearer, Benefit, Condition, DiscountRounding, Offer, PriceList, Selection, SelectorSet,
};
use crate::value::{Id, Key, Money, Rate, Window};

/// An offer whose prices by sku wait for the selectors to be compiled.
pub(super) struct Draft {
    pub(super) id: Id,
    pub(super) window: Window,
    when: Condition,
    target: Selection,
    benefit: DraftBenefit,
    rounding: DiscountRounding,
    bearer: Bearer,
}

enum DraftBenefit {
    Ready(Benefit),
    Prices(Vec<(Key, Money)>),
}

impl Draft {
    /// The offer; `rank` is its place among equal savings.
    pub(super) fn finish(self, set: &SelectorSet, rank: u32) -> Offer {
        let benefit = match self.benefit {
            DraftBenefit::Ready(benefit) => benefit,
            DraftBenefit::Prices(prices) => {
                let symbols =
                    prices.into_iter().filter_map(|(sku, price)| Some((set.sku(&sku)?, price)));
                Benefit::PriceList(PriceList::new(symbols.collect()))
            }
        };
        let Draft { id, window, when, target, rounding, bearer, .. } = self;
        Offer { id, window, when, target, benefit, rounding, bearer, rank }
    }
}

pub(super) fn offer(
    document: OfferDoc<'_>,
    common: &Common<'_>,
    selectors: &mut Selectors,
    at: &Path<'_>,
    report: &mut Report,
) -> Option<Draft> {
    let OfferDoc { id, window: period, when, target, benefit, bearer, rounding, .. } = document;
    let period = window(period, common.calendar.as_ref(), &at.field("window"), report);
    let selected = match target {
        None => Some(None),
        Some(TargetDoc::Lines(selector)) => {
            let at = at.field("target");
            selectors.selection(selector, &at.field("lines"), report).map(Some)
        }
    };
    let benefit = benefit.and_then(|it| self::benefit(it, common, &at.field("benefit"), report));
    let listed = match &benefit {
        Some(DraftBenefit::Prices(prices)) => {
            Some(selectors.of_skus(prices.iter().map(|(sku, _)| sku.clone()).collect()))
        }
        _ => None,
    };
    // A price list without a target is about its own skus; any other offer about every line.
    let target = selected.map(|it| it.or(listed).unwrap_or_default());
    let of = target.unwrap_or_default();
    let when = Conditions::new(common, selectors, of, Place::Order).when(when, at, report);
    let rounding = self::rounding(rounding, common, &at.field("rounding"), report);
    Some(Draft {
        id: id?.0,
        window: period?,
        when: when?,
        target: target?,
        benefit: benefit?,
        rounding: rounding?,
        bearer: bearer.map_or(Bearer::default(), bearer_of),
    })
}

fn bearer_of(document: BearerDoc) -> Bearer {
    match document {
        BearerDoc::Brand => Bearer::Brand,
        BearerDoc::Shop => Bearer::Shop,
        BearerDoc::Platform => Bearer::Platform,
        BearerDoc::Partner => Bearer::Partner,
    }
}

fn rounding(
    document: Option<OfferRoundingDoc<'_>>,
    common: &Common<'_>,
    at: &Path<'_>,
    report: &mut Report,
) -> Option<DiscountRounding> {
    let mut rounding = common.discounts?;
    let Some(document) = document else { return Some(rounding) };
    if let Some(own) = document.mode {
        rounding.mode = mode(own);
    }
    if let Some(own) = document.level {
        rounding.level = level(own);
    }
    if let Some(text) = document.granularity {
        let at = at.field("granularity");
        rounding.granularity = common.units.positive_amount(text, &at, report)?;
    }
    Some(rounding)
}

fn benefit(
    document: BenefitDoc<'_>,
    common: &Common<'_>,
    at: &Path<'_>,
    report: &mut Report,
) -> Option<DraftBenefit> {
    Some(match document {
        BenefitDoc::Percent(document) => {
            let Plain(Number(off)) = document.off?;
            let off = percent(off, &at.field("percent").field("off"), report)?;
            DraftBenefit::Ready(Benefit::Percent(Rate::percent(off)))
        }
        BenefitDoc::FixedPrice(fixed) => {
            let at = at.field("fixed_price");
            let price = common.units.amount(fixed.price?.0, &at.field("price"), report)?;
            DraftBenefit::Ready(Benefit::FixedPrice(price))
        }
        BenefitDoc::PriceList(list) => {
            let at = at.field("price_list");
            DraftBenefit::Prices(prices(list, common, &at.field("prices"), report)?)
        }
    })
}

fn prices(
    document: PriceListDoc<'_>,
    common: &Common<'_>,
    at: &Path<'_>,
    report: &mut Report,
) -> Option<Vec<(Key, Money)>> {
    let listed = document.prices?;
    if listed.is_empty() {
        report.error(Code::Empty, at, format_args!("a price list has at least one price"));
        return None;
    }
    listed.each(at, report, |sku, price, at, report| {
        let key = Key::parse(sku).ok();
        if key.is_none() {
            bad_key(sku, at, report);
        }
        let price = price.and_then(|Plain(text)| common.units.amount(text, at, report));
        Some((key?, price?))
    })
}
