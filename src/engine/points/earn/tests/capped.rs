//! Caps: of a rule and of the programme, over orders, periods, a lifetime and a balance.

use super::*;
use crate::member::{Debt, Ledger, Lot, LotIx, LotNames, Order, OrderEarned, Shipping};
use crate::value::{Cycle, Period};

const TWO: &[(u32, i64, &[&str])] = &[(1, 6_000, &["x"]), (1, 3_000, &["y"])];

/// Lots of the first rule, of another one and of none: points, when, and clawed back, each of an
/// order of its own.
fn lots(world: &mut World, lots: &[(Option<u16>, i64, &str, i64)]) {
    let order = |(index, &(_, _, at, back)): (u32, &(Option<u16>, i64, &str, i64))| Order {
        id: key(&format!("o-{index}")),
        event: key("e"),
        at: instant(at),
        delivered_at: None,
        lines: Vec::new(),
        shipping: Shipping::default(),
        offers: Vec::new(),
        said: Box::default(),
        earned: vec![OrderEarned {
            lot: LotIx(index),
            lines: Vec::new(),
            clawed_back: points(back),
        }],
        spent: Vec::new(),
        taken: Vec::new(),
        uses: Vec::new(),
        counted: Vec::new(),
    };
    world.member.orders = (0..).zip(lots).map(order).collect();
    let lots = lots.iter().enumerate().map(|(index, (rule, count, at, clawed_back))| {
        let mut lot = Lot::new(PoolId::default(), points(*count), instant(at));
        lot.rule = rule.map(RuleId);
        lot.clawed_back = points(*clawed_back);
        lot.left -= lot.clawed_back;
        let id = key(&format!("lot-{index}"));
        (
            lot,
            LotNames {
                id,
                rule: rule.and_then(|_| Id::parse("r").ok()),
                source: key("o"),
                waits_for: None,
            },
        )
    });
    world.member.ledger = Ledger::new(lots.collect());
}

fn own(cap: Cap) -> World {
    World::of(TWO, vec![Earning { caps: [cap].into(), ..fixed("r", 90) }])
}

#[test]
fn what_fits_is_shared_anew() {
    assert_eq!(own(cap(90, CapPer::Order)).earned(), [(90, None, vec![60, 30])]);
    // 50 × 2/3 = 33.33 and 16.67
    assert_eq!(own(cap(50, CapPer::Order)).earned(), [(50, Some(90), vec![33, 17])]);
    let refuse = Cap { refuse: true, ..cap(50, CapPer::Order) };
    assert_eq!(own(refuse).earned(), [(0, Some(90), vec![0, 0])]);
    assert_eq!(own(cap(0, CapPer::Order)).earned(), [(0, Some(90), vec![0, 0])]);
    let kept = own(cap(50, CapPer::Order)).kept(None).expect("few");
    assert_eq!(listed(&kept), [(90, None, vec![60, 30])], "caps are for grants");
}

#[test]
fn a_line_keeps_the_proportion_of_its_own_points() {
    let per = PerAmount { level: EarnLevel::Line, ..per_amount(1, 2_500) };
    let rule = Earning { caps: [cap(2, CapPer::Order)].into(), ..amount_rule(per) };
    // 2 and 1 of 2.4 and 1.2; of 2, 1.33 and 0.67.
    assert_eq!(World::of(TWO, vec![rule]).earned(), [(2, Some(3), vec![1, 1])]);
}

