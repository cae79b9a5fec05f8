//! Values across the border: documents and options in, plain objects and errors out.

use serde::de::DeserializeSeed;
use wasm_bindgen::{JsCast, JsValue};

use crate::document::Source;
use crate::document::json::{Tree, Value, too_deep};
use crate::problem::{Code, Document, Path, Problem, Problems, Report};
use crate::value::ZoneSource;

/// A document as JavaScript gives it: text, bytes, or a plain object.
pub(super) enum Given {
    Text(String),
    Bytes(Vec<u8>),
    Tree(Value<'static>),
}

impl Given {
    pub(super) fn new(value: &JsValue, document: Document) -> Result<Self, JsValue> {
        if let Some(text) = value.as_string() {
            return Ok(Self::Text(text));
        }
        if let Some(bytes) = value.dyn_ref::<js_sys::Uint8Array>() {
            return Ok(Self::Bytes(bytes.to_vec()));
        }
        // The tree's reader notices what no JSON can hold, and what is nested without end.
        let source = serde_wasm_bindgen::Deserializer::from(value.clone());
        let tree = Tree { depth: 0 }.deserialize(source);
        tree.map(Self::Tree).map_err(|error| {
            let text = error.to_string();
            let (code, message) = if text.ends_with(&too_deep()) {
                (Code::TooDeep, too_deep())
            } else {
                (Code::NotPlain, format!("not plain data: {text}"))
            };
            thrown(refusal(document, code, &Path::Root, message))
        })
    }

    pub(super) fn source(&self) -> Source<'_> {
        match self {
            Self::Text(text) => text.into(),
            Self::Bytes(bytes) => bytes.as_slice().into(),
            Self::Tree(tree) => tree.clone().into(),
        }
    }
}

fn refusal(document: Document, code: Code, at: &Path<'_>, message: String) -> Problems {
    let mut report = Report::new(document);
    report.error(code, at, message);
    match report.finish::<()>(None, |_| None) {
        Err(problems) => problems,
        Ok(_) => unreachable!("an error was reported"),
    }
}

/// An argument that is a text.
pub(super) fn text(value: &JsValue, what: &str) -> Result<String, JsValue> {
    value.as_string().ok_or_else(|| {
        let message = format!("{what} is a text");
        thrown(refusal(Document::Cart, Code::WrongType, &Path::Root, message))
    })
}

/// An argument that is a number of units. Not the conversion of JavaScript, which makes `NaN` zero.
#[expect(clippy::disallowed_types, reason = "JavaScript's numbers are f64")]
pub(super) fn units(value: &JsValue) -> Result<i64, JsValue> {
    let integer = value.as_f64().filter(|number| js_sys::Number::is_safe_integer(&(*number).into()));
    match integer {
        // Safe integers are within ±(2^53−1), so the cast is exact.
        Some(number) => Ok(number as i64),
        None => {
            let message = "the units are an integer".to_owned();
            let lines = Path::Root.field("units");
            Err(thrown(refusal(Document::Cart, Code::WrongType, &lines, message)))
        }
    }
}

/// JSON text as a plain object.
pub(super) fn plain(json: &str) -> Result<JsValue, JsValue> {
    js_sys::JSON::parse(json)
}

/// A list of problems; small enough for the slower way.
pub(super) fn items(problems: &[Problem]) -> Result<JsValue, JsValue> {
    use serde::Serialize;
    let serializer = serde_wasm_bindgen::Serializer::json_compatible();
    Ok(problems.serialize(&serializer)?)
}

/// The error that is thrown for problems.
pub(super) fn thrown(problems: Problems) -> JsValue {
    let error = js_sys::Error::new(&problems.to_string());
    let list = items(problems.as_slice()).unwrap_or(JsValue::UNDEFINED);
    // Setting a property of a new error cannot fail.
    let _ = js_sys::Reflect::set(&error, &"problems".into(), &list);
    error.into()
}

/// Zone tables from the host: `(name) => [[utc second, offset in seconds], …] | undefined`.
pub(super) struct ZoneCallback<'f>(pub(super) &'f js_sys::Function);

impl ZoneSource for ZoneCallback<'_> {
    fn table(&self, name: &str) -> Option<Vec<(i64, i32)>> {
        let table = self.0.call1(&JsValue::UNDEFINED, &name.into()).ok()?;
        if table.is_undefined() {
            return None;
        }
        serde_wasm_bindgen::from_value(table).ok()
    }
}
