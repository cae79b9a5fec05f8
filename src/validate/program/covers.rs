//! Whether one condition is met whenever another is: what tells levels that are out of order, and
//! stages that nobody reaches. It may miss a pair; what it tells is so.

use super::condition::bounds;
use crate::program::Condition;

/// Pairs of conditions that are looked at for one answer: what people write needs far fewer.
const MAX_PAIRS: u32 = 10_000;

/// Whether `wide` is met whenever `narrow` is.
pub(super) fn covers(wide: &Condition, narrow: &Condition) -> bool {
    Pairs(MAX_PAIRS).covers(wide, narrow)
}

/// Whether each is met whenever the other is.
pub(super) fn alike(one: &Condition, other: &Condition) -> bool {
    covers(one, other) && covers(other, one)
}

/// The alternatives of a condition, each a path to what it is for.
pub(super) fn paths(condition: &Condition) -> &[Condition] {
    match condition {
        Condition::Any(of) => of,
        single => std::slice::from_ref(single),
    }
}

/// How many pairs may still be looked at.
struct Pairs(u32);

impl Pairs {
    fn covers(&mut self, wide: &Condition, narrow: &Condition) -> bool {
        use Condition::{All, Any, Enrolled, Invited};
        let Some(left) = self.0.checked_sub(1) else { return false };
        self.0 = left;
        match (wide, narrow) {
            // Each level has a grant of its own.
            (Invited, _) => false,
            // Whatever is asked of members, they have joined.
            (Enrolled, _) => true,
            (All(of), _) => of.iter().all(|wide| self.covers(wide, narrow)),
            (_, Any(of)) => of.iter().all(|narrow| self.covers(wide, narrow)),
            (Any(wider), All(narrower)) => {
                wider.iter().any(|wide| self.covers(wide, narrow))
                    || narrower.iter().any(|narrow| self.covers(wide, narrow))
            }
            (Any(of), _) => of.iter().any(|wide| self.covers(wide, narrow)),
            (_, All(of)) => of.iter().any(|narrow| self.covers(wide, narrow)),
            _ => fact_covers(wide, narrow),
        }
    }
}

fn fact_covers(wide: &Condition, narrow: &Condition) -> bool {
    if let (Some((of, least, most)), Some((narrow_of, narrow_least, narrow_most))) =
        (bounds(wide), bounds(narrow))
    {
        return of == narrow_of && least <= narrow_least && narrow_most <= most;
    }
    match (wide, narrow) {
        (
            Condition::Tier { ladder, levels },
            Condition::Tier { ladder: narrow_ladder, levels: narrow },
        ) => ladder == narrow_ladder && narrow.is_within(*levels),
        _ => wide == narrow,
    }
}
