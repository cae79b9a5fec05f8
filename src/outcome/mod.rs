//! Outcomes: what the operations say. Plain data with stable codes; no prose.
//!
//! How they are written as JSON is [`crate::document`]'s.

mod authority;
mod combinations;
mod entry;
mod hint;
mod perks;
mod quote;
mod reason;
mod standing;
mod status;
mod verdict;

pub use authority::{Authority, AuthorityKey, AuthorityOffer, AuthorityReward};
pub use combinations::{Combination, CombinationGroup, CombinationPerk, Combinations, Most};
pub use entry::{
    Entry, EntryKind, LinePoints, LineShare, Message, Notice, Received, Recorded, Restored,
    ReturnedLine,
};
pub use hint::{AddGoods, Change, Hint, Hints};
pub use perks::{MembershipStatus, PerkLines, PerkStatus, Renewal};
pub(crate) use quote::CarriedOn;
pub use quote::{
    Applied, BetterChoice, Earned, GiftUnits, LineDiscount, PossibleOffer, Proof, Quote,
    QuoteCashBack, QuoteCode, QuoteGift, QuoteLine, QuoteOffers, QuotePoints, QuotePrice,
    QuoteShipping, QuoteTax, Receipt, Replay, RewardQuote, RulePoints, Spending, Totals,
};
pub use reason::Reason;
pub use standing::{
    Asked, Measured, ScoreInput, ScoreStatus, TierAfter, TierFact, TierLoss, TierPath,
    TierProgress, TierStatus, Unit,
};
pub use status::{
    AvailableOffer, CouponStatus, DueCashBack, FavouriteStatus, LotStatus, NextExpiry,
    PointsStatus, PoolStatus, RefusedOffer, Status, StatusOffers, StreakStatus,
};
pub use verdict::{Verdict, Verdicts};
