//! Points as money on orders, worked out by hand; and laws of any order.

use proptest::prelude::*;

use crate::engine::points::test_shop::{
    by_points, cart, cash, charged, member, money, points, program, quoted, with_cash,
};
use crate::outcome::{Quote, Reason};
use crate::program::{Availability, Cash, Selection};
use crate::value::{Duration, Money, Points, Rate};

/// The lines that the offer of the shop is for.
fn tagged() -> Selection {
    program(|_| ()).rules.offers[0].target.goods()
}

#[test]
fn excluded_lines_bear_no_share() {
    let shop = with_cash(Cash { exclude: Some(tagged()), ..cash(1, 10) });
    let order = cart(&shop, &[("1", 1, 6000, true), ("2", 1, 3000, false)], 0, 0);
    let quote = quoted(&member(&shop, 1000), &order, None, &[]);
    assert_eq!(quote.points.spend.maximum, points(300));
    assert_eq!((charged(&quote), by_points(&quote)), ((300, 3000), vec![0, 3000]));

    // Half of the 30.00 that they may pay.
    let half = Rate::new(1, 2);
    let mut rule = Cash { exclude: Some(tagged()), ..cash(1, 10) };
    rule.maximum.share = half;
    let shop = with_cash(rule);
    let order = cart(&shop, &[("1", 1, 6000, true), ("2", 1, 3000, false)], 0, 0);
    let quote = quoted(&member(&shop, 1000), &order, None, &[]);
    assert_eq!((charged(&quote), by_points(&quote)), ((150, 1500), vec![0, 1500]));
}

#[test]
fn shipping_is_one_more_share_and_the_last_of_equals() {
    let shop = with_cash(Cash { shipping: true, ..cash(1, 1) });
    let order = cart(&shop, &[("1", 1, 500, false)], 500, 0);
    let somebody = member(&shop, 2000);
    let quote = quoted(&somebody, &order, None, &[]);
    assert_eq!((charged(&quote), by_points(&quote)), ((1000, 1000), vec![500]));
    assert_eq!(quote.shipping.by_points, money(500));
    let quote = quoted(&somebody, &order, Some(1), &[]);
    assert_eq!((by_points(&quote), quote.shipping.by_points), (vec![1], Money::ZERO));
    // 3 of 5.00 and 5.00: 1.5 each.
    let quote = quoted(&somebody, &order, Some(3), &[]);
    assert_eq!((by_points(&quote), quote.shipping.by_points), (vec![2], money(1)));

    let shop = with_cash(cash(1, 1));
    let quote =
        quoted(&member(&shop, 2000), &cart(&shop, &[("1", 1, 500, false)], 500, 0), None, &[]);
    assert_eq!((charged(&quote), quote.shipping.pay), ((500, 500), money(500)));
}

#[test]
fn a_condition_that_is_not_met_spends_nothing() {
    let when = program(|_| ()).rules.offers[0].when.clone();
    let shop = with_cash(Cash { when, ..cash(1, 10) });
    let small = cart(&shop, &[("1", 1, 4000, false)], 0, 0);
    let somebody = member(&shop, 1000);
    let short =
        vec![Reason::AmountShort { selector: None, needs: money(10_000), has: money(4000) }];
    for wanted in [None, Some(10)] {
        let quote = quoted(&somebody, &small, wanted, &[]);
        assert_eq!((charged(&quote), &quote.points.spend.reasons), ((0, 0), &short));
        assert_eq!(quote.points.spend.maximum, Points::ZERO);
    }
    assert_eq!(quoted(&somebody, &small, Some(0), &[]).points.spend.reasons, []);
    let large = cart(&shop, &[("1", 1, 10_000, false)], 0, 0);
    assert_eq!(charged(&quoted(&somebody, &large, Some(10), &[])), (10, 100));
}

#[test]
fn who_owes_points_spends_none() {
    let shop = with_cash(cash(1, 10));
    let order = cart(&shop, &[("1", 1, 4000, false)], 0, 0);
    let somebody = member(&shop, -20);
    let quote = quoted(&somebody, &order, None, &[]);
    assert_eq!((quote.points.balance, charged(&quote)), (points(-20), (0, 0)));
    let quote = quoted(&somebody, &order, Some(10), &[]);
    let short = Reason::BalanceShort { needs: points(10), has: points(-20) };
    assert_eq!((charged(&quote), quote.points.spend.reasons), ((0, 0), vec![short]));
}

