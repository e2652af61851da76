//! Labels over short lines in texts: `More from the quays`, and under it the headlines of the day.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::page::{Part, Survey, has_letters, is_article};
use crate::document::body_of;

/// A label, and what stands under it on the pages.
pub(super) struct Section {
    /// As one page has it.
    pub label: String,
    /// The first lines under it on one page.
    pub sample: Vec<String>,
    places: Vec<Place>,
}

/// The label and the lines under it on one page.
struct Place {
    page: usize,
    blocks: Range<usize>,
    /// Lines that nothing cuts yet, and their words.
    left: usize,
    words: usize,
}

/// A pack with more rules is read by nobody.
const MOST: usize = 20;
/// Words of a label.
const LABEL_WORDS: usize = 8;
/// Lines under a label.
const LINES: Range<usize> = 2..21;
/// A label over a list may once stand over nothing; so many lists are none by chance.
const SURE_PAGES: usize = 3;

impl Section {
    fn new(text: &Survey<'_>, at: usize) -> Self {
        let line = |at| text.sheet.document.block_text(at).to_owned();
        let sample = (at + 1..text.parts.len()).take(LINES.start).map(line).collect();
        Self { label: line(at), sample, places: Vec::new() }
    }

    pub(super) fn pages(&self) -> usize {
        self.places.iter().map(|place| place.page).collect::<BTreeSet<_>>().len()
    }

    /// The most lines under it.
    pub(super) fn most_lines(&self) -> usize {
        self.places.iter().map(|place| place.blocks.len() - 1).max().unwrap_or(0)
    }

    pub(super) fn is_strong(&self) -> bool {
        self.pages() >= SURE_PAGES && self.places.iter().all(|place| LINES.contains(&(place.blocks.len() - 1)))
    }

    /// Words that would go, and that nothing cuts yet.
    pub(super) fn words(&self) -> usize {
        self.places.iter().map(|place| place.words).sum()
    }
}

/// The labels that always stand behind the running text and on two pages over lines that are left, those first that cut
/// most.
pub(super) fn mine(texts: &[Survey<'_>]) -> Vec<Section> {
    let mut by_label = BTreeMap::<&str, Option<Section>>::new();
    for (page, text) in texts.iter().enumerate() {
        for at in (0..text.parts.len()).filter(|&at| may_be_label(text, at)) {
            let known = by_label.entry(&text.sheet.lines[at]).or_insert_with(|| Some(Section::new(text, at)));
            match (known, place(page, text, at)) {
                (Some(section), Some(place)) => section.places.push(place),
                (known, _) => *known = None,
            }
        }
    }
    let lists = |section: &Section| section.places.iter().filter(|place| place.left >= LINES.start).count();
    let mut sections: Vec<Section> = by_label.into_values().flatten().filter(|section| lists(section) > 1).collect();
    sections.sort_by_key(|section| Reverse(section.words()));
    // A line of a list may look like a label over the lines behind it.
    let mut listed = BTreeSet::new();
    sections.retain(|section| {
        let is_listed = section.places.iter().all(|place| listed.contains(&(place.page, place.blocks.start)));
        listed.extend(section.places.iter().flat_map(|place| place.blocks.clone().map(|block| (place.page, block))));
        !is_listed
    });
    sections.truncate(MOST);
    sections
}

/// Takes what sure sections cut for cut.
pub(super) fn cut(sections: &[Section], texts: &mut [Survey<'_>]) {
    for place in sections.iter().filter(|section| section.is_strong()).flat_map(|section| &section.places) {
        texts[place.page].parts[place.blocks.clone()].fill(Part::Cut);
    }
}

fn may_be_label(text: &Survey<'_>, at: usize) -> bool {
    text.is_repeated(at) && has_letters(&text.sheet.lines[at]) && text.sheet.document.blocks[at].words <= LABEL_WORDS
}

/// The lines up to running text, or to one that stands on as many pages as the label does. None where running text
/// follows, or none is.
fn place(page: usize, text: &Survey<'_>, at: usize) -> Option<Place> {
    let document = &text.sheet.document;
    let is_item = |line: &usize| !document.blocks[*line].is_prose() && text.on_pages[*line] < text.on_pages[at];
    let end = (at + 1..text.parts.len()).take(LINES.end).take_while(is_item).last().map_or(at + 1, |last| last + 1);
    let left = || (at + 1..end).filter(|&line| text.parts[line].is_left());
    let words = left().map(|line| document.blocks[line].words).sum();
    let is_behind = (1..=at).contains(&body_of(&document.blocks).end);
    (is_behind && !is_article(document, at)).then(|| Place { page, blocks: at..end, left: left().count(), words })
}
