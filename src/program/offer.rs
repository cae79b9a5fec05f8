//! Offers: what is discounted, by how much, for whom, when, in what order, and who bears it.

use std::cmp::Reverse;

use super::bearer::Bearers;
use super::groups::{Groups, Made};
use super::selector::{Discounted, Symbol};
use super::{
    Amount, Condition, Issue, Limits, OfferKind, OfferStacking, Overrun, PerkId, Selection, Taxed,
    UseUnit,
};
use crate::value::order::sorted;
use crate::value::{Duration, Id, Key, Level, Money, Rounding, Window};

/// Index into [`super::Rules::offers`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct OfferId(pub(crate) u16);

/// One offer.
#[derive(Clone, Debug)]
pub(crate) struct Offer {
    pub(crate) id: Id,
    pub(crate) kind: OfferKind,
    pub(crate) window: Window,
    pub(crate) when: Condition,
    /// Its condition asks what the offers before it left, so that it is judged when its turn comes.
    pub(crate) late: bool,
    pub(crate) target: Target,
    pub(crate) phase: Phase,
    pub(crate) base: Base,
    pub(crate) benefit: Benefit,
    pub(crate) rounding: DiscountRounding,
    pub(crate) bearers: Bearers,
    pub(crate) stacking: OfferStacking,
    pub(crate) limits: Option<Box<Limits>>,
    /// Each use takes one from the quota of this perk.
    pub(crate) perk: Option<PerkId>,
    /// An order with one of these lines that is no target has no part in it: lines that are
    /// excluded.
    pub(crate) blocked_by: Option<Selection>,
    /// Who names it uses it, even if it takes nothing off.
    pub(crate) used_without_effect: bool,
    /// Members first enrol in it.
    pub(crate) enrolls: bool,
    /// Orders note how they used it.
    pub(crate) noted: bool,
    pub(crate) shown: Shown,
    /// Among equals the least wins: the soonest to end, then by id.
    pub(crate) rank: u32,
}

impl Offer {
    /// Whether it comes to an order by a coupon or a code.
    pub(crate) fn is_coupon(&self) -> bool {
        !matches!(self.kind, OfferKind::Automatic)
    }

    /// The goods that it is about, and those of its groups.
    pub(crate) fn selections(&self) -> Vec<Selection> {
        let mut all = vec![self.target.goods()];
        if let Benefit::Groups(groups) = &self.benefit {
            match &groups.made {
                Made::BuyGet(of) => all.extend([of.bought, of.got]),
                Made::Parts { parts, .. } => all.extend(parts.iter().map(|part| part.of)),
            }
        }
        all
    }

    /// Of offers that save the same the least wins: without a coupon, then the lesser rank.
    pub(crate) fn tie(&self) -> (bool, u32) {
        (self.is_coupon(), self.rank)
    }

    /// Its place among the turns: by phase, then the higher priority first, then by rank.
    pub(crate) fn turn(&self) -> (Phase, Reverse<u16>, u32) {
        (self.phase, Reverse(self.stacking.priority), self.rank)
    }

    /// In which ways its coupons are issued by themselves.
    pub(crate) fn issues(&self) -> &[Issue] {
        match &self.kind {
            OfferKind::Wallet(wallet) => &wallet.issue,
            _ => &[],
        }
    }

    /// What a use of it is.
    pub(crate) fn use_unit(&self) -> UseUnit {
        self.limits.as_ref().map_or(UseUnit::Order, |limits| limits.unit)
    }

    /// Whether an order gets what is left of it, where that is less than it would take.
    pub(crate) fn trims(&self) -> bool {
        self.limits.as_ref().is_some_and(|limits| limits.overrun == Overrun::Trim)
    }

    /// Whether it takes off what the coupon is worth that is used.
    pub(crate) fn takes_worth(&self) -> bool {
        matches!(&self.benefit, Benefit::Amount(how) if matches!(how.off, Amount::Worth(_)))
    }

    /// Whether anything but its window and condition decides who has it.
    pub(crate) fn is_guarded(&self) -> bool {
        self.is_coupon()
            || self.enrolls
            || self.limits.is_some()
            || self.perk.is_some()
            || self.blocked_by.is_some()
    }

    /// Whether how much an order may have of it is known, and not only whether it may.
    pub(crate) fn binds(&self) -> bool {
        let several = self.perk.is_some() && self.use_unit() != UseUnit::Order;
        several || self.limits.as_ref().is_some_and(|limits| limits.binds())
    }

