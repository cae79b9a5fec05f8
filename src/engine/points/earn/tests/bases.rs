//! What a rule counts: amounts, tax, shipping, steps, levels, units, quantities, remainders.

use super::*;
use crate::member::Carried;
use crate::program::Stated;

/// 123.45, 7.00 and 30.00.
const THREE: &[(u32, i64, &[&str])] = &[(1, 12_345, &["x"]), (1, 700, &["y"]), (3, 1_000, &["x"])];

fn gives(per: PerAmount) -> (i64, Vec<i64>) {
    World::of(THREE, vec![amount_rule(per)]).single()
}

#[test]
fn an_order_counts_all_its_lines_together() {
    // 160.45 in steps of 10.00: 16 full, 17 started; 16 × 123.45/160.45 = 12.31, 0.70, 2.99.
    assert_eq!(gives(per_amount(1, 1_000)), (16, vec![12, 1, 3]));
    let started = PerAmount { steps: Steps::Started, ..per_amount(1, 1_000) };
    assert_eq!(gives(started), (17, vec![13, 1, 3]));
    // 160.45 × 3 / 7.00 = 68.76
    let continuous =
        |rounding| PerAmount { steps: Steps::Continuous(rounding), ..per_amount(3, 700) };
    assert_eq!(gives(continuous(Rounding::Floor)).0, 68);
    assert_eq!(gives(continuous(Rounding::HalfUp)).0, 69);
}

#[test]
fn a_selection_alone_earns() {
    let mut world = World::new(THREE, |rules| {
        let [x, _] = tags(rules);
        rules.points.earning = [amount_rule(PerAmount { of: x, ..per_amount(1, 1_000) })].into();
    });
    // 153.45 of a and c.
    assert_eq!(world.single(), (15, vec![12, 0, 3]));
    world.shipping_pay = money(655);
    assert_eq!(world.single().0, 15, "shipping is asked for");
    world = World::new(THREE, |rules| {
        let [_, y] = tags(rules);
        rules.points.earning = [amount_rule(PerAmount { of: y, ..per_amount(1, 1_000) })].into();
    });
    assert_eq!(world.earned(), [], "7.00 is no step");
}

#[test]
fn bases_and_shipping() {
    let gives = |basis| {
        let per = PerAmount { basis, shipping: true, ..per_amount(1, 1_000) };
        let mut world = World::of(&[(1, 2_000, &[]), (1, 2_000, &[])], vec![amount_rule(per)]);
        world.net = vec![money(2_000), money(1_000)];
        world.pay = vec![money(1_500), money(500)];
        (world.shipping, world.shipping_pay) = (money(1_200), money(300));
        world.single()
    };
    // 40.00 + 12.00, 30.00 + 12.00, 20.00 + 3.00; shipping's points fall to the goods.
    assert_eq!(gives(Basis::BeforeDiscounts), (5, vec![3, 2]));
    assert_eq!(gives(Basis::AfterDiscounts), (4, vec![3, 1]));
    assert_eq!(gives(Basis::Paid), (2, vec![2, 0]));
}

#[test]
fn tax_is_taken_out_of_each_line() {
    let per = PerAmount { tax: crate::program::Taxed::Out, ..per_amount(1, 1) };
    let mut world =
        World::of(&[(1, 1_190, &[]), (1, 100, &[]), (1, 50, &[])], vec![amount_rule(per)]);
    world.cart.lines[0].goods.tax = Some(rate("0.19"));
    // 100/1.07 = 93.46; 50 without a tax.
    world.cart.lines[1].goods.tax = Some(rate("0.07"));
    assert_eq!(world.single(), (1_143, vec![1_000, 93, 50]));
    // 100/1.6 = 62.5: half up.
    world.cart.lines[1].goods.tax = Some(rate("0.6"));
    assert_eq!(world.single().1, [1_000, 63, 50]);
}

