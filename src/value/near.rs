//! Which known name a misspelt one was meant to be.

/// The most edits between what is written and what is meant.
const EDITS: usize = 2;

/// The most characters that are looked at: so many that one that is longer still is far from the
/// longest name.
const LOOKED: usize = 128 + EDITS + 1;

/// The known name within two edits of a misspelt one, the first of the nearest.
pub(crate) fn nearest<'k>(name: &str, known: impl IntoIterator<Item = &'k str>) -> Option<&'k str> {
    near(name, &mut known.into_iter())
}

/// Compiled once.
fn near<'k>(name: &str, known: &mut dyn Iterator<Item = &'k str>) -> Option<&'k str> {
    let chars = |name: &str| name.chars().take(LOOKED).collect::<Vec<char>>();
    let typed = chars(name);
    let mut best = (EDITS + 1, "");
    for known in known {
        let edits = edits(&typed, &chars(known));
        if edits < best.0 {
            best = (edits, known);
        }
    }
    let (edits, near) = best;
    (edits < near.len()).then_some(near)
}

/// Levenshtein distance, by rows; of those further apart than [`EDITS`], some number above it. A
/// cell that is further from the diagonal is too far as well, so that only those about it count.
fn edits(a: &[char], b: &[char]) -> usize {
    const FAR: usize = EDITS + 1;
    if a.len().abs_diff(b.len()) > EDITS {
        return FAR;
    }
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, from) in a.iter().enumerate() {
        // Not less than 0, where the cell is as far as its row; `a` is at most two longer than `b`.
        let low = (i + 1).saturating_sub(EDITS);
        let before = low.saturating_sub(1);
        let mut corner = row[before];
        row[before] = if low == 0 { i + 1 } else { FAR };
        for j in before..b.len().min(i + 1 + EDITS) {
            let swap = corner + usize::from(*from != b[j]);
            corner = row[j + 1];
            row[j + 1] = swap.min(corner + 1).min(row[j] + 1);
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::{EDITS, edits, nearest};

    /// Without the diagonal.
    fn plainly(a: &[char], b: &[char]) -> usize {
        let mut row: Vec<usize> = (0..=b.len()).collect();
        for (i, from) in a.iter().enumerate() {
            let mut corner = row[0];
            row[0] = i + 1;
            for (j, to) in b.iter().enumerate() {
                let swap = corner + usize::from(from != to);
                corner = row[j + 1];
                row[j + 1] = swap.min(corner + 1).min(row[j] + 1);
            }
        }
        row[b.len()]
    }

    #[test]
    fn what_is_near_is_as_far_as_all_cells_say() {
        // All words of up to five letters `a` and `b`.
        let words: Vec<Vec<char>> = (1..64_u32)
            .map(|word| {
                let bits = (0..word.ilog2()).map(|bit| word >> bit & 1);
                bits.map(|bit| if bit == 1 { 'a' } else { 'b' }).collect()
            })
            .collect();
        for one in &words {
            for other in &words {
                let (some, all) = (edits(one, other), plainly(one, other));
                assert_eq!(some.min(EDITS + 1), all.min(EDITS + 1), "{one:?} {other:?}");
            }
        }
    }

    #[test]
    fn the_first_of_the_nearest_is_meant() {
        assert_eq!(nearest("gold", ["bold", "told", "golds"]), Some("bold"));
        assert_eq!(nearest("goldd", ["bold", "gold"]), Some("gold"));
        assert_eq!(nearest("platinum", ["gold", ""]), None);
        assert_eq!(nearest("ab", ["cd"]), None, "all of it differs");
        assert_eq!(nearest(&"x".repeat(200), [&*"x".repeat(128)]), None, "it is cut");
        assert_eq!(nearest("x", []), None);
    }
}
