//! The programme document; `docs/programme.md` is its reference.

use super::declare::{choice, object, words};
use super::json::Value;
use super::leaf::{Ident, Keyed, Locales, Moment, Number, Plain, PointsText, TimeOfDay};
use super::shape::{Int, Later, List, Map, Read, Text};
use crate::problem::{Path, Report};
use crate::value::bounds::{
    MAX_CONDITIONS, MAX_EARNING_RULES, MAX_OFFERS, MAX_PRICES, MAX_SELECTED, MAX_ZONE_ENTRIES,
};

object! {
    /// The whole document.
    ProgramDoc<'v> {
        required format: Int<1, 1_000>,
        required id: Ident,
        required version: Int<1, 1_000_000_000>,
        #[expect(dead_code, reason = "checked, and of no consequence to the engine")]
        optional name: Locales,
        required currency: Text<'v>,
        required zone: ZoneDoc<'v>,
        optional calendar: CalendarDoc<'v>,
        optional rounding: RoundingDoc<'v>,
        optional points: PointsDoc<'v>,
        optional offers: List<'v, OfferDoc<'v>, MAX_OFFERS>,
    } reserved [
        "text", "tax", "tiers", "perks", "segments", "lifecycle", "scores", "offer_defaults",
        "codes", "stacking", "rewards", "activities", "selectors", "texts", "keys", "history",
        "migration",
    ]
}

/// An IANA name, a fixed offset, or (in a prepared document) a name with its table.
#[derive(Debug)]
pub(crate) enum ZoneDoc<'v> {
    Name(Text<'v>),
    Given(GivenZoneDoc<'v>),
}

impl<'v> Read<'v> for ZoneDoc<'v> {
    fn read(value: &'v Value<'v>, at: &Path<'_>, report: &mut Report) -> Option<Self> {
        match value {
            Value::Text(_) => Text::read(value, at, report).map(Self::Name),
            _ => GivenZoneDoc::read(value, at, report).map(Self::Given),
        }
    }
}

/// A UTC second, and the offset from it on, in seconds east.
type ZoneRow<'v> = List<'v, Int<-100_000_000_000, 100_000_000_000>, 2>;

object! {
    /// A zone as data.
    GivenZoneDoc<'v> {
        optional offset: Text<'v>,
        optional name: Text<'v>,
        optional table: List<'v, ZoneRow<'v>, MAX_ZONE_ENTRIES>,
    } reserved []
}

object! {
    /// How the programme counts days, weeks and birthdays.
    CalendarDoc<'v> {
        optional day_start: TimeOfDay,
        optional week_start: WeekdayDoc,
        optional feb_29: Feb29Doc,
    } reserved ["year_start", "last_day", "cycles", "days"]
}

words! {
    WeekdayDoc {
        /// ISO weekday 1.
        "monday" => Monday,
        /// ISO weekday 2.
        "tuesday" => Tuesday,
        /// ISO weekday 3.
        "wednesday" => Wednesday,
        /// ISO weekday 4.
        "thursday" => Thursday,
        /// ISO weekday 5.
        "friday" => Friday,
        /// ISO weekday 6.
        "saturday" => Saturday,
        /// ISO weekday 7.
        "sunday" => Sunday,
    } reserved []
}

words! {
    /// When those born on 29 February have their birthday in a common year.
    Feb29Doc {
        /// The day before 1 March.
        "feb_28" => Feb28,
        /// The day after 28 February.
        "mar_1" => Mar1,
    } reserved []
}

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
    /// What is rounded: each unit's discount, or each line's.
    LevelDoc {
        /// Once for each line.
        "line" => Line,
        /// Once for a unit, then times the units.
        "unit" => Unit,
    } reserved ["order"]
}

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

object! {
    /// One way to earn.
    EarningDoc<'v> {
        required id: Ident,
        #[expect(dead_code, reason = "checked, and of no consequence to the engine")]
        optional name: Locales,
        #[expect(dead_code, reason = "checked, and of no consequence to the engine")]
        required on: OnDoc,
        optional window: WindowDoc<'v>,
        optional when: ConditionDoc<'v>,
        required give: GiveDoc<'v>,
    } reserved [
        "text", "schedule", "pool", "available", "expires", "caps", "multiplied",
    ]
}

