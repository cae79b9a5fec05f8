//! Laws of what is carried of steps: an order that comes back, at once or in parts, leaves what it
//! found, and nothing of what was counted gets lost on the way.
#![cfg(not(target_arch = "wasm32"))]

use perks::value::{Instant, TzDatabase};
use perks::{Member, Program};
use proptest::prelude::*;
use proptest::sample::{Index, select};
use serde_json::{Value, json};

/// 2026-01-05T00:00:00Z.
const NOW: i64 = 1_767_571_200_000;
/// What a point is for, in minor units, by the rule that the second law looks at.
const STEP: i64 = 1_000;

/// What is bought: units, prices and brands of lines, and what shipping costs.
type Bought = (Vec<(u32, i64, bool)>, i64);

fn bought() -> impl Strategy<Value = Bought> {
    let line = (1..5_u32, prop_oneof![0..400_i64, 0..6_000_i64], any::<bool>());
    (prop::collection::vec(line, 1..5), prop_oneof![Just(0), 1..900_i64])
}

/// An order, and what comes back after it, of whichever.
fn step() -> impl Strategy<Value = (Bought, Vec<Index>)> {
    (bought(), prop::collection::vec(any::<Index>(), 0..3))
}

/// A rule that carries, of many kinds.
fn rule(id: usize) -> impl Strategy<Value = Value> {
    let cap = select(vec![
        json!([]),
        json!([{ "points": 2, "per": "order" }]),
        json!([{ "points": 5, "per": "lifetime" }]),
        json!([{ "points": 3, "per": "lifetime", "over": "refuse" }]),
    ]);
    let amount = select(vec!["3.33", "10.00", "50.00"]);
    let basis = select(vec!["paid", "after_discounts", "before_discounts"]);
    (cap, amount, basis, 1..4_i64, any::<bool>(), any::<bool>()).prop_map(
        move |(caps, amount, basis, points, own, shipping)| {
            let of = if own { json!({ "brands": ["own"] }) } else { json!({}) };
            let shipping = if shipping { "included" } else { "excluded" };
            json!({ "id": format!("r{id}"), "on": "order", "caps": caps, "give": { "per_amount": {
                "points": points, "amount": amount, "fractions": "carried", "basis": basis,
                "of": of, "shipping": shipping } } })
        },
    )
}

/// Rules that carry, one of which counts all that is paid for goods, and how returns go.
fn program() -> impl Strategy<Value = Program> {
    let clawback = select(vec!["earned", "recomputed"]);
    let by = select(vec!["1", "2", "1.5"]);
    let offer = json!({ "id": "off", "benefit": { "percent": { "off": "15" } },
        "target": { "lines": { "brands": ["own"] } } });
    (rule(1), rule(2), rule(3), clawback, by).prop_map(move |(one, two, three, clawback, by)| {
        let all = json!({ "id": "all", "on": "order", "multiplied": "no", "give": { "per_amount": {
            "points": 1, "amount": "10.00", "fractions": "carried" } } });
        let program = json!({
            "format": 1, "id": "p", "version": 1, "currency": "CNY", "zone": "Asia/Shanghai",
            "offers": [offer],
            "points": {
                "earning": [all, one, two, three],
                "multipliers": { "rules": [{ "id": "m", "by": by, "of": { "brands": ["own"] } }] },
                "returns": { "clawback": clawback, "shortfall": "negative" },
            },
        });
        Program::parse(&*program.to_string(), &TzDatabase).expect("a right programme")
    })
}

struct Stage {
    program: Program,
    member: Member,
    orders: Vec<Bought>,
    /// Units that came back, of each line of each order.
    back: Vec<Vec<u32>>,
    events: usize,
}

impl Stage {
    fn new(program: &Program) -> Self {
        let member = json!({ "format": 1, "program": "p", "id": "m", "joined_at": 0 }).to_string();
        let member = program.member(&*member).expect("a right member");
        Self { program: program.clone(), member, orders: Vec::new(), back: Vec::new(), events: 0 }
    }

    fn record(&mut self, mut event: Value) {
        self.events += 1;
        event["id"] = json!(format!("e{}", self.events));
        event["at"] = json!(NOW);
        let now = Instant::from_millis(NOW).expect("in range");
        self.member.record(event.to_string(), now).expect("it can be recorded");
        // A snapshot that is read again goes on as its member does.
        let state = self.member.to_json();
        self.member = self.program.member(&*state).expect("what was written is read");
        assert_eq!(self.member.to_json(), state);
    }

