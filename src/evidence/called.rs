//! What outlets call their elements: the words of classes and ids.

use std::cell::OnceCell;
use std::rc::Rc;
use std::sync::LazyLock;

use html5ever::local_name;
use regex::Regex;
use rustc_hash::FxHashMap;
use scraper::node::Element;

use super::outline::Outline;
use crate::document::{attribute, classes, id};

/// What the classes and the id of an element say.
#[derive(Debug)]
pub(super) struct Called<'d> {
    element: Option<&'d Element>,
    words: OnceCell<Vec<String>>,
    /// Whether one of them says that it holds an article's text.
    pub a_body: bool,
}

impl<'d> Called<'d> {
    fn new(element: Option<&'d Element>) -> Self {
        Self { element, words: OnceCell::new(), a_body: names(element).any(names_a_body) }
    }

    pub(super) fn words(&self) -> &[String] {
        self.words.get_or_init(|| names(self.element).flat_map(words_of_name).collect())
    }
}

fn names(element: Option<&Element>) -> impl Iterator<Item = &str> {
    element.into_iter().flat_map(|element| classes(element).chain(id(element)))
}

/// For each element what it is called. Most are called the same as others, and looked at once.
pub(super) fn called<'d>(outline: &Outline<'d>) -> Vec<Rc<Called<'d>>> {
    let mut known = FxHashMap::default();
    let called = |place| {
        let element = outline.element(place);
        let name = |name| element.and_then(|element| attribute(element, name));
        let names = (name(&local_name!("class")), name(&local_name!("id")));
        known.entry(names).or_insert_with(|| Rc::new(Called::new(element))).clone()
    };
    (0..outline.len()).map(called).collect()
}

/// `relatedPosts-box2` → `related`, `posts`, `box`. Shorter words say nothing.
fn words_of_name(name: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut lower = false;
    for c in name.chars() {
        if !c.is_ascii_alphabetic() || (lower && c.is_ascii_uppercase()) {
            words.push(String::new());
        }
        lower = c.is_ascii_lowercase();
        if c.is_ascii_alphabetic() {
            words.last_mut().map(|word| word.push(c.to_ascii_lowercase())).unwrap_or_default();
        }
    }
    words.retain(|word| word.len() > 2);
    words
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
    use super::{names_a_body, words_of_name};

    #[test]
    fn names_are_made_of_words() {
        assert_eq!(words_of_name("relatedPosts-box2_x"), ["related", "posts", "box"]);
    }

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
