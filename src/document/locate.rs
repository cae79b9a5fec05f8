//! Where problems are in a text that was read: the line and column of each one's JSON pointer, in
//! one more pass for all of them.

use std::borrow::Cow;

use bumpalo::Bump;

use super::json::{Fault, Reader, position};
use crate::problem::{Code, Problem};

/// Gives each problem that lacks one the position of its JSON pointer, in one pass over a text that
/// was read before; nothing is kept for it while reading, so good documents don't pay. Of a name
/// that repeats it is the last; of a value that is not there, the nearest around it.
pub(crate) fn locate(text: &str, problems: &mut [Problem]) {
    let is_open = |problem: &Problem| problem.position.is_none() && !is_of_text(problem.code);
    let arena = Bump::new();
    let mut reader = Reader::new(text, &arena);
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

impl Reader<'_> {
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
            let name = if is_list { Cow::Owned(index.to_string()) } else { self.name()?.into() };
            let here = inner.iter().filter(|(_, (segment, _))| is_segment(segment, &name));
            let here: Vec<_> = here.map(|&(problem, (_, rest))| Wanted { problem, rest }).collect();
            if here.is_empty() {
                self.skip()?;
            } else {
                self.find(&here, found)?;
            }
            index += 1;
            if self.next(end, Fault::ListEnd)? {
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
                Some(_) => return self.value(0).map(|_| ()),
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
