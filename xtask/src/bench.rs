//! The measurements: timings, which only inform, and instruction counts, which are checked.

use anyhow::Result;

use crate::console;
use crate::process;
use crate::workspace::Workspace;

/// # Errors
/// When a benchmark doesn't run, or an instruction count is over its limit.
pub(crate) fn run(workspace: &Workspace) -> Result<()> {
    console::heading("bench: natively");
    process::run(&mut workspace.cargo(&["bench", "-p", "perks", "--bench", "*"]))?;
    console::heading("bench: beside JavaScript, under Node");
    process::run(&mut workspace.node(&["benches/node/side_by_side.mjs"]))?;
    console::heading("bench: instructions");
    fuel(workspace)
}

/// Counts the instructions of the shipped module, and checks them against the tracked counts.
///
/// # Errors
/// When a count is over its limit.
pub(crate) fn fuel(workspace: &Workspace) -> Result<()> {
    process::run(&mut workspace.cargo(&FUEL))
}

/// Counts them, and records them as accepted.
///
/// # Errors
/// When a count is over its budget; it is recorded all the same.
pub(crate) fn accept(workspace: &Workspace) -> Result<()> {
    process::run(workspace.cargo(&FUEL).args(["--", "--accept"]))
}

const FUEL: [&str; 5] = ["run", "--profile", "fuel", "-p", "fuel"];
