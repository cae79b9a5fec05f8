//! What is known of a member, and whether a condition on it is met at an instant.

use std::rc::Rc;

use serde_json::Value;

use super::calendar::{Anchors, Calendar, date, duration, later};

/// A line of an order that was paid.
#[derive(Clone, Debug)]
pub(crate) struct Line {
    pub(crate) id: String,
    pub(crate) sku: String,
    pub(crate) units: i64,
    pub(crate) returned: i64,
    pub(crate) price: i64,
}

impl Line {
    fn kept(&self) -> i64 {
        self.units - self.returned
    }
}

#[derive(Clone, Debug)]
pub(crate) struct Order {
    pub(crate) id: String,
    pub(crate) at: i64,
    pub(crate) lines: Vec<Line>,
}

#[derive(Clone, Debug)]
pub(crate) struct Report {
    pub(crate) activity: String,
    pub(crate) at: i64,
    pub(crate) quantity: i64,
}

/// Points that a rule granted.
#[derive(Clone, Debug)]
pub(crate) struct Lot {
    pub(crate) order: String,
    pub(crate) pool: String,
    pub(crate) at: i64,
    pub(crate) expires: Option<i64>,
    pub(crate) granted: i64,
    /// What units earned that came back, whenever that was.
    pub(crate) undone: i64,
}

#[derive(Clone, Debug)]
pub(crate) struct Membership {
    pub(crate) plan: String,
    pub(crate) since: i64,
    pub(crate) trial_until: Option<i64>,
    pub(crate) until: i64,
    pub(crate) paid: bool,
    /// How many are paid.
    pub(crate) periods: i64,
    /// When its grace is over; its end where there is none.
    pub(crate) over: i64,
}

/// A granted level, while it lasts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Grant {
    pub(crate) level: usize,
    pub(crate) until: Option<i64>,
}

/// Everything that conditions ask about.
#[derive(Clone)]
pub(crate) struct Known {
    pub(crate) calendar: Rc<Calendar>,
    pub(crate) joined: i64,
    pub(crate) orders: Vec<Order>,
    pub(crate) reports: Vec<Report>,
    pub(crate) lots: Vec<Lot>,
    pub(crate) memberships: Vec<Membership>,
    /// The lengths of the spans that do not begin with a day.
    pub(crate) exact: Vec<i64>,
}

/// From where a condition is asked.
#[derive(Clone, Copy)]
pub(crate) struct Asked<'p> {
    /// As of which instant.
    pub(crate) at: i64,
    /// Since when the member has the level of the ladder.
    pub(crate) since: i64,
    /// What is counted where the condition does not say.
    pub(crate) counts: &'p Value,
    /// The level that it is about is granted, and that lasts.
    pub(crate) invited: bool,
}

/// An answer; what is not known is neither.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Answer {
    Met,
    Unmet,
    NotKnown,
}

use Answer::{Met, NotKnown, Unmet};

fn answer(met: bool) -> Answer {
    if met { Met } else { Unmet }
}

/// Money in minor units, of two decimals; other numbers as they are.
fn number(value: &Value) -> i64 {
    let Some(text) = value.as_str() else { return value.as_i64().expect("an integer") };
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    format!("{whole}{part:0<2}").parse().expect("money")
}

fn within_bounds(fact: &Value, has: i64) -> Answer {
    let bound = |name: &str| fact.get(name).map(number);
    answer(
        bound("at_least").is_none_or(|least| has >= least)
            && bound("above").is_none_or(|least| has > least)
            && bound("at_most").is_none_or(|most| has <= most)
            && bound("below").is_none_or(|most| has < most)
            && bound("equals").is_none_or(|it| has == it),
    )
}

/// Whether a line is one of `of`; the selectors here name skus alone.
fn matches(of: Option<&Value>, line: &Line) -> bool {
    let Some(skus) = of.and_then(|of| of["skus"].as_array()) else { return true };
    skus.iter().any(|sku| *sku == line.sku)
}

