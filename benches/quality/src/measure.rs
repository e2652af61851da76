//! Cleans every page and holds the text against the known one.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use anyhow::Result;
use offcut::{Cleaner, Kind, PackSource, Profile, RuleSet, Source};
use rayon::prelude::*;

use crate::corpus::{Extractor, Page, load};
use crate::labels::{Label, labels};
use crate::score::{Score, Summary};

pub fn run(folder: &Path, kind: Kind, with_peers: bool, worst: usize, out: Option<&Path>) -> Result<()> {
    let pages = load(folder, kind)?;
    head();
    let own = offcut_text(cleaner(&PackSource::builtin()));
    let scores = measure("offcut", &pages, &own);
    if with_peers && kind == Kind::Html {
        for (name, extract) in peers() {
            measure(name, &pages, &extract);
        }
    }
    if let Some(out) = out {
        fs::write(out, rows(&pages, &scores))?;
    }
    if worst > 0 {
        let cleaner = cleaner(&PackSource::builtin());
        show_worst(&pages, &scores, worst, |_| &cleaner);
    }
    Ok(())
}

#[cfg(feature = "peers")]
fn peers() -> Vec<(&'static str, Extractor)> {
    crate::peers::all()
}

#[cfg(not(feature = "peers"))]
fn peers() -> Vec<(&'static str, Extractor)> {
    Vec::new()
}

/// General packs only: outlets' packs know the pages' own marks.
pub fn cleaner(packs: &[PackSource]) -> Cleaner {
    let general: Vec<_> = packs.iter().filter(|pack| !pack.name.starts_with("outlets/")).cloned().collect();
    let rules = RuleSet::new(&general).unwrap_or_else(|errors| panic!("{}", errors[0]));
    Cleaner::new(rules, Profile::body())
}

pub fn source(page: &Page) -> Source {
    Source::bytes(page.bytes.clone()).kind(page.kind).id(page.id.clone())
}

pub fn offcut_text(cleaner: Cleaner) -> Extractor {
    Box::new(move |page| cleaner.clean(source(page)).map(|cleaned| cleaned.text).unwrap_or_default())
}

/// Prints a line for each corpus.
pub fn measure(name: &str, pages: &[Page], extract: &Extractor) -> Vec<Score> {
    let scores = scores(pages, extract);
    print(name, pages, &scores);
    scores
}

pub fn scores(pages: &[Page], extract: &Extractor) -> Vec<Score> {
    pages.par_iter().map(|page| Score::of(&page.gold, &extract(page))).collect()
}

pub fn head() {
    println!("{:18} {:18}     F1  accuracy  word F1    harm  leftover", "", "corpus");
}

pub fn print(name: &str, pages: &[Page], scores: &[Score]) {
    let mut corpora: Vec<&str> = pages.iter().map(|page| &*page.corpus).collect();
    corpora.dedup();
    for corpus in corpora {
        let own = pages.iter().zip(scores).filter(|(page, _)| page.corpus == corpus).map(|(_, score)| score);
        row(name, corpus, own);
    }
}

pub fn row<'s>(name: &str, corpus: &str, scores: impl IntoIterator<Item = &'s Score>) {
    println!("{name:18} {corpus:18} {}", Summary::of(scores));
}

fn rows(pages: &[Page], scores: &[Score]) -> String {
    let mut rows = String::new();
    for (page, score) in pages.iter().zip(scores) {
        let _ = writeln!(rows, "{}", serde_json::json!({"corpus": page.corpus, "id": page.id, "score": score}));
    }
    rows
}

/// The pages with the lowest word F1 of each corpus, and the blocks that their cleaners judged wrongly.
pub fn show_worst<'c>(pages: &[Page], scores: &[Score], many: usize, cleaner_of: impl Fn(&Page) -> &'c Cleaner) {
    let mut order: Vec<(&Page, &Score)> = pages.iter().zip(scores).collect();
    order.sort_by(|(a, x), (b, y)| a.corpus.cmp(&b.corpus).then(x.word_f1.total_cmp(&y.word_f1)));
    for group in order.chunk_by(|(a, _), (b, _)| a.corpus == b.corpus) {
        for (page, score) in group.iter().take(many) {
            println!(
                "\n{} {} ({}): harm {:.3}, leftover {:.3}",
                page.corpus, page.id, page.domain, score.harm, score.leftover
            );
            show_faults(cleaner_of(page), page);
        }
    }
}

/// Faults of one page that are shown.
const MOST_FAULTS: usize = 8;

fn show_faults(cleaner: &Cleaner, page: &Page) {
    let Ok(cleaned) = cleaner.clean(source(page)) else { return };
    let document = &cleaned.document;
    let labels = labels(document, &page.gold);
    let cut_by = |block: &offcut::Block| cleaned.cuts.iter().find(|cut| cut.at.contains(block.span));
    let faults = document.blocks.iter().zip(labels).filter_map(|(block, label)| match (cut_by(block), label) {
        (Some(cut), Label::Article) => Some((block, format!("lost to {}", cut.rule))),
        (None, Label::Frame) => Some((block, "left".to_owned())),
        _ => None,
    });
    for (block, what) in faults.take(MOST_FAULTS) {
        let text: String = block.span.of(&document.text).chars().take(90).collect();
        println!("  {what}: {} {:?} {text}", block.role, block.words);
    }
}
