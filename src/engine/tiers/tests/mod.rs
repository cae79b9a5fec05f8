//! Each decision about levels, with instants worked out by hand, and its laws.
//!
//! Programmes are made by hand from a small one that was read: days begin at midnight UTC. What
//! counts for levels is mostly the balance of the pool `status`, which events adjust.

mod boundaries;
mod ends;
mod grants;
mod laws;
mod noted;
mod quotes;
mod returns;
mod rises;

use std::sync::Arc;

use crate::member::Member;
use crate::outcome::{Entry, EntryKind};
use crate::program::{
    Balance, Basis, Bounded, Condition, Downgrade, Ladder, Level, Measure, MeasureId, PoolId,
    Program, Rules, Selection, Upgrade, Validity, What, Within,
};
use crate::value::{Cycle, Duration, Id, Instant, Period, Points, Span, TzDatabase};

const PROGRAM: &str = r#"{
  "format": 1, "id": "p", "version": 2, "currency": "CNY", "zone": { "offset": "+00:00" },
  "tiers": { "ladders": [
    { "id": "main", "levels": [
      { "id": "silver" }, { "id": "gold", "enter": "invited" },
      { "id": "platinum", "enter": "invited" } ] },
    { "id": "side", "levels": [{ "id": "one" }, { "id": "two", "enter": "invited" }] } ] },
  "segments": [{ "id": "listed" }, { "id": "derived" }, { "id": "lasting" }],
  "activities": [{ "id": "visit" }],
  "offers": [
    { "id": "ten-off", "target": { "lines": { "tags": ["t"] } },
      "when": { "tier": { "ladder": "main", "at_least": "gold" } },
      "benefit": { "percent": { "off": "10" } } }],
  "points": {
    "pools": [{ "id": "points" }, { "id": "status", "spendable": "no" }],
    "spending": { "cash": { "points": 1, "worth": "0.01" } },
    "earning": [
      { "id": "spent", "on": "order", "pool": "status",
        "give": { "per_amount": { "points": 1, "amount": "1.00" } } },
      { "id": "to-gold", "on": { "enters_tier": { "ladder": "main", "level": "gold" } },
        "give": { "points": 50 } },
      { "id": "to-platinum", "on": { "enters_tier": { "ladder": "main", "level": "platinum" } },
        "give": { "points": 200 } },
      { "id": "to-two", "on": { "enters_tier": { "ladder": "side", "level": "two" } },
        "give": { "points": 7 } },
      { "id": "to-derived", "on": { "enters_segment": "derived" }, "give": { "points": 3 } }
    ]
  }
}"#;

const SPENDABLE: PoolId = PoolId(0);
const STATUS: PoolId = PoolId(1);

fn at(text: &str) -> Instant {
    let whole = if text.len() == 10 { format!("{text}T00:00:00Z") } else { text.to_owned() };
    Instant::parse_rfc3339(&whole).expect(text)
}

/// At least so many points of a pool.
fn holds(pool: PoolId, least: i64) -> Condition {
    let most = Points::MAX;
    Condition::Balance(Box::new(Balance { pool, least: Points::clamped(least), most }))
}

/// So much of a measure, at least.
fn at_least(rules: &mut Rules, what: What, within: Within, least: i64) -> Condition {
    let measure = MeasureId(u16::try_from(rules.measures.len()).expect("a few"));
    let mut measures = std::mem::take(&mut rules.measures).into_vec();
    measures.push(Measure { what, within, of: Selection::default() });
    rules.measures = measures.into();
    Condition::Measure(Bounded { measure, least, most: i64::MAX })
}

/// So many fen spent within a span, at least.
fn spends(rules: &mut Rules, within: Within, least: i64) -> Condition {
    at_least(rules, What::Spend(Basis::Paid), within, least)
}

const THIS_YEAR: Within = Within::This(Cycle::Of(Period::Year), None);

