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
    "cart-in-place",
    "cart-limits-in-place",
    "conditions-guest",
    "conditions-joining",
    "conditions",
    "currency-jpy",
    "currency-kwd",
    "earning-bases-and-steps",
    "earning-free-order",
    "earning-many-rules-one-order",
    "earning-points-with-decimals",
    "earning-window-and-condition",
    "events-in-conflict",
    "events-in-time",
    "events-joining",
    "events-of-a-guest",
    "events-spending-refused",
    "events-what-counts-as-the-same",
    "limits-points-of-a-lot",
    "lots-spending-order",
    "lots-states",
    "offers-best-of-each-line",
    "offers-nothing-to-discount",
    "offers-price-list-with-target",
    "offers-ties-without-end",
    "offers-ties",
    "problems-cart-currency",
    "problems-cart-empty",
    "problems-cart-line-over-limit",
    "problems-cart-lines",
    "problems-cart-more-than-listed",
    "problems-cart-nothing",
    "problems-cart-over-limit",
    "problems-cart-too-many-tags",
    "problems-events",
    "problems-json-texts",
    "problems-member-format",
    "problems-member-header",
    "problems-member-history",
    "problems-member-is-nothing",
    "problems-member-lots",
    "problems-options",
    "problems-places",
    "problems-program-amounts",
    "problems-program-choices",
    "problems-program-contradictions",
    "problems-program-decimals-jpy",
    "problems-program-empty-object",
    "problems-program-fields",
    "problems-program-format",
    "problems-program-identity",
    "problems-program-ids-and-lists",
    "problems-program-is-no-object",
    "problems-program-not-json",
    "problems-program-not-supported",
    "problems-program-numbers",
    "problems-program-text-after-the-end",
    "problems-program-texts",
    "problems-program-time",
    "problems-program-too-deep",
    "problems-program-too-many",
    "problems-program-truncated",
    "problems-program-windows",
    "problems-zone-both",
    "problems-zone-no-pair",
    "problems-zone-no-rows",
    "problems-zone-nothing",
    "problems-zone-too-early",
    "problems-zone-too-far-offset",
    "problems-zone-too-far",
    "problems-zone-unsorted",
    "refused-changes-nothing",
    "rounding-granularity",
    "rounding-levels",
    "rounding-modes",
    "rounding-programme",
    "selectors",
    "spending-below-the-minimum",
    "spending-charged-down",
    "spending-charges-no-more-than-it-pays",
    "spending-maximum-amount",
    "spending-maximum-points",
    "spending-minimum-off-step",
    "spending-minimum-step-share",
    "spending-off",
    "spending-overshoot",
    "spending-ratio-that-does-not-divide",
    "spending-shares-tie-by-id",
    "spending-worth-rounded-up",
    "warnings-nothing-to-do",
    "warnings-spending",
    "watsons-fortnight-boundaries",
    "watsons-guest",
    "watsons-quote-2026-11-20",
    "watsons-quote-2026-12-01",
    "watsons-record",
    "watsons-small-order",
    "watsons-status-2026-11-20",
    "zone-berlin-autumn",
    "zone-berlin-fold",
    "zone-berlin-gap",
    "zone-berlin-spring",
    "zone-business-day",
    "zone-fixed-offset",
    "zone-half-windows",
    "zone-instants",
    "zone-prepared-table",
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
