//! The values everything else is made of: bounds, numbers, shares, names, instants and days.
//!
//! Every function here is total: it returns, and never panics, whatever it is given. Division
//! stands nowhere else in the crate, and each division names its rounding.

pub mod allocate;
pub mod bounds;
pub mod decimal;
pub mod id;
pub mod money;
pub mod points;
pub mod rate;
pub mod ratio;

pub use allocate::{
    AllocationError, LeftOver, Lines, Method, Spread, UnitSplit, allocate, allocate_into,
    split_units,
};
pub use decimal::{Decimal, DecimalError};
pub use id::{Id, IdError, Key};
pub use money::{Currency, Money};
pub use points::Points;
pub use rate::{Level, Rate};
pub use ratio::{Rounding, div, mul_div};
