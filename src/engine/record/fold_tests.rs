//! What folding promises: nothing that a programme can ask comes out otherwise, and ten years fit.

use std::sync::Arc;

use proptest::prelude::*;
use proptest::sample::Index;
use serde_json::{Value, json};

use crate::engine::facts::Facts;
use crate::engine::measures::number;
use crate::engine::{QuoteOptions, Spend};
use crate::member::{Folded, Member, Membership, Redemption, Standing, Use, Why};
use crate::outcome::Recorded;
use crate::problem::Problems;
use crate::program::{
    ActivityCount, ActivityId, Amount, Basis, Condition, History, LadderId, LevelId, Measure,
    MeasureId, Perk, PerkGives, PerkId, Plan, PoolId, Program, Quota, Reward, RewardGives, Rules,
    Selection, Since, What as Asked, Within,
};
use crate::value::{Cycle, Duration, Id, Instant, Money, Period, Span, TzDatabase, Window};

const DAY: i64 = 86_400_000;
/// 2016-01-01T00:00:00+08:00.
const BEGIN: i64 = 1_451_577_600_000;

fn at(millis: i64) -> Instant {
    Instant::from_millis(millis).expect("in range")
}

fn parsed(text: &str) -> Value {
    serde_json::from_str(text).expect("JSON")
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

fn months(count: i32) -> Option<Duration> {
    Some(Duration::Calendar(Span { count, unit: Period::Month }))
}

/// A programme with something of everything that folding touches.
fn document(released: bool) -> Value {
    json!({
        "format": 1, "id": "p", "version": 1, "currency": "CNY", "zone": { "offset": "+08:00" },
        "points": {
            "pools": [
                { "id": "main" },
                { "id": "coins", "spendable": "no",
                  "expires": { "inactivity": { "period": { "days": 60 } } } },
            ],
            "earning": [
                { "id": "purchase", "on": "order",
                  "give": { "per_amount": { "points": 1, "amount": "1.00" } } },
                { "id": "welcome", "on": "order", "give": { "points": 30 },
                  "caps": [{ "points": 200, "per": "lifetime" }] },
                { "id": "bonus", "on": "order", "give": { "points": 7 },
                  "caps": [{ "points": 40, "per": "month" }] },
                { "id": "arrival", "on": "delivery", "give": { "points": 5 } },
                { "id": "coin", "on": "order", "pool": "coins", "give": { "points": 2 } },
                { "id": "streak", "on": { "activity": "visit" },
                  "give": { "streak": { "days": [1, 2, 3], "missed": "keep" } } },
                { "id": "review", "on": { "activity": "review" }, "give": { "points": 4 },
                  "available": { "event": { "activity": "visit", "within": { "days": 50 } } } },
                { "id": "came", "on": { "referral": "referee" }, "give": { "points": 50 } },
                { "id": "month", "on": { "every": { "period": "month" } },
                  "give": { "points": 3 } },
            ],
            "conversions": [
                { "id": "quarter", "on": { "every": { "period": "quarter" } }, "minimum": 90,
                  "step": 20, "into": { "cash_back": { "worth": "0.10" } } },
                { "id": "visit", "on": { "activity": "visit" }, "minimum": 50,
                  "into": { "pool": { "id": "coins", "rate": "0.5" } } },
            ],
            "expiry": { "after": { "period": { "days": 100 } } },
            "spending": { "cash": { "points": 1, "worth": "0.01" } },
            // What comes back has a lot of its own in the one, and its old one in the other.
            "returns": if released {
                json!({ "caps": "released", "expired": "renewed" })
            } else {
                json!({ "caps": "kept" })
            },
        },
        "activities": [{ "id": "visit" }, { "id": "review", "carries": ["quantity"] }],
        "rewards": [{ "id": "mug", "gives": { "gift": { "sku": "m" } }, "price": { "points": 20 },
                      "limits": [{ "uses": 4, "per": "lifetime" }] }],
    })
}

fn program(document: &Value, change: impl FnOnce(&mut Rules)) -> Program {
    let mut program = Program::parse(document.to_string(), &TzDatabase).expect("a programme");
    change(Arc::get_mut(&mut program.rules).expect("nobody else has it"));
    program
}

fn keeping(keep: Option<Duration>) -> History {
    History { keep, all_orders: false, returned_orders: false }
}

fn member(program: &Program) -> Member {
    let document = json!({ "format": 1, "program": "p", "id": "m", "referred_by": "friend",
                           "joined_at": BEGIN });
    program.member(document.to_string()).expect("a member")
}

fn order(id: &str, when: i64, units: &[i64], spend: i64) -> Value {
    let line = |(index, units): (usize, &i64)| {
        json!({ "id": index.to_string(), "sku": format!("s{index}"), "units": units,
                "price_minor": 999 })
    };
    let lines: Vec<Value> = units.iter().enumerate().map(line).collect();
    json!({ "id": format!("e-{id}"), "at": when,
            "order": { "id": id, "spend": spend, "cart": { "currency": "CNY", "lines": lines } } })
}

fn record(member: &mut Member, event: &Value, now: i64) -> Result<Recorded, Problems> {
    member.record(event.to_string(), at(now))
}

fn recorded(member: &mut Member, event: &Value) -> Recorded {
    let now = event["at"].as_i64().expect("an instant");
    record(member, event, now).unwrap_or_else(|problems| panic!("{event}: {}", problems.to_json()))
}

fn code(result: Result<Recorded, Problems>) -> String {
    result.expect_err("it is refused").as_slice()[0].code.name().to_owned()
}

/// Measures that sums by month serve, and some that look less far back than what is kept.
fn measures() -> Vec<Measure> {
    let (main, coins) = (PoolId(0), PoolId(1));
    let of = |activity, count| Asked::Activities { activity: ActivityId(activity), count };
    let whats = [
        Asked::Spend(Basis::Paid),
        Asked::Spend(Basis::AfterDiscounts),
        Asked::Spend(Basis::BeforeDiscounts),
        Asked::Orders,
        Asked::Visits,
        Asked::Bought,
        Asked::AverageOrder,
        of(0, ActivityCount::Times),
        of(0, ActivityCount::Days),
        of(1, ActivityCount::Quantity),
        Asked::PointsEarned(main),
        Asked::PointsEarned(coins),
        Asked::Days(Since::LastOrder(Selection::default(), Within::Lifetime)),
    ];
    let month = Cycle::Of(Period::Month);
    let withins = [
        Within::Lifetime,
        Within::SinceJoined,
        Within::Last(Duration::Exact(30 * DAY)),
        Within::This(month, None),
        Within::Previous(month, None),
    ];
    let mut measures = Vec::new();
    for what in &whats {
        for within in withins {
            measures.push(Measure { what: what.clone(), within, of: Selection::default() });
        }
    }
    measures
}

/// What they come to.
fn measured(member: &Member, now: i64) -> Vec<Option<i64>> {
    let facts = Facts::new(member, None, at(now));
    let all = (0..).zip(&member.program.rules.measures);
    all.map(|(id, _)| number(&facts, MeasureId(id))).collect()
}

/// A status without lots that are over.
fn without_over(status: &mut Value) {
    let keep = |points: &mut Value| {
        let lots = points["lots"].as_array_mut().into_iter();
        lots.for_each(|lots| lots.retain(|lot| lot["state"] != "expired"));
    };
    keep(&mut status["points"]);
    let pools = status["pools"].as_array_mut().into_iter().flatten();
    pools.for_each(|pool| keep(&mut pool["points"]));
}

/// Everything that can be asked, but for lots that are over.
fn answers(member: &Member, now: i64) -> Value {
    let mut status = parsed(&member.status(at(now)).expect("it settles").to_json());
    without_over(&mut status);
    let forecast = member.forecast(at(now), at(now + 300 * DAY)).expect("it settles").to_json();
    let mut forecast = parsed(&forecast);
    without_over(&mut forecast["status"]);
    let cart = json!({ "currency": "CNY", "lines":
        [{ "id": "1", "sku": "a", "units": 3, "price_minor": 1_999 }] });
    let cart = member.program.cart(cart.to_string()).expect("a cart");
    let spend = Spend::Max;
    let options = QuoteOptions { spend, ..QuoteOptions::at(at(now)) };
    let quote = member.quote(&cart, &options).expect("it is priced").to_json();
    json!({ "status": status, "forecast": forecast, "quote": parsed(&quote),
            "measures": measured(member, now) })
}

/// Entries but those of folding, and of lots without points that slide.
fn entries(recorded: &Recorded) -> Vec<Value> {
    let mut entries = list(&parsed(&recorded.to_json())["entries"]).to_vec();
    entries.retain(|entry| entry["kind"] != "folded" && entry["kind"] != "extended");
    entries
}

#[derive(Clone, Debug)]
enum What {
    /// Units of lines, and how many points are spent at most.
    Order(Vec<i64>, i64),
    Refund(Index, Option<Vec<Index>>),
    Delivered(Index),
    Visit(Option<Index>),
    Review(i64),
    Adjust(i64),
    Receive(i64),
    Redeem,
    Cancel(Index),
    /// An event of before, again.
    Again(Index),
    Settle,
}

#[derive(Clone, Debug)]
struct Step {
    later: i64,
    late: i64,
    what: What,
}

fn step() -> impl Strategy<Value = Step> {
    let what = prop_oneof![
        5 => (prop::collection::vec(1..4_i64, 1..3), prop_oneof![Just(0), 1..90_i64])
            .prop_map(|(units, spend)| What::Order(units, spend)),
        3 => (any::<Index>(), prop::option::of(prop::collection::vec(any::<Index>(), 2)))
            .prop_map(|(order, units)| What::Refund(order, units)),
        2 => any::<Index>().prop_map(What::Delivered),
        3 => prop::option::of(any::<Index>()).prop_map(What::Visit),
        2 => (0..9_i64).prop_map(What::Review),
        1 => (-60..60_i64).prop_map(What::Adjust),
        1 => (0..200 * DAY).prop_map(What::Receive),
        2 => Just(What::Redeem),
        1 => any::<Index>().prop_map(What::Cancel),
        1 => any::<Index>().prop_map(What::Again),
        1 => Just(What::Settle),
    ];
    let later = prop_oneof![2 => 0..3 * DAY, 2 => 0..40 * DAY, 1 => 0..150 * DAY, 1 => Just(0)];
    let late = prop_oneof![6 => Just(0), 1 => 0..25 * DAY];
    (later, late, what).prop_map(|(later, late, what)| Step { later, late, what })
}

/// A member of whom everything is kept, and the same one folded.
struct Pair {
    whole: Member,
    folded: Member,
    log: Vec<Value>,
    events: Vec<Value>,
    now: i64,
}

impl Pair {
    fn event(&mut self, step: &Step) -> Option<Value> {
        let id = format!("e{}", self.events.len());
        let mut when = (self.now - step.late).max(BEGIN);
        let pick =
            |ids: Vec<String>, index: &Index| ids.get(index.index(ids.len().max(1))).cloned();
        let orders = || self.whole.orders.iter().map(|it| it.id.to_string()).collect();
        let redemptions = || self.whole.redemptions.iter().map(|it| it.id.to_string()).collect();
        let mut what = match &step.what {
            What::Settle => return None,
            What::Again(event) => {
                return self.events.get(event.index(self.events.len().max(1))).cloned();
            }
            What::Order(units, spend) => {
                let now = at(self.now);
                let balance = self.whole.status(now).expect("it settles").points.balance.count();
                // A correction spends what was there by then, so that it is safe with none.
                let spend = if step.late > 0 { 0 } else { (*spend).clamp(0, balance.max(0)) };
                let spend = spend.min(units.iter().sum::<i64>() * 999);
                order(&id, when, units, spend)
            }
            What::Refund(order, units) => {
                let order = pick(orders(), order)?;
                let lines = units.as_ref().map(|units| {
                    let it = self.whole.orders.iter().find(|it| *it.id.to_string() == order);
                    let lines = it.into_iter().flat_map(|it| &it.lines).zip(units);
                    let part = |(line, units): (&crate::member::OrderLine, &Index)| {
                        let units =
                            units.index(usize::try_from(line.kept().units).expect("few") + 1);
                        (units > 0).then(|| json!({ "line": line.id.as_str(), "units": units }))
                    };
                    lines.filter_map(part).collect::<Vec<_>>()
                });
                let lines = lines.filter(|lines| !lines.is_empty());
                json!({ "refund": { "order": order, "lines": lines } })
            }
            What::Delivered(order) => json!({ "delivered": { "order": pick(orders(), order)? } }),
            What::Visit(order) => {
                let order = order.as_ref().and_then(|order| pick(orders(), order));
                json!({ "activity": { "id": "visit", "order": order } })
            }
            What::Review(quantity) => {
                json!({ "activity": { "id": "review", "quantity": quantity } })
            }
            What::Adjust(points) => json!({ "adjust": { "points": points, "reason": "why" } }),
            What::Receive(late) => {
                when = (self.now - late).max(BEGIN);
                json!({ "receive": { "from": "x", "lots": [{ "points": 9 }] } })
            }
            What::Redeem => json!({ "redeem": { "reward": "mug" } }),
            What::Cancel(redemption) => {
                json!({ "cancel": { "redemption": pick(redemptions(), redemption)? } })
            }
        };
        what["id"] = id.into();
        what["at"] = when.into();
        if when < self.now && what["receive"].is_null() {
            what["correction"] = json!({ "reason": "late" });
        }
        Some(what)
    }

    fn step(&mut self, step: &Step) -> Result<(), TestCaseError> {
        self.now += step.later;
        let now = at(self.now);
        let Some(event) = self.event(step) else {
            let whole = self.whole.settle(now).expect("it settles");
            let folded = self.folded.settle(now).expect("it settles");
            prop_assert_eq!(entries(&whole), entries(&folded));
            self.keep(&folded);
            return Ok(());
        };
        let before = self.folded.to_json();
        let at_hand = |it: &Member| {
            let ledger = &it.ledger;
            let lots = (ledger.lots(), ledger.spending_order(), ledger.first_left());
            format!("{lots:?} {:?} {:?} {}", ledger.waiting(), it.past, it.size)
        };
        let at_hand_before = at_hand(&self.folded);
        let mut again = self.folded.program.member(&*before).expect("its own snapshot");
        prop_assert_eq!(again.to_json(), &*before);
        let mut whole = self.whole.clone();
        let on_whole = record(&mut whole, &event, self.now);
        let on_folded = record(&mut self.folded, &event, self.now);
        // The same member, read anew, does the same.
        let on_again = record(&mut again, &event, self.now);
        prop_assert_eq!(self.folded.to_json(), again.to_json());
        let json = |it: &Result<Recorded, Problems>| match it {
            Ok(recorded) => recorded.to_json(),
            Err(problems) => problems.to_json(),
        };
        prop_assert_eq!(json(&on_folded), json(&on_again));
        match (on_whole, on_folded) {
            (Ok(whole_says), Ok(folded_says)) => {
                prop_assert_eq!(whole_says.duplicate, folded_says.duplicate, "{}", event);
                prop_assert_eq!(entries(&whole_says), entries(&folded_says), "{}", event);
                self.keep(&folded_says);
                if !whole_says.duplicate {
                    self.events.push(event);
                }
                self.whole = whole;
            }
            (on_whole, Err(problems)) => {
                prop_assert_eq!(self.folded.to_json(), before, "{} left a trace", event);
                prop_assert_eq!(at_hand(&self.folded), at_hand_before, "{} left a trace", event);
                if problems.as_slice()[0].code.name() != "event_too_early" {
                    let other = on_whole.map(|_| ()).expect_err("what is refused without folding");
                    prop_assert_eq!(other.to_json(), problems.to_json(), "{}", event);
                }
            }
            (Err(problems), Ok(_)) => {
                prop_assert!(false, "{}: {}", event, problems.to_json());
            }
        }
        Ok(())
    }

    fn keep(&mut self, recorded: &Recorded) {
        self.log.extend(list(&parsed(&recorded.to_json())["entries"]).iter().cloned());
    }

    fn agree(&self) -> Result<(), TestCaseError> {
        prop_assert_eq!(answers(&self.whole, self.now), answers(&self.folded, self.now));
        prop_assert!(self.folded.size >= self.folded.to_json().len());
        let mut found = self.folded.clone();
        found.index();
        prop_assert_eq!(format!("{:?}", found.past), format!("{:?}", self.folded.past));
        Ok(())
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn nothing_that_can_be_asked_comes_out_otherwise(
        released: bool,
        returned_orders: bool,
        keep in 2..5_i32,
        steps in prop::collection::vec(step(), 1..40),
    ) {
        let document = document(released);
        let with = |keep| program(&document, |rules| {
            rules.history = History { returned_orders, ..keeping(keep) };
            rules.measures = measures().into();
        });
        let (whole, folding) = (with(None), with(months(keep)));
        let (whole, folded) = (member(&whole), member(&folding));
        let mut pair = Pair { whole, folded, log: Vec::new(), events: Vec::new(), now: BEGIN };
        for (number, step) in steps.iter().enumerate() {
            pair.step(step)?;
            // To ask everything takes its time.
            if number % 5 == 4 {
                pair.agree()?;
            }
        }
        pair.agree()?;
        pair.step(&Step { later: 500 * DAY, late: 0, what: What::Settle })?;
        pair.agree()?;
        // In one go from the beginning, or in steps, a log makes the same member.
        let log = Value::from(pair.log.clone()).to_string();
        let replayed = member(&folding).replay(&*log).expect("its own log");
        prop_assert_eq!(replayed.to_json(), pair.folded.to_json());
    }

    #[test]
    fn settling_at_once_is_settling_in_steps(
        keep in 0..5_i32,
        steps in prop::collection::vec(step(), 1..20),
        stops in prop::collection::vec(0..200 * DAY, 1..8),
    ) {
        let document = document(true);
        let [whole, folding] =
            [None, months(keep)].map(|keep| program(&document, |it| it.history = keeping(keep)));
        let (one, other) = (member(&whole), member(&whole));
        let mut pair =
            Pair { whole: one, folded: other, log: Vec::new(), events: Vec::new(), now: BEGIN };
        for step in &steps {
            pair.step(step)?;
        }
        let snapshot = pair.whole.to_json();
        let mut at_once = folding.member(&*snapshot).expect("a snapshot");
        let mut in_steps = folding.member(&*snapshot).expect("a snapshot");
        let (mut now, mut entries) = (pair.now, Vec::new());
        for stop in stops {
            now += stop;
            let settled = in_steps.settle(at(now)).expect("it settles").to_json();
            entries.extend(list(&parsed(&settled)["entries"]).to_vec());
        }
        let settled = at_once.settle(at(now)).expect("it settles").to_json();
        prop_assert_eq!(at_once.to_json(), in_steps.to_json());
        entries.retain(|entry| entry["kind"] != "settled");
        let mut all = list(&parsed(&settled)["entries"]).to_vec();
        all.retain(|entry| entry["kind"] != "settled");
        prop_assert_eq!(all, entries);
    }
}

/// A member who comes twice a day, and checks in once, for so many days, as a snapshot.
fn visitor(days: i64) -> (String, i64) {
    let mut document = document(false);
    document["points"]["earning"] = json!([
        { "id": "purchase", "on": "order",
          "give": { "per_amount": { "points": 1, "amount": "10.00" } } },
        { "id": "streak", "on": { "activity": "visit" }, "give": { "streak": { "days": [1] } } },
    ]);
    let mut events = Vec::new();
    let (mut orders, mut lots, mut activities) = (Vec::new(), Vec::new(), Vec::new());
    let digest = "00112233445566778899aabbccddeeff";
    for day in 0..days {
        let now = BEGIN + day * DAY + DAY / 2;
        for (id, when) in [(2 * day, now), (2 * day + 1, now + DAY / 4)] {
            // All but the last month's are used up, each by the order that came 60 orders later.
            let left = if day + 30 < days { 0 } else { 4 };
            let paid = id - 60;
            let spent = if paid >= 0 {
                json!([{ "lot": format!("order-2026-{paid}:purchase"), "points": 4 }])
            } else {
                Value::Null
            };
            let by_points = if paid >= 0 { 4 } else { 0 };
            orders.push(json!({
                "id": format!("order-2026-{id}"), "event": format!("event-of-{id}"), "at": when,
                "lines": [
                    { "id": "1", "sku": "6900000000017", "units": 2, "price_minor": 1_500,
                      "category": "beauty/skin", "brand": "b", "net_minor": 3_000,
                      "points_minor": by_points, "spent": by_points },
                    { "id": "2", "sku": "6900000000024", "units": 1, "price_minor": 1_299,
                      "category": "food", "net_minor": 1_299, "points_minor": 0 },
                ],
                "earned": [{ "lot": format!("order-2026-{id}:purchase"), "lines": [3, 1] }],
                "spent": spent,
            }));
            lots.push(json!({
                "id": format!("order-2026-{id}:purchase"), "rule": "purchase",
                "source": format!("order-2026-{id}"), "granted": 4, "left": left,
                "earned_at": when, "available_at": when, "expires_at": when + 365 * DAY,
            }));
            events.push(json!({ "id": format!("event-of-{id}"), "digest": digest, "at": when }));
        }
        let event = format!("check-in-{day}");
        activities.push(json!({ "event": event, "activity": "visit", "at": now, "earned": 0 }));
        events.push(json!({ "id": event, "digest": digest, "at": now }));
    }
    let until = BEGIN + days * DAY;
    let snapshot = json!({
        "format": 1, "program": "p", "id": "m", "joined_at": BEGIN, "as_of": until,
        "events": events, "lots": lots, "orders": orders, "activities": activities,
    });
    (snapshot.to_string(), until)
}

/// Ten years: 7,305 orders and lots, 3,653 check-ins.
#[test]
fn ten_years_of_daily_visits_fit() {
    let document = document(false);
    let [whole, folding] = [None, months(24)].map(|keep| {
        program(&document, |rules| {
            rules.history = keeping(keep);
            rules.measures = measures().into();
        })
    });
    let (snapshot, until) = visitor(3_653);
    let mut before = whole.member(&*snapshot).expect("a snapshot");
    let mut at_once = folding.member(&*snapshot).expect("a snapshot");
    let mut in_steps = at_once.clone();
    let end = until + 62 * DAY;
    at_once.settle(at(end)).expect("it settles");
    before.settle(at(end)).expect("it settles");
    for step in 1..=62 {
        in_steps.settle(at(until + step * DAY)).expect("it settles");
    }
    let text = at_once.to_json();
    assert_eq!(text, in_steps.to_json());
    assert!(snapshot.len() > 5 << 20, "{} bytes before", snapshot.len());
    assert!(text.len() < 2 << 20, "{} bytes are left", text.len());
    assert!(at_once.orders.len() < 1_600 && at_once.events.len() < 2_400);
    // What is left can be read again, and counts on.
    let again = folding.member(&*text).expect("its own snapshot");
    assert_eq!(again.to_json(), text);
    assert_eq!(again.size, text.len());
    assert_eq!(measured(&again, end), measured(&before, end));
    let of = |what: usize| measured(&again, end)[5 * what];
    assert_eq!([of(3), of(4)], [Some(7_306), Some(3_653)]);
    // Each but the first 60 paid 4 points' worth of its 42.99.
    assert_eq!(of(0), Some(7_306 * 4_299 - 7_246 * 4));
    // 28 months before the end are kept or open, the others are rows.
    assert_eq!(again.folded.len(), 98);
}

/// What a refused event does to a member that was about to be folded: nothing.
#[test]
fn a_refused_event_leaves_nothing_folded() {
    let document = document(true);
    let folding = program(&document, |rules| rules.history = keeping(months(2)));
    let mut member = member(&folding);
    for (number, day) in (0..40).zip((0..).step_by(5)) {
        recorded(&mut member, &order(&number.to_string(), BEGIN + day * DAY, &[2], 0));
    }
    let mut now = BEGIN + 200 * DAY;
    loop {
        let month = member.folded_until;
        let mut later = member.clone();
        later.settle(at(now)).expect("it settles");
        if later.folded_until > month {
            break;
        }
        member = later;
        now += DAY;
    }
    let before = format!("{member:?}");
    // As one month is folded, and as several are in one call.
    for now in [now, now + 40 * DAY, now + 100 * DAY, now + 400 * DAY] {
        let event = order("x", now, &[1], 999_999);
        assert_eq!(code(record(&mut member, &event, now)), "spend_refused");
        assert_eq!(format!("{member:?}"), before);
    }
    let text = member.to_json();
    let mut again = folding.member(&*text).expect("its own snapshot");
    let event = order("x", now, &[1], 3);
    let entries = recorded(&mut member, &event);
    assert!(entries.to_json().contains(r#""kind":"folded""#));
    assert_eq!(recorded(&mut again, &event).to_json(), entries.to_json());
    assert_eq!(again.to_json(), member.to_json());
}

fn folding_member() -> Member {
    member(&program(&document(false), |rules| rules.history = keeping(months(3))))
}

/// What is folded: at the first of May in the programme's zone what was before February.
#[test]
fn a_month_is_folded_as_another_begins() {
    let mut member = folding_member();
    for (id, when, units) in [("a", 1, 3), ("b", 3, 2), ("c", 30 * DAY, 1), ("d", 31 * DAY, 1)] {
        recorded(&mut member, &order(id, BEGIN + when, &[units], 0));
        let what = json!({ "id": format!("d-{id}"), "at": BEGIN + when + 1,
                           "delivered": { "order": id } });
        recorded(&mut member, &what);
    }
    // 1 May 2016 is day 121.
    let may = BEGIN + 121 * DAY;
    let settled = member.settle(at(may - 1)).expect("it settles");
    assert!(!settled.to_json().contains("folded"));
    let settled = parsed(&member.settle(at(may)).expect("it settles").to_json());
    let folded = list(&settled["entries"]).iter().find(|it| it["kind"] == "folded");
    assert_eq!(
        *folded.expect("an entry"),
        json!({ "kind": "folded", "at": "2016-04-30T16:00:00.000Z",
                "until": "2016-01-31T16:00:00.000Z" })
    );
    let state = parsed(&member.to_json());
    assert_eq!(state["folded_until"], "2016-01-31T16:00:00.000Z");
    assert_eq!(list(&state["orders"]).len(), 1);
    let month = &state["folded"][0];
    // Two visits, three orders; 6 units of 9.99.
    let sums = ["month", "orders", "visits", "units", "list_minor", "net_minor", "paid_minor"];
    let sums: Vec<_> = sums.iter().map(|name| month[*name].clone()).collect();
    assert_eq!(json!(sums), json!(["2016-01-01", 3, 2, 6, 5_994, 5_994, 5_994]));
    assert_eq!(month["last_order_at"], "2016-01-30T16:00:00.000Z");
}

/// What is folded is not taken for something new.
#[test]
fn what_is_folded_is_neither_returned_nor_corrected_nor_repeated() {
    let mut member = folding_member();
    let first = order("a", BEGIN + 5, &[3], 0);
    recorded(&mut member, &first);
    recorded(&mut member, &json!({ "id": "d", "at": BEGIN + 6, "delivered": { "order": "a" } }));
    let gift = json!({ "id": "gift", "at": BEGIN + 7, "receive": { "from": "x",
                       "lots": [{ "points": 9 }] } });
    recorded(&mut member, &gift);
    recorded(&mut member, &json!({ "id": "r", "at": BEGIN + 8, "redeem": { "reward": "mug" } }));
    let now = BEGIN + 300 * DAY;
    member.settle(at(now)).expect("it settles");
    assert!(member.orders.is_empty() && member.events.is_empty());
    let text = member.to_json();
    for event in [
        first,
        gift,
        json!({ "id": "n1", "at": now, "refund": { "order": "a" } }),
        json!({ "id": "n2", "at": now, "delivered": { "order": "a" } }),
        json!({ "id": "n3", "at": now, "cancel": { "redemption": "r" } }),
        json!({ "id": "n4", "at": now, "activity": { "id": "visit", "order": "a" } }),
        json!({ "id": "n5", "at": BEGIN + 9, "correction": { "reason": "x" },
                "adjust": { "points": 1, "reason": "x" } }),
        json!({ "id": "n6", "at": BEGIN + 9, "referral": { "of": "y" } }),
    ] {
        assert_eq!(code(record(&mut member, &event, now)), "event_too_early", "{event}");
        assert_eq!(member.to_json(), text);
    }
    // An order that was kept is refused as one that never was, where orders are never folded.
    let mut all = program(&document(false), |rules| {
        rules.history = History { all_orders: true, ..keeping(months(3)) };
    })
    .member(&*text)
    .expect("a snapshot");
    all.folded.clear();
    let event = json!({ "id": "n1", "at": now, "refund": { "order": "a" } });
    assert_eq!(code(record(&mut all, &event, now)), "unknown_order");
}

#[test]
fn what_is_open_stays() {
    let mut member = folding_member();
    recorded(&mut member, &order("waits", BEGIN + 5, &[3], 0));
    recorded(&mut member, &order("same-day", BEGIN + 6, &[3], 0));
    recorded(&mut member, &order("owes", BEGIN + DAY, &[9], 0));
    for id in ["same-day", "owes"] {
        let event = json!({ "id": format!("d-{id}"), "at": BEGIN + 2 * DAY,
                            "delivered": { "order": id } });
        recorded(&mut member, &event);
    }
    // All is spent, and then what had been bought for it comes back: nothing is left to take.
    let now = BEGIN + 2 * DAY;
    let balance = member.status(at(now)).expect("it settles").points.balance.count();
    recorded(&mut member, &order("next", now, &[1], balance));
    for event in [
        json!({ "id": "d-next", "at": now, "delivered": { "order": "next" } }),
        json!({ "id": "back", "at": now, "refund": { "order": "owes" } }),
    ] {
        recorded(&mut member, &event);
    }
    // It had earned 89 + 30 + 7 + 5; `next`, of 9.99 less 3.18, has 6 + 30 + 7 + 5 to take.
    assert_eq!(member.status(at(now)).expect("it settles").points.owed.count(), 83);
    let ids = |member: &Member| -> Vec<_> {
        member.orders.iter().map(|order| order.id.to_string()).collect()
    };
    member.settle(at(BEGIN + 130 * DAY)).expect("it settles");
    assert_eq!(ids(&member), ["waits", "same-day", "owes"]);
    let waits = member.ledger.find(&key("waits:arrival")).expect("a lot");
    assert_eq!(member.orders[0].earned.iter().filter(|it| it.lot == waits).count(), 1);
    // Delivered at last, its points come; then it goes too, as does what owes no more.
    let late = json!({ "id": "late", "at": BEGIN + 131 * DAY, "delivered": { "order": "waits" } });
    recorded(&mut member, &late);
    member.settle(at(BEGIN + 160 * DAY)).expect("it settles");
    assert_eq!(ids(&member), ["owes"]);
    let adjust = json!({ "id": "adjusted", "at": BEGIN + 161 * DAY,
                         "adjust": { "points": 500, "reason": "x" } });
    recorded(&mut member, &adjust);
    member.settle(at(BEGIN + 400 * DAY)).expect("it settles");
    assert!(ids(&member).is_empty());
    let sum = |of: &dyn Fn(&Folded) -> i64| member.folded_sum(of);
    assert_eq!((sum(&|it| it.orders.into()), sum(&|it| it.visits.into())), (3, 2));
}

fn key(text: &str) -> crate::value::Key {
    crate::value::Key::parse(text).expect("a key")
}

#[test]
fn of_levels_the_last_and_what_was_granted_stay() {
    let mut member = folding_member();
    let id = |text: &str| Id::parse(text).expect("an id");
    let standing = |ladder: &str, level: &str, day: i64, why, until: Option<i64>| Standing {
        ladder: id(ladder),
        level: Some(id(level)),
        at: at(BEGIN + day * DAY),
        since: at(BEGIN + day * DAY),
        until: until.map(|day| at(BEGIN + day * DAY)),
        why,
        event: None,
    };
    member.tiers = vec![
        standing("l", "granted-before", 0, Why::Granted, None),
        standing("l", "granted-and-over", 1, Why::Granted, Some(9)),
        standing("m", "granted-for-long", 2, Why::Granted, Some(900)),
        standing("l", "earned", 3, Why::Earned, Some(30)),
        standing("m", "earned", 4, Why::Earned, Some(30)),
        standing("m", "kept", 5, Why::Kept, Some(30)),
        standing("l", "kept", 6, Why::Kept, Some(40)),
        standing("l", "young", 45, Why::Earned, Some(400)),
    ];
    member.settle(at(BEGIN + 121 * DAY)).expect("it settles");
    let levels: Vec<_> =
        member.tiers.iter().filter_map(|it| it.level.as_ref()).map(Id::as_str).collect();
    assert_eq!(levels, ["granted-for-long", "kept", "kept", "young"]);
}

#[test]
fn who_ordered_long_ago_is_no_newcomer() {
    let mut member = folding_member();
    let first = recorded(&mut member, &order("a", BEGIN + 5, &[1], 0));
    assert!(first.to_json().contains("a:came"));
    for event in [
        json!({ "id": "d", "at": BEGIN + 6, "delivered": { "order": "a" } }),
        json!({ "id": "b", "at": BEGIN + 7, "refund": { "order": "a" } }),
    ] {
        recorded(&mut member, &event);
    }
    member.settle(at(BEGIN + 300 * DAY)).expect("it settles");
    assert!(member.orders.is_empty());
    assert_eq!(member.folded[0].orders + 2 * member.folded[0].returned, 2);
    let later = recorded(&mut member, &order("b", BEGIN + 301 * DAY, &[1], 0));
    assert!(!later.to_json().contains("b:came"));
}

#[test]
fn what_counts_for_ever_or_is_not_over_stays() {
    let id = |text: &str| Id::parse(text).expect("an id");
    let change = |rules: &mut Rules| {
        rules.history = keeping(months(3));
        let perk = |name: &str, per| Perk {
            id: id(name),
            when: Condition::always(),
            window: Window::ALWAYS,
            gives: PerkGives::Service,
            quota: Some(Quota {
                uses: Amount::Fixed(2),
                per,
                carried: false,
                cancelled_counts: false,
            }),
        };
        let month = Some(Cycle::Of(Period::Month));
        rules.perks = [perk("monthly", month), perk("ever", None), perk("given", month)].into();
        let mug = rules.rewards[0].clone();
        let given = |name: &str, gives| Reward { id: id(name), gives, ..mug.clone() };
        let uses = RewardGives::Perk { perk: PerkId(2), id: id("given"), uses: 1 };
        let level = RewardGives::Tier {
            ladder: (LadderId(0), id("l")),
            level: (LevelId(1), id("gold")),
            life: Duration::Exact(40 * DAY),
        };
        rules.rewards = [mug.clone(), given("uses", uses), given("level", level)].into();
        let plan = Plan {
            id: id("plus"),
            price: Amount::Fixed(100),
            period: Duration::Exact(30 * DAY),
            trial: None,
            grace: Some(Duration::Exact(5 * DAY)),
            automatic: false,
        };
        rules.plans = [plan].into();
    };
    let mut member = member(&program(&document(false), change));
    let day = |day: i64| at(BEGIN + day * DAY);
    let redemption = |name: &str, reward: &str, when: i64, cancelled| Redemption {
        id: key(name),
        event: key(name),
        reward: id(reward),
        at: day(when),
        money: Money::ZERO,
        spent: Vec::new(),
        uses: (reward == "uses").then(|| (id("given"), 1)),
        cancelled,
    };
    member.redemptions = vec![
        redemption("mug", "mug", 1, false),
        redemption("mug-back", "mug", 1, true),
        redemption("uses", "uses", 1, false),
        redemption("uses-back", "uses", 1, true),
        // Over on 1 + 40, after the end of January; and on 29 January.
        redemption("level", "level", 1, false),
        redemption("level-over", "level", -12, false),
    ];
    let used = |event: &str, perk: &str, when: i64| Use {
        event: key(event),
        perk: id(perk),
        at: day(when),
        count: 1,
        carried: 0,
        extra: u32::from(event == "c"),
        cancelled: false,
    };
    member.uses = vec![
        used("a", "monthly", 1),
        used("b", "ever", 1),
        used("c", "given", 1),
        used("d", "monthly", 31),
        used("e", "unknown", 1),
    ];
    let paid = |since: i64, trial: Option<i64>, until: i64| Membership {
        plan: id("plus"),
        since: day(since),
        trial_until: trial.map(day),
        until: day(until),
        stopped: false,
        ended: false,
    };
    // With five days of grace, until the end of January's first 25 days and of the 26th.
    member.memberships = vec![paid(-90, Some(-80), -60), paid(-9, None, 25), paid(-9, None, 26)];
    member.settle(day(121)).expect("it settles");
    let left: Vec<_> = member.redemptions.iter().map(|it| it.id.as_str()).collect();
    assert_eq!(left, ["uses", "level"]);
    let left: Vec<_> = member.uses.iter().map(|it| it.event.as_str()).collect();
    assert_eq!(left, ["c", "d"]);
    assert_eq!(["monthly", "ever", "given"].map(|perk| member.folded_uses(&id(perk))), [1, 1, 0]);
    let left: Vec<_> = member.memberships.iter().map(|it| it.until).collect();
    assert_eq!(left, [day(-60), day(26)]);
    assert_eq!(member.folded_rewards(&id("mug")), 1);
    assert_eq!(member.folded_rewards(&id("level")), 1);
}

/// Points of a lot that lived on are lost later than they were earned: from then on it counts.
#[test]
fn a_lot_that_expired_stays_as_long_as_what_happened_then() {
    let mut member = folding_member();
    // Its 9 points live until 10 April, day 100.
    let gift = json!({ "id": "gift", "at": BEGIN + 5, "receive": { "from": "x",
                       "lots": [{ "points": 9, "expires_at": BEGIN + 100 * DAY }] } });
    recorded(&mut member, &gift);
    let lot = key("gift:~0");
    // On 1 June, day 152, what was before March is folded; on 1 August, day 213, before May.
    member.settle(at(BEGIN + 152 * DAY)).expect("it settles");
    assert!(member.ledger.find(&lot).is_some() && member.events.is_empty());
    member.settle(at(BEGIN + 213 * DAY)).expect("it settles");
    assert!(member.ledger.find(&lot).is_none());
    let folded = &member.folded[0].points[0];
    assert_eq!((folded.granted.count(), folded.expired.count()), (9, 9));
}
