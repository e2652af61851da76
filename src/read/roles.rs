//! First roles, by shape and place alone. Marks of wording (bylines, credits, captions …) are rules and come later.

use std::ops::Range;

use crate::document::{Block, Document, Kind, Role, body_of};
use crate::fold::{bare, fold};
use crate::prose::count_words;

/// Gives every block the role that its shape and place suggest.
pub(super) fn assign(document: &mut Document) {
    let body = body_of(&document.blocks);
    let roles: Vec<Role> = (0..document.blocks.len()).map(|at| by_shape(document, at, &body)).collect();
    for (block, role) in document.blocks.iter_mut().zip(roles) {
        // What an element says of its text counts more than its shape.
        if block.role == Role::Other {
            block.role = role;
        }
    }
    if let Some(at) = headline(document, &body) {
        document.blocks[at].role = Role::Headline;
        mark_dek(document, at + 1);
        mark_byline(document, at);
    }
}

const BULLETS: &[char] = &['-', '*', '•', '‣', '◦', '▪', '●', '–', '·'];

fn by_shape(document: &Document, at: usize, body: &Range<usize>) -> Role {
    let block = &document.blocks[at];
    let text = document.block_text(at);
    if text.trim_start_matches(BULLETS).starts_with(' ') && text.starts_with(BULLETS) {
        Role::ListItem
    } else if block.is_prose() || (block.sentence && block.words >= 8) {
        Role::Paragraph
    } else if body.contains(&at) && is_subheading(&document.blocks, at) {
        Role::Subheading
    } else {
        Role::Other
    }
}

/// A short open line with running text below it.
fn is_subheading(blocks: &[Block], at: usize) -> bool {
    let block = &blocks[at];
    block.words <= 14 && !block.sentence && blocks.get(at + 1).is_some_and(Block::is_prose)
}

/// The headline is the block that says the title; failing a title, the first line of an extractor's output where
/// that looks like one. Of a whole page the first line is the window's title, and the headline a later copy of it.
fn headline(document: &mut Document, body: &Range<usize>) -> Option<usize> {
    if document.kind == Kind::Html {
        return html_headline(document);
    }
    let find = |title: &str, places: Range<usize>| {
        let title = fold(title);
        places.into_iter().find(|&at| says(&document.blocks[at], document.block_text(at), &title))
    };
    let all = document.blocks.len();
    let head = if body.is_empty() { all } else { body.start + 1 };
    // A notice on cookies, or the teasers of other articles, may be the first running text of a whole page.
    let behind = 1..if body.is_empty() { all } else { body.end };
    match &document.title {
        Some(title) if document.kind == Kind::RawText => find(title, behind).or_else(|| find(title, 0..all.min(1))),
        Some(title) => find(title, 0..head.min(all)),
        None if document.kind == Kind::RawText => find(document.block_text(0), behind),
        None => headline_on_top(&document.text, document.blocks.iter()),
    }
}

/// Where a headline stands on top of an extractor's output, or of what is left of a page, perhaps under a few labels.
pub(crate) fn headline_on_top<'b>(text: &str, blocks: impl Iterator<Item = &'b Block> + Clone) -> Option<usize> {
    let is_label = |block: &&Block| block.words <= 4 && !block.sentence;
    let labels = blocks.clone().take(5).take_while(is_label).count();
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

/// Of a page's first-order headings the one that says the title, or else the first. The others are sub-headings.
fn html_headline(document: &mut Document) -> Option<usize> {
    let headings: Vec<usize> =
        (0..document.blocks.len()).filter(|&at| document.blocks[at].role == Role::Headline).collect();
    let title = document.title.as_deref().map(fold);
    let said = |&&at: &&usize| {
        title.as_deref().is_some_and(|title| says(&document.blocks[at], document.block_text(at), title))
    };
    let chosen = headings.iter().find(said).or(headings.first()).copied();
    for at in headings {
        document.blocks[at].role = Role::Subheading;
    }
    chosen
}

/// Whether the block says this title, or all of it but the outlet's name: `Storm breaks bridge | Harbour Post`.
fn says(block: &Block, text: &str, title: &str) -> bool {
    let (text, title) = (fold(text), bare(title));
    let is_mark = |rest: &str| rest.trim_start().starts_with(['|', '-', ':', '·', '"', '/']);
    let rest = title.strip_prefix(bare(&text));
    rest.is_some_and(|rest| rest.is_empty() || block.words >= 3 || is_mark(rest))
}

/// A first line of fewer words is as often a sub-heading or a dek, and one of more that closes is the first paragraph.
fn looks_like_headline(block: &Block, text: &str) -> bool {
    let closes_as_headlines_do = || block.words < 15 && text.ends_with(['?', '!', '’', '”', '"', '\'']);
    (8..=25).contains(&block.words) && (!block.sentence || closes_as_headlines_do())
}

/// The block under the headline is its dek where it is no label, no long paragraph, and not the last block.
fn mark_dek(document: &mut Document, at: usize) {
    let followed = document.blocks.get(at + 1).is_some_and(|next| next.words > 0);
    if let Some(block) = document.blocks.get_mut(at)
        && followed
        && (6..40).contains(&block.words)
    {
        block.role = Role::Dek;
    }
}

/// The author line stands at most so many blocks from the headline, and has so many words beside the names.
const NEAR_HEADLINE: usize = 10;
const BESIDE_NAMES: usize = 8;

/// A short line near the headline with a name that the page gives as its author's is the author line.
fn mark_byline(document: &mut Document, headline: usize) {
    let Some(byline) = document.byline.as_deref() else { return };
    let names: Vec<String> = byline.split([',', ';', '&']).map(|name| fold(name.trim())).collect();
    let most = count_words(byline) + BESIDE_NAMES;
    let near = headline.saturating_sub(3)..(headline + NEAR_HEADLINE).min(document.blocks.len());
    for at in near.filter(|at| *at != headline) {
        let block = &document.blocks[at];
        if block.words > most || block.sentence {
            continue;
        }
        let text = fold(document.block_text(at));
        if names.iter().any(|name| name.len() > 3 && text.contains(name.as_str())) {
            document.blocks[at].role = Role::Byline;
        }
    }
}
