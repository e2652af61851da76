//! How a block's letters are written.

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Matcher, ReadyMade, Scene};
use crate::prose::words;

/// `letters = "capitals"` or `"title"`: how the block's letters are written.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub(super) enum Letters {
    /// No lower-case letter, and at least two capitals.
    Capitals,
    /// Every word of four letters or more begins with a capital.
    Title,
}

impl Matcher for Letters {
    fn holds(&self, scene: &Scene<'_>, at: usize) -> bool {
        let text = scene.text(at);
        match self {
            Self::Capitals => {
                !text.contains(char::is_lowercase) && text.chars().filter(|c| c.is_uppercase()).nth(1).is_some()
            }
            Self::Title => words(text)
                .filter(|word| word.chars().count() >= 4)
                .all(|word| word.starts_with(|c: char| c.is_uppercase() || c.is_numeric())),
        }
    }
}

impl ReadyMade for Letters {}
