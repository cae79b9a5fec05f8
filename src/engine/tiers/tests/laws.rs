//! Laws of levels, for ladders and histories that are made up.

use proptest::prelude::*;

use super::returns::ordered;
use super::*;
use crate::program::LadderId;

/// A ladder of three levels: what each asks of which pool, and its settings.
#[derive(Clone, Debug)]
struct Drawn {
    least: [i64; 2],
    stay: Option<i64>,
    valid: usize,
    cycle: usize,
    upgrade: usize,
    downgrade: usize,
    grace: Option<i32>,
    /// What counts: the balance, or what is spent or how often in a span.
    counts: usize,
}

fn drawn() -> impl Strategy<Value = Drawn> {
    let least = (20_i64..200, 0_i64..300).prop_map(|(gold, more)| [gold, gold + more]);
    let stay = proptest::option::of(10_i64..150);
    let grace = proptest::option::of(1_i32..90);
    let settings = (0..4_usize, 0..5_usize, 0..3_usize, 0..4_usize);
    (least, stay, settings, grace, 0..9_usize).prop_map(
        |(least, stay, (valid, cycle, upgrade, downgrade), grace, counts)| Drawn {
            least,
            stay,
            valid,
            cycle,
            upgrade,
            downgrade,
            grace,
            counts,
        },
    )
}

fn program_of(it: &Drawn) -> Program {
    let spans = [
        THIS_YEAR,
        Within::Last(span(30, Period::Day)),
        Within::Last(span(3, Period::Month)),
        Within::Lifetime,
        Within::This(Cycle::Of(Period::Month), None),
        Within::This(Cycle::LevelYear, Some(LadderId(0))),
        Within::SinceLevel(LadderId(0)),
    ];
    program(|rules| {
        let mut asks = |least: i64| match it.counts {
            0 => holds(STATUS, least),
            // Some dozens of yuan are a visit.
            1 => at_least(rules, What::Visits, spans[1], (least / 40).max(1)),
            counts => spends(rules, spans[counts - 2], least * 100),
        };
        let stay = it.stay.map(|stay| asks(stay.min(it.least[0])));
        let enters = it.least.map(&mut asks);
        let main = &mut rules.ladders[0];
        main.cycle = [
            Cycle::Of(Period::Year),
            Cycle::Of(Period::Month),
            Cycle::LevelYear,
            Cycle::MembershipYear,
            Cycle::Of(Period::Week),
        ][it.cycle];
        main.upgrade = [Upgrade::Now, Upgrade::NextDay, Upgrade::NextCycle][it.upgrade];
        for (level, enter) in main.levels.iter_mut().skip(1).zip(enters) {
            level.enter = Some(enter);
            level.stay.clone_from(&stay);
            level.valid = [
                Validity::ThisCycle,
                Validity::NextCycle,
                Validity::For(span(40, Period::Day)),
                Validity::ForEver,
            ][it.valid];
            level.downgrade =
                [Downgrade::ToEarned, Downgrade::OneLevel, Downgrade::ToBase, Downgrade::Never]
                    [it.downgrade];
            level.grace = it.grace.map(|days| span(days, Period::Day));
        }
        rules.segments[1].when = Some(holds(STATUS, 30));
        rules.segments[1].noted = true;
        // Gold brings what keeps it, for a while.
        rules.ladders[1].levels[1].enter = Some(Condition::Not(Box::new(holds(STATUS, 60))));
        rules.ladders[1].levels[1].valid = Validity::For(span(9, Period::Day));
    })
}

/// Points of status that come at a minute after joining, and the days that they last.
fn gifts() -> impl Strategy<Value = Vec<(i64, i64, Option<i64>)>> {
    let gift = (0_i64..500_000, 1_i64..200, proptest::option::of(1_i64..200));
    proptest::collection::vec(gift, 0..8).prop_map(|mut gifts| {
        gifts.sort_unstable();
        gifts
    })
}

const MINUTE: i64 = 60_000;

fn after(minutes: i64) -> Instant {
    at("2026-01-15T12:00:00Z").plus_millis(minutes * MINUTE)
}

fn receive(member: &mut Member, index: usize, (minutes, points, days): (i64, i64, Option<i64>)) {
    let ends = days.map_or(String::new(), |days| {
        format!(r#", "expires_at": {}"#, after(minutes + days * 1_440).millis())
    });
    let event = format!(
        r#"{{ "id": "e{index}", "at": {},
              "adjust": {{ "reason": "r", "pool": "status", "points": {points}{ends} }} }}"#,
        after(minutes).millis()
    );
    member.record(event.as_str(), Instant::MAX).expect("it is recorded");
}

/// Orders that come at a minute after joining: so many units at so many yuan.
fn orders() -> impl Strategy<Value = Vec<(i64, u32, i64)>> {
    let order = (0_i64..900_000, 1_u32..6, 1_i64..60);
    proptest::collection::vec(order, 1..8).prop_map(|mut orders| {
        orders.sort_unstable();
        orders
    })
}

