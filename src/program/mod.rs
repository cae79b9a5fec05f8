//! The programme: rules that are valid by construction. Made by `validate` only.
//!
//! It knows no JSON and evaluates nothing; see [`crate::engine`].

mod bearer;
mod class;
mod condition;
mod coupon;
mod earning;
mod favourite;
mod groups;
mod measure;
mod named;
mod offer;
mod perk;
mod points;
mod selector;
mod spending;
mod stacking;
mod table;
mod tier;
mod voucher;
mod watch;

use std::sync::{Arc, OnceLock};

pub(crate) use bearer::Bearers;
pub use bearer::{Bearer, BearerShare};
pub(crate) use class::{
    History, How, Lifecycle, LifetimeValue, Matrix, Migration, Renamed, Rfm, Score, ScoreId,
    Segment, SegmentId, StageId,
};
pub(crate) use condition::{
    Balance, Condition, Days, FactId, Goods, Hours, Listed, OnDays, OrderFact, OrderFactId,
    OrderIs, OrderNumber, OrderWhat, Taxed,
};
pub(crate) use coupon::{
    Codes, Hashes, Issue, Limits, MemberLimit, OfferKind, Overrun, UseUnit, Valid, Wallet,
};
pub(crate) use earning::{
    Basis, Cap, CapPer, Combine, EarnLevel, Earning, Give, Matching, Multiplier, Multipliers, On,
    PerAmount, PerQuantity, PerUnit, RuleId, RuleSet, Steps, Streak,
};
pub(crate) use favourite::{Favourite, FavouriteBy, FavouriteId, Favourites};
pub(crate) use groups::{Buy, BuyGet, Extreme, Gives, GroupPart, Groups, LeftOver, Made};
pub use measure::Stated;
pub(crate) use measure::{
    ActivityCount, Around, Bound, Bounded, Class, DueAgain, Elapsed, HasPlan, Measure, MeasureId,
    NthOrder, Numbers, RfmPart, ShareBy, Since, What, Within,
};
pub(crate) use named::Named;
pub(crate) use offer::{
    AmountOff, AmountPer, Base, Benefit, CashBack, DiscountRounding, Every, Full, Gift, GiftChoice,
    Off, Offer, OfferId, Per, Phase, Placing, PriceList, ShippingOff, Shown, Subject, Target,
    TaxRules, UnitOrder,
};
pub(crate) use perk::{Perk, PerkGives, PerkId, Quota};
pub(crate) use points::{
    Activity, ActivityId, Availability, Becomes, Clawback, Conversion, ExpiredBack, ExpiresAfter,
    Expiry, Forfeit, Household, Inactivity, MonthDay, PointsRules, Pool, PoolId, Returns,
    Shortfall, SpentBack, Take, Transfers,
};
pub(crate) use selector::{
    Discounted, Kind, LineMask, Looked, Ones, Sample, Selection, Selector, SelectorId, SelectorSet,
    SelectorSetBuilder, Symbol, Test,
};
pub(crate) use spending::{
    Cash, CashMaximum, Mix, PointsPrice, Price, Reward, RewardGives, UseLimit,
};
pub(crate) use stacking::{
    Choose, Combined, DiscountMaximum, Exclusive, GroupId, OfferStacking, Stacking,
};
pub(crate) use table::{Amount, Carried, LineTable, Rows, Table, TableId};
pub(crate) use tier::{
    Downgrade, Ladder, LadderId, Level, LevelId, LevelReturns, LevelSet, Plan, PlanId, Upgrade,
    Validity,
};

pub(crate) use voucher::VoucherKey;
pub(crate) use watch::{Watch, WatchId, Watched};

pub use stacking::Why;

use crate::member::Digest;
use crate::problem::Problem;
use crate::value::{Calendar, Currency, Id, Money, Rounding, Spread};

/// A programme: immutable, compiled once, cheap to clone.
#[derive(Clone, Debug)]
pub struct Program {
    pub(crate) rules: Arc<Rules>,
}

impl Program {
    /// The identifier that members' documents name.
    #[must_use]
    pub fn id(&self) -> &Id {
        &self.rules.id
    }

    /// The author's version number.
    #[must_use]
    pub fn version(&self) -> u32 {
        self.rules.version
    }

    /// The only currency of its amounts.
    #[must_use]
    pub fn currency(&self) -> Currency {
        self.rules.currency
    }

