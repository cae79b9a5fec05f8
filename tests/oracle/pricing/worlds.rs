//! Generated programmes and carts for the second opinion: few names, so that offers meet; round
//! prices and pairs of like offers, so that ties have to be decided.

#[path = "../../support/allocation.rs"]
mod allocation;

use std::ops::RangeInclusive;

use allocation::allocation;
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Value, json};

use super::own::{carried, one_for_the_order, own};

/// What a world has, beside plain goods and offers.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Has {
    /// What keeps offers apart.
    pub(crate) stacking: bool,
    /// Groups of units; then all is rounded half up, and nothing has a floor price.
    pub(crate) groups: bool,
    /// Thresholds, shipping, gifts, floor prices, ways to share.
    pub(crate) more: bool,
}

/// Documents of a programme and a cart.
#[derive(Clone)]
pub(crate) struct World {
    pub(crate) program: Value,
    pub(crate) cart: Value,
}

/// Fit to be made a vector.
impl std::fmt::Debug for World {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}\n{}", self.program, self.cart)
    }
}

pub(crate) fn world(has: Has, offers: RangeInclusive<usize>) -> impl Strategy<Value = World> {
    (program(has, offers), cart(has)).prop_map(|(program, cart)| World { program, cart })
}

pub(super) fn money(minor: i64) -> String {
    format!("{}.{:02}", minor / 100, minor % 100)
}

fn amount() -> impl Strategy<Value = String> + Clone {
    prop_oneof![1..=9_i64, 1..=1_500_i64, select(vec![100_i64, 500, 1_000])].prop_map(money)
}

fn price() -> impl Strategy<Value = i64> + Clone {
    prop_oneof![
        3 => select(vec![1_000_i64, 999, 1_500, 500]),
        2 => 0..=3_000_i64,
        1 => 0..=12_i64,
    ]
}

/// So often of a hundred times one of them; the other times nothing.
fn rarely<T: std::fmt::Debug + Clone + 'static>(
    often: u32,
    of: impl Strategy<Value = T> + 'static,
) -> BoxedStrategy<Option<T>> {
    match often {
        0 => Just(None).boxed(),
        _ => prop_oneof![100 - often => Just(None), often => of.prop_map(Some)].boxed(),
    }
}

/// The same as a value of a document.
pub(super) fn maybe<T: std::fmt::Debug + Clone + 'static>(
    often: u32,
    of: impl Strategy<Value = T> + 'static,
) -> BoxedStrategy<Value>
where
    Value: From<T>,
{
    rarely(often, of).prop_map(|it| it.map_or(Value::Null, Value::from)).boxed()
}

/// Removes fields without a value, everywhere.
pub(super) fn pruned(mut value: Value) -> Value {
    match &mut value {
        Value::Object(object) => {
            let kept = std::mem::take(object).into_iter().filter(|(_, it)| !it.is_null());
            *object = kept.map(|(name, it)| (name, pruned(it))).collect();
        }
        Value::Array(list) => list.iter_mut().for_each(|it| *it = pruned(it.take())),
        _ => {}
    }
    value
}

