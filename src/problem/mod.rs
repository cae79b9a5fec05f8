//! Problems: what an author or a caller sent wrong. All of them are collected, each names its
//! place.
//!
//! Not here: reasons (the business says no, see [`crate::outcome::Reason`]) and bugs (assertions).

use std::fmt::{self, Write};

pub use self::code::Code;
pub use self::param::Param;
pub(crate) use self::param::{Given, shown};
use self::renamed::Renamed;
pub(crate) use self::unknown::listed;
use crate::outcome::Reason;
use crate::value::bounds::MAX_PROBLEMS;
use crate::value::order::sorted;

mod code;
mod param;
mod renamed;
mod unknown;

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
    /// What a sentence in another language needs beside the place, by the names of
    /// [`Code::params`].
    pub params: Vec<(&'static str, Param)>,
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
    renamed: Renamed,
    /// Of the problem that is reported next.
    params: Vec<(&'static str, Param)>,
}

impl Report {
    pub(crate) fn new(document: Document) -> Self {
        Self {
            document,
            problems: Vec::new(),
            errors: 0,
            unlisted: 0,
            renamed: Renamed::default(),
            params: Vec::new(),
        }
    }

    /// What the problem that is reported next says in other languages too.
    #[cold]
    #[inline(never)]
    pub(crate) fn with(&mut self, params: &[(&'static str, Given<'_>)]) -> &mut Self {
        debug_assert!(self.params.is_empty(), "parameters without a problem");
        self.params = param::owned(params);
        self
    }

    /// The next problem says what another said.
    pub(crate) fn as_of(&mut self, problem: &Problem) -> &mut Self {
        self.params.clone_from(&problem.params);
        self
    }

    pub(crate) fn name(&mut self, name: &str) -> &mut Self {
        self.with(&[("name", Given::Text(name))])
    }

    pub(crate) fn id(&mut self, id: &str) -> &mut Self {
        self.with(&[("id", Given::Text(id))])
    }

    pub(crate) fn found(&mut self, text: &str) -> &mut Self {
        self.with(&[("found", Given::Text(text))])
    }

    /// What is no name of this kind: `id`, `name`, `path`, `digest` or `hash`.
    pub(crate) fn no(&mut self, kind: &str, text: &str) -> &mut Self {
        self.with(&[("found", Given::Text(text)), ("kind", Given::Text(kind))])
    }

    pub(crate) fn reason(&mut self, reason: &Reason) -> &mut Self {
        self.with(&[("reason", Given::Reason(reason))])
    }

    pub(crate) fn between(&mut self, minimum: i64, maximum: i64) -> &mut Self {
        self.with(&[("minimum", Given::Number(minimum)), ("maximum", Given::Number(maximum))])
    }

    pub(crate) fn at_most(&mut self, maximum: i64) -> &mut Self {
        self.with(&[("maximum", Given::Number(maximum))])
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

    /// Whether it is of a document that perks writes, for itself to read.
    pub(crate) fn is_of_perks(&self) -> bool {
        use Document::{Inputs, Log, Member, Receipt};
        matches!(self.document, Member | Log | Inputs | Receipt)
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
        let params = std::mem::take(&mut self.params);
        debug_assert!(
            param::are_of(code, &params),
            "{code:?} has {:?}, not {params:?}",
            code.params()
        );
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
            path: self.renamed.written(at),
            position: None,
            message: message.to_string(),
            help: help.map(str::to_owned),
            params,
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
                params: param::owned(&[("count", Given::Number(self.unlisted as i64))]),
                example: None,
            });
        }
        problems
    }
}
