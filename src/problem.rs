//! Problems: what an author or a caller sent wrong. All of them are collected, each names its
//! place.
//!
//! Not here: reasons (the business says no, see [`crate::outcome::Reason`]) and bugs (assertions).

use std::fmt::{self, Write};

use crate::value::bounds::MAX_PROBLEMS;
use crate::value::order::sorted;

/// Declares the codes once: the variant, its stable name, and so the list that the tests walk.
macro_rules! codes {
    ($($(#[$doc:meta])* $variant:ident = $name:literal,)*) => {
        /// Stable names of problems, in order of precedence. `docs/codes.md` has a paragraph for
        /// each.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        #[non_exhaustive]
        pub enum Code { $($(#[$doc])* $variant,)* }

        impl Code {
            /// Every code, in order of precedence.
            pub const ALL: &[Self] = &[$(Self::$variant,)*];

            /// The stable name, as in JSON.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)* }
            }
        }
    };
}

codes! {
    /// The text is longer than its limit.
    TooLarge = "too_large",
    /// The bytes are not UTF-8.
    NotUtf8 = "not_utf8",
    /// The text is not JSON, or ends early.
    NotJson = "not_json",
    /// Lists and objects are nested too deep.
    TooDeep = "too_deep",
    /// A JavaScript value that no JSON can hold.
    NotPlain = "not_plain",
    /// The value has another JSON type than the field.
    WrongType = "wrong_type",
    /// A field stands twice in one object.
    DuplicateField = "duplicate_field",
    /// The format has no such field.
    UnknownField = "unknown_field",
    /// The format has it, but this version does not evaluate it.
    NotSupported = "not_supported",
    /// A required field is absent.
    MissingField = "missing_field",
    /// The value is none of the words or choices of the field.
    UnknownChoice = "unknown_choice",
    /// A choice that names none of its variants, or several.
    NotOneChoice = "not_one_choice",
    /// A list, object or text without anything in it.
    Empty = "empty",
    /// More elements than the limit.
    TooMany = "too_many",
    /// More characters than the limit.
    TooLong = "too_long",
    /// A number outside its range.
    OutOfRange = "out_of_range",
    /// Not an identifier.
    BadId = "bad_id",
    /// Not a decimal number.
    BadDecimal = "bad_decimal",
    /// More decimal digits than the currency or the field has.
    TooManyDecimals = "too_many_decimals",
    /// Not a date.
    BadDate = "bad_date",
    /// Not an instant.
    BadInstant = "bad_instant",
    /// Not a time of day.
    BadTime = "bad_time",
    /// Not a locale's name.
    BadLocale = "bad_locale",
    /// The document is written in another version of the format.
    UnsupportedFormat = "unsupported_format",
    /// Not an active ISO 4217 currency.
    UnknownCurrency = "unknown_currency",
    /// The document is in another currency than the programme.
    WrongCurrency = "wrong_currency",
    /// The time zone is not known here.
    UnknownZone = "unknown_zone",
    /// A zone's table or offset that cannot be.
    BadZone = "bad_zone",
    /// Two things with one id.
    DuplicateId = "duplicate_id",
    /// The window ends before it starts.
    EmptyWindow = "empty_window",
    /// A limit that contradicts another.
    Contradiction = "contradiction",
    /// An offer that can never do anything.
    NoEffect = "no_effect",
    /// A question that keeps all of a member's past.
    Unbounded = "unbounded",
    /// An order that the author did not decide changes what is paid.
    OrderDecides = "order_decides",
    /// The document belongs to another programme.
    WrongProgram = "wrong_program",
    /// A lot whose numbers or instants cannot be.
    BadLot = "bad_lot",
    /// A name that the programme does not declare.
    UnknownName = "unknown_name",
    /// The line is not in the cart or order.
    UnknownLine = "unknown_line",
    /// The member has no such lot.
    UnknownLot = "unknown_lot",
    /// The member has no such order or redemption.
    UnknownOrder = "unknown_order",
    /// The sum of a cart or an order is over the limit.
    OverLimit = "over_limit",
    /// The event's id was seen with other contents.
    EventConflict = "event_conflict",
    /// The event is earlier than what is settled already.
    EventTooEarly = "event_too_early",
    /// The event lies after `now`.
    EventInFuture = "event_in_future",
    /// The event needs a member who has joined, or one who has not.
    WrongMember = "wrong_member",
    /// The order asks to spend what cannot be spent.
    SpendRefused = "spend_refused",
    /// The order names a coupon or code that does not apply.
    CouponRefused = "coupon_refused",
    /// More units come back than are there, or what came back already.
    ReturnRefused = "return_refused",
    /// The programme's rules do not allow it, or the points do not suffice.
    EventRefused = "event_refused",
    /// Two handles of different programmes meet in one call.
    OtherProgram = "other_program",
    /// The argument is not the handle that the call needs.
    WrongHandle = "wrong_handle",
    /// The handle was freed before.
    FreedHandle = "freed_handle",
    /// More problems than are listed.
    MoreProblems = "more_problems",
}

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Severity {
    /// The document is refused.
    Error,
    /// The document is taken; its author should look.
    Warning,
}

impl Severity {
    /// The stable name, as in JSON.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
        }
    }
}

/// Which document a problem is in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Document {
    /// The rules.
    Program,
    /// A member's snapshot.
    Member,
    /// A cart, or one of its lines.
    Cart,
    /// Something that happened.
    Event,
    /// The options of a call.
    Options,
    /// A log of entries.
    Log,
    /// What a quote was made from.
    Inputs,
    /// The sums of a quote.
    Receipt,
}

impl Document {
    /// The stable name, as in JSON.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Program => "program",
            Self::Member => "member",
            Self::Cart => "cart",
            Self::Event => "event",
            Self::Options => "options",
            Self::Log => "log",
            Self::Inputs => "inputs",
            Self::Receipt => "receipt",
        }
    }
}

