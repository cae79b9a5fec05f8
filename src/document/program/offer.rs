//! Offers and their benefits.

use super::condition::{BaseDoc, ConditionDoc};
use super::groups::{BundleDoc, BuyGetDoc, NForDoc, NthItemDoc};
use super::rounding::{LevelDoc, ModeDoc};
use super::selector::SelectorDoc;
use super::stacking::OfferStackingDoc;
use super::time::WindowDoc;
use crate::document::declare::{choice, object, words};
use crate::document::leaf::{Ident, Locales, Number, Tabled};
use crate::document::shape::{Map, Text};
use crate::value::bounds::MAX_PRICES;

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
        optional schedule: ConditionDoc<'v>,
        optional target: TargetDoc<'v>,
        required benefit: BenefitDoc<'v>,
        optional phase: PhaseDoc,
        optional base: BaseDoc,
        optional bearer: BearerDoc<'v>,
        optional rounding: OfferRoundingDoc<'v>,
        optional unit_order: UnitOrderDoc,
        optional threshold_base: BaseDoc,
        optional stacking: OfferStackingDoc<'v>,
    } reserved [
        "text", "limits", "activation", "uses_perk", "shown", "excluded_item",
        "no_effect",
    ]
}

object! {
    /// The programme's habits.
    OfferDefaultsDoc<'v> {
        optional base: BaseDoc,
        optional threshold_base: BaseDoc,
        optional unit_order: UnitOrderDoc,
    } reserved ["excluded_item", "no_effect", "unit", "overrun", "cancelled", "guests"]
}

words! {
    /// How the member comes to it.
    KindDoc {
        /// It applies by itself.
        "automatic" => Automatic,
    } reserved ["wallet", "public_code", "unique_code", "signed"]
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
    } reserved ["shipping", "points"]
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
        optional brand: Number,
        optional shop: Number,
        optional platform: Number,
        optional partner: Number,
    } reserved []
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
        words {
            /// The goods as one amount.
            "order" => Order,
        }
        variants {
            /// Every line that the selector matches.
            "lines" => Lines(SelectorDoc<'v>),
            /// Some of their units.
            "units" => Units(UnitsDoc<'v>),
        }
    } reserved ["shipping"]
}

object! {
    /// At most so many units, in an order.
    UnitsDoc<'v> {
        optional of: SelectorDoc<'v>,
        required at_most: Tabled<'v>,
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
    } reserved ["member"]
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
            /// Some bought, others cheaper.
            "buy_get" => BuyGet(BuyGetDoc<'v>),
            /// So many for a price.
            "n_for" => NFor(NForDoc<'v>),
            /// Different things together.
            "bundle" => Bundle(BundleDoc<'v>),
            /// One of so many cheaper.
            "nth_item" => NthItem(NthItemDoc<'v>),
        }
    } reserved [
        "amount", "every", "member_price",
        "price_match", "shipping", "gift", "points", "multiplier", "cash_back",
    ]
}

object! {
    /// `off` percent, together at most `cap`.
    PercentDoc<'v> {
        required off: Tabled<'v>,
        optional cap: Tabled<'v>,
    } reserved []
}

object! {
    /// Each unit at `price`, where that is less.
    FixedPriceDoc<'v> {
        required price: Tabled<'v>,
    } reserved []
}

object! {
    /// Each unit at its sku's price, where that is less.
    PriceListDoc<'v> {
        required prices: Map<'v, Tabled<'v>, MAX_PRICES>,
    } reserved []
}
