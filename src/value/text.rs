//! Comparing names quickly: in wasm the usual comparison goes byte by byte, and much of reading a
//! document is comparing names.

/// Whether two texts are the same. Most that aren't differ in length, which needs no call.
#[inline(always)]
pub(crate) fn same(one: &str, other: &str) -> bool {
    one.len() == other.len() && same_bytes(one.as_bytes(), other.as_bytes())
}

/// Whether two texts of the same length are the same; eight bytes at a time, the last eight or four
/// first.
#[inline(never)]
fn same_bytes(mut one: &[u8], mut other: &[u8]) -> bool {
    // Plain loops: optimised for size, iterators are called, not inlined.
    if let (Some(a), Some(b)) = (one.last_chunk(), other.last_chunk()) {
        if u64::from_le_bytes(*a) != u64::from_le_bytes(*b) {
            return false;
        }
        while let (Some((a, one_rest)), Some((b, other_rest))) =
            (one.split_first_chunk(), other.split_first_chunk())
        {
            if u64::from_le_bytes(*a) != u64::from_le_bytes(*b) {
                return false;
            }
            (one, other) = (one_rest, other_rest);
        }
        return true;
    }
    if let (Some(a), Some(b)) = (one.last_chunk(), other.last_chunk()) {
        if u32::from_le_bytes(*a) != u32::from_le_bytes(*b) {
            return false;
        }
        (one, other) = (&one[..one.len() - 4], &other[..other.len() - 4]);
    }
    while let ([a, one_rest @ ..], [b, other_rest @ ..]) = (one, other) {
        if a != b {
            return false;
        }
        (one, other) = (one_rest, other_rest);
    }
    true
}

/// Whether a path such as `a/b` is another one or below it.
pub(crate) fn is_path_in(path: &str, above: &str) -> bool {
    let below = path.strip_prefix(above);
    below.is_some_and(|below| below.is_empty() || below.starts_with('/'))
}

/// A number that differs for most names, in its lowest bits too: each eight bytes are multiplied
/// with 2^64 ÷ the golden ratio, an odd number, and the upper half is folded into the lower. Not
/// for names that are chosen to collide: it finds things of a programme alone.
pub(crate) fn hash(text: &str) -> usize {
    let mix = |hash: u64, word: u64| {
        let product = (hash ^ word).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        product ^ product >> 32
    };
    let (mut hash, mut rest) = (text.len() as u64, text.as_bytes());
    while let Some((word, after)) = rest.split_first_chunk() {
        hash = mix(hash, u64::from_le_bytes(*word));
        rest = after;
    }
    let mut last = 0;
    while let [byte, after @ ..] = rest {
        last = last << 8 | u64::from(*byte);
        rest = after;
    }
    // Its lower half: what a word has beyond is of no use on the platform that counts.
    mix(hash, last) as u32 as usize
}

#[cfg(test)]
mod tests {
    use super::{hash, same};

    #[test]
    fn texts_are_the_same_when_all_their_bytes_are() {
        for text in ["", "a", "12345678", "123456789", "1234567812345678"] {
            assert!(same(text, text));
            assert!(!same(text, &format!("{text}x")));
            assert!(!same(&format!("{text}x"), &format!("{text}y")));
            assert!(!same(&format!("x{text}"), &format!("y{text}")));
        }
    }

    #[test]
    fn texts_that_differ_in_one_byte_are_not_the_same() {
        for len in 1..=20 {
            for at in 0..len {
                let (one, mut other) = ("a".repeat(len), "a".repeat(len));
                other.replace_range(at..=at, "b");
                assert!(!same(&one, &other), "{other}");
            }
        }
    }

    #[test]
    fn names_that_are_counted_spread_over_slots() {
        for name in ["", "sku-", "beauty/skin/day-", "n"] {
            let mut taken = [0_u32; 256];
            (0..256).for_each(|number| taken[hash(&format!("{name}{number:05}")) % 256] += 1);
            // By chance some 256 ÷ e = 94 stay empty, and none has ten.
            assert!(taken.iter().filter(|it| **it == 0).count() < 120, "{name}");
            assert!(taken.iter().all(|it| *it < 10), "{name}");
        }
    }
}
