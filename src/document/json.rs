//! JSON text (RFC 8259) to a loose tree, within limits, in one pass. It knows no fields; see
//! [`super::shape`]. Where in the text something is, [`super::locate`] finds out.
//!
//! Its own reader, since it makes the budgets of size and of work:
//! `docs/decisions/0002-json-reader.md` has the figures. The tests hold it against `serde_json`.

use bumpalo::Bump;

use super::shape::exceeds;
use crate::problem::{Code, Position, Report};
use crate::value::bounds::MAX_DEPTH;

/// A JSON value as it stands in the text. Names may repeat; numbers are integers or nothing useful.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) enum Value<'a> {
    /// Absent, `null` or (in JavaScript) `undefined`: the same thing to every reader.
    #[default]
    Nothing,
    Bool(bool),
    Integer(i64),
    /// Has a fraction or an exponent, or lies beyond `i64`.
    OtherNumber,
    Text(&'a str),
    List(&'a [Value<'a>]),
    Object(&'a [Member<'a>]),
}

/// A name and what an object has under it.
pub(crate) type Member<'a> = (&'a str, Value<'a>);

impl<'a> Value<'a> {
    /// The name of its type, and in words.
    pub(crate) fn kind(&self) -> (&'static str, &'static str) {
        match self {
            Self::Nothing => ("nothing", "nothing"),
            Self::Bool(_) => ("boolean", "a boolean"),
            Self::Integer(_) => ("integer", "an integer"),
            Self::OtherNumber => {
                ("other_number", "a number that is no integer, or too large for one")
            }
            Self::Text(_) => ("text", "a text"),
            Self::List(_) => ("list", "a list"),
            Self::Object(_) => ("object", "an object"),
        }
    }

    /// What an object has under a name, if it is one; of what stands there twice, the first.
    pub(crate) fn member(&self, name: &str) -> Option<&'a Self> {
        let Self::Object(members) = self else { return None };
        members.iter().find(|(known, _)| *known == name).map(|(_, value)| value)
    }
}

/// Reads a text into an arena; what is wrong with it as JSON goes to the report.
pub(crate) fn parse<'a>(
    text: &'a str,
    max_bytes: i64,
    arena: &'a Bump,
    report: &mut Report,
) -> Option<Value<'a>> {
    if exceeds(text.len(), max_bytes) {
        let message =
            format_args!("the text has {} bytes, at most {max_bytes} are read", text.len());
        report.error_at(Code::TooLarge, None, message);
        return None;
    }
    let mut reader = Reader::new(text, arena);
    match reader.document() {
        Ok(value) => Some(value),
        Err(fault) => {
            let at = position(text, reader.at);
            if matches!(fault, Fault::Depth) {
                report.error_at(Code::TooDeep, at, format_args!("{}", fault.what()));
            } else {
                let early = reader.at >= text.len();
                let what = if early { "the text ends too early" } else { fault.what() };
                report.error_at(Code::NotJson, at, format_args!("not JSON: {what}"));
            }
            None
        }
    }
}

/// Line and column of a byte; columns count characters.
pub(super) fn position(text: &str, offset: usize) -> Option<Position> {
    let before = text.get(..offset.min(text.len()))?;
    let line_start = before.rfind('\n').map_or(0, |at| at + 1);
    let line = before.bytes().filter(|byte| *byte == b'\n').count() + 1;
    let column = before.get(line_start..)?.chars().count() + 1;
    Some(Position { line: line.try_into().ok()?, column: column.try_into().ok()? })
}

/// Why a text is not JSON, or not read; the reader stands where it noticed.
#[derive(Clone, Copy)]
pub(super) enum Fault {
    Value,
    After,
    ListEnd,
    ObjectEnd,
    Name,
    Colon,
    Quote,
    Digit,
    HexDigit,
    Control,
    Escape,
    Surrogate,
    Zero,
    Depth,
}