/// Its sku, units, price, floor price and other price in percent, a number of its own, and whether
/// it is a fee, and discounted.
type Line = (&'static str, i64, i64, Option<i64>, Option<i64>, Option<i64>, bool, bool);

fn cart(has: Has) -> impl Strategy<Value = Value> {
    let floor = if has.more && !has.groups { 40 } else { 0 };
    let odd = if has.more { 0.15 } else { 0.0 };
    let most_units = if has.groups { 3_i64 } else { 5 };
    let line = (
        select(vec!["a", "b", "c"]),
        1..=most_units,
        price(),
        rarely(floor, 0..=100_i64),
        rarely(50, 0..=110_i64),
        rarely(60, carried()),
        // Groups are made of goods.
        prop::bool::weighted(if has.groups { 0.0 } else { odd }),
        prop::bool::weighted(odd),
    );
    let shipping = maybe(if has.more { 70 } else { 0 }, 1..=900_i64);
    let lines = if has.groups { 1..4_usize } else { 1..5 };
    (prop::collection::vec(line, lines), shipping).prop_map(|(lines, shipping)| {
        let line = |(at, line): (usize, Line)| {
            let (sku, units, price, floor, other, own, fee, discounted) = line;
            let other = other.map(|percent| price * percent / 100);
            json!({
                "id": format!("l{}", (at * 3 + 2) % 7), "sku": sku, "units": units,
                "price_minor": price, "kind": fee.then_some("fee"),
                "floor_price_minor": floor.map(|percent| price * percent / 100),
                "discounted": discounted.then_some("yes"),
                "attributes": { "other": other, "own": own },
            })
        };
        let lines: Vec<Value> = lines.into_iter().enumerate().map(line).collect();
        let shipping = shipping.as_i64().map(|cost| json!({ "cost_minor": cost }));
        pruned(json!({ "currency": "CNY", "lines": lines, "shipping": shipping }))
    })
}

fn selector(has: Has) -> BoxedStrategy<Value> {
    let skus = select(vec![
        json!({}),
        json!({ "skus": ["a"] }),
        json!({ "skus": ["b"] }),
        json!({ "skus": ["a", "b"] }),
        json!({ "skus": ["b", "c"] }),
    ]);
    let discounted = select(vec![Value::Null, Value::Null, Value::Null, json!("no"), json!("yes")]);
    (skus, discounted, prop::bool::weighted(0.1))
        .prop_map(move |(mut selector, discounted, fees)| {
            if has.more {
                selector["discounted"] = discounted;
                selector["kinds"] = if fees { json!(["goods", "fee"]) } else { Value::Null };
            }
            pruned(selector)
        })
        .boxed()
}

fn percentage(has: Has) -> BoxedStrategy<&'static str> {
    let whole = vec!["5", "10", "20", "33", "50", "50", "100"];
    let all = [&whole[..], &["12.5", "33.333", "0.5"]].concat();
    select(if has.groups { whole } else { all }).boxed()
}

/// What takes something off lines, units or the order.
fn benefit(has: Has) -> BoxedStrategy<Value> {
    let own_amount = move || own(amount(), selector(has));
    let own_percent = move || own(percentage(has).prop_map(str::to_owned).boxed(), selector(has));
    let prices = prop::collection::btree_map(select(vec!["a", "b", "c"]), own_amount(), 1..3);
    let reaches = if has.more {
        vec![
            json!(["goods"]),
            json!(["goods", "fees"]),
            json!(["goods", "shipping"]),
            json!(["fees"]),
        ]
    } else {
        vec![Value::Null]
    };
    let amounts = (
        (amount(), own_amount()),
        select(vec!["order", "line", "unit"]),
        select(vec!["spill", "clamp"]),
        select(vec!["pass_on", "lost"]),
        select(reaches),
    );
    let full = prop_oneof![
        amount().prop_map(|amount| json!({ "amount": amount })),
        (1..=4_i64).prop_map(|units| json!({ "units": units })),
    ];
    let plain = prop_oneof![
        4 => (own_percent(), maybe(30, amount()))
            .prop_map(|(off, cap)| json!({ "percent": { "off": off, "cap": cap } })),
        2 => own(price().prop_map(money).boxed(), selector(has))
            .prop_map(|price| json!({ "fixed_price": { "price": price } })),
        1 => (select(vec!["member_price", "price_match"]), own_percent())
            .prop_map(|(by, share)| json!({ by: { "attribute": "other", "share": share } })),
        1 => prices.prop_map(|prices| json!({ "price_list": { "prices": prices } })),
        2 => amounts.prop_map(|((one, own), per, over, floor, reaches)| {
            let off = if per == "order" { json!(one) } else { own };
            json!({ "amount": { "off": off, "per": per, "over": over, "floor_price": floor,
                                "reaches": reaches } })
        }),
        1 => (full, amount(), maybe(30, amount()), maybe(40, 1..=3_i64)).prop_map(
            |(mut every, off, cap, at_most)| {
                every["off"] = json!(off);
                every["cap"] = cap;
                every["at_most"] = at_most;
                json!({ "every": every })
            },
        ),
    ];
    if !has.groups {
        return plain.boxed();
    }
    prop_oneof![1 => plain, 2 => groups(has)].boxed()
}

