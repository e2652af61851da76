//! What the page itself marks as its article: by microdata, by element, by the names that outlets give it.

use scraper::node::Element;

use super::elements::Elements;
use super::scale::{self, SHARE};
use super::spots::{Spot, Spots};
use super::{Family, Sink};

/// Elements that the page marks as its article, in four ways.
pub(super) struct Marked([Way; 4]);

#[derive(Default)]
struct Way {
    name: &'static str,
    places: Vec<bool>,
    any: bool,
    /// The share of the running text in them.
    share: f32,
}

impl Marked {
    pub(super) fn new(elements: &Elements<'_>, spots: &Spots<'_>) -> Self {
        let way = |name, holds: fn(&Element) -> bool| {
            let places: Vec<bool> =
                (0..elements.tree.len()).map(|place| holds(elements.tree.element_at(place))).collect();
            let inside = |spot: &&Spot<'_>| spot.is_running() && spot.chain.iter().any(|&place| places[place]);
            let words = spots.iter().filter(inside).map(|spot| spot.block.words).sum();
            Way { name, any: places.contains(&true), share: scale::share(words, elements.running), places }
        };
        Self([
            way("itemprop", is_body_property),
            way("name", has_body_name),
            way("article", |element| element.name() == "article"),
            way("main", |element| element.name() == "main" || element.attr("role") == Some("main")),
        ])
    }

    pub(super) fn observe(&self, spot: &Spot<'_>, sink: &mut Sink<'_>) {
        for way in &self.0 {
            let place = match () {
                () if !way.any => "none",
                () if spot.chain.iter().any(|&place| way.places[place]) => "in",
                () => "out",
            };
            let share = if way.any { scale::on(SHARE, way.share) } else { "" };
            sink.see(Family::Marked, &[way.name, place, share]);
        }
    }
}

fn is_body_property(element: &Element) -> bool {
    let property = element.attr("itemprop").unwrap_or("");
    property.eq_ignore_ascii_case("articleBody") || property.eq_ignore_ascii_case("reviewBody")
}

/// Words that outlets name the element with the article by, in many languages: one of the first before one of the second.
const WHAT: &[&str] = &[
    "article", "story", "post", "entry", "news", "page", "blog", "content", "main", "single", "nota", "noticia",
    "artikel", "beitrag",
];
const PART: &[&str] = &[
    "body", "content", "contents", "text", "txt", "copy", "inner", "detail", "main", "article", "story", "post",
    "entry", "full",
];
/// Names that say it by themselves.
const WHOLE: &[&str] = &[
    "bodytext",
    "body-text",
    "bodycopy",
    "body-copy",
    "textbody",
    "text-body",
    "richtext",
    "rich-text",
    "prose",
    "contenido",
    "cuerpo",
    "inhalt",
    "corps",
];

fn has_body_name(element: &Element) -> bool {
    let is_box = matches!(element.name(), "div" | "section" | "article" | "main" | "span" | "td");
    is_box && element.classes().chain(element.id()).any(names_a_body)
}

fn names_a_body(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    let joined = |what: &str| {
        name.match_indices(what).any(|(at, _)| {
            let rest = name[at + what.len()..].trim_start_matches(['-', '_', ' ']);
            PART.iter().any(|part| rest.starts_with(part))
        })
    };
    WHOLE.iter().any(|whole| name.starts_with(whole)) || WHAT.iter().any(|what| joined(what))
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
