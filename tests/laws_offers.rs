//! Laws of offers, over generated programmes and carts with every benefit that takes something off:
//! what adds up, what is never passed, and what does not depend on an order or on other lines.
#![cfg(not(target_arch = "wasm32"))]

#[path = "support/allocation.rs"]
mod allocation;

use std::collections::BTreeMap;

use allocation::allocation;
use perks::value::TzDatabase;
use perks::{Program, Quote, QuoteOptions};
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Value, json};

/// The quote of a guest.
fn quoted(program: &Value, cart: &Value) -> Quote {
    let read = Program::parse(program.to_string(), &TzDatabase);
    let read = read.unwrap_or_else(|problems| panic!("{problems}\n{program:#}"));
    let cart = read.cart(cart.to_string()).unwrap_or_else(|problems| panic!("{problems}"));
    let options = QuoteOptions::parse(json!({ "now": 1_781_496_000_000_i64 }).to_string());
    read.guest().quote(&cart, &options.expect("right options")).expect("within limits")
}

fn program(offers: &[Value], settings: &Value) -> Value {
    let mut program = json!({
        "format": 1, "id": "p", "version": 1, "currency": "CNY", "zone": { "offset": "+08:00" },
    });
    for (field, value) in settings.as_object().into_iter().flatten() {
        program[field] = value.clone();
    }
    let named = offers.iter().enumerate().map(|(i, offer)| {
        let mut offer = offer.clone();
        offer["id"] = format!("o{}", (i * 7 + 3) % 10).into();
        offer
    });
    program["offers"] = named.collect();
    program
}

/// What shipping costs, in minor units.
const SHIPPING: i64 = 749;

/// What all offers save, of goods and of shipping.
fn saves(quote: &Quote) -> i64 {
    quote.totals.discount.minor() + quote.totals.shipping_discount.minor()
}

fn cart(lines: &[Value]) -> Value {
    let named = lines.iter().enumerate().map(|(i, line)| {
        let mut line = line.clone();
        line["id"] = format!("l{}", (i * 3 + 2) % 10).into();
        line
    });
    json!({ "currency": "CNY", "lines": named.collect::<Value>(),
            "shipping": { "cost_minor": SHIPPING, "tax": { "rate": "7" } } })
}

/// An amount in major units.
fn major(minor: i64) -> String {
    format!("{}.{:02}", minor / 100, minor % 100)
}

fn money() -> impl Strategy<Value = String> {
    prop_oneof![1..=9_i64, 1..=1_000_i64, 1..=20_000_i64].prop_map(major)
}

fn tag() -> impl Strategy<Value = &'static str> {
    select(vec!["a", "b", "c"])
}

/// Lines with tags; some with a floor price, another price, tax, or for nothing.
fn lines() -> impl Strategy<Value = Vec<Value>> {
    let price = prop_oneof![4 => 0..=3_000_i64, 1 => 0..=12_i64, 1 => Just(1_000)];
    let line = (
        1..=9_i64,
        price,
        prop::option::weighted(0.4, 0..=100_i64),
        prop::option::weighted(0.5, 0..=120_i64),
        prop::option::weighted(0.5, select(vec!["19", "7", "0", "13"])),
        prop::collection::vec(tag(), 0..3),
        select(vec!["goods", "goods", "goods", "fee"]),
    );
    let line = line.prop_map(|(units, price, floor, other, tax, tags, kind)| {
        json!({ "sku": format!("s{}", price % 3), "units": units, "price_minor": price,
                "floor_price_minor": floor.map(|percent| price * percent / 100),
                "attributes": { "other": other.map(|percent| price * percent / 100) },
                "tax": tax.map(|rate| json!({ "rate": rate })), "tags": tags, "kind": kind })
    });
    prop::collection::vec(line, 1..7)
}

