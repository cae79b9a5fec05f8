//! Hints as JSON, field by field as in `pkg/perks.d.ts`.

use super::outcome::Said;
use super::snapshot::{any, some_money};
use super::write::{Write, json, members, sign, written};
use crate::outcome::{AddGoods, Change, Hint, Hints};

impl Hints {
    /// As JSON text without white space; the same bytes on every platform.
    #[must_use]
    pub fn to_json(&self) -> String {
        json(self, 64 + 512 * self.hints.len())
    }
}

impl AddGoods {
    /// Lines that add them, as documents for [`crate::Cart::add_line`]; their ids are new to the
    /// cart.
    #[must_use]
    pub fn lines(&self) -> Vec<String> {
        self.lines.iter().map(|line| json(line, 128)).collect()
    }
}

written!(Hints, it => { "hints": it.hints, });

written!(Hint, it => {
    "offer": it.offer,
    "change": it.change,
    "saves_minor": it.saves,
    "pays_minor": it.pays,
    "earns": it.earns,
    "cash_back_minor"? some_money(it.cash_back),
});

impl Write for Change {
    fn write(&self, out: &mut String) {
        members!(out,
            "cost_minor": self.cost(),
            "add"? any(&self.add),
            "at"? self.at,
            "set"? any(&self.set).map(Said),
            "without"? any(&self.without),
            "spend"? self.spend,
        );
        sign(out, b'}');
    }
}

written!(AddGoods, it => {
    "amount_minor": it.amount,
    "units"? it.units,
    "selector"? it.selector,
    "lines": it.lines,
});
