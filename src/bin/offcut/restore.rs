//! `offcut restore`: the page text, from clean text and cuts or from whole records.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;
use std::sync::Arc;

use anyhow::{Context, bail};
use offcut::view::RecordPage;
use offcut::{Category, Cut, Span, restore};
use serde::Deserialize;

use crate::args::RestoreArgs;
use crate::{Outcome, output, setup};

/// What `clean --cuts` wrote, or a record: only what restoring needs of it.
#[derive(Deserialize)]
struct Offcuts {
    #[serde(default)]
    id: String,
    /// `clean --cuts` leaves it out.
    text: Option<String>,
    cuts: Vec<Piece>,
    page: Option<RecordPage>,
    /// Why there is no page.
    #[serde(default)]
    error: Option<String>,
    #[serde(default)]
    status: Option<String>,
}

#[derive(Deserialize)]
struct Piece {
    at: Span,
    text: String,
}

pub fn run(args: &RestoreArgs) -> anyhow::Result<Outcome> {
    match &args.cuts {
        Some(cuts) => one(cuts, &args.input),
        None => records(&args.input),
    }
}

fn one(cuts: &Path, clean: &Path) -> anyhow::Result<Outcome> {
    let json = std::fs::read(cuts).with_context(|| format!("cannot read the cuts in {}", cuts.display()))?;
    let offcuts: Offcuts = serde_json::from_slice(&json)
        .with_context(|| format!("{} does not hold cuts as `clean --cuts` writes them", cuts.display()))?;
    let mut text = String::new();
    open(clean)?
        .read_to_string(&mut text)
        .with_context(|| format!("cannot read the clean text in {}", clean.display()))?;
    let page = put_back(Offcuts { text: Some(text), ..offcuts })
        .with_context(|| format!("{} and {} do not fit together", clean.display(), cuts.display()))?;
    output::print(&output::style().show(&page))?;
    Ok(Outcome::Done)
}

/// Each record as a line `{"id", "text"}`; a record that cannot be put back is a message and a line with an `error`.
fn records(input: &Path) -> anyhow::Result<Outcome> {
    let shown = input.display();
    let cannot_read = || format!("cannot read {shown}");
    let mut reader = open(input)?;
    let start = reader.fill_buf().with_context(cannot_read)?;
    if !start.is_empty() && !start.trim_ascii_start().starts_with(b"{") {
        let why = "holds no records; of a clean text, say its cuts: offcut restore --cuts FILE";
        return Err(setup::usage(format!("{shown} {why} {shown}")));
    }
    let mut all_back = true;
    // `--format record` writes each over many lines, the first of them a lone brace.
    if start.starts_with(b"{\n") {
        for (number, record) in serde_json::Deserializer::from_reader(reader).into_iter().enumerate() {
            all_back &= print_page(record, &format!("{shown}:{}", number + 1))?;
        }
    } else {
        for (number, line) in reader.split(b'\n').enumerate() {
            let line = line.with_context(cannot_read)?;
            all_back &= print_page(serde_json::from_slice(&line), &format!("{shown}:{}", number + 1))?;
        }
    }
    Ok(if all_back { Outcome::Done } else { Outcome::SomeFailed })
}

/// Prints the page of a record, or why there is none, and says whether there is one. `name` is for what has no id.
fn print_page(record: serde_json::Result<Offcuts>, name: &str) -> anyhow::Result<bool> {
    let id = record.as_ref().map_or(name, |record| &record.id).to_owned();
    let page = record.context("not a record").and_then(put_back);
    let json = match &page {
        Ok(text) => serde_json::json!({ "id": id, "text": text }),
        Err(error) => {
            output::complain(&format!("{id}: {error:#}"));
            serde_json::json!({ "id": id, "text": null, "error": format!("{error:#}") })
        }
    };
    output::print(&(output::style().show_json(&json.to_string()).into_owned() + "\n"))?;
    Ok(page.is_ok())
}

fn open(input: &Path) -> anyhow::Result<Box<dyn BufRead>> {
    if input.as_os_str() == "-" {
        return Ok(Box::new(BufReader::new(io::stdin())));
    }
    let file = File::open(input).with_context(|| format!("cannot read {}", input.display()))?;
    Ok(Box::new(BufReader::new(file)))
}

fn put_back(offcuts: Offcuts) -> anyhow::Result<String> {
    if offcuts.status.as_deref() == Some("failed") {
        bail!("the page was never read: {}", offcuts.error.unwrap_or_default());
    }
    let Some(clean) = offcuts.text else {
        bail!("these are cuts without their clean text: offcut restore --cuts FILE CLEAN puts them back");
    };
    let rule: Arc<str> = "".into();
    let cut = |piece: Piece| {
        let (at, text) = (piece.at, piece.text);
        Cut { at, text, rule: rule.clone(), category: Category::Space, confidence: 1.0, path: None }
    };
    let cuts: Vec<_> = offcuts.cuts.into_iter().map(cut).collect();
    let page = restore(&clean, &cuts)?;
    if offcuts.page.is_some_and(|wanted| wanted != RecordPage::of(&page)) {
        bail!("the page put back is not the one that was cleaned: the clean text or the cuts were changed since");
    }
    Ok(page)
}
