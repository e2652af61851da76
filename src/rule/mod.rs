//! Rules: from TOML to something that finds.

mod belongs;
mod candidates;
mod compile;
mod copies;
mod error;
mod file;
mod index;
mod literal;
mod load;
mod pack;
mod run;
mod schema;
mod set;
mod shape;

pub use error::RuleError;
pub use pack::{PackError, PackSource};
pub use schema::json_schema;
pub use set::RuleSet;

use std::sync::Arc;

use crate::category::Category;
use crate::document::{Document, Kind, Role};
use crate::hit::{Effect, Hit, Reach};
use crate::matcher::{Matcher, Scene, Selectors};
use crate::span::Span;

/// What a rule does with what it finds.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Action {
    /// Take it out, so far around it.
    Cut(Category, Reach),
    /// Save it from every cut.
    Keep(Reach),
    /// Say what the block is.
    Role(Role),
}

/// A text that a rule changes, and what comes of it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Example {
    /// A page text.
    pub before: String,
    /// What the rule alone makes of it.
    pub after: String,
    /// Another article of the outlet, for a rule that asks what recurs.
    pub beside: Option<String>,
}

/// One rule, ready to run.
#[derive(Debug)]
pub struct Rule {
    /// Its name.
    pub id: Arc<str>,
    /// The name of the pack it stands in.
    pub pack: Arc<str>,
    /// The place of its pack among those that were loaded.
    pub(crate) order: usize,
    /// Whether it came with offcut.
    pub builtin: bool,
    /// The path of its file, for messages.
    pub path: Arc<str>,
    /// The line of its file where it begins, from 1.
    pub line: usize,
    /// What it does.
    pub action: Action,
    /// The reason, for the one who reviews the cut.
    pub why: String,
    /// How often such a hit is right, from 0 to 1.
    pub confidence: f32,
    /// The kinds of input it holds for; all, if empty.
    pub kinds: Vec<Kind>,
    /// First and last day of the layout it was made for, as `YYYY-MM-DD`.
    pub days: (Option<String>, Option<String>),
    /// Texts that it finds, whole.
    pub finds: Vec<String>,
    /// Texts in which it finds nothing.
    pub spares: Vec<String>,
    /// Texts before and after.
    pub examples: Vec<Example>,
    matcher: Box<dyn Matcher>,
    /// The most words that a block can have for the matcher to hold.
    longest_block: usize,
    /// Whether it may find more once blocks around it are gone.
    looks_around: bool,
    /// Whether what it takes is a copy of what stands before.
    takes_copies: bool,
    follow: Option<Box<dyn Matcher>>,
    max_blocks: usize,
}

impl Rule {
    /// Whether it holds for this document at all: its kind and its day. A page without a day may be of any.
    #[must_use]
    pub fn holds_for(&self, document: &Document) -> bool {
        let (since, until) = &self.days;
        let is_day = |day: &&str| day.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
        let day = document.date.as_deref().and_then(|date| date.get(..10)).filter(is_day);
        let late_enough = since.as_deref().is_none_or(|since| day.is_none_or(|day| since <= day));
        let early_enough = until.as_deref().is_none_or(|until| day.is_none_or(|day| day <= until));
        late_enough && early_enough && (self.kinds.is_empty() || self.kinds.contains(&document.kind))
    }

    /// Why it finds nothing in block `at`, as far as that is not plain from the text.
    fn lacks(&self, scene: &Scene<'_>, at: usize) -> Vec<String> {
        match () {
            () if !self.holds_for(scene.document) => {
                vec![format!("`kinds` does not hold: this is read as {}", scene.document.kind)]
            }
            () if self.matcher.holds(scene, at) => Vec::new(),
            () => self.matcher.lacks(scene, at),
        }
    }

