//! The laws with many cases and fresh seeds, to look for what is rare. No landing depends on it:
//! `cargo xtask test` runs them with the seed [`SEED`].

use std::env;
use std::process::Command;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use anyhow::{Context, Result};

use crate::console;
use crate::process;
use crate::workspace::Workspace;

/// What a landing runs the laws with: the same cases for everybody.
const SEED: &str = "1";

/// The variables by which proptest takes a seed and the number of cases of every law.
const SEED_IS: &str = "PROPTEST_RNG_SEED";
const CASES_ARE: &str = "PROPTEST_CASES";

/// How many cases a law may turn down; the usual number is for few.
const REJECTS_ARE: &str = "PROPTEST_MAX_GLOBAL_REJECTS";

const LAWS: [&str; 9] =
    ["test", "--profile", "soak", "-p", "perks", "--lib", "--test=laws_*", "--test=refusals", "-q"];

/// Gives a command the seed of landings, unless the caller has chosen one.
pub(crate) fn seeded(command: &mut Command) -> &mut Command {
    if env::var_os(SEED_IS).is_none() {
        command.env(SEED_IS, SEED);
    }
    command
}

/// Runs the laws with one seed after another, at least with one, until the time is over.
///
/// # Errors
/// When a law fails; the message says how to repeat it.
pub(crate) fn run(workspace: &Workspace, options: &crate::Soak) -> Result<()> {
    let start = Instant::now();
    let limit = Duration::from_secs(60 * options.minutes);
    process::run(workspace.cargo(&LAWS).arg("--no-run"))?;
    loop {
        let seed = options.seed.map_or_else(fresh_seed, Ok)?;
        console::heading(&format!("soak: seed {seed}, {} cases", options.cases));
        let mut laws = workspace.cargo(&LAWS);
        laws.env(SEED_IS, seed.to_string()).env(CASES_ARE, options.cases.to_string());
        laws.env(REJECTS_ARE, options.cases.saturating_mul(4).max(1_024).to_string());
        process::run(&mut laws).with_context(|| {
            let cases = options.cases;
            format!("to repeat it: cargo xtask soak --seed {seed} --cases {cases}")
        })?;
        println!("  nothing found, {} so far", console::seconds(start.elapsed()));
        if options.seed.is_some() || start.elapsed() >= limit {
            return Ok(());
        }
    }
}

/// Another one at each call.
fn fresh_seed() -> Result<u64> {
    let since = SystemTime::now().duration_since(UNIX_EPOCH)?;
    Ok(u64::from(since.subsec_nanos()) ^ since.as_secs())
}
