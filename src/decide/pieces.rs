//! The ranges that are taken already, and by which hit.

use std::collections::BTreeMap;

use crate::span::{Cover, Span};

/// Ranges without overlaps, in order.
#[derive(Default, Debug)]
pub(super) struct Pieces {
    /// By start: end, and the hit that took it.
    taken: BTreeMap<usize, (usize, usize)>,
}

impl Pieces {
    /// Takes what is still free of `spans` for `hit`. Says whether that was anything.
    pub(super) fn take(&mut self, spans: &[Span], hit: usize) -> bool {
        let mut any = false;
        for &span in spans {
            for free in Cover::new(self.within(span)).gaps_in(span) {
                self.taken.insert(free.start, (free.end, hit));
                any = true;
            }
        }
        any
    }

    /// Every range with its hit.
    pub(super) fn iter(&self) -> impl Iterator<Item = (Span, usize)> + '_ {
        self.taken.iter().map(|(&start, &(end, hit))| (Span::new(start, end), hit))
    }

    /// The ranges that share a byte with `span`.
    fn within(&self, span: Span) -> Vec<Span> {
        let reaching_in = self.taken.range(..span.start).next_back();
        let inside = self.taken.range(span.start..span.end);
        let all = reaching_in.into_iter().chain(inside);
        all.map(|(&start, &(end, _))| Span::new(start, end)).filter(|taken| taken.overlaps(span)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_taken_twice() {
        let mut pieces = Pieces::default();
        assert!(pieces.take(&[Span::new(2, 4)], 0));
        assert!(pieces.take(&[Span::new(0, 6)], 1));
        assert!(!pieces.take(&[Span::new(1, 5)], 2));
        let all: Vec<_> = pieces.iter().map(|(span, hit)| (span.start, span.end, hit)).collect();
        assert_eq!(all, [(0, 2, 1), (2, 4, 0), (4, 6, 1)]);
    }
}
