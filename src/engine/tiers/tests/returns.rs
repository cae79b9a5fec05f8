//! Returns and corrections: levels that would not have been.

use super::*;
use crate::program::{LadderId, LevelId, LevelReturns, LevelSet};

/// An order of so many units at so many yuan each, of which points pay some fen.
fn order(member: &mut Member, when: &str, id: &str, (units, yuan): (u32, i64), spend: i64) {
    let what = ordered(id, (units, yuan), spend);
    record(member, &format!("order-{id}"), when, &what);
}

pub(super) fn ordered(id: &str, (units, yuan): (u32, i64), spend: i64) -> String {
    let fen = yuan * 100;
    format!(
        r#""order": {{ "id": "{id}", "spend": {spend}, "cart": {{ "currency": "CNY", "lines": [
            {{ "id": "1", "sku": "a", "units": {units}, "price_minor": {fen} }}] }} }}"#
    )
}

/// So many units come back.
fn refund(member: &mut Member, when: &str, id: &str, units: u32) -> Vec<Entry> {
    let what = format!(
        r#""refund": {{ "order": "{id}", "lines": [{{ "line": "1", "units": {units} }}] }}"#
    );
    record(member, &format!("refund-{id}-{when}"), when, &what)
}

#[test]
fn a_refund_undoes_the_rise_that_it_caused_and_what_that_brought() {
    let mut member = member(&program(|_| {}));
    order(&mut member, "2026-04-01", "a", (1, 100), 0);
    assert_eq!(member.balance(SPENDABLE, at("2026-04-01")).count(), 50);
    refund(&mut member, "2026-05-01", "a", 1);
    assert_eq!(
        history(&member, "main"),
        ["2026-04-01 gold earned until 2028-01-01", "2026-05-01 silver undone"]
    );
    assert_eq!(member.balance(SPENDABLE, at("2026-05-01")).count(), 0);
    // The level of the time between stays what it was.
    assert_eq!(level(&member, 0, "2026-04-30"), "gold");
}

#[test]
fn what_entering_brought_and_was_spent_is_owed() {
    let mut member = member(&program(|_| {}));
    order(&mut member, "2026-04-01", "a", (1, 100), 0);
    order(&mut member, "2026-04-02", "b", (1, 1), 30);
    refund(&mut member, "2026-05-01", "a", 1);
    assert_eq!(member.balance(SPENDABLE, at("2026-05-01")).count(), -30);
    // Once.
    refund(&mut member, "2026-05-02", "b", 1);
    assert_eq!(member.balance(SPENDABLE, at("2026-05-02")).count(), 0);
    assert!(member.debts.is_empty());
}

#[test]
fn a_rise_that_would_have_come_anyway_stays() {
    let mut member = member(&program(|_| {}));
    order(&mut member, "2026-04-01", "a", (1, 60), 0);
    order(&mut member, "2026-05-01", "b", (1, 60), 0);
    order(&mut member, "2026-06-01", "c", (1, 60), 0);
    refund(&mut member, "2026-07-01", "a", 1);
    assert_eq!(history(&member, "main"), ["2026-05-01 gold earned until 2028-01-01"]);
    refund(&mut member, "2026-07-02", "b", 1);
    assert_eq!(history(&member, "main")[1..], ["2026-07-02 silver undone"]);
    assert_eq!(member.balance(SPENDABLE, at("2026-07-02")).count(), 0);
}

#[test]
fn an_order_that_is_refunded_after_the_end_of_the_year_leaves_the_level_below() {
    let mut member = member(&program(|_| {}));
    order(&mut member, "2026-11-01", "a", (1, 100), 0);
    order(&mut member, "2026-12-20", "b", (1, 400), 0);
    refund(&mut member, "2027-01-10", "b", 1);
    assert_eq!(
        history(&member, "main"),
        [
            "2026-11-01 gold earned until 2028-01-01",
            "2026-12-20 platinum earned until 2028-01-01",
            "2027-01-10 gold undone until 2028-01-01"
        ]
    );
    // 50 for gold stay, 200 for platinum go.
    assert_eq!(member.balance(SPENDABLE, at("2027-01-10")).count(), 50);
}

#[test]
fn a_keeping_is_undone_like_a_rise() {
    let program = program(|rules| {
        levels(&mut rules.ladders[0], |level| level.valid = Validity::ThisCycle);
    });
    let mut member = member(&program);
    order(&mut member, "2026-04-01", "a", (1, 100), 0);
    give(&mut member, "2026-12-01", -60);
    order(&mut member, "2026-12-30", "b", (1, 60), 0);
    settle(&mut member, "2027-01-05");
    refund(&mut member, "2027-01-10", "b", 1);
    assert_eq!(
        history(&member, "main")[1..],
        ["2027-01-01 gold kept until 2028-01-01 since 2026-04-01", "2027-01-10 silver undone"]
    );
}

