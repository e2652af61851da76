//! Records of an earlier run, read back.

use std::path::Path;

use offcut::view::Record;

use crate::args::From;
use crate::batch::{Item, Items};
use crate::files;
use crate::input::BadInput;

/// The lines of a run: a file that `clean --format ndjson` wrote, or a folder of `clean --out`.
pub fn lines(run: &Path) -> Items {
    Items::new(files::list(&[run.to_owned()], false, None).entries, From::Ndjson)
}

/// The record in one of them.
pub fn read(item: Item) -> Result<Record, BadInput> {
    let (line, id) = match item {
        Item::Line { line, name } => (line, name),
        Item::Trouble { id, why, .. } => return Err(BadInput { id, url: None, why }),
        Item::File(entry) => (Vec::new(), entry.id),
        Item::Bytes { id, .. } => (Vec::new(), id),
    };
    serde_json::from_slice(&line).map_err(|error| {
        let why = format!("not a record as `clean --format ndjson` writes it: {error}");
        BadInput { id, url: None, why }
    })
}
