//! Lines that other articles of the same outlet hold, too.

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Matcher, ReadyMade, Scene};

/// `recurring = true`: another article of the outlet holds the line, in a run that counted them. Where half of the running
/// text recurs, the other article is a copy, and nothing holds.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema)]
pub(super) struct Recurring(bool);

impl Matcher for Recurring {
    fn holds(&self, scene: &Scene<'_>, at: usize) -> bool {
        let spans = scene.once(self, || match scene.document.recurring.clone() {
            spans if scene.hold_the_text(spans.iter().copied()) => Vec::new(),
            spans => spans,
        });
        spans.binary_search(&scene.blocks()[at].span).is_ok() == self.0
    }

    fn possible(&self, scene: &Scene<'_>) -> bool {
        !self.0 || !scene.document.recurring.is_empty()
    }
}

impl ReadyMade for Recurring {}