#[test]
fn each_line_by_itself() {
    let line = |steps| PerAmount { level: EarnLevel::Line, steps, ..per_amount(1, 1_000) };
    // 12.345, 0.7 and 3 steps.
    assert_eq!(gives(line(Steps::Full)), (15, vec![12, 0, 3]));
    assert_eq!(gives(line(Steps::Started)), (17, vec![13, 1, 3]));
    assert_eq!(gives(line(Steps::Continuous(Rounding::HalfUp))), (16, vec![12, 1, 3]));
    // Shipping is a line of its own: 1 step, with the line that has lost most of 16 × 12/15 = 12.8.
    let per = PerAmount { shipping: true, ..line(Steps::Full) };
    let mut world = World::of(THREE, vec![amount_rule(per)]);
    world.shipping_pay = money(1_999);
    assert_eq!(world.single(), (16, vec![13, 0, 3]));
}

#[test]
fn each_unit_by_itself() {
    let unit = |steps| PerAmount { level: EarnLevel::Unit, steps, ..per_amount(1, 1_000) };
    // 29.99 over three units: 10.00, 10.00, 9.99.
    let gives = |steps| {
        let mut world = World::of(&[(3, 1_000, &[])], vec![amount_rule(unit(steps))]);
        world.pay = vec![money(2_999)];
        world.single().0
    };
    assert_eq!(gives(Steps::Full), 2);
    assert_eq!(gives(Steps::Started), 3);
    // 1, 1 and 0.999
    assert_eq!(gives(Steps::Continuous(Rounding::Floor)), 2);
    let many = World::of(&[(1_000_000, 1_999, &[])], vec![amount_rule(unit(Steps::Full))]);
    assert_eq!(many.single(), (1_000_000, vec![1_000_000]));
}

#[test]
fn remainders_are_carried() {
    let per = PerAmount { carried: true, ..per_amount(2, 1_000) };
    let mut world = World::of(&[(1, 2_650, &[])], vec![amount_rule(per)]);
    // What is left, what the steps came to, and what the line counted.
    let carried = |world: &World| {
        let carried = world.ordered().expect("few").carried;
        let it = carried.into_iter().next().expect("one rule");
        let counted = it.counted.expect("an order's");
        (it.left.minor(), counted.steps.minor(), counted.lines[0].minor())
    };
    assert_eq!(world.single().0, 4);
    assert_eq!(carried(&world), (650, 2_000, 2_650));
    // 26.50 + 6.50 = 33.00
    let amount = money(650);
    world.member.carried = vec![Carried { rule: named("r"), amount }];
    assert_eq!(world.single().0, 6);
    assert_eq!(carried(&world), (300, 3_000, 2_650));
    // 1.00 + 6.50: no points, and more is left.
    world.pay = vec![money(100)];
    assert_eq!(world.earned(), []);
    assert_eq!(carried(&world), (750, 0, 100));
    // What is kept counts alone, and changes nothing.
    world.pay = vec![money(2_650)];
    let kept = world.kept(None).expect("few");
    assert_eq!((kept.total, kept.carried.len()), (points(4), 0));
    // Unchanged is told too, since part of the order may come back: 10.00 + 6.50 = 16.50.
    world.pay = vec![money(1_000)];
    assert_eq!(carried(&world), (650, 1_000, 1_000));
    // Nothing counted, and no step of what was there, is not.
    world.pay = vec![money(0)];
    assert_eq!(world.ordered().expect("few").carried, []);
    // After returns there may be a step and more, which falls to what there is, or less than none,
    // which is made up first: 0 + 12.00; 10.00 − 30.00; 35.00 − 30.00; 45.00 − 30.00.
    let mut after = |carried: i64, paid: i64| {
        world.member.carried = vec![Carried { rule: named("r"), amount: money(carried) }];
        world.pay = vec![money(paid)];
        let earned = world.ordered().expect("few");
        let carried = earned.carried.first().expect("one rule");
        (earned.total.count(), carried.left.minor())
    };
    assert_eq!(after(1_200, 0), (2, 200));
    assert_eq!(after(-3_000, 1_000), (0, -2_000));
    assert_eq!(after(-3_000, 3_500), (0, 500));
    assert_eq!(after(-3_000, 4_500), (2, 500));
}

