//! JSON text (RFC 8259) to a loose tree, within limits, in one pass. It knows no fields; see
//! [`super::shape`].
//!
//! Its own reader, since it makes the budgets of size and of work:
//! `docs/decisions/0002-json-reader.md` has the figures. The tests hold it against `serde_json`.

use std::borrow::Cow;

use super::shape::exceeds;
use crate::problem::{Code, Position, Problem, Report};
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

    /// What an object has under a name, if it is one; of what stands there twice, the first.
    pub(crate) fn member(&self, name: &str) -> Option<&Self> {
        let Self::Object(members) = self else { return None };
        members.iter().find(|(known, _)| known == name).map(|(_, value)| value)
    }
}

/// Reads a text; what is wrong with it as JSON goes to the report.
pub(crate) fn parse<'a>(text: &'a str, max_bytes: i64, report: &mut Report) -> Option<Value<'a>> {
    if exceeds(text.len(), max_bytes) {
        let message =
            format_args!("the text has {} bytes, at most {max_bytes} are read", text.len());
        report.error_at(Code::TooLarge, None, message);
        return None;
    }
    let mut reader = Reader { text, at: 0 };
    match reader.document() {
        Ok(value) => Some(value),
        Err(fault) => {
            let at = position(text, reader.at);
            let mut not_json = |message| report.error_at(Code::NotJson, at, message);
            match fault {
                Fault::Depth => report.error_at(Code::TooDeep, at, format_args!("{TOO_DEEP}")),
                _ if reader.at >= text.len() => {
                    not_json(format_args!("not JSON: the text ends too early"));
                }
                Fault::Expected(what) => not_json(format_args!("not JSON: expected {what}")),
                Fault::Found(what) => not_json(format_args!("not JSON: {what}")),
            }
            None
        }
    }
}

pub(crate) const TOO_DEEP: &str = "lists and objects are nested deeper than 32";

const _: () = assert!(MAX_DEPTH == 32, "the message says so");

/// Line and column of a byte; columns count characters.
fn position(text: &str, offset: usize) -> Option<Position> {
    let before = text.get(..offset.min(text.len()))?;
    let line_start = before.rfind('\n').map_or(0, |at| at + 1);
    let line = before.bytes().filter(|byte| *byte == b'\n').count() + 1;
    let column = before.get(line_start..)?.chars().count() + 1;
    Some(Position { line: line.try_into().ok()?, column: column.try_into().ok()? })
}

/// Gives each problem that lacks one the position of its JSON pointer, in one pass over a text that
/// was read before; nothing is kept for it while reading, so good documents don't pay. Of a name
/// that repeats it is the last; of a value that is not there, the nearest around it.
pub(crate) fn locate(text: &str, problems: &mut [Problem]) {
    let is_open = |problem: &Problem| problem.position.is_none() && !is_of_text(problem.code);
    let mut reader = Reader { text, at: 0 };
    reader.blanks();
    let wanted: Vec<Wanted<'_>> = problems
        .iter()
        .enumerate()
        .filter(|(_, problem)| is_open(problem))
        .map(|(problem, it)| Wanted { problem, rest: &it.path })
        .collect();
    let mut found = vec![None; problems.len()];
    // The text was read once, so that this ends where it ended then; what is found before stays.
    let _ = reader.find(&wanted, &mut found);
    let positions: Vec<_> = found.iter().map(|at| at.and_then(|at| position(text, at))).collect();
    for (problem, position) in problems.iter_mut().zip(positions) {
        problem.position = problem.position.or(position);
    }
}

/// Whether a problem is about the text as a whole, and has its position already if it has any.
fn is_of_text(code: Code) -> bool {
    matches!(code, Code::TooLarge | Code::NotUtf8 | Code::NotJson | Code::TooDeep)
}

/// What is still to be found of a problem's JSON pointer, from the value that the reader is at.
struct Wanted<'p> {
    problem: usize,
    rest: &'p str,
}

impl<'p> Wanted<'p> {
    /// The pointer's next segment, and what comes after it.
    fn split(&self) -> Option<(&'p str, &'p str)> {
        let rest = self.rest.strip_prefix('/')?;
        let end = rest.find('/').unwrap_or(rest.len());
        rest.split_at_checked(end)
    }
}

/// A segment of a JSON pointer as it was before [`crate::problem::Path`] wrote it.
fn unescaped(segment: &str) -> String {
    let mut name = String::new();
    let mut chars = segment.chars();
    while let Some(char) = chars.next() {
        name.push(match char {
            '~' if chars.next() == Some('1') => '/',
            char => char,
        });
    }
    name
}

/// Why a text is not JSON, or not read; the reader stands where it noticed.
enum Fault {
    Expected(&'static str),
    Found(&'static str),
    Depth,
}

/// Goes through a text once. `at` is always on a character's first byte.
struct Reader<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Reader<'a> {
    fn document(&mut self) -> Result<Value<'a>, Fault> {
        self.blanks();
        let value = self.value(0)?;
        self.blanks();
        if self.at < self.text.len() {
            return Err(Fault::Expected("nothing after the document"));
        }
        Ok(value)
    }

