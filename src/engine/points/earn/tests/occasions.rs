//! Which rules fire, which of several give, and runs of days.

use super::*;
use crate::member::{Order, Run, Shipping};
use crate::program::{ActivityId, Matching};
use crate::value::Date;

const ONE: &[(u32, i64, &[&str])] = &[(1, 10_000, &["x"])];

fn on(on: On, id: &str, count: i64) -> Earning {
    Earning { on, ..fixed(id, count) }
}

fn ids(earned: Result<Earned, usize>) -> Vec<String> {
    earned.expect("few").rules.iter().map(|it| it.rule.to_string()).collect()
}

fn an_order() -> Order {
    Order {
        id: key("o"),
        event: key("e"),
        at: instant(NOW),
        delivered_at: None,
        lines: Vec::new(),
        shipping: Shipping::default(),
        offers: Vec::new(),
        said: Box::default(),
        earned: Vec::new(),
        spent: Vec::new(),
        taken: Vec::new(),
        uses: Vec::new(),
        counted: Vec::new(),
    }
}

#[test]
fn each_occasion_fires_its_rules() {
    let visit = ActivityId(0);
    let mut world = World::of(
        ONE,
        vec![
            on(On::Order, "order", 1),
            on(On::Delivery, "delivery", 2),
            on(On::Activity(visit), "visit", 3),
            on(On::Activity(ActivityId(1)), "share", 4),
            on(On::Referee, "referee", 5),
            on(On::Referrer, "referrer", 6),
            on(On::Joined, "joined", 7),
        ],
    );
    assert_eq!(ids(world.ordered()), ["order", "delivery"]);
    world.member.referred_by = Some(key("friend"));
    assert_eq!(ids(world.ordered()), ["order", "delivery", "referee"]);
    assert_eq!(ids(world.kept(None)), ["order", "delivery"]);
    world.member.orders.push(an_order());
    assert_eq!(ids(world.ordered()), ["order", "delivery"], "the first order alone");
    let activity = Occasion::Activity { activity: visit, amount: None, quantity: None };
    assert_eq!(ids(world.on(activity)), ["visit"]);
    assert_eq!(ids(world.on(Occasion::Fired(&[RuleId(5), RuleId(6)]))), ["referrer", "joined"]);
    assert_eq!(world.on(activity).expect("few").rules[0].lines, []);
    world.now = instant("2025-12-31T23:59:59.999Z");
    assert_eq!(ids(world.ordered()), [""; 0], "members alone earn");
}

#[test]
fn windows_and_conditions_are_asked() {
    let until = Window { from: None, until: Some(instant(NOW)) };
    let world = World::of(
        ONE,
        vec![
            Earning { window: until, ..fixed("over", 1) },
            Earning { when: Condition::Any(Box::default()), ..fixed("never", 1) },
            fixed("always", 1),
        ],
    );
    assert_eq!(ids(world.ordered()), ["always"]);
}

#[test]
fn an_activity_counts_its_own_numbers() {
    let visit = ActivityId(0);
    let quantity = PerQuantity {
        points: Amount::Fixed(2),
        attribute: key("quantity"),
        per: rate("1.5"),
        of: Selection::default(),
        steps: Steps::Full,
    };
    let of = |give| Earning { on: On::Activity(visit), ..rule("r", give) };
    let gives = |give: Give, amount: Option<i64>, quantity| {
        let world = World::of(ONE, vec![of(give)]);
        let amount = amount.map(money);
        listed(&world.on(Occasion::Activity { activity: visit, amount, quantity }).expect("few"))
    };
    assert_eq!(
        gives(Give::PerAmount(per_amount(3, 1_000)), Some(2_999), None),
        [(6, None, vec![])]
    );
    let line = PerAmount { level: EarnLevel::Line, ..per_amount(3, 1_000) };
    assert_eq!(gives(Give::PerAmount(line), Some(2_999), None), [(6, None, vec![])]);
    assert_eq!(gives(Give::PerAmount(per_amount(3, 1_000)), None, None), []);
    // 10 / 1.5 = 6.67
    assert_eq!(gives(Give::PerQuantity(quantity), None, Some(10)), [(12, None, vec![])]);
    let unit = PerUnit { points: Amount::Fixed(1), of: Selection::default() };
    assert_eq!(gives(Give::PerUnit(unit), Some(10), Some(10)), []);
}

