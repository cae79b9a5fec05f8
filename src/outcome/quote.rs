//! A quote: what the checkout shows. All amounts are of the programme's currency, in minor units.

use super::{PerkLines, Reason, RefusedOffer, TierAfter};
use crate::member::OrderCounted;
use crate::program::{Bearer, BearerShare, PoolId, Program, RewardGives, RuleId};
use crate::value::{Date, Id, Instant, Key, Money, Points, Rate};

/// The price of a cart for a member at an instant, line by line.
#[derive(Clone, Debug)]
pub struct Quote {
    pub(crate) program: Program,
    /// The instant of the answer.
    pub now: Instant,
    /// In the order of the cart.
    pub lines: Vec<QuoteLine>,
    /// What it costs to bring it; nothing without shipping.
    pub shipping: QuoteShipping,
    /// Sums over the lines, and shipping.
    pub totals: Totals,
    /// To spend and to earn.
    pub points: QuotePoints,
    /// The levels after the order, where they are others than before it.
    pub tier_after: Vec<TierAfter>,
    /// What applied and what did not.
    pub offers: QuoteOffers,
    /// The coupons and codes that were entered, each once.
    pub codes: Vec<QuoteCode>,
    /// What gifts there are beside the cart, or might be, in the order of the offers' turns.
    pub gifts: Vec<QuoteGift>,
    /// What is credited later, in the order of the offers' turns.
    pub cash_back: Vec<QuoteCashBack>,
    /// The perks of the member that are about goods, and the lines that they are about.
    pub perks: Vec<PerkLines>,
    /// Where it was asked for.
    pub receipt: Option<Receipt>,
}

/// What tells whether two quotes are one: the first 16 bytes of SHA-256 sums, as 32 hexadecimal
/// digits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Receipt {
    /// Of the programme's document.
    pub program: String,
    /// Of the member, the cart and the options.
    pub inputs: String,
    /// Of all of the quote but this.
    pub outcome: String,
}

/// Whether a quote that is made again is that of its receipt, and made from the same.
#[derive(Clone, Debug)]
pub struct Replay {
    /// The programme is that of the receipt.
    pub program: bool,
    /// So are member, cart and options.
    pub inputs: bool,
    /// So is all that the quote says.
    pub outcome: bool,
    /// As it is made now, with a receipt of its own.
    pub quote: Quote,
}

impl Replay {
    /// Whether all three are.
    #[must_use]
    pub fn is_same(&self) -> bool {
        self.program && self.inputs && self.outcome
    }
}

/// One line: list − discount = net; net − by points − by card = to pay.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QuoteLine {
    /// Of the cart's line.
    pub id: Key,
    /// What it sells.
    pub sku: Key,
    /// How many.
    pub units: u32,
    /// Of one unit, before discounts.
    pub price: Money,
    /// Units × price.
    pub list: Money,
    /// Each with who bears it.
    pub discounts: Vec<LineDiscount>,
    /// Their sum.
    pub discount: Money,
    /// After discounts.
    pub net: Money,
    /// The part that spent points pay.
    pub by_points: Money,
    /// The part that a gift card pays.
    pub by_card: Money,
    /// The part that is paid in money.
    pub pay: Money,
    /// Its tax after discounts; `None` without a rate.
    pub tax: Option<QuoteTax>,
    /// Points that this line earns.
    pub earns: Points,
}

/// Tax, in the price or on top of it as the programme says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct QuoteTax {
    /// As a part of the base.
    pub rate: Rate,
    /// What is taxed: what is left after discounts, without the tax.
    pub base: Money,
    /// The tax on it.
    pub tax: Money,
}

/// A discount on a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LineDiscount {
    /// Which offer's; `None`: of rounding the order's total.
    pub offer: Option<Id>,
    /// Of so many of the line's units; `None`: of all.
    pub units: Option<u32>,
    /// How much.
    pub amount: Money,
    /// Who pays for it.
    pub bearer: Bearer,
}

