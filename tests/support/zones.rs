//! Zone tables for every target, so that the vectors need no database. A native test holds them
//! against the database of the crate.

use perks::value::ZoneSource;

/// The zones of the vectors and of the gallery.
pub(crate) struct Tables;

impl ZoneSource for Tables {
    fn table(&self, name: &str) -> Option<Vec<(i64, i32)>> {
        let tables: serde_json::Value =
            serde_json::from_str(include_str!("zones.json")).expect("zones.json is JSON");
        let rows = tables.get(name)?.as_array()?.iter();
        rows.map(|row| Some((row[0].as_i64()?, i32::try_from(row[1].as_i64()?).ok()?))).collect()
    }
}
