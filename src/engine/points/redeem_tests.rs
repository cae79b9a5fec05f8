//! Rewards, worked out by hand.

use proptest::prelude::*;

use super::{Asked, due, redeem};
use crate::engine::facts::Facts;
use crate::engine::points::test_shop::{NOW, at, id, key, member, money, points, price, program};
use crate::member::{Member, Redemption};
use crate::outcome::{Reason, RewardQuote};
use crate::program::{Condition, Mix, PoolId, Price, Program, Reward, RewardGives, UseLimit};
use crate::value::{Cycle, Instant, Money, Period, Points, Window};

fn reward(price: Price) -> Reward {
    Reward {
        id: id("mug"),
        gives: RewardGives::Gift { sku: key("mug") },
        price,
        when: Condition::always(),
        window: Window::ALWAYS,
        stock: Some(1),
        limits: Box::default(),
        pool: PoolId::default(),
    }
}

fn quoted(who: &Member, reward: &Reward, wanted: Option<i64>, left: Option<i64>) -> RewardQuote {
    let facts = Facts::new(who, None, at(NOW));
    redeem(&facts, reward, wanted.map(points), left)
}

fn shop() -> Program {
    program(|_| ())
}

#[test]
fn a_fixed_price_is_paid_in_points_and_money() {
    let (shop, mug) = (shop(), reward(price(500, 990)));
    let quote = quoted(&member(&shop, 500), &mug, None, None);
    assert_eq!((quote.points, quote.money, quote.reasons), (points(500), money(990), vec![]));
    let quote = quoted(&member(&shop, 499), &mug, None, Some(1));
    let short = Reason::BalanceShort { needs: points(500), has: points(499) };
    assert_eq!((quote.points, quote.reasons), (points(500), vec![short]));
    let quote = quoted(&member(&shop, 900), &mug, Some(600), None);
    let over = Reason::SpendOverMaximum { maximum: points(500), has: points(600) };
    assert_eq!((quote.points, quote.reasons), (points(500), vec![over]));
    // What costs no points can be had by who owes some.
    let quote = quoted(&member(&shop, -5), &reward(price(0, 990)), None, None);
    assert_eq!((quote.points, quote.money, quote.reasons), (Points::ZERO, money(990), vec![]));
}

#[test]
fn a_mix_takes_what_the_balance_has() {
    let mix = Mix {
        points: points(1),
        worth: money(8),
        minimum: points(10_000),
        maximum: points(25_000),
        step: points(500),
    };
    let mug = reward(Price { mix: Some(mix), ..price(25_000, 100) });
    let shop = shop();
    let due = |balance, wanted| {
        let quote = quoted(&member(&shop, balance), &mug, wanted, None);
        (quote.points.count(), quote.money.minor(), quote.reasons.len())
    };
    // 25,000 − 12,500 = 12,500 at 0.08 are 1,000.00, and 1.00 in any case.
    assert_eq!(due(12_999, None), (12_500, 100_100, 0));
    assert_eq!(due(40_000, None), (25_000, 100, 0));
    assert_eq!(due(40_000, Some(10_000)), (10_000, 120_100, 0));
    assert_eq!(due(40_000, Some(10_250)), (10_000, 120_100, 1));
    assert_eq!(due(9_999, None), (10_000, 120_100, 1));
}

#[test]
fn every_reason_is_listed_in_order() {
    let shop = shop();
    let window = Window { from: Some(at(NOW + 1)), until: None };
    let mut mug = Reward { window, when: Condition::Enrolled, ..reward(price(500, 0)) };
    mug.limits = [UseLimit { uses: 0, per: None }].into();
    let quote = quoted(&shop.guest(), &mug, Some(400), Some(0));
    let expected = vec![
        Reason::NotYet { from: at(NOW + 1) },
        Reason::NotEnrolled,
        Reason::OutOfStock,
        Reason::LimitReached { limit: 0, used: 0, until: None },
        Reason::BalanceShort { needs: points(500), has: Points::ZERO },
        Reason::SpendBelowMinimum { needs: points(500), has: points(400) },
    ];
    assert_eq!(quote.reasons, expected);
    mug.stock = None;
    mug.when = Condition::always();
    let quote = quoted(&shop.guest(), &mug, None, Some(0));
    assert!(quote.reasons.contains(&Reason::NotEnrolled));
    assert!(!quote.reasons.contains(&Reason::OutOfStock));
}

#[test]
fn limits_count_what_was_not_cancelled_in_their_period() {
    let instant = |text| Instant::parse_rfc3339(text).expect("an instant");
    let shop = shop();
    let mut who = member(&shop, 5000);
    let mut had = |when, reward: &str, cancelled| {
        who.redemptions.push(Redemption {
            id: key("x"),
            event: key("e"),
            reward: id(reward),
            at: instant(when),
            money: Money::ZERO,
            uses: None,
            spent: Vec::new(),
            cancelled,
        });
    };
    had("2026-05-31T15:59:59Z", "mug", false);
    // June begins at 16:00 in UTC.
    had("2026-05-31T16:00:00Z", "mug", false);
    had("2026-06-02T00:00:00Z", "mug", true);
    had("2026-06-03T00:00:00Z", "cup", false);
    let limited = |uses, per: Option<Period>| {
        let per = per.map(Cycle::Of);
        let mug = Reward { limits: [UseLimit { uses, per }].into(), ..reward(price(1, 0)) };
        quoted(&who, &mug, None, None).reasons
    };
    let july = Some(instant("2026-06-30T16:00:00Z"));
    let reached = |limit, used, until| vec![Reason::LimitReached { limit, used, until }];
    assert_eq!(limited(1, Some(Period::Month)), reached(1, 1, july));
    assert_eq!(limited(2, Some(Period::Month)), []);
    assert_eq!(limited(2, None), reached(2, 2, None));
    assert_eq!(limited(3, None), []);
}

proptest! {
    #[test]
    fn a_mix_loses_no_worth_and_takes_no_more(
        (count, worth, minimum) in (1..50_i64, 0..50_i64, 0..500_i64),
        (more, step, asked) in (0..500_i64, 1..60_i64, prop::option::of(0..1200_i64)),
        (balance, units) in (-50..5000_i64, 1..5_u32),
    ) {
        let mix = Mix {
            points: points(count),
            worth: money(worth),
            minimum: points(minimum),
            maximum: points(minimum + more),
            step: points(step),
        };
        let price = Asked { points: mix.maximum, money: money(30), mix: Some(mix) };
        let mut reasons = Vec::new();
        let wanted = asked.map(points);
        let (taken, money) = due(&price, units, wanted, points(balance), &mut reasons);
        prop_assert!(mix.minimum <= taken && taken <= mix.maximum);
        let ends = taken == mix.minimum || taken == mix.maximum;
        prop_assert!(ends || taken.floor_to(mix.step) == taken);
        // The points that money replaces, at their rate, rounded up.
        let (replaced, paid) = ((mix.maximum - taken).count() * worth, money.minor() - 30);
        prop_assert!(paid * count >= replaced && (paid - 1) * count < replaced);
        let all = taken.times_units(units).count();
        if reasons.is_empty() {
            prop_assert!(all <= balance.max(0));
            prop_assert!(asked.is_none_or(|asked| points(asked) == taken));
        } else {
            prop_assert!(all > balance.max(0) || wanted != Some(taken));
        }
    }
}
