//! Prepared programmes: read without any zone source, they answer as the programmes that they were
//! made of, in every vector and every story of the gallery; and what is prepared stays.
#![cfg(not(target_arch = "wasm32"))]

#[path = "support/gallery.rs"]
mod gallery;
#[path = "support/runner.rs"]
mod runner;
#[path = "support/vectors.rs"]
mod vectors;
#[path = "support/worlds.rs"]
mod worlds;
#[path = "support/zones.rs"]
mod zones;

use perks::value::{Key, TzDatabase, ZoneSource};
use perks::{PrepareOptions, Problems, Program, QuoteOptions};
use proptest::collection::{btree_set, vec};
use proptest::prelude::*;
use serde_json::{Value, json};
use worlds::world;

/// Knows no zone at all.
struct NoZones;

impl ZoneSource for NoZones {
    fn table(&self, _: &str) -> Option<Vec<(i64, i32)>> {
        None
    }
}

const SALT: &str = "RGlkIHlvdSBkZWNvZGU";

fn salted(salt: &str) -> PrepareOptions {
    PrepareOptions { salt: Some(Key::parse(salt).expect("a salt")) }
}

/// The only one that is read and has no published form.
const NEVER: &str = "prepared-programme-with-a-hidden-code";

/// The published form of a text, unless the text is refused.
fn prepared(text: &str, zones: &dyn ZoneSource) -> Option<String> {
    let program = Program::parse(text, zones).ok()?;
    Some(program.prepare(&salted(SALT)).unwrap_or_else(|problems| panic!("{problems}\n{text}")))
}

/// The texts of all programmes that are read, of vectors and of the gallery.
fn programs() -> Vec<(String, String)> {
    let written = vectors::VECTORS.iter().map(|(name, text)| {
        let vector: Value = serde_json::from_str(text).expect("JSON");
        ((*name).to_owned(), runner::document(&vector["program"], &gallery::document))
    });
    let listed = gallery::GALLERY.iter().filter(|(path, _)| path.ends_with("/program.json"));
    let all = written.chain(listed.map(|(path, text)| ((*path).to_owned(), (*text).to_owned())));
    let read = |text: &str| Program::parse(text, &zones::Tables).is_ok();
    all.filter(|(name, text)| name != NEVER && read(text)).collect()
}

/// What the author is warned of; where in the text, and so in which order, is another matter.
fn told(program: &Program) -> Vec<Value> {
    let all = program.warnings().iter().cloned().chain(program.check());
    let lists = all.map(|one| Problems::from(one).to_json());
    let mut lists: Vec<Value> =
        lists.map(|list| serde_json::from_str(&list).expect("JSON")).collect();
    for problem in lists.iter_mut().flat_map(|list| list.as_array_mut()).flatten() {
        let problem = problem.as_object_mut().expect("an object");
        problem.shift_remove("line");
        problem.shift_remove("column");
    }
    lists.sort_by_key(Value::to_string);
    lists
}

#[test]
fn what_is_prepared_needs_no_zones_and_stays() {
    let all = programs();
    assert!(all.len() > 400, "only {} are read", all.len());
    for (name, text) in all {
        let once = prepared(&text, &zones::Tables).expect("it is read");
        let again = Program::parse(&*once, &NoZones).unwrap_or_else(|it| panic!("{name}: {it}"));
        let without = PrepareOptions::default();
        assert_eq!(again.prepare(&without).as_ref(), Ok(&once), "{name}: without a salt");
        assert_eq!(again.prepare(&salted("another salt than before")).as_ref(), Ok(&once));
        let tree: Value = serde_json::from_str(&once).expect("JSON");
        assert!(tree.get("$schema").is_none() && !tree["zone"].is_string(), "{name}");
        assert!(!once.contains("\"codes\":[\""), "{name} shows its codes");
        let before = Program::parse(&*text, &zones::Tables).expect("it is read");
        assert_eq!(told(&before), told(&again), "{name}: warnings");
    }
}

/// But for what `told` compares, and the sums of programmes in receipts.
#[test]
fn vectors_and_stories_answer_the_same() {
    let mut ran = 0;
    let mut failures = Vec::new();
    for (name, text) in vectors::VECTORS.iter().filter(|(name, _)| *name != NEVER) {
        let mut vector: Value = serde_json::from_str(text).expect("JSON");
        let program = runner::document(&vector["program"], &gallery::document);
        // What is refused has no published form.
        let Some(text) = prepared(&program, &zones::Tables) else { continue };
        vector["program"] = json!({ "text": text });
        let members = vector.as_object_mut().expect("an object");
        members.shift_remove("warnings");
        if let Some(steps) = members.get_mut("steps").and_then(Value::as_array_mut) {
            steps.retain(|step| {
                let is = |name: &str| step["do"] == name;
                let summed = is("replay") || step["with"].get("receipt").is_some();
                !(is("check") || is("prepare") || summed)
            });
        }
        ran += 1;
        let vector = vector.to_string();
        failures.extend(runner::failures([(*name, &*vector)], &gallery::document, &NoZones));
    }
    let document = |file: &str| {
        let text = gallery::document(file);
        if file.ends_with("/program.json") {
            return prepared(&text, &TzDatabase).expect("it is read");
        }
        text
    };
    for story in gallery::stories().filter(|(path, _)| path.contains("/story-")) {
        ran += 1;
        failures.extend(runner::failures([story], &document, &NoZones));
    }
    assert!(ran > 450, "only {ran} ran");
    assert!(failures.is_empty(), "{} differ:\n\n{}", failures.len(), failures.join("\n\n"));
}

