//! Habits of rounding.

use super::earning::TaxDoc;
use super::offer::OfferRoundingDoc;
use crate::document::declare::{either, object, words};
#[cfg(feature = "schema")]
use crate::document::schema::form;
use crate::document::shape::Text;

object! {
    /// The programme's habits of rounding.
    RoundingDoc<'v> {
        optional money: ModeDoc,
        optional points_granted: ModeDoc,
        optional points_charged: ModeDoc,
        optional level: LevelDoc,
        optional granularity: Text<'v> as form::PositiveMoney,
        optional subject: SubjectDoc,
        optional total: TotalDoc<'v>,
        optional allocation: AllocationDoc<'v>,
    } reserved []
}

either! {
    /// What is rounded: the discount, or what is left after it.
    SubjectDoc { "discount", "price" }
}

object! {
    /// The order's total to a coin.
    TotalDoc<'v> {
        /// `floor` or `towards_zero`: no rounding raises what is to be paid. Default: `floor`.
        optional mode: ModeDoc,
        /// The coin.
        required granularity: Text<'v> as form::PositiveMoney,
    } reserved []
}

object! {
    /// How an amount is shared over lines.
    AllocationDoc<'v> {
        optional weights: WeightsDoc,
        optional leftover: LeftoverDoc,
        optional zero_weights: ZeroWeightsDoc,
    } reserved []
}

words! {
    /// What shares are proportional to.
    WeightsDoc {
        /// To the amounts.
        "proportional" => Proportional,
        /// To nothing: all get the same.
        "even" => Even,
        /// To the units.
        "by_quantity" => ByQuantity,
    } reserved []
}

words! {
    /// Where left-over cents go.
    LeftoverDoc {
        /// To those who lost most by rounding down.
        "largest_remainder" => LargestRemainder,
        /// One each to the first.
        "first" => First,
        /// All to the last.
        "last" => Last,
        /// All to who has the most.
        "heaviest" => Heaviest,
        /// Rounded to the nearest, corrected from the first on.
        "nearest_front" => NearestFront,
        /// Rounded to the nearest, corrected from the last on.
        "nearest_back" => NearestBack,
        /// The sums so far are rounded.
        "carry" => Carry,
    } reserved []
}

either! {
    /// When every weight is zero.
    ZeroWeightsDoc { "even", "nothing" }
}

object! {
    /// What prices are as to tax.
    TaxesDoc<'v> {
        optional prices: PricesDoc,
        optional thresholds: TaxDoc,
        optional fixed_amounts: FixedAmountsDoc,
        optional rounding: OfferRoundingDoc<'v>,
    } reserved []
}

words! {
    /// What an amount off is as to tax.
    FixedAmountsDoc {
        /// What prices are.
        "as_given" => AsGiven,
        /// Tax is in it.
        "gross" => Gross,
        /// Tax is not in it.
        "net" => Net,
    } reserved []
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
