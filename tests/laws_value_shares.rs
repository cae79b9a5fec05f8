//! Laws of sharing: sums are exact, caps hold, and the order of lines does not matter.

use perks::value::{
    AllocationError, LeftOver, Lines, Method, Rounding, Spread, ZeroWeights, allocate, div,
    split_units,
};
use proptest::prelude::*;

const MAX_MINOR: i64 = (1 << 53) - 1;

#[derive(Clone, Debug)]
struct Line {
    weight: i64,
    cap: i64,
    rank: u32,
}

fn spread() -> impl Strategy<Value = Spread> {
    let methods = vec![Method::Proportional, Method::Even, Method::ByQuantity];
    let left_overs = vec![
        LeftOver::LargestRemainder,
        LeftOver::First,
        LeftOver::Last,
        LeftOver::Heaviest,
        LeftOver::NearestFront,
        LeftOver::NearestBack,
        LeftOver::Carry,
    ];
    (prop::sample::select(methods), prop::sample::select(left_overs))
        .prop_map(|(method, left_over)| Spread { method, left_over, ..Spread::default() })
}

/// Lines with distinct ranks; small weights often, so that ties occur, and some of zero.
fn lines(most: i64) -> impl Strategy<Value = Vec<Line>> {
    let number = move || prop_oneof![Just(0), 0..=5.min(most), 0..=most];
    prop::collection::vec((number(), number()), 0..40)
        .prop_map(|numbers| {
            numbers
                .into_iter()
                .zip(0_u32..)
                .map(|((weight, cap), rank)| Line { weight, cap, rank })
                .collect::<Vec<_>>()
        })
        .prop_shuffle()
}

fn share(total: i64, lines: &[Line], spread: Spread) -> Result<Vec<i64>, AllocationError> {
    let weights: Vec<_> = lines.iter().map(|line| line.weight).collect();
    let caps: Vec<_> = lines.iter().map(|line| line.cap).collect();
    let ranks: Vec<_> = lines.iter().map(|line| line.rank).collect();
    allocate(total, Lines { weights: &weights, caps: Some(&caps), ranks: Some(&ranks) }, spread)
}

fn room(lines: &[Line]) -> i64 {
    lines.iter().map(|line| line.cap).sum()
}

/// The shares of `lines`, sorted by rank.
fn by_rank(lines: &[Line], shares: &[i64]) -> Vec<(u32, i64)> {
    let mut ranked: Vec<_> =
        lines.iter().map(|line| line.rank).zip(shares.iter().copied()).collect();
    ranked.sort_unstable();
    ranked
}

/// Uncapped largest remainder by its definition, quadratic.
fn slow_largest_remainder(total: i64, lines: &[Line]) -> Vec<i64> {
    let all: i128 = lines.iter().map(|line| i128::from(line.weight)).sum();
    let exact = |line: &Line| i128::from(total) * i128::from(line.weight);
    let mut shares: Vec<i64> = Vec::new();
    for line in lines {
        shares.push(div(exact(line), all, Rounding::Floor).try_into().expect("a share"));
    }
    let mut given = vec![false; lines.len()];
    for _ in shares.iter().sum::<i64>()..total {
        let next = (0..lines.len())
            .filter(|index| !given[*index])
            .max_by_key(|index| {
                let line = &lines[*index];
                (exact(line) % all, std::cmp::Reverse(line.rank))
            })
            .expect("fewer left than lines");
        given[next] = true;
        shares[next] += 1;
    }
    shares
}

