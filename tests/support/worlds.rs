//! Generated programmes, members, carts and orders: right documents, made of few names and many
//! numbers, so that offers meet, windows are open and shut, and rounding matters.

use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Value, json};

/// The instant that everything is about: 2026-06-15T04:00:00Z in milliseconds.
pub(crate) const NOW: i64 = 1_781_496_000_000;
const DAY: i64 = 86_400_000;

/// A programme, somebody who may have joined, and what they are about to buy.
#[derive(Clone, Debug)]
pub(crate) struct World {
    pub(crate) program: Value,
    pub(crate) member: Value,
    pub(crate) cart: Value,
    /// Points to spend; `None` for as many as possible.
    pub(crate) spend: Option<i64>,
}

pub(crate) fn world() -> impl Strategy<Value = World> {
    let currency = select(vec![("CNY", 2), ("JPY", 0), ("KWD", 3)]);
    currency.prop_flat_map(|(code, digits)| {
        let points = prop_oneof![0..2_000_i64, 0..60_i64];
        let spend = prop_oneof![1 => Just(None), 3 => points.prop_map(Some)];
        (program(code, digits), member(), cart(code, 1..9), spend)
            .prop_map(|(program, member, cart, spend)| World { program, member, cart, spend })
    })
}

fn mode() -> impl Strategy<Value = &'static str> {
    select(vec![
        "floor",
        "ceil",
        "half_up",
        "half_down",
        "half_even",
        "half_odd",
        "towards_zero",
        "away_from_zero",
    ])
}

/// An amount in major units, of that many minor ones.
fn amount(digits: u32, minor: impl Strategy<Value = i64>) -> impl Strategy<Value = String> {
    minor.prop_map(move |minor| {
        let scale = 10_i64.pow(digits);
        let (whole, part) = (minor / scale, minor % scale);
        let width = digits as usize;
        if digits == 0 { whole.to_string() } else { format!("{whole}.{part:0width$}") }
    })
}

fn program(currency: &'static str, digits: u32) -> impl Strategy<Value = Value> {
    let granularity = amount(digits, select(vec![1_i64, 1, 5, 10]));
    let rounding = (mode(), select(vec!["line", "unit"]), granularity, mode(), mode()).prop_map(
        |(money, level, granularity, granted, charged)| {
            json!({ "money": money, "level": level, "granularity": granularity,
                    "points_granted": granted, "points_charged": charged })
        },
    );
    let rounding = prop_oneof![1 => Just(None), 1 => rounding.prop_map(Some)];
    let earning = prop::collection::vec(earning_rule(digits), 0..4);
    let cash = prop_oneof![1 => Just(None), 4 => cash(digits).prop_map(Some)];
    // Offers that save the same are rare by chance, and ties have to be decided.
    let offers = (prop::collection::vec(offer(digits), 0..7), prop::bool::weighted(0.3)).prop_map(
        |(mut offers, in_pairs)| {
            for pair in offers.chunks_exact_mut(2).filter(|_| in_pairs) {
                for field in ["benefit", "target", "rounding", "when"] {
                    pair[1][field] = pair[0][field].clone();
                }
            }
            offers
        },
    );
    (rounding, earning, cash, offers).prop_map(move |(rounding, mut earning, cash, mut offers)| {
        name(&mut earning, "r");
        name(&mut offers, "o");
        let spending = json!({ "cash": cash });
        json!({
            "format": 1, "id": "p", "version": 1, "currency": currency,
            "zone": { "offset": "+08:00" }, "rounding": rounding, "offers": offers,
            "points": { "earning": earning, "spending": spending },
        })
    })
}

/// Gives each thing an id of its own; in the order of the ids they stand otherwise than as made.
fn name(things: &mut [Value], prefix: &str) {
    for (i, thing) in things.iter_mut().enumerate() {
        thing["id"] = format!("{prefix}{}", (i * 7 + 3) % 10).into();
    }
}

fn earning_rule(digits: u32) -> impl Strategy<Value = Value> {
    let steps = prop_oneof![
        select(vec!["full", "started", "continuous"]).prop_map(|steps| (steps, None)),
        mode().prop_map(|mode| ("continuous", Some(mode))),
    ];
    let basis = select(vec!["paid", "after_discounts", "before_discounts"]);
    let per_amount = (1..20_i64, amount(digits, 1..5_000_i64), basis, steps).prop_map(
        |(points, amount, basis, (steps, rounding))| {
            json!({ "per_amount": { "points": points, "amount": amount, "basis": basis,
                                    "steps": steps, "rounding": rounding } })
        },
    );
    let give = prop_oneof![
        3 => per_amount,
        1 => (1..500_i64).prop_map(|points| json!({ "points": points })),
    ];
    (give, window(), prop::option::of(condition(digits))).prop_map(|(give, window, when)| {
        json!({ "on": "order", "give": give, "window": window, "when": when })
    })
}

