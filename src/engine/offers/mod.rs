//! Offers on a cart: the price of each on each line, and the choice among them.

mod choose;
mod price;

pub(crate) use choose::{Choice, Chosen, choose};