impl Known {
    /// As if nothing had ever come back.
    pub(crate) fn whole(&self) -> Self {
        let mut whole = self.clone();
        for line in whole.orders.iter_mut().flat_map(|order| &mut order.lines) {
            line.returned = 0;
        }
        for lot in &mut whole.lots {
            lot.undone = 0;
        }
        whole
    }

    pub(crate) fn met(&self, condition: &Value, asked: Asked<'_>) -> bool {
        self.ask(condition, asked) == Met
    }

    pub(crate) fn ask(&self, condition: &Value, asked: Asked<'_>) -> Answer {
        if let Some(word) = condition.as_str() {
            return match word {
                "enrolled" => answer(self.joined <= asked.at),
                "invited" => answer(asked.invited),
                other => panic!("`{other}`"),
            };
        }
        let object = condition.as_object().expect("a choice");
        let (name, fact) = object.iter().next().expect("an alternative");
        let each = |list: &Value| -> Vec<Answer> {
            list.as_array().expect("a list").iter().map(|it| self.ask(it, asked)).collect()
        };
        match name.as_str() {
            "all" => {
                let each = each(fact);
                match () {
                    () if each.contains(&Unmet) => Unmet,
                    () if each.contains(&NotKnown) => NotKnown,
                    () => Met,
                }
            }
            "any" => {
                let each = each(fact);
                match () {
                    () if each.contains(&Met) => Met,
                    () if each.contains(&NotKnown) => NotKnown,
                    () => Unmet,
                }
            }
            "not" => match self.ask(fact, asked) {
                Met => Unmet,
                Unmet => Met,
                NotKnown => NotKnown,
            },
            "membership" => self.has_membership(fact, asked.at),
            "tenure" => self.passed(fact, self.joined, asked.at),
            "since_last_order" => match self.last_order(fact.get("of"), asked.at) {
                Some(last) => self.passed(fact, last, asked.at),
                None => NotKnown,
            },
            "balance" => within_bounds(fact, self.balance(fact, asked.at)),
            measure => match self.measure(measure, fact, asked) {
                Some(has) => within_bounds(fact, has),
                None => NotKnown,
            },
        }
    }

    /// A duration is met from the start of the day that lies so long after; hours exactly.
    fn passed(&self, fact: &Value, since: i64, at: i64) -> Answer {
        let least = fact.get("at_least").expect("`at_least` alone");
        let from = match duration(least) {
            ("hours" | "minutes", _) => self.calendar.plus(since, least),
            _ => self.calendar.start(later(self.calendar.day(since), least, 1)),
        };
        answer(at >= from)
    }

    fn has_membership(&self, fact: &Value, at: i64) -> Answer {
        let plan = fact["plan"].as_str().expect("a plan");
        let mut state = None;
        for it in self.memberships.iter().filter(|it| it.plan == plan && it.since <= at) {
            state = match () {
                () if it.trial_until.is_some_and(|until| at < until) => Some("trial"),
                () if it.paid && at < it.until => Some("active"),
                () if it.paid && at < it.over => Some("grace"),
                () => None,
            };
        }
        let asked = fact.get("state").and_then(Value::as_array);
        answer(
            state.is_some_and(|state| asked.is_none_or(|list| list.iter().any(|it| it == state))),
        )
    }

    fn balance(&self, fact: &Value, at: i64) -> i64 {
        let live = self.lots.iter().filter(|lot| {
            fact["pool"] == lot.pool && lot.at <= at && lot.expires.is_none_or(|end| at < end)
        });
        live.map(|lot| lot.granted - lot.undone).sum()
    }

