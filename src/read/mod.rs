//! Bytes in, [`Document`] out. After this stage nothing asks what format the input had.

mod encoding;
mod headline;
mod host;
mod html;
mod json;
mod roles;
mod text;
mod wrapped;

use crate::document::{Document, Kind, Parsed, Said};
use encoding::Decoded;
pub(crate) use headline::headline_on_top;
pub use host::host;
pub(crate) use host::in_letters;
pub use html::Limit;
pub(crate) use roles::dek_below;

/// Where an input came from and what its owner knows of it.
///
/// ```
/// let source = offcut::Source::text("Share\n\nThe council met on Monday.").url("https://news.example/a");
/// ```
#[derive(Clone, Default, Debug)]
pub struct Source {
    /// The name it goes by in records and messages.
    pub id: String,
    /// The address of the page; it chooses the outlet.
    pub url: Option<String>,
    /// The article's title, if somebody knows it.
    pub title: Option<String>,
    /// The article's date as `YYYY-MM-DD…`, if somebody knows it.
    pub date: Option<String>,
    /// The page itself.
    pub content: Content,
    /// Whether it is a web page, if somebody knows; otherwise its first bytes tell.
    pub is_html: Option<bool>,
    /// The kind of text, if somebody knows it; otherwise it is guessed.
    pub kind: Option<Kind>,
    /// The WHATWG label of the bytes' encoding, if somebody knows it; otherwise it is detected.
    pub encoding: Option<String>,
}

/// What is to be read: bytes in some encoding, or text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Content {
    /// Bytes as they were fetched or stored.
    Bytes(Vec<u8>),
    /// Text that was decoded already.
    Text(String),
}

impl Content {
    /// The first bytes.
    fn start(&self) -> &[u8] {
        let bytes = match self {
            Self::Bytes(bytes) => bytes.as_slice(),
            Self::Text(text) => text.as_bytes(),
        };
        &bytes[..bytes.len().min(1024)]
    }
}

impl Default for Content {
    fn default() -> Self {
        Self::Text(String::new())
    }
}

impl Source {
    /// A source of text that was decoded already.
    pub fn text(text: impl Into<String>) -> Self {
        Self { content: Content::Text(text.into()), ..Self::default() }
    }

    /// A source of bytes whose encoding is to be found out.
    pub fn bytes(bytes: impl Into<Vec<u8>>) -> Self {
        Self { content: Content::Bytes(bytes.into()), ..Self::default() }
    }

    /// A source of markup that was decoded already.
    pub fn html(markup: impl Into<String>) -> Self {
        Self { is_html: Some(true), ..Self::text(markup) }
    }

    /// Names the source.
    #[must_use]
    pub fn id(mut self, id: impl Into<String>) -> Self {
        self.id = id.into();
        self
    }

    /// Says where the page came from.
    #[must_use]
    pub fn url(mut self, url: impl Into<String>) -> Self {
        self.url = Some(url.into());
        self
    }

    /// Says what kind of text it is.
    #[must_use]
    pub fn kind(mut self, kind: Kind) -> Self {
        self.kind = Some(kind);
        self
    }
}

/// Why an input could not be read.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum ReadError {
    /// Somebody named an encoding that nobody knows.
    #[error("unknown encoding `{0}`; use a WHATWG label such as `utf-8`, `windows-1252` or `shift_jis`")]
    UnknownEncoding(String),
    /// The bytes are some other format's.
    #[error("this looks like {found}, not text; {advice}")]
    NotText {
        /// What it seems to be.
        found: &'static str,
        /// What to do about it.
        advice: &'static str,
    },
}

/// Reads one input.
///
/// # Errors
/// When the encoding is unknown, or the bytes are not text.
///
/// ```
/// use offcut::{read::read, Source};
/// let page = read(Source::text("Share\n\nThe council met on Monday.")).unwrap();
/// assert_eq!(page.document.blocks.len(), 2);
/// ```
pub fn read(source: Source) -> Result<Parsed, ReadError> {
    let told = source.is_html.or(source.kind.map(|kind| kind == Kind::Html));
    let looks_like_html = html::looks_like_html(source.content.start());
    let is_html = told.unwrap_or(looks_like_html);
    let is_file = matches!(source.content, Content::Bytes(_));
    let decoded = encoding::decode(source.content, source.encoding.as_deref(), is_html)?;
    let is_json = is_file && !is_html && json::is_json(&decoded.text);
    if is_json && source.is_html.is_none() {
        return Err(json::REFUSED);
    }
    let misread = (looks_like_html && !is_html).then_some("a web page").or(is_json.then_some("JSON"));
    let remarks = remarks(misread, &decoded);
    let said = |words: Option<String>| words.filter(|words| !words.trim().is_empty());
    let about = About { id: source.id, url: said(source.url), title: said(source.title), date: said(source.date) };
    let mut parsed = if is_html { of_html(&decoded.text, about) } else { of_text(decoded.text, source.kind, about) };
    let document = &mut parsed.document;
    document.encoding = decoded.encoding;
    document.remarks.extend(remarks);
    roles::assign(document);
    Ok(parsed)
}

/// What the page's owner should know: that it was told to be text and looks like something else, and what bytes were lost.
fn remarks(misread: Option<&str>, decoded: &Decoded) -> impl Iterator<Item = String> + use<> {
    let misread = misread.map(|what| format!("this looks like {what}; it was read as text, as asked"));
    let malformed = || format!("some bytes are not {}; they were replaced by U+FFFD", decoded.encoding);
    misread.into_iter().chain(decoded.malformed.then(malformed))
}

/// What the source's owner knows.
struct About {
    id: String,
    url: Option<String>,
    title: Option<String>,
    date: Option<String>,
}

fn of_text(text: String, kind: Option<Kind>, about: About) -> Parsed {
    let blocks = text::blocks(&text);
    let kind = kind.unwrap_or_else(|| text::guess_kind(&blocks));
    Parsed { document: document(text, blocks, kind, about), tree: None }
}

/// What the page says of itself counts where its owner says nothing.
fn of_html(markup: &str, about: About) -> Parsed {
    let page = html::read(markup);
    let meta = page.meta;
    let about = About {
        id: about.id,
        url: about.url.or(meta.url),
        title: about.title.or(meta.title),
        date: about.date.or(meta.date),
    };
    let document = Document {
        remarks: page.limit.iter().map(|limit| limit.message().to_owned()).collect(),
        is_whole: page.limit.is_none(),
        byline: meta.byline,
        said: meta.said,
        ..document(page.text, page.blocks, Kind::Html, about)
    };
    Parsed { document, tree: Some(page.tree) }
}

fn document(text: String, blocks: Vec<crate::document::Block>, kind: Kind, about: About) -> Document {
    let About { id, url, title, date } = about;
    let outlet = url.as_deref().and_then(host);
    Document {
        id,
        text,
        blocks,
        kind,
        url,
        outlet,
        title,
        date,
        encoding: "UTF-8",
        remarks: Vec::new(),
        is_whole: true,
        byline: None,
        said: Said::default(),
        recurring: Vec::new(),
    }
}
