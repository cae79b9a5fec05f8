//! Chromium, its driver and a Chinese font: looked for, and installed where apt is at hand.

use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::console;
use crate::process;

const PACKAGES: [&str; 3] = ["chromium", "chromium-driver", "fonts-noto-cjk"];

const REMEDIES: &str = "\
Install Chromium (or Chrome) and the chromedriver of the same version, then run this again:
  - on Debian, as root: apt-get install chromium chromium-driver fonts-noto-cjk
  - elsewhere: put `chromium` and `chromedriver` on PATH, or name both in the variables
    CHROMIUM and CHROMEDRIVER";

/// The programs that the browser tests run with.
pub(crate) struct Browser {
    pub(crate) chromium: PathBuf,
    pub(crate) chromedriver: PathBuf,
}

impl Browser {
    /// What `CHROMIUM` and `CHROMEDRIVER` name, else what is on PATH.
    pub(crate) fn find() -> Option<Self> {
        let names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
        Some(Self {
            chromium: named("CHROMIUM").or_else(|| names.iter().find_map(|name| which(name)))?,
            chromedriver: named("CHROMEDRIVER").or_else(|| which("chromedriver"))?,
        })
    }
}

pub(crate) fn meet() -> Result<()> {
    let browser = Browser::find();
    let font = has_chinese_font();
    if browser.is_some() && font {
        console::note("Chromium, its driver, a Chinese font", "present");
        return Ok(());
    }
    let installed = install();
    match (Browser::find(), installed) {
        (Some(_), Ok(())) => console::note("Chromium, its driver, a Chinese font", "installed"),
        // Tests don't depend on the font: screenshots show boxes in place of characters.
        (Some(_), Err(_)) => console::note("Chromium and its driver", "present, no Chinese font"),
        (None, Ok(())) => bail!("apt installed packages that hold no Chromium\n{REMEDIES}"),
        (None, Err(error)) => bail!("Chromium or its driver is missing; {error:#}\n{REMEDIES}"),
    }
    Ok(())
}

fn install() -> Result<()> {
    which("apt-get").context("there is no apt here to install it with")?;
    let prefix = privilege().context("installing it needs root")?;
    console::note("Chromium, its driver, a Chinese font", "missing, asking apt for them");
    if process::run(&mut apt(&prefix, &["update", "-q"])).is_err() {
        console::note("apt-get update", "failed, trying with the lists that are there");
    }
    let arguments = ["install", "-q", "-y", "--no-install-recommends"];
    process::run(&mut apt(&prefix, &[&arguments[..], &PACKAGES].concat()))
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

/// True where nobody can tell.
fn has_chinese_font() -> bool {
    process::capture(Command::new("fc-list").args([":lang=zh-cn", "file"]))
        .map_or(true, |fonts| !fonts.is_empty())
}

fn named(variable: &str) -> Option<PathBuf> {
    env::var_os(variable).map(PathBuf::from).filter(|path| path.is_file())
}

fn which(program: &str) -> Option<PathBuf> {
    let file = format!("{program}{}", env::consts::EXE_SUFFIX);
    let path = env::var_os("PATH")?;
    env::split_paths(&path).map(|folder| folder.join(&file)).find(|path| is_program(path))
}

#[cfg(unix)]
fn is_program(path: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt;
    path.metadata().is_ok_and(|data| data.is_file() && data.permissions().mode() & 0o111 != 0)
}

#[cfg(not(unix))]
fn is_program(path: &Path) -> bool {
    path.is_file()
}
