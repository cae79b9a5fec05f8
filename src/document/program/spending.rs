//! What points are good for.

use crate::document::declare::object;
use crate::document::leaf::{Number, Plain, PointsText};
use crate::document::shape::Text;

object! {
    /// What points are good for.
    SpendingDoc<'v> {
        optional cash: CashDoc<'v>,
    } reserved ["prices"]
}

object! {
    /// Points as money at the till: `points` are worth `worth`.
    CashDoc<'v> {
        required points: Plain<PointsText<'v>>,
        required worth: Plain<Text<'v>>,
        optional minimum: PointsText<'v>,
        optional step: PointsText<'v>,
        optional maximum: CashMaximumDoc<'v>,
    } reserved [
        "when", "exclude", "shipping", "with_coupons", "same_order", "items", "pool",
    ]
}

object! {
    /// The most that one order takes; all that are given hold.
    CashMaximumDoc<'v> {
        optional points: Plain<PointsText<'v>>,
        optional amount: Plain<Text<'v>>,
        optional share: Plain<Number>,
    } reserved []
}