/// A place in a text: one-based, the column in Unicode scalar values.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// Lines are ended by `\n`.
    pub line: u32,
    /// The first character of a line is column 1.
    pub column: u32,
}

/// One thing that is wrong, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// What is wrong.
    pub code: Code,
    /// How bad it is.
    pub severity: Severity,
    /// In which document.
    pub document: Document,
    /// JSON pointer (RFC 6901) into the document; empty for the whole.
    pub path: String,
    /// Where in the text; absent when the document was not given as text.
    pub position: Option<Position>,
    /// One sentence, lower case, without a full stop.
    pub message: String,
    /// What to do about it.
    pub help: Option<String>,
    /// A cart document that shows it, as JSON text.
    pub example: Option<String>,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}[{}]: {}", self.severity.name(), self.code.name(), self.message)?;
        write!(f, "\n  at {}", self.document.name())?;
        if !self.path.is_empty() {
            write!(f, " {}", self.path)?;
        }
        if let Some(Position { line, column }) = self.position {
            write!(f, " (line {line}, column {column})")?;
        }
        match &self.help {
            Some(help) => write!(f, "\n  help: {help}"),
            None => Ok(()),
        }
    }
}

/// All the problems of one call, in the order of the document; at least one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problems(Vec<Problem>);

impl Problems {
    /// In the order of the document.
    #[must_use]
    pub fn as_slice(&self) -> &[Problem] {
        &self.0
    }
}

impl fmt::Display for Problems {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, problem) in self.0.iter().enumerate() {
            if i > 0 {
                f.write_str("\n")?;
            }
            problem.fmt(f)?;
        }
        Ok(())
    }
}

impl std::error::Error for Problems {}

impl From<Problem> for Problems {
    fn from(problem: Problem) -> Self {
        Self(vec![problem])
    }
}

/// A place in a document while it is being read: a chain on the stack, written out only for a
/// problem.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Path<'p> {
    Root,
    Field(&'p Path<'p>, &'p str),
    Index(&'p Path<'p>, usize),
}

impl<'p> Path<'p> {
    // Out of line: there are some three hundred calls.
    #[inline(never)]
    pub(crate) fn field(&'p self, name: &'p str) -> Path<'p> {
        Path::Field(self, name)
    }

    pub(crate) fn index(&'p self, index: usize) -> Path<'p> {
        Path::Index(self, index)
    }
}

impl fmt::Display for Path<'_> {
    /// As a JSON pointer, RFC 6901 §3: `~` is written `~0`, `/` is written `~1`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Path::Root => Ok(()),
            Path::Index(parent, index) => write!(f, "{parent}/{index}"),
            Path::Field(parent, name) => {
                write!(f, "{parent}/")?;
                name.chars().try_for_each(|char| match char {
                    '~' => f.write_str("~0"),
                    '/' => f.write_str("~1"),
                    char => f.write_char(char),
                })
            }
        }
    }
}

