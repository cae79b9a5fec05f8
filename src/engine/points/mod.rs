//! Points on an order: spending them, earning them.

mod earn;
mod spend;

pub(crate) use earn::{LineAmounts, Occasion, TooManyPoints, earn};
pub(crate) use spend::{spend, worth_of_balance};