    /// What it finds from block `at` on.
    fn hits_at<'r>(&'r self, scene: &Scene<'_>, at: usize) -> impl Iterator<Item = Hit> + use<'r> {
        let (effect, reach) = match self.action {
            Action::Cut(category, reach) => (Effect::Cut(category), reach),
            Action::Keep(reach) => (Effect::Keep, reach),
            Action::Role(_) => (Effect::Keep, Reach::Block),
        };
        let found = self.matcher.holds(scene, at).then(|| self.matcher.places(scene, at));
        let spans = found.map(|found| self.reach_from(scene, at, reach, found)).unwrap_or_default();
        spans.into_iter().filter(|span| !span.is_empty()).map(move |span| self.hit(span, effect, reach))
    }

    fn hit(&self, span: Span, effect: Effect, reach: Reach) -> Hit {
        Hit { span, rule: self.id.clone(), effect, reach, confidence: self.confidence }
    }

    /// The category and the selectors of a rule that cuts elements and asks for nothing else.
    fn of_elements(&self) -> Option<(Category, &Selectors)> {
        match self.action {
            Action::Cut(category, Reach::Element) => Some((category, self.matcher.selectors()?)),
            _ => None,
        }
    }

    /// The elements that it cuts, if it asks for nothing else.
    fn elements(&self, scene: &Scene<'_>) -> Vec<Hit> {
        let Some((category, selectors)) = self.of_elements() else { return Vec::new() };
        let spans = selectors.spans(scene);
        let taken = spans.iter().filter(|span| self.may_take(scene, **span));
        taken.map(|span| self.hit(*span, Effect::Cut(category), Reach::Element)).collect()
    }

    /// The elements that it would cut, did they not hold half of the running text.
    fn refused(&self, scene: &Scene<'_>) -> Vec<Hit> {
        let Some((category, selectors)) = self.of_elements() else { return Vec::new() };
        let spans = selectors.spans(scene);
        let left = spans.iter().filter(|span| !self.may_take(scene, **span));
        left.map(|span| self.hit(*span, Effect::Cut(category), Reach::Element)).collect()
    }

    fn reach_from(&self, scene: &Scene<'_>, at: usize, reach: Reach, found: Vec<Span>) -> Vec<Span> {
        let block = scene.blocks()[at].span;
        let end = found.iter().map(|span| span.end).fold(block.end, usize::max);
        match reach {
            Reach::Span if found.is_empty() => vec![block],
            Reach::Span => found,
            Reach::Element => found.into_iter().filter(|&span| self.may_take(scene, span)).collect(),
            Reach::Block => vec![Span::new(block.start, block_end(scene, end))],
            Reach::Section => vec![Span::new(block.start, self.section_end(scene, at))],
            Reach::Lead => vec![Span::new(scene.blocks()[0].span.start, block.end)],
            Reach::Rest => vec![Span::new(block.start, block_end(scene, usize::MAX))],
        }
    }

    /// Some sites put their articles into an `.ad-container`: an element with half of the running text is not cut.
    /// Comments can be longer than the article that they follow, and so can a footer.
    fn may_take(&self, scene: &Scene<'_>, element: Span) -> bool {
        match self.action {
            Action::Cut(Category::Comments | Category::Footer, _) if scene.follows_an_article(element) => true,
            Action::Cut(..) => !scene.holds_the_text(element),
            Action::Keep(_) | Action::Role(_) => true,
        }
    }

    /// The end of the last block that belongs to the section under block `at`.
    fn section_end(&self, scene: &Scene<'_>, at: usize) -> usize {
        let belongs = |other: &usize| match &self.follow {
            Some(follow) => follow.holds(scene, *other),
            None => !scene.blocks()[*other].is_prose(),
        };
        let following = (at + 1..scene.blocks().len()).take(self.max_blocks);
        let last = following.take_while(belongs).last().unwrap_or(at);
        scene.blocks()[last].span.end
    }
}

/// The end of the last block that begins before `end`.
fn block_end(scene: &Scene<'_>, end: usize) -> usize {
    let last = scene.blocks().partition_point(|block| block.span.start < end);
    scene.blocks()[last - 1].span.end
}
