//! What each measure comes to.

use super::*;
use crate::member::{Attribute, Brought, Folded, FoldedPoints, FoldedTimes};
use crate::value::Money;

const NOW: &str = "2026-06-30T12:00:00+08:00";

fn buyer(orders: &[String]) -> Member {
    member(&shop("Asia/Shanghai", |_| ()), "2025-01-01T00:00:00+08:00", orders, "")
}

#[test]
fn spend_is_what_was_paid_for_kept_units_by_its_basis() {
    // Of 3 units at 10.00 the net amount is 29.00, of which points paid 5.00 and a card 2.00: 22.00
    // in money. A unit that came back takes the first part: of 29.00 in three 9.67, of 22.00 7.34.
    let line = r#"{ "id": "1", "sku": "s", "units": 3, "price_minor": 1000, "net_minor": 2900,
        "points_minor": 500, "card_minor": 200, "returned": 1 }"#;
    let order = format!(
        r#"{{ "id": "o", "event": "e", "at": "2026-06-01T00:00:00Z", "lines": [{line}],
              "shipping": {{ "cost_minor": 900, "points_minor": 0 }} }}"#
    );
    let who = buyer(&[order]);
    let spend = |basis| ask(&who, NOW, What::Spend(basis), Within::Lifetime);
    assert_eq!(spend(Basis::BeforeDiscounts), Some(2_000));
    assert_eq!(spend(Basis::AfterDiscounts), Some(2_900 - 967));
    assert_eq!(spend(Basis::Paid), Some(2_200 - 734));
    assert_eq!(ask(&who, NOW, What::Bought, Within::Lifetime), Some(2));
    assert_eq!(ask(&who, NOW, What::Orders, Within::Lifetime), Some(1));
}

#[test]
fn what_came_back_whole_does_not_count_unless_the_programme_says_so() {
    let who = buyer(&[
        order("1", "2026-06-01T12:00:00+08:00", &[("tea", "hydra", 2, 500, 2)]),
        order("2", "2026-06-02T12:00:00+08:00", &[("tea", "hydra", 2, 500, 1)]),
        order(
            "3",
            "2026-06-03T12:00:00+08:00",
            &[("tea", "lumi", 1, 300, 1), ("mug", "lumi", 1, 900, 0)],
        ),
    ]);
    let counted = with(&who, |rules| rules.history.returned_orders = true);
    let both = |what: &What, of| {
        let ask = |who| ask_of(who, NOW, what.clone(), Within::Lifetime, of);
        [ask(&who), ask(&counted)]
    };
    let (all, tea) = (Selection::default(), goods(&who.program, TEA));
    assert_eq!(both(&What::Orders, all), [Some(2), Some(3)]);
    assert_eq!(both(&What::Visits, all), [Some(2), Some(3)]);
    // 500 of the second, 900 of the third.
    assert_eq!(both(&PAID, all), [Some(1_400), Some(1_400)]);
    assert_eq!(both(&What::Bought, all), [Some(2), Some(2)]);
    // Of the third no tea was kept.
    assert_eq!(both(&What::Orders, tea), [Some(1), Some(3)]);
    assert_eq!(both(&PAID, tea), [Some(500), Some(500)]);
}

#[test]
fn selectors_narrow_an_order_to_its_lines() {
    let lines: &[Sold] = &[
        ("tea/green", "hydra", 2, 100, 0),
        ("tea", "lumi", 1, 1_000, 0),
        ("mug", "hydra", 1, 10_000, 0),
    ];
    let who = buyer(&[
        order("1", "2026-06-01T12:00:00+08:00", lines),
        order("2", "2026-06-01T13:00:00+08:00", &lines[2..]),
    ]);
    let of = |what, of| ask_of(&who, NOW, what, Within::Lifetime, goods(&who.program, of));
    assert_eq!(of(PAID, TEA), Some(1_200));
    assert_eq!(of(PAID, HYDRA), Some(20_200));
    assert_eq!(of(PAID, OTHER_TEA), Some(1_000));
    assert_eq!([of(What::Orders, TEA), of(What::Orders, HYDRA)], [Some(1), Some(2)]);
    assert_eq!([of(What::Bought, TEA), of(What::Bought, OTHER_TEA)], [Some(3), Some(1)]);
    assert_eq!(of(What::Visits, HYDRA), Some(1));
}

