//! `cargo xtask …`: every chore of this repository as a typed command. Holds no product code.

mod bench;
mod build;
mod console;
mod crate_package;
mod demo;
mod fingerprint;
mod imports;
mod panics;
mod process;
mod setup;
mod size;
mod soak;
mod test;
mod version;
mod workspace;

use std::process::ExitCode;

use anyhow::Result;
use clap::{Args, Parser, Subcommand};

use crate::test::Step;
use crate::workspace::Workspace;

/// The chores of Perks. Each sets up what it needs, and skips what is done already.
#[derive(Parser)]
#[command(bin_name = "cargo xtask", version, disable_help_subcommand = true)]
struct Cli {
    #[command(subcommand)]
    chore: Chore,
}

#[derive(Subcommand)]
enum Chore {
    /// Install all that the other commands need
    Setup,
    /// Build the module and the npm package
    Build,
    /// Build everything, show a quote, serve the site and the edge
    Demo(Demo),
    /// Run every check: format, lints, all tests, documentation, sizes
    Test(Test),
    /// Run the laws with many cases and fresh seeds, to look for what is rare
    Soak(Soak),
    /// Measure timings and instruction counts
    Bench(Bench),
    /// Measure the shipped files against their budget
    Size(Size),
}

#[derive(Args)]
struct Demo {
    /// Serve the site on this port [default: 4173, or a free one]
    #[arg(long, conflicts_with = "once")]
    port: Option<u16>,
    /// Serve the edge on this port [default: 8787, or a free one]
    #[arg(long, conflicts_with = "once")]
    edge_port: Option<u16>,
    /// Show the quote and end, without the site
    #[arg(long, visible_alias = "no-serve")]
    once: bool,
}

#[derive(Args)]
struct Test {
    /// Only these steps (and the build, where one needs it)
    #[arg(long, value_delimiter = ',', value_name = "STEP,…")]
    only: Vec<Step>,
    /// All but these steps
    #[arg(long, value_delimiter = ',', value_name = "STEP,…", hide_possible_values = true)]
    skip: Vec<Step>,
}

#[derive(Args)]
struct Soak {
    /// So many cases of each law
    #[arg(long, default_value_t = 1_000)]
    cases: u32,
    /// Begin with no other seed after so many minutes
    #[arg(long, default_value_t = 10)]
    minutes: u64,
    /// Run this seed alone, to repeat what was found
    #[arg(long)]
    seed: Option<u64>,
}

#[derive(Args)]
struct Bench {
    /// Count instructions alone, and record them as the ones to compare with
    #[arg(long)]
    accept: bool,
}

#[derive(Args)]
struct Size {
    /// Record the sizes as the ones to compare with
    #[arg(long)]
    accept: bool,
}

fn main() -> ExitCode {
    let Cli { chore } = Cli::parse();
    match run(chore) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("\nerror: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(chore: Chore) -> Result<()> {
    let workspace = Workspace::open()?;
    match chore {
        Chore::Setup => setup::meet_all(&workspace),
        Chore::Build => prepare(&workspace),
        Chore::Demo(options) => demo::run(&workspace, &options),
        Chore::Test(selection) => test::run(&workspace, &selection),
        Chore::Soak(options) => soak::run(&workspace, &options),
        Chore::Bench(Bench { accept }) => {
            prepare(&workspace)?;
            if accept { bench::accept(&workspace) } else { bench::run(&workspace) }
        }
        Chore::Size(Size { accept }) => {
            prepare(&workspace)?;
            console::heading("size");
            if accept { size::accept(&workspace) } else { size::check(&workspace) }
        }
    }
}

/// Sets up for the build, and builds.
fn prepare(workspace: &Workspace) -> Result<()> {
    setup::meet(workspace, &build::NEEDS)?;
    console::heading("build");
    build::run(workspace)
}
