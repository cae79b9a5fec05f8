//! Units are counted: a million make as many piles as ten.

use crate::cart::Cart;
use crate::engine::facts::{CartFacts, Facts};
use crate::engine::offers::price::{Lines, price};
use crate::program::Program;
use crate::value::{Instant, TzDatabase};

/// How many piles an offer makes of so many units on each of three lines, and what it saves.
fn piles(benefit: &str, phase: &str, units: u32) -> (usize, i64) {
    let program = format!(
        r#"{{ "format": 1, "id": "p", "version": 1, "currency": "CNY",
             "zone": {{ "offset": "+08:00" }},
             "offers": [
                 {{ "id": "a", "benefit": {{ "percent": {{ "off": "0.3" }} }} }},
                 {{ "id": "b", "phase": "{phase}", "benefit": {benefit} }}] }}"#
    );
    let program = Program::parse(program, &TzDatabase).expect("a right programme");
    let line = |id: u32| {
        let price = 30 - id;
        format!(r#"{{ "id": "{id}", "sku": "s{id}", "units": {units}, "price_minor": {price} }}"#)
    };
    let lines = [0, 1, 2].map(line).join(", ");
    let cart = format!(r#"{{ "currency": "CNY", "lines": [{lines}] }}"#);
    let cart: Cart = program.cart(cart).expect("a right cart");
    let member = program.guest();
    let goods = CartFacts::new(&program.rules, &cart);
    let now = Instant::from_millis(0).expect("in range");
    let facts = Facts::new(&member, Some(&goods), now);
    let priced = price(&facts, &goods, &program.rules.turns, &Lines::default());
    let saved = priced.basket.cuts.iter().filter(|cut| cut.offer == 1);
    (priced.basket.piles(), saved.map(|cut| cut.amount.minor()).sum())
}

#[test]
fn a_million_units_make_as_many_piles_as_ten() {
    for benefit in [
        r#"{ "buy_get": { "buy": { "units": 2 }, "get": { "units": 1 } } }"#,
        r#"{ "buy_get": { "buy": { "amount": "0.50" }, "get": { "units": 1, "off": "50" } } }"#,
        r#"{ "n_for": { "units": 7, "price": "0.20", "left_over": "share" } }"#,
        r#"{ "n_for": { "units": 7, "price": "0.20", "take": "cheapest" } }"#,
        r#"{ "nth_item": { "every": 3, "off": "50" } }"#,
        r#"{ "bundle": { "percent": "10", "parts": [
               { "of": { "skus": ["s0"] }, "units": 3 }, { "of": {}, "units": 1 }] } }"#,
    ] {
        for phase in ["line", "shop"] {
            let (few, saves) = piles(benefit, phase, 10);
            let (many, saves_more) = piles(benefit, phase, 1_000_000);
            assert!(saves > 0 && saves_more > 50_000 * saves, "{benefit} {saves} {saves_more}");
            // Each line was one pile, or two that differ by a cent, and of each groups make three.
            assert!(few <= 3 * 6 && many <= 3 * 6, "{benefit} {few} {many}");
        }
    }
}
