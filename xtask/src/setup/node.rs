//! Node and npm: checked, never installed.

use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::console;
use crate::process;
use crate::workspace::npm;

/// The oldest line of Node that runs the site's tools.
const OLDEST: u32 = 20;

pub(crate) fn meet() -> Result<()> {
    let remedy = format!(
        "install Node {OLDEST} or later with npm: from nodejs.org, from your distribution \
         (`nodejs` and `npm` on Debian, whose version 12 has an older one), or with a version \
         manager such as nvm or fnm"
    );
    let node = process::capture(Command::new("node").arg("--version"))
        .with_context(|| format!("Node is missing; {remedy}"))?;
    if major(&node).is_none_or(|major| major < OLDEST) {
        bail!("Node is {node}, which is too old; {remedy}");
    }
    let npm = process::capture(&mut npm(Path::new("."), &["--version"]))
        .with_context(|| format!("npm is missing; {remedy}"))?;
    console::note("Node and npm", &format!("present ({node}, {npm})"));
    Ok(())
}

/// 20 of `v20.20.2`.
fn major(version: &str) -> Option<u32> {
    version.strip_prefix('v')?.split('.').next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::major;

    #[test]
    fn the_major_version_is_read() {
        assert_eq!(major("v20.20.2"), Some(20));
        assert_eq!(major("v9.0.0"), Some(9));
        assert_eq!(major("20"), None);
        assert_eq!(major("vNext"), None);
    }
}
