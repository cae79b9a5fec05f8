//! Debian's packages: installed where apt is at hand and asks nothing.

use std::process::Command;

use super::browsers::which;
use crate::console;
use crate::process;

/// Why nothing was installed, in words.
pub(super) type Outcome = Result<(), &'static str>;

/// Installs the packages, all in one call where that works.
pub(super) fn install(packages: &[&str]) -> Outcome {
    which("apt-get").ok_or("there is no apt here to install it with")?;
    let prefix = privilege().ok_or("installing it needs root")?;
    console::note("missing, asking apt for", &packages.join(" "));
    if process::run(&mut apt(&prefix, &["update", "-q"])).is_err() {
        console::note("apt-get update", "failed, trying with the lists that are there");
    }
    // A machine that has just started often installs its updates; seconds.
    let wait = "DPkg::Lock::Timeout=120";
    let arguments = ["install", "-q", "-y", "--no-install-recommends", "-o", wait];
    let install =
        |packages: &[&str]| process::run(&mut apt(&prefix, &[&arguments[..], packages].concat()));
    if install(packages).is_ok() {
        return Ok(());
    }
    // apt installs nothing where it lacks one of them, as Ubuntu lacks Chromium and Firefox.
    console::note("apt-get install", "failed, trying each package alone");
    let failed = packages.iter().filter(|&&package| install(&[package]).is_err()).count();
    if failed == 0 { Ok(()) } else { Err("apt could not install it: its output says why") }
}

/// The words to put before a command that needs root; none where there is no way to be it.
fn privilege() -> Option<Vec<&'static str>> {
    let id = process::capture(Command::new("id").arg("-u")).ok()?;
    if id == "0" {
        return Some(vec!["env"]);
    }
    // Without a terminal's question: it works at once or not at all.
    process::capture(Command::new("sudo").args(["-n", "true"])).ok()?;
    Some(vec!["sudo", "-n", "env"])
}

fn apt(prefix: &[&str], arguments: &[&str]) -> Command {
    let mut command = Command::new(prefix[0]);
    command.args(&prefix[1..]).args(["DEBIAN_FRONTEND=noninteractive", "apt-get"]).args(arguments);
    command
}
