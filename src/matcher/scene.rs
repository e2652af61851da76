//! What matchers look at: a document, and what several of them would otherwise work out again.

use std::cell::OnceCell;
use std::ops::Range;

use crate::document::{Block, Document, Role, body_of};
use crate::fold::fold;

/// A document as the matchers see it.
#[derive(Debug)]
pub struct Scene<'d> {
    /// The document itself.
    pub document: &'d Document,
    /// From the first to the last block of running text.
    pub body: Range<usize>,
    roles: Vec<Role>,
    folded: Vec<OnceCell<String>>,
}

impl<'d> Scene<'d> {
    /// Looks at a document.
    #[must_use]
    pub fn new(document: &'d Document) -> Self {
        let folded = vec![OnceCell::new(); document.blocks.len()];
        let roles = document.blocks.iter().map(|block| block.role).collect();
        Self { document, body: body_of(&document.blocks), roles, folded }
    }

    /// What each block is, as far as is known by now.
    #[must_use]
    pub fn roles(&self) -> &[Role] {
        &self.roles
    }

    /// Says what a block is.
    pub fn set_role(&mut self, at: usize, role: Role) {
        self.roles[at] = role;
    }

    /// What each block is, at the end.
    #[must_use]
    pub fn into_roles(self) -> Vec<Role> {
        self.roles
    }

    /// The blocks.
    #[must_use]
    pub fn blocks(&self) -> &'d [Block] {
        &self.document.blocks
    }

    /// The text of one block.
    #[must_use]
    pub fn text(&self, at: usize) -> &'d str {
        self.document.block_text(at)
    }

    /// The folded text of one block.
    #[must_use]
    pub fn folded(&self, at: usize) -> &str {
        self.folded.get(at).map_or("", |cell| cell.get_or_init(|| fold(self.text(at))))
    }
}
