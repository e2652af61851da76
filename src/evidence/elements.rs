//! What a page's elements hold of the blocks that are left.

use std::ops::Add;

use super::called::Called;
use super::outline::Outline;
use super::scale::{number, share};
use super::spots::{Spot, Spots, is_inline};
use super::telling::Telling;
use crate::document::Tree;

/// Sums over some blocks.
#[derive(Clone, Copy, Default, Debug)]
pub(super) struct Sums {
    pub blocks: usize,
    pub words: usize,
    /// Words of running text.
    pub running: usize,
    pub bytes: usize,
    pub linked: usize,
    /// Blocks with a link that do not close as a sentence does.
    pub pointers: usize,
}

impl Sums {
    pub(super) fn count(&mut self, spot: &Spot<'_>) {
        self.blocks += 1;
        self.words += spot.block.words;
        self.running += if spot.is_running() { spot.block.words } else { 0 };
        self.bytes += spot.block.span.len();
        self.linked += spot.block.linked;
        self.pointers += usize::from(spot.block.linked > 0 && !spot.block.sentence);
    }

    pub(super) fn links(&self) -> f32 {
        share(self.linked, self.bytes)
    }
}

impl Add for Sums {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self {
            blocks: self.blocks + other.blocks,
            words: self.words + other.words,
            running: self.running + other.running,
            bytes: self.bytes + other.bytes,
            linked: self.linked + other.linked,
            pointers: self.pointers + other.pointers,
        }
    }
}

/// The elements of a page, with what they hold.
pub(super) struct Elements<'d> {
    pub outline: Outline<'d>,
    held: Vec<Sums>,
    pictures: Vec<bool>,
    /// Words of running text on the page.
    pub running: usize,
    /// The smallest element with four fifths of them.
    pub container: usize,
    in_container: Vec<bool>,
    /// The element that most of them stand in directly, paragraph by paragraph.
    pub core: usize,
    in_core: Vec<bool>,
    /// The first and the last block of running text directly in the core.
    pub core_blocks: Option<(usize, usize)>,
    /// The first and the last block of running text in the container.
    pub edges: Option<(usize, usize)>,
    pub called: Called,
    pub telling: Telling,
}

/// The share of the running text that the container holds.
const CONTAINER: f32 = 0.8;

impl<'d> Elements<'d> {
    /// `None` where nothing is left to judge.
    pub(super) fn new(outline: Outline<'d>, spots: &Spots<'_>) -> Option<Self> {
        let held = held(&outline, spots);
        let running = spots.iter().filter(|spot| spot.is_running()).map(|spot| spot.block.words).sum();
        let container = smallest(&outline, &held, running)?;
        let core = core(&outline, spots)?;
        let within = |place: usize| outline.inherited(|other| other == place);
        let (in_core, in_container) = (within(core), within(container));
        Some(Self {
            core_blocks: ends(spots, |spot| spot.is_running() && spot.parent == Some(core)),
            edges: ends(spots, |spot| spot.is_running() && in_container[spot.innermost]),
            called: Called::new(&outline, container, |place| held[place].blocks > 0),
            pictures: outline.tree().map_or_else(|| vec![false; outline.len()], Tree::with_pictures),
            telling: Telling::new(&outline),
            outline,
            held,
            running,
            container,
            in_container,
            core,
            in_core,
        })
    }

    /// Whether a block stands in the core.
    pub(super) fn in_core(&self, spot: &Spot<'_>) -> bool {
        self.in_core[spot.innermost]
    }

    /// Whether a block stands in the container.
    pub(super) fn in_container(&self, spot: &Spot<'_>) -> bool {
        self.in_container[spot.innermost]
    }

    /// The element around a block that stands directly in another one.
    pub(super) fn child_of(&self, outer: usize, spot: &Spot<'_>) -> Option<usize> {
        self.outline.around(spot.innermost).find(|&place| self.outline.parent(place) == Some(outer))
    }

    pub(super) fn held(&self, place: usize) -> Sums {
        self.held[place]
    }

    pub(super) fn has_picture(&self, place: usize) -> bool {
        self.pictures[place]
    }

    pub(super) fn name(&self, place: usize) -> &'d str {
        self.outline.name(place)
    }

    pub(super) fn is_inline(&self, place: usize) -> bool {
        is_inline(self.name(place))
    }

    pub(super) fn is_heading(&self, place: usize) -> bool {
        matches!(self.name(place), "h1" | "h2" | "h3" | "h4" | "h5" | "h6")
    }
}

fn held(outline: &Outline<'_>, spots: &Spots<'_>) -> Vec<Sums> {
    let mut held = vec![Sums::default(); outline.len()];
    spots.iter().for_each(|spot| held[spot.innermost].count(spot));
    for place in (0..outline.len()).rev() {
        if let Some(parent) = outline.parent(place) {
            held[parent] = held[parent] + held[place];
        }
    }
    held
}

fn core(outline: &Outline<'_>, spots: &Spots<'_>) -> Option<usize> {
    let mut directly = vec![0; outline.len()];
    for spot in spots.iter().filter(|spot| spot.is_running()) {
        if let Some(parent) = spot.parent {
            directly[parent] += spot.block.words;
        }
    }
    // Of equals the first, as the outer one comes first.
    (0..outline.len()).rev().max_by_key(|&place| directly[place])
}

fn smallest(outline: &Outline<'_>, held: &[Sums], running: usize) -> Option<usize> {
    let holds = |&place: &usize| held[place].blocks > 0 && number(held[place].running) >= CONTAINER * number(running);
    // Of equals the last, which is the innermost.
    (0..outline.len()).rev().filter(holds).min_by_key(|&place| outline.span(place).len())
}

/// The first and the last block for which this holds.
fn ends(spots: &Spots<'_>, holds: impl Fn(&Spot<'_>) -> bool) -> Option<(usize, usize)> {
    let first = spots.iter().position(&holds)?;
    let last = spots.iter().rposition(&holds)?;
    Some((first, last))
}
