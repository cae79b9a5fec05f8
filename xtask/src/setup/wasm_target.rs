//! Rust's standard library for the wasm target, through rustup. Builds none from source.

use std::env;
use std::ffi::OsString;
use std::fs;
use std::process::Command;
use std::time::Duration;

use anyhow::{Result, bail};

use crate::console;
use crate::process;
use crate::workspace::{WASM, Workspace};

/// rustup answers in seconds where it answers at all.
const PATIENCE: Duration = Duration::from_secs(180);

const REMEDIES: &str = "\
Do one of these, then run the same command again:
  - run `rustup target add wasm32-unknown-unknown` on a connection that reaches rustup's server;
  - set RUSTUP_DIST_SERVER to a mirror that this machine reaches, and run that;
  - with Rust from a distribution, install its package: `libstd-rust-dev-wasm32` on Debian and
    Ubuntu, `rust-std-static-wasm32-unknown-unknown` on Fedora, `rust-wasm` on Arch and Alpine";

pub(crate) fn meet(workspace: &Workspace) -> Result<()> {
    if is_installed()? {
        console::note(WASM, "present");
        return Ok(());
    }
    console::note(WASM, "missing, asking rustup for it");
    let mut rustup = Command::new("rustup");
    rustup.current_dir(&workspace.root).args(["target", "add", WASM]);
    if let Err(error) = process::run_within(PATIENCE, &mut rustup) {
        bail!("the target {WASM} is missing and rustup can't add it: {error:#}\n{REMEDIES}");
    }
    if !is_installed()? {
        bail!("rustup added the target {WASM}, but to another toolchain than this\n{REMEDIES}");
    }
    console::note(WASM, "installed");
    Ok(())
}

fn is_installed() -> Result<bool> {
    let rustc = env::var_os("RUSTC").unwrap_or_else(|| OsString::from("rustc"));
    let folder =
        process::capture(Command::new(rustc).args(["--print", "target-libdir", "--target", WASM]))?;
    let Ok(files) = fs::read_dir(folder) else { return Ok(false) };
    let mut names = files.flatten().map(|file| file.file_name());
    Ok(names.any(|name| name.to_string_lossy().starts_with("libstd-")))
}
