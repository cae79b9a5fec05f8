//! What points are good for: money at the till, prices in points, rewards.

use super::condition::ConditionDoc;
use super::earning::ShippingDoc;
use super::selector::SelectorDoc;
use super::time::{DurationDoc, UsesPerDoc, WindowDoc};
use crate::document::declare::{choice, either, object};
use crate::document::leaf::{Ident, Keyed, Locales, Number, Plain, PointsText, Tabled};
#[cfg(feature = "schema")]
use crate::document::schema::form;
use crate::document::shape::{Int, List, Text};
use crate::value::bounds::{MAX_POINTS_PRICES, MAX_REWARD_LIMITS, MAX_UNITS};

object! {
    /// What points are good for in an order.
    SpendingDoc<'v> {
        optional cash: CashDoc<'v>,
        optional prices: List<'v, PointsPriceDoc<'v>, MAX_POINTS_PRICES>,
    } reserved []
}

object! {
    /// Points as money at the till: `points` are worth `worth`.
    CashDoc<'v> {
        required points: Plain<PointsText<'v>>,
        required worth: Plain<Text<'v>> as form::PositiveMoney,
        optional minimum: PointsText<'v>,
        optional step: PointsText<'v>,
        optional maximum: CashMaximumDoc<'v>,
        optional when: ConditionDoc<'v>,
        optional exclude: SelectorDoc<'v>,
        optional shipping: ShippingDoc,
        optional with_coupons: WithCouponsDoc,
        optional same_order: SameOrderDoc,
        optional items: ItemsDoc,
        optional pool: Ident,
    } reserved []
}

either! {
    /// Whether points and coupons pay together.
    WithCouponsDoc { "allowed", "refused" }
}

either! {
    /// What an order's own points can pay: the next one, or itself.
    SameOrderDoc { "later", "now" }
}

either! {
    /// What points cover.
    ItemsDoc { "any_amount", "whole_items" }
}

object! {
    /// The most that one order takes; all that are given hold.
    CashMaximumDoc<'v> {
        optional points: Plain<PointsText<'v>>,
        optional amount: Plain<Text<'v>> as form::PositiveMoney,
        optional share: Plain<Number> as form::Part,
    } reserved []
}

object! {
    /// Lines that may be bought with points.
    PointsPriceDoc<'v> {
        required id: Ident,
        required of: SelectorDoc<'v>,
        required price: PriceDoc<'v>,
        optional when: ConditionDoc<'v>,
        optional window: WindowDoc<'v>,
    } reserved []
}

object! {
    /// A price in points, in money, in both, or in a mix.
    PriceDoc<'v> {
        optional points: Tabled<'v> as form::Table<form::PositivePoints>,
        optional money: Tabled<'v> as form::Table<form::PositiveMoney>,
        optional mix: MixDoc<'v>,
    } reserved [] some_of [points, money]
}

object! {
    /// Points may be replaced by money: each `points` by `worth`.
    MixDoc<'v> {
        /// So many points ...
        required points: PointsText<'v>,
        /// ... may be replaced by so much money.
        required worth: Text<'v> as form::PositiveMoney,
        /// The fewest points. Default: none.
        optional minimum: PointsText<'v>,
        /// The most points. Default: all of the price.
        optional maximum: PointsText<'v>,
        /// Only multiples of it. Default: the smallest point.
        optional step: PointsText<'v>,
    } reserved []
}

object! {
    /// Something that points buy outside an order.
    RewardDoc<'v> {
        required id: Ident,
        #[expect(dead_code, reason = "checked, and of no consequence to the engine")]
        optional name: Locales,
        #[expect(dead_code, reason = "checked, and of no consequence to the engine")]
        optional description: Locales,
        required gives: RewardGivesDoc<'v>,
        required price: PriceDoc<'v>,
        optional when: ConditionDoc<'v>,
        optional window: WindowDoc<'v>,
        optional stock: Int<1, 1_000_000_000>,
        optional limits: List<'v, UseLimitDoc<'v>, MAX_REWARD_LIMITS>,
        optional pool: Ident,
    } reserved [] renamed ["text" => "description"]
}

choice! {
    /// What a reward is.
    RewardGivesDoc<'v> {
        words {
            /// Something good.
            "donation" => Donation,
        }
        variants {
            /// Goods.
            "gift" => Gift(GiftDoc<'v>),
            /// A card with an amount on it.
            "gift_card" => GiftCard(WorthDoc<'v>),
            /// Money.
            "cash_back" => CashBack(WorthDoc<'v>),
            /// Something of somebody else.
            "partner" => Partner(PartnerDoc<'v>),
            /// Uses of a perk.
            "perk" => Perk(GivenPerkDoc<'v>),
            /// A level.
            "tier" => Tier(GivenTierDoc<'v>),
            /// A coupon.
            "coupon" => Coupon(GivenCouponDoc<'v>),
        }
    } reserved []
}

object! {
    /// Goods.
    GiftDoc<'v> {
        /// What is given.
        required sku: Keyed,
    } reserved []
}

object! {
    /// An amount.
    WorthDoc<'v> {
        /// How much.
        required worth: Text<'v> as form::PositiveMoney,
    } reserved []
}

object! {
    /// Something of somebody else, and its worth.
    PartnerDoc<'v> {
        /// What people call it.
        #[expect(dead_code, reason = "checked, and of no consequence to the engine")]
        required name: Locales,
        /// What it is worth.
        required worth: Text<'v> as form::PositiveMoney,
    } reserved []
}

object! {
    /// So many uses of a perk.
    GivenPerkDoc<'v> {
        /// The perk.
        required id: Ident,
        /// How many uses.
        required uses: Int<1, MAX_UNITS>,
    } reserved []
}

object! {
    /// A coupon of an offer.
    GivenCouponDoc<'v> {
        /// The `wallet` offer whose coupon it is.
        required offer: Ident,
        /// What it is worth: where the offer takes what its coupon is worth, and only there.
        optional worth: Text<'v> as form::PositiveMoney,
    } reserved []
}

object! {
    /// A level, for so long.
    GivenTierDoc<'v> {
        /// The ladder; the only one need not be named.
        optional ladder: Ident,
        /// The level.
        required level: Ident,
        /// How long.
        required r#for: DurationDoc as form::Lasting,
    } reserved []
}

object! {
    /// At most so many times.
    UseLimitDoc<'v> {
        /// At most so many times.
        required uses: Plain<Int<1, MAX_UNITS>>,
        /// In which time.
        required per: UsesPerDoc,
    } reserved []
}
