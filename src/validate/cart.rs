//! Carts, and changes of them in place.

use crate::cart::{Cart, Goods, Line, OrderFacts};
use crate::document::cart::{AttributesDoc, CartDoc, DiscountedDoc, LineDoc, SaidDoc};
use crate::document::cart::{ShippingDoc, TaxDoc};
use crate::document::json::Value;
use crate::document::leaf::{Keyed, Number, bad_key};
use crate::document::shape::{Int, List, Read, Text, exceeds, shown};
use crate::problem::{Code, Given, Path, Report};
use crate::program::{Kind, OrderFact, Program, Stated};
use crate::value::bounds::{MAX_LINE_MINOR, MAX_LINES, MAX_ORDER_MINOR, MAX_TAGS, MAX_UNITS};
use crate::value::{Decimal, Key, Money, Rate};

pub(super) fn cart(
    program: &Program,
    document: CartDoc<'_>,
    whole: &Path<'_>,
    report: &mut Report,
) -> Option<Cart> {
    let currency = document.currency.and_then(|code| currency(program, code, whole, report));
    let CartDoc { channel, store, region, payment, shipping_method, device, attributes, .. } =
        document;
    let names = [channel, store, region, payment, shipping_method, device];
    let said = self::said(names, attributes, whole, report);
    let documents = document.lines?;
    let at = whole.field("lines");
    if documents.is_empty() {
        report.error(Code::Empty, &at, format_args!("a cart has at least one line"));
        return None;
    }
    let lines =
        documents.each_distinct(&at, report, |it, at, report| line(program, it, at, report))?;
    let mut cart = Cart::new(program.clone(), lines);
    if let Some(ShippingDoc { cost_minor, tax: rate, .. }) = document.shipping {
        cart.shipping = Money::clamped(cost_minor?.0);
        cart.shipping_tax = tax(rate, &whole.field("shipping"), report)?;
    }
    cart.said = said?;
    cart.gift_card = Money::clamped(document.gift_card_minor.map_or(0, |most| most.0));
    within_an_order(cart.cost(), &at, report)?;
    currency?;
    Some(cart)
}

/// What an order said of itself, as it is kept with it.
pub(super) fn kept(
    document: Option<SaidDoc<'_>>,
    at: &Path<'_>,
    report: &mut Report,
) -> Option<OrderFacts> {
    let SaidDoc { channel, store, region, payment, shipping_method, device, attributes, .. } =
        document.unwrap_or_default();
    let names = [channel, store, region, payment, shipping_method, device];
    said(names, attributes, &at.field("said"), report)
}

/// What an order says of itself: the names in the order of the facts.
fn said(
    names: [Option<Keyed>; 6],
    attributes: Option<AttributesDoc<'_>>,
    at: &Path<'_>,
    report: &mut Report,
) -> Option<OrderFacts> {
    let facts = [
        OrderFact::Channel,
        OrderFact::Store,
        OrderFact::Region,
        OrderFact::Payment,
        OrderFact::ShippingMethod,
        OrderFact::Device,
    ];
    let mut said = Vec::new();
    for (fact, name) in facts.into_iter().zip(names) {
        if let Some(Keyed(name)) = name {
            said.push((fact, Stated::Text(name)));
        }
    }
    for (name, value) in self::attributes(attributes, at, report)? {
        said.push((OrderFact::Attribute(name), value));
    }
    Some(said.into())
}

/// Numbers and texts by name; what is `null` is left out.
fn attributes(
    document: Option<AttributesDoc<'_>>,
    at: &Path<'_>,
    report: &mut Report,
) -> Option<Vec<(Key, Stated)>> {
    let Some(document) = document else { return Some(Vec::new()) };
    let mut attributes = Vec::new();
    document.each(&at.field("attributes"), report, |name, value, at, report| {
        let key = Key::parse(name).ok();
        if key.is_none() {
            bad_key(name, at, report);
        }
        if let (key, Some(value)) = (key?, value?.0) {
            attributes.push((key, value));
        }
        Some(())
    })?;
    Some(attributes)
}

/// The tax that a price includes; the outer `None` is a problem.
pub(super) fn tax(
    document: Option<TaxDoc<'_>>,
    at: &Path<'_>,
    report: &mut Report,
) -> Option<Option<Rate>> {
    let Some(TaxDoc { rate, .. }) = document else { return Some(None) };
    let Number(rate) = rate?;
    if rate < Decimal::ZERO || rate > Decimal::from(100) {
        let message = format_args!("`{rate}` is not a percentage from 0 to 100");
        report.between(0, 100).error(Code::OutOfRange, &at.field("tax").field("rate"), message);
        return None;
    }
    Some(Some(Rate::percent(rate)))
}

fn currency(
    program: &Program,
    Text(code): Text<'_>,
    at: &Path<'_>,
    report: &mut Report,
) -> Option<()> {
    let expected = program.currency();
    if code != expected.code() {
        let message =
            format_args!("the cart is in `{}`, the programme in `{expected}`", shown(code));
        let report = report.with(&[("needs", Given::Text(expected.code()))]);
        report.error(Code::WrongCurrency, &at.field("currency"), message);
        return None;
    }
    Some(())
}

