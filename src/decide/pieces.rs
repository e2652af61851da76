//! The ranges that are taken already, and by which hit.

use std::collections::BTreeMap;

use crate::span::{Free, Span};

/// Ranges without overlaps, in order.
#[derive(Debug)]
pub(super) struct Pieces {
    free: Free,
    /// By start: end, and the hit that took it.
    taken: BTreeMap<usize, (usize, usize)>,
}

impl Pieces {
    /// Nothing of `text` is taken, and none of `kept` ever will be.
    pub(super) fn new(text: &str, kept: impl IntoIterator<Item = Span>) -> Self {
        let mut free = Free::new(Span::new(0, text.len()));
        for span in kept {
            free.take(span);
        }
        Self { free, taken: BTreeMap::new() }
    }

    /// Takes what is still free of `span` for `hit`. Says whether that was anything.
    pub(super) fn take(&mut self, span: Span, hit: usize) -> bool {
        let free = self.free.take(span);
        self.taken.extend(free.iter().map(|free| (free.start, (free.end, hit))));
        !free.is_empty()
    }

    /// Every range with its hit.
    pub(super) fn iter(&self) -> impl Iterator<Item = (Span, usize)> + '_ {
        self.taken.iter().map(|(&start, &(end, hit))| (Span::new(start, end), hit))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_taken_twice_or_from_what_is_kept() {
        let mut pieces = Pieces::new("0123456789", [Span::new(5, 6)]);
        assert!(pieces.take(Span::new(2, 4), 0));
        assert!(pieces.take(Span::new(0, 7), 1));
        assert!(!pieces.take(Span::new(1, 5), 2));
        let all: Vec<_> = pieces.iter().map(|(span, hit)| (span.start, span.end, hit)).collect();
        assert_eq!(all, [(0, 2, 1), (2, 4, 0), (4, 5, 1), (6, 7, 1)]);
    }
}
