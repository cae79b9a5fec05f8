//! Laws over generated rules and carts.

use proptest::prelude::*;

use super::*;
use crate::program::{Combine, Matching};

/// Units, price, paid (of the list amount, in hundredths), tagged x, tagged y.
type Line = (u32, i64, i64, bool, bool);

#[derive(Clone, Debug)]
struct Case {
    lines: Vec<Line>,
    earning: Vec<Earning>,
    multipliers: Vec<(i64, u8)>,
    combine: Combine,
    after_rounding: bool,
    shipping: i64,
}

fn case() -> impl Strategy<Value = Case> {
    let line = (1_u32..50, 0_i64..20_000, 0_i64..=100, any::<bool>(), any::<bool>());
    let combine = prop_oneof![Just(Combine::Highest), Just(Combine::Add), Just(Combine::Multiply)];
    let parts = (
        prop::collection::vec(line, 1..8),
        prop::collection::vec(give(), 1..5),
        prop::collection::vec((0_i64..40, 0_u8..3), 0..4),
        combine,
        any::<bool>(),
        0_i64..3_000,
    );
    parts.prop_map(|(lines, gives, multipliers, combine, after_rounding, shipping)| {
        let named = |(index, give)| rule(&format!("r{index}"), give);
        let earning = gives.into_iter().enumerate().map(named).collect();
        Case { lines, earning, multipliers, combine, after_rounding, shipping }
    })
}

fn steps() -> impl Strategy<Value = Steps> {
    let roundings = prop::sample::select(Rounding::ALL.as_slice());
    prop_oneof![Just(Steps::Full), Just(Steps::Started), roundings.prop_map(Steps::Continuous)]
}

fn give() -> impl Strategy<Value = Give> {
    let levels =
        prop::sample::select([EarnLevel::Order, EarnLevel::Line, EarnLevel::Unit].as_slice());
    let amounts = (1_i64..20, 1_i64..3_000, steps(), levels, any::<bool>());
    let amounts = amounts.prop_map(|(count, amount, steps, level, shipping)| {
        Give::PerAmount(PerAmount { steps, level, shipping, ..per_amount(count, amount) })
    });
    let units = (1_i64..20).prop_map(|count| {
        Give::PerUnit(PerUnit { points: Amount::Fixed(count), of: Selection::default() })
    });
    let fixed = (1_i64..500).prop_map(|count| Give::Points(Amount::Fixed(count)));
    prop_oneof![3 => amounts, 1 => units, 1 => fixed]
}

fn world(case: &Case, change: impl FnOnce(&mut Rules)) -> World {
    let tags: Vec<Vec<&str>> = case
        .lines
        .iter()
        .map(|(.., x, y)| {
            let tags = [("x", *x), ("y", *y)];
            tags.into_iter().filter(|(_, is)| *is).map(|(tag, _)| tag).collect()
        })
        .collect();
    let lines: Vec<(u32, i64, &[&str])> =
        case.lines.iter().zip(&tags).map(|(it, tags)| (it.0, it.1, &**tags)).collect();
    let mut world = World::new(&lines, |rules| {
        rules.points.earning = case.earning.clone().into();
        rules.points.multipliers.combine = case.combine;
        rules.points.multipliers.after_rounding = case.after_rounding;
        let [x, y] = super::tags(rules);
        let of = [Selection::default(), x, y];
        let multiplier = |(tenths, which): &(i64, u8)| Multiplier {
            by: Amount::Fixed(*tenths * 100_000_000),
            of: of[usize::from(*which)],
            ..times("1")
        };
        rules.points.multipliers.rules = case.multipliers.iter().map(multiplier).collect();
        change(rules);
    });
    let paid = world.list.iter().zip(&case.lines);
    world.pay = paid.map(|(list, it)| money(list.minor() * it.2 / 100)).collect();
    world.shipping_pay = money(case.shipping);
    world
}

fn by_rule(world: &World) -> Vec<(String, i64)> {
    let rules = world.ordered().expect("few").rules;
    rules.iter().map(|it| (it.rule.to_string(), it.points.count())).collect()
}

fn of_rule(world: &World, id: &str) -> i64 {
    by_rule(world).iter().find(|(rule, _)| rule == id).map_or(0, |(_, points)| *points)
}

