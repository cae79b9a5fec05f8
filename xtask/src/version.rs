//! The version of the package, written into the script and the module that are built: by it they
//! know whether they belong together.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};
use serde_json::Value;

use crate::workspace::Workspace;

/// What `pkg/package.json` says.
///
/// # Errors
/// When the crates say otherwise.
pub(crate) fn read(workspace: &Workspace) -> Result<String> {
    let manifest = fs::read_to_string(workspace.pkg().join("package.json"))?;
    let manifest: Value = serde_json::from_str(&manifest).context("pkg/package.json")?;
    let version = manifest["version"].as_str().context("pkg/package.json has no version")?;
    let crates = env!("CARGO_PKG_VERSION");
    ensure!(version == crates, "pkg/package.json is of version {version}, the crates of {crates}");
    Ok(version.to_owned())
}

/// Adds a custom section `perks` with the version to a module.
///
/// # Errors
/// When the file can't be read or written.
pub(crate) fn mark(module: &Path, version: &str) -> Result<()> {
    let mut bytes = fs::read(module)?;
    bytes.extend(section("perks", version)?);
    fs::write(module, bytes)?;
    Ok(())
}

/// A custom section: 0, its size, the length of its name, the name, what it holds.
fn section(name: &str, held: &str) -> Result<Vec<u8>> {
    let size = 1 + name.len() + held.len();
    // A number below 128 is one byte in LEB128.
    ensure!(size < 128, "the version `{held}` is too long");
    let mut bytes = vec![0, u8::try_from(size)?, u8::try_from(name.len())?];
    bytes.extend(name.bytes().chain(held.bytes()));
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::section;

    #[test]
    fn a_section_is_read_back() {
        let mut bytes = b"\0asm\x01\0\0\0".to_vec();
        bytes.extend(section("perks", "1.2.3").unwrap());
        let module = walrus::Module::from_buffer(&bytes).unwrap();
        let (_, section) = module.customs.iter().next().unwrap();
        assert_eq!(section.name(), "perks");
        assert_eq!(&*section.data(&walrus::IdsToIndices::default()), b"1.2.3");
    }

    #[test]
    fn a_long_version_is_refused() {
        assert!(section("perks", &"1".repeat(122)).is_err());
        assert!(section("perks", &"1".repeat(121)).is_ok());
    }
}