impl Fault {
    fn what(self) -> &'static str {
        match self {
            Self::Value => "expected a value",
            Self::After => "expected nothing after the document",
            Self::ListEnd => "expected `,` or `]`",
            Self::ObjectEnd => "expected `,` or `}`",
            Self::Name => "expected a name in quotes",
            Self::Colon => "expected `:` after the name",
            Self::Quote => "expected `\"`",
            Self::Digit => "expected a digit",
            Self::HexDigit => "expected a hexadecimal digit",
            Self::Control => "a control character in a text must be escaped",
            Self::Escape => "there is no such escape",
            Self::Surrogate => "half of a surrogate pair stands alone",
            Self::Zero => "a number starts with a needless zero",
            Self::Depth => "lists and objects are nested deeper than 32",
        }
    }
}

const _: () = assert!(MAX_DEPTH == 32, "the message says so");

/// Goes through a text once. `at` is always on a character's first byte.
pub(super) struct Reader<'a> {
    text: &'a str,
    pub(super) at: usize,
    /// Where lists, objects and what escapes stand for are kept: nothing of it is freed by itself.
    arena: &'a Bump,
    /// The elements and members so far of all the lists and objects that are open.
    elements: Vec<Value<'a>>,
    members: Vec<Member<'a>>,
}

impl<'a> Reader<'a> {
    pub(super) fn new(text: &'a str, arena: &'a Bump) -> Self {
        Self { text, at: 0, arena, elements: Vec::new(), members: Vec::new() }
    }

