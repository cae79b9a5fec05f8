//! The level after an order, before it is one.

use super::*;
use crate::engine::quote::{QuoteOptions, Spend};
use crate::outcome::Quote;

fn cart(yuan: i64) -> String {
    format!(
        r#"{{ "currency": "CNY", "lines": [
            {{ "id": "1", "sku": "a", "units": 1, "price_minor": {}, "tags": ["t"] }}] }}"#,
        yuan * 100
    )
}

fn quoted(member: &Member, when: &str, yuan: i64) -> Quote {
    let cart = cart(yuan);
    let cart = member.program.cart(cart.as_str()).expect("a cart");
    let spend = Spend::Points(Points::ZERO);
    let options = QuoteOptions { spend, ..QuoteOptions::at(at(when)) };
    member.quote(&cart, &options).expect("a quote")
}

/// What is paid, and each level after it.
fn pays(quote: &Quote) -> (i64, Vec<String>) {
    let mut after = Vec::new();
    for tier in &quote.tier_after {
        let level = tier.level.as_ref().map_or("none", Id::as_str);
        let until = tier.until.map_or(String::new(), |until| format!(" until {}", shown(until)));
        after.push(format!("{} {level}{until}", tier.ladder));
    }
    (quote.totals.pay.minor(), after)
}

fn order(member: &mut Member, when: &str, id: &str, yuan: i64) {
    let what = format!(r#""order": {{ "id": "{id}", "cart": {} }}"#, cart(yuan));
    record(member, &format!("order-{id}"), when, &what);
}

#[test]
fn a_quote_tells_the_level_after_the_order() {
    let mut member = member(&program(by_spend));
    order(&mut member, "2026-03-01", "a", 60);
    assert_eq!(pays(&quoted(&member, "2026-04-01", 39)), (3_900, vec![]));
    let gold = vec!["main gold until 2028-01-01".to_owned()];
    assert_eq!(pays(&quoted(&member, "2026-04-01", 40)), (4_000, gold));
    let platinum = vec!["main platinum until 2028-01-01".to_owned()];
    assert_eq!(pays(&quoted(&member, "2026-04-01", 440)), (44_000, platinum));
    // The quote changes nothing, and what it says comes true.
    assert_eq!(level(&member, 0, "2026-04-01"), "silver");
    order(&mut member, "2026-04-01", "b", 440);
    assert_eq!(history(&member, "main"), ["2026-04-01 platinum earned until 2028-01-01"]);
    // The year after, 10 % less, and a level that is there already.
    assert_eq!(pays(&quoted(&member, "2027-04-01", 100)), (9_000, vec![]));
}

#[test]
fn what_is_entered_by_the_order_may_lift_further() {
    let program = program(|rules| {
        by_spend(rules);
        rules.ladders[0].levels[2].enter = Some(holds(SPENDABLE, 50));
    });
    let member = member(&program);
    let after = vec!["main platinum until 2028-01-01".to_owned()];
    assert_eq!(pays(&quoted(&member, "2026-04-01", 100)), (10_000, after));
}

#[test]
fn an_order_may_have_the_benefits_of_the_level_that_it_reaches() {
    let program = program(|rules| {
        by_spend(rules);
        rules.ladders[0].own_order = true;
    });
    let mut member = member(&program);
    // 120.00 reach gold, and so do the 108.00 that are left of them.
    let gold = vec!["main gold until 2028-01-01".to_owned()];
    assert_eq!(pays(&quoted(&member, "2026-04-01", 120)), (10_800, gold.clone()));
    // 90.00 would not, so that 100.00 are paid.
    assert_eq!(pays(&quoted(&member, "2026-04-01", 100)), (10_000, gold));
    assert_eq!(pays(&quoted(&member, "2026-04-01", 99)), (9_900, vec![]));
    order(&mut member, "2026-04-01", "a", 120);
    let paid = member.orders[0].lines[0].net.minor();
    assert_eq!((paid, level(&member, 0, "2026-04-01")), (10_800, "gold".to_owned()));
}

#[test]
fn a_guest_has_no_level_after_an_order() {
    let program = program(by_spend);
    assert_eq!(pays(&quoted(&program.guest(), "2026-04-01", 500)), (50_000, vec![]));
}