words! {
    /// What the points are for.
    OnDoc {
        /// An order that is paid.
        "order" => Order,
    } reserved [
        "delivery", "activity", "every", "birthday", "anniversary", "joined", "referral",
        "enters_tier", "enters_segment", "enters_stage", "met",
    ]
}

choice! {
    /// How many points.
    GiveDoc<'v> {
        words {}
        variants {
            /// So many, whatever the amount.
            "points" => Points(Plain<PointsText<'v>>),
            /// So many for each amount.
            "per_amount" => PerAmount(PerAmountDoc<'v>),
        }
    } reserved ["per_unit", "per_quantity", "streak"]
}

object! {
    /// `points` for each `amount` of `basis`.
    PerAmountDoc<'v> {
        required points: Plain<PointsText<'v>>,
        required amount: Plain<Text<'v>>,
        optional basis: BasisDoc,
        optional steps: StepsDoc,
        #[expect(dead_code, reason = "checked, and of no consequence to the engine")]
        optional level: EarnLevelDoc,
        optional rounding: ModeDoc,
    } reserved ["of", "shipping", "tax", "fractions"]
}

words! {
    /// Over what the amount is counted before steps are.
    EarnLevelDoc {
        /// All lines together.
        "order" => Order,
    } reserved ["line", "unit"]
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

object! {
    /// From `from` (included) until `until` (a date: its whole day; an instant: excluded).
    WindowDoc<'v> {
        optional from: Moment,
        optional until: Moment,
    } reserved []
}

object! {
    /// One offer.
    OfferDoc<'v> {
        required id: Ident,
        #[expect(dead_code, reason = "checked, and of no consequence to the engine")]
        optional name: Locales,
        #[expect(dead_code, reason = "checked, and of no consequence to the engine")]
        optional kind: KindDoc,
        optional window: WindowDoc<'v>,
        optional when: ConditionDoc<'v>,
        optional target: TargetDoc<'v>,
        required benefit: BenefitDoc<'v>,
        optional bearer: BearerDoc,
        optional rounding: OfferRoundingDoc<'v>,
    } reserved [
        "text", "schedule", "phase", "base", "limits", "stacking", "activation", "uses_perk",
        "shown", "excluded_item", "no_effect", "unit_order", "threshold_base",
    ]
}

words! {
    /// How the member comes to it.
    KindDoc {
        /// It applies by itself.
        "automatic" => Automatic,
    } reserved ["wallet", "public_code", "unique_code", "signed"]
}

words! {
    /// Who pays for the discount.
    BearerDoc {
        /// The maker of the goods.
        "brand" => Brand,
        /// The seller.
        "shop" => Shop,
        /// The market place.
        "platform" => Platform,
        /// Somebody else.
        "partner" => Partner,
    } reserved ["split"]
}

object! {
    /// An offer's own rounding of its discount.
    OfferRoundingDoc<'v> {
        optional mode: ModeDoc,
        optional level: LevelDoc,
        optional granularity: Text<'v>,
    } reserved ["subject"]
}

choice! {
    /// What the discount falls on.
    TargetDoc<'v> {
        words {}
        variants {
            /// Every line that the selector matches.
            "lines" => Lines(SelectorDoc<'v>),
        }
    } reserved ["units", "order", "shipping"]
}

object! {
    /// Lines: any within a list, all across fields, and none of `exclude`.
    SelectorDoc<'v> {
        optional skus: List<'v, Keyed, MAX_SELECTED>,
        optional brands: List<'v, Keyed, MAX_SELECTED>,
        optional categories: List<'v, Keyed, MAX_SELECTED>,
        optional tags: List<'v, Keyed, MAX_SELECTED>,
        optional exclude: PlainSelectorDoc<'v>,
    } reserved ["named", "price", "attributes", "kinds", "discounted", "favourite"]
}

