//! Where a table of values may stand: the value, or a table whose cells are such values.
//!
//! What a table looks like is described once, with cells of which nothing is said; of each kind of
//! value there is one definition more that says of what form the cells are.

use std::borrow::Cow;
use std::marker::PhantomData;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde_json::{Map, Value, json};

use crate::document::program::table::TableDoc;

/// A cell of a table: of the form that the place of the table says.
pub(crate) enum Cell {}

/// What stands for a cell until it is known of what form it is.
const CELL: &str = "cell";

/// The keyword under which a definition of cells says whose they are, until it is filled in.
const CELLS_OF: &str = "cellsOf";

/// The tables that tell lines apart.
const OF_LINES: [&str; 2] = ["by_line", "by_attribute"];

impl JsonSchema for Cell {
    fn schema_name() -> Cow<'static, str> {
        CELL.into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!(true)
    }
}

/// A value that is one for all lines, or a table of such.
pub(crate) struct Table<T>(PhantomData<T>);

/// A value that each line may have for itself, or a table of such.
pub(crate) struct ByLine<T>(PhantomData<T>);

impl<T: JsonSchema> JsonSchema for Table<T> {
    fn schema_name() -> Cow<'static, str> {
        format!("{}_or_table", T::schema_name()).into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        value_or_table::<T>(&Self::schema_name(), false, generator)
    }
}

impl<T: JsonSchema> JsonSchema for ByLine<T> {
    fn schema_name() -> Cow<'static, str> {
        format!("{}_or_table_of_lines", T::schema_name()).into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        value_or_table::<T>(&Self::schema_name(), true, generator)
    }
}

fn value_or_table<T: JsonSchema>(
    name: &str,
    of_lines: bool,
    generator: &mut SchemaGenerator,
) -> Schema {
    let value = generator.subschema_for::<T>();
    let table = generator.subschema_for::<TableDoc<'_>>();
    let cells = format!("cells_of_{name}");
    let whose = json!({ CELLS_OF: name, "of_lines": of_lines });
    generator.definitions_mut().insert(cells.clone(), whose);
    let cells = json!({ "$ref": format!("#/definitions/{cells}") });
    // So that an editor says what is wrong with the one or the other, and not with both.
    json_schema!({
        "if": { "type": "object" },
        "then": { "allOf": [table, cells] },
        "else": value,
    })
}

/// Says of the cells of each kind of what form they are, and of a cell as such nothing.
pub(super) fn fill_in(definitions: &mut Map<String, Value>) {
    let whose = definitions.iter().filter_map(|(name, definition)| {
        let of = definition.get(CELLS_OF)?.as_str()?.to_owned();
        Some((name.clone(), of, definition["of_lines"] == true))
    });
    let whose: Vec<_> = whose.collect();
    let table = reference(&TableDoc::schema_name());
    for (name, of, of_lines) in whose {
        let mut cells = cells(&table, &reference(&of), definitions).unwrap_or_default();
        if !of_lines {
            for kind in OF_LINES {
                cells["properties"][kind] = false.into();
            }
        }
        definitions.insert(name, cells);
    }
    definitions.remove(CELL);
    for definition in definitions.values_mut() {
        unsaid(definition);
    }
}

fn reference(name: &str) -> Value {
    json!({ "$ref": format!("#/definitions/{name}") })
}

fn name_of(schema: &Value) -> Option<&str> {
    schema.get("$ref")?.as_str()?.strip_prefix("#/definitions/")
}

/// Of a schema what is about the cells in it, which are of a form; `None` where there are none.
fn cells(schema: &Value, form: &Value, definitions: &Map<String, Value>) -> Option<Value> {
    match name_of(schema) {
        Some(CELL) => return Some(form.clone()),
        // What holds tables of its own has said so.
        Some(name) if name.starts_with("table") => {
            return cells(definitions.get(name)?, form, definitions);
        }
        Some(_) => return None,
        None => {}
    }
    let mut found = Map::new();
    if let Some(properties) = schema.get("properties").and_then(Value::as_object) {
        let of = properties.iter().filter_map(|(name, property)| {
            Some((name.clone(), cells(property, form, definitions)?))
        });
        let of: Map<_, _> = of.collect();
        if !of.is_empty() {
            found.insert("properties".into(), of.into());
        }
    }
    for keyword in ["items", "additionalProperties"] {
        if let Some(of) = schema.get(keyword).and_then(|it| cells(it, form, definitions)) {
            found.insert(keyword.into(), of);
        }
    }
    if !found.is_empty() {
        found.insert("type".into(), schema.get("type")?.clone());
        return Some(found.into());
    }
    let anyway = schema.get("anyOf").or(schema.get("allOf")).and_then(Value::as_array)?;
    let any: Vec<_> = anyway.iter().map(|it| cells(it, form, definitions)).collect();
    if any.iter().all(Option::is_none) {
        return None;
    }
    let any: Vec<_> =
        any.into_iter().zip(anyway).map(|(cells, it)| cells.unwrap_or(it.clone())).collect();
    Some(if any.len() == 1 { any[0].clone() } else { json!({ "anyOf": any }) })
}

/// Leaves nothing of references to a cell of which nothing is said.
fn unsaid(schema: &mut Value) {
    match schema {
        Value::Object(members) => {
            for keyword in ["allOf", "anyOf"] {
                let list = members.get(keyword).and_then(Value::as_array);
                if list.is_some_and(|list| list.iter().any(|it| name_of(it) == Some(CELL))) {
                    members.remove(keyword);
                }
            }
            if name_of(&Value::Object(members.clone())) == Some(CELL) {
                members.remove("$ref");
            }
            members.values_mut().for_each(unsaid);
        }
        Value::Array(list) => list.iter_mut().for_each(unsaid),
        _ => {}
    }
}
