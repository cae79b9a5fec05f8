//! The last look at a schema as a whole: cells of tables, types for editors, the order of
//! definitions.

use schemars::Schema;
use serde_json::{Map, Value, json};

use super::table::fill_in;

/// The most references that are followed to learn a type.
const FAR: usize = 8;

pub(super) fn finish(schema: Schema) -> Value {
    let mut root = schema.to_value();
    let Some(members) = root.as_object_mut() else { return root };
    if let Some(properties) = members.get_mut("properties").and_then(Value::as_object_mut) {
        let about = "The address of the JSON Schema, for editors; not read.";
        let mut all = Map::from_iter([("$schema".to_owned(), json!({ "description": about }))]);
        all.append(properties);
        *properties = all;
    }
    let definitions = members.remove("definitions");
    let mut definitions = definitions.and_then(|it| it.as_object().cloned()).unwrap_or_default();
    fill_in(&mut definitions);
    let known = definitions.clone();
    definitions.values_mut().for_each(|it| say_types(it, &known));
    members.values_mut().for_each(|it| say_types(it, &known));
    say_types_of_fields(members, &known);
    definitions.sort_keys();
    members.insert("definitions".to_owned(), definitions.into());
    root
}

/// Says of each field of which types it is: an editor writes the brackets or quotes then.
fn say_types(schema: &mut Value, definitions: &Map<String, Value>) {
    match schema {
        Value::Object(members) => {
            members.values_mut().for_each(|it| say_types(it, definitions));
            say_types_of_fields(members, definitions);
        }
        Value::Array(list) => list.iter_mut().for_each(|it| say_types(it, definitions)),
        _ => {}
    }
}

fn say_types_of_fields(members: &mut Map<String, Value>, definitions: &Map<String, Value>) {
    // Only an object's own fields have what is said of fields.
    if !members.contains_key("additionalProperties") {
        return;
    }
    let Some(Value::Object(properties)) = members.get_mut("properties") else { return };
    for property in properties.values_mut().filter_map(Value::as_object_mut) {
        if property.contains_key("type") {
            continue;
        }
        let form = Value::Object(property.clone());
        let types = types(&form, definitions, FAR);
        if let Some(types) = types.filter(|types| !types.is_empty()) {
            let description = property.remove("description");
            let mut said = Map::new();
            said.extend(description.map(|it| ("description".to_owned(), it)));
            let types = if types.len() == 1 { types[0].into() } else { json!(types) };
            said.insert("type".to_owned(), types);
            // Beside a reference nothing counts.
            if let Some(reference) = property.remove("$ref") {
                said.insert("allOf".to_owned(), json!([{ "$ref": reference }]));
            }
            said.append(property);
            *property = said;
        }
    }
}

/// Of which types a value of the schema may be; `None` where it does not say.
fn types<'s>(
    schema: &'s Value,
    definitions: &'s Map<String, Value>,
    far: usize,
) -> Option<Vec<&'s str>> {
    match schema.get("type") {
        Some(Value::String(one)) => return Some(vec![one]),
        Some(Value::Array(several)) => return several.iter().map(Value::as_str).collect(),
        _ => {}
    }
    if let Some(reference) = schema.get("$ref").and_then(Value::as_str) {
        let name = reference.strip_prefix("#/definitions/")?;
        return types(definitions.get(name)?, definitions, far.checked_sub(1)?);
    }
    if let Some(all) = schema.get("allOf").and_then(Value::as_array) {
        return all.iter().find_map(|it| types(it, definitions, far));
    }
    let any = schema.get("anyOf").and_then(Value::as_array).into_iter().flatten();
    let any: Vec<_> = any.chain(schema.get("else")).chain(schema.get("then")).collect();
    if any.is_empty() {
        return None;
    }
    let mut found = Vec::new();
    for alternative in any {
        for one in types(alternative, definitions, far)? {
            if !found.contains(&one) {
                found.push(one);
            }
        }
    }
    Some(found)
}
