//! The blocks to judge, each with the elements around it.

use std::ops::{Index, Range};

use rustc_hash::FxHashMap;

use super::outline::Outline;
use crate::document::{Block, Document, Role};

/// A block to judge.
pub(super) struct Spot<'d> {
    pub block: Block,
    /// Its place among the document's blocks.
    pub place: usize,
    pub text: &'d str,
    pub folded: &'d str,
    /// The place of the innermost element around it.
    pub innermost: usize,
    /// The place of the element that makes it a block.
    pub own: usize,
    /// The place of the element around that one.
    pub parent: Option<usize>,
    running: bool,
    /// Blocks of equal numbers have like elements.
    pub like: u64,
    /// Blocks that went between the one before and this one, and between this one and the next.
    pub gaps: (usize, usize),
}

impl Spot<'_> {
    /// Whether it is running text of the page, and not of what frames it.
    pub(super) fn is_running(&self) -> bool {
        self.running
    }

    /// Whether it is a sentence at least, and not a link.
    fn is_sentence(&self) -> bool {
        let is_text = self.block.is_prose() || (self.block.sentence && self.block.words >= SENTENCE);
        is_text && self.block.linked * 2 < self.block.span.len()
    }
}

/// How a block ends, in a word.
pub(super) fn close(spot: &Spot<'_>) -> &'static str {
    if spot.block.sentence { "closed" } else { "open" }
}

/// The blocks to judge, in order. What is known to be a headline, an author line, a date, a caption, a credit or an
/// embed is not judged: it belongs to the article where that is.
pub(super) struct Spots<'d> {
    list: Vec<Spot<'d>>,
    /// The first block behind the headline.
    body: Option<usize>,
    /// How often each text stands on the page, folded.
    texts: FxHashMap<&'d str, usize>,
    /// What the blocks before each one amount to, and at the end all.
    totals: Vec<Total>,
}

/// What some blocks amount to.
#[derive(Clone, Copy, Default)]
pub(super) struct Total {
    /// Words of running text.
    pub running: usize,
    /// Words of sentences, and of running text that is none.
    pub sentences: usize,
    pub bytes: usize,
    pub linked: usize,
}

/// Words from which a closed block is a paragraph, on a page that has no longer ones.
const SENTENCE: usize = 8;

/// Elements that are part of a line, whatever they are in.
const INLINE: &[&str] = &[
    "a", "abbr", "b", "bdi", "cite", "code", "em", "font", "i", "label", "mark", "q", "small", "span", "strong", "sub",
    "sup", "time", "u",
];

/// Whether an element is part of a line.
pub(super) fn is_inline(name: &str) -> bool {
    INLINE.binary_search(&name).is_ok()
}

/// Whether a block is running text, and not a link.
fn is_text(block: &Block) -> bool {
    block.is_prose() && block.linked * 2 < block.span.len()
}

/// Whether blocks of this role are judged by themselves.
pub(super) fn is_judged(role: Role) -> bool {
    !matches!(role, Role::Headline | Role::Byline | Role::Date | Role::Caption | Role::Credit | Role::Embed)
}

impl<'d> Spots<'d> {
    pub(super) fn new(
        document: &'d Document,
        left: &[Block],
        folded: &dyn Fn(usize) -> &'d str,
        outline: &Outline<'d>,
    ) -> Self {
        let in_frame = outline.inherited(|place| outline.is_frame(place));
        let judged = left.iter().enumerate().filter(|(_, block)| is_judged(block.role));
        let spot = |(at, block): (usize, &Block)| {
            let place = document.blocks_in(block.span).start;
            let innermost = outline.innermost(block.span);
            let own = outline.around(innermost).find(|&place| !is_inline(outline.name(place))).unwrap_or(innermost);
            let running = is_text(block) && !in_frame[innermost];
            let (text, parent) = (block.span.of(&document.text), outline.parent(own));
            let (block, folded) = (block.clone(), folded(at));
            Spot { running, block, place, text, folded, innermost, own, parent, like: 0, gaps: (0, 0) }
        };
        let mut spots: Vec<Spot<'d>> = judged.map(spot).collect();
        // All of it may stand in the frame; and some pages have short paragraphs only.
        if !spots.iter().any(Spot::is_running) {
            for spot in &mut spots {
                spot.running = is_text(&spot.block);
            }
        }
        if !spots.iter().any(Spot::is_running) {
            for spot in &mut spots {
                spot.running = spot.is_sentence();
            }
        }
        let headline = document.blocks.iter().find(|block| block.role == Role::Headline);
        let body = headline.map(|headline| spots.partition_point(|spot| spot.block.span.start < headline.span.start));
        let mut spots = Self { texts: texts(&spots), totals: totals(&spots), list: spots, body };
        spots.count_gaps(document);
        spots
    }

