//! Where in the document a block stands.

use schemars::JsonSchema;
use serde::Deserialize;
use toml::Spanned;

use super::{Fault, Kind, Matcher, ReadyMade, Scene};

/// `zone = "tail"`: where the block stands. In a document without running text every zone holds.
#[derive(Clone, Copy, PartialEq, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub(super) enum Zone {
    /// Before the first block of running text.
    Head,
    /// From the first to the last block of running text.
    Body,
    /// Behind the last block of running text.
    Tail,
    /// Head or tail.
    Edge,
    /// Anywhere.
    Any,
}

impl Matcher for Zone {
    fn holds(&self, scene: &Scene<'_>, at: usize) -> bool {
        let body = &scene.body;
        let (head, tail) = (at < body.start, at >= body.end);
        body.is_empty()
            || match self {
                Self::Head => head,
                Self::Body => !head && !tail,
                Self::Tail => tail,
                Self::Edge => head || tail,
                Self::Any => true,
            }
    }

    fn lacks(&self, scene: &Scene<'_>, at: usize) -> Vec<String> {
        let stands = match at {
            at if at < scene.body.start => "before",
            at if at < scene.body.end => "in",
            _ => "behind",
        };
        vec![format!("`zone` does not hold: the block stands {stands} the running text")]
    }

    fn looks_around(&self) -> bool {
        true
    }
}

/// `first = 5`: the block is one of the first five.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema)]
pub(super) struct First(usize);

impl Matcher for First {
    fn holds(&self, _: &Scene<'_>, at: usize) -> bool {
        at < self.0
    }

    fn looks_around(&self) -> bool {
        true
    }
}

/// `last = 5`: the block is one of the last five.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema)]
pub(super) struct Last(usize);

impl Matcher for Last {
    fn holds(&self, scene: &Scene<'_>, at: usize) -> bool {
        at + self.0 >= scene.blocks().len()
    }

    fn looks_around(&self) -> bool {
        true
    }
}

/// `after = 0.5`: the block ends in the second half of what is left of the text.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
pub(super) struct After(#[schemars(with = "f64", range(min = 0, max = 1))] Spanned<f64>);

#[derive(Clone, Copy, Debug)]
struct AfterShare(f64);

impl Matcher for AfterShare {
    fn holds(&self, scene: &Scene<'_>, at: usize) -> bool {
        scene.share_up_to(at) >= self.0
    }

    fn lacks(&self, scene: &Scene<'_>, at: usize) -> Vec<String> {
        let share = scene.share_up_to(at);
        vec![format!("`after = {}` does not hold: it is {share:.2} here", self.0)]
    }

    fn looks_around(&self) -> bool {
        true
    }
}

/// `past = 0.7`: so much of the document's running text stands before the block, and all of none.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
pub(super) struct Past(#[schemars(with = "f64", range(min = 0, max = 1))] Spanned<f64>);

#[derive(Clone, Copy, Debug)]
struct PastShare(f64);

impl Matcher for PastShare {
    fn holds(&self, scene: &Scene<'_>, at: usize) -> bool {
        scene.running_text_before(scene.blocks()[at].span) >= self.0
    }

    fn lacks(&self, scene: &Scene<'_>, at: usize) -> Vec<String> {
        let share = scene.running_text_before(scene.blocks()[at].span);
        vec![format!("`past = {}` does not hold: it is {share:.2} here", self.0)]
    }
}

impl ReadyMade for Zone {}

impl ReadyMade for First {}

impl ReadyMade for Last {}

impl Kind for After {
    fn compile(self) -> Result<Box<dyn Matcher>, Fault> {
        Ok(Box::new(AfterShare(share("after", &self.0)?)))
    }
}

impl Kind for Past {
    fn compile(self) -> Result<Box<dyn Matcher>, Fault> {
        Ok(Box::new(PastShare(share("past", &self.0)?)))
    }
}

fn share(key: &str, share: &Spanned<f64>) -> Result<f64, Fault> {
    if (0.0..=1.0).contains(share.get_ref()) {
        return Ok(*share.get_ref());
    }
    Err(Fault::new(share.span(), format!("`{key}` is a share of the text")).label("not from 0 to 1"))
}