#[test]
fn of_several_rules() {
    let gives = |matching| {
        let world = World::new(ONE, |rules| {
            rules.points.matching = matching;
            let never = Condition::Any(Box::default());
            let capped = Earning { caps: [cap(15, CapPer::Order)].into(), ..fixed("c", 100) };
            rules.points.earning = [
                Earning { when: never, ..fixed("a", 500) },
                fixed("b", 10),
                capped,
                fixed("d", 20),
                fixed("e", 20),
            ]
            .into();
        });
        ids(world.ordered())
    };
    assert_eq!(gives(Matching::All), ["b", "c", "d", "e"]);
    assert_eq!(gives(Matching::First), ["b"]);
    assert_eq!(gives(Matching::Highest), ["d"], "by what is granted, of equals the first");
}

#[test]
fn the_first_that_matches_is_the_one_even_with_nothing() {
    let gives = |matching| {
        let world = World::new(ONE, |rules| {
            rules.points.matching = matching;
            let none = amount_rule(per_amount(1, 1_000_000));
            let full = Earning { caps: [cap(0, CapPer::Order)].into(), ..fixed("full", 9) };
            rules.points.earning = [none, full].into();
        });
        world.earned()
    };
    assert_eq!(gives(Matching::First), []);
    assert_eq!(gives(Matching::Highest), [(0, Some(9), vec![0])], "so that it can be said why");
}

/// Points and run of a check-in at NOW, after a run of so many days up to a day.
fn check_in(streak: Streak, run: Option<(&str, u32)>) -> (i64, Vec<(RuleId, Date, u32)>) {
    let visit = ActivityId(0);
    let rule = Earning { on: On::Activity(visit), ..rule("daily", Give::Streak(streak)) };
    let mut world = World::of(ONE, vec![rule]);
    world.member.runs.extend(run.map(|(day, days)| Run {
        rule: named("daily"),
        day: Date::parse(day).expect(day),
        days,
    }));
    let occasion = Occasion::Activity { activity: visit, amount: None, quantity: None };
    let earned = world.on(occasion).expect("few");
    (earned.total.count(), earned.runs)
}

#[test]
fn a_run_goes_on_day_by_day() {
    let streak = |hold, keep| Streak {
        days: [1, 2, 5].map(points).into(),
        hold,
        keep,
        milestones: [(4, points(100))].into(),
    };
    let today = Date::parse("2026-06-15").expect("a day");
    let run = |days| vec![(RuleId(0), today, days)];
    let reset = streak(false, false);
    assert_eq!(check_in(reset.clone(), None), (1, run(1)));
    assert_eq!(check_in(reset.clone(), Some(("2026-06-14", 1))), (2, run(2)));
    // Day 4 is day 1 again, with its milestone; with `hold` it is day 3 again.
    assert_eq!(check_in(reset.clone(), Some(("2026-06-14", 3))), (101, run(4)));
    assert_eq!(check_in(streak(true, false), Some(("2026-06-14", 3))), (105, run(4)));
    assert_eq!(check_in(reset.clone(), Some(("2026-06-15", 3))), (0, vec![]), "the same day");
    assert_eq!(check_in(reset.clone(), Some(("2026-06-16", 3))), (0, vec![]), "a later day");
    assert_eq!(check_in(reset, Some(("2026-06-13", 3))), (1, run(1)), "a day is missed");
    assert_eq!(check_in(streak(false, true), Some(("2026-06-01", 1))), (2, run(2)), "and kept");
}

#[test]
fn a_run_goes_on_without_points() {
    let days = [Points::ZERO, points(5)].into();
    let streak = Streak { days, hold: false, keep: false, milestones: Box::default() };
    let (points, runs) = check_in(streak, None);
    assert_eq!((points, runs.len()), (0, 1));
}
