//! The crate that the module is compiled with and the tool that binds it have one version.

use std::fs;
use std::path::Path;

use toml::{Table, Value};

#[test]
fn wasm_bindgen_has_one_version() {
    let lock = Path::new(env!("CARGO_MANIFEST_DIR")).join("../Cargo.lock");
    let lock: Table = fs::read_to_string(lock).unwrap().parse().unwrap();
    let packages = lock["package"].as_array().unwrap();
    let versions = |name: &str| -> Vec<&str> {
        let named = packages.iter().filter(|package| package["name"].as_str() == Some(name));
        named.filter_map(|package| package.get("version").and_then(Value::as_str)).collect()
    };
    let library = versions("wasm-bindgen");
    assert_eq!(library.len(), 1, "wasm-bindgen is there {} times", library.len());
    for part in ["wasm-bindgen-cli", "wasm-bindgen-cli-support", "wasm-bindgen-shared"] {
        assert_eq!(versions(part), library, "{part}");
    }
}
