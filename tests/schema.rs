//! The JSON Schemas of `pkg/schema/`: made from the shapes that read the documents, with what the
//! reference says about each field. `ACCEPT=1 cargo test --features schema --test schema` writes
//! them. Whether they say what the engine does, `pkg/tests/schema.test.mjs` tests.
#![cfg(not(target_arch = "wasm32"))]

#[path = "support/reference.rs"]
mod reference;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::{env, fs};

use reference::{Reference, programme, types};
use serde_json::{Map, Value, json};

/// The objects of `docs/programme.md`, and the definitions that are theirs.
const IN_REFERENCE: &[(&str, &[&str])] = &[
    ("activity", &["activity"]),
    ("allocation", &["rounding.allocation"]),
    ("amount_rounding", &["offer.offer_rounding"]),
    ("benefit.amount", &["offer.amount"]),
    ("benefit.bundle", &["groups.bundle"]),
    ("benefit.buy_get", &["groups.buy_get"]),
    ("benefit.cash_back", &["offer.cash_back"]),
    ("benefit.every", &["offer.every"]),
    ("benefit.fixed_price", &["offer.fixed_price"]),
    ("benefit.gift", &["offer.gift"]),
    ("benefit.member_price", &["offer.other_price"]),
    ("benefit.multiplier", &["offer.times"]),
    ("benefit.n_for", &["groups.n_for"]),
    ("benefit.nth_item", &["groups.nth_item"]),
    ("benefit.percent", &["offer.percent"]),
    ("benefit.price_list", &["offer.price_list"]),
    ("benefit.price_match", &["offer.other_price"]),
    ("benefit.shipping", &["offer.shipping_off"]),
    ("calendar", &["zone.calendar"]),
    ("cap", &["points.cap"]),
    ("codes", &["coupon.codes"]),
    ("condition", &["condition", "measure"]),
    ("conversion", &["points.conversion"]),
    ("cycle", &["zone.own_cycle"]),
    ("earning_rule", &["earning"]),
    ("fact.amount", &["fact.amount", "measure.amount"]),
    ("fact.units", &["fact.units", "measure.units"]),
    ("forfeit", &["points.forfeit"]),
    ("give.per_amount", &["earning.per_amount"]),
    ("give.per_quantity", &["earning.per_quantity"]),
    ("give.per_unit", &["earning.per_unit"]),
    ("give.streak", &["earning.streak"]),
    ("history", &["history"]),
    ("household", &["points.household"]),
    ("issue", &["coupon.issue"]),
    ("key", &["key"]),
    ("kind.wallet", &["coupon.wallet"]),
    ("ladder", &["tier.ladder"]),
    ("level", &["tier.level"]),
    ("lifecycle", &["class.lifecycle"]),
    ("migration", &["history.migration"]),
    ("multiplier", &["points.multiplier"]),
    ("multipliers", &["points.multipliers"]),
    ("named_selector", &["selector.named_selector"]),
    ("offer", &["offer"]),
    ("offer_defaults", &["offer.offer_defaults"]),
    ("offer_limits", &["coupon.offer_limits"]),
    ("offer_stacking", &["stacking.offer_stacking"]),
    ("perk", &["perk"]),
    ("plan", &["tier.plan"]),
    ("points", &["points"]),
    ("points_price", &["spending.points_price"]),
    ("pool", &["points.pool"]),
    ("price", &["spending.price"]),
    ("program", &[""]),
    ("returns", &["points.returns"]),
    ("reward", &["spending.reward"]),
    ("rounding", &["rounding"]),
    ("score", &["class.score"]),
    ("segment", &["class.segment"]),
    ("selector", &["selector", "selector.excluded"]),
    ("selector.favourite", &["selector.favourite"]),
    ("spending", &["spending"]),
    ("spending.cash", &["spending.cash"]),
    ("spending.cash.maximum", &["spending.cash_maximum"]),
    ("stacking", &["stacking"]),
    ("stage", &["class.stage"]),
    ("target.units", &["offer.units"]),
    ("tax", &["rounding.taxes"]),
    ("tiers", &["tier.tiers"]),
    ("transfers", &["points.transfers"]),
    ("window", &["time.window"]),
];

