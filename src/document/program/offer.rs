//! Offers and their benefits.

use super::condition::{BaseDoc, ConditionDoc};
use super::coupon::{
    ActivationDoc, ExcludedItemDoc, GuestsDoc, KindDoc, NoEffectDoc, OfferLimitsDoc, OverrunDoc,
    UseUnitDoc,
};
use super::earning::GiveDoc;
use super::groups::{BundleDoc, BuyGetDoc, NForDoc, NthItemDoc};
use super::perk::CancelledDoc;
use super::rounding::{LevelDoc, ModeDoc, SubjectDoc};
use super::selector::SelectorDoc;
use super::stacking::OfferStackingDoc;
use super::time::{DurationDoc, WindowDoc};
use crate::document::declare::{choice, either, object, words};
use crate::document::leaf::{Ident, Keyed, Locales, Number, Tabled};
#[cfg(feature = "schema")]
use crate::document::schema::form;
use crate::document::shape::{Int, List, Map, Text};
use crate::value::bounds::{MAX_CONDITIONS, MAX_GIFTS, MAX_PRICES, MAX_UNITS};

object! {
    /// One offer.
    OfferDoc<'v> {
        required id: Ident,
        #[expect(dead_code, reason = "checked, and of no consequence to the engine")]
        optional name: Locales,
        #[expect(dead_code, reason = "checked, and of no consequence to the engine")]
        optional description: Locales,
        optional kind: KindDoc<'v>,
        optional window: WindowDoc<'v>,
        optional when: ConditionDoc<'v>,
        optional schedule: ConditionDoc<'v>,
        optional target: TargetDoc<'v>,
        required benefit: BenefitDoc<'v>,
        optional phase: PhaseDoc,
        optional base: BaseDoc,
        optional bearer: BearerDoc<'v>,
        optional rounding: OfferRoundingDoc<'v>,
        optional unit_order: UnitOrderDoc,
        optional threshold_base: BaseDoc,
        optional limits: OfferLimitsDoc<'v>,
        optional excluded_item: ExcludedItemDoc,
        optional no_effect: NoEffectDoc,
        optional activation: ActivationDoc,
        optional stacking: OfferStackingDoc<'v>,
        optional uses_perk: Ident,
        optional shown: ShownDoc,
    } reserved [] renamed ["text" => "description"]
}

words! {
    /// When it stands in a member's list of offers.
    ShownDoc {
        /// For everybody.
        "always" => Always,
        /// For who could have it with a suitable cart.
        "when_eligible" => WhenEligible,
        /// For nobody.
        "never" => Never,
    } reserved []
}

object! {
    /// The programme's habits.
    OfferDefaultsDoc<'v> {
        optional base: BaseDoc,
        optional threshold_base: BaseDoc,
        optional unit_order: UnitOrderDoc,
        optional excluded_item: ExcludedItemDoc,
        optional no_effect: NoEffectDoc,
        optional unit: UseUnitDoc,
        optional overrun: OverrunDoc,
        optional cancelled: CancelledDoc,
        optional guests: GuestsDoc,
    } reserved []
}

words! {
    /// When it has its turn.
    PhaseDoc {
        /// Goods line by line.
        "line" => Line,
        /// The shop's offers on the order.
        "shop" => Shop,
        /// The market place's.
        "platform" => Platform,
        /// What shipping costs.
        "shipping" => Shipping,
        /// What is given, and takes nothing off.
        "points" => Points,
    } reserved []
}

words! {
    /// Which units come first.
    UnitOrderDoc {
        /// Those that cost most.
        "dearest" => Dearest,
        /// Those that cost least.
        "cheapest" => Cheapest,
        /// As the cart lists them.
        "cart_order" => Cart,
    } reserved []
}

choice! {
    /// Who pays for the discount.
    BearerDoc<'v> {
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
        variants {
            /// Several, each so many percent.
            "split" => Split(SplitDoc<'v>),
        }
    } reserved []
}

