//! What facts, spans and tables become.

use crate::program::{
    ActivityCount, ActivityId, Amount, Around, Balance, Basis, Bound, Bounded, Class, Condition,
    Days, DueAgain, Elapsed, HasPlan, Hours, LadderId, LevelId, LevelSet, Listed, MeasureId,
    MonthDay, NthOrder, Numbers, OnDays, PlanId, PoolId, Program, RfmPart, Rules, ScoreId,
    SegmentId, Selection, ShareBy, Since, StageId, Stated, Table, What, Within,
};
use crate::value::{
    Cycle, Date, Duration, Instant, Key, Money, Period, Points, Span, Weekday, Window, ZoneSource,
};

struct NoZones;

impl ZoneSource for NoZones {
    fn table(&self, _: &str) -> Option<Vec<(i64, i32)>> {
        None
    }
}

/// A programme whose only rule asks this.
fn asking(when: &str) -> Program {
    let text = format!(
        r#"{{"format": 1, "id": "p", "version": 1, "currency": "CNY",
            "zone": {{"offset": "+00:00"}},
            "calendar": {{
                "cycles": [
                    {{"id": "term", "anchor": "2026-09-01", "every": {{"months": 4}}}},
                    {{"id": "ten", "anchor": "2026-01-01", "every": {{"days": 10}}}}
                ],
                "days": [
                    {{"id": "new-year", "dates": ["2027-02-06"], "yearly": ["01-01"]}},
                    {{"id": "singles", "yearly": ["11-11"]}}
                ]
            }},
            "activities": [{{"id": "visit"}}, {{"id": "stay", "carries": ["quantity"]}}],
            "points": {{
                "decimals": 1,
                "pools": [{{"id": "growth", "spendable": "no"}}, {{"id": "coins"}}],
                "earning": [{{"id": "a", "on": "order", "when": {when}, "give": {{"points": 1}}}}]
            }}}}"#
    );
    Program::parse(&text, &NoZones).unwrap_or_else(|problems| panic!("{when}: {problems}"))
}

fn condition(when: &str) -> Condition {
    asking(when).rules.points.earning[0].when.clone()
}

/// What a measure counts, between what.
fn measured(when: &str) -> (What, Within, Selection, i64, i64) {
    let program = asking(when);
    let rules: &Rules = &program.rules;
    let Condition::Measure(Bounded { measure, least, most }) = &rules.points.earning[0].when else {
        panic!("{when} is no measure");
    };
    assert_eq!((*measure, rules.measures.len()), (MeasureId(0), 1));
    let measure = &rules.measures[0];
    (measure.what.clone(), measure.within, measure.of, *least, *most)
}

fn days(count: i32) -> Duration {
    Duration::Calendar(Span { count, unit: Period::Day })
}

fn key(text: &str) -> Key {
    Key::parse(text).expect("a key")
}

fn date(text: &str) -> Date {
    Date::parse(text).expect("a date")
}

fn month_day(month: u8, day: u8) -> MonthDay {
    MonthDay { month, day }
}

