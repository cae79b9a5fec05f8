//! Takes out of the module what only makes the message of a panic. Nobody sees one: the module has
//! no hook that would print it, and JavaScript is told of an unreachable instruction either way.

use std::fs;
use std::path::Path;

use anyhow::Result;
use walrus::ir::{Instr, InstrLocId, Unreachable, Value};
use walrus::{ConstExpr, DataKind, Module};

/// The functions of the standard library that report a failure and do not return, by the end of
/// their names.
const REPORTERS: [&str; 7] = [
    "::assert_failed",
    "::capacity_overflow",
    "_fail",
    "::handle_alloc_error",
    "::handle_error",
    "::panic_fmt",
    "::unwrap_failed",
];

/// How many of each were found.
pub(crate) struct Silenced {
    pub(crate) functions: usize,
    pub(crate) places: usize,
}

/// Makes every function that reports a panic one that traps, and blanks the places in source files
/// that they were given; `wasm-opt` then drops what nothing reads.
///
/// # Errors
/// When the module can't be read or written.
pub(crate) fn silence(path: &Path) -> Result<Silenced> {
    let mut module = Module::from_file(path)?;
    let silenced =
        Silenced { functions: cut_reporters(&mut module), places: blank_places(&mut module) };
    fs::write(path, module.emit_wasm())?;
    Ok(silenced)
}

fn cut_reporters(module: &mut Module) -> usize {
    let mut cut = 0;
    let reporters: Vec<_> = module
        .funcs
        .iter()
        .filter(|function| function.name.as_deref().is_some_and(is_reporter))
        .map(|function| function.id())
        .collect();
    for id in reporters {
        if let walrus::FunctionKind::Local(function) = &mut module.funcs.get_mut(id).kind {
            let entry = function.entry_block();
            let body = vec![(Instr::Unreachable(Unreachable {}), InstrLocId::default())];
            function.block_mut(entry).instrs = body;
            cut += 1;
        }
    }
    cut
}

/// Whether a function is of the standard library, and of those that report a panic.
fn is_reporter(name: &str) -> bool {
    let of_std = ["core", "alloc", "std", "<core", "<alloc", "<std"];
    let of_std = of_std.iter().any(|krate| {
        name.strip_prefix(krate).is_some_and(|rest| rest.starts_with('[') || rest.starts_with("::"))
    });
    of_std
        && (name.contains("::panicking::panic") || REPORTERS.iter().any(|end| name.ends_with(end)))
}

/// Blanks what [`core::panic::Location`] is in memory: where the name of a source file is, how long
/// it is, a line and a column; and the names.
fn blank_places(module: &mut Module) -> usize {
    const WORD: usize = 4;
    const PLACE: usize = 4 * WORD;
    let mut places = 0;
    let segments: Vec<_> = module.data.iter().map(|segment| segment.id()).collect();
    for segment in segments {
        let segment = module.data.get_mut(segment);
        let DataKind::Active { offset: ConstExpr::Value(Value::I32(start)), .. } = segment.kind
        else {
            continue;
        };
        let bytes = &mut segment.value;
        let word = |bytes: &[u8], at: usize| {
            let word = bytes.get(at..at + WORD)?;
            usize::try_from(u32::from_le_bytes(word.try_into().ok()?)).ok()
        };
        let mut names = Vec::new();
        let mut at = 0;
        while at + PLACE <= bytes.len() {
            let name = word(bytes, at).zip(word(bytes, at + WORD)).and_then(|(name, len)| {
                let from = name.checked_sub(usize::try_from(start).ok()?)?;
                let name = from..from.checked_add(len)?;
                bytes.get(name.clone())?.ends_with(b".rs").then_some(name)
            });
            match name {
                Some(name) => {
                    bytes[at..at + PLACE].fill(0);
                    names.push(name);
                    places += 1;
                    at += PLACE;
                }
                None => at += WORD,
            }
        }
        for name in names {
            bytes[name].fill(0);
        }
    }
    places
}

#[cfg(test)]
mod tests {
    use super::is_reporter;

    #[test]
    fn only_what_reports_a_panic_is_cut() {
        for name in [
            "core[c5930c85a12de822]::panicking::panic_const::panic_const_add_overflow",
            "core::option::unwrap_failed",
            "alloc[3ca501edff3f0c7c]::raw_vec::handle_error",
            "<alloc[3ca501edff3f0c7c]::vec::Vec<_, _>>::remove::assert_failed",
            "core[c5930c85a12de822]::slice::index::slice_index_fail",
        ] {
            assert!(is_reporter(name), "{name}");
        }
        for name in ["perks::problem::handle_error", "core::fmt::write", "alloc::fmt::format"] {
            assert!(!is_reporter(name), "{name}");
        }
    }
}
