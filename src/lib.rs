//! Perks: a loyalty engine. Points, tiers, perks and coupons from one rule document.

pub mod value;
