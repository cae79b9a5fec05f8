//! Plausible documents of any size, the same every time: what the benchmarks work on. Draws no
//! random numbers; variety comes from the index of each line, offer or lot.

use serde_json::{Value, json};

/// The instant of all questions: 2026-11-20T12:00:00+08:00, in epoch milliseconds.
pub(crate) const NOW_MILLIS: u64 = 1_795_147_200_000;
/// The same as text.
pub(crate) const NOW: &str = "2026-11-20T04:00:00Z";

const CATEGORIES: [&str; 8] = [
    "beauty/mask",
    "beauty/serum",
    "beauty/skin/day",
    "hair/shampoo",
    "hair/colour",
    "home/paper",
    "home/clean",
    "health/vitamin",
];
const BRANDS: [&str; 10] = [
    "hydra", "lumi", "northern", "orchid", "pearl", "quartz", "river", "sakura", "tea-tree",
    "umber",
];
const TAGS: [&str; 6] = ["member-20", "new", "gift", "travel-size", "online", "refill"];

/// How the offers of a programme fare on a cart of [`cart`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Offers {
    /// Every other one is refused, nearly always for what is in the cart; targets are narrow.
    Mixed,
    /// All apply to every line.
    Storewide,
    /// Each takes something off, and few combine: groups, exclusions, units that one offer has.
    Competing,
}

/// When points go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Expiry {
    /// So long after being earned.
    Fixed,
    /// When for so long nothing happened.
    Sliding,
}

/// What is to be settled of a member with lots.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Settled {
    /// A tenth of the lots expired long ago, and is settled.
    All,
    /// A tenth of the lots expires.
    NotExpiries,
}

/// A programme document: a point per 10 yuan, points as cash, and so many offers.
pub(crate) fn program(offers: usize, kind: Offers) -> String {
    let offer = match kind {
        Offers::Mixed => mixed_offer,
        Offers::Storewide => storewide_offer,
        Offers::Competing => competing_offer,
    };
    json!({
        "format": 1,
        "id": "bench-club",
        "version": 1,
        "name": { "en": "Bench club", "zh-CN": "长凳俱乐部" },
        "currency": "CNY",
        "zone": "Asia/Shanghai",
        "points": {
            "earning": [{
                "id": "purchase",
                "name": { "en": "1 point for every CNY 10", "zh-CN": "每消费10元积1分" },
                "on": "order",
                "give": { "per_amount": { "points": 1, "amount": "10.00" } },
            }],
            "spending": { "cash": { "points": 1, "worth": "0.10" } },
        },
        "stacking": { "groups": [{ "id": "goods" }, { "id": "order", "at_most": 2 }] },
        "offers": (0..offers).map(offer).collect::<Vec<Value>>(),
    })
    .to_string()
}

/// A programme document without offers, whose points expire, with one activity that gives points.
pub(crate) fn ledger_program(expiry: Expiry) -> String {
    let expiry = match expiry {
        Expiry::Fixed => json!({ "after": { "period": { "years": 3 } } }),
        Expiry::Sliding => json!({ "inactivity": { "period": { "years": 3 } } }),
    };
    let mut program: Value = serde_json::from_str(&program(0, Offers::Mixed)).unwrap_or_default();
    let earning = &mut program["points"]["earning"];
    if let Some(rules) = earning.as_array_mut() {
        rules.push(json!({
            "id": "visit",
            "on": { "activity": "check-in" },
            "give": { "points": 5 },
        }));
    }
    program["points"]["expiry"] = expiry;
    program["activities"] = json!([{ "id": "check-in" }]);
    program.to_string()
}

fn storewide_offer(index: usize) -> Value {
    json!({
        "id": format!("storewide-{index:04}"),
        "name": { "en": format!("Storewide {index}"), "zh-CN": format!("全场优惠 {index}") },
        "when": "enrolled",
        "benefit": { "percent": { "off": format!("{}.5", 5 + index % 25) } },
    })
}

