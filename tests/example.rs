//! The example of a user in Rust: README.md shows it, and it runs as its reader would run it.
#![cfg(not(target_arch = "wasm32"))]

use std::process::Command;

const EXAMPLE: &str = include_str!("../examples/quote.rs");

#[test]
fn the_readme_shows_the_example() {
    let readme = include_str!("../README.md");
    let (_, shown) = readme.split_once("```rust\n").expect("an example in Rust");
    let (shown, _) = shown.split_once("```").expect("its end");
    let (_about, code) = EXAMPLE.split_once("\n\n").expect("what it is, then the code");
    assert_eq!(shown, code, "README.md and examples/quote.rs");
}

/// To pay are 283.10, as `programs/watsons-vip/README.md` works out, less 620 points of 0.10 each;
/// what is paid earns a point for each full 10.00.
#[test]
fn the_example_runs() {
    // The library's file has the same name whatever its features, as it is a cdylib too: another
    // set would replace what the other tests are linked with.
    let features = if cfg!(feature = "schema") { "schema" } else { "" };
    let run = Command::new(env!("CARGO"))
        .args(["run", "--quiet", "--package", "perks", "--example", "quote"])
        .args(["--features", features])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .expect("cargo is there");
    let said = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
    let (out, err) = (said(run.stdout), said(run.stderr));
    assert!(run.status.success(), "{err}");
    let refused = [
        "specials-2026-11-30: not_yet",
        "specials-2026-12-14: not_yet",
        "specials-2026-12-28: not_yet",
        "price-match: nothing_to_discount",
    ];
    let refused: String = refused.iter().map(|refused| format!("not {refused}\n")).collect();
    let wanted = format!("to pay: 22110 fen\n{refused}5 entries; points left: 22\n");
    assert_eq!(out, wanted);
}
