//! A second opinion on levels: `docs/semantics.md` §14 and §15 by brute force, over JSON.
//!
//! It looks at every day, at every end, after every event and whenever anything leaves a span of
//! hours, whatever a condition asks, and it reckons each measure anew from all that is known. It
//! knows a part of the format: levels by spend, orders, visits, units, activities, points earned,
//! balances, tenure, memberships and invitations; orders without offers, each unit of which earns
//! so many points.

mod calendar;
mod facts;
mod walk;

use std::rc::Rc;

use serde_json::Value;

use calendar::Calendar;
use facts::{Grant, Known, Line, Lot, Membership, Order, Report};
pub(crate) use walk::{Change, State};
use walk::{Granting, Ladder, Step};

/// A member's levels, as far as they are settled.
#[derive(Clone)]
pub(crate) struct Oracle {
    program: Value,
    known: Known,
    states: Vec<State>,
    changes: Vec<Change>,
    events: Vec<Granting>,
    settled: i64,
}

/// What a member has of a ladder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Standing {
    pub(crate) ladder: String,
    pub(crate) level: Option<String>,
    pub(crate) since: i64,
    pub(crate) until: Option<i64>,
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_else(|| panic!("{value} is a text")).to_owned()
}

fn integer(value: &Value) -> i64 {
    value.as_i64().unwrap_or_else(|| panic!("{value} is an integer"))
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

/// The lengths of all spans of hours, wherever they stand.
fn exact_spans(of: &Value) -> Vec<i64> {
    match of {
        Value::Object(object) => {
            let hours = of["last"]["hours"].as_i64().map(|hours| hours * 3_600_000);
            object.values().flat_map(exact_spans).chain(hours).collect()
        }
        Value::Array(list) => list.iter().flat_map(exact_spans).collect(),
        _ => Vec::new(),
    }
}

impl Oracle {
    /// Somebody who joined at that instant and did nothing else.
    pub(crate) fn new(program: &Value, joined: i64) -> Self {
        let known = Known {
            calendar: Rc::new(Calendar::of(program)),
            joined,
            orders: Vec::new(),
            reports: Vec::new(),
            lots: Vec::new(),
            memberships: Vec::new(),
            exact: exact_spans(&program["tiers"]),
        };
        let ladders = list(&program["tiers"]["ladders"]);
        let states = ladders.iter().map(|ladder| State::first(ladder, joined)).collect();
        let (changes, events) = (Vec::new(), Vec::new());
        let mut oracle =
            Self { program: program.clone(), known, states, changes, events, settled: joined - 1 };
        oracle.settle(joined);
        oracle
    }

    /// The start of the next day.
    pub(crate) fn next_day(&self, at: i64) -> i64 {
        self.known.calendar.next_day(at)
    }

    pub(crate) fn standings(&self) -> Vec<Standing> {
        let ladders = list(&self.program["tiers"]["ladders"]);
        let one = |(ladder, state): (&Value, &State)| Standing {
            ladder: text(&ladder["id"]),
            level: state.level.map(|level| text(&ladder["levels"][level]["id"])),
            since: state.since,
            until: state.until,
        };
        ladders.iter().zip(&self.states).map(one).collect()
    }

    /// Every change, in order.
    pub(crate) fn changes(&self) -> &[Change] {
        &self.changes
    }

    fn ladder(&self, ladder: usize) -> Ladder<'_> {
        Ladder { known: &self.known, index: ladder, is: &self.program["tiers"]["ladders"][ladder] }
    }

    /// Walks every boundary up to an instant, that one included.
    pub(crate) fn settle(&mut self, now: i64) {
        loop {
            let ends = self.states.iter().flat_map(State::ends);
            let at = self.known.next_boundary(self.settled, ends);
            if at > now {
                break;
            }
            for ladder in 0..self.states.len() {
                let mut changes = Vec::new();
                let mut state = self.states[ladder].clone();
                self.ladder(ladder).boundary(&mut state, at, &mut changes);
                self.states[ladder] = state;
                self.changes.append(&mut changes);
            }
            self.settled = at;
        }
        self.settled = self.settled.max(now);
    }

    /// Records an event that the engine took, at its instant or, if it comes late, now.
    pub(crate) fn record(&mut self, event: &Value, now: i64) {
        let at = integer(&event["at"]);
        let late = at < self.settled;
        self.settle(if late { now } else { at });
        let moment = if late { now } else { at };
        let step = Step { at: moment, event: self.events.len() + 1 };
        let grant = self.apply(event, at);
        self.events.push(Granting { at, id: text(&event["id"]), grant });
        for ladder in 0..self.states.len() {
            let mut state = self.states[ladder].clone();
            let mut changes = Vec::new();
            let is = self.ladder(ladder);
            if event.get("refund").is_some() {
                is.returned(&mut state, &self.changes, &self.events, step, &mut changes);
            } else if late {
                is.corrected(&mut state, at, &self.changes, &self.events, step, &mut changes);
            }
            is.event(&mut state, &self.events[step.event - 1], step, &mut changes);
            self.states[ladder] = state;
            self.changes.append(&mut changes);
        }
    }

    /// What the event makes known; what it grants, if that is a level.
    fn apply(&mut self, event: &Value, at: i64) -> Option<(usize, Grant)> {
        if let Some(order) = event.get("order") {
            self.order(order, at);
        } else if let Some(refund) = event.get("refund") {
            self.refund(refund);
        } else if let Some(activity) = event.get("activity") {
            let quantity = activity["quantity"].as_i64().unwrap_or(0);
            self.known.reports.push(Report { activity: text(&activity["id"]), at, quantity });
        } else if let Some(membership) = event.get("membership") {
            self.membership(&text(&membership["plan"]), &text(&membership["do"]), at);
        } else if let Some(level) = event.get("level") {
            let ladders = list(&self.program["tiers"]["ladders"]);
            let ladder = level.get("ladder").map_or(0, |id| {
                ladders.iter().position(|ladder| ladder["id"] == *id).expect("a ladder")
            });
            let levels = list(&ladders[ladder]["levels"]);
            let place = levels.iter().position(|it| it["id"] == level["level"]).expect("a level");
            return Some((ladder, Grant { level: place, until: level["until"].as_i64() }));
        }
        None
    }

    fn order(&mut self, order: &Value, at: i64) {
        let id = text(&order["id"]);
        let line = |line: &Value| Line {
            id: text(&line["id"]),
            sku: text(&line["sku"]),
            units: integer(&line["units"]),
            returned: 0,
            price: integer(&line["price_minor"]),
        };
        let lines: Vec<Line> = list(&order["cart"]["lines"]).iter().map(line).collect();
        let units: i64 = lines.iter().map(|line| line.units).sum();
        for rule in list(&self.program["points"]["earning"]) {
            let each = integer(&rule["give"]["per_unit"]["points"]);
            let pool = text(&rule["pool"]);
            let pools = list(&self.program["points"]["pools"]).iter();
            let expires = pools.clone().find(|it| it["id"] == pool).expect("a pool").get("expires");
            let period = expires.and_then(|it| it.get("after")).map(|it| &it["period"]);
            self.known.lots.push(Lot {
                order: id.clone(),
                pool,
                at,
                expires: period.map(|period| self.known.calendar.plus(at, period)),
                granted: each * units,
                undone: 0,
            });
        }
        self.known.orders.push(Order { id, at, lines });
    }

    fn refund(&mut self, refund: &Value) {
        let id = text(&refund["order"]);
        let order = self.known.orders.iter_mut().find(|it| it.id == id).expect("an order");
        let before: i64 = order.lines.iter().map(|line| line.returned).sum();
        match refund["lines"].as_array() {
            None => order.lines.iter_mut().for_each(|line| line.returned = line.units),
            Some(lines) => {
                for part in lines {
                    let of = order.lines.iter_mut().find(|line| part["line"] == line.id);
                    of.expect("a line").returned += integer(&part["units"]);
                }
            }
        }
        let units: i64 = order.lines.iter().map(|line| line.units).sum();
        let back = order.lines.iter().map(|line| line.returned).sum::<i64>() - before;
        for lot in self.known.lots.iter_mut().filter(|lot| lot.order == id) {
            lot.undone += lot.granted / units * back;
        }
    }

    fn membership(&mut self, plan: &str, step: &str, at: i64) {
        let rules = list(&self.program["tiers"]["plans"]).iter();
        let rules = rules.clone().find(|it| it["id"] == plan).expect("a plan");
        let calendar = &self.known.calendar;
        let grace = |until: i64| rules.get("grace").map_or(until, |it| calendar.plus(until, it));
        let current = self.known.memberships.iter_mut().rev().find(|it| it.plan == plan);
        let current = current.filter(|it| at < it.over);
        let plan = plan.to_owned();
        match (step, current) {
            ("trial", _) => {
                let until = calendar.plus(at, &rules["trial"]);
                let trial_until = Some(until);
                let new = Membership {
                    plan,
                    since: at,
                    trial_until,
                    until,
                    paid: false,
                    over: until,
                    periods: 0,
                };
                self.known.memberships.push(new);
            }
            ("paid", Some(current)) => {
                current.periods += 1;
                let anchor = current.trial_until.unwrap_or(current.since);
                current.until = calendar.plus_times(anchor, &rules["period"], current.periods);
                current.over = grace(current.until);
                current.paid = true;
            }
            ("paid", None) => {
                let until = calendar.plus(at, &rules["period"]);
                let over = grace(until);
                let new = Membership {
                    plan,
                    since: at,
                    trial_until: None,
                    until,
                    paid: true,
                    over,
                    periods: 1,
                };
                self.known.memberships.push(new);
            }
            (_, Some(current)) => {
                current.until = current.until.min(at);
                current.over = at;
                current.trial_until = current.trial_until.map(|until| until.min(at));
            }
            (_, None) => {}
        }
    }
}
