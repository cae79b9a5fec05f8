//! JSON text to a loose tree, within limits. It knows no fields; see [`super::shape`].

use std::borrow::Cow;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::error::Category;
use serde_json::value::RawValue;

use super::shape::exceeds;
use crate::problem::{Code, Position, Report};
use crate::value::bounds::MAX_DEPTH;

/// A JSON value as it stands in the text. Names may repeat; numbers are integers or nothing useful.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) enum Value<'a> {
    /// Absent, `null` or (in JavaScript) `undefined`: the same thing to every reader.
    #[default]
    Nothing,
    Bool(bool),
    Integer(i64),
    /// Has a fraction or an exponent, or lies beyond `i64`.
    OtherNumber,
    Text(Cow<'a, str>),
    List(Vec<Value<'a>>),
    Object(Vec<(Cow<'a, str>, Value<'a>)>),
}

impl Value<'_> {
    /// What it is, for a message.
    pub(crate) fn kind(&self) -> &'static str {
        match self {
            Self::Nothing => "nothing",
            Self::Bool(_) => "a boolean",
            Self::Integer(_) => "an integer",
            Self::OtherNumber => "a number that is no integer, or too large for one",
            Self::Text(_) => "a text",
            Self::List(_) => "a list",
            Self::Object(_) => "an object",
        }
    }
}

/// Reads a text; what is wrong with it as JSON goes to the report.
pub(crate) fn parse<'a>(text: &'a str, max_bytes: i64, report: &mut Report) -> Option<Value<'a>> {
    if exceeds(text.len(), max_bytes) {
        let message = format!("the text has {} bytes, at most {max_bytes} are read", text.len());
        report.error_at(Code::TooLarge, None, message);
        return None;
    }
    let mut reader = serde_json::Deserializer::from_str(text);
    let read = Tree { depth: 0 }.deserialize(&mut reader).and_then(|value| {
        reader.end()?;
        Ok(value)
    });
    match read {
        Ok(value) => Some(value),
        Err(error) => {
            let position = position_of_bytes(text, error.line(), error.column());
            // The only refusal of `Tree` itself is the depth; all else is the text's grammar.
            let (code, message) = match error.classify() {
                Category::Data => (Code::TooDeep, too_deep()),
                Category::Eof => (Code::NotJson, "not JSON: the text ends too early".to_owned()),
                Category::Syntax | Category::Io => (Code::NotJson, syntax_message(&error)),
            };
            report.error_at(code, position, message);
            None
        }
    }
}

pub(crate) fn too_deep() -> String {
    format!("lists and objects are nested deeper than {MAX_DEPTH}")
}

/// The library's words without the position that it appends, which the problem carries apart.
fn syntax_message(error: &serde_json::Error) -> String {
    let text = error.to_string();
    let end = text.rfind(" at line ").unwrap_or(text.len());
    format!("not JSON: {}", &text[..end])
}

/// `serde_json` counts columns in bytes; people count characters.
fn position_of_bytes(text: &str, line: usize, column: usize) -> Option<Position> {
    let content = text.split('\n').nth(line.checked_sub(1)?)?;
    let mut end = column.saturating_sub(1).min(content.len());
    while !content.is_char_boundary(end) {
        end -= 1;
    }
    position(line, content[..end].chars().count() + 1)
}

fn position(line: usize, column: usize) -> Option<Position> {
    Some(Position { line: line.try_into().ok()?, column: column.try_into().ok()? })
}

/// Where a JSON pointer's value starts in a text that was read before; nothing is kept for it while
/// reading, so good documents don't pay. Of a name that repeats it is the last.
pub(crate) fn locate(text: &str, pointer: &str) -> Option<Position> {
    let mut raw: &RawValue = serde_json::from_str(text).ok()?;
    for segment in pointer.split('/').skip(1) {
        let name = segment.replace("~1", "/").replace("~0", "~");
        let mut reader = serde_json::Deserializer::from_str(raw.get());
        // A missing field is reported at its place to be; the nearest that exists is its object.
        match reader.deserialize_any(Child { name: &name }) {
            Ok(Some(child)) => raw = child,
            Ok(None) | Err(_) => break,
        }
    }
    let offset = raw.get().as_ptr() as usize - text.as_ptr() as usize;
    let before = text.get(..offset)?;
    let line_start = before.rfind('\n').map_or(0, |at| at + 1);
    position(before.matches('\n').count() + 1, before[line_start..].chars().count() + 1)
}