    fn document(&mut self) -> Result<Value<'a>, Fault> {
        self.blanks();
        let value = self.value(0)?;
        self.blanks();
        if self.at < self.text.len() { Err(Fault::After) } else { Ok(value) }
    }

    fn rest(&self) -> &'a [u8] {
        self.text.as_bytes().get(self.at..).unwrap_or_default()
    }

    /// What was read since `start`; both ends are on characters.
    #[inline(always)]
    fn since(&self, start: usize) -> &'a str {
        self.text.get(start..self.at).unwrap_or_default()
    }

    // What is inlined here is most of what reading does.
    #[inline(always)]
    pub(super) fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    #[inline(always)]
    pub(super) fn blanks(&mut self) {
        // Most documents are written without any.
        while let Some(byte) = self.peek()
            && byte <= b' '
            && matches!(byte, b' ' | b'\n' | b'\r' | b'\t')
        {
            self.at += 1;
        }
    }

    /// Takes one byte if it is next.
    #[inline(always)]
    pub(super) fn take(&mut self, byte: u8) -> bool {
        let is = self.peek() == Some(byte);
        self.at += usize::from(is);
        is
    }

    /// Reads the value that is next.
    pub(super) fn value(&mut self, depth: usize) -> Result<Value<'a>, Fault> {
        match self.peek() {
            Some(b'"') => self.string().map(Value::Text),
            Some(b'-' | b'0'..=b'9') => self.number(),
            Some(b'{') => self.object(depth),
            Some(b'[') => self.list(depth),
            Some(b't') => self.word("true", Value::Bool(true)),
            Some(b'f') => self.word("false", Value::Bool(false)),
            Some(b'n') => self.word("null", Value::Nothing),
            _ => Err(Fault::Value),
        }
    }

    fn word(&mut self, word: &str, value: Value<'a>) -> Result<Value<'a>, Fault> {
        if self.rest().starts_with(word.as_bytes()) {
            self.at += word.len();
            return Ok(value);
        }
        Err(Fault::Value)
    }

    /// Steps into a list or an object.
    pub(super) fn open(&mut self, depth: usize) -> Result<usize, Fault> {
        if depth >= MAX_DEPTH as usize {
            return Err(Fault::Depth);
        }
        self.at += 1;
        self.blanks();
        Ok(depth + 1)
    }

    fn list(&mut self, depth: usize) -> Result<Value<'a>, Fault> {
        let depth = self.open(depth)?;
        if self.take(b']') {
            return Ok(Value::List(&[]));
        }
        let start = self.elements.len();
        loop {
            let value = self.value(depth)?;
            self.elements.push(value);
            if self.next(b']', Fault::ListEnd)? {
                break;
            }
        }
        let elements = self.arena.alloc_slice_copy(&self.elements[start..]);
        self.elements.truncate(start);
        Ok(Value::List(elements))
    }

    fn object(&mut self, depth: usize) -> Result<Value<'a>, Fault> {
        let depth = self.open(depth)?;
        if self.take(b'}') {
            return Ok(Value::Object(&[]));
        }
        let start = self.members.len();
        loop {
            let name = self.name()?;
            let value = match self.peek() {
                Some(b'"') => Value::Text(self.string()?),
                _ => self.value(depth)?,
            };
            self.members.push((name, value));
            if self.next(b'}', Fault::ObjectEnd)? {
                break;
            }
        }
        let members = self.arena.alloc_slice_copy(&self.members[start..]);
        self.members.truncate(start);
        Ok(Value::Object(members))
    }

    /// A member's name and the colon after it.
    #[inline(always)]
    pub(super) fn name(&mut self) -> Result<&'a str, Fault> {
        if self.peek() != Some(b'"') {
            return Err(Fault::Name);
        }
        let name = self.string()?;
        self.blanks();
        if !self.take(b':') {
            return Err(Fault::Colon);
        }
        self.blanks();
        Ok(name)
    }

    /// After an element: true at the end, false when another follows.
    #[inline(always)]
    pub(super) fn next(&mut self, end: u8, expected: Fault) -> Result<bool, Fault> {
        self.blanks();
        match self.peek() {
            Some(b',') => {
                self.at += 1;
                self.blanks();
                Ok(false)
            }
            Some(byte) if byte == end => {
                self.at += 1;
                Ok(true)
            }
            _ => Err(expected),
        }
    }

    #[inline(always)]
    pub(super) fn string(&mut self) -> Result<&'a str, Fault> {
        let start = self.at + 1;
        self.at = start;
        self.plain_characters();
        if self.peek() == Some(b'"') {
            let text = self.since(start);
            self.at += 1;
            return Ok(text);
        }
        self.escaped(start)
    }

    /// Goes on to the next byte that ends a text or means something else in it.
    #[inline(always)]
    fn plain_characters(&mut self) {
        self.at = plain_end(self.text.as_bytes(), self.at);
    }

    /// A text that has escapes, from the first that is no plain character on.
    #[cold]
    #[inline(never)]
    fn escaped(&mut self, start: usize) -> Result<&'a str, Fault> {
        let (mut text, mut plain) = (String::new(), start);
        loop {
            text.push_str(self.since(plain));
            match self.peek() {
                Some(b'"') => {
                    self.at += 1;
                    return Ok(self.arena.alloc_str(&text));
                }
                Some(b'\\') => text.push(self.escape()?),
                Some(_) => return Err(Fault::Control),
                None => return Err(Fault::Quote),
            }
            plain = self.at;
            self.plain_characters();
        }
    }

    fn escape(&mut self) -> Result<char, Fault> {
        self.at += 1;
        let char = match self.peek() {
            Some(b'u') => {
                self.at += 1;
                return self.unicode();
            }
            Some(byte @ (b'"' | b'\\' | b'/')) => char::from(byte),
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{c}',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            _ => return Err(Fault::Escape),
        };
        self.at += 1;
        Ok(char)
    }

    /// One `\uXXXX`, or the two of a surrogate pair.
    fn unicode(&mut self) -> Result<char, Fault> {
        let first = self.hex()?;
        let code = match first {
            0xD800..=0xDBFF => {
                if !self.rest().starts_with(b"\\u") {
                    return Err(Fault::Surrogate);
                }
                self.at += 2;
                match self.hex()? {
                    second @ 0xDC00..=0xDFFF => {
                        0x1_0000 + ((first - 0xD800) << 10) + (second - 0xDC00)
                    }
                    _ => return Err(Fault::Surrogate),
                }
            }
            code => code,
        };
        char::from_u32(code).ok_or(Fault::Surrogate)
    }

    fn hex(&mut self) -> Result<u32, Fault> {
        let mut code = 0;
        for _ in 0..4 {
            let digit = self.peek().and_then(|byte| char::from(byte).to_digit(16));
            code = code * 16 + digit.ok_or(Fault::HexDigit)?;
            self.at += 1;
        }
        Ok(code)
    }

    /// An integer of 64 bits is kept; of any other number it matters only that it is one.
    fn number(&mut self) -> Result<Value<'a>, Fault> {
        let negative = self.take(b'-');
        let start = self.at;
        let digits = self.digits()?;
        if digits.len() > 1 && digits[0] == b'0' {
            self.at = start;
            return Err(Fault::Zero);
        }
        let mut whole = true;
        if self.take(b'.') {
            whole = false;
            self.digits()?;
        }
        if let Some(b'e' | b'E') = self.peek() {
            self.at += 1;
            whole = false;
            let _ = self.take(b'+') || self.take(b'-');
            self.digits()?;
        }
        let integer = if whole { integer(digits, negative) } else { None };
        Ok(integer.map_or(Value::OtherNumber, Value::Integer))
    }

    fn digits(&mut self) -> Result<&'a [u8], Fault> {
        let (bytes, start) = (self.text.as_bytes(), self.at);
        let mut at = start;
        while let Some(b'0'..=b'9') = bytes.get(at) {
            at += 1;
        }
        self.at = at;
        if at == start { Err(Fault::Digit) } else { Ok(&bytes[start..at]) }
    }
}

