//! CSS selectors: elements of a web page, and so the blocks in them.

use std::rc::Rc;

use html5ever::LocalName;
use scraper::Selector;
use serde::Deserialize;
use toml::Spanned;

use super::{Fault, Kind, Matcher, Scene};
use crate::document::{Key, Tree};
use crate::span::Span;

/// `css = "nav, .share-bar"`. Holds for the first block of a matched element, and finds the whole element.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct Css(Spanned<String>);

/// A list of selectors, each with what the elements it matches must have.
#[derive(Debug)]
pub struct Selectors(Vec<(Selector, Key)>);

impl Selectors {
    /// Reads a list of selectors.
    ///
    /// # Errors
    /// When one of them does not parse.
    pub fn parse(list: &Spanned<String>) -> Result<Self, Fault> {
        let parts = split(list.get_ref()).map(|part| match Selector::parse(part) {
            Ok(selector) => Ok((selector, key(part))),
            Err(error) => Err(Fault::new(list.span(), format!("the selector `{part}` does not parse"))
                .label(reason(&error.to_string()))
                .hint("for example `nav`, `.share-bar`, `#comments`, `div[class*=\"newsletter\"]`, `aside:has(form)`")),
        });
        Ok(Self(parts.collect::<Result<_, _>>()?))
    }

    /// Whether one of them matches an element that holds text.
    #[must_use]
    pub fn match_in(&self, tree: &Tree) -> bool {
        self.0.iter().any(|(selector, key)| tree.has(selector, key))
    }

    fn spans(&self, scene: &Scene<'_>) -> Rc<[Span]> {
        scene.once(self, || {
            let Some(tree) = &scene.document.tree else { return Vec::new() };
            let mut spans: Vec<_> = self.0.iter().flat_map(|(selector, key)| tree.select(selector, key)).collect();
            spans.sort_by_key(|span| span.start);
            spans
        })
    }
}

impl Matcher for Selectors {
    fn find(&self, scene: &Scene<'_>, at: usize) -> Option<Vec<Span>> {
        let block = scene.blocks()[at].span;
        let before = at.checked_sub(1).map_or(0, |before| scene.blocks()[before].span.end);
        // This is the first block that is left of the element, or the element lies inside it.
        let spans = self.spans(scene);
        let later = &spans[spans.partition_point(|span| span.start < before)..];
        let beginning = later.iter().take_while(|span| span.start < block.end);
        let found: Vec<_> = beginning.filter(|span| span.overlaps(block)).copied().collect();
        (!found.is_empty()).then_some(found)
    }

    fn possible(&self, scene: &Scene<'_>) -> bool {
        !self.spans(scene).is_empty()
    }
}

impl Kind for Css {
    fn compile(self) -> Result<Box<dyn Matcher>, Fault> {
        Ok(Box::new(Selectors::parse(&self.0)?))
    }
}

/// The last line of what the parser says names the fault: `UnsupportedPseudoClassOrElement`.
fn reason(said: &str) -> String {
    let last = said.lines().last().unwrap_or(said);
    if last.contains(' ') {
        return last.to_owned();
    }
    let spaced = last.chars().flat_map(|c| c.is_uppercase().then_some(' ').into_iter().chain(c.to_lowercase()));
    spaced.collect::<String>().trim_start().to_owned()
}

/// The selectors of a list: split at commas outside brackets and quotes.
fn split(list: &str) -> impl Iterator<Item = &str> {
    let mut depth = 0;
    let mut quote = None;
    let outside = move |c: char| {
        match (c, quote) {
            (c, Some(open)) if c == open => quote = None,
            ('"' | '\'', None) => quote = Some(c),
            ('(' | '[', None) => depth += 1,
            (')' | ']', None) => depth -= 1,
            _ => {}
        }
        c == ',' && depth == 0 && quote.is_none()
    };
    list.split(outside).map(str::trim)
}

/// What the subject of a selector must have: its id, or a class, or an attribute, or its name.
fn key(selector: &str) -> Key {
    let (mut depth, mut start) = (0, 0);
    for (at, c) in selector.char_indices() {
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' => depth -= 1,
            ' ' | '>' | '+' | '~' if depth == 0 => start = at + 1,
            _ => {}
        }
    }
    let plain = |c: char| c.is_alphanumeric() || c == '-' || c == '_';
    let subject = selector[start..].split(['[', ':']).next().unwrap_or("");
    let named = |mark: char| subject.split_once(mark).map(|(_, rest)| rest.split(|c| !plain(c)).next().unwrap_or(""));
    let tag = subject.split(|c| !plain(c)).next().unwrap_or("");
    let attribute = selector[start..].strip_prefix('[').and_then(|rest| rest.split(|c| !plain(c)).next());
    match (named('#'), named('.')) {
        _ if subject.contains('\\') => Key::Any,
        (Some(id), _) => Key::Id(id.to_owned()),
        (None, Some(class)) => Key::Class(class.to_owned()),
        (None, None) if tag.is_empty() => {
            attribute.map_or(Key::Any, |name| Key::Attribute(LocalName::from(name.to_lowercase())))
        }
        (None, None) => Key::Tag(LocalName::from(tag.to_lowercase())),
    }
}

#[cfg(test)]
mod tests {
    use html5ever::local_name;

    use super::{Key, key, split};

    #[test]
    fn lists_are_split_outside_brackets() {
        let list: Vec<_> = split("a:is(b, c), d[e=\",\"] ,f").collect();
        assert_eq!(list, ["a:is(b, c)", "d[e=\",\"]", "f"]);
    }

    #[test]
    fn a_selectors_subject_has_a_key() {
        let class = |name: &str| Key::Class(name.to_owned());
        for (selector, wanted) in [
            ("div > p.x.y", class("x")),
            ("main nav", Key::Tag(local_name!("nav"))),
            ("a#b.c", Key::Id("b".to_owned())),
            ("[role=x]", Key::Attribute(local_name!("role"))),
            ("p [data-a-b*=\"c d\"].e", Key::Attribute("data-a-b".into())),
            (":has(p)", Key::Any),
            ("div:not(.a .b)", Key::Tag(local_name!("div"))),
            ("ul[class*=\"a b\"]", Key::Tag(local_name!("ul"))),
            ("*", Key::Any),
            (".a\\:b", Key::Any),
        ] {
            assert_eq!(key(selector), wanted, "{selector}");
        }
    }
}
