//! Earning rules: what fires them, and what they give.

use super::condition::ConditionDoc;
use super::expiry::{AvailabilityDoc, ExpiryDoc};
use super::points::Caps;
use super::rounding::ModeDoc;
use super::selector::SelectorDoc;
use super::time::{CycleDoc, WindowDoc};
use crate::document::declare::{choice, either, object, words};
use crate::document::leaf::{Ident, Keyed, Locales, Number, Plain, PointsText, Tabled};
#[cfg(feature = "schema")]
use crate::document::schema::form;
use crate::document::shape::{Int, List};
use crate::value::bounds::MAX_STREAK_DAYS;

object! {
    /// One way to earn.
    EarningDoc<'v> {
        required id: Ident,
        #[expect(dead_code, reason = "checked, and of no consequence to the engine")]
        optional name: Locales,
        #[expect(dead_code, reason = "checked, and of no consequence to the engine")]
        optional description: Locales,
        required on: TriggerDoc<'v>,
        optional window: WindowDoc<'v>,
        optional when: ConditionDoc<'v>,
        required give: GiveDoc<'v>,
        optional pool: Ident,
        optional available: AvailabilityDoc<'v>,
        optional expires: Plain<ExpiryDoc<'v>>,
        optional caps: Caps<'v>,
        optional multiplied: MultipliedDoc,
        optional schedule: ConditionDoc<'v>,
    } reserved [] renamed ["text" => "description"]
}

either! {
    /// Whether multipliers apply.
    MultipliedDoc { "no", "yes" }
}

choice! {
    /// What fires a rule.
    TriggerDoc<'v> {
        words {
            /// An order is paid.
            "order" => Order,
            /// An order is delivered.
            "delivery" => Delivery,
            /// The member joins.
            "joined" => Joined,
            /// The rule's own condition turns met.
            "met" => Met,
        }
        variants {
            /// An activity is reported.
            "activity" => Activity(Ident),
            /// A period ends.
            "every" => Every(EveryDoc<'v>),
            /// The birthday comes.
            "birthday" => Birthday(DaysBeforeDoc<'v>),
            /// The anniversary of joining comes.
            "anniversary" => Anniversary(DaysBeforeDoc<'v>),
            /// A newcomer places a first order.
            "referral" => Referral(ReferralDoc),
            /// A level is entered from below.
            "enters_tier" => EntersTier(EntersTierDoc<'v>),
            /// A segment is entered.
            "enters_segment" => EntersSegment(Ident),
            /// A stage is entered.
            "enters_stage" => EntersStage(Ident),
        }
    } reserved []
}

object! {
    /// A period, and from where it counts.
    EveryDoc<'v> {
        /// The period; not a cycle, which counts from its anchor.
        required period: CycleDoc,
        /// Periods of the `calendar`, or of `tenure`, which count from joining. Default:
        /// `calendar`.
        optional of: EveryOfDoc,
    } reserved []
}

either! {
    /// The calendar's periods, or those since the day of joining.
    EveryOfDoc { "calendar", "tenure" }
}

object! {
    /// A level of a ladder.
    EntersTierDoc<'v> {
        /// The ladder; the only one need not be named.
        optional ladder: Ident,
        /// The level that is entered, or one above it, from below.
        required level: Ident,
    } reserved []
}

object! {
    /// So many days before a day of the year.
    DaysBeforeDoc<'v> {
        /// So many days before that day. Default: 0.
        optional days_before: Int<0, 366>,
    } reserved []
}

either! {
    /// Who gets it.
    ReferralDoc { "referrer", "referee" }
}

choice! {
    /// How many points.
    GiveDoc<'v> {
        words {}
        variants {
            /// So many, whatever the amount.
            "points" => Points(Tabled<'v> as form::Table<form::PositivePoints>),
            /// So many for each amount.
            "per_amount" => PerAmount(PerAmountDoc<'v>),
            /// So many for each unit.
            "per_unit" => PerUnit(PerUnitDoc<'v>),
            /// So many for each so much of a number.
            "per_quantity" => PerQuantity(PerQuantityDoc<'v>),
            /// By the day of an unbroken run.
            "streak" => Streak(StreakDoc<'v>),
        }
    } reserved []
}

object! {
    /// `points` for each `amount` of `basis`.
    PerAmountDoc<'v> {
        required points: Tabled<'v> as form::Table<form::PositivePoints>,
        required amount: Tabled<'v> as form::Table<form::PositiveMoney>,
        optional basis: BasisDoc,
        optional steps: StepsDoc,
        optional level: EarnLevelDoc,
        optional rounding: ModeDoc,
        optional of: SelectorDoc<'v>,
        optional shipping: ShippingDoc,
        optional tax: TaxDoc,
        optional fractions: FractionsDoc,
    } reserved []
}

words! {
    /// Over what the amount is counted before steps are.
    EarnLevelDoc {
        /// All lines together.
        "order" => Order,
        /// Each line by itself.
        "line" => Line,
        /// Each unit by itself.
        "unit" => Unit,
    } reserved []
}

either! {
    /// Whether what shipping costs counts too.
    ShippingDoc { "excluded", "included" }
}

words! {
    /// Whether amounts count with their tax.
    TaxDoc {
        /// As prices are: with it.
        "as_given" => AsGiven,
        /// With it.
        "include" => Include,
        /// Without it.
        "exclude" => Exclude,
    } reserved []
}

either! {
    /// What becomes of the rest of a step.
    FractionsDoc { "dropped", "carried" }
}

object! {
    /// `points` for each unit.
    PerUnitDoc<'v> {
        required points: Tabled<'v> as form::ByLine<form::PositivePoints>,
        optional of: SelectorDoc<'v>,
    } reserved []
}

object! {
    /// `points` for each `per` of a number.
    PerQuantityDoc<'v> {
        required points: Tabled<'v> as form::Table<form::PositivePoints>,
        required attribute: Keyed,
        optional per: Number as form::PositiveDecimal,
        optional of: SelectorDoc<'v>,
        optional steps: StepsDoc,
    } reserved []
}

object! {
    /// Points by the day of an unbroken run.
    StreakDoc<'v> {
        required days: List<'v, PointsText<'v>, MAX_STREAK_DAYS>
            as form::NonEmpty<List<'v, form::Points, MAX_STREAK_DAYS>>,
        optional after_last: AfterLastDoc,
        optional missed: MissedDoc,
        optional milestones: List<'v, MilestoneDoc<'v>, MAX_STREAK_DAYS>,
    } reserved []
}

either! {
    /// What the days after the last give.
    AfterLastDoc { "repeat", "hold" }
}

either! {
    /// What a missed day does.
    MissedDoc { "reset", "keep" }
}

object! {
    /// `points` on reaching a day.
    MilestoneDoc<'v> {
        /// The day of the run.
        required day: Int<1, 36_500>,
        /// The points beside those of the day, once in a run.
        required points: PointsText<'v>,
    } reserved []
}

words! {
    /// Which amount of an order earns.
    BasisDoc {
        /// After discounts, less what points paid.
        "paid" => Paid,
        /// After discounts, whoever paid how.
        "after_discounts" => AfterDiscounts,
        /// At list prices.
        "before_discounts" => BeforeDiscounts,
    } reserved []
}

words! {
    /// What a part of a step earns.
    StepsDoc {
        /// Nothing.
        "full" => Full,
        /// As much as a whole one.
        "started" => Started,
        /// Its part.
        "continuous" => Continuous,
    } reserved []
}
