//! Packs out of other tools' rules: site configs of Full-Text RSS, filter lists of ad blockers.
//!
//! A format reads lines into *wishes*: what to do with the elements that a selector finds. What is common to all of them
//! is here and in the files it names: one rule for the selectors of a category,
//! examples for it, one pack for outlets that wish the same.

mod adblock;
mod ftr;
mod markup;
mod pack;
mod proof;
mod xpath;

pub use adblock::adblock;
pub use ftr::ftr;

use std::collections::BTreeMap;
use std::fmt;

use super::draft::Draft;

/// A file of another tool.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Foreign<'f> {
    /// Its name, without folders.
    pub name: &'f str,
    /// What it holds.
    pub text: &'f str,
}

/// What came of some files.
#[derive(Clone, PartialEq, Default, Debug)]
pub struct Import {
    /// The packs and their names, in the order of the names.
    pub packs: Vec<(String, Draft)>,
    /// What the author should know, in the order of the files and lines.
    pub remarks: Vec<Remark>,
    /// How many lines say what offcut has no use for, by what they are.
    pub not_applicable: BTreeMap<String, usize>,
    /// How many lines there were, without comments.
    pub lines: usize,
}

/// Something about a line that is not as its author meant it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Remark {
    /// The file.
    pub file: String,
    /// The line, from 1; 0 for the file as a whole.
    pub line: usize,
    /// What stands there.
    pub text: String,
    /// Whether no rule came of it.
    pub lost: bool,
    /// What was changed, or why no rule came of it.
    pub why: String,
}

impl fmt::Display for Remark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { file, line, text, lost, why } = self;
        let what = if *lost { "not translated" } else { "changed" };
        match line {
            0 => write!(f, "{file}: {what}: {why}"),
            _ => write!(f, "{file}:{line}: {what}: {why}\n    {text}"),
        }
    }
}

impl Import {
    /// Notes that a line, or a file, is not as its author meant it.
    fn remark(&mut self, (file, line, text): (&str, usize, &str), lost: bool, why: impl Into<String>) {
        self.remarks.push(Remark { file: file.to_owned(), line, text: text.to_owned(), lost, why: why.into() });
    }

    /// Counts a line that offcut has no use for.
    fn set_aside(&mut self, what: &str) {
        *self.not_applicable.entry(what.to_owned()).or_default() += 1;
    }
}

/// A host as packs name it, if it is one.
fn host(name: &str) -> Option<String> {
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '_');
    crate::read::host(name)
        .filter(|host| host.chars().all(plain) && name.to_lowercase().trim_start_matches("www.") == host)
}
