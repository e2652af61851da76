//! Web pages: markup → tree → page text, and what the page says of itself.

mod bounded;
mod display;
mod meta;
mod parse;
mod plain;
mod raw;
mod reference;
mod render;

use crate::document::{Block, Role, Tree};
use crate::prose::{count_words, is_closed};
use crate::span::Span;
pub(super) use meta::Meta;
use render::Line;

/// A bound that a page went past; the text so far is kept.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Limit {
    /// Too many elements and texts.
    Nodes,
    /// Elements too deep inside each other.
    Depth,
    /// Too many attributes on one element.
    Attributes,
}

impl Limit {
    /// What happened, by the name that records use.
    #[must_use]
    pub fn message(self) -> &'static str {
        match self {
            Self::Nodes => "limit.nodes: the page has more than 500,000 nodes; the rest of it was not read",
            Self::Attributes => {
                "limit.attributes: an element has more than 20,000 attributes; the rest of the page was not read"
            }
            Self::Depth => {
                "limit.depth: elements stand more than 512 deep in each other; the rest of the page was not read"
            }
        }
    }
}

/// Whether bytes begin as a web page does: with its document type, or with `<html>` or `<head>` behind comments.
pub(super) fn looks_like_html(start: &[u8]) -> bool {
    let start = start.iter().filter(|&&byte| byte != 0).copied().collect::<Vec<_>>();
    let start = String::from_utf8_lossy(&start).to_lowercase();
    let mut rest =
        start.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '\u{feff}' | '\u{fffd}' | 'ÿ' | 'þ'));
    while rest.starts_with("<!--") || rest.starts_with("<?xml") {
        // What stands in a conditional comment is markup as well.
        let mark = if rest.starts_with("<!--") && !rest.starts_with("<!--[if") { "-->" } else { ">" };
        let Some(end) = rest.find(mark) else { return true };
        rest = rest[end + mark.len()..].trim_start();
    }
    ["<!doctype html", "<html", "<head", "<body", "<meta"].iter().any(|mark| rest.starts_with(mark))
}

/// A page that was read.
pub(super) struct Page {
    pub text: String,
    pub blocks: Vec<Block>,
    pub tree: Tree,
    pub meta: Meta,
    pub limit: Option<Limit>,
}

/// Reads markup.
pub(super) fn read(markup: &str) -> Page {
    let (html, limit) = parse::parse(markup);
    let meta = meta::find(&html);
    let rendered = render::render(&html);
    let blocks = rendered.lines.iter().filter_map(|line| block(line, &rendered.text)).collect();
    Page { blocks, tree: Tree::new(html, rendered.elements), text: rendered.text, meta, limit }
}

fn block(line: &Line, text: &str) -> Option<Block> {
    let words = line.span.of(text);
    let body = words.trim();
    let start = line.span.start + (words.len() - words.trim_start().len());
    (!body.is_empty()).then(|| Block {
        span: Span::new(start, start + body.len()),
        role: line.role.unwrap_or(Role::Other),
        words: count_words(body),
        sentence: is_closed(body),
        linked: line.linked.min(body.len()),
    })
}