/// A programme with an offer for each list of codes, and its plain form's choice of a code.
fn coded(codes: &[Vec<String>], habits: &Value) -> Value {
    let offers = (0..).zip(codes).map(|(at, codes)| {
        json!({ "id": format!("o{at}"), "kind": { "public_code": { "codes": codes } },
                "target": "order", "benefit": { "percent": { "off": "5" } } })
    });
    json!({ "format": 1, "id": "p", "version": 1, "currency": "CNY", "zone": { "offset": "+08:00" },
            "codes": habits, "offers": Value::from_iter(offers) })
}

/// What a quote says when these codes are entered.
fn entered(program: &str, codes: &[String]) -> String {
    let program = Program::parse(program, &NoZones).expect("a right programme");
    let cart = json!({ "currency": "CNY", "lines": [
        { "id": "1", "sku": "x", "units": 1, "price_minor": 10_000 }] });
    let cart = program.cart(cart.to_string()).expect("a right cart");
    let options = json!({ "now": "2026-06-01T00:00:00Z", "coupons": codes }).to_string();
    let options = QuoteOptions::parse(options).expect("right options");
    program.guest().quote(&cart, &options).expect("within limits").to_json()
}

proptest! {
    /// Entered codes, right and wrong, open what they opened before, however codes are compared.
    #[test]
    fn codes_open_what_they_opened(
        codes in btree_set("[A-D]{2}-?[1-3x]", 1..12),
        others in vec("[a-dA-D]{2}[- ]?[1-4xX]", 0..6),
        offers in 1_usize..4,
        salt in "[a-zA-Z0-9_-]{16,40}",
        case in prop_oneof![Just("insensitive"), Just("sensitive")],
        ignore in prop_oneof![Just("spaces_and_dashes"), Just("nothing")],
    ) {
        let mut lists = vec![Vec::new(); offers];
        for (at, code) in codes.iter().enumerate() {
            lists[at % offers].push(code.clone());
        }
        lists.retain(|list| !list.is_empty());
        let plain = coded(&lists, &json!({ "case": case, "ignore": ignore })).to_string();
        // Two spellings of one code are refused before.
        let Ok(program) = Program::parse(&*plain, &NoZones) else { return Ok(()) };
        let hidden = program.prepare(&salted(&salt)).expect("it has a salt");
        for code in &codes {
            prop_assert!(!hidden.contains(&**code));
        }
        let typed: Vec<String> = codes.into_iter().chain(others).collect();
        prop_assert_eq!(entered(&plain, &typed), entered(&hidden, &typed));
    }

    /// Whatever the programme, its published form quotes as it does, and is canonical.
    #[test]
    fn any_programme_quotes_the_same(world in world()) {
        let text = world.program.to_string();
        let once = prepared(&text, &TzDatabase).expect("a right programme");
        let quote = |text: &str, zones: &dyn ZoneSource| {
            let program = Program::parse(text, zones).expect("a right programme");
            let member = program.member(world.member.to_string()).expect("a right member");
            let cart = program.cart(world.cart.to_string()).expect("a right cart");
            let options = json!({ "now": worlds::NOW, "spend": world.spend, "receipt": "yes" });
            let options = QuoteOptions::parse(options.to_string()).expect("right options");
            let quote = member.quote(&cart, &options).expect("within limits").to_json();
            let mut quote: Value = serde_json::from_str(&quote).expect("JSON");
            let sum = quote["receipt"].as_object_mut().and_then(|it| it.shift_remove("program"));
            (quote.to_string(), sum)
        };
        let (one, other) = (quote(&text, &TzDatabase), quote(&once, &NoZones));
        prop_assert_eq!(one.0, other.0);
        // The sum of the programme is of the document: of another text where the zone is named.
        prop_assert_eq!(one.1 == other.1, !world.program["zone"].is_string());
        // However it was written.
        let mut sorted = world.program.clone();
        sorted.sort_all_objects();
        let spread = format!("{sorted:#}");
        prop_assert_eq!(prepared(&spread, &TzDatabase), Some(once.clone()));
        prop_assert_eq!(prepared(&once, &NoZones), Some(once));
    }
}

/// Hashes are longer than codes: a programme that is nearly too long has no published form.
#[test]
fn a_published_form_that_could_not_be_read_is_refused() {
    let lists: Vec<Vec<String>> = (0..14)
        .map(|offer| (0..5_000).map(|it| format!("c{}", offer * 5_000 + it)).collect())
        .collect();
    let text = coded(&lists, &json!({})).to_string();
    let program = Program::parse(&*text, &NoZones).expect("it is short enough");
    let problems = program.prepare(&salted(SALT)).expect_err("its hashes are not");
    let told: Value = serde_json::from_str(&problems.to_json()).expect("JSON");
    assert_eq!(told[0]["code"], "too_large");
    assert_eq!(told[0]["document"], "program");
    let message = told[0]["message"].as_str().expect("a text");
    assert!(message.starts_with("the prepared text has 4"), "{message}");
    assert_eq!(told.as_array().map(Vec::len), Some(1));
}
