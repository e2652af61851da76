//! What the articles of one outlet have in common, counted before any of them is cleaned.

use std::hash::{DefaultHasher, Hash, Hasher};

use rustc_hash::{FxHashMap, FxHashSet};

use crate::document::Document;
use crate::span::Span;

/// Lines of many articles, by outlet. The order in which articles are added does not matter.
///
/// ```
/// use offcut::collection::{Collection, Lines};
/// use offcut::{Cleaner, Source, read::read};
/// let page = |text: &str| Source::text(text).url("https://harbour-post.example/a").kind(offcut::Kind::RawText);
/// let pages = ["The council met on Monday.\nWritten with care in Harbour Street", "Nobody came.\nWritten with care in Harbour Street"];
/// let mut collection = Collection::default();
/// for text in pages {
///     collection.add(Lines::of(&read(page(text)).unwrap().document));
/// }
/// let cleaner = Cleaner::builtin().with_collection(collection);
/// assert_eq!(cleaner.clean(page(pages[1])).unwrap().text, "Nobody came.");
/// ```
#[derive(Default, Debug)]
pub struct Collection {
    /// How many articles of each outlet hold a line.
    outlets: FxHashMap<String, FxHashMap<u64, usize>>,
    /// Articles that were counted: the same text twice is one article.
    counted: FxHashSet<u64>,
}

/// The lines of one article, as numbers.
#[derive(Debug)]
pub struct Lines {
    outlet: Option<String>,
    article: u64,
    numbers: FxHashSet<u64>,
}

impl Lines {
    /// Of what was read.
    #[must_use]
    pub fn of(document: &Document) -> Self {
        let lines = document.blocks.iter().map(|block| number(block.span.of(&document.text)));
        Self { outlet: document.outlet.clone(), article: article(document), numbers: lines.collect() }
    }

    /// The blocks of another article that say the same as one of these, in order.
    #[must_use]
    pub fn held_by(&self, document: &Document) -> Vec<Span> {
        blocks_where(document, |line| self.numbers.contains(&line))
    }
}

impl Collection {
    /// Counts the lines of an article, unless nobody knows its outlet.
    pub fn add(&mut self, article: Lines) {
        let Some(outlet) = article.outlet.filter(|_| self.counted.insert(article.article)) else { return };
        let counts = self.outlets.entry(outlet).or_default();
        for line in article.numbers {
            *counts.entry(line).or_default() += 1;
        }
    }

    /// The blocks that other articles of the outlet hold, too, in order.
    #[must_use]
    pub fn recurring_in(&self, document: &Document) -> Vec<Span> {
        let outlet = document.outlet.as_ref().and_then(|outlet| self.outlets.get(outlet));
        let Some(counts) = outlet else { return Vec::new() };
        let own = usize::from(self.counted.contains(&article(document)));
        blocks_where(document, |line| counts.get(&line).is_some_and(|count| *count > own))
    }
}

fn blocks_where(document: &Document, holds: impl Fn(u64) -> bool) -> Vec<Span> {
    let spans = document.blocks.iter().map(|block| block.span);
    spans.filter(|span| holds(number(span.of(&document.text)))).collect()
}

/// A line as a number, which need only be the same within one run.
fn number(text: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    hasher.finish()
}

/// An article of its outlet: two outlets may have the same one.
fn article(document: &Document) -> u64 {
    let mut hasher = DefaultHasher::new();
    (&document.outlet, &document.text).hash(&mut hasher);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::{Collection, Lines};
    use crate::read::{Source, read};

    fn recurring(pages: &[(&str, &str)], page: (&str, &str)) -> Vec<String> {
        let document = |(text, url): (&str, &str)| read(Source::text(text).url(url)).unwrap().document;
        let mut collection = Collection::default();
        for page in pages {
            collection.add(Lines::of(&document(*page)));
        }
        let document = document(page);
        let spans = collection.recurring_in(&document);
        spans.iter().map(|span| span.of(&document.text).to_owned()).collect()
    }

    #[test]
    fn a_line_recurs_where_another_article_of_the_outlet_has_it() {
        let (one, two) = (("A\nTop\nTop", "https://a.example/1"), ("B\nTop", "https://www.a.example/2"));
        assert_eq!(recurring(&[one, two], one), ["Top", "Top"]);
        assert_eq!(recurring(&[two, one], one), ["Top", "Top"], "whatever the order");
        assert_eq!(recurring(&[two], one), ["Top", "Top"], "also if it is not of the collection itself");
        assert_eq!(recurring(&[one], one), [""; 0], "twice in one article is not in two");
        assert_eq!(recurring(&[one, one], one), [""; 0], "the same article twice is one");
        assert_eq!(recurring(&[one, ("B\nTop", "https://b.example/2")], one), [""; 0], "another outlet");
        let (copy, three) = (("A\nTop", "https://b.example/1"), ("C\nTop", "https://b.example/3"));
        assert_eq!(recurring(&[one, copy, three], three), ["Top"], "an article that two outlets have");
    }
}
