//! The choice among offers: it is compared with every set that combines, one by one.
//!
//! What combines is decided here from the document alone; each set is priced by picking it.

use std::cmp::Ordering;

use perks::value::{Id, Instant, TzDatabase};
use perks::{Cart, Entered, Program, QuoteOptions, Wanted};
use proptest::prelude::*;
use serde_json::{Value, json};

const NOW: &str = "2026-06-15T08:00:00Z";

/// How many cases; more where they are asked for, to look for rare ones.
fn cases() -> u32 {
    std::env::var("CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(32)
}

fn now() -> Instant {
    Instant::parse_rfc3339(NOW).expect("an instant")
}

/// An offer: what it gives, on what, and how it combines.
fn offer(number: usize) -> impl Strategy<Value = Value> {
    let sku = prop::sample::select(vec!["a", "b", "c"]);
    let groups = prop_oneof![
        (2..4_u32, 0..5_000_u32).prop_map(
            |(units, price)| json!({ "n_for": { "units": units, "price": money(price) } })
        ),
        (2..4_u32, 1..=100_u32).prop_map(
            |(every, off)| json!({ "nth_item": { "every": every, "off": off.to_string() } })
        ),
        (1..3_u32).prop_map(|units| json!({ "buy_get": {
            "buy": { "units": units }, "get": { "units": 1 } } })),
        (1..2_000_u32).prop_map(|amount| json!({ "bundle": { "amount": money(amount), "parts": [
            { "of": { "skus": ["a"] }, "units": 1 }, { "of": {}, "units": 1 }] } })),
    ];
    let benefit = prop_oneof![
        groups,
        (1..=100_u32).prop_map(|off| json!({ "percent": { "off": off.to_string() } })),
        (1..=60_u32, 1..2_000_u32).prop_map(
            |(off, cap)| json!({ "percent": { "off": off.to_string(), "cap": money(cap) } })
        ),
        (0..2_000_u32).prop_map(|price| json!({ "fixed_price": { "price": money(price) } })),
    ];
    let kind = prop_oneof![
        3 => sku.clone().prop_map(|sku| json!({ "target": { "lines": { "skus": [sku] } } })),
        1 => Just(json!({ "target": { "lines": {} } })),
        2 => (1..4_u32, prop::sample::select(vec!["dearest", "cheapest", "cart_order"])).prop_map(
            |(most, take)| json!({ "target": { "units": { "at_most": most, "take": take } } })
        ),
        3 => (any::<bool>(), any::<bool>()).prop_map(|(platform, list)| json!({
            "target": "order",
            "phase": if platform { "platform" } else { "shop" },
            "base": if list { "list" } else { "current" },
        })),
    ];
    let threshold = prop_oneof![
        4 => Just(None),
        1 => (prop::sample::select(vec!["list", "current", "after"]), 500..9_000_u32)
            .prop_map(Some),
    ];
    let coupon = prop::bool::weighted(0.4);
    let stacking = (
        prop::option::weighted(0.3, prop::sample::select(vec!["g", "h", "two"])),
        prop::option::weighted(0.1, prop::sample::select(vec!["phase", "order"])),
        prop::collection::vec(0..6_usize, 0..2),
        prop::option::weighted(0.1, prop::collection::vec(0..6_usize, 1..4)),
        0..3_u32,
    );
    (benefit, kind, threshold, stacking, 1..20_u32, coupon).prop_map(
        move |(benefit, kind, least, stacking, until, coupon)| {
            let (group, exclusive, not_with, only_with, priority) = stacking;
            let mut offer = json!({
                "id": format!("o{number}"),
                "window": { "until": format!("2026-07-{until:02}") },
                "benefit": benefit,
                "stacking": { "priority": priority },
            });
            for (name, value) in kind.as_object().expect("an object") {
                offer[name] = value.clone();
            }
            if offer["target"] == "order" && offer["benefit"].get("percent").is_none() {
                offer["benefit"] = json!({ "percent": { "off": "10" } });
            }
            if offer["benefit"].get("percent").is_none() {
                offer.as_object_mut().expect("an object").remove("base");
            }
            if let Some((base, least)) = least {
                let amount = json!({ "at_least": money(least), "base": base, "of": {} });
                offer["when"] = json!({ "amount": amount });
            }
            if coupon {
                offer["kind"] = json!({ "public_code": { "codes": [offer["id"]] } });
            }
            if let Some(group) = group {
                offer["stacking"]["group"] = json!(group);
            }
            if let Some(exclusive) = exclusive {
                offer["stacking"]["exclusive"] = json!(exclusive);
            }
            let names: Vec<String> = not_with.iter().map(|other| format!("o{other}")).collect();
            match only_with {
                _ if !names.is_empty() => offer["stacking"]["not_with"] = json!(names),
                Some(others) if exclusive != Some("order") => {
                    let names: Vec<String> = others.iter().map(|it| format!("o{it}")).collect();
                    offer["stacking"]["only_with"] = json!(names);
                }
                _ => {}
            }
            offer
        },
    )
}

fn money(minor: u32) -> String {
    format!("{}.{:02}", minor / 100, minor % 100)
}

fn offers() -> impl Strategy<Value = Vec<Value>> {
    (6..=7_usize).prop_flat_map(|count| (0..count).map(offer).collect::<Vec<_>>())
}

fn cart() -> impl Strategy<Value = Value> {
    let line = (1..5_u32, 1..3_000_u32);
    prop::collection::vec(line, 1..4).prop_map(|lines| {
        let skus = ["a", "b", "c"];
        let lines: Vec<Value> = lines
            .iter()
            .zip(skus)
            .map(|((units, price), sku)| {
                json!({ "id": sku, "sku": sku, "units": units, "price_minor": price })
            })
            .collect();
        json!({ "currency": "EUR", "lines": lines })
    })
}

fn program(offers: &[Value], stacking: &Value) -> Program {
    let mut stacking = stacking.clone();
    stacking["groups"] = json!([{ "id": "g" }, { "id": "h" }, { "id": "two", "at_most": 2 }]);
    let document = json!({
        "format": 1, "id": "p", "version": 1, "currency": "EUR", "zone": "Europe/Berlin",
        "stacking": stacking, "offers": offers,
    });
    match Program::parse(document.to_string(), &TzDatabase) {
        Ok(program) => program,
        Err(problems) => panic!("{document:#}\n{}", problems.to_json()),
    }
}

fn phase(offer: &Value) -> &str {
    match (&offer["phase"], &offer["target"]) {
        (Value::String(phase), _) => phase,
        (_, Value::String(_)) => "shop",
        _ => "line",
    }
}

/// Options with all codes entered.
fn options(offers: &[Value]) -> QuoteOptions {
    let mut entered = Entered::default();
    for offer in offers {
        let text = offer["id"].as_str().expect("an id").to_owned();
        entered.coupons.push(Wanted { text, offer: None });
    }
    QuoteOptions { entered, ..QuoteOptions::at(now()) }
}

/// How many of some offers are coupons.
fn coupons<'o>(offers: impl Iterator<Item = &'o Value>) -> usize {
    offers.filter(|offer| offer.get("kind").is_some()).count()
}

