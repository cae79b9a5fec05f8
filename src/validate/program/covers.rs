//! Whether one condition is met whenever another is: what tells levels that are out of order, and
//! stages that nobody reaches. It may miss a pair; what it tells is so.

use super::condition::bounds;
use crate::program::Condition;

/// The alternatives of a condition, each a path to what it is for.
pub(super) fn paths(condition: &Condition) -> &[Condition] {
    match condition {
        Condition::Any(of) => of,
        single => std::slice::from_ref(single),
    }
}

/// How many pairs of conditions may still be looked at: people write far fewer.
pub(super) struct Pairs(u32);

impl Default for Pairs {
    fn default() -> Self {
        Self(1_000_000)
    }
}

impl Pairs {
    /// Whether each is met whenever the other is.
    pub(super) fn alike(&mut self, one: &Condition, other: &Condition) -> bool {
        self.covers(one, other) && self.covers(other, one)
    }

    /// Whether `wide` is met whenever `narrow` is.
    pub(super) fn covers(&mut self, wide: &Condition, narrow: &Condition) -> bool {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::program::{Bounded, MeasureId};

    fn least(measure: u16, least: i64) -> Condition {
        Condition::Measure(Bounded { measure: MeasureId(measure), least, most: i64::MAX })
    }

    fn all(of: impl Into<Box<[Condition]>>) -> Condition {
        Condition::All(of.into())
    }

    fn any(of: impl Into<Box<[Condition]>>) -> Condition {
        Condition::Any(of.into())
    }

    fn not(of: Condition) -> Condition {
        Condition::Not(Box::new(of))
    }

    #[test]
    fn what_asks_less_is_met_whenever_what_asks_more_is() {
        let covers = |wide, narrow| Pairs::default().covers(&wide, &narrow);
        assert!(covers(least(0, 5), least(0, 5)) && covers(least(0, 5), least(0, 6)));
        assert!(!covers(least(0, 5), least(0, 4)) && !covers(least(0, 5), least(1, 9)));
        // One of several is enough to meet all that is asked; each of them has to.
        assert!(covers(least(0, 5), all([least(1, 1), least(0, 5)])));
        assert!(!covers(least(0, 5), any([least(1, 1), least(0, 5)])));
        assert!(covers(any([least(1, 1), least(0, 5)]), least(0, 5)));
        assert!(!covers(all([least(1, 1), least(0, 5)]), least(0, 5)));
        assert!(covers(
            any([least(0, 1), least(1, 1)]),
            any([all([least(1, 2), least(2, 2)]), least(0, 1)])
        ));
        // Whatever is asked, members have joined; a level's grant is its own.
        assert!(
            covers(Condition::Enrolled, least(0, 1))
                && covers(Condition::always(), not(least(0, 1)))
        );
        assert!(!covers(Condition::Invited, Condition::Invited));
        // What is not known is neither met nor unmet, so that opposites are not turned round.
        assert!(covers(not(least(0, 5)), not(least(0, 5))));
        assert!(!covers(not(least(0, 6)), not(least(0, 5))));
    }

    #[test]
    fn what_takes_too_long_to_compare_is_not_told() {
        let mut pairs = Pairs(3);
        assert!(!pairs.covers(&all([least(0, 1), least(0, 2)]), &all([least(0, 1), least(0, 2)])));
        assert!(!pairs.covers(&least(0, 1), &least(0, 1)), "nothing is left");
    }
}
