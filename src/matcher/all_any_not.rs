//! Patterns made of patterns.

use std::sync::OnceLock;

use schemars::JsonSchema;
use serde::Deserialize;

use super::needle::commonness;
use super::{Cost, Fault, Kind, Matcher, Needle, Numbers, Pattern, Scene, WordIndex};
use crate::span::Span;

/// Every part must hold; what the first one that finds words found is the result.
pub(crate) fn all_of(mut parts: Vec<Box<dyn Matcher>>) -> Box<dyn Matcher> {
    if parts.len() == 1 {
        return parts.remove(0);
    }
    let mut order: Vec<usize> = (0..parts.len()).collect();
    order.sort_by_key(|&part| parts[part].cost());
    Box::new(AllOf { parts, order })
}

/// One part must hold; what the first one that holds found is the result.
pub(super) fn any_of(mut parts: Vec<Box<dyn Matcher>>) -> Box<dyn Matcher> {
    if parts.len() == 1 { parts.remove(0) } else { Box::new(AnyOf::new(parts)) }
}

fn compile_each(patterns: Vec<Pattern>) -> Result<Vec<Box<dyn Matcher>>, Fault> {
    patterns.into_iter().map(Pattern::compile).collect()
}

#[derive(Debug)]
struct AllOf {
    parts: Vec<Box<dyn Matcher>>,
    /// Their places, in the order in which they are asked.
    order: Vec<usize>,
}

impl Matcher for AllOf {
    fn holds(&self, scene: &Scene<'_>, at: usize) -> bool {
        self.order.iter().all(|&part| self.parts[part].holds(scene, at))
    }

    fn places(&self, scene: &Scene<'_>, at: usize) -> Vec<Span> {
        let mut places = self.parts.iter().map(|part| part.places(scene, at));
        places.find(|places| !places.is_empty()).unwrap_or_default()
    }

    fn lacks(&self, scene: &Scene<'_>, at: usize) -> Vec<String> {
        let failing = self.parts.iter().filter(|part| !part.holds(scene, at));
        failing.flat_map(|part| part.lacks(scene, at)).collect()
    }

    fn needles(&self) -> Option<Vec<Needle>> {
        self.parts.iter().filter_map(|part| part.needles()).min_by(|a, b| commonness(a).total_cmp(&commonness(b)))
    }

    fn longest_block(&self) -> usize {
        self.parts.iter().map(|part| part.longest_block()).min().unwrap_or(usize::MAX)
    }

    fn possible(&self, scene: &Scene<'_>) -> bool {
        self.parts.iter().all(|part| part.possible(scene))
    }

    fn parts(&self) -> &[Box<dyn Matcher>] {
        &self.parts
    }
}

#[derive(Debug)]
struct AnyOf {
    parts: Vec<Box<dyn Matcher>>,
    /// Whether it takes less work to look for the words of all parts at once than to try them.
    many: bool,
    /// Made when first needed.
    chances: OnceLock<Chances>,
}

/// From so many parts on.
const MANY: usize = 3;

impl AnyOf {
    fn new(parts: Vec<Box<dyn Matcher>>) -> Self {
        let many = parts.iter().filter(|part| part.cost() == Cost::Expression).count() >= MANY;
        Self { parts, many, chances: OnceLock::new() }
    }
}

/// Which parts have a chance in a block: of many expressions most are not tried.
#[derive(Debug)]
struct Chances {
    always: Vec<usize>,
    by_words: WordIndex,
}

impl Chances {
    fn new(parts: &[Box<dyn Matcher>]) -> Self {
        let (mut always, mut words) = (Vec::new(), Vec::new());
        for (place, part) in parts.iter().enumerate() {
            match part.needles().filter(|_| part.cost() == Cost::Expression) {
                Some(needles) => words.extend(needles.into_iter().map(|needle| (needle.into_text(), place))),
                None => always.push(place),
            }
        }
        Self { always, by_words: WordIndex::new(words) }
    }
}

impl Matcher for AnyOf {
    fn holds(&self, scene: &Scene<'_>, at: usize) -> bool {
        if !self.many {
            return self.parts.iter().any(|part| part.holds(scene, at));
        }
        let chances = self.chances.get_or_init(|| Chances::new(&self.parts));
        let mut worth = Numbers::below(self.parts.len());
        worth.add(&chances.always);
        chances.by_words.find(scene.folded(at), &mut worth);
        worth.drain().any(|part| self.parts[part].holds(scene, at))
    }

    fn places(&self, scene: &Scene<'_>, at: usize) -> Vec<Span> {
        let first = self.parts.iter().find(|part| part.holds(scene, at));
        first.map(|part| part.places(scene, at)).unwrap_or_default()
    }

    fn needles(&self) -> Option<Vec<Needle>> {
        let all: Option<Vec<_>> = self.parts.iter().map(|part| part.needles()).collect();
        all.map(|lists| lists.into_iter().flatten().collect())
    }

    fn longest_block(&self) -> usize {
        self.parts.iter().map(|part| part.longest_block()).max().unwrap_or(usize::MAX)
    }

    fn possible(&self, scene: &Scene<'_>) -> bool {
        self.parts.iter().any(|part| part.possible(scene))
    }

    fn parts(&self) -> &[Box<dyn Matcher>] {
        &self.parts
    }
}

#[derive(Debug)]
struct NoneOf(Box<dyn Matcher>);

impl Matcher for NoneOf {
    fn holds(&self, scene: &Scene<'_>, at: usize) -> bool {
        !self.0.holds(scene, at)
    }

    fn parts(&self) -> &[Box<dyn Matcher>] {
        std::slice::from_ref(&self.0)
    }
}

/// `all = [{…}, {…}]`: all of these patterns hold.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
pub(super) struct All(Vec<Pattern>);

impl Kind for All {
    fn compile(self) -> Result<Box<dyn Matcher>, Fault> {
        Ok(all_of(compile_each(self.0)?))
    }
}

/// `any = [{…}, {…}]`: one of these patterns holds.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
pub(super) struct Any(Vec<Pattern>);

impl Kind for Any {
    fn compile(self) -> Result<Box<dyn Matcher>, Fault> {
        Ok(any_of(compile_each(self.0)?))
    }
}

/// `not = {…}`: this pattern does not hold.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
pub(super) struct Not(Box<Pattern>);

impl Kind for Not {
    fn compile(self) -> Result<Box<dyn Matcher>, Fault> {
        Ok(Box::new(NoneOf(self.0.compile()?)))
    }
}
