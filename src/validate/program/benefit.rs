//! The benefit of an offer, whichever it is.

use super::amount::{Valued, amount, every, other_price};
use super::condition::Conditions;
use super::extra::{Bonus, Extra, extra};
use super::groups::{bundle, buy_get, n_for, nth_item};
use super::table::{Cell, OfLines};
use crate::document::leaf::bad_key;
use crate::document::program::offer::{BenefitDoc, PercentDoc, PriceListDoc};
use crate::problem::{Code, Path, Report};
use crate::program::{Amount, Base, Benefit, Condition, Groups, PriceList, UnitOrder};
use crate::value::Key;

/// A benefit as far as it is known before the selectors are compiled; the default is none.
#[derive(Default)]
pub(super) struct Read {
    pub(super) benefit: Option<Benefit>,
    pub(super) prices: Vec<(Key, Amount)>,
    pub(super) bonus: Option<Bonus>,
    /// What it asks of an order.
    pub(super) needs: Option<Condition>,
    /// What it can't do without.
    pub(super) valued: Vec<Amount>,
}

pub(super) fn benefit(
    document: BenefitDoc<'_>,
    (order, threshold): (UnitOrder, Base),
    conditions: &mut Conditions<'_, '_>,
    at: &Path<'_>,
    report: &mut Report,
) -> Option<Read> {
    let (benefit, valued) = match document {
        BenefitDoc::Percent(PercentDoc { off, cap, .. }) => {
            let at = at.field("percent");
            let off = conditions.amount_of(OfLines::Own, off, Cell::Off, &at.field("off"), report);
            let cap = match cap {
                None => None,
                cap => Some(conditions.amount(cap, Cell::Positive, &at.field("cap"), report)?),
            };
            let off = off?;
            (Benefit::Percent { off, cap }, [off].into_iter().chain(cap).collect())
        }
        BenefitDoc::FixedPrice(fixed) => {
            let at = at.field("fixed_price");
            let (price, at) = (fixed.price, at.field("price"));
            let price = conditions.amount_of(OfLines::Own, price, Cell::Money, &at, report)?;
            (Benefit::FixedPrice(price), vec![price])
        }
        BenefitDoc::PriceList(list) => {
            let at = at.field("price_list");
            let prices = prices(list, conditions, &at.field("prices"), report)?;
            let benefit = Benefit::PriceList(PriceList::new(Vec::new()));
            return Some(Read { benefit: Some(benefit), prices, ..Read::default() });
        }
        BenefitDoc::Amount(it) => amount(it, conditions, &at.field("amount"), report)?,
        BenefitDoc::Every(it) => {
            // What it leaves itself would count what is not known yet.
            let base = if threshold == Base::List { Base::List } else { Base::Current };
            every(it, base, conditions, &at.field("every"), report)?
        }
        BenefitDoc::MemberPrice(it) => {
            other_price(it, conditions, &at.field("member_price"), report)?
        }
        BenefitDoc::PriceMatch(it) => {
            other_price(it, conditions, &at.field("price_match"), report)?
        }
        BenefitDoc::BuyGet(it) => of_groups(buy_get(it, conditions, &at.field("buy_get"), report)?),
        BenefitDoc::NFor(it) => {
            of_groups(n_for(it, order, conditions, &at.field("n_for"), report)?)
        }
        BenefitDoc::Bundle(it) => {
            of_groups(bundle(it, order, conditions, &at.field("bundle"), report)?)
        }
        BenefitDoc::NthItem(it) => {
            of_groups(nth_item(it, order, conditions, &at.field("nth_item"), report)?)
        }
        other => {
            let Extra { benefit, bonus, when, valued } = extra(other, conditions, at, report)?;
            let (benefit, needs) = (Some(benefit), when);
            return Some(Read { benefit, prices: Vec::new(), bonus, needs, valued });
        }
    };
    Some(Read { benefit: Some(benefit), valued, ..Read::default() })
}

fn of_groups(groups: Groups) -> Valued {
    let value = groups.value;
    (Benefit::Groups(Box::new(groups)), vec![value])
}

fn prices(
    document: PriceListDoc<'_>,
    conditions: &mut Conditions<'_, '_>,
    at: &Path<'_>,
    report: &mut Report,
) -> Option<Vec<(Key, Amount)>> {
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
        let price = conditions.amount_of(OfLines::Own, price, Cell::Money, at, report);
        Some((key?, price?))
    })
}
