//! Laws of the engine, over generated programmes, members and carts: what adds up, what does not
//! depend on an order, and that nothing better was there to choose.
#![cfg(not(target_arch = "wasm32"))]

#[path = "support/worlds.rs"]
mod worlds;

use std::collections::BTreeMap;

use perks::outcome::{Entry, EntryKind, Reason};
use perks::value::{Instant, TzDatabase};
use perks::{Cart, Member, Program, Quote, QuoteOptions, Spend, Status};
use proptest::prelude::*;
use serde_json::{Value, json};
use worlds::{NOW, World, line, world};

/// A world that was read.
struct Read {
    program: Program,
    member: Member,
    cart: Cart,
}

fn read(world: &World) -> Read {
    let program = Program::parse(world.program.to_string(), &TzDatabase);
    let program = program.unwrap_or_else(|problems| panic!("{problems}\n{}", world.program));
    let member = program.member(world.member.to_string()).expect("a right member");
    let cart = program.cart(world.cart.to_string()).expect("a right cart");
    Read { program, member, cart }
}

fn instant(millis: i64) -> Instant {
    Instant::from_millis(millis).expect("in range")
}

fn options(spend: Option<i64>) -> QuoteOptions {
    let points = |points| Spend::Points(perks::value::Points::new(points).expect("within bounds"));
    QuoteOptions { spend: spend.map_or(Spend::Max, points), ..QuoteOptions::at(instant(NOW)) }
}

fn quoted(world: &World) -> Quote {
    let Read { member, cart, .. } = read(world);
    member.quote(&cart, &options(world.spend)).expect("within limits")
}

/// The JSON of each line by its id.
fn lines_by_id(quote: &Quote) -> BTreeMap<String, Value> {
    let quote: Value = serde_json::from_str(&quote.to_json()).expect("JSON");
    let lines = quote["lines"].as_array().expect("lines").iter();
    lines.map(|line| (line["id"].to_string(), line.clone())).collect()
}

/// The JSON of each offer's outcome by its id.
fn offers_by_id(quote: &Quote) -> BTreeMap<String, Value> {
    let quote: Value = serde_json::from_str(&quote.to_json()).expect("JSON");
    ["applied", "possible", "refused"]
        .iter()
        .flat_map(|list| quote["offers"][list].as_array().into_iter().flatten())
        .map(|outcome| (outcome["offer"].to_string(), outcome.clone()))
        .collect()
}

/// A permutation of a list of the document, by random keys.
fn shuffled(document: &Value, place: &str, keys: &[u32]) -> Value {
    let mut document = document.clone();
    if let Some(Value::Array(list)) = document.pointer_mut(place) {
        let mut keyed: Vec<_> = keys.iter().copied().cycle().zip(list.drain(..)).collect();
        keyed.sort_by_key(|(key, _)| *key);
        list.extend(keyed.into_iter().map(|(_, element)| element));
    }
    document
}

fn keys() -> impl Strategy<Value = Vec<u32>> {
    prop::collection::vec(any::<u32>(), 12)
}

