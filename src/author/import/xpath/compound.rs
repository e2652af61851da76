//! One element of a selector.

use std::fmt;

use super::LONGEST;

/// What one element is like.
#[derive(Clone, PartialEq, Default, Debug)]
pub(super) struct Compound {
    /// Its name; empty for any.
    pub tag: String,
    /// What else must hold, in CSS.
    pub tests: String,
}

impl fmt::Display for Compound {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let tag = if self.tag.is_empty() && self.tests.is_empty() { "*" } else { &self.tag };
        write!(f, "{tag}{}", self.tests)
    }
}

impl Compound {
    /// What asks for its element again and again would soon fill the memory.
    pub(super) fn checked(self) -> Result<Self, String> {
        if self.tests.len() > LONGEST { Err("its selector would be too long".to_owned()) } else { Ok(self) }
    }
}