object! {
    /// A selector that excludes nothing itself.
    PlainSelectorDoc<'v> {
        optional skus: List<'v, Keyed, MAX_SELECTED>,
        optional brands: List<'v, Keyed, MAX_SELECTED>,
        optional categories: List<'v, Keyed, MAX_SELECTED>,
        optional tags: List<'v, Keyed, MAX_SELECTED>,
    } reserved ["named", "price", "attributes", "kinds", "discounted", "favourite"]
}

choice! {
    /// What it gives.
    BenefitDoc<'v> {
        words {}
        variants {
            /// A share of the price off.
            "percent" => Percent(PercentDoc<'v>),
            /// Each unit at one price.
            "fixed_price" => FixedPrice(FixedPriceDoc<'v>),
            /// Each unit at its own price.
            "price_list" => PriceList(PriceListDoc<'v>),
        }
    } reserved [
        "amount", "every", "buy_get", "n_for", "bundle", "nth_item", "member_price",
        "price_match", "shipping", "gift", "points", "multiplier", "cash_back",
    ]
}

object! {
    /// `off` percent.
    PercentDoc<'v> {
        required off: Plain<Number>,
    } reserved ["cap"]
}

object! {
    /// Each unit at `price`, where that is less.
    FixedPriceDoc<'v> {
        required price: Plain<Text<'v>>,
    } reserved []
}

object! {
    /// Each unit at its sku's price, where that is less.
    PriceListDoc<'v> {
        required prices: Map<'v, Plain<Text<'v>>, MAX_PRICES>,
    } reserved []
}

choice! {
    /// What must be true.
    ConditionDoc<'v> {
        words {
            /// The member has joined.
            "enrolled" => Enrolled,
        }
        variants {
            /// Each of them.
            "all" => All(List<'v, ConditionDoc<'v>, MAX_CONDITIONS>),
            /// One of them.
            "any" => Any(List<'v, ConditionDoc<'v>, MAX_CONDITIONS>),
            /// The opposite.
            "not" => Not(Later<'v, ConditionDoc<'v>>),
            /// `n` of them.
            "at_least" => AtLeast(AtLeastDoc<'v>),
            /// An amount of goods in the cart.
            "amount" => Amount(AmountDoc<'v>),
            /// A number of goods in the cart.
            "units" => Units(UnitsDoc<'v>),
        }
    } reserved [
        "lines", "shipping_cost", "channel", "store", "region", "payment", "shipping_method",
        "device", "attribute", "tier", "segment", "stage", "score", "age", "gender", "tenure",
        "joined", "membership", "referred", "referrals", "invited", "birthday", "anniversary",
        "spend", "orders", "visits", "bought", "average_order", "share", "nth_order",
        "since_last_order", "due_again", "activities", "points_earned", "balance", "expiring",
        "uses", "holds", "during", "weekdays", "hours", "days_of_month", "nth_weekday", "dates",
        "yearly", "day_set", "period_day",
    ]
}

object! {
    /// `n` of `of`.
    AtLeastDoc<'v> {
        required n: Int<1, 100>,
        required of: List<'v, ConditionDoc<'v>, MAX_CONDITIONS>,
    } reserved []
}

object! {
    /// Goods that `of` matches (default: the offer's target) cost `at_least` or more.
    AmountDoc<'v> {
        required at_least: Text<'v>,
        optional of: SelectorDoc<'v>,
        #[expect(dead_code, reason = "checked, and of no consequence to the engine")]
        optional base: BaseDoc,
    } reserved ["above", "at_most", "below", "equals", "tax"]
}

words! {
    /// At which prices.
    BaseDoc {
        /// List prices.
        "list" => List,
    } reserved ["current", "after"]
}

object! {
    /// Goods that `of` matches (default: the offer's target) are `at_least` so many units.
    UnitsDoc<'v> {
        required at_least: Int<1, 1_000_000>,
        optional of: SelectorDoc<'v>,
    } reserved ["above", "at_most", "below", "equals"]
}