/// The number that digits stand for, unless it lies beyond 64 bits.
fn integer(digits: &[u8], negative: bool) -> Option<i64> {
    let mut number = 0_i64;
    // 10^18 < 2^63: so many digits cannot overflow.
    if digits.len() <= 18 {
        for &digit in digits {
            number = number.wrapping_mul(10).wrapping_add(i64::from(digit & 15));
        }
        return Some(if negative { -number } else { number });
    }
    for &digit in digits {
        // Downwards, since −2^63 has no positive counterpart.
        number = number.checked_mul(10)?.checked_sub(i64::from(digit & 15))?;
    }
    if negative { Some(number) } else { number.checked_neg() }
}

/// Whether a text stands between quotes as it is.
pub(super) fn is_plain(text: &str) -> bool {
    plain_end(text.as_bytes(), 0) == text.len()
}

/// Where the plain characters end that start somewhere.
#[inline(always)]
fn plain_end(bytes: &[u8], start: usize) -> usize {
    // Plain loops: optimised for size, iterators are called, not inlined.
    let mut at = start;
    while let Some((word, _)) = bytes.get(at..).and_then(|rest| rest.split_first_chunk()) {
        let special = special(u64::from_le_bytes(*word));
        if special != 0 {
            return at + special.trailing_zeros() as usize / 8;
        }
        at += 8;
    }
    while let Some(&byte) = bytes.get(at)
        && byte >= b' '
        && byte != b'"'
        && byte != b'\\'
    {
        at += 1;
    }
    at
}

/// Marks the bytes that are no plain characters of a text, with the highest bit of each: `"`, `\`
/// and control characters. Above the first mark there may be wrong ones.
///
/// `(x − 1) & !x` has the highest bit of a byte that is zero, unless one was borrowed for those
/// below; `x − 0x20` that of one below a blank.
#[inline(always)]
const fn special(word: u64) -> u64 {
    const ONES: u64 = 0x0101_0101_0101_0101;
    let quote = (word ^ (ONES * b'"' as u64)).wrapping_sub(ONES);
    let backslash = (word ^ (ONES * b'\\' as u64)).wrapping_sub(ONES);
    let control = word.wrapping_sub(ONES * b' ' as u64);
    (quote | backslash | control) & !word & (ONES * 0x80)
}

#[cfg(test)]
mod tests {
    use super::special;

    #[test]
    fn the_first_special_byte_is_marked() {
        for byte in 0..=255_u8 {
            for at in 0..8 {
                for other in [b' ', b'a', b'~', 0x80, 0xff] {
                    let mut bytes = [other; 8];
                    bytes[at] = byte;
                    let marked = special(u64::from_le_bytes(bytes));
                    let is_special = byte < b' ' || byte == b'"' || byte == b'\\';
                    let first = (marked != 0).then(|| marked.trailing_zeros() as usize / 8);
                    assert_eq!(first, is_special.then_some(at), "{bytes:?}");
                }
            }
        }
    }
}
