//! The programme document; `docs/programme.md` is its reference.

use super::json::Value;
use super::leaf::{Ident, Keyed, Locales, Moment, Number, Plain, PointsText, TimeOfDay};
use super::shape::{Int, List, Map, Read, Text, choice, object};
use crate::problem::{Path, Report};
use crate::value::bounds::{
    MAX_CONDITIONS, MAX_EARNING_RULES, MAX_OFFERS, MAX_PRICES, MAX_SELECTED, MAX_ZONE_ENTRIES,
};

object! {
    /// The whole document.
    ProgramDoc {
        required format: Int<1, 1_000>,
        required id: Ident,
        required version: Int<1, 1_000_000_000>,
        #[expect(dead_code, reason = "checked, and of no consequence to the engine")]
        optional name: Locales,
        required currency: Text,
        required zone: ZoneDoc,
        optional calendar: CalendarDoc,
        optional rounding: RoundingDoc,
        optional points: PointsDoc,
        optional offers: List<OfferDoc, MAX_OFFERS>,
    } reserved [
        "text", "tax", "tiers", "perks", "segments", "lifecycle", "scores", "offer_defaults",
        "codes", "stacking", "rewards", "activities", "selectors", "texts", "keys", "history",
        "migration",
    ]
}

/// The document with its `$schema`, which editors read and nobody else.
pub(crate) struct WithSchema(pub(crate) ProgramDoc);

impl Read for WithSchema {
    fn read(mut value: Value<'_>, at: &Path<'_>, report: &mut Report) -> Option<Self> {
        if let Value::Object(members) = &mut value
            && let Some(index) = members.iter().position(|(name, _)| name == "$schema")
        {
            Text::read(members.remove(index).1, &at.field("$schema"), report);
        }
        ProgramDoc::read(value, at, report).map(Self)
    }
}

/// An IANA name, a fixed offset, or (in a prepared document) a name with its table.
#[derive(Debug)]
pub(crate) enum ZoneDoc {
    Name(Text),
    Given(GivenZoneDoc),
}

impl Read for ZoneDoc {
    fn read(
        value: Value<'_>,
        at: &Path<'_>,
        report: &mut Report,
    ) -> Option<Self> {
        match value {
            text @ Value::Text(_) => Text::read(text, at, report).map(Self::Name),
            other => GivenZoneDoc::read(other, at, report).map(Self::Given),
        }
    }
}

object! {
    /// A zone as data.
    GivenZoneDoc {
        optional offset: Text,
        optional name: Text,
        optional table: List<List<Int<-100_000_000_000, 100_000_000_000>, 2>, MAX_ZONE_ENTRIES>,
    } reserved []
}

object! {
    /// How the programme counts days, weeks and birthdays.
    CalendarDoc {
        optional day_start: TimeOfDay,
        optional week_start: WeekdayDoc,
        optional feb_29: Feb29Doc,
    } reserved ["year_start", "last_day", "cycles", "days"]
}

choice! {
    WeekdayDoc {
        words {
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
        }
        variants {}
    } reserved []
}

choice! {
    /// When those born on 29 February have their birthday in a common year.
    Feb29Doc {
        words {
            /// The day before 1 March.
            "feb_28" => Feb28,
            /// The day after 28 February.
            "mar_1" => Mar1,
        }
        variants {}
    } reserved []
}

object! {
    /// The programme's habits of rounding.
    RoundingDoc {
        optional money: ModeDoc,
        optional points_granted: ModeDoc,
        optional points_charged: ModeDoc,
        optional level: LevelDoc,
        optional granularity: Text,
    } reserved ["subject", "total", "allocation"]
}

choice! {
    /// How a quotient becomes an integer.
    ModeDoc {
        words {
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
        }
        variants {}
    } reserved []
}

choice! {
    /// What is rounded: each unit's discount, or each line's.
    LevelDoc {
        words {
            /// Once for each line.
            "line" => Line,
            /// Once for a unit, then times the units.
            "unit" => Unit,
        }
        variants {}
    } reserved ["order"]
}

object! {
    /// Earning and spending.
    PointsDoc {
        optional decimals: Int<0, 3>,
        optional earning: List<EarningDoc, MAX_EARNING_RULES>,
        optional spending: SpendingDoc,
    } reserved [
        "matching", "multipliers", "caps", "expiry", "returns", "pools", "household",
        "transfers", "forfeits", "conversions",
    ]
}