proptest! {
    #[test]
    fn shares_add_up_and_keep_to_their_caps(
        lines in lines(1 << 40),
        spread in spread(),
        fraction in 0..=1_000_i64,
        sign in prop::sample::select(vec![-1, 1]),
    ) {
        // Anything from nothing to all the room there is.
        let total = (i128::from(room(&lines)) * i128::from(fraction) / 1_000) as i64;
        let shares = share(sign * total, &lines, spread).expect("room");
        prop_assert_eq!(shares.iter().sum::<i64>(), sign * total);
        for (share, line) in shares.iter().zip(&lines) {
            prop_assert!((0..=line.cap).contains(&(share * sign)));
        }
    }

    #[test]
    fn more_than_the_caps_is_refused(
        lines in lines(1_000),
        spread in spread(),
        missing in 1..=1_000_i64,
    ) {
        let refused = share(room(&lines) + missing, &lines, spread);
        prop_assert_eq!(refused, Err(AllocationError::OverCaps { missing }));
    }

    #[test]
    fn the_order_of_lines_does_not_matter(
        (lines, shuffled) in lines(60).prop_flat_map(|lines| {
            (Just(lines.clone()), Just(lines).prop_shuffle())
        }),
        spread in spread(),
        fraction in 0..=100_i64,
    ) {
        let total = room(&lines) * fraction / 100;
        let shares = share(total, &lines, spread).expect("room");
        let again = share(total, &shuffled, spread).expect("room");
        prop_assert_eq!(by_rank(&lines, &shares), by_rank(&shuffled, &again));
    }

    #[test]
    fn negative_totals_mirror(lines in lines(60), spread in spread(), fraction in 0..=100_i64) {
        let total = room(&lines) * fraction / 100;
        let shares = share(total, &lines, spread).expect("room");
        let mirrored = share(-total, &lines, spread).expect("room");
        prop_assert_eq!(shares, mirrored.iter().map(|share| -share).collect::<Vec<_>>());
    }

    #[test]
    fn without_caps_it_is_largest_remainder(lines in lines(1 << 40), total in 0..=MAX_MINOR) {
        prop_assume!(lines.iter().any(|line| line.weight > 0));
        let weights: Vec<_> = lines.iter().map(|line| line.weight).collect();
        let ranks: Vec<_> = lines.iter().map(|line| line.rank).collect();
        let uncapped = Lines { weights: &weights, caps: None, ranks: Some(&ranks) };
        let shares = allocate(total, uncapped, Spread::default());
        prop_assert_eq!(shares, Ok(slow_largest_remainder(total, &lines)));
    }

    #[test]
    fn an_amount_over_its_own_lines_needs_no_others(
        amounts in prop::collection::vec(1..=1_000_000_i64, 1..40),
        fraction in 0..=100_i64,
    ) {
        // A discount over the amounts it discounts: each share is within one of its exact value.
        let all: i64 = amounts.iter().sum();
        let total = all * fraction / 100;
        let lines = Lines { weights: &amounts, caps: Some(&amounts), ranks: None };
        let shares = allocate(total, lines, Spread::default()).expect("room");
        for (share, amount) in shares.iter().zip(&amounts) {
            prop_assert!((share * all - total * amount).abs() < all);
        }
    }

    /// Whatever corrects or carries, no uncapped share is a whole minor unit off its exact value.
    #[test]
    fn without_caps_a_share_is_near_its_exact_value(
        lines in lines(1 << 40),
        left_over in prop::sample::select(vec![LeftOver::First, LeftOver::LargestRemainder,
            LeftOver::NearestFront, LeftOver::NearestBack, LeftOver::Carry]),
        total in 0..=MAX_MINOR,
    ) {
        prop_assume!(lines.iter().any(|line| line.weight > 0));
        let weights: Vec<_> = lines.iter().map(|line| line.weight).collect();
        let ranks: Vec<_> = lines.iter().map(|line| line.rank).collect();
        let uncapped = Lines { weights: &weights, caps: None, ranks: Some(&ranks) };
        let shares = allocate(total, uncapped, Spread { left_over, ..Spread::default() });
        let all: i128 = weights.iter().map(|weight| i128::from(*weight)).sum();
        // Rounded to the nearest and then corrected by one: one and a half at the most.
        let corrected = matches!(left_over, LeftOver::NearestFront | LeftOver::NearestBack);
        let most = if corrected { all * 3 / 2 } else { all };
        for (share, weight) in shares.expect("in bounds").iter().zip(&weights) {
            let off = i128::from(*share) * all - i128::from(total) * i128::from(*weight);
            prop_assert!(off.abs() <= most, "{} off by {} of {}", share, off, all);
        }
    }

    /// A running carry: the sums of the first shares by rank are exact sums, rounded.
    #[test]
    fn carried_sums_are_rounded_sums(lines in lines(1 << 40), total in 0..=MAX_MINOR) {
        prop_assume!(lines.iter().any(|line| line.weight > 0));
        let mut lines = lines;
        lines.sort_by_key(|line| line.rank);
        let weights: Vec<_> = lines.iter().map(|line| line.weight).collect();
        let uncapped = Lines { weights: &weights, ..Lines::default() };
        let carry = Spread { left_over: LeftOver::Carry, ..Spread::default() };
        let shares = allocate(total, uncapped, carry).expect("in bounds");
        let all: i128 = weights.iter().map(|weight| i128::from(*weight)).sum();
        let (mut sum, mut exact) = (0, 0);
        for (share, weight) in shares.iter().zip(&weights) {
            sum += i128::from(*share);
            exact += i128::from(total) * i128::from(*weight);
            prop_assert_eq!(sum, div(exact, all, Rounding::HalfUp));
        }
    }

    #[test]
    fn weights_of_zero_share_nothing_where_that_is_said(
        lines in lines(60),
        spread in spread(),
        fraction in 0..=100_i64,
    ) {
        let total = room(&lines) * fraction / 100;
        let nothing = Spread { zero_weights: ZeroWeights::Nothing, ..spread };
        let (shares, strict) = (share(total, &lines, spread), share(total, &lines, nothing));
        let weightless = spread.method != Method::Even && lines.iter().all(|it| it.weight == 0);
        prop_assert_eq!(strict, if weightless { Ok(vec![0; lines.len()]) } else { shares });
    }

    #[test]
    fn the_even_share_of_open_lines_differs_by_one(
        lines in lines(60),
        fraction in 0..=100_i64,
    ) {
        let even = Spread { method: Method::Even, ..Spread::default() };
        let total = room(&lines) * fraction / 100;
        let shares = share(total, &lines, even).expect("room");
        let most = shares.iter().max().copied().unwrap_or(0);
        for (share, line) in shares.iter().zip(&lines) {
            prop_assert!(*share == line.cap || share + 1 >= most);
        }
    }

    #[test]
    fn any_numbers_are_shared_or_refused(
        total: i64,
        numbers in prop::collection::vec((any::<i64>(), any::<i64>(), any::<u32>()), 0..6),
        spread in spread(),
    ) {
        let lines: Vec<_> =
            numbers.iter().map(|&(weight, cap, rank)| Line { weight, cap, rank }).collect();
        if let Ok(shares) = share(total, &lines, spread) {
            prop_assert_eq!(shares.iter().sum::<i64>(), total);
        }
    }

    #[test]
    fn large_weights_are_shared(
        weights in prop::collection::vec(MAX_MINOR - 9..=MAX_MINOR, 1..200),
        total in 0..=MAX_MINOR,
        spread in spread(),
    ) {
        let lines = Lines { weights: &weights, caps: Some(&weights), ranks: None };
        let shares = allocate(total, lines, spread).expect("room");
        prop_assert_eq!(shares.iter().sum::<i64>(), total);
    }

    #[test]
    fn refunds_unit_by_unit_add_up(
        total: i64,
        cuts in prop::collection::vec(0..=9_u32, 0..20),
        more in 0..=3_u32,
    ) {
        let units = cuts.iter().sum::<u32>() + more;
        prop_assume!(units > 0);
        let split = split_units(total, units);
        let mut refunded = 0_u32;
        let mut sum = 0_i128;
        for count in cuts {
            sum += i128::from(split.after(refunded, count));
            refunded += count;
            prop_assert_eq!(sum, i128::from(split.first(refunded)));
        }
        sum += i128::from(split.after(refunded, u32::MAX));
        prop_assert_eq!(sum, i128::from(total));
    }

    #[test]
    fn units_differ_by_one_and_the_first_carry_more(total: i64, units in 1..=50_u32) {
        let split = split_units(total, units);
        let each: Vec<_> = (0..units).map(|unit| split.after(unit, 1)).collect();
        prop_assert!(each.windows(2).all(|pair| pair[0].unsigned_abs() >= pair[1].unsigned_abs()));
        prop_assert!(each[0].abs_diff(each[each.len() - 1]) <= 1);
    }
}
