//! Multipliers: which hold, how they combine, and where their product is rounded.

use super::*;
use crate::program::Combine;

/// 60.00 with the tag x, 35.00 with y.
const TWO: &[(u32, i64, &[&str])] = &[(1, 6_000, &["x"]), (1, 3_500, &["y"])];

fn world(rule: Earning, change: impl FnOnce(&mut Rules)) -> World {
    World::new(TWO, |rules| {
        rules.points.earning = [rule].into();
        change(rules);
    })
}

fn by(rule: Earning, multipliers: Vec<Multiplier>) -> (i64, Vec<i64>) {
    world(rule, |rules| rules.points.multipliers.rules = multipliers.into()).single()
}

#[test]
fn a_product_is_rounded_once() {
    // 9 steps of 95.00; 9 × 1.5 = 13.5.
    assert_eq!(by(amount_rule(per_amount(1, 1_000)), vec![times("1.5")]).0, 13);
    // 9.5 × 1.5 = 14.25, rounded by the rule's own rounding.
    let steps = |rounding| PerAmount { steps: Steps::Continuous(rounding), ..per_amount(1, 1_000) };
    assert_eq!(by(amount_rule(steps(Rounding::Floor)), vec![times("1.5")]).0, 14);
    assert_eq!(by(amount_rule(steps(Rounding::Ceil)), vec![times("1.5")]).0, 15);
    assert_eq!(by(fixed("r", 7), vec![times("1.5")]).0, 10);
    assert_eq!(by(fixed("r", 7), vec![times("0")]), (0, vec![]));
}

#[test]
fn a_product_is_rounded_again_after_rounding() {
    let gives = |rounding| {
        let steps = Steps::Continuous(rounding);
        let rule = amount_rule(PerAmount { steps, ..per_amount(1, 1_000) });
        let world = world(rule, |rules| {
            rules.points.multipliers.after_rounding = true;
            rules.points.multipliers.rules = [times("1.5")].into();
        });
        world.single().0
    };
    // 9.5: 9, 13.5, 13; or 10, 15.
    assert_eq!(gives(Rounding::Floor), 13);
    assert_eq!(gives(Rounding::Ceil), 15);
}

#[test]
fn multipliers_combine() {
    let gives = |combine, multipliers: &[&str]| {
        let world = world(fixed("r", 100), |rules| {
            rules.points.multipliers.combine = combine;
            rules.points.multipliers.rules = multipliers.iter().map(|by| times(by)).collect();
        });
        world.single().0
    };
    assert_eq!(gives(Combine::Highest, &["2", "3", "0.5"]), 300);
    assert_eq!(gives(Combine::Highest, &["0.5", "0.25"]), 50);
    assert_eq!(gives(Combine::Add, &["2", "3"]), 400);
    assert_eq!(gives(Combine::Add, &["0.5", "0.25", "0.1"]), 0);
    assert_eq!(gives(Combine::Multiply, &["2", "3", "0.5"]), 300);
    // 1.000000001² is kept as 1.000000002.
    let world = world(fixed("r", 4_000_000_000), |rules| {
        rules.points.multipliers.combine = Combine::Multiply;
        rules.points.multipliers.rules = vec![times("1.000000001"); 2].into();
    });
    assert_eq!(world.single().0, 4_000_000_008);
}

#[test]
fn only_those_that_hold_count() {
    let over = Window { from: None, until: Some(instant(NOW)) };
    let never = Condition::Any(Box::default());
    let others = RuleSet(Some([RuleId(7)].into()));
    let unheld = vec![
        Multiplier { window: over, ..times("5") },
        Multiplier { when: never, ..times("6") },
        Multiplier { rules: others, ..times("7") },
    ];
    assert_eq!(by(fixed("r", 10), unheld.clone()).0, 10);
    let with = [unheld, vec![times("0.5")]].concat();
    assert_eq!(by(fixed("r", 10), with.clone()).0, 5);
    assert_eq!(by(Earning { multiplied: false, ..fixed("r", 10) }, with).0, 10);
}

/// A rule, with twice for x and five times for y.
fn by_tag(rule: Earning, combine: Combine, after_rounding: bool) -> (i64, Vec<i64>) {
    let world = world(rule, |rules| {
        let [x, y] = tags(rules);
        rules.points.multipliers.combine = combine;
        rules.points.multipliers.after_rounding = after_rounding;
        rules.points.multipliers.rules =
            [Multiplier { of: x, ..times("2") }, Multiplier { of: y, ..times("5") }].into();
    });
    world.single()
}

