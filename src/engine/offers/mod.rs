//! Offers on a cart, from what each takes off to the choice among them.
//!
//! - [`basket`]: what is left of lines and their units while offers take their turns.
//! - [`benefit`]: what an offer takes off the parts of a basket that are its target.
//! - [`groups`]: which units an offer takes together, and what each of them gets.
//! - [`short`]: what is missing where no units make a group.
//! - [`price`]: a set of offers, applied phase by phase in the order of their turns.
//! - [`search`]: the set that saves most, with a bound that proves it.
//! - [`choose`]: which set, by the programme's habit, and why not the others.

mod basket;
mod benefit;
mod choose;
mod groups;
mod price;
mod search;
mod short;

pub(crate) use basket::Cut;
pub(crate) use choose::{Choosing, Chosen, choose};
