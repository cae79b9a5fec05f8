//! Levels: which is earned, until when it holds, and what becomes of it at its end. Nothing here
//! changes a member: [`super::record`] makes entries of what is decided.
//!
//! `docs/semantics.md` §15 says what each comes to.

mod noted;
mod progress;
mod qualify;
mod steady;
mod turns;
mod undo;
mod walk;

#[cfg(test)]
#[cfg(all(feature = "tzdata", not(target_arch = "wasm32")))]
mod tests;

pub(crate) use noted::{Noted, noted};
pub(crate) use progress::tiers;
pub(crate) use qualify::{
    Change, Look, granted_until, had_since, ladders_with, stands, walked_ladders,
};
pub(crate) use undo::{Rewalked, first_doubt, recounted, rewalk};
pub(crate) use walk::{Due, migrates, next, walked};
