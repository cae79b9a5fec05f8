//! Offers and their benefits.

use super::condition::ConditionDoc;
use super::rounding::{LevelDoc, ModeDoc};
use super::selector::SelectorDoc;
use super::time::WindowDoc;
use crate::document::declare::{choice, object, words};
use crate::document::leaf::{Ident, Locales, Number, Plain};
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
