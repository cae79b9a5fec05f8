//! Days and periods worked by hand, in zones with a past.

use super::*;

fn calendar(table: &[(i64, i32)]) -> Calendar {
    Calendar::new(Zone::from_table("Zone", table.to_vec()).expect("a zone"))
}

fn shanghai() -> Calendar {
    calendar(&[(0, 28_800)])
}

fn berlin() -> Calendar {
    let seconds = |text| at(text).millis() / 1_000;
    let (spring, autumn) = (seconds("2026-03-29T01:00:00Z"), seconds("2026-10-25T01:00:00Z"));
    calendar(&[(0, 3_600), (spring, 7_200), (autumn, 3_600)])
}

fn at(text: &str) -> Instant {
    Instant::parse_rfc3339(text).expect(text)
}

fn date(text: &str) -> Date {
    Date::parse(text).expect(text)
}

fn window(from: &str, until: &str) -> Window {
    Window { from: Some(at(from)), until: Some(at(until)) }
}

#[test]
fn the_last_evening_of_the_year_is_still_in_it() {
    let evening = at("2026-12-31T23:30:00+08:00");
    let year = window("2026-01-01T00:00:00+08:00", "2027-01-01T00:00:00+08:00");
    assert_eq!(shanghai().period_of(evening, Period::Year), year);
    let quarter = window("2026-10-01T00:00:00+08:00", "2027-01-01T00:00:00+08:00");
    assert_eq!(shanghai().period_of(evening, Period::Quarter), quarter);
    let month = window("2026-12-01T00:00:00+08:00", "2027-01-01T00:00:00+08:00");
    assert_eq!(shanghai().period_of(evening, Period::Month), month);
    // 31 December 2026 is a Thursday.
    let week = window("2026-12-28T00:00:00+08:00", "2027-01-04T00:00:00+08:00");
    assert_eq!(shanghai().period_of(evening, Period::Week), week);
    let week = window("2026-12-27T00:00:00+08:00", "2027-01-03T00:00:00+08:00");
    let from_sunday = shanghai().with_week_start(Weekday::Sunday);
    assert_eq!(from_sunday.period_of(evening, Period::Week), week);
    assert_eq!(shanghai().end_of(evening, Period::Day), at("2027-01-01T00:00:00+08:00"));
}

#[test]
fn neighbours_touch() {
    let evening = at("2026-12-31T23:30:00+08:00");
    let next = window("2027-01-01T00:00:00+08:00", "2027-02-01T00:00:00+08:00");
    assert_eq!(shanghai().next_period(evening, Period::Month), next);
    let previous = window("2026-11-01T00:00:00+08:00", "2026-12-01T00:00:00+08:00");
    assert_eq!(shanghai().previous_period(evening, Period::Month), previous);
}

#[test]
fn periods_have_a_first_day() {
    let first = |calendar: &Calendar, text, period| {
        let window = calendar.period_on(date(text), period);
        calendar.day_of(window.from.expect("a beginning")).to_string()
    };
    let from = |weekday| shanghai().with_week_start(weekday);
    // 20 November 2026 is a Friday.
    assert_eq!(date("2026-11-20").weekday(), Weekday::Friday);
    assert_eq!(first(&shanghai(), "2026-11-20", Period::Week), "2026-11-16");
    assert_eq!(first(&from(Weekday::Sunday), "2026-11-20", Period::Week), "2026-11-15");
    assert_eq!(first(&from(Weekday::Friday), "2026-11-20", Period::Week), "2026-11-20");
    assert_eq!(first(&shanghai(), "2026-11-20", Period::Month), "2026-11-01");
    assert_eq!(first(&shanghai(), "2026-11-20", Period::HalfYear), "2026-07-01");
    // A year from 6 April: quarters from 6 April, 6 July, 6 October and 6 January.
    let april = shanghai().with_year_start(4, 6).expect("a day");
    assert_eq!(first(&april, "2026-04-05", Period::Year), "2025-04-06");
    assert_eq!(first(&april, "2026-04-06", Period::Year), "2026-04-06");
    assert_eq!(first(&april, "2026-04-05", Period::Quarter), "2026-01-06");
    assert_eq!(first(&april, "2026-10-05", Period::HalfYear), "2026-04-06");
    assert_eq!(first(&april, "2026-10-06", Period::HalfYear), "2026-10-06");
    assert_eq!(first(&april, "2026-04-05", Period::Month), "2026-04-01");
    // From 31 August the quarters begin on the last days of months: 30 November, 28 February.
    let august = shanghai().with_year_start(8, 31).expect("a day");
    assert_eq!(first(&august, "2026-11-29", Period::Quarter), "2026-08-31");
    assert_eq!(first(&august, "2026-11-30", Period::Quarter), "2026-11-30");
    assert_eq!(first(&august, "2027-02-28", Period::Quarter), "2027-02-28");
    assert_eq!(first(&august, "2027-05-30", Period::Quarter), "2027-02-28");
    assert_eq!(first(&august, "2027-05-31", Period::HalfYear), "2027-02-28");
    assert_eq!(shanghai().with_year_start(2, 29), None);
    assert_eq!(shanghai().with_year_start(2, 30), None);
}

