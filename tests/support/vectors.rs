//! Every vector and every document of the gallery that they name, compiled in, so that the tests of
//! all targets run the same. A native test holds the list against the folder.

use perks::value::ZoneSource;

/// Lists files by name and text.
macro_rules! files {
    ($folder:literal, $extension:literal: $($name:literal,)*) => {
        &[$(($name, include_str!(concat!($folder, $name, $extension))),)*]
    };
}

/// In the order of their names.
pub(crate) const VECTORS: &[(&str, &str)] = files! {
    "../vectors/", ".json":
    "watsons-fortnight-boundaries",
    "watsons-guest",
    "watsons-quote-2026-11-20",
    "watsons-quote-2026-12-01",
    "watsons-record",
    "watsons-small-order",
    "watsons-status-2026-11-20",
};

/// Files of `programs/`.
const GALLERY: &[(&str, &str)] = files! {
    "../../programs/", "":
    "watsons-vip/cart.json",
    "watsons-vip/cart-soap.json",
    "watsons-vip/member.json",
    "watsons-vip/program.json",
};

/// What fails, in words, by vector.
pub(crate) fn failures(zones: &dyn ZoneSource) -> Vec<String> {
    let gallery = |wanted: &str| {
        let found = GALLERY.iter().find(|(name, _)| *name == wanted);
        let (_, text) = found.unwrap_or_else(|| panic!("`{wanted}` is not in the list"));
        (*text).to_owned()
    };
    let mut failures = Vec::new();
    for (name, text) in VECTORS {
        let vector = serde_json::from_str(text).unwrap_or_else(|error| panic!("{name}: {error}"));
        for difference in super::runner::run(&vector, gallery, zones) {
            failures.push(format!("{name}: {difference}"));
        }
    }
    failures
}
