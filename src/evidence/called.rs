//! What outlets call their elements: the words of classes and ids.

use std::borrow::Cow;
use std::rc::Rc;

use html5ever::local_name;
use rustc_hash::FxHashMap;
use scraper::node::Element;

use super::outline::Outline;
use crate::document::{attribute, classes, id};

/// What a page's elements are called.
pub(super) struct Called {
    /// Words of all names, each once.
    words: Vec<String>,
    /// For each element the words, by their places, of its names and of those around it.
    around: Vec<Rc<[usize]>>,
}

impl Called {
    /// Names around an element count up to the container, or else up to the body. `is_asked` says of which elements
    /// anybody will ask.
    pub(super) fn new(outline: &Outline<'_>, container: usize, is_asked: impl Fn(usize) -> bool) -> Self {
        let mut known = Known::default();
        let nameless: Rc<[usize]> = Rc::default();
        let mut around: Vec<Rc<[usize]>> = Vec::with_capacity(outline.len());
        for place in 0..outline.len() {
            let is_outermost = place == container || matches!(outline.name(place), "html" | "body");
            let asked = outline.element(place).filter(|_| is_asked(place) && !is_outermost);
            let outer = outline.parent(place).map_or(&nameless, |parent| &around[parent]);
            let all = asked.map_or_else(|| nameless.clone(), |element| joined(outer, &known.words_of(element)));
            around.push(all);
        }
        Self { words: known.in_order(), around }
    }

    /// The words of an element's names and of those around it.
    pub(super) fn words(&self, place: usize) -> impl Iterator<Item = &str> {
        self.around[place].iter().map(|&word| &*self.words[word])
    }
}

/// Words of an element's own names, and of all around it, that count. Whoever has more is hiding something.
const MOST_WORDS: usize = 200;

/// Most elements are called the same as others, or as the one around them.
fn joined(outer: &Rc<[usize]>, own: &[usize]) -> Rc<[usize]> {
    if outer.len() >= MOST_WORDS || own.iter().all(|word| outer.contains(word)) {
        return outer.clone();
    }
    let mut all = [outer, own].concat();
    all.sort_unstable();
    all.dedup();
    all.into()
}

/// A class and an id.
type Names<'d> = (Option<&'d str>, Option<&'d str>);

/// Names that were seen, with the places of their words.
#[derive(Default)]
struct Known<'d> {
    names: FxHashMap<Names<'d>, Rc<[usize]>>,
    words: FxHashMap<String, usize>,
}

impl<'d> Known<'d> {
    fn words_of(&mut self, element: &'d Element) -> Rc<[usize]> {
        let key = (attribute(element, &local_name!("class")), id(element));
        if let Some(known) = self.names.get(&key) {
            return known.clone();
        }
        let names = classes(element).chain(id(element));
        let words: Rc<[usize]> = names.flat_map(words_of_name).take(MOST_WORDS).map(|word| self.place(word)).collect();
        self.names.insert(key, words.clone());
        words
    }

    fn place(&mut self, word: &str) -> usize {
        let word = if word.bytes().any(|byte| byte.is_ascii_uppercase()) {
            Cow::from(word.to_ascii_lowercase())
        } else {
            Cow::from(word)
        };
        let next = self.words.len();
        self.words.get(&*word).copied().unwrap_or_else(|| *self.words.entry(word.into_owned()).or_insert(next))
    }

    fn in_order(self) -> Vec<String> {
        let mut words = vec![String::new(); self.words.len()];
        self.words.into_iter().for_each(|(word, place)| words[place] = word);
        words
    }
}

/// `relatedPosts-box2` → `related`, `Posts`, `box`. Shorter words say nothing.
fn words_of_name(name: &str) -> impl Iterator<Item = &str> {
    let parts = name.as_bytes().split(|byte| !byte.is_ascii_alphabetic());
    let words = parts.flat_map(|part| part.chunk_by(|a, b| !(a.is_ascii_lowercase() && b.is_ascii_uppercase())));
    words.filter(|word| word.len() > 2).filter_map(|word| str::from_utf8(word).ok())
}

#[cfg(test)]
mod tests {
    use super::words_of_name;

    #[test]
    fn names_are_made_of_words() {
        assert_eq!(words_of_name("relatedPosts-box2_x").collect::<Vec<_>>(), ["related", "Posts", "box"]);
    }
}
