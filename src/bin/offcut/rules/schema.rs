//! `offcut rules schema`: the pack format for editors.

use crate::{Outcome, output};

pub fn run() -> anyhow::Result<Outcome> {
    output::print(&offcut::rule::json_schema())?;
    Ok(Outcome::Done)
}
