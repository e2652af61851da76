//! Every article of `samples/`: NAME.txt, or the web page NAME.html, comes out as NAME.clean.txt, byte for byte; every
//! entry of NAME.cuts.json is cut in its category, and nothing else but white space is; and both inverses hold. So do
//! the outlets' pages in `rules/`.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use libtest_mimic::{Arguments, Failed, Trial};
use offcut::author::Verdict;
use offcut::author::pages::{self, SavedPage};
use offcut::{Cleaned, Cleaner, Kind, PackSource, Profile, RuleSet, Source, apply, restore};

fn main() -> ExitCode {
    let cleaner = Arc::new(cleaner());
    let trials = pages().into_iter().map(|page| {
        let cleaner = cleaner.clone();
        let name = page.path.file_stem().unwrap().to_str().unwrap().to_owned();
        Trial::test(name, move || holds(&cleaner, &page))
    });
    libtest_mimic::run(&Arguments::from_args(), trials.collect()).exit_code()
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("samples")
}

/// The built-in rules and the packs of the made-up outlets.
fn cleaner() -> Cleaner {
    let mut packs = PackSource::builtin();
    packs.extend(PackSource::from_path(&folder().join("rules")).unwrap());
    Cleaner::new(RuleSet::new(&packs).unwrap(), Profile::archive())
}

fn pages() -> Vec<SavedPage> {
    let mut samples = pages::find(&folder()).unwrap();
    // The outlet's pages are there for packs to be made of.
    samples.retain(|page| !page.path.starts_with(folder().join("outlet")));
    assert!(samples.len() >= 19, "samples are missing");
    let outlets = pages::find(&Path::new(env!("CARGO_MANIFEST_DIR")).join("rules")).unwrap();
    [samples, outlets].concat()
}

fn holds(cleaner: &Cleaner, page: &SavedPage) -> Result<(), Failed> {
    let finding = page.check(cleaner)?;
    if finding.verdict != Verdict::Ok || finding.golden.cuts.is_none() {
        return Err(format!("{finding:#?}").into());
    }
    let bytes = fs::read(&page.path)?;
    let cleaned = cleaner.clean(Source { url: finding.golden.url, ..Source::bytes(bytes.clone()) })?;
    reversible(&cleaned, &bytes)?;
    stays_clean(cleaner, &cleaned)
}

/// Restoring gives the file's bytes, and of a web page the text that was read from it.
fn reversible(cleaned: &Cleaned, page: &[u8]) -> Result<(), Failed> {
    let page = if is_html(cleaned) { cleaned.document.text.as_bytes() } else { page };
    if restore(&cleaned.text, &cleaned.cuts)?.as_bytes() != page {
        return Err("restoring does not give the page".into());
    }
    if apply(&cleaned.document.text, &cleaned.cuts)? != cleaned.text {
        return Err("applying the cuts does not give the clean text".into());
    }
    Ok(())
}

fn is_html(cleaned: &Cleaned) -> bool {
    cleaned.document.kind == Kind::Html
}

/// Cleaned again, the clean text stays as it is. A web page's has lost its elements, and so is another kind of input.
fn stays_clean(cleaner: &Cleaner, cleaned: &Cleaned) -> Result<(), Failed> {
    if is_html(cleaned) {
        return Ok(());
    }
    let source = Source { url: cleaned.document.url.clone(), ..Source::text(cleaned.text.clone()) };
    let again = cleaner.clean(source.kind(cleaned.document.kind))?;
    if again.text == cleaned.text { Ok(()) } else { Err(format!("cleaned again: {:?}", again.cuts).into()) }
}
