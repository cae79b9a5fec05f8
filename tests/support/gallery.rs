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
    "double-eleven":
        "cart-card"
        "cart-festival"
        "cart-lipstick"
        "cart-remote"
        "cart-scarf"
        "member-lin"
        "member-wen"
        "member-xin"
        "program"
        "spoiled-impossible"
        "spoiled-stacking"
        "spoiled-typo"
        "story-layers"
        "story-limits";
    "small-business-saturday":
        "cart-books"
        "cart-bread"
        "cart-cash"
        "cart-mall"
        "cart-sale"
        "cart-table"
        "cart-tea"
        "cart-toys"
        "member-ann"
        "member-bob"
        "member-cam"
        "program"
        "spoiled-impossible"
        "spoiled-limit"
        "spoiled-typo"
        "story-credits"
        "story-enrolment";
    "watsons-vip":
        "cart-soap"
        "cart"
        "member"
        "program";
    "xiaomi-community":
        "cart-launch"
        "cart-watch"
        "member-jun"
        "member-lei"
        "member-mei"
        "program"
        "spoiled-impossible"
        "spoiled-levels"
        "spoiled-typo"
        "story-core"
        "story-launch"
        "story-newcomer";
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
