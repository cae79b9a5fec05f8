//! Where things are in this repository, and the commands that run in it. Reads no file.

use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use crate::process;

/// The target that the shipped module is compiled for.
pub(crate) const WASM: &str = "wasm32-unknown-unknown";

/// The checkout and its folder of built things.
pub(crate) struct Workspace {
    pub(crate) root: PathBuf,
    pub(crate) target: PathBuf,
}

impl Workspace {
    /// # Errors
    /// When this program wasn't started by cargo, or cargo can't read the manifest.
    pub(crate) fn open() -> Result<Self> {
        let xtask = env::var_os("CARGO_MANIFEST_DIR").context("start this as `cargo xtask`")?;
        let root = Path::new(&xtask).parent().context("xtask has no parent folder")?.to_owned();
        let mut metadata = cargo(&root);
        metadata.args(["metadata", "--no-deps", "--format-version=1"]);
        let metadata: serde_json::Value = serde_json::from_str(&process::capture(&mut metadata)?)?;
        let target = metadata["target_directory"].as_str().context("cargo names no target")?;
        Ok(Self { target: target.into(), root })
    }

    /// The npm package.
    pub(crate) fn pkg(&self) -> PathBuf {
        self.root.join("pkg")
    }

    /// The site: the member app and the checkout.
    pub(crate) fn www(&self) -> PathBuf {
        self.root.join("www")
    }

    /// What the npm package ships besides its tracked files.
    pub(crate) fn dist(&self) -> PathBuf {
        self.pkg().join("dist")
    }

    /// `cargo` in the root of the workspace, of the same toolchain as this program.
    pub(crate) fn cargo(&self, args: &[&str]) -> Command {
        let mut command = cargo(&self.root);
        command.args(args);
        command
    }

    /// `node` in the root of the workspace.
    pub(crate) fn node(&self, args: &[&str]) -> Command {
        let mut command = Command::new("node");
        command.current_dir(&self.root).args(args);
        command
    }
}

/// `npm` in the given folder; quiet about what isn't about this project.
pub(crate) fn npm(folder: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(if cfg!(windows) { "npm.cmd" } else { "npm" });
    command.current_dir(folder).args(args);
    command.envs([("NO_UPDATE_NOTIFIER", "1"), ("npm_config_fund", "false")]);
    command
}

fn cargo(root: &Path) -> Command {
    let mut command = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(root);
    command
}
