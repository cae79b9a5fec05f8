//! The shared vectors in wasm: under Node, and in a browser with `WASM_BINDGEN_USE_BROWSER=1`. The
//! same cases through the same runner as natively, to the same bytes.
#![cfg(target_arch = "wasm32")]

#[path = "support/gallery.rs"]
mod gallery;
#[path = "support/runner.rs"]
mod runner;
#[path = "support/vectors.rs"]
mod vectors;
#[path = "support/zones.rs"]
mod zones;

use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen_test]
fn every_vector_holds() {
    let vectors = vectors::VECTORS.iter().copied().chain(gallery::stories());
    let failures = runner::failures(vectors, &gallery::document, &zones::Tables);
    assert!(failures.is_empty(), "{} fail:\n\n{}", failures.len(), failures.join("\n\n"));
}
