//! Makes a fresh machine ready: what each command needs, checked, then installed if missing.
//! Installs nothing that the command at hand doesn't need.

mod apt;
pub(crate) mod browsers;
mod node;
mod packages;
mod wasm_target;

use std::cell::OnceCell;

use anyhow::{Result, ensure};

use self::browsers::Browser;
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
    /// Firefox.
    Firefox,
    /// WebKitGTK, the engine of Safari, and a screen in memory for it.
    WebKit,
}

/// In an order in which each need finds what it builds on.
const ALL: [Need; 7] = [
    Need::WasmTarget,
    Need::Node,
    Need::PkgPackages,
    Need::WwwPackages,
    Need::Chromium,
    Need::Firefox,
    Need::WebKit,
];

impl Need {
    /// Checks the need and meets it where it isn't met; prints one line either way.
    fn meet(self, workspace: &Workspace, install: &dyn Fn() -> apt::Outcome) -> Result<()> {
        match self {
            Self::WasmTarget => wasm_target::meet(workspace),
            Self::Node => node::meet(),
            Self::PkgPackages => packages::meet("pkg", &workspace.pkg()),
            Self::WwwPackages => packages::meet("www", &workspace.www()),
            Self::Chromium | Self::Firefox | Self::WebKit => {
                self.browser().map_or(Ok(()), |browser| browser.meet(install))
            }
        }
    }

    fn browser(self) -> Option<&'static Browser> {
        match self {
            Self::Chromium => Some(&browsers::CHROMIUM),
            Self::Firefox => Some(&browsers::FIREFOX),
            Self::WebKit => Some(&browsers::WEBKIT),
            Self::WasmTarget | Self::Node | Self::PkgPackages | Self::WwwPackages => None,
        }
    }
}

/// Meets each need, with one call of apt for all, and tells how it went; stops where the caller
/// does. The error of a need that can't be met here says what to do.
pub(crate) fn meet_each(
    workspace: &Workspace,
    needs: &[Need],
) -> impl Iterator<Item = (Need, Result<()>)> {
    console::heading("setup");
    let installed = OnceCell::new();
    needs.iter().map(move |&need| {
        let install = || {
            *installed.get_or_init(|| {
                let browsers = needs.iter().filter_map(|need| need.browser());
                apt::install(&browsers.flat_map(Browser::missing).collect::<Vec<_>>())
            })
        };
        (need, need.meet(workspace, &install))
    })
}

/// Meets the needs one after the other, and stops at the first that can't be met.
///
/// # Errors
/// That of the need; it says what to do.
pub(crate) fn meet(workspace: &Workspace, needs: &[Need]) -> Result<()> {
    meet_each(workspace, needs).try_for_each(|(_, met)| met)
}

/// Meets all needs there are, also when some can't be met.
///
/// # Errors
/// Those of all that can't; each says what to do.
pub(crate) fn meet_all(workspace: &Workspace) -> Result<()> {
    let unmet: Vec<_> = meet_each(workspace, &ALL)
        .filter_map(|(_, met)| Some(format!("{:#}", met.err()?)))
        .collect();
    ensure!(unmet.is_empty(), "{}", unmet.join("\n\n"));
    Ok(())
}