#[test]
fn until_a_date_includes_all_of_it() {
    let sale = shanghai().date_window(Some(date("2026-11-01")), Some(date("2026-11-30")));
    assert_eq!(sale, window("2026-11-01T00:00:00+08:00", "2026-12-01T00:00:00+08:00"));
    assert!(sale.contains(at("2026-11-30T23:59:59.999+08:00")));
    assert_eq!(shanghai().date_window(None, None), Window::ALWAYS);
    // Midnight of 1970-01-01 in Shanghai is before the first instant.
    let all = shanghai().date_window(Some(date("1970-01-01")), Some(Date::MAX));
    assert_eq!(all, Window::ALWAYS);
}

#[test]
fn what_is_out_of_range_is_open_or_empty() {
    let day = |instant| calendar(&[(0, 0)]).period_of(instant, Period::Day);
    let first_day = window("1970-01-01T00:00:00Z", "1970-01-02T00:00:00Z");
    assert_eq!(day(Instant::MIN), first_day);
    let last_midnight = Some(at("2199-12-31T00:00:00Z"));
    assert_eq!(day(Instant::MAX), Window { from: last_midnight, until: None });
    assert!(calendar(&[(0, 0)]).next_period(Instant::MAX, Period::Day).is_empty());
    assert!(calendar(&[(0, 0)]).previous_period(Instant::MIN, Period::Day).is_empty());
    assert!(shanghai().date_window(Some(Date::MAX), None).is_empty());
    assert!(shanghai().date_window(None, Some(Date::MIN)).is_empty());
    assert_eq!(shanghai().end_of(Instant::MAX, Period::Year), Instant::MAX);
}

#[test]
fn a_business_day_may_begin_at_four() {
    let night = shanghai().with_day_start(240).expect("a day start");
    assert_eq!(night.day_of(at("2026-11-20T03:59:59.999+08:00")), date("2026-11-19"));
    assert_eq!(night.day_of(at("2026-11-20T04:00:00+08:00")), date("2026-11-20"));
    assert_eq!(night.start_of(date("2026-11-20")), at("2026-11-20T04:00:00+08:00"));
    let month = window("2026-11-01T04:00:00+08:00", "2026-12-01T04:00:00+08:00");
    assert_eq!(night.period_of(at("2026-12-01T03:00:00+08:00"), Period::Month), month);
    assert_eq!(shanghai().with_day_start(1_440), None);
}

#[test]
fn days_have_23_and_25_hours_when_clocks_change() {
    let hours = |day| {
        let day = berlin().date_window(Some(date(day)), Some(date(day)));
        day.until.zip(day.from).map(|(until, from)| until.millis_since(from) / 3_600_000)
    };
    assert_eq!(hours("2026-03-29"), Some(23));
    assert_eq!(hours("2026-10-25"), Some(25));
    assert_eq!(hours("2026-10-26"), Some(24));
}

#[test]
fn a_day_once_begun_does_not_go_back() {
    // 25 October 2026 in Berlin: 02:30 is shown at 00:30Z and again at 01:30Z, 02:00 again at
    // 01:00Z.
    let half_past_two = berlin().with_day_start(150).expect("a day start");
    assert_eq!(half_past_two.start_of(date("2026-10-25")), at("2026-10-25T00:30:00Z"));
    assert_eq!(half_past_two.day_of(at("2026-10-25T00:29:00Z")), date("2026-10-24"));
    assert_eq!(half_past_two.day_of(at("2026-10-25T00:30:00Z")), date("2026-10-25"));
    assert_eq!(half_past_two.day_of(at("2026-10-25T01:15:00Z")), date("2026-10-25"));
}