#[test]
fn units_earn() {
    let mut world = World::new(THREE, |rules| {
        let [x, _] = tags(rules);
        rules.points.earning =
            [rule("r", Give::PerUnit(PerUnit { points: Amount::Fixed(5), of: x }))].into();
    });
    assert_eq!(world.single(), (20, vec![5, 0, 15]));
    // What costs nothing does not.
    world.net[0] = Money::ZERO;
    assert_eq!(world.single(), (15, vec![0, 0, 15]));
}

#[test]
fn numbers_of_lines_earn() {
    let per = PerQuantity {
        points: Amount::Fixed(3),
        attribute: key("miles"),
        per: rate("2.5"),
        of: Selection::default(),
        steps: Steps::Full,
    };
    let world = |per: PerQuantity| {
        let mut world = World::of(THREE, vec![rule("r", Give::PerQuantity(per))]);
        world.cart.lines[0].goods.attributes = [(key("miles"), Stated::Number(8))].into();
        world.cart.lines[1].goods.attributes = [(key("nights"), Stated::Number(9))].into();
        world.cart.lines[2].goods.attributes = [(key("miles"), Stated::Number(1))].into();
        world.single()
    };
    // 8 + 3 × 1 = 11 miles are 4.4 times 2.5; 12 × 8/11 = 8.73 and 3.27.
    assert_eq!(world(per.clone()), (12, vec![9, 0, 3]));
    assert_eq!(world(PerQuantity { steps: Steps::Started, ..per.clone() }).0, 15);
    // 13.2
    let steps = Steps::Continuous(Rounding::Ceil);
    assert_eq!(world(PerQuantity { steps, ..per }).0, 14);
}

#[test]
fn fixed_points_fall_to_what_was_paid() {
    let mut world = World::of(THREE, vec![fixed("r", 10)]);
    // 10 × 123.45/160.45 = 7.69, 0.44, 1.87
    assert_eq!(world.single(), (10, vec![8, 0, 2]));
    world.pay = vec![Money::ZERO; 3];
    assert_eq!(world.single(), (10, vec![4, 3, 3]), "evenly");
}

#[test]
fn more_than_a_lot_is_refused() {
    let most = 400_000_000_000;
    let refused = |rule: Earning| {
        World::of(&[(1, 1_000, &[])], vec![fixed("first", 1), rule]).ordered().err()
    };
    assert_eq!(refused(amount_rule(per_amount(most, 1_000))), None);
    assert_eq!(refused(amount_rule(per_amount(most, 500))), Some(1));
    let capped =
        Earning { caps: [cap(5, CapPer::Order)].into(), ..amount_rule(per_amount(most, 500)) };
    assert_eq!(refused(capped), Some(1), "before caps");
    let line = PerAmount { level: EarnLevel::Line, ..per_amount(most, 500) };
    assert_eq!(refused(amount_rule(line)), Some(1));
    let unit = PerAmount { level: EarnLevel::Unit, ..per_amount(most, 500) };
    assert_eq!(refused(amount_rule(unit)), Some(1));
    let per = PerQuantity {
        points: Amount::Fixed(1),
        attribute: key("miles"),
        per: rate("1000"),
        of: Selection::default(),
        steps: Steps::Full,
    };
    let mut world = World::of(&[(1_000_000, 1, &[])], vec![rule("r", Give::PerQuantity(per))]);
    let miles = |number| Box::from([(key("miles"), Stated::Number(number))]);
    world.cart.lines[0].goods.attributes = miles((1 << 53) - 1);
    assert_eq!(world.ordered().err(), Some(0));
    world.cart.lines[0].goods.attributes = miles(-7);
    assert_eq!(world.earned(), []);
}