fn cash(digits: u32) -> impl Strategy<Value = Value> {
    let maximum = (
        prop::option::of(100..2_000_i64),
        prop::option::of(amount(digits, 1..9_000_i64)),
        prop::option::of(select(vec!["100", "50", "33.3", "12.5", "0.001"])),
    )
        .prop_map(
            |(points, amount, share)| json!({ "points": points, "amount": amount, "share": share }),
        );
    let step = select(vec![None, None, Some(1_i64), Some(3), Some(10)]);
    let minimum = select(vec![None, None, Some(1_i64), Some(5), Some(40)]);
    let maximum = prop_oneof![2 => Just(None), 1 => maximum.prop_map(Some)];
    let worth = amount(digits, prop_oneof![1..4_i64, 1..300_i64]);
    (1..30_i64, worth, minimum, step, maximum).prop_map(
        |(points, worth, minimum, step, maximum)| {
            json!({ "points": points, "worth": worth, "minimum": minimum, "step": step,
                    "maximum": maximum })
        },
    )
}

fn offer(digits: u32) -> impl Strategy<Value = Value> {
    let off = select(vec!["5", "10", "12.5", "20", "33.333", "50", "100", "0.5"]);
    let price = || amount(digits, 0..1_500_i64);
    let prices = prop::collection::btree_map(sku(), price(), 1..4);
    let benefit = prop_oneof![
        4 => off.prop_map(|off| json!({ "percent": { "off": off } })),
        2 => price().prop_map(|price| json!({ "fixed_price": { "price": price } })),
        2 => prices.prop_map(|prices| json!({ "price_list": { "prices": prices } })),
    ];
    let target = selector().prop_map(|lines| json!({ "lines": lines }));
    let own = (prop::option::of(mode()), prop::option::of(select(vec!["line", "unit"])))
        .prop_map(|(mode, level)| json!({ "mode": mode, "level": level }));
    let bearer = select(vec![None, Some("brand"), Some("shop"), Some("platform"), Some("partner")]);
    let when = prop::option::of(condition(digits));
    (benefit, prop::option::of(target), window(), when, prop::option::of(own), bearer).prop_map(
        |(benefit, target, window, when, rounding, bearer)| {
            json!({ "benefit": benefit, "target": target, "window": window, "when": when,
                    "rounding": rounding, "bearer": bearer })
        },
    )
}

/// Open mostly; over or not begun at times. Ends meet, so that ties have to be decided.
fn window() -> impl Strategy<Value = Value> {
    let instant = |day: i64| Value::from(NOW + day * DAY);
    let window = |from: Option<i64>, until: Option<i64>| {
        let (from, until) = (from.map(instant), until.map(instant));
        json!({ "from": from, "until": until })
    };
    let windows = vec![
        Value::Null,
        Value::Null,
        window(Some(-3), None),
        window(None, Some(3)),
        window(Some(-3), Some(5)),
        window(Some(0), Some(3)),
        json!({ "from": "2026-06-15", "until": "2026-06-15" }),
        window(Some(1), None),
        window(None, Some(0)),
    ];
    select(windows)
}

fn condition(digits: u32) -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        2 => Just(json!("enrolled")),
        2 => (amount(digits, 1..20_000_i64), prop::option::of(selector()))
            .prop_map(|(at_least, of)| json!({ "amount": { "at_least": at_least, "of": of } })),
        2 => (1..30_i64, prop::option::of(selector()))
            .prop_map(|(at_least, of)| json!({ "units": { "at_least": at_least, "of": of } })),
    ];
    leaf.prop_recursive(3, 12, 4, |inner| {
        let list = prop::collection::vec(inner.clone(), 1..4);
        prop_oneof![
            list.clone().prop_map(all),
            list.clone().prop_map(|of| json!({ "any": of })),
            inner.prop_map(|inner| json!({ "not": inner })),
            (list, any::<prop::sample::Index>()).prop_map(|(of, n)| {
                json!({ "at_least": { "n": n.index(of.len()) + 1, "of": of } })
            }),
        ]
    })
}

