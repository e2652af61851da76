//! A selector with operators on its way through a page.

use std::borrow::Cow;
use std::cell::{Cell, OnceCell};

use ego_tree::NodeRef;
use rustc_hash::FxHashSet;
use scraper::node::Node;
use scraper::{ElementRef, Selector};

use super::procedural::{Axis, Extent, Operator, Procedural, Wording};
use super::{Document, Tree};
use crate::fold::{fold, fold_with_origins};
use crate::span::Span;

/// So many elements are looked at for one selector of one page; most pages have a few thousand. Past it nothing is
/// found, for a page can be made so that every step from every element leads to all others.
const MOST_LOOKS: usize = 2_000_000;

/// Reading so many bytes of text takes as long as looking at an element.
const BYTES_A_LOOK: usize = 16;

/// From so many bytes on, an element's text is a piece of the page's, which is folded once: elements hold each other.
const LARGE: usize = 2_000;

/// Expressions are not asked about longer texts: see `matcher/regex.rs`.
const LONGEST_TEXT: usize = 64 * 1024;

/// The places of the outermost elements that a selector with operators finds, in order.
#[must_use]
pub fn search(document: &Document, tree: &Tree, selector: &Procedural) -> Vec<Span> {
    // What holds no text cannot be cut, but may stand in what is.
    let leads_on = selector.operators.iter().any(Operator::moves);
    let from = if leads_on { tree.all_with(&selector.key) } else { tree.with(&selector.key) };
    let found = Search::new(document, tree).find(from, &selector.start, &selector.operators);
    let mut places: Vec<_> = found.into_iter().filter_map(|element| tree.place_of(element.id())).collect();
    places.sort_unstable();
    tree.outermost(places.into_iter(), |_| true)
}

/// One selector at work on one page.
struct Search<'d> {
    document: &'d Document,
    tree: &'d Tree,
    /// How many elements may still be looked at.
    left: Cell<usize>,
    /// The folded page text, and where each byte of it came from.
    folded: OnceCell<(String, Vec<usize>)>,
}

impl<'d> Search<'d> {
    fn new(document: &'d Document, tree: &'d Tree) -> Self {
        Self { document, tree, left: Cell::new(MOST_LOOKS), folded: OnceCell::new() }
    }

    /// The elements that `operators` lead to from those of `from` that `start` matches.
    fn find(&self, from: Vec<ElementRef<'d>>, start: &Selector, operators: &[Operator]) -> Vec<ElementRef<'d>> {
        let begin = from.into_iter().filter(|element| self.may_go_on(1) && start.matches(element)).collect();
        let found = self.follow(operators, begin);
        if self.left.get() > 0 { found } else { Vec::new() }
    }

    /// Takes up work, if that is left.
    fn may_go_on(&self, work: usize) -> bool {
        self.left.set(self.left.get().saturating_sub(work));
        self.left.get() > 0
    }

    fn follow(&self, operators: &[Operator], from: Vec<ElementRef<'d>>) -> Vec<ElementRef<'d>> {
        operators.iter().fold(from, |elements, operator| self.apply(operator, elements))
    }

    fn apply(&self, operator: &Operator, mut elements: Vec<ElementRef<'d>>) -> Vec<ElementRef<'d>> {
        match operator {
            Operator::Step(selector, axis) => {
                elements = elements.into_iter().flat_map(|element| self.step(element, selector, *axis)).collect();
            }
            Operator::Up(levels) => {
                let up = |element: ElementRef<'d>| around(element).nth(levels - 1);
                elements = elements.into_iter().filter_map(up).collect();
            }
            Operator::UpTo(selector) => {
                let up = |element| around(element).find(|outer| self.may_go_on(1) && selector.matches(outer));
                elements = elements.into_iter().filter_map(up).collect();
            }
            Operator::Says(extent, wording) => elements.retain(|element| self.says(*element, *extent, wording)),
            Operator::Leads(ways) => elements.retain(|element| self.leads(*element, ways)),
            Operator::LeadsNowhere(ways) => elements.retain(|element| !self.leads(*element, ways)),
        }
        if operator.moves() { once_each(elements) } else { elements }
    }

    /// The elements on an axis that `selector` matches with `scope` as its `:scope`.
    fn step(&self, scope: ElementRef<'d>, selector: &Selector, axis: Axis) -> Vec<ElementRef<'d>> {
        let matches = |element: &ElementRef<'d>| selector.matches_with_scope(element, Some(scope));
        let elements = on_axis(scope, axis).filter_map(ElementRef::wrap);
        elements.take_while(|_| self.may_go_on(1)).filter(matches).collect()
    }

    fn leads(&self, element: ElementRef<'d>, ways: &[Vec<Operator>]) -> bool {
        ways.iter().any(|way| !self.follow(way, vec![element]).is_empty())
    }

    fn says(&self, element: ElementRef<'d>, extent: Extent, wording: &Wording) -> bool {
        let place = self.tree.place_of(element.id()).map(|place| self.tree.span(place));
        let text = match (extent, place) {
            (Extent::Whole, Some(span)) => Cow::Borrowed(span.of(&self.document.text)),
            // Nobody sees it, but it says what it is: headings for screen readers do.
            (Extent::Whole, None) => Cow::Owned(joined(element.descendants())),
            (Extent::Own, _) => Cow::Owned(joined(element.children())),
        };
        if !self.may_go_on(text.len() / BYTES_A_LOOK) {
            return false;
        }
        match (wording, place) {
            (Wording::Words(words), Some(span)) if extent == Extent::Whole && text.len() >= LARGE => {
                self.folded(span).contains(words)
            }
            (Wording::Words(words), _) => fold(&text).contains(words),
            (Wording::Expression(expression), _) => {
                text.len() <= LONGEST_TEXT && expression.built().is_ok_and(|built| built.is_match(&text))
            }
        }
    }

    /// The folded text of a large range of the page.
    fn folded(&self, span: Span) -> &str {
        let (folded, origins) = self.folded.get_or_init(|| fold_with_origins(&self.document.text));
        let at = |origin: usize| origins.partition_point(|&from| from < origin).min(folded.len());
        &folded[at(span.start)..at(span.end)]
    }
}

/// The elements around an element, from the nearest.
fn around(element: ElementRef<'_>) -> impl Iterator<Item = ElementRef<'_>> {
    element.ancestors().filter_map(ElementRef::wrap)
}

fn on_axis<'d>(element: ElementRef<'d>, axis: Axis) -> Box<dyn Iterator<Item = NodeRef<'d, Node>> + 'd> {
    match axis {
        Axis::Itself => Box::new(std::iter::once(*element)),
        Axis::Child => Box::new(element.children()),
        Axis::Descendant => Box::new(element.descendants().skip(1)),
        Axis::Sibling => Box::new(element.next_siblings()),
        Axis::Following => Box::new(element.next_siblings().flat_map(|sibling| sibling.descendants())),
    }
}

/// The words of those of the nodes that are text.
fn joined<'d>(nodes: impl Iterator<Item = NodeRef<'d, Node>>) -> String {
    let texts = nodes.filter_map(|node| node.value().as_text());
    texts.flat_map(|text| text.split_ascii_whitespace()).collect::<Vec<_>>().join(" ")
}

fn once_each(mut elements: Vec<ElementRef<'_>>) -> Vec<ElementRef<'_>> {
    let mut seen = FxHashSet::default();
    elements.retain(|element| seen.insert(element.id()));
    elements
}
