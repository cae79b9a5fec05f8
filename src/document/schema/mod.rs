//! JSON Schemas of the documents, draft 7, made from the shapes that read them. They accept
//! whatever the engine accepts, and refuse what is wrong with the form of a document; what its
//! parts mean together is told by the engine alone.
//!
//! Written for editors: a choice is one object with all of its alternatives, so that each is
//! proposed and what is wrong inside one is reported at its place; a definition has a title and no
//! description, which would take the place of that of the field.

pub(super) mod declare;
mod fact;
mod finish;
pub(crate) mod form;
mod leaf;
mod table;

use std::borrow::Cow;

use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, Schema};
use serde_json::{Map, Value, json};

use super::fields::Need;

/// The schema of a document, as JSON text.
pub(crate) fn of<T: JsonSchema>() -> String {
    let generator = SchemaSettings::draft07().into_generator();
    finish::finish(generator.into_root_schema_for::<T>()).to_string()
}

/// A definition's name: that of the module and of the type in it, such as `offer.benefit`.
pub(crate) fn name(module: &str, shape: &str) -> Cow<'static, str> {
    let module = module.rsplit("::").next().unwrap_or_default();
    let mut name = String::new();
    for char in shape.trim_end_matches("Doc").chars() {
        if char.is_ascii_uppercase() && !name.is_empty() {
            name.push('_');
        }
        name.push(char.to_ascii_lowercase());
    }
    if name == module { name.into() } else { format!("{module}.{name}").into() }
}

/// What the doc comments among some attributes say; attributes stand there as tokens.
pub(crate) fn doc(attributes: &[&str]) -> Option<String> {
    let lines = attributes.iter().filter_map(|attribute| {
        let text = attribute.strip_prefix("doc")?.trim_start().strip_prefix('=')?.trim();
        let text = text.strip_prefix('r').unwrap_or(text).trim_matches('#');
        let text = text.strip_prefix('"')?.strip_suffix('"')?;
        Some(text.replace("\\\"", "\"").trim().to_owned())
    });
    let text = lines.collect::<Vec<_>>().join(" ");
    (!text.is_empty()).then_some(text)
}

/// An object while it is described.
pub(crate) struct Shape {
    title: Option<String>,
    properties: Map<String, Value>,
    required: Vec<&'static str>,
    /// What holds of several fields together.
    rules: Vec<Value>,
}

impl Shape {
    pub(crate) fn new(attributes: &[&str]) -> Self {
        Self {
            title: doc(attributes),
            properties: Map::new(),
            required: Vec::new(),
            rules: Vec::new(),
        }
    }

    pub(crate) fn field(
        &mut self,
        name: &'static str,
        need: Need,
        doc: Option<String>,
        form: Schema,
    ) {
        let form = match need {
            Need::required => {
                self.required.push(name);
                form.to_value()
            }
            Need::optional => or_null(form.to_value()),
        };
        self.properties.insert(name.to_owned(), with_description(doc, form));
    }

    /// A field by the name that it had before: it may stand there, instead of the one by which it
    /// is called now.
    pub(crate) fn renamed(&mut self, old: &'static str, now: &'static str) {
        let message = format!("`{old}` is called `{now}` now");
        let mut form = self.properties.get(now).cloned().unwrap_or_default();
        if let Some(form) = form.as_object_mut() {
            form.insert("description".into(), format!("Called `{now}` now.").into());
            form.insert("deprecated".into(), true.into());
            form.insert("deprecationMessage".into(), message.clone().into());
            form.insert("doNotSuggest".into(), true.into());
        }
        self.properties.insert(old.to_owned(), form);
        if self.required.contains(&now) {
            self.required.retain(|name| *name != now);
            self.some_of(&[now, old]);
        }
        let both = json!({
            "not": { "required": [old, now], "properties": { old: true, now: true } },
            "errorMessage": message,
        });
        self.add_rule(json!({ "allOf": [both] }));
    }

    /// Exactly one of these has to be there.
    pub(crate) fn one_of(&mut self, names: &[&str]) {
        self.rule("oneOf", names);
    }

    /// At least one of these has to be there.
    pub(crate) fn some_of(&mut self, names: &[&str]) {
        self.rule("anyOf", names);
    }

    fn rule(&mut self, keyword: &str, names: &[&str]) {
        if !names.is_empty() {
            let given: Vec<_> = names.iter().map(|name| given(name)).collect();
            self.add_rule(json!({ keyword: given }));
        }
    }

