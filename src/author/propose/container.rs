//! The element that the article's text stands in, for the author to know.

use std::collections::BTreeMap;
use std::ops::Range;

use super::handle::names;
use super::page::{Part, Survey};

/// A selector of one name, and on how many pages it finds the element around the article's text.
pub(super) struct Container {
    pub selector: String,
    pub pages: usize,
}

/// The selector that does so on most pages, and of these the one that holds least beside.
pub(super) fn find(webs: &[Option<Survey<'_>>]) -> Option<Container> {
    let mut by_selector = BTreeMap::<String, (usize, usize)>::new();
    for web in webs.iter().flatten() {
        for (selector, bytes) in around_text(web) {
            let (pages, all) = by_selector.entry(selector).or_default();
            *pages += 1;
            *all += bytes;
        }
    }
    let best = by_selector.into_iter().max_by_key(|(_, (pages, bytes))| (*pages, usize::MAX - bytes / pages));
    best.map(|(selector, (pages, _))| Container { selector, pages }).filter(|container| container.pages > 1)
}

/// Selectors that find an element with nine tenths of the article's running text, and its size. That it is found first
/// on the page is what makes it the one that a rule means.
fn around_text(web: &Survey<'_>) -> BTreeMap<String, usize> {
    let Some(tree) = &web.sheet.tree else { return BTreeMap::new() };
    let document = &web.sheet.document;
    let words_in = |blocks: Range<usize>| -> usize {
        let of_article = document.blocks[blocks.clone()].iter().zip(&web.parts[blocks]);
        let running = of_article.filter(|(block, part)| **part == Part::Article && block.is_prose());
        running.map(|(block, _)| block.words).sum()
    };
    let all = words_in(0..document.blocks.len());
    let mut found = BTreeMap::new();
    for place in 0..tree.len() {
        let span = tree.span(place);
        let holds = all > 0 && words_in(document.blocks_in(span)) * 10 >= all * 9;
        for selector in names(tree.element_at(place)) {
            found.entry(selector).or_insert(holds.then_some(span.len()));
        }
    }
    found.into_iter().filter_map(|(selector, bytes)| Some((selector, bytes?))).collect()
}
