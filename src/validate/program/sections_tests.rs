//! One programme with every field of levels, plans, perks, segments, stages, scores, history and
//! migration, each once, and what it becomes.

use crate::program::{
    Amount, Basis, Class, Condition, Downgrade, How, LadderId, LevelId, LevelReturns, On,
    PerkGives, PerkId, Program, RewardGives, RfmPart, Rules, ScoreId, SegmentId, StageId, Table,
    Upgrade, Validity, What, Within,
};
use crate::value::{Cycle, Duration, Id, Money, Period, Rate, Span, ZoneSource};

struct NoZones;

impl ZoneSource for NoZones {
    fn table(&self, _: &str) -> Option<Vec<(i64, i32)>> {
        None
    }
}

fn read(text: &str) -> Program {
    Program::parse(text, &NoZones).unwrap_or_else(|problems| panic!("{problems}"))
}

/// A programme of these sections.
fn program(rest: &str) -> Program {
    read(&format!(
        r#"{{"format": 1, "id": "p", "version": 1, "currency": "CNY",
            "zone": {{"offset": "+08:00"}}, "points": {{}}, {rest}}}"#
    ))
}

const ALL: &str = r#"{
  "format": 1, "id": "club", "version": 3, "currency": "CNY", "zone": { "offset": "+08:00" },
  "calendar": { "cycles": [{ "id": "season", "anchor": "2026-03-01", "every": { "months": 3 } }] },
  "activities": [{ "id": "night" }],
  "points": {
    "pools": [{ "id": "points" }, { "id": "growth", "spendable": "no" }],
    "earning": [
      { "id": "lapsing", "on": { "enters_stage": "lapsing" }, "give": { "points": 50 } },
      { "id": "heavy", "on": { "enters_segment": "heavy" }, "give": { "points": 20 } },
      { "id": "club", "on": { "enters_tier": { "ladder": "club", "level": "member" } },
        "give": { "points": 10 } }
    ]
  },
  "tiers": {
    "ladders": [
      { "id": "main", "name": { "en": "Main" }, "counts": { "this": { "cycle": "season" } },
        "cycle": { "cycle": "season" }, "upgrade": "at_cycle", "own_order": "included",
        "valid": "this_cycle", "downgrade": "one_level", "grace": { "weeks": 2 },
        "returns": "recount",
        "levels": [
          { "id": "silver", "name": { "en": "Silver" }, "description": { "en": "For all" } },
          { "id": "gold",
            "enter": { "any": [{ "spend": { "at_least": "5000.00" } }, "invited",
                               { "visits": { "at_least": 24, "within": "lifetime" } }] },
            "stay": { "spend": { "at_least": "4000.00" } },
            "valid": { "for": { "months": 18 } }, "grace": { "days": 0 }, "downgrade": "never" },
          { "id": "platinum", "enter": { "spend": { "at_least": "20000.00" } } }
        ] },
      { "id": "club", "cycle": "level_year", "upgrade": "at_settling", "returns": "keep",
        "levels": [{ "id": "member", "enter": { "membership": { "plan": "prime" } },
                     "valid": "for_ever" }] }
    ],
    "plans": [
      { "id": "prime", "name": { "en": "Prime" },
        "price": { "by_tier": { "ladder": "main", "values": { "gold": "68.00" },
                                "otherwise": "88.00" } },
        "period": { "years": 1 }, "trial": { "days": 30 }, "grace": { "days": 7 },
        "renews": "automatic" },
      { "id": "free", "price": "0", "period": { "months": 1 } }
    ]
  },
  "perks": [
    { "id": "lounge", "name": { "en": "Lounge" }, "description": { "en": "Before the flight" },
      "when": { "tier": { "ladder": "main", "at_least": "gold" } },
      "window": { "until": "2027-12-31" }, "gives": "service",
      "quota": { "by_tier": { "ladder": "main", "values": { "gold": 2, "platinum": 6 } } },
      "per": { "cycle": "season" }, "unused": "carry", "cancelled": "kept" },
    { "id": "early", "gives": { "early_access": { "offers": ["sale"], "of": { "tags": ["new"] },
                                                  "by": { "hours": 48 } } } },
    { "id": "returns", "gives": { "return_days": 60 } },
    { "id": "queue", "gives": { "priority": { "by_tier": { "ladder": "main",
        "values": { "gold": 1 }, "otherwise": 2 } } } },
    { "id": "seat", "gives": { "upgrade": { "en": "Seat" } }, "quota": 1 },
    { "id": "bags", "gives": { "allowance": { "unit": { "en": "kg" }, "quantity": 23 } } },
    { "id": "fee", "gives": { "fee_waiver": { "of": { "tags": ["fee"] } } } }
  ],
  "segments": [
    { "id": "listed", "name": { "en": "Listed" } },
    { "id": "heavy",
      "when": { "spend": { "within": { "previous": "week" }, "at_least": "25.00" } } },
    { "id": "regular", "when": { "orders": { "at_least": 10 } },
      "leave": { "since_last_order": { "at_least": { "months": 6 } } } },
    { "id": "plain", "when": { "stage": { "in": ["loyal"] } } }
  ],
  "lifecycle": {
    "stages": [
      { "id": "lapsing", "name": { "en": "Lapsing" },
        "when": { "since_last_order": { "at_least": { "months": 4 } } } },
      { "id": "loyal", "when": { "score": { "of": "rfm", "part": "frequency", "at_least": 3 } } },
      { "id": "new", "when": { "orders": { "at_most": 1 } } }
    ],
    "otherwise": "new"
  },
  "scores": [
    { "id": "nps", "name": { "en": "NPS" },
      "how": { "measure": { "attribute": { "of": "member", "name": "nps" } } },
      "classes": [{ "id": "detractor", "from": "0" },
                  { "id": "promoter", "name": { "en": "Promoter" }, "from": "8.5" }] },
    { "id": "spent", "how": { "measure": { "spend": { "within": { "last": { "years": 3 } } } } },
      "classes": [{ "id": "low", "from": "0" }, { "id": "high", "from": "1000.00" }] },
    { "id": "joy", "how": { "weighted": { "inputs": [
        { "of": { "score": { "of": "nps" } }, "weight": "2.5" },
        { "of": { "activities": { "of": "night" } }, "weight": "-1" }], "missing": "skip" } } },
    { "id": "rfm", "how": { "rfm": { "within": { "last": { "months": 12 } },
        "recency": [{ "days": 90 }, { "days": 30 }], "frequency": [2, 5, 9],
        "monetary": ["100.00", "500.00"] } } },
    { "id": "value", "how": { "lifetime_value": { "within": { "last": { "years": 1 } },
        "margin": { "by_segment": { "values": [{ "segment": "listed", "value": "25" }],
                                    "otherwise": "20" } },
        "retention": "80", "discount": "10" } } },
    { "id": "grid", "how": { "matrix": { "rows": "nps", "columns": "spent", "classes": {
        "detractor": { "low": "c", "high": "b" }, "promoter": { "high": "a", "low": "b" } } } },
      "classes": [{ "id": "a" }, { "id": "b" }, { "id": "c" }] },
    { "id": "grid-unlisted", "how": { "matrix": { "rows": "grid", "columns": "spent", "classes": {
        "a": { "low": "x", "high": "x" }, "b": { "low": "x", "high": "y" },
        "c": { "low": "y", "high": "y" } } } } }
  ],
  "offers": [{ "id": "sale", "benefit": { "percent": { "off": "20" } } }],
  "rewards": [
    { "id": "seat", "price": { "points": 100 }, "gives": { "perk": { "id": "seat", "uses": 2 } } },
    { "id": "gold", "price": { "points": 900 },
      "gives": { "tier": { "ladder": "main", "level": "gold", "for": { "months": 3 } } } },
    { "id": "member", "price": { "points": 500 },
      "gives": { "tier": { "ladder": "club", "level": "member", "for": { "days": 30 } } } }
  ],
  "history": { "keep": { "years": 4 }, "returned_orders": "counted" },
  "migration": {
    "tiers": "requalify",
    "renamed": {
      "ladders": { "old-main": "main" }, "levels": { "silber": "silver" },
      "segments": { "big": "heavy" }, "stages": { "away": "lapsing" }, "plans": { "vip": "prime" },
      "perks": { "room": "lounge" }, "activities": { "stay": "night" },
      "rules": { "back": "lapsing" },
      "rewards": { "chair": "seat" }, "pools": { "coins": "points" }
    }
  }
}"#;

