//! The elements of a web page, and where each stands in the page text.

use std::cell::OnceCell;
use std::collections::HashMap;

use ego_tree::NodeId;
use scraper::{ElementRef, Html, Selector};

use crate::span::Span;

/// A page's elements.
#[derive(Clone, Debug)]
pub struct Tree {
    html: Html,
    /// Every element that holds text, in the order of the page.
    elements: Vec<(NodeId, Span)>,
    /// Places in `elements` by `#id`, `.class` and `tag`.
    index: OnceCell<HashMap<String, Vec<usize>>>,
}

impl Tree {
    /// A tree and the places of its elements, in the order of the page.
    #[must_use]
    pub fn new(html: Html, elements: Vec<(NodeId, Span)>) -> Self {
        Self { html, elements, index: OnceCell::new() }
    }

    /// Where the elements stand, in the order of the page.
    pub fn spans(&self) -> impl Iterator<Item = Span> + '_ {
        self.elements.iter().map(|(_, span)| *span)
    }

    /// The places of the outermost elements that a selector matches, in order. `key` is what its subject must have:
    /// `#id`, `.class` or `tag`; any element, if it is `*`.
    #[must_use]
    pub fn select(&self, selector: &Selector, key: &str) -> Vec<Span> {
        let all = 0..self.elements.len();
        let places: Vec<usize> = match self.index().get(key) {
            _ if key == "*" => all.collect(),
            Some(places) => places.clone(),
            None => return Vec::new(),
        };
        let mut found: Vec<Span> = Vec::new();
        for (id, span) in places.into_iter().map(|place| self.elements[place]) {
            let inside_last = found.last().is_some_and(|last| last.contains(span));
            if !inside_last && self.element(id).is_some_and(|element| selector.matches(&element)) {
                found.push(span);
            }
        }
        found
    }

    fn element(&self, id: NodeId) -> Option<ElementRef<'_>> {
        ElementRef::wrap(self.html.tree.get(id)?)
    }

    fn index(&self) -> &HashMap<String, Vec<usize>> {
        self.index.get_or_init(|| {
            let mut index = HashMap::<String, Vec<usize>>::new();
            for (place, (id, _)) in self.elements.iter().enumerate() {
                let Some(element) = self.element(*id).map(|element| element.value()) else { continue };
                let id = element.id().map(|id| format!("#{id}"));
                let classes = element.classes().map(|class| format!(".{class}"));
                for key in classes.chain(id).chain([element.name().to_owned()]) {
                    index.entry(key).or_default().push(place);
                }
            }
            index
        })
    }

    /// The CSS path of the innermost element that holds all of `span`: from the nearest element with an id, or from
    /// the body.
    #[must_use]
    pub fn path(&self, span: Span) -> Option<String> {
        let holds = self.elements.iter().filter(|(_, at)| at.contains(span));
        let (innermost, _) = holds.min_by_key(|(_, at)| at.len())?;
        let element = self.element(*innermost)?;
        let around = element.ancestors().filter_map(ElementRef::wrap);
        let mut steps = Vec::new();
        for element in std::iter::once(element).chain(around).filter(|element| element.value().name() != "html") {
            steps.push(step(element));
            if element.value().id().is_some() {
                break;
            }
        }
        steps.reverse();
        Some(steps.join(" > "))
    }
}

fn step(element: ElementRef<'_>) -> String {
    let element = element.value();
    let mut step = element.name().to_owned();
    if let Some(id) = element.id() {
        step.extend(["#", id]);
    }
    for class in element.classes() {
        step.extend([".", class]);
    }
    step
}
