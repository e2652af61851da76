//! What the page itself marks as its article: by microdata, by element, by the names that outlets give it.

use std::sync::LazyLock;

use html5ever::local_name;
use regex::Regex;
use scraper::node::Element;

use super::elements::Elements;
use super::scale::{self, SHARE};
use super::spots::{Spot, Spots};
use super::{Family, Sink};
use crate::document::{attribute, classes, id};

/// Elements that the page marks as its article, in four ways.
pub(super) struct Marked(Vec<Way>);

#[derive(Default)]
struct Way {
    name: &'static str,
    /// Whether an element is, or stands in, one of them.
    places: Vec<bool>,
    any: bool,
    /// The share of the running text in them.
    share: f32,
}

impl Marked {
    pub(super) fn new(elements: &Elements<'_>, spots: &Spots<'_>) -> Self {
        let Some(tree) = elements.outline.tree() else { return Self(Vec::new()) };
        let way = |name, holds: fn(&Element) -> bool| {
            // A mark on an element without running text, such as a teaser, says nothing.
            let is_marked = |place| elements.held(place).running > 0 && holds(tree.element_at(place));
            let places = elements.outline.inherited(is_marked);
            let inside = |spot: &&Spot<'_>| spot.is_running() && places[spot.innermost];
            let words = spots.iter().filter(inside).map(|spot| spot.block.words).sum();
            Way { name, any: places.contains(&true), share: scale::share(words, elements.running), places }
        };
        Self(vec![
            way("itemprop", is_body_property),
            way("name", |element| is_box(element) && classes(element).chain(id(element)).any(names_a_body)),
            way("article", |element| element.name.local == local_name!("article")),
            way("main", is_main),
        ])
    }

    pub(super) fn observe(&self, spot: &Spot<'_>, sink: &mut Sink<'_>) {
        for way in &self.0 {
            let place = match () {
                () if !way.any => "none",
                () if way.places[spot.innermost] => "in",
                () => "out",
            };
            let share = if way.any { scale::on(SHARE, way.share) } else { "" };
            sink.see(Family::Marked, &[way.name, place, share]);
        }
    }
}

fn is_body_property(element: &Element) -> bool {
    let property = attribute(element, &local_name!("itemprop")).unwrap_or_default();
    property.eq_ignore_ascii_case("articleBody") || property.eq_ignore_ascii_case("reviewBody")
}

fn is_main(element: &Element) -> bool {
    element.name.local == local_name!("main") || attribute(element, &local_name!("role")) == Some("main")
}

fn is_box(element: &Element) -> bool {
    matches!(element.name(), "div" | "section" | "article" | "main" | "span" | "td")
}

/// Names that outlets give the element with the article, in many languages: one of the first words before one of the
/// second, or a name that says it by itself.
static BODY: LazyLock<Regex> = LazyLock::new(|| {
    let what = "article|story|post|entry|news|page|blog|content|main|single|nota|noticia|artikel|beitrag";
    let part = "body|content|text|txt|copy|inner|detail|main|article|story|post|entry|full";
    let whole = "body-?(?:text|copy)|text-?body|rich-?text|prose|contenido|cuerpo|inhalt|corps";
    Regex::new(&format!("(?i-u)(?:{what})[-_ ]*(?:{part})|^(?:{whole})")).expect("parses: see the test")
});

fn names_a_body(name: &str) -> bool {
    BODY.is_match(name)
}

#[cfg(test)]
mod tests {
    use super::names_a_body;

    #[test]
    fn bodies_are_known_by_name() {
        for name in ["articleBody", "entry-content", "c-story__body-x story_text", "main-article", "richText"] {
            assert!(names_a_body(name), "{name}");
        }
        for name in ["article-header", "sidebar", "postal", "contentious"] {
            assert!(!names_a_body(name), "{name}");
        }
    }
}