/// The types of `pkg/perks.d.ts`, and the definitions that are theirs; nothing is the document.
const IN_TYPES: &[(&str, &str, &[&str])] = &[
    ("cart", "CartDocument", &[""]),
    ("cart", "OrderFacts", &[""]),
    ("cart", "CartLine", &["cart.line"]),
    ("event", "EventDocument", &[""]),
    ("event", "Happenings", &[""]),
    ("event", "CartDocument", &["cart"]),
    ("event", "OrderFacts", &["cart"]),
    ("event", "CartLine", &["cart.line"]),
    ("event", "EnteredOptions", &["event.order_event"]),
    ("member", "MemberDocument", &[""]),
    ("member", "OrderFacts", &["cart.said"]),
    ("member", "LotDocument", &["member.lot"]),
    ("member", "OrderDocument", &["member.order"]),
    ("member", "OrderLine", &["member.order_line"]),
    ("member", "Shipping", &["member.shipping"]),
    ("member", "SpentDocument", &["member.order_spent"]),
    ("member", "CountedDocument", &["member.order_counted"]),
    ("member", "FoldedDocument", &["folded"]),
];

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn read(path: &str) -> String {
    let path = root().join(path);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The documents: a name, what it is, and the schema of the crate.
fn schemas() -> [(&'static str, &'static str, Value); 4] {
    let parsed = |text: String| serde_json::from_str(&text).expect("it is JSON");
    [
        ("program", "A loyalty programme of Perks, format 1", parsed(perks::schema::program())),
        ("member", "A member's snapshot of Perks, format 1", parsed(perks::schema::member())),
        ("cart", "A cart of Perks", parsed(perks::schema::cart())),
        ("event", "An event of Perks", parsed(perks::schema::event())),
    ]
}

/// The fields of a definition, or of the document itself.
fn properties<'s>(schema: &'s mut Value, definition: &str) -> &'s mut Map<String, Value> {
    let object = match definition {
        "" => schema,
        name => &mut schema["definitions"][name],
    };
    let object = match object.pointer("/anyOf/0/allOf/0/properties") {
        // A choice of words and variants.
        Some(_) => &mut object["anyOf"][0]["allOf"][0],
        None => object,
    };
    object["properties"].as_object_mut().unwrap_or_else(|| panic!("`{definition}` is no object"))
}

/// Says of the fields of a definition what a reference says; those that it has not are given back.
fn explain(
    schema: &mut Value,
    definition: &str,
    reference: &Reference,
    object: &str,
) -> Vec<String> {
    let fields = reference.get(object).unwrap_or_else(|| panic!("there is no `{object}`"));
    let properties = properties(schema, definition);
    let mut missing = Vec::new();
    for (name, field) in fields.iter().filter(|(_, field)| !field.reserved) {
        let Some(property) = properties.get_mut(name).and_then(Value::as_object_mut) else {
            missing.push(format!("{object}.{name}"));
            continue;
        };
        // What may not stand there says so itself.
        if property.contains_key("doNotSuggest") {
            continue;
        }
        let mut explained = Map::from_iter([("description".to_owned(), field.text.clone().into())]);
        property.remove("description");
        if let Some(default) = &field.default {
            explained.insert("default".to_owned(), default.clone());
        }
        explained.append(property);
        *property = explained;
    }
    missing
}

/// The schema of a document as it is published.
fn published(name: &str, title: &str, mut schema: Value) -> Value {
    if name == "program" {
        let reference = programme(&read("docs/programme.md"));
        for (object, definitions) in IN_REFERENCE {
            for definition in *definitions {
                explain(&mut schema, definition, &reference, object);
            }
        }
    }
    let reference = types(&read("pkg/perks.d.ts"));
    for (_, object, definitions) in IN_TYPES.iter().filter(|(of, ..)| *of == name) {
        for definition in *definitions {
            explain(&mut schema, definition, &reference, object);
        }
    }
    let about = match name {
        "program" => "Numbers after § are sections of the reference, docs/programme.md.",
        _ => "Amounts are integers of minor units, instants RFC 3339 texts or epoch milliseconds.",
    };
    let mut whole = Map::new();
    whole.insert("$schema".into(), schema["$schema"].take());
    whole.insert("$id".into(), format!("urn:perks:schema:{name}:1").into());
    whole.insert("title".into(), title.into());
    whole.insert("description".into(), about.into());
    let members = schema.as_object_mut().expect("a schema is an object");
    members.retain(|name, _| !matches!(&**name, "$schema" | "title"));
    whole.append(members);
    whole.into()
}