#[test]
fn factors_differ_by_line() {
    let full = amount_rule(per_amount(1, 1_000));
    // 9 × (60.00 × 2 + 35.00 × 5) / 95.00 = 27.95; 27 × 120/295 = 10.98 and 16.02.
    assert_eq!(by_tag(full, Combine::Highest, false), (27, vec![11, 16]));
    let steps = Steps::Continuous(Rounding::HalfUp);
    let exact = amount_rule(PerAmount { steps, ..per_amount(1, 1_000) });
    // 12 + 17.5 = 29.5
    assert_eq!(by_tag(exact.clone(), Combine::Highest, false).0, 30);
    // 9.5 is 10; 10 × 295/95 = 31.05.
    assert_eq!(by_tag(exact, Combine::Highest, true).0, 31);
    // 6 × 2, 3 × 5.
    let line = amount_rule(PerAmount { level: EarnLevel::Line, ..per_amount(1, 1_000) });
    assert_eq!(by_tag(line, Combine::Add, false), (27, vec![12, 15]));
    // 1 × 2 + 1 × 5, directly.
    let unit =
        rule("r", Give::PerUnit(PerUnit { points: Amount::Fixed(1), of: Selection::default() }));
    assert_eq!(by_tag(unit, Combine::Multiply, false), (7, vec![2, 5]));
    // 95 × (60.00 × 2 + 35.00 × 5) / 95.00
    assert_eq!(by_tag(fixed("r", 95), Combine::Highest, false), (295, vec![120, 175]));
}

#[test]
fn shipping_and_activities_have_the_factor_of_everything() {
    let per = PerAmount { shipping: true, ..per_amount(1, 500) };
    let mut world = world(amount_rule(per), |rules| {
        let [x, _] = tags(rules);
        rules.points.multipliers.combine = Combine::Multiply;
        rules.points.multipliers.rules = [times("2"), Multiplier { of: x, ..times("3") }].into();
    });
    world.shipping_pay = money(500);
    // 20 × (60.00 × 6 + 35.00 × 2 + 5.00 × 2) / 100.00 = 88; over the goods 73.67 and 14.33.
    assert_eq!(world.single(), (88, vec![74, 14]));
    let fired = world.on(Occasion::Fired(&[RuleId(0)])).expect("few");
    assert_eq!(fired.total, Points::ZERO);
}

#[test]
fn nothing_paid_is_spread_evenly() {
    let mut world = world(fixed("r", 10), |rules| {
        let [x, _] = tags(rules);
        rules.points.multipliers.rules = [Multiplier { of: x, ..times("3") }].into();
    });
    world.pay = vec![Money::ZERO; 2];
    // 10 × (3 + 1) / 2
    assert_eq!(world.single(), (20, vec![15, 5]));
    let fired = world.on(Occasion::Fired(&[RuleId(0)])).expect("few");
    assert_eq!(fired.total, points(10));
    let steps = Steps::Continuous(Rounding::Ceil);
    world = self::world(amount_rule(PerAmount { steps, ..per_amount(1, 1_000) }), |rules| {
        let [x, _] = tags(rules);
        rules.points.multipliers.rules = [Multiplier { of: x, ..times("3") }].into();
    });
    world.pay = vec![Money::ZERO; 2];
    assert_eq!(world.earned(), []);
}

#[test]
fn what_is_kept_is_rounded_as_it_is_told() {
    let kept = |after_rounding, rounding| {
        let steps = Steps::Continuous(Rounding::Floor);
        let rule = amount_rule(PerAmount { steps, ..per_amount(1, 1_000) });
        let world = world(rule, |rules| {
            rules.points.multipliers.after_rounding = after_rounding;
            rules.points.multipliers.rules = [times("1.5")].into();
        });
        world.kept(rounding).expect("few").total.count()
    };
    assert_eq!(kept(false, None), 14);
    assert_eq!(kept(false, Some(Rounding::Ceil)), 15);
    assert_eq!(kept(true, None), 13);
    assert_eq!(kept(true, Some(Rounding::Ceil)), 15);
}

#[test]
fn products_beyond_every_bound_are_refused() {
    let most = 400_000_000_000;
    let refused = |combine, of_x, steps| {
        let rule = amount_rule(PerAmount { steps, ..per_amount(most, 1) });
        let world = world(rule, |rules| {
            let [x, _] = tags(rules);
            rules.points.multipliers.combine = combine;
            let of = if of_x { x } else { Selection::default() };
            rules.points.multipliers.rules = vec![Multiplier { of, ..times("1000") }; 64].into();
        });
        world.ordered().err()
    };
    for combine in [Combine::Highest, Combine::Add, Combine::Multiply] {
        for of_x in [false, true] {
            for steps in [Steps::Full, Steps::Continuous(Rounding::Floor)] {
                assert_eq!(refused(combine, of_x, steps), Some(0));
            }
        }
    }
}

#[test]
fn large_weights_keep_their_proportion() {
    let mut world = World::new(&[(1, 1, &["x"]), (1, 1, &[])], |rules| {
        let [x, _] = tags(rules);
        rules.points.earning = [fixed("r", 4)].into();
        rules.points.multipliers.rules = [Multiplier { of: x, ..times("1000") }].into();
    });
    world.pay = vec![money(450_000_000_000), money(450_000_000_000)];
    // 4 × 1001 / 2 = 2002
    assert_eq!(world.single(), (2_002, vec![2_000, 2]));
}
