//! Names that nothing has: which one was probably meant, or which there are.

use std::fmt;

use super::param::{Given, shown};
use super::{Code, Path, Report};
use crate::value::near::nearest;

/// So many names are listed where none of them is near; of more nobody reads.
const FEW: usize = 8;

impl Report {
    /// A name that is none of those of its kind that are known.
    #[cold]
    #[inline(never)]
    pub(crate) fn unknown(
        &mut self,
        (kind, name): (&str, &str),
        known: &mut dyn Iterator<Item = &str>,
        at: &Path<'_>,
        message: fmt::Arguments<'_>,
    ) {
        if self.is_full() {
            return self.count_error();
        }
        let known: Vec<&str> = known.collect();
        let near = nearest(name, known.iter().copied());
        let mut params = vec![
            ("kind", Given::Text(kind)),
            ("name", Given::Text(name)),
            ("near", Given::Perhaps(near)),
        ];
        let mut help = near.map(|near| format!("did you mean `{}`?", shown(near)));
        let declared = if near.is_none() { few(&known) } else { Vec::new() };
        if !declared.is_empty() {
            params.push(("declared", Given::Names(&declared)));
            let names: Vec<String> = declared.iter().map(|name| shown(name)).collect();
            help = Some(match &*names {
                [only] => format!("there is only `{only}`"),
                names => format!("there are {}", listed(names)),
            });
        }
        let report = self.with(&params);
        match help {
            Some(help) => report.error_help(Code::UnknownName, at, message, &help),
            None => report.error(Code::UnknownName, at, message),
        }
    }
}

/// Different names, where they are few; what is declared twice is reported elsewhere.
fn few<'k>(names: &[&'k str]) -> Vec<&'k str> {
    let mut few = Vec::new();
    for name in names {
        if !few.contains(name) {
            few.push(*name);
        }
        if few.len() > FEW {
            return Vec::new();
        }
    }
    few
}

/// Each in backticks, with commas between.
pub(crate) fn listed(names: &[impl fmt::Display]) -> String {
    let quoted: Vec<_> = names.iter().map(|name| format!("`{name}`")).collect();
    quoted.join(", ")
}
