//! Laws of what offers give beside the price of goods, over generated programmes, members and
//! carts: shipping, bonus points, cash back; with orders that come back in pieces.
#![cfg(not(target_arch = "wasm32"))]

#[path = "support/worlds.rs"]
mod worlds;

use std::collections::BTreeMap;

use perks::outcome::{Entry, EntryKind, Recorded};
use perks::program::BearerShare;
use perks::value::{Instant, Money, TzDatabase};
use perks::{Member, Program, Quote, QuoteOptions, Spend};
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Value, json};
use worlds::{NOW, World, world};

const DAY: i64 = 86_400_000;

fn instant(millis: i64) -> Instant {
    Instant::from_millis(millis).expect("in range")
}

/// Offers on shipping, of points and of cash back; amounts are whole, for any currency.
fn beside() -> impl Strategy<Value = Value> {
    let off = || select(vec!["5", "12.5", "33.333", "50", "100"]);
    let amount = || (1..60_i64).prop_map(|amount| amount.to_string());
    let cap = || prop::option::of(amount());
    let shipping = prop_oneof![
        off().prop_map(|off| json!({ "off": off })),
        amount().prop_map(|amount| json!({ "amount": amount })),
        amount().prop_map(|price| json!({ "price": price })),
    ];
    let shipping = (shipping, cap()).prop_map(|(mut shipping, cap)| {
        shipping["cap"] = json!(cap);
        json!({ "benefit": { "shipping": shipping } })
    });
    let give = prop_oneof![
        (1..200_i64).prop_map(|points| json!({ "points": points })),
        (1..9_i64).prop_map(|points| json!({ "per_unit": { "points": points } })),
        (1..9_i64, select(vec!["full", "started", "continuous"])).prop_map(|(points, steps)| {
            json!({ "per_amount": { "points": points, "amount": "3", "steps": steps,
                "shipping": "included" } })
        }),
    ];
    let times = select(vec!["0.5", "1.5", "2", "3"]);
    let later = prop_oneof![
        off().prop_map(|off| json!({ "off": off })),
        amount().prop_map(|amount| json!({ "amount": amount })),
    ];
    let bearer = select(vec![
        json!(null),
        json!("partner"),
        json!({ "split": { "brand": "50", "shop": "50" } }),
        json!({ "split": { "brand": "12.5", "shop": "33.3", "platform": "0.7",
                           "partner": "53.5" } }),
    ]);
    let later = (later, cap(), select(vec![0, 1, 30]), bearer);
    let later = later.prop_map(|(mut later, cap, days, bearer)| {
        later["cap"] = json!(cap);
        later["after"] = json!({ "days": days });
        json!({ "benefit": { "cash_back": later }, "bearer": bearer })
    });
    prop_oneof![
        3 => shipping,
        2 => give.prop_map(|give| json!({ "benefit": { "points": give } })),
        1 => times.prop_map(|by| json!({ "benefit": { "multiplier": { "by": by } } })),
        3 => later,
    ]
}

/// A world with such offers, a member who has joined, shipping and a gift card.
fn rich_world() -> impl Strategy<Value = World> {
    let offers = prop::collection::vec((beside(), prop::option::of(1..90_i64)), 1..7);
    let clawback = select(vec!["earned", "recomputed"]);
    let costs = (0..4_000_i64, prop_oneof![Just(0), 0..9_000_i64]);
    (world(), offers, clawback, costs).prop_map(|(mut world, beside, clawback, costs)| {
        let offers = world.program["offers"].as_array_mut().expect("a list");
        for (number, (mut offer, from)) in beside.into_iter().enumerate() {
            offer["id"] = format!("beside-{number}").into();
            if let Some(from) = from {
                offer["when"] = json!({ "amount": { "at_least": from.to_string() } });
            }
            offers.push(offer);
        }
        world.program["points"]["returns"] = json!({ "clawback": clawback });
        world.member["id"] = "m".into();
        world.member["joined_at"] = 0.into();
        world.cart["shipping"] = json!({ "cost_minor": costs.0 });
        world.cart["gift_card_minor"] = costs.1.into();
        world
    })
}

fn program(world: &World) -> Program {
    let program = Program::parse(world.program.to_string(), &TzDatabase);
    program.unwrap_or_else(|problems| panic!("{problems}\n{}", world.program))
}

