//! Timings of what an app asks for again and again, natively: they only inform.

#[expect(dead_code, reason = "other benchmarks use the rest")]
#[path = "fuel/src/documents.rs"]
mod documents;

use divan::Bencher;
use documents::Offers;
use perks::value::{Instant, TzDatabase};
use perks::{Cart, Member, Program, QuoteOptions, Spend};

fn main() {
    divan::main();
}

const NOW: &str = documents::NOW;

fn now() -> Instant {
    Instant::parse_rfc3339(NOW).expect("it is one")
}

fn club(offers: usize, kind: Offers, lots: usize) -> (Program, Member) {
    let program = Program::parse(documents::program(offers, kind), &TzDatabase).expect("valid");
    let member = program.member(documents::member(lots)).expect("valid");
    (program, member)
}

fn cart(program: &Program, lines: usize) -> Cart {
    program.cart(documents::cart(lines)).expect("valid")
}

/// With a changed quantity, as a plain structure.
#[divan::bench(args = [5, 50, 200], consts = [5, 25, 100, 1_000])]
fn quote<const OFFERS: usize>(bencher: Bencher<'_, '_>, lines: usize) {
    let (program, member) = club(OFFERS, Offers::Mixed, 10);
    let mut cart = cart(&program, lines);
    let options = QuoteOptions { spend: Spend::Max, ..QuoteOptions::at(now()) };
    let line = documents::line_id(lines / 2);
    bencher.bench_local(|| {
        cart.set_units(&line, 7).expect("there is such a line");
        member.quote(&cart, &options).expect("it is of the programme")
    });
}

/// The same as JSON text.
#[divan::bench(args = [5, 50, 200], consts = [100])]
fn quote_as_text<const OFFERS: usize>(bencher: Bencher<'_, '_>, lines: usize) {
    let (program, member) = club(OFFERS, Offers::Mixed, 10);
    let cart = cart(&program, lines);
    let options = QuoteOptions { spend: Spend::Max, ..QuoteOptions::at(now()) };
    bencher.bench_local(|| member.quote(&cart, &options).expect("of the programme").to_json());
}

/// Every offer on every line.
#[divan::bench(args = [50, 200], consts = [25])]
fn quote_storewide<const OFFERS: usize>(bencher: Bencher<'_, '_>, lines: usize) {
    let (program, member) = club(OFFERS, Offers::Storewide, 10);
    let cart = cart(&program, lines);
    let options = QuoteOptions { spend: Spend::Max, ..QuoteOptions::at(now()) };
    bencher.bench_local(|| member.quote(&cart, &options));
}

#[divan::bench(args = [10, 1_000, 10_000])]
fn status(bencher: Bencher<'_, '_>, lots: usize) {
    let (_, member) = club(25, Offers::Mixed, lots);
    bencher.bench_local(|| member.status(now()));
}

#[divan::bench(args = [10, 1_000, 10_000])]
fn status_as_text(bencher: Bencher<'_, '_>, lots: usize) {
    let (_, member) = club(25, Offers::Mixed, lots);
    bencher.bench_local(|| member.status(now()).expect("settles").to_json());
}

/// An order of one line, in part paid with points.
#[divan::bench(args = [10, 1_000, 10_000])]
fn record(bencher: Bencher<'_, '_>, lots: usize) {
    let (_, member) = club(25, Offers::Mixed, lots);
    let event = documents::order(1, 100);
    bencher.with_inputs(|| member.clone()).bench_local_refs(|member| {
        member.record(event.as_str(), now()).expect("it can be recorded")
    });
}
