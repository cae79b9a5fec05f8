//! Laws of recording, over generated programmes and histories: orders, returns, adjustments,
//! corrections and time, with the snapshot written and read in between.
#![cfg(not(target_arch = "wasm32"))]

#[path = "support/worlds.rs"]
#[expect(dead_code, reason = "a history brings carts of its own")]
mod worlds;

use perks::value::{Instant, Points, TzDatabase};
use perks::{Member, Program, QuoteOptions, Recorded, Spend};
use proptest::prelude::*;
use proptest::sample::{Index, select};
use serde_json::{Value, json};
use worlds::{NOW, World, line, world};

const DAY: i64 = 86_400_000;

/// Something that happens, so many milliseconds after what came before it.
#[derive(Clone, Debug)]
struct Step {
    later: i64,
    /// So long before that it happened; more than nothing is a correction.
    late: i64,
    what: What,
}

#[derive(Clone, Debug)]
enum What {
    /// Lines, and how many points are asked for.
    Order(Vec<Value>, i64),
    /// Of some order that was recorded, some units of lines.
    Refund(Index, Vec<Index>),
    /// Points, and perhaps the day from now on which they expire.
    Adjust(i64, Option<i64>),
    Delivered(Index),
    Visit,
    /// To another member.
    Transfer(i64),
    Settle,
}

fn step() -> impl Strategy<Value = Step> {
    let order = (prop::collection::vec(line(), 1..4), prop_oneof![0..60_i64, 0..900_i64]);
    let what = prop_oneof![
        4 => order.prop_map(|(lines, spend)| What::Order(lines, spend)),
        4 => (any::<Index>(), prop::collection::vec(any::<Index>(), 1..4))
            .prop_map(|(order, units)| What::Refund(order, units)),
        2 => (-300..300_i64, prop::option::of(-1..4_i64))
            .prop_map(|(points, expires)| What::Adjust(points, expires)),
        1 => any::<Index>().prop_map(What::Delivered),
        1 => Just(What::Visit),
        1 => (1..200_i64).prop_map(What::Transfer),
        1 => Just(What::Settle),
    ];
    let later = prop_oneof![1 => Just(0), 3 => 0..2 * DAY];
    let late = prop_oneof![5 => Just(0), 1 => 0..3 * DAY];
    (later, late, what).prop_map(|(later, late, what)| Step { later, late, what })
}

/// What points become: vouchers as days end, points of another pool with a visit, and these money.
fn conversions() -> impl Strategy<Value = Value> {
    let ways = [
        json!({ "id": "a", "on": { "every": { "period": "day" } }, "minimum": 30, "step": 20,
                "into": { "voucher": { "offer": "paper", "worth": "1" } } }),
        json!({ "id": "b", "on": { "activity": "visit" }, "step": 7,
                "into": { "pool": { "id": "miles", "rate": "1.5" } } }),
        json!({ "id": "c", "on": { "every": { "period": "day" } }, "pool": "miles", "step": 10,
                "into": { "cash_back": { "worth": "2" } } }),
    ];
    prop::sample::subsequence(ways.to_vec(), 0..=3).prop_map(Value::from)
}

