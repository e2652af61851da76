//! The record: everything about a cleaned page as one JSON object, from which the page can be put back.

use std::borrow::Cow;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::{Style, View, json};
use crate::cleaned::{Cleaned, Status};
use crate::cut::{Cut, CutError, Saved, restore};
use crate::digest::hex_sha256;
use crate::document::{Document, Kind, Role};
use crate::read::Source;
use crate::span::Span;

/// What `record` and `ndjson` write, field by field. For an input that failed all that was not reached is empty.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Record {
    /// The input's name.
    pub id: String,
    /// Where the page came from.
    pub url: Option<String>,
    /// The host whose rules applied.
    pub outlet: Option<String>,
    /// What sort of input it was.
    pub kind: Option<Kind>,
    /// How it came out.
    pub status: Status,
    /// Why it failed or was flagged.
    pub error: Option<String>,
    /// The title.
    pub title: Option<String>,
    /// The author line.
    pub byline: Option<String>,
    /// The date.
    pub date: Option<String>,
    /// The clean text.
    pub text: String,
    /// The blocks of the page text, with their roles.
    pub blocks: Vec<RecordBlock>,
    /// What the page text was.
    pub page: Option<RecordPage>,
    /// What was cut.
    pub cuts: Vec<Cut>,
    /// What keep rules saved.
    pub saved: Vec<Saved>,
    /// The encoding of the input's bytes.
    pub encoding: Option<Cow<'static, str>>,
    /// The program and its version.
    pub tool: Cow<'static, str>,
    /// A sha256 over the rules that ran.
    pub rules: Option<Arc<str>>,
}

/// Why the page of a record cannot be put back together.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum RecordError {
    /// There never was one.
    #[error("the page was never read: {0}")]
    NeverRead(String),
    /// Clean text and cuts do not fit together.
    #[error(transparent)]
    Cuts(#[from] CutError),
    /// They give another page than the one that was cleaned.
    #[error("the page put back is not the one that was cleaned: the clean text or the cuts were changed since")]
    Changed,
}

/// A block as the record has it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct RecordBlock {
    /// Its place in the page text.
    pub at: Span,
    /// What it is in the article.
    pub role: Role,
}

/// What the page text was, so that restoring can be checked.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct RecordPage {
    /// Its length in bytes.
    pub bytes: usize,
    /// Its sha256 in hexadecimal digits.
    pub sha256: String,
}

impl RecordPage {
    /// Of this page text.
    #[must_use]
    pub fn of(text: &str) -> Self {
        Self { bytes: text.len(), sha256: hex_sha256([text.as_bytes()]) }
    }
}

/// The part of a record that restoring needs.
#[derive(Serialize)]
struct Needed<'r> {
    id: &'r str,
    page: &'r Option<RecordPage>,
    cuts: &'r [Cut],
}

const TOOL: &str = concat!("offcut ", env!("CARGO_PKG_VERSION"));

impl Record {
    /// The record of a page that was read.
    #[must_use]
    pub fn of(cleaned: &Cleaned) -> Self {
        let document = &cleaned.document;
        Self {
            id: document.id.clone(),
            url: document.url.clone(),
            outlet: document.outlet.clone(),
            kind: Some(document.kind),
            status: cleaned.status,
            error: cleaned.remark(),
            title: cleaned.title().map(str::to_owned),
            byline: cleaned.byline().map(str::to_owned),
            date: cleaned.date().map(str::to_owned),
            text: cleaned.text.clone(),
            blocks: blocks(document),
            page: Some(RecordPage::of(&document.text)),
            cuts: cleaned.cuts.clone(),
            saved: cleaned.saved.clone(),
            encoding: Some(document.encoding.into()),
            tool: TOOL.into(),
            rules: Some(cleaned.rules.clone()),
        }
    }

    /// The record of an input that could not be read.
    #[must_use]
    pub fn failed(id: String, url: Option<String>, error: String) -> Self {
        Self {
            id,
            url,
            outlet: None,
            kind: None,
            status: Status::Failed,
            error: Some(error),
            title: None,
            byline: None,
            date: None,
            text: String::new(),
            blocks: Vec::new(),
            page: None,
            cuts: Vec::new(),
            saved: Vec::new(),
            encoding: None,
            tool: TOOL.into(),
            rules: None,
        }
    }

