//! Numbers of documents that may be left out, and are zero then. Their fields keep them within the
//! bounds of what they count.

use crate::document::shape::Int;
use crate::value::{Money, Points};

pub(super) fn points<const MAX: i64>(count: Option<Int<0, MAX>>) -> Points {
    Points::clamped(count.map_or(0, |Int(count)| count))
}

pub(super) fn money<const MAX: i64>(minor: Option<Int<0, MAX>>) -> Money {
    Money::clamped(minor.map_or(0, |Int(minor)| minor))
}
