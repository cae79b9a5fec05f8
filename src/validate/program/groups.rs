//! Benefits that make groups of units.

use super::condition::Conditions;
use super::money::{contradiction, more_than_zero};
use super::table::Cell;
use crate::document::json::Value;
use crate::document::leaf::Tabled;
use crate::document::program::groups::{
    BundleDoc, BuyDoc, BuyGetDoc, ExtremeDoc, GetDoc, LeftOverDoc, NForDoc, NthItemDoc, PartDoc,
    Units,
};
use crate::document::program::offer::UnitOrderDoc;
use crate::document::shape::{Int, Read, each_value};
use crate::problem::{Code, Path, Report};
use crate::program::{
    Amount, Buy, BuyGet, Extreme, Gives, GroupPart, Groups, LeftOver, Made, Selection, UnitOrder,
};

/// The whole, in billionths.
const ALL: i64 = 1_000_000_000;

pub(super) fn buy_get(
    BuyGetDoc { buy, get, take, repeat, .. }: BuyGetDoc<'_>,
    conditions: &mut Conditions<'_, '_>,
    at: &Path<'_>,
    report: &mut Report,
) -> Option<Groups> {
    let bought = buy.and_then(|it| self::buy(it, conditions, &at.field("buy"), report));
    let at = at.field("get");
    let GetDoc { units, of, off, .. } = GetDoc::read(get?, &at, report)?;
    let of = match of {
        None => bought.map(|(_, of)| of),
        Some(of) => conditions.selection(of, &at.field("of"), report),
    };
    let off = match off {
        None => Some(Amount::Fixed(ALL)),
        off => conditions.amount(off, Cell::Off, &at.field("off"), report),
    };
    let (units, (buy, bought), got, off) = (count(units)?, bought?, of?, off?);
    let gives_more = matches!(buy, Buy::Units(buy) if buy < units);
    if gives_more && repeat.is_none() && got == bought && conditions.has_cell(off, ALL) {
        let message = format_args!("more units are given away than are bought, without a limit");
        let help = "say how often in one order: `repeat`; or give other goods";
        contradiction(message, help, &at.field("units"), report);
        return None;
    }
    let take = extreme(take);
    let made = Made::BuyGet(BuyGet { bought, buy, got, units, take });
    Some(groups(made, off, repeat))
}

fn buy(
    document: &Value<'_>,
    conditions: &mut Conditions<'_, '_>,
    at: &Path<'_>,
    report: &mut Report,
) -> Option<(Buy, Selection)> {
    let BuyDoc { units, amount, of, .. } = BuyDoc::read(document, at, report)?;
    let of = conditions.lines(of, at, report);
    one_of([units.is_some(), amount.is_some(), false], "`units` and `amount`", at, report)?;
    let buy = match amount {
        None => Buy::Units(count(units)?),
        Some(text) => {
            let at = at.field("amount");
            Buy::Minor(conditions.common.units.positive_amount(text, &at, report)?.minor())
        }
    };
    Some((buy, of?))
}

pub(super) fn n_for(
    NForDoc { units, price, take, left_over, repeat, .. }: NForDoc<'_>,
    order: UnitOrder,
    conditions: &mut Conditions<'_, '_>,
    at: &Path<'_>,
    report: &mut Report,
) -> Option<Groups> {
    let price = conditions.amount(price, Cell::Money, &at.field("price"), report);
    let units = several(units, "a `fixed_price` is of one unit", &at.field("units"), report);
    let order = take.map_or(order, unit_order);
    let LeftOverDoc(shared) = left_over.unwrap_or_default();
    let gives = Gives::Price(if shared { LeftOver::Share } else { LeftOver::List });
    Some(groups(of_target(units?, order, gives), price?, repeat))
}

