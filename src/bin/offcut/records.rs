//! Records of an earlier run, read back.

use std::fs::File;
use std::io::{BufReader, Read};
use std::path::Path;

use offcut::view::Record;

use crate::args::From;
use crate::batch::{Item, Items};
use crate::input::BadInput;
use crate::{files, setup};

/// The lines of a run: a file that `clean --format ndjson` wrote, or a folder of `clean --out`.
pub fn lines(run: &Path) -> anyhow::Result<Items> {
    if begins_otherwise(run) {
        let shown = run.display();
        return Err(setup::usage(format!("{shown} is not a run; `offcut clean --format ndjson` writes one")));
    }
    let entries = files::list(&[run.to_owned()], false, None).entries;
    if entries.iter().all(|entry| !entry.holds_records(From::Auto)) && run.is_dir() {
        let shown = run.display();
        return Err(setup::usage(format!("{shown} holds no run (.ndjson, .jsonl); `offcut clean --out` writes one")));
    }
    Ok(Items::new(entries, From::Ndjson))
}

/// Whether a file can be read and does not begin as a JSON object: every line of it would be a fault.
fn begins_otherwise(run: &Path) -> bool {
    let Ok(file) = File::open(run) else { return false };
    let first = BufReader::new(file).bytes().map_while(Result::ok).find(|byte| !byte.is_ascii_whitespace());
    run.is_file() && first.is_some_and(|byte| byte != b'{')
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
