//! Lines of one form that stand on a page many times over: who wrote each comment, what a card is headed with.

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Fault, Kind, Matcher, Pattern, Scene};
use crate::span::Span;

/// `times = { of = {…}, min = 3 }`: from this block to the end of the page so many blocks fit the pattern.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Times {
    /// What the blocks are like.
    of: Box<Pattern>,
    /// How many there must be.
    #[schemars(range(min = 1))]
    min: usize,
}

#[derive(Debug)]
struct TimesOf {
    of: Box<dyn Matcher>,
    min: usize,
}

impl Matcher for TimesOf {
    fn find(&self, scene: &Scene<'_>, at: usize) -> Option<Vec<Span>> {
        let mut fitting = (at..scene.blocks().len()).filter(|&block| self.of.find(scene, block).is_some());
        fitting.nth(self.min - 1).map(|_| Vec::new())
    }

    fn parts(&self) -> &[Box<dyn Matcher>] {
        std::slice::from_ref(&self.of)
    }
}

impl Kind for Times {
    fn compile(self) -> Result<Box<dyn Matcher>, Fault> {
        if self.min == 0 {
            return Err(Fault { message: "`times` needs a `min` of 1 or more".to_owned(), ..Fault::default() });
        }
        Ok(Box::new(TimesOf { of: self.of.compile()?, min: self.min }))
    }
}