#[test]
fn points_of_an_order_can_pay_it() {
    // One for each 1.00 paid, worth 1.00: s ≤ balance + 100 − s.
    let shop = |rule: Cash| with_cash(Cash { same_order: true, ..rule });
    let chosen = |rule: Cash, balance: i64, gift_card: i64| {
        let shop = shop(rule);
        let order = cart(&shop, &[("1", 1, 10_000, false)], 0, gift_card);
        charged(&quoted(&member(&shop, balance), &order, None, &[])).0
    };
    assert_eq!(chosen(cash(1, 100), 0, 0), 50);
    assert_eq!(chosen(cash(1, 100), 10, 0), 55);
    assert_eq!(chosen(cash(1, 100), -10, 0), 45);
    assert_eq!(chosen(cash(1, 100), 300, 0), 100);
    assert_eq!(chosen(Cash { step: points(20), ..cash(1, 100) }, 10, 0), 40);
    assert_eq!(chosen(Cash { minimum: points(50), ..cash(1, 100) }, 0, 0), 50);
    assert_eq!(chosen(Cash { minimum: points(60), ..cash(1, 100) }, 0, 0), 0);
    // The gift card pays 20.00 of what is left: s ≤ 80 − s.
    assert_eq!(chosen(cash(1, 100), 0, 2000), 40);
    assert_eq!(chosen(cash(1, 100), 0, 10_000), 0);

    let later = with_cash(cash(1, 100));
    let order = cart(&later, &[("1", 1, 10_000, false)], 0, 0);
    assert_eq!(charged(&quoted(&member(&later, 10), &order, None, &[])).0, 10);

    let shop = shop(cash(1, 100));
    let order = cart(&shop, &[("1", 1, 10_000, false)], 0, 0);
    let quote = quoted(&member(&shop, 10), &order, Some(70), &[]);
    let short = Reason::BalanceShort { needs: points(70), has: points(55) };
    assert_eq!((charged(&quote).0, quote.points.spend.reasons), (55, vec![short]));
    assert_eq!(quote.points.earn.total, points(45));
    assert_eq!(charged(&quoted(&member(&shop, 10), &order, Some(30), &[])), (30, 3000));
}

#[test]
fn pending_points_of_an_order_pay_nothing_of_it() {
    let shop = program(|rules| {
        rules.points.cash = Some(Cash { same_order: true, ..cash(1, 100) });
        rules.points.earning[0].available = Availability::After(Duration::Exact(1));
    });
    let order = cart(&shop, &[("1", 1, 10_000, false)], 0, 0);
    assert_eq!(charged(&quoted(&member(&shop, 10), &order, None, &[])).0, 10);
}

#[test]
fn points_cover_whole_units_the_dearest_first() {
    let shop = with_cash(Cash { whole_items: true, ..cash(1, 10) });
    let lines = [("1", 1, 3000, false), ("2", 3, 1200, false), ("3", 1, 500, false)];
    let order = cart(&shop, &lines, 0, 0);
    // 50.00: 30.00 fits, then one of 12.00, then 5.00.
    let quote = quoted(&member(&shop, 500), &order, None, &[]);
    assert_eq!(quote.points.spend.maximum, points(470));
    assert_eq!((charged(&quote), by_points(&quote)), ((470, 4700), vec![3000, 1200, 500]));
    let rich = member(&shop, 5000);
    assert_eq!(charged(&quoted(&rich, &order, None, &[])), (710, 7100));
    let quote = quoted(&rich, &order, Some(119), &[]);
    assert_eq!((charged(&quote), by_points(&quote)), ((50, 500), vec![0, 0, 500]));
    assert_eq!(quote.points.spend.reasons, []);
    let quote = quoted(&rich, &order, Some(49), &[]);
    let short = Reason::SpendBelowItem { needs: points(50), has: points(49) };
    assert_eq!((charged(&quote), quote.points.spend.reasons), ((0, 0), vec![short]));
}

#[test]
fn units_that_do_not_divide_are_whole_all_the_same() {
    let shop = with_cash(Cash { whole_items: true, shipping: true, ..cash(1, 1) });
    let order = cart(&shop, &[("1", 4, 3335, true)], 700, 0);
    // 133.40 less 13.34 is 120.06: two units at 30.02, two at 30.01.
    for (balance, pays) in [(6004, 6004), (6003, 6003), (3002, 3002), (3001, 3001)] {
        let quote = quoted(&member(&shop, balance), &order, None, &[]);
        assert_eq!((charged(&quote), by_points(&quote)), ((pays, pays), vec![pays]));
    }
    // Of 60.02 one at 30.02 leaves too little for another, but enough for shipping.
    let quote = quoted(&member(&shop, 6002), &order, None, &[]);
    assert_eq!((by_points(&quote), quote.shipping.by_points), (vec![3002], money(700)));
    let quote = quoted(&member(&shop, 3800), &order, None, &[]);
    assert_eq!((by_points(&quote), quote.shipping.by_points), (vec![3002], money(700)));
}

/// A rule, a balance, lines, shipping, a gift card and a wish.
#[derive(Clone, Debug)]
struct Case {
    rule: Cash,
    balance: i64,
    lines: Vec<(u32, i64, bool)>,
    shipping: i64,
    gift_card: i64,
    wanted: Option<i64>,
}

