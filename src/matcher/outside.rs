//! Where the article is on a web page: the smallest element that holds nearly all running text.

use serde::Deserialize;
use toml::Spanned;

use super::{Fault, Kind, Matcher, Scene};
use crate::document::{Block, Role};
use crate::span::Span;

/// `outside = 0.8`: the block lies outside the smallest element that holds this share of the page's running text, and
/// not between the headline before it and its start.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct Outside(Spanned<f64>);

#[derive(Debug)]
struct OutsideOf {
    share: f64,
}

impl OutsideOf {
    fn article(&self, scene: &Scene<'_>) -> Option<Span> {
        scene.once(self, || find_article(scene, self.share).into_iter().collect()).first().copied()
    }
}

impl Matcher for OutsideOf {
    fn find(&self, scene: &Scene<'_>, at: usize) -> Option<Vec<Span>> {
        let block = scene.blocks()[at].span;
        self.article(scene).is_some_and(|article| !article.overlaps(block)).then(Vec::new)
    }

    fn possible(&self, scene: &Scene<'_>) -> bool {
        self.article(scene).is_some()
    }
}

/// With less running text than this nobody can say where the article is.
const FEWEST_WORDS: usize = 80;

fn find_article(scene: &Scene<'_>, share: f64) -> Option<Span> {
    let text = RunningText::of(scene.blocks());
    let tree = scene.document.tree.as_ref().filter(|_| text.words() >= FEWEST_WORDS)?;
    #[expect(clippy::cast_precision_loss, reason = "a share of words needs no exact count")]
    let enough = |span: &Span| text.held_by(*span) as f64 >= share * text.words() as f64;
    let article = tree.spans().filter(enough).min_by_key(|span| span.len())?;
    let is_headline = |block: &&Block| block.role == Role::Headline && block.span.start < article.start;
    let start = scene.blocks().iter().rfind(is_headline).map_or(article.start, |headline| headline.span.start);
    Some(Span::new(start, article.end))
}

/// The running text that is left on a page, links aside.
struct RunningText {
    spans: Vec<Span>,
    /// Words before each of `spans`, and at the end all words.
    before: Vec<usize>,
}

impl RunningText {
    fn of(blocks: &[Block]) -> Self {
        let is_text = |block: &&Block| block.is_prose() && block.linked * 2 < block.span.len();
        let mut text = Self { spans: Vec::new(), before: vec![0] };
        for block in blocks.iter().filter(is_text) {
            text.before.push(text.words() + block.words);
            text.spans.push(block.span);
        }
        text
    }

    fn words(&self) -> usize {
        self.before[self.spans.len()]
    }

    fn held_by(&self, span: Span) -> usize {
        let from = self.spans.partition_point(|text| text.start < span.start);
        let to = self.spans.partition_point(|text| text.end <= span.end);
        self.before[to.max(from)] - self.before[from]
    }
}

impl Kind for Outside {
    fn compile(self) -> Result<Box<dyn Matcher>, Fault> {
        let share = *self.0.get_ref();
        if !(0.5..=1.0).contains(&share) {
            return Err(
                Fault::new(self.0.span(), "`outside` is a share of the running text").label("not from 0.5 to 1")
            );
        }
        Ok(Box::new(OutsideOf { share }))
    }
}
