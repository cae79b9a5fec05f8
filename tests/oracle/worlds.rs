//! Generated programmes with levels, and what happens to a member of them.

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::{Index, select, subsequence};
use serde_json::{Value, json};

/// 15 January 2026, 10:30 UTC.
pub(crate) const BEGIN: i64 = 1_768_473_000_000;
pub(crate) const DAY: i64 = 86_400_000;

/// Which programmes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Everything that the oracle knows.
    Any,
    /// With more, never less: nothing lapses while what earned it still counts.
    Monotone,
}

/// How long after what came before.
#[derive(Clone, Debug)]
pub(crate) enum Gap {
    Millis(i64),
    /// The start of the next day, or a millisecond about it.
    Day(i64),
    /// The next end of a level, or a millisecond about it.
    End(i64),
}

/// Something that happens.
#[derive(Clone, Debug)]
pub(crate) enum What {
    Order(Vec<(usize, i64, i64)>),
    /// Of some order: all of it, or some units.
    Refund(Index, Option<Vec<Index>>),
    Activity(&'static str, i64),
    Membership(&'static str),
    /// A level of a ladder, perhaps for so many days.
    Grant(Index, Index, Option<i64>),
    Settle,
}

#[derive(Clone, Debug)]
pub(crate) struct Happens {
    pub(crate) gap: Gap,
    pub(crate) what: What,
}

fn money(minor: i64) -> Value {
    format!("{}.{:02}", minor / 100, minor % 100).into()
}

fn period() -> impl Strategy<Value = Value> {
    select(vec![
        json!("day"),
        json!("week"),
        json!("month"),
        json!("quarter"),
        json!("half_year"),
        json!("year"),
        json!("year"),
        json!("membership_year"),
        json!({ "cycle": "season" }),
        json!({ "cycle": "fortnight" }),
    ])
}

fn span() -> impl Strategy<Value = Value> {
    prop_oneof![
        2 => Just(json!("lifetime")),
        3 => (1..200_u32).prop_map(|days| json!({ "last": { "days": days } })),
        1 => (1..7_u32).prop_map(|months| json!({ "last": { "months": months } })),
        1 => (1..100_u32).prop_map(|hours| json!({ "last": { "hours": hours } })),
        3 => period().prop_map(|period| json!({ "this": period })),
        2 => period().prop_map(|period| json!({ "previous": period })),
        1 => select(vec!["joined", "tier_start", "last_order"])
            .prop_map(|it| json!({ "since": it })),
        1 => Just(json!({ "window": { "from": "2026-03-01", "until": "2026-09-30" } })),
        1 => Just(json!({ "this": "level_year" })),
    ]
}

/// A fact that asks for more the higher the number: its name, its parameters but the bound, and
/// the bound of the first step.
#[derive(Clone, Debug)]
struct Fact {
    name: &'static str,
    with: Value,
    step: i64,
}

fn fact(kind: Kind) -> BoxedStrategy<Fact> {
    let of = option::weighted(0.2, Just(json!({ "skus": ["a", "b"] })));
    let span = match kind {
        Kind::Any => option::weighted(0.7, span()).boxed(),
        Kind::Monotone => Just(None).boxed(),
    };
    let done = (
        select(vec![
            ("spend", 15_000),
            ("spend", 5_000),
            ("orders", 2),
            ("bought", 4),
            ("visits", 2),
            ("average_order", 5_000),
        ]),
        of,
        span.clone(),
    );
    let done = done.prop_map(|((name, step), of, within)| {
        let mut with = json!({});
        if let Some(of) = of.filter(|_| !matches!(name, "visits" | "average_order")) {
            with["of"] = of;
        }
        if let Some(within) = within {
            with["within"] = within;
        }
        Fact { name, with, step }
    });
    let done = done.prop_filter("an average can fall", move |fact| {
        kind == Kind::Any || fact.name != "average_order"
    });
    let activities = (
        select(vec![("checkin", "times", 2), ("checkin", "days", 2), ("stay", "quantity", 5)]),
        span.clone(),
    );
    let activities = activities.prop_map(|((of, count, step), within)| {
        let mut with = json!({ "of": of, "count": count });
        if let Some(within) = within {
            with["within"] = within;
        }
        Fact { name: "activities", with, step }
    });
    let points = (select(vec!["points_earned", "balance"]), span).prop_map(|(name, within)| {
        let mut with = json!({ "pool": "growth" });
        if let Some(within) = within.filter(|_| name == "points_earned") {
            with["within"] = within;
        }
        Fact { name, with, step: 9 }
    });
    let points = points
        .prop_filter("points expire", move |fact| kind == Kind::Any || fact.name != "balance");
    let mut facts = prop_oneof![6 => done, 2 => activities, 2 => points].boxed();
    if kind == Kind::Any {
        let tenure = (1..40_i64).prop_map(|step| Fact { name: "tenure", with: json!({}), step });
        let plan = select(vec![
            json!({ "plan": "prime" }),
            json!({ "plan": "prime", "state": ["trial", "active"] }),
        ]);
        let plan = plan.prop_map(|with| Fact { name: "membership", with, step: 0 });
        facts = prop_oneof![10 => facts, 1 => tenure, 1 => plan].boxed();
    }
    facts
}

impl Fact {
    /// With its bound at so many hundredths of steps.
    fn at(&self, hundredths: i64) -> Value {
        let mut with = self.with.clone();
        let bound = (self.step * hundredths / 100).max(1);
        match self.name {
            "membership" => {}
            "spend" | "average_order" => with["at_least"] = money(bound),
            "tenure" => with["at_least"] = json!({ "days": bound }),
            _ => with["at_least"] = bound.into(),
        }
        json!({ self.name: with })
    }
}

/// Some facts in one condition; more of each the higher the number.
#[derive(Clone, Debug)]
struct Asks {
    all: bool,
    facts: Vec<Fact>,
}

fn asks(kind: Kind) -> impl Strategy<Value = Asks> {
    let facts = vec(fact(kind), 1..3).prop_map(|mut facts| {
        facts.dedup_by(|a, b| a.name == b.name);
        facts
    });
    (any::<bool>(), facts).prop_map(|(all, facts)| Asks { all, facts })
}

impl Asks {
    fn at(&self, hundredths: i64) -> Value {
        let facts: Vec<Value> = self.facts.iter().map(|fact| fact.at(hundredths)).collect();
        match facts.as_slice() {
            [only] => only.clone(),
            _ => json!({ if self.all { "all" } else { "any" }: facts }),
        }
    }
}

fn valid() -> impl Strategy<Value = Value> {
    select(vec![
        json!("this_cycle"),
        json!("next_cycle"),
        json!("next_cycle"),
        json!({ "for": { "days": 30 } }),
        json!({ "for": { "months": 3 } }),
        json!({ "for": { "hours": 100 } }),
        json!("for_ever"),
    ])
}

/// Settings of a ladder or a level.
fn settings(kind: Kind) -> impl Strategy<Value = Vec<(&'static str, Value)>> {
    let grace = select(vec![
        json!({ "days": 0 }),
        json!({ "days": 10 }),
        json!({ "days": 45 }),
        json!({ "months": 1 }),
        json!({ "hours": 30 }),
    ]);
    let downgrade = match kind {
        Kind::Any => vec!["to_earned", "to_earned", "one_level", "to_base", "never"],
        Kind::Monotone => vec!["to_earned"],
    };
    let downgrade = select(downgrade).prop_map(Value::from);
    let some = |it: BoxedStrategy<Value>| option::weighted(0.4, it);
    (some(valid().boxed()), some(grace.boxed()), some(downgrade.boxed())).prop_map(
        |(valid, grace, downgrade)| {
            let named = [("valid", valid), ("grace", grace), ("downgrade", downgrade)];
            named.into_iter().filter_map(|(name, it)| Some((name, it?))).collect()
        },
    )
}

fn ladder(id: &'static str, kind: Kind) -> impl Strategy<Value = Value> {
    let stay = prop_oneof![
        4 => Just(None),
        3 => asks(kind).prop_map(Some),
    ];
    let moves = match kind {
        Kind::Any => vec!["at_once", "at_once", "at_once", "at_settling", "at_cycle"],
        Kind::Monotone => vec!["at_once", "at_settling"],
    };
    let counts = match kind {
        Kind::Any => span().boxed(),
        Kind::Monotone => Just(json!("lifetime")).boxed(),
    };
    let cycle = prop_oneof![4 => period(), 1 => Just(json!("level_year"))];
    let whole = (
        option::of(counts),
        option::of(cycle),
        select(moves),
        option::of(select(vec!["undo_caused", "keep", "recount"])),
        settings(kind),
    );
    let levels = (1..4_usize).prop_flat_map(move |count| {
        (vec(settings(kind), count), vec(option::weighted(0.15, Just(())), count))
    });
    let asked = (asks(kind), stay, any::<bool>(), select(vec![50_i64, 80, 100]));
    (whole, levels, asked).prop_map(
        move |(
            (counts, cycle, upgrade, returns, own),
            (levels, invited),
            (enter, stay, same, part),
        )| {
            let mut ladder = json!({ "id": id, "levels": [{ "id": "base" }] });
            for (name, value) in [("counts", counts), ("cycle", cycle)] {
                if let Some(value) = value {
                    ladder[name] = value;
                }
            }
            if upgrade != "at_once" {
                ladder["upgrade"] = upgrade.into();
            }
            if let Some(returns) = returns {
                ladder["returns"] = returns.into();
            }
            for (name, value) in own {
                ladder[name] = value;
            }
            for (number, (own, invited)) in (1_i64..).zip(levels.into_iter().zip(invited)) {
                let asked = enter.at(100 * number);
                let mut level = json!({ "id": format!("l{number}") });
                level["enter"] = match (invited, asked.get("any").and_then(Value::as_array)) {
                    (Some(()), Some(any)) => {
                        let any: Vec<_> = any.iter().cloned().chain([json!("invited")]).collect();
                        json!({ "any": any })
                    }
                    (Some(()), None) => json!({ "any": [asked, "invited"] }),
                    (None, _) => asked,
                };
                match &stay {
                    // As it is entered, but with less.
                    Some(_) if same || kind == Kind::Monotone => {
                        level["stay"] = enter.at(part * number);
                    }
                    Some(stay) => level["stay"] = stay.at(part * number),
                    None => {}
                }
                for (name, value) in own {
                    level[name] = value;
                }
                ladder["levels"].as_array_mut().expect("levels").push(level);
            }
            if ladder["returns"] == "recount" {
                falls(&mut ladder);
            }
            ladder
        },
    )
}

/// Who counts anew at each return lets levels fall.
fn falls(ladder: &mut Value) {
    if ladder["downgrade"] == "never" {
        ladder["downgrade"] = "to_base".into();
    }
    for level in ladder["levels"].as_array_mut().expect("levels") {
        if level["downgrade"] == "never" {
            level["downgrade"] = "to_base".into();
        }
    }
}

/// What looks back reckons balances from lots as they are now, where what expired is gone: returns
/// then change no levels.
fn looks_back(mut ladder: Value, expires: bool) -> Value {
    if expires {
        ladder["returns"] = "keep".into();
    }
    ladder
}

pub(crate) fn program(kind: Kind) -> impl Strategy<Value = Value> {
    let calendar = (
        select(vec!["Europe/Berlin", "Asia/Shanghai", "America/New_York"]),
        select(vec!["00:00", "00:00", "04:00", "02:30"]),
        select(vec!["monday", "sunday"]),
        select(vec!["01-01", "01-01", "04-01", "07-31"]),
    );
    let ladders = (ladder("main", kind), option::weighted(0.3, ladder("other", kind)));
    let expires = option::of(select(vec![json!({ "months": 6 }), json!({ "days": 20 })]));
    (calendar, ladders, expires).prop_map(|((zone, day, week, year), (main, other), expires)| {
        let look = |ladder| looks_back(ladder, expires.is_some());
        let mut growth = json!({ "id": "growth", "spendable": "no" });
        if let Some(period) = &expires {
            growth["expires"] = json!({ "after": { "period": period } });
        }
        json!({
            "format": 1, "id": "p", "version": 1, "currency": "EUR", "zone": zone,
            "calendar": {
                "day_start": day, "week_start": week, "year_start": year,
                "cycles": [
                    { "id": "season", "anchor": "2025-12-31", "every": { "months": 4 } },
                    { "id": "fortnight", "anchor": "2026-03-02", "every": { "weeks": 2 } },
                ],
            },
            "points": {
                "pools": [{ "id": "points" }, growth],
                "earning": [{ "id": "each", "on": "order", "pool": "growth",
                              "give": { "per_unit": { "points": 3 } } }],
            },
            // What is folded can't come back, and its changes of levels are no more.
            "history": { "keep": { "years": 50 } },
            "activities": [{ "id": "checkin" }, { "id": "stay", "carries": ["quantity"] }],
            "tiers": {
                "ladders": std::iter::once(main).chain(other).map(look).collect::<Vec<_>>(),
                "plans": [{ "id": "prime", "price": "10.00", "period": { "days": 30 },
                            "trial": { "days": 10 }, "grace": { "days": 5 } }],
            },
        })
    })
}

/// Lines of different skus, with units and prices.
pub(crate) fn lines() -> impl Strategy<Value = Vec<(usize, i64, i64)>> {
    let line = (1..4_i64, prop_oneof![Just(5_000_i64), Just(2_500), 1..9_000_i64]);
    (subsequence(vec![0_usize, 1, 2], 1..3), vec(line, 3)).prop_map(|(skus, lines)| {
        skus.into_iter().zip(lines).map(|(sku, (units, price))| (sku, units, price)).collect()
    })
}

pub(crate) fn gap() -> impl Strategy<Value = Gap> {
    prop_oneof![
        1 => Just(Gap::Millis(0)),
        2 => (1..2 * DAY).prop_map(Gap::Millis),
        4 => (0..40 * DAY).prop_map(Gap::Millis),
        1 => (0..400 * DAY).prop_map(Gap::Millis),
        1 => (-1..=1_i64).prop_map(Gap::Day),
        2 => (-1..=1_i64).prop_map(Gap::End),
    ]
}

fn what(returns: bool) -> impl Strategy<Value = What> {
    let grant = (any::<Index>(), any::<Index>(), option::of(1..200_i64));
    let activity =
        prop_oneof![Just(("checkin", 0)), (1..5_i64).prop_map(|quantity| ("stay", quantity)),];
    let refund = (any::<Index>(), option::of(vec(any::<Index>(), 3)));
    prop_oneof![
        8 => lines().prop_map(What::Order),
        (if returns { 3 } else { 1 }) => refund.prop_map(move |(order, units)| {
            if returns { What::Refund(order, units) } else { What::Settle }
        }),
        3 => activity.prop_map(|(id, quantity)| What::Activity(id, quantity)),
        1 => select(vec!["trial", "paid", "paid", "end"]).prop_map(What::Membership),
        1 => grant.prop_map(|(ladder, level, days)| What::Grant(ladder, level, days)),
        1 => Just(What::Settle),
    ]
}

pub(crate) fn history(returns: bool) -> impl Strategy<Value = Vec<Happens>> {
    vec((gap(), what(returns)).prop_map(|(gap, what)| Happens { gap, what }), 1..14)
}