fn id(text: &str) -> Id {
    Id::parse(text).expect("an id")
}

fn of(count: i32, unit: Period) -> Duration {
    Duration::Calendar(Span { count, unit })
}

/// The rows of a number's table, by their levels, and the value otherwise.
fn cells(rules: &Rules, amount: Amount) -> (Vec<i64>, Option<i64>) {
    let fixed = |amount| match amount {
        Amount::Fixed(value) => value,
        other => panic!("{other:?} in a table"),
    };
    let Amount::Table(table) = amount else { return (Vec::new(), Some(fixed(amount))) };
    let Table::When(table) = &rules.tables[table.0 as usize] else { panic!("a table of lines") };
    (table.rows.iter().map(|(_, value)| fixed(*value)).collect(), table.otherwise.map(fixed))
}

fn all() -> Program {
    let program = read(ALL);
    assert_eq!(program.warnings(), []);
    program
}

#[test]
fn ladders_have_each_of_their_settings() {
    let program = all();
    let [main, club] = &*program.rules.ladders else { panic!("two ladders") };
    assert!(matches!(main.cycle, Cycle::From { .. }));
    assert_eq!((main.upgrade, main.own_order), (Upgrade::NextCycle, true));
    assert_eq!(main.returns, LevelReturns::Recount);
    assert_eq!(club.cycle, Cycle::LevelYear);
    assert_eq!((club.upgrade, club.own_order), (Upgrade::NextDay, false));
    assert_eq!(club.returns, LevelReturns::Keep);
    assert!(matches!(club.levels[0].enter, Some(Condition::Plan(_))));
    assert_eq!(club.levels[0].valid, Validity::ForEver);
}