fn groups(has: Has) -> impl Strategy<Value = Value> {
    let repeat = || maybe(30, 1..=2_i64);
    let some =
        || select(vec![Value::Null, json!({ "skus": ["a"] }), json!({ "skus": ["a", "b"] })]);
    let part = || {
        (prop_oneof![some()], 1..=2_i64).prop_map(|(of, units)| {
        json!({ "of": if of.is_null() { json!({}) } else { of }, "units": units })
    })
    };
    let extreme = || select(vec![Value::Null, json!("cheapest"), json!("dearest")]);
    let left = select(vec![Value::Null, json!("share")]);
    prop_oneof![
        (2..=3_i64, amount(), left, repeat()).prop_map(|(units, price, left_over, repeat)| {
            json!({ "n_for": { "units": units, "price": price, "left_over": left_over,
                               "repeat": repeat } })
        }),
        (2..=3_i64, percentage(has), extreme(), repeat()).prop_map(|(every, off, take, repeat)| {
            json!({ "nth_item": { "every": every, "off": off, "take": take, "repeat": repeat } })
        }),
        (part(), part(), select(vec!["price", "amount"]), amount(), repeat()).prop_map(
            |(one, other, by, amount, repeat)| {
                json!({ "bundle": { "parts": [one, other], by: amount, "repeat": repeat } })
            }
        ),
        (1..=2_i64, some(), some(), percentage(has), extreme(), repeat()).prop_map(
            |(buy, of, got, off, take, repeat)| {
                json!({ "buy_get": { "buy": { "units": buy, "of": of },
                                     "get": { "units": 1, "of": got, "off": off },
                                     "take": take, "repeat": repeat } })
            }
        ),
    ]
}

fn mode() -> impl Strategy<Value = &'static str> {
    select(vec!["half_up", "half_up", "floor", "ceil", "half_down", "half_even", "half_odd"])
}

/// How an offer rounds, which may be as the programme does.
fn rounding(has: Has) -> BoxedStrategy<Value> {
    let (mode, step) = if has.groups {
        (Just("half_up").boxed(), Just("0.01").boxed())
    } else {
        (mode().boxed(), select(vec!["0.01", "0.01", "0.10"]).boxed())
    };
    let mut levels = vec!["line", "unit", "order"];
    levels.truncate(if has.groups { 2 } else { 3 });
    let rounding =
        (mode, select(levels), step, prop::bool::weighted(if has.groups { 0.0 } else { 0.3 }));
    let rounding = rounding.prop_map(|(mode, level, step, price)| {
        let subject = if price && level != "order" { "price" } else { "discount" };
        json!({ "mode": mode, "level": level, "granularity": step, "subject": subject })
    });
    maybe(50, rounding)
}

fn target(has: Has) -> impl Strategy<Value = Value> {
    let take = select(vec![Value::Null, json!("dearest"), json!("cheapest"), json!("cart_order")]);
    let per = select(vec![Value::Null, json!("line")]);
    let units = (1..=4_i64, selector(has), per, take).prop_map(|(at_most, of, per, take)| {
        json!({ "units": { "at_most": at_most, "of": of, "per": per, "take": take } })
    });
    let lines = selector(has).prop_map(|lines| json!({ "lines": lines }));
    prop_oneof![4 => lines, 2 => units, 3 => Just(json!("order"))]
}

/// A condition about goods.
fn condition(has: Has) -> impl Strategy<Value = Value> {
    let base = select(vec![Value::Null, json!("list"), json!("current"), json!("after")]);
    let of = || maybe(70, selector(has));
    let least = select(vec!["at_least", "at_least", "above", "at_most", "below"]);
    let amount = (least, 100..=5_000_i64, base, of()).prop_map(
        |(by, least, base, of)| json!({ "amount": { by: money(least), "base": base, "of": of } }),
    );
    let units = (1..=6_i64, of())
        .prop_map(|(least, of)| json!({ "units": { "at_least": least, "of": of } }));
    let fact = prop_oneof![3 => amount.clone(), 1 => units.clone()];
    // Of one kind each, so that nothing contradicts itself.
    let both = (amount, units);
    prop_oneof![
        4 => fact.clone(),
        1 => both.clone().prop_map(|(one, other)| json!({ "all": [one, other] })),
        1 => both.prop_map(|(one, other)| json!({ "any": [one, other] })),
        1 => fact.prop_map(|of| json!({ "not": of })),
    ]
}

