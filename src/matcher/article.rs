//! Where the article is on a page: evidence of each block, weighed.

use std::collections::{BTreeMap, HashMap};

use rustc_hash::{FxHashMap, FxHashSet};
use schemars::JsonSchema;
use serde::Deserialize;
use toml::Spanned;

use super::{Fault, Kind, Matcher, Scene};
use crate::document::{Block, Role};
use crate::evidence::{Family, Page, SECOND, Second, Weighed, Weights};
use crate::names::hint;
use crate::span::Span;

/// `[rule.html.article]`, `[rule.text.article]`: the block does not belong to the article, as far as its evidence goes.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Article {
    /// With fewer words of running text on a page nobody can say where the article is.
    fewest_words: usize,
    /// The score from which a block belongs to the article, as log odds: 0 is even.
    least: f32,
    /// What each observation of the first look adds.
    #[schemars(with = "BTreeMap<String, BTreeMap<String, f32>>", extend("propertyNames" = { "enum": Family::ALL }))]
    first: BTreeMap<Family, FxHashMap<String, f32>>,
    /// What each value of the second look is multiplied by.
    #[schemars(with = "BTreeMap<String, f32>", extend("propertyNames" = { "enum": SECOND }))]
    second: HashMap<Spanned<String>, f32>,
}

#[derive(Debug)]
struct ArticleOf {
    fewest_words: usize,
    least: f32,
    first: Weights,
    second: Second,
}

impl ArticleOf {
    /// Where the blocks stand that do not belong to the article. None of them where there is too little text to say so.
    fn outside(&self, scene: &Scene<'_>) -> Vec<Span> {
        let blocks = scene.blocks();
        let Some(page) = self.page(scene) else { return Vec::new() };
        let scores: Vec<f32> = self.second_look(&page).iter().map(|second| self.second_score(second)).collect();
        let spans = page.spans().zip(&scores);
        let inside: FxHashSet<Span> = spans.filter(|(_, score)| **score >= self.least).map(|(span, _)| span).collect();
        let Some(extent) = extent(blocks, &inside) else { return Vec::new() };
        // Where a dek stands is all that a text says of it.
        let is_dek = |block: &Block| block.role == Role::Dek && scene.parsed.tree.is_none();
        let belongs = |(at, block): (usize, &Block)| {
            inside.contains(&block.span) || (extent.contains(&at) && (!Page::judges(block.role) || is_dek(block)))
        };
        let out = blocks.iter().enumerate().filter(|block| !belongs(*block));
        out.map(|(_, block)| block.span).collect()
    }

    /// `None` where there is too little text to say where the article is.
    fn page<'s>(&self, scene: &'s Scene<'_>) -> Option<Page<'s>> {
        let page = Page::new(scene.parsed, scene.blocks(), &|at| scene.folded(at), scene.cuts())?;
        (page.running_words() >= self.fewest_words).then_some(page)
    }

    fn second_look(&self, page: &Page<'_>) -> Vec<Second> {
        let first: Vec<f32> = (0..page.spans().count()).map(|at| self.first_score(page, at)).collect();
        page.second(&first)
    }

    fn first_score(&self, page: &Page<'_>, at: usize) -> f32 {
        let mut score = 0.0;
        page.observe(at, &mut |observation| score += self.first.of(observation));
        score
    }

    fn second_score(&self, second: &Second) -> f32 {
        second.iter().zip(&self.second).map(|(value, weight)| value * weight).sum::<f32>()
    }

    fn weigh(&self, page: &Page<'_>, at: usize, second: &Second) -> Weighed {
        let mut first = Vec::new();
        page.observe(at, &mut |observation| {
            first.push((observation.family, observation.to_string(), self.first.of(observation)));
        });
        let shares = SECOND.iter().zip(second).zip(&self.second);
        Weighed {
            score: self.second_score(second),
            least: self.least,
            first,
            second: shares.map(|((name, value), weight)| (*name, *value, *weight)).collect(),
            ..Weighed::default()
        }
    }
}

/// Author lines, dates and credits stand up to so many blocks above an article's headline or behind its last paragraph.
const BESIDE: usize = 3;

/// From the headline over the article's first block to what belongs to its last.
fn extent(blocks: &[Block], inside: &FxHashSet<Span>) -> Option<std::ops::Range<usize>> {
    let is_inside = |block: &Block| inside.contains(&block.span);
    let first = blocks.iter().position(is_inside)?;
    let last = blocks.iter().rposition(is_inside)?;
    let start = blocks[..first].iter().rposition(|block| block.role == Role::Headline).unwrap_or(first);
    Some(start - beside(blocks[..start].iter().rev())..last + 1 + beside(blocks[last + 1..].iter()))
}

/// How many of these blocks belong to the article beside which they stand.
fn beside<'b>(blocks: impl Iterator<Item = &'b Block>) -> usize {
    let belongs = |block: &&Block| !Page::judges(block.role) && block.role != Role::Headline;
    blocks.take(BESIDE).take_while(belongs).count()
}

impl Matcher for ArticleOf {
    fn holds(&self, scene: &Scene<'_>, at: usize) -> bool {
        let outside = scene.once(self, || self.outside(scene));
        let block = scene.blocks()[at].span;
        outside.binary_search_by_key(&block.start, |span| span.start).is_ok()
    }

    fn weighs(&self) -> bool {
        true
    }

    fn possible(&self, scene: &Scene<'_>) -> bool {
        !scene.once(self, || self.outside(scene)).is_empty()
    }

    fn evidence(&self, scene: &Scene<'_>) -> Vec<Weighed> {
        let Some(page) = self.page(scene) else { return Vec::new() };
        let second = self.second_look(&page);
        let weighed = second.iter().enumerate().map(|(at, second)| self.weigh(&page, at, second));
        page.spans().zip(weighed).map(|(span, weighed)| Weighed { span, ..weighed }).collect()
    }
}

impl Kind for Article {
    fn compile(self) -> Result<Box<dyn Matcher>, Fault> {
        let mut second = [0.0; SECOND.len()];
        for (name, weight) in self.second {
            match SECOND.iter().position(|known| known == name.get_ref()) {
                Some(place) => second[place] = weight,
                None => return Err(unknown(&name)),
            }
        }
        let Article { fewest_words, least, first, .. } = self;
        Ok(Box::new(ArticleOf { fewest_words, least, first: Weights::new(&first), second }))
    }
}

fn unknown(name: &Spanned<String>) -> Fault {
    let hint = hint(name.get_ref(), &SECOND);
    Fault::new(name.span(), format!("the second look sees no `{}`", name.get_ref())).label("not in the list").hint(hint)
}
