//! What proposed packs are worth: each page of an outlet is left out in turn, a pack is proposed from the others, and
//! the page is cleaned without the pack and with it.

use std::path::Path;

use anyhow::{Context, Result, anyhow};
use offcut::author::propose::Outlet;
use offcut::{Kind, PackSource, Source};
use rayon::prelude::*;

use crate::corpus::{Page, load};
use crate::measure::{cleaner, source};
use crate::score::{Score, Summary};

/// Two pages to propose from and one to try the pack on.
const FEWEST: usize = 3;

pub fn run(folder: &Path) -> Result<()> {
    let outlets = by_domain(load(folder, Kind::Html)?);
    let texts = load(folder, Kind::RawText)?;
    println!("{:34} pages    on   off  leftover    with    harm    with", "");
    for kind in [Kind::Html, Kind::RawText] {
        let mut all = Vec::new();
        for pages in &outlets {
            let rows: Result<Vec<Trial>> =
                (0..pages.len()).into_par_iter().map(|out| trial(pages, out, kind, &texts)).collect();
            let rows = rows?;
            print(&format!("{:8} {}", kind.name(), pages[0].domain), rows.len(), &Means::of(&rows));
            all.push(rows);
        }
        let means: Vec<Means> = all.iter().map(|rows| Means::of(rows)).collect();
        print(&format!("{:8} mean of outlets", kind.name()), all.iter().map(Vec::len).sum(), &Means::over(&means));
    }
    Ok(())
}

/// The domains that have pages enough, with their pages.
fn by_domain(mut pages: Vec<Page>) -> Vec<Vec<Page>> {
    pages.sort_by(|a, b| a.domain.cmp(&b.domain));
    pages.chunk_by(|a, b| a.domain == b.domain).filter(|pages| pages.len() >= FEWEST).map(<[Page]>::to_vec).collect()
}

/// One page, without the pack and with it.
struct Trial {
    on: usize,
    off: usize,
    without: Score,
    with: Score,
}

fn trial(pages: &[Page], left_out: usize, kind: Kind, texts: &[Page]) -> Result<Trial> {
    let host = &pages[0].domain;
    let general: Vec<PackSource> =
        PackSource::builtin().into_iter().filter(|pack| !pack.name.starts_with("outlets/")).collect();
    let mut outlet = Outlet::new(host, &general).map_err(|errors| anyhow!("{}", errors[0]))?;
    for (_, page) in pages.iter().enumerate().filter(|(at, _)| *at != left_out) {
        outlet.add(source(page)).with_context(|| page.id.clone())?;
    }
    let pack = outlet.propose();
    let page = if kind == Kind::Html { &pages[left_out] } else { printed(&pages[left_out], texts)? };
    let score = |packs: &[PackSource]| -> Result<Score> {
        let source = Source { url: Some(format!("https://{host}/")), ..source(page) };
        Ok(Score::of(&page.gold, &cleaner(packs).clean(source)?.text))
    };
    let on = pack.rules.iter().filter(|rule| rule.on).count();
    let with = [general.clone(), vec![PackSource::new(host, pack.to_string())]].concat();
    Ok(Trial { on, off: pack.rules.len() - on, without: score(&general)?, with: score(&with)? })
}

/// A web page as somebody printed it.
fn printed<'t>(page: &Page, texts: &'t [Page]) -> Result<&'t Page> {
    let id = format!("{}-{}", page.corpus, page.id);
    texts.iter().find(|text| text.id == id).with_context(|| format!("{id} was not printed"))
}

/// Means: rules on and off, leftover without and with, harm without and with.
struct Means([f64; 6]);

impl Means {
    fn of(trials: &[Trial]) -> Self {
        let mean = |of: fn(&Trial) -> usize| trials.iter().map(of).sum::<usize>() as f64 / trials.len() as f64;
        let without = Summary::of(trials.iter().map(|trial| &trial.without));
        let with = Summary::of(trials.iter().map(|trial| &trial.with));
        let rules = [mean(|trial| trial.on), mean(|trial| trial.off)];
        Self([rules[0], rules[1], without.leftover, with.leftover, without.harm, with.harm])
    }

    /// The mean of means: an outlet with many pages counts as one with few.
    fn over(all: &[Self]) -> Self {
        Self(std::array::from_fn(|at| all.iter().map(|means| means.0[at]).sum::<f64>() / all.len() as f64))
    }
}

fn print(name: &str, pages: usize, Means([on, off, leftover, leftover_with, harm, harm_with]): &Means) {
    println!("{name:34} {pages:5} {on:5.1} {off:5.1}    {leftover:.4}  {leftover_with:.4}  {harm:.4}  {harm_with:.4}");
}
