//! The section `points`.

use super::earning::EarningDoc;
use super::spending::SpendingDoc;
use crate::document::declare::object;
use crate::document::shape::{Int, List};
use crate::value::bounds::MAX_EARNING_RULES;

object! {
    /// Earning and spending.
    PointsDoc<'v> {
        optional decimals: Int<0, 3>,
        optional earning: List<'v, EarningDoc<'v>, MAX_EARNING_RULES>,
        optional spending: SpendingDoc<'v>,
    } reserved [
        "matching", "multipliers", "caps", "expiry", "returns", "pools", "household",
        "transfers", "forfeits", "conversions",
    ]
}
