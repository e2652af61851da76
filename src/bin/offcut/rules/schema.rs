//! `offcut rules schema`: the pack format for editors, and the line by which a pack names it.

use std::path::Path;

use anyhow::Context;

use crate::sink::write_whole;
use crate::{Outcome, output};

/// What the schema's file is called.
const FILE: &str = "schema.json";
/// What tells it from another schema.
const MARK: &str = r#""title": "offcut pack""#;

pub fn run() -> anyhow::Result<Outcome> {
    output::print(&offcut::rule::json_schema())?;
    Ok(Outcome::Done)
}

/// The first line of a pack in this folder, for editors. It names the schema beside the pack or in the folder above; where
/// there is none, one is written beside it. Nothing if another tool's schema bears its name.
pub fn line_for(folder: &Path) -> anyhow::Result<String> {
    let is_ours = |path: &Path| std::fs::read_to_string(path).is_ok_and(|text| text.contains(MARK));
    let beside = folder.join(FILE);
    if is_ours(&beside) {
        return Ok(line(FILE));
    }
    if is_ours(&folder.join("..").join(FILE)) {
        return Ok(line(&format!("../{FILE}")));
    }
    if beside.exists() {
        return Ok(String::new());
    }
    write_whole(&beside, &offcut::rule::json_schema()).with_context(|| format!("cannot write {}", beside.display()))?;
    output::complain(&format!("{} is written, with which editors check packs", beside.display()));
    Ok(line(FILE))
}

fn line(path: &str) -> String {
    format!("#:schema {path}\n")
}
