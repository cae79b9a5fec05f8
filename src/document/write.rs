//! JSON text out: texts, integers, lists and objects, straight into one buffer and without white
//! space. What the results are is [`super::outcome`]'s.

/// Something with one JSON form.
pub(crate) trait Write {
    /// Appends it.
    fn write(&self, out: &mut String);
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
                out.push('}');
            }
        }
    };
}

/// Writes an object's members, from its opening brace on; the closing one is the caller's.
macro_rules! members {
    ($out:ident, $first:literal: $first_value:expr, $($name:literal $mark:tt $value:expr,)*) => {
        $out.push_str(concat!("{\"", $first, "\":"));
        $crate::document::write::Write::write(&$first_value, $out);
        $($crate::document::write::member!($out, $name $mark $value);)*
    };
}

/// Writes a member that is not the first of its object.
macro_rules! member {
    ($out:ident, $name:literal : $value:expr) => {
        $out.push_str(concat!(",\"", $name, "\":"));
        $crate::document::write::Write::write(&$value, $out);
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
}

impl Write for str {
    fn write(&self, out: &mut String) {
        text(self, out);
    }
}

/// A text that needs no escapes: a code, or an id of the programme.
pub(crate) struct Plain<'t>(pub(crate) &'t str);

impl Write for Plain<'_> {
    fn write(&self, out: &mut String) {
        out.push('"');
        out.push_str(self.0);
        out.push('"');
    }
}

impl Write for String {
    fn write(&self, out: &mut String) {
        text(self, out);
    }
}

impl Write for bool {
    fn write(&self, out: &mut String) {
        out.push_str(if *self { "true" } else { "false" });
    }
}

impl Write for i64 {
    fn write(&self, out: &mut String) {
        // Many numbers are zero, or nearly.
        if let Ok(digit @ 0..=9) = u8::try_from(*self) {
            out.push(char::from(b'0' + digit));
            return;
        }
        out.push_str(itoa::Buffer::new().format(*self));
    }
}

impl Write for u32 {
    fn write(&self, out: &mut String) {
        i64::from(*self).write(out);
    }
}

impl<T: Write> Write for [T] {
    fn write(&self, out: &mut String) {
        let mut before = '[';
        for value in self {
            out.push(before);
            before = ',';
            value.write(out);
        }
        out.push_str(if before == '[' { "[]" } else { "]" });
    }
}

impl<T: Write> Write for Vec<T> {
    fn write(&self, out: &mut String) {
        self.as_slice().write(out);
    }
}

/// A text in quotes. RFC 8785 §3.2.2.2: the short escapes where JSON has them, `\u00xx` for other
/// control characters.
pub(crate) fn text(text: &str, out: &mut String) {
    out.push('"');
    if text.bytes().any(|byte| byte < b' ' || byte == b'"' || byte == b'\\') {
        text.chars().for_each(|char| escaped(char, out));
    } else {
        out.push_str(text);
    }
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
