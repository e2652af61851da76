//! Elements by what a selector asks of its subject, so that most elements need not be tried.

use std::borrow::Cow;

use html5ever::LocalName;
use memchr::memmem;
use rustc_hash::FxHashMap;
use scraper::node::Element;

use super::element::{attribute, classes, id};

/// What an element must have for a selector to match it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Key {
    /// An id.
    Id(String),
    /// A class.
    Class(String),
    /// A class with this in it, in small letters.
    ClassPart(String),
    /// An attribute, whatever its value.
    Attribute(LocalName),
    /// A name.
    Tag(LocalName),
    /// Nothing that is certain.
    Any,
}

impl Key {
    /// Whether an element has it.
    pub(super) fn fits(&self, element: &Element) -> bool {
        match self {
            Self::Id(wanted) => id(element) == Some(wanted),
            Self::Class(wanted) => classes(element).any(|class| class == wanted),
            Self::ClassPart(part) => classes(element).any(|class| has_part(class, part)),
            Self::Attribute(name) => attribute(element, name).is_some(),
            Self::Tag(name) => element.name.local == *name,
            Self::Any => true,
        }
    }
}

/// The places of elements by their keys.
#[derive(Clone, Default, Debug)]
pub(super) struct Lookup {
    ids: FxHashMap<String, Vec<usize>>,
    classes: FxHashMap<String, Vec<usize>>,
    attributes: FxHashMap<LocalName, Vec<usize>>,
    tags: FxHashMap<LocalName, Vec<usize>>,
    all: Vec<usize>,
    /// All classes, in small letters: most parts that are looked for are in none.
    class_names: String,
}

impl Lookup {
    pub(super) fn new<'e>(elements: impl Iterator<Item = &'e Element>) -> Self {
        let mut lookup = Self::default();
        for (place, element) in elements.enumerate() {
            lookup.all.push(place);
            add_name(&mut lookup.tags, &element.name.local, place);
            element.attrs.iter().for_each(|(name, _)| add_name(&mut lookup.attributes, &name.local, place));
            if let Some(id) = id(element) {
                add(&mut lookup.ids, id, place);
            }
            classes(element).for_each(|class| add(&mut lookup.classes, class, place));
        }
        for class in lookup.classes.keys() {
            lookup.class_names.extend(class.chars().map(|c| c.to_ascii_lowercase()).chain([' ']));
        }
        lookup
    }

    /// The places of the elements that have the key, in order.
    pub(super) fn get(&self, key: &Key) -> Cow<'_, [usize]> {
        let places = match key {
            Key::Id(id) => self.ids.get(id),
            Key::Class(class) => self.classes.get(class),
            Key::ClassPart(part) => return self.with_class_part(part).into(),
            Key::Attribute(name) => self.attributes.get(name),
            Key::Tag(name) => self.tags.get(name),
            Key::Any => Some(&self.all),
        };
        places.map_or(&[][..], Vec::as_slice).into()
    }

    fn with_class_part(&self, part: &str) -> Vec<usize> {
        if memmem::find(self.class_names.as_bytes(), part.as_bytes()).is_none() {
            return Vec::new();
        }
        let classes = self.classes.iter().filter(|(class, _)| has_part(class, part));
        let mut places: Vec<usize> = classes.flat_map(|(_, places)| places).copied().collect();
        places.sort_unstable();
        places.dedup();
        places
    }
}

fn has_part(class: &str, part: &str) -> bool {
    class.to_ascii_lowercase().contains(part)
}

fn add(index: &mut FxHashMap<String, Vec<usize>>, key: &str, place: usize) {
    match index.get_mut(key) {
        Some(places) => places.push(place),
        None => drop(index.insert(key.to_owned(), vec![place])),
    }
}

fn add_name(index: &mut FxHashMap<LocalName, Vec<usize>>, key: &LocalName, place: usize) {
    match index.get_mut(key) {
        Some(places) => places.push(place),
        None => drop(index.insert(key.clone(), vec![place])),
    }
}
