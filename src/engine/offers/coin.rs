//! The order's total to a coin: what is over is taken off the lines, as a discount of no offer.

use super::basket::Basket;
use super::shares::Shares;
use crate::program::{Rules, Selection};
use crate::value::{Money, Rate, Rounding};

impl Basket<'_> {
    /// Takes off what the total is over a multiple of the coin, last of all; nothing where floor
    /// prices leave too little room for that. The total is what lines and shipping cost, without
    /// what points pay of lines at a price in points.
    pub(super) fn round_total(&mut self, rules: &Rules, at_price: Money) {
        let Some(coin) = rules.coin else { return };
        self.free_all();
        let total = self.left.iter().copied().sum::<Money>() + self.shipping - at_price;
        let over = total - Rate::ONE.of_granular(total, Rounding::Floor, coin);
        let parts = self.parts(Selection::default(), &|_| true);
        let room: Vec<Money> = parts.iter().map(|part| part.room).collect();
        if over == Money::ZERO || over > room.iter().copied().sum() {
            return;
        }
        let left: Vec<Money> = parts.iter().map(|part| part.left).collect();
        let shares = Shares::new(rules, &parts, self).within(over, &left, &room);
        self.rounded = vec![Money::ZERO; self.left.len()];
        for (part, share) in parts.iter().zip(shares) {
            self.left[part.line] -= share;
            self.rounded[part.line] = share;
        }
    }
}
