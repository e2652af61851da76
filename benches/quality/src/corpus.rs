//! Pages and the article text that people, or their publishers, say is theirs.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use offcut::Kind;
use serde::Deserialize;

/// A page, or what somebody made of it, with its known text.
#[derive(Clone, Debug)]
pub struct Page {
    pub kind: Kind,
    pub corpus: String,
    pub id: String,
    pub domain: String,
    pub bytes: Vec<u8>,
    pub gold: String,
}

/// Something that gives a page's article text.
pub type Extractor = Box<dyn Fn(&Page) -> String + Sync>;

#[derive(Deserialize)]
struct Gold {
    id: String,
    host: String,
    text: Option<String>,
    /// The corpus that a page's text was taken from.
    corpus: Option<String>,
}

/// All pages of one kind, of all corpora below a folder, by the corpora's names.
pub fn load(folder: &Path, kind: Kind) -> Result<Vec<Page>> {
    let mut pages = Vec::new();
    for corpus in folders_of(folder)?.iter().filter(|path| path.join("gold.ndjson").is_file()) {
        for rendering in folders_of(corpus)?.iter().filter(|path| kind_of(path) == kind) {
            pages.extend(load_rendering(corpus, rendering, kind)?);
        }
    }
    ensure!(!pages.is_empty(), "{} holds no folder with `gold.ndjson` and pages of kind {kind}", folder.display());
    Ok(pages)
}

fn folders_of(folder: &Path) -> Result<Vec<PathBuf>> {
    let read = fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))?;
    let mut folders: Vec<_> = read.filter_map(|entry| Some(entry.ok()?.path())).filter(|path| path.is_dir()).collect();
    folders.sort();
    Ok(folders)
}

/// `html/` holds pages, `html-text/` pages printed as text, any other folder what an extractor made of pages.
fn kind_of(rendering: &Path) -> Kind {
    match &*name_of(rendering) {
        "html" => Kind::Html,
        "html-text" => Kind::RawText,
        _ => Kind::ExtractedText,
    }
}

fn name_of(folder: &Path) -> String {
    folder.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

fn load_rendering(folder: &Path, rendering: &Path, kind: Kind) -> Result<Vec<Page>> {
    let gold = folder.join("gold.ndjson");
    let lines = fs::read_to_string(&gold).with_context(|| format!("cannot read {}", gold.display()))?;
    let extension = if kind == Kind::Html { "html" } else { "txt" };
    let mut pages = Vec::new();
    for line in lines.lines().filter(|line| !line.trim().is_empty()) {
        let gold: Gold = serde_json::from_str(line).with_context(|| gold.display().to_string())?;
        let Some(text) = gold.text else { continue };
        let path = rendering.join(format!("{}.{extension}", gold.id));
        let bytes = fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?;
        let corpus = match (kind, gold.corpus) {
            (Kind::Html, _) => name_of(folder),
            (Kind::RawText, Some(corpus)) => format!("{} {corpus}", name_of(rendering)),
            _ => name_of(rendering),
        };
        pages.push(Page { kind, corpus, id: gold.id, domain: domain(&gold.host), bytes, gold: text });
    }
    pages.sort_by(|a, b| a.corpus.cmp(&b.corpus));
    Ok(pages)
}

/// The registrable part of a host, near enough: the last two labels, or three under a country's `co.` and the like.
fn domain(host: &str) -> String {
    let labels: Vec<&str> = host.split('.').collect();
    let second = labels.len().checked_sub(2).map_or("", |at| labels[at]);
    let country = labels.last().is_some_and(|last| last.len() == 2);
    let wide = country && ["co", "com", "org", "net", "gov", "ac"].contains(&second);
    labels[labels.len().saturating_sub(if wide { 3 } else { 2 })..].join(".")
}