object! {
    /// The parts of those who pay, in percent.
    SplitDoc<'v> {
        /// The part of the maker of the goods, in percent.
        optional brand: Number as form::Part,
        /// The part of the seller, in percent.
        optional shop: Number as form::Part,
        /// The part of the market place, in percent.
        optional platform: Number as form::Part,
        /// The part of somebody else, in percent.
        optional partner: Number as form::Part,
    } reserved []
}

object! {
    /// An offer's own rounding of its discount.
    OfferRoundingDoc<'v> {
        optional mode: ModeDoc,
        optional level: LevelDoc,
        optional granularity: Text<'v> as form::PositiveMoney,
        optional subject: SubjectDoc,
    } reserved []
}

choice! {
    /// What the discount falls on.
    TargetDoc<'v> {
        words {
            /// The goods as one amount.
            "order" => Order,
            /// What it costs to bring it.
            "shipping" => Shipping,
        }
        variants {
            /// Every line that the selector matches.
            "lines" => Lines(SelectorDoc<'v>),
            /// Some of their units.
            "units" => Units(UnitsDoc<'v>),
        }
    } reserved []
}

object! {
    /// At most so many units, in an order.
    UnitsDoc<'v> {
        optional of: SelectorDoc<'v>,
        required at_most: Tabled<'v> as form::Table<form::Count>,
        optional per: PerDoc,
        optional take: UnitOrderDoc,
    } reserved []
}

