//! From when and until when points can be spent.

use super::time::{CycleDoc, DateDoc, DurationDoc, MonthDayDoc};
use crate::document::declare::{choice, either, object};
use crate::document::leaf::Ident;
#[cfg(feature = "schema")]
use crate::document::schema::form;
use crate::document::shape::{Int, List};
use crate::value::bounds::{MAX_ACTIVITIES, MAX_DATES};

choice! {
    /// From when points can be spent.
    AvailabilityDoc<'v> {
        words {
            /// At once.
            "at_once" => AtOnce,
        }
        variants {
            /// So long after they were earned.
            "after" => After(DurationDoc),
            /// From that day on.
            "on" => On(DateDoc),
            /// Once something is reported.
            "event" => Event(AvailableEventDoc<'v>),
        }
    } reserved []
}

object! {
    /// What makes points available, and how long it may take.
    AvailableEventDoc<'v> {
        /// The activity that makes them available.
        required activity: Ident,
        /// How long it may take: what is not reported in time cancels them.
        required within: DurationDoc as form::Lasting,
    } reserved []
}

choice! {
    /// Until when points live.
    ExpiryDoc<'v> {
        words {
            /// For ever.
            "never" => Never,
        }
        variants {
            /// So long.
            "after" => After(AfterDoc<'v>),
            /// To one of these days of the year.
            "on" => On(OnDaysDoc<'v>),
            /// To the end of that day.
            "at" => At(DateDoc),
            /// So long after the last that happened.
            "inactivity" => Inactivity(InactivityDoc<'v>),
        }
    } reserved []
}

object! {
    /// A duration after an instant, perhaps on to the end of a period.
    AfterDoc<'v> {
        /// So long; nothing, with `to_end_of` alone.
        required period: DurationDoc,
        /// From when: once they were `earned`, or are `available`. Default: `earned`.
        optional from: AfterFromDoc,
        /// On to the end of the period that this is in.
        optional to_end_of: CycleDoc,
    } reserved []
}

either! {
    /// The instant from which the duration counts.
    AfterFromDoc { "earned", "available" }
}

object! {
    /// The first of `days` that is at least `years` ahead.
    OnDaysDoc<'v> {
        /// The days of the year.
        required days: List<'v, MonthDayDoc, MAX_DATES>
            as form::NonEmpty<List<'v, MonthDayDoc, MAX_DATES>>,
        /// At least so many calendar years ahead; 0 is the next such day. Default: 1.
        optional years: Int<0, 100>,
    } reserved []
}

object! {
    /// Nothing of `activities` happened for `period`.
    InactivityDoc<'v> {
        /// So long.
        required period: DurationDoc as form::Lasting,
        /// What counts beside orders and redemptions. Default: every activity that is declared.
        optional activities: List<'v, Ident, MAX_ACTIVITIES>
            as form::NonEmpty<List<'v, Ident, MAX_ACTIVITIES>>,
        /// Whether those count that gave no points. Default: `no`.
        optional zero_points: ZeroPointsDoc,
    } reserved []
}

either! {
    /// Whether what gave no points counts.
    ZeroPointsDoc { "no", "yes" }
}