/// A world in which rules have caps, and points wait, end and become something else.
fn wide_world() -> impl Strategy<Value = World> {
    let cap = select(vec![
        json!({ "points": 40, "per": "order" }),
        json!({ "points": 60, "per": "day", "over": "refuse" }),
        json!({ "points": 200, "per": "month" }),
        json!({ "points": 300, "per": "lifetime" }),
        json!({ "points": 150, "per": "balance" }),
    ]);
    let available = json!({ "available": { "after": { "days": 1 } } });
    let wait = select(vec![json!({}), available, json!({ "on": "delivery" })]);
    let ends = select(vec![json!({ "days": 3 }), json!({ "days": 40 })]);
    let ends = (ends, any::<bool>()).prop_map(|(period, slides)| match slides {
        true => json!({ "inactivity": { "period": period } }),
        false => json!({ "after": { "period": period, "from": "available" } }),
    });
    let terms = (prop::option::of(cap), wait, prop::option::of(ends));
    let terms = prop::collection::vec(terms, 8);
    (world(), terms, conversions()).prop_map(|(mut world, terms, conversions)| {
        let program = &mut world.program;
        if conversions[0]["id"] == "a" {
            let paper = json!({ "id": "paper", "kind": { "wallet": {} }, "target": "order",
                                "benefit": { "amount": { "off": "worth" } } });
            program["offers"].as_array_mut().expect("offers").push(paper);
        }
        program["activities"] = json!([{ "id": "visit" }]);
        let points = &mut program["points"];
        points["conversions"] = conversions;
        points["pools"] = json!([{ "id": "points" }, { "id": "growth", "spendable": "no" },
            { "id": "miles", "expires": { "after": { "period": { "days": 2 } } } }]);
        let caps =
            [json!({ "points": 30, "per": "week" }), json!({ "points": 90, "per": "lifetime" })];
        points["transfers"] = json!({ "fee": 5, "caps": caps });
        let rules = points["earning"].as_array_mut().expect("rules");
        rules.push(json!({ "id": "grow", "on": "order", "pool": "growth",
                           "give": { "per_unit": { "points": 2 } } }));
        rules.push(json!({ "id": "visit", "on": { "activity": "visit" },
                           "give": { "points": 20 } }));
        for (rule, (cap, wait, ends)) in rules.iter_mut().zip(terms) {
            let by_activity = rule["id"] == "visit";
            rule["caps"] = cap.into_iter().collect();
            for (name, value) in wait.as_object().filter(|_| !by_activity).into_iter().flatten() {
                rule[name] = value.clone();
            }
            if let Some(ends) = ends {
                rule["expires"] = ends;
            }
        }
        world
    })
}

/// The same in which rules, coupons and a forfeit wait for what they ask, and a favourite is
/// cheaper.
fn watched_world() -> impl Strategy<Value = World> {
    wide_world().prop_map(|mut world| {
        let program = &mut world.program;
        let away = |days: i64| json!({ "since_last_order": { "at_least": { "days": days } } });
        let points = &mut program["points"];
        let rules = points["earning"].as_array_mut().expect("rules");
        let often = json!({ "orders": { "at_least": 2, "within": { "last": { "days": 9 } } } });
        rules.push(json!({ "id": "often", "on": "met", "when": often, "give": { "points": 30 } }));
        rules.push(json!({ "id": "rich", "on": "met", "when": { "balance": { "above": 60 } },
                           "give": { "points": 1 } }));
        points["forfeits"] = json!([{ "id": "gone", "on": "met", "when": away(20),
                                      "take": { "share": "50" } }]);
        let offers = program["offers"].as_array_mut().expect("offers");
        let issue = json!([{ "on": "met", "when": away(5) }]);
        offers.push(json!({ "id": "back", "kind": { "wallet": { "issue": issue } },
                            "benefit": { "percent": { "off": "20" } } }));
        let usual = json!({ "by": "sku", "within": { "last": { "days": 9 } }, "minimum": 2 });
        offers.push(json!({ "id": "usual", "target": { "lines": { "favourite": usual } },
                            "benefit": { "percent": { "off": "30" } } }));
        world
    })
}

fn history() -> impl Strategy<Value = Vec<Step>> {
    prop::collection::vec(step(), 1..9)
}

/// A member as recorded, the same one read anew from its snapshot before each event, and the log.
struct Stage {
    program: Program,
    before: Member,
    member: Member,
    log: Vec<Value>,
    now: i64,
    count: usize,
}

fn instant(millis: i64) -> Instant {
    Instant::from_millis(millis).expect("in range")
}

fn parsed(json: &str) -> Value {
    serde_json::from_str(json).expect("results are JSON")
}

