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
use crate::{Outcome, output};

/// What `clean --cuts` wrote, or a record: only what restoring needs of it.
#[derive(Deserialize)]
struct Offcuts {
    #[serde(default)]
    id: String,
    #[serde(default)]
    text: String,
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
    let page = put_back(Offcuts { text, ..offcuts })
        .with_context(|| format!("{} and {} do not fit together", clean.display(), cuts.display()))?;
    output::print(&output::style().show(&page))?;
    Ok(Outcome::Done)
}

/// Each record as a line `{"id", "text"}`; a record that cannot be put back is a message and a line with an `error`.
fn records(input: &Path) -> anyhow::Result<Outcome> {
    let (mut outcome, style) = (Outcome::Done, output::style());
    let mut reader = open(input)?;
    // `--format record` writes one record over many lines, the first of them a lone brace.
    let many_lines = reader.fill_buf().is_ok_and(|start| start.starts_with(b"{\n"));
    let end = if many_lines { b'\0' } else { b'\n' };
    for (number, line) in reader.split(end).enumerate() {
        let line = line.with_context(|| format!("cannot read {}", input.display()))?;
        let parsed = serde_json::from_slice::<Offcuts>(&line).context("not a record on one line");
        let id =
            parsed.as_ref().map_or_else(|_| format!("{}:{}", input.display(), number + 1), |record| record.id.clone());
        let json = match parsed.and_then(put_back) {
            Ok(text) => serde_json::json!({ "id": id, "text": text }),
            Err(error) => {
                output::complain(&format!("{id}: {error:#}"));
                outcome = Outcome::SomeFailed;
                serde_json::json!({ "id": id, "text": null, "error": format!("{error:#}") })
            }
        };
        output::print(&(style.show_json(&json.to_string()).into_owned() + "\n"))?;
    }
    Ok(outcome)
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
    let rule: Arc<str> = "".into();
    let cut = |piece: Piece| {
        let (at, text) = (piece.at, piece.text);
        Cut { at, text, rule: rule.clone(), category: Category::Space, confidence: 1.0, path: None }
    };
    let cuts: Vec<_> = offcuts.cuts.into_iter().map(cut).collect();
    let page = restore(&offcuts.text, &cuts)?;
    if offcuts.page.is_some_and(|wanted| wanted != RecordPage::of(&page)) {
        bail!("the page put back is not the one that was cleaned: the clean text or the cuts were changed since");
    }
    Ok(page)
}
