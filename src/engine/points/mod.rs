//! Points on an order: spending them, earning them.

mod earn;
mod redeem;
mod spend;
mod spend_order;
mod spend_prices;
mod spend_units;
#[cfg(test)]
mod test_shop;

pub(crate) use earn::{LineAmounts, Occasion, TooManyPoints, earn};
pub(crate) use redeem::redeem;
pub(crate) use spend::worth_of_balance;
pub(crate) use spend_order::{Bill, Paid, settle};
pub(crate) use spend_prices::{at_prices, pool};
