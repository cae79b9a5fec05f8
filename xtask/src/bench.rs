//! The measurements: timings, which only inform, and instruction counts, which are checked.

use anyhow::Result;

use crate::process;
use crate::workspace::Workspace;

/// # Errors
/// When a benchmark doesn't run, or an instruction count is over its limit.
pub(crate) fn run(workspace: &Workspace) -> Result<()> {
    process::run(&mut workspace.cargo(&["bench", "-p", "perks", "--benches"]))?;
    fuel(workspace)
}

/// Counts the instructions of the shipped module, and checks them against the tracked counts.
///
/// # Errors
/// When a count is over its limit.
pub(crate) fn fuel(workspace: &Workspace) -> Result<()> {
    process::run(&mut workspace.cargo(&["run", "--release", "-p", "fuel"]))
}
