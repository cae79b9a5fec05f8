//! Generated programmes of many offers for the same goods: shares of units that overlap, and
//! amounts off the whole order. What bounds such offers together is never to be less than what
//! they save.

use std::ops::RangeInclusive;

use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Value, json};

use super::own::{one_for_the_order, own};
use super::worlds::{Has, World, maybe, money, pruned, world};

const FIELDS: [&str; 7] =
    ["benefit", "target", "phase", "base", "rounding", "threshold_base", "when"];

/// Of groups a whole number.
fn off(groups: bool) -> impl Strategy<Value = &'static str> {
    select(if groups {
        vec!["5", "10", "20", "33", "50", "50", "75", "100"]
    } else {
        vec!["5", "10", "12.5", "20", "33.333", "50", "50", "75", "100"]
    })
}

fn rounding(level: &'static [&'static str], steps: Vec<&'static str>) -> BoxedStrategy<Value> {
    let mode = select(vec!["half_up", "floor", "ceil", "half_even"]);
    let rounding = (mode, select(level), select(steps)).prop_map(
        |(mode, level, step)| json!({ "mode": mode, "level": level, "granularity": step }),
    );
    prop_oneof![1 => Just(Value::Null), 2 => rounding].boxed()
}

fn base() -> impl Strategy<Value = Value> {
    select(vec![Value::Null, json!("list"), json!("current")])
}

/// Lines, in several ways.
fn some() -> impl Strategy<Value = Value> {
    select(vec![
        json!({}),
        json!({ "skus": ["a"] }),
        json!({ "skus": ["a", "b"] }),
        json!({ "skus": ["b", "c"] }),
        json!({ "skus": ["a", "c"] }),
    ])
}

/// A share of some units, or what else the lines offer. Where there are groups, all is rounded
/// half up to the minor unit, as the second opinion knows it.
fn of_units(groups: bool) -> BoxedStrategy<Value> {
    let steps = if groups { vec!["0.01"] } else { vec!["0.01", "0.10", "1.00"] };
    let rounding = move || {
        let rounding = rounding(&["line", "unit", "order"], steps.clone());
        rounding.prop_map(move |it| if groups { Value::Null } else { it })
    };
    let take =
        || select(vec![Value::Null, json!("dearest"), json!("cheapest"), json!("cart_order")]);
    let per = select(vec![Value::Null, json!("line")]);
    let some_units = (1..=4_i64, some(), per, take()).prop_map(|(at_most, of, per, take)| {
        json!({ "units": { "at_most": at_most, "of": of, "per": per, "take": take } })
    });
    let cap = maybe(20, (1..=900_i64).prop_map(money));
    let own_off = move || own(off(groups).prop_map(str::to_owned).boxed(), some().boxed());
    let percent = (own_off(), cap, some_units, base(), rounding()).prop_map(
        |(off, cap, target, base, rounding)| {
            json!({ "benefit": { "percent": { "off": off, "cap": cap } }, "target": target,
                    "base": base, "rounding": rounding })
        },
    );
    let plain = (own_off(), some(), rounding()).prop_map(|(off, of, mut rounding)| {
        if rounding["level"] == "order" {
            rounding["level"] = json!("line");
        }
        json!({ "benefit": { "percent": { "off": off } }, "target": { "lines": of },
                "rounding": rounding })
    });
    let price = own((100..=1_400_i64).prop_map(money).boxed(), some().boxed());
    let fixed = (price, some()).prop_map(|(price, of)| {
        json!({ "benefit": { "fixed_price": { "price": price } },
                "target": { "lines": of } })
    });
    if !groups {
        return prop_oneof![4 => percent, 2 => plain, 1 => fixed].boxed();
    }
    let repeat = || maybe(40, 1..=2_i64);
    let nth = (2..=3_i64, off(groups), take(), some(), repeat()).prop_map(
        |(every, off, take, of, repeat)| {
            let take = if take == "cart_order" { Value::Null } else { take };
            json!({ "benefit": { "nth_item": { "every": every, "off": off, "take": take,
                                               "repeat": repeat } },
                    "target": { "lines": of } })
        },
    );
    let got = (1..=2_i64, 1..=2_i64, off(groups), some(), repeat()).prop_map(
        |(buy, get, off, of, repeat)| {
            let get = if repeat.is_null() { get.min(buy) } else { get };
            json!({ "benefit": { "buy_get": { "buy": { "units": buy },
                                              "get": { "units": get, "off": off },
                                              "repeat": repeat } },
                    "target": { "lines": of } })
        },
    );
    prop_oneof![3 => percent, 1 => plain, 1 => fixed, 2 => nth, 2 => got].boxed()
}

