//! Elements whose name says something of what is in them.

use super::outline::Outline;

const TELLING: &[&str] = &[
    "article",
    "aside",
    "blockquote",
    "dl",
    "figure",
    "footer",
    "form",
    "header",
    "main",
    "nav",
    "ol",
    "section",
    "table",
    "ul",
];

/// For each element a bit for each of these that it is or stands in.
pub(super) struct Telling(Vec<u16>);

impl Telling {
    pub(super) fn new(outline: &Outline<'_>) -> Self {
        let own = |place| TELLING.iter().position(|name| *name == outline.name(place)).map_or(0, |at| 1 << at);
        Self(outline.inherited(own))
    }

    /// Names of an element and of those around it.
    pub(super) fn around(&self, place: usize) -> impl Iterator<Item = &'static str> {
        let around = self.0[place];
        TELLING.iter().enumerate().filter(move |(at, _)| around & (1 << at) != 0).map(|(_, name)| *name)
    }
}