proptest! {
    #[test]
    fn everything_adds_up(world in world()) {
        let quote = quoted(&world);
        let mut sums = perks::outcome::Totals::default();
        for line in &quote.lines {
            prop_assert_eq!(line.list.minor(), line.price.minor() * i64::from(line.units));
            prop_assert_eq!(line.discount, line.discounts.iter().map(|it| it.amount).sum());
            prop_assert_eq!(line.list - line.discount, line.net);
            prop_assert_eq!(line.net - line.by_points, line.pay);
            for amount in [line.list, line.discount, line.net, line.by_points, line.pay] {
                prop_assert!(amount.minor() >= 0, "{:?}", line);
            }
            prop_assert!(line.discounts.iter().all(|it| it.amount.minor() > 0));
            prop_assert!(line.earns.count() >= 0);
            sums.list += line.list;
            sums.discount += line.discount;
            sums.net += line.net;
            sums.by_points += line.by_points;
            sums.pay += line.pay;
            sums.units += i64::from(line.units);
        }
        prop_assert_eq!(quote.totals, sums);
        prop_assert_eq!(quote.totals.by_points, quote.points.spend.worth);
        let saved = quote.offers.applied.iter().map(|it| it.saves).sum();
        prop_assert_eq!(quote.totals.discount, saved);

        let earned = &quote.points.earn;
        for rule in &earned.rules {
            prop_assert!(rule.points.count() > 0);
            prop_assert_eq!(rule.lines.len(), quote.lines.len());
            prop_assert!(rule.lines.iter().all(|points| points.count() >= 0));
            prop_assert_eq!(rule.points, rule.lines.iter().copied().sum());
        }
        prop_assert_eq!(earned.total, earned.rules.iter().map(|it| it.points).sum());
        prop_assert_eq!(earned.total, quote.lines.iter().map(|it| it.earns).sum());
    }

    /// An offer has saved something, would do so but for others, or is refused with reasons.
    #[test]
    fn every_offer_has_an_outcome(world in world()) {
        let quote = quoted(&world);
        let declared = world.program["offers"].as_array().map_or(0, Vec::len);
        let offers = &quote.offers;
        let told = offers.applied.len() + offers.possible.len() + offers.refused.len();
        prop_assert_eq!(told, declared);
        prop_assert_eq!(offers_by_id(&quote).len(), declared);
        prop_assert!(quote.offers.applied.iter().all(|it| it.saves.minor() > 0));
        for refused in &quote.offers.refused {
            prop_assert!(!refused.reasons.is_empty());
            let precedence = |reason: &Reason| ORDER.iter().position(|it| *it == reason.code());
            prop_assert!(refused.reasons.iter().map(precedence).is_sorted());
        }
    }

    #[test]
    fn the_order_of_lines_does_not_matter(world in world(), keys in keys()) {
        let one = quoted(&world);
        let cart = shuffled(&world.cart, "/lines", &keys);
        let other = quoted(&World { cart, ..world });
        prop_assert_eq!(one.totals, other.totals);
        prop_assert_eq!(lines_by_id(&one), lines_by_id(&other));
        prop_assert_eq!(&one.points.spend, &other.points.spend);
        prop_assert_eq!(&one.offers.applied, &other.offers.applied);
        let refused = |quote: &Quote| {
            let ids = quote.offers.refused.iter().map(|it| it.offer.to_string());
            ids.collect::<Vec<_>>()
        };
        // Of several offers that are better, a reason names the one on the first line.
        prop_assert_eq!(refused(&one), refused(&other));
    }

    #[test]
    fn the_order_of_offers_and_rules_does_not_matter(world in world(), keys in keys()) {
        let one = quoted(&world);
        let program = shuffled(&world.program, "/offers", &keys);
        let program = shuffled(&program, "/points/earning", &keys);
        let other = quoted(&World { program, ..world });
        prop_assert_eq!(one.totals, other.totals);
        prop_assert_eq!(lines_by_id(&one), lines_by_id(&other));
        prop_assert_eq!(&one.points.spend, &other.points.spend);
        prop_assert_eq!(one.points.earn.total, other.points.earn.total);
        prop_assert_eq!(offers_by_id(&one), offers_by_id(&other));
    }

    /// Each line has the offer that alone takes most off it; of equals the one that ends soonest,
    /// then the least id.
    #[test]
    fn no_line_could_have_a_better_offer(world in world()) {
        let quote = quoted(&world);
        let offers = world.program["offers"].as_array().cloned().unwrap_or_default();
        let mut best: Vec<Option<(i64, i64, String)>> = vec![None; quote.lines.len()];
        for offer in offers {
            let until = match &offer["window"]["until"] {
                Value::Number(millis) => millis.as_i64().expect("an instant"),
                // The end of 15 June 2026 in the programme's zone, UTC+8: 16:00 UTC.
                Value::String(_) => NOW + 12 * 3_600_000,
                _ => i64::MAX,
            };
            let mut program = world.program.clone();
            program["offers"] = json!([offer]);
            let alone = quoted(&World { program, ..world.clone() });
            for (line, best) in alone.lines.iter().zip(&mut best) {
                let id = offer["id"].as_str().expect("an id").to_owned();
                let candidate = (-line.discount.minor(), until, id);
                if candidate.0 < 0 && best.as_ref().is_none_or(|best| candidate < *best) {
                    *best = Some(candidate);
                }
            }
        }
        for (line, best) in quote.lines.iter().zip(best) {
            let found = line.discounts.first().map(|it| {
                let offer = it.offer.as_ref().expect("of an offer");
                (it.amount.minor(), offer.to_string())
            });
            prop_assert_eq!(found, best.map(|(saved, _, id)| (-saved, id)));
            prop_assert!(line.discounts.len() <= 1);
        }
    }
}