/// Shipping: cost − discount − by points − by card = to pay.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct QuoteShipping {
    /// Before discounts.
    pub cost: Money,
    /// Each with who bears it.
    pub discounts: Vec<LineDiscount>,
    /// Their sum.
    pub discount: Money,
    /// The part that spent points pay.
    pub by_points: Money,
    /// The part that a gift card pays.
    pub by_card: Money,
    /// The part that is paid in money.
    pub pay: Money,
    /// Its tax; `None` without a rate.
    pub tax: Option<QuoteTax>,
}

/// Sums over the lines, and shipping: net + shipping − its discount − by points − by card = to pay.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    /// Before discounts.
    pub list: Money,
    /// Of all offers.
    pub discount: Money,
    /// After discounts.
    pub net: Money,
    /// What shipping costs, before discounts.
    pub shipping: Money,
    /// Of all offers on shipping.
    pub shipping_discount: Money,
    /// What spent points pay.
    pub by_points: Money,
    /// What a gift card pays.
    pub by_card: Money,
    /// What is paid in money.
    pub pay: Money,
    /// What is taxed, without the tax.
    pub taxable: Money,
    /// The tax on it.
    pub tax: Money,
    /// What is paid in money with the tax on top; `None` where prices include it.
    pub due: Option<Money>,
    /// Of all lines.
    pub units: i64,
}

/// Points to spend and to earn.
#[derive(Clone, Debug)]
pub struct QuotePoints {
    /// Spendable now; negative when more is owed.
    pub balance: Points,
    /// The lines that were to be bought at a price in points, by their ids.
    pub prices: Vec<QuotePrice>,
    /// On this order.
    pub spend: Spending,
    /// By this order.
    pub earn: Earned,
}

/// A line at a price in points, or why not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QuotePrice {
    /// Of the cart's line.
    pub line: Key,
    /// Which price.
    pub price: Id,
    /// For all its units.
    pub points: Points,
    /// For all its units, beside the points.
    pub money: Money,
    /// Why not; empty when it is bought so.
    pub reasons: Vec<Reason>,
}

/// What a reward costs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RewardQuote {
    /// Which.
    pub reward: Id,
    pub(crate) gives: RewardGives,
    /// To be paid in points.
    pub points: Points,
    /// To be paid in money, beside the points.
    pub money: Money,
    /// Why it cannot be had, in order of precedence; empty when it can.
    pub reasons: Vec<Reason>,
}

/// Points as money on an order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Spending {
    /// The most that this order takes from this balance.
    pub maximum: Points,
    /// What is charged.
    pub chosen: Points,
    /// What that pays.
    pub worth: Money,
    /// Why not what was asked for; empty when it was granted.
    pub reasons: Vec<Reason>,
}

impl QuotePoints {
    /// All points that the order takes: as money, and for lines at a price.
    #[must_use]
    pub fn charged(&self) -> Points {
        let bought = self.prices.iter().filter(|price| price.reasons.is_empty());
        self.spend.chosen + bought.map(|price| price.points).sum()
    }
}

impl RulePoints {
    /// Whether they go into the usual pool.
    pub(crate) const fn is_main(&self) -> bool {
        self.pool_name.is_none()
    }
}

impl Earned {
    /// Whether there are points of any pool.
    pub(crate) fn gives(&self) -> bool {
        self.rules.iter().any(|rule| rule.points > Points::ZERO)
    }
}

/// Points that an order earns.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Earned {
    /// By all rules, into the first spendable pool.
    pub total: Points,
    /// By each rule that gives any, or would but for a cap, in the order of the programme.
    pub rules: Vec<RulePoints>,
    /// What is left of steps then, for the next order.
    pub(crate) carried: Vec<CarriedOn>,
    /// The runs of days as they are then.
    pub(crate) runs: Vec<(RuleId, Date, u32)>,
}

/// What a rule carries on to the next order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct CarriedOn {
    pub(crate) rule: RuleId,
    pub(crate) left: Money,
    /// Of an order: what it counted.
    pub(crate) counted: Option<Box<OrderCounted>>,
}

