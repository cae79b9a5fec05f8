//! Makes a fresh machine ready: what each command needs, checked, then installed if missing.
//! Installs nothing that the command at hand doesn't need.

pub(crate) mod chromium;
mod node;
mod packages;
mod wasm_target;

use anyhow::Result;

use crate::console;
use crate::workspace::Workspace;

/// Something outside the checkout, or not tracked in it, that a command can't do without.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Need {
    /// Rust's standard library for the wasm target.
    WasmTarget,
    /// Node and npm.
    Node,
    /// The npm packages that the package is built and tested with.
    PkgPackages,
    /// The npm packages that the site is built and tested with.
    WwwPackages,
    /// Chromium, its driver and a font with Chinese characters.
    Chromium,
}

/// In an order in which each need finds what it builds on.
pub(crate) const ALL: [Need; 5] =
    [Need::WasmTarget, Need::Node, Need::PkgPackages, Need::WwwPackages, Need::Chromium];

impl Need {
    /// Checks the need and meets it where it isn't met; prints one line either way.
    ///
    /// # Errors
    /// When it can't be met here; the message says what to do.
    pub(crate) fn meet(self, workspace: &Workspace) -> Result<()> {
        match self {
            Self::WasmTarget => wasm_target::meet(workspace),
            Self::Node => node::meet(),
            Self::PkgPackages => packages::meet("pkg", &workspace.pkg()),
            Self::WwwPackages => packages::meet("www", &workspace.www()),
            Self::Chromium => chromium::meet(),
        }
    }
}

/// Meets the needs one after the other, and stops at the first that can't be met.
///
/// # Errors
/// That of [`Need::meet`].
pub(crate) fn meet(workspace: &Workspace, needs: &[Need]) -> Result<()> {
    console::heading("setup");
    needs.iter().try_for_each(|need| need.meet(workspace))
}