fn buy(member: &mut Member, index: usize, (minutes, units, yuan): (i64, u32, i64)) {
    let what = ordered(&format!("o{index}"), (units, yuan), 0);
    let event = format!(r#"{{ "id": "e{index}", "at": {}, {what} }}"#, after(minutes).millis());
    member.record(event.as_str(), Instant::MAX).expect("it is recorded");
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 100,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn settling_in_many_steps_is_settling_once(
        ladder in drawn(),
        gifts in gifts(),
        steps in proptest::collection::vec(0_i64..900_000, 0..12),
        keep in proptest::option::of(0_i32..4),
    ) {
        let mut program = program_of(&ladder);
        if let Some(months) = keep {
            let rules = Arc::get_mut(&mut program.rules).expect("nobody else has it");
            rules.history.keep = Some(span(months, Period::Month));
        }
        let mut once = member(&program);
        let mut often = member(&program);
        let mut steps = steps;
        steps.sort_unstable();
        let mut steps = steps.into_iter().peekable();
        for (index, gift) in gifts.into_iter().enumerate() {
            while let Some(step) = steps.next_if(|step| *step <= gift.0) {
                often.settle(after(step)).expect("it settles");
            }
            receive(&mut once, index, gift);
            receive(&mut often, index, gift);
        }
        for step in steps {
            often.settle(after(step)).expect("it settles");
        }
        let end = after(1_000_000);
        let forecast = once.forecast(after(950_000), end).expect("a forecast");
        let status = once.status(end).expect("a status").to_json();
        once.settle(end).expect("it settles");
        often.settle(end).expect("it settles");
        prop_assert_eq!(once.to_json(), often.to_json());
        let settled = once.status(end).expect("a status").to_json();
        // What is kept for less than rules look back may come out otherwise.
        if keep.is_none() {
            prop_assert_eq!(forecast.status.to_json(), &*settled);
            prop_assert_eq!(status, settled);
        }
    }

    // What is met within a year is met as it ends: else a level that was lost and had again may
    // outlast one that was kept. And who falls from a higher level does not fall lower.
    #[test]
    fn more_never_comes_to_less(
        ladder in drawn(),
        orders in orders(),
        more in 1_i64..300,
        which in 0_usize..8,
    ) {
        let valid = ladder.valid % 2;
        let ladder = Drawn { counts: 2, cycle: 0, downgrade: 0, valid, ..ladder };
        let program = program_of(&ladder);
        let (mut less, mut rich) = (member(&program), member(&program));
        let (main, which) = (&program.rules.ladders[0], which % orders.len());
        for (index, (minutes, units, yuan)) in orders.into_iter().enumerate() {
            let extra = if index == which { more } else { 0 };
            buy(&mut less, index, (minutes, units, yuan));
            buy(&mut rich, index, (minutes, units, yuan + extra));
            let at = after(minutes);
            prop_assert!(less.level(main, at).0 <= rich.level(main, at).0);
        }
        for step in [600_000, 1_000_000, 1_400_000] {
            let at = after(step);
            less.settle(at).expect("it settles");
            rich.settle(at).expect("it settles");
            prop_assert!(less.level(main, at).0 <= rich.level(main, at).0);
        }
    }

    // What counts from the level on, counts less for who reached it sooner.
    #[test]
    fn a_refund_of_all_leaves_the_level_without_it(
        ladder in drawn(),
        orders in orders(),
        which in 0_usize..8,
        parts in proptest::collection::vec(1_u32..4, 0..4),
    ) {
        let ladder = Drawn { counts: ladder.counts % 7, ..ladder };
        let program = program_of(&ladder);
        let (mut with, mut without) = (member(&program), member(&program));
        let which = which % orders.len();
        for (index, order) in orders.iter().enumerate() {
            buy(&mut with, index, *order);
            if index != which {
                buy(&mut without, index, *order);
            }
        }
        let (main, end) = (&program.rules.ladders[0], after(1_000_000));
        with.settle(end).expect("it settles");
        without.settle(end).expect("it settles");
        let before = with.level(main, end).0;
        let mut left = orders[which].1;
        for (part, units) in parts.into_iter().chain([u32::MAX]).enumerate() {
            let units = units.min(left);
            left -= units;
            if units > 0 {
                let event = format!(
                    r#"{{ "id": "r{part}", "at": {}, "refund": {{ "order": "o{which}",
                        "lines": [{{ "line": "1", "units": {units} }}] }} }}"#,
                    end.millis()
                );
                with.record(event.as_str(), Instant::MAX).expect("it is recorded");
            }
        }
        // A level that was lost and had again may outlast one that was kept; a return lifts nobody.
        prop_assert_eq!(with.level(main, end).0, without.level(main, end).0.min(before));
    }
}
