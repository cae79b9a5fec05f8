//! Which offers combine.

use crate::document::declare::{object, words};
use crate::document::leaf::{Ident, Locales, Number};
#[cfg(feature = "schema")]
use crate::document::schema::form;
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
        /// What offers name.
        required id: Ident,
        /// What people call it.
        #[expect(dead_code, reason = "checked, and of no consequence to the engine")]
        optional name: Locales,
        /// So many offers of it apply. Default: 1.
        optional at_most: Int<1, 100>,
    } reserved []
}

object! {
    /// All discounts together.
    StackingMaximumDoc<'v> {
        /// Of the list amount, in percent.
        optional share: Number as form::Part,
        /// In money.
        optional amount: Text<'v> as form::Money,
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
