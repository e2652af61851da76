//! A block that says what another one says: captions and headlines that stand twice.

use rustc_hash::FxHashSet;
use schemars::JsonSchema;
use serde::Deserialize;
use toml::Spanned;

use super::{Cost, Fault, Kind, Matcher, Scene};
use crate::document::{Block, Role};
use crate::span::Span;

/// `repeat = { of = "previous" }`: the block says what another one says.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Repeat {
    of: Of,
    /// How many more words the longer of the two may have, when one begins with the other.
    #[schemars(with = "Option<usize>")]
    slack: Option<Spanned<usize>>,
    /// Only so many first words need to be the same: `Ada Lindqvist`, and `Ada writes about harbours`.
    #[schemars(with = "Option<usize>")]
    words: Option<Spanned<usize>>,
}

/// Which other block.
#[derive(Clone, Copy, PartialEq, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
enum Of {
    /// The block right before.
    Previous,
    /// The block right behind.
    Next,
    /// One of the two blocks before.
    Near,
    /// The headline, wherever it stands before.
    Headline,
    /// Any block before, word for word; of two with the headline between them, the one above.
    Earlier,
}

#[derive(Debug)]
struct RepeatOf {
    of: Of,
    compare: Compare,
}

#[derive(Debug)]
enum Compare {
    /// All words; where one block begins with the other, the longer may have so many more.
    All { slack: usize },
    /// The first so many words.
    First(usize),
}

impl RepeatOf {
    fn same(&self, scene: &Scene<'_>, at: usize, other: usize) -> bool {
        let (a, b) = (scene.bare(at), scene.bare(other));
        let slack = match self.compare {
            Compare::All { slack } => slack,
            Compare::First(words) => return same_beginning(a, b, words),
        };
        let (here, there) = (&scene.blocks()[at], &scene.blocks()[other]);
        let alike = || a == b || (slack > 0 && (begins(a, b) || begins(b, a)));
        here.words.abs_diff(there.words) <= slack && alike() && same_numbers(scene.text(at), scene.text(other))
    }

    fn others(&self, scene: &Scene<'_>, at: usize) -> std::ops::Range<usize> {
        match self.of {
            Of::Previous => at.saturating_sub(1)..at,
            Of::Next => at + 1..(at + 2).min(scene.blocks().len()),
            Of::Near => at.saturating_sub(2)..at,
            Of::Headline => {
                let headline = scene.blocks().iter().position(|block| block.role == Role::Headline);
                headline.filter(|&headline| headline < at).map_or(0..0, |headline| headline..headline + 1)
            }
            Of::Earlier => 0..0,
        }
    }

    /// Whether its text stood before.
    fn stood_before(&self, scene: &Scene<'_>, at: usize) -> bool {
        scene.once(self, || copies(scene)).binary_search(&scene.blocks()[at].span).is_ok()
    }
}

/// The blocks whose text stood before. Of two with the headline between them the one above is the copy: a teaser.
fn copies(scene: &Scene<'_>) -> Vec<Span> {
    let headline = scene.blocks().iter().position(|block| block.role == Role::Headline).unwrap_or(0);
    let (above, below) = scene.blocks().split_at(headline);
    let mut texts = FxHashSet::default();
    let mut is_copy = |block: &&Block| !texts.insert(block.span.of(&scene.document.text));
    let mut copies: Vec<&Block> = below.iter().filter(&mut is_copy).collect();
    copies.extend(above.iter().filter(&mut is_copy));
    let mut copies: Vec<Span> = copies.into_iter().map(|block| block.span).collect();
    copies.sort_unstable();
    copies
}

/// Folding makes all numbers one; two lines that differ in a number are not the same. Of two lines the longer one may
/// have more numbers at its end.
fn same_numbers(a: &str, b: &str) -> bool {
    let (a, b): (Vec<&str>, Vec<&str>) = (numbers(a).collect(), numbers(b).collect());
    a.starts_with(&b) || b.starts_with(&a)
}

fn numbers(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_numeric()).filter(|number| !number.is_empty())
}

/// Whether both have so many words, and the same.
fn same_beginning(a: &str, b: &str, words: usize) -> bool {
    let a: Vec<&str> = a.split_whitespace().take(words).collect();
    a.len() == words && b.split_whitespace().take(words).eq(a)
}

/// Whether `long` begins with `short` as whole words.
fn begins(long: &str, short: &str) -> bool {
    long.strip_prefix(short).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
}

impl Matcher for RepeatOf {
    fn holds(&self, scene: &Scene<'_>, at: usize) -> bool {
        match self.of {
            Of::Earlier => self.stood_before(scene, at),
            _ => self.others(scene, at).any(|other| self.same(scene, at, other)),
        }
    }

    fn cost(&self) -> Cost {
        Cost::Words
    }

    fn looks_around(&self) -> bool {
        true
    }

    fn finds_copies(&self) -> bool {
        self.of == Of::Earlier
    }
}

impl Kind for Repeat {
    fn compile(self) -> Result<Box<dyn Matcher>, Fault> {
        let Self { of, slack, words } = self;
        let loose = slack.as_ref().or(words.as_ref());
        if let (Of::Earlier, Some(loose)) = (of, loose) {
            return Err(Fault::new(loose.span(), "`earlier` compares word for word").label("nothing looser there"));
        }
        let compare = match (slack, words) {
            (_, Some(words)) if *words.get_ref() == 0 => {
                return Err(Fault::new(words.span(), "every line has the same first 0 words").label("take 1 or more"));
            }
            (Some(_), Some(words)) => {
                return Err(Fault::new(words.span(), "`words` and `slack` ask for different things").label("take one"));
            }
            (_, Some(words)) => Compare::First(words.into_inner()),
            (slack, None) => Compare::All { slack: slack.map_or(0, Spanned::into_inner) },
        };
        Ok(Box::new(RepeatOf { of, compare }))
    }
}
