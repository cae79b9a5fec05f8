//! The browsers of the tests, as a table: what is looked for, and which packages hold it.
//! Starts none of them.

use std::collections::BTreeMap;
use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Result, anyhow, bail};

use super::apt;
use crate::console;
use crate::process;

/// A browser with all that runs it without a screen.
pub(crate) struct Browser {
    name: &'static str,
    programs: &'static [Program],
    /// What a browser needs beside its programs, and does without where it can't be had.
    wishes: &'static [Wish],
    /// Of Debian.
    packages: &'static [&'static str],
}

struct Program {
    /// Names another place than PATH.
    variable: &'static str,
    /// As the program is called, by distribution.
    names: &'static [&'static str],
}

struct Wish {
    name: &'static str,
    is_there: fn() -> bool,
    packages: &'static [&'static str],
}

const CHINESE_FONT: Wish =
    Wish { name: "a Chinese font", is_there: has_chinese_font, packages: &["fonts-noto-cjk"] };

pub(crate) static CHROMIUM: Browser = Browser {
    name: "Chromium and its driver",
    programs: &[
        Program {
            variable: "CHROMIUM",
            names: &["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"],
        },
        Program { variable: "CHROMEDRIVER", names: &["chromedriver"] },
    ],
    wishes: &[CHINESE_FONT],
    packages: &["chromium", "chromium-driver"],
};

pub(crate) static FIREFOX: Browser = Browser {
    name: "Firefox",
    programs: &[Program { variable: "FIREFOX", names: &["firefox-esr", "firefox"] }],
    wishes: &[],
    packages: &["firefox-esr"],
};

/// Its driver knows where its browser is; that has no mode without a screen.
pub(crate) static WEBKIT: Browser = Browser {
    name: "WebKitGTK, its driver and a screen in memory",
    programs: &[
        Program { variable: "WEBKIT_DRIVER", names: &["WebKitWebDriver"] },
        Program { variable: "XVFB", names: &["Xvfb"] },
    ],
    wishes: &[],
    packages: &["webkit2gtk-driver", "xvfb"],
};

impl Browser {
    /// The programs by the variables that name them, if all are there.
    pub(crate) fn find(&self) -> Option<BTreeMap<&'static str, PathBuf>> {
        self.programs.iter().map(|program| Some((program.variable, program.find()?))).collect()
    }

    /// # Errors
    /// When it isn't there.
    pub(crate) fn found(&self) -> Result<BTreeMap<&'static str, PathBuf>> {
        let missing = || anyhow!("{} can't be found: run `cargo xtask setup`", self.name);
        self.find().ok_or_else(missing)
    }

    /// The packages of what is missing. Where the browser is, so may be what tells of its wishes.
    pub(super) fn missing(&self) -> Vec<&'static str> {
        let absent = self.find().is_none();
        let wishes = self.wishes.iter().filter(|wish| absent || !(wish.is_there)());
        let packages = if absent { self.packages } else { &[] };
        packages.iter().chain(wishes.flat_map(|wish| wish.packages)).copied().collect()
    }

    /// `install` installs what this and others miss, once, and tells how that went.
    ///
    /// # Errors
    /// When the browser is missing all the same.
    pub(super) fn meet(&self, install: &dyn Fn() -> apt::Outcome) -> Result<()> {
        if self.missing().is_empty() {
            console::note(self.name, "present");
            return Ok(());
        }
        let had = self.find().is_some();
        let outcome = install();
        if self.find().is_none() {
            let why = outcome.err().unwrap_or("apt's packages don't hold it");
            bail!("{} can't be found, or not all of it; {why}\n{}", self.name, self.remedy());
        }
        console::note(self.name, if had { "present" } else { "installed" });
        for Wish { name, is_there, .. } in self.wishes {
            console::note(
                name,
                if is_there() { "present" } else { "missing; tests don't need it" },
            );
        }
        Ok(())
    }

    fn remedy(&self) -> String {
        let packages = self.packages.join(" ");
        let names: Vec<_> = self.programs.iter().map(|program| program.names[0]).collect();
        let variables: Vec<_> = self.programs.iter().map(|program| program.variable).collect();
        format!(
            "Install it, then run this again:\n  \
             - on Debian, as root: apt-get install {packages}\n  \
             - elsewhere: put {} on PATH, or name each in {}",
            names.join(" and "),
            variables.join(" and ")
        )
    }
}

impl Program {
    fn find(&self) -> Option<PathBuf> {
        let named = env::var_os(self.variable).map(PathBuf::from).filter(|path| path.is_file());
        named.or_else(|| self.names.iter().find_map(|name| which(name)))
    }
}

/// True where nobody can tell.
fn has_chinese_font() -> bool {
    process::capture(Command::new("fc-list").args([":lang=zh-cn", "file"]))
        .map_or(true, |fonts| !fonts.is_empty())
}

/// Where PATH has a program.
pub(super) fn which(program: &str) -> Option<PathBuf> {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_missing_browser_wishes_is_installed_with_it() {
        const FONT: Wish = Wish { name: "a font", is_there: || true, packages: &["font"] };
        let browser = Browser {
            name: "a browser",
            programs: &[Program { variable: "NO_BROWSER", names: &["no-such-browser"] }],
            wishes: &[FONT],
            packages: &["browser"],
        };
        assert_eq!(browser.missing(), ["browser", "font"]);
        assert!(Browser { programs: &[], ..browser }.missing().is_empty());
    }
}
