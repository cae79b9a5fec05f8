//! The values everything else is made of: bounds, numbers, shares, names, instants and days.
//!
//! Every function here is total: it returns, and never panics, whatever it is given. Division
//! stands nowhere else in the crate, and each division names its rounding.

pub mod allocate;
pub mod bounds;
pub mod calendar;
pub mod cycle;
pub mod date;
pub mod decimal;
pub mod duration;
pub mod id;
pub mod instant;
pub mod money;
pub(crate) mod near;
pub(crate) mod order;
pub mod points;
pub mod probe;
pub mod rate;
pub mod ratio;
pub(crate) mod text;
pub mod window;
pub mod zone;

pub use allocate::{
    AllocationError, LeftOver, Lines, Method, Spread, UnitSplit, ZeroWeights, allocate,
    allocate_into, split_units,
};
pub use calendar::{Calendar, LastDay};
pub use cycle::Cycle;
pub use date::{Date, LeapBirthday, Period, Span, Weekday};
pub use decimal::{Decimal, DecimalError};
pub use duration::Duration;
pub use id::{Id, IdError, Key};
pub use instant::{Instant, InstantError};
pub use money::{Currency, Money};
pub use points::Points;
pub(crate) use points::Written;
#[cfg(all(feature = "tzdata", not(target_arch = "wasm32")))]
pub use probe::TzDatabase;
pub use probe::{ZoneSource, probe};
pub use rate::{Level, Rate};
pub(crate) use ratio::fits;
pub use ratio::{Rounding, div, mul_div};
pub use window::{Position, Window};
pub use zone::{LocalDateTime, Zone, ZoneError};