pub(super) fn bundle(
    BundleDoc { parts, price, amount, percent, repeat, .. }: BundleDoc<'_>,
    order: UnitOrder,
    conditions: &mut Conditions<'_, '_>,
    at: &Path<'_>,
    report: &mut Report,
) -> Option<Groups> {
    let given = [price.is_some(), amount.is_some(), percent.is_some()];
    let one = one_of(given, "`price`, `amount` and `percent`", at, report);
    let fields = [
        ("price", price, Cell::Money, Gives::Price(LeftOver::List)),
        ("amount", amount, Cell::Money, Gives::Off),
        ("percent", percent, Cell::Off, Gives::Share),
    ];
    let mut value = None;
    for (field, written, cell, gives) in fields {
        if written.is_some() {
            value = worth(written, cell, gives, conditions, &at.field(field), report);
        }
    }
    let at = at.field("parts");
    let parts = self::parts(parts?.values(), conditions, &at, report);
    one?;
    let (value, gives) = value?;
    let made = Made::Parts { parts: parts?.into(), order, gives };
    Some(groups(made, value, repeat))
}

/// What a bundle costs, or costs less.
fn worth(
    written: Option<Tabled<'_>>,
    cell: Cell,
    gives: Gives,
    conditions: &mut Conditions<'_, '_>,
    at: &Path<'_>,
    report: &mut Report,
) -> Option<(Amount, Gives)> {
    let value = conditions.amount(written, cell, at, report)?;
    more_than_zero(gives != Gives::Off || value != Amount::Fixed(0), at, report)?;
    Some((value, gives))
}

fn parts<'v>(
    values: &'v [Value<'v>],
    conditions: &mut Conditions<'_, '_>,
    at: &Path<'_>,
    report: &mut Report,
) -> Option<Vec<GroupPart>> {
    if values.len() < 2 {
        let message = format_args!("a bundle has at least two parts, this has {}", values.len());
        let help = "units of one kind for a price are `n_for`";
        report.error_help(Code::Empty, at, message, help);
    }
    let mut parts = Vec::new();
    each_value(values, at, report, &mut |value, at, report| {
        let PartDoc { of, units, .. } = PartDoc::read(value, at, report)?;
        let of = conditions.selection(of?, &at.field("of"), report);
        parts.push(GroupPart { of: of?, units: count(units)? });
        Some(())
    })?;
    (values.len() >= 2).then_some(parts)
}

pub(super) fn nth_item(
    NthItemDoc { every, off, take, repeat, .. }: NthItemDoc<'_>,
    order: UnitOrder,
    conditions: &mut Conditions<'_, '_>,
    at: &Path<'_>,
    report: &mut Report,
) -> Option<Groups> {
    let off = conditions.amount(off, Cell::Off, &at.field("off"), report);
    let every = several(every, "a `percent` is off each unit", &at.field("every"), report);
    let gives = Gives::ShareOfOne(extreme(take));
    Some(groups(of_target(every?, order, gives), off?, repeat))
}

fn groups(made: Made, value: Amount, repeat: Option<Units>) -> Groups {
    Groups { made, value, repeat: count(repeat).unwrap_or(u32::MAX) }
}

/// Groups of so many units of the target.
fn of_target(units: u32, order: UnitOrder, gives: Gives) -> Made {
    Made::Parts { parts: [GroupPart { of: Selection::default(), units }].into(), order, gives }
}

fn count(units: Option<Units>) -> Option<u32> {
    units.and_then(|Int(units)| u32::try_from(units).ok())
}

/// Two units or more.
fn several(units: Option<Units>, help: &str, at: &Path<'_>, report: &mut Report) -> Option<u32> {
    let units = count(units)?;
    if units < 2 {
        let message = format_args!("one unit is no group");
        contradiction(message, help, at, report);
        return None;
    }
    Some(units)
}

/// Reports fields of which not exactly one is given.
fn one_of(given: [bool; 3], fields: &str, at: &Path<'_>, report: &mut Report) -> Option<()> {
    let one = given.into_iter().filter(|given| *given).count() == 1;
    if !one {
        let message = format_args!("exactly one of {fields} is given");
        report.error(Code::NotOneChoice, at, message);
    }
    one.then_some(())
}

fn extreme(document: Option<ExtremeDoc>) -> Extreme {
    let ExtremeDoc(dearest) = document.unwrap_or_default();
    if dearest { Extreme::Dearest } else { Extreme::Cheapest }
}

pub(super) fn unit_order(document: UnitOrderDoc) -> UnitOrder {
    match document {
        UnitOrderDoc::Dearest => UnitOrder::Dearest,
        UnitOrderDoc::Cheapest => UnitOrder::Cheapest,
        UnitOrderDoc::Cart => UnitOrder::Cart,
    }
}
