//! Blocks with like elements: paragraphs are like paragraphs, and teasers like teasers.

use std::hash::{Hash, Hasher};

use rustc_hash::{FxHashMap, FxHasher};

use super::elements::{Elements, Sums};
use super::scale::{self, COUNT, LINKED, SHARE, WORDS};
use super::spots::{Spot, Spots};
use super::{Family, Page, Sink};
use crate::document::classes;

/// What is known of blocks by their likeness.
pub(super) struct Likes {
    sums: FxHashMap<u64, Sums>,
    /// For each element how many of its parent's children are like it.
    rows: Vec<usize>,
    /// Elements that hold a heading which is a link, as teasers do.
    linked_heading: Vec<bool>,
}

/// So many elements around a block make out whom it is like.
const DEPTH: usize = 3;

impl Likes {
    pub(super) fn new(elements: &Elements<'_>, spots: &mut Spots<'_>) -> Self {
        let mut sums = FxHashMap::<u64, Sums>::default();
        for spot in spots.iter_mut() {
            spot.like = likeness(spot, elements);
            sums.entry(spot.like).or_default().count(spot);
        }
        Self { sums, rows: rows(elements), linked_heading: linked_headings(elements, spots) }
    }

    pub(super) fn observe(&self, page: &Page<'_>, at: usize, sink: &mut Sink<'_>) {
        let (spot, elements) = (&page.spots[at], &page.elements);
        let sums = self.sums[&spot.like];
        let see = &mut |what, value| sink.see(Family::Like, &[what, value]);
        see("share of all text", scale::on(SHARE, scale::share(sums.running, elements.running)));
        see("running text", scale::on(SHARE, scale::share(sums.running, sums.words)));
        see("links", scale::on(LINKED, sums.links()));
        see("blocks", scale::on(COUNT, scale::number(sums.blocks)));
        self.row(spot, elements, sink);
    }

    /// A small element in a row of three or more of its like: a teaser, a card, an item.
    fn row(&self, spot: &Spot<'_>, elements: &Elements<'_>, sink: &mut Sink<'_>) {
        let inner = elements.outline.around(spot.innermost).take(7).take_while(|&place| place != elements.container);
        let is_item = |&place: &usize| {
            self.rows[place] >= 3
                && elements.held(place).blocks < 8
                && !elements.is_inline(place)
                && !matches!(elements.name(place), "p" | "td" | "tr")
        };
        for place in inner.filter(is_item) {
            let picture = if elements.has_picture(place) { "picture," } else { "" };
            sink.see(Family::Row, &[picture, "links", scale::on(LINKED, elements.held(place).links())]);
            if self.linked_heading[place] {
                sink.see(Family::Row, &["its heading is a link"]);
            }
        }
    }
}

fn linked_headings(elements: &Elements<'_>, spots: &Spots<'_>) -> Vec<bool> {
    let is_linked =
        |spot: &&Spot<'_>| elements.is_heading(spot.own) && scale::share(spot.block.linked, spot.text.len()) > 0.9;
    let mut around = vec![false; elements.outline.len()];
    let headings = spots.iter().filter(is_linked);
    headings.flat_map(|spot| elements.outline.around(spot.innermost)).for_each(|place| around[place] = true);
    around
}

fn likeness(spot: &Spot<'_>, elements: &Elements<'_>) -> u64 {
    let mut hasher = FxHasher::default();
    if elements.outline.tree().is_none() {
        looks(spot).hash(&mut hasher);
    }
    let around = elements.outline.around(spot.innermost);
    for place in around.filter(|&place| !elements.is_inline(place)).take(DEPTH) {
        let classes = || elements.outline.element(place).into_iter().flat_map(classes);
        let first = classes().min();
        let second = classes().filter(|class| Some(*class) != first).min();
        (elements.name(place), first, second).hash(&mut hasher);
    }
    hasher.finish()
}

/// What a line of text looks like: its length, and the signs it begins and ends with.
fn looks(spot: &Spot<'_>) -> (&'static str, &'static str, &'static str, bool) {
    let sort = |c: Option<char>| match c {
        Some(c) if c.is_numeric() => "number",
        Some(c) if c.is_uppercase() => "capital",
        Some(c) if c.is_alphabetic() => "letter",
        _ => "sign",
    };
    let length = scale::on(WORDS, scale::number(spot.block.words));
    (length, sort(spot.text.chars().next()), sort(spot.text.chars().next_back()), spot.block.sentence)
}

fn rows(elements: &Elements<'_>) -> Vec<usize> {
    let Some(tree) = elements.outline.tree() else { return vec![0; elements.outline.len()] };
    let parents = tree.parents();
    let key = |place: usize| {
        let element = tree.element_at(place);
        (parents[place], &element.name.local, classes(element).min())
    };
    let mut known = FxHashMap::default();
    let mut counts = Vec::new();
    let mut count = |place| {
        let row = *known.entry(key(place)).or_insert(counts.len());
        if row == counts.len() {
            counts.push(0);
        }
        counts[row] += 1;
        row
    };
    let rows: Vec<usize> = (0..tree.len()).map(&mut count).collect();
    rows.into_iter().map(|row| counts[row]).collect()
}
