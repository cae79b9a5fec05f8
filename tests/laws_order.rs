//! Orders that decide: what a check tells of a cart is what quotes of that cart say, both ways.
#![cfg(not(target_arch = "wasm32"))]

#[path = "support/gallery.rs"]
#[expect(dead_code, reason = "the vectors are looked at, not the stories")]
mod gallery;
#[path = "support/vectors.rs"]
mod vectors;
#[path = "support/zones.rs"]
mod zones;

use perks::problem::Code;
use perks::value::{Id, Instant, TzDatabase};
use perks::{Entered, Problem, Program, QuoteOptions, Wanted};
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Value, json};

fn money(minor: u32) -> String {
    format!("{}.{:02}", minor / 100, minor % 100)
}

fn benefit() -> impl Strategy<Value = Value> {
    prop_oneof![
        (1..=60_u32).prop_map(|off| json!({ "percent": { "off": off.to_string() } })),
        (1..=60_u32, 1..5_000_u32).prop_map(
            |(off, cap)| json!({ "percent": { "off": off.to_string(), "cap": money(cap) } })
        ),
        (1..4_000_u32).prop_map(|off| json!({ "amount": { "off": money(off) } })),
        (1..9_000_u32).prop_map(|price| json!({ "fixed_price": { "price": money(price) } })),
        (2..4_u32, 1..9_000_u32).prop_map(
            |(units, price)| json!({ "n_for": { "units": units, "price": money(price) } })
        ),
        (2..4_u32, 1..=100_u32).prop_map(
            |(every, off)| json!({ "nth_item": { "every": every, "off": off.to_string() } })
        ),
        (1..3_u32).prop_map(
            |units| json!({ "buy_get": { "buy": { "units": units }, "get": { "units": 1 } } })
        ),
    ]
}

fn offer(number: usize) -> impl Strategy<Value = Value> {
    let selector = || {
        select(vec![
            json!({}),
            json!({ "tags": ["t"] }),
            json!({ "brands": ["b"] }),
            json!({ "skus": ["s"], "exclude": { "tags": ["u"] } }),
        ])
    };
    let target = prop_oneof![
        2 => Just(json!("order")),
        2 => selector().prop_map(|of| json!({ "lines": of })),
        2 => (selector(), 1..4_u32, select(vec!["dearest", "cheapest", "cart_order"])).prop_map(
            |(of, most, take)| json!({ "units": { "of": of, "at_most": most, "take": take } })
        ),
    ];
    let when = prop_oneof![
        2 => Just(json!(null)),
        1 => (select(vec!["list", "current", "after"]), 500..9_000_u32).prop_map(|(base, least)| {
            json!({ "amount": { "at_least": money(least), "base": base, "of": {} } })
        }),
        1 => (1..4_u32).prop_map(|least| json!({ "units": { "at_least": least, "of": {} } })),
    ];
    let stacking = (
        0..2_u32,
        prop::option::weighted(0.3, Just("g")),
        prop::option::weighted(0.1, select(vec!["phase", "order"])),
    );
    let more = (1..4_u32, any::<bool>(), any::<bool>());
    (benefit(), target, when, stacking, more).prop_map(move |it| {
        let (benefit, target, when, (priority, group, exclusive), (until, coupon, list)) = it;
        let groups = ["n_for", "nth_item", "buy_get"].iter().any(|it| benefit.get(it).is_some());
        let whole = target == "order" && benefit.get("fixed_price").is_some();
        let mut offer = json!({
            "id": format!("o{number}"),
            "window": { "until": format!("2026-07-0{until}") },
            "when": when,
            "benefit": benefit,
            "stacking": { "priority": priority, "group": group, "exclusive": exclusive },
        });
        if groups || whole {
            offer["target"] = json!({ "units": { "at_most": 9, "take": "cart_order" } });
        } else {
            offer["target"] = target;
        }
        if list && offer["benefit"].get("percent").is_some() {
            offer["base"] = json!("list");
        }
        if coupon {
            offer["kind"] = json!({ "public_code": { "codes": [offer["id"]] } });
        }
        offer
    })
}

fn program() -> impl Strategy<Value = Value> {
    let choose = select(vec![
        "best",
        "best",
        "all",
        "best_per_line",
        "best_per_group",
        "first",
        "first_per_line",
        "levels",
    ]);
    let offers = (2..6_usize).prop_flat_map(|count| (0..count).map(offer).collect::<Vec<_>>());
    let more = (
        prop::option::weighted(0.2, 10..90_u32),
        prop::option::weighted(0.2, select(vec!["0.05", "1.00"])),
    );
    (offers, choose, any::<bool>(), more).prop_map(|(offers, choose, any, (most, coin))| {
        json!({
            "format": 1, "id": "p", "version": 1, "currency": "EUR", "zone": { "offset": "+00:00" },
            "rounding": { "total": coin.map(|coin| json!({ "granularity": coin })) },
            "stacking": {
                "choose": choose, "groups": [{ "id": "g" }],
                "per_unit": if any { "any" } else { "one" },
                "maximum": most.map(|most| json!({ "share": most.to_string() })),
            },
            "offers": offers,
        })
    })
}

fn read(document: &Value) -> Program {
    match Program::parse(document.to_string(), &TzDatabase) {
        Ok(program) => program,
        Err(problems) => panic!("{document:#}\n{}", problems.to_json()),
    }
}