fn rule() -> impl Strategy<Value = Cash> {
    let flags = (any::<bool>(), any::<bool>(), any::<bool>(), any::<bool>());
    let limits = (1..30_i64, 0..5_i64, prop::option::of(1..6000_i64));
    (1..20_i64, 1..20_i64, flags, limits).prop_map(|(count, worth, flags, limits)| {
        let (excludes, shipping, same_order, whole_items) = flags;
        let (step, minimum, most) = limits;
        let mut rule = Cash {
            step: points(step),
            minimum: points(step * minimum),
            exclude: excludes.then(tagged),
            shipping,
            same_order,
            whole_items,
            ..cash(count, worth)
        };
        rule.maximum.amount = most.map(money);
        rule
    })
}

fn case() -> impl Strategy<Value = Case> {
    let lines = prop::collection::vec((1..5_u32, 0..4000_i64, any::<bool>()), 1..6);
    let amounts = (0..900_i64, prop_oneof![Just(0), 0..9000_i64], prop::option::of(0..9000_i64));
    (rule(), -500..6000_i64, lines, amounts).prop_map(
        |(rule, balance, lines, (shipping, gift_card, wanted))| Case {
            rule,
            balance,
            lines,
            shipping,
            gift_card,
            wanted,
        },
    )
}

/// The quote of a case; `quoted` holds its identities.
fn quote_of(case: &Case) -> Quote {
    let shop = with_cash(case.rule.clone());
    let ids: Vec<String> = (0..case.lines.len()).map(|line| format!("{}", 9 - line)).collect();
    let lines: Vec<_> = ids
        .iter()
        .zip(&case.lines)
        .map(|(id, &(units, price, tagged))| (id.as_str(), units, price, tagged))
        .collect();
    let order = cart(&shop, &lines, case.shipping, case.gift_card);
    quoted(&member(&shop, case.balance), &order, case.wanted, &[])
}

/// Whether so much is some of the units of a line.
fn is_whole(part: i64, net: i64, units: i64) -> bool {
    let (each, more) = (net / units, net % units);
    let dearer = 0..=more;
    dearer.into_iter().any(|of| {
        let rest = part - of * (each + 1);
        rest == 0 || each > 0 && rest > 0 && rest % each == 0 && rest / each <= units - more
    })
}

proptest! {
    #[test]
    fn what_is_charged_can_be(case in case()) {
        let quote = quote_of(&case);
        let (rule, spending) = (&case.rule, &quote.points.spend);
        let chosen = spending.chosen;
        prop_assert!(chosen <= spending.maximum);
        prop_assert_eq!(chosen.floor_to(rule.step), chosen);
        prop_assert!(chosen == Points::ZERO || chosen >= rule.minimum);
        let earned = if rule.same_order { quote.points.earn.total } else { Points::ZERO };
        let has = (quote.points.balance + earned).max(Points::ZERO);
        prop_assert!(chosen <= has, "{chosen:?} of {has:?}");
        prop_assert!(rule.maximum.amount.is_none_or(|most| spending.worth <= most));
        prop_assert_eq!(chosen == Points::ZERO, spending.worth == Money::ZERO);
        if let Some(wanted) = case.wanted {
            prop_assert!(chosen.count() <= wanted);
        }
    }

    #[test]
    fn what_is_charged_is_the_least_that_pays_as_much(case in case()) {
        let quote = quote_of(&case);
        let (chosen, worth) = charged(&quote);
        let less = chosen - case.rule.step.count();
        if less >= case.rule.minimum.count().max(1) {
            let less = quote_of(&Case { wanted: Some(less), ..case.clone() });
            prop_assert!(charged(&less).1 < worth);
        }
    }

    #[test]
    fn no_cent_is_left_where_points_may_pay_all(case in case()) {
        let rule = Cash { minimum: Points::ZERO, step: Points::SMALLEST, ..case.rule.clone() };
        let rule = Cash { maximum: cash(1, 1).maximum, ..rule };
        let case = Case { rule, balance: 1_000_000, wanted: None, ..case };
        let quote = quote_of(&case);
        for (line, &(_, _, tagged)) in quote.lines.iter().zip(&case.lines) {
            let pays = case.rule.exclude.is_none() || !tagged;
            prop_assert_eq!(line.by_points, if pays { line.net } else { Money::ZERO });
        }
        let shipping = if case.rule.shipping { quote.shipping.cost } else { Money::ZERO };
        prop_assert_eq!(quote.shipping.by_points, shipping);
    }

    #[test]
    fn units_are_paid_whole(case in case()) {
        let case = Case { rule: Cash { whole_items: true, ..case.rule.clone() }, ..case };
        let quote = quote_of(&case);
        for line in &quote.lines {
            let (part, net) = (line.by_points.minor(), line.net.minor());
            prop_assert!(is_whole(part, net, i64::from(line.units)), "{part} of {net}");
        }
        let paid = quote.shipping.by_points;
        prop_assert!(paid == Money::ZERO || paid == quote.shipping.cost);
    }

    #[test]
    fn a_gift_card_pays_all_that_it_can(case in case()) {
        let quote = quote_of(&case);
        let (totals, most) = (quote.totals, money(case.gift_card));
        prop_assert!(totals.by_card <= most);
        prop_assert!(totals.by_card == most || totals.pay == Money::ZERO);
    }
}