#[test]
fn levels_have_their_own_settings_or_those_of_the_ladder() {
    let program = all();
    let rules = &program.rules;
    let [silver, gold, platinum] = &*rules.ladders[0].levels else { panic!("three levels") };
    assert!(silver.enter.is_none() && silver.stay.is_none());
    let Some(Condition::Any(paths)) = &gold.enter else { panic!("{:?}", gold.enter) };
    let [Condition::Measure(spend), Condition::Invited, Condition::Measure(visits)] = &**paths
    else {
        panic!("{paths:?}")
    };
    let spent = &rules.measures[usize::from(spend.measure.0)];
    assert_eq!(
        (spent.what.clone(), spent.within),
        (What::Spend(Basis::Paid), Within::This(rules.ladders[0].cycle, None))
    );
    assert_eq!((spend.least, spend.most), (500_000, i64::MAX));
    let visited = &rules.measures[usize::from(visits.measure.0)];
    assert_eq!((&visited.what, visited.within), (&What::Visits, Within::Lifetime));
    let Some(Condition::Measure(stay)) = &gold.stay else { panic!("{:?}", gold.stay) };
    assert_eq!((stay.measure, stay.least), (spend.measure, 400_000));
    assert_eq!(gold.valid, Validity::For(of(18, Period::Month)));
    assert_eq!((gold.grace, gold.downgrade), (None, Downgrade::Never));
    assert_eq!(platinum.valid, Validity::ThisCycle);
    assert_eq!(platinum.grace, Some(of(2, Period::Week)));
    assert_eq!(platinum.downgrade, Downgrade::OneLevel);
}

#[test]
fn a_ladder_that_says_nothing_has_the_defaults() {
    let program = program(
        r#""tiers": {"ladders": [
            {"id": "a", "levels": [{"id": "x"}, {"id": "y", "enter": {"orders": {"at_least": 2}}}]},
            {"id": "b", "levels": [{"id": "x"}, {"id": "y", "enter": "invited"}]}]}"#,
    );
    let [earned, granted] = &*program.rules.ladders else { panic!("two ladders") };
    assert_eq!(earned.cycle, Cycle::Of(Period::Year));
    assert_eq!((earned.upgrade, earned.own_order), (Upgrade::Now, false));
    assert_eq!(earned.returns, LevelReturns::UndoCaused);
    let level = &earned.levels[1];
    assert_eq!((level.valid, level.downgrade), (Validity::NextCycle, Downgrade::ToEarned));
    assert!(level.grace.is_none() && level.stay.is_none());
    // What is granted alone is granted for ever.
    assert_eq!(granted.levels[1].valid, Validity::ForEver);
}

