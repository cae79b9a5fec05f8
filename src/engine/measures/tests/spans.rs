//! Which stretch of the past counts.

use super::*;

const SHANGHAI: &str = "Asia/Shanghai";
const BERLIN: &str = "Europe/Berlin";

fn of(orders: &[(&str, i64)], zone: &str) -> Member {
    let orders: Vec<String> = orders.iter().map(|(at, price)| sale(at, *price)).collect();
    member(&shop(zone, |_| ()), "2020-01-01T00:00:00Z", &orders, "")
}

#[test]
fn now_is_inside_and_what_comes_after_is_not() {
    let who = of(&[("2026-06-01T12:00:00Z", 100), ("2026-06-01T12:00:00.001Z", 10)], SHANGHAI);
    assert_eq!(ask(&who, "2026-06-01T11:59:59.999Z", PAID, Within::Lifetime), Some(0));
    assert_eq!(ask(&who, "2026-06-01T12:00:00Z", PAID, Within::Lifetime), Some(100));
    assert_eq!(ask(&who, "2026-06-01T12:00:00.001Z", PAID, Within::Lifetime), Some(110));
}

#[test]
fn the_last_days_begin_with_a_day_and_hours_exactly() {
    // 30 days before 30 June is 31 May, which begins at 16:00 UTC on the 30th.
    let who = of(
        &[
            ("2026-05-30T15:59:59.999Z", 1),
            ("2026-05-30T16:00:00Z", 10),
            ("2026-06-28T10:00:00Z", 100),
            ("2026-06-28T10:00:00.001Z", 1_000),
        ],
        SHANGHAI,
    );
    let now = "2026-06-30T10:00:00+08:00";
    assert_eq!(ask(&who, now, PAID, Within::Last(days(30))), Some(1_110));
    // 40 hours before 02:00 UTC on the 30th is 10:00 on the 28th, which is inside.
    assert_eq!(ask(&who, now, PAID, Within::Last(hours(40))), Some(1_100));
    // A month before 30 June is 30 May; before 31 March it would be 28 February.
    assert_eq!(ask(&who, now, PAID, Within::Last(months(1))), Some(1_111));
    assert_eq!(ask(&who, now, What::Orders, Within::Last(hours(0))), Some(0));
    // Of no days at all: today.
    let today = "2026-06-28T23:59:59+08:00";
    assert_eq!(ask(&who, today, What::Orders, Within::Last(days(0))), Some(2));
}

#[test]
fn days_are_shorter_and_longer_where_clocks_change() {
    // In Berlin 29 March 2026 has 23 hours, from 23:00 to 22:00 UTC.
    let who = of(
        &[
            ("2026-03-28T22:59:59.999Z", 1),
            ("2026-03-28T23:00:00Z", 10),
            ("2026-03-29T21:59:59.999Z", 100),
            ("2026-03-29T22:00:00Z", 1_000),
        ],
        BERLIN,
    );
    let on_the_day_after = "2026-03-30T12:00:00Z";
    let day = Cycle::Of(Period::Day);
    assert_eq!(ask(&who, on_the_day_after, PAID, Within::Last(days(1))), Some(1_110));
    assert_eq!(ask(&who, on_the_day_after, PAID, Within::Previous(day, None)), Some(110));
    assert_eq!(ask(&who, on_the_day_after, PAID, Within::This(day, None)), Some(1_000));
    // 24 hours before 22:30 UTC on the 29th are 22:30 on the 28th, whatever clocks did.
    let late = "2026-03-29T22:30:00Z";
    assert_eq!(ask(&who, late, PAID, Within::Last(hours(24))), Some(1_111));
    assert_eq!(ask(&who, late, What::Visits, Within::Last(hours(24))), Some(3));
    // On 25 October clocks show 02:30 twice: it is one day of 25 hours, from 22:00 to 23:00 UTC.
    let who = of(
        &[
            ("2026-10-24T22:00:00Z", 1),
            ("2026-10-25T00:30:00Z", 10),
            ("2026-10-25T01:30:00Z", 100),
            ("2026-10-25T22:59:59.999Z", 1_000),
            ("2026-10-25T23:00:00Z", 10_000),
        ],
        BERLIN,
    );
    let now = "2026-10-26T12:00:00+01:00";
    assert_eq!(ask(&who, now, PAID, Within::Previous(day, None)), Some(1_111));
    assert_eq!(ask(&who, now, What::Visits, Within::Lifetime), Some(2));
}