/// The order of precedence of an offer's reasons.
const ORDER: [&str; 10] = [
    "not_yet",
    "ended",
    "not_enrolled",
    "amount_short",
    "units_short",
    "none_met",
    "too_few_met",
    "excluded",
    "nothing_to_discount",
    "better_offer",
];

/// What a programme says about points as money.
struct Cash {
    points: i128,
    worth: i128,
    minimum: i64,
    step: i64,
    granted: String,
}

fn cash(program: &Value) -> Option<Cash> {
    let cash = program.pointer("/points/spending/cash").filter(|it| !it.is_null())?;
    let minor = cash["worth"].as_str()?.replace('.', "").parse().ok()?;
    Some(Cash {
        points: cash["points"].as_i64()?.into(),
        worth: minor,
        minimum: cash["minimum"].as_i64().unwrap_or(0),
        step: cash["step"].as_i64().unwrap_or(1),
        granted: program["rounding"]["points_granted"].as_str().unwrap_or("floor").to_owned(),
    })
}

proptest! {
    #[test]
    fn points_pay_what_they_are_worth(world in world()) {
        let quote = quoted(&world);
        let spend = &quote.points.spend;
        let (chosen, worth) = (spend.chosen.count(), spend.worth.minor());
        prop_assert!(spend.maximum <= quote.points.balance && spend.chosen <= spend.maximum);
        prop_assert!(worth <= quote.totals.net.minor() && worth >= 0);
        let Some(cash) = cash(&world.program) else {
            prop_assert_eq!((chosen, worth), (0, 0));
            return Ok(());
        };
        // worth ≤ chosen × rate, or less than a minor unit more where the programme rounds up.
        let (paid, due) = (i128::from(worth) * cash.points, i128::from(chosen) * cash.worth);
        let more = if rounds_down(&cash.granted) { 0 } else { cash.points - 1 };
        prop_assert!(paid <= due + more, "{chosen} points paid {worth}");
        match world.spend {
            Some(wanted) => {
                prop_assert!(chosen <= wanted);
                if spend.reasons.is_empty() {
                    prop_assert!(wanted <= spend.maximum.count());
                } else {
                    prop_assert!(wanted > 0);
                }
            }
            None => prop_assert!(spend.reasons.is_empty()),
        }
    }

    /// Where points are bounded by nothing but the balance, no cent stays unpaid.
    #[test]
    fn no_cent_is_left_unpaid(mut world in world(), points in 1..9_i64, worth in 1..400_i64) {
        world.spend = None;
        let digits = match world.program["currency"].as_str() {
            Some("JPY") => 0,
            Some("CNY") => 2,
            _ => 3,
        };
        let scale = 10_i64.pow(digits);
        let width = digits as usize;
        let part = if digits == 0 { String::new() } else { format!(".{:0width$}", worth % scale) };
        let worth_text = format!("{}{part}", worth / scale);
        prop_assume!(worth_text.parse() != Ok(0));
        world.program["points"]["spending"] =
            json!({ "cash": { "points": points, "worth": worth_text } });
        world.program["rounding"]["points_charged"] = Value::Null;
        world.program["rounding"]["points_granted"] = Value::Null;
        world.member["lots"] = json!([{ "id": "l", "rule": "r", "source": "s",
            "granted": 400_000_000_000_i64, "left": 400_000_000_000_i64,
            "earned_at": 0, "available_at": 0 }]);
        let quote = quoted(&world);
        prop_assert_eq!(quote.totals.pay.minor(), 0);
        prop_assert_eq!(quote.points.spend.worth, quote.totals.net);
        // One point less would not do.
        let chosen = i128::from(quote.points.spend.chosen.count());
        let net = i128::from(quote.totals.net.minor());
        let worth = i128::from(worth);
        prop_assert!(chosen == 0 || (chosen - 1) * worth < net * i128::from(points));
    }

    /// Points that pay nothing more are not charged.
    #[test]
    fn no_point_is_charged_in_vain(mut world in world()) {
        world.program["rounding"]["points_granted"] = Value::Null;
        charges_no_more_than_it_pays(&world)?;
    }

    /// The same, where the worth of points is rounded otherwise than down.
    #[test]
    fn no_point_is_charged_in_vain_however_worth_is_rounded(world in world()) {
        charges_no_more_than_it_pays(&world)?;
    }
}

