//! Shares worked by hand.

use super::*;

fn lines(weights: &[i64]) -> Lines<'_> {
    Lines { weights, ..Lines::default() }
}

fn shares(total: i64, lines: Lines<'_>) -> Vec<i64> {
    allocate(total, lines, Spread::default()).expect("room for the total")
}

fn spread(method: Method, left_over: LeftOver) -> Spread {
    Spread { method, left_over, ..Spread::default() }
}

#[test]
fn ten_over_three_equal_lines() {
    // 1,000 ÷ 3 = 333 each, 1 left, all lost a third: it goes to the first.
    assert_eq!(shares(1_000, lines(&[500, 500, 500])), [334, 333, 333]);
    assert_eq!(shares(-1_000, lines(&[500, 500, 500])), [-334, -333, -333]);
    // The second line has the first rank.
    let ranked = Lines { ranks: Some(&[1, 0, 2]), ..lines(&[500, 500, 500]) };
    assert_eq!(shares(1_000, ranked), [333, 334, 333]);
}

#[test]
fn fourteen_fen_over_thirty_lines_and_a_small_one() {
    // 14 × 1,000 ÷ 30,010 = 0.4665 for thirty lines, 14 × 10 ÷ 30,010 = 0.0047 for the small one:
    // all round down to 0, and the fourteen fen go to the first fourteen of the thirty.
    let mut weights = vec![1_000; 30];
    weights.push(10);
    let mut expected = vec![1; 14];
    expected.extend([0; 17]);
    assert_eq!(shares(14, lines(&weights)), expected);
    let caps = Lines { caps: Some(&weights), ..lines(&weights) };
    assert_eq!(shares(14, caps), expected);
}

#[test]
fn one_fen_over_three_lines() {
    assert_eq!(shares(1, lines(&[1, 1, 1])), [1, 0, 0]);
    // The greatest share is the largest remainder: 1 × 3 ÷ 6 = 0.5.
    assert_eq!(shares(1, lines(&[1, 2, 3])), [0, 0, 1]);
}

#[test]
fn left_over_goes_where_the_author_says() {
    // 100 × 10 ÷ 60 = 16.67, × 20 = 33.33, × 30 = 50: rounded down 16 + 33 + 50 = 99, 1 left.
    let uneven = lines(&[10, 20, 30]);
    let of = |left_over| allocate(100, uneven, spread(Method::Proportional, left_over));
    assert_eq!(of(LeftOver::LargestRemainder), Ok(vec![17, 33, 50]));
    assert_eq!(of(LeftOver::First), Ok(vec![17, 33, 50]));
    assert_eq!(of(LeftOver::Last), Ok(vec![16, 33, 51]));
    assert_eq!(of(LeftOver::Heaviest), Ok(vec![16, 33, 51]));
    // Rounded to the nearest 17 + 33 + 50 = 100: nothing to correct.
    assert_eq!(of(LeftOver::NearestFront), Ok(vec![17, 33, 50]));
    // 16.67, 50 and 100 so far: 17, 50 and 100 rounded.
    assert_eq!(of(LeftOver::Carry), Ok(vec![17, 33, 50]));
    // 5 ÷ 2 = 2.5 each, 3 + 3 rounded: one too much.
    let halves = |left_over| allocate(5, lines(&[1, 1]), spread(Method::Proportional, left_over));
    assert_eq!(halves(LeftOver::NearestFront), Ok(vec![2, 3]));
    assert_eq!(halves(LeftOver::NearestBack), Ok(vec![3, 2]));
    // 2.5 and 5 so far: 3 and 5.
    assert_eq!(halves(LeftOver::Carry), Ok(vec![3, 2]));
    // 4 ÷ 3 = 1.33 each, 1 rounded: one too little. 1.33, 2.67, 4 so far: 1, 3, 4.
    let thirds = |left_over| allocate(4, lines(&[1; 3]), spread(Method::Proportional, left_over));
    assert_eq!(thirds(LeftOver::NearestFront), Ok(vec![2, 1, 1]));
    assert_eq!(thirds(LeftOver::NearestBack), Ok(vec![1, 1, 2]));
    assert_eq!(thirds(LeftOver::Carry), Ok(vec![1, 2, 1]));
    // 11 ÷ 4 = 2 each, 3 left. The last line has room for one more, the one before it takes two.
    let capped = Lines { caps: Some(&[9, 9, 9, 3]), ..lines(&[5, 5, 5, 5]) };
    let last = spread(Method::Even, LeftOver::Last);
    assert_eq!(allocate(11, capped, last), Ok(vec![2, 2, 4, 3]));
}