fn line(
    program: &Program,
    document: LineDoc<'_>,
    at: &Path<'_>,
    report: &mut Report,
) -> Option<Line> {
    let LineDoc { sku, category, brand, tags, kind, tax, attributes, discounted, .. } = document;
    let LineDoc { id, units, price_minor, floor_price_minor, .. } = document;
    let goods = GoodsDoc { sku, category, brand, tags, kind, tax, attributes, discounted };
    let goods = self::goods(goods, at, report);
    let (units, price) = (u32::try_from(units?.0).ok()?, Money::new(price_minor?.0)?);
    within_a_line(price, units, at, report)?;
    let floor = Money::clamped(floor_price_minor.map_or(0, |floor| floor.0));
    if floor > price {
        let message = format_args!("the floor {} is over the price", floor.minor());
        report.error(Code::Contradiction, &at.field("floor_price_minor"), message);
    }
    let mut line = Line::new(id?.0, units, price, goods?, &program.rules.selectors);
    line.floor_price = floor;
    Some(line)
}

/// The fields that say what a line sells, of a cart or of an order.
pub(super) struct GoodsDoc<'v> {
    pub(super) sku: Option<Keyed>,
    pub(super) category: Option<Keyed>,
    pub(super) brand: Option<Keyed>,
    pub(super) tags: Option<List<'v, Keyed, MAX_TAGS>>,
    pub(super) kind: Option<Kind>,
    pub(super) tax: Option<TaxDoc<'v>>,
    pub(super) attributes: Option<AttributesDoc<'v>>,
    pub(super) discounted: Option<DiscountedDoc>,
}

pub(super) fn goods(document: GoodsDoc<'_>, at: &Path<'_>, report: &mut Report) -> Option<Goods> {
    let tags = document.tags.unwrap_or_default();
    let tags = tags.each(&at.field("tags"), report, |Keyed(tag), _, _| Some(tag));
    let tax = tax(document.tax, at, report);
    let attributes = attributes(document.attributes, at, report);
    Some(Goods {
        sku: document.sku?.0,
        category: document.category.map(|it| it.0),
        brand: document.brand.map(|it| it.0),
        tags: tags?.into(),
        kind: document.kind.unwrap_or_default(),
        tax: tax?,
        attributes: attributes?.into(),
        discounted: document.discounted.is_some_and(|it| it.0),
    })
}

fn within_a_line(price: Money, units: u32, at: &Path<'_>, report: &mut Report) -> Option<()> {
    let list = price.times_units(units);
    if list.minor() > MAX_LINE_MINOR {
        let message =
            format_args!("the line costs {}, at most {MAX_LINE_MINOR} minor units", list.minor());
        report.error(Code::OverLimit, at, message);
        return None;
    }
    Some(())
}

fn within_an_order(list: Money, at: &Path<'_>, report: &mut Report) -> Option<()> {
    if list.minor() > MAX_ORDER_MINOR {
        let message =
            format_args!("the cart costs {}, at most {MAX_ORDER_MINOR} minor units", list.minor());
        report.error(Code::OverLimit, at, message);
        return None;
    }
    Some(())
}

pub(super) fn set_units(
    cart: &mut Cart,
    id: &str,
    units: &Value<'_>,
    report: &mut Report,
) -> Option<()> {
    let index = find(cart, id, report)?;
    let lines = Path::Root.field("lines");
    let at = lines.index(index);
    let Int(units) = Int::<1, MAX_UNITS>::read(units, &at.field("units"), report)?;
    let units = u32::try_from(units).ok()?;
    let line = &cart.lines[index];
    within_a_line(line.price, units, &at, report)?;
    let others = cart.cost() - line.list();
    within_an_order(others + line.price.times_units(units), &lines, report)?;
    cart.lines[index].units = units;
    Some(())
}

pub(super) fn add_line(
    cart: &mut Cart,
    document: LineDoc<'_>,
    at: &Path<'_>,
    report: &mut Report,
) -> Option<()> {
    let line = line(&cart.program, document, at, report)?;
    if cart.line(line.id.as_ref()).is_some() {
        let message = format_args!("the id `{}` is taken by a line of the cart", line.id);
        let report = report.id(line.id.as_ref());
        report.error(Code::DuplicateId, &at.field("id"), message);
        return None;
    }
    if exceeds(cart.lines.len() + 1, MAX_LINES) {
        let message = format_args!("a cart has at most {MAX_LINES} lines");
        report.at_most(MAX_LINES).error(Code::TooMany, at, message);
        return None;
    }
    within_an_order(cart.cost() + line.list(), at, report)?;
    // A field too many leaves a line whole, and yet it is refused.
    if report.has_errors() {
        return None;
    }
    cart.lines.push(line);
    cart.index();
    Some(())
}

pub(super) fn remove_line(cart: &mut Cart, id: &str, report: &mut Report) -> Option<()> {
    let index = find(cart, id, report)?;
    if cart.lines.len() == 1 {
        let message = format_args!("a cart has at least one line");
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
        let message = format_args!("the cart has no line `{}`", shown(id));
        let report = report.id(id);
        report.error(Code::UnknownLine, &Path::Root.field("lines"), message);
    }
    found
}
