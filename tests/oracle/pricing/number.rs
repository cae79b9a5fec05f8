//! Amounts, percentages, rounding and sharing, as `docs/semantics.md` (§2, §3) has them.

use std::cmp::{Ordering, Reverse};

use serde_json::Value;

/// An exact number that is not negative.
#[derive(Clone, Copy, Debug)]
pub(super) struct Ratio {
    pub(super) num: i128,
    pub(super) den: i128,
}

impl Ratio {
    pub(super) fn times(self, amount: i64) -> Self {
        Self { num: self.num * i128::from(amount), den: self.den }
    }

    pub(super) fn is_zero(self) -> bool {
        self.num == 0
    }

    /// An amount that is whole.
    pub(super) fn whole(self) -> i64 {
        assert_eq!(self.den, 1, "an amount is whole");
        i64::try_from(self.num).expect("it fits")
    }
}

/// A decimal text as digits, and the power of ten that they count.
pub(super) fn decimal(text: &str) -> Ratio {
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    let digits = format!("{whole}{part}").parse().expect("digits");
    Ratio { num: digits, den: 10_i128.pow(u32::try_from(part.len()).expect("short")) }
}

/// An amount in major units, of two digits each.
pub(super) fn minor(value: &Value) -> Option<i64> {
    let Ratio { num, den } = decimal(value.as_str()?).times(100);
    Some(i64::try_from(num / den).expect("it fits"))
}

/// A percentage, as a part of one.
pub(super) fn percent(value: &Value) -> Option<Ratio> {
    let Ratio { num, den } = decimal(value.as_str()?);
    Some(Ratio { num, den: den * 100 })
}

/// To whole steps.
pub(super) fn round(exact: Ratio, step: i64, mode: &str) -> i64 {
    let den = exact.den * i128::from(step);
    let (down, rest) = (exact.num.div_euclid(den), exact.num.rem_euclid(den));
    let half = (2 * rest).cmp(&den);
    let up = match mode {
        "floor" | "towards_zero" => false,
        "ceil" | "away_from_zero" => rest > 0,
        "half_up" => half != Ordering::Less,
        "half_down" => half == Ordering::Greater,
        "half_even" => half == Ordering::Greater || (half == Ordering::Equal && down % 2 == 1),
        "half_odd" => half == Ordering::Greater || (half == Ordering::Equal && down % 2 == 0),
        other => panic!("no mode `{other}`"),
    };
    i64::try_from(down + i128::from(up)).expect("it fits") * step
}

/// How offers share what they take off.
#[derive(Clone, Debug)]
pub(super) struct Allocation {
    pub(super) weights: String,
    pub(super) leftover: String,
    pub(super) zero_weights: String,
}

impl Default for Allocation {
    fn default() -> Self {
        let [weights, leftover, zero_weights] =
            ["proportional", "largest_remainder", "even"].map(str::to_owned);
        Self { weights, leftover, zero_weights }
    }
}

/// Who gets a share.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sharer {
    pub(super) weight: i64,
    /// No more than this.
    pub(super) room: i64,
    pub(super) units: usize,
    /// The place of its line among the ids of all.
    pub(super) rank: usize,
}

/// As an allocation says; none exceeds its room, and where one is full, the others share on: first
/// those of some weight, then those of none.
pub(super) fn shared(amount: i64, of: &[Sharer], by: &Allocation) -> Vec<i64> {
    let weight = |it: &Sharer| match by.weights.as_str() {
        "proportional" => it.weight,
        "even" => 1,
        _ => it.units as i64,
    };
    let weights: Vec<i64> = of.iter().map(weight).collect();
    let mut by_id: Vec<usize> = (0..of.len()).collect();
    by_id.sort_by_key(|&at| (of[at].rank, at));
    let (some, none): (Vec<usize>, Vec<usize>) = by_id.iter().partition(|&&at| weights[at] > 0);
    let mut shares = vec![0; of.len()];
    let mut rest = amount.min(of.iter().map(|it| it.room).fold(0, i64::saturating_add));
    if !some.is_empty() || by.zero_weights == "even" {
        // Even weights don't make all lines as heavy.
        let heavy = |it: &Sharer| if by.weights == "even" { it.weight } else { weight(it) };
        let heavy: Vec<i64> = of.iter().map(heavy).collect();
        let how = (by.leftover.as_str(), &heavy[..]);
        rest -= among(rest, &some, &weights, of, how, &mut shares);
        among(rest, &none, &vec![1; of.len()], of, how, &mut shares);
    }
    shares
}

/// Shares an amount among some, by their ids; how much of it they take.
fn among(
    amount: i64,
    some: &[usize],
    weights: &[i64],
    of: &[Sharer],
    by: (&str, &[i64]),
    shares: &mut [i64],
) -> i64 {
    let (leftover, heavy) = by;
    let (mut open, mut rest) = (some.to_vec(), amount);
    loop {
        let all: i128 = open.iter().map(|&at| i128::from(weights[at])).sum();
        let is_full = |at: &usize| {
            i128::from(of[*at].room) * all <= i128::from(rest) * i128::from(weights[*at])
        };
        let (full, others): (Vec<usize>, Vec<usize>) = open.iter().partition(|at| is_full(at));
        if full.is_empty() {
            break;
        }
        for at in full {
            shares[at] = of[at].room;
            rest -= of[at].room;
        }
        open = others;
    }
    if open.is_empty() {
        return amount - rest;
    }
    let all: i128 = open.iter().map(|&at| i128::from(weights[at])).sum();
    let exact = |at: usize| i128::from(rest) * i128::from(weights[at]);
    let near = |it: i128| i64::try_from((2 * it + all).div_euclid(2 * all)).expect("it fits");
    let mut sum = 0;
    for &at in &open {
        shares[at] = match leftover {
            "carry" => near(sum + exact(at)) - near(sum),
            "nearest_front" | "nearest_back" => near(exact(at)),
            _ => i64::try_from(exact(at) / all).expect("it fits"),
        };
        sum += exact(at);
    }
    match leftover {
        "last" | "nearest_back" => open.reverse(),
        "heaviest" => open.sort_by_key(|&at| Reverse(heavy[at])),
        "largest_remainder" => open.sort_by_key(|&at| Reverse(exact(at) % all)),
        _ => {}
    }
    let each = if matches!(leftover, "last" | "heaviest") { i64::MAX } else { 1 };
    let mut missing = rest - open.iter().map(|&at| shares[at]).sum::<i64>();
    for at in open {
        let more = missing.min(each).min(of[at].room - shares[at]).max(-shares[at].min(1));
        shares[at] += more;
        missing -= more;
    }
    assert_eq!(missing, 0, "all of it is shared");
    amount
}