    /// Whether it takes from each unit of its lines what it takes from any: no unit's discount
    /// depends on another line, so that each line can have the best of such offers.
    pub(crate) fn is_plain(&self) -> bool {
        let plain = match &self.benefit {
            Benefit::Percent { cap: None, .. } | Benefit::OtherPrice { .. } => {
                self.rounding.level != Level::Order
            }
            Benefit::FixedPrice(_) | Benefit::PriceList(_) => true,
            _ => false,
        };
        plain
            && !self.binds()
            && !self.late
            && self.phase == Phase::Line
            && matches!(&self.target, Target::Lines(of) if of.discounted == Discounted::Any)
    }

    /// Whether it gives what a guest cannot have.
    pub(crate) fn is_for_members(&self) -> bool {
        self.phase == Phase::Points
    }
}

/// When an offer stands in a member's list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Shown {
    #[default]
    Always,
    /// For who could have it with a suitable cart.
    WhenEligible,
    Never,
}

/// What an offer discounts.
#[derive(Clone, Debug)]
pub(crate) enum Target {
    /// All units of the lines.
    Lines(Selection),
    /// Some units of the lines.
    Units {
        of: Selection,
        at_most: Amount,
        per: Per,
        take: UnitOrder,
    },
    /// The order as one amount: these of its lines.
    Order(Selection),
    Shipping,
    /// It names its goods itself, or is about none.
    None,
}

impl Target {
    /// The goods that an offer's conditions are about when they do not say.
    pub(crate) fn goods(&self) -> Selection {
        match self {
            Self::Lines(of) | Self::Units { of, .. } | Self::Order(of) => *of,
            Self::Shipping | Self::None => Selection::default(),
        }
    }
}

/// Among which units so many are taken.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Per {
    #[default]
    Order,
    Line,
}

/// Which units come first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum UnitOrder {
    #[default]
    Dearest,
    Cheapest,
    Cart,
}

/// When an offer has its turn; each phase begins with what the ones before it left.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Phase {
    Line,
    Shop,
    Platform,
    Shipping,
    /// What takes nothing off: bonus points, money later.
    Points,
}

impl Phase {
    /// As the programme says it.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Line => "line",
            Self::Shop => "shop",
            Self::Platform => "platform",
            Self::Shipping => "shipping",
            Self::Points => "points",
        }
    }
}

/// Which amount a percentage, or a condition, is about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Base {
    /// Before any discount.
    List,
    /// What the offers before it left.
    #[default]
    Current,
    /// What it leaves itself; of conditions alone.
    After,
}

/// What an offer gives.
#[derive(Clone, Debug)]
pub(crate) enum Benefit {
    /// This share of the price off, in billionths; all together at most the cap.
    Percent { off: Amount, cap: Option<Amount> },
    /// Each unit at this price, where that is less.
    FixedPrice(Amount),
    /// Each unit at its sku's price, where that is less.
    PriceList(PriceList),
    /// So much off.
    Amount(Box<AmountOff>),
    /// So much off for each so much of the target.
    Every(Box<Every>),
    /// Down to the price that the line carries under a name, or this share of the way, in
    /// billionths.
    OtherPrice { attribute: Key, share: Amount },
    /// Some units together.
    Groups(Box<Groups>),
    /// What shipping costs becomes less.
    Shipping(ShippingOff),
    /// Units that cost nothing, or come beside what is bought.
    Gift(Gift),
    /// Bonus points: by an earning rule of the offer's id.
    Points,
    /// The order's points, so many times: by a multiplier of the offer's id.
    Multiplier,
    /// Money later.
    CashBack(CashBack),
}

impl Benefit {
    /// Whether an order can have it several times.
    pub(crate) fn repeats(&self) -> bool {
        matches!(self, Self::Groups(_) | Self::Every(_))
    }

    /// Whether it is off the cost of shipping beside goods.
    pub(crate) fn reaches_shipping(&self) -> bool {
        matches!(self, Self::Amount(how) if how.shipping)
    }

    /// Leaves at most so many times in an order, of what repeats.
    pub(crate) fn at_most(&mut self, times: u32) {
        match self {
            Self::Groups(groups) => groups.repeat = groups.repeat.min(times),
            Self::Every(every) => every.at_most = every.at_most.min(times.into()),
            _ => {}
        }
    }

