//! Comparing names quickly: in wasm the usual comparison goes byte by byte, and much of reading a
//! document is comparing names.

/// Whether two texts are the same. Most that aren't differ in length, which needs no call.
#[inline(always)]
pub(crate) fn same(one: &str, other: &str) -> bool {
    one.len() == other.len() && same_bytes(one.as_bytes(), other.as_bytes())
}

/// Whether two texts of the same length are the same; eight bytes at a time.
#[inline(never)]
fn same_bytes(mut one: &[u8], mut other: &[u8]) -> bool {
    // Plain loops: optimised for size, iterators are called, not inlined.
    while let (Some((a, one_rest)), Some((b, other_rest))) =
        (one.split_first_chunk(), other.split_first_chunk())
    {
        if u64::from_le_bytes(*a) != u64::from_le_bytes(*b) {
            return false;
        }
        (one, other) = (one_rest, other_rest);
    }
    while let ([a, one_rest @ ..], [b, other_rest @ ..]) = (one, other) {
        if a != b {
            return false;
        }
        (one, other) = (one_rest, other_rest);
    }
    true
}

/// A number that differs for most names: FNV-1a of 32 bits, fowler-noll-vo hash by its authors'
/// constants. Not for names that are chosen to collide: it finds things of a programme alone.
pub(crate) fn hash(text: &str) -> u32 {
    text.bytes().fold(0x811c_9dc5, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
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
    fn the_hash_is_fnv_1a() {
        // The published values of 32 bits for the empty text, `a` and `foobar`.
        let hashes = ["", "a", "foobar"].map(hash);
        assert_eq!(hashes, [0x811c_9dc5, 0xe40c_292c, 0xbf9c_f968]);
    }
}
