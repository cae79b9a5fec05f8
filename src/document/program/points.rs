//! The section `points`: pools, caps, multipliers, returns, and what takes points away.

use super::condition::ConditionDoc;
use super::earning::{EarningDoc, TriggerDoc};
use super::expiry::ExpiryDoc;
use super::rounding::ModeDoc;
use super::selector::SelectorDoc;
use super::spending::{SpendingDoc, WorthDoc};
use super::time::{CapPerDoc, DurationDoc, WindowDoc};
use crate::document::declare::{choice, either, object, words};
use crate::document::leaf::{Ident, Locales, Number, Plain, PointsText, Tabled};
#[cfg(feature = "schema")]
use crate::document::schema::form;
use crate::document::shape::{Int, Later, List, Text};
use crate::value::bounds::{
    MAX_CAPS, MAX_CONVERSIONS, MAX_EARNING_RULES, MAX_FORFEITS, MAX_MULTIPLIERS, MAX_POOLS,
};

object! {
    /// Everything about points.
    PointsDoc<'v> {
        optional decimals: Int<0, 3>,
        optional earning: List<'v, EarningDoc<'v>, MAX_EARNING_RULES>,
        optional spending: SpendingDoc<'v>,
        optional matching: MatchingDoc,
        optional multipliers: MultipliersDoc<'v>,
        optional caps: Caps<'v>,
        optional expiry: ExpiryDoc<'v>,
        optional returns: ReturnsDoc<'v>,
        optional pools: List<'v, PoolDoc<'v>, MAX_POOLS>
            as form::NonEmpty<List<'v, PoolDoc<'v>, MAX_POOLS>>,
        optional household: HouseholdDoc<'v>,
        optional transfers: TransfersDoc<'v>,
        optional forfeits: List<'v, ForfeitDoc<'v>, MAX_FORFEITS>,
        optional conversions: List<'v, ConversionDoc<'v>, MAX_CONVERSIONS>,
    } reserved []
}

words! {
    /// Which of several rules that match one event give.
    MatchingDoc {
        /// Each of them.
        "all" => All,
        /// The first in the programme.
        "first" => First,
        /// The one that gives most.
        "highest" => Highest,
    } reserved []
}

/// Some earning rules, by their ids.
pub(crate) type RuleIds<'v> = List<'v, Ident, MAX_EARNING_RULES>;

/// Caps on one rule, on several, or on transfers.
pub(crate) type Caps<'v> = List<'v, CapDoc<'v>, MAX_CAPS>;

object! {
    /// At most so many points.
    CapDoc<'v> {
        required points: Tabled<'v> as form::Table<form::PositivePoints>,
        required per: CapPerDoc,
        optional over: OverDoc,
        optional rules: RuleIds<'v> as form::NonEmpty<RuleIds<'v>>,
    } reserved []
}

either! {
    /// What happens over a cap: grant what fits, or nothing.
    OverDoc { "trim", "refuse" }
}

object! {
    /// What makes points more.
    MultipliersDoc<'v> {
        optional combine: CombineDoc,
        optional apply: ApplyDoc,
        required rules: List<'v, MultiplierDoc<'v>, MAX_MULTIPLIERS>,
    } reserved []
}

words! {
    /// What several multipliers make together.
    CombineDoc {
        /// The highest alone.
        "highest" => Highest,
        /// Their extra parts add up.
        "add" => Add,
        /// Their product.
        "multiply" => Multiply,
    } reserved []
}

either! {
    /// Whether the rule's points are rounded before they are multiplied.
    ApplyDoc { "before_rounding", "after_rounding" }
}

object! {
    /// One multiplier.
    MultiplierDoc<'v> {
        required id: Ident,
        #[expect(dead_code, reason = "checked, and of no consequence to the engine")]
        optional name: Locales,
        required by: Tabled<'v> as form::ByLine<form::Factor>,
        optional when: ConditionDoc<'v>,
        optional window: WindowDoc<'v>,
        optional of: SelectorDoc<'v>,
        optional rules: RuleIds<'v> as form::NonEmpty<RuleIds<'v>>,
        optional schedule: ConditionDoc<'v>,
    } reserved []
}

object! {
    /// What a return takes back and gives back.
    ReturnsDoc<'v> {
        optional clawback: ClawbackDoc,
        optional rules_of: RulesOfDoc,
        optional rounding: ModeDoc,
        optional caps: CapsReturnedDoc,
        optional from: FromDoc,
        optional shortfall: ShortfallDoc,
        optional floor: PointsText<'v>,
        optional spent: SpentDoc,
        optional expired: ExpiredDoc<'v>,
        #[expect(dead_code, reason = "checked, and what is always done")]
        optional bundles: BundlesDoc,
    } reserved []
}

