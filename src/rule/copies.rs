//! Copies of what stood before may go only as long as that stays.

use rustc_hash::FxHashSet;

use super::Rule;
use crate::category::Category;
use crate::hit::{Effect, Hit};
use crate::matcher::Scene;
use crate::span::{Cover, Span};

/// Leaves out the hit on the first copy of what went as outside the article, where it stands beside something that is left: a
/// teaser held the article's first paragraph, the article's own would go as its copy, and then the teaser too.
///
/// `scene` holds what is left when all has been cut.
pub(super) fn without_last_copies(hits: Vec<Hit>, rules: &[Rule], scene: &Scene<'_>) -> Vec<Hit> {
    let takers: FxHashSet<_> = rules.iter().filter(|rule| rule.takes_copies).map(|rule| rule.id.clone()).collect();
    if !hits.iter().any(|hit| takers.contains(&hit.rule)) {
        return hits;
    }
    let mut teasers = texts_outside(&hits, scene);
    let copies = hits.iter().filter(|hit| takers.contains(&hit.rule)).map(|hit| hit.span);
    let mut copies: Vec<Span> = copies.filter(|copy| is_beside_what_is_left(*copy, scene)).collect();
    copies.sort_unstable();
    copies.retain(|copy| teasers.remove(copy.of(&scene.document.text)));
    hits.into_iter().filter(|hit| !takers.contains(&hit.rule) || copies.binary_search(&hit.span).is_err()).collect()
}

/// The blocks that go as outside the article.
fn texts_outside<'d>(hits: &[Hit], scene: &Scene<'d>) -> FxHashSet<&'d str> {
    let outside = hits.iter().filter(|hit| hit.effect == Effect::Cut(Category::Outside));
    let outside = Cover::new(outside.map(|hit| hit.span));
    let document = scene.document;
    let blocks = document.blocks.iter().map(|block| block.span).filter(|span| outside.contains(*span));
    blocks.map(|span| span.of(&document.text)).collect()
}

fn is_beside_what_is_left(span: Span, scene: &Scene<'_>) -> bool {
    let (blocks, left) = (&scene.document.blocks, scene.blocks());
    let at = scene.document.blocks_in(span);
    let beside = [at.start.checked_sub(1), Some(at.end)].into_iter().flatten().filter_map(|at| blocks.get(at));
    beside.into_iter().any(|beside| left.binary_search_by_key(&beside.span, |block| block.span).is_ok())
}