object! {
    /// One way to earn.
    EarningDoc {
        required id: Ident,
        #[expect(dead_code, reason = "checked, and of no consequence to the engine")]
        optional name: Locales,
        #[expect(dead_code, reason = "checked, and of no consequence to the engine")]
        required on: OnDoc,
        optional window: WindowDoc,
        optional when: ConditionDoc,
        required give: GiveDoc,
    } reserved [
        "text", "schedule", "pool", "available", "expires", "caps", "multiplied",
    ]
}

choice! {
    /// What the points are for.
    OnDoc {
        words {
            /// An order that is paid.
            "order" => Order,
        }
        variants {}
    } reserved [
        "delivery", "activity", "every", "birthday", "anniversary", "joined", "referral",
        "enters_tier", "enters_segment", "enters_stage", "met",
    ]
}

choice! {
    /// How many points.
    GiveDoc {
        words {}
        variants {
            /// So many, whatever the amount.
            "points" => Points(Plain<PointsText>),
            /// So many for each amount.
            "per_amount" => PerAmount(PerAmountDoc),
        }
    } reserved ["per_unit", "per_quantity", "streak"]
}

object! {
    /// `points` for each `amount` of `basis`.
    PerAmountDoc {
        required points: Plain<PointsText>,
        required amount: Plain<Text>,
        optional basis: BasisDoc,
        optional steps: StepsDoc,
        #[expect(dead_code, reason = "checked, and of no consequence to the engine")]
        optional level: EarnLevelDoc,
        optional rounding: ModeDoc,
    } reserved ["of", "shipping", "tax", "fractions"]
}

choice! {
    /// Over what the amount is counted before steps are.
    EarnLevelDoc {
        words {
            /// All lines together.
            "order" => Order,
        }
        variants {}
    } reserved ["line", "unit"]
}

choice! {
    /// Which amount of an order earns.
    BasisDoc {
        words {
            /// After discounts, less what points paid.
            "paid" => Paid,
            /// After discounts, whoever paid how.
            "after_discounts" => AfterDiscounts,
            /// At list prices.
            "before_discounts" => BeforeDiscounts,
        }
        variants {}
    } reserved []
}

choice! {
    /// What a part of a step earns.
    StepsDoc {
        words {
            /// Nothing.
            "full" => Full,
            /// As much as a whole one.
            "started" => Started,
            /// Its part.
            "continuous" => Continuous,
        }
        variants {}
    } reserved []
}

object! {
    /// What points are good for.
    SpendingDoc {
        optional cash: CashDoc,
    } reserved ["prices"]
}

object! {
    /// Points as money at the till: `points` are worth `worth`.
    CashDoc {
        required points: Plain<PointsText>,
        required worth: Plain<Text>,
        optional minimum: PointsText,
        optional step: PointsText,
        optional maximum: CashMaximumDoc,
    } reserved [
        "when", "exclude", "shipping", "with_coupons", "same_order", "items", "pool",
    ]
}

object! {
    /// The most that one order takes; all that are given hold.
    CashMaximumDoc {
        optional points: Plain<PointsText>,
        optional amount: Plain<Text>,
        optional share: Plain<Number>,
    } reserved []
}

object! {
    /// From `from` (included) until `until` (a date: its whole day; an instant: excluded).
    WindowDoc {
        optional from: Moment,
        optional until: Moment,
    } reserved []
}

object! {
    /// One offer.
    OfferDoc {
        required id: Ident,
        #[expect(dead_code, reason = "checked, and of no consequence to the engine")]
        optional name: Locales,
        #[expect(dead_code, reason = "checked, and of no consequence to the engine")]
        optional kind: KindDoc,
        optional window: WindowDoc,
        optional when: ConditionDoc,
        optional target: TargetDoc,
        required benefit: BenefitDoc,
        optional bearer: BearerDoc,
        optional rounding: OfferRoundingDoc,
    } reserved [
        "text", "schedule", "phase", "base", "limits", "stacking", "activation", "uses_perk",
        "shown", "excluded_item", "no_effect", "unit_order", "threshold_base",
    ]
}

choice! {
    /// How the member comes to it.
    KindDoc {
        words {
            /// It applies by itself.
            "automatic" => Automatic,
        }
        variants {}
    } reserved ["wallet", "public_code", "unique_code", "signed"]
}