fn charges_no_more_than_it_pays(world: &World) -> Result<(), TestCaseError> {
    let quote = quoted(world);
    let Some(cash) = cash(&world.program) else { return Ok(()) };
    let spend = &quote.points.spend;
    let chosen = spend.chosen.count();
    prop_assert!(chosen == 0 || spend.worth.minor() > 0, "{chosen} points pay nothing");
    prop_assert_eq!(chosen % cash.step, 0, "{} is no multiple of the step", chosen);
    prop_assert!(chosen == 0 || chosen >= cash.minimum);
    let less = chosen - cash.step;
    if chosen > 0 && less >= cash.minimum {
        let cheaper = quoted(&World { spend: Some(less), ..world.clone() });
        let paid = cheaper.points.spend.worth;
        prop_assert!(paid < spend.worth, "{} points pay as much as {}", less, chosen);
    }
    Ok(())
}

fn rounds_down(mode: &str) -> bool {
    mode == "floor" || mode == "towards_zero"
}

/// A ledger's identity, at an instant.
fn balanced(status: &Status) -> bool {
    let points = &status.points;
    let gone = points.clawed_back + points.forfeited + points.transferred;
    points.granted == points.balance + points.pending + points.spent + points.expired + gone
}

/// Orders and repetitions of them, later and later.
fn history() -> impl Strategy<Value = Vec<(i64, Value, i64)>> {
    let order = (0..200_000_000_i64, prop::collection::vec(line(), 1..4), 0..900_i64);
    prop::collection::vec(order, 1..5).prop_map(|orders| {
        let mut at = NOW;
        let mut events = Vec::new();
        for (i, (later, mut lines, spend)) in orders.into_iter().enumerate() {
            at += later;
            for (line, number) in lines.iter_mut().zip(1..) {
                line["id"] = number.to_string().into();
            }
            let order = json!({ "id": format!("order-{i}"), "cart": { "lines": lines } });
            events.push((
                at,
                json!({ "id": format!("event-{i}"), "at": at, "order": order }),
                spend,
            ));
        }
        events
    })
}

/// The state that follows from the one before and the entries, as far as entries tell.
fn fold(state: &Value, entries: &[Entry]) -> BTreeMap<String, i64> {
    let lots = state["lots"].as_array().cloned().unwrap_or_default();
    let mut left: BTreeMap<String, i64> = lots
        .iter()
        .map(|lot| {
            (lot["id"].as_str().expect("an id").to_owned(), lot["left"].as_i64().expect("left"))
        })
        .collect();
    for entry in entries {
        let (lot, points) = (entry.lot.as_ref().map(ToString::to_string), entry.points.count());
        match (entry.kind, lot) {
            (EntryKind::Spent | EntryKind::Expired, Some(lot)) => {
                *left.get_mut(&lot).expect("the lot") -= points;
            }
            (EntryKind::Granted, Some(lot)) => {
                assert_eq!(left.insert(lot, points), None, "a lot comes to be once");
                let lines: i64 = entry.lines.iter().map(|it| it.points.count()).sum();
                assert_eq!(lines, points);
            }
            (EntryKind::Recorded | EntryKind::Ordered, None) => {}
            other => panic!("an order is not {other:?}"),
        }
    }
    left
}

fn state(member: &Member) -> Value {
    serde_json::from_str(&member.to_json()).expect("JSON")
}