    /// The page text: the clean text with the cuts put back.
    ///
    /// # Errors
    /// When that does not give the page that was cleaned.
    pub fn page_text(&self) -> Result<String, RecordError> {
        let Some(page) = &self.page else {
            return Err(RecordError::NeverRead(self.error.clone().unwrap_or_default()));
        };
        let text = restore(&self.text, &self.cuts)?;
        if RecordPage::of(&text) == *page { Ok(text) } else { Err(RecordError::Changed) }
    }

    /// What can be cleaned again: the page text, as the kind that it was. Of a web page the elements are gone.
    ///
    /// # Errors
    /// When the page cannot be put back together.
    pub fn source(&self) -> Result<Source, RecordError> {
        let page = self.page_text()?;
        // What a record has from the page itself must not come back as what its owner said of it.
        let first = |role| self.blocks.iter().find(|block| block.role == role).map(|block| block.at.of(&page));
        let given = |value: &Option<String>, role| value.clone().filter(|value| first(role) != Some(value.as_str()));
        let (title, date) = (given(&self.title, Role::Headline), given(&self.date, Role::Date));
        let (id, url, kind) = (self.id.clone(), self.url.clone(), self.kind);
        Ok(Source { id, url, title, date, kind, is_html: Some(false), ..Source::text(page) })
    }

    /// Only what it takes to put the page back together beside its clean text, as JSON.
    #[must_use]
    pub fn cuts_json(&self) -> String {
        json::shallow(&Needed { id: &self.id, page: &self.page, cuts: &self.cuts }) + "\n"
    }
}

fn blocks(document: &Document) -> Vec<RecordBlock> {
    document.blocks.iter().map(|block| RecordBlock { at: block.span, role: block.role }).collect()
}

pub(super) struct Pretty;

impl View for Pretty {
    fn name(&self) -> &'static str {
        "record"
    }

    fn ending(&self) -> &'static str {
        "json"
    }

    fn render(&self, cleaned: &Cleaned, style: Style) -> String {
        self.render_record(&Record::of(cleaned), style)
    }

    fn render_record(&self, record: &Record, style: Style) -> String {
        style.show_json(&json::shallow(record)).into_owned() + "\n"
    }
}

pub(super) struct Ndjson;

impl View for Ndjson {
    fn name(&self) -> &'static str {
        "ndjson"
    }

    fn ending(&self) -> &'static str {
        "ndjson"
    }

    fn render(&self, cleaned: &Cleaned, style: Style) -> String {
        self.render_record(&Record::of(cleaned), style)
    }

    fn render_record(&self, record: &Record, style: Style) -> String {
        let json = serde_json::to_string(record).unwrap_or_default();
        style.show_json(&json).into_owned() + "\n"
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cut::apply;
    use crate::read::read;

    const PAGE: &str = "Share\n\nThe council of the island has met\n\nThe council met on Monday.\n";

    fn record() -> Record {
        let document = read(Source::text(PAGE).id("a").kind(Kind::ExtractedText)).unwrap().document;
        let at = Span::new(0, 7);
        let (rule, category) = ("share/label".into(), crate::category::Category::Share);
        let cuts = vec![Cut { at, text: at.of(PAGE).to_owned(), rule, category, confidence: 0.5, path: None }];
        let text = apply(PAGE, &cuts).unwrap();
        let (saved, rulings, status, share, rules) = (Vec::new(), Vec::new(), Status::Ok, 0.1, "".into());
        Record::of(&Cleaned { document, text, cuts, saved, rulings, status, share, rules })
    }

    #[test]
    fn a_record_reads_back() {
        let record = record();
        let json = serde_json::to_string(&record).unwrap();
        assert_eq!(serde_json::from_str::<Record>(&json).unwrap(), record);
        assert_eq!(record.page_text().unwrap(), PAGE);
    }

    #[test]
    fn what_the_page_said_is_not_said_by_its_owner() {
        let mut record = record();
        record.blocks[1].role = Role::Headline;
        record.title = Some("The council of the island has met".to_owned());
        assert_eq!(record.source().unwrap().title, None);
        record.title = Some("From the feed".to_owned());
        assert_eq!(record.source().unwrap().title.as_deref(), Some("From the feed"));
    }

    #[test]
    fn a_changed_record_gives_no_page() {
        let changed = Record { text: "Another page.".to_owned(), ..record() };
        assert_eq!(changed.page_text(), Err(RecordError::Changed));
    }
}
