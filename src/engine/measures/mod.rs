//! Measures: what a member did, as numbers, and the stretches of time that they count.

mod window;

pub(crate) use window::cycle;
