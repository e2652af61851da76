//! CSS selectors: elements of a web page, and so the blocks in them.

mod key;
mod parse;
mod scan;
#[cfg(test)]
mod tests;

pub use scan::{Call, Mark, marks, split};

use std::ops::Range;
use std::rc::Rc;

use schemars::JsonSchema;
use scraper::Selector;
use serde::Deserialize;
use toml::Spanned;

use super::regex::explain;
use super::{Fault, Kind, Matcher, Scene};
use crate::document::{Document, Key, Operator, Parsed, Procedural, Tree, search};
use crate::span::Span;

/// `css = "nav, .share-bar"`. Holds for the first block of a matched element, and finds the whole element.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
pub(super) struct Css(#[schemars(with = "String")] Spanned<String>);

/// A list of selectors, and where it stands in its file.
#[derive(Debug)]
pub struct Selectors {
    list: Vec<One>,
    at: Range<usize>,
}

/// One selector.
#[derive(Debug)]
enum One {
    /// Plain CSS, and what the elements it matches must have.
    Plain(Selector, Key),
    /// One with operators.
    Procedural(Procedural),
}

impl One {
    fn select(&self, document: &Document, tree: &Tree) -> Vec<Span> {
        match self {
            Self::Plain(selector, key) => tree.select(selector, key),
            Self::Procedural(procedural) => search(document, tree, procedural),
        }
    }

    fn is_in(&self, document: &Document, tree: &Tree) -> bool {
        match self {
            Self::Plain(selector, key) => tree.has(selector, key),
            Self::Procedural(_) => !self.select(document, tree).is_empty(),
        }
    }
}

impl Selectors {
    /// Reads a list of selectors.
    ///
    /// # Errors
    /// When one of them does not parse.
    pub fn parse(list: &Spanned<String>) -> Result<Self, Fault> {
        let at = list.span();
        let one = |part| {
            let place = |fault: Fault| Fault { at: Some(at.clone()), ..fault }.within(place(list.get_ref(), part));
            parse::parse(part).map_err(place)
        };
        let parts = scan::split(list.get_ref()).map_err(|fault| Fault { at: Some(at.clone()), ..fault })?;
        let list = parts.into_iter().map(one).collect::<Result<_, _>>()?;
        Ok(Self { list, at })
    }

    /// Whether one of them finds an element that holds text.
    #[must_use]
    pub fn match_in(&self, parsed: &Parsed) -> bool {
        let Some(tree) = &parsed.tree else { return false };
        self.list.iter().any(|one| one.is_in(&parsed.document, tree))
    }

    /// Where the elements stand that they find, in order.
    #[must_use]
    pub fn select(&self, parsed: &Parsed) -> Vec<Span> {
        let Some(tree) = &parsed.tree else { return Vec::new() };
        let mut spans: Vec<_> = self.list.iter().flat_map(|one| one.select(&parsed.document, tree)).collect();
        spans.sort_by_key(|span| span.start);
        spans
    }

    /// The same, worked out once.
    pub(crate) fn spans(&self, scene: &Scene<'_>) -> Rc<[Span]> {
        scene.once(self, || self.select(scene.parsed))
    }
}

impl Matcher for Selectors {
    fn holds(&self, scene: &Scene<'_>, at: usize) -> bool {
        !self.places(scene, at).is_empty()
    }

    fn places(&self, scene: &Scene<'_>, at: usize) -> Vec<Span> {
        let block = scene.blocks()[at].span;
        let before = at.checked_sub(1).map_or(0, |before| scene.blocks()[before].span.end);
        // This is the first block that is left of the element, or the element lies inside it.
        let spans = self.spans(scene);
        let later = &spans[spans.partition_point(|span| span.start < before)..];
        let beginning = later.iter().take_while(|span| span.start < block.end);
        beginning.filter(|span| span.overlaps(block)).copied().collect()
    }

    fn possible(&self, scene: &Scene<'_>) -> bool {
        !self.spans(scene).is_empty()
    }

    fn selectors(&self) -> Option<&Selectors> {
        Some(self)
    }

    fn finds_elements(&self) -> bool {
        true
    }

    fn build(&self) -> Result<(), Fault> {
        let operators = self.list.iter().flat_map(|one| match one {
            One::Procedural(procedural) => procedural.operators.as_slice(),
            One::Plain(..) => &[],
        });
        let mut expressions = operators.flat_map(Operator::expressions);
        expressions.try_for_each(|expression| {
            let source = Spanned::new(self.at.clone(), expression.source.clone());
            expression.built().map(drop).map_err(|error| explain(&source, error))
        })
    }
}

impl Kind for Css {
    fn compile(self) -> Result<Box<dyn Matcher>, Fault> {
        Ok(Box::new(Selectors::parse(&self.0)?))
    }
}

/// Where a part of a list stands in it.
#[must_use]
pub fn place(list: &str, part: &str) -> Range<usize> {
    let start = part.as_ptr().addr() - list.as_ptr().addr();
    start..start + part.len()
}

/// Operators whose argument is text.
fn is_raw(name: &str) -> bool {
    matches!(name, "contains" | "containsOwn" | "matches" | "matchesOwn")
}

/// A fault whose place the reader of the list knows.
fn broken(message: impl Into<String>) -> Fault {
    Fault { message: message.into(), ..Fault::default() }
}
