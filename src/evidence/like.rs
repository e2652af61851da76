//! Blocks with like elements: paragraphs are like paragraphs, and teasers like teasers.

use std::collections::{HashMap, HashSet};
use std::hash::{DefaultHasher, Hash, Hasher};

use scraper::node::Element;

use super::elements::{Elements, Sums};
use super::scale::{self, COUNT, LINKED, SHARE};
use super::spots::{Spot, Spots};
use super::{Family, Page, Sink};

/// What is known of blocks by their likeness.
pub(super) struct Likes {
    sums: HashMap<u64, Sums>,
    /// For each element how many of its parent's children are like it.
    rows: Vec<usize>,
    /// Elements that hold a heading which is a link, as teasers do.
    linked_heading: HashSet<usize>,
    marked: Marked,
}

/// So many elements around a block make out whom it is like.
const DEPTH: usize = 3;

impl Likes {
    pub(super) fn new(elements: &Elements<'_>, spots: &mut Spots<'_>) -> Self {
        let mut sums = HashMap::<u64, Sums>::new();
        for spot in spots.iter_mut() {
            spot.like = likeness(spot, elements);
            sums.entry(spot.like).or_default().add(spot);
        }
        Self {
            sums,
            rows: rows(elements),
            linked_heading: linked_headings(elements, spots),
            marked: Marked::new(elements, spots),
        }
    }

    pub(super) fn observe(&self, page: &Page<'_>, at: usize, sink: &mut Sink<'_>) {
        let (spot, elements) = (&page.spots[at], &page.elements);
        let sums = self.sums[&spot.like];
        let see = &mut |what, value| sink.see(Family::Like, &[what, value]);
        see("share of all text", scale::on(SHARE, scale::share(sums.running, elements.running)));
        see("running text", scale::on(SHARE, scale::share(sums.running, sums.words)));
        see("links", scale::on(LINKED, sums.links()));
        see("blocks", scale::on(COUNT, scale::number(sums.blocks)));
        self.row(spot, elements, sink);
        self.marked.observe(spot, sink);
    }

    /// A small element in a row of three or more of its like: a teaser, a card, an item.
    fn row(&self, spot: &Spot<'_>, elements: &Elements<'_>, sink: &mut Sink<'_>) {
        let inner = spot.chain.iter().take(7).take_while(|&&place| place != elements.container);
        let is_item = |place: &&usize| {
            let name = elements.name(**place);
            self.rows[**place] >= 3
                && elements.held(**place).blocks < 8
                && !elements.is_inline(**place)
                && !matches!(name, "p" | "td" | "tr")
        };
        for &place in inner.filter(is_item) {
            let picture = if elements.has_picture(place) { "picture," } else { "" };
            sink.see(Family::Row, &[picture, "links", scale::on(LINKED, elements.held(place).links())]);
            if self.linked_heading.contains(&place) {
                sink.see(Family::Row, &["its heading is a link"]);
            }
        }
    }
}

fn linked_headings(elements: &Elements<'_>, spots: &Spots<'_>) -> HashSet<usize> {
    let is_linked = |spot: &&Spot<'_>| {
        let tag = elements.name(spot.element());
        matches!(tag, "h1" | "h2" | "h3" | "h4" | "h5" | "h6") && scale::share(spot.block.linked, spot.text.len()) > 0.9
    };
    spots.iter().filter(is_linked).flat_map(|spot| spot.chain.iter().copied()).collect()
}

fn likeness(spot: &Spot<'_>, elements: &Elements<'_>) -> u64 {
    let mut hasher = DefaultHasher::new();
    for &place in spot.chain.iter().filter(|&&place| !elements.is_inline(place)).take(DEPTH) {
        let element = elements.tree.element_at(place);
        let mut classes: Vec<&str> = element.classes().collect();
        classes.sort_unstable();
        (element.name(), &classes[..classes.len().min(2)]).hash(&mut hasher);
    }
    hasher.finish()
}

fn rows(elements: &Elements<'_>) -> Vec<usize> {
    let tree = elements.tree;
    let parents = tree.parents();
    let key = |place: usize| {
        let element = tree.element_at(place);
        (parents[place], element.name(), element.classes().next())
    };
    let mut counts = HashMap::<_, usize>::new();
    (0..tree.len()).for_each(|place| *counts.entry(key(place)).or_default() += 1);
    (0..tree.len()).map(|place| counts[&key(place)]).collect()
}

/// Elements that the page marks as its article, in four ways.
struct Marked([Way; 4]);

#[derive(Default)]
struct Way {
    name: &'static str,
    places: Vec<bool>,
    any: bool,
    /// The share of the running text in them.
    share: f32,
}

impl Marked {
    fn new(elements: &Elements<'_>, spots: &Spots<'_>) -> Self {
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

    fn observe(&self, spot: &Spot<'_>, sink: &mut Sink<'_>) {
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
