//! Lines of one form that stand on a page many times over: who wrote each comment, what a card is headed with.

use schemars::JsonSchema;
use serde::Deserialize;
use toml::Spanned;

use super::{Fault, Kind, Matcher, Needle, Pattern, Scene};

/// `times = { of = {…}, min = 3, within = 20 }`: the block fits the pattern, and with it so many from there to the end of
/// the page, or of the next blocks; or, with `before = true`, of those before it, too.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Times {
    /// What the blocks are like.
    of: Box<Pattern>,
    /// How many there must be.
    #[schemars(with = "usize", range(min = 1))]
    min: Spanned<usize>,
    /// In how many blocks they must stand, from this one on; if not given, to the end of the page.
    #[schemars(range(min = 1))]
    within: Option<usize>,
    /// Whether those that stand before it count, too.
    #[serde(default)]
    before: bool,
}

#[derive(Debug)]
struct TimesOf {
    of: Box<dyn Matcher>,
    min: usize,
    within: usize,
    before: bool,
}

impl Matcher for TimesOf {
    fn holds(&self, scene: &Scene<'_>, at: usize) -> bool {
        if !self.of.holds(scene, at) {
            return false;
        }
        let start = if self.before { at.saturating_sub(self.within) } else { at };
        let end = at.saturating_add(self.within).min(scene.blocks().len());
        let mut others = (start..end).filter(|&other| other != at && self.of.holds(scene, other));
        self.min == 1 || others.nth(self.min - 2).is_some()
    }

    fn needles(&self) -> Option<Vec<Needle>> {
        self.of.needles()
    }

    fn longest_block(&self) -> usize {
        self.of.longest_block()
    }

    /// Blocks are counted, also those between.
    fn looks_around(&self) -> bool {
        true
    }

    fn parts(&self) -> &[Box<dyn Matcher>] {
        std::slice::from_ref(&self.of)
    }
}

impl Kind for Times {
    fn compile(self) -> Result<Box<dyn Matcher>, Fault> {
        let Self { of, min, within, before } = self;
        let within = within.unwrap_or(usize::MAX);
        let most = if before { within.saturating_mul(2).saturating_sub(1) } else { within };
        let fault = |message: String, label| Err(Fault::new(min.span(), message).label(label));
        match *min.get_ref() {
            0 => fault("`times` needs a `min` of 1 or more".into(), "so it holds for every block"),
            min if min > most => fault(format!("`within` asks of {most} blocks at most"), "there cannot be so many"),
            min => Ok(Box::new(TimesOf { of: of.compile()?, min, within, before })),
        }
    }
}
