//! Other extractors.

use crate::corpus::{Extractor, Page};

/// Every peer, by name.
pub fn all() -> Vec<(&'static str, Extractor)> {
    vec![
        ("dom_smoothie", Box::new(|page| dom_smoothie(&text(page)))),
        ("rs-trafilatura", Box::new(|page| rs_trafilatura(&text(page)))),
        ("trafilatura (crate)", Box::new(|page| trafilatura(&text(page)))),
    ]
}

/// Peers take text; bytes that are not UTF-8 are replaced.
fn text(page: &Page) -> String {
    String::from_utf8_lossy(&page.bytes).into_owned()
}

pub fn dom_smoothie(html: &str) -> String {
    let config = dom_smoothie::Config { text_mode: dom_smoothie::TextMode::Formatted, ..Default::default() };
    let article = dom_smoothie::Readability::new(html, None, Some(config)).and_then(|mut page| page.parse());
    article.map(|article| article.text_content.to_string()).unwrap_or_default()
}

fn rs_trafilatura(html: &str) -> String {
    rs_trafilatura::extract(html).map(|result| result.content_text).unwrap_or_default()
}

fn trafilatura(html: &str) -> String {
    trafilatura::extract(html, &trafilatura::Options::default().with_fallback(true))
        .map(|result| result.content_text)
        .unwrap_or_default()
}