    /// Whether its number is a share, of the offer's base.
    pub(crate) fn takes_percentage(&self) -> bool {
        match self {
            Self::Percent { .. } => true,
            Self::Groups(groups) => groups.is_percentage(),
            Self::Shipping(ShippingOff { off, .. }) => matches!(off, Off::Percent(_)),
            _ => false,
        }
    }
}

/// What is taken off the cost of shipping, at most the cap.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ShippingOff {
    pub(crate) off: Off,
    pub(crate) cap: Option<Amount>,
}

/// How much is taken off an amount.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Off {
    /// This share, in billionths.
    Percent(Amount),
    Amount(Amount),
    /// All that is over this price.
    Price(Amount),
}

/// A part of what is paid in money for the target's lines, in money, later.
#[derive(Clone, Copy, Debug)]
pub(crate) struct CashBack {
    /// Never a price.
    pub(crate) off: Off,
    pub(crate) cap: Option<Amount>,
    /// When it is credited; `None`: at once.
    pub(crate) after: Option<Duration>,
}

/// Something that is added: one of the choices.
#[derive(Clone, Debug)]
pub(crate) struct Gift {
    /// At least one; each sku once.
    pub(crate) choices: Box<[GiftChoice]>,
    pub(crate) placing: Placing,
    /// Nothing is given before the member asks for it.
    pub(crate) claimed: bool,
}

/// So many units of a sku.
#[derive(Clone, Debug)]
pub(crate) struct GiftChoice {
    pub(crate) sku: Key,
    pub(crate) lines: Selection,
    /// At least one.
    pub(crate) units: u32,
    /// How many there are, where that is limited.
    pub(crate) stock: Option<u32>,
}

/// How a gift comes to an order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Placing {
    /// What of it is in the cart is free, the rest is offered.
    #[default]
    DiscountOrOffer,
    /// What of it is in the cart is free.
    Discount,
    /// It comes beside the cart.
    Add,
}

/// So much off.
#[derive(Clone, Copy, Debug)]
pub(crate) struct AmountOff {
    pub(crate) off: Amount,
    pub(crate) per: AmountPer,
    /// What a line or unit can't take is lost; else others take it.
    pub(crate) clamp: bool,
    /// What a floor price keeps out is lost; else others take it.
    pub(crate) floor_loses: bool,
    /// It is off goods and the like.
    pub(crate) goods: bool,
    /// It is off fees.
    pub(crate) fees: bool,
    /// It is off the cost of shipping.
    pub(crate) shipping: bool,
}

/// What an amount off is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum AmountPer {
    /// The target, once.
    Order,
    /// Each line of it.
    Line,
    /// Each unit of it.
    Unit,
}

/// So much off for each full so much of the target.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Every {
    pub(crate) full: Full,
    pub(crate) off: Amount,
    /// Together at most.
    pub(crate) cap: Option<Amount>,
    /// At most so often.
    pub(crate) at_most: i64,
}

/// What is counted of a target.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Full {
    /// Amounts of so much, on a base.
    Amount(Amount, Base),
    /// So many units.
    Units(Amount),
}

/// Prices by sku.
#[derive(Clone, Debug)]
pub(crate) struct PriceList(Box<[(Symbol, Amount)]>);

impl PriceList {
    pub(crate) fn new(prices: Vec<(Symbol, Amount)>) -> Self {
        Self(sorted(prices, |(one, _), (other, _)| one.cmp(other)).into())
    }

    pub(crate) fn price(&self, sku: Symbol) -> Option<Amount> {
        let found = self.0.binary_search_by_key(&sku, |(listed, _)| *listed).ok()?;
        self.0.get(found).map(|(_, price)| *price)
    }
}

/// How a discount is rounded.
#[derive(Clone, Copy, Debug)]
pub(crate) struct DiscountRounding {
    pub(crate) mode: Rounding,
    pub(crate) level: Level,
    /// What is rounded becomes a multiple of it; at least one minor unit.
    pub(crate) granularity: Money,
    pub(crate) subject: Subject,
}

/// Tax: of prices, of amounts off, and how it is rounded.
#[derive(Clone, Copy, Debug)]
pub(crate) struct TaxRules {
    /// It comes on top of prices; else they include it.
    pub(crate) excluded: bool,
    /// What becomes of the tax of a price where an amount is off it.
    pub(crate) amounts: Taxed,
    pub(crate) rounding: DiscountRounding,
}

/// What is rounded.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Subject {
    #[default]
    Discount,
    /// What is left after it; the discount is the rest.
    Price,
}
