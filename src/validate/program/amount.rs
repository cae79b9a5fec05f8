//! Benefits that take amounts off, and those that go by another price of the line.

use super::condition::Conditions;
use super::money::contradiction;
use super::table::{Cell, OfLines};
use crate::document::json::Value;
use crate::document::leaf::Tabled;
use crate::document::program::offer::{
    AmountDoc, AmountPerDoc, EveryDoc, FloorPriceDoc, OtherPriceDoc, OverDoc, ReachDoc,
};
use crate::problem::{Code, Path, Report};
use crate::program::{Amount, AmountOff, AmountPer, Base, Benefit, Every, Full, OfferId};

/// A benefit, and the values that it can't do without.
pub(super) type Valued = (Benefit, Vec<Amount>);

pub(super) fn amount(
    document: AmountDoc<'_>,
    conditions: &mut Conditions<'_, '_>,
    at: &Path<'_>,
    report: &mut Report,
) -> Option<Valued> {
    let AmountDoc { off, per, over, reaches, floor_price, .. } = document;
    let written = per;
    let per = match per {
        None | Some(AmountPerDoc::Order) => AmountPer::Order,
        Some(AmountPerDoc::Line) => AmountPer::Line,
        Some(AmountPerDoc::Unit) => AmountPer::Unit,
    };
    let of_lines = match per {
        AmountPer::Order => OfLines::Alike("let `per` be `line` or `unit`"),
        AmountPer::Line | AmountPer::Unit => OfLines::Own,
    };
    let off = match off {
        Some(Tabled(off)) if is_worth(off) => worth(written, conditions, at, report),
        off => conditions.amount_of(of_lines, off, Cell::Positive, &at.field("off"), report),
    };
    let (mut goods, mut fees, mut shipping) = (reaches.is_none(), false, false);
    if let Some(reaches) = reaches {
        let at = at.field("reaches");
        if reaches.is_empty() {
            let message = format_args!("an amount is off something");
            report.error_help(Code::Empty, &at, message, "leave it out, or list `goods`");
        }
        reaches.each(&at, report, |it, _, _| {
            *match it {
                ReachDoc::Goods => &mut goods,
                ReachDoc::Fees => &mut fees,
                ReachDoc::Shipping => &mut shipping,
            } = true;
            Some(())
        })?;
    }
    let off = off?;
    let benefit = Benefit::Amount(Box::new(AmountOff {
        off,
        per,
        clamp: over == Some(OverDoc(true)),
        floor_loses: floor_price == Some(FloorPriceDoc(true)),
        goods,
        fees,
        shipping,
    }));
    Some((benefit, vec![off]))
}

/// Whether an amount is what the coupon is worth.
pub(super) fn is_worth(written: &Value<'_>) -> bool {
    matches!(written, Value::Text("worth"))
}

/// What the coupon is worth, once.
fn worth(
    per: Option<AmountPerDoc>,
    conditions: &Conditions<'_, '_>,
    at: &Path<'_>,
    report: &mut Report,
) -> Option<Amount> {
    let offer = conditions.offer?;
    if conditions.common.names.held.get(offer as usize) == Some(&false) {
        let message = format_args!("no coupon that members hold brings a worth with it");
        let help = "the offer's `kind` would be `wallet`; or name an amount";
        contradiction(message, help, &at.field("off"), report);
        return None;
    }
    if per.is_some_and(|per| per != AmountPerDoc::Order) {
        let message = format_args!("a coupon has its worth once");
        contradiction(message, "leave it out", &at.field("per"), report);
        return None;
    }
    Some(Amount::Worth(OfferId(u16::try_from(offer).ok()?)))
}

pub(super) fn every(
    document: EveryDoc<'_>,
    base: Base,
    conditions: &mut Conditions<'_, '_>,
    at: &Path<'_>,
    report: &mut Report,
) -> Option<Valued> {
    let EveryDoc { amount, units, off, cap, at_most, .. } = document;
    let full = match (amount, units) {
        (None, None) | (Some(_), Some(_)) => {
            let message = format_args!("it counts either an `amount` or `units`");
            contradiction(message, "one of them: off for each full so much", at, report);
            None
        }
        (amount @ Some(_), None) => {
            let at = at.field("amount");
            let full = conditions.amount(amount, Cell::Positive, &at, report);
            full.map(|full| (Full::Amount(full, base), full))
        }
        (None, units) => {
            let full = conditions.amount(units, Cell::Count, &at.field("units"), report);
            full.map(|full| (Full::Units(full), full))
        }
    };
    let off = conditions.amount(off, Cell::Positive, &at.field("off"), report);
    let cap = match cap {
        None => Some(None),
        cap => conditions.amount(cap, Cell::Positive, &at.field("cap"), report).map(Some),
    };
    let ((full, count), off, cap) = (full?, off?, cap?);
    let at_most = at_most.map_or(i64::MAX, |most| most.0);
    let valued = [count, off].into_iter().chain(cap).collect();
    Some((Benefit::Every(Box::new(Every { full, off, cap, at_most })), valued))
}

pub(super) fn other_price(
    document: OtherPriceDoc<'_>,
    conditions: &mut Conditions<'_, '_>,
    at: &Path<'_>,
    report: &mut Report,
) -> Option<Valued> {
    let share = match document.share {
        None => Some(Amount::Fixed(1_000_000_000)),
        share => conditions.amount_of(OfLines::Own, share, Cell::Off, &at.field("share"), report),
    };
    let (attribute, share) = (document.attribute?.0, share?);
    Some((Benefit::OtherPrice { attribute, share }, vec![share]))
}