#[test]
fn periods_are_this_one_and_the_one_before() {
    let who = of(
        &[
            ("2025-12-31T23:59:59+08:00", 1),
            ("2026-01-01T00:00:00+08:00", 10),
            ("2026-02-28T12:00:00+08:00", 100),
            ("2026-03-31T23:59:59.999+08:00", 1_000),
            ("2026-04-01T00:00:00+08:00", 10_000),
        ],
        SHANGHAI,
    );
    let this = |period| Within::This(Cycle::Of(period), None);
    let previous = |period| Within::Previous(Cycle::Of(period), None);
    let now = "2026-04-01T00:00:00+08:00";
    assert_eq!(ask(&who, now, PAID, this(Period::Year)), Some(11_110));
    assert_eq!(ask(&who, now, PAID, previous(Period::Year)), Some(1));
    assert_eq!(ask(&who, now, PAID, this(Period::Quarter)), Some(10_000));
    assert_eq!(ask(&who, now, PAID, previous(Period::Quarter)), Some(1_110));
    assert_eq!(ask(&who, now, PAID, previous(Period::Month)), Some(1_000));
    assert_eq!(ask(&who, "2026-03-31T12:00:00+08:00", PAID, this(Period::Quarter)), Some(110));
    // A year from April: the one before goes from April 2025 on.
    let april = with(&who, |rules| {
        let calendar = rules.calendar.clone();
        rules.calendar = calendar.with_year_start(4, 1).expect("a day");
    });
    assert_eq!(ask(&april, now, PAID, this(Period::Year)), Some(10_000));
    assert_eq!(ask(&april, now, PAID, previous(Period::Year)), Some(1_111));
}

#[test]
fn cycles_are_clamped_from_their_anchor() {
    let who = of(
        &[
            ("2026-02-27T12:00:00+08:00", 1),
            ("2026-02-28T00:00:00+08:00", 10),
            ("2026-03-30T23:59:59+08:00", 100),
            ("2026-03-31T00:00:00+08:00", 1_000),
        ],
        SHANGHAI,
    );
    let every = Span { count: 1, unit: Period::Month };
    let cycle = Cycle::From { anchor: date("2026-01-31"), every };
    // From 31 January, 28 February, 31 March.
    let now = "2026-03-31T08:00:00+08:00";
    assert_eq!(ask(&who, now, PAID, Within::This(cycle, None)), Some(1_000));
    assert_eq!(ask(&who, now, PAID, Within::Previous(cycle, None)), Some(110));
    let before = "2026-03-30T23:59:59.999+08:00";
    assert_eq!(ask(&who, before, PAID, Within::This(cycle, None)), Some(110));
    assert_eq!(ask(&who, before, PAID, Within::Previous(cycle, None)), Some(1));
}

#[test]
fn windows_are_as_written() {
    let who = of(&[("2026-06-01T00:00:00Z", 1), ("2026-06-02T00:00:00Z", 10)], SHANGHAI);
    let window = |from, until| Within::Window(Window { from, until });
    let (first, second) = (Some(at("2026-06-01T00:00:00Z")), Some(at("2026-06-02T00:00:00Z")));
    let now = "2026-07-01T00:00:00Z";
    assert_eq!(ask(&who, now, PAID, window(first, second)), Some(1));
    assert_eq!(ask(&who, now, PAID, window(second, None)), Some(10));
    assert_eq!(ask(&who, "2026-06-01T12:00:00Z", PAID, window(first, None)), Some(1));
    assert_eq!(ask(&who, "2026-06-01T12:00:00Z", PAID, window(second, None)), Some(0));
}

