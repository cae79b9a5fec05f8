//! The npm packages of a folder, exactly as its lock file names them.

use std::path::Path;

use anyhow::{Context, Result, bail};

use crate::console;
use crate::fingerprint::{Fingerprint, Stamp};
use crate::process;
use crate::workspace::npm;

pub(crate) fn meet(name: &str, folder: &Path) -> Result<()> {
    let what = format!("npm packages of {name}");
    let lock = folder.join("package-lock.json");
    if !lock.is_file() {
        bail!("{name}/package-lock.json is missing: run `npm install` in {name} and commit it");
    }
    let wanted =
        Fingerprint::new().with_file(&folder.join("package.json"))?.with_file(&lock)?.hex();
    // npm empties node_modules first, so the stamp goes with what it speaks of.
    let stamp = Stamp(folder.join("node_modules/.perks-stamp"));
    if stamp.says(&wanted) {
        console::note(&what, "up to date");
        return Ok(());
    }
    console::note(&what, "installing what the lock file names");
    let mut ci = npm(folder, &["ci", "--no-audit"]);
    ci.env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
    process::run(&mut ci).with_context(|| {
        format!(
            "the npm packages of {name} can't be installed. Is the npm registry within reach? \
             `npm config get registry` shows the one in use. Where package.json and the lock file \
             differ, run `npm install` in {name}"
        )
    })?;
    stamp.write(&wanted)
}