proptest! {
    #[test]
    fn recording_keeps_the_books(world in world(), history in history()) {
        let Read { program, mut member, .. } = read(&world);
        for (at, mut event, spend) in history {
            let now = instant(at + 1_000);
            event["order"]["cart"]["currency"] = program.currency().code().into();
            let cart = program.cart(event["order"]["cart"].to_string()).expect("a right cart");
            let wanted = QuoteOptions { now: instant(at), ..options(Some(spend)) };
            let mut quote = member.quote(&cart, &wanted).expect("within limits");
            if quote.points.spend.reasons.is_empty() {
                event["order"]["spend"] = spend.into();
            } else {
                // The authority does not take less than was asked for: it refuses.
                event["order"]["spend"] = spend.into();
                let before = member.to_json();
                let refused = member.record(event.to_string(), now).expect_err("too many points");
                prop_assert_eq!(refused.as_slice()[0].code.name(), "spend_refused");
                prop_assert_eq!(member.to_json(), before);
                event["order"]["spend"] = Value::Null;
                quote = member.quote(&cart, &QuoteOptions { now: instant(at), ..options(Some(0)) })
                    .expect("within limits");
            }
            let before = state(&member);
            let recorded = member.record(event.to_string(), now).expect("in time");
            prop_assert!(!recorded.duplicate);

            // The entries fold to the state, and say what the quote said.
            let after = state(&member);
            prop_assert_eq!(fold(&before, &recorded.entries), fold(&after, &[]));
            let (mut spent, mut worth, mut granted) = (0, 0, 0);
            for entry in &recorded.entries {
                match entry.kind {
                    EntryKind::Spent => {
                        spent += entry.points.count();
                        worth += entry.amount.expect("a worth").minor();
                    }
                    EntryKind::Granted => granted += entry.points.count(),
                    _ => {}
                }
            }
            prop_assert_eq!(spent, quote.points.spend.chosen.count());
            prop_assert_eq!(worth, quote.points.spend.worth.minor());
            prop_assert_eq!(granted, quote.points.earn.total.count());

            // The books balance, now and later.
            for days in [0, 1, 3, 100] {
                let later = now.plus_millis(days * 86_400_000);
                prop_assert!(balanced(&member.status(later).expect("settles")));
            }
            // Once more changes nothing.
            let again = member.record(event.to_string(), now).expect("known");
            prop_assert!(again.duplicate && again.entries.is_empty());
            prop_assert_eq!(&state(&member), &after);
            // The snapshot is all there is.
            let same = program.member(member.to_json()).expect("its own snapshot");
            prop_assert_eq!(same.to_json(), member.to_json());
            let status = |member: &Member| member.status(now).expect("settles").to_json();
            prop_assert_eq!(status(&same), status(&member));
        }
    }

    #[test]
    fn a_member_is_what_its_document_says(world in world()) {
        let Read { program, member, cart } = read(&world);
        let written = member.to_json();
        let same = program.member(&written).expect("its own snapshot");
        prop_assert_eq!(same.to_json(), written);
        let ask = options(world.spend);
        let one = member.quote(&cart, &ask).expect("within limits").to_json();
        prop_assert_eq!(same.quote(&cart, &ask).expect("within limits").to_json(), one);
        prop_assert!(balanced(&member.status(instant(NOW)).expect("settles")));
    }

    /// Changed in place, a cart is as if it had been read so.
    #[test]
    fn a_changed_cart_is_a_cart_read_anew(
        world in world(),
        units in 1..50_i64,
        added in line(),
        which in any::<prop::sample::Index>(),
    ) {
        let Read { program, member, mut cart } = read(&world);
        let lines = world.cart["lines"].as_array().expect("lines");
        let id = lines[which.index(lines.len())]["id"].as_str().expect("an id").to_owned();
        let same = |cart: &Cart| {
            let anew = program.cart(cart.to_json()).expect("its own document");
            let quote = |cart: &Cart| {
                member.quote(cart, &options(world.spend)).expect("within limits").to_json()
            };
            prop_assert_eq!(anew.to_json(), cart.to_json());
            prop_assert_eq!(quote(&anew), quote(cart));
            Ok(())
        };
        same(&cart)?;
        cart.set_units(&id, units).expect("within limits");
        same(&cart)?;
        cart.add_line(added.to_string()).expect("a right line");
        same(&cart)?;
        cart.remove_line(&id).expect("one more is left");
        same(&cart)?;
        cart.set_units("new", units).expect("within limits");
        same(&cart)?;
    }
}
