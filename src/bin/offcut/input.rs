//! From a job to a source: reading files, sniffing formats, parsing NDJSON lines.

use std::ffi::OsStr;
use std::path::Path;

use offcut::Source;
use serde::Deserialize;
use serde_json::Value;

use crate::args::{From, ReadingArgs};

/// What a file or stream holds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Format {
    /// A web page or a text.
    Page,
    Ndjson,
}

/// What names of NDJSON end in; Scrapy writes `.jl`.
pub const OF_NDJSON: &[&str] = &["ndjson", "jsonl", "jl"];

/// The format of an input: as the user says, or by its name, or by its first bytes.
pub fn format_of(from: From, path: Option<&Path>, start: &[u8]) -> Format {
    let is_ndjson = |end: &OsStr| OF_NDJSON.iter().any(|known| end.eq_ignore_ascii_case(known));
    let by_name = path.and_then(|path| path.extension()).is_some_and(is_ndjson);
    match from {
        From::Ndjson => Format::Ndjson,
        From::Auto if by_name || (path.is_none() && looks_like_ndjson(start)) => Format::Ndjson,
        From::Auto | From::Text | From::Html => Format::Page,
    }
}

/// Whether it begins as a JSON object on a line does. A first record that is broken is still a record; a brace alone
/// begins an object over several lines.
fn looks_like_ndjson(start: &[u8]) -> bool {
    let line = start.strip_prefix(BYTE_ORDER_MARK).unwrap_or(start).trim_ascii();
    line.starts_with(b"{") && line != b"{"
}

const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// A line of NDJSON. Keys that offcut does not know are left alone: they are somebody else's.
#[derive(Deserialize)]
struct Line {
    id: Option<Value>,
    url: Option<String>,
    text: Option<String>,
    html: Option<String>,
    title: Option<String>,
    date: Option<String>,
}

/// The name in an `id`. Databases number their articles.
fn name_of(id: Value) -> Result<String, String> {
    match id {
        Value::String(name) => Ok(name),
        Value::Number(number) => Ok(number.to_string()),
        _ => Err("its `id` is neither a string nor a number".into()),
    }
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
    let line = line.strip_prefix(BYTE_ORDER_MARK).unwrap_or(line);
    let parsed: Line = match serde_json::from_slice(line) {
        _ if line.trim_ascii_start().starts_with(b"[") => {
            return Err(bad(None, None, "a JSON list, not an object; `jq -c '.[]'` makes lines of one".into()));
        }
        _ if line.trim_ascii().is_empty() => return Err(bad(None, None, "the line is empty".into())),
        Ok(parsed) => parsed,
        Err(error) => return Err(bad(None, None, format!("not a JSON object with a `text`: {error}"))),
    };
    let url = parsed.url.or_else(|| reading.url.clone());
    let id = parsed.id.map(name_of).transpose().map_err(|why| bad(None, url.clone(), why))?;
    let (text, is_html) = match (parsed.html, parsed.text) {
        (Some(html), _) => (html, Some(true)),
        (None, Some(text)) => (text, Some(false)),
        (None, None) => return Err(bad(id, url, "it has no `html` and no `text`".into())),
    };
    let id = id.unwrap_or_else(|| name.to_owned());
    let kind = reading.kind.0;
    Ok(Source { id, url, title: parsed.title, date: parsed.date, is_html, kind, ..Source::text(text) })
}

/// The source in a file's bytes.
pub fn from_bytes(bytes: Vec<u8>, id: String, reading: &ReadingArgs) -> Source {
    let is_html = match reading.from {
        From::Html => Some(true),
        From::Text => Some(false),
        From::Auto | From::Ndjson => None,
    };
    let (url, encoding) = (reading.url.clone(), reading.encoding.clone());
    Source { id, url, is_html, kind: reading.kind.0, encoding, ..Source::bytes(bytes) }
}
