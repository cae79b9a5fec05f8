//! What people read in the terminal: headings, notes, tables, numbers. Measures nothing itself.

use std::time::Duration;

/// The name of the chore that follows.
pub(crate) fn heading(name: &str) {
    println!("\n== {name}");
}

/// One thing that was found, done or skipped.
pub(crate) fn note(what: &str, state: &str) {
    println!("  {what}: {state}");
}

/// Rows under a row of titles; the first column is text, the others are flush right.
pub(crate) fn table(rows: &[Vec<String>]) {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let width = |column: usize| {
        rows.iter().filter_map(|row| row.get(column)).map(|cell| cell.chars().count()).max()
    };
    let widths: Vec<usize> = (0..columns).map(|column| width(column).unwrap_or(0)).collect();
    for row in rows {
        let mut line = String::new();
        for (index, (cell, width)) in row.iter().zip(&widths).enumerate() {
            line +=
                &if index == 0 { format!("  {cell:<width$}") } else { format!("  {cell:>width$}") };
        }
        println!("{}", line.trim_end());
    }
}

/// `262144` as `262,144`.
pub(crate) fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// `1234 ms` as `1.2 s`.
pub(crate) fn seconds(time: Duration) -> String {
    format!("{}.{} s", time.as_secs(), time.subsec_millis() / 100)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_grouped_in_threes() {
        let shown = [0, 7, 999, 1_000, 262_144, 1_000_000].map(grouped);
        assert_eq!(shown, ["0", "7", "999", "1,000", "262,144", "1,000,000"]);
    }

    #[test]
    fn times_show_tenths() {
        assert_eq!(seconds(Duration::from_millis(1_290)), "1.2 s");
        assert_eq!(seconds(Duration::from_millis(90)), "0.0 s");
    }
}