#[test]
fn plans_have_prices_and_times() {
    let program = all();
    let [prime, free] = &*program.rules.plans else { panic!("two plans") };
    assert_eq!(cells(&program.rules, prime.price), (vec![6_800], Some(8_800)));
    assert_eq!((prime.period, prime.trial), (of(1, Period::Year), Some(of(30, Period::Day))));
    assert_eq!((prime.grace, prime.automatic), (Some(of(7, Period::Day)), true));
    assert_eq!((free.price, free.trial, free.grace), (Amount::Fixed(0), None, None));
    assert!(!free.automatic);
}

#[test]
fn perks_give_each_of_what_there_is() {
    let program = all();
    let rules = &program.rules;
    let [lounge, early, returns, queue, seat, bags, fee] = &*rules.perks else { panic!("seven") };
    assert!(matches!(lounge.gives, PerkGives::Service));
    assert!(matches!(lounge.when, Condition::Tier { ladder: LadderId(0), .. }));
    assert!(lounge.window.until.is_some() && lounge.window.from.is_none());
    let quota = lounge.quota.as_ref().expect("a quota");
    // The highest level first.
    assert_eq!(cells(rules, quota.uses), (vec![6, 2], None));
    assert_eq!(quota.per, Some(rules.ladders[0].cycle));
    assert!(quota.carried && quota.cancelled_counts);
    let PerkGives::EarlyAccess { offers, of: Some(of), by } = &early.gives else {
        panic!("{:?}", early.gives)
    };
    assert_eq!((&**offers, *by), (&[0][..], Duration::Exact(48 * 3_600_000)));
    assert!(of.include.is_some() && early.quota.is_none());
    let PerkGives::ReturnDays(days) = returns.gives else { panic!("{:?}", returns.gives) };
    assert_eq!(days, Amount::Fixed(60));
    let PerkGives::Priority(place) = queue.gives else { panic!("{:?}", queue.gives) };
    assert_eq!(cells(rules, place), (vec![1], Some(2)));
    assert!(matches!(seat.gives, PerkGives::Upgrade));
    let quota = seat.quota.as_ref().expect("a quota");
    assert_eq!((quota.uses, quota.per), (Amount::Fixed(1), None));
    assert!(!quota.carried && !quota.cancelled_counts);
    let PerkGives::Allowance(kilos) = bags.gives else { panic!("{:?}", bags.gives) };
    assert_eq!(kilos, Amount::Fixed(23));
    let PerkGives::FeeWaiver(of) = fee.gives else { panic!("{:?}", fee.gives) };
    assert!(of.include.is_some());
}

#[test]
fn rewards_give_uses_and_levels() {
    let program = all();
    let gives: Vec<_> = program.rules.rewards.iter().map(|reward| reward.gives.clone()).collect();
    let perk = RewardGives::Perk { perk: PerkId(4), id: id("seat"), uses: 2 };
    let gold = RewardGives::Tier {
        ladder: (LadderId(0), id("main")),
        level: (LevelId(1), id("gold")),
        life: of(3, Period::Month),
    };
    let member = RewardGives::Tier {
        ladder: (LadderId(1), id("club")),
        level: (LevelId(0), id("member")),
        life: of(30, Period::Day),
    };
    assert_eq!(gives, [perk, gold, member]);
}

#[test]
fn classes_are_noted_where_a_rule_or_leaving_depends_on_it() {
    let program = all();
    let rules = &program.rules;
    let noted: Vec<_> = rules.segments.iter().map(|segment| segment.noted).collect();
    // Listed; a rule enters it; with `leave`; neither.
    assert_eq!(noted, [true, true, true, false]);
    let with: Vec<_> =
        rules.segments.iter().map(|it| (it.when.is_some(), it.leave.is_some())).collect();
    assert_eq!(with, [(false, false), (true, false), (true, true), (true, false)]);
    assert!(rules.lifecycle.noted);
    let names: Vec<_> = rules.lifecycle.stages.iter().map(|(id, _)| id.as_str()).collect();
    assert_eq!(
        (&*names, rules.lifecycle.otherwise),
        (&["lapsing", "loyal", "new"][..], Some(StageId(2)))
    );
    let on: Vec<_> = rules.points.earning.iter().map(|rule| rule.on).collect();
    let club = On::EntersTier(LadderId(1), LevelId(0));
    assert_eq!(on, [On::EntersStage(StageId(0)), On::EntersSegment(SegmentId(1)), club]);
    assert!(!program_of_one_stage().rules.lifecycle.noted);
}