#[test]
fn measures_count_in_their_own_units() {
    let (least, most) = (i64::MIN, i64::MAX);
    let every = Selection::default();
    let of = |when: &str| {
        let (what, within, of, least, most) = measured(when);
        assert_eq!((within, of), (Within::Lifetime, every), "{when}");
        (what, least, most)
    };
    let paid = What::Spend(Basis::Paid);
    assert_eq!(of(r#"{"spend": {"at_least": "50"}}"#), (paid, 5_000, most));
    let list = What::Spend(Basis::BeforeDiscounts);
    let when = r#"{"spend": {"above": "0.05", "basis": "before_discounts"}}"#;
    assert_eq!(of(when), (list, 6, most));
    let net = What::Spend(Basis::AfterDiscounts);
    let when = r#"{"spend": {"below": "0.05", "basis": "after_discounts"}}"#;
    assert_eq!(of(when), (net, least, 4));
    assert_eq!(of(r#"{"orders": {"equals": 0}}"#), (What::Orders, 0, 0));
    assert_eq!(of(r#"{"visits": {"at_least": 3, "at_most": 5}}"#), (What::Visits, 3, 5));
    assert_eq!(of(r#"{"bought": {"above": 3, "at_least": 2}}"#), (What::Bought, 4, most));
    assert_eq!(of(r#"{"average_order": {"at_most": "9.99"}}"#), (What::AverageOrder, least, 999));
    assert_eq!(of(r#"{"referrals": {"at_least": 2}}"#), (What::Referrals, 2, most));
    let attribute = What::Attribute(key("nps"));
    let when = r#"{"attribute": {"of": "member", "name": "nps", "at_least": 0}}"#;
    assert_eq!(of(when), (attribute, 0, most));
}

#[test]
fn points_go_by_a_pool_and_activities_by_what_they_carry() {
    let of = |when: &str| {
        let (what, _, _, least, most) = measured(when);
        (what, least, most)
    };
    let (growth, coins, most) = (PoolId(0), PoolId(1), i64::MAX);
    let when = r#"{"points_earned": {"at_least": "2.5"}}"#;
    assert_eq!(of(when), (What::PointsEarned(coins), 25, most));
    let when = r#"{"points_earned": {"at_least": 2, "pool": "growth"}}"#;
    assert_eq!(of(when), (What::PointsEarned(growth), 20, most));
    let when = r#"{"expiring": {"above": 0, "in": {"days": 30}}}"#;
    assert_eq!(of(when), (What::Expiring(coins, days(30)), 1, most));
    let balance = condition(r#"{"balance": {"below": 0, "pool": "growth"}}"#);
    let (least, below) = (Points::clamped(i64::MIN), Points::clamped(-1));
    let expected = Balance { pool: growth, least, most: below };
    assert_eq!(balance, Condition::Balance(Box::new(expected)));
    let activity = |activity, count| What::Activities { activity: ActivityId(activity), count };
    let when = r#"{"activities": {"of": "visit", "at_least": 4}}"#;
    assert_eq!(of(when), (activity(0, ActivityCount::Times), 4, most));
    let when = r#"{"activities": {"of": "visit", "count": "days", "at_least": 4}}"#;
    assert_eq!(of(when), (activity(0, ActivityCount::Days), 4, most));
    let when = r#"{"activities": {"of": "stay", "count": "quantity", "at_least": 4}}"#;
    assert_eq!(of(when), (activity(1, ActivityCount::Quantity), 4, most));
}

#[test]
fn shares_are_billionths_of_a_whole() {
    let when = r#"{"share": {"of": {"brands": ["lumi"]}, "among": {"categories": ["beauty"]},
        "by": "units", "above": "33.3"}}"#;
    let (what, _, of, least, _) = measured(when);
    let What::Share { among, by } = what else { panic!("a share") };
    assert_eq!((by, least), (ShareBy::Units, 333_000_001));
    assert!(of != among && of.include.is_some() && among.include.is_some());
    // All that shares are rounded to.
    let when = r#"{"share": {"of": {"brands": ["lumi"]}, "among": {}, "at_most": "0.1234567"}}"#;
    assert_eq!(measured(when).4, 1_234_567);
}

#[test]
fn goods_have_bounds_of_every_kind() {
    let program = asking(r#"{"amount": {"at_least": "300", "below": "500", "of": {}}}"#);
    let Condition::Amount { least, most, .. } = program.rules.points.earning[0].when else {
        panic!("an amount");
    };
    assert_eq!((least.minor(), most.minor()), (30_000, 49_999));
    let program = asking(r#"{"units": {"equals": 2}}"#);
    let Condition::Units { least, most, .. } = program.rules.points.earning[0].when else {
        panic!("units");
    };
    assert_eq!((least, most), (2, 2));
    let program = asking(r#"{"amount": {"at_most": "0"}}"#);
    let Condition::Amount { least, most, .. } = program.rules.points.earning[0].when else {
        panic!("an amount");
    };
    assert_eq!((least, most), (Money::clamped(i64::MIN), Money::ZERO));
}

#[test]
fn times_keep_their_durations() {
    let elapsed = |when: &str| match condition(when) {
        Condition::Elapsed(elapsed) => *elapsed,
        other => panic!("{other:?}"),
    };
    let years = |count| Duration::Calendar(Span { count, unit: Period::Year });
    let (included, excluded) = (Bound::Included, Bound::Excluded);
    let age = elapsed(r#"{"age": {"at_least": {"years": 18}, "below": {"years": 26}}}"#);
    let least = Some((years(18), included));
    let most = Some((years(26), excluded));
    assert_eq!(age, Elapsed { since: Since::Birth, least, most });
    // The stricter of two counts: 13 months are longer than a year.
    let tenure = elapsed(r#"{"tenure": {"at_least": {"months": 13}, "above": {"years": 1}}}"#);
    let least =
        Some((Duration::Calendar(Span { count: 13, unit: Period::Month }), Bound::Included));
    assert_eq!(tenure, Elapsed { since: Since::Joining, least, most: None });
    let since = elapsed(r#"{"since_last_order": {"at_most": {"hours": 36}}}"#);
    let most = Some((Duration::Exact(36 * 3_600_000), Bound::Included));
    let last = Since::LastOrder(Selection::default(), Within::Lifetime);
    assert_eq!(since, Elapsed { since: last, least: None, most });
}

#[test]
fn spans_are_stretches_of_the_past() {
    let within = |span: &str| {
        let when = format!(r#"{{"orders": {{"at_least": 1, "within": {span}}}}}"#);
        measured(&when).1
    };
    assert_eq!(within(r#""lifetime""#), Within::Lifetime);
    assert_eq!(within(r#"{"last": {"days": 90}}"#), Within::Last(days(90)));
    let half = Cycle::Of(Period::HalfYear);
    assert_eq!(within(r#"{"this": "half_year"}"#), Within::This(half, None));
    let year = Cycle::MembershipYear;
    assert_eq!(within(r#"{"previous": "membership_year"}"#), Within::Previous(year, None));
    let every = Span { count: 4, unit: Period::Month };
    let term = Cycle::From { anchor: date("2026-09-01"), every };
    assert_eq!(within(r#"{"previous": {"cycle": "term"}}"#), Within::Previous(term, None));
    let at = |text| Instant::parse_rfc3339(text).expect("an instant");
    let window =
        Window { from: Some(at("2026-11-01T00:00:00Z")), until: Some(at("2026-12-01T00:00:00Z")) };
    let span = r#"{"window": {"from": "2026-11-01", "until": "2026-11-30"}}"#;
    assert_eq!(within(span), Within::Window(window));
    assert_eq!(within(r#"{"since": "joined"}"#), Within::SinceJoined);
    assert_eq!(within(r#"{"since": "last_order"}"#), Within::SinceLastOrder);
}

#[test]
fn facts_about_a_member_have_parameters_of_their_own() {
    let every = Selection::default();
    let gender = Class::Gender([key("f"), key("x")].into());
    let attribute =
        Class::Attribute(key("skin"), [Stated::Text(key("dry")), Stated::Number(3)].into());
    let minutes = Duration::Exact(30 * 60_000);
    let bought = MeasureId(0);
    let due = DueAgain { bought, lead: minutes, minimum: 2 };
    let usual = DueAgain { bought, lead: days(0), minimum: 3 };
    let (listed, tenth) = (Numbers::Listed([1, 10].into()), Numbers::Every(10));
    let expected = [
        (r#"{"gender": {"in": ["f", "x"]}}"#, Condition::Class(Box::new(gender))),
        (
            r#"{"attribute": {"of": "member", "name": "skin", "in": ["dry", 3]}}"#,
            Condition::Class(Box::new(attribute)),
        ),
        (
            r#"{"joined": {"within": {"last": {"days": 30}}}}"#,
            Condition::Joined(Box::new(Within::Last(days(30)))),
        ),
        (r#"{"referred": {}}"#, Condition::Referred(None)),
        (r#"{"referred": {"by": "anyone"}}"#, Condition::Referred(None)),
        (r#"{"referred": {"by": {"member": "m-1"}}}"#, Condition::Referred(Some(key("m-1")))),
        (r#"{"birthday": {"in": "month"}}"#, Condition::Birthday(Around::Period(Period::Month))),
        (
            r#"{"birthday": {"days_before": 7}}"#,
            Condition::Birthday(Around::Days { before: 7, after: 0 }),
        ),
        (
            r#"{"anniversary": {"days_before": 3, "days_after": 4}}"#,
            Condition::Anniversary(Around::Days { before: 3, after: 4 }),
        ),
        (
            r#"{"due_again": {"lead": {"minutes": 30}, "minimum": 2}}"#,
            Condition::DueAgain(Box::new(due)),
        ),
        (r#"{"due_again": {}}"#, Condition::DueAgain(Box::new(usual))),
        (
            r#"{"nth_order": {"in": [1, 10]}}"#,
            Condition::NthOrder(Box::new(NthOrder { of: every, numbers: listed })),
        ),
        (
            r#"{"nth_order": {"every": 10}}"#,
            Condition::NthOrder(Box::new(NthOrder { of: every, numbers: tenth })),
        ),
    ];
    for (when, expected) in expected {
        assert_eq!(condition(when), expected, "{when}");
    }
}

#[test]
fn days_are_listed_counted_or_named() {
    let on = |when: &str| match condition(when) {
        Condition::Days(days) => {
            assert_eq!(days.night_until, 0);
            days.on
        }
        other => panic!("{other:?}"),
    };
    let listed = |dates: &[&str], yearly: &[MonthDay]| {
        let dates = dates.iter().map(|text| date(text)).collect();
        OnDays::Listed(Listed { dates, yearly: yearly.to_vec() })
    };
    let when = r#"{"day_set": {"in": ["singles", "new-year"]}}"#;
    assert_eq!(on(when), listed(&["2027-02-06"], &[month_day(11, 11), month_day(1, 1)]));
    assert_eq!(on(r#"{"dates": {"in": ["2026-06-18"]}}"#), listed(&["2026-06-18"], &[]));
    assert_eq!(on(r#"{"yearly": {"in": ["06-18"]}}"#), listed(&[], &[month_day(6, 18)]));
    let weekday = Weekday::Friday;
    let last = OnDays::NthWeekday { n: -1, weekday, months: 0b1_1111_1111_1110 };
    assert_eq!(on(r#"{"nth_weekday": {"n": -1, "weekday": "friday"}}"#), last);
    let in_autumn = OnDays::NthWeekday { n: 4, weekday, months: 1 << 10 | 1 << 11 };
    let when = r#"{"nth_weekday": {"n": 4, "weekday": "friday", "months": [10, 11]}}"#;
    assert_eq!(on(when), in_autumn);
    let of_cycle = |cycle, days: &[u32]| OnDays::OfCycle { cycle, days: days.into() };
    let every = Span { count: 10, unit: Period::Day };
    let ten = Cycle::From { anchor: date("2026-01-01"), every };
    let when = r#"{"period_day": {"of": {"cycle": "ten"}, "in": [1, 10]}}"#;
    assert_eq!(on(when), of_cycle(ten, &[1, 10]));
    let when = r#"{"period_day": {"of": "quarter", "in": [92]}}"#;
    assert_eq!(on(when), of_cycle(Cycle::Of(Period::Quarter), &[92]));
    // Beside hours over midnight, named days are nights.
    let when = r#"{"all": [{"hours": {"from": "22:00", "until": "02:00"}},
        {"not": {"day_set": {"in": ["singles"]}}}]}"#;
    let Condition::All(of) = condition(when) else { panic!("all") };
    assert_eq!(of[0], Condition::Hours(Hours { from: 22 * 60, until: 2 * 60 }));
    let night = Days { on: listed(&[], &[month_day(11, 11)]), night_until: 2 * 60 };
    assert_eq!(of[1], Condition::Not(Box::new(Condition::Days(Box::new(night)))));
}

#[test]
fn where_one_ladder_is_a_level_begins() {
    let within = |span: &str| {
        let text = format!(
            r#"{{"format": 1, "id": "p", "version": 1, "currency": "CNY",
                "zone": {{"offset": "+00:00"}},
                "tiers": {{"ladders": [{{"id": "main", "levels": [{{"id": "base"}}]}}]}},
                "points": {{"earning": [{{"id": "a", "on": "order", "give": {{"points": 1}},
                    "when": {{"visits": {{"at_least": 1, "within": {span}}}}}}}]}}}}"#
        );
        let program = Program::parse(&text, &NoZones).unwrap_or_else(|it| panic!("{it}"));
        program.rules.measures[0].within
    };
    let main = LadderId(0);
    assert_eq!(within(r#"{"since": "tier_start"}"#), Within::SinceLevel(main));
    let year = Cycle::LevelYear;
    assert_eq!(within(r#"{"this": "level_year"}"#), Within::This(year, Some(main)));
    assert_eq!(within(r#"{"previous": "level_year"}"#), Within::Previous(year, Some(main)));
}

/// The rows of the only table, of a rule that gives by it.
fn rows(table: &str) -> Vec<(Condition, Amount)> {
    let text = format!(
        r#"{{"format": 1, "id": "p", "version": 1, "currency": "CNY",
            "zone": {{"offset": "+00:00"}},
            "points": {{"earning": [
                {{"id": "a", "on": "order", "give": {{"points": {{"ladder": {table}}}}}}}
            ]}}}}"#
    );
    let program = Program::parse(&text, &NoZones).unwrap_or_else(|it| panic!("{table}: {it}"));
    let [Table::When(table)] = &*program.rules.tables else { panic!("one table") };
    table.rows.to_vec()
}

#[test]
fn a_ladder_goes_by_any_number_the_highest_step_first() {
    let by_spend = rows(
        r#"{"by": {"spend": {"within": {"last": {"days": 90}}}},
            "steps": [{"from": "0", "value": 1}, {"from": "500", "value": 2}]}"#,
    );
    let from = |least, value| {
        let measure = MeasureId(0);
        let when = Condition::Measure(Bounded { measure, least, most: i64::MAX });
        (when, Amount::Fixed(value))
    };
    assert_eq!(by_spend, [from(50_000, 2), from(0, 1)]);
    // 30 days are less than a month's usual 30.4.
    let by_tenure = rows(
        r#"{"by": {"tenure": {}}, "steps": [{"from": {"days": 30}, "value": 1},
            {"from": {"months": 1}, "value": 2}, {"from": {"days": 31}, "value": 3}]}"#,
    );
    let from = |least, value| {
        let least = Some((least, Bound::Included));
        let elapsed = Elapsed { since: Since::Joining, least, most: None };
        (Condition::Elapsed(Box::new(elapsed)), Amount::Fixed(value))
    };
    let month = Duration::Calendar(Span { count: 1, unit: Period::Month });
    assert_eq!(by_tenure, [from(days(31), 3), from(month, 2), from(days(30), 1)]);
}

#[test]
fn equal_questions_are_asked_once() {
    let when = r#"{"any": [{"orders": {"at_least": 3}}, {"orders": {"equals": 0}},
        {"orders": {"at_least": 3, "within": {"this": "year"}}}]}"#;
    let program = asking(when);
    let Condition::Any(of) = &program.rules.points.earning[0].when else { panic!("any") };
    let asked = |condition: &Condition| match condition {
        Condition::Measure(of) => of.measure,
        other => panic!("{other:?}"),
    };
    assert_eq!(asked(&of[0]), asked(&of[1]));
    assert_ne!(asked(&of[0]), asked(&of[2]));
    assert_eq!(program.rules.measures.len(), 2);
}

/// A programme with classes of every kind, whose only rule asks this.
fn of_classes(when: &str) -> Program {
    let text = format!(
        r#"{{"format": 1, "id": "p", "version": 1, "currency": "CNY",
            "zone": {{"offset": "+00:00"}},
            "tiers": {{
                "ladders": [
                    {{"id": "main",
                        "levels": [{{"id": "base"}}, {{"id": "gold", "enter": "invited"}}]}},
                    {{"id": "club", "counts": {{"this": "level_year"}}, "levels": [
                        {{"id": "guest"}},
                        {{"id": "friend", "enter": {{"all": [
                            {{"tier": {{"ladder": "main", "at_least": "gold"}}}},
                            {{"orders": {{"at_least": 2}}}}]}}}}
                    ]}}
                ],
                "plans": [{{"id": "prime", "price": "88", "period": {{"years": 1}}}}]
            }},
            "segments": [{{"id": "staff"}}, {{"id": "press"}}],
            "lifecycle": {{"stages": [
                {{"id": "new", "when": {{"orders": {{"at_most": 1}}}}}},
                {{"id": "loyal", "when": {{"orders": {{"at_least": 6}}}}}}
            ]}},
            "scores": [
                {{"id": "nps",
                    "how": {{"measure": {{"attribute": {{"of": "member", "name": "nps"}}}}}},
                    "classes": [{{"id": "low", "from": "0"}}, {{"id": "high", "from": "9"}}]}},
                {{"id": "worth", "how": {{"measure": {{"spend": {{}}}}}},
                    "classes": [{{"id": "small", "from": "0"}}, {{"id": "large", "from": "500"}}]}},
                {{"id": "rfm", "how": {{"rfm": {{"within": "lifetime",
                    "recency": [{{"days": 90}}, {{"days": 30}}], "frequency": [2, 5],
                    "monetary": ["100", "500"]}}}}}},
                {{"id": "both", "how": {{"matrix": {{"rows": "nps", "columns": "worth",
                    "classes": {{
                    "low": {{"small": "leave", "large": "ask"}},
                    "high": {{"small": "grow", "large": "keep"}}}}}}}}}}
            ],
            "points": {{"earning": [{{"id": "a", "on": "order", {when}}}]}}}}"#
    );
    Program::parse(&text, &NoZones).unwrap_or_else(|problems| panic!("{when}: {problems}"))
}

fn of_class(when: &str) -> Condition {
    let program = of_classes(&format!(r#""when": {when}, "give": {{"points": 1}}"#));
    program.rules.points.earning[0].when.clone()
}

fn scored(score: u8, classes: &[u8]) -> Condition {
    Condition::Class(Box::new(Class::Score(ScoreId(score), classes.into())))
}

fn staged(stages: &[u8]) -> Condition {
    Condition::Class(Box::new(Class::Stage(stages.iter().map(|it| StageId(*it)).collect())))
}

#[test]
fn classes_are_found_by_their_names() {
    assert_eq!(of_class(r#"{"stage": {"in": ["loyal", "new"]}}"#), staged(&[1, 0]));
    let segments = [SegmentId(1), SegmentId(0)];
    let when = r#"{"segment": {"in": ["press", "staff"]}}"#;
    assert_eq!(of_class(when), Condition::Segment(segments.into()));
    assert_eq!(of_class(r#"{"score": {"of": "nps", "in": ["high"]}}"#), scored(0, &[1]));
    // A matrix has the classes that it names, in their order.
    let when = r#"{"score": {"of": "both", "in": ["grow", "keep"]}}"#;
    assert_eq!(of_class(when), scored(3, &[2, 3]));
    let levels = LevelSet::from(LevelId(1));
    let gold = Condition::Tier { ladder: LadderId(0), levels };
    assert_eq!(of_class(r#"{"tier": {"ladder": "main", "in": ["gold"]}}"#), {
        let mut levels = LevelSet::default();
        levels.insert(LevelId(1));
        Condition::Tier { ladder: LadderId(0), levels }
    });
    assert_eq!(of_class(r#"{"tier": {"ladder": "main", "at_least": "gold"}}"#), gold);
    let plan =
        |trial, active, grace| Condition::Plan(HasPlan { plan: PlanId(0), trial, active, grace });
    assert_eq!(of_class(r#"{"membership": {}}"#), plan(true, true, true));
    let when = r#"{"membership": {"plan": "prime", "state": ["active", "grace"]}}"#;
    assert_eq!(of_class(when), plan(false, true, true));
}

#[test]
fn scores_are_bounded_in_what_they_are_reckoned_in() {
    let bounded = |when: &str| {
        let program = of_classes(&format!(r#""when": {when}, "give": {{"points": 1}}"#));
        let rules = &program.rules;
        let Condition::Measure(Bounded { measure, least, most }) = rules.points.earning[0].when
        else {
            panic!("a measure");
        };
        (rules.measures[usize::from(measure.0)].what.clone(), least, most)
    };
    let (least, most) = (i64::MIN, i64::MAX);
    let of = |score, part| What::Score(ScoreId(score), part);
    let when = r#"{"score": {"of": "nps", "at_least": "8.5"}}"#;
    assert_eq!(bounded(when), (of(0, None), 8_500_000_000, most));
    let when = r#"{"score": {"of": "worth", "above": "8.5"}}"#;
    assert_eq!(bounded(when), (of(1, None), 851, most));
    let when = r#"{"score": {"of": "rfm", "equals": "333"}}"#;
    assert_eq!(bounded(when), (of(2, None), 333_000_000_000, 333_000_000_000));
    let when = r#"{"score": {"of": "rfm", "part": "frequency", "at_most": 2}}"#;
    assert_eq!(bounded(when), (of(2, Some(RfmPart::Frequency)), least, 2));
}

#[test]
fn levels_count_what_their_ladder_counts() {
    let program = of_classes(r#""give": {"points": 1}"#);
    let club = &program.rules.ladders[1];
    let Some(Condition::All(of)) = &club.levels[1].enter else { panic!("all") };
    let Condition::Measure(orders) = &of[1] else { panic!("a measure") };
    let orders = &program.rules.measures[usize::from(orders.measure.0)];
    let year = Within::This(Cycle::LevelYear, Some(LadderId(1)));
    assert_eq!((&orders.what, orders.within), (&What::Orders, year));
    assert_eq!(program.rules.ladders[0].levels[1].enter, Some(Condition::Invited));
}

#[test]
fn tables_go_by_stages_classes_and_pairs_of_them() {
    let rows = |table: &str| {
        let program = of_classes(&format!(r#""give": {{"points": {table}}}"#));
        let Table::When(table) = &program.rules.tables[0] else { panic!("a table of lines") };
        (table.rows.to_vec(), table.otherwise)
    };
    let fixed = Amount::Fixed;
    let by_stage = r#"{"by_stage": {"values": {"loyal": 3, "new": 2}, "otherwise": 1}}"#;
    let expected = vec![(staged(&[1]), fixed(3)), (staged(&[0]), fixed(2))];
    assert_eq!(rows(by_stage), (expected, Some(fixed(1))));
    let by_score = r#"{"by_score": {"of": "worth", "values": {"small": 2, "large": 5}}}"#;
    let expected = vec![(scored(1, &[0]), fixed(2)), (scored(1, &[1]), fixed(5))];
    assert_eq!(rows(by_score), (expected, None));
    let matrix = r#"{"matrix": {"rows": "nps", "columns": "worth", "values": {
        "high": {"large": 9}, "low": {"small": 2, "large": 3}}}}"#;
    let pair = |row, column, value| {
        (Condition::All([scored(0, &[row]), scored(1, &[column])].into()), fixed(value))
    };
    assert_eq!(rows(matrix), (vec![pair(1, 1, 9), pair(0, 0, 2), pair(0, 1, 3)], None));
    let by_part = r#"{"ladder": {"by": {"score": {"of": "rfm", "part": "recency"}},
        "steps": [{"from": 2, "value": 4}]}}"#;
    let (rows, _) = rows(by_part);
    assert!(matches!(&rows[0].0, Condition::Measure(Bounded { least: 2, .. })));
}