    fn order(&mut self, bought: &Bought) {
        let (lines, shipping) = bought;
        let line = |(at, &(units, price, own)): (usize, &(u32, i64, bool))| {
            let brand = if own { "own" } else { "other" };
            json!({ "id": at.to_string(), "sku": "s", "units": units, "price_minor": price,
                    "brand": brand })
        };
        let lines: Vec<Value> = lines.iter().enumerate().map(line).collect();
        self.back.push(vec![0; lines.len()]);
        self.orders.push(bought.clone());
        let mut cart = json!({ "currency": "CNY", "lines": lines });
        if *shipping > 0 {
            cart["shipping"] = json!({ "cost_minor": shipping });
        }
        let id = format!("o{}", self.orders.len() - 1);
        self.record(json!({ "order": { "id": id, "cart": cart } }));
    }

    /// Some units of some line of an order come back, if there are any.
    fn part(&mut self, order: usize, pick: &Index) {
        let left = |line: usize| self.orders[order].0[line].0 - self.back[order][line];
        let open: Vec<usize> = (0..self.back[order].len()).filter(|it| left(*it) > 0).collect();
        if open.is_empty() {
            return;
        }
        let line = open[pick.index(open.len())];
        let units = 1 + u32::try_from(pick.index(left(line) as usize)).expect("few");
        self.back[order][line] += units;
        let lines = json!([{ "line": line.to_string(), "units": units }]);
        self.record(json!({ "refund": { "order": format!("o{order}"), "lines": lines } }));
    }

    /// What is left of it.
    fn rest(&mut self, order: usize) {
        let units = self.orders[order].0.iter().map(|(units, ..)| *units);
        let back = self.back[order].iter().copied();
        if units.ne(back) || self.orders[order].1 > 0 {
            self.record(json!({ "refund": { "order": format!("o{order}") } }));
        }
        self.back[order] = self.orders[order].0.iter().map(|(units, ..)| *units).collect();
    }

    fn state(&self) -> Value {
        serde_json::from_str(&self.member.to_json()).expect("JSON")
    }

    /// What is carried by each rule that carries any, and the balance.
    fn books(&self) -> (Vec<(String, i64)>, i64) {
        let state = self.state();
        let carried = state["carried"].as_array().cloned().unwrap_or_default();
        let carried = carried.iter().map(|it| {
            let rule = it["rule"].as_str().expect("a rule").to_string();
            (rule, it["amount_minor"].as_i64().expect("an amount"))
        });
        let mut carried: Vec<_> = carried.filter(|(_, amount)| *amount != 0).collect();
        carried.sort();
        let lots = state["lots"].as_array().expect("lots").iter();
        let left = lots.map(|lot| lot["left"].as_i64().expect("a number")).sum();
        (carried, left)
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    /// Whatever was before, and in whatever parts it comes back.
    #[test]
    fn an_order_that_came_back_leaves_what_is_carried(
        program in program(),
        before in prop::collection::vec((bought(), any::<Option<Index>>()), 0..4),
        order in bought(),
        parts in prop::collection::vec(any::<Index>(), 0..8),
    ) {
        let mut stage = Stage::new(&program);
        for (order, back) in &before {
            stage.order(order);
            if let Some(back) = back {
                stage.part(back.index(stage.orders.len()), back);
            }
        }
        let books = stage.books();
        stage.order(&order);
        let last = stage.orders.len() - 1;
        for part in &parts {
            stage.part(last, part);
        }
        stage.rest(last);
        prop_assert_eq!(stage.books(), books);
    }

    /// Whatever was between: what is carried and the steps whose points there are make up what is
    /// paid for what is kept.
    #[test]
    fn nothing_that_was_counted_gets_lost(
        program in program(),
        steps in prop::collection::vec(step(), 1..6),
    ) {
        let mut stage = Stage::new(&program);
        for (order, parts) in &steps {
            stage.order(order);
            for part in parts {
                stage.part(part.index(stage.orders.len()), part);
            }
            let state = stage.state();
            let mut paid = 0;
            for order in state["orders"].as_array().expect("orders") {
                for line in order["lines"].as_array().expect("lines") {
                    let number = |name: &str| line[name].as_i64().unwrap_or(0);
                    let (net, units) = (number("net_minor"), number("units"));
                    // The first units have a cent more.
                    let (each, more) = (net.div_euclid(units), net.rem_euclid(units));
                    let back = number("returned");
                    paid += net - each * back - more.min(back);
                }
            }
            let lots = state["lots"].as_array().expect("lots").iter();
            let all = lots.filter(|lot| lot["rule"] == "all");
            let kept = |lot: &Value| {
                let points = |name: &str| lot[name].as_i64().unwrap_or(0);
                points("granted") - points("clawed_back")
            };
            let points: i64 = all.map(kept).sum();
            let (carried, _) = stage.books();
            let carried = carried.iter().find(|(rule, _)| rule == "all").map_or(0, |(_, it)| *it);
            prop_assert_eq!(carried + points * STEP, paid);
        }
    }
}
