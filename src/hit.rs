//! What a rule found, before anything is decided.

use std::sync::Arc;

use crate::category::Category;
use crate::names::named;
use crate::span::Span;

named! {
    /// How far a rule reaches from what it found. Finer reaches win over wider ones.
    Reach, "reach" {
        /// Only the words that were found.
        Span = "span",
        /// The whole element of a web page that was found.
        Element = "element",
        /// The whole block they stand in.
        Block = "block",
        /// The block and those after it that belong to it.
        Section = "section",
        /// Everything from the start of the page to the end of the block.
        Lead = "lead",
        /// Everything from the block to the end of the page.
        Rest = "rest",
    }
}

/// What a rule wants done with what it found.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Effect {
    /// Take it out.
    Cut(Category),
    /// Leave it in, whatever other rules say.
    Keep,
}

impl Effect {
    /// Whether it takes out something of a category that is wanted out.
    pub(crate) fn cuts(self, wanted: impl Fn(Category) -> bool) -> bool {
        matches!(self, Self::Cut(category) if wanted(category))
    }
}

/// A rule found something.
#[derive(Clone, PartialEq, Debug)]
pub struct Hit {
    /// What it would take or save.
    pub span: Span,
    /// The id of the rule.
    pub rule: Arc<str>,
    /// What it wants.
    pub effect: Effect,
    /// How far it reaches.
    pub reach: Reach,
    /// How sure it is, from 0 to 1.
    pub confidence: f32,
}