#[test]
fn adding_keeps_the_time_on_the_clock() {
    let add = |instant, count, unit| berlin().add_to_instant(at(instant), Span { count, unit });
    // 12:00 on both days, though only 23 hours lie between.
    let noon = at("2026-03-29T12:00:00+02:00");
    assert_eq!(add("2026-03-28T12:00:00+01:00", 1, Period::Day), noon);
    // 02:30 is skipped on 29 March and shown twice on 25 October.
    let skipped = at("2026-03-29T01:00:00Z");
    assert_eq!(add("2026-03-28T02:30:00+01:00", 1, Period::Day), skipped);
    let twice = at("2026-10-25T02:30:00+02:00");
    assert_eq!(add("2026-09-25T02:30:00+02:00", 1, Period::Month), twice);
    // The later of the two stays where it is when nothing is added.
    let later = "2026-10-25T02:30:00+01:00";
    assert_eq!(add(later, 0, Period::Day), at(later));
    let end_of_february = at("2026-02-28T10:00:00+01:00");
    assert_eq!(add("2026-01-31T10:00:00+01:00", 1, Period::Month), end_of_february);
    assert_eq!(add("2026-01-31T10:00:00+01:00", i32::MAX, Period::Year), Instant::MAX);
    assert_eq!(add("2026-01-31T10:00:00+01:00", i32::MIN, Period::Year), Instant::MIN);
}

#[test]
fn a_leap_birthday_follows_the_calendar() {
    let born = date("2000-02-29");
    assert_eq!(shanghai().birthday_in(born, 2_027), date("2027-02-28"));
    let march = shanghai().with_leap_birthday(LeapBirthday::March1);
    assert_eq!(march.birthday_in(born, 2_027), date("2027-03-01"));
    assert_eq!(march.birthday_in(born, 2_028), date("2028-02-29"));
}

#[cfg(feature = "tzdata")]
mod with_the_database {
    use super::*;
    use crate::value::{TzDatabase, ZoneSource};

    fn of(name: &str) -> Calendar {
        calendar(&TzDatabase.table(name).expect(name))
    }

    #[test]
    fn sao_paulo_has_a_day_without_midnight() {
        // 15 October 2017: 00:00 at −03:00 is 01:00 at −02:00.
        let day = of("America/Sao_Paulo").period_on(date("2017-10-15"), Period::Day);
        assert_eq!(day, window("2017-10-15T03:00:00Z", "2017-10-16T02:00:00Z"));
    }

    #[test]
    fn apia_has_no_30_december_2011() {
        let apia = of("Pacific/Apia");
        assert!(apia.period_on(date("2011-12-30"), Period::Day).is_empty());
        let change = at("2011-12-30T10:00:00Z");
        assert_eq!(apia.day_of(change.plus_millis(-1)), date("2011-12-29"));
        assert_eq!(apia.day_of(change), date("2011-12-31"));
    }

    #[test]
    fn casablanca_turns_back_for_ramadan() {
        // 2026: Ramadan from 18 February to 19 March; at UTC from 15 February, at +01:00 from 22
        // March.
        let casablanca = of("Africa/Casablanca");
        let offset = |text| casablanca.zone().offset_at(at(text));
        assert_eq!(offset("2026-02-15T01:59:59Z"), 3_600);
        assert_eq!(offset("2026-02-15T02:00:00Z"), 0);
        assert_eq!(offset("2026-03-22T01:59:59Z"), 0);
        assert_eq!(offset("2026-03-22T02:00:00Z"), 3_600);
    }

    #[test]
    fn kathmandu_moved_a_quarter_of_an_hour() {
        // +05:30 until 1986, +05:45 since.
        let kathmandu = of("Asia/Kathmandu");
        assert_eq!(kathmandu.zone().offset_at(at("1985-12-31T18:29:59Z")), 19_800);
        assert_eq!(kathmandu.zone().offset_at(at("1985-12-31T18:30:00Z")), 20_700);
        assert_eq!(kathmandu.day_of(at("2026-11-20T18:15:00Z")), date("2026-11-21"));
    }

    #[test]
    fn an_unknown_zone_has_no_table() {
        for name in ["", "Mars/Olympus", "europe/berlin"] {
            assert_eq!(TzDatabase.table(name), None);
        }
    }
}
