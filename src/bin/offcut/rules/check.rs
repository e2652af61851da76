//! `offcut rules check`: can the rule files be read?

use std::path::PathBuf;

use super::{chosen, load};
use crate::{Outcome, output};

/// Reads rule files; that they can be read is all there is to check here.
pub fn run(paths: &[PathBuf]) -> anyhow::Result<Outcome> {
    let rules = load(paths)?;
    output::print(&format!("{} rules are sound\n", chosen(&rules, paths).count()))?;
    Ok(Outcome::Done)
}