#[test]
fn visits_are_business_days() {
    // The day begins at 04:00: what is bought at 03:59 belongs to the evening before.
    let who = buyer(&[
        sale("2026-06-01T22:00:00+08:00", 100),
        sale("2026-06-02T03:59:59.999+08:00", 100),
        sale("2026-06-02T04:00:00+08:00", 100),
        sale("2026-06-03T00:00:00+08:00", 100),
    ]);
    assert_eq!(ask(&who, NOW, What::Visits, Within::Lifetime), Some(3));
    let night = with(&who, |rules| {
        rules.calendar = rules.calendar.clone().with_day_start(240).expect("a time");
    });
    assert_eq!(ask(&night, NOW, What::Visits, Within::Lifetime), Some(2));
    // 48 hours before 03:59 on the 3rd begin within the first of these days, which still counts.
    let now = "2026-06-03T03:30:00+08:00";
    assert_eq!(ask(&night, now, What::Visits, Within::Last(hours(24))), Some(2));
}

#[test]
fn an_average_is_rounded_as_money_and_of_nothing_not_known() {
    let who = buyer(&[sale("2026-06-01T00:00:00Z", 100), sale("2026-06-02T00:00:00Z", 101)]);
    assert_eq!(ask(&who, NOW, What::AverageOrder, Within::Lifetime), Some(101));
    let floor = |rules: &mut Rules| {
        rules.rounding.money = Rounding::Floor;
        let (what, within) = (What::AverageOrder, Within::Lifetime);
        rules.measures = [Measure { what, within, of: Selection::default() }].into();
    };
    let floor = with(&who, floor);
    assert_eq!(Facts::new(&floor, None, at(NOW)).number(MeasureId(0)), Some(100));
    let now = "2026-05-01T00:00:00Z";
    assert_eq!(ask(&who, now, What::AverageOrder, Within::Lifetime), None);
}

#[test]
fn a_share_is_what_a_part_has_of_the_whole() {
    // Tea: 100 of hydra, 200 of lumi; hydra's mug is no tea.
    let who = buyer(&[order(
        "1",
        "2026-06-01T12:00:00+08:00",
        &[("tea", "hydra", 1, 100, 0), ("tea", "lumi", 2, 100, 0), ("mug", "hydra", 5, 900, 0)],
    )]);
    let among = goods(&who.program, TEA);
    let share = |now, by| {
        let what = What::Share { among, by };
        ask_of(&who, now, what, Within::Lifetime, goods(&who.program, HYDRA))
    };
    // A third, rounded down.
    assert_eq!(share(NOW, ShareBy::Spend), Some(333_333_333));
    assert_eq!(share(NOW, ShareBy::Units), Some(333_333_333));
    assert_eq!(share("2026-01-01T00:00:00Z", ShareBy::Units), None);
    let all = What::Share { among: Selection::default(), by: ShareBy::Units };
    // 6 of 8 units.
    let of = goods(&who.program, HYDRA);
    assert_eq!(ask_of(&who, NOW, all, Within::Lifetime, of), Some(750_000_000));
}

