//! JSON text out: texts, integers, lists and objects, straight into one buffer and without white
//! space. What the results are is [`super::outcome`]'s.

use super::json::is_plain;

/// Something with one JSON form.
pub(crate) trait Write {
    /// Appends it.
    fn write(&self, out: &mut String);

    /// Appends what stands before it, then itself. What many members are does both in one call.
    fn write_after(&self, before: &str, out: &mut String) {
        put(out, before);
        self.write(out);
    }
}

/// Appends a text as it stands. Out of line: `push_str` itself is 40 bytes of wasm wherever it is
/// inlined, and most of writing is names.
#[inline(never)]
pub(crate) fn put(out: &mut String, text: &str) {
    out.push_str(text);
}

/// Appends a sign of ASCII.
#[inline(never)]
pub(crate) fn sign(out: &mut String, sign: u8) {
    out.push(char::from(sign & 0x7f));
}

/// A value as JSON text.
pub(crate) fn json(value: &dyn Write, capacity: usize) -> String {
    let mut out = String::with_capacity(capacity);
    value.write(&mut out);
    out
}

/// Writes an object: `"name": value` always, `"name"? value` where an `Option` has one. The first
/// member is never optional.
macro_rules! written {
    ($type:ty, $it:ident => {
        $first:literal: $first_value:expr, $($name:literal $mark:tt $value:expr,)*
    }) => {
        impl $crate::document::write::Write for $type {
            fn write(&self, out: &mut String) {
                let $it = self;
                $crate::document::write::members!(
                    out, $first: $first_value, $($name $mark $value,)*);
                $crate::document::write::sign(out, b'}');
            }
        }
    };
}

/// Writes an object's members, from its opening brace on; the closing one is the caller's.
macro_rules! members {
    ($out:ident, $first:literal: $first_value:expr, $($name:literal $mark:tt $value:expr,)*) => {
        $crate::document::write::Write::write_after(
            &$first_value, concat!("{\"", $first, "\":"), $out);
        $($crate::document::write::member!($out, $name $mark $value);)*
    };
}

/// Writes a member that is not the first of its object.
macro_rules! member {
    ($out:ident, $name:literal : $value:expr) => {
        $crate::document::write::Write::write_after(
            &$value, concat!(",\"", $name, "\":"), $out);
    };
    ($out:ident, $name:literal ? $value:expr) => {
        if let Some(value) = &$value {
            $crate::document::write::member!($out, $name: *value);
        }
    };
}

pub(crate) use {member, members, written};

impl<T: Write + ?Sized> Write for &T {
    fn write(&self, out: &mut String) {
        (**self).write(out);
    }

    fn write_after(&self, before: &str, out: &mut String) {
        (**self).write_after(before, out);
    }
}

impl Write for str {
    fn write(&self, out: &mut String) {
        self.write_after("", out);
    }

    #[inline(never)]
    fn write_after(&self, before: &str, out: &mut String) {
        if is_plain(self) {
            return quoted(before, self, out);
        }
        put(out, before);
        put(out, "\"");
        self.chars().for_each(|char| escaped(char, out));
        put(out, "\"");
    }
}

/// A text that needs no escapes: a code, or an id of the programme.
pub(crate) struct Plain<'t>(pub(crate) &'t str);

impl Write for Plain<'_> {
    fn write(&self, out: &mut String) {
        quoted("", self.0, out);
    }

    fn write_after(&self, before: &str, out: &mut String) {
        quoted(before, self.0, out);
    }
}

impl Write for String {
    fn write(&self, out: &mut String) {
        text(self, out);
    }
}

impl Write for bool {
    fn write(&self, out: &mut String) {
        put(out, if *self { "true" } else { "false" });
    }
}

impl Write for i64 {
    fn write(&self, out: &mut String) {
        integer("", *self, out);
    }

    fn write_after(&self, before: &str, out: &mut String) {
        integer(before, *self, out);
    }
}

impl Write for u32 {
    fn write(&self, out: &mut String) {
        integer("", i64::from(*self), out);
    }

    fn write_after(&self, before: &str, out: &mut String) {
        integer(before, i64::from(*self), out);
    }
}

/// What stands before an integer, and its digits.
#[inline(never)]
fn integer(before: &str, integer: i64, out: &mut String) {
    out.push_str(before);
    match integer {
        // Many numbers of a result are 0 or small, and need none of what long ones do.
        0..=9 => out.push(char::from(b'0' + integer as u8)),
        _ => out.push_str(itoa::Buffer::new().format(integer)),
    }
}

impl<T: Write> Write for [T] {
    fn write(&self, out: &mut String) {
        let mut before = b'[';
        for value in self {
            sign(out, before);
            before = b',';
            value.write(out);
        }
        put(out, if self.is_empty() { "[]" } else { "]" });
    }
}

impl<T: Write> Write for Vec<T> {
    fn write(&self, out: &mut String) {
        self.as_slice().write(out);
    }
}

/// An object whose names are not the format's, in their order.
pub(crate) struct Named<'o>(pub(crate) Vec<(&'o str, &'o dyn Write)>);

impl Write for Named<'_> {
    fn write(&self, out: &mut String) {
        let mut before = "";
        put(out, "{");
        for (name, value) in &self.0 {
            put(out, before);
            before = ",";
            text(name, out);
            value.write_after(":", out);
        }
        put(out, "}");
    }
}

/// A text in quotes. RFC 8785 §3.2.2.2: the short escapes where JSON has them, `\u00xx` for other
/// control characters.
pub(crate) fn text(text: &str, out: &mut String) {
    text.write_after("", out);
}

/// What stands before a text, and the text in quotes as it stands.
#[inline(never)]
fn quoted(before: &str, text: &str, out: &mut String) {
    out.push_str(before);
    out.push('"');
    out.push_str(text);
    out.push('"');
}

#[cold]
fn escaped(char: char, out: &mut String) {
    match char {
        '"' => out.push_str("\\\""),
        '\\' => out.push_str("\\\\"),
        '\u{8}' => out.push_str("\\b"),
        '\t' => out.push_str("\\t"),
        '\n' => out.push_str("\\n"),
        '\u{c}' => out.push_str("\\f"),
        '\r' => out.push_str("\\r"),
        '\0'..=' ' if char < ' ' => {
            let hex = |nibble: u32| char::from_digit(nibble, 16).unwrap_or('0');
            out.push_str("\\u00");
            out.push(hex(u32::from(char) / 16));
            out.push(hex(u32::from(char) % 16));
        }
        char => out.push(char),
    }
}
