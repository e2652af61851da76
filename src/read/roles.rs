//! First roles, by shape and place alone. Marks of wording (bylines, credits, captions …) are rules and come later.

use std::ops::Range;

use super::headline::headline;
use crate::document::{Block, Document, Role, body_of};
use crate::fold::fold;
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
        if let Some(dek) = dek_below(&document.blocks, at) {
            document.blocks[dek].role = Role::Dek;
        }
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

/// The block under the headline is its dek where it is no label, no long paragraph, and not the last block.
pub(crate) fn dek_below(blocks: &[Block], headline: usize) -> Option<usize> {
    let dek = headline + 1;
    let followed = blocks.get(dek + 1).is_some_and(|next| next.words > 0);
    blocks.get(dek).filter(|block| followed && (6..40).contains(&block.words)).map(|_| dek)
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
