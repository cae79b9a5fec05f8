//! Builds the module and the files of the npm package: cargo, wasm-bindgen, wasm-opt.
//! Measures nothing.

use std::env;
use std::fs;
use std::path::{MAIN_SEPARATOR, Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::console;
use crate::fingerprint::{Fingerprint, Stamp};
use crate::imports;
use crate::panics::{self, Silenced};
use crate::process;
use crate::setup::Need;
use crate::version;
use crate::workspace::{WASM, Workspace};

/// What [`run`] needs.
pub(crate) const NEEDS: [Need; 3] = [Need::WasmTarget, Need::Node, Need::PkgPackages];

/// The name of the built files: `perks.js`, `perks_bg.wasm`, …
const NAME: &str = "perks";

/// What rustc's wasm target emits, and what may go once wasm-bindgen has read it.
///
/// `-Oz` and another round until nothing shrinks: 1,259 bytes less than `-Os`, for the same work.
///
/// The stack is what lies lowest in memory, so that nothing valid is in its first kilobyte unless
/// the stack is all but used up: constants are then part of an access, 3.3 kB less.
///
/// A function with one caller stays by itself unless it is short: small functions are more alike,
/// so that brotli makes 1.1 kB less of them, for 200 bytes more before it.
const WASM_OPT: [&str; 13] = [
    "--low-memory-unused",
    "--one-caller-inline-max-function-size=30",
    "-Oz",
    "--converge",
    "--enable-bulk-memory",
    "--enable-multivalue",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
    "--strip-debug",
    "--strip-producers",
    "--strip-target-features",
];

/// How readily LLVM copies a function into its callers. `opt-level = "s"` alone lets it copy what
/// `#[inline]` marks, as most of the standard library is, up to a size of 325, and all else up to
/// 50. With these the module is 24 kB less, and quotes and reading take hardly more instructions
/// than before; where a call costs too much, `#[inline]` on the function helps.
const INLINING: [&str; 2] =
    ["-Cllvm-args=-inline-threshold=5", "-Cllvm-args=-inlinehint-threshold=100"];

/// The stack in bytes: so much that the constants after it still lie below 2^20, where an address
/// is 3 bytes of code and not 4.
const STACK: &str = "-Clink-arg=-zstack-size=983040";

/// The module after each stage, in order.
pub(crate) struct Stages {
    pub(crate) compiled: PathBuf,
    pub(crate) bound: PathBuf,
    pub(crate) optimised: PathBuf,
}

impl Stages {
    pub(crate) fn of(workspace: &Workspace) -> Self {
        Self {
            compiled: workspace.target.join(WASM).join("release").join(format!("{NAME}.wasm")),
            bound: workspace.target.join("wasm-bindgen").join(format!("{NAME}_bg.wasm")),
            optimised: workspace.dist().join(format!("{NAME}_bg.wasm")),
        }
    }
}

/// Builds `pkg/dist`, doing only what has changed since the last time.
///
/// # Errors
/// When a tool fails, or when the module holds a path of this machine.
pub(crate) fn run(workspace: &Workspace) -> Result<()> {
    let stages = Stages::of(workspace);
    compile(workspace)?;

    // Not beside what it speaks of, as all of pkg/dist is shipped.
    let stamp = Stamp(workspace.target.join("pkg-dist.stamp"));
    if stamp.says(&fingerprint(workspace, &stages)?) {
        console::note("pkg/dist", "up to date");
        return Ok(());
    }
    bind(&stages)?;
    optimise(workspace, &stages)?;
    refuse_paths(workspace, &stages.optimised)?;
    stamp.write(&fingerprint(workspace, &stages)?)?;
    console::note("pkg/dist", "built");
    Ok(())
}

fn compile(workspace: &Workspace) -> Result<()> {
    // Without the rlib, which the crate also is: where one is made too, cargo leaves out the
    // optimisation across crates that `lto` asks for, some 50 kB and a tenth of the instructions.
    let mut cargo = workspace.cargo(&["rustc", "--release", "--lib", "--crate-type", "cdylib"]);
    cargo.args(["--target", WASM]);
    // In place of RUSTFLAGS, and for this build alone: the same module whoever builds it.
    let mut flags: Vec<String> = local_paths(workspace)?
        .into_iter()
        .map(|(path, name)| format!("--remap-path-prefix={}={name}", path.display()))
        .collect();
    // SHA-256 as a loop: some 6 kB less, and it hashes one small event at a time.
    flags.push("--cfg=sha2_backend_soft=\"compact\"".to_owned());
    flags.extend(INLINING.map(str::to_owned));
    flags.push(STACK.to_owned());
    cargo.env("CARGO_ENCODED_RUSTFLAGS", flags.join("\u{1f}"));
    process::run(&mut cargo)
}

/// The folders whose names the compiler would write into the module, and what to write instead.
fn local_paths(workspace: &Workspace) -> Result<Vec<(PathBuf, &'static str)>> {
    let rustc = env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let sysroot = process::capture(Command::new(&rustc).args(["--print", "sysroot"]))?;
    let mut paths = vec![
        (Path::new(&sysroot).join("lib/rustlib/src/rust"), "/rust"),
        (workspace.root.clone(), "/perks"),
    ];
    // A folder for each registry, named after its host.
    let registries = cargo_home().join("registry/src");
    for registry in fs::read_dir(registries).into_iter().flatten() {
        paths.push((registry?.path(), "/crates"));
    }
    // Of two that match the compiler takes the later, which has to be the inner one.
    paths.sort();
    Ok(paths)
}

fn cargo_home() -> PathBuf {
    let home = || env::home_dir().unwrap_or_default().join(".cargo");
    env::var_os("CARGO_HOME").map_or_else(home, PathBuf::from)
}

fn bind(stages: &Stages) -> Result<()> {
    let folder = stages.bound.parent().context("no folder for wasm-bindgen")?;
    let _ = fs::remove_dir_all(folder);
    println!("  wasm-bindgen --target web --out-name {NAME}");
    let folder = folder.to_str().context("the path of the target folder isn't UTF-8")?;
    let compiled = stages.compiled.to_str().context("the path of the module isn't UTF-8")?;
    wasm_bindgen_cli::wasm_bindgen::run_cli_with_args([
        "wasm-bindgen",
        "--target",
        "web",
        "--out-name",
        NAME,
        "--out-dir",
        folder,
        compiled,
    ])
    .context("wasm-bindgen failed")?;
    let Silenced { functions, places } = panics::silence(&stages.bound)?;
    if functions == 0 || places == 0 {
        bail!("found no reports of panics: the names in `xtask/src/panics.rs` are outdated");
    }
    imports::shorten(&stages.bound, &stages.bound.with_file_name(script_name()))
}

fn optimise(workspace: &Workspace, stages: &Stages) -> Result<()> {
    let dist = workspace.dist();
    fs::create_dir_all(&dist)?;
    let version = version::read(workspace)?;
    process::run(&mut glue(workspace, stages, &version)?)?;
    let mut wasm_opt = Command::new(tool(workspace, "wasm-opt"));
    wasm_opt
        .current_dir(&workspace.root)
        .args(WASM_OPT)
        .arg(&stages.bound)
        .arg("-o")
        .arg(&stages.optimised);
    process::run(&mut wasm_opt)?;
    version::mark(&stages.optimised, &version)
}

/// The generated script as every page downloads it. Nobody reads it: without comments, blanks and
/// long names, those of its private fields too, it is 900 bytes less after brotli. Without
/// wasm-bindgen's own way to fetch the module it is 600 less, and no bundler finds the address of a
/// module that is not fetched from there.
fn glue(workspace: &Workspace, stages: &Stages, version: &str) -> Result<Command> {
    let entry = stages.bound.with_file_name("entry.js");
    let exports = format!(
        "export {{ RawCart, RawMember, RawProgram, initSync }} from \"./{NAME}.js\";\n\
         export const version = \"{version}\";\n"
    );
    fs::write(&entry, exports)?;
    let mut esbuild = Command::new(tool(workspace, "esbuild"));
    esbuild.current_dir(&workspace.root).arg(entry).args([
        "--bundle",
        "--minify",
        // A warning about a way to start the module that nothing here takes.
        "--drop:console",
        // `src/perks.js` says how a handle is disposed of.
        "--define:Symbol.dispose=undefined",
        "--mangle-props=^__(wrap|destroy_into_raw|wbg_ptr)$",
        "--format=esm",
        "--target=es2022",
        "--log-level=warning",
    ]);
    let mut outfile = std::ffi::OsString::from("--outfile=");
    outfile.push(workspace.dist().join(script_name()));
    esbuild.arg(outfile);
    Ok(esbuild)
}

/// A tool that the lock file of the package names.
fn tool(workspace: &Workspace, name: &str) -> PathBuf {
    let name = if cfg!(windows) { format!("{name}.cmd") } else { name.to_owned() };
    workspace.pkg().join("node_modules/.bin").join(name)
}

fn script_name() -> String {
    format!("{NAME}.js")
}

/// What `pkg/dist` was built from, and how, and what it holds: a change means building again.
/// The version of wasm-bindgen stands in the compiled module.
fn fingerprint(workspace: &Workspace, stages: &Stages) -> Result<String> {
    let print = Fingerprint::new()
        .with(concat!(include_str!("build.rs"), include_str!("imports.rs")).as_bytes())
        .with(include_bytes!("panics.rs"))
        .with(version::read(workspace)?.as_bytes())
        .with_file(&workspace.pkg().join("package-lock.json"))?
        .with_file(&stages.compiled)?;
    let built =
        [workspace.dist().join(script_name()), stages.bound.clone(), stages.optimised.clone()];
    let with = |print: Fingerprint, path| print.with(&fs::read(path).unwrap_or_default());
    Ok(built.iter().fold(print, with).hex())
}

/// # Errors
/// When the module holds a path of this machine, which would also make its bytes differ elsewhere.
fn refuse_paths(workspace: &Workspace, module: &Path) -> Result<()> {
    let bytes = fs::read(module)?;
    for (path, name) in local_paths(workspace)? {
        // `/src`, the root in a container, is also a part of many innocent paths.
        if path == Path::new(name) || path.components().count() < 3 {
            continue;
        }
        let path = format!("{}{MAIN_SEPARATOR}", path.display());
        if bytes.windows(path.len()).any(|window| window == path.as_bytes()) {
            bail!("the module holds the path {path}: its `--remap-path-prefix` has no effect");
        }
    }
    Ok(())
}