#[test]
fn who_joins_in_the_last_millisecond_has_a_first_day_of_it() {
    let orders = [
        sale("2026-03-10T23:59:59.998+08:00", 1),
        sale("2026-03-10T23:59:59.999+08:00", 10),
        sale("2026-03-11T00:00:00+08:00", 100),
    ];
    let who = member(&shop(SHANGHAI, |_| ()), "2026-03-10T23:59:59.999+08:00", &orders, "");
    let now = "2027-03-09T23:59:59.999+08:00";
    assert_eq!(ask(&who, now, PAID, Within::SinceJoined), Some(110));
    // The first year is from the day of joining on, and over as 10 March begins.
    let year = Within::This(Cycle::MembershipYear, None);
    let last = Within::Previous(Cycle::MembershipYear, None);
    assert_eq!(ask(&who, now, PAID, year), Some(111));
    assert_eq!(ask(&who, "2027-03-10T00:00:00+08:00", PAID, year), Some(0));
    assert_eq!(ask(&who, "2027-03-10T00:00:00+08:00", PAID, last), Some(111));
    // Within `last` of no days: from the start of that day.
    let today = "2026-03-10T23:59:59.999+08:00";
    assert_eq!(ask(&who, today, What::Orders, Within::Last(days(0))), Some(2));
    let facts = Facts::new(&who, None, at(today));
    assert!(facts.enrolled);
    assert!(!Facts::new(&who, None, at("2026-03-10T23:59:59.998+08:00")).enrolled);
}

#[test]
fn years_of_who_joined_on_29_february_begin_where_months_end() {
    let orders = [sale("2025-02-27T12:00:00+08:00", 1), sale("2025-02-28T00:00:00+08:00", 10)];
    let who = member(&shop(SHANGHAI, |_| ()), "2024-02-29T12:00:00+08:00", &orders, "");
    let year = Within::This(Cycle::MembershipYear, None);
    assert_eq!(ask(&who, "2025-02-28T12:00:00+08:00", PAID, year), Some(10));
    assert_eq!(ask(&who, "2028-02-28T12:00:00+08:00", PAID, year), Some(0));
}

#[test]
fn the_start_of_a_level_and_the_last_order_are_moments_too() {
    let orders = [
        sale("2026-01-10T12:00:00+08:00", 1),
        sale("2026-03-05T12:00:00+08:00", 10),
        sale("2026-06-20T12:00:00+08:00", 100),
    ];
    let ladder = r#"{ "tiers": { "ladders": [{ "id": "main", "levels": [
        { "id": "silver" }, { "id": "gold", "enter": "invited" }] }] }"#;
    let text = PROGRAM.replacen('{', &format!("{ladder},"), 1);
    let program = Program::parse(text.as_str(), &TzDatabase).expect("a programme");
    let tiers = r#", "tiers": [{ "ladder": "main", "level": "gold",
            "since": "2026-03-05T12:00:00+08:00", "until": "2026-06-20T12:00:00+08:00" }]"#;
    let who = member(&program, "2026-01-01T00:00:00+08:00", &orders, tiers);
    let since = Within::SinceLevel(LadderId(0));
    assert_eq!(ask(&who, "2026-03-04T12:00:00+08:00", PAID, since), Some(1));
    assert_eq!(ask(&who, "2026-06-19T12:00:00+08:00", PAID, since), Some(10));
    // Without the grant it is the base again, of which one was since joining.
    assert_eq!(ask(&who, "2026-06-20T12:00:00+08:00", PAID, since), Some(111));
    // A year of the level is one from 5 March on.
    let year = Within::This(Cycle::LevelYear, Some(LadderId(0)));
    assert_eq!(ask(&who, "2026-06-19T12:00:00+08:00", PAID, year), Some(10));
    // Since the last order: that order itself counts.
    let last = Within::SinceLastOrder;
    assert_eq!(ask(&who, "2026-06-19T12:00:00+08:00", PAID, last), Some(10));
    assert_eq!(ask(&who, "2026-06-21T12:00:00+08:00", PAID, last), Some(100));
    assert_eq!(ask(&who, "2026-01-02T12:00:00+08:00", What::Orders, last), Some(0));
}
