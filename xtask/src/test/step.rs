//! The steps of `cargo xtask test`: the name, the needs and the commands of each.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Result;
use clap::ValueEnum;
use serde_json::json;

use crate::process::run;
use crate::setup::Need;
use crate::setup::browsers::{CHROMIUM, FIREFOX, WEBKIT};
use crate::workspace::{WASM, Workspace, npm};
use crate::{bench, build, crate_package, size, soak};

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Step {
    /// Rust sources are formatted
    Fmt,
    /// No warning from clippy, natively and for wasm
    Clippy,
    /// The engine without its optional features, and as its crate is packaged
    Features,
    /// Unit, integration and documentation tests of the engine
    Native,
    /// Tests of these tools
    Tools,
    /// The documentation builds without a warning
    Docs,
    /// The module and the npm package
    Build,
    /// Tests of the module under Node
    Node,
    /// Tests of the module in Chromium
    Browser,
    /// Tests of the npm package: shared vectors, bad input, types
    Package,
    /// The packed package in every runtime: shared vectors, recipes, failures of loading
    Runtimes,
    /// Lints, types, build and browser tests of the site
    Site,
    /// The edge on workerd: exactly once, crashes, attacks
    Edge,
    /// The sizes of what is shipped
    Size,
    /// The instruction counts of what is shipped
    Fuel,
}

impl Step {
    /// All steps: the quick ones first, and each after what it builds on.
    pub(crate) const ALL: [Self; 15] = [
        Self::Fmt,
        Self::Clippy,
        Self::Features,
        Self::Native,
        Self::Tools,
        Self::Docs,
        Self::Build,
        Self::Node,
        Self::Browser,
        Self::Package,
        Self::Runtimes,
        Self::Site,
        Self::Edge,
        Self::Size,
        Self::Fuel,
    ];

    /// As the command line has it.
    pub(crate) fn name(self) -> String {
        format!("{self:?}").to_lowercase()
    }

    pub(crate) fn needs(self) -> &'static [Need] {
        match self {
            Self::Fmt
            | Self::Features
            | Self::Native
            | Self::Tools
            | Self::Docs
            | Self::Size
            | Self::Fuel => &[],
            Self::Clippy => &[Need::WasmTarget],
            Self::Build => &build::NEEDS,
            Self::Node => &[Need::WasmTarget, Need::Node],
            Self::Browser => &[Need::WasmTarget, Need::Chromium],
            Self::Package => &[Need::Node, Need::PkgPackages],
            Self::Runtimes => {
                &[Need::Node, Need::PkgPackages, Need::Chromium, Need::Firefox, Need::WebKit]
            }
            Self::Site => &[Need::Node, Need::WwwPackages, Need::Chromium, Need::Firefox],
            Self::Edge => &[Need::Node, Need::WwwPackages, Need::Chromium],
        }
    }

    /// Whether the step reads what the build wrote.
    pub(crate) fn uses_module(self) -> bool {
        matches!(
            self,
            Self::Package | Self::Runtimes | Self::Site | Self::Edge | Self::Size | Self::Fuel
        )
    }

    /// # Errors
    /// When a command of the step fails.
    pub(crate) fn run(self, workspace: &Workspace) -> Result<()> {
        let cargo = |line: &str| workspace.cargo(&line.split(' ').collect::<Vec<_>>());
        match self {
            Self::Fmt => run(&mut cargo("fmt --all --check")),
            Self::Clippy => {
                run(cargo("clippy --workspace --all-targets --features perks/schema")
                    .args(["--", "-D", "warnings"]))?;
                run(cargo("clippy -p perks --lib --test wasm --target")
                    .args([WASM, "--", "-D", "warnings"]))
            }
            Self::Features => {
                run(&mut cargo("test -p perks --no-default-features --test conformance"))?;
                crate_package::check(workspace)
            }
            // With the schemas, so that theirs is one test more and not one build more.
            Self::Native => run(soak::seeded(&mut cargo("test -p perks --features schema"))),
            Self::Tools => run(&mut cargo("test --profile tool -p xtask")),
            Self::Docs => {
                run(cargo("doc -p perks --no-deps --all-features")
                    .env("RUSTDOCFLAGS", "-D warnings"))?;
                run(cargo("doc -p perks --no-deps --no-default-features")
                    .env("RUSTDOCFLAGS", "-D warnings"))
            }
            Self::Build => build::run(workspace),
            Self::Node => run(&mut wasm_tests(workspace)),
            Self::Browser => run(&mut browser_tests(workspace)?),
            Self::Package => run(&mut npm(&workspace.pkg(), &["test"])),
            Self::Runtimes => runtimes(workspace),
            Self::Site => site(workspace),
            Self::Edge => run(npm(&workspace.www(), &["run", "test:edge"]).envs(CHROMIUM.found()?)),
            Self::Size => size::check(workspace),
            Self::Fuel => {
                run(&mut cargo("test --profile fuel -p fuel"))?;
                bench::fuel(workspace)
            }
        }
    }
}

fn wasm_tests(workspace: &Workspace) -> Command {
    workspace.cargo(&["test", "-p", "perks", "--test", "wasm", "--target", WASM])
}

fn browser_tests(workspace: &Workspace) -> Result<Command> {
    let browser = CHROMIUM.found()?;
    let mut command = wasm_tests(workspace);
    command
        .env("WASM_BINDGEN_USE_BROWSER", "1")
        .env(
            "WASM_BINDGEN_TEST_WEBDRIVER_JSON",
            webdriver_settings(workspace, &browser["CHROMIUM"])?,
        )
        // Seconds; a loaded machine starts a browser slowly.
        .env("WASM_BINDGEN_TEST_TIMEOUT", "120")
        .env("CHROMEDRIVER", &browser["CHROMEDRIVER"]);
    Ok(command)
}

/// How the driver starts the browser: without a window, and without the sandbox that root has not.
fn webdriver_settings(workspace: &Workspace, chromium: &Path) -> Result<PathBuf> {
    let path = workspace.target.join("webdriver.json");
    let settings = json!({
        "goog:chromeOptions": {
            "binary": chromium,
            "args": ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"],
        }
    });
    fs::write(&path, settings.to_string())?;
    Ok(path)
}

fn site(workspace: &Workspace) -> Result<()> {
    let www = workspace.www();
    run(&mut npm(&www, &["run", "check"]))?;
    run(&mut npm(&www, &["run", "build"]))?;
    let mut tests = npm(&www, &["test"]);
    run(tests.envs(CHROMIUM.found()?).envs(FIREFOX.found()?))
}

fn runtimes(workspace: &Workspace) -> Result<()> {
    let mut tests = npm(&workspace.pkg(), &["run", "test:runtimes"]);
    for browser in [&CHROMIUM, &FIREFOX, &WEBKIT] {
        tests.envs(browser.found()?);
    }
    run(&mut tests)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_those_of_the_command_line() {
        for step in Step::ALL {
            assert_eq!(Step::from_str(&step.name(), false), Ok(step));
        }
        assert_eq!(Step::ALL.len(), Step::value_variants().len());
    }
}
