//! The programme document; `docs/programme.md` is its reference.

use super::leaf::{Ident, Keyed, Locales, Moment, Number, PointsText, TimeOfDay};
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
        optional name: Locales,
        required currency: Text,
        required zone: ZoneDoc,
        optional calendar: CalendarDoc,
        optional rounding: RoundingDoc,
        optional points: PointsDoc,
        optional offers: List<OfferDoc, MAX_OFFERS>,
    } reserved [
        "selectors", "tiers", "perks", "segments", "lifecycle", "scores", "stacking", "rewards",
        "texts", "keys", "tables", "history", "migration",
    ]
}

/// An IANA name, a fixed offset, or (in a prepared document) a name with its table.
#[derive(Debug)]
pub(crate) enum ZoneDoc {
    Name(Text),
    Given(GivenZoneDoc),
}

impl Read for ZoneDoc {
    fn read(
        value: super::json::Value<'_>,
        at: &Path<'_>,
        report: &mut Report,
    ) -> Option<Self> {
        match value {
            text @ super::json::Value::Text(_) => Text::read(text, at, report).map(Self::Name),
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
    } reserved ["year_start"]
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
    } reserved ["allocation", "subject", "tax"]
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
        "pools", "multipliers", "caps", "returns", "household", "expiry", "available", "transfer",
        "forfeit", "balance_limit", "name", "value",
    ]
}

object! {
    /// One way to earn.
    EarningDoc {
        required id: Ident,
        optional name: Locales,
        required on: OnDoc,
        optional window: WindowDoc,
        optional when: ConditionDoc,
        required give: GiveDoc,
    } reserved [
        "pool", "available", "expires", "caps", "level", "rounding", "schedule", "multiply", "text",
        "exclude", "multiplied", "lines",
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
        "delivery", "activity", "every", "enters_tier", "enters_segment", "birthday", "joining",
        "referral", "delivered", "join", "tenure", "anniversary",
    ]
}

choice! {
    /// How many points.
    GiveDoc {
        words {}
        variants {
            /// So many, whatever the amount.
            "points" => Points(PointsText),
            /// So many for each amount.
            "per_amount" => PerAmount(PerAmountDoc),
        }
    } reserved ["per_unit", "table", "streak", "per_day", "per_month"]
}

object! {
    /// `points` for each `amount` of `basis`.
    PerAmountDoc {
        required points: PointsText,
        required amount: Text,
        optional basis: BasisDoc,
        optional steps: StepsDoc,
        optional rounding: ModeDoc,
    } reserved ["level", "of", "tax"]
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
    } reserved ["prices", "mix"]
}

object! {
    /// Points as money at the till: `points` are worth `worth`.
    CashDoc {
        required points: PointsText,
        required worth: Text,
        optional minimum: PointsText,
        optional step: PointsText,
        optional maximum: CashMaximumDoc,
    } reserved ["exclude", "shipping", "with_coupons", "usable", "cover", "when", "window", "with_offers"]
}

object! {
    /// The most that one order takes; all that are given hold.
    CashMaximumDoc {
        optional points: PointsText,
        optional amount: Text,
        optional share: Number,
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
        optional name: Locales,
        optional kind: KindDoc,
        optional window: WindowDoc,
        optional when: ConditionDoc,
        optional target: TargetDoc,
        required benefit: BenefitDoc,
        optional bearer: BearerDoc,
        optional rounding: OfferRoundingDoc,
    } reserved [
        "text", "schedule", "limits", "stacking", "base", "units", "phase", "priority", "stock",
        "exclude", "selection", "allocation",
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
    } reserved ["wallet", "public_code", "unique_code", "signed", "code", "signed_voucher"]
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
    } reserved ["shares", "split"]
}

object! {
    /// An offer's own rounding of its discount.
    OfferRoundingDoc {
        optional mode: ModeDoc,
        optional level: LevelDoc,
        optional granularity: Text,
    } reserved []
}

choice! {
    /// What the discount falls on.
    TargetDoc {
        words {}
        variants {
            /// Every line that the selector matches.
            "lines" => Lines(SelectorDoc),
        }
    } reserved ["order", "shipping", "cheapest", "dearest", "nth"]
}

object! {
    /// Lines: any within a list, all across fields, and none of `exclude`.
    SelectorDoc {
        optional skus: List<Keyed, MAX_SELECTED>,
        optional brands: List<Keyed, MAX_SELECTED>,
        optional categories: List<Keyed, MAX_SELECTED>,
        optional tags: List<Keyed, MAX_SELECTED>,
        optional exclude: PlainSelectorDoc,
    } reserved ["price", "attributes", "selector", "discounted", "units", "not_discounted", "gift_cards", "any"]
}

object! {
    /// A selector that excludes nothing itself.
    PlainSelectorDoc {
        optional skus: List<Keyed, MAX_SELECTED>,
        optional brands: List<Keyed, MAX_SELECTED>,
        optional categories: List<Keyed, MAX_SELECTED>,
        optional tags: List<Keyed, MAX_SELECTED>,
    } reserved ["price", "attributes", "selector", "discounted", "units", "not_discounted", "gift_cards", "any"]
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
        "amount", "buy_get", "n_for", "bundle", "nth", "ladder", "every", "shipping", "gift",
        "points", "multiplier", "cash_back", "member_price", "price_match", "points_multiplier",
        "buy_x_get_y", "n_for_price", "bundle_price", "nth_item", "every_n", "free_shipping",
    ]
}

object! {
    /// `off` percent.
    PercentDoc {
        required off: Number,
    } reserved ["cap", "base"]
}

object! {
    /// Each unit at `price`, where that is less.
    FixedPriceDoc {
        required price: Text,
    } reserved []
}

object! {
    /// Each unit at its sku's price, where that is less.
    PriceListDoc {
        required prices: Map<Text, MAX_PRICES>,
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
        "lines", "channel", "store", "region", "payment", "shipping_method", "device", "tier",
        "segment", "lifecycle", "score", "attribute", "age", "gender", "tenure", "membership",
        "referred", "joined", "birthday", "anniversary", "orders", "spend", "visits", "bought",
        "nth_order", "first_order", "days_since_order", "replenishment", "balance", "uses",
        "weekdays", "hours", "days_of_month", "nth_weekday", "dates", "date", "time",
    ]
}

impl<T: Read> Read for Box<T> {
    fn read(
        value: super::json::Value<'_>,
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
        optional base: BaseDoc,
    } reserved ["less_than", "at_most", "tax", "over", "more_than", "below"]
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
    } reserved ["less_than", "at_most", "below"]
}
