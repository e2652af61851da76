//! What the block before or behind must look like.

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Fault, Kind, Matcher, Pattern, Scene};

/// `previous = {…}`: the block before fits this pattern.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
pub(super) struct Previous(Box<Pattern>);

/// `next = {…}`: the block behind fits this pattern.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
pub(super) struct Next(Box<Pattern>);

#[derive(Debug)]
struct Neighbour {
    pattern: Box<dyn Matcher>,
    offset: isize,
}

impl Matcher for Neighbour {
    fn holds(&self, scene: &Scene<'_>, at: usize) -> bool {
        let other = at.checked_add_signed(self.offset).filter(|&other| other < scene.blocks().len());
        other.is_some_and(|other| self.pattern.holds(scene, other))
    }

    fn parts(&self) -> &[Box<dyn Matcher>] {
        std::slice::from_ref(&self.pattern)
    }

    fn looks_around(&self) -> bool {
        true
    }
}

impl Kind for Previous {
    fn compile(self) -> Result<Box<dyn Matcher>, Fault> {
        Ok(Box::new(Neighbour { pattern: self.0.compile()?, offset: -1 }))
    }
}

impl Kind for Next {
    fn compile(self) -> Result<Box<dyn Matcher>, Fault> {
        Ok(Box::new(Neighbour { pattern: self.0.compile()?, offset: 1 }))
    }
}