fn quoted(world: &World) -> Quote {
    let program = program(world);
    let member = program.member(world.member.to_string()).expect("a right member");
    let cart = program.cart(world.cart.to_string()).expect("a right cart");
    let points = |points| Spend::Points(perks::value::Points::new(points).expect("within bounds"));
    let spend = world.spend.map_or(Spend::Max, points);
    let options = QuoteOptions { spend, ..QuoteOptions::at(instant(NOW)) };
    member.quote(&cart, &options).expect("within limits")
}

/// What an offer saves of shipping, where no other offer is.
fn alone(world: &World, offer: &Value) -> i64 {
    let mut alone = world.clone();
    alone.program["offers"] = json!([offer]);
    quoted(&alone).shipping.discount.minor()
}

/// The sum of the amounts of entries of a kind.
fn sum(entries: &[Entry], kind: EntryKind) -> i64 {
    let of_kind = entries.iter().filter(|entry| entry.kind == kind);
    of_kind.filter_map(|entry| entry.amount).map(|amount| amount.minor()).sum()
}

/// What bearers bear of the entries of a kind, by offer and bearer.
fn borne(entries: &[Entry], kind: EntryKind) -> BTreeMap<(String, &'static str), i64> {
    let mut borne = BTreeMap::new();
    for entry in entries.iter().filter(|entry| entry.kind == kind) {
        let offer = entry.offer.as_ref().expect("of an offer").to_string();
        for share in &entry.bearers {
            *borne.entry((offer.clone(), share.bearer.name())).or_default() += share.amount.minor();
        }
    }
    borne
}

/// Whether what each bears is something, and all of it is the amount.
fn adds_up(shares: &[BearerShare], amount: Option<Money>) -> bool {
    let sum: Money = shares.iter().map(|share| share.amount).sum();
    Some(sum) == amount && shares.iter().all(|share| share.amount > Money::ZERO)
}

/// An order's events: it is placed, comes back piece by piece, and then as a whole.
struct Story {
    member: Member,
    nobody: Member,
    entries: Vec<Entry>,
    log: Vec<Value>,
}

