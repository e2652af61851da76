//! What matchers look at: the blocks that nobody has cut yet, and what several matchers would otherwise work out again.

use std::cell::OnceCell;
use std::ops::Range;

use crate::document::{Block, Document, Role, body_of};
use crate::fold::fold;

/// A document as the matchers see it. Places (`at`) are places in the list of blocks that are left.
#[derive(Debug)]
pub struct Scene<'d> {
    /// The document itself.
    pub document: &'d Document,
    /// From the first to the last block of running text.
    pub body: Range<usize>,
    blocks: Vec<Block>,
    folded: Vec<OnceCell<String>>,
}

impl<'d> Scene<'d> {
    /// Looks at a document with all its blocks.
    #[must_use]
    pub fn new(document: &'d Document) -> Self {
        let blocks = document.blocks.clone();
        Self { document, body: body_of(&blocks), folded: vec![OnceCell::new(); blocks.len()], blocks }
    }

    /// The blocks that are left.
    #[must_use]
    pub fn blocks(&self) -> &[Block] {
        &self.blocks
    }

    /// The text of one block.
    #[must_use]
    pub fn text(&self, at: usize) -> &'d str {
        self.blocks.get(at).map_or("", |block| block.span.of(&self.document.text))
    }

    /// The folded text of one block.
    #[must_use]
    pub fn folded(&self, at: usize) -> &str {
        self.folded.get(at).map_or("", |cell| cell.get_or_init(|| fold(self.text(at))))
    }

    /// Says what a block is.
    pub fn set_role(&mut self, at: usize, role: Role) {
        self.blocks[at].role = role;
    }

    /// The blocks with what they are, at the end.
    #[must_use]
    pub fn into_blocks(self) -> Vec<Block> {
        self.blocks
    }

    /// Takes blocks away, so that those around them become neighbours. Says whether there were any.
    pub fn remove(&mut self, gone: impl Fn(&Block) -> bool) -> bool {
        let before = self.blocks.len();
        let stays: Vec<bool> = self.blocks.iter().map(|block| !gone(block)).collect();
        let mut stay = stays.iter().copied();
        self.blocks.retain(|_| stay.next().unwrap_or(true));
        let mut stay = stays.iter().copied();
        self.folded.retain(|_| stay.next().unwrap_or(true));
        self.body = body_of(&self.blocks);
        self.blocks.len() < before
    }
}