fn amount_off() -> impl Strategy<Value = Value> {
    (
        money(),
        select(vec!["order", "line", "unit"]),
        select(vec!["spill", "clamp"]),
        select(vec!["pass_on", "lost"]),
        select(vec![
            json!(null),
            json!(["goods"]),
            json!(["fees"]),
            json!(["goods", "fees"]),
            json!(["goods", "shipping"]),
            json!(["shipping"]),
        ]),
    )
        .prop_map(|(off, per, over, floor, reaches)| {
            json!({ "amount": { "off": off, "per": per, "over": over, "floor_price": floor,
                                "reaches": reaches } })
        })
}

fn every() -> impl Strategy<Value = Value> {
    let full = prop_oneof![
        money().prop_map(|amount| ("amount", json!(amount))),
        (1..=6_i64).prop_map(|units| ("units", json!(units))),
    ];
    (full, money(), prop::option::of(money()), prop::option::of(1..=5_i64)).prop_map(
        |((by, full), off, cap, at_most)| {
            json!({ "every": { by: full, "off": off, "cap": cap, "at_most": at_most } })
        },
    )
}

/// Some units together.
fn group() -> impl Strategy<Value = Value> {
    let off = || select(vec!["5", "50", "100"]);
    let part = || (tag(), 1..=2_i64);
    prop_oneof![
        (1..=3_i64, 1..=2_i64, off()).prop_map(|(buy, get, off)| {
            json!({ "buy_get": { "buy": { "units": buy + get },
                                 "get": { "units": get, "off": off } } })
        }),
        (2..=4_i64, money(), select(vec!["list", "share"])).prop_map(|(units, price, left)| {
            json!({ "n_for": { "units": units, "price": price, "left_over": left } })
        }),
        (2..=4_i64, off())
            .prop_map(|(every, off)| json!({ "nth_item": { "every": every, "off": off } })),
        (part(), part(), select(vec!["price", "amount"]), money()).prop_map(
            |((one, some), (other, more), by, money)| {
                json!({ "bundle": { by: money, "parts": [
                    { "of": { "tags": [one] }, "units": some },
                    { "of": { "tags": [other] }, "units": more },
                ] } })
            }
        ),
    ]
}

/// Every benefit that takes something off goods.
fn benefit() -> impl Strategy<Value = Value> {
    let share = || select(vec!["5", "12.5", "33.333", "50", "100", "0.5"]);
    let prices = prop::collection::btree_map(select(vec!["s0", "s1", "s2"]), money(), 1..3);
    prop_oneof![
        (share(), prop::option::weighted(0.3, money()))
            .prop_map(|(off, cap)| json!({ "percent": { "off": off, "cap": cap } })),
        money().prop_map(|price| json!({ "fixed_price": { "price": price } })),
        prices.prop_map(|prices| json!({ "price_list": { "prices": prices } })),
        amount_off(),
        every(),
        group(),
        (select(vec!["member_price", "price_match"]), share())
            .prop_map(|(by, share)| json!({ by: { "attribute": "other", "share": share } })),
    ]
}

fn mode() -> impl Strategy<Value = &'static str> {
    select(vec!["floor", "ceil", "half_up", "half_down", "half_even", "half_odd"])
}

/// Which lines or units, in which order; of the order where that makes sense.
fn target(of_order: bool) -> impl Strategy<Value = Value> {
    let units = (tag(), 1..=6_i64, select(vec!["dearest", "cheapest"])).prop_map(
        |(tag, at_most, take)| {
            json!({ "units": { "of": { "tags": [tag] }, "at_most": at_most, "take": take } })
        },
    );
    let lines = tag().prop_map(|tag| json!({ "lines": { "tags": [tag] } }));
    let order = if of_order { 3 } else { 0 };
    prop_oneof![4 => lines, 2 => units, order => Just(json!("order"))]
}