/// Whether a set of offers combines, by the document.
fn combines(offers: &[&Value], stacking: &Value) -> bool {
    let mut pairs = offers
        .iter()
        .enumerate()
        .flat_map(|(at, one)| offers[at + 1..].iter().map(move |other| (*one, *other)));
    let single = |offer: &Value| {
        let group = offer["stacking"]["group"].as_str();
        group.filter(|group| *group != "two").map(str::to_owned)
    };
    let names = |one: &Value, other: &Value| {
        let list = |field| one["stacking"].get(field).and_then(Value::as_array);
        let has = |list: &Vec<Value>| list.contains(&other["id"]);
        list("not_with").is_some_and(has) || list("only_with").is_some_and(|list| !has(list))
    };
    let alone = |one: &Value, other: &Value| match one["stacking"]["exclusive"].as_str() {
        Some("order") => true,
        Some("phase") => phase(one) == phase(other),
        _ => false,
    };
    let two = offers.iter().filter(|offer| offer["stacking"]["group"] == "two").count();
    let most = stacking["coupons"].as_u64();
    two <= 2
        && most.is_none_or(|most| coupons(offers.iter().copied()) as u64 <= most)
        && !pairs.any(|(one, other)| {
            (single(one).is_some() && single(one) == single(other))
                || names(one, other)
                || names(other, one)
                || alone(one, other)
                || alone(other, one)
        })
}

fn quote(program: &Program, cart: &Cart, options: &QuoteOptions) -> Value {
    let member = program.guest();
    let quote = member.quote(cart, options).expect("a quote");
    serde_json::from_str(&quote.to_json()).expect("it is JSON")
}

