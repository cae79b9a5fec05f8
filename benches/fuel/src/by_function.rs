//! Where a workload's instructions go: it is run again and again, each time with a little more
//! fuel, and the calls that are open when the fuel runs out are a sample. Evenly spaced and the
//! same every time; seen at function entries and loop heads. Checks nothing.

use std::collections::{BTreeMap, BTreeSet};
use std::env;
use std::path::Path;

use wasmtime::error::Context;
use wasmtime::{Result, Trap, WasmBacktrace};

use crate::console::{self, grouped};
use crate::module::Shipped;
use crate::workloads;

const SAMPLES: u64 = 400;
const SHOWN: usize = 30;

/// Samples of a function.
#[derive(Default)]
struct Seen {
    /// Where it was the one at work.
    itself: u64,
    /// Where it or what it called was.
    within: u64,
}

/// Prints the functions of the module before wasm-opt, which takes their names.
///
/// # Errors
/// When there is no such workload, or the module isn't built.
pub(crate) fn print(root: &Path, name: &str) -> Result<()> {
    let workload = workloads::all().into_iter().find(|it| it.name == name);
    let workload = workload.context("there is no workload of that name")?;
    let target = env::current_exe()?;
    let target = target.ancestors().nth(2).unwrap_or(root);
    let mut shipped = Shipped::load(&target.join("wasm-bindgen/perks_bg.wasm"))?;
    let count = workload.job.count(&shipped)?;

    let mut functions: BTreeMap<String, Seen> = BTreeMap::new();
    let mut samples = 0;
    for sample in 1..SAMPLES {
        shipped.limit = count / SAMPLES * sample;
        let Err(error) = workload.job.count(&shipped) else { continue };
        if error.downcast_ref() != Some(&Trap::OutOfFuel) {
            return Err(error);
        }
        let stack = stack(&error);
        samples += 1;
        if let Some(name) = stack.first() {
            functions.entry(name.clone()).or_default().itself += 1;
        }
        for name in stack.into_iter().collect::<BTreeSet<_>>() {
            functions.entry(name).or_default().within += 1;
        }
    }

    println!("{name}: {} instructions before wasm-opt, {samples} samples\n", grouped(count));
    let mut functions: Vec<(String, Seen)> = functions.into_iter().collect();
    functions.sort_by_key(|(_, seen)| (u64::MAX - seen.itself, u64::MAX - seen.within));
    table("by itself", &functions, samples);
    functions.sort_by_key(|(_, seen)| u64::MAX - seen.within);
    println!();
    table("with what it calls", &functions, samples);
    Ok(())
}

/// The open calls, innermost first.
fn stack(error: &wasmtime::Error) -> Vec<String> {
    let frames = error.downcast_ref::<WasmBacktrace>().map(WasmBacktrace::frames);
    let name = |frame: &wasmtime::FrameInfo| without_hashes(frame.func_name().unwrap_or("?"));
    frames.unwrap_or_default().iter().map(name).collect()
}

/// A demangled name without `::h0123456789abcdef` and `[0123456789abcdef]`: copies of a generic
/// function count as one.
fn without_hashes(name: &str) -> String {
    let is_hash = |text: &str| text.len() >= 15 && text.bytes().all(|it| it.is_ascii_hexdigit());
    let name = match name.rsplit_once("::h") {
        Some((name, hash)) if is_hash(hash) => name,
        _ => name,
    };
    let mut parts = name.split('[');
    let mut plain = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        match part.split_once(']') {
            Some((hash, rest)) if is_hash(hash) => plain += rest,
            _ => plain.extend(["[", part]),
        }
    }
    plain
}

fn table(title: &str, functions: &[(String, Seen)], samples: u64) {
    let share = |seen: u64| format!("{} %", seen * 100 / samples.max(1));
    let mut rows = vec![["function", "itself", "within"].map(str::to_owned).to_vec()];
    for (name, seen) in functions.iter().take(SHOWN) {
        let name: String = name.chars().take(100).collect();
        rows.push(vec![name, share(seen.itself), share(seen.within)]);
    }
    println!("  {title}");
    console::table(&rows);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn copies_of_a_function_have_one_name() {
        let name = "<alloc[3ca501edff3f0c7c]::boxed::Box<[u8]> as a::Clone>::clone";
        assert_eq!(without_hashes(name), "<alloc::boxed::Box<[u8]> as a::Clone>::clone");
        assert_eq!(without_hashes("perks::quote::h16a321deb5d54e5b"), "perks::quote");
        assert_eq!(without_hashes("perks::quote::here"), "perks::quote::here");
    }
}
