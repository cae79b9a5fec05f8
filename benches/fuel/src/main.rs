//! Counts the instructions of the shipped module: `pkg/dist/perks_bg.wasm`, run by wasmtime
//! without any JavaScript, one unit of its fuel an instruction (and one a byte of a block copied
//! or filled). The counts are the same on every machine, so they are checked: against the budgets,
//! and against what was accepted last. What JavaScript does, such as `JSON.parse` of the results,
//! isn't counted.
//!
//! `--accept` records the counts; `--by-function WORKLOAD` shows where its instructions go.

mod accepted;
mod by_function;
#[expect(dead_code, reason = "that of xtask, which says more than is said here")]
#[path = "../../../xtask/src/console.rs"]
mod console;
mod documents;
mod host;
mod module;
mod report;
mod workloads;

use std::env;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use wasmtime::error::Context;
use wasmtime::{Result, bail};

use crate::accepted::Accepted;
use crate::module::Shipped;
use crate::report::{Counted, Grown};
use crate::workloads::GROWTHS;

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("\nerror: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<()> {
    let args: Vec<String> = env::args().skip(1).collect();
    let root = root()?;
    match args.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        [] => check(&root, Accept::No),
        ["--accept"] => check(&root, Accept::Yes),
        ["--by-function", name] => by_function::print(&root, name),
        _ => bail!("there are `--accept` and `--by-function WORKLOAD`, and nothing else"),
    }
}

/// Whether the counts become those to compare with.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Accept {
    No,
    Yes,
}

fn check(root: &Path, accept: Accept) -> Result<()> {
    let shipped = Shipped::load(&root.join("pkg/dist/perks_bg.wasm"))?;
    let path = root.join("benches/fuel.toml");
    let before = Accepted::read(&path)?;

    let counted = counts(&shipped)?;
    report::print_counts(&counted, &before);
    println!();
    let grown = growths(&shipped)?;
    report::print_growth(&grown);
    for over in report::over_budget(&counted, &grown) {
        console::note("over budget", &over);
    }

    let mut found = match accept {
        Accept::No => report::findings(&counted, &before),
        Accept::Yes => {
            let counts = counted.iter().map(|it| (it.workload.name.as_str(), it.count));
            counts.collect::<Accepted>().write(&path)?;
            console::note("accepted", "benches/fuel.toml");
            report::findings(&counted, &Accepted::default())
        }
    };
    found.extend(report::growth_findings(&grown));
    if found.is_empty() {
        return Ok(());
    }
    bail!("{}", found.join("\n"))
}

fn counts(shipped: &Shipped) -> Result<Vec<Counted>> {
    let count = |workload: workloads::Workload| {
        let count = workload.job.count(shipped).with_context(|| workload.name.clone())?;
        Ok(Counted { workload, count })
    };
    workloads::all().into_iter().map(count).collect()
}

fn growths(shipped: &Shipped) -> Result<Vec<Grown>> {
    let grown = |growth: workloads::Growth| {
        let counts = growth.sizes.iter().map(|&size| (growth.job)(size).count(shipped));
        let counts = counts.collect::<Result<_>>().context(growth.name)?;
        Ok(Grown { growth, counts })
    };
    GROWTHS.into_iter().map(grown).collect()
}

/// The checkout.
fn root() -> Result<PathBuf> {
    let folder = env::var_os("CARGO_MANIFEST_DIR").context("start this as `cargo xtask bench`")?;
    let root = Path::new(&folder).ancestors().nth(2);
    Ok(root.context("there is no folder above")?.to_owned())
}