    /// The zone of its days: an IANA name, the name of a table of its own, or an offset such as
    /// `+08:00`.
    #[must_use]
    pub fn zone(&self) -> &str {
        self.rules.calendar.zone().name()
    }

    /// Decimal digits of its points, 0–3: how many of the smallest points a point has.
    #[must_use]
    pub fn point_digits(&self) -> u8 {
        self.rules.points.decimals
    }

    /// A code as the programme compares it: whose are equal are one code. Who keeps unique codes
    /// keeps them so.
    ///
    /// ```
    /// # use perks::{Program, value::TzDatabase};
    /// # let text = std::fs::read_to_string("programs/watsons-vip/program.json")?;
    /// # let program = Program::parse(text, &TzDatabase)?;
    /// assert_eq!(program.code(" SAVE-10 10 "), "save1010");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn code(&self, text: &str) -> String {
        self.rules.codes.normal(text)
    }

    /// What its author should look at; never an error.
    #[must_use]
    pub fn warnings(&self) -> &[Problem] {
        &self.rules.warnings
    }

    /// Whether both are handles of one reading.
    pub(crate) fn is(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.rules, &other.rules)
    }
}

/// Everything a programme says.
#[derive(Debug)]
pub(crate) struct Rules {
    pub(crate) id: Id,
    pub(crate) version: u32,
    pub(crate) currency: Currency,
    pub(crate) calendar: Calendar,
    pub(crate) rounding: PointsRounding,
    pub(crate) points: PointsRules,
    pub(crate) ladders: Box<[Ladder]>,
    pub(crate) plans: Box<[Plan]>,
    pub(crate) perks: Box<[Perk]>,
    pub(crate) segments: Box<[Segment]>,
    pub(crate) lifecycle: Lifecycle,
    pub(crate) scores: Box<[Score]>,
    /// The rules that are fired when their own conditions turn met.
    pub(crate) watches: Box<[Watch]>,
    /// What conditions ask of the past, each asked once a call.
    pub(crate) measures: Box<[Measure]>,
    /// The lines that questions about the past narrow orders to; none of them is every line.
    pub(crate) past: Box<[Selection]>,
    /// What selectors ask each member's favourite of.
    pub(crate) favourites: Box<[Favourite]>,
    pub(crate) history: History,
    pub(crate) migration: Migration,
    pub(crate) activities: Box<[Activity]>,
    pub(crate) rewards: Box<[Reward]>,
    pub(crate) offers: Box<[Offer]>,
    /// How offers share amounts over lines.
    pub(crate) spread: Spread,
    /// The order's total is rounded down to a multiple of it.
    pub(crate) coin: Option<Money>,
    pub(crate) tax: TaxRules,
    pub(crate) stacking: Stacking,
    /// The indexes of the offers in the order of their turns: by phase, then by priority, then by
    /// rank.
    pub(crate) turns: Box<[usize]>,
    /// The codes of offers.
    pub(crate) codes: Codes,
    /// By which vouchers are signed.
    pub(crate) keys: Box<[VoucherKey]>,
    pub(crate) selectors: SelectorSet,
    /// What goods are called.
    pub(crate) named: Named,
    /// What conditions ask of the cart's goods, each asked once a quote.
    pub(crate) facts: Box<[Goods]>,
    /// What they ask of the order besides, each asked once a quote, and kept with an order.
    pub(crate) order_facts: Box<[OrderFact]>,
    /// What numbers depend on.
    pub(crate) tables: Box<[Table]>,
    pub(crate) warnings: Box<[Problem]>,
    /// The document, as it was read.
    pub(crate) source: Box<str>,
    /// Of its canonical form, once it was asked for.
    pub(crate) sum: OnceLock<Digest>,
}

impl Rules {
    /// Whether a use of an offer counts even if its order comes back: of a perk's quota, as the
    /// perk says.
    pub(crate) fn keeps(&self, offer: &Offer) -> bool {
        let Some(perk) = offer.perk else {
            return offer.limits.as_ref().is_some_and(|limits| limits.kept);
        };
        let quota = self.perks[usize::from(perk.0)].quota.as_ref();
        quota.is_some_and(|quota| quota.cancelled_counts)
    }
}

/// How points are rounded where they meet money, and money where it is divided.
#[derive(Clone, Copy, Debug)]
pub(crate) struct PointsRounding {
    /// Points that are granted, and the worth of a balance.
    pub(crate) granted: Rounding,
    /// Points that are charged for an amount.
    pub(crate) charged: Rounding,
    /// Money that is divided, as an average is.
    pub(crate) money: Rounding,
}