/// Each unit on a line of its own.
fn exploded(case: &Case) -> Vec<i64> {
    let unit = |(units, price, paid, ..): &Line| {
        let all = i64::from(*units) * price * paid / 100;
        let (each, more) = (all / i64::from(*units), all % i64::from(*units));
        (0..i64::from(*units)).map(move |unit| each + i64::from(unit < more)).collect::<Vec<_>>()
    };
    case.lines.iter().flat_map(unit).collect()
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 128,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn points_are_the_sum_of_their_lines(case in case(), most in 0_i64..500) {
        let open = world(&case, |_| {});
        for (points, uncapped, lines) in open.earned() {
            prop_assert!(points > 0 && uncapped.is_none());
            prop_assert_eq!(points, lines.iter().sum::<i64>());
            prop_assert!(lines.iter().all(|points| *points >= 0));
        }
        let capped = world(&case, |rules| {
            rules.points.caps = [cap(most, CapPer::Order)].into();
        });
        let earned = capped.earned();
        prop_assert_eq!(earned.len(), open.earned().len());
        prop_assert!(earned.iter().map(|it| it.0).sum::<i64>() <= most);
        for (capped, (before, _, wide)) in earned.into_iter().zip(open.earned()) {
            let (points, uncapped, lines) = capped;
            prop_assert_eq!(points, lines.iter().sum::<i64>());
            prop_assert_eq!(uncapped.unwrap_or(points), before);
            prop_assert_eq!(uncapped.is_some(), points < before);
            prop_assert_eq!(lines.len(), wide.len());
        }
    }

    #[test]
    fn the_order_of_lines_does_not_matter(case in case(), turn in 0_usize..8) {
        let there = world(&case, |_| {});
        let mut turned = case.clone();
        let turn = turn % case.lines.len();
        turned.lines.rotate_left(turn);
        let mut here = world(&turned, |_| {});
        // The same ids as before, wherever they stand.
        let ids: Vec<Key> = there.cart.lines.iter().map(|line| line.id.clone()).collect();
        for (index, line) in here.cart.lines.iter_mut().enumerate() {
            line.id = ids[(index + turn) % ids.len()].clone();
        }
        here.cart.index();
        let back = |earned: Vec<(i64, Option<i64>, Vec<i64>)>| -> Vec<_> {
            earned
                .into_iter()
                .map(|(points, uncapped, mut lines)| {
                    lines.rotate_right(turn);
                    (points, uncapped, lines)
                })
                .collect()
        };
        prop_assert_eq!(back(here.earned()), there.earned());
    }

    #[test]
    fn the_highest_is_no_less_than_each(case in case()) {
        let all = by_rule(&world(&case, |_| {}));
        let highest = by_rule(&world(&case, |rules| rules.points.matching = Matching::Highest));
        let most = all.iter().map(|(_, points)| *points).max();
        prop_assert_eq!(highest.first().map(|(_, points)| *points), most);
        let first = all.iter().find(|(_, points)| Some(*points) == most);
        prop_assert_eq!(highest.first(), first);
    }

    #[test]
    fn once_is_no_change(case in case(), which in 0_u8..3) {
        let plain = Case { multipliers: Vec::new(), ..case.clone() };
        let once = Case { multipliers: vec![(10, which)], ..case };
        prop_assert_eq!(world(&plain, |_| {}).earned(), world(&once, |_| {}).earned());
    }

    /// A factor of every line and one of the lines by twos, which all are of some kind.
    #[test]
    fn what_every_line_has_is_uniform(mut case in case(), tenths in 0_i64..40) {
        for line in &mut case.lines {
            (line.3, line.4) = (true, false);
        }
        for rule in &mut case.earning {
            if let Give::PerAmount(per) = &mut rule.give {
                per.shipping = false;
            }
        }
        let uniform = Case { multipliers: vec![(tenths, 0)], ..case.clone() };
        let by_line = Case { multipliers: vec![(tenths, 1)], ..case };
        prop_assert_eq!(world(&uniform, |_| {}).earned(), world(&by_line, |_| {}).earned());
    }

    #[test]
    fn units_are_counted_as_if_each_stood_alone(
        case in case(),
        count in 1_i64..20,
        amount in 1_i64..3_000,
        steps in steps(),
    ) {
        let per = PerAmount { level: EarnLevel::Unit, steps, ..per_amount(count, amount) };
        let earning = vec![amount_rule(per)];
        let case = Case { earning, multipliers: Vec::new(), ..case };
        let expected: i64 = exploded(&case)
            .into_iter()
            .map(|unit| match steps {
                Steps::Full => unit / amount * count,
                Steps::Started => (unit + amount - 1) / amount * count,
                Steps::Continuous(rounding) => {
                    crate::value::mul_div(unit, count, amount, rounding).expect("few")
                }
            })
            .sum();
        prop_assert_eq!(of_rule(&world(&case, |_| {}), "r"), expected);
    }
}