/// Finds one element of a list or object, without reading it.
struct Child<'n> {
    name: &'n str,
}

impl<'de> Visitor<'de> for Child<'_> {
    type Value = Option<&'de RawValue>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list or an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut found = None;
        while let Some(name) = map.next_key::<Cow<'de, str>>()? {
            let value = map.next_value()?;
            if name == self.name {
                found = Some(value);
            }
        }
        Ok(found)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Self::Value, A::Error> {
        let wanted = self.name.parse::<usize>().ok();
        let (mut index, mut found) = (0, None);
        while let Some(value) = list.next_element()? {
            if Some(index) == wanted {
                found = Some(value);
            }
            index += 1;
        }
        Ok(found)
    }
}

/// Builds the tree, from JSON text or from any other serde source.
pub(crate) struct Tree {
    pub(crate) depth: usize,
}

impl Tree {
    fn deeper<E: Error>(&self) -> Result<Self, E> {
        if exceeds(self.depth + 1, MAX_DEPTH) { Err(E::custom(too_deep())) } else { Ok(Self { depth: self.depth + 1 }) }
    }
}

impl<'de> DeserializeSeed<'de> for Tree {
    type Value = Value<'de>;

    fn deserialize<D: Deserializer<'de>>(self, source: D) -> Result<Value<'de>, D::Error> {
        source.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Tree {
    type Value = Value<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_unit<E: Error>(self) -> Result<Value<'de>, E> {
        Ok(Value::Nothing)
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Value<'de>, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Value<'de>, E> {
        Ok(Value::Integer(value))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Value<'de>, E> {
        Ok(i64::try_from(value).map_or(Value::OtherNumber, Value::Integer))
    }

    #[expect(clippy::disallowed_types, reason = "serde's interface; the value is not looked at")]
    fn visit_f64<E: Error>(self, _: f64) -> Result<Value<'de>, E> {
        Ok(Value::OtherNumber)
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Value<'de>, E> {
        Ok(Value::Text(Cow::Owned(value.to_owned())))
    }

    fn visit_borrowed_str<E: Error>(self, value: &'de str) -> Result<Value<'de>, E> {
        Ok(Value::Text(Cow::Borrowed(value)))
    }

    fn visit_string<E: Error>(self, value: String) -> Result<Value<'de>, E> {
        Ok(Value::Text(Cow::Owned(value)))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Value<'de>, A::Error> {
        let mut values = Vec::new();
        while let Some(value) = list.next_element_seed(self.deeper()?)? {
            values.push(value);
        }
        Ok(Value::List(values))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Value<'de>, A::Error> {
        let mut members = Vec::new();
        while let Some(Name(name)) = map.next_key()? {
            members.push((name, map.next_value_seed(self.deeper()?)?));
        }
        Ok(Value::Object(members))
    }
}

/// An object's name, borrowed where the text has no escapes (serde's own `Cow` always copies).
struct Name<'a>(Cow<'a, str>);

impl<'de> serde::Deserialize<'de> for Name<'de> {
    fn deserialize<D: Deserializer<'de>>(source: D) -> Result<Self, D::Error> {
        struct NameVisitor;
        impl<'de> Visitor<'de> for NameVisitor {
            type Value = Name<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a name")
            }

            fn visit_str<E: Error>(self, value: &str) -> Result<Name<'de>, E> {
                Ok(Name(Cow::Owned(value.to_owned())))
            }

            fn visit_borrowed_str<E: Error>(self, value: &'de str) -> Result<Name<'de>, E> {
                Ok(Name(Cow::Borrowed(value)))
            }
        }
        source.deserialize_str(NameVisitor)
    }
}
