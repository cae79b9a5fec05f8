//! Values across the border: documents and options in, plain objects and errors out.

use wasm_bindgen::{JsCast, JsValue};

use crate::document::Source;
use crate::document::json::Value;
use crate::document::problem::problems;
use crate::problem::{Code, Document, Given, Path, Problem, Problems, Report};
use crate::value::ZoneSource;
use crate::value::bounds::{MAX_INPUTS_BYTES, MAX_MINOR};

/// A document as JavaScript gives it: text or bytes. Plain objects are made text by
/// `pkg/src/perks.js` before a handle is borrowed, since reading them may run anybody's code.
pub(super) fn source(value: &JsValue, document: Document) -> Result<Source<'static>, JsValue> {
    if let Some(text) = value.dyn_ref::<js_sys::JsString>() {
        fits(text.length(), document)?;
        return Ok(String::from(text).into());
    }
    if let Some(bytes) = value.dyn_ref::<js_sys::Uint8Array>() {
        fits(bytes.length(), document)?;
        return Ok(bytes.to_vec().into());
    }
    Err(refusal(document, Code::WrongType, &[], "a document is JSON text or its UTF-8 bytes"))
}

/// Refuses what no limit allows before it is copied into the module; a text has at least a byte for
/// each of its code units.
fn fits(length: u32, document: Document) -> Result<(), JsValue> {
    if i64::from(length) <= MAX_INPUTS_BYTES {
        return Ok(());
    }
    let message = format!("the text has over {MAX_INPUTS_BYTES} bytes, more than any document");
    Err(refusal(document, Code::TooLarge, &[], &message))
}

/// The error for one problem of a whole argument.
fn refusal(
    document: Document,
    code: Code,
    params: &[(&'static str, Given<'_>)],
    message: &str,
) -> JsValue {
    let mut report = Report::new(document);
    report.with(params).error(code, &Path::Root, format_args!("{message}"));
    match report.finish::<()>(None, &|_| ()) {
        Ok(_) => JsValue::UNDEFINED,
        Err(problems) => thrown(problems),
    }
}

#[expect(clippy::disallowed_types, reason = "JavaScript's numbers are f64")]
fn safe_integer(value: &JsValue) -> Option<i64> {
    const LEAST: f64 = -MAX_MINOR as f64;
    const MOST: f64 = MAX_MINOR as f64;
    let number = value.as_f64()?;
    let whole = js_sys::Number::is_integer(value) && (LEAST..=MOST).contains(&number);
    // Within ±(2^53−1), so that the cast is exact.
    whole.then_some(number as i64)
}

/// An argument that names something; the message says what else it is.
pub(super) fn id(value: &JsValue, of: Document, message: &str) -> Result<String, JsValue> {
    let params = [("expected", Given::Text("text"))];
    value.as_string().ok_or_else(|| refusal(of, Code::WrongType, &params, message))
}

/// An argument that is a number of units, whatever it is. Not the conversion of JavaScript, which
/// makes `NaN` zero and throws for a `bigint`.
pub(super) fn number(value: &JsValue) -> Value<'static> {
    if let Some(integer) = safe_integer(value) {
        return Value::Integer(integer);
    }
    if value.is_string() {
        // Only its kind is told, so that it need not be copied, however long.
        Value::Text("")
    } else if value.is_null() || value.is_undefined() {
        Value::Nothing
    } else {
        Value::OtherNumber
    }
}

/// JSON text as a plain object.
pub(super) fn plain(json: &str) -> Result<JsValue, JsValue> {
    js_sys::JSON::parse(json)
}

/// A list of problems.
pub(super) fn items(list: &[Problem]) -> Result<JsValue, JsValue> {
    plain(&problems(list))
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
        let table = table.dyn_into::<js_sys::Array>().ok()?;
        let row = |row: JsValue| {
            let row = row.dyn_into::<js_sys::Array>().ok()?;
            let offset = i32::try_from(safe_integer(&row.get(1))?).ok()?;
            Some((safe_integer(&row.get(0))?, offset))
        };
        table.iter().map(row).collect()
    }
}
