//! What keep rules save, and from which rules.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::cut::Saved;
use crate::hit::{Effect, Hit};
use crate::span::{Cover, Free, Span};

/// What keep rules save, by where it begins.
pub(super) struct Kept {
    keeps: Vec<(Span, Arc<str>)>,
    /// For each of `keeps` how far it and those before it reach.
    reach: Vec<usize>,
    /// All of them together.
    cover: Cover,
    /// For each rule that would cut something kept, what it has not asked for yet.
    unasked: FxHashMap<Arc<str>, Free>,
}

impl Kept {
    pub(super) fn new(hits: &[Hit]) -> Self {
        let keeps = hits.iter().filter(|hit| hit.effect == Effect::Keep);
        let mut keeps: Vec<_> = keeps.map(|hit| (hit.span, hit.rule.clone())).collect();
        keeps.sort_by_key(|(span, _)| *span);
        let furthest = keeps.iter().scan(0, |furthest: &mut usize, (span, _)| {
            *furthest = span.end.max(*furthest);
            Some(*furthest)
        });
        let (reach, cover) = (furthest.collect(), Cover::new(keeps.iter().map(|(span, _)| *span)));
        Self { keeps, reach, cover, unasked: FxHashMap::default() }
    }

    /// Everything that is kept, in order.
    pub(super) fn spans(&self) -> impl Iterator<Item = Span> {
        self.keeps.iter().map(|(span, _)| *span)
    }

    /// The rule that keeps `span`, if all of it is kept; of several the one that begins first.
    pub(super) fn around(&self, span: Span) -> Option<&Arc<str>> {
        let is_kept = self.cover.contains(span);
        self.within(span).next().filter(|_| is_kept).map(|(_, by)| by)
    }

    /// What is saved from a hit, and was not saved from an earlier one of the same rule.
    pub(super) fn from(&mut self, hit: &Hit) -> Vec<Saved> {
        if !self.cover.overlaps(hit.span) {
            return Vec::new();
        }
        let everything = Span::new(0, self.reach.last().copied().unwrap_or(0));
        let asked = self.unasked.entry(hit.rule.clone()).or_insert_with(|| Free::new(everything)).take(hit.span);
        let saved = asked.into_iter().flat_map(|asked| self.within(asked).map(move |(keep, by)| (asked, keep, by)));
        let saved =
            saved.map(|(asked, keep, by)| Saved { at: asked.intersect(*keep), rule: hit.rule.clone(), by: by.clone() });
        saved.collect()
    }

    /// What is kept that shares a byte with `span`.
    fn within(&self, span: Span) -> impl Iterator<Item = &(Span, Arc<str>)> {
        let first = self.reach.partition_point(|&reach| reach <= span.start);
        let near = self.keeps[first..].iter().take_while(move |(keep, _)| keep.start < span.end);
        near.filter(move |(keep, _)| keep.overlaps(span))
    }
}
