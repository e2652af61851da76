//! Tree → page text: what a reader of the page could see, as a browser's own text would have it.
//!
//! White space folds to one blank; a paragraph, heading, list or table stands between blank lines, other blocks on
//! lines of their own, `<br>` ends a line, cells are set apart by tabs. What is hidden, scripted, drawn or typed into
//! is no text.

use ego_tree::{NodeId, NodeRef};
use scraper::Html;
use scraper::node::{Element, Node};

use super::display::{Display, display, is_hidden, is_no_text, parts_words, role_of};
use crate::document::Role;
use crate::span::Span;

/// A page's text and where its elements stand in it.
#[derive(Default, Debug)]
pub(super) struct Rendered {
    pub text: String,
    pub lines: Vec<Line>,
    /// Every element that holds text, in the order of the page.
    pub elements: Vec<(NodeId, Span)>,
}

/// A line of the text, with what its elements say of it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line {
    pub span: Span,
    pub role: Option<Role>,
    /// Bytes of its words that lie in links.
    pub linked: usize,
}

/// Renders a page. Where style hides all of it, a script would have shown it, and it is rendered as if nothing were hidden.
pub(super) fn render(html: &Html) -> Rendered {
    let seen = render_with(html, Writer::default());
    if seen.text.is_empty() { render_with(html, Writer { all: true, ..Writer::default() }) } else { seen }
}

fn render_with(html: &Html, mut writer: Writer) -> Rendered {
    let mut next = html.tree.root().first_child();
    let mut open: Vec<NodeRef<'_, Node>> = Vec::new();
    while let Some(node) = next {
        next = match (writer.enter(node), node.first_child()) {
            (true, Some(child)) => {
                open.push(node);
                Some(child)
            }
            (entered, _) => {
                if entered {
                    writer.leave(node);
                }
                node.next_sibling()
            }
        };
        while next.is_none()
            && let Some(parent) = open.pop()
        {
            writer.leave(parent);
            next = parent.next_sibling();
        }
    }
    writer.finish()
}

/// Line ends that a paragraph wants around it, and any other block.
const PARAGRAPH: usize = 2;
const BLOCK: usize = 1;

#[derive(Default)]
struct Writer {
    /// Whether what style hides is rendered too.
    all: bool,
    out: Rendered,
    /// Line ends to write before the next word.
    breaks: usize,
    /// A blank was seen since the last word.
    blank: bool,
    /// The line being written.
    line: Option<Line>,
    /// Places of the open elements in `out.elements`; those from `unplaced` on have no text yet.
    open: Vec<usize>,
    unplaced: usize,
    /// The roles that open block elements give.
    roles: Vec<Option<Role>>,
    /// Open elements that keep white space, and open links.
    preformatted: usize,
    links: usize,
}

impl Writer {
    /// Says whether the node and what is in it is to be rendered.
    fn enter(&mut self, node: NodeRef<'_, Node>) -> bool {
        match node.value() {
            Node::Text(text) if self.preformatted > 0 => self.write_preformatted(text),
            Node::Text(text) => self.write_text(text),
            Node::Element(element) if is_no_text(element) || (!self.all && is_hidden(element)) => {
                self.blank |= parts_words(element.name());
                return false;
            }
            Node::Element(element) => self.open(node.id(), element),
            _ => {}
        }
        true
    }

    fn open(&mut self, id: NodeId, element: &Element) {
        match display(element.name()) {
            Display::Paragraph => self.end_line(PARAGRAPH),
            Display::Block => self.end_line(BLOCK),
            Display::Cell if self.line.is_some() => self.write("\t"),
            Display::Break => {
                let breaks = self.breaks + usize::from(self.line.is_some() || self.breaks > 0);
                self.end_line(breaks.clamp(BLOCK, PARAGRAPH));
            }
            Display::Cell | Display::Inline => {}
        }
        if display(element.name()).is_block() {
            let around = self.roles.last().copied().flatten();
            self.roles.push(role_of(element.name(), around));
        }
        self.blank |= parts_words(element.name());
        self.preformatted += usize::from(element.name() == "pre");
        self.links += usize::from(element.name() == "a");
        self.open.push(self.out.elements.len());
        self.out.elements.push((id, Span::default()));
    }

    fn leave(&mut self, node: NodeRef<'_, Node>) {
        let Node::Element(element) = node.value() else { return };
        self.blank |= parts_words(element.name());
        self.preformatted -= usize::from(element.name() == "pre");
        self.links -= usize::from(element.name() == "a");
        if let Some(place) = self.open.pop() {
            let end = self.out.text.len();
            let span = &mut self.out.elements[place].1;
            let placed = self.unplaced > self.open.len();
            *span = if placed { Span::new(span.start, end) } else { Span::default() };
            self.unplaced = self.unplaced.min(self.open.len());
        }
        match display(element.name()) {
            Display::Paragraph => self.end_line(PARAGRAPH),
            Display::Block => self.end_line(BLOCK),
            _ => {}
        }
        if display(element.name()).is_block() {
            self.roles.pop();
        }
    }

    fn write_text(&mut self, text: &str) {
        self.blank |= text.starts_with(|c: char| c.is_ascii_whitespace());
        for word in text.split_ascii_whitespace() {
            self.write(word);
            self.blank = true;
        }
        self.blank = self.blank && (text.ends_with(|c: char| c.is_ascii_whitespace()) || text.trim_ascii().is_empty());
    }

    fn write_preformatted(&mut self, text: &str) {
        for (number, line) in text.split('\n').enumerate() {
            if number > 0 {
                self.end_line((self.breaks + 1).min(PARAGRAPH));
            }
            if !line.trim().is_empty() {
                self.write(line.trim_end());
            }
        }
    }

    /// Writes words on the line, or begins one with them.
    fn write(&mut self, words: &str) {
        if self.line.is_none() {
            if !self.out.text.is_empty() {
                self.out.text.extend(std::iter::repeat_n('\n', self.breaks.max(BLOCK)));
            }
            let role = self.roles.last().copied().flatten();
            let at = self.out.text.len();
            self.line = Some(Line { span: Span::new(at, at), role, linked: 0 });
        } else if self.blank && words != "\t" {
            self.out.text.push(' ');
        }
        (self.breaks, self.blank) = (0, false);
        let at = self.out.text.len();
        for &place in &self.open[self.unplaced..] {
            self.out.elements[place].1 = Span::new(at, at);
        }
        self.unplaced = self.open.len();
        if words.is_ascii() {
            self.out.text.push_str(words);
        } else {
            self.out.text.extend(words.split('\u{ad}'));
        }
        if let Some(line) = &mut self.line
            && self.links > 0
        {
            line.linked += self.out.text.len() - at;
        }
    }

    /// Ends the line, if one is begun; at least `breaks` line ends come before the next word.
    fn end_line(&mut self, breaks: usize) {
        self.breaks = self.breaks.max(breaks);
        self.blank = false;
        if let Some(line) = self.line.take() {
            self.out.lines.push(Line { span: Span::new(line.span.start, self.out.text.len()), ..line });
        }
    }

    fn finish(mut self) -> Rendered {
        self.end_line(BLOCK);
        if !self.out.text.is_empty() {
            self.out.text.push('\n');
        }
        self.out.elements.retain(|(_, span)| !span.is_empty());
        self.out
    }
}