/// How an offer combines with others, by their ids.
fn stacking(has: Has) -> impl Strategy<Value = Value> {
    let names = || {
        let name = select(vec!["o0", "o1", "o2", "o3", "o4", "o5", "g", "two"]);
        prop::collection::btree_set(name, 1..4).prop_map(|it| it.into_iter().collect::<Vec<_>>())
    };
    let often = |often| if has.stacking { often } else { 0 };
    (
        maybe(often(30), select(vec!["g", "h", "two"])),
        maybe(often(10), select(vec!["phase", "order"])),
        rarely(often(15), names()),
        rarely(often(10), names()),
        maybe(50, 1..3_i64),
    )
        .prop_map(|(group, exclusive, not_with, only_with, priority)| {
            let only_with = only_with.filter(|_| not_with.is_none() && exclusive != "order");
            json!({ "group": group, "exclusive": exclusive, "not_with": not_with,
                    "only_with": only_with, "priority": priority })
        })
}

/// An offer on goods.
fn on_goods(has: Has) -> impl Strategy<Value = Value> {
    let phase = maybe(30, select(vec!["line", "shop", "platform"]));
    let base = select(vec![Value::Null, json!("list"), json!("current")]);
    (benefit(has), target(has), phase, base, rounding(has)).prop_map(
        |(benefit, mut target, mut phase, mut base, mut rounding)| {
            let is = |names: &[&str]| names.iter().any(|it| benefit.get(it).is_some());
            let amounts = is(&["amount"]);
            if target == "order" && !is(&["percent", "amount", "every"]) {
                target = json!({ "lines": {} });
            }
            // A narrower target may name none of its skus.
            if is(&["price_list"]) && target["units"]["of"] != json!({}) {
                target = Value::Null;
            }
            if amounts && !benefit["amount"]["reaches"].is_null() {
                target = json!("order");
            }
            if target == "order" && phase == "line" {
                phase = Value::Null;
            }
            if !is(&["percent", "nth_item", "buy_get"]) {
                base = Value::Null;
            }
            if !is(&["percent", "member_price", "price_match"])
                && !rounding.is_null()
                && rounding["level"] == "order"
            {
                rounding["level"] = json!("line");
            }
            json!({ "benefit": benefit, "target": target, "phase": phase, "base": base,
                    "rounding": rounding })
        },
    )
}

/// An offer on shipping, or a gift.
fn beside(has: Has) -> impl Strategy<Value = Value> {
    let shipping = prop_oneof![
        percentage(has).prop_map(|off| json!({ "off": off })),
        amount().prop_map(|amount| json!({ "amount": amount })),
        amount().prop_map(|price| json!({ "price": price })),
    ];
    let shipping = shipping.prop_map(|it| json!({ "benefit": { "shipping": it } }));
    let gift = (select(vec!["a", "b", "c"]), 1..=2_i64).prop_map(|(sku, units)| {
        json!({ "benefit": { "gift": { "placing": "discount",
                                       "choices": [{ "sku": sku, "units": units }] } } })
    });
    prop_oneof![2 => shipping, 1 => gift]
}

fn offer(has: Has) -> impl Strategy<Value = Value> {
    let benefit = if has.more {
        prop_oneof![4 => on_goods(has), 1 => beside(has)].boxed()
    } else {
        on_goods(has).boxed()
    };
    let until = maybe(80, select(vec!["2026-07-01", "2026-07-01", "2026-07-02", "2026-07-03"]));
    let when = maybe(if has.more { 40 } else { 0 }, condition(has));
    let coupon = prop::bool::weighted(if has.stacking { 0.4 } else { 0.1 });
    (benefit, until, when, coupon, stacking(has)).prop_map(
        |(mut offer, until, when, coupon, stacking)| {
            if !until.is_null() {
                offer["window"] = json!({ "until": until });
            }
            offer["when"] = when;
            offer["stacking"] = stacking;
            offer["coupon"] = json!(coupon);
            offer
        },
    )
}

