//! What the page itself marks as its article: by microdata, by element, by the names that outlets give it.

use html5ever::local_name;
use scraper::node::Element;

use super::called::Called;
use super::elements::Elements;
use super::scale::{self, SHARE};
use super::spots::{Spot, Spots};
use super::{Family, Sink};
use crate::document::attribute;

/// Elements that the page marks as its article, in four ways.
pub(super) struct Marked(Vec<Way>);

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
        let Some(tree) = elements.outline.tree() else { return Self(Vec::new()) };
        let way = |name, holds: fn(&Element, &Called<'_>) -> bool| {
            let is_marked = |place| holds(tree.element_at(place), elements.called(place));
            let places: Vec<bool> = (0..tree.len()).map(is_marked).collect();
            let inside = |spot: &&Spot<'_>| spot.is_running() && spot.chain.iter().any(|&place| places[place]);
            let words = spots.iter().filter(inside).map(|spot| spot.block.words).sum();
            Way { name, any: places.contains(&true), share: scale::share(words, elements.running), places }
        };
        Self(vec![
            way("itemprop", |element, _| is_body_property(element)),
            way("name", |element, called| called.a_body && is_box(element)),
            way("article", |element, _| element.name.local == local_name!("article")),
            way("main", |element, _| is_main(element)),
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
    let property = attribute(element, &local_name!("itemprop")).unwrap_or_default();
    property.eq_ignore_ascii_case("articleBody") || property.eq_ignore_ascii_case("reviewBody")
}

fn is_main(element: &Element) -> bool {
    element.name.local == local_name!("main") || attribute(element, &local_name!("role")) == Some("main")
}

fn is_box(element: &Element) -> bool {
    matches!(element.name(), "div" | "section" | "article" | "main" | "span" | "td")
}
