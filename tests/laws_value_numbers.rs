//! Laws of money, decimals, rates and rounding, each against a slow oracle or its inverse.

use perks::value::{Currency, Decimal, Level, Money, Points, Rate, Rounding, div, mul_div};
use proptest::prelude::*;

const MAX_MINOR: i64 = (1 << 53) - 1;

/// The rounded quotient, by looking at both integers around it with comparisons alone.
fn slow_div(numerator: i128, denominator: i128, rounding: Rounding) -> i128 {
    // The greatest integer whose product is not above the numerator, bit by bit.
    let mut floor = -(1_i128 << 66);
    for bit in (0..=67).rev() {
        let higher = floor + (1 << bit);
        // A product past the type is on the side of its sign.
        if higher.checked_mul(denominator).map_or(higher < 0, |product| product <= numerator) {
            floor = higher;
        }
    }
    if floor * denominator == numerator {
        return floor;
    }
    let ceil = floor + 1;
    let (nearer_zero, farther) = if numerator > 0 { (floor, ceil) } else { (ceil, floor) };
    let (even, odd) = if floor % 2 == 0 { (floor, ceil) } else { (ceil, floor) };
    let (down, up) = (numerator - floor * denominator, ceil * denominator - numerator);
    let nearest = |tie| match down.cmp(&up) {
        std::cmp::Ordering::Less => floor,
        std::cmp::Ordering::Greater => ceil,
        std::cmp::Ordering::Equal => tie,
    };
    match rounding {
        Rounding::Floor => floor,
        Rounding::Ceil => ceil,
        Rounding::TowardsZero => nearer_zero,
        Rounding::AwayFromZero => farther,
        Rounding::HalfUp => nearest(farther),
        Rounding::HalfDown => nearest(nearer_zero),
        Rounding::HalfEven => nearest(even),
        Rounding::HalfOdd => nearest(odd),
    }
}

fn rounding() -> impl Strategy<Value = Rounding> {
    prop::sample::select(Rounding::ALL.to_vec())
}

fn money() -> impl Strategy<Value = Money> {
    (-MAX_MINOR..=MAX_MINOR).prop_map(Money::clamped)
}

/// Numerators and denominators, small ones often, so that ties occur.
fn fraction() -> impl Strategy<Value = (i128, i128)> {
    prop_oneof![
        (-50..=50_i128, 1..=12_i128),
        (any::<i64>().prop_map(i128::from), (1..=i64::MAX).prop_map(i128::from)),
        (-(1_i128 << 65)..=1 << 65, 1..=1_i128 << 40),
        // Exact ties: an odd number of halves.
        (any::<i32>(), 1..=1_000_i128)
            .prop_map(|(halves, by)| ((i128::from(halves) * 2 + 1) * by, by * 2)),
    ]
}

fn decimal() -> impl Strategy<Value = Decimal> {
    (any::<i64>(), 0..=9_u8)
        .prop_filter_map("a scale", |(mantissa, scale)| Decimal::new(mantissa, scale))
}

fn rate() -> impl Strategy<Value = Rate> {
    (-100_000..=100_000_i64, 1..=100_000_i64)
        .prop_filter_map("a rate", |(numerator, denominator)| Rate::new(numerator, denominator))
}

#[test]
fn every_rounding_agrees_with_the_slow_one_near_zero() {
    for numerator in -120..=120 {
        for denominator in 1..=24 {
            for rounding in Rounding::ALL {
                assert_eq!(
                    div(numerator, denominator, rounding),
                    slow_div(numerator, denominator, rounding),
                    "{numerator}/{denominator} {rounding:?}"
                );
            }
        }
    }
}

