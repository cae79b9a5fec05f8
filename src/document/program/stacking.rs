//! Which offers combine.

use crate::document::declare::{object, words};
use crate::document::leaf::{Ident, Locales, Number};
use crate::document::shape::{Int, List, Text};
use crate::value::bounds::{MAX_GROUPS, MAX_OFFERS};

object! {
    /// How the programme's offers combine.
    StackingDoc<'v> {
        optional choose: ChooseDoc,
        optional per_unit: PerUnitDoc,
        optional coupons: Int<1, 100>,
        optional coupons_per_line: Int<1, 100>,
        optional groups: List<'v, GroupDoc<'v>, MAX_GROUPS>,
        optional maximum: StackingMaximumDoc<'v>,
    } reserved ["objective"]
}

words! {
    /// Which offers apply, of those that hold.
    ChooseDoc {
        /// The set that saves most.
        "best" => Best,
        /// Every one that combines with those before it.
        "all" => All,
        /// On each line the offer that takes most off it.
        "best_per_line" => BestPerLine,
        /// Of each group the offer that takes most off alone.
        "best_per_group" => BestPerGroup,
        /// The first that takes anything off, and no further.
        "first" => First,
        /// On each line the first that takes anything off it.
        "first_per_line" => FirstPerLine,
        /// Of those of one priority the one that takes most off what is left, and so on.
        "levels" => Levels,
    } reserved []
}

words! {
    /// How many offers of the phase `line` a unit can have.
    PerUnitDoc {
        /// One.
        "one" => One,
        /// As many as combine.
        "any" => Any,
    } reserved []
}

object! {
    /// Offers of which at most so many apply.
    GroupDoc<'v> {
        required id: Ident,
        #[expect(dead_code, reason = "checked, and of no consequence to the engine")]
        optional name: Locales,
        optional at_most: Int<1, 100>,
    } reserved []
}

object! {
    /// All discounts together.
    StackingMaximumDoc<'v> {
        optional share: Number,
        optional amount: Text<'v>,
    } reserved []
}

object! {
    /// With which others an offer combines.
    OfferStackingDoc<'v> {
        optional exclusive: ExclusiveDoc,
        optional group: Ident,
        optional not_with: List<'v, Ident, MAX_OFFERS>,
        optional only_with: List<'v, Ident, MAX_OFFERS>,
        optional priority: Int<0, 1_000>,
    } reserved []
}

words! {
    /// Whether an offer is alone.
    ExclusiveDoc {
        /// It combines.
        "no" => No,
        /// Alone in its phase.
        "phase" => Phase,
        /// Alone in the order.
        "order" => Order,
    } reserved []
}
