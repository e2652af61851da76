//! A rule proves itself: examples for it, found by trying.

use super::markup;
use crate::author::draft::{Draft, DraftRule};
use crate::hit::Reach;
use crate::read::{Source, read};
use crate::rule::{Action, PackSource, RuleSet};
use crate::span::{Cover, Span};

/// So many of a rule's selectors get an example.
const MOST: usize = 3;

/// So many are tried: each try runs all of the rule's selectors.
const TRIES: usize = 100;

/// A paragraph of running text.
const PARAGRAPH: &str = "<p>The council met on Monday evening to talk about the bridge, which has been shut since the storm \
    broke two of its arches in March.</p>";

/// Gives a rule examples. Where none can be made, it is switched off.
pub(super) fn prove(rule: DraftRule, selectors: &[String]) -> DraftRule {
    let tried = match trial(&rule) {
        Ok(tried) => tried,
        Err(fault) => return off(rule, &fault),
    };
    let page: fn(&str) -> Option<String> =
        if matches!(rule.action, Action::Cut(_, Reach::Block)) { around } else { alone };
    let rule = with_found(rule, &tried, selectors.iter().take(TRIES).filter_map(|selector| page(selector)));
    if rule.finds.is_empty() && rule.examples.is_empty() {
        return off(rule, "no page could be made in which it finds something");
    }
    let spared = |page: &String| left_of(&tried, page).is_some_and(|(whole, left)| whole == left && !whole.is_empty());
    match selectors.iter().take(1).flat_map(|selector| markup::near(selector)).find(spared) {
        Some(page) => rule.spares(page),
        None => off(rule, "no page could be made in which it finds nothing"),
    }
}

/// A page with an element to take out.
fn alone(selector: &str) -> Option<String> {
    markup::found_by(selector, markup::WORDS)
}

/// A page with an element that has the article, and something else.
fn around(selector: &str) -> Option<String> {
    Some(format!("<p>Tides and fares</p>{}", markup::found_by(selector, PARAGRAPH)?))
}

/// The rule with the first pages of which it takes something.
fn with_found(mut rule: DraftRule, tried: &RuleSet, pages: impl Iterator<Item = String>) -> DraftRule {
    for page in pages {
        match left_of(tried, &page) {
            Some((_, left)) if left.is_empty() => rule = rule.finds(page),
            Some((whole, left)) if left != whole && matches!(rule.action, Action::Cut(..)) => {
                rule = rule.example(page, left);
            }
            _ => {}
        }
        if rule.finds.len() + rule.examples.len() == MOST {
            break;
        }
    }
    rule
}

fn off(rule: DraftRule, why: &str) -> DraftRule {
    rule.off(format!("Off: {why}. Give it `finds` and `spares`, and uncomment it."))
}

/// The rule in a set of its own, with examples that only make it load.
fn trial(rule: &DraftRule) -> Result<RuleSet, String> {
    let rule = rule.clone().finds("…").spares("…");
    let rule = DraftRule { id: format!("trial/{}", rule.id), ..rule };
    let draft = Draft { rules: vec![rule], ..Draft::default() };
    RuleSet::new(&[PackSource::new("trial", draft.to_string())]).map_err(|errors| errors[0].to_string())
}

/// The text of a page, and what the one rule of a set leaves of it.
fn left_of(rules: &RuleSet, page: &str) -> Option<(String, String)> {
    let mut parsed = read(Source::html(page)).ok()?;
    let hits = rules.find_with(rules.rules().first()?, &mut parsed);
    let cut = Cover::new(hits.iter().map(|hit| hit.span));
    let text = parsed.document.text;
    let mut left = text.clone();
    let gone: Vec<Span> = cut.within(Span::new(0, text.len())).collect();
    gone.into_iter().rev().for_each(|span| left.replace_range(span.start..span.end, ""));
    Some((text.trim().to_owned(), left.trim().to_owned()))
}
