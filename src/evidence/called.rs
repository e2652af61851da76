//! What outlets call their elements: the words of classes and ids.

use std::rc::Rc;

use html5ever::local_name;
use rustc_hash::FxHashMap;
use scraper::node::Element;

use crate::document::{Tree, attribute, classes, id};

/// What the classes and the id of an element say.
#[derive(Default, Debug)]
pub(super) struct Called {
    pub words: Vec<String>,
    /// Whether one of them says that it holds an article's text.
    pub a_body: bool,
}

impl Called {
    fn new(element: &Element) -> Self {
        let names = || classes(element).chain(id(element));
        Self { words: names().flat_map(words_of_name).collect(), a_body: names().any(names_a_body) }
    }
}

/// For each element what it is called. Most are called the same as others, and looked at once.
pub(super) fn called(tree: &Tree) -> Vec<Rc<Called>> {
    let mut known = FxHashMap::default();
    let called = |place| {
        let element = tree.element_at(place);
        let names = (attribute(element, &local_name!("class")), attribute(element, &local_name!("id")));
        known.entry(names).or_insert_with(|| Rc::new(Called::new(element))).clone()
    };
    (0..tree.len()).map(called).collect()
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