/// Gold from 100 yuan a year on, platinum from 500.
fn by_spend(rules: &mut Rules) {
    for (level, least) in [(1, 10_000), (2, 50_000)] {
        let enter = spends(rules, THIS_YEAR, least);
        rules.ladders[0].levels[level].enter = Some(enter);
    }
}

fn span(count: i32, unit: Period) -> Duration {
    Duration::Calendar(Span { count, unit })
}

/// The rules with gold from 100 points of status on and platinum from 500; all else as changed.
fn program(change: impl FnOnce(&mut Rules)) -> Program {
    let mut program = Program::parse(PROGRAM, &TzDatabase).expect("a programme");
    let rules = Arc::get_mut(&mut program.rules).expect("nobody else has it");
    rules.segments[1].noted = false;
    rules.segments[2].noted = false;
    let main = &mut rules.ladders[0];
    for (level, least) in main.levels.iter_mut().skip(1).zip([100, 500]) {
        level.enter = Some(holds(STATUS, least));
        level.valid = Validity::NextCycle;
    }
    change(rules);
    program
}

/// Changes the levels above the base.
fn levels(ladder: &mut Ladder, change: impl Fn(&mut Level)) {
    ladder.levels.iter_mut().skip(1).for_each(change);
}

/// Who joined on 15 January 2026 at noon.
fn member(program: &Program) -> Member {
    let document = r#"{ "format": 1, "program": "p", "id": "m" }"#;
    let mut member = program.member(document).expect("a member");
    record(&mut member, "join", "2026-01-15T12:00:00Z", r#""join": {}"#);
    member
}

/// Records an event; what it did, and time before it.
fn record(member: &mut Member, id: &str, when: &str, what: &str) -> Vec<Entry> {
    let event = format!(r#"{{ "id": "{id}", "at": {}, {what} }}"#, at(when).millis());
    let now = Instant::MAX;
    member.record(event.as_str(), now).unwrap_or_else(|it| panic!("{id}: {it}")).entries
}

/// Adjusts a pool; the event is named by its instant.
fn adjust(member: &mut Member, when: &str, pool: PoolId, points: i64) -> Vec<Entry> {
    let pool = ["points", "status"][usize::from(pool.0)];
    let what = format!(r#""adjust": {{ "reason": "r", "pool": "{pool}", "points": {points} }}"#);
    record(member, &format!("{when}{points}"), when, &what)
}

fn give(member: &mut Member, when: &str, points: i64) {
    adjust(member, when, STATUS, points);
}

fn settle(member: &mut Member, until: &str) -> Vec<Entry> {
    member.settle(at(until)).expect("it settles").entries
}

/// An instant, shortly: without what is zero.
fn shown(instant: Instant) -> String {
    let text = instant.to_string();
    let text = text.trim_end_matches('Z').trim_end_matches(".000");
    text.trim_end_matches("T00:00:00").to_owned()
}

/// Each change of a level of a ladder: when, which, why, until when, and since when where that is
/// another instant.
fn history(member: &Member, ladder: &str) -> Vec<String> {
    let of_ladder = member.tiers.iter().filter(|it| it.ladder.as_str() == ladder);
    let line = |it: &crate::member::Standing| {
        let level = it.level.as_ref().map_or("none", Id::as_str);
        let mut line = format!("{} {level} {}", shown(it.at), it.why.name());
        if let Some(until) = it.until {
            line += &format!(" until {}", shown(until));
        }
        if it.since != it.at {
            line += &format!(" since {}", shown(it.since));
        }
        line
    };
    of_ladder.map(line).collect()
}

/// The level of a ladder at an instant that is settled.
fn level(member: &Member, ladder: usize, when: &str) -> String {
    let ladder = &member.program.rules.ladders[ladder];
    let (level, _) = member.level(ladder, at(when));
    level.map_or("none".to_owned(), |level| ladder.at(level).id.to_string())
}

/// The lots of some entries.
fn granted(entries: &[Entry]) -> Vec<String> {
    let granted = entries.iter().filter(|entry| entry.kind == EntryKind::Granted);
    granted.filter_map(|entry| entry.lot.as_ref()).map(ToString::to_string).collect()
}