impl Story {
    fn new(world: &World) -> Self {
        let program = program(world);
        let member = program.member(r#"{"format":1,"program":"p","id":"m","joined_at":0}"#);
        let member = member.expect("a right member");
        Self { nobody: member.clone(), member, entries: Vec::new(), log: Vec::new() }
    }

    fn keep(&mut self, recorded: Recorded) -> Vec<Entry> {
        let written: Value = serde_json::from_str(&recorded.to_json()).expect("JSON");
        self.log.extend(written["entries"].as_array().expect("a list").iter().cloned());
        self.entries.extend(recorded.entries.iter().cloned());
        recorded.entries
    }

    fn record(&mut self, event: &Value) -> Vec<Entry> {
        let now = instant(event["at"].as_i64().expect("an instant"));
        let recorded = self.member.record(event.to_string(), now);
        self.keep(recorded.unwrap_or_else(|problems| panic!("{problems}\n{event}")))
    }

    fn settle(&mut self, now: Instant) -> Vec<Entry> {
        let settled = self.member.settle(now).expect("settles");
        self.keep(settled)
    }

    /// A snapshot is the fold of its log, and is read as it is written.
    fn is_sound(&self) -> Result<(), TestCaseError> {
        let log = Value::from(self.log.clone()).to_string();
        let replayed = self.nobody.clone().replay(log).expect("a right log");
        prop_assert_eq!(replayed.to_json(), self.member.to_json());
        Ok(())
    }
}

proptest! {
    #[test]
    fn shipping_has_the_best_of_its_offers(world in rich_world()) {
        let quote = quoted(&world);
        let (shipping, totals) = (&quote.shipping, &quote.totals);
        let left = shipping.cost - shipping.discount;
        prop_assert_eq!(left - shipping.by_points - shipping.by_card, shipping.pay);
        let parts: i64 = shipping.discounts.iter().map(|it| it.amount.minor()).sum();
        prop_assert_eq!(parts, shipping.discount.minor());
        let cost = totals.net + totals.shipping - totals.shipping_discount;
        prop_assert_eq!(cost - totals.by_points - totals.by_card, totals.pay);
        let offers = world.program["offers"].as_array().expect("a list");
        let best = offers.iter().map(|offer| alone(&world, offer)).max();
        prop_assert_eq!(best.unwrap_or(0), shipping.discount.minor());
    }

    #[test]
    fn no_more_comes_back_than_was_paid(world in rich_world()) {
        let quote = quoted(&world);
        let paid: i64 = quote.lines.iter().map(|line| line.pay.minor()).sum();
        let back: i64 = quote.cash_back.iter().map(|it| it.amount.minor()).sum();
        prop_assert!(0 <= back && back <= paid, "{} of {}", back, paid);
        for it in &quote.cash_back {
            prop_assert!(adds_up(&it.bearers, Some(it.amount)), "{:?}", it);
        }
    }

    /// Whatever comes back when: of points and of cash back nothing is left in the end, and what is
    /// credited is what had not come back by then.
    #[test]
    fn pieces_leave_nothing(
        world in rich_world(),
        pieces in prop::collection::vec((any::<prop::sample::Index>(), 1..4_u32, 0..20_i64), 0..6),
    ) {
        let mut story = Story::new(&world);
        let order = json!({ "id": "o", "cart": world.cart });
        let placed = story.record(&json!({ "id": "e", "at": NOW, "order": order }));
        let promised = sum(&placed, EntryKind::CashBack);
        let lines = world.cart["lines"].as_array().expect("lines");
        let mut left: Vec<i64> =
            lines.iter().map(|line| line["units"].as_i64().expect("units")).collect();
        let mut at = NOW;
        for (number, (line, units, days)) in pieces.into_iter().enumerate() {
            at += days * DAY;
            let line = line.index(lines.len());
            let units = i64::from(units).min(left[line]);
            left[line] -= units;
            if units > 0 {
                let back = json!([{ "line": lines[line]["id"], "units": units }]);
                let refund = json!({ "order": "o", "lines": back });
                story.record(&json!({ "id": format!("b{number}"), "at": at, "refund": refund }));
            }
        }
        let ships = world.cart["shipping"]["cost_minor"].as_i64() > Some(0);
        if left.iter().any(|units| *units > 0) {
            let end = json!({ "id": "end", "at": at + DAY, "refund": { "order": "o" } });
            story.record(&end);
        } else if ships {
            // All goods came back by themselves: nothing of this depends on shipping.
            let status = story.member.status(instant(at)).expect("settles");
            prop_assert!(status.cash_back.is_empty());
        }
        let later = instant(at + 40 * DAY);
        story.settle(later);
        let entries = &story.entries;
        prop_assert_eq!(sum(entries, EntryKind::CashBackReturned), promised);
        // Each bearer gets back what it had promised.
        let (back, gave) = (EntryKind::CashBackReturned, EntryKind::CashBack);
        prop_assert_eq!(borne(entries, back), borne(entries, gave));
        let told = [back, gave, EntryKind::Credited];
        for entry in entries.iter().filter(|it| told.contains(&it.kind)) {
            prop_assert!(adds_up(&entry.bearers, entry.amount), "{:?}", entry);
        }
        prop_assert!(sum(entries, EntryKind::Credited) <= promised);
        let status = story.member.status(later).expect("settles");
        prop_assert!(status.cash_back.is_empty());
        if !status.points.granted.is_zero() {
            prop_assert_eq!(status.points.clawed_back, status.points.granted);
        }
        story.is_sound()?;
    }

    /// Kept whole, all of it is credited, in one step or in two.
    #[test]
    fn all_that_is_promised_is_credited(world in rich_world(), days in 0..40_i64) {
        let mut story = Story::new(&world);
        let order = json!({ "id": "o", "cart": world.cart });
        let placed = story.record(&json!({ "id": "e", "at": NOW, "order": order }));
        for at in [NOW + days * DAY, NOW + 40 * DAY] {
            let settled = story.settle(instant(at));
            for entry in settled.iter().filter(|entry| entry.kind == EntryKind::Credited) {
                prop_assert!(instant(NOW) <= entry.at && entry.at <= instant(at));
            }
        }
        let promised = sum(&placed, EntryKind::CashBack);
        prop_assert_eq!(sum(&story.entries, EntryKind::Credited), promised);
        let entries = &story.entries;
        let credited = borne(entries, EntryKind::Credited);
        prop_assert_eq!(credited, borne(entries, EntryKind::CashBack));
        story.is_sound()?;
    }
}
