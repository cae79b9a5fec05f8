//! Short names for what the module imports from its script: wasm-bindgen ends them in a hash, of
//! which 8 bytes each are left after brotli, in both files.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::{Result, ensure};
use walrus::Module;

/// Renames the imports of a module, and the same in its script.
///
/// # Errors
/// When a file can't be read or written, or the script doesn't have each import once.
pub(crate) fn shorten(module: &Path, script: &Path) -> Result<()> {
    let mut bound = Module::from_file(module)?;
    let mut text = fs::read_to_string(script)?;
    let mut seen = BTreeMap::new();
    for import in bound.imports.iter_mut() {
        let short = numbered(stem(&import.name), &mut seen);
        text = renamed(&text, &import.name, &short)?;
        import.name = short;
    }
    fs::write(script, text)?;
    fs::write(module, bound.emit_wasm())?;
    Ok(())
}

/// Without prefixes and hash: `is_null` of `__wbg___wbindgen_is_null_c22311b1cc228e3a`.
fn stem(name: &str) -> &str {
    let name = name.trim_start_matches("__wbg_").trim_start_matches("__wbindgen_");
    match name.rsplit_once('_') {
        Some((stem, hash)) if hash.len() == 16 && u64::from_str_radix(hash, 16).is_ok() => stem,
        _ => name,
    }
}

/// `length`, and then `length_2`.
fn numbered(stem: &str, seen: &mut BTreeMap<String, u32>) -> String {
    let count = seen.entry(stem.to_owned()).or_default();
    *count += 1;
    if *count == 1 { stem.to_owned() } else { format!("{stem}_{count}") }
}

/// The script with another name for the member of the object that has the imports.
fn renamed(script: &str, name: &str, short: &str) -> Result<String> {
    let member = |name: &str| format!(" {name}: function(");
    let found = script.matches(&member(name)).count();
    ensure!(found == 1, "the script has the import `{name}` {found} times");
    Ok(script.replace(&member(name), &member(short)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_lose_prefixes_and_hash() {
        let mut seen = BTreeMap::new();
        let mut short = |name| numbered(stem(name), &mut seen);
        assert_eq!(short("__wbg___wbindgen_is_null_c22311b1cc228e3a"), "is_null");
        assert_eq!(short("__wbg_length_186163212ffe79c3"), "length");
        assert_eq!(short("__wbg_length_b03a0fabb109b1e9"), "length_2");
        assert_eq!(short("__wbindgen_init_externref_table"), "init_externref_table");
    }

    #[test]
    fn a_script_that_lacks_an_import_is_refused() {
        let script = "{ __wbg_a_1: function(arg0) { return __wbg_a_1; } }";
        let shorter = "{ a: function(arg0) { return __wbg_a_1; } }";
        assert_eq!(renamed(script, "__wbg_a_1", "a").unwrap(), shorter);
        assert!(renamed(script, "__wbg_b_1", "b").is_err());
    }
}
