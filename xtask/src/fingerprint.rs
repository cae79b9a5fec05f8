//! Stamps: a small file that says what something was built from. Not a cache.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use sha2::{Digest, Sha256};

/// SHA-256 over named parts, in hex.
pub(crate) struct Fingerprint(Sha256);

impl Fingerprint {
    pub(crate) fn new() -> Self {
        Self(Sha256::new())
    }

    /// Adds a part; its length goes first, so that two parts never read as one.
    #[must_use]
    pub(crate) fn with(mut self, part: &[u8]) -> Self {
        self.0.update((part.len() as u64).to_le_bytes());
        self.0.update(part);
        self
    }

    /// Adds a file's contents.
    ///
    /// # Errors
    /// When it can't be read.
    pub(crate) fn with_file(self, path: &Path) -> Result<Self> {
        let bytes = fs::read(path).with_context(|| format!("can't read {}", path.display()))?;
        Ok(self.with(&bytes))
    }

    pub(crate) fn hex(self) -> String {
        self.0.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
    }
}

/// A stamp file.
pub(crate) struct Stamp(pub(crate) PathBuf);

impl Stamp {
    pub(crate) fn says(&self, fingerprint: &str) -> bool {
        fs::read_to_string(&self.0).is_ok_and(|text| text.trim() == fingerprint)
    }

    /// # Errors
    /// When the file can't be written.
    pub(crate) fn write(&self, fingerprint: &str) -> Result<()> {
        fs::write(&self.0, format!("{fingerprint}\n"))
            .with_context(|| format!("can't write {}", self.0.display()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_do_not_run_together() {
        let split = Fingerprint::new().with(b"ab").with(b"c").hex();
        let other = Fingerprint::new().with(b"a").with(b"bc").hex();
        assert_ne!(split, other);
        assert_eq!(split.len(), 64);
    }
}
