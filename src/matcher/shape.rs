//! Length and close of a block.

use serde::Deserialize;

use super::{Fault, Kind, Matcher, Scene};
use crate::span::Span;

/// `min_words = 4`
#[derive(Clone, Copy, Debug, Deserialize)]
pub(super) struct MinWords(usize);

/// `max_words = 40`
#[derive(Clone, Copy, Debug, Deserialize)]
pub(super) struct MaxWords(usize);

/// `sentence = false`: the block is open, as labels, headings and links are.
#[derive(Clone, Copy, Debug, Deserialize)]
pub(super) struct Sentence(bool);

impl Matcher for MinWords {
    fn find(&self, scene: &Scene<'_>, at: usize) -> Option<Vec<Span>> {
        (scene.blocks()[at].words >= self.0).then(Vec::new)
    }
}

impl Matcher for MaxWords {
    fn find(&self, scene: &Scene<'_>, at: usize) -> Option<Vec<Span>> {
        (scene.blocks()[at].words <= self.0).then(Vec::new)
    }

    fn longest_block(&self) -> usize {
        self.0
    }
}

impl Matcher for Sentence {
    fn find(&self, scene: &Scene<'_>, at: usize) -> Option<Vec<Span>> {
        (scene.blocks()[at].sentence == self.0).then(Vec::new)
    }
}

impl Kind for MinWords {
    fn compile(self) -> Result<Box<dyn Matcher>, Fault> {
        Ok(Box::new(self))
    }
}

impl Kind for MaxWords {
    fn compile(self) -> Result<Box<dyn Matcher>, Fault> {
        Ok(Box::new(self))
    }
}

impl Kind for Sentence {
    fn compile(self) -> Result<Box<dyn Matcher>, Fault> {
        Ok(Box::new(self))
    }
}
