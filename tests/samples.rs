//! Every article of `samples/`: NAME.txt, or the web page NAME.html, comes out as NAME.clean.txt, byte for byte; every
//! entry of NAME.cuts.json is cut in its category, and nothing else but white space is; and both inverses hold.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use libtest_mimic::{Arguments, Failed, Trial};
use offcut::{Cleaned, Cleaner, Kind, PackSource, Profile, RuleSet, Source, apply, restore};
use serde_json::Value;

fn main() -> ExitCode {
    let cleaner = Arc::new(cleaner());
    let trials = names().into_iter().map(|name| {
        let cleaner = cleaner.clone();
        Trial::test(name.clone(), move || holds(&cleaner, &name))
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

fn names() -> Vec<String> {
    let files = fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let mut names: Vec<_> = files.filter_map(|file| file.strip_suffix(".cuts.json").map(str::to_owned)).collect();
    names.sort();
    assert!(names.len() >= 12, "samples are missing");
    names
}

fn squash(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn holds(cleaner: &Cleaner, name: &str) -> Result<(), Failed> {
    let file = |ending: &str| fs::read(folder().join(format!("{name}.{ending}")));
    let page = file("txt").or_else(|_| file("html"))?;
    let wanted: Value = serde_json::from_slice(&file("cuts.json")?)?;
    let source = Source { url: wanted["url"].as_str().map(str::to_owned), ..Source::bytes(page.clone()).id(name) };
    let cleaned = cleaner.clean(source)?;
    let clean = String::from_utf8(file("clean.txt")?)?;
    if cleaned.text != clean {
        return Err(format!("clean text differs\nwanted: {clean:?}\ngot:    {:?}", cleaned.text).into());
    }
    reversible(&cleaned, &page)?;
    cut_as_wanted(&cleaned, wanted["cuts"].as_array().ok_or("no list of cuts")?)?;
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

fn cut_as_wanted(cleaned: &Cleaned, wanted: &[Value]) -> Result<(), Failed> {
    for piece in wanted {
        let (text, category) = (squash(piece["text"].as_str().unwrap()), piece["category"].as_str().unwrap());
        let fits = |cut: &offcut::Cut| cut.category.name() == category && squash(&cut.text).contains(&text);
        if !cleaned.cuts.iter().any(fits) {
            return Err(format!("not cut as {category}: {text}").into());
        }
    }
    let listed: usize = wanted.iter().map(|piece| squash(piece["text"].as_str().unwrap()).replace(' ', "").len()).sum();
    let cut: usize = cleaned.cuts.iter().map(|cut| squash(&cut.text).replace(' ', "").len()).sum();
    if listed == cut { Ok(()) } else { Err(format!("{cut} bytes of text are cut, {listed} are listed").into()) }
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
