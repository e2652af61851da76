//! What a page's elements hold of the blocks that are left.

use std::rc::Rc;

use super::called::{Called, called};
use super::outline::Outline;
use super::scale::{number, share};
use super::spots::{Spot, Spots, is_inline};
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
}

impl Sums {
    pub(super) fn add(&mut self, spot: &Spot<'_>) {
        self.blocks += 1;
        self.words += spot.block.words;
        self.running += if spot.is_running() { spot.block.words } else { 0 };
        self.bytes += spot.block.span.len();
        self.linked += spot.block.linked;
    }

    pub(super) fn links(&self) -> f32 {
        share(self.linked, self.bytes)
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
    /// The element that most of them stand in directly, paragraph by paragraph.
    pub core: usize,
    /// The first and the last block of running text there.
    pub core_blocks: Option<(usize, usize)>,
    /// The first and the last block of running text in the container.
    pub edges: Option<(usize, usize)>,
    called: Vec<Rc<Called<'d>>>,
}

/// The share of the running text that the container holds.
const CONTAINER: f32 = 0.8;

impl<'d> Elements<'d> {
    /// `None` where nothing is left to judge.
    pub(super) fn new(outline: Outline<'d>, spots: &Spots<'_>) -> Option<Self> {
        let mut held = vec![Sums::default(); outline.len()];
        let mut directly = vec![0; outline.len()];
        for spot in spots.iter() {
            spot.chain.iter().for_each(|&place| held[place].add(spot));
            if let Some(parent) = spot.parent().filter(|_| spot.is_running()) {
                directly[parent] += spot.block.words;
            }
        }
        let running = spots.iter().filter(|spot| spot.is_running()).map(|spot| spot.block.words).sum();
        let container = smallest(&outline, &held, running)?;
        // Of equals the first, as the outer one comes first.
        let core = (0..outline.len()).rev().max_by_key(|&place| directly[place])?;
        let called = called(&outline);
        let pictures = outline.tree().map_or_else(|| vec![false; outline.len()], Tree::with_pictures);
        let mut elements =
            Self { outline, held, pictures, running, container, core, core_blocks: None, edges: None, called };
        elements.core_blocks = ends(spots, |spot| spot.is_running() && spot.parent() == Some(core));
        elements.edges = ends(spots, |spot| spot.is_running() && spot.chain.contains(&container));
        Some(elements)
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

    /// What the classes and the id of an element say.
    pub(super) fn called(&self, place: usize) -> &Called<'d> {
        &self.called[place]
    }
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
