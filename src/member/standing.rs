//! Where a member stands: levels, memberships, uses of perks, what is stated, who was brought.

use crate::program::Stated;
use crate::value::{Id, Instant, Key};

/// A change of a member's level, in force from its instant until the next of its ladder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Standing {
    pub(crate) ladder: Id,
    /// `None`: none, where not even the first is everybody's.
    pub(crate) level: Option<Id>,
    /// When it was decided.
    pub(crate) at: Instant,
    /// Since when the member has the level without a break.
    pub(crate) since: Instant,
    /// The end; for ever without one.
    pub(crate) until: Option<Instant>,
    pub(crate) why: Why,
    /// By which event; by time without one.
    pub(crate) event: Option<Key>,
}

impl Standing {
    pub(crate) fn is_granted_by(&self, event: &Key) -> bool {
        self.why == Why::Granted && self.event.as_ref() == Some(event)
    }
}

/// Declares the words once: the variant and its stable name.
macro_rules! words {
    ($(#[$meta:meta])* $name:ident { $($(#[$doc:meta])* $variant:ident = $word:literal,)* }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[non_exhaustive]
        pub enum $name { $($(#[$doc])* $variant,)* }

        impl $name {
            /// Every one.
            pub const ALL: &[Self] = &[$(Self::$variant,)*];

            /// The names of all, in the same order.
            pub const NAMES: &'static [&'static str] = &[$($word,)*];

            /// The stable name, as in JSON.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $word,)* }
            }
        }
    };
}

words! {
    /// Why a member has a level.
    Why {
        /// An event granted it.
        Granted = "granted",
        /// What it asks to be entered was met.
        Earned = "earned",
        /// What it asks to stay was met at its end.
        Kept = "kept",
        /// It is over, and goes on for the grace.
        Grace = "grace",
        /// The level above was over.
        Lapsed = "lapsed",
        /// A return undid a rise, or lets it lapse.
        Undone = "undone",
        /// A new version of the programme asked anew.
        Requalified = "requalified",
    }
}

words! {
    /// What an event does to a membership.
    PlanStep {
        /// A trial begins.
        Trial = "trial",
        /// A period is paid: the first, or one more.
        Paid = "paid",
        /// It is not renewed any more, and runs out.
        Stop = "stop",
        /// It is over at once.
        End = "end",
    }
}

/// A paid membership, from its beginning to its end without a break.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Membership {
    pub(crate) plan: Id,
    pub(crate) since: Instant,
    /// The trial's end, where there was one.
    pub(crate) trial_until: Option<Instant>,
    /// Paid until; what was never paid ends with the trial.
    pub(crate) until: Instant,
    /// It is not renewed any more.
    pub(crate) stopped: bool,
    /// It was ended before its time: there is no grace.
    pub(crate) ended: bool,
}

words! {
    /// What a membership is at an instant.
    PlanState {
        /// It is tried.
        Trial = "trial",
        /// It is paid.
        Active = "active",
        /// It is over, and its benefits go on for a while.
        Grace = "grace",
    }
}

/// A use of a perk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Use {
    pub(crate) event: Key,
    pub(crate) perk: Id,
    pub(crate) at: Instant,
    pub(crate) count: u32,
    /// Of these, what was left of the period before.
    pub(crate) carried: u32,
    /// Of these, what rewards gave.
    pub(crate) extra: u32,
    pub(crate) cancelled: bool,
}

/// Something stated about the member.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Attribute {
    pub(crate) name: Key,
    pub(crate) value: Stated,
}

/// Somebody whom the member brought.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Brought {
    pub(crate) who: Key,
    pub(crate) at: Instant,
}
