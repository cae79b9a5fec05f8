//! How offers come to an order, and how often.

use super::condition::ConditionDoc;
use super::earning::TriggerDoc;
use super::perk::CancelledDoc;
use super::time::{DurationDoc, UsesPerDoc, WindowDoc};
use crate::document::declare::{choice, either, object, words};
use crate::document::leaf::{Keyed, Tabled};
#[cfg(feature = "schema")]
use crate::document::schema::form;
use crate::document::shape::{Int, List, Text};
use crate::value::bounds::{
    MAX_CODES, MAX_ISSUES, MAX_KEYS, MAX_REWARD_LIMITS, MAX_UNITS, MAX_USES,
};

choice! {
    /// How an offer comes to an order.
    KindDoc<'v> {
        words {
            /// By itself.
            "automatic" => Automatic,
            /// By a code that the caller knows.
            "unique_code" => UniqueCode,
        }
        variants {
            /// By a coupon that the member holds.
            "wallet" => Wallet(WalletDoc<'v>),
            /// By a code that anyone may know.
            "public_code" => PublicCode(PublicCodeDoc<'v>),
            /// By a voucher that the publisher signed.
            "signed" => Signed(SignedDoc<'v>),
        }
    } reserved []
}

object! {
    /// By which keys vouchers are signed.
    SignedDoc<'v> {
        /// The ids of `keys` of the programme.
        required keys: List<'v, Keyed, MAX_KEYS> as form::NonEmpty<List<'v, Keyed, MAX_KEYS>>,
    } reserved []
}

object! {
    /// Coupons that members hold.
    WalletDoc<'v> {
        optional issue: List<'v, IssueDoc<'v>, MAX_ISSUES>,
        optional valid: ValidDoc<'v>,
    } reserved ["transferable"]
}

object! {
    /// Who gets coupons by themselves.
    IssueDoc<'v> {
        required on: TriggerDoc<'v>,
        optional when: ConditionDoc<'v>,
        optional count: Tabled<'v> as form::Table<form::Count>,
        optional at_most: Int<1, MAX_USES>,
        optional worth: Tabled<'v> as form::Table<form::PositiveMoney>,
    } reserved []
}

choice! {
    /// When a coupon can be used.
    ValidDoc<'v> {
        words {}
        variants {
            /// In this time.
            "window" => Window(WindowDoc<'v>),
            /// From its issue on, so long.
            "after_issue" => AfterIssue(DurationDoc as form::Lasting),
        }
    } reserved []
}

object! {
    /// Codes as they are, or what hides them.
    PublicCodeDoc<'v> {
        /// The codes as people type them.
        optional codes: List<'v, Text<'v>, MAX_CODES>
            as form::NonEmpty<List<'v, form::Code, MAX_CODES>>,
        /// In place of the codes: of each the SHA-256 of the salt and the code as it is compared,
        /// in 64 small hexadecimal digits.
        optional hashes: List<'v, Text<'v>, MAX_CODES> as List<'v, form::Hash, MAX_CODES>,
        /// What stands before each code that is hashed.
        optional salt: Text<'v>,
    } reserved [] one_of [codes, hashes] one_of [codes, salt]
}

object! {
    /// How the codes of offers are compared.
    CodesDoc<'v> {
        optional case: CaseDoc,
        optional ignore: IgnoreDoc,
    } reserved []
}

either! {
    /// Whether capital letters are others than small ones.
    CaseDoc { "insensitive", "sensitive" }
}

either! {
    /// What of a code does not count.
    IgnoreDoc { "spaces_and_dashes", "nothing" }
}

object! {
    /// How often an offer is used.
    OfferLimitsDoc<'v> {
        optional per_member: List<'v, MemberLimitDoc<'v>, MAX_REWARD_LIMITS>,
        optional total: Int<1, 1_000_000_000>,
        optional budget: Text<'v> as form::PositiveMoney,
        optional per_order: Int<1, MAX_UNITS>,
        optional unit: UseUnitDoc,
        optional overrun: OverrunDoc,
        optional cancelled: CancelledDoc,
        optional guests: GuestsDoc,
    } reserved []
}

object! {
    /// At most so many uses, or so much saved, or both.
    MemberLimitDoc<'v> {
        /// At most so many uses.
        optional uses: Tabled<'v> as form::Table<form::Count>,
        /// At most so much saved, or given as cash back.
        optional amount: Tabled<'v> as form::Table<form::Money>,
        /// In which time.
        required per: UsesPerDoc,
    } reserved [] some_of [uses, amount]
}

words! {
    /// What a use is.
    UseUnitDoc {
        /// Each order.
        "order" => Order,
        /// Each time that a benefit repeats.
        "application" => Application,
        /// Each unit that gets cheaper.
        "unit" => Unit,
    } reserved []
}

words! {
    /// What becomes of the use that goes over a limit.
    OverrunDoc {
        /// There is none.
        "refuse" => Refuse,
        /// It gets what is left.
        "trim" => Trim,
        /// It is the last.
        "allow" => Allow,
    } reserved []
}

either! {
    /// Whether guests have what members have so often.
    GuestsDoc { "refuse", "allow" }
}

either! {
    /// What becomes of an order with a line that is excluded.
    ExcludedItemDoc { "skip", "block" }
}

either! {
    /// What becomes of a coupon that saves nothing.
    NoEffectDoc { "unused", "used" }
}

either! {
    /// Whether members first enrol in an offer.
    ActivationDoc { "none", "required" }
}
