//! Redemptions: what points buy outside an order.

use super::{Place, Recorder};
use crate::value::Points;

impl Recorder<'_> {
    pub(super) fn redeem(
        &mut self,
        reward: usize,
        points: Option<Points>,
        stock_left: Option<i64>,
        place: &mut Place<'_, '_>,
    ) -> Option<()> {
        let _ = (reward, points, stock_left, place);
        None
    }
}
