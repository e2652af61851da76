//! What stands outside the element that holds the article.

use schemars::JsonSchema;
use serde::Deserialize;
use toml::Spanned;

use super::{Fault, Kind, Matcher, Scene, Selectors};
use crate::evidence::Page;
use crate::span::{Cover, Span};

/// `outside = ".story-body"`. Holds for blocks outside the elements that these selectors match, on a web page where
/// these hold half of the running text: where they do not, the layout is another one. Headlines, author lines, captions
/// and the like often stand outside, and belong to the article nevertheless.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
pub(super) struct Outside(#[schemars(with = "String")] Spanned<String>);

#[derive(Debug)]
struct OutsideOf {
    inside: Selectors,
}

impl OutsideOf {
    fn blocks(&self, scene: &Scene<'_>) -> Vec<Span> {
        let inside = Cover::new(self.inside.select(scene.parsed));
        if !scene.hold_the_text(inside.within(Span::new(0, scene.document.text.len()))) {
            return Vec::new();
        }
        let outside = scene.blocks().iter().filter(|block| Page::judges(block.role) && !inside.overlaps(block.span));
        outside.map(|block| block.span).collect()
    }
}

impl Matcher for OutsideOf {
    fn holds(&self, scene: &Scene<'_>, at: usize) -> bool {
        let outside = scene.once(self, || self.blocks(scene));
        let block = scene.blocks()[at].span;
        outside.binary_search_by_key(&block.start, |span| span.start).is_ok()
    }

    fn possible(&self, scene: &Scene<'_>) -> bool {
        !scene.once(self, || self.blocks(scene)).is_empty()
    }

    fn build(&self) -> Result<(), Fault> {
        self.inside.build()
    }
}

impl Kind for Outside {
    fn compile(self) -> Result<Box<dyn Matcher>, Fault> {
        Ok(Box::new(OutsideOf { inside: Selectors::parse(&self.0)? }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::{Source, read};

    const PARAGRAPH: &str = "<p>The council met on Monday evening to talk about the bridge, which has been shut since the \
        storm broke two of its arches in March.</p>";

    /// The texts of the blocks that stand outside of what a selector finds.
    fn outside(selector: &str, markup: &str) -> Vec<String> {
        let document = read(Source::html(markup)).unwrap();
        let matcher = Outside(Spanned::new(0..0, selector.to_owned())).compile().unwrap();
        let scene = Scene::new(&document);
        let found = (0..scene.blocks().len()).filter(|&at| matcher.holds(&scene, at));
        found.map(|at| scene.text(at).to_owned()).collect()
    }

    #[test]
    fn what_is_judged_stands_outside() {
        let page = format!("<h1>Bridge</h1><p>Fares</p><div class=a>{PARAGRAPH}<p>Tides</p></div><p>Ferry</p>");
        assert_eq!(outside(".a", &page), ["Fares", "Ferry"]);
        assert_eq!(outside(".a p:contains(council), p:contains(ferry)", &page), ["Fares", "Tides"]);
    }

    #[test]
    fn another_layout_has_no_outside() {
        let page = format!("<div class=a><p>Tides</p></div>{PARAGRAPH}{PARAGRAPH}<div class=b>{PARAGRAPH}</div>");
        for selector in [".a", ".b", ".c"] {
            assert_eq!(outside(selector, &page), [""; 0], "{selector}");
        }
    }
}
