//! Timings of sharing an amount over lines to the last cent, natively: they only inform.

use divan::Bencher;
use perks::value::{Lines, Spread, allocate};

fn main() {
    divan::main();
}

/// Amounts of so many lines, and their places in the order of the lines' ids.
fn lines(count: u32) -> (Vec<i64>, Vec<u32>) {
    let amount = |index: u32| 1_290 + i64::from(index) * 731 % 18_000;
    ((0..count).map(amount).collect(), (0..count).rev().collect())
}

/// Half of what the lines cost, none more than its line.
#[divan::bench(args = [5, 50, 200, 500])]
fn proportional(bencher: Bencher<'_, '_>, count: u32) {
    let (weights, ranks) = lines(count);
    let total: i64 = weights.iter().sum::<i64>() / 2;
    bencher.bench_local(|| {
        let lines = Lines { weights: &weights, caps: Some(&weights), ranks: Some(&ranks) };
        allocate(total, lines, Spread::default())
    });
}

/// Points, fewer than lines: nearly all of it is who gets one that is left over.
#[divan::bench(args = [5, 50, 200, 500])]
fn left_over(bencher: Bencher<'_, '_>, count: u32) {
    let (weights, ranks) = lines(count);
    bencher.bench_local(|| {
        let lines = Lines { weights: &weights, caps: None, ranks: Some(&ranks) };
        allocate(i64::from(count) - 1, lines, Spread::default())
    });
}
