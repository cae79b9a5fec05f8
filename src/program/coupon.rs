//! How offers come to an order: by themselves, by coupons that members hold, by codes; and how
//! often.

use sha2::{Digest as _, Sha256};

use super::{Amount, Condition, On};
use crate::value::{Cycle, Duration, Money, Window};

/// How an offer comes to an order.
#[derive(Clone, Debug)]
pub(crate) enum OfferKind {
    /// By itself.
    Automatic,
    /// By a coupon that the member holds.
    Wallet(Wallet),
    /// By a code that anyone may know; plain ones stand in [`Codes`].
    Public(Option<Hashes>),
    /// By a code of which the caller says that it is this offer's.
    Unique,
    /// By a voucher that one of these keys signed, by their indexes.
    Signed(Box<[u8]>),
}

impl OfferKind {
    /// As the programme says it.
    pub(crate) const fn name(&self) -> &'static str {
        match self {
            Self::Automatic => "automatic",
            Self::Wallet(_) => "wallet",
            Self::Public(_) => "public_code",
            Self::Unique => "unique_code",
            Self::Signed(_) => "signed",
        }
    }
}

/// Coupons of one offer.
#[derive(Clone, Debug)]
pub(crate) struct Wallet {
    pub(crate) issue: Box<[Issue]>,
    pub(crate) valid: Valid,
}

/// Who gets coupons by themselves.
#[derive(Clone, Debug)]
pub(crate) struct Issue {
    pub(crate) on: On,
    pub(crate) when: Condition,
    pub(crate) count: Amount,
    /// Of the offer's coupons, a member gets no more than so many.
    pub(crate) at_most: Option<u32>,
    /// What each is worth, where the offer takes so much.
    pub(crate) worth: Option<Amount>,
}

/// When a coupon can be used, within the window of its offer.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Valid {
    /// Whenever the offer holds.
    Offer,
    Within(Window),
    /// From its issue on, so long.
    After(Duration),
}

/// Codes of which a document tells only the SHA-256 of the salt and the code, as it is compared.
#[derive(Clone, Debug)]
pub(crate) struct Hashes {
    pub(crate) salt: Box<str>,
    pub(crate) hashes: Box<[[u8; 32]]>,
}

impl Hashes {
    /// The hash of a code, which is as it is compared.
    pub(crate) fn of(salt: &str, normal: &str) -> [u8; 32] {
        Sha256::new().chain_update(salt).chain_update(normal).finalize().into()
    }

    /// Whether it is one of these codes.
    pub(crate) fn has(&self, normal: &str) -> bool {
        self.hashes.contains(&Self::of(&self.salt, normal))
    }
}

/// The plain codes of all offers, and how codes are compared.
#[derive(Clone, Debug, Default)]
pub(crate) struct Codes {
    /// Capital letters are others than small ones.
    pub(crate) sensitive: bool,
    /// Spaces and dashes count.
    pub(crate) exact: bool,
    /// As they are compared, in order, each with the index of its offer.
    pub(crate) plain: Box<[(String, u32)]>,
}

impl Codes {
    /// A code as it is compared. Of letters those from A to Z have two cases.
    pub(crate) fn normal(&self, code: &str) -> String {
        let counts = |it: &char| self.exact || !is_filler(*it);
        let mut normal: String = code.trim().chars().filter(counts).collect();
        if !self.sensitive {
            normal.make_ascii_lowercase();
        }
        normal
    }

    /// The offer with this code, which is as it is compared.
    pub(crate) fn find(&self, normal: &str) -> Option<usize> {
        let place = self.plain.binary_search_by(|(code, _)| code.as_str().cmp(normal)).ok()?;
        self.plain.get(place).map(|(_, offer)| *offer as usize)
    }
}

/// Spaces and dashes, of Latin and of Chinese keyboards.
const fn is_filler(it: char) -> bool {
    matches!(it, ' ' | '-' | '\u{a0}' | '\u{3000}' | '\u{2010}'..='\u{2015}' | '\u{ff0d}')
}

/// How often an offer is used.
#[derive(Clone, Debug)]
pub(crate) struct Limits {
    pub(crate) per_member: Box<[MemberLimit]>,
    /// Uses by everybody.
    pub(crate) total: Option<u32>,
    /// Saved by everybody, or given to everybody as cash back.
    pub(crate) budget: Option<Money>,
    pub(crate) unit: UseUnit,
    pub(crate) overrun: Overrun,
    /// An order that came back whole has used it all the same.
    pub(crate) kept: bool,
    /// Guests, whose uses nobody knows, have it too.
    pub(crate) guests: bool,
}

impl Limits {
    /// Whether somebody else counts.
    pub(crate) fn is_counted_elsewhere(&self) -> bool {
        self.total.is_some() || self.budget.is_some()
    }

    /// Whether how much an order may have of it is known, and not only whether it may.
    pub(crate) fn binds(&self) -> bool {
        let amounts = self.budget.is_some() || self.per_member.iter().any(|it| it.amount.is_some());
        self.overrun != Overrun::Allow && (self.unit != UseUnit::Order || amounts)
    }
}

/// What a use is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum UseUnit {
    #[default]
    Order,
    /// Each group, or each full so much, that takes something off.
    Application,
    /// Each unit that gets cheaper.
    Unit,
}

/// At most so many uses, or so much saved or given back, by a member; `per` of `None` is ever.
#[derive(Clone, Copy, Debug)]
pub(crate) struct MemberLimit {
    pub(crate) uses: Option<Amount>,
    pub(crate) amount: Option<Amount>,
    pub(crate) per: Option<Cycle>,
}

/// What becomes of the use that goes over a limit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Overrun {
    /// There is none.
    #[default]
    Refuse,
    /// It gets what is left.
    Trim,
    /// It is the last.
    Allow,
}

impl Overrun {
    /// As the programme says it.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Refuse => "refuse",
            Self::Trim => "trim",
            Self::Allow => "allow",
        }
    }
}