choice! {
    /// Who pays for the discount.
    BearerDoc {
        words {
            /// The maker of the goods.
            "brand" => Brand,
            /// The seller.
            "shop" => Shop,
            /// The market place.
            "platform" => Platform,
            /// Somebody else.
            "partner" => Partner,
        }
        variants {}
    } reserved ["split"]
}

object! {
    /// An offer's own rounding of its discount.
    OfferRoundingDoc {
        optional mode: ModeDoc,
        optional level: LevelDoc,
        optional granularity: Text,
    } reserved ["subject"]
}

choice! {
    /// What the discount falls on.
    TargetDoc {
        words {}
        variants {
            /// Every line that the selector matches.
            "lines" => Lines(SelectorDoc),
        }
    } reserved ["units", "order", "shipping"]
}

object! {
    /// Lines: any within a list, all across fields, and none of `exclude`.
    SelectorDoc {
        optional skus: List<Keyed, MAX_SELECTED>,
        optional brands: List<Keyed, MAX_SELECTED>,
        optional categories: List<Keyed, MAX_SELECTED>,
        optional tags: List<Keyed, MAX_SELECTED>,
        optional exclude: PlainSelectorDoc,
    } reserved ["named", "price", "attributes", "kinds", "discounted", "favourite"]
}

object! {
    /// A selector that excludes nothing itself.
    PlainSelectorDoc {
        optional skus: List<Keyed, MAX_SELECTED>,
        optional brands: List<Keyed, MAX_SELECTED>,
        optional categories: List<Keyed, MAX_SELECTED>,
        optional tags: List<Keyed, MAX_SELECTED>,
    } reserved ["named", "price", "attributes", "kinds", "discounted", "favourite"]
}

choice! {
    /// What it gives.
    BenefitDoc {
        words {}
        variants {
            /// A share of the price off.
            "percent" => Percent(PercentDoc),
            /// Each unit at one price.
            "fixed_price" => FixedPrice(FixedPriceDoc),
            /// Each unit at its own price.
            "price_list" => PriceList(PriceListDoc),
        }
    } reserved [
        "amount", "every", "buy_get", "n_for", "bundle", "nth_item", "member_price",
        "price_match", "shipping", "gift", "points", "multiplier", "cash_back",
    ]
}

object! {
    /// `off` percent.
    PercentDoc {
        required off: Plain<Number>,
    } reserved ["cap"]
}

object! {
    /// Each unit at `price`, where that is less.
    FixedPriceDoc {
        required price: Plain<Text>,
    } reserved []
}

object! {
    /// Each unit at its sku's price, where that is less.
    PriceListDoc {
        required prices: Map<Plain<Text>, MAX_PRICES>,
    } reserved []
}

choice! {
    /// What must be true.
    ConditionDoc {
        words {
            /// The member has joined.
            "enrolled" => Enrolled,
        }
        variants {
            /// Each of them.
            "all" => All(List<ConditionDoc, MAX_CONDITIONS>),
            /// One of them.
            "any" => Any(List<ConditionDoc, MAX_CONDITIONS>),
            /// The opposite.
            "not" => Not(Box<ConditionDoc>),
            /// `n` of them.
            "at_least" => AtLeast(AtLeastDoc),
            /// An amount of goods in the cart.
            "amount" => Amount(AmountDoc),
            /// A number of goods in the cart.
            "units" => Units(UnitsDoc),
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

impl<T: Read> Read for Box<T> {
    fn read(
        value: Value<'_>,
        at: &Path<'_>,
        report: &mut Report,
    ) -> Option<Self> {
        T::read(value, at, report).map(Self::new)
    }
}

object! {
    /// `n` of `of`.
    AtLeastDoc {
        required n: Int<1, 100>,
        required of: List<ConditionDoc, MAX_CONDITIONS>,
    } reserved []
}

object! {
    /// Goods that `of` matches (default: the offer's target) cost `at_least` or more.
    AmountDoc {
        required at_least: Text,
        optional of: SelectorDoc,
        #[expect(dead_code, reason = "checked, and of no consequence to the engine")]
        optional base: BaseDoc,
    } reserved ["above", "at_most", "below", "equals", "tax"]
}

choice! {
    /// At which prices.
    BaseDoc {
        words {
            /// List prices.
            "list" => List,
        }
        variants {}
    } reserved ["current", "after"]
}

object! {
    /// Goods that `of` matches (default: the offer's target) are `at_least` so many units.
    UnitsDoc {
        required at_least: Int<1, 1_000_000>,
        optional of: SelectorDoc,
    } reserved ["above", "at_most", "below", "equals"]
}
