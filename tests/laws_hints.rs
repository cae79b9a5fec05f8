//! Laws of hints, over generated programmes, members and carts: what is told holds once it is done.
#![cfg(not(target_arch = "wasm32"))]

#[path = "support/worlds.rs"]
mod worlds;

use perks::value::{Instant, TzDatabase};
use perks::{Cart, Member, Program, Quote, QuoteOptions, Spend};
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Value, json};
use worlds::{NOW, World, world};

/// As many as one call tells.
const ALL: u32 = 20;

/// What somebody may change before they buy.
fn condition() -> impl Strategy<Value = Value> {
    let selector = || {
        select(vec![
            json!({}),
            json!({ "tags": ["t1"] }),
            json!({ "brands": ["b0", "b3"] }),
            json!({ "categories": ["a/b"], "price": { "at_least": "2" } }),
            json!({ "skus": ["s1", "s9"], "exclude": { "tags": ["t2"] } }),
            json!({ "discounted": "no" }),
        ])
    };
    let base = || select(vec!["list", "list", "current", "after"]);
    let leaf = prop_oneof![
        3 => (1..120_i64, selector(), base()).prop_map(|(least, of, base)| {
            json!({ "amount": { "at_least": least.to_string(), "of": of, "base": base } })
        }),
        2 => (1..40_i64, selector())
            .prop_map(|(least, of)| json!({ "units": { "at_least": least, "of": of } })),
        // No two of one kind contradict each other, of payments, bounds or days.
        1 => select(vec![json!(["card"]), json!(["cash", "card"])])
            .prop_map(|of| json!({ "payment": { "in": of } })),
        1 => (1..5_i64, select(vec![("at_least", 0), ("above", 0), ("at_most", 5), ("below", 5)]))
            .prop_map(|(number, (bound, more))| {
                let number = number + more;
                json!({ "attribute": { "of": "order", "name": "party", bound: number } })
            }),
        1 => select(vec![json!(["monday", "saturday"]), json!(["saturday"])])
            .prop_map(|days| json!({ "weekdays": { "in": days } })),
        1 => Just(json!({ "hours": { "from": "18:00", "until": "20:00" } })),
        1 => Just(json!("enrolled")),
    ];
    leaf.prop_recursive(3, 10, 3, |inner| {
        let list = prop::collection::vec(inner, 1..4);
        prop_oneof![
            list.clone().prop_map(|of| json!({ "all": of })),
            list.clone().prop_map(|of| json!({ "any": of })),
            list.prop_map(|of| json!({ "at_least": { "n": of.len().div_ceil(2), "of": of } })),
        ]
    })
}

fn benefit() -> impl Strategy<Value = Value> {
    select(vec![
        json!({ "amount": { "off": "3" } }),
        json!({ "percent": { "off": "25" } }),
        json!({ "every": { "amount": "30", "off": "2" } }),
        json!({ "n_for": { "units": 5, "price": "7" } }),
        json!({ "buy_get": { "buy": { "units": 9 }, "get": { "units": 1 } } }),
        json!({ "buy_get": { "buy": { "amount": "60" }, "get": { "units": 1 } } }),
        json!({ "amount": { "off": { "ladder": { "by": { "amount": {} },
            "steps": [{ "from": "20", "value": "1" }, { "from": "90", "value": "6" }] } } } }),
        json!({ "points": { "points": 20 } }),
        json!({ "multiplier": { "by": "2" } }),
        json!({ "cash_back": { "off": "10" } }),
        json!({ "shipping": { "off": "100" } }),
        json!({ "gift": { "choices": [{ "sku": "g", "units": 1 }], "placing": "add" } }),
    ])
}

