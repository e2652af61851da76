//! Which block is the headline.

use std::ops::Range;

use strsim::sorensen_dice;

use crate::document::{Block, Document, Kind, Role};
use crate::fold::{bare, fold};

/// The headline is the block that says the title. A page printed as text begins with the window's title, and its headline
/// is the line further on that is most like it; failing a title, an extractor's output has it on top.
pub(super) fn headline(document: &mut Document, body: &Range<usize>) -> Option<usize> {
    let all = document.blocks.len();
    let head = if body.is_empty() { all } else { body.start + 1 };
    // A notice on cookies, or the teasers of other articles, may be the first running text of a whole page.
    let tail = if body.is_empty() { all } else { body.end };
    match (document.kind, &document.title) {
        (Kind::Html, _) => html_headline(document),
        (Kind::RawText, Some(title)) => {
            most_like(document, title, 1..tail).or_else(|| most_like(document, title, 0..1))
        }
        (Kind::RawText, None) => window_title(document).and_then(|title| most_like(document, title, 1..tail)),
        (Kind::ExtractedText, Some(title)) => first_saying(document, title, 0..head.min(all)),
        (Kind::ExtractedText, None) => headline_on_top(&document.text, document.blocks.iter()),
    }
}

/// A window's title has so many words at least; labels have fewer.
const TITLE_WORDS: usize = 4;

/// The first line of a page printed as text, if it can be the title of its window: no label of a menu, no running text.
fn window_title(document: &Document) -> Option<&str> {
    document
        .blocks
        .first()
        .filter(|block| block.words >= TITLE_WORDS && !block.is_prose())
        .map(|block| block.span.of(&document.text))
}

/// Where a headline stands on top of an extractor's output, or of what is left of a page, perhaps under a few labels.
pub(crate) fn headline_on_top<'b>(text: &str, blocks: impl Iterator<Item = &'b Block> + Clone) -> Option<usize> {
    let is_label = |block: &&Block| block.words <= 4 && !block.sentence;
    let labels = blocks.clone().take(4).take_while(is_label).count();
    let mut below = blocks.skip(labels);
    is_only_headline(text, below.next()?, below.next()).then_some(labels)
}

/// Whether a block can be the headline and the next one cannot, unless it says the same. Of two such lines nobody could
/// say, once the first is cut, that the second is not the headline.
fn is_only_headline(text: &str, block: &Block, next: Option<&Block>) -> bool {
    let text = |block: &Block| block.span.of(text);
    let looks_like_one = |block: &Block| looks_like_headline(block, text(block));
    let is_same = |next: &Block| fold(text(block)) == fold(text(next));
    looks_like_one(block) && next.is_none_or(|next| !looks_like_one(next) || is_same(next))
}

/// A first line of fewer words is as often a sub-heading or a dek, and one of more that closes is the first paragraph.
fn looks_like_headline(block: &Block, text: &str) -> bool {
    let closes_as_headlines_do = || block.words < 15 && text.ends_with(['?', '!', '’', '”', '"', '\'']);
    (8..=25).contains(&block.words) && (!block.sentence || closes_as_headlines_do())
}

/// Of a page's first-order headings the one that says the title, or else the first. The others are sub-headings.
fn html_headline(document: &mut Document) -> Option<usize> {
    let headings: Vec<usize> =
        (0..document.blocks.len()).filter(|&at| document.blocks[at].role == Role::Headline).collect();
    let title = document.title.as_deref().map(fold);
    let said = |&&at: &&usize| title.as_deref().is_some_and(|title| says(document, at, title));
    let chosen = headings.iter().find(said).or(headings.first()).copied();
    for at in headings {
        document.blocks[at].role = Role::Subheading;
    }
    chosen
}

fn first_saying(document: &Document, title: &str, mut places: Range<usize>) -> Option<usize> {
    let title = fold(title);
    places.find(|&at| says(document, at, &title))
}

/// Whether the block says this folded title, or all of it but the outlet's name: `Storm breaks bridge | Harbour Post`.
fn says(document: &Document, at: usize, title: &str) -> bool {
    let (text, title) = (fold(document.block_text(at)), bare(title));
    let is_mark = |rest: &str| rest.trim_start().starts_with(['|', '-', ':', '·', '"', '/']);
    let rest = title.strip_prefix(bare(&text));
    let ends = |rest: &&str| !rest.starts_with(char::is_alphanumeric);
    rest.filter(ends).is_some_and(|rest| rest.is_empty() || document.blocks[at].words >= 3 || is_mark(rest))
}

/// How like the title a headline is at least, by the pairs of letters that they share (Dice 1945), from 0 to 1. Search
/// engines and readers are often given two wordings.
const ALIKE: f64 = 0.55;
/// A title has so many bytes at most: each line is compared with it.
const TITLE_BYTES: usize = 600;

/// The block that is most like the title, with the outlet's name or without it. Where several are, because a teaser or the
/// way to the page says it too, the first with running text below.
fn most_like(document: &Document, title: &str, places: Range<usize>) -> Option<usize> {
    if title.len() > TITLE_BYTES {
        return None;
    }
    let titles = without_outlet(&fold(title));
    let alike = |at: usize| {
        let text = fold(document.block_text(at));
        let may_be = titles.iter().filter(|title| may_be_alike(title, &text));
        may_be.map(|title| sorensen_dice(title, &text)).fold(0.0, f64::max)
    };
    let short = places.filter(|&at| document.blocks.get(at).is_some_and(|block| (2..=40).contains(&block.words)));
    let alike: Vec<(usize, f64)> = short.map(|at| (at, alike(at))).filter(|(_, alike)| *alike > ALIKE).collect();
    let most = alike.iter().map(|(_, alike)| *alike).fold(0.0, f64::max);
    let best = alike.into_iter().filter(|(_, alike)| *alike >= most).map(|(at, _)| at);
    let best: Vec<(usize, usize)> = best.map(|at| (at, running_words_below(&document.blocks, at))).collect();
    let most = best.iter().map(|(_, words)| *words).max()?;
    best.into_iter().find(|(_, words)| words * TEASED >= most).map(|(at, _)| at)
}

/// A teaser has less running text below than the article has, by so many times.
const TEASED: usize = 3;

/// Whether two texts can share enough pairs of letters, by their lengths: the shorter one has no more to share.
fn may_be_alike(a: &str, b: &str) -> bool {
    let letters = |text: &str| -> f64 { text.chars().filter(|c| !c.is_whitespace()).map(|_| 1.0).sum() };
    let (a, b) = (letters(a), letters(b));
    2.0 * a.min(b) > ALIKE * (a + b)
}

/// So many blocks below a headline its article is under way.
const UNDER_WAY: usize = 10;

fn running_words_below(blocks: &[Block], headline: usize) -> usize {
    let below = blocks[headline + 1..].iter().take(UNDER_WAY);
    below.filter(|block| block.is_prose()).map(|block| block.words).sum()
}

/// A folded title, and what stands of it before each mark that may set off the outlet's name.
fn without_outlet(title: &str) -> Vec<String> {
    let marks = [" - ", " | ", "|", " · ", " • ", " \" "];
    let ends = marks.iter().flat_map(|mark| title.match_indices(mark)).map(|(end, _)| end);
    let parts = ends.map(|end| &title[..end]).filter(|part| part.len() * 2 > title.len());
    parts.chain([title]).map(str::to_owned).collect()
}
