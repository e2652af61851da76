//! Where a key belongs that stands in the wrong table. In TOML a key belongs to the header above it, and that is easy to
//! forget.

use std::ops::Range;

use serde_json::Value;
use toml::Spanned;
use toml::de::{DeString, DeValue};

use super::schema::{is_a, keys, resolved};

/// A table of a pack: by which key, and what the schema says of it.
pub(super) struct Table {
    pub key: String,
    pub shape: &'static Value,
}

/// What to do about a key that a table further out or further in would know.
pub(super) fn belongs(
    key: &Spanned<DeString<'_>>,
    value: &DeValue<'_>,
    around: &[Table],
    text: &str,
) -> Option<String> {
    outwards(key, around, text).or_else(|| inwards(key, value, around, text))
}

fn outwards(key: &Spanned<DeString<'_>>, around: &[Table], text: &str) -> Option<String> {
    let (_, outer) = around.split_last()?;
    let name = key.get_ref();
    let owner = outer.iter().rposition(|table| keys(table.shape).any(|known| known == name))?;
    let (inner, line) = (&around[owner + 1].key, Line::of(text, key.span()));
    Some(match (owner, line.header) {
        (0, _) => format!("`{name}` belongs to the pack: write it before the first `[[rule]]`"),
        (1, Some(header)) if line.before.is_empty() => {
            format!("`{name}` belongs to the rule: write it before `{header}`")
        }
        _ => format!("`{name}` belongs beside `{inner}`, not in it"),
    })
}

/// The line that a key stands in.
struct Line<'t> {
    /// What of it stands before the key.
    before: &'t str,
    /// All of it.
    text: &'t str,
    /// The header above it, of a table in a rule.
    header: Option<&'t str>,
}

impl<'t> Line<'t> {
    fn of(text: &'t str, key: Range<usize>) -> Self {
        let start = text[..key.start].rfind('\n').map_or(0, |end| end + 1);
        let (above, from) = text.split_at(start);
        let lines = above.lines().rev().map(|line| line.split('#').next().unwrap_or(line).trim());
        let header = lines.clone().find(|line| line.starts_with("[rule") || line.starts_with("[[rule"));
        Self {
            before: text[start..key.start].trim_start(),
            text: from.lines().next().unwrap_or_default().trim(),
            header: header.filter(|header| *header != "[[rule]]"),
        }
    }
}

fn inwards(key: &Spanned<DeString<'_>>, value: &DeValue<'_>, around: &[Table], text: &str) -> Option<String> {
    let (name, shape, line) = (key.get_ref(), around.last()?.shape, Line::of(text, key.span()));
    let takes = |table: &'static Value| table["properties"].get(&**name).is_some_and(|wanted| is_a(value, wanted));
    if let Some((list, _)) = lists(shape).find(|(_, table)| takes(table)) {
        let path: Vec<&str> = around.iter().skip(1).map(|table| &*table.key).chain([list]).collect();
        return Some(under(name, &path.join("."), line.text));
    }
    let path = if line.before.ends_with('.') { line.before } else { "" };
    let way = |(inner, table): (String, &'static Value)| takes(table).then(|| format!("`{path}{inner}.{name}`"));
    let mut ways: Vec<String> = tables(shape).filter_map(way).collect();
    if ways.is_empty() {
        let within = |(outer, table)| tables(table).map(move |(inner, table)| (format!("{outer}.{inner}"), table));
        ways = tables(shape).flat_map(within).filter_map(way).collect();
    }
    (!ways.is_empty()).then(|| format!("did you mean {}?", ways.join(" or ")))
}

/// What to do about a key of a list's entry whose header is missing, or has lost its beginning.
fn under(name: &str, list: &str, line: &str) -> String {
    let header = line.trim_start_matches('[');
    match &line[..line.len() - header.len()] {
        "" => format!("`{name}` belongs under `[[{list}]]`: write that above it"),
        brackets => format!("did you mean `{brackets}{list}.{header}`?"),
    }
}

/// Patterns of a rule that take the same keys as `match` does.
const LIKE_MATCH: &[&str] = &["html", "text", "where", "while"];

/// The tables in a table.
fn tables(shape: &'static Value) -> impl Iterator<Item = (String, &'static Value)> {
    let tables = inside(shape).filter(|(key, table)| table["type"] == "object" && !LIKE_MATCH.contains(key));
    tables.map(|(key, table)| (key.to_owned(), table))
}

/// The lists of tables in a table.
fn lists(shape: &'static Value) -> impl Iterator<Item = (&'static str, &'static Value)> {
    inside(shape).filter(|(_, list)| list["type"] == "array").map(|(key, list)| (key, resolved(&list["items"])))
}

fn inside(shape: &'static Value) -> impl Iterator<Item = (&'static str, &'static Value)> {
    let keys = shape["properties"].as_object().into_iter().flatten();
    keys.map(|(key, wanted)| (key.as_str(), resolved(wanted)))
}
