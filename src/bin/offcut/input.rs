//! From a job to a source: reading files, sniffing formats, parsing NDJSON lines.

use std::path::Path;

use offcut::Source;
use serde::Deserialize;

use crate::args::{From, ReadingArgs};

/// What a file or stream holds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Format {
    Text,
    Ndjson,
}

/// The format of an input: as the user says, or by its name, or by its first bytes.
pub fn format_of(from: From, path: Option<&Path>, start: &[u8]) -> Format {
    let by_name = path.and_then(|path| path.extension()).is_some_and(|end| end == "ndjson" || end == "jsonl");
    match from {
        From::Ndjson => Format::Ndjson,
        From::Auto if by_name || (path.is_none() && looks_like_ndjson(start)) => Format::Ndjson,
        From::Auto | From::Text => Format::Text,
    }
}

fn looks_like_ndjson(start: &[u8]) -> bool {
    let line = start.split(|&byte| byte == b'\n').next().unwrap_or_default();
    line.starts_with(b"{") && serde_json::from_slice::<Line>(line).is_ok()
}

/// A line of NDJSON. Keys that offcut does not know are left alone: they are somebody else's.
#[derive(Deserialize)]
struct Line {
    id: Option<String>,
    url: Option<String>,
    text: Option<String>,
    html: Option<String>,
    title: Option<String>,
    date: Option<String>,
}

/// What could not be turned into a source, with the name it will have in records.
pub struct BadInput {
    pub id: String,
    pub url: Option<String>,
    pub why: String,
}

/// The source in one line of NDJSON. `name` is for lines without an id.
pub fn from_line(line: &[u8], name: &str, reading: &ReadingArgs) -> Result<Source, BadInput> {
    let bad =
        |id: Option<String>, url: Option<String>, why: String| BadInput { id: id.unwrap_or(name.into()), url, why };
    let parsed: Line = match serde_json::from_slice(line) {
        _ if line.trim_ascii().is_empty() => return Err(bad(None, None, "the line is empty".into())),
        Ok(parsed) => parsed,
        Err(error) => return Err(bad(None, None, format!("not a JSON object with a `text`: {error}"))),
    };
    let url = parsed.url.or_else(|| reading.url.clone());
    let Some(text) = parsed.text else {
        let why = match parsed.html {
            Some(_) => "it has `html`; this version reads `text` only",
            None => "it has no `text`",
        };
        return Err(bad(parsed.id, url, why.into()));
    };
    let id = parsed.id.unwrap_or_else(|| name.to_owned());
    Ok(Source { id, url, title: parsed.title, date: parsed.date, kind: reading.kind.0, ..Source::text(text) })
}

/// The source in a file's bytes.
pub fn from_bytes(bytes: Vec<u8>, id: String, reading: &ReadingArgs) -> Result<Source, BadInput> {
    let url = reading.url.clone();
    if reading.from == From::Auto && looks_like_html(&bytes) {
        let why = "this looks like HTML; this version reads text only (say `--from text` to clean it as text)";
        return Err(BadInput { id, url, why: why.into() });
    }
    let encoding = reading.encoding.clone();
    Ok(Source { id, url, kind: reading.kind.0, encoding, ..Source::bytes(bytes) })
}

fn looks_like_html(bytes: &[u8]) -> bool {
    let start = &bytes[..bytes.len().min(256)];
    let start = String::from_utf8_lossy(start).trim_start_matches(['\u{feff}', ' ', '\n', '\r', '\t']).to_lowercase();
    start.starts_with("<!doctype html") || start.starts_with("<html")
}
