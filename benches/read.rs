//! Timings of reading documents, natively: they only inform.

#[expect(dead_code, reason = "other benchmarks use the rest")]
#[path = "fuel/src/documents.rs"]
mod documents;

use divan::Bencher;
use divan::counter::BytesCount;
use documents::Offers;
use perks::Program;
use perks::value::TzDatabase;

fn main() {
    divan::main();
}

fn program_of(offers: usize) -> Program {
    let document = documents::program(offers, Offers::Mixed);
    Program::parse(document, &TzDatabase).expect("valid")
}

#[divan::bench(args = [5, 100, 1_000])]
fn program(bencher: Bencher<'_, '_>, offers: usize) {
    let document = documents::program(offers, Offers::Mixed);
    bencher
        .counter(BytesCount::of_str(&document))
        .bench_local(|| Program::parse(document.as_str(), &TzDatabase));
}

/// For a programme of 100 offers, whose selectors look at each line.
#[divan::bench(args = [5, 50, 200, 500])]
fn cart(bencher: Bencher<'_, '_>, lines: usize) {
    let program = program_of(100);
    let document = documents::cart(lines);
    bencher.counter(BytesCount::of_str(&document)).bench_local(|| program.cart(document.as_str()));
}

#[divan::bench(args = [10, 1_000, 10_000])]
fn member(bencher: Bencher<'_, '_>, lots: usize) {
    let program = program_of(5);
    let document = documents::member(lots);
    bencher
        .counter(BytesCount::of_str(&document))
        .bench_local(|| program.member(document.as_str()));
}
