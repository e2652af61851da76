//! Counting the lines of all inputs, before any of them is cleaned.

use offcut::Source;
use offcut::collection::{Collection, Lines};
use offcut::read::read;

use crate::batch::{self, Item, Items};
use crate::files::Entry;
use crate::input::BadInput;
use crate::{job, setup};

/// Inputs that are counted first must be there to be read again.
pub fn check_usage(entries: &[Entry]) -> anyhow::Result<()> {
    if entries.iter().any(|entry| entry.path.is_none()) {
        return Err(setup::usage(
            "--collection reads its inputs twice, so it takes files and folders, not standard input",
        ));
    }
    Ok(())
}

/// The lines of all items that `source` gives and that can be read; what cannot is complained of when it is cleaned.
pub fn count(
    items: Items,
    threads: usize,
    source: impl Fn(Item) -> Result<Source, BadInput> + Sync,
) -> anyhow::Result<Collection> {
    let mut collection = Collection::default();
    let lines = |item| {
        let source = source(item).ok()?;
        let parsed = job::guarded(|| read(source)).ok()?.ok()?;
        Some(Lines::of(&parsed.document))
    };
    batch::run(items, threads, lines, |lines| {
        if let Some(lines) = lines {
            collection.add(lines);
        }
        Ok(true)
    })?;
    Ok(collection)
}
