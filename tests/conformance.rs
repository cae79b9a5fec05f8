//! The shared vectors, natively. The same files run in wasm under Node and in Chromium, and against
//! the npm package.
#![cfg(not(target_arch = "wasm32"))]

#[path = "support/gallery.rs"]
#[expect(dead_code, reason = "the stories run in `gallery.rs`, from the files as they are")]
mod gallery;
#[path = "support/runner.rs"]
mod runner;
#[path = "support/vectors.rs"]
mod vectors;
#[path = "support/zones.rs"]
mod zones;

use std::fs;
use std::path::Path;

#[cfg(feature = "tzdata")]
use perks::value::{TzDatabase, ZoneSource};

#[test]
fn every_vector_holds() {
    let failures =
        runner::failures(vectors::VECTORS.iter().copied(), &gallery::document, &zones::Tables);
    assert!(failures.is_empty(), "{} fail:\n\n{}", failures.len(), failures.join("\n\n"));
}

/// What is listed is compiled into the tests of every target; a file that is not would not run.
#[test]
fn the_list_is_the_folder() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/vectors");
    let mut files: Vec<String> = fs::read_dir(folder)
        .expect("the folder is there")
        .map(|entry| entry.expect("it can be listed").file_name().into_string().expect("UTF-8"))
        .collect();
    files.sort();
    let listed: Vec<String> =
        vectors::VECTORS.iter().map(|(name, _)| format!("{name}.json")).collect();
    assert_eq!(listed, files, "tests/support/vectors.rs lists the folder in its order");
}

#[cfg(feature = "tzdata")]
#[test]
fn the_zone_tables_are_those_of_the_database() {
    let tables: serde_json::Value =
        serde_json::from_str(include_str!("support/zones.json")).expect("it is JSON");
    for (name, _) in tables.as_object().expect("by name") {
        assert_eq!(zones::Tables.table(name), TzDatabase.table(name), "{name}");
    }
}
