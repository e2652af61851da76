//! A byte range of one text: the only way this crate speaks of a place.

use std::collections::BTreeMap;
use std::ops::Range;

use serde::{Deserialize, Serialize};

/// A half-open byte range `start..end` of the page text.
///
/// Written in JSON as `[start, end]`.
///
/// ```
/// use offcut::Span;
/// let word = Span::new(4, 7);
/// assert_eq!(word.of("one two"), "two");
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default, Serialize, Deserialize)]
#[serde(from = "[usize; 2]", into = "[usize; 2]")]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl Span {
    /// The range `start..end`; an end before the start counts as empty at `start`.
    #[must_use]
    pub fn new(start: usize, end: usize) -> Self {
        Self { start, end: end.max(start) }
    }

    /// Length in bytes.
    #[must_use]
    pub fn len(self) -> usize {
        self.end - self.start
    }

    /// Whether it holds no byte.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// Whether the two share a byte.
    #[must_use]
    pub fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// Whether `other` lies wholly inside.
    #[must_use]
    pub fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// What the two share; empty where they do not touch.
    #[must_use]
    pub fn intersect(self, other: Self) -> Self {
        Self::new(self.start.max(other.start), self.end.min(other.end))
    }

    /// The same range `by` bytes further on.
    #[must_use]
    pub fn shift(self, by: usize) -> Self {
        Self { start: self.start + by, end: self.end + by }
    }

    /// The text in this range, or `""` where the range is not one of `text`.
    #[must_use]
    pub fn of(self, text: &str) -> &str {
        text.get(self.start..self.end).unwrap_or("")
    }
}

impl From<Range<usize>> for Span {
    fn from(range: Range<usize>) -> Self {
        Self::new(range.start, range.end)
    }
}

impl From<[usize; 2]> for Span {
    fn from([start, end]: [usize; 2]) -> Self {
        Self::new(start, end)
    }
}

impl From<Span> for [usize; 2] {
    fn from(span: Span) -> Self {
        [span.start, span.end]
    }
}

/// Many ranges as one: for asking what they cover, in time that hardly grows with their number.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(crate) struct Cover {
    /// In order, apart from each other.
    spans: Vec<Span>,
}

impl Cover {
    /// What `spans` cover together, in whatever order they come.
    pub(crate) fn new(spans: impl IntoIterator<Item = Span>) -> Self {
        let mut sorted: Vec<_> = spans.into_iter().filter(|span| !span.is_empty()).collect();
        sorted.sort_unstable();
        let mut spans: Vec<Span> = Vec::with_capacity(sorted.len());
        for span in sorted {
            match spans.last_mut() {
                Some(last) if span.start <= last.end => last.end = last.end.max(span.end),
                _ => spans.push(span),
            }
        }
        Self { spans }
    }

    /// Whether all of `span` is covered.
    pub(crate) fn contains(&self, span: Span) -> bool {
        self.within(span).next().is_some_and(|cover| cover.contains(span))
    }

    /// Whether any of `span` is covered.
    pub(crate) fn overlaps(&self, span: Span) -> bool {
        self.within(span).next().is_some()
    }

    /// The ranges that share a byte with `span`, in order.
    pub(crate) fn within(&self, span: Span) -> impl Iterator<Item = Span> + '_ {
        let first = self.spans.partition_point(|cover| cover.end <= span.start);
        self.spans[first..].iter().copied().take_while(move |cover| cover.start < span.end)
    }

    /// The parts of `span` that are not covered, in order.
    pub(crate) fn gaps_in(&self, span: Span) -> Vec<Span> {
        let mut at = span.start;
        let before = self.within(span).map(|cover| Span::new(std::mem::replace(&mut at, cover.end), cover.start));
        let mut gaps: Vec<Span> = before.collect();
        gaps.push(Span::new(at, span.end));
        gaps.retain(|gap| !gap.is_empty());
        gaps
    }
}

/// What nobody has taken yet. Each byte is given once, so however many ask for the same, all of them together get no more
/// than there is.
#[derive(Clone, Debug)]
pub(crate) struct Free {
    /// By start: the end. Apart from each other.
    ranges: BTreeMap<usize, usize>,
}

impl Free {
    /// All of `span` is free.
    pub(crate) fn new(span: Span) -> Self {
        Self { ranges: BTreeMap::from([(span.start, span.end)]) }
    }

    /// Takes what is still free of `span`, in order.
    pub(crate) fn take(&mut self, span: Span) -> Vec<Span> {
        let reaching_in = self.ranges.range(..span.start).next_back();
        let inside = self.ranges.range(span.start..span.end);
        let near = reaching_in.into_iter().chain(inside).map(|(&start, &end)| Span::new(start, end));
        let near: Vec<Span> = near.filter(|range| range.overlaps(span)).collect();
        for range in &near {
            self.ranges.remove(&range.start);
            let left = [Span::new(range.start, span.start), Span::new(span.end, range.end)];
            self.ranges.extend(left.iter().filter(|left| !left.is_empty()).map(|left| (left.start, left.end)));
        }
        near.into_iter().map(|range| range.intersect(span)).collect()
    }
}

/// For each of some nested ranges, the outer before the inner, the place of the smallest one around it.
pub(crate) fn parents(spans: impl IntoIterator<Item = Span>) -> Vec<Option<usize>> {
    let mut open: Vec<(usize, Span)> = Vec::new();
    let parent = |(place, span): (usize, Span)| {
        while open.last().is_some_and(|(_, last)| !last.contains(span)) {
            open.pop();
        }
        let parent = open.last().map(|(place, _)| *place);
        open.push((place, span));
        parent
    };
    spans.into_iter().enumerate().map(parent).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cover_joins_what_touches() {
        let cover = Cover::new([Span::new(6, 9), Span::new(0, 2), Span::new(1, 4), Span::new(4, 5)]);
        assert!(cover.contains(Span::new(0, 5)) && !cover.contains(Span::new(4, 7)));
        assert!(cover.overlaps(Span::new(5, 7)) && !cover.overlaps(Span::new(5, 6)));
    }

    #[test]
    fn nothing_is_taken_twice() {
        let mut free = Free::new(Span::new(1, 9));
        assert_eq!(free.take(Span::new(2, 4)), [Span::new(2, 4)]);
        assert_eq!(free.take(Span::new(0, 6)), [Span::new(1, 2), Span::new(4, 6)]);
        assert_eq!(free.take(Span::new(1, 6)), []);
        assert_eq!(free.take(Span::new(5, 20)), [Span::new(6, 9)]);
    }

    #[test]
    fn what_is_not_covered_is_in_order() {
        let cover = Cover::new([Span::new(6, 8), Span::new(0, 3), Span::new(2, 4)]);
        assert_eq!(cover.gaps_in(Span::new(1, 10)), [Span::new(4, 6), Span::new(8, 10)]);
        assert_eq!(cover.gaps_in(Span::new(7, 8)), []);
    }
}
