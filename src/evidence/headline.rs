//! The headline of a page printed as text, of which no line says its title.

use rustc_hash::FxHashSet;

use super::scale;
use super::theme::telling;
use crate::document::{Block, Role};

/// So many lines above the article's first running text its headline stands at most.
const ABOVE: usize = 30;
/// Words of a headline.
const WORDS: std::ops::RangeInclusive<usize> = 4..=30;
/// Letters of a word that may tell what it is about.
const LETTERS: usize = 4;
/// So many lines below a headline its author and its day stand.
const BELOW: usize = 4;
/// What an author or a day below a line is worth, as a share of its telling words.
const SIGNED: f32 = 0.3;
/// What a headline is worth at least.
const LEAST: f32 = 0.2;
/// Of lines that are worth so little less than the best the first is the headline: below it stand its dek and headings.
const AS_GOOD: f32 = 0.1;

/// Where the headline stands above what seems to be the article, of the blocks that are left: it speaks of what the article
/// speaks of, and its author or its day is near.
pub fn headline_above<'d>(
    left: &[Block],
    folded: impl Fn(usize) -> &'d str,
    in_article: impl Fn(&Block) -> bool,
) -> Option<usize> {
    let running = (0..left.len()).filter(|&at| left[at].is_prose() && in_article(&left[at]));
    let first = running.clone().next()?;
    let article: FxHashSet<&str> = running.flat_map(|at| telling(folded(at), LETTERS)).collect();
    let worth = |at: usize| {
        let own: FxHashSet<&str> = telling(folded(at), LETTERS).collect();
        let shared = own.iter().filter(|word| article.contains(*word)).count();
        let signs = |block: &Block| matches!(block.role, Role::Byline | Role::Date);
        let signed = left[at + 1..].iter().take(BELOW).any(signs);
        scale::share(shared, own.len()) + if signed { SIGNED } else { 0.0 }
    };
    let near = (first.saturating_sub(ABOVE)..first).filter(|&at| may_be_headline(&left[at], folded(at)));
    let worths: Vec<(usize, f32)> = near.map(|at| (at, worth(at))).filter(|(_, worth)| *worth > LEAST).collect();
    let best = worths.iter().map(|(_, worth)| *worth).fold(0.0, f32::max);
    worths.into_iter().find(|(_, worth)| *worth >= best - AS_GOOD).map(|(at, _)| at)
}

fn may_be_headline(block: &Block, folded: &str) -> bool {
    let is_known = matches!(block.role, Role::Byline | Role::Date | Role::Caption | Role::Credit | Role::Embed);
    let asks = || folded.trim_end_matches(['"', '\'', ')']).ends_with(['?', '!']);
    WORDS.contains(&block.words) && !is_known && (!block.sentence || asks())
}
