//! What combines: the table alone says of every pair of offers what the engine says, in every
//! programme of the vectors, and no quote of theirs has a pair that does not combine.
#![cfg(not(target_arch = "wasm32"))]

#[path = "support/gallery.rs"]
#[expect(dead_code, reason = "the vectors are looked at, not the stories")]
mod gallery;
#[path = "support/vectors.rs"]
mod vectors;
#[path = "support/zones.rs"]
mod zones;

use perks::Program;
use serde_json::Value;

/// Every vector's programme that can be read.
fn programs() -> impl Iterator<Item = (&'static str, Value, Program)> {
    vectors::VECTORS.iter().filter_map(|(name, text)| {
        let vector: Value = serde_json::from_str(text).expect("a vector is JSON");
        let source = &vector["program"];
        let text = match (source["file"].as_str(), source["text"].as_str()) {
            (Some(file), _) => gallery::document(file),
            (_, Some(text)) => text.to_owned(),
            _ => source["json"].to_string(),
        };
        Some((*name, vector, Program::parse(text, &zones::Tables).ok()?))
    })
}

/// Why two offers do not combine, as somebody reads the table.
fn read(table: &Value, one: &Value, other: &Value) -> Vec<&'static str> {
    let same = |field: &str| one.get(field).is_some() && one.get(field) == other.get(field);
    let either = |says: &dyn Fn(&Value, &Value) -> bool| says(one, other) || says(other, one);
    let names = |list: &Value, offer: &Value| {
        let list = list.as_array().expect("a list");
        list.contains(&offer["offer"]) || list.contains(&offer["group"])
    };
    let exclusive = |offer: &Value, with: &Value| match offer["exclusive"].as_str() {
        Some("order") => true,
        Some("phase") => offer["phase"] == with["phase"],
        _ => false,
    };
    let refuses =
        |offer: &Value, with: &Value| offer.get("not_with").is_some_and(|list| names(list, with));
    let passes_over =
        |offer: &Value, with: &Value| offer.get("only_with").is_some_and(|list| !names(list, with));
    let groups = table["groups"].as_array().into_iter().flatten();
    let mut single = groups.filter(|group| group["at_most"] == 1);
    let coupon = |offer: &Value| offer["coupon"] == true;
    let told = [
        (either(&exclusive), "exclusive"),
        (either(&refuses), "not_with"),
        (either(&passes_over), "only_with"),
        (same("group") && single.any(|group| group["group"] == one["group"]), "group"),
        (same("perk"), "perk"),
        (table["coupons"] == 1 && coupon(one) && coupon(other), "coupons"),
    ];
    told.into_iter().filter_map(|(holds, why)| holds.then_some(why)).collect()
}

#[test]
fn the_table_says_what_the_engine_says() {
    let mut told = 0;
    for (name, _, program) in programs() {
        let table: Value = serde_json::from_str(&program.combinations().to_json()).expect("JSON");
        let offers = table["offers"].as_array().expect("a list");
        for (at, one) in offers.iter().enumerate() {
            for other in &offers[..at] {
                let id = |offer: &Value| offer["offer"].as_str().expect("an id").to_owned();
                let why = |one, other| {
                    let why = program.conflicts(&id(one), &id(other)).expect("both are there");
                    why.iter().map(|why| why.name()).collect::<Vec<_>>()
                };
                let found = why(one, other);
                assert_eq!(read(&table, one, other), found, "{name}: {one} and {other}");
                assert_eq!(why(other, one), found, "{name}: {one} and {other}");
                told += found.len();
            }
        }
    }
    assert!(told > 30, "only {told} conflicts");
}

/// Who is named is named by both, but for what stands once with a group.
#[test]
fn the_table_is_the_same_both_ways() {
    for (name, _, program) in programs() {
        let table = program.combinations();
        for one in &table.offers {
            for named in &one.not_with {
                let back = match table.offers.iter().find(|other| other.offer == *named) {
                    Some(other) => &other.not_with,
                    None => {
                        let group = table.groups.iter().find(|group| group.group == *named);
                        &group.expect("an offer or a group").not_with
                    }
                };
                assert!(back.contains(&one.offer), "{name}: {} and {named}", one.offer);
            }
        }
    }
}

#[test]
fn no_quote_has_a_pair_that_does_not_combine() {
    let mut pairs = 0;
    for (name, vector, program) in programs() {
        let steps = vector["steps"].as_array().into_iter().flatten();
        for step in steps.filter(|step| step["do"] == "quote") {
            let applied = step["gives"]["offers"]["applied"].as_array().into_iter().flatten();
            let ids: Vec<&str> = applied.filter_map(|it| it["offer"].as_str()).collect();
            for (at, one) in ids.iter().enumerate() {
                for other in &ids[..at] {
                    pairs += 1;
                    let why = program.conflicts(one, other).expect("both are there");
                    assert!(why.is_empty(), "{name}: {one} and {other} are {why:?}");
                }
            }
        }
    }
    assert!(pairs > 50, "only {pairs} pairs");
}
