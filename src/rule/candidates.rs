//! The rules that are worth trying on each block.

use crate::document::Block;

/// For some blocks of a document, in their order, the places of rules.
#[derive(Clone, Default, Debug)]
pub(super) struct Candidates {
    /// Where each block begins, and where its rules end in the list.
    blocks: Vec<(usize, usize)>,
    rules: Vec<usize>,
}

impl Candidates {
    /// Adds the rules of the next block.
    pub(super) fn push(&mut self, block: &Block, rules: impl Iterator<Item = usize>) {
        self.rules.extend(rules);
        self.blocks.push((block.span.start, self.rules.len()));
    }

    /// The rules of the block that was added at this place.
    fn at(&self, place: usize) -> &[usize] {
        let start = place.checked_sub(1).map_or(0, |before| self.blocks[before].1);
        &self.rules[start..self.blocks[place].1]
    }

    /// The rules of each of these blocks, which are in order; none of one that was not added.
    pub(super) fn of(&self, blocks: &[Block]) -> impl Iterator<Item = &[usize]> {
        let mut place = 0;
        blocks.iter().map(move |block| {
            let behind = &self.blocks[place..];
            place += behind.iter().take_while(|(start, _)| *start < block.span.start).count();
            match self.blocks.get(place) {
                Some((start, _)) if *start == block.span.start => self.at(place),
                _ => &[],
            }
        })
    }

    /// Takes some rules away, and gives them.
    pub(super) fn split_off(&mut self, goes: impl Fn(usize) -> bool) -> Self {
        let mut gone = self.clone();
        gone.retain(&goes);
        self.retain(|rule| !goes(rule));
        gone
    }

    /// Leaves only some rules.
    pub(super) fn retain(&mut self, stays: impl Fn(usize) -> bool) {
        let (mut left, mut from) = (0, 0);
        for (_, end) in &mut self.blocks {
            for at in std::mem::replace(&mut from, *end)..*end {
                self.rules[left] = self.rules[at];
                left += usize::from(stays(self.rules[left]));
            }
            *end = left;
        }
        self.rules.truncate(left);
    }
}

#[cfg(test)]
mod tests {
    use super::Candidates;
    use crate::document::{Block, Role};
    use crate::span::Span;

    #[test]
    fn rules_stay_with_their_blocks() {
        let block = |at| Block { span: Span::new(at, at + 1), role: Role::Other, words: 1, sentence: false, linked: 0 };
        let mut candidates = Candidates::default();
        candidates.push(&block(0), [1, 2].into_iter());
        candidates.push(&block(4), [].into_iter());
        candidates.push(&block(8), [2, 3, 4].into_iter());
        let blocks = [0, 2, 8, 9].map(block);
        assert_eq!(candidates.of(&blocks).collect::<Vec<_>>(), [&[1, 2][..], &[], &[2, 3, 4], &[]]);
        candidates.retain(|rule| rule % 2 == 0);
        assert_eq!(candidates.of(&blocks).collect::<Vec<_>>(), [&[2][..], &[], &[2, 4], &[]]);
        assert_eq!([candidates.at(0), candidates.at(1), candidates.at(2)], [&[2][..], &[], &[2, 4]]);
    }
}