/// A world with offers that something keeps out that can be changed.
fn changeable() -> impl Strategy<Value = World> {
    let stacking = select(vec!["best", "best", "all", "first"]);
    let offers = prop::collection::vec((benefit(), condition(), 0..3_u8), 1..6);
    let said = (prop::option::of(select(vec!["card", "cash"])), prop::option::of(0..9_i64));
    (world(), offers, stacking, said, 0..900_i64).prop_map(
        |(mut world, offers, choose, (payment, party), shipping)| {
            let all = world.program["offers"].as_array_mut().expect("a list");
            for (number, (benefit, when, stacks)) in offers.into_iter().enumerate() {
                let mut offer = json!({ "id": format!("h{number}"), "when": when });
                if benefit.get("amount").is_some() {
                    offer["target"] = "order".into();
                }
                if stacks == 0 {
                    offer["stacking"] = json!({ "group": "g" });
                }
                offer["benefit"] = benefit;
                all.push(offer);
            }
            world.program["stacking"] = json!({ "choose": choose, "groups": [{ "id": "g" }] });
            world.cart["shipping"] = json!({ "cost_minor": shipping });
            if let Some(payment) = payment {
                world.cart["payment"] = payment.into();
            }
            if let Some(party) = party {
                world.cart["attributes"] = json!({ "party": party });
            }
            world
        },
    )
}

struct Shop {
    program: Program,
    member: Member,
    cart: Cart,
    options: QuoteOptions,
}

impl Shop {
    fn new(world: &World) -> Self {
        let program = Program::parse(world.program.to_string(), &TzDatabase);
        let program = program.unwrap_or_else(|problems| panic!("{problems}\n{}", world.program));
        let member = program.member(world.member.to_string()).expect("a right member");
        let cart = program.cart(world.cart.to_string()).expect("a right cart");
        let points =
            |points| Spend::Points(perks::value::Points::new(points).expect("within bounds"));
        let spend = world.spend.map_or(Spend::Max, points);
        let now = Instant::from_millis(NOW).expect("in range");
        Self { program, member, cart, options: QuoteOptions { spend, ..QuoteOptions::at(now) } }
    }

    fn quote(&self, cart: &Cart, options: &QuoteOptions) -> Quote {
        self.member.quote(cart, options).expect("within limits")
    }

    fn hints(&self, most: u32) -> String {
        self.member.hints(&self.cart, &self.options, most).expect("within limits").to_json()
    }

    /// The cart and the options with a change that a hint tells.
    fn changed(&self, change: &Value) -> (Cart, QuoteOptions) {
        let mut cart: Value = serde_json::from_str(&self.cart.to_json()).expect("JSON");
        for (fact, said) in change["set"].as_object().into_iter().flatten() {
            match said {
                Value::Object(attributes) => {
                    for (name, value) in attributes {
                        cart[fact][name] = value.clone();
                    }
                }
                said => cart[fact] = said.clone(),
            }
        }
        let mut cart = self.program.cart(cart.to_string()).expect("a right cart");
        for goods in change["add"].as_array().into_iter().flatten() {
            for line in goods["lines"].as_array().expect("a list") {
                cart.add_line(line.to_string()).expect("a right line");
            }
        }
        let mut options = self.options.clone();
        if let Some(at) = change.get("at") {
            let at = at.as_str().expect("an instant");
            options.now = Instant::parse_rfc3339(at).expect("an instant");
        }
        if change["spend"] == 0 {
            options.spend = Spend::Points(perks::value::Points::ZERO);
        }
        for offer in change["without"].as_array().into_iter().flatten() {
            let id = offer.as_str().expect("an id");
            options.entered.without.push(perks::value::Id::parse(id).expect("an id"));
        }
        (cart, options)
    }
}

fn parsed(json: &str) -> Value {
    serde_json::from_str(json).expect("JSON")
}

fn applies(quote: &Quote, offer: &Value) -> bool {
    quote.offers.applied.iter().any(|applied| *offer == applied.offer.as_str())
}

/// What all offers save, what is paid, what is earned and what is credited later.
fn sums(quote: &Quote) -> [i64; 4] {
    let saved = quote.totals.discount + quote.totals.shipping_discount;
    let credited = quote.cash_back.iter().map(|it| it.amount.minor()).sum();
    let pay = quote.totals.due.unwrap_or(quote.totals.pay);
    [saved.minor(), pay.minor(), quote.points.earn.total.count(), credited]
}

/// Gain, less than which comes later.
fn gain(hint: &Value) -> i64 {
    let number = |value: &Value| value.as_i64().unwrap_or(0);
    number(&hint["saves_minor"]) + number(&hint["cash_back_minor"])
        - number(&hint["change"]["cost_minor"])
}

