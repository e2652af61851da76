//! Fits the weights of the evidence, and says what they are worth on domains they were not fitted on.
//!
//! The first look is fitted on what is observed of every block. The second is fitted on first scores that come from
//! weights fitted on other domains. Domains are dealt into ten parts; each part's pages are cleaned with weights
//! fitted on the other nine. The second look's few weights have heard of them all: the first scores that they are fitted
//! on come from weights that left out one part each, and not always this one.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::fs;
use std::path::Path;

use anyhow::Result;
use offcut::{Cleaner, Kind, Weighed};
use rayon::prelude::*;

use crate::bag::tokens;
use crate::corpus::{Page, load};
use crate::labels::{Label, labels};
use crate::measure::{cleaner, head, print, show_worst, source};
use crate::regression::{Case, fit};
use crate::score::Score;
use crate::weights::{Weights, packs_with, replace};

const PARTS: usize = 10;
const FEWEST_WORDS: usize = 30;

/// Log odds from which a block is kept: a lost paragraph is worse than one too many, the more so where less is known.
fn least(kind: Kind) -> f32 {
    if kind == Kind::Html { -0.85 } else { -1.3 }
}
/// An observation counts that was made on so many domains; the word of a name, or of a line, on so many: rarer words
/// are those of the pages' matter.
const FEWEST_DOMAINS: usize = 6;
const FEWEST_DOMAINS_OF_NAMES: usize = 25;
const FEWEST_DOMAINS_OF_WORDS: usize = 100;
const RIDGE: f32 = 60.0;
const SECOND_RIDGE: f32 = 10.0;
/// Smaller weights are left out of the file.
const LEAST_WEIGHT: f32 = 0.03;

fn table(kind: Kind, weights: &Weights) -> String {
    weights.to_toml(kind, least(kind), FEWEST_WORDS)
}

/// A page's blocks: what was weighed of each, and whether it is in the known text.
struct Judged {
    blocks: Vec<(Weighed, Label, usize)>,
    /// Words of its known text.
    words: usize,
    domain: String,
    part: usize,
}

pub fn run(folder: &Path, kind: Kind, worst: usize, write: Option<&Path>) -> Result<()> {
    let pages = load(folder, kind)?;
    let fitting = Fitting::new(&pages);
    println!("{} pages, {} observations with weights", pages.len(), fitting.space.names.len());
    let cleaners = fitting.cleaners();
    let scores = cleaners.scores(&pages);
    head();
    print(OTHER_DOMAINS, &pages, &scores);
    if worst > 0 {
        show_worst(&pages, &scores, worst, |page| cleaners.of(page));
    }
    if let Some(file) = write {
        let text = fs::read_to_string(file)?;
        fs::write(file, replace(&text, kind, &table(kind, &fitting.all())))?;
    }
    Ok(())
}

/// What every page scores when it is cleaned with weights fitted on other domains.
pub fn on_other_domains(pages: &[Page]) -> Vec<Score> {
    Fitting::new(pages).cleaners().scores(pages)
}

pub const OTHER_DOMAINS: &str = "on other domains";

/// What weights are fitted on, part by part.
struct Fitting {
    kind: Kind,
    judged: Vec<Judged>,
    space: Space,
    /// The first look without each part.
    firsts: Vec<Weights>,
    seconds: Vec<(usize, Case)>,
}

impl Fitting {
    fn new(pages: &[Page]) -> Self {
        let kind = pages[0].kind;
        let none = Weights { first: BTreeMap::new(), second: Vec::new() };
        let judged = judge(pages, &table(kind, &none));
        let space = Space::new(&judged);
        let firsts: Vec<Weights> = (0..PARTS).into_par_iter().map(|part| space.first(&judged, Some(part))).collect();
        let seconds = second_cases(pages, &judged, &firsts);
        Self { kind, judged, space, firsts, seconds }
    }

    /// A cleaner for each part, with weights fitted on the others.
    fn cleaners(&self) -> Cleaners {
        let cleaner = |(part, first): (usize, &Weights)| {
            let weights = first.clone().with_second(&second(&self.seconds, Some(part)), &offcut::SECOND);
            cleaner(&packs_with(self.kind, &table(self.kind, &weights)))
        };
        Cleaners(self.firsts.iter().enumerate().map(cleaner).collect())
    }

    /// Weights fitted on all pages.
    fn all(&self) -> Weights {
        self.space.first(&self.judged, None).with_second(&second(&self.seconds, None), &offcut::SECOND)
    }
}

struct Cleaners(Vec<Cleaner>);

impl Cleaners {
    fn of(&self, page: &Page) -> &Cleaner {
        &self.0[part_of(&page.domain)]
    }

    fn scores(&self, pages: &[Page]) -> Vec<Score> {
        let clean = |page: &Page| self.of(page).clean(source(page)).map(|cleaned| cleaned.text);
        pages.par_iter().map(|page| Score::of(&page.gold, &clean(page).unwrap_or_default())).collect()
    }
}

