//! The element that the article's text stands in, for the author to know.

use std::collections::BTreeMap;

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
    let mut found = BTreeMap::new();
    let document = &web.sheet.document;
    let mut before = vec![0];
    for (block, part) in document.blocks.iter().zip(&web.parts) {
        let words = if *part == Part::Article && block.is_prose() { block.words } else { 0 };
        before.push(before[before.len() - 1] + words);
    }
    let all = before[before.len() - 1];
    for place in 0..tree.len() {
        let span = tree.span(place);
        let blocks = document.blocks_in(span);
        let held = before[blocks.end] - before[blocks.start];
        for selector in names(tree.element_at(place)) {
            let holds = all > 0 && held * 10 >= all * 9;
            found.entry(selector).or_insert(holds.then_some(span.len()));
        }
    }
    found.into_iter().filter_map(|(selector, bytes)| Some((selector, bytes?))).collect()
}
