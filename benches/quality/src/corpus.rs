//! Pages and the article text that people, or their publishers, say is theirs.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};
use serde::Deserialize;

/// A page with its known text.
#[derive(Clone, Debug)]
pub struct Page {
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
}

/// All pages of all corpora below a folder, by the corpora's names.
pub fn load(folder: &Path) -> Result<Vec<Page>> {
    let mut pages = Vec::new();
    let read = fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))?;
    let mut corpora: Vec<_> = read.filter_map(|entry| Some(entry.ok()?.path())).collect();
    corpora.sort();
    for corpus in corpora.iter().filter(|path| path.join("html").is_dir()) {
        pages.extend(load_corpus(corpus)?);
    }
    ensure!(!pages.is_empty(), "{} holds no folder with `gold.ndjson` and `html/`", folder.display());
    Ok(pages)
}

fn load_corpus(folder: &Path) -> Result<Vec<Page>> {
    let name = folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let gold = folder.join("gold.ndjson");
    let lines = fs::read_to_string(&gold).with_context(|| format!("cannot read {}", gold.display()))?;
    let mut pages = Vec::new();
    for line in lines.lines().filter(|line| !line.trim().is_empty()) {
        let Gold { id, host, text } = serde_json::from_str(line).with_context(|| gold.display().to_string())?;
        let Some(text) = text else { continue };
        let path = folder.join("html").join(format!("{id}.html"));
        let bytes = fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?;
        pages.push(Page { corpus: name.clone(), id, domain: domain(&host), bytes, gold: text });
    }
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
