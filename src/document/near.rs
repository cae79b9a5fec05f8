//! Which known name a misspelt one was meant to be.

/// The known name within two edits of a misspelt one, the first of the nearest.
pub(super) fn nearest(name: &str, known: &[&'static str]) -> Option<&'static str> {
    let typed: Vec<char> = name.chars().take(64).collect();
    let distance = |known: &&'static str| edits(&typed, &known.chars().collect::<Vec<_>>());
    let (best, near) = known.iter().map(|known| (distance(known), *known)).min_by_key(|it| it.0)?;
    (best <= 2 && best < near.len()).then_some(near)
}

/// Levenshtein distance, by rows.
fn edits(a: &[char], b: &[char]) -> usize {
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
