//! The table of texts: printed pages and extractors' outputs as they are, and as offcut leaves them.

use std::path::Path;

use anyhow::Result;
use offcut::{Kind, PackSource};

use crate::corpus::{Page, load};
use crate::fit::{OTHER_DOMAINS, on_other_domains};
use crate::measure::{cleaner, head, measure, offcut_text, print, row, scores};
use crate::score::Score;

pub fn run(folder: &Path) -> Result<()> {
    let printed = load(folder, Kind::RawText)?;
    let extracted = load(folder, Kind::ExtractedText)?;
    let own = offcut_text(cleaner(&PackSource::builtin()));
    head();
    print_both("as it is", &printed, &as_it_is(&printed));
    print_both(OTHER_DOMAINS, &printed, &on_other_domains(&printed));
    // The shipped weights know these pages.
    print_both("offcut", &printed, &scores(&printed, &own));
    print("as it is", &extracted, &as_it_is(&extracted));
    measure("offcut", &extracted, &own);
    Ok(())
}

fn as_it_is(pages: &[Page]) -> Vec<Score> {
    pages.iter().map(|page| Score::of(&page.gold, &String::from_utf8_lossy(&page.bytes))).collect()
}

/// A line for each corpus, and one for all pages.
fn print_both(name: &str, pages: &[Page], scores: &[Score]) {
    print(name, pages, scores);
    row(name, "html-text, all", scores);
}