#[test]
fn activities_are_counted_by_reports_days_and_quantities() {
    let reports = [
        report("2026-06-01T10:00:00+08:00", "night", Some(2)),
        report("2026-06-01T11:00:00+08:00", "night", Some(3)),
        report("2026-06-01T12:00:00+08:00", "scan", None),
        report("2026-06-02T10:00:00+08:00", "night", None),
        report("2026-06-05T10:00:00+08:00", "gone", None),
    ];
    let more = format!(r#", "activities": [{}]"#, reports.join(","));
    let who = member(&shop("Asia/Shanghai", |_| ()), "2025-01-01T00:00:00Z", &[], &more);
    let nights = |count| What::Activities { activity: ActivityId(0), count };
    let ask = |what, within| ask(&who, NOW, what, within);
    assert_eq!(ask(nights(ActivityCount::Times), Within::Lifetime), Some(3));
    assert_eq!(ask(nights(ActivityCount::Days), Within::Lifetime), Some(2));
    assert_eq!(ask(nights(ActivityCount::Quantity), Within::Lifetime), Some(5));
    // From 2 June on.
    assert_eq!(ask(nights(ActivityCount::Times), Within::Last(days(28))), Some(1));
    let scans = What::Activities { activity: ActivityId(1), count: ActivityCount::Quantity };
    assert_eq!(ask(scans, Within::Lifetime), Some(0));
}

#[test]
fn referrals_attributes_and_days_are_what_the_record_says() {
    let mut who = buyer(&[sale("2026-06-27T23:00:00+08:00", 100)]);
    who.born = Some(date("1990-06-30"));
    for (who_came, when) in [("a", "2026-06-01T00:00:00Z"), ("b", "2026-06-29T00:00:00Z")] {
        let brought = Brought { who: Key::parse(who_came).expect("a key"), at: at(when) };
        who.brought.push(brought);
    }
    let name = |text| Key::parse(text).expect("a key");
    who.attributes = vec![
        Attribute { name: name("nps"), value: Stated::Number(9) },
        Attribute { name: name("size"), value: Stated::Text(name("L")) },
    ];
    let ask = |what| ask(&who, NOW, what, Within::Last(days(7)));
    assert_eq!(ask(What::Referrals), Some(1));
    assert_eq!(ask(What::Attribute(name("nps"))), Some(9));
    assert_eq!(ask(What::Attribute(name("size"))), None);
    assert_eq!(ask(What::Attribute(name("other"))), None);
    assert_eq!(ask(What::Days(Since::LastOrder(Selection::default(), Within::Lifetime))), Some(3));
    // 1 January 2025 to 30 June 2026: 365 + 180 days.
    assert_eq!(ask(What::Days(Since::Joining)), Some(545));
    // 36 years, nine of them leap years: 1992 to 2024.
    assert_eq!(ask(What::Days(Since::Birth)), Some(36 * 365 + 9));
    let tea = Since::LastOrder(goods(&who.program, TEA), Within::Lifetime);
    assert_eq!(ask(What::Days(tea)), None);
}

/// Id, pool, rule, granted, left, earned, until.
type Held<'l> = (&'l str, &'l str, Option<&'l str>, i64, i64, &'l str, Option<&'l str>);

