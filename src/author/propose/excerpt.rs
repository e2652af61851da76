//! Examples for rules, cut to a sensible length, from the pages that the rules were made of.

use std::ops::Range;

use rustc_hash::FxHashSet;

use super::page::{Part, Survey};
use crate::fold::fold;
use crate::prose::{self, count_words};

/// Words of an example's line.
const LINE_WORDS: usize = 12;
/// Lines of an example.
const LINES: usize = 4;
/// Words of an example that must stay.
const SPARED_WORDS: usize = 25;
/// Tags that an example can have without others around it.
const ALONE: &[&str] = &["a", "aside", "div", "footer", "h2", "h3", "h4", "header", "nav", "p", "section", "span"];
/// Those of them that can hold paragraphs.
const HOLDING: &[&str] = &["aside", "div", "footer", "header", "nav", "section"];

/// An element with the first words of its blocks, and nothing of it but what `selector` asks for.
pub(super) fn element(survey: &Survey<'_>, tag: &str, selector: &str, blocks: &Range<usize>) -> String {
    let shown = |block| escaped(&shortened(survey.sheet.document.block_text(block), LINE_WORDS));
    let texts: Vec<String> = blocks.clone().take(LINES).map(shown).collect();
    let inner = if texts.len() > 1 { format!("<p>{}</p>", texts.join("</p><p>")) } else { texts.concat() };
    // A paragraph cannot hold paragraphs.
    let fits = ALONE.contains(&tag) && (texts.len() == 1 || HOLDING.contains(&tag));
    let tag = if fits || selector == tag { tag } else { "div" };
    format!("<{tag}{}>{inner}</{tag}>", attribute(tag, selector))
}

/// The attribute that a selector of one name asks for.
fn attribute(tag: &str, selector: &str) -> String {
    match selector.split_at(1) {
        _ if selector == tag => String::new(),
        (".", class) => format!(" class=\"{class}\""),
        ("#", id) => format!(" id=\"{id}\""),
        (_, attribute) => format!(" {}", attribute.trim_end_matches(']')),
    }
}

/// The sentence of the articles that has most words in common with `text`, the first of several; any closed sentence
/// where no page holds running text.
pub(super) fn nearest<'s>(text: &str, surveys: &[&'s Survey<'s>]) -> Option<String> {
    let wanted = words(text);
    let sentences = |of: Part| surveys.iter().flat_map(move |survey| sentences(survey, of));
    let mut best: Option<((usize, usize), String)> = None;
    let all: Vec<&str> = sentences(Part::Article).collect();
    for sentence in if all.is_empty() { sentences(Part::Unclear).collect() } else { all } {
        let sentence = shortened(sentence, SPARED_WORDS);
        let own = words(&sentence);
        let shared = || own.intersection(&wanted);
        let near = match shared().filter(|word| word.chars().count() > 3).count() {
            // Words that only join others count where no other is shared.
            0 => (0, shared().count()),
            telling => (telling, 0),
        };
        if best.as_ref().is_none_or(|(most, _)| near > *most) {
            best = Some((near, sentence));
        }
    }
    best.map(|(_, sentence)| sentence)
}

fn sentences<'s>(survey: &'s Survey<'_>, of: Part) -> impl Iterator<Item = &'s str> {
    let document = &survey.sheet.document;
    let texts = (0..survey.parts.len()).filter(move |&at| survey.parts[at] == of && document.blocks[at].sentence);
    texts.flat_map(|at| sentences_of(document.block_text(at))).filter(|sentence| count_words(sentence) > 3)
}

/// A full stop ends a sentence before a space only: one stands in `1.200`, too.
fn sentences_of(text: &str) -> impl Iterator<Item = &str> {
    text.split_inclusive(['!', '?', '。']).flat_map(|part| part.split_inclusive(". ")).map(str::trim)
}

fn words(text: &str) -> FxHashSet<String> {
    prose::words(&fold(text)).map(str::to_owned).collect()
}

/// The first words of a text.
pub(super) fn shortened(text: &str, words: usize) -> String {
    let mut parts = text.split_whitespace();
    let first: Vec<&str> = parts.by_ref().take(words).collect();
    let mut short: String = first.join(" ").chars().take(words * 12).collect();
    if parts.next().is_some() {
        short.push_str(" …");
    }
    short
}

pub(super) fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_do_not_end_sentences() {
        let sentences: Vec<&str> =
            sentences_of("Es kamen 1.200 Leute. Wer zahlt? Niemand. 雨が降った。風も吹いた。").collect();
        assert_eq!(sentences, ["Es kamen 1.200 Leute.", "Wer zahlt?", "Niemand.", "雨が降った。", "風も吹いた。"]);
    }
}
