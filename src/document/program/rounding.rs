//! Habits of rounding.

use super::earning::TaxDoc;
use crate::document::declare::{either, object, words};
use crate::document::shape::Text;

object! {
    /// The programme's habits of rounding.
    RoundingDoc<'v> {
        optional money: ModeDoc,
        optional points_granted: ModeDoc,
        optional points_charged: ModeDoc,
        optional level: LevelDoc,
        optional granularity: Text<'v>,
    } reserved ["subject", "total", "allocation"]
}

object! {
    /// What prices are as to tax.
    TaxesDoc<'v> {
        optional prices: PricesDoc,
        optional thresholds: TaxDoc,
    } reserved ["fixed_amounts", "rounding"]
}

either! {
    /// Whether prices exclude tax.
    PricesDoc { "include", "exclude" }
}

words! {
    /// How a quotient becomes an integer.
    ModeDoc {
        /// Towards −∞.
        "floor" => Floor,
        /// Towards +∞.
        "ceil" => Ceil,
        /// Ties away from zero.
        "half_up" => HalfUp,
        /// Ties towards zero.
        "half_down" => HalfDown,
        /// Ties to the even neighbour.
        "half_even" => HalfEven,
        /// Ties to the odd neighbour.
        "half_odd" => HalfOdd,
        /// The fraction is cut off.
        "towards_zero" => TowardsZero,
        /// Any fraction counts as one.
        "away_from_zero" => AwayFromZero,
    } reserved []
}

words! {
    /// What is rounded: the discount of each unit, of each line, or of the order.
    LevelDoc {
        /// Once for each line.
        "line" => Line,
        /// Once for a unit, then times the units.
        "unit" => Unit,
        /// Once for all lines, then shared over them.
        "order" => Order,
    } reserved []
}