/// How a programme's offers stack.
fn settings(has: Has) -> impl Strategy<Value = Value> {
    let often = |often| if has.stacking { often } else { 0 };
    let habits =
        vec!["all", "first", "levels", "best_per_group", "best_per_line", "first_per_line"];
    let choose = prop_oneof![3 => Just("best"), 2 => select(habits)];
    let maximum = (maybe(70, 10..=90_i64), maybe(50, amount())).prop_map(|(share, amount)| {
        let share = share.as_i64().map(|it| it.to_string());
        let share = if share.is_none() && amount.is_null() { Some("50".into()) } else { share };
        json!({ "share": share, "amount": amount })
    });
    (
        choose,
        prop::bool::weighted(if has.stacking { 0.3 } else { 0.0 }),
        rarely(often(30), 1..4_i64),
        rarely(often(30), 1..3_i64),
        maybe(often(30), maximum),
    )
        .prop_map(|(choose, any, coupons, per_line, maximum)| {
            let per_line = per_line.map(|it| it.min(coupons.unwrap_or(it)));
            json!({
                "choose": choose, "per_unit": if any { "any" } else { "one" },
                "coupons": coupons, "coupons_per_line": per_line, "maximum": maximum,
                "groups": [{ "id": "g" }, { "id": "h" }, { "id": "two", "at_most": 2 }],
            })
        })
}

/// Leaves of the names of others those that are there.
fn name_others(offer: &mut Value, ids: &[Value]) {
    let own = offer["id"].clone();
    for field in ["not_with", "only_with"] {
        let list = &mut offer["stacking"][field];
        let Some(names) = list.as_array_mut() else { continue };
        names.retain(|it| *it != own && (*it == "g" || *it == "two" || ids.contains(it)));
        if names.is_empty() {
            *list = Value::Null;
        }
    }
}

fn program(has: Has, offers: RangeInclusive<usize>) -> impl Strategy<Value = Value> {
    let few = prop::collection::vec(offer(has), offers);
    // Offers that save the same are rare by chance.
    let offers = (few, prop::bool::weighted(0.3)).prop_map(|(mut offers, in_pairs)| {
        for pair in offers.chunks_exact_mut(2).filter(|_| in_pairs) {
            for field in ["benefit", "target", "phase", "base", "rounding", "when"] {
                pair[1][field] = pair[0][field].clone();
            }
        }
        let count = offers.len();
        for (at, offer) in offers.iter_mut().enumerate() {
            offer["id"] = format!("o{:x}", (at * 7 + 3) % count.max(8)).into();
            if offer["coupon"] == true {
                offer["kind"] = json!({ "public_code": { "codes": [offer["id"]] } });
            }
            offer["coupon"] = Value::Null;
        }
        let ids: Vec<Value> = offers.iter().map(|offer| offer["id"].clone()).collect();
        offers.iter_mut().for_each(|offer| name_others(offer, &ids));
        offers
    });
    let often = if has.more && !has.groups { 50 } else { 0 };
    (offers, settings(has), rounding(has), maybe(often, allocation())).prop_map(
        |(offers, stacking, rounding, allocation)| {
            let mut rounding = json!({
                "money": rounding["mode"], "level": rounding["level"],
                "granularity": rounding["granularity"], "subject": rounding["subject"],
                "allocation": allocation,
            });
            if rounding["subject"] == "price" {
                rounding["level"] = json!("line");
            }
            let mut program = json!({
                "format": 1, "id": "p", "version": 1, "currency": "CNY",
                "zone": { "offset": "+08:00" }, "stacking": stacking, "rounding": rounding,
                "offers": offers,
            });
            one_for_the_order(&mut program);
            pruned(program)
        },
    )
}
