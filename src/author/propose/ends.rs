//! Lines of texts behind which the article is over on every page: `Follow us`, and then the foot of the page.

use std::collections::{BTreeMap, BTreeSet};

use super::page::{Survey, has_letters, is_article};
use crate::document::running_words;

/// A line behind which nothing of an article stands.
pub(super) struct End {
    /// As one page has it.
    pub line: String,
    pages: BTreeSet<usize>,
    /// Blocks between it and the end of the article, on all pages together.
    away: usize,
    /// Words behind it that nothing cuts yet.
    left: usize,
    /// Whether anything stands behind it.
    is_followed: bool,
}

/// So much of a page's running text stands before the line. The foot of a page may hold some, too.
pub(super) const PAST: f64 = 0.7;
/// So much of what is left of a page may stand behind the line: it is what the line shall take.
const MOST_BEHIND: f64 = 0.03;
/// One word is a heading anywhere.
const WORDS: std::ops::RangeInclusive<usize> = 2..=8;
/// A line that one page has may be its own.
const FEWEST_PAGES: usize = 2;
/// A page's foot has many lines that stand behind the article; the first to come are enough.
const MOST: usize = 20;

impl End {
    fn new(text: &Survey<'_>, at: usize) -> Self {
        let line = text.sheet.document.block_text(at).to_owned();
        Self { line, pages: BTreeSet::new(), away: 0, left: 0, is_followed: false }
    }

    /// Learns where the line stands on one more page. Says whether the article is over there.
    fn see(&mut self, page: usize, at: usize, foot: &Foot) -> bool {
        self.pages.insert(page);
        self.away += at.saturating_sub(foot.end);
        self.left += foot.left[at];
        self.is_followed |= at + 2 < foot.left.len();
        foot.is_over_at(at)
    }

    pub(super) fn pages(&self) -> usize {
        self.pages.len()
    }

    /// Words that would go, and that nothing cuts yet.
    pub(super) fn left(&self) -> usize {
        self.left
    }
}

/// The lines that are cut wherever they stand, and where they stand late nothing is left behind them; the nearest to the
/// article first.
pub(super) fn mine(texts: &[Survey<'_>]) -> Vec<End> {
    let mut ends = BTreeMap::<&str, Option<End>>::new();
    for (page, text) in texts.iter().enumerate() {
        let foot = Foot::of(text);
        let mut seen = BTreeSet::new();
        for (at, line) in text.sheet.lines.iter().enumerate() {
            if !may_end(text, at) {
                ends.insert(line, None);
            } else if at >= foot.start && seen.insert(line) {
                let end = ends.entry(line).or_insert_with(|| Some(End::new(text, at)));
                if !end.as_mut().is_some_and(|end| end.see(page, at, &foot)) {
                    ends.insert(line, None);
                }
            }
        }
    }
    let may_go = |end: &End| end.pages() >= FEWEST_PAGES && end.is_followed;
    let mut ends: Vec<End> = ends.into_values().flatten().filter(may_go).collect();
    ends.sort_by_key(|end| end.away / end.pages());
    ends.truncate(MOST);
    ends
}

/// What stands late on a page.
struct Foot {
    /// The first block of it.
    start: usize,
    /// The block behind the last of the article.
    end: usize,
    /// For each block the words behind it that are left, the block's own with them.
    left: Vec<usize>,
}

impl Foot {
    #[expect(clippy::cast_precision_loss, reason = "a share of a text's words needs no exact count")]
    fn of(text: &Survey<'_>) -> Self {
        let blocks = &text.sheet.document.blocks;
        let running = running_words(blocks);
        let late = PAST * running[blocks.len()] as f64;
        let words = |at: usize| if text.parts[at].is_left() { blocks[at].words } else { 0 };
        let mut left = vec![0; blocks.len() + 1];
        for at in (0..blocks.len()).rev() {
            left[at] = left[at + 1] + words(at);
        }
        Self { start: running.partition_point(|before| (*before as f64) < late), end: text.body.end, left }
    }

    /// Whether nothing to speak of is left behind a block.
    #[expect(clippy::cast_precision_loss, reason = "a share of a text's words needs no exact count")]
    fn is_over_at(&self, at: usize) -> bool {
        self.left[at] as f64 <= MOST_BEHIND * self.left[0] as f64
    }
}

/// Whether a line is cut, and nothing that an article may have.
fn may_end(text: &Survey<'_>, at: usize) -> bool {
    let document = &text.sheet.document;
    has_letters(&text.sheet.lines[at])
        && WORDS.contains(&document.blocks[at].words)
        && !text.parts[at].is_left()
        && !is_article(document, at)
}
