//! Each numbered point of earning, with numbers worked out by hand, and its laws.
//!
//! Programmes are made by hand from a small one that was read: 1 yuan is 100 fen, days end at
//! midnight of +08:00, and the offers `x` and `y` name the lines of those tags.

mod bases;
mod capped;
mod laws;
mod multiplied;
mod occasions;

use std::sync::Arc;

use super::{LineAmounts, Occasion, TooManyPoints, earn};
use crate::cart::Cart;
use crate::engine::facts::{CartFacts, Facts};
use crate::member::Member;
use crate::outcome::Earned;
use crate::program::{
    Amount, Availability, Basis, Cap, CapPer, Condition, EarnLevel, Earning, Give, Multiplier, On,
    PerAmount, PerQuantity, PerUnit, PoolId, Program, RuleId, RuleSet, Rules, Selection, Steps,
    Streak,
};
use crate::value::{Decimal, Id, Instant, Key, Money, Points, Rate, Rounding, TzDatabase, Window};

/// 15 June 2026, a Monday, at noon in the programme's zone.
const NOW: &str = "2026-06-15T04:00:00Z";

const PROGRAM: &str = r#"{
  "format": 1, "id": "p", "version": 1, "currency": "CNY", "zone": { "offset": "+08:00" },
  "points": { "earning": [] },
  "offers": [
    { "id": "x", "kind": "automatic", "target": { "lines": { "tags": ["x"] } },
      "benefit": { "percent": { "off": "10" } } },
    { "id": "y", "kind": "automatic", "target": { "lines": { "tags": ["y"] } },
      "benefit": { "percent": { "off": "10" } } }
  ]
}"#;

fn instant(text: &str) -> Instant {
    Instant::parse_rfc3339(text).expect(text)
}

fn points(count: i64) -> Points {
    Points::new(count).expect("within bounds")
}

fn key(text: &str) -> Key {
    Key::parse(text).expect(text)
}

fn named(id: &str) -> Id {
    Id::parse(id).expect(id)
}

fn money(minor: i64) -> Money {
    Money::new(minor).expect("within bounds")
}

fn rate(text: &str) -> Rate {
    Rate::from_decimal(Decimal::parse(text).expect(text))
}

/// A factor.
fn billionths(text: &str) -> Amount {
    let decimal = Decimal::parse(text).expect(text);
    Amount::Fixed(decimal.mantissa() * 10_i64.pow(9 - u32::from(decimal.scale())))
}

/// So many points for each so many fen of what is paid, in full steps over the order.
fn per_amount(count: i64, amount: i64) -> PerAmount {
    PerAmount {
        points: Amount::Fixed(count),
        amount: Amount::Fixed(amount),
        basis: Basis::Paid,
        steps: Steps::Full,
        level: EarnLevel::Order,
        of: Selection::default(),
        shipping: false,
        tax: crate::program::Taxed::AsGiven,
        carried: false,
    }
}

fn rule(id: &str, give: Give) -> Earning {
    Earning {
        id: named(id),
        offer: None,
        on: On::Order,
        window: Window::ALWAYS,
        when: Condition::always(),
        give,
        pool: PoolId::default(),
        available: Availability::AtOnce,
        expires: None,
        caps: Box::default(),
        multiplied: true,
    }
}

fn amount_rule(per: PerAmount) -> Earning {
    rule("r", Give::PerAmount(per))
}

fn fixed(id: &str, count: i64) -> Earning {
    rule(id, Give::Points(Amount::Fixed(count)))
}

fn times(by: &str) -> Multiplier {
    Multiplier {
        id: named("m"),
        offer: None,
        by: billionths(by),
        when: Condition::always(),
        window: Window::ALWAYS,
        of: Selection::default(),
        rules: RuleSet::default(),
    }
}

fn cap(count: i64, per: CapPer) -> Cap {
    Cap { points: Amount::Fixed(count), per, refuse: false, rules: RuleSet::default() }
}

