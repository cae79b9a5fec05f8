//! Every document of `programs/`, compiled in for the tests of all targets. A native test holds the
//! list against the folders, and says what it should be.

/// Lists the JSON files of folders by path and text.
macro_rules! folders {
    ($($folder:literal: $($name:literal)*;)*) => {
        &[$($((
            concat!($folder, "/", $name, ".json"),
            include_str!(concat!("../../programs/", $folder, "/", $name, ".json")),
        ),)*)*]
    };
}

/// In the order of their paths.
pub(crate) const GALLERY: &[(&str, &str)] = folders! {
    "airline-miles":
        "cart-award-paris"
        "cart-award-tokyo"
        "cart-edinburgh"
        "cart-lisbon"
        "cart-new-york"
        "member-anna"
        "member-ben"
        "member-carl"
        "member-smiths"
        "program"
        "spoiled-impossible"
        "spoiled-typo"
        "story-carl"
        "story-flights"
        "story-household";
    "auto-service":
        "cart-bulb"
        "cart-change"
        "cart-recall"
        "cart-service"
        "cart-tyres"
        "member-aki"
        "member-ren"
        "member-yui"
        "program"
        "spoiled-impossible"
        "spoiled-typo"
        "story-due"
        "story-late"
        "story-recall";
    "bank-club":
        "cart-bill"
        "cart-fund"
        "member-anna"
        "member-bert"
        "member-clara"
        "program"
        "spoiled-impossible"
        "spoiled-typo"
        "story-anna"
        "story-bert"
        "story-clara";
    "basket-pairs":
        "cart-dinner"
        "cart-nappies"
        "cart-weekend"
        "cart-wipes"
        "member-dana"
        "member-erin"
        "member-frank"
        "program"
        "spoiled-impossible"
        "spoiled-typo"
        "story-cross-sell"
        "story-dinner"
        "story-weekend";
    "customer-value":
        "cart-kettle"
        "cart-sale"
        "member-bo"
        "member-lan"
        "member-mei"
        "member-qiang"
        "program"
        "spoiled-impossible"
        "spoiled-typo"
        "story-bo"
        "story-lan"
        "story-mei"
        "story-qiang";
    "dicks-supermarket":
        "cart-2499"
        "cart-25"
        "cart-laundry"
        "cart-list"
        "cart-soup"
        "member-competing-heavy"
        "member-competing-light"
        "member-competing-medium"
        "member-karen"
        "member-loyal-heavy"
        "member-loyal-light"
        "member-loyal-medium"
        "member-nora"
        "member-switching-heavy"
        "member-switching-light"
        "member-switching-medium"
        "program"
        "spoiled-impossible"
        "spoiled-open-matrix"
        "spoiled-typo"
        "story-list"
        "story-nine-classes"
        "story-purchase-cycle";
    "hotel-club":
        "cart-late-cancellation"
        "cart-one-night"
        "cart-sanya"
        "cart-suzhou"
        "member-li"
        "member-marie"
        "member-wang"
        "member-zhao"
        "program"
        "spoiled-impossible"
        "spoiled-typo"
        "story-fee"
        "story-lifetime"
        "story-match"
        "story-nights";
    "lifecycle-chain":
        "cart-home"
        "member-eve"
        "member-frank"
        "member-gina"
        "program"
        "spoiled-impossible"
        "spoiled-typo"
        "story-eve"
        "story-frank"
        "story-gina";
    "prime":
        "cart-hawaii"
        "cart-headphones"
        "cart-lamp"
        "cart-no-rush"
        "cart-same-day-lamp"
        "cart-same-day"
        "cart-sofa"
        "cart-standard"
        "cart-vacuum"
        "member-ivy"
        "member-noor"
        "member-sam"
        "program"
        "spoiled-impossible"
        "spoiled-typo"
        "story-lapse"
        "story-monthly"
        "story-trial";
    "telecom-points":
        "cart-bill-liu-december"
        "cart-bill-liu"
        "cart-bill-november"
        "cart-bill-october"
        "cart-bill-small"
        "cart-bill-zhou"
        "cart-phones"
        "member-chen"
        "member-liu"
        "member-ma"
        "member-zhou"
        "program"
        "spoiled-impossible"
        "spoiled-typo"
        "story-bills"
        "story-club"
        "story-family";
    "tesco-clubcard":
        "cart-big-shop-card"
        "cart-big-shop"
        "cart-milk"
        "member-amy"
        "member-ben"
        "member-cora"
        "program"
        "spoiled-impossible"
        "spoiled-typo"
        "story-card"
        "story-partner"
        "story-quarter";
    "watsons-vip":
        "cart-soap"
        "cart"
        "member"
        "program";
};

/// The text of a document.
pub(crate) fn document(file: &str) -> String {
    let found = GALLERY.iter().find(|(path, _)| *path == file);
    let (_, text) = found.unwrap_or_else(|| panic!("`{file}` is not in the list"));
    (*text).to_owned()
}

/// What the runner runs of the gallery: what is told of members, and what is spoiled.
pub(crate) fn stories() -> impl Iterator<Item = (&'static str, &'static str)> {
    let runs = |path: &str| path.contains("/story-") || path.contains("/spoiled-");
    GALLERY.iter().copied().filter(move |(path, _)| runs(path))
}