#[test]
fn part_returns_end_where_one_full_return_does() {
    let program = program(|_| {});
    let mut first = member(&program);
    order(&mut first, "2026-03-01", "x", (1, 20), 0);
    order(&mut first, "2026-04-01", "a", (5, 100), 0);
    order(&mut first, "2026-05-01", "b", (5, 100), 0);
    let ends = |returns: &[(&str, u32)]| {
        let mut member = first.clone();
        for (day, (id, units)) in (10..).zip(returns) {
            refund(&mut member, &format!("2026-06-{day}"), id, *units);
        }
        settle(&mut member, "2026-07-01");
        let balance = member.balance(SPENDABLE, at("2026-07-01")).count();
        (level(&member, 0, "2026-07-01"), balance, history(&member, "main"))
    };
    let (once, balance, _) = ends(&[("a", 5), ("b", 5)]);
    assert_eq!((once.as_str(), balance), ("silver", 0));
    for returns in [
        &[("b", 5), ("a", 5)][..],
        &[("a", 1), ("b", 2), ("a", 4), ("b", 3)],
        &[("b", 1), ("a", 2), ("b", 4), ("a", 3)],
        &[("a", 3), ("a", 2), ("b", 4), ("b", 1)],
    ] {
        let (level, left, history) = ends(returns);
        assert_eq!((level.as_str(), left), ("silver", 0), "{returns:?} {history:?}");
    }
    // 20 + 100 + 500 without four of the first.
    assert_eq!(ends(&[("a", 4)]).0, "platinum");
    assert_eq!(ends(&[("a", 4), ("b", 4)]).0, "gold");
}

#[test]
fn a_decision_from_before_another_return_does_not_hold_either() {
    let mut member = member(&program(|_| {}));
    order(&mut member, "2026-04-01", "a", (1, 100), 0);
    order(&mut member, "2026-05-01", "b", (1, 500), 0);
    refund(&mut member, "2026-06-01", "a", 1);
    assert_eq!(level(&member, 0, "2026-06-01"), "platinum");
    refund(&mut member, "2026-07-01", "b", 1);
    assert_eq!(history(&member, "main")[2..], ["2026-07-01 silver undone"]);
    assert_eq!(member.balance(SPENDABLE, at("2026-07-01")).count(), 0);
}

#[test]
fn returns_may_keep_levels_or_ask_anew() {
    for (returns, end) in [
        (LevelReturns::Keep, None),
        (LevelReturns::Recount, Some("2026-07-01 gold undone until 2027-01-01")),
    ] {
        let program = program(|rules| rules.ladders[0].returns = returns);
        let mut member = member(&program);
        order(&mut member, "2026-04-01", "a", (5, 100), 0);
        order(&mut member, "2026-05-01", "b", (1, 10), 0);
        refund(&mut member, "2026-06-01", "b", 1);
        // 500 would be kept; 400 is not platinum.
        refund(&mut member, "2026-07-01", "a", 1);
        let lines = history(&member, "main");
        assert_eq!(lines.get(1).map(String::as_str), end);
    }
}

#[test]
fn a_granted_level_is_not_asked_anew() {
    let program = program(|rules| rules.ladders[0].returns = LevelReturns::Recount);
    let mut member = member(&program);
    order(&mut member, "2026-04-01", "a", (2, 1), 0);
    let gold = r#""level": { "ladder": "main", "level": "gold" }"#;
    record(&mut member, "grant", "2026-05-01", gold);
    refund(&mut member, "2026-06-01", "a", 1);
    assert_eq!(level(&member, 0, "2026-06-01"), "gold");
}

#[test]
fn a_level_that_another_ladder_opened_is_undone_with_it() {
    let program = program(|rules| {
        let levels = LevelSet::from(LevelId(1));
        rules.ladders[1].levels[1].enter = Some(Condition::Tier { ladder: LadderId(0), levels });
    });
    let mut member = member(&program);
    order(&mut member, "2026-04-01", "a", (1, 100), 0);
    assert_eq!(member.balance(SPENDABLE, at("2026-04-01")).count(), 57);
    refund(&mut member, "2026-05-01", "a", 1);
    assert_eq!(history(&member, "side")[1..], ["2026-05-01 one undone"]);
    assert_eq!(member.balance(SPENDABLE, at("2026-05-01")).count(), 0);
}

#[test]
fn a_late_correction_lifts_now_where_it_would_have() {
    let program = program(|rules| rules.ladders[0].upgrade = Upgrade::NextCycle);
    let mut member = member(&program);
    settle(&mut member, "2027-02-01");
    let late = format!(r#""correction": {{ "reason": "lost" }}, {}"#, ordered("a", (1, 100), 0));
    let entries = record(&mut member, "late", "2026-12-20", &late);
    assert_eq!(history(&member, "main"), ["2027-02-01 gold earned until 2028-01-01"]);
    assert_eq!(granted(&entries)[1..], ["late:to-gold"]);
    // And what it lifted goes when it comes back.
    refund(&mut member, "2027-03-01", "a", 1);
    assert_eq!(history(&member, "main")[1..], ["2027-03-01 silver undone"]);
}

#[test]
fn a_late_correction_does_not_bring_back_what_was_undone() {
    let mut member = member(&program(|_| {}));
    order(&mut member, "2026-04-01", "a", (1, 100), 0);
    refund(&mut member, "2026-06-01", "a", 1);
    let late = format!(r#""correction": {{ "reason": "lost" }}, {}"#, ordered("b", (1, 10), 0));
    record(&mut member, "late", "2026-05-01", &late);
    assert_eq!(history(&member, "main")[1..], ["2026-06-01 silver undone"]);
}

#[test]
fn a_refund_that_comes_late_undoes_now() {
    let mut member = member(&program(|_| {}));
    order(&mut member, "2026-04-01", "a", (1, 100), 0);
    settle(&mut member, "2026-09-01");
    let late = r#""correction": { "reason": "lost" }, "refund": { "order": "a" }"#;
    record(&mut member, "late", "2026-05-01", late);
    assert_eq!(history(&member, "main")[1..], ["2026-09-01 silver undone"]);
}
