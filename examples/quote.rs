//! Prices a cart for a member, records the order, and says what is left. Run it with
//! `cargo run --example quote`.

use std::error::Error;
use std::fs::read_to_string;

use perks::value::{Instant, TzDatabase};
use perks::{Program, QuoteOptions, Spend};

fn main() -> Result<(), Box<dyn Error>> {
    let read = |name: &str| read_to_string(format!("programs/watsons-vip/{name}.json"));
    let program = Program::parse(read("program")?, &TzDatabase)?;
    let mut member = program.member(read("member")?)?;
    let cart = program.cart(read("cart")?)?;
    let now = Instant::parse_rfc3339("2026-11-20T12:00:00+08:00")?;

    let quote =
        member.quote(&cart, &QuoteOptions { spend: Spend::Max, ..QuoteOptions::at(now) })?;
    println!("to pay: {} fen", quote.totals.pay.minor());
    for refused in &quote.offers.refused {
        let why: Vec<&str> = refused.reasons.iter().map(|reason| reason.code()).collect();
        println!("not {}: {}", refused.offer, why.join(", "));
    }

    let event = format!(
        r#"{{ "id": "e-1", "at": "{now}", "order": {{ "id": "o-1", "cart": {}, "spend": {} }} }}"#,
        cart.to_json(),
        quote.points.spend.chosen.count(),
    );
    let recorded = member.record(event, now)?;
    let balance = member.status(now)?.points.balance.count();
    println!("{} entries; points left: {balance}", recorded.entries.len());
    Ok(())
}
