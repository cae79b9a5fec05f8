//! Sorting, and numbering what differs. Sorting is compiled once, and short: the standard library's
//! sort is some 5 kB of wasm for each type it sorts.

use core::cmp::Ordering;

/// The indexes of `0..len` in the order that `compare` gives them; equal ones keep theirs.
pub(crate) fn order(len: usize, compare: &mut dyn FnMut(usize, usize) -> Ordering) -> Vec<usize> {
    let mut indexes: Vec<usize> = (0..len).collect();
    merge_sort(&mut indexes, &mut Vec::new(), compare);
    indexes
}

/// Sorts both halves, then merges them; halves that follow each other cost one comparison.
fn merge_sort(
    indexes: &mut [usize],
    left: &mut Vec<usize>,
    compare: &mut dyn FnMut(usize, usize) -> Ordering,
) {
    let middle = indexes.len() / 2;
    if middle == 0 {
        return;
    }
    merge_sort(&mut indexes[..middle], left, compare);
    merge_sort(&mut indexes[middle..], left, compare);
    if compare(indexes[middle - 1], indexes[middle]).is_le() {
        return;
    }
    left.clear();
    left.extend_from_slice(&indexes[..middle]);
    let (mut to, mut right) = (0, middle);
    for &next in &*left {
        while right < indexes.len() && compare(indexes[right], next).is_lt() {
            indexes[to] = indexes[right];
            (to, right) = (to + 1, right + 1);
        }
        indexes[to] = next;
        to += 1;
    }
}

/// The items in the order that `compare` gives them; equal ones keep theirs.
pub(crate) fn sorted<T>(items: Vec<T>, compare: impl Fn(&T, &T) -> Ordering) -> Vec<T> {
    if items.is_sorted_by(|one, next| compare(one, next).is_le()) {
        return items;
    }
    let order = order(items.len(), &mut |one, other| compare(&items[one], &items[other]));
    let mut items: Vec<Option<T>> = items.into_iter().map(Some).collect();
    // Each index comes once, so that nothing is taken twice.
    order.into_iter().filter_map(|index| items[index].take()).collect()
}

/// Different values, each with the number of its first coming.
#[derive(Debug)]
pub(crate) struct Numbered<T> {
    /// In the order of their numbers.
    values: Vec<T>,
    /// Their numbers in the order of the values, for the search.
    sorted: Vec<usize>,
}

impl<T: Ord> Numbered<T> {
    /// The value's number: a new one unless it came before.
    pub(crate) fn number(&mut self, value: T) -> usize {
        match self.sorted.binary_search_by(|known| self.values[*known].cmp(&value)) {
            Ok(place) => self.sorted[place],
            Err(place) => {
                let next = self.values.len();
                self.values.push(value);
                self.sorted.insert(place, next);
                next
            }
        }
    }

    /// The number of a value that came before.
    pub(crate) fn find(&self, value: &T) -> Option<usize> {
        let place = self.sorted.binary_search_by(|known| self.values[*known].cmp(value));
        place.ok().map(|place| self.sorted[place])
    }
}

impl<T> Numbered<T> {
    /// In the order of their numbers.
    pub(crate) fn values(&self) -> &[T] {
        &self.values
    }
}

impl<T> Default for Numbered<T> {
    fn default() -> Self {
        Self { values: Vec::new(), sorted: Vec::new() }
    }
}

#[cfg(test)]
mod tests {
    use super::{Numbered, order, sorted};

    #[test]
    fn equal_values_have_one_number() {
        let mut numbered = Numbered::default();
        let numbers = ["b", "a", "b", "c", "a"].map(|value| numbered.number(value));
        assert_eq!(numbers, [0, 1, 0, 2, 1]);
        assert_eq!(numbered.values(), ["b", "a", "c"]);
        assert_eq!([numbered.find(&"c"), numbered.find(&"d")], [Some(2), None]);
    }

    #[test]
    fn sorts_as_the_standard_library_does() {
        for len in 0..40 {
            for step in 1..12 {
                let keys: Vec<usize> = (0..len).map(|index| index * step % 7).collect();
                let mut expected: Vec<usize> = (0..len).collect();
                expected.sort_by_key(|index| keys[*index]);
                assert_eq!(order(len, &mut |one, other| keys[one].cmp(&keys[other])), expected);
            }
        }
    }

    #[test]
    fn equal_items_keep_their_order() {
        let items = vec![(2, 'a'), (1, 'b'), (2, 'c'), (1, 'd')];
        let sorted = sorted(items, |one, other| one.0.cmp(&other.0));
        assert_eq!(sorted, [(1, 'b'), (1, 'd'), (2, 'a'), (2, 'c')]);
    }
}
