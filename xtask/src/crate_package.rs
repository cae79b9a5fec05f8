//! The crate as it would be published: which files are in it, and that it builds from them alone.
//! Nothing is published here.

use std::fs;
use std::path::Path;

use anyhow::{Result, bail};

use crate::process::{capture, run};
use crate::workspace::Workspace;

/// What is in the package beside `src/`.
const BESIDE: &[&str] = &[
    ".cargo_vcs_info.json",
    "CHANGELOG.md",
    "Cargo.lock",
    "Cargo.toml",
    "Cargo.toml.orig",
    "LICENSE-APACHE",
    "LICENSE-MIT",
    "README.md",
    "examples/quote.rs",
    "programs/watsons-vip/cart.json",
    "programs/watsons-vip/member.json",
    "programs/watsons-vip/program.json",
];

/// Of the registry nothing is asked: what the crate needs was fetched when it was built.
const PACKAGE: &[&str] = &["package", "--quiet", "-p", "perks", "--allow-dirty", "--offline"];

/// # Errors
/// When the package has other files than it should, or doesn't build.
pub(crate) fn check(workspace: &Workspace) -> Result<()> {
    let listed = capture(workspace.cargo(PACKAGE).arg("--list"))?;
    let listed: Vec<String> = listed.lines().map(|line| line.replace('\\', "/")).collect();
    let mut wanted: Vec<String> = BESIDE.iter().map(|file| (*file).to_owned()).collect();
    add_files(&workspace.root, Path::new("src"), &mut wanted)?;
    // Without a repository around it there is none to tell of.
    wanted.retain(|file| file != BESIDE[0] || listed.contains(file));
    let unlike = |these: &[String], those: &[String]| -> String {
        let only: Vec<&str> =
            these.iter().filter(|file| !those.contains(file)).map(|file| &**file).collect();
        only.join(", ")
    };
    let (more, less) = (unlike(&listed, &wanted), unlike(&wanted, &listed));
    if !more.is_empty() || !less.is_empty() {
        bail!("the package of the crate has too many files: [{more}], and too few: [{less}]");
    }
    println!("  {} files are packaged", listed.len());
    run(&mut workspace.cargo(PACKAGE))
}

/// The files below a folder, by their paths from the root.
fn add_files(root: &Path, folder: &Path, files: &mut Vec<String>) -> Result<()> {
    for entry in fs::read_dir(root.join(folder))? {
        let entry = entry?;
        let path = folder.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            add_files(root, &path, files)?;
        } else {
            files.push(path.display().to_string().replace('\\', "/"));
        }
    }
    Ok(())
}
