//! Length and close of a block.

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Matcher, ReadyMade, Scene};

/// `min_words = 4`: the block has four words or more.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema)]
pub(super) struct MinWords(usize);

/// `max_words = 40`: the block has forty words or fewer.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema)]
pub(super) struct MaxWords(usize);

/// `sentence = false`: the block is open, as labels, headings and links are.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema)]
pub(super) struct Sentence(bool);

impl Matcher for MinWords {
    fn holds(&self, scene: &Scene<'_>, at: usize) -> bool {
        scene.blocks()[at].words >= self.0
    }

    fn lacks(&self, scene: &Scene<'_>, at: usize) -> Vec<String> {
        vec![format!("`min_words = {}` does not hold: the block has {}", self.0, scene.blocks()[at].words)]
    }
}

impl Matcher for MaxWords {
    fn holds(&self, scene: &Scene<'_>, at: usize) -> bool {
        scene.blocks()[at].words <= self.0
    }

    fn lacks(&self, scene: &Scene<'_>, at: usize) -> Vec<String> {
        vec![format!("`max_words = {}` does not hold: the block has {}", self.0, scene.blocks()[at].words)]
    }

    fn longest_block(&self) -> usize {
        self.0
    }
}

impl Matcher for Sentence {
    fn holds(&self, scene: &Scene<'_>, at: usize) -> bool {
        scene.blocks()[at].sentence == self.0
    }

    fn lacks(&self, _: &Scene<'_>, _: usize) -> Vec<String> {
        let is = if self.0 { "is open" } else { "closes as a sentence does" };
        vec![format!("`sentence = {}` does not hold: the block {is}", self.0)]
    }
}

impl ReadyMade for MinWords {}

impl ReadyMade for MaxWords {}

impl ReadyMade for Sentence {}
