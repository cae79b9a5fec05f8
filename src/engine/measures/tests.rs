//! Measures by hand: each number is worked out in a comment, never by the engine.

use std::sync::Arc;

use super::*;
use crate::engine::eligibility::{Answer, answer};
use crate::engine::facts::Facts;
use crate::member::Member;
use crate::program::{
    Around, Bound, Condition, DueAgain, Elapsed, LadderId, NthOrder, Numbers, Program, Selection,
    Within,
};
use crate::value::{Cycle, Date, Period, Span, TzDatabase};

/// Two pools and an activity; the conditions of offers name the goods that questions narrow to:
/// tea, of the brand hydra, tea that is not of hydra.
const PROGRAM: &str = r#"{
    "format": 1, "id": "p", "version": 1, "currency": "CNY", "zone": "Asia/Shanghai",
    "points": {
        "pools": [{ "id": "points" }, { "id": "growth", "spendable": "no" }],
        "earning": [{ "id": "buy", "on": "order",
                      "give": { "per_amount": { "points": 1, "amount": "1.00" } } }]
    },
    "activities": [{ "id": "night", "carries": ["quantity"] }, { "id": "scan" }],
    "offers": [
        { "id": "a", "when": { "units": { "at_least": 1, "of": { "categories": ["tea"] } } },
          "benefit": { "percent": { "off": "10" } } },
        { "id": "b", "when": { "units": { "at_least": 1, "of": { "brands": ["hydra"] } } },
          "benefit": { "percent": { "off": "10" } } },
        { "id": "c", "when": { "units": { "at_least": 1, "of": { "categories": ["tea"],
              "exclude": { "brands": ["hydra"] } } } },
          "benefit": { "percent": { "off": "10" } } }
    ]
}"#;

pub(in crate::engine) const TEA: usize = 0;
pub(in crate::engine) const HYDRA: usize = 1;
pub(in crate::engine) const OTHER_TEA: usize = 2;

pub(in crate::engine) fn at(text: &str) -> Instant {
    Instant::parse_rfc3339(text).expect(text)
}

pub(in crate::engine) fn date(text: &str) -> Date {
    Date::parse(text).expect(text)
}

/// A programme in a zone, in which these goods can be asked for.
pub(in crate::engine) fn shop(zone: &str, change: impl FnOnce(&mut Rules)) -> Program {
    let text = PROGRAM.replace("Asia/Shanghai", zone);
    let mut program = Program::parse(text.as_str(), &TzDatabase).expect("a programme");
    let rules = Arc::get_mut(&mut program.rules).expect("nobody else has it");
    rules.past = rules.facts.iter().map(|fact| fact.of).collect();
    change(rules);
    program
}

/// Which goods, of a programme of [`shop`].
pub(in crate::engine) fn goods(program: &Program, of: usize) -> Selection {
    program.rules.facts[of].of
}

/// Somebody who joined at an instant, with orders and reports.
pub(in crate::engine) fn member(
    program: &Program,
    joined: &str,
    orders: &[String],
    more: &str,
) -> Member {
    let document = format!(
        r#"{{ "format": 1, "program": "p", "id": "m", "joined_at": "{joined}",
              "orders": [{}] {more} }}"#,
        orders.join(",")
    );
    program.member(document.as_str()).unwrap_or_else(|problems| panic!("{problems:?}"))
}

/// A line: category, brand, units, price of one, units that came back.
pub(in crate::engine) type Sold = (&'static str, &'static str, u32, i64, u32);

/// An order of these lines, paid at their list prices.
pub(in crate::engine) fn order(id: &str, at: &str, lines: &[Sold]) -> String {
    let line = |(index, &(category, brand, units, price, returned)): (usize, &Sold)| {
        let net = i64::from(units) * price;
        format!(
            r#"{{ "id": "{index}", "sku": "s", "category": "{category}", "brand": "{brand}",
                  "units": {units}, "price_minor": {price}, "net_minor": {net},
                  "points_minor": 0, "returned": {returned} }}"#
        )
    };
    let lines: Vec<String> = lines.iter().enumerate().map(line).collect();
    format!(
        r#"{{ "id": "{id}", "event": "e-{id}", "at": "{at}", "lines": [{}] }}"#,
        lines.join(",")
    )
}

/// An order of one unit of something at a price.
pub(in crate::engine) fn sale(at: &str, price: i64) -> String {
    order(&format!("o-{at}"), at, &[("other", "other", 1, price, 0)])
}

pub(in crate::engine) fn report(at: &str, activity: &str, quantity: Option<i64>) -> String {
    let quantity = quantity.map_or(String::new(), |it| format!(r#", "quantity": {it}"#));
    format!(r#"{{ "event": "r-{at}", "activity": "{activity}", "at": "{at}"{quantity} }}"#)
}

/// What a measure comes to for a member, at an instant.
pub(in crate::engine) fn ask(
    member: &Member,
    now: &str,
    what: What,
    within: Within,
) -> Option<i64> {
    ask_of(member, now, what, within, Selection::default())
}

pub(in crate::engine) fn ask_of(
    member: &Member,
    now: &str,
    what: What,
    within: Within,
    of: Selection,
) -> Option<i64> {
    let member = with(member, |rules| rules.measures = [Measure { what, within, of }].into());
    Facts::new(&member, None, at(now)).number(MeasureId(0))
}

/// The member of a programme that says something else.
pub(in crate::engine) fn with(member: &Member, change: impl FnOnce(&mut Rules)) -> Member {
    let mut member = member.clone();
    // Nothing of the rules is shared but by the tests themselves.
    let mut program = shop(member.program.rules.calendar.zone().name(), |rules| {
        rules.calendar = member.program.rules.calendar.clone();
        rules.ladders = member.program.rules.ladders.clone();
        rules.history = member.program.rules.history;
    });
    change(Arc::get_mut(&mut program.rules).expect("nobody else has it"));
    member.program = program;
    member.index();
    member
}

pub(in crate::engine) fn days(count: i32) -> Duration {
    Duration::Calendar(Span { count, unit: Period::Day })
}

pub(in crate::engine) fn months(count: i32) -> Duration {
    Duration::Calendar(Span { count, unit: Period::Month })
}

fn hours(count: i64) -> Duration {
    Duration::Exact(count * 3_600_000)
}

const PAID: What = What::Spend(Basis::Paid);

mod conditions;
mod numbers;
mod oracle;
mod spans;
