//! Blocks that follow each other in a fixed order, over and over: headline, dek, author; headline, dek, author …

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Fault, Kind, Matcher, Needle, Pattern, Scene};
use crate::span::Span;

/// `group = { of = [{…}, {…}], min = 2 }`: the block begins a run of such blocks, at least `min` times over.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Group {
    /// One pattern for each block of a group.
    #[schemars(length(min = 1))]
    of: Vec<Pattern>,
    /// How many groups in a row there must be.
    #[serde(default = "two")]
    #[schemars(range(min = 1))]
    min: usize,
}

fn two() -> usize {
    2
}

#[derive(Debug)]
struct Groups {
    of: Vec<Box<dyn Matcher>>,
    min: usize,
}

/// A longer run is found in pieces; each of its groups begins a run of its own.
const MOST_GROUPS: usize = 32;

impl Groups {
    fn stands_at(&self, scene: &Scene<'_>, at: usize) -> bool {
        at + self.of.len() <= scene.blocks().len()
            && self.of.iter().enumerate().all(|(step, part)| part.holds(scene, at + step))
    }

    /// Where the groups begin that follow each other from a block on.
    fn in_a_row(&self, scene: &Scene<'_>, at: usize) -> impl Iterator<Item = usize> {
        (at..).step_by(self.of.len()).take_while(|&start| self.stands_at(scene, start))
    }
}

impl Matcher for Groups {
    fn holds(&self, scene: &Scene<'_>, at: usize) -> bool {
        self.in_a_row(scene, at).nth(self.min - 1).is_some()
    }

    fn places(&self, scene: &Scene<'_>, at: usize) -> Vec<Span> {
        let groups = self.in_a_row(scene, at).take(self.min.max(MOST_GROUPS)).count();
        let blocks = &scene.blocks()[at..at + groups * self.of.len()];
        blocks.iter().map(|block| block.span).reduce(|all, block| Span::new(all.start, block.end)).into_iter().collect()
    }

    fn needles(&self) -> Option<Vec<Needle>> {
        self.of.first().and_then(|first| first.needles())
    }

    fn longest_block(&self) -> usize {
        self.of.first().map_or(usize::MAX, |first| first.longest_block())
    }

    fn parts(&self) -> &[Box<dyn Matcher>] {
        &self.of
    }

    fn looks_around(&self) -> bool {
        true
    }
}

impl Kind for Group {
    fn compile(self) -> Result<Box<dyn Matcher>, Fault> {
        if self.of.is_empty() || self.min == 0 {
            let message = "a group needs at least one pattern in `of`, and `min` of 1 or more";
            return Err(Fault { message: message.to_owned(), ..Fault::default() });
        }
        let of = self.of.into_iter().map(Pattern::compile).collect::<Result<_, _>>()?;
        Ok(Box::new(Groups { of, min: self.min }))
    }
}