/// What a quote takes off in major units, if these offers alone are picked.
fn off(document: &Value, cart: &Value, offers: &[&str]) -> String {
    let program = read(document);
    let cart = program.cart(cart.to_string()).expect("an example is a cart");
    let now = Instant::parse_rfc3339("2026-06-15T00:00:00Z").expect("an instant");
    let mut entered = Entered::default();
    entered.coupons.extend(offers.iter().map(|id| Wanted::Text((*id).to_owned())));
    let picked = offers.iter().map(|id| Id::parse(id).expect("an id")).collect();
    let options =
        QuoteOptions { offers: Some(picked), entered, nodes: 100_000, ..QuoteOptions::at(now) };
    let quote = program.guest().quote(&cart, &options).expect("a quote");
    program.currency().format_major(quote.totals.discount)
}

/// The document in which an offer comes first.
fn first(document: &Value, id: &str) -> Value {
    let mut document = document.clone();
    let offers = document["offers"].as_array_mut().expect("a list");
    let offer = offers.iter_mut().find(|offer| offer["id"] == id).expect("it is there");
    offer["stacking"]["priority"] = json!(offer["stacking"]["priority"].as_u64().unwrap_or(0) + 1);
    document
}

/// Whether a warning is borne out by quotes.
fn holds(document: &Value, problem: &Problem) -> Result<(), TestCaseError> {
    prop_assert_eq!(problem.code, Code::OrderDecides);
    let example = problem.example.as_deref().expect("it has one");
    let cart: Value = serde_json::from_str(example).expect("an example is JSON");
    let ids: Vec<&str> = problem.message.split('`').skip(1).step_by(2).collect();
    // "… take 14.50, in the other order 15.00"
    let (rest, other) = problem.message.rsplit_once(' ').expect("it ends with an amount");
    let (rest, _) = rest.rsplit_once(", ").expect("two parts");
    let (_, is) = rest.rsplit_once(' ').expect("an amount before");
    prop_assert!(is != other, "{}", problem);
    if problem.message.starts_with("offers ") {
        let both = [ids[0], ids[1]];
        prop_assert_eq!(off(document, &cart, &both), is, "{}", problem);
        prop_assert_eq!(off(&first(document, ids[0]), &cart, &both), is, "{}", problem);
        prop_assert_eq!(off(&first(document, ids[1]), &cart, &both), other, "{}", problem);
    } else {
        let mut turned = cart.clone();
        turned["lines"].as_array_mut().expect("lines").reverse();
        prop_assert_eq!(off(document, &cart, &ids[..1]), is, "{}", problem);
        prop_assert_eq!(off(document, &turned, &ids[..1]), other, "{}", problem);
    }
    Ok(())
}

proptest! {
    #[test]
    fn what_is_told_is_so(document in program()) {
        let program = read(&document);
        for problem in program.check() {
            holds(&document, &problem)?;
        }
        prop_assert_eq!(program.check(), program.check());
    }
}

/// Generated programmes have much to tell, or the law above says little.
#[test]
fn there_is_something_to_tell() {
    use proptest::strategy::ValueTree as _;
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let mut told = [0, 0];
    for _ in 0..100 {
        let document = program().new_tree(&mut runner).expect("a programme").current();
        for problem in read(&document).check() {
            told[usize::from(problem.message.starts_with("offers "))] += 1;
        }
    }
    assert!(told.iter().all(|told| *told > 10), "{told:?}");
}

/// Whatever a programme says, an example is a cart that it reads.
#[test]
fn examples_are_carts() {
    for (name, text) in vectors::VECTORS {
        let vector: Value = serde_json::from_str(text).expect("a vector is JSON");
        let source = &vector["program"];
        let text = match (source["file"].as_str(), source["text"].as_str()) {
            (Some(file), _) => gallery::document(file),
            (_, Some(text)) => text.to_owned(),
            _ => source["json"].to_string(),
        };
        let Ok(program) = Program::parse(text, &zones::Tables) else { continue };
        for problem in program.check() {
            let example = problem.example.as_deref().expect("it has one");
            assert!(program.cart(example).is_ok(), "{name}: {example}");
            assert!(problem.position.is_some(), "{name}: {problem}");
        }
    }
}

/// A programme of the largest size is looked at in bounded time.
#[test]
fn no_more_is_told_than_is_read() {
    let offer = |number: usize| {
        json!({ "id": format!("o{number}"), "target": "order",
                "benefit": { "amount": { "off": "1.00" } } })
    };
    let percent = |number: usize| {
        let benefit = json!({ "percent": { "off": (number % 60 + 1).to_string() } });
        json!({ "id": format!("p{number}"), "target": "order", "benefit": benefit })
    };
    let document = |offers: Vec<Value>| {
        let zone = json!({ "offset": "+00:00" });
        json!({ "format": 1, "id": "p", "version": 1, "currency": "EUR", "zone": zone,
                "offers": offers })
    };
    let in_order = |number: usize| {
        let units = json!({ "at_most": 1, "take": "cart_order" });
        json!({ "id": format!("c{number}"), "target": { "units": units },
                "benefit": { "amount": { "off": "1.00" } } })
    };
    assert_eq!(read(&document((0..300).map(in_order).collect())).check(), []);
    let quiet = read(&document((0..2_000).map(offer).collect()));
    assert_eq!(quiet.check(), []);
    // By their ids, all that take an amount come first.
    let loud: Vec<Value> =
        (0..2_000).map(|it| if it % 2 == 0 { offer(it) } else { percent(it) }).collect();
    assert_eq!(read(&document(loud)).check().len(), 20);
}