fn saved(quote: &Value) -> i64 {
    quote["totals"]["discount_minor"].as_i64().expect("an amount")
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(cases()))]

    /// No set that combines saves more than the choice; with few nodes, none more than its bound.
    #[test]
    fn no_combination_saves_more(
        offers in offers(),
        document in cart(),
        any in any::<bool>(),
        most in prop::option::of(5..100_u32),
        places in (prop::option::of(1..4_u32), prop::option::weighted(0.3, 1..3_u32)),
        nodes in 1..12_u32,
    ) {
        let mut stacking = json!({ "per_unit": if any { "any" } else { "one" } });
        if let Some(most) = most {
            stacking["maximum"] = json!({ "share": most.to_string() });
        }
        if let Some(most) = places.0 {
            stacking["coupons"] = json!(most);
        }
        if let Some(most) = places.1 {
            stacking["coupons_per_line"] = json!(places.0.unwrap_or(most).min(most));
        }
        let program = program(&offers, &stacking);
        let cart = program.cart(document.to_string()).expect("a cart");
        let free = QuoteOptions { nodes: 1_000_000, ..options(&offers) };
        let best = quote(&program, &cart, &free);
        let (mut greatest, mut fewest) = (0, usize::MAX);
        for set in 0..1_u32 << offers.len() {
            let in_set = |at: usize| set >> at & 1 == 1;
            let all = offers.iter().enumerate();
            let of_set: Vec<&Value> = all.filter(|(at, _)| in_set(*at)).map(|(_, it)| it).collect();
            if combines(&of_set, &stacking) {
                let (saves, used) = priced(&offers, &stacking, &document, &of_set);
                match saves.cmp(&greatest) {
                    Ordering::Greater => (greatest, fewest) = (saves, used),
                    Ordering::Equal => fewest = fewest.min(used),
                    Ordering::Less => {}
                }
            }
        }
        let shown = (json!(offers), &document, &best["offers"]);
        prop_assert_eq!(saved(&best), greatest, "{:#?}", shown);
        let proof = &best["offers"]["proof"];
        prop_assert!(proof.is_null() || proof["optimal"] == true, "{:#}", proof);
        if places.0.is_some() {
            prop_assert_eq!(used(&best, &offers), fewest, "{:#?}", shown);
        }
        let few = quote(&program, &cart, &QuoteOptions { nodes, ..options(&offers) });
        let bound = few["offers"]["proof"]["bound_minor"].as_i64().unwrap_or(saved(&few));
        prop_assert!(saved(&few) <= greatest && greatest <= bound, "{:#}", few["offers"]);
    }
}

proptest! {
    /// What is told of each pair is what the document says; and no pair applies that conflicts.
    #[test]
    fn what_combines_is_told(
        offers in offers(),
        document in cart(),
        choose in prop::sample::select(vec![
            "best", "all", "best_per_line", "best_per_group", "first", "first_per_line", "levels",
        ]),
        coupons in prop::option::of(1..3_u32),
    ) {
        let mut stacking = json!({ "choose": choose });
        if let Some(most) = coupons {
            stacking["coupons"] = json!(most);
        }
        let program = program(&offers, &stacking);
        let cart = program.cart(document.to_string()).expect("a cart");
        let quote = quote(&program, &cart, &options(&offers));
        let applied = quote["offers"]["applied"].as_array().expect("a list");
        let applies = |offer: &Value| applied.iter().any(|it| it["offer"] == offer["id"]);
        for (at, one) in offers.iter().enumerate() {
            for other in &offers[..at] {
                let id = |offer: &Value| offer["id"].as_str().expect("an id").to_owned();
                let why = program.conflicts(&id(one), &id(other)).expect("both are there");
                let combine = why.is_empty();
                prop_assert_eq!(combine, combines(&[one, other], &stacking), "{} {}", one, other);
                prop_assert!(combine || !applies(one) || !applies(other), "{} {}", one, other);
            }
        }
    }
}

/// How many coupons a quote uses.
fn used(quote: &Value, offers: &[Value]) -> usize {
    let applied = quote["offers"]["applied"].as_array().expect("a list");
    let is_used = |offer: &&Value| applied.iter().any(|it| it["offer"] == offer["id"]);
    coupons(offers.iter().filter(is_used))
}

/// What a set saves that is picked, in a programme that applies all of it, and its coupons.
fn priced(offers: &[Value], stacking: &Value, cart: &Value, set: &[&Value]) -> (i64, usize) {
    let mut stacking = stacking.clone();
    stacking["choose"] = json!("all");
    let program = program(offers, &stacking);
    let cart = program.cart(cart.to_string()).expect("a cart");
    let ids = set.iter().map(|offer| Id::parse(offer["id"].as_str().expect("an id")));
    let picked = ids.map(|id| id.expect("an id")).collect();
    let quote = quote(&program, &cart, &QuoteOptions { offers: Some(picked), ..options(offers) });
    (saved(&quote), used(&quote, offers))
}