/// An amount off the whole order.
fn of_all() -> impl Strategy<Value = Value> {
    let amount = || prop_oneof![1..=9_i64, 1..=1_500_i64, select(vec![100, 500])];
    let cap = || maybe(30, amount().prop_map(money));
    let percent =
        (off(false), cap()).prop_map(|(off, cap)| json!({ "percent": { "off": off, "cap": cap } }));
    let full = prop_oneof![
        3 => (1..=2_500_i64).prop_map(|it| json!({ "amount": money(it) })),
        1 => (1..=4_i64).prop_map(|it| json!({ "units": it })),
    ];
    let at_most = maybe(40, 1..=3_i64);
    let every = (full, amount(), cap(), at_most).prop_map(|(mut every, off, cap, at_most)| {
        (every["off"], every["cap"], every["at_most"]) = (json!(money(off)), cap, at_most);
        json!({ "every": every })
    });
    let once = amount().prop_map(|off| json!({ "amount": { "off": money(off) } }));
    let benefit = prop_oneof![3 => percent, 2 => every, 1 => once];
    let phase = select(vec![Value::Null, json!("shop"), json!("platform")]);
    let threshold = select(vec![Value::Null, json!("current"), json!("current")]);
    let rounding = rounding(&["order"], vec!["0.01", "0.10", "1.00"]);
    (benefit, phase, base(), threshold, rounding).prop_map(
        |(benefit, phase, mut base, mut threshold, mut rounding)| {
            if benefit.get("percent").is_none() {
                (base, rounding) = (Value::Null, Value::Null);
            }
            if benefit.get("every").is_none() {
                threshold = Value::Null;
            }
            json!({ "benefit": benefit, "target": "order", "phase": phase, "base": base,
                    "threshold_base": threshold, "rounding": rounding })
        },
    )
}

/// A world whose offers stack as they did, but take something else off; all combinations compared.
fn with(
    groups: bool,
    offers: RangeInclusive<usize>,
    of: BoxedStrategy<Value>,
) -> impl Strategy<Value = World> {
    let has = Has { stacking: true, groups, more: false };
    let kinds = prop::collection::vec(of, *offers.end());
    let three = prop::bool::weighted(0.3);
    (world(has, offers), kinds, three).prop_map(|(mut world, kinds, three)| {
        let offers = world.program["offers"].as_array_mut().expect("offers");
        for (offer, mut kind) in offers.iter_mut().zip(kinds) {
            for field in FIELDS {
                offer[field] = kind[field].take();
            }
        }
        world.program["stacking"]["choose"] = json!("best");
        // A price of units is no matter here; the order has none to round.
        if !world.program["rounding"].is_null() {
            world.program["rounding"]["subject"] = Value::Null;
        }
        if three {
            world.program["stacking"]["groups"] =
                json!([{ "id": "g", "at_most": 2 }, { "id": "h" }, { "id": "two", "at_most": 3 }]);
        }
        one_for_the_order(&mut world.program);
        World { program: pruned(world.program), cart: world.cart }
    })
}

/// Of shares of units, and groups among them.
pub(crate) fn of_lines(offers: RangeInclusive<usize>) -> impl Strategy<Value = World> {
    prop_oneof![
        with(false, offers.clone(), of_units(false).boxed()),
        with(true, offers, of_units(true).boxed()),
    ]
}

/// Of amounts off the order, behind some off lines.
pub(crate) fn of_order(offers: RangeInclusive<usize>) -> impl Strategy<Value = World> {
    let of = prop_oneof![4 => of_all(), 1 => of_units(false)];
    with(false, offers, of.boxed())
}
