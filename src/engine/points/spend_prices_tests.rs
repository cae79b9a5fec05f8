//! Lines at prices in points, worked out by hand.

use crate::engine::points::test_shop::{
    NOW, at, by_points, cart, cash, charged, id, member, money, points, price, program, quoted,
};
use crate::outcome::{Quote, Reason};
use crate::program::{Condition, Mix, PointsPrice, Price, Program, Selection};
use crate::value::{Money, Points, Window};

/// 1,000 points, of which up to 500 may be replaced by 0.05 each.
fn mixed() -> Price {
    let mix = Mix {
        points: points(1),
        worth: money(5),
        minimum: points(500),
        maximum: points(1000),
        step: points(100),
    };
    Price { mix: Some(mix), ..price(1000, 0) }
}

/// What is tagged can be had at `p`; at `w` nothing, any more.
fn shop(price: Price) -> Program {
    program(|rules| {
        let of = rules.offers[0].target.goods();
        let (when, window) = (Condition::always(), Window::ALWAYS);
        let over = Window { from: None, until: Some(at(NOW)) };
        rules.points.cash = Some(cash(1, 10));
        rules.points.prices = [
            PointsPrice { id: id("p"), of, price, when: when.clone(), window },
            PointsPrice { id: id("w"), of: Selection::default(), price, when, window: over },
        ]
        .into();
    })
}

/// Two of 60.00 that are tagged, with `p` at so many points each, and one of 40.00.
fn bought(shop: &Program, balance: i64, each: Option<i64>, wanted: Option<i64>) -> Quote {
    let order = cart(shop, &[("1", 2, 6000, true), ("2", 1, 4000, false)], 0, 0);
    quoted(&member(shop, balance), &order, wanted, &[("1", "p", each)])
}

#[test]
fn a_line_costs_points_and_money_and_takes_no_offer() {
    let shop = shop(price(500, 1000));
    let quote = bought(&shop, 1500, None, None);
    let line = &quote.points.prices[0];
    assert_eq!((line.points, line.money, &*line.reasons), (points(1000), money(2000), &[][..]));
    // Of 120.00 the points pay what 20.00 in money leave; the other 500 pay the 40.00.
    assert_eq!(by_points(&quote), [10_000, 4000]);
    assert_eq!((quote.lines[0].net, quote.lines[0].pay), (money(12_000), money(2000)));
    assert_eq!((charged(&quote), quote.points.charged()), ((400, 4000), points(1400)));
    assert_eq!(quote.totals.discount, Money::ZERO);
    // 20.00 are paid in money, and earn.
    assert_eq!(quote.points.earn.total, points(20));
    let left = bought(&shop, 1200, None, None);
    assert_eq!(charged(&left), (200, 2000));
}

#[test]
fn a_mix_has_limits_and_steps() {
    let shop = shop(mixed());
    let of = |balance, each| {
        let quote = bought(&shop, balance, each, Some(0));
        let line = quote.points.prices[0].clone();
        (line.points.count(), line.money.minor(), line.reasons)
    };
    // 400 of each are replaced: 400 × 0.05 × 2.
    assert_eq!(of(1300, Some(600)), (1200, 4000, vec![]));
    assert_eq!(of(1300, None), (1200, 4000, vec![]));
    assert_eq!(of(9999, None), (2000, 0, vec![]));
    let short = |needs, has| Reason::BalanceShort { needs: points(needs), has: points(has) };
    assert_eq!(of(900, None), (1000, 5000, vec![short(1000, 900)]));
    assert_eq!(of(-5, None), (1000, 5000, vec![short(1000, -5)]));
    let off = Reason::SpendOffStep { step: points(100), has: points(650) };
    assert_eq!(of(2000, Some(650)), (1200, 4000, vec![off]));
    let below = Reason::SpendBelowMinimum { needs: points(500), has: points(400) };
    assert_eq!(of(900, Some(400)), (1000, 5000, vec![short(1000, 900), below]));
    let over = Reason::SpendOverMaximum { maximum: points(1000), has: points(1100) };
    assert_eq!(of(2000, Some(1100)), (2000, 0, vec![over]));
}

#[test]
fn money_for_points_is_rounded_up() {
    let mix = mixed().mix.map(|mix| Mix { points: points(3), worth: money(1), ..mix });
    // 500 of 3 a fen: 166.67
    let quote = bought(&shop(Price { mix, ..mixed() }), 1000, None, Some(0));
    assert_eq!(quote.points.prices[0].money, money(334));
}

#[test]
fn what_cannot_be_is_priced_as_usual() {
    let shop = shop(price(500, 1000));
    let order = cart(&shop, &[("1", 2, 6000, true), ("2", 1, 1000, false)], 0, 0);
    let reasons = |wish: (&'static str, &'static str)| {
        let quote = quoted(&member(&shop, 5000), &order, Some(0), &[(wish.0, wish.1, None)]);
        // 10 % of 120.00
        assert_eq!(quote.totals.discount, money(1200));
        assert_eq!(quote.points.charged(), Points::ZERO);
        quote.points.prices[0].reasons.clone()
    };
    assert_eq!(reasons(("1", "q")), [Reason::NoSuchPrice]);
    assert_eq!(reasons(("9", "p")), [Reason::NoSuchPrice]);
    assert_eq!(reasons(("2", "p")), [Reason::NoSuchPrice]);
    assert_eq!(reasons(("1", "w")), [Reason::Ended { until: at(NOW) }]);
    // 10.00 for what costs 10.00
    let ended = Reason::Ended { until: at(NOW) };
    assert_eq!(reasons(("2", "w")), [ended, Reason::NothingToDiscount { selector: None }]);
}

#[test]
fn lines_take_from_the_balance_by_their_ids() {
    let shop = shop(price(500, 0));
    let order = cart(&shop, &[("b", 1, 6000, true), ("a", 1, 6000, true)], 0, 0);
    let wishes = [("b", "p", None), ("a", "p", None)];
    let quote = quoted(&member(&shop, 700), &order, Some(0), &wishes);
    let short = Reason::BalanceShort { needs: points(500), has: points(200) };
    let prices = &quote.points.prices;
    assert_eq!((prices[0].line.as_str(), &*prices[0].reasons), ("a", &[][..]));
    assert_eq!((prices[1].line.as_str(), &*prices[1].reasons), ("b", &[short][..]));
    assert_eq!(by_points(&quote), [0, 6000]);
}

#[test]
fn prices_need_no_points_as_money() {
    let mut shop = shop(price(500, 1000));
    let rules = std::sync::Arc::get_mut(&mut shop.rules).expect("nobody else has it");
    rules.points.cash = None;
    let quote = bought(&shop, 1500, None, None);
    assert_eq!((by_points(&quote), charged(&quote)), (vec![10_000, 0], (0, 0)));
}