words! {
    /// What a unit of a group gives back.
    BundlesDoc {
        /// Its part of what its line cost.
        "share" => Share,
    } reserved ["whole_percents", "repriced"]
}

either! {
    /// What is taken back: what the units earned, or what the kept ones would not earn.
    ClawbackDoc { "earned", "recomputed" }
}

either! {
    /// The rules for what the kept units would earn.
    RulesOfDoc { "purchase_day", "today" }
}

either! {
    /// Whether a return gives room under a cap back.
    CapsReturnedDoc { "kept", "released" }
}

either! {
    /// Where the rest is taken when an order's own lots are used up.
    FromDoc { "other_lots", "none" }
}

words! {
    /// What happens when nothing is left to take.
    ShortfallDoc {
        /// The balance goes negative.
        "negative" => Negative,
        /// Nothing.
        "forgiven" => Forgiven,
        /// The return is refused.
        "refuse" => Refuse,
    } reserved []
}

words! {
    /// When points that paid for what is returned come back.
    SpentDoc {
        /// In proportion.
        "pro_rata" => ProRata,
        /// Once everything is returned.
        "full_return" => FullReturn,
        /// Never.
        "never" => Never,
    } reserved []
}

choice! {
    /// What becomes of points that come back to a lot that has expired.
    ExpiredDoc<'v> {
        words {
            /// As if they were earned now.
            "renewed" => Renewed,
            /// They do not come back.
            "lost" => Lost,
        }
        variants {
            /// They keep their expiry, but live at least so long.
            "minimum_life" => MinimumLife(Later<'v, DurationDoc>),
        }
    } reserved []
}

object! {
    /// A kind of points.
    PoolDoc<'v> {
        required id: Ident,
        #[expect(dead_code, reason = "checked, and of no consequence to the engine")]
        optional name: Locales,
        optional spendable: SpendableDoc,
        optional expires: Plain<ExpiryDoc<'v>>,
    } reserved []
}

either! {
    /// Whether its points can be spent.
    SpendableDoc { "yes", "no" }
}

object! {
    /// A shared account.
    HouseholdDoc<'v> {
        optional earn: HouseholdEarnDoc,
        optional share: Number as form::Part,
    } reserved ["members", "spend"]
}

either! {
    /// Whose account grants go to.
    HouseholdEarnDoc { "pool", "own" }
}

object! {
    /// Sending points to others.
    TransfersDoc<'v> {
        optional minimum: PointsText<'v>,
        optional step: PointsText<'v>,
        optional fee: Plain<PointsText<'v>>,
        optional within: WithinDoc,
        optional expires: TransferExpiresDoc,
        optional caps: Caps<'v>,
    } reserved []
}

either! {
    /// To whom.
    WithinDoc { "anyone", "household" }
}

either! {
    /// Until when points live that were received.
    TransferExpiresDoc { "kept", "renewed" }
}

object! {
    /// What takes points away.
    ForfeitDoc<'v> {
        required id: Ident,
        required on: TriggerDoc<'v> as form::WithoutOrder,
        optional when: ConditionDoc<'v>,
        optional pool: Ident,
        optional take: TakeDoc<'v>,
    } reserved []
}

choice! {
    /// How many are taken.
    TakeDoc<'v> {
        words {
            /// The whole balance.
            "all" => All,
        }
        variants {
            /// So many.
            "points" => Points(PointsText<'v>),
            /// A part of the balance.
            "share" => Share(Number as form::Part),
        }
    } reserved []
}

object! {
    /// What turns points into something else.
    ConversionDoc<'v> {
        required id: Ident,
        #[expect(dead_code, reason = "checked, and of no consequence to the engine")]
        optional name: Locales,
        required on: TriggerDoc<'v> as form::WithoutOrder,
        optional when: ConditionDoc<'v>,
        optional pool: Ident,
        optional minimum: PointsText<'v>,
        optional step: PointsText<'v>,
        required into: IntoDoc<'v>,
    } reserved []
}

choice! {
    /// What points become.
    IntoDoc<'v> {
        words {}
        variants {
            /// A coupon that the member holds.
            "voucher" => Voucher(IntoVoucherDoc<'v>),
            /// Points of another pool.
            "pool" => Pool(IntoPoolDoc<'v>),
            /// Money.
            "cash_back" => CashBack(WorthDoc<'v>),
        }
    } reserved []
}

object! {
    /// One coupon, of so much for each step.
    IntoVoucherDoc<'v> {
        /// The `wallet` offer whose coupon it is.
        required offer: Ident,
        /// What each step is worth.
        required worth: Text<'v> as form::PositiveMoney,
    } reserved []
}

object! {
    /// So many points for each.
    IntoPoolDoc<'v> {
        /// The other pool.
        required id: Ident,
        /// So many points of it for each, up to 1,000.
        required rate: Number as form::PositiveFactor,
    } reserved []
}