/// A member with lots.
fn saver(lots: &[Held<'_>]) -> String {
    let lot = |&(id, pool, rule, granted, left, earned, until): &(
        _,
        _,
        Option<&str>,
        _,
        _,
        _,
        Option<&str>,
    )| {
        let rule = rule.map_or(String::new(), |rule| format!(r#""rule": "{rule}","#));
        let until = until.map_or(String::new(), |at| format!(r#", "expires_at": "{at}""#));
        format!(
            r#"{{ "id": "{id}", "pool": "{pool}", {rule} "source": "o", "granted": {granted},
                  "left": {left}, "earned_at": "{earned}", "available_at": "{earned}"{until} }}"#
        )
    };
    let lots: Vec<String> = lots.iter().map(lot).collect();
    format!(r#", "lots": [{}]"#, lots.join(","))
}

#[test]
fn points_earned_are_what_rules_granted_less_what_returned_units_had_earned() {
    // The order's lot of 90 fell to its lines as 60 and 30; of the 3 units of the first one came
    // back, 20 of its points. Whether they could be taken back from this lot does not matter.
    let lots = saver(&[
        ("o:buy", "points", Some("buy"), 90, 0, "2026-06-10T00:00:00Z", None),
        ("a", "points", None, 500, 500, "2026-06-10T00:00:00Z", None),
        ("x:old", "points", Some("old"), 7, 7, "2026-06-11T00:00:00Z", None),
        ("o:old:~back0", "points", Some("old"), 5, 5, "2026-06-12T00:00:00Z", None),
        ("o:grow", "growth", Some("grow"), 40, 40, "2026-06-10T00:00:00Z", None),
    ]);
    let line = |id: &str, units: u32, returned: u32| {
        format!(
            r#"{{ "id": "{id}", "sku": "s", "units": {units}, "price_minor": 100,
                  "net_minor": {}, "points_minor": 0, "returned": {returned} }}"#,
            units * 100
        )
    };
    let order = format!(
        r#"{{ "id": "o", "event": "e", "at": "2026-06-10T00:00:00Z",
              "lines": [{}, {}],
              "earned": [{{ "lot": "o:buy", "lines": [60, 30] }},
                         {{ "lot": "o:grow", "lines": [20, 20] }}] }}"#,
        line("1", 3, 1),
        line("2", 1, 0)
    );
    let who = member(&shop("Asia/Shanghai", |_| ()), "2025-01-01T00:00:00Z", &[order], &lots);
    let main = who.program.rules.points.main;
    let growth = PoolId(1);
    let ask = |pool, within| ask(&who, NOW, What::PointsEarned(pool), within);
    assert_eq!(ask(main, Within::Lifetime), Some(90 + 7 - 20));
    // 20 in three are 7, 7 and 6, the larger parts first.
    assert_eq!(ask(growth, Within::Lifetime), Some(40 - 7));
    // From 11 June on.
    assert_eq!(ask(main, Within::Last(days(19))), Some(7));
    assert_eq!(super::ask(&who, NOW, What::Balance(main), Within::Lifetime), Some(512));
    assert_eq!(super::ask(&who, NOW, What::Balance(growth), Within::Lifetime), Some(40));
    // Lots as they are now, but not those that come later.
    let then = "2026-06-10T00:00:00Z";
    assert_eq!(super::ask(&who, then, What::Balance(main), Within::Lifetime), Some(500));
}

#[test]
fn expiring_is_what_is_gone_before_so_long_from_now() {
    let lots = saver(&[
        ("a", "points", None, 10, 10, "2026-01-01T00:00:00Z", Some("2026-07-05T04:00:00Z")),
        ("b", "points", None, 20, 20, "2026-01-01T00:00:00Z", Some("2026-07-05T03:59:59.999Z")),
        ("c", "points", None, 40, 40, "2026-01-01T00:00:00Z", Some("2026-06-30T04:00:00Z")),
        ("d", "points", None, 80, 80, "2026-01-01T00:00:00Z", None),
    ]);
    let who = member(&shop("Asia/Shanghai", |_| ()), "2025-01-01T00:00:00Z", &[], &lots);
    let main = who.program.rules.points.main;
    // Five days from 12:00: what ends at that very time is there until it. The third is over.
    assert_eq!(ask(&who, NOW, What::Expiring(main, days(5)), Within::Lifetime), Some(20));
    assert_eq!(ask(&who, NOW, What::Expiring(main, days(6)), Within::Lifetime), Some(30));
    assert_eq!(ask(&who, NOW, What::Balance(main), Within::Lifetime), Some(110));
}

