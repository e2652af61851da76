//! Lines that stand on several pages of an outlet although nothing cuts them.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::Outlet;
use crate::document::Role;
use crate::fold::fold;
use crate::prose::count_words;
use crate::span::Cover;
use crate::view::Record;

/// A line that repeats.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Repeated {
    /// Pages of the outlet that have it.
    pub pages: usize,
    /// The outlet, if it is known.
    pub outlet: Outlet,
    /// The line as it stands on the first of them.
    pub text: String,
}

/// Pages that a line must stand on to be told.
const LEAST_PAGES: usize = 3;
/// A longer line that repeats belongs to an article that stands twice.
const MOST_WORDS: usize = 40;
/// Different lines that are counted at once. Beyond that those seen least are forgotten, as in lossy counting (Manku and
/// Motwani, “Approximate frequency counts over data streams”, 2002).
const MOST_LINES: usize = 1 << 20;

/// The lines that stayed, by outlet and folded text.
#[derive(Debug, Default)]
pub(super) struct Lines {
    seen: BTreeMap<(Outlet, String), (usize, String)>,
    /// Lines that were seen so often or less may have been forgotten.
    forgotten: usize,
}

impl Lines {
    pub(super) fn add(&mut self, outlet: &Outlet, record: &Record, page: &str) {
        let cut = Cover::new(record.cuts.iter().map(|cut| cut.at));
        let mut on_page = BTreeSet::new();
        for block in record.blocks.iter().filter(|block| may_repeat(block.role) && !cut.overlaps(block.at)) {
            let (text, folded) = (block.at.of(page), fold(block.at.of(page)));
            if count_words(text) <= MOST_WORDS && !folded.is_empty() && on_page.insert(folded.clone()) {
                let (pages, _) = self.seen.entry((outlet.clone(), folded)).or_insert_with(|| (0, text.to_owned()));
                *pages += 1;
            }
        }
        while self.seen.len() > MOST_LINES {
            self.forgotten += 1;
            self.seen.retain(|_, (pages, _)| *pages > self.forgotten);
        }
    }

    /// The most frequent first.
    pub(super) fn repeated(&self) -> Vec<Repeated> {
        let often = self.seen.iter().filter(|(_, (pages, _))| *pages >= LEAST_PAGES);
        let repeated = |((outlet, _), (pages, text)): (&(Outlet, String), &(usize, String))| Repeated {
            pages: *pages,
            outlet: outlet.clone(),
            text: text.clone(),
        };
        let mut all: Vec<Repeated> = often.map(repeated).collect();
        all.sort_by_key(|line| Reverse(line.pages));
        all
    }
}

/// Authors and days repeat by right, and so does the headline of an article that was saved twice.
fn may_repeat(role: Role) -> bool {
    !matches!(role, Role::Byline | Role::Date | Role::Headline)
}
