//! The canonical form of a document, and its digest: the same for the same contents, however they
//! were written. RFC 8785 (JSON Canonicalization Scheme), with `null` members left out, since
//! absent and `null` mean the same here; but for those of `attributes`, which it takes away.

use sha2::{Digest as _, Sha256};

use super::json::Value;
use super::write::{Write as _, text};
use crate::member::Digest;
use crate::value::order::sorted;

/// The first 16 bytes of the SHA-256 of the canonical form.
pub(crate) fn digest(value: &Value<'_>) -> Digest {
    let hash = Sha256::digest(canonical(value).as_bytes());
    let mut short = [0; 16];
    short.copy_from_slice(&hash[..16]);
    Digest(short)
}

/// The canonical form itself.
pub(crate) fn canonical(value: &Value<'_>) -> String {
    let mut text = String::new();
    write(value, false, &mut text);
    text
}

fn write(value: &Value<'_>, nulls: bool, out: &mut String) {
    match value {
        Value::Nothing => out.push_str("null"),
        Value::Bool(value) => value.write(out),
        Value::Integer(value) => value.write(out),
        // No field of an event takes one, so that such an event is refused before its digest
        // counts.
        Value::OtherNumber => out.push_str("0.0"),
        Value::Text(value) => text(value, out),
        Value::List(values) => {
            out.push('[');
            for (i, value) in values.iter().enumerate() {
                if i > 0 {
                    out.push(',');
                }
                write(value, false, out);
            }
            out.push(']');
        }
        Value::Object(members) => {
            let told = |(_, value): &&(_, Value<'_>)| nulls || !matches!(value, Value::Nothing);
            let members = sorted(members.iter().filter(told).collect(), |(one, _), (other, _)| {
                one.encode_utf16().cmp(other.encode_utf16())
            });
            out.push('{');
            for (i, (name, value)) in members.into_iter().enumerate() {
                if i > 0 {
                    out.push(',');
                }
                text(name, out);
                out.push(':');
                write(value, &**name == "attributes", out);
            }
            out.push('}');
        }
    }
}

impl Digest {
    /// From 32 hexadecimal digits.
    pub(crate) fn from_hex(text: &str) -> Option<Self> {
        if text.len() != 32 {
            return None;
        }
        let mut bytes = [0; 16];
        for (byte, pair) in bytes.iter_mut().zip(text.as_bytes().chunks_exact(2)) {
            let digit = |of: u8| char::from(of).to_digit(16).and_then(|it| u8::try_from(it).ok());
            *byte = digit(pair[0])? * 16 + digit(pair[1])?;
        }
        Some(Self(bytes))
    }

    /// As 32 small hexadecimal digits.
    pub(crate) fn to_hex(self) -> String {
        hex(&self.0)
    }
}

/// Bytes as small hexadecimal digits.
pub(super) fn hex(bytes: &[u8]) -> String {
    let digit = |nibble: u8| char::from_digit(u32::from(nibble), 16).unwrap_or('0');
    bytes.iter().flat_map(|byte| [digit(byte / 16), digit(byte % 16)]).collect()
}

#[cfg(test)]
mod tests {
    use bumpalo::Bump;

    use super::*;
    use crate::problem::{Document, Report};

    fn of(text: &str) -> String {
        let mut report = Report::new(Document::Event);
        let arena = Bump::new();
        let value = super::super::json::parse(text, 1_000, &arena, &mut report).unwrap();
        canonical(&value)
    }

    #[test]
    fn an_attribute_that_is_taken_away_matters() {
        let one = of(r#"{"profile":{"gender":null,"attributes":{"b":1,"a":null}}}"#);
        assert_eq!(one, r#"{"profile":{"attributes":{"a":null,"b":1}}}"#);
    }

    #[test]
    fn order_blanks_escapes_and_nulls_do_not_matter() {
        let one = of(r#"{ "b": [1, true, "\u0041\u001f\n\""], "a": {"x": null} }"#);
        assert_eq!(one, r#"{"a":{},"b":[1,true,"A\u001f\n\""]}"#);
        assert_eq!(one, of(r#"{"a":{},"b":[1,true,"A\u001F\u000a\u0022"]}"#));
    }

    #[test]
    fn the_digest_is_the_start_of_sha_256() {
        // SHA-256 of `{}` is 44136fa355b3678a1146ad16f7e8649e 94fb4fc21fe77e8310c060f61caaff8a.
        let digest = digest(&Value::Object(&[]));
        assert_eq!(digest.to_hex(), "44136fa355b3678a1146ad16f7e8649e");
        assert_eq!(Digest::from_hex(&digest.to_hex()), Some(digest));
        assert_eq!(Digest::from_hex("44136fa355b3678a1146ad16f7e8649"), None);
    }
}