/// All of a list. Nothing meets a condition and the `not` of it, which is refused: where a `not` is
/// of something like another of the list, it stands in an `any`, where it is not looked for.
fn all(mut of: Vec<Value>) -> Value {
    let kind = |it: &Value| it.as_object().and_then(|it| it.keys().next().cloned());
    for place in 0..of.len() {
        if let Some(denied) = of[place].get("not").map(kind)
            && of.iter().any(|other| kind(other) == denied)
        {
            of[place] = json!({ "any": [of[place]] });
        }
    }
    json!({ "all": of })
}

fn selector() -> impl Strategy<Value = Value> {
    let plain = || {
        (
            prop::option::weighted(0.3, prop::collection::vec(sku(), 1..4)),
            prop::option::weighted(0.3, prop::collection::vec(brand(), 1..3)),
            prop::option::weighted(0.3, prop::collection::vec(category(), 1..3)),
            prop::option::weighted(0.4, prop::collection::vec(tag(), 1..3)),
        )
            .prop_map(|(skus, brands, categories, tags)| {
                json!({ "skus": skus, "brands": brands, "categories": categories, "tags": tags })
            })
    };
    let excluded = plain().prop_map(|mut exclude| {
        // An exclusion names something.
        if exclude.as_object().is_some_and(|it| it.values().all(Value::is_null)) {
            exclude["tags"] = json!(["t0"]);
        }
        exclude
    });
    (plain(), prop::option::weighted(0.3, excluded)).prop_map(|(mut include, exclude)| {
        include["exclude"] = exclude.into();
        include
    })
}

fn sku() -> impl Strategy<Value = &'static str> {
    select(vec!["s0", "s1", "s2", "s3", "s4"])
}

fn brand() -> impl Strategy<Value = &'static str> {
    select(vec!["b0", "b1", "b2"])
}

fn category() -> impl Strategy<Value = &'static str> {
    select(vec!["a", "a/b", "a/b/c", "a/d", "e"])
}

fn tag() -> impl Strategy<Value = &'static str> {
    select(vec!["t0", "t1", "t2"])
}

pub(crate) fn cart(
    currency: &'static str,
    lines: std::ops::Range<usize>,
) -> impl Strategy<Value = Value> {
    prop::collection::vec(line(), lines).prop_map(move |mut lines| {
        for (i, line) in lines.iter_mut().enumerate() {
            line["id"] = format!("l{}", (i * 3 + 2) % 10).into();
        }
        json!({ "currency": currency, "lines": lines })
    })
}

pub(crate) fn line() -> impl Strategy<Value = Value> {
    let price = prop_oneof![4 => 0..2_000_i64, 1 => 0..12_i64, 1 => Just(1_000), 1 => Just(999)];
    let tags = prop::collection::vec(tag(), 0..3);
    let names = (prop::option::of(category()), prop::option::of(brand()), tags);
    (sku(), 1..12_i64, price, names).prop_map(|(sku, units, price, (category, brand, tags))| {
        json!({ "id": "new", "sku": sku, "units": units, "price_minor": price,
                "category": category, "brand": brand, "tags": tags })
    })
}

fn member() -> impl Strategy<Value = Value> {
    let joined =
        prop_oneof![8 => Just(Some(NOW - 400 * DAY)), 1 => Just(None), 1 => Just(Some(NOW + DAY))];
    (joined, prop::collection::vec(lot(), 0..6)).prop_map(|(joined, mut lots)| {
        for (i, lot) in lots.iter_mut().enumerate() {
            lot["id"] = format!("lot{}", (i * 7 + 4) % 10).into();
        }
        json!({ "format": 1, "program": "p", "id": "m", "joined_at": joined, "lots": lots })
    })
}

/// Earned, available and expiring around now, at the very instant too.
fn lot() -> impl Strategy<Value = Value> {
    let day = || -3..6_i64;
    (1..700_i64, any::<prop::sample::Index>(), day(), 0..4_i64, prop::option::of(1..5_i64))
        .prop_map(|(granted, left, earned, wait, lasts)| {
            let left = left.index(usize::try_from(granted).unwrap_or(0) + 1);
            // A snapshot holds nothing that lies ahead of it, so that later ones are earned now.
            let earned = NOW + (earned - 3).min(0) * DAY;
            let available = earned + wait * DAY;
            json!({ "rule": "r3", "source": "s", "granted": granted, "left": left,
                    "earned_at": earned, "available_at": available,
                    "expires_at": lasts.map(|days| available + days * DAY) })
        })
}
