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
            let is_short = text.contains(char::is_alphabetic) && count_words(text) <= MOST_WORDS;
            if is_short && on_page.insert(folded.clone()) {
                let (pages, _) = self.seen.entry((outlet.clone(), folded)).or_insert_with(|| (0, text.to_owned()));
                *pages += 1;
            }
        }
        self.forget_beyond(MOST_LINES);
    }

    fn forget_beyond(&mut self, most: usize) {
        while self.seen.len() > most {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clean::Cleaner;
    use crate::profile::Profile;
    use crate::read::Source;
    use crate::rule::RuleSet;

    fn lines(pages: &[&str]) -> Lines {
        let cleaner = Cleaner::new(RuleSet::new(&[]).unwrap(), Profile::archive());
        let mut lines = Lines::default();
        for page in pages {
            let record = Record::of(&cleaner.clean(Source::text(*page)).unwrap());
            lines.add(&None, &record, page);
        }
        lines
    }

    #[test]
    fn a_line_counts_once_a_page() {
        let once = "Boats today: 3\n\nThe council met.\n\nBoats today: 3\n";
        let repeated = lines(&[once, once, "Boats today: 4\n"]).repeated();
        let told: Vec<_> = repeated.iter().map(|line| (line.pages, line.text.as_str())).collect();
        assert_eq!(told, [(3, "Boats today: 3")]);
    }

    #[test]
    fn lines_seen_least_are_forgotten_first() {
        let mut lines = lines(&["Boats today: 3\n\nA\n", "Boats today: 3\n\nB\n", "Boats today: 3\n\nC\n"]);
        lines.forget_beyond(2);
        assert_eq!((lines.seen.len(), lines.repeated()[0].pages), (1, 3));
    }
}