fn offer(of_order: bool) -> impl Strategy<Value = Value> {
    let bearer = select(vec![
        json!(null),
        json!("brand"),
        json!({ "split": { "brand": "33.4", "shop": "33.3", "platform": "33.3" } }),
    ]);
    let rounding = (mode(), select(vec!["line", "unit", "order"]), select(vec!["0.01", "0.10"]));
    let rounding = prop::option::of(rounding.prop_map(|(mode, level, granularity)| {
        json!({ "mode": mode, "level": level, "granularity": granularity,
                "subject": "discount" })
    }));
    let place = (target(of_order), select(vec![None, Some("shop"), Some("platform")]));
    (benefit(), place, rounding, bearer, select(vec!["list", "current"])).prop_map(
        |(benefit, (mut target, phase), rounding, bearer, base)| {
            let whole = ["percent", "amount", "every", "member_price", "price_match"];
            if target == "order" && !whole.iter().any(|it| benefit.get(it).is_some()) {
                target = json!({ "lines": {} });
            }
            let percent = benefit.get("percent").is_some();
            json!({ "benefit": benefit, "target": target, "phase": phase, "bearer": bearer,
                    "rounding": rounding, "base": percent.then_some(base) })
        },
    )
}

fn settings() -> impl Strategy<Value = Value> {
    let total = prop::option::weighted(0.3, select(vec!["0.10", "0.50", "1.00"]));
    let fixed = select(vec!["as_given", "net", "gross"]);
    let subject = select(vec!["discount", "price"]);
    let level = select(vec!["unit", "line", "order"]);
    (allocation(), total, fixed, subject, any::<bool>(), level).prop_map(
        |(allocation, total, fixed, subject, excluded, level)| {
            let total = total.filter(|_| !excluded);
            json!({
                "rounding": {
                    "subject": subject,
                    "total": total.map(|coin| json!({ "granularity": coin })),
                    "allocation": allocation,
                },
                "tax": { "prices": if excluded { "exclude" } else { "include" },
                         "fixed_amounts": fixed, "rounding": { "level": level } },
            })
        },
    )
}

fn offers(of_order: bool) -> impl Strategy<Value = Vec<Value>> {
    prop::collection::vec(offer(of_order), 1..6)
}

/// The JSON of each line by its id.
fn by_id(quote: &Quote) -> BTreeMap<String, Value> {
    let quote: Value = serde_json::from_str(&quote.to_json()).expect("JSON");
    let lines = quote["lines"].as_array().expect("lines").iter();
    lines.map(|line| (line["id"].to_string(), line.clone())).collect()
}

/// A permutation of a list of a document, by random keys.
fn shuffle(document: &mut Value, list: &str, keys: &[u32]) {
    if let Some(Value::Array(list)) = document.get_mut(list) {
        let mut keyed: Vec<_> = keys.iter().copied().cycle().zip(list.drain(..)).collect();
        keyed.sort_by_key(|(key, _)| *key);
        list.extend(keyed.into_iter().map(|(_, element)| element));
    }
}