fn program_of_one_stage() -> Program {
    program(r#""lifecycle": {"stages": [{"id": "a", "when": "enrolled"}]}"#)
}

#[test]
fn scores_are_of_every_kind() {
    let program = all();
    let rules = &program.rules;
    let classes = |score: usize| -> Vec<(String, i64)> {
        let classes = rules.scores[score].classes.iter();
        classes.map(|(id, from)| (id.to_string(), *from)).collect()
    };
    let named = |classes: &[(&str, i64)]| -> Vec<(String, i64)> {
        classes.iter().map(|(id, from)| ((*id).to_owned(), *from)).collect()
    };
    let what = |how: &How| match how {
        How::Measure(measure) => rules.measures[usize::from(measure.0)].clone(),
        other => panic!("{other:?}"),
    };
    assert!(matches!(what(&rules.scores[0].how).what, What::Attribute(_)));
    // In billionths.
    let expected = named(&[("detractor", 0), ("promoter", 8_500_000_000)]);
    assert_eq!(classes(0), expected);
    // In minor units.
    assert_eq!(classes(1), named(&[("low", 0), ("high", 100_000)]));
    let How::Weighted { inputs, skip_missing: true } = &rules.scores[2].how else {
        panic!("{:?}", rules.scores[2].how)
    };
    let weights: Vec<_> = inputs.iter().map(|(_, weight)| *weight).collect();
    assert_eq!(weights, [2_500_000_000, -1_000_000_000]);
    let first = &rules.measures[usize::from(inputs[0].0.0)].what;
    assert_eq!(*first, What::Score(ScoreId(0), None));
    let How::Rfm(rfm) = &rules.scores[3].how else { panic!("{:?}", rules.scores[3].how) };
    assert_eq!(&*rfm.recency, [of(90, Period::Day), of(30, Period::Day)]);
    assert_eq!((&*rfm.frequency, rfm.monetary.len()), (&[2, 5, 9][..], 2));
    assert_eq!(rfm.monetary[1], Money::new(50_000).expect("within bounds"));
    let orders = &rules.measures[usize::from(rfm.orders.0)];
    assert_eq!((&orders.what, orders.within), (&What::Orders, Within::Last(of(12, Period::Month))));
    let How::LifetimeValue(value) = &rules.scores[4].how else { panic!("a lifetime value") };
    assert_eq!(cells(rules, value.margin), (vec![250_000_000], Some(200_000_000)));
    assert_eq!(value.retention, Amount::Fixed(800_000_000));
    assert_eq!(value.discount, Rate::new(1, 10).expect("a rate"));
    let How::Matrix(grid) = &rules.scores[5].how else { panic!("a matrix") };
    assert_eq!((grid.rows, grid.columns), (ScoreId(0), ScoreId(1)));
    // Detractor with low and high, promoter with low and high: c, b, b, a.
    assert_eq!(&*grid.cells, [2, 1, 1, 0]);
    assert_eq!(classes(5), named(&[("a", 0), ("b", 0), ("c", 0)]));
    let How::Matrix(grid) = &rules.scores[6].how else { panic!("a matrix") };
    assert_eq!((&*grid.cells, classes(6)), (&[0, 0, 0, 1, 1, 1][..], named(&[("x", 0), ("y", 0)])));
}

#[test]
fn a_stage_can_ask_for_a_part_of_a_score() {
    let program = all();
    let rules = &program.rules;
    let Condition::Measure(part) = &rules.lifecycle.stages[1].1 else { panic!("a measure") };
    let asked = &rules.measures[usize::from(part.measure.0)].what;
    assert_eq!(*asked, What::Score(ScoreId(3), Some(RfmPart::Frequency)));
    let Some(Condition::Class(class)) = &rules.segments[3].when else { panic!("a class") };
    assert_eq!(**class, Class::Stage([StageId(1)].into()));
}

#[test]
fn a_migration_names_what_was_renamed() {
    let program = all();
    let migration = &program.rules.migration;
    assert!(migration.requalify);
    let renamed = &migration.renamed;
    let lists = [
        (&renamed.ladders, "old-main", "main"),
        (&renamed.levels, "silber", "silver"),
        (&renamed.segments, "big", "heavy"),
        (&renamed.stages, "away", "lapsing"),
        (&renamed.plans, "vip", "prime"),
        (&renamed.perks, "room", "lounge"),
        (&renamed.activities, "stay", "night"),
        (&renamed.rules, "back", "lapsing"),
        (&renamed.rewards, "chair", "seat"),
        (&renamed.pools, "coins", "points"),
    ];
    for (list, old, new) in lists {
        assert_eq!(&**list, [(id(old), id(new))]);
    }
}

/// What is kept by a programme with this segment.
fn kept(history: &str, when: &str) -> (Option<Duration>, bool) {
    let program = program(&format!(
        r#""activities": [{{"id": "night"}}], "history": {{{history}}},
        "segments": [{{"id": "a", "when": {when}}}]"#
    ));
    let history = program.rules.history;
    (history.keep, history.all_orders)
}

#[test]
fn history_is_kept_as_long_as_the_rules_look_back() {
    let months = |count| Some(of(count, Period::Month));
    let spend = |within: &str| format!(r#"{{"spend": {{"at_least": "1", "within": {within}}}}}"#);
    // Two years at least, in which everything can come back; a year and the one before it are two.
    assert_eq!(kept("", r#""enrolled""#), (months(24), false));
    assert_eq!(kept("", &spend(r#"{"this": "year"}"#)), (months(24), false));
    assert_eq!(kept("", &spend(r#"{"previous": "year"}"#)), (months(24), false));
    // 1,095 days and one more are 36.03 months.
    assert_eq!(kept("", &spend(r#"{"last": {"years": 3}}"#)), (months(37), false));
    // What is written holds where it is longer, or just long enough but for the day's safety.
    let written = r#""keep": {"years": 5}"#;
    assert_eq!(
        kept(written, &spend(r#"{"last": {"years": 3}}"#)),
        (Some(of(5, Period::Year)), false)
    );
    let written = r#""keep": {"months": 6}"#;
    assert_eq!(kept(written, r#""enrolled""#), (months(6), false));
    assert_eq!(kept(written, &spend(r#"{"last": {"months": 5}}"#)), (months(6), false));
    let written = r#""keep": {"years": 3}"#;
    assert_eq!(kept(written, &spend(r#"{"last": {"months": 36}}"#)), (months(37), false));
}

#[test]
fn what_sums_by_month_cannot_tell_keeps_all_orders_or_everything() {
    let months = Some(of(24, Period::Month));
    for sums in [
        r#"{"spend": {"at_least": "1"}}"#,
        r#"{"visits": {"at_least": 1, "within": {"since": "joined"}}}"#,
        r#"{"activities": {"of": "night", "at_least": 1}}"#,
        r#"{"since_last_order": {"at_least": {"days": 1}}}"#,
    ] {
        assert_eq!(kept("", sums), (months, false), "{sums}");
    }
    for orders in [
        r#"{"spend": {"at_least": "1", "of": {"tags": ["t"]}}}"#,
        r#"{"orders": {"at_least": 1, "within": {"since": "last_order"}}}"#,
        r#"{"bought": {"at_least": 1, "within": {"window": {"from": "2026-01-10"}}}}"#,
        r#"{"share": {"of": {"tags": ["t"]}, "among": {}, "at_least": "1"}}"#,
        r#"{"since_last_order": {"of": {"tags": ["t"]}, "at_least": {"days": 1}}}"#,
        r#"{"due_again": {"of": {"tags": ["t"]}}}"#,
    ] {
        assert_eq!(kept("", orders), (months, true), "{orders}");
    }
    let everything =
        r#"{"activities": {"of": "night", "at_least": 1, "within": {"since": "last_order"}}}"#;
    assert_eq!(kept("", everything), (None, false));
}
