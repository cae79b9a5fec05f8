//! Carts, and changes of them in place.

use super::program::distinct;
use crate::cart::{Cart, Line};
use crate::document::cart::{CartDoc, LineDoc};
use crate::document::leaf::Keyed;
use crate::document::shape::{List, Text, exceeds, shown};
use crate::problem::{Code, Path, Report};
use crate::program::Program;
use crate::value::bounds::{MAX_LINE_MINOR, MAX_LINES, MAX_ORDER_MINOR, MAX_UNITS};
use crate::value::{Key, Money};

pub(super) fn cart(
    program: &Program,
    document: CartDoc,
    at: &Path<'_>,
    report: &mut Report,
) -> Option<Cart> {
    let currency = document.currency.and_then(|code| currency(program, &code, at, report));
    let List(documents) = document.lines?;
    let at = at.field("lines");
    if documents.is_empty() {
        report.error(Code::Empty, &at, "a cart has at least one line".to_owned());
        return None;
    }
    let ids = documents.iter().map(|it| it.as_ref()?.id.as_ref().map(|id| &id.0));
    distinct(ids, &at, report);
    let read = |(i, document): (usize, Option<LineDoc>)| {
        document.and_then(|it| line(program, it, &at.index(i), report))
    };
    let lines: Vec<_> = documents.into_iter().enumerate().map(read).collect();
    let lines: Vec<Line> = lines.into_iter().collect::<Option<_>>()?;
    within_an_order(lines.iter().map(Line::list).sum(), &at, report)?;
    currency?;
    Some(Cart::new(program.clone(), lines))
}

fn currency(
    program: &Program,
    Text(code): &Text,
    at: &Path<'_>,
    report: &mut Report,
) -> Option<()> {
    let expected = program.currency();
    if **code != *expected.code() {
        let message = format!("the cart is in `{}`, the programme in `{expected}`", shown(code));
        report.error(Code::WrongCurrency, &at.field("currency"), message);
        return None;
    }
    Some(())
}

fn line(
    program: &Program,
    document: LineDoc,
    at: &Path<'_>,
    report: &mut Report,
) -> Option<Line> {
    let LineDoc { id, sku, units, price_minor, category, brand, tags } = document;
    let keys = |List(elements): List<Keyed, _>| -> Option<Box<[Key]>> {
        elements.into_iter().map(|it| it.map(|Keyed(key)| key)).collect()
    };
    let tags = tags.map_or(Some(Box::default()), keys);
    let (units, price) = (u32::try_from(units?.0).ok()?, Money::new(price_minor?.0)?);
    within_a_line(price, units, at, report)?;
    let (Keyed(id), Keyed(sku), tags) = (id?, sku?, tags?);
    let (category, brand) = (category.map(|it| it.0), brand.map(|it| it.0));
    let selectors = &program.rules.selectors;
    let mask = selectors.mask(&sku, brand.as_ref(), category.as_ref(), &tags);
    let symbol = selectors.sku(&sku);
    Some(Line { id, sku, units, price, category, brand, tags, mask, symbol })
}

fn within_a_line(price: Money, units: u32, at: &Path<'_>, report: &mut Report) -> Option<()> {
    let list = price.times_units(units);
    if list.minor() > MAX_LINE_MINOR {
        let message = format!("the line costs {}, at most {MAX_LINE_MINOR} minor units", list.minor());
        report.error(Code::OverLimit, at, message);
        return None;
    }
    Some(())
}

fn within_an_order(list: Money, at: &Path<'_>, report: &mut Report) -> Option<()> {
    if list.minor() > MAX_ORDER_MINOR {
        let message =
            format!("the cart costs {}, at most {MAX_ORDER_MINOR} minor units", list.minor());
        report.error(Code::OverLimit, at, message);
        return None;
    }
    Some(())
}

pub(super) fn set_units(
    cart: &mut Cart,
    id: &str,
    units: i64,
    report: &mut Report,
) -> Option<()> {
    let index = find(cart, id, report)?;
    let lines = Path::Root.field("lines");
    let at = lines.index(index);
    let place = at.field("units");
    let Some(units) = u32::try_from(units).ok().filter(|it| (1..=MAX_UNITS).contains(&i64::from(*it)))
    else {
        let message = format!("{units} is not between 1 and {MAX_UNITS}");
        report.error_help(Code::OutOfRange, &place, message, "to have none, remove the line");
        return None;
    };
    let line = &cart.lines[index];
    within_a_line(line.price, units, &at, report)?;
    let others: Money = cart.lines.iter().map(Line::list).sum::<Money>() - line.list();
    within_an_order(others + line.price.times_units(units), &lines, report)?;
    cart.lines[index].units = units;
    Some(())
}

pub(super) fn add_line(
    cart: &mut Cart,
    document: LineDoc,
    at: &Path<'_>,
    report: &mut Report,
) -> Option<()> {
    let line = line(&cart.program, document, at, report)?;
    if let Some(first) = cart.line(line.id.as_ref()) {
        let message = format!("the id `{}` is taken: /lines/{first} has it", line.id);
        report.error(Code::DuplicateId, &at.field("id"), message);
        return None;
    }
    if exceeds(cart.lines.len() + 1, MAX_LINES) {
        let message = format!("a cart has at most {MAX_LINES} lines");
        report.error(Code::TooMany, at, message);
        return None;
    }
    let list = cart.lines.iter().map(Line::list).sum::<Money>() + line.list();
    within_an_order(list, at, report)?;
    cart.lines.push(line);
    cart.index();
    Some(())
}

pub(super) fn remove_line(cart: &mut Cart, id: &str, report: &mut Report) -> Option<()> {
    let index = find(cart, id, report)?;
    if cart.lines.len() == 1 {
        let message = "a cart has at least one line".to_owned();
        report.error(Code::Empty, &Path::Root.field("lines"), message);
        return None;
    }
    cart.lines.remove(index);
    cart.index();
    Some(())
}

fn find(cart: &Cart, id: &str, report: &mut Report) -> Option<usize> {
    let found = cart.line(id);
    if found.is_none() {
        let message = format!("the cart has no line `{}`", shown(id));
        report.error(Code::UnknownLine, &Path::Root.field("lines"), message);
    }
    found
}
