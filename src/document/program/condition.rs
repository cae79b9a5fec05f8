//! Conditions: what combines others, and facts.

use super::fact::{COMBINED, CONDITIONS, Fact, fact};
use crate::document::declare::{choice, either, object, words};
use crate::document::json::Value;
use crate::document::leaf::Keyed;
#[cfg(feature = "schema")]
use crate::document::schema::form;
use crate::document::shape::{Int, Later, List, Picked, Read};
use crate::problem::{Path, Report};
use crate::value::bounds::MAX_CONDITIONS;

/// Conditions, not yet read.
pub(crate) type ConditionDocs<'v> = List<'v, ConditionDoc<'v>, MAX_CONDITIONS>;

/// What must be true.
#[derive(Debug)]
pub(crate) enum ConditionDoc<'v> {
    /// The member has joined.
    Enrolled,
    /// The level is granted.
    Invited,
    /// Each of them.
    All(ConditionDocs<'v>),
    /// One of them.
    Any(ConditionDocs<'v>),
    /// The opposite, not yet read.
    Not(&'v Value<'v>),
    /// `n` of them.
    AtLeast(AtLeastDoc<'v>),
    /// A fact, not yet read.
    Fact(&'static Fact, &'v Value<'v>),
}

impl<'v> Read<'v> for ConditionDoc<'v> {
    fn read(value: &'v Value<'v>, at: &Path<'_>, report: &mut Report) -> Option<Self> {
        let Picked { number, carried, .. } = CONDITIONS.pick(value, at, report)?;
        let Some(carried) = carried else {
            return Some(if number == 0 { Self::Enrolled } else { Self::Invited });
        };
        let number = number.checked_sub(CONDITIONS.words.len())?;
        if let Some(fact) = fact(number) {
            return Some(Self::Fact(fact, carried));
        }
        let at = at.field(COMBINED[number]);
        Some(match number {
            0 => Self::All(List::read(carried, &at, report)?),
            1 => Self::Any(List::read(carried, &at, report)?),
            2 => Self::Not(carried),
            _ => Self::AtLeast(AtLeastDoc::read(carried, &at, report)?),
        })
    }
}

object! {
    /// `n` of `of`.
    AtLeastDoc<'v> {
        /// How many.
        required n: Int<1, 100>,
        /// The conditions.
        required of: ConditionDocs<'v> as form::NonEmpty<ConditionDocs<'v>>,
    } reserved []
}

words! {
    /// Which amount of the goods.
    BaseDoc {
        /// Before any discount.
        "list" => List,
        /// What the discounts before it left.
        "current" => Current,
        /// What it leaves itself.
        "after" => After,
    } reserved []
}

words! {
    /// A part of a score.
    PartDoc {
        /// How long ago.
        "recency" => Recency,
        /// How often.
        "frequency" => Frequency,
        /// How much.
        "monetary" => Monetary,
    } reserved []
}

words! {
    /// What of an activity is counted.
    CountDoc {
        /// Each report.
        "times" => Times,
        /// Days with one.
        "days" => Days,
        /// What it carries.
        "quantity" => Quantity,
    } reserved []
}

either! {
    /// What a share is reckoned in.
    ShareByDoc { "spend", "units" }
}

words! {
    /// A state of a membership.
    PlanStateDoc {
        /// Tried.
        "trial" => Trial,
        /// Paid.
        "active" => Active,
        /// Over, with benefits for a while.
        "grace" => Grace,
    } reserved []
}

words! {
    /// A stretch of the calendar that a day of the year is in.
    AroundDoc {
        /// That day.
        "day" => Day,
        /// Its week.
        "week" => Week,
        /// Its month.
        "month" => Month,
    } reserved []
}

choice! {
    /// Who brought the member.
    ReferrerDoc<'v> {
        words {
            /// Somebody.
            "anyone" => Anyone,
        }
        variants {
            /// This one.
            "member" => Member(Later<'v, Keyed>),
        }
    } reserved []
}

words! {
    /// What an attribute is of.
    AttributeOfDoc {
        /// Stated of the member.
        "member" => Member,
        /// The order carries it.
        "order" => Order,
    } reserved ["activity"]
}