    /// The first and the last instant of a span.
    fn span(&self, fact: &Value, asked: Asked<'_>) -> (i64, i64) {
        let calendar = &self.calendar;
        let within = fact.get("within").unwrap_or(asked.counts);
        let day = calendar.day(asked.at);
        let anchors = Anchors { joined: self.joined, level: asked.since };
        if within == "lifetime" {
            return (i64::MIN, asked.at);
        }
        let (name, of) = within.as_object().and_then(|it| it.iter().next()).expect("a span");
        match name.as_str() {
            "last" => match duration(of) {
                ("hours", count) => (asked.at - i64::from(count) * 3_600_000, asked.at),
                ("minutes", count) => (asked.at - i64::from(count) * 60_000, asked.at),
                _ => (calendar.start(later(day, of, -1)), asked.at),
            },
            "this" => (calendar.start(calendar.period(day, of, anchors).0), asked.at),
            "previous" => {
                let (this, _) = calendar.period(day, of, anchors);
                let (first, _) = calendar.period(this - chrono::Days::new(1), of, anchors);
                (calendar.start(first), calendar.start(this) - 1)
            }
            "window" => {
                let from = of.get("from").map(|it| date(it.as_str().expect("a date")));
                let until = of.get("until").map(|it| date(it.as_str().expect("a date")));
                let last =
                    until.map_or(i64::MAX, |last| calendar.start(last + chrono::Days::new(1)) - 1);
                (from.map_or(i64::MIN, |first| calendar.start(first)), last.min(asked.at))
            }
            _ if of == "joined" => (self.joined, asked.at),
            _ if of == "tier_start" => (asked.since, asked.at),
            _ => match self.last_order(None, asked.at) {
                Some(last) => (last, asked.at),
                None => (i64::MIN, asked.at),
            },
        }
    }

    /// When the last order was that counts.
    fn last_order(&self, of: Option<&Value>, at: i64) -> Option<i64> {
        let counts = |order: &&Order| {
            order.at <= at && order.lines.iter().any(|line| line.kept() > 0 && matches(of, line))
        };
        self.orders.iter().filter(counts).map(|order| order.at).max()
    }

    fn measure(&self, name: &str, fact: &Value, asked: Asked<'_>) -> Option<i64> {
        let (from, last) = self.span(fact, asked);
        let inside = |at: i64| from <= at && at <= last;
        let of = fact.get("of");
        let orders: Vec<(&Order, Vec<&Line>)> = self
            .orders
            .iter()
            .filter(|order| inside(order.at))
            .map(|order| {
                let kept = |line: &&Line| line.kept() > 0 && matches(of, line);
                (order, order.lines.iter().filter(kept).collect::<Vec<_>>())
            })
            .filter(|(_, lines)| !lines.is_empty())
            .collect();
        let lines = || orders.iter().flat_map(|(_, lines)| lines.iter());
        let spend: i64 = lines().map(|line| line.kept() * line.price).sum();
        let count = |number: usize| i64::try_from(number).expect("few");
        let days = |instants: Vec<i64>| {
            let mut days: Vec<_> = instants.into_iter().map(|at| self.calendar.day(at)).collect();
            days.sort();
            days.dedup();
            count(days.len())
        };
        Some(match name {
            "spend" => spend,
            "orders" => count(orders.len()),
            "visits" => days(orders.iter().map(|(order, _)| order.at).collect()),
            "bought" => lines().map(|line| line.kept()).sum(),
            "average_order" => {
                let orders = count(orders.len());
                if orders == 0 {
                    return None;
                }
                // Half up.
                (2 * spend + orders).div_euclid(2 * orders)
            }
            "points_earned" => self
                .lots
                .iter()
                .filter(|lot| fact["pool"] == lot.pool && inside(lot.at))
                .map(|lot| lot.granted - lot.undone)
                .sum(),
            "activities" => {
                let reports: Vec<&Report> = self
                    .reports
                    .iter()
                    .filter(|it| fact["of"] == it.activity && inside(it.at))
                    .collect();
                match fact["count"].as_str().unwrap_or("times") {
                    "times" => count(reports.len()),
                    "days" => days(reports.iter().map(|it| it.at).collect()),
                    _ => reports.iter().map(|it| it.quantity).sum(),
                }
            }
            other => panic!("`{other}`"),
        })
    }
}
