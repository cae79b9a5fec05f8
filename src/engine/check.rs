//! What codes and coupons are good for, before there is a cart.

use super::entered::Entered;
use super::facts::Facts;
use super::offers::Access;
use crate::member::Member;
use crate::outcome::Verdicts;
use crate::value::Instant;

/// What a caller asks about coupons and codes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckOptions {
    /// The instant of the answer.
    pub now: Instant,
    /// Coupons and codes, and what the caller knows of offers.
    pub entered: Entered,
}

/// Of each thing that was entered, why it cannot be used, as far as no cart is needed to tell.
pub(crate) fn check(member: &Member, options: &CheckOptions) -> Verdicts {
    let mut facts = Facts::new(member, None, options.now);
    let access = Access::new(&facts, &options.entered);
    facts.access = Some(&access);
    Verdicts { codes: access.verdicts(&facts) }
}
