//! A shop for the tests of what points buy: rules by hand, documents for the rest.

use std::sync::Arc;

use crate::cart::Cart;
use crate::engine::points::pool;
use crate::engine::quote::{AtPrice, QuoteOptions, Spend, quote};
use crate::member::{Debt, Member};
use crate::outcome::Quote;
use crate::program::{Amount, Cash, CashMaximum, Condition, PoolId, Price, Program, Rules};
use crate::value::{Id, Instant, Key, Money, Points, TzDatabase};

/// 2026-06-15T12:00:00+08:00.
pub(crate) const NOW: i64 = 1_781_496_000_000;

/// 1 point for each 1.00 paid; an offer takes 10 % off what is tagged `t`, from 100.00 on.
const PROGRAM: &str = r#"{
    "format": 1, "id": "p", "version": 1, "currency": "CNY", "zone": { "offset": "+08:00" },
    "points": {
        "earning": [{ "id": "r", "on": "order",
                      "give": { "per_amount": { "points": 1, "amount": "1.00" } } }]
    },
    "offers": [{ "id": "o", "target": { "lines": { "tags": ["t"] } },
                 "when": { "amount": { "at_least": "100.00", "of": {} } },
                 "benefit": { "percent": { "off": "10" } } }]
}"#;

pub(crate) fn money(minor: i64) -> Money {
    Money::new(minor).expect("within bounds")
}

pub(crate) fn points(count: i64) -> Points {
    Points::new(count).expect("within bounds")
}

pub(crate) fn at(millis: i64) -> Instant {
    Instant::from_millis(millis).expect("within bounds")
}

pub(crate) fn key(text: &str) -> Key {
    Key::parse(text).expect("a key")
}

pub(crate) fn id(text: &str) -> Id {
    Id::parse(text).expect("an id")
}

/// So many points are worth so many minor units, without any limit.
pub(crate) fn cash(count: i64, worth: i64) -> Cash {
    Cash {
        points: points(count),
        worth: money(worth),
        minimum: Points::ZERO,
        step: Points::SMALLEST,
        maximum: CashMaximum::default(),
        when: Condition::always(),
        exclude: None,
        shipping: false,
        without_coupons: false,
        same_order: false,
        whole_items: false,
        pool: PoolId::default(),
    }
}

/// A fixed price.
pub(crate) fn price(count: i64, minor: i64) -> Price {
    let number = |number| (number > 0).then_some(Amount::Fixed(number));
    Price { points: number(count), money: number(minor), mix: None }
}

pub(crate) fn program(change: impl FnOnce(&mut Rules)) -> Program {
    let mut program = Program::parse(PROGRAM, &TzDatabase).expect("a programme");
    change(Arc::get_mut(&mut program.rules).expect("nobody else has it"));
    program
}

pub(crate) fn with_cash(cash: Cash) -> Program {
    program(|rules| rules.points.cash = Some(cash))
}

/// Somebody with so many points, or owing so many.
pub(crate) fn member(program: &Program, balance: i64) -> Member {
    let left = balance.max(0);
    let lot = format!(
        r#"{{ "id": "l", "rule": "r", "source": "s", "granted": {left}, "left": {left},
              "earned_at": "2026-01-01T00:00:00Z", "available_at": "2026-01-01T00:00:00Z" }}"#
    );
    let lots = if left > 0 { lot } else { String::new() };
    let document = format!(
        r#"{{ "format": 1, "program": "p", "id": "m", "joined_at": "2026-01-01T00:00:00Z",
              "lots": [{lots}] }}"#
    );
    let mut member = program.member(document.as_str()).expect("a member");
    if balance < 0 {
        let (pool, points) = (pool(&program.rules), points(-balance));
        member.debts.push(Debt { pool, source: key("s"), points });
    }
    member
}

/// Lines by id, units, price and whether they are tagged; what shipping costs and a gift card pays.
pub(crate) fn cart(
    program: &Program,
    lines: &[(&str, u32, i64, bool)],
    shipping: i64,
    gift_card: i64,
) -> Cart {
    let line = |&(id, units, price, tagged): &(&str, u32, i64, bool)| {
        let tags = if tagged { r#"["t"]"# } else { "[]" };
        format!(
            r#"{{ "id": "{id}", "sku": "{id}", "units": {units}, "price_minor": {price},
                  "tags": {tags} }}"#
        )
    };
    let lines: Vec<String> = lines.iter().map(line).collect();
    let document = format!(
        r#"{{ "currency": "CNY", "lines": [{}], "shipping": {{ "cost_minor": {shipping} }},
              "gift_card_minor": {gift_card} }}"#,
        lines.join(",")
    );
    program.cart(document.as_str()).expect("a cart")
}

/// As many points as asked for, or as go.
pub(crate) fn spend(wanted: Option<i64>) -> Spend {
    wanted.map_or(Spend::Max, |wanted| Spend::Points(points(wanted)))
}

/// A quote that adds up.
pub(crate) fn quoted(
    member: &Member,
    cart: &Cart,
    wanted: Option<i64>,
    prices: &[(&str, &str, Option<i64>)],
) -> Quote {
    let prices = prices.iter().map(|&(line, price, wanted)| AtPrice {
        line: key(line),
        price: id(price),
        points: wanted.map(points),
    });
    let options = QuoteOptions {
        spend: spend(wanted),
        prices: prices.collect(),
        ..QuoteOptions::at(at(NOW))
    };
    let quote = quote(member, cart, &options).expect("a quote");
    adds_up(&quote);
    quote
}

fn adds_up(quote: &Quote) {
    let (totals, shipping) = (quote.totals, &quote.shipping);
    let parts = [totals.by_points, totals.by_card, totals.pay, shipping.pay, shipping.by_card];
    assert!(parts.iter().all(|part| *part >= Money::ZERO) && shipping.by_points >= Money::ZERO);
    let mut paid = shipping.by_points;
    for line in &quote.lines {
        assert_eq!(line.list - line.discount, line.net);
        assert_eq!(line.net - line.by_points - line.by_card, line.pay);
        assert!(line.pay >= Money::ZERO && line.by_points >= Money::ZERO);
        assert!(line.by_card >= Money::ZERO);
        paid += line.by_points;
    }
    let left = shipping.cost - shipping.discount;
    assert_eq!(left - shipping.by_points - shipping.by_card, shipping.pay);
    assert_eq!(totals.net + totals.shipping - totals.by_points - totals.by_card, totals.pay);
    assert_eq!(totals.by_points, paid);
    let bought = quote.points.prices.iter().filter(|price| price.reasons.is_empty());
    let at_price: Money = bought
        .map(|price| {
            let line = quote.lines.iter().find(|line| line.id == price.line).expect("a line");
            line.list - price.money
        })
        .sum();
    assert_eq!(totals.by_points, quote.points.spend.worth + at_price);
}

/// What points pay of each line, in minor units.
pub(crate) fn by_points(quote: &Quote) -> Vec<i64> {
    quote.lines.iter().map(|line| line.by_points.minor()).collect()
}

/// What is charged as money, and what that pays.
pub(crate) fn charged(quote: &Quote) -> (i64, i64) {
    (quote.points.spend.chosen.count(), quote.points.spend.worth.minor())
}