#[test]
fn what_a_line_cannot_take_goes_to_the_others() {
    // 90 by 1 : 1 : 1 is 30 each; the first takes 10, 80 by 1 : 1 is 40 each.
    let capped = Lines { caps: Some(&[10, 100, 100]), ..lines(&[1, 1, 1]) };
    assert_eq!(shares(90, capped), [10, 40, 40]);
    // 100 by 1 : 1 : 2 is 25, 25, 50; the last takes 20, 80 by 1 : 1 is 40 each, the second takes
    // 30.
    let chained = Lines { caps: Some(&[100, 30, 20]), ..lines(&[1, 1, 2]) };
    assert_eq!(shares(100, chained), [50, 30, 20]);
    // All that there is room for.
    assert_eq!(shares(150, chained), [100, 30, 20]);
    let over = allocate(151, chained, Spread::default());
    assert_eq!(over, Err(AllocationError::OverCaps { missing: 1 }));
    let over = allocate(-151, chained, Spread::default());
    assert_eq!(over, Err(AllocationError::OverCaps { missing: 1 }));
}

#[test]
fn lines_without_weight_come_last() {
    assert_eq!(shares(10, lines(&[0, 0, 0, 0])), [3, 3, 2, 2]);
    assert_eq!(shares(10, lines(&[0, 5])), [0, 10]);
    let capped = Lines { caps: Some(&[9, 4]), ..lines(&[0, 5]) };
    assert_eq!(shares(10, capped), [6, 4]);
    assert_eq!(allocate(10, lines(&[0, 5]), spread(Method::Even, LeftOver::First)), Ok(vec![5, 5]));
}

#[test]
fn by_quantity_shares_by_units() {
    // 100 over 1 and 2 units: 33.33 and 66.67
    let by_quantity = spread(Method::ByQuantity, LeftOver::LargestRemainder);
    assert_eq!(allocate(100, lines(&[1, 2]), by_quantity), Ok(vec![33, 67]));
}

#[test]
fn refuses_what_is_out_of_bounds() {
    let refused = |total, lines| allocate(total, lines, Spread::default()).err();
    assert_eq!(refused(0, lines(&[])), None);
    assert_eq!(refused(1, lines(&[])), Some(AllocationError::OverCaps { missing: 1 }));
    assert_eq!(refused(1, lines(&[-1])), Some(AllocationError::OutOfBounds));
    assert_eq!(refused(1, lines(&[MAX_MINOR + 1])), Some(AllocationError::OutOfBounds));
    assert_eq!(refused(i64::MIN, lines(&[1])), Some(AllocationError::OutOfBounds));
    let caps = Lines { caps: Some(&[1]), ..lines(&[1, 1]) };
    assert_eq!(refused(1, caps), Some(AllocationError::Lengths));
    let ranks = Lines { ranks: Some(&[1]), ..lines(&[1, 1]) };
    assert_eq!(refused(1, ranks), Some(AllocationError::Lengths));
}

#[test]
fn shares_the_largest_amounts() {
    let most = vec![MAX_MINOR; 1_000];
    let largest = Lines { caps: Some(&most), ..lines(&most) };
    assert_eq!(shares(MAX_MINOR, largest).iter().sum::<i64>(), MAX_MINOR);
}

#[test]
fn a_buffer_is_reused_and_empty_after_an_error() {
    let mut buffer = vec![7; 9];
    assert_eq!(allocate_into(5, lines(&[1, 1]), Spread::default(), &mut buffer), Ok(()));
    assert_eq!(buffer, [3, 2]);
    assert!(allocate_into(5, lines(&[-1]), Spread::default(), &mut buffer).is_err());
    assert!(buffer.is_empty());
}

#[test]
fn units_carry_a_share_that_adds_up() {
    // 10 over 4 units: 3 + 3 + 2 + 2
    let split = split_units(10, 4);
    assert_eq!([0, 1, 2, 3, 4, 5].map(|count| split.first(count)), [0, 3, 6, 8, 10, 10]);
    assert_eq!((split.after(1, 2), split.after(3, 9)), (5, 2));
    assert_eq!([1, 2, 3].map(|count| split_units(-10, 4).first(count)), [-3, -6, -8]);
    assert_eq!(split_units(i64::MIN, 1).total(), i64::MIN);
    assert_eq!(split_units(i64::MIN, u32::MAX).after(0, u32::MAX), i64::MIN);
    assert_eq!((split_units(5, 0).first(3), split_units(5, 0).total()), (0, 0));
}