proptest! {
    #[test]
    fn what_a_hint_tells_holds_once_it_is_done(world in changeable()) {
        let shop = Shop::new(&world);
        let before = shop.quote(&shop.cart, &shop.options);
        let hints = parsed(&shop.hints(ALL));
        for hint in hints["hints"].as_array().expect("a list") {
            prop_assert!(!applies(&before, &hint["offer"]), "it applies: {hint}");
            let (cart, options) = shop.changed(&hint["change"]);
            let after = shop.quote(&cart, &options);
            prop_assert!(applies(&after, &hint["offer"]), "it does not apply: {hint}");
            let (before, after) = (sums(&before), sums(&after));
            let more: Vec<i64> = after.iter().zip(before).map(|(after, it)| after - it).collect();
            let told = ["saves_minor", "pays_minor", "earns", "cash_back_minor"];
            let told: Vec<i64> =
                told.iter().map(|name| hint[*name].as_i64().unwrap_or(0)).collect();
            prop_assert_eq!(more, told, "{}", hint);
            prop_assert!(hint["saves_minor"].as_i64() >= Some(0), "it saves less: {}", hint);
            let cost = cart.to_json();
            let list = |json: &str| -> i64 {
                let cart = parsed(json);
                let lines = cart["lines"].as_array().expect("a list");
                let list = |line: &Value| line["units"].as_i64().zip(line["price_minor"].as_i64());
                lines.iter().filter_map(list).map(|(units, price)| units * price).sum()
            };
            let added = list(&cost) - list(&shop.cart.to_json());
            prop_assert_eq!(hint["change"]["cost_minor"].as_i64(), Some(added));
        }
    }

    #[test]
    fn hints_are_the_same_again_and_the_best_come_first(
        world in changeable(),
        most in 1..ALL,
    ) {
        let shop = Shop::new(&world);
        let all = parsed(&shop.hints(ALL));
        let all = all["hints"].as_array().expect("a list");
        prop_assert!(all.windows(2).all(|pair| gain(&pair[0]) >= gain(&pair[1])));
        let first = &all[..all.len().min(most as usize)];
        prop_assert_eq!(shop.hints(most), json!({ "hints": first }).to_string());
        for (index, hint) in all.iter().enumerate() {
            prop_assert!(all[..index].iter().all(|other| other["offer"] != hint["offer"]));
        }
    }

    #[test]
    fn an_amount_is_the_least_that_is_enough(
        world in world(),
        least in 1..90_000_i64,
        of in select(vec![json!({}), json!({ "tags": ["t1"] }), json!({ "brands": ["b9"] })]),
    ) {
        let mut world = world;
        let digits = match world.program["currency"].as_str() {
            Some("JPY") => 0,
            Some("KWD") => 3,
            _ => 2_usize,
        };
        let scale = 10_i64.pow(u32::try_from(digits).expect("small"));
        let amount = if digits == 0 {
            least.to_string()
        } else {
            format!("{}.{:0digits$}", least / scale, least % scale)
        };
        world.program["rounding"] = Value::Null;
        world.program["offers"] = json!([{ "id": "o", "benefit": { "amount": { "off": "1" } },
            "target": "order", "when": { "amount": { "at_least": amount, "of": of } } }]);
        let shop = Shop::new(&world);
        let hints = parsed(&shop.hints(ALL));
        let applied = applies(&shop.quote(&shop.cart, &shop.options), &"o".into());
        prop_assert!(applied || !hints["hints"][0].is_null(), "no hint: {}", world.cart);
        for hint in hints["hints"].as_array().expect("a list") {
            let mut change = hint["change"].clone();
            let lines = change["add"][0]["lines"].as_array_mut().expect("a list");
            let last = lines.last_mut().expect("a line");
            let price = last["price_minor"].as_i64().expect("a price");
            if last["units"] != 1 || price == 0 {
                continue;
            }
            last["price_minor"] = (price - 1).into();
            let (cart, options) = shop.changed(&change);
            prop_assert!(!applies(&shop.quote(&cart, &options), &"o".into()), "{}", hint);
        }
    }
}