proptest! {
    /// Nothing is negative or below a floor; shares add up, over lines, offers, bearers and taxes.
    #[test]
    fn nothing_is_passed_and_all_adds_up(
        offers in offers(true),
        settings in settings(),
        lines in lines(),
    ) {
        let (program, cart) = (program(&offers, &settings), cart(&lines));
        let quote = quoted(&program, &cart);
        let excluded = settings["tax"]["prices"] == "exclude";
        let (mut saved, mut net, mut tax) = (0, 0, 0);
        for (line, of) in quote.lines.iter().zip(&lines) {
            let minor = |it: perks::value::Money| it.minor();
            prop_assert_eq!(line.discount, line.discounts.iter().map(|it| it.amount).sum());
            prop_assert_eq!(line.list - line.discount, line.net);
            prop_assert!(line.discounts.iter().all(|it| it.amount.minor() > 0));
            let floor = of["floor_price_minor"].as_i64().unwrap_or(0) * i64::from(line.units);
            prop_assert!(minor(line.net) >= floor, "{:?} under {}", line, floor);
            for it in line.discounts.iter().filter(|it| it.offer.is_some()) {
                saved += it.amount.minor();
            }
            net += minor(line.net);
            if let Some(of_line) = line.tax {
                tax += minor(of_line.tax);
                let with = minor(of_line.base) + if excluded { 0 } else { minor(of_line.tax) };
                prop_assert_eq!(with, minor(line.net));
                prop_assert!(minor(of_line.tax) >= 0);
            }
        }
        let shipping = &quote.shipping;
        let off: i64 = shipping.discounts.iter().map(|it| it.amount.minor()).sum();
        prop_assert_eq!(shipping.discount.minor(), off);
        prop_assert_eq!(shipping.pay.minor(), SHIPPING - off);
        saved += off;
        tax += shipping.tax.map_or(0, |it| it.tax.minor());
        let applied: i64 = quote.offers.applied.iter().map(|it| it.saves.minor()).sum();
        prop_assert_eq!(applied, saved);
        prop_assert_eq!(quote.totals.net.minor(), net);
        prop_assert_eq!(quote.totals.tax.minor(), tax);
        let due = quote.totals.due.map(|due| due.minor());
        prop_assert_eq!(due, excluded.then(|| quote.totals.pay.minor() + tax));
    }

    /// What no offer of lines or units is about changes nothing of the lines that one is about.
    #[test]
    fn an_unrelated_line_changes_no_other(
        offers in offers(false),
        mut settings in settings(),
        lines in lines(),
        price in 0..=3_000_i64,
    ) {
        settings["rounding"]["total"] = Value::Null;
        settings["tax"]["rounding"]["level"] = json!("line");
        let untargeted = |offer: &Value| offer["target"] == json!({ "lines": {} });
        prop_assume!(!offers.iter().any(untargeted));
        let program = program(&offers, &settings);
        let mut more = lines.clone();
        more.push(json!({ "sku": "new", "units": 2, "price_minor": price, "tags": ["other"] }));
        let (before, after) = (quoted(&program, &cart(&lines)), quoted(&program, &cart(&more)));
        let (before, mut after) = (by_id(&before), by_id(&after));
        after.retain(|id, _| before.contains_key(id));
        prop_assert_eq!(before, after);
    }

    /// Neither the order of offers nor that of lines changes what a line costs.
    #[test]
    fn the_order_of_documents_does_not_matter(
        offers in offers(true),
        settings in settings(),
        lines in lines(),
        keys in prop::collection::vec(any::<u32>(), 8),
    ) {
        let (program, cart) = (program(&offers, &settings), cart(&lines));
        let (mut other, mut shuffled) = (program.clone(), cart.clone());
        shuffle(&mut other, "offers", &keys);
        shuffle(&mut shuffled, "lines", &keys);
        let (one, two) = (quoted(&program, &cart), quoted(&other, &shuffled));
        prop_assert_eq!(by_id(&one), by_id(&two));
        prop_assert_eq!(one.totals, two.totals);
    }

    /// An amount that spills over is taken as far as there is room above the floors, whatever
    /// shares it; ten times the prices and amounts take ten times as much.
    #[test]
    fn a_spilling_amount_is_all_taken(
        off in 1..=20_000_i64,
        per in select(vec!["order", "line", "unit"]),
        mut settings in settings(),
        lines in lines(),
    ) {
        settings["rounding"]["total"] = Value::Null;
        settings["tax"]["fixed_amounts"] = json!("as_given");
        let saved = |times: i64| {
            let amount = json!({ "off": major(off * times), "per": per,
                                 "reaches": ["goods", "fees", "shipping"] });
            let offer = json!({ "target": "order", "benefit": { "amount": amount } });
            let mut lines = lines.clone();
            for line in &mut lines {
                for field in ["price_minor", "floor_price_minor"] {
                    if let Some(minor) = line[field].as_i64() {
                        line[field] = (minor * times).into();
                    }
                }
            }
            let mut cart = cart(&lines);
            cart["shipping"]["cost_minor"] = (SHIPPING * times).into();
            saves(&quoted(&program(&[offer], &settings), &cart))
        };
        let number = |line: &Value, field: &str| line[field].as_i64().unwrap_or(0);
        let room = |line: &Value| {
            let unit = number(line, "price_minor") - number(line, "floor_price_minor");
            unit * number(line, "units")
        };
        let room = SHIPPING + lines.iter().map(room).sum::<i64>();
        let units: i64 = lines.iter().map(|line| number(line, "units")).sum();
        // Shipping is one line, and one unit.
        let times = match per {
            "order" => 1,
            "line" => 1 + i64::try_from(lines.len()).expect("few lines"),
            _ => 1 + units,
        };
        prop_assert_eq!(saved(1), room.min(off * times));
        prop_assert_eq!(saved(10), saved(1) * 10);
    }

    /// For each full so much, at most so often, capped, and as far as there is room.
    #[test]
    fn every_full_amount_counts_once(
        full in 1..=9_000_i64,
        off in 1..=900_i64,
        cap in prop::option::of(1..=9_000_i64),
        at_most in prop::option::of(1..=5_i64),
        lines in lines(),
    ) {
        let every = json!({ "amount": major(full), "off": major(off), "cap": cap.map(major),
                            "at_most": at_most });
        let offer = json!({ "benefit": { "every": every } });
        let quote = quoted(&program(&[offer], &json!({})), &cart(&lines));
        // Fees neither count nor become cheaper.
        let goods = || quote.lines.iter().zip(&lines).filter(|(_, of)| of["kind"] != "fee");
        let list: i64 = goods().map(|(line, _)| line.list.minor()).sum();
        let times = (list / full).min(at_most.unwrap_or(i64::MAX));
        let wanted = (off * times).min(cap.unwrap_or(i64::MAX));
        let room: i64 = goods().map(|(line, of)| {
            let floor = of["floor_price_minor"].as_i64().unwrap_or(0);
            (line.price.minor() - floor) * i64::from(line.units)
        }).sum();
        prop_assert_eq!(quote.totals.discount.minor(), wanted.min(room));
    }

    /// A rounded total is a multiple of the coin, and less than one coin was taken for it, unless
    /// floor prices leave no room.
    #[test]
    fn a_total_is_rounded_to_a_coin(
        offers in offers(true),
        coin in select(vec![5_i64, 10, 100]),
        shipping in 0..=900_i64,
        mut lines in lines(),
    ) {
        for line in &mut lines {
            line["floor_price_minor"] = Value::Null;
        }
        let total = json!({ "rounding": { "total": { "granularity": major(coin) } } });
        let mut cart = cart(&lines);
        cart["shipping"] = json!({ "cost_minor": shipping });
        let rounded = quoted(&program(&offers, &total), &cart);
        let plain = quoted(&program(&offers, &json!({})), &cart);
        let (before, after) = (plain.totals.pay.minor(), rounded.totals.pay.minor());
        let over = before % coin;
        let taken = if over <= plain.totals.net.minor() { over } else { 0 };
        prop_assert_eq!(before - after, taken);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    /// What is proved best is as good as the best of all sets, each tried.
    #[test]
    fn no_set_saves_more(
        offers in offers(true),
        mut settings in settings(),
        lines in lines(),
    ) {
        settings["rounding"]["total"] = Value::Null;
        let cart = cart(&lines);
        let best = quoted(&program(&offers, &settings), &cart);
        prop_assume!(best.offers.proof.as_ref().is_none_or(|proof| proof.gap.minor() == 0));
        settings["stacking"] = json!({ "choose": "all" });
        let whole = program(&offers, &settings);
        for set in 0..1_usize << offers.len() {
            let mut some = whole.clone();
            let all = whole["offers"].as_array().expect("offers").iter().enumerate();
            let held = all.filter(|(i, _)| set >> i & 1 == 1).map(|(_, offer)| offer.clone());
            some["offers"] = held.collect();
            let saved = saves(&quoted(&some, &cart));
            prop_assert!(saved <= saves(&best), "{set:b} saves {saved:?}: {best:?}");
        }
    }
}
