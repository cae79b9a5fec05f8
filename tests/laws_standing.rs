//! Laws of levels, over generated programmes and histories, against a second opinion.
#![cfg(not(target_arch = "wasm32"))]

#[path = "oracle/mod.rs"]
mod oracle;
#[path = "oracle/worlds.rs"]
mod worlds;

use oracle::{Oracle, Standing};
use perks::value::{Instant, TzDatabase};
use perks::{Member, Program};
use proptest::prelude::*;
use proptest::sample::Index;
use serde_json::{Value, json};
use worlds::{BEGIN, DAY, Gap, Happens, Kind, What, gap, history, lines, program};

fn instant(millis: i64) -> Instant {
    Instant::from_millis(millis).expect("in range")
}

fn millis(text: &Value) -> Option<i64> {
    let text = text.as_str()?;
    Some(Instant::parse_rfc3339(text).expect("an instant").millis())
}

fn parsed(json: &str) -> Value {
    serde_json::from_str(json).expect("results are JSON")
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

fn read(program: &Value) -> Program {
    Program::parse(program.to_string(), &TzDatabase)
        .unwrap_or_else(|problems| panic!("{program:#}\n{}", problems.to_json()))
}

/// Somebody who joined and did nothing else.
fn newcomer(program: &Program) -> Member {
    let member = json!({ "format": 1, "program": "p", "id": "m", "joined_at": BEGIN });
    program.member(member.to_string()).expect("a right member")
}

/// The levels that a status tells.
fn standings(member: &Member, now: i64) -> Vec<Standing> {
    let status = parsed(&member.status(instant(now)).expect("settles").to_json());
    let one = |tier: &Value| Standing {
        ladder: tier["ladder"].as_str().expect("a ladder").to_owned(),
        level: tier["level"].as_str().map(str::to_owned),
        since: millis(&tier["since"]).unwrap_or(BEGIN),
        until: millis(&tier["until"]),
    };
    list(&status["tiers"]).iter().map(one).collect()
}

/// Every change that a snapshot holds.
fn changes(member: &Member) -> Vec<String> {
    let state = parsed(&member.to_json());
    let one = |it: &Value| {
        let (since, at) = (&it["since"], &it["at"]);
        let at = if at.is_null() { since } else { at };
        let why = it["why"].as_str().unwrap_or("granted");
        change_line(
            it["ladder"].as_str().expect("a ladder"),
            it["level"].as_str(),
            (millis(at), millis(since), millis(&it["until"])),
            (why, it["event"].as_str()),
        )
    };
    by_ladder(list(&state["tiers"]).iter().map(one).collect())
}

/// Of one instant, the ladders come in whatever order.
fn by_ladder(mut changes: Vec<String>) -> Vec<String> {
    changes.sort_by_key(|line| line.split(' ').next().map(str::to_owned));
    changes
}

fn change_line(
    ladder: &str,
    level: Option<&str>,
    (at, since, until): (Option<i64>, Option<i64>, Option<i64>),
    (why, event): (&str, Option<&str>),
) -> String {
    let text = |at: Option<i64>| at.map_or_else(|| "–".to_owned(), shown);
    let (level, event) = (level.unwrap_or("–"), event.unwrap_or("–"));
    format!(
        "{ladder} {} {level} since {} until {} {why} {event}",
        text(at),
        text(since),
        text(until)
    )
}

fn shown(at: i64) -> String {
    chrono::DateTime::from_timestamp_millis(at).expect("in range").to_string()
}

fn expected_changes(program: &Value, oracle: &Oracle) -> Vec<String> {
    let one = |it: &oracle::Change| {
        let ladder = &program["tiers"]["ladders"][it.ladder];
        let level = it.after.level.map(|level| &ladder["levels"][level]["id"]);
        change_line(
            ladder["id"].as_str().expect("an id"),
            level.map(|id| id.as_str().expect("an id")),
            (Some(it.step.at), Some(it.after.since), it.after.until),
            (it.why, it.event.as_deref()),
        )
    };
    by_ladder(oracle.changes().iter().map(one).collect())
}

/// A programme, and a member of it as the engine and the oracle see it.
struct Stage {
    document: Value,
    before: Member,
    member: Member,
    oracle: Oracle,
    now: i64,
    /// Every event that was recorded, and when.
    events: Vec<(Value, i64)>,
    log: Vec<Value>,
    count: usize,
}

impl Stage {
    fn new(document: &Value) -> Self {
        let program = read(document);
        let member = newcomer(&program);
        Self {
            document: document.clone(),
            before: member.clone(),
            member,
            oracle: Oracle::new(document, BEGIN),
            now: BEGIN,
            events: Vec::new(),
            log: Vec::new(),
            count: 0,
        }
    }

    /// The instant after a gap.
    fn after(&self, gap: &Gap) -> i64 {
        let at = match gap {
            Gap::Millis(millis) => self.now + millis,
            Gap::Day(about) => self.oracle.next_day(self.now) + about,
            Gap::End(about) => {
                let ends = self.oracle.standings().into_iter().filter_map(|it| it.until);
                ends.filter(|end| *end > self.now).min().unwrap_or(self.now + DAY) + about
            }
        };
        at.max(self.now)
    }

    fn event(&mut self, at: i64, mut content: Value) -> Value {
        self.count += 1;
        content["id"] = format!("e{}", self.count).into();
        content["at"] = at.into();
        if at < self.now {
            content["correction"] = json!({ "reason": "the till was offline" });
        }
        content
    }

    fn event_of(&mut self, at: i64, what: &What) -> Option<Value> {
        let content = match what {
            What::Settle => return None,
            What::Order(lines) => order(self.count + 1, lines),
            What::Refund(which, units) => refund(&self.events, *which, units.as_deref())?,
            What::Activity("stay", quantity) => {
                json!({ "activity": { "id": "stay", "quantity": quantity } })
            }
            What::Activity(id, _) => json!({ "activity": { "id": id } }),
            What::Membership(step) => json!({ "membership": { "plan": "prime", "do": step } }),
            What::Grant(ladder, level, days) => {
                let ladder = ladder.get(list(&self.document["tiers"]["ladders"])).clone();
                let level = level.get(list(&ladder["levels"]))["id"].clone();
                let until = days.map(|days| at + days * DAY);
                json!({ "level": { "ladder": ladder["id"], "level": level, "until": until } })
            }
        };
        Some(self.event(at, content))
    }

    /// Records where the engine takes it; only memberships may be refused.
    fn record(&mut self, event: &Value) {
        let recorded = match self.member.record(event.to_string(), instant(self.now)) {
            Ok(recorded) => recorded,
            Err(problems) => {
                let may = event.get("membership").is_some();
                assert!(may, "{event}\n{}\n{:#}", problems.to_json(), self.document);
                return;
            }
        };
        self.log.extend(list(&parsed(&recorded.to_json())["entries"]).iter().cloned());
        self.oracle.record(event, self.now);
        self.events.push((event.clone(), self.now));
    }

    fn settle(&mut self, now: i64) {
        let settled = self.member.settle(instant(now)).expect("settles");
        self.log.extend(list(&parsed(&settled.to_json())["entries"]).iter().cloned());
        self.oracle.settle(now);
        self.now = now;
    }

    /// Plays a history; `each` is asked after every step.
    fn play(
        &mut self,
        history: &[Happens],
        mut each: impl FnMut(&mut Self) -> Result<(), TestCaseError>,
    ) -> Result<(), TestCaseError> {
        for Happens { gap, what } in history {
            self.now = self.after(gap);
            match self.event_of(self.now, what) {
                Some(event) => self.record(&event),
                None => self.settle(self.now),
            }
            each(self)?;
        }
        Ok(())
    }

    /// Whether the level of a ladder is over by now, and goes on in its grace.
    fn in_grace(&self, ladder: usize) -> bool {
        let mut member = self.member.clone();
        member.settle(instant(self.now)).expect("settles");
        let state = parsed(&member.to_json());
        let ladder = &self.document["tiers"]["ladders"][ladder]["id"];
        let mut last = list(&state["tiers"]).iter().rev();
        last.find(|it| it["ladder"] == *ladder).is_some_and(|it| it["why"] == "grace")
    }

    /// Engine and oracle agree at an instant.
    fn agrees(&self, now: i64) -> Result<(), TestCaseError> {
        let mut oracle = self.oracle.clone();
        oracle.settle(now);
        prop_assert_eq!(
            standings(&self.member, now),
            oracle.standings(),
            "\nat {}\n{:#}\n{:#?}\nengine:\n{}\noracle:\n{}",
            shown(now),
            self.document["tiers"],
            self.events,
            changes(&self.member).join("\n"),
            expected_changes(&self.document, &oracle).join("\n")
        );
        Ok(())
    }
}

fn order(number: usize, lines: &[(usize, i64, i64)]) -> Value {
    let lines: Vec<Value> = lines
        .iter()
        .map(|(sku, units, price)| {
            let sku = ["a", "b", "c"][*sku];
            json!({ "id": sku, "sku": sku, "units": units, "price_minor": price })
        })
        .collect();
    json!({ "order": { "id": format!("o{number}"),
                       "cart": { "currency": "EUR", "lines": lines } } })
}

/// What is left of some order, or some units of it.
fn refund(events: &[(Value, i64)], which: Index, units: Option<&[Index]>) -> Option<Value> {
    let orders: Vec<&Value> = events.iter().filter_map(|(event, _)| event.get("order")).collect();
    if orders.is_empty() {
        return None;
    }
    let order = which.get(&orders);
    let lines = list(&order["cart"]["lines"]);
    let back = |line: &Value| -> i64 {
        let refunds = events.iter().filter_map(|(event, _)| event.get("refund"));
        let of = refunds.filter(|refund| refund["order"] == order["id"]);
        of.map(|refund| match refund["lines"].as_array() {
            None => line["units"].as_i64().unwrap_or(0),
            Some(parts) => parts
                .iter()
                .filter(|part| part["line"] == line["id"])
                .filter_map(|part| part["units"].as_i64())
                .sum(),
        })
        .sum()
    };
    let left: Vec<i64> =
        lines.iter().map(|line| line["units"].as_i64().unwrap_or(0) - back(line)).collect();
    if left.iter().all(|units| *units <= 0) {
        return None;
    }
    let mut parts = Vec::new();
    for ((line, left), units) in lines.iter().zip(left).zip(units.into_iter().flatten()) {
        let units = units.index(usize::try_from(left.max(0)).unwrap_or(0) + 1);
        if units > 0 {
            parts.push(json!({ "line": line["id"], "units": units }));
        }
    }
    let lines = if parts.is_empty() { Value::Null } else { parts.into() };
    Some(json!({ "refund": { "order": order["id"], "lines": lines } }))
}

/// Later instants to ask at, after one another.
fn later() -> impl Strategy<Value = Vec<Gap>> {
    prop::collection::vec(gap(), 1..5)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    /// Levels are those of the oracle: after each event, and at whatever instant is asked later.
    #[test]
    fn levels_are_those_of_the_oracle(
        program in program(Kind::Any),
        history in history(true),
        later in later(),
    ) {
        let mut stage = Stage::new(&program);
        stage.play(&history, |stage| stage.agrees(stage.now))?;
        for gap in &later {
            let now = stage.after(gap);
            stage.agrees(now)?;
            stage.settle(now);
        }
        prop_assert_eq!(
            changes(&stage.member),
            expected_changes(&program, &stage.oracle),
            "\n{:#}\n{:#?}",
            program["tiers"],
            stage.events
        );
    }
}

/// The same events on another member, at the same instants; `between` comes before each.
fn repeat(
    document: &Value,
    events: &[(Value, i64)],
    mut between: impl FnMut(&Program, Member, i64) -> Member,
) -> Member {
    let program = read(document);
    let mut member = newcomer(&program);
    for (event, now) in events {
        member = between(&program, member, *now);
        if let Err(problems) = member.record(event.to_string(), instant(*now)) {
            panic!("{event}\n{}", problems.to_json());
        }
    }
    member
}

/// Events and when they were recorded, one after the other.
type Events<'e> = std::iter::Peekable<std::slice::Iter<'e, (Value, i64)>>;

fn levels(standings: &[Standing]) -> Vec<Option<String>> {
    standings.iter().map(|standing| standing.level.clone()).collect()
}

/// What nothing allows.
fn wrong(stage: &Stage) -> Vec<Value> {
    let at = stage.now;
    let mut wrong = vec![
        json!({ "id": "w1", "at": at, "level": { "ladder": "main", "level": "none" } }),
        json!({ "id": "w2", "at": at, "level": { "ladder": "main", "level": "l1", "until": at } }),
        json!({ "id": "w3", "at": at, "refund": { "order": "none" } }),
        json!({ "id": "w4", "at": at, "membership": { "plan": "none", "do": "paid" } }),
        json!({ "id": "w5", "at": at, "activity": { "id": "stay" } }),
        json!({ "id": "w6", "at": at, "use": { "perk": "none" } }),
        json!({ "id": "w7", "at": at + 1, "activity": { "id": "checkin" } }),
    ];
    if let Some((known, _)) = stage.events.last() {
        wrong.push(json!({ "id": known["id"], "at": at, "activity": { "id": "checkin" },
                           "correction": { "reason": "another" } }));
    }
    wrong
}

/// The parts of `any` and `all` the other way round.
fn turned(value: &Value) -> Value {
    match value {
        Value::Object(object) => {
            let mut turned = serde_json::Map::new();
            for (name, value) in object {
                let mut value = self::turned(value);
                if matches!(name.as_str(), "any" | "all") {
                    value.as_array_mut().expect("a list").reverse();
                }
                turned.insert(name.clone(), value);
            }
            turned.into_iter().rev().collect()
        }
        Value::Array(list) => list.iter().map(turned).collect(),
        other => other.clone(),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    /// What comes late lifts where a walk with it ends higher, and does nothing else.
    #[test]
    fn corrections_are_those_of_the_oracle(
        program in program(Kind::Any),
        history in history(false),
        late in prop::collection::vec((gap(), 1..60 * DAY, lines()), 1..4),
        later in later(),
    ) {
        let mut stage = Stage::new(&program);
        stage.play(&history, |_| Ok(()))?;
        for (gap, late, lines) in &late {
            let now = stage.after(gap);
            stage.settle(now);
            let order = order(stage.count + 1, lines);
            let event = stage.event((now - late).max(BEGIN), order);
            stage.record(&event);
            stage.agrees(now)?;
        }
        for gap in &later {
            let now = stage.after(gap);
            stage.agrees(now)?;
            stage.settle(now);
        }
    }

    /// However time is cut, and whatever is asked, written and read in between, the member is the
    /// same; and the log makes it anew.
    #[test]
    fn time_is_walked_in_any_steps(
        program in program(Kind::Any),
        history in history(true),
        cuts in prop::collection::vec((0..=1_000_i64, any::<bool>(), any::<bool>()), 40),
    ) {
        let mut stage = Stage::new(&program);
        stage.play(&history, |_| Ok(()))?;
        let end = stage.now + 400 * DAY;
        stage.settle(end);
        let mut cuts = cuts.into_iter();
        let mut before = BEGIN;
        let mut between = |program: &Program, mut member: Member, now: i64| {
            for _ in 0..3 {
                let (part, reads, asks) = cuts.next().unwrap_or((500, false, false));
                before += (now - before) * part / 1_000;
                if asks {
                    member.status(instant(before)).expect("settles");
                }
                member.settle(instant(before)).expect("settles");
                if reads {
                    let text = member.to_json();
                    member = program.member(&text).expect("its own snapshot");
                    assert_eq!(member.to_json(), text);
                }
            }
            member
        };
        let mut other = repeat(&program, &stage.events, &mut between);
        other.settle(instant(end)).expect("settles");
        prop_assert_eq!(other.to_json(), stage.member.to_json(), "{:#}", program["tiers"]);
        let log = Value::from(stage.log.clone()).to_string();
        let replayed = stage.before.clone().replay(log).expect("its own log");
        prop_assert_eq!(replayed.to_json(), stage.member.to_json());
    }

    /// A level holds from its first instant to its last millisecond.
    #[test]
    fn every_end_is_half_open(program in program(Kind::Any), history in history(true)) {
        let mut stage = Stage::new(&program);
        stage.play(&history, |_| Ok(()))?;
        for (place, standing) in standings(&stage.member, stage.now).into_iter().enumerate() {
            prop_assert!(standing.since <= stage.now);
            let Some(until) = standing.until else { continue };
            prop_assert!(until > stage.now, "{:?} at {}", standing, shown(stage.now));
            let last = standings(&stage.member, until - 1).swap_remove(place);
            // It may have risen by then, or been kept in its grace, as time alone made what it asks
            // met; what has not is as it was.
            if last.level == standing.level && last.since == standing.since {
                let kept = last.until != Some(until);
                prop_assert!(!kept || stage.in_grace(place), "{:?} became {:?}", standing, last);
                let Some(until) = last.until else { continue };
                let first = standings(&stage.member, until).swap_remove(place);
                prop_assert!(first.until != Some(until), "{:?} goes on at its end", first);
            }
        }
    }

    /// Who buys more never stands lower, now or later.
    #[test]
    fn more_spend_is_never_a_lower_level(
        program in program(Kind::Monotone),
        history in history(false),
        lines in lines(),
        at in 0..300 * DAY,
        later in later(),
    ) {
        let mut stage = Stage::new(&program);
        stage.play(&history, |_| Ok(()))?;
        let at = BEGIN + at;
        let mut events = stage.events.clone();
        let place = events.iter().position(|(_, now)| *now > at).unwrap_or(events.len());
        let mut extra = order(0, &lines);
        extra["id"] = "extra".into();
        extra["at"] = at.into();
        events.insert(place, (extra, at));
        let mut instants: Vec<i64> = events.iter().map(|(_, now)| *now).collect();
        let mut now = instants.last().copied().unwrap_or(at).max(stage.now);
        for gap in &later {
            now += match gap { Gap::Millis(millis) => *millis, _ => 33 * DAY };
            instants.push(now);
        }
        let order = |level: &Option<String>| level.clone().filter(|level| level != "base");
        let read = read(&program);
        let (mut rich, mut poor) = (newcomer(&read), newcomer(&read));
        let (mut more, mut less) = (events.iter().peekable(), stage.events.iter().peekable());
        let until = |member: &mut Member, events: &mut Events<'_>, at: i64| {
            while let Some((event, now)) = events.next_if(|(_, now)| *now <= at) {
                member.record(event.to_string(), instant(*now)).expect("as before");
            }
            standings(member, at)
        };
        for instant in instants {
            let more = until(&mut rich, &mut more, instant);
            let less = until(&mut poor, &mut less, instant);
            for (more, less) in more.iter().zip(&less) {
                prop_assert!(
                    order(&more.level) >= order(&less.level),
                    "{:?} with more, {:?} with less, at {}\n{:#}",
                    more, less, shown(instant), program["tiers"]
                );
            }
        }
    }

    /// An order that came back whole leaves the levels that would be without it.
    #[test]
    fn what_came_back_has_not_been(
        program in program(Kind::Monotone),
        before in history(false),
        lines in lines(),
        after in history(false),
        later in later(),
    ) {
        let mut program = program;
        for ladder in program["tiers"]["ladders"].as_array_mut().expect("ladders") {
            ladder["returns"] = "undo_caused".into();
        }
        let mut stage = Stage::new(&program);
        stage.play(&before, |_| Ok(()))?;
        let order = order(stage.count + 1, &lines);
        let order = stage.event(stage.now, order);
        stage.record(&order);
        stage.play(&after, |_| Ok(()))?;
        let refund = json!({ "refund": { "order": order["order"]["id"] } });
        let refund = stage.event(stage.now, refund);
        stage.record(&refund);
        let without: Vec<(Value, i64)> = stage
            .events
            .iter()
            .filter(|(event, _)| event["id"] != order["id"] && event["id"] != refund["id"])
            .cloned()
            .collect();
        let other = repeat(&program, &without, |_, member, _| member);
        let mut now = stage.now;
        for gap in std::iter::once(&Gap::Millis(0)).chain(&later) {
            now += match gap { Gap::Millis(millis) => *millis, _ => 33 * DAY };
            prop_assert_eq!(
                levels(&standings(&stage.member, now)),
                levels(&standings(&other, now)),
                "at {}\n{:#}\n{:#?}\n{}\nwithout:\n{}",
                shown(now), program["tiers"], stage.events,
                changes(&stage.member).join("\n"), changes(&other).join("\n")
            );
        }
    }

    /// A forecast of now is the status of now; one of later that of who was settled till then.
    #[test]
    fn a_forecast_is_the_status_of_then(
        program in program(Kind::Any),
        history in history(true),
        later in later(),
    ) {
        let mut stage = Stage::new(&program);
        stage.play(&history, |_| Ok(()))?;
        let (now, before) = (stage.now, stage.member.to_json());
        for gap in std::iter::once(&Gap::Millis(0)).chain(&later) {
            let until = stage.after(gap);
            let forecast = stage.member.forecast(instant(now), instant(until)).expect("settles");
            let mut copy = stage.member.clone();
            copy.settle(instant(until)).expect("settles");
            let status = copy.status(instant(until)).expect("settles").to_json();
            prop_assert_eq!(&parsed(&forecast.to_json())["status"], &parsed(&status));
            prop_assert_eq!(
                parsed(&stage.member.status(instant(until)).expect("settles").to_json()),
                parsed(&status)
            );
        }
        prop_assert_eq!(stage.member.to_json(), before);
    }

    /// Levels are the same whether the past is kept or folded.
    #[test]
    fn what_is_folded_counts_on(
        program in program(Kind::Any),
        history in history(false),
        later in later(),
    ) {
        let mut stage = Stage::new(&program);
        stage.play(&history, |_| Ok(()))?;
        let mut folding = program;
        folding.as_object_mut().expect("a programme").shift_remove("history");
        let mut other = repeat(&folding, &stage.events, |_, member, _| member);
        for gap in &later {
            let now = stage.after(gap);
            stage.settle(now);
            other.settle(instant(now)).expect("settles");
            prop_assert_eq!(
                standings(&other, now),
                standings(&stage.member, now),
                "at {}\n{:#}\n{:#?}",
                shown(now), folding["tiers"], stage.events
            );
        }
    }

    /// What is refused leaves no trace.
    #[test]
    fn what_is_refused_changes_nothing(program in program(Kind::Any), history in history(true)) {
        let mut stage = Stage::new(&program);
        stage.play(&history, |stage| {
            let before = stage.member.to_json();
            for event in wrong(stage) {
                let now = instant(stage.now);
                prop_assert!(stage.member.record(event.to_string(), now).is_err(), "{}", event);
                prop_assert_eq!(stage.member.to_json(), before.clone(), "{}", event);
            }
            Ok(())
        })?;
    }

    /// Neither the order of conditions and fields nor that of lines matters.
    #[test]
    fn no_order_of_a_document_matters(program in program(Kind::Any), history in history(true)) {
        let mut stage = Stage::new(&program);
        stage.play(&history, |_| Ok(()))?;
        let mut events = stage.events.clone();
        for (event, _) in &mut events {
            if let Some(lines) = event.pointer_mut("/order/cart/lines") {
                lines.as_array_mut().expect("a list").reverse();
            }
        }
        let mut other = repeat(&turned(&program), &events, |_, member, _| member);
        let end = stage.now + 400 * DAY;
        stage.settle(end);
        other.settle(instant(end)).expect("settles");
        prop_assert_eq!(changes(&stage.member), changes(&other));
    }
}
