//! Sorting, compiled once: the standard library's sort is some 5 kB of wasm for each type it sorts.

use core::cmp::Ordering;

/// The indexes of `0..len` in the order that `compare` gives them; equal ones keep theirs.
pub(crate) fn order(len: usize, compare: &mut dyn FnMut(usize, usize) -> Ordering) -> Vec<usize> {
    let mut indexes: Vec<usize> = (0..len).collect();
    indexes.sort_by(|one, other| compare(*one, *other));
    indexes
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

#[cfg(test)]
mod tests {
    use super::sorted;

    #[test]
    fn equal_items_keep_their_order() {
        let items = vec![(2, 'a'), (1, 'b'), (2, 'c'), (1, 'd')];
        let sorted = sorted(items, |one, other| one.0.cmp(&other.0));
        assert_eq!(sorted, [(1, 'b'), (1, 'd'), (2, 'a'), (2, 'c')]);
    }
}
