//! Clocks of the world, worked by hand from the IANA database.

use super::*;

fn zone(name: &str, table: &[(i64, i32)]) -> Zone {
    Zone::from_table(name, table.to_vec()).expect(name)
}

fn at(text: &str) -> Instant {
    Instant::parse_rfc3339(text).expect(text)
}

/// Reads `2026-03-29 02:30`.
fn clock(text: &str) -> LocalDateTime {
    let (date, time) = text.split_once(' ').expect(text);
    let (hours, minutes) = time.split_once(':').expect(text);
    let minutes = hours.parse::<i64>().expect(text) * 60 + minutes.parse::<i64>().expect(text);
    LocalDateTime::new(Date::parse(date).expect(text), minutes * 60_000)
}

fn shown(zone: &Zone, text: &str) -> LocalDateTime {
    zone.local(at(text))
}

fn seconds(text: &str) -> i64 {
    at(text).millis() / 1_000
}

#[test]
fn a_fixed_offset_has_a_name() {
    let name = |offset| Zone::fixed(offset).map(|zone| zone.name().to_owned());
    assert_eq!(name(28_800).as_deref(), Some("+08:00"));
    assert_eq!(name(-12_600).as_deref(), Some("-03:30"));
    assert_eq!(name(-2_670).as_deref(), Some("-00:44:30"));
    assert_eq!(name(0).as_deref(), Some("+00:00"));
    assert_eq!(name(64_801), None);
    assert_eq!(name(i32::MIN), None);
}

#[test]
fn shanghai_is_eight_hours_ahead() {
    let shanghai = Zone::fixed(28_800).expect("a zone");
    // The last evening of the year, 23:30, is 15:30 in UTC.
    assert_eq!(shown(&shanghai, "2026-12-31T15:30:00Z"), clock("2026-12-31 23:30"));
    assert_eq!(shown(&shanghai, "2026-12-31T16:00:00Z"), clock("2027-01-01 00:00"));
    assert_eq!(shanghai.instant_of(clock("2026-12-31 23:30")), at("2026-12-31T15:30:00Z"));
    let kathmandu = Zone::fixed(20_700).expect("a zone");
    assert_eq!(shown(&kathmandu, "2026-11-20T18:15:00Z"), clock("2026-11-21 00:00"));
}

#[test]
fn berlin_skips_an_hour_and_repeats_one() {
    let spring = seconds("2026-03-29T01:00:00Z");
    let autumn = seconds("2026-10-25T01:00:00Z");
    let berlin = zone("Europe/Berlin", &[(0, 3_600), (spring, 7_200), (autumn, 3_600)]);
    // 29 March, 02:00 → 03:00: all of what is skipped is the instant of the change.
    assert_eq!(berlin.instant_of(clock("2026-03-29 01:59")), at("2026-03-29T00:59:00Z"));
    assert_eq!(berlin.instant_of(clock("2026-03-29 02:00")), at("2026-03-29T01:00:00Z"));
    assert_eq!(berlin.instant_of(clock("2026-03-29 02:30")), at("2026-03-29T01:00:00Z"));
    assert_eq!(berlin.instant_of(clock("2026-03-29 03:00")), at("2026-03-29T01:00:00Z"));
    assert_eq!(berlin.instant_of(clock("2026-03-29 03:30")), at("2026-03-29T01:30:00Z"));
    // 25 October, 03:00 → 02:00: 02:30 is shown at 00:30 and at 01:30 in UTC.
    assert_eq!(shown(&berlin, "2026-10-25T00:30:00Z"), clock("2026-10-25 02:30"));
    assert_eq!(shown(&berlin, "2026-10-25T01:30:00Z"), clock("2026-10-25 02:30"));
    assert_eq!(berlin.instant_of(clock("2026-10-25 02:30")), at("2026-10-25T00:30:00Z"));
    assert_eq!(berlin.instant_of(clock("2026-10-25 03:00")), at("2026-10-25T02:00:00Z"));
    assert_eq!(berlin.offset_at(at("2026-10-25T00:59:59.999Z")), 7_200);
    assert_eq!(berlin.offset_at(at("2026-10-25T01:00:00Z")), 3_600);
}

#[test]
fn apia_skips_a_day() {
    // 2011-12-29 24:00 at −10 h is 2011-12-31 00:00 at +14 h.
    let change = seconds("2011-12-30T10:00:00Z");
    let apia = zone("Pacific/Apia", &[(0, -36_000), (change, 50_400)]);
    assert_eq!(shown(&apia, "2011-12-30T09:59:00Z"), clock("2011-12-29 23:59"));
    assert_eq!(shown(&apia, "2011-12-30T10:00:00Z"), clock("2011-12-31 00:00"));
    assert_eq!(apia.instant_of(clock("2011-12-30 12:00")), at("2011-12-30T10:00:00Z"));
}

#[test]
fn the_first_entry_counts_before_it_and_the_last_after() {
    let late = zone("Late", &[(1_000_000, 3_600), (2_000_000, 7_200)]);
    assert_eq!(late.offset_at(Instant::MIN), 3_600);
    assert_eq!(late.offset_at(Instant::MAX), 7_200);
    assert_eq!(late.instant_of(clock("1970-01-02 00:00")), at("1970-01-01T23:00:00Z"));
    assert_eq!(late.instant_of(clock("1970-01-01 00:30")), Instant::MIN);
    assert_eq!(late.instant_of(clock("9999-12-31 00:00")), Instant::MAX);
    assert_eq!(late.table().collect::<Vec<_>>(), [(1_000_000, 3_600), (2_000_000, 7_200)]);
}

#[test]
fn refuses_what_is_no_table() {
    let refused = |table: &[(i64, i32)]| Zone::from_table("Zone", table.to_vec()).err();
    assert_eq!(refused(&[]), Some(ZoneError::Empty));
    assert_eq!(refused(&[(0, 0), (0, 1)]), Some(ZoneError::Unsorted { index: 1 }));
    assert_eq!(refused(&[(0, 64_800)]), None);
    assert_eq!(refused(&[(0, -64_801)]), Some(ZoneError::TooFar { index: 0 }));
    assert_eq!(refused(&[(0, i32::MIN)]), Some(ZoneError::TooFar { index: 0 }));
    assert_eq!(refused(&[(-1, 0)]), Some(ZoneError::OutOfRange { index: 0 }));
    assert_eq!(refused(&[(0, 0), (i64::MAX, 0)]), Some(ZoneError::OutOfRange { index: 1 }));
    let long: Vec<_> = (0..=2_000).map(|second| (second, 0)).collect();
    assert_eq!(refused(&long), Some(ZoneError::TooMany));
    assert_eq!(refused(&long[1..]), None);
}
