//! Timings of what an app asks of a member with thousands of orders: they only inform. Each
//! programme asks one thing, so that its cost stands alone.

use divan::Bencher;
use perks::value::{Instant, TzDatabase};
use perks::{Member, Program};
use serde_json::{Value, json};

fn main() {
    divan::main();
}

const NOW: &str = "2026-11-20T04:00:00Z";
/// 2013 to 2026: an order a day for 5,000 of them.
const DAY_MILLIS: i64 = 86_400_000;

fn now() -> Instant {
    Instant::parse_rfc3339(NOW).expect("it is one")
}

/// So many orders of two lines, the last of them today, one a day.
fn orders(count: i64) -> Value {
    let order = |index: i64| {
        let line = |id: i64, category: &str, price: i64| {
            json!({ "id": format!("{id}"), "sku": format!("s-{}", (index + id) % 90),
                    "category": category, "brand": format!("b-{}", (index + id) % 12),
                    "units": 1 + id, "price_minor": price, "net_minor": price * (1 + id),
                    "points_minor": 0, "returned": i64::from(index % 50 == 0 && id == 1) })
        };
        let category = ["tea/green", "tea/black", "mug", "coffee"][(index % 4) as usize];
        json!({ "id": format!("o-{index}"), "event": format!("e-{index}"),
                "at": now().millis() - (count - 1 - index) * DAY_MILLIS,
                "lines": [line(1, category, 1_990), line(2, "home/paper", 450)] })
    };
    (0..count).map(order).collect()
}

/// A programme whose segment asks this, and a member.
fn club(when: &Value, count: i64) -> (Program, Member) {
    let document = json!({
        "format": 1, "id": "club", "version": 1, "currency": "CNY", "zone": "Asia/Shanghai",
        "points": { "earning": [{ "id": "buy", "on": "order", "give": { "points": 1 } }] },
        "segments": [{ "id": "asked", "when": when }],
        "history": { "keep": { "years": 100 } },
    });
    let program = Program::parse(document.to_string(), &TzDatabase).expect("a programme");
    let document = json!({
        "format": 1, "program": "club", "id": "m", "joined_at": "2010-01-01T00:00:00Z",
        "orders": orders(count),
    });
    let member = program.member(document.to_string()).expect("a member");
    (program, member)
}

fn status(bencher: Bencher<'_, '_>, when: &Value, count: i64) {
    let (_, member) = club(when, count);
    bencher.bench_local(|| member.status(now()).expect("settles"));
}

#[divan::bench(args = [50, 500, 5_000])]
fn nothing(bencher: Bencher<'_, '_>, count: i64) {
    status(bencher, &json!("enrolled"), count);
}

#[divan::bench(args = [50, 500, 5_000])]
fn spend_ever(bencher: Bencher<'_, '_>, count: i64) {
    status(bencher, &json!({ "spend": { "at_least": "1.00" } }), count);
}

#[divan::bench(args = [50, 500, 5_000])]
fn visits_of_a_year(bencher: Bencher<'_, '_>, count: i64) {
    let when = json!({ "visits": { "within": { "last": { "years": 1 } }, "at_least": 1 } });
    status(bencher, &when, count);
}

#[divan::bench(args = [50, 500, 5_000])]
fn spend_on_tea_ever(bencher: Bencher<'_, '_>, count: i64) {
    let when = json!({ "spend": { "of": { "categories": ["tea"] }, "at_least": "1.00" } });
    status(bencher, &when, count);
}

#[divan::bench(args = [50, 500, 5_000])]
fn tea_is_due_again(bencher: Bencher<'_, '_>, count: i64) {
    let when = json!({ "due_again": { "of": { "categories": ["tea"] } } });
    status(bencher, &when, count);
}

/// What reading the record costs, with what is kept at hand of it.
#[divan::bench(args = [50, 500, 5_000])]
fn read(bencher: Bencher<'_, '_>, count: i64) {
    let when = json!({ "spend": { "of": { "categories": ["tea"] }, "at_least": "1.00" } });
    let (program, member) = club(&when, count);
    let text = member.to_json();
    bencher.bench_local(|| program.member(text.as_str()).expect("a member"));
}