fn competing_offer(index: usize) -> Value {
    let (benefit, target, stacking) = match index % 6 {
        0 => (
            json!({ "percent": { "off": (5 + index % 40).to_string() } }),
            json!({ "lines": selector(index / 6) }),
            json!({}),
        ),
        1 => (
            json!({ "buy_get": { "buy": { "units": 2 }, "get": { "units": 1 } } }),
            json!({ "lines": selector(index / 6 + 1) }),
            json!({ "group": "goods" }),
        ),
        2 => (
            json!({ "amount": { "off": format!("{}.00", 10 + index % 50) } }),
            json!("order"),
            json!({ "group": "order" }),
        ),
        3 => (
            json!({ "percent": { "off": (3 + index % 40 / 2).to_string(), "cap": "60.00" } }),
            json!("order"),
            json!({ "group": "order" }),
        ),
        4 => (
            json!({ "percent": { "off": (10 + index % 40).to_string() } }),
            json!({ "units": { "of": selector(index / 6 + 2), "at_most": 3 } }),
            json!({ "not_with": [format!("competing-{:04}", index - 3)] }),
        ),
        _ => (
            json!({ "percent": { "off": (8 + index % 40 / 3).to_string() } }),
            json!("order"),
            json!({ "exclusive": if index % 12 == 5 { "phase" } else { "order" } }),
        ),
    };
    json!({
        "id": format!("competing-{index:04}"),
        "name": { "en": format!("Coupon {index}"), "zh-CN": format!("优惠券 {index}") },
        "when": "enrolled",
        "target": target,
        "benefit": benefit,
        "stacking": stacking,
    })
}

fn mixed_offer(index: usize) -> Value {
    let pick = index / 2;
    let mut offer = json!({
        "id": format!("offer-{index:04}"),
        "name": { "en": format!("November offer {index}"), "zh-CN": format!("十一月优惠 {index}") },
        "window": { "from": "2026-11-16", "until": "2026-11-29" },
        "when": if index.is_multiple_of(2) { met(pick) } else { unmet(pick) },
        "benefit": benefit(pick),
        "bearer": (["shop", "brand"][pick % 2]),
    });
    // A price list names its own lines.
    if offer["benefit"].get("price_list").is_none() {
        offer["target"] = json!({ "lines": selector(pick) });
    }
    offer
}

/// A few lines, by tag, category or brand.
fn selector(pick: usize) -> Value {
    let category = CATEGORIES[pick % CATEGORIES.len()];
    let brand = BRANDS[pick % BRANDS.len()];
    match pick % 4 {
        0 => json!({ "tags": [TAGS[pick % TAGS.len()]] }),
        1 => json!({ "categories": [category] }),
        2 => json!({ "brands": [brand, BRANDS[(pick + 3) % BRANDS.len()]] }),
        _ => json!({ "categories": ["beauty"], "exclude": { "brands": [brand] } }),
    }
}

fn benefit(pick: usize) -> Value {
    let price = |sku: usize| (self::sku(sku), json!(format!("{}.90", 9 + sku % 40)));
    match pick % 5 {
        0..=2 => json!({ "percent": { "off": (5 + pick % 30).to_string() } }),
        3 => json!({ "fixed_price": { "price": format!("{}.00", 19 + pick % 60) } }),
        _ => {
            let prices: serde_json::Map<_, _> = (pick * 7..pick * 7 + 12).map(price).collect();
            json!({ "price_list": { "prices": prices } })
        }
    }
}

/// Met by every cart and member here.
fn met(pick: usize) -> Value {
    match pick % 3 {
        0 => json!("enrolled"),
        1 => json!({ "all": ["enrolled", { "amount": { "at_least": "20.00", "of": {} } }] }),
        _ => json!({ "any": [
            { "units": { "at_least": 5_000, "of": { "brands": [BRANDS[pick % BRANDS.len()]] } } },
            { "units": { "at_least": 2, "of": {} } },
        ] }),
    }
}

/// Met by none of them.
fn unmet(pick: usize) -> Value {
    let category = CATEGORIES[pick % CATEGORIES.len()];
    let brand = BRANDS[pick % BRANDS.len()];
    let amount = json!({ "amount": {
        "at_least": format!("{}.00", 900_000 + pick), "of": { "categories": [category] },
    } });
    let units = json!({ "units": { "at_least": 5_000 + pick, "of": { "brands": [brand] } } });
    match pick % 5 {
        0 => amount,
        1 => units,
        2 => json!({ "all": ["enrolled", amount, units] }),
        3 => json!({ "any": [amount, units] }),
        _ => json!({ "not": "enrolled" }),
    }
}

/// A cart document of so many lines, some 115 bytes each.
pub(crate) fn cart(lines: usize) -> String {
    cart_value(lines).to_string()
}

fn cart_value(lines: usize) -> Value {
    json!({ "currency": "CNY", "lines": (0..lines).map(line).collect::<Vec<Value>>() })
}

fn line(index: usize) -> Value {
    let mut line = json!({
        "id": line_id(index),
        "sku": sku(index * 3),
        "units": 1 + index % 4,
        "price_minor": 1_290 + index * 731 % 18_000,
        "category": CATEGORIES[index % CATEGORIES.len()],
        "brand": BRANDS[index * 7 % BRANDS.len()],
    });
    if !index.is_multiple_of(3) {
        line["tags"] = json!([TAGS[index % TAGS.len()]]);
    }
    line
}

/// The id of a cart's line.
pub(crate) fn line_id(index: usize) -> String {
    (index + 1).to_string()
}

