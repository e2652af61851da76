//! Attributes of an element, without the tables that `scraper` makes of them.

use html5ever::{LocalName, local_name};
use scraper::node::Element;

/// The value of an attribute.
pub(crate) fn attribute<'e>(element: &'e Element, name: &LocalName) -> Option<&'e str> {
    element.attrs.iter().find(|(known, _)| known.local == *name).map(|(_, value)| &**value)
}

/// The element's classes, as they are written.
pub(crate) fn classes(element: &Element) -> impl Iterator<Item = &str> {
    attribute(element, &local_name!("class")).unwrap_or_default().split_ascii_whitespace()
}

/// The element's id.
pub(crate) fn id(element: &Element) -> Option<&str> {
    attribute(element, &local_name!("id"))
}
