//! The elements of a web page, and where each stands in the page text.

use std::cell::OnceCell;

use ego_tree::{NodeId, NodeRef};
use rustc_hash::FxHashMap;
use scraper::node::{Element, Node};
use scraper::{ElementRef, Html, Selector};

use super::element::{classes, id};
use super::lookup::{Key, Lookup};
use crate::span::{Span, parents};

/// A page's elements.
#[derive(Clone, Debug)]
pub struct Tree {
    html: Html,
    /// Every element that holds text, in the order of the page.
    elements: Vec<(NodeId, Span)>,
    lookup: OnceCell<Lookup>,
    parents: OnceCell<Vec<Option<usize>>>,
    places: OnceCell<FxHashMap<NodeId, usize>>,
}

impl Tree {
    /// A tree and the places of its elements, in the order of the page.
    #[must_use]
    pub fn new(html: Html, elements: Vec<(NodeId, Span)>) -> Self {
        Self { html, elements, lookup: OnceCell::new(), parents: OnceCell::new(), places: OnceCell::new() }
    }

    /// Where the elements stand, in the order of the page.
    pub fn spans(&self) -> impl Iterator<Item = Span> + '_ {
        self.elements.iter().map(|(_, span)| *span)
    }

    /// How many elements hold text. They go by their places, from 0, in the order of the page.
    #[must_use]
    #[allow(clippy::len_without_is_empty, reason = "a page without elements is no case of its own")]
    pub fn len(&self) -> usize {
        self.elements.len()
    }

    /// Where the element at a place stands in the page text.
    #[must_use]
    pub fn span(&self, place: usize) -> Span {
        self.elements[place].1
    }

    /// The element at a place: its name and attributes.
    ///
    /// # Panics
    /// At a place past the last.
    #[must_use]
    pub fn element_at(&self, place: usize) -> &Element {
        self.html.tree.get(self.elements[place].0).and_then(|node| node.value().as_element()).expect("is an element")
    }

    /// For each element the place of the next one around it.
    #[must_use]
    pub fn parents(&self) -> &[Option<usize>] {
        self.parents.get_or_init(|| parents(self.spans()))
    }

    /// How many elements begin at an offset of the page text or before it.
    #[must_use]
    pub fn begun(&self, offset: usize) -> usize {
        self.elements.partition_point(|(_, span)| span.start <= offset)
    }

    /// For each element whether a picture or a film stands in it.
    #[must_use]
    pub fn with_pictures(&self) -> Vec<bool> {
        let mut with = vec![false; self.len()];
        let is_picture = |node: &NodeRef<'_, Node>| {
            node.value().as_element().is_some_and(|element| matches!(element.name(), "img" | "video" | "picture"))
        };
        for picture in self.html.tree.nodes().filter(is_picture) {
            let around = picture.ancestors().filter_map(|node| self.place_of(node.id()));
            // Whatever is around an element that has one has it too.
            around.take_while(|place| !std::mem::replace(&mut with[*place], true)).for_each(drop);
        }
        with
    }

    /// The places of the outermost elements that a selector matches, in order. `key` is what its subject must have.
    #[must_use]
    pub fn select(&self, selector: &Selector, key: &Key) -> Vec<Span> {
        self.outermost(self.lookup().get(key).iter().copied(), |place| self.matches(selector, place))
    }

    /// Whether a selector matches an element that holds text.
    #[must_use]
    pub fn has(&self, selector: &Selector, key: &Key) -> bool {
        self.lookup().get(key).iter().any(|&place| self.matches(selector, place))
    }

    fn matches(&self, selector: &Selector, place: usize) -> bool {
        self.element(self.elements[place].0).is_some_and(|element| selector.matches(&element))
    }

    /// Where those elements stand, given in order, that fit and do not lie in one that does.
    pub(super) fn outermost(&self, places: impl Iterator<Item = usize>, fits: impl Fn(usize) -> bool) -> Vec<Span> {
        let mut found: Vec<Span> = Vec::new();
        for place in places {
            let inside_last = found.last().is_some_and(|last| last.contains(self.span(place)));
            if !inside_last && fits(place) {
                found.push(self.span(place));
            }
        }
        found
    }

    /// The elements that hold text and have the key.
    pub(super) fn with(&self, key: &Key) -> Vec<ElementRef<'_>> {
        self.lookup().get(key).iter().filter_map(|&place| self.element(self.elements[place].0)).collect()
    }

    /// All elements that have the key, with text or without.
    pub(super) fn all_with(&self, key: &Key) -> Vec<ElementRef<'_>> {
        let elements = self.html.tree.root().descendants().filter_map(ElementRef::wrap);
        elements.filter(|element| key.fits(element.value())).collect()
    }

    /// The place of an element, if it holds text.
    pub(super) fn place_of(&self, id: NodeId) -> Option<usize> {
        let places = || self.elements.iter().enumerate().map(|(place, (id, _))| (*id, place)).collect();
        self.places.get_or_init(places).get(&id).copied()
    }

    fn element(&self, id: NodeId) -> Option<ElementRef<'_>> {
        ElementRef::wrap(self.html.tree.get(id)?)
    }

    fn lookup(&self) -> &Lookup {
        self.lookup.get_or_init(|| Lookup::new((0..self.len()).map(|place| self.element_at(place))))
    }

    /// The CSS path of the innermost element that holds all of `span`: from the nearest element with an id, or from
    /// the body.
    #[must_use]
    pub fn path(&self, span: Span) -> Option<String> {
        // The last element that begins before the range, or one around it.
        let mut place = self.begun(span.start).checked_sub(1)?;
        while !self.span(place).contains(span) {
            place = self.parents()[place]?;
        }
        let element = self.element(self.elements[place].0)?;
        let around = element.ancestors().filter_map(ElementRef::wrap);
        let mut elements = Vec::new();
        for element in std::iter::once(element).chain(around).map(|element| element.value()) {
            elements.extend((element.name() != "html").then_some(element));
            if id(element).is_some() {
                break;
            }
        }
        let mut path = String::new();
        for element in elements.into_iter().rev() {
            path.push_str(if path.is_empty() { "" } else { " > " });
            push_step(element, &mut path);
        }
        Some(path)
    }
}

fn push_step(element: &Element, path: &mut String) {
    path.push_str(element.name());
    let names = id(element).map(|id| ('#', id)).into_iter().chain(classes(element).map(|class| ('.', class)));
    for (sign, name) in names {
        path.push(sign);
        // Writing to a string cannot fail.
        let _ = cssparser::serialize_identifier(name, path);
    }
}