#[test]
fn periods_are_those_of_the_calendar() {
    // The month begins at 16:00 UTC on the day before; 14 June is in the week before.
    let granted: &[_] = &[
        (Some(0), 10, "2026-05-31T15:59:59.999Z", 0),
        (Some(0), 20, "2026-05-31T16:00:00Z", 0),
        (Some(0), 30, "2026-06-14T17:00:00Z", 25),
        (Some(1), 40, "2026-06-14T17:00:00Z", 0),
        (None, 50, "2026-06-14T17:00:00Z", 0),
    ];
    let room = |per, released| {
        let mut world = World::new(TWO, |rules| {
            let caps = [cap(100, per)].into();
            rules.points.earning = [Earning { caps, ..fixed("r", 90) }, fixed("other", 1)].into();
            rules.points.returns.caps_released = released;
        });
        lots(&mut world, granted);
        world.earned()[0].0
    };
    assert_eq!(room(CapPer::Order, false), 90);
    assert_eq!(room(CapPer::Cycle(Cycle::Of(Period::Day)), false), 70);
    assert_eq!(room(CapPer::Cycle(Cycle::Of(Period::Month)), false), 50);
    assert_eq!(room(CapPer::Lifetime, false), 40);
    // What was returned gives its room back.
    assert_eq!(room(CapPer::Lifetime, true), 65);
}

#[test]
fn a_balance_counts_what_is_held_and_owed() {
    let balance = |refuse| Cap { refuse, ..cap(100, CapPer::Balance) };
    let world = |refuse, owed| {
        let mut world = own(balance(refuse));
        lots(&mut world, &[(None, 60, NOW, 0), (Some(0), 10, NOW, 10)]);
        world.member.debts.extend([Debt {
            pool: PoolId::default(),
            source: key("o"),
            points: points(owed),
        }]);
        world.earned()[0].0
    };
    assert_eq!(world(false, 0), 40);
    assert_eq!(world(false, 20), 60);
    assert_eq!(world(true, 0), 0);
    assert_eq!(world(true, 50), 90);
}

#[test]
fn rules_share_a_cap_in_their_order() {
    let gives = |caps: Vec<Cap>| {
        let world = World::new(TWO, |rules| {
            rules.points.earning = [fixed("a", 30), fixed("b", 30), fixed("c", 30)].into();
            rules.points.caps = caps.into();
        });
        let earned = world.earned();
        earned.iter().map(|(points, uncapped, _)| (*points, *uncapped)).collect::<Vec<_>>()
    };
    let all = gives(vec![cap(50, CapPer::Order)]);
    assert_eq!(all, [(30, None), (20, Some(30)), (0, Some(30))]);
    let rules = RuleSet(Some([RuleId(0), RuleId(2)].into()));
    let shared = |per| Cap { rules: rules.clone(), ..cap(50, per) };
    assert_eq!(gives(vec![shared(CapPer::Lifetime)]), [(30, None), (30, None), (20, Some(30))]);
    // Nobody else's grants count but into a balance.
    let balance = gives(vec![shared(CapPer::Balance)]);
    assert_eq!(balance, [(30, None), (30, None), (0, Some(30))]);
    // What refuses sees what the caps before it left.
    let refuse = Cap { refuse: true, ..cap(25, CapPer::Lifetime) };
    let both = gives(vec![cap(20, CapPer::Order), refuse.clone()]);
    assert_eq!(both, [(20, Some(30)), (0, Some(30)), (0, Some(30))]);
    assert_eq!(gives(vec![refuse]), [(0, Some(30)); 3]);
}

#[test]
fn another_pool_has_its_own_balance_and_a_name() {
    let world = World::new(TWO, |rules| {
        let mut pool = rules.points.pools[0].clone();
        pool.id = named("growth");
        rules.points.pools = [rules.points.pools[0].clone(), pool].into();
        rules.points.caps = [cap(50, CapPer::Balance)].into();
        let growth = Earning { pool: PoolId(1), ..fixed("g", 60) };
        rules.points.earning = [fixed("a", 30), growth].into();
    });
    let earned = world.ordered().expect("few");
    assert_eq!(listed(&earned), [(30, None, vec![20, 10]), (50, Some(60), vec![33, 17])]);
    let names: Vec<_> = earned.rules.iter().map(|it| it.pool_name.clone()).collect();
    assert_eq!(names, [None, Some(named("growth"))]);
}
