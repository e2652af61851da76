//! The time for all pages on one thread, as a multiple of the bare parser's. Each tool goes through all pages in turn, as
//! it does for those who use it.

use std::hint::black_box;
use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::Result;
use offcut::{PackSource, Source};

use crate::corpus::load;
use crate::measure::{cleaner, source};

/// Rounds over all pages; of each page's times the least counts.
const ROUNDS: usize = 6;

/// What is to be done with a page. Some take it over, so a copy is made before time is taken.
type Work<'w> = Box<dyn Fn(&mut Option<Source>, &str) + 'w>;

pub fn run(folder: &Path) -> Result<()> {
    let pages = load(folder, offcut::Kind::Html)?;
    let texts: Vec<String> = pages.iter().map(|page| String::from_utf8_lossy(&page.bytes).into_owned()).collect();
    let cleaner = cleaner(&PackSource::builtin());
    #[cfg_attr(not(feature = "peers"), expect(unused_mut, reason = "only peers are added"))]
    let mut works: Vec<(&str, Work<'_>)> = vec![
        ("scraper::Html::parse_document", Box::new(|_, text| drop(black_box(scraper::Html::parse_document(text))))),
        ("offcut read", Box::new(|page, _| drop(page.take().map(|page| black_box(offcut::read::read(page)))))),
        ("offcut", Box::new(|page, _| drop(page.take().map(|page| black_box(cleaner.clean(page)))))),
    ];
    #[cfg(feature = "peers")]
    works.push(("dom_smoothie", Box::new(|_, text| drop(black_box(crate::peers::dom_smoothie(text))))));
    works.iter().for_each(|(_, work)| work(&mut Some(source(&pages[0])), &texts[0]));
    let mut least = vec![vec![Duration::MAX; pages.len()]; works.len()];
    for _ in 0..ROUNDS {
        for ((_, work), least) in works.iter().zip(&mut least) {
            for ((page, text), least) in pages.iter().zip(&texts).zip(least) {
                let mut page = Some(source(page));
                let start = Instant::now();
                work(&mut page, text);
                *least = start.elapsed().min(*least);
            }
        }
    }
    let sums: Vec<f64> = least.iter().map(|times| times.iter().sum::<Duration>().as_secs_f64()).collect();
    for ((name, _), sum) in works.iter().zip(&sums) {
        println!("{name:32} {:6.2} x  {:7.3} ms a page", sum / sums[0], sum * 1000.0 / pages.len() as f64);
    }
    Ok(())
}