#[test]
fn months_that_are_folded_count_where_nothing_narrows() {
    let mut who = buyer(&[sale("2026-06-01T00:00:00Z", 100)]);
    let id = |text: &str| crate::value::Id::parse(text).expect("an id");
    let money = |minor| Money::new(minor).expect("within bounds");
    let points = |count| Points::new(count).expect("within bounds");
    let main = who.program.rules.points.main;
    let folded = |rule: Option<&str>, pool: PoolId| FoldedPoints {
        rule: rule.map(id),
        known: None,
        pool,
        granted: points(50),
        expired: points(1),
        clawed_back: points(9),
        forfeited: points(0),
        transferred: points(0),
        sent: Points::ZERO,
        taken_back: points(7),
        returned: points(8),
    };
    who.folded.push(Folded {
        orders: 3,
        visits: 2,
        units: 7,
        list: money(1_000),
        net: money(900),
        paid: money(800),
        points: vec![folded(Some("buy"), main), folded(None, main), folded(Some("g"), PoolId(1))],
        activities: vec![FoldedTimes { id: id("night"), times: 4, days: 3, quantity: 11 }],
        last_order: Some(at("2025-03-31T04:00:00Z")),
        ..Folded::new(date("2025-03-01"))
    });
    let ask = |what, within| ask(&who, NOW, what, within);
    let nights = |count| What::Activities { activity: ActivityId(0), count };
    for within in [Within::Lifetime, Within::SinceJoined] {
        assert_eq!(ask(What::Orders, within), Some(4));
        assert_eq!(ask(What::Visits, within), Some(3));
        assert_eq!(ask(What::Bought, within), Some(8));
        assert_eq!(ask(PAID, within), Some(900));
        assert_eq!(ask(What::Spend(Basis::BeforeDiscounts), within), Some(1_100));
        assert_eq!(ask(nights(ActivityCount::Quantity), within), Some(11));
        assert_eq!(ask(nights(ActivityCount::Times), within), Some(4));
        assert_eq!(ask(What::PointsEarned(main), within), Some(42));
        assert_eq!(ask(What::PointsEarned(PoolId(1)), within), Some(42));
    }
    assert_eq!(ask(What::Orders, Within::Last(months(12))), Some(1));
    assert_eq!(super::ask(&who, "2025-02-28T15:59:59Z", What::Orders, Within::Lifetime), Some(0));
    let tea = goods(&who.program, TEA);
    assert_eq!(ask_of(&who, NOW, What::Orders, Within::Lifetime, tea), Some(0));
    // Whose orders are all folded had the last of them in that month.
    who.orders.clear();
    who.index();
    let last = What::Days(Since::LastOrder(Selection::default(), Within::Lifetime));
    // 31 March 2025 to 30 June 2026.
    assert_eq!(super::ask(&who, NOW, last, Within::Lifetime), Some(365 + 91));
}

#[test]
fn a_correction_that_comes_late_counts_as_of_its_own_instant() {
    let mut who = buyer(&[
        sale("2026-06-01T00:00:00Z", 1),
        sale("2026-06-20T00:00:00Z", 10),
        sale("2026-06-10T00:00:00Z", 100),
    ]);
    assert_eq!(ask(&who, "2026-06-15T00:00:00Z", PAID, Within::Lifetime), Some(101));
    let since = Within::SinceLastOrder;
    assert_eq!(ask(&who, NOW, PAID, since), Some(10));
    // A return is known from then on, whatever instant is asked.
    who.orders[2].lines[0].returned = 1;
    who.look_at(2);
    assert_eq!(ask(&who, "2026-06-15T00:00:00Z", PAID, Within::Lifetime), Some(1));
    // What is taken back is forgotten.
    let orders: Vec<_> = who.past.orders.iter().map(|past| past.order).collect();
    assert_eq!(orders, [0, 2, 1]);
    who.orders.truncate(1);
    who.forget(1, 0);
    assert_eq!(who.past.orders.len(), 1);
}

#[test]
fn sums_are_held_where_a_number_is_exact() {
    let line = r#"{ "id": "1", "sku": "s", "units": 1000000, "price_minor": 10000000000,
        "net_minor": 0, "points_minor": 0 }"#;
    let orders: Vec<String> = (0..1_100)
        .map(|index| {
            format!(
                r#"{{ "id": "o{index}", "event": "e", "at": "2026-06-01T00:00:00Z",
                      "lines": [{line}] }}"#
            )
        })
        .collect();
    let who = buyer(&orders);
    let list = ask(&who, NOW, What::Spend(Basis::BeforeDiscounts), Within::Lifetime);
    assert_eq!(list, Some(MAX_MINOR));
}
