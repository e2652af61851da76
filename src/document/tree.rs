//! The elements of a web page, and where each stands in the page text.

use ego_tree::NodeId;
use scraper::{ElementRef, Html};

use crate::span::Span;

/// A page's elements.
#[derive(Clone, Debug)]
pub struct Tree {
    html: Html,
    /// Every element that holds text, in the order of the page.
    elements: Vec<(NodeId, Span)>,
}

impl Tree {
    /// A tree and the places of its elements, in the order of the page.
    #[must_use]
    pub fn new(html: Html, elements: Vec<(NodeId, Span)>) -> Self {
        Self { html, elements }
    }

    /// The CSS path of the innermost element that holds all of `span`: from the nearest element with an id, or from
    /// the body.
    #[must_use]
    pub fn path(&self, span: Span) -> Option<String> {
        let holds = self.elements.iter().filter(|(_, at)| at.contains(span));
        let (innermost, _) = holds.min_by_key(|(_, at)| at.len())?;
        let element = ElementRef::wrap(self.html.tree.get(*innermost)?)?;
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