const LISTED: usize = MAX_PROBLEMS as usize;

/// Collects the problems of one document while it is read.
#[derive(Debug)]
pub(crate) struct Report {
    document: Document,
    problems: Vec<Problem>,
    errors: usize,
    unlisted: usize,
}

impl Report {
    pub(crate) fn new(document: Document) -> Self {
        Self { document, problems: Vec::new(), errors: 0, unlisted: 0 }
    }

    pub(crate) fn error(&mut self, code: Code, at: &Path<'_>, message: fmt::Arguments<'_>) {
        self.push(code, Severity::Error, at, message, None);
    }

    pub(crate) fn error_help(
        &mut self,
        code: Code,
        at: &Path<'_>,
        message: fmt::Arguments<'_>,
        help: &str,
    ) {
        self.push(code, Severity::Error, at, message, Some(help));
    }

    pub(crate) fn warn(
        &mut self,
        code: Code,
        at: &Path<'_>,
        message: fmt::Arguments<'_>,
        help: &str,
    ) {
        self.push(code, Severity::Warning, at, message, Some(help));
    }

    /// Shows the last problem by an example.
    pub(crate) fn example(&mut self, example: String) {
        if let Some(last) = self.problems.last_mut() {
            last.example = Some(example);
        }
    }

    /// For the text itself, whose position is known at once.
    pub(crate) fn error_at(
        &mut self,
        code: Code,
        position: Option<Position>,
        message: fmt::Arguments<'_>,
    ) {
        self.error(code, &Path::Root, message);
        if let Some(last) = self.problems.last_mut() {
            last.position = position;
        }
    }

    pub(crate) fn has_errors(&self) -> bool {
        self.errors > 0
    }

    // Reporting is rare, and all its callers together are not: it is compiled once, out of line.
    #[cold]
    #[inline(never)]
    fn push(
        &mut self,
        code: Code,
        severity: Severity,
        at: &Path<'_>,
        message: fmt::Arguments<'_>,
        help: Option<&str>,
    ) {
        self.errors += usize::from(severity == Severity::Error);
        // Warnings leave room for what has to be mended.
        let room = if severity == Severity::Error { LISTED } else { LISTED / 2 };
        if self.problems.len() >= room {
            self.unlisted += 1;
            return;
        }
        self.problems.push(Problem {
            code,
            severity,
            document: self.document,
            path: at.to_string(),
            position: None,
            message: message.to_string(),
            help: help.map(str::to_owned),
            example: None,
        });
    }

    /// Whether another error would only be counted: its message need not be made.
    pub(crate) fn is_full(&self) -> bool {
        self.problems.len() >= LISTED
    }

    /// Counts an error that is not listed.
    pub(crate) fn count_error(&mut self) {
        self.errors += 1;
        self.unlisted += 1;
    }

    /// The value and the warnings when there is a value and no error, else the problems.
    ///
    /// `place` gives each problem its position; it is asked only when something is reported.
    pub(crate) fn finish<T>(
        self,
        value: Option<T>,
        place: &dyn Fn(&mut [Problem]),
    ) -> Result<(T, Vec<Problem>), Problems> {
        let failed = self.has_errors();
        let problems = if self.problems.is_empty() { Vec::new() } else { self.listed(place) };
        match value {
            Some(value) if !failed => Ok((value, problems)),
            _ => {
                debug_assert!(failed, "a value is missing without a problem");
                Err(Problems(problems))
            }
        }
    }

    /// In the order of the document, each with its position.
    fn listed(mut self, place: &dyn Fn(&mut [Problem])) -> Vec<Problem> {
        place(&mut self.problems);
        let mut problems = sorted(self.problems, |one, other| one.position.cmp(&other.position));
        if self.unlisted > 0 && self.errors > 0 {
            problems.push(Problem {
                code: Code::MoreProblems,
                severity: Severity::Error,
                document: self.document,
                path: String::new(),
                position: None,
                message: format!("{} more problems are not listed", self.unlisted),
                help: Some("mend those listed, then read again".to_owned()),
                example: None,
            });
        }
        problems
    }
}
