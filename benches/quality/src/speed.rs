//! The time for all pages on one thread, as a multiple of what the least of work takes: the bare parser on web pages,
//! lower-casing on text. Each tool goes through all pages in turn, as it does for those who use it.

use std::hint::black_box;
use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::Result;
use offcut::{Kind, PackSource, Source};

use crate::corpus::load;
use crate::measure::{cleaner, source};

/// Rounds over all pages; of each page's times the least counts.
const ROUNDS: usize = 6;

/// What is to be done with a page. Some take it over, so a copy is made before time is taken.
type Work<'w> = Box<dyn Fn(&mut Option<Source>, &str) + 'w>;

/// The least that anybody must do: build a page's tree, read a text to its end.
fn yardstick(kind: Kind) -> (&'static str, Work<'static>) {
    match kind {
        Kind::Html => {
            ("scraper::Html::parse_document", Box::new(|_, text| drop(black_box(scraper::Html::parse_document(text)))))
        }
        Kind::RawText | Kind::ExtractedText => {
            ("str::to_lowercase", Box::new(|_, text| drop(black_box(text.to_lowercase()))))
        }
    }
}

pub fn run(folder: &Path, kind: Kind) -> Result<()> {
    let pages = load(folder, kind)?;
    let texts: Vec<String> = pages.iter().map(|page| String::from_utf8_lossy(&page.bytes).into_owned()).collect();
    let cleaner = cleaner(&PackSource::builtin());
    #[cfg_attr(not(feature = "peers"), expect(unused_mut, reason = "only peers are added"))]
    let mut works: Vec<(&str, Work<'_>)> = vec![
        yardstick(kind),
        ("offcut read", Box::new(|page, _| drop(page.take().map(|page| black_box(offcut::read::read(page)))))),
        ("offcut", Box::new(|page, _| drop(page.take().map(|page| black_box(cleaner.clean(page)))))),
    ];
    #[cfg(feature = "peers")]
    if kind == Kind::Html {
        works.push(("dom_smoothie", Box::new(|_, text| drop(black_box(crate::peers::dom_smoothie(text))))));
    }
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
    let bytes = texts.iter().map(String::len).sum::<usize>() as f64;
    for ((name, _), sum) in works.iter().zip(&sums) {
        let (times, page, megabytes) = (sum / sums[0], sum * 1000.0 / pages.len() as f64, bytes / 1e6 / sum);
        println!("{name:32} {times:6.2} x  {page:7.3} ms a page  {megabytes:6.1} MB/s");
    }
    Ok(())
}
