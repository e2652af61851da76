//! What the rules took near a block, and as what: an author's note stands by share buttons, comments stand by comments.

use super::spots::Spot;
use super::{Family, Sink};
use crate::category::Category;
use crate::document::Document;
use crate::span::{Free, Span};

/// For each block of a document as what it went, if it did.
pub(super) struct Taken(Vec<Option<Category>>);

/// So many blocks on each side are near.
const NEARBY: usize = 6;

impl Taken {
    /// Of two cuts of a block the first counts.
    pub(super) fn new(document: &Document, cuts: &[(Span, Category)]) -> Self {
        let mut taken = vec![None; document.blocks.len()];
        let mut free = Free::new(Span::new(0, taken.len()));
        for &(span, category) in cuts {
            for blocks in free.take(document.blocks_in(span).into()) {
                taken[blocks.start..blocks.end].fill(Some(category));
            }
        }
        Self(taken)
    }

    /// For each block as what it went.
    pub(super) fn categories(&self) -> &[Option<Category>] {
        &self.0
    }

    pub(super) fn observe(&self, spot: &Spot<'_>, sink: &mut Sink<'_>) {
        let at = spot.place;
        let end = (at + 1 + NEARBY).min(self.0.len());
        near(&self.0[at.saturating_sub(NEARBY)..at], "above", sink);
        near(&self.0[at + 1..end], "below", sink);
    }
}

fn near(taken: &[Option<Category>], side: &str, sink: &mut Sink<'_>) {
    let mut categories: Vec<Category> = taken.iter().copied().flatten().collect();
    categories.sort_unstable();
    for same in categories.chunk_by(|one, other| one == other) {
        let many = if same.len() > 1 { "some" } else { "one" };
        sink.see(Family::Taken, &[same[0].name(), many, side]);
    }
}
