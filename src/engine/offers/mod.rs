//! Offers on a cart, from what each takes off to the choice among them.
//!
//! - [`access`]: who may have an offer at all, by coupons, codes and limits; [`uses`] counts them,
//!   [`voucher`] judges signed vouchers.
//! - [`basket`]: what is left of lines and their units while offers take their turns.
//! - [`benefit`]: what an offer takes off the parts of a basket that are its target.
//! - [`amount`]: amounts off, and who gives what others can't.
//! - [`shares`]: how an amount is shared over parts.
//! - [`groups`]: which units an offer takes together, and what each of them gets.
//! - [`short`]: what is missing where no units make a group.
//! - [`gift`], [`shipping`], [`cash_back`]: what is given beside the price of the goods.
//! - [`price`]: a set of offers, applied phase by phase in the order of their turns.
//! - [`search`]: the set that saves most, with a bound that proves it.
//! - [`choose`]: which set, by the programme's habit, and why not the others.
//! - [`order`]: what some take off in another order of their turns.
//! - [`coin`]: the order's total to a coin, when all offers had their turns.

mod access;
mod amount;
mod basket;
mod benefit;
mod cash_back;
mod choose;
mod coin;
mod gift;
mod groups;
mod order;
mod price;
mod search;
mod shares;
mod shipping;
mod short;
mod uses;
mod voucher;

pub(crate) use access::{Access, Guarded, holds, unusable};
pub(crate) use basket::Cut;
pub(crate) use cash_back::cash_back;
pub(crate) use choose::{Choosing, Chosen, choose};
pub(crate) use order::{combine, taken};
pub(crate) use uses::used;
