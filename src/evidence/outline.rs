//! The elements around a page's blocks. A web page has them. Of a text they are what its layout shows: lines without a
//! blank line between them stand in a list, and the longest stretch of running text stands for the article.

use std::borrow::Cow;
use std::iter::successors;
use std::ops::{BitOr, Range};

use html5ever::local_name;
use scraper::node::Element;

use super::scale::number;
use super::stretch::heaviest;
use crate::document::{Block, Parsed, Tree, attribute};
use crate::span::{Span, parents};

/// Elements by their places, in the order of the page, the outer before the inner.
pub(super) struct Outline<'d> {
    source: Source<'d>,
    /// For each element the place of the next one around it.
    parents: Cow<'d, [Option<usize>]>,
}

enum Source<'d> {
    Tree(&'d Tree),
    Layout(Vec<(Span, &'static str)>),
}

/// Landmarks beside the main one (WAI-ARIA 1.2).
const FRAME_ROLES: &[&str] = &["complementary", "contentinfo", "navigation"];

/// So many elements around a block are looked at, from the innermost; real pages nest some forty deep.
const MOST_AROUND: usize = 100;

impl<'d> Outline<'d> {
    /// The outline of the blocks that are left of a document.
    pub(super) fn of(parsed: &'d Parsed, left: &[Block]) -> Self {
        if let Some(tree) = &parsed.tree {
            return Self { source: Source::Tree(tree), parents: tree.parents().into() };
        }
        let layout = layout(&parsed.document.text, left);
        let parents = parents(layout.iter().map(|(span, _)| *span)).into();
        Self { source: Source::Layout(layout), parents }
    }

    pub(super) fn len(&self) -> usize {
        self.parents.len()
    }

    pub(super) fn span(&self, place: usize) -> Span {
        match &self.source {
            Source::Tree(tree) => tree.span(place),
            Source::Layout(elements) => elements[place].0,
        }
    }

    pub(super) fn name(&self, place: usize) -> &'d str {
        match &self.source {
            Source::Tree(tree) => tree.element_at(place).name(),
            Source::Layout(elements) => elements[place].1,
        }
    }

    /// The place of the next element around one.
    pub(super) fn parent(&self, place: usize) -> Option<usize> {
        self.parents[place]
    }

    /// An element and those around it, from the inside.
    pub(super) fn around(&self, place: usize) -> impl Iterator<Item = usize> {
        successors(Some(place), |&place| self.parent(place)).take(MOST_AROUND)
    }

    /// The place of the innermost element around a range; the first where none is.
    pub(super) fn innermost(&self, span: Span) -> usize {
        let begun = match &self.source {
            Source::Tree(tree) => tree.begun(span.start),
            Source::Layout(elements) => elements.partition_point(|(element, _)| element.start <= span.start),
        };
        let mut around = successors(begun.checked_sub(1), |&place| self.parent(place));
        around.find(|&place| self.span(place).contains(span)).unwrap_or(0)
    }

    /// For each element what is so of it or of one around it.
    pub(super) fn inherited<T: BitOr<Output = T> + Copy>(&self, own: impl Fn(usize) -> T) -> Vec<T> {
        let mut all: Vec<T> = Vec::with_capacity(self.len());
        for place in 0..self.len() {
            let own = own(place);
            all.push(self.parent(place).map_or(own, |parent| all[parent] | own));
        }
        all
    }

    /// Whether an element frames the page, however much text is in it.
    pub(super) fn is_frame(&self, place: usize) -> bool {
        let role = |element| attribute(element, &local_name!("role"));
        match self.name(place) {
            "nav" | "aside" => true,
            "footer" => self.parent(place).is_some_and(|parent| self.name(parent) == "body"),
            _ => self.element(place).and_then(role).is_some_and(|role| FRAME_ROLES.contains(&role)),
        }
    }

    /// The element itself, which a text has not.
    pub(super) fn element(&self, place: usize) -> Option<&'d Element> {
        self.tree().map(|tree| tree.element_at(place))
    }

    /// The tree of a web page.
    pub(super) fn tree(&self) -> Option<&'d Tree> {
        match self.source {
            Source::Tree(tree) => Some(tree),
            Source::Layout(_) => None,
        }
    }
}

/// What a line that is no running text takes from a stretch, in words.
const LINE: f32 = 12.0;

fn layout(text: &str, left: &[Block]) -> Vec<(Span, &'static str)> {
    let mut elements = vec![(Span::new(0, text.len()), "body")];
    let article = heaviest(left.iter().map(|block| if block.is_prose() { number(block.words) } else { -LINE }));
    let first = article.start;
    for group in groups(text, left) {
        let lines = &left[group.clone()];
        if group.contains(&first) {
            let end = left[article.end.max(group.end) - 1].span.end;
            elements.push((Span::new(lines[0].span.start, end), "article"));
        }
        let is_list = lines.len() > 1 && !is_text(lines);
        if is_list {
            elements.push((Span::new(lines[0].span.start, lines[lines.len() - 1].span.end), "ul"));
        }
        elements.extend(lines.iter().map(|line| (line.span, name(line, is_list))));
    }
    elements
}

fn name(line: &Block, in_list: bool) -> &'static str {
    match in_list {
        true => "li",
        false if line.sentence || line.is_prose() => "p",
        false => "div",
    }
}

/// Whether lines hold more running text than anything else: some write paragraphs without blank lines.
fn is_text(lines: &[Block]) -> bool {
    let words = |lines: &mut dyn Iterator<Item = &Block>| lines.map(|line| line.words).sum::<usize>();
    words(&mut lines.iter().filter(|line| line.is_prose())) * 2 > words(&mut lines.iter())
}

/// Lines without a blank line between them.
fn groups(text: &str, left: &[Block]) -> Vec<Range<usize>> {
    let is_parted = |at: usize| {
        let between = Span::new(left[at - 1].span.end, left[at].span.start).of(text);
        let times = |end: u8| between.bytes().filter(|byte| *byte == end).count();
        times(b'\n') > 1 || times(b'\r') > 1
    };
    let mut groups: Vec<Range<usize>> = Vec::new();
    for at in 0..left.len() {
        match groups.last_mut() {
            Some(group) if !is_parted(at) => group.end = at + 1,
            _ => groups.push(at..at + 1),
        }
    }
    groups
}

#[cfg(test)]
mod tests {
    use super::layout;
    use crate::document::{Block, Role};
    use crate::prose::{count_words, is_closed};
    use crate::span::Span;

    fn blocks(text: &str) -> Vec<Block> {
        let lines = text.lines().filter(|line| !line.is_empty());
        let block = |line: &str| {
            let start = line.as_ptr().addr() - text.as_ptr().addr();
            let (words, sentence) = (count_words(line), is_closed(line));
            Block { span: Span::new(start, start + line.len()), role: Role::Other, words, sentence, linked: 0 }
        };
        lines.map(block).collect()
    }

    #[test]
    fn a_texts_layout_makes_elements() {
        let paragraph = "The council met on Monday evening to talk about the bridge, which the storm had shut down in \
                         March, and about the ferry that is to sail in its place.";
        let text = format!("Post\n\nNews\nSport\nMarkets\n\n{paragraph}\n\nThe vote\n\n{paragraph}\n\nContact\n");
        let elements = layout(&text, &blocks(&text));
        let names: Vec<&str> = elements.iter().map(|(_, name)| *name).collect();
        assert_eq!(names, ["body", "div", "ul", "li", "li", "li", "article", "p", "div", "p", "div"]);
        let article = elements[6].0;
        assert!(article.contains(elements[9].0) && !article.contains(elements[10].0));
    }
}