    /// What else holds of the fields.
    pub(crate) fn add_rule(&mut self, rule: Value) {
        self.rules.push(rule);
    }

    pub(crate) fn schema(self) -> Schema {
        let mut schema = Map::new();
        if let Some(title) = self.title {
            schema.insert("title".into(), title.into());
        }
        schema.insert("type".into(), "object".into());
        schema.insert("properties".into(), self.properties.into());
        schema.insert("additionalProperties".into(), false.into());
        if !self.required.is_empty() {
            schema.insert("required".into(), self.required.into());
        }
        match <[Value; 1]>::try_from(self.rules) {
            Ok([Value::Object(rule)]) => schema.extend(rule),
            Ok(_) => {}
            Err(rules) if rules.is_empty() => {}
            Err(rules) => {
                schema.insert("allOf".into(), rules.into());
            }
        }
        schema.into()
    }
}

/// That a field is there; one that is `null` is not.
pub(crate) fn given(name: &str) -> Value {
    json!({ "required": [name], "properties": { name: { "not": { "type": "null" } } } })
}

/// A field's form, and what it is about.
fn with_description(doc: Option<String>, form: Value) -> Value {
    let (Some(doc), Value::Object(form)) = (doc, &form) else { return form };
    let mut described = Map::from_iter([("description".to_owned(), doc.into())]);
    described.extend(form.clone());
    described.into()
}

/// The form of a field that may be absent: `null` means the same.
fn or_null(form: Value) -> Value {
    // What else than types a schema that says its type limits does not hold of `null`.
    const OF_VALUES: [&str; 6] = ["enum", "const", "anyOf", "oneOf", "allOf", "not"];
    match form {
        Value::Object(mut form)
            if form.get("type").is_some_and(Value::is_string)
                && !OF_VALUES.iter().any(|keyword| form.contains_key(*keyword)) =>
        {
            let own = form["type"].take();
            form["type"] = json!([own, "null"]);
            form.into()
        }
        form => json!({ "anyOf": [form, { "type": "null" }] }),
    }
}

/// A choice while it is described.
pub(crate) struct Choice {
    title: Option<String>,
    words: Vec<Value>,
    /// What each word means, if any is explained.
    meanings: Vec<String>,
    variants: Map<String, Value>,
}

impl Choice {
    pub(crate) fn new(attributes: &[&str]) -> Self {
        Self { title: doc(attributes), words: vec![], meanings: vec![], variants: Map::new() }
    }

    /// The same, of what no macro declares.
    fn about(title: &str) -> Self {
        Self { title: Some(title.to_owned()), ..Self::new(&[]) }
    }

    pub(crate) fn word(&mut self, word: &str, doc: Option<String>) {
        self.words.push(word.into());
        self.meanings.push(doc.unwrap_or_default());
    }

    pub(crate) fn variant(&mut self, tag: &str, doc: Option<String>, form: Schema) {
        self.variants.insert(tag.to_owned(), with_description(doc, form.to_value()));
    }

    pub(crate) fn schema(self) -> Schema {
        let title = self.title.as_deref().map(|title| ("title".to_owned(), Value::from(title)));
        let mut schema = Map::from_iter(title);
        if self.words.is_empty() {
            schema.extend(self.variants());
            return schema.into();
        }
        let mut words = Map::from_iter([
            ("type".to_owned(), "string".into()),
            ("enum".to_owned(), self.words.clone().into()),
        ]);
        if self.meanings.iter().any(|meaning| !meaning.is_empty()) {
            words.insert("enumDescriptions".into(), self.meanings.clone().into());
        }
        if self.variants.is_empty() {
            schema.extend(words);
            return schema.into();
        }
        // What has most alternatives first: an editor writes its brackets. Of a word that there is
        // not, it shows what is said here.
        let listed: Vec<_> = self.words.iter().map(Value::to_string).collect();
        let message = format!("expected one of {}, or an object", listed.join(", "));
        let mut variants = self.variants();
        let kind = variants.remove("type");
        let variants =
            json!({ "type": kind, "errorMessage": message, "allOf": [Value::from(variants)] });
        schema.insert("anyOf".into(), json!([variants, words]));
        schema.into()
    }

    /// An object with one of the variants.
    fn variants(&self) -> Map<String, Value> {
        Map::from_iter([
            ("type".to_owned(), "object".into()),
            ("properties".to_owned(), self.variants.clone().into()),
            ("additionalProperties".to_owned(), false.into()),
            ("minProperties".to_owned(), 1.into()),
            ("maxProperties".to_owned(), 1.into()),
        ])
    }
}