    /// How many blocks of the document went between neighbours.
    fn count_gaps(&mut self, document: &Document) {
        let mut next = 0;
        for at in 0..self.list.len() {
            let place = self.list[at].place;
            self.list[at].gaps.0 = place - next;
            if let Some(before) = at.checked_sub(1) {
                self.list[before].gaps.1 = place - next;
            }
            next = place + 1;
        }
        if let Some(spot) = self.list.last_mut() {
            spot.gaps.1 = document.blocks.len() - next;
        }
    }

    pub(super) fn iter(&self) -> impl DoubleEndedIterator<Item = &Spot<'d>> + ExactSizeIterator {
        self.list.iter()
    }

    pub(super) fn iter_mut(&mut self) -> impl Iterator<Item = &mut Spot<'d>> {
        self.list.iter_mut()
    }

    pub(super) fn has_headline(&self) -> bool {
        self.body.is_some()
    }

    /// How many blocks behind the headline, the first being 1. `None` before it.
    pub(super) fn behind_headline(&self, at: usize) -> Option<usize> {
        self.body.and_then(|body| (at + 1).checked_sub(body)).filter(|blocks| *blocks > 0)
    }

    /// Whether a block's text stands more than once in what is left of the page.
    pub(super) fn is_repeated(&self, spot: &Spot<'d>) -> bool {
        self.texts.get(spot.folded).is_some_and(|times| *times > 1)
    }

    pub(super) fn len(&self) -> usize {
        self.list.len()
    }

    /// Up to `many` blocks before `at`, and up to as many behind it.
    pub(super) fn near(&self, at: usize, many: usize) -> (&[Spot<'d>], &[Spot<'d>]) {
        let (above, below) = self.places_near(at, many);
        (&self.list[above], &self.list[below])
    }

    /// What they amount to.
    pub(super) fn total_near(&self, at: usize, many: usize) -> (Total, Total) {
        let (above, below) = self.places_near(at, many);
        (self.total(above), self.total(below))
    }

    fn places_near(&self, at: usize, many: usize) -> (Range<usize>, Range<usize>) {
        (at.saturating_sub(many)..at, at + 1..(at + 1 + many).min(self.list.len()))
    }

    /// What the blocks at these places amount to.
    pub(super) fn total(&self, places: Range<usize>) -> Total {
        let (before, all) = (self.totals[places.start], self.totals[places.end]);
        Total {
            running: all.running - before.running,
            sentences: all.sentences - before.sentences,
            bytes: all.bytes - before.bytes,
            linked: all.linked - before.linked,
        }
    }
}

fn totals(spots: &[Spot<'_>]) -> Vec<Total> {
    let mut totals = vec![Total::default()];
    let mut sum = Total::default();
    for spot in spots {
        sum.running += if spot.running { spot.block.words } else { 0 };
        sum.sentences += if spot.is_sentence() { spot.block.words } else { 0 };
        sum.bytes += spot.text.len();
        sum.linked += spot.block.linked;
        totals.push(sum);
    }
    totals
}

fn texts<'d>(spots: &[Spot<'d>]) -> FxHashMap<&'d str, usize> {
    let mut texts = FxHashMap::default();
    for spot in spots {
        *texts.entry(spot.folded).or_default() += 1;
    }
    texts
}

impl<'d> Index<usize> for Spots<'d> {
    type Output = Spot<'d>;

    fn index(&self, at: usize) -> &Spot<'d> {
        &self.list[at]
    }
}