/// What one rule gives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RulePoints {
    /// Which rule.
    pub rule: Id,
    pub(crate) index: RuleId,
    /// Into which pool.
    pub(crate) pool: PoolId,
    /// Its name, unless it is the usual one.
    pub(crate) pool_name: Option<Id>,
    /// In all, after multipliers and caps.
    pub points: Points,
    /// Before caps, where one took some away.
    pub uncapped: Option<Points>,
    /// The multipliers that hold for it.
    pub multipliers: Vec<Id>,
    /// For each line of the cart, in its order; adds up to `points`. Empty where there are none.
    pub lines: Vec<Points>,
}

/// Offers by what became of them.
#[derive(Clone, Debug)]
pub struct QuoteOffers {
    /// In the order of the programme.
    pub applied: Vec<Applied>,
    /// What would apply, but for others; in the order of the programme.
    pub possible: Vec<PossibleOffer>,
    /// In the order of the programme.
    pub refused: Vec<RefusedOffer>,
    /// How sure it is that no other combination saves more; `None` where nothing was to choose.
    pub proof: Option<Proof>,
    /// Where offers were picked: what saves more.
    pub better: Option<BetterChoice>,
}

/// An offer that applied.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Applied {
    /// Which.
    pub offer: Id,
    /// On all its lines, and on shipping.
    pub saves: Money,
    /// The points that it gives, where it gives points.
    pub points: Option<Points>,
    /// What it gives later, where it gives cash back.
    pub cash_back: Option<Money>,
    /// How often it is used, where that is noted.
    pub uses: Option<u32>,
    /// The coupon of the member's that it uses.
    pub coupon: Option<Key>,
    /// What that coupon is worth, where the offer takes so much; of it, what is over the order is
    /// lost.
    pub worth: Option<Money>,
    /// The code that it uses, as codes are compared.
    pub code: Option<Key>,
    /// How often everybody used it until now, and how much it saved them, where that is limited: as
    /// the caller said. This order adds `uses`, and `saves` or `cash_back`.
    pub counted: Option<(i64, Money)>,
}

/// A coupon or code that was entered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QuoteCode {
    /// As it was entered.
    pub entered: String,
    /// Of which offer it is.
    pub offer: Option<Id>,
    /// Why it brings nothing; empty where its offer applied.
    pub reasons: Vec<Reason>,
}

/// A gift beside the cart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QuoteGift {
    /// By which offer.
    pub offer: Id,
    /// It comes with the order; else it is free once it is in the cart, or once it is picked.
    pub added: bool,
    /// What can be had, one of them; in the order of the offer.
    pub choices: Vec<GiftUnits>,
}

/// So many units of a sku.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GiftUnits {
    /// Which.
    pub sku: Key,
    /// How many.
    pub units: u32,
    /// How many there are, where that is limited.
    pub stock: Option<u32>,
}

/// Money that is credited later.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QuoteCashBack {
    /// By which offer.
    pub offer: Id,
    /// How much.
    pub amount: Money,
    /// When.
    pub at: Instant,
    /// Who pays it; the parts add up to the amount.
    pub bearers: Vec<BearerShare>,
    /// For each line of the cart, in its order; adds up to the amount.
    pub(crate) lines: Vec<Money>,
}

/// An offer that could have applied.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PossibleOffer {
    /// Which.
    pub offer: Id,
    /// What it would save alone.
    pub saves: Money,
    /// Why it did not.
    pub reasons: Vec<Reason>,
}

/// How sure it is that a choice is the best.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Proof {
    /// What no combination exceeds.
    pub bound: Money,
    /// How far what was chosen may be from the best: zero when it is proved.
    pub gap: Money,
    /// The combinations that were looked at, whole or in part.
    pub nodes: u32,
}

/// A choice that saves more than what was picked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BetterChoice {
    /// So much more.
    pub by: Money,
    /// With these, in the order of the programme.
    pub offers: Vec<Id>,
}