fn sku(index: usize) -> String {
    format!("sku-{:05}", index % 900)
}

/// A member document with so many lots, of which a tenth has expired.
pub(crate) fn member(lots: usize) -> String {
    json!({
        "format": 1,
        "program": "bench-club",
        "id": "m-0001",
        "joined_at": "2024-01-01T00:00:00Z",
        "lots": (0..lots).map(lot).collect::<Vec<Value>>(),
    })
    .to_string()
}

fn lot(index: usize) -> Value {
    // An hour apart, in months of 28 days.
    let (hour, day, month) = (index % 24, index / 24 % 28 + 1, index / 672 % 12 + 1);
    let instant = |year: usize| format!("{year}-{month:02}-{day:02}T{hour:02}:00:00Z");
    let (earned, points) = (2024 + index / 8_064, 20 + index % 60);
    let expired = index % 10 == 9;
    json!({
        "id": format!("o-{index:06}:purchase"),
        "rule": "purchase",
        "source": format!("o-{index:06}"),
        "granted": points,
        "left": points - index % 20,
        "earned_at": instant(earned),
        "available_at": instant(earned),
        "expires_at": if expired { "2026-10-01T00:00:00Z".to_owned() } else { instant(earned + 3) },
    })
}

/// The programme of [`program`] with 25 offers, and a level for 9,000.00 in a year.
pub(crate) fn levels_program() -> String {
    let mut program: Value = serde_json::from_str(&program(25, Offers::Mixed)).unwrap_or_default();
    program["tiers"] = json!({ "ladders": [{
        "id": "main",
        "counts": { "this": "year" },
        "levels": [
            { "id": "silver" },
            { "id": "gold", "enter": { "spend": { "at_least": "9000.00" } } },
        ],
    }] });
    program.to_string()
}

/// A member document with so many orders: the first was gold by itself, the others are of 1.00, an
/// hour and a half apart.
pub(crate) fn orders_member(orders: usize) -> String {
    json!({
        "format": 1,
        "program": "bench-club",
        "id": "m-0001",
        "joined_at": "2025-06-01T00:00:00Z",
        "version": 1,
        "as_of": "2026-11-20T03:00:00Z",
        "tiers": [{
            "ladder": "main",
            "level": "gold",
            "since": "2026-01-01T00:00:00Z",
            "until": "2027-12-31T16:00:00Z",
            "why": "earned",
            "event": "e-000000",
        }],
        "orders": (0..orders).map(past_order).collect::<Vec<Value>>(),
    })
    .to_string()
}

fn past_order(index: usize) -> Value {
    let net = if index == 0 { 900_000 } else { 100 };
    json!({
        "id": format!("o-{index:06}"),
        "event": format!("e-{index:06}"),
        // From 2026-01-01T00:00:00Z on.
        "at": 1_767_225_600_000_u64 + 5_400_000 * index as u64,
        "lines": [{
            "id": "1",
            "sku": sku(index),
            "units": 1,
            "price_minor": net,
            "net_minor": net,
            "points_minor": 0,
        }],
    })
}

/// The event of a return of the first order of [`orders_member`].
pub(crate) fn refund_first() -> String {
    json!({ "id": "e-900004", "at": NOW, "refund": { "order": "o-000000" } }).to_string()
}

/// A member document with so many lots, as they are to be settled.
pub(crate) fn ledger_member(lots: usize, expiry: Expiry, settled: Settled) -> String {
    let lot = |index: usize| {
        let mut lot = lot(index);
        if expiry == Expiry::Sliding {
            lot["expiry"] = json!("sliding");
            lot["expires_at"] = json!("2029-10-01T00:00:00Z");
        } else if settled == Settled::All && index % 10 == 9 {
            lot["expired"] = lot["left"].take();
            lot["left"] = json!(0);
        }
        lot
    };
    json!({
        "format": 1,
        "program": "bench-club",
        "id": "m-0001",
        "joined_at": "2024-01-01T00:00:00Z",
        "lots": (0..lots).map(lot).collect::<Vec<Value>>(),
    })
    .to_string()
}

/// The event of a reported activity.
pub(crate) fn activity() -> String {
    json!({ "id": "e-900002", "at": NOW, "activity": { "id": "check-in" } }).to_string()
}

/// The event of a return of all of [`order`].
pub(crate) fn refund() -> String {
    json!({ "id": "e-900003", "at": NOW, "refund": { "order": "o-900001" } }).to_string()
}

/// The event of an order of so many lines that spends so many points.
pub(crate) fn order(lines: usize, spend: usize) -> String {
    json!({
        "id": "e-900001",
        "at": NOW,
        "order": { "id": "o-900001", "cart": cart_value(lines), "spend": spend },
    })
    .to_string()
}