words! {
    /// Among which units so many are taken.
    PerDoc {
        /// Those of all lines.
        "order" => Order,
        /// Those of each line.
        "line" => Line,
        /// Those of all orders of a member.
        "member" => Member,
    } reserved []
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
            /// So much off.
            "amount" => Amount(AmountDoc<'v>),
            /// So much off for each so much.
            "every" => Every(EveryDoc<'v>),
            /// Some bought, others cheaper.
            "buy_get" => BuyGet(BuyGetDoc<'v>),
            /// So many for a price.
            "n_for" => NFor(NForDoc<'v>),
            /// Different things together.
            "bundle" => Bundle(BundleDoc<'v>),
            /// One of so many cheaper.
            "nth_item" => NthItem(NthItemDoc<'v>),
            /// The price that the line carries for members.
            "member_price" => MemberPrice(OtherPriceDoc<'v>),
            /// Down to a competitor's price that the line carries.
            "price_match" => PriceMatch(OtherPriceDoc<'v>),
            /// Free or cheaper shipping.
            "shipping" => Shipping(ShippingOffDoc<'v>),
            /// Something added.
            "gift" => Gift(GiftDoc<'v>),
            /// Bonus points.
            "points" => Points(GiveDoc<'v>),
            /// The order's points, so many times.
            "multiplier" => Multiplier(TimesDoc<'v>),
            /// Money later.
            "cash_back" => CashBack(CashBackDoc<'v>),
        }
    } reserved [
    ]
}

object! {
    /// `off` percent, together at most `cap`.
    PercentDoc<'v> {
        required off: Tabled<'v> as form::ByLine<form::PositivePercent>,
        optional cap: Tabled<'v> as form::Table<form::PositiveMoney>,
    } reserved []
}

object! {
    /// Each unit at `price`, where that is less.
    FixedPriceDoc<'v> {
        required price: Tabled<'v> as form::ByLine<form::Money>,
    } reserved []
}

object! {
    /// Each unit at its sku's price, where that is less.
    PriceListDoc<'v> {
        required prices: Map<'v, Tabled<'v>, MAX_PRICES>
            as form::NonEmpty<form::ByName<Map<'v, form::ByLine<form::Money>, MAX_PRICES>>>,
    } reserved []
}

object! {
    /// `off` percent or `amount` off what shipping costs, or down to `price`.
    ShippingOffDoc<'v> {
        optional off: Tabled<'v> as form::Table<form::PositivePercent>,
        optional amount: Tabled<'v> as form::Table<form::PositiveMoney>,
        optional price: Tabled<'v> as form::Table<form::Money>,
        optional methods: List<'v, Keyed, MAX_CONDITIONS>
            as form::NonEmpty<List<'v, Keyed, MAX_CONDITIONS>>,
        optional cap: Tabled<'v> as form::Table<form::PositiveMoney>,
    } reserved []
}

object! {
    /// One of these.
    GiftDoc<'v> {
        required choices: List<'v, GiftChoiceDoc<'v>, MAX_GIFTS>
            as form::NonEmpty<List<'v, GiftChoiceDoc<'v>, MAX_GIFTS>>,
        optional placing: PlacingDoc,
        optional claim: ClaimDoc,
    } reserved []
}

object! {
    /// So many units of a sku, and how many of them there are.
    GiftChoiceDoc<'v> {
        /// What is given.
        required sku: Keyed,
        /// How many. Default: 1.
        optional units: Int<1, MAX_UNITS>,
        /// How many there are; with fewer than `units` there are none to be had. Default: always
        /// enough.
        optional stock: Int<0, MAX_UNITS>,
    } reserved []
}

object! {
    /// `off` off.
    AmountDoc<'v> {
        required off: Tabled<'v>
            as form::Either<form::ByLine<form::PositiveMoney>, form::Worth>,
        optional per: AmountPerDoc,
        optional over: OverDoc,
        optional reaches: List<'v, ReachDoc, 3> as form::NonEmpty<List<'v, ReachDoc, 3>>,
        optional floor_price: FloorPriceDoc,
    } reserved []
}

words! {
    /// How a gift comes to an order.
    PlacingDoc {
        /// Free where it is in the cart, else offered.
        "discount_or_offer" => DiscountOrOffer,
        /// Free where it is in the cart.
        "discount" => Discount,
        /// Beside the cart.
        "add" => Add,
    } reserved []
}

words! {
    /// What an amount is off.
    AmountPerDoc {
        /// The target, once.
        "order" => Order,
        /// Each of its lines.
        "line" => Line,
        /// Each of its units.
        "unit" => Unit,
    } reserved []
}

either! {
    /// Whether the member has to ask for it.
    ClaimDoc { "automatic", "claimed" }
}

object! {
    /// So many times.
    TimesDoc<'v> {
        required by: Tabled<'v> as form::ByLine<form::Factor>,
    } reserved []
}

object! {
    /// `off` percent of what is paid in money, or `amount`, `after` so long.
    CashBackDoc<'v> {
        optional off: Tabled<'v> as form::Table<form::PositivePercent>,
        optional amount: Tabled<'v> as form::Table<form::PositiveMoney>,
        optional cap: Tabled<'v> as form::Table<form::PositiveMoney>,
        optional after: DurationDoc,
    } reserved [] one_of [off, amount]
}

either! {
    /// What one line can't take goes to others, or is lost.
    OverDoc { "spill", "clamp" }
}

words! {
    /// What an amount is taken off.
    ReachDoc {
        /// The lines.
        "goods" => Goods,
        /// What costs a fee.
        "fees" => Fees,
        /// What it costs to bring it.
        "shipping" => Shipping,
    } reserved []
}

either! {
    /// What a floor price keeps out goes to others, or is lost.
    FloorPriceDoc { "pass_on", "lost" }
}

object! {
    /// `off` off for each full `amount` or `units`.
    EveryDoc<'v> {
        optional amount: Tabled<'v> as form::Table<form::PositiveMoney>,
        optional units: Tabled<'v> as form::Table<form::Count>,
        required off: Tabled<'v> as form::Table<form::PositiveMoney>,
        optional cap: Tabled<'v> as form::Table<form::PositiveMoney>,
        optional at_most: Int<1, MAX_UNITS>,
    } reserved [] one_of [amount, units]
}

object! {
    /// Down to the number of this name, or a `share` of the way.
    OtherPriceDoc<'v> {
        required attribute: Keyed,
        optional share: Tabled<'v> as form::ByLine<form::PositivePercent>,
    } reserved []
}