proptest! {
    #[test]
    fn every_rounding_agrees_with_the_slow_one(
        (numerator, denominator) in fraction(),
        rounding in rounding(),
    ) {
        let quotient = div(numerator, denominator, rounding);
        prop_assert_eq!(quotient, slow_div(numerator, denominator, rounding));
    }

    #[test]
    fn rounding_errs_by_less_than_one(
        (numerator, denominator) in fraction(),
        rounding in rounding(),
    ) {
        let error = div(numerator, denominator, rounding) * denominator - numerator;
        prop_assert!(error.abs() < denominator);
        let to_nearest = matches!(
            rounding,
            Rounding::HalfUp | Rounding::HalfDown | Rounding::HalfEven | Rounding::HalfOdd
        );
        prop_assert!(!to_nearest || error.abs() * 2 <= denominator);
    }

    #[test]
    fn the_signed_roundings_mirror(
        (numerator, denominator) in fraction(),
        rounding in rounding(),
    ) {
        let mirror = match rounding {
            Rounding::Floor => Rounding::Ceil,
            Rounding::Ceil => Rounding::Floor,
            same => same,
        };
        let mirrored = -div(-numerator, denominator, rounding);
        prop_assert_eq!(mirrored, div(numerator, denominator, mirror));
    }

    #[test]
    fn nothing_panics(amount: i64, numerator: i64, denominator: i64, rounding in rounding()) {
        let expected = (denominator > 0).then(|| {
            div(i128::from(amount) * i128::from(numerator), denominator.into(), rounding)
        });
        let expected = expected.and_then(|quotient| i64::try_from(quotient).ok());
        prop_assert_eq!(mul_div(amount, numerator, denominator, rounding), expected);
        if let Some(rate) = Rate::new(numerator, denominator) {
            let _ = (rate.complement(), rate.times(rate), rate.plus(rate), rate.cmp(&Rate::ONE));
            prop_assert!(rate.apply(amount, rounding, denominator).abs() <= MAX_MINOR);
        }
    }

    #[test]
    fn money_reads_what_it_writes(
        amount in money(),
        code in prop::sample::select(vec!["JPY", "CNY", "KWD", "CLF"]),
    ) {
        let currency = Currency::from_code(code).expect(code);
        prop_assert_eq!(currency.parse_major(&currency.format_major(amount)), Ok(amount));
    }

    #[test]
    fn a_decimal_reads_what_it_writes(decimal in decimal()) {
        prop_assert_eq!(Decimal::parse(&decimal.to_string()), Ok(decimal));
    }

    #[test]
    fn decimals_are_ordered_by_value(one in decimal(), other in decimal()) {
        let by_rate = Rate::from_decimal(one).cmp(&Rate::from_decimal(other));
        prop_assert_eq!(one.cmp(&other), by_rate);
        prop_assert_eq!(one == other, by_rate.is_eq());
    }

    #[test]
    fn reading_any_text_never_panics(
        text in "\\PC{0,40}",
        digits in "-?[0-9]{0,25}\\.?[0-9]{0,12}",
    ) {
        for text in [text, digits] {
            let decimal = Decimal::parse(&text);
            for code in ["JPY", "CNY", "KWD"] {
                let currency = Currency::from_code(code).expect(code);
                // An amount is a decimal too.
                prop_assert!(decimal.is_ok() || currency.parse_major(&text).is_err());
            }
        }
    }

    #[test]
    fn a_rate_is_the_rounded_product(
        rate in rate(),
        minor in -1_000_000_000..=1_000_000_000_i64,
        rounding in rounding(),
        granularity in 1..=1_000_i64,
    ) {
        let amount = Money::clamped(minor);
        let product = i128::from(minor) * i128::from(rate.numerator());
        let by = i128::from(rate.denominator() * granularity);
        let expected = slow_div(product, by, rounding) * i128::from(granularity);
        let rounded = rate.of_granular(amount, rounding, Money::clamped(granularity));
        prop_assert_eq!(i128::from(rounded.minor()), expected);
    }

    #[test]
    fn a_share_up_to_one_never_exceeds_its_amount(
        minor in 0..=MAX_MINOR,
        numerator in 0..=10_000_i64,
        rounding in rounding(),
    ) {
        let rate = Rate::new(numerator, 10_000).expect("a rate");
        let share = rate.of(Money::clamped(minor), rounding).minor();
        prop_assert!((0..=minor).contains(&share));
        let points = rate.of_points(Points::clamped(minor), rounding).count();
        prop_assert_eq!(points, share);
    }

    #[test]
    fn levels_differ_by_no_more_than_a_step_a_unit(
        rate in rate(),
        price in 0..=1_000_000_i64,
        units in 0..=1_000_u32,
        granularity in 1..=100_i64,
        rounding in rounding(),
    ) {
        let at = |level| {
            let step = Money::clamped(granularity);
            rate.of_line(Money::clamped(price), units, rounding, step, level).minor()
        };
        let apart = (at(Level::Unit) - at(Level::Line)).abs();
        prop_assert!(apart <= (i64::from(units) + 1) * granularity);
        prop_assert_eq!(at(Level::Line), at(Level::Order));
    }

    #[test]
    fn rates_compose(one in rate(), other in rate(), third in rate()) {
        prop_assert_eq!(one.times(other), other.times(one));
        prop_assert_eq!(one.plus(other), other.plus(one));
        prop_assert_eq!(one.times(Rate::ONE), Some(one));
        prop_assert_eq!(one.plus(Rate::ZERO), Some(one));
        prop_assert_eq!(one.complement().and_then(Rate::complement), Some(one));
        let left = one.plus(other).and_then(|sum| sum.times(third));
        let right = one.times(third).zip(other.times(third)).and_then(|(a, b)| a.plus(b));
        // Where both fit.
        prop_assert!(left.is_none() || right.is_none() || left == right);
    }
}