/// JSON for people: what fits into a line stands in one.
fn print(value: &Value, indent: usize, before: usize, out: &mut String) {
    const WIDTH: usize = 110;
    let short = spaced(value);
    if indent + before + short.len() <= WIDTH || !(value.is_object() || value.is_array()) {
        out.push_str(&short);
        return;
    }
    let (open, close) = if value.is_object() { ('{', '}') } else { ('[', ']') };
    out.push(open);
    let members: Vec<(Option<&String>, &Value)> = match value {
        Value::Object(members) => members.iter().map(|(name, it)| (Some(name), it)).collect(),
        _ => value.as_array().into_iter().flatten().map(|it| (None, it)).collect(),
    };
    for (number, (name, value)) in members.iter().enumerate() {
        out.push_str(if number > 0 { ",\n" } else { "\n" });
        out.push_str(&" ".repeat(indent + 2));
        let name = name.map_or(String::new(), |name| format!("{}: ", json!(name)));
        out.push_str(&name);
        print(value, indent + 2, name.len() + 1, out);
    }
    out.push('\n');
    out.push_str(&" ".repeat(indent));
    out.push(close);
}

/// In one line.
fn spaced(value: &Value) -> String {
    let joined = |parts: Vec<String>| parts.join(", ");
    match value {
        Value::Object(members) if !members.is_empty() => {
            let parts = members.iter().map(|(name, it)| format!("{}: {}", json!(name), spaced(it)));
            format!("{{ {} }}", joined(parts.collect()))
        }
        Value::Array(list) => format!("[{}]", joined(list.iter().map(spaced).collect())),
        other => other.to_string(),
    }
}

fn none(what: &str, found: &[String]) {
    assert!(found.is_empty(), "{what}:\n  {}", found.join("\n  "));
}

#[test]
fn the_schemas_are_those_of_the_shapes() {
    let accept = env::var_os("ACCEPT").is_some();
    let mut stale = Vec::new();
    for (name, title, schema) in schemas() {
        let mut text = String::new();
        print(&published(name, title, schema), 0, 0, &mut text);
        text.push('\n');
        let file = format!("pkg/schema/{name}.schema.json");
        let path = root().join(&file);
        if accept {
            fs::create_dir_all(path.parent().unwrap_or(Path::new("."))).expect("the folder");
            fs::write(&path, &text).expect("it can be written");
        } else if fs::read_to_string(&path).unwrap_or_default() != text {
            stale.push(file);
        }
    }
    none("write these with `ACCEPT=1 cargo test --features schema --test schema`", &stale);
}

/// What the reference explains there is, and what there is it explains, or the code does.
#[test]
fn every_field_of_a_programme_is_explained() {
    let [(name, title, mut schema), ..] = schemas();
    let reference = programme(&read("docs/programme.md"));
    let mut wrong = Vec::new();
    for (object, definitions) in IN_REFERENCE {
        for definition in *definitions {
            let missing = explain(&mut schema, definition, &reference, object);
            // A condition has facts that are no measures, and words.
            let words = &schema["definitions"]["condition"]["anyOf"][1]["enum"];
            let is_word = |name: &str| words.as_array().is_some_and(|it| it.contains(&name.into()));
            let known = |it: &String| it.strip_prefix("condition.").is_some_and(is_word);
            wrong.extend(missing.into_iter().filter(|it| *definition != "measure" && !known(it)));
        }
    }
    let used: BTreeSet<&str> = IN_REFERENCE.iter().map(|(object, _)| *object).collect();
    for object in reference.keys().filter(|it| !used.contains(it.as_str())) {
        let reserved = reference[object].values().all(|field| field.reserved);
        if !reserved {
            wrong.push(format!("`{object}` of the reference is no definition's"));
        }
    }
    none("the reference explains what there is not", &wrong);
    let schema = published(name, title, schema);
    let mut silent = Vec::new();
    undescribed("", &schema, &mut silent);
    for (name, definition) in schema["definitions"].as_object().expect("definitions") {
        if !name.starts_with("cells_of_") {
            undescribed(name, definition, &mut silent);
        }
    }
    none("fields that nothing explains", &silent);
}

#[test]
fn every_field_that_people_write_of_carts_and_events_is_explained() {
    let mut silent = Vec::new();
    let written = schemas().into_iter().filter(|(name, ..)| matches!(*name, "cart" | "event"));
    for (name, title, schema) in written {
        let schema = published(name, title, schema);
        undescribed(name, &schema, &mut silent);
        for (name, definition) in schema["definitions"].as_object().expect("definitions") {
            undescribed(name, definition, &mut silent);
        }
    }
    none("fields that nothing explains", &silent);
}

fn undescribed(name: &str, schema: &Value, silent: &mut Vec<String>) {
    let variants = schema.pointer("/anyOf/0/allOf/0");
    for object in variants.into_iter().chain([schema]) {
        if object.get("additionalProperties").is_none() {
            continue;
        }
        for (field, property) in object["properties"].as_object().into_iter().flatten() {
            if property.get("description").is_none() {
                silent.push(format!("{name}.{field}"));
            }
        }
    }
}