    fn rest(&self) -> &'a [u8] {
        self.text.as_bytes().get(self.at..).unwrap_or_default()
    }

    /// What was read since `start`; both ends are on characters.
    fn since(&self, start: usize) -> &'a str {
        self.text.get(start..self.at).unwrap_or_default()
    }

    // This and the next two are most of what reading does.
    #[inline(always)]
    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    #[inline(always)]
    fn blanks(&mut self) {
        while let Some(b' ' | b'\n' | b'\r' | b'\t') = self.peek() {
            self.at += 1;
        }
    }

    /// Takes one byte if it is next.
    #[inline]
    fn take(&mut self, byte: u8) -> bool {
        let is = self.peek() == Some(byte);
        self.at += usize::from(is);
        is
    }

    fn value(&mut self, depth: usize) -> Result<Value<'a>, Fault> {
        match self.peek() {
            Some(b'"') => Ok(Value::Text(self.string()?)),
            Some(b'{') => self.object(depth),
            Some(b'[') => self.list(depth),
            Some(b'-' | b'0'..=b'9') => self.number(),
            Some(b't') => self.word("true", Value::Bool(true)),
            Some(b'f') => self.word("false", Value::Bool(false)),
            Some(b'n') => self.word("null", Value::Nothing),
            _ => Err(Fault::Expected("a value")),
        }
    }

    fn word(&mut self, word: &str, value: Value<'a>) -> Result<Value<'a>, Fault> {
        if self.rest().starts_with(word.as_bytes()) {
            self.at += word.len();
            return Ok(value);
        }
        Err(Fault::Expected("a value"))
    }

    /// Steps into a list or an object.
    fn open(&mut self, depth: usize) -> Result<usize, Fault> {
        if exceeds(depth + 1, MAX_DEPTH) {
            return Err(Fault::Depth);
        }
        self.at += 1;
        self.blanks();
        Ok(depth + 1)
    }

    fn list(&mut self, depth: usize) -> Result<Value<'a>, Fault> {
        let depth = self.open(depth)?;
        let mut values = Vec::new();
        if self.take(b']') {
            return Ok(Value::List(values));
        }
        loop {
            values.push(self.value(depth)?);
            if self.next(b']', "`,` or `]`")? {
                return Ok(Value::List(values));
            }
        }
    }

    fn object(&mut self, depth: usize) -> Result<Value<'a>, Fault> {
        let depth = self.open(depth)?;
        let mut members = Vec::new();
        if self.take(b'}') {
            return Ok(Value::Object(members));
        }
        loop {
            let name = self.name()?;
            members.push((name, self.value(depth)?));
            if self.next(b'}', "`,` or `}`")? {
                return Ok(Value::Object(members));
            }
        }
    }

    /// A member's name and the colon after it.
    fn name(&mut self) -> Result<Cow<'a, str>, Fault> {
        if self.peek() != Some(b'"') {
            return Err(Fault::Expected("a name in quotes"));
        }
        let name = self.string()?;
        self.blanks();
        if !self.take(b':') {
            return Err(Fault::Expected("`:` after the name"));
        }
        self.blanks();
        Ok(name)
    }

    /// After an element: true at the end, false when another follows.
    fn next(&mut self, end: u8, expected: &'static str) -> Result<bool, Fault> {
        self.blanks();
        if self.take(end) {
            return Ok(true);
        }
        if !self.take(b',') {
            return Err(Fault::Expected(expected));
        }
        self.blanks();
        Ok(false)
    }

    fn string(&mut self) -> Result<Cow<'a, str>, Fault> {
        self.at += 1;
        let start = self.at;
        self.plain_characters();
        match self.peek() {
            Some(b'"') => {
                let text = self.since(start);
                self.at += 1;
                Ok(Cow::Borrowed(text))
            }
            Some(b'\\') => self.escaped(start),
            Some(_) => self.control(),
            None => Err(Fault::Expected("`\"`")),
        }
    }

    /// Goes on to the next byte that ends a text or means something else in it.
    fn plain_characters(&mut self) {
        // A plain loop: optimised for size, iterators are called, not inlined. Small letters come
        // after all that ends it, and are most of what there is.
        let (bytes, mut at) = (self.text.as_bytes(), self.at);
        while let Some(&byte) = bytes.get(at)
            && (byte > b'\\' || byte >= b' ' && byte != b'"' && byte != b'\\')
        {
            at += 1;
        }
        self.at = at;
    }

    #[cold]
    fn control<T>(&self) -> Result<T, Fault> {
        Err(Fault::Found("a control character in a text must be escaped"))
    }

    /// The rest of a text with escapes; what comes before the first is copied.
    #[cold]
    fn escaped(&mut self, start: usize) -> Result<Cow<'a, str>, Fault> {
        let mut text = self.since(start).to_owned();
        loop {
            let plain = self.at;
            self.plain_characters();
            text.push_str(self.since(plain));
            match self.peek() {
                Some(b'"') => {
                    self.at += 1;
                    return Ok(Cow::Owned(text));
                }
                Some(b'\\') => text.push(self.escape()?),
                Some(_) => return self.control(),
                None => return Err(Fault::Expected("`\"`")),
            }
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
            _ => return Err(Fault::Found("there is no such escape")),
        };
        self.at += 1;
        Ok(char)
    }

    /// One `\uXXXX`, or the two of a surrogate pair.
    fn unicode(&mut self) -> Result<char, Fault> {
        const ALONE: Fault = Fault::Found("half of a surrogate pair stands alone");
        let first = self.hex()?;
        let code = match first {
            0xD800..=0xDBFF => {
                if !self.rest().starts_with(b"\\u") {
                    return Err(ALONE);
                }
                self.at += 2;
                match self.hex()? {
                    second @ 0xDC00..=0xDFFF => {
                        0x1_0000 + ((first - 0xD800) << 10) + (second - 0xDC00)
                    }
                    _ => return Err(ALONE),
                }
            }
            code => code,
        };
        char::from_u32(code).ok_or(ALONE)
    }

    fn hex(&mut self) -> Result<u32, Fault> {
        let mut code = 0;
        for _ in 0..4 {
            let digit = self.peek().and_then(|byte| char::from(byte).to_digit(16));
            code = code * 16 + digit.ok_or(Fault::Expected("a hexadecimal digit"))?;
            self.at += 1;
        }
        Ok(code)
    }

    /// An integer of 64 bits is kept; of any other number it matters only that it is one.
    fn number(&mut self) -> Result<Value<'a>, Fault> {
        let negative = self.take(b'-');
        let start = self.at;
        let mut integer = Some(0_i64);
        while let Some(digit @ b'0'..=b'9') = self.peek() {
            let digit = i64::from(digit - b'0');
            integer = integer.and_then(|it| it.checked_mul(10)).and_then(|it| {
                // Downwards, since −2^63 has no positive counterpart.
                if negative { it.checked_sub(digit) } else { it.checked_add(digit) }
            });
            self.at += 1;
        }
        if self.at == start {
            return Err(Fault::Expected("a digit"));
        }
        if self.text.as_bytes()[start] == b'0' && self.at > start + 1 {
            self.at = start;
            return Err(Fault::Found("a number starts with a needless zero"));
        }
        let mut whole = true;
        if self.take(b'.') {
            whole = false;
            self.digits()?;
        }
        if self.take(b'e') || self.take(b'E') {
            whole = false;
            let _ = self.take(b'+') || self.take(b'-');
            self.digits()?;
        }
        Ok(integer.filter(|_| whole).map_or(Value::OtherNumber, Value::Integer))
    }

    fn digits(&mut self) -> Result<(), Fault> {
        let start = self.at;
        while let Some(b'0'..=b'9') = self.peek() {
            self.at += 1;
        }
        if self.at == start { Err(Fault::Expected("a digit")) } else { Ok(()) }
    }

    /// Notes where the value that is next starts, for all that is wanted in it, and then the places
    /// of its elements.
    fn find(&mut self, wanted: &[Wanted<'_>], found: &mut [Option<usize>]) -> Result<(), Fault> {
        for wanted in wanted {
            found[wanted.problem] = Some(self.at);
        }
        let inner: Vec<_> =
            wanted.iter().filter_map(|it| Some((it.problem, it.split()?))).collect();
        let (is_list, end) = match self.peek() {
            Some(b'[') if !inner.is_empty() => (true, b']'),
            Some(b'{') if !inner.is_empty() => (false, b'}'),
            _ => return self.skip(),
        };
        self.open(0)?;
        if self.take(end) {
            return Ok(());
        }
        let mut index = 0_usize;
        loop {
            let name = if is_list { Cow::Owned(index.to_string()) } else { self.name()? };
            let here = inner.iter().filter(|(_, (segment, _))| is_segment(segment, &name));
            let here: Vec<_> = here.map(|&(problem, (_, rest))| Wanted { problem, rest }).collect();
            if here.is_empty() {
                self.skip()?;
            } else {
                self.find(&here, found)?;
            }
            index += 1;
            if self.next(end, "the next element")? {
                return Ok(());
            }
        }
    }

    /// Passes over the value that is next, and keeps nothing of it.
    fn skip(&mut self) -> Result<(), Fault> {
        let mut depth = 0_usize;
        loop {
            match self.peek() {
                Some(b'"') => {
                    self.string()?;
                }
                Some(b'{' | b'[') => {
                    depth += 1;
                    self.at += 1;
                }
                Some(b'}' | b']') => {
                    depth = depth.saturating_sub(1);
                    self.at += 1;
                }
                Some(_) if depth > 0 => self.at += 1,
                Some(_) => return self.value(0).map(drop),
                None => return Ok(()),
            }
            if depth == 0 {
                return Ok(());
            }
        }
    }
}

/// Whether a segment of a JSON pointer means this name.
fn is_segment(segment: &str, name: &str) -> bool {
    if segment.contains('~') { unescaped(segment) == name } else { segment == name }
}