fn number(value: &Value) -> i64 {
    value.as_i64().unwrap_or(0)
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

/// The points of a status, pool by pool.
fn pools(status: &Value) -> Vec<Value> {
    let others = list(&status["pools"]).iter().map(|pool| pool["points"].clone());
    std::iter::once(status["points"].clone()).chain(others).collect()
}

impl Stage {
    fn new(world: &World) -> Self {
        let program = Program::parse(world.program.to_string(), &TzDatabase).expect("right");
        let member = program.member(world.member.to_string()).expect("a right member");
        let before = member.clone();
        let mut stage = Self { program, before, member, log: Vec::new(), now: NOW + 1, count: 0 };
        // What is imported may hold points that were over by then; they go with the first step.
        let settled = stage.member.settle(instant(stage.now)).expect("settles");
        stage.keep(&settled);
        stage
    }

    fn state(&self) -> Value {
        parsed(&self.member.to_json())
    }

    /// An event of that content now, or late.
    fn event(&mut self, late: i64, mut content: Value) -> Value {
        self.count += 1;
        content["id"] = format!("e{}", self.count).into();
        content["at"] = (self.now - late).into();
        if late > 0 {
            content["correction"] = json!({ "reason": "the till was offline" });
        }
        content
    }

    /// The event of a step; `None` where there is nothing that it could be about.
    fn event_of(&mut self, step: &Step) -> Option<Value> {
        let late = step.late.min(self.now);
        let orders = self.state();
        let orders = list(&orders["orders"]);
        match &step.what {
            What::Settle => None,
            What::Order(lines, spend) => Some(self.order(late, lines, *spend)),
            What::Refund(order, units) => {
                let order = orders.get(order.index(orders.len().max(1)))?;
                let mut parts = Vec::new();
                for (line, units) in list(&order["lines"]).iter().zip(units) {
                    let left = number(&line["units"]) - number(&line["returned"]);
                    let units = units.index(usize::try_from(left).unwrap_or(0) + 1);
                    if units > 0 {
                        parts.push(json!({ "line": line["id"], "units": units }));
                    }
                }
                let all = parts.is_empty();
                let lines = if all { Value::Null } else { parts.into() };
                Some(
                    self.event(late, json!({ "refund": { "order": order["id"], "lines": lines } })),
                )
            }
            What::Adjust(points, expires) => {
                let expires = expires.map(|days| self.now + days * DAY);
                let adjust = json!({ "points": points, "reason": "why", "expires_at": expires });
                Some(self.event(late, json!({ "adjust": adjust })))
            }
            What::Visit => Some(self.event(late, json!({ "activity": { "id": "visit" } }))),
            What::Transfer(points) => {
                let transfer = json!({ "to": "another", "points": points });
                Some(self.event(late, json!({ "transfer": transfer })))
            }
            What::Delivered(order) => {
                let order = orders.get(order.index(orders.len().max(1)))?;
                Some(self.event(late, json!({ "delivered": { "order": order["id"] } })))
            }
        }
    }

    /// An order that spends as many of so many points as go.
    fn order(&mut self, late: i64, lines: &[Value], spend: i64) -> Value {
        let mut lines = lines.to_vec();
        for (line, id) in lines.iter_mut().zip(["b", "a", "c"]) {
            line["id"] = id.into();
        }
        let currency = self.program.currency();
        let cart = json!({ "currency": currency.code(), "lines": lines });
        let read = self.program.cart(cart.to_string()).expect("a right cart");
        let spend = Spend::Points(Points::new(spend).expect("few"));
        // What can be spent is asked of the member as it is by then.
        let mut settled = self.member.clone();
        settled.settle(instant(self.now)).expect("settles");
        let options = QuoteOptions { spend, ..QuoteOptions::at(instant(self.now - late)) };
        let quote = settled.quote(&read, &options).expect("within limits");
        let spend = quote.points.spend.chosen.count();
        let id = format!("o{}", self.count);
        self.event(late, json!({ "order": { "id": id, "cart": cart, "spend": spend } }))
    }

    /// Records, or leaves everything as it was; the member that was read anew does the same.
    fn record(&mut self, event: &Value) -> Result<Option<Recorded>, TestCaseError> {
        let before = self.member.to_json();
        let mut again = self.program.member(&before).expect("its own snapshot");
        prop_assert_eq!(again.to_json(), before.clone());
        let (now, text) = (instant(self.now), event.to_string());
        let result = self.member.record(text.as_str(), now);
        let other = again.record(text.as_str(), now);
        let json = |result: &Result<Recorded, perks::Problems>| match result {
            Ok(recorded) => recorded.to_json(),
            Err(problems) => problems.to_json(),
        };
        prop_assert_eq!(json(&result), json(&other), "{}", event);
        prop_assert_eq!(self.member.to_json(), again.to_json(), "{}", event);
        let Ok(recorded) = result else {
            prop_assert_eq!(self.member.to_json(), before, "{} left a trace", event);
            return Ok(None);
        };
        self.keep(&recorded);
        let after = self.member.to_json();
        let known = self.member.record(text.as_str(), now).expect("known");
        prop_assert!(known.duplicate && known.entries.is_empty());
        prop_assert_eq!(self.member.to_json(), after);
        Ok(Some(recorded))
    }

    fn keep(&mut self, recorded: &Recorded) {
        self.log.extend(list(&parsed(&recorded.to_json())["entries"]).iter().cloned());
    }

    /// The books balance at several instants, and no lot owes anything.
    fn is_sound(&self) -> Result<(), TestCaseError> {
        let state = self.state();
        for lot in list(&state["lots"]) {
            let gone = ["expired", "clawed_back", "forfeited", "transferred"];
            let gone: i64 = gone.iter().map(|name| number(&lot[*name])).sum();
            let (granted, left) = (number(&lot["granted"]), number(&lot["left"]));
            prop_assert!(left >= 0 && gone >= 0 && granted - left - gone >= 0, "{}", lot);
        }
        for order in list(&state["orders"]) {
            for line in list(&order["lines"]) {
                prop_assert!(number(&line["returned"]) <= number(&line["units"]), "{}", order);
            }
            for spent in list(&order["spent"]) {
                prop_assert!(number(&spent["returned"]) <= number(&spent["points"]), "{}", order);
            }
        }
        for days in [0, 1, 40] {
            let status = self.member.status(instant(self.now + days * DAY)).expect("settles");
            for points in pools(&parsed(&status.to_json())) {
                let names = ["balance", "pending", "spent", "expired"];
                let gone = ["clawed_back", "forfeited", "transferred"];
                let sum: i64 = names.iter().chain(&gone).map(|it| number(&points[*it])).sum();
                prop_assert_eq!(sum, number(&points["granted"]), "{}", points);
                // Whoever has something to spend owes nothing.
                let balance = number(&points["balance"]);
                prop_assert!(number(&points["owed"]) == 0 || balance <= 0, "{}", points);
            }
        }
        Ok(())
    }

    /// The fold of the log is the member.
    fn replays(&self) -> Result<(), TestCaseError> {
        let log = Value::from(self.log.clone()).to_string();
        let replayed = self.before.clone().replay(log).expect("its own log");
        prop_assert_eq!(replayed.to_json(), self.member.to_json());
        Ok(())
    }

    /// What nothing allows is refused, and changes nothing.
    fn refuses(&mut self) -> Result<(), TestCaseError> {
        let mut wrong =
            vec![json!({ "adjust": { "points": -400_000_000_000_i64, "reason": "x" } })];
        wrong.push(json!({ "refund": { "order": "none" } }));
        wrong.push(json!({ "transfer": { "to": "m", "points": 1 } }));
        for order in list(&self.state()["orders"]) {
            let line = &order["lines"][0];
            let units = number(&line["units"]) - number(&line["returned"]) + 1;
            let lines = json!([{ "line": line["id"], "units": units }]);
            wrong.push(json!({ "refund": { "order": order["id"], "lines": lines } }));
        }
        for content in wrong {
            let event = self.event(0, content);
            let recorded = self.record(&event)?;
            prop_assert!(recorded.is_none(), "{} was recorded", event);
        }
        Ok(())
    }

    fn play(&mut self, history: &[Step]) -> Result<(), TestCaseError> {
        for step in history {
            self.now += step.later;
            match self.event_of(step) {
                Some(event) => {
                    self.record(&event)?;
                }
                None => {
                    let settled = self.member.settle(instant(self.now)).expect("settles");
                    self.keep(&settled);
                }
            }
            self.is_sound()?;
        }
        Ok(())
    }
}

/// A snapshot without its events, whose number and names may differ.
fn without_events(member: &Member) -> Value {
    let mut state = parsed(&member.to_json());
    state["events"] = Value::Null;
    for order in state["orders"].as_array_mut().into_iter().flatten() {
        // What came back to repay stands in the order in which it came.
        if let Some(taken) = order["taken"].as_array_mut() {
            taken.sort_by_key(|taken| taken["lot"].to_string());
        }
    }
    state
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    /// The books balance after each event, a snapshot goes on as its member does, what is refused
    /// changes nothing, and the log is all there is.
    #[test]
    fn a_history_keeps_the_books(world in watched_world(), history in history()) {
        let mut stage = Stage::new(&world);
        stage.play(&history)?;
        stage.refuses()?;
        stage.replays()?;
    }

    /// Settling on the way changes nothing.
    #[test]
    fn settling_in_two_steps_is_settling_once(
        world in watched_world(),
        history in history(),
        first in 0..6 * DAY,
        second in 0..60 * DAY,
    ) {
        let mut stage = Stage::new(&world);
        stage.play(&history)?;
        let until = instant(stage.now + first + second);
        let mut other = stage.member.clone();
        let forecast = other.forecast(instant(stage.now), until).expect("settles").to_json();
        prop_assert_eq!(other.to_json(), stage.member.to_json(), "a forecast changes nothing");
        other.settle(instant(stage.now + first)).expect("settles");
        other.settle(until).expect("settles");
        let mut gone = 0;
        for entry in list(&parsed(&forecast)["entries"]) {
            gone += if entry["kind"] == "expired" { number(&entry["points"]) } else { 0 };
        }
        let expired = |member: &Member, at| {
            let status = member.status(at).expect("settles");
            let pools = pools(&parsed(&status.to_json()));
            pools.iter().map(|points| number(&points["expired"])).sum::<i64>()
        };
        let already = expired(&stage.member, instant(stage.now));
        prop_assert_eq!(gone, expired(&other, until) - already);
        stage.member.settle(until).expect("settles");
        prop_assert_eq!(stage.member.to_json(), other.to_json());
    }

    /// Points that paid are back where they were when everything came back.
    #[test]
    fn an_order_that_came_back_has_not_been(
        world in wide_world(),
        history in history(),
        lines in prop::collection::vec(line(), 1..4),
        spend in 0..900_i64,
    ) {
        let mut stage = Stage::new(&world);
        stage.play(&history)?;
        stage.member.settle(instant(stage.now)).expect("settles");
        let before = stage.state();
        let status = |stage: &Stage| {
            let status = stage.member.status(instant(stage.now)).expect("settles").to_json();
            let names = ["balance", "owed", "pending", "spent"];
            let books = |points: &Value| names.map(|name| number(&points[name]));
            pools(&parsed(&status)).iter().map(books).collect::<Vec<_>>()
        };
        let books = status(&stage);
        let order = stage.order(0, &lines, spend);
        prop_assert!(stage.record(&order)?.is_some());
        let refund = json!({ "refund": { "order": order["order"]["id"] } });
        let refund = stage.event(0, refund);
        prop_assert!(stage.record(&refund)?.is_some());
        prop_assert_eq!(status(&stage), books);
        // That something was bought keeps sliding points alive, whatever comes back.
        let lots = |state: &Value| -> Vec<Value> {
            let mut lots = list(&state["lots"]).to_vec();
            for lot in lots.iter_mut().filter(|lot| lot["expiry"] == "sliding") {
                lot["expires_at"] = Value::Null;
            }
            lots
        };
        let after = lots(&stage.state());
        for lot in lots(&before) {
            prop_assert!(after.contains(&lot), "{} is not in {:?}", lot, after);
        }
    }

    /// However an order comes back piece by piece, it ends as if it had come back at once.
    #[test]
    fn pieces_come_back_as_the_whole_does(
        world in wide_world(),
        history in history(),
        which in any::<Index>(),
        picks in prop::collection::vec((any::<Index>(), any::<Index>()), 12),
    ) {
        let mut stage = Stage::new(&world);
        stage.play(&history)?;
        let state = stage.state();
        let orders = list(&state["orders"]);
        prop_assume!(!orders.is_empty());
        let order = &orders[which.index(orders.len())];
        let id = &order["id"];
        let mut left: Vec<(Value, usize)> = Vec::new();
        for line in list(&order["lines"]) {
            let units = number(&line["units"]) - number(&line["returned"]);
            left.push((line["id"].clone(), usize::try_from(units).expect("units")));
        }
        left.retain(|(_, units)| *units > 0);
        prop_assume!(!left.is_empty());
        let whole = stage.event(0, json!({ "refund": { "order": id } }));
        let mut at_once = stage.member.clone();
        at_once.record(whole.to_string(), instant(stage.now)).expect("it can come back");
        for (line, units) in picks {
            let place = line.index(left.len());
            let (line, of) = &mut left[place];
            let units = units.index(*of) + 1;
            *of -= units;
            let lines = json!([{ "line": line, "units": units }]);
            let part = stage.event(0, json!({ "refund": { "order": id, "lines": lines } }));
            prop_assert!(stage.record(&part)?.is_some());
            stage.is_sound()?;
            left.retain(|(_, units)| *units > 0);
            if left.is_empty() {
                break;
            }
        }
        if !left.is_empty() {
            let rest = stage.event(0, json!({ "refund": { "order": id } }));
            prop_assert!(stage.record(&rest)?.is_some());
        }
        prop_assert_eq!(without_events(&stage.member), without_events(&at_once));
        stage.replays()?;
    }
}