/// A programme, a member of it, and a cart with its amounts.
struct World {
    member: Member,
    cart: Cart,
    list: Vec<Money>,
    net: Vec<Money>,
    pay: Vec<Money>,
    shipping: Money,
    shipping_pay: Money,
    now: Instant,
}

/// The selections of the tags `x` and `y`.
fn tags(rules: &Rules) -> [Selection; 2] {
    [rules.offers[0].target.goods(), rules.offers[1].target.goods()]
}

impl World {
    /// With the changes of `rules`, and lines of so many units at such a price with such tags;
    /// their ids are `a`, `b`, ….
    fn new(lines: &[(u32, i64, &[&str])], change: impl FnOnce(&mut Rules)) -> Self {
        let mut program = Program::parse(PROGRAM, &TzDatabase).expect("a right programme");
        change(Arc::get_mut(&mut program.rules).expect("the only handle"));
        let line = |(index, (units, price, tags)): (usize, &(u32, i64, &[&str]))| {
            let id = char::from(b'a' + u8::try_from(index).expect("few"));
            serde_json::json!({
                "id": id, "sku": "s", "units": units, "price_minor": price, "tags": tags,
            })
        };
        let lines: Vec<_> = lines.iter().enumerate().map(line).collect();
        let document = serde_json::json!({ "currency": "CNY", "lines": lines }).to_string();
        let cart = program.cart(document).expect("a right cart");
        let list: Vec<Money> = cart.lines.iter().map(|line| line.list()).collect();
        let mut member = Member::guest(program);
        member.joined_at = Some(instant("2026-01-01T00:00:00Z"));
        Self {
            member,
            cart,
            net: list.clone(),
            pay: list.clone(),
            list,
            shipping: Money::ZERO,
            shipping_pay: Money::ZERO,
            now: instant(NOW),
        }
    }

    /// With these rules and nothing else.
    fn of(lines: &[(u32, i64, &[&str])], earning: Vec<Earning>) -> Self {
        Self::new(lines, |rules| rules.points.earning = earning.into())
    }

    fn rules(&self) -> &Rules {
        &self.member.program.rules
    }

    fn amounts(&self) -> LineAmounts<'_> {
        LineAmounts {
            cart: &self.cart,
            list: &self.list,
            net: &self.net,
            pay: &self.pay,
            shipping: self.shipping,
            shipping_net: self.shipping,
            shipping_pay: self.shipping_pay,
            offers: &[],
        }
    }

    fn ordered(&self) -> Result<Earned, usize> {
        self.on(Occasion::Order(&self.amounts()))
    }

    fn kept(&self, rounding: Option<Rounding>) -> Result<Earned, usize> {
        self.on(Occasion::Kept(&self.amounts(), rounding))
    }

    fn on(&self, occasion: Occasion<'_>) -> Result<Earned, usize> {
        let goods = CartFacts::new(self.rules(), &self.cart);
        let facts = Facts::new(&self.member, Some(&goods), self.now);
        earn(self.rules(), &facts, occasion).map_err(|TooManyPoints(rule)| rule)
    }

    /// By each rule of an order that is listed: points, before caps, of each line.
    fn earned(&self) -> Vec<(i64, Option<i64>, Vec<i64>)> {
        listed(&self.ordered().expect("within a lot"))
    }

    /// The points of the only rule of an order, and of its lines.
    fn single(&self) -> (i64, Vec<i64>) {
        let mut earned = self.earned();
        assert!(earned.len() <= 1, "{earned:?}");
        earned.pop().map(|(points, _, lines)| (points, lines)).unwrap_or_default()
    }
}

fn listed(earned: &Earned) -> Vec<(i64, Option<i64>, Vec<i64>)> {
    let counts = |lines: &[Points]| lines.iter().map(|points| points.count()).collect();
    let main = earned.rules.iter().filter(|rule| rule.pool_name.is_none());
    let sum = main.map(|rule| rule.points).sum();
    assert_eq!(earned.total, sum);
    earned
        .rules
        .iter()
        .map(|it| (it.points.count(), it.uncapped.map(Points::count), counts(&it.lines)))
        .collect()
}
