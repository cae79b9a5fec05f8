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