/// What offcut weighs of every page under these weights.
fn judge(pages: &[Page], weights: &str) -> Vec<Judged> {
    let kind = pages[0].kind;
    let cleaner = cleaner(&packs_with(kind, weights));
    let judge = |page: &Page| {
        let document = offcut::read::read(source(page)).expect("the page can be read").document;
        let labels = labels(&document, &page.gold);
        let known: HashMap<usize, (Label, usize)> = document
            .blocks
            .iter()
            .zip(labels)
            .map(|(block, label)| (block.span.start, (label, tokens(block.span.of(&document.text)).len())))
            .collect();
        let blocks = cleaner.weigh(source(page)).expect("the page can be read").into_iter();
        let blocks = blocks.map(|weighed| {
            let (label, words) = known[&weighed.span.start];
            (weighed, label, words)
        });
        let part = part_of(&page.domain);
        Judged { blocks: blocks.collect(), words: tokens(&page.gold).len(), domain: page.domain.clone(), part }
    };
    pages.par_iter().map(judge).collect()
}

/// The same domain always falls into the same part.
fn part_of(domain: &str) -> usize {
    domain.bytes().fold(7_usize, |hash, byte| hash.wrapping_mul(31).wrapping_add(usize::from(byte))) % PARTS
}

/// A block counts by its share of the page's text, so that every page counts alike.
fn counts(judged: &Judged, words: usize) -> f32 {
    100.0 * ((words + 4) as f32 / (judged.words + 1) as f32).min(1.0)
}

/// The observations that have weights.
struct Space {
    names: Vec<(String, String)>,
    places: HashMap<(String, String), usize>,
}

impl Space {
    fn new(judged: &[Judged]) -> Self {
        let mut domains: BTreeMap<(String, String), HashSet<&str>> = BTreeMap::new();
        for page in judged {
            for (family, value, _) in page.blocks.iter().flat_map(|(weighed, ..)| &weighed.first) {
                domains.entry((family.name().to_owned(), value.clone())).or_default().insert(&page.domain);
            }
        }
        let enough = |((family, _), domains): &(&(String, String), &HashSet<&str>)| {
            let fewest = match &**family {
                "names" => FEWEST_DOMAINS_OF_NAMES,
                "words" => FEWEST_DOMAINS_OF_WORDS,
                _ => FEWEST_DOMAINS,
            };
            domains.len() >= fewest
        };
        let names: Vec<_> = domains.iter().filter(enough).map(|(name, _)| name.clone()).collect();
        let places = names.iter().cloned().enumerate().map(|(at, name)| (name, at)).collect();
        Self { names, places }
    }

    fn case(&self, judged: &Judged, (weighed, label, words): &(Weighed, Label, usize)) -> Case {
        let place = |(family, value, _): &(offcut::Family, String, f32)| {
            Some((*self.places.get(&(family.name().to_owned(), value.clone()))?, 1.0))
        };
        let observed = weighed.first.iter().filter_map(place).collect();
        Case { observed, yes: *label == Label::Article, counts: counts(judged, *words) }
    }

    /// The first look, fitted on all parts but one.
    fn first(&self, judged: &[Judged], without: Option<usize>) -> Weights {
        let pages = judged.iter().filter(|page| Some(page.part) != without);
        let cases: Vec<Case> = pages.flat_map(|page| page.blocks.iter().map(|block| self.case(page, block))).collect();
        let fitted = fit(&cases.iter().collect::<Vec<_>>(), self.names.len(), RIDGE);
        let mut first: BTreeMap<String, BTreeMap<String, f32>> = BTreeMap::new();
        for ((family, value), weight) in self.names.iter().zip(&fitted).filter(|(_, w)| w.abs() >= LEAST_WEIGHT) {
            first.entry(family.clone()).or_default().insert(value.clone(), *weight);
        }
        Weights { first, second: Vec::new() }
    }
}

/// The second look's cases by part, each seen under first weights that were fitted on other domains.
fn second_cases(pages: &[Page], judged: &[Judged], firsts: &[Weights]) -> Vec<(usize, Case)> {
    let kind = pages[0].kind;
    let mut cases = Vec::new();
    for (part, first) in firsts.iter().enumerate() {
        let own: Vec<Page> =
            pages.iter().zip(judged).filter(|(_, judged)| judged.part == part).map(|(page, _)| page.clone()).collect();
        for page in judge(&own, &table(kind, first)) {
            cases.extend(page.blocks.iter().map(|(weighed, label, words)| {
                let observed = weighed.second.iter().enumerate().map(|(at, (_, value, _))| (at, *value)).collect();
                (part, Case { observed, yes: *label == Label::Article, counts: counts(&page, *words) })
            }));
        }
    }
    cases
}

fn second(cases: &[(usize, Case)], without: Option<usize>) -> Vec<f32> {
    let cases: Vec<&Case> = cases.iter().filter(|(part, _)| Some(*part) != without).map(|(_, case)| case).collect();
    fit(&cases, offcut::SECOND.len(), SECOND_RIDGE)
}
