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
    "haidilao":
        "cart-birthday"
        "cart-dinner"
        "cart-home"
        "cart-late"
        "cart-noodles"
        "cart-opening"
        "cart-snack"
        "member-ning"
        "member-tao"
        "member-yun"
        "program"
        "spoiled-impossible"
        "spoiled-typo"
        "story-birthday"
        "story-evenings"
        "story-students";
    "lancome-beauty":
        "cart-kit"
        "cart-serum"
        "cart-starter"
        "cart-summer"
        "cart-winter"
        "member-lea"
        "member-mia"
        "member-zhe"
        "program"
        "spoiled-impossible"
        "spoiled-typo"
        "story-active"
        "story-inactive"
        "story-welcome";
    "starbucks":
        "cart-ahead"
        "cart-latte"
        "cart-sakura"
        "cart-treats"
        "cart-upsize"
        "member-jun"
        "member-mei"
        "member-wei"
        "program"
        "spoiled-impossible"
        "spoiled-typo"
        "story-birthday"
        "story-gold"
        "story-green";
    "vipshop":
        "cart-dress"
        "cart-flash"
        "cart-gift"
        "cart-limited"
        "cart-winter"
        "member-anna"
        "member-bo"
        "member-cai"
        "member-dee"
        "program"
        "spoiled-impossible"
        "spoiled-typo"
        "story-levels"
        "story-platinum"
        "story-points"
        "story-win-back";
    "watsons-vip":
        "cart-match"
        "cart-shampoo"
        "cart-soap"
        "cart-sun"
        "cart"
        "member-chen"
        "member-lin"
        "member"
        "program"
        "spoiled-impossible"
        "spoiled-typo"
        "story-checkout"
        "story-fortnights"
        "story-owed"
        "story-price-match";
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
