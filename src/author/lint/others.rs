//! Rules that other rules leave nothing to do.

use super::Lint;
use super::subject::Subject;
use crate::author::examples::cleaned_by_all;
use crate::cleaned::{Cleaned, Fate, Ruling};
use crate::hit::Reach;
use crate::matcher::Fault;
use crate::rule::Action;

/// A cut that another rule always takes: it is finer, surer, or stands before.
pub(super) struct Shadowed;

impl Lint for Shadowed {
    fn name(&self) -> &'static str {
        "shadowed"
    }

    fn rule(&self, subject: &Subject<'_>) -> Vec<Fault> {
        let rule = subject.rule;
        // Of what a wide reach takes, finer rules are to take their own.
        if !matches!(rule.action, Action::Cut(_, Reach::Span | Reach::Element | Reach::Block)) {
            return Vec::new();
        }
        let hits: Vec<Cleaned> =
            cleaned_examples(subject).filter(|cleaned| rulings(cleaned, subject).next().is_some()).collect();
        let is_cut = |cleaned: &Cleaned| rulings(cleaned, subject).any(|ruling| ruling.fate != Fate::Covered);
        if hits.iter().any(is_cut) {
            return Vec::new();
        }
        let Some(winner) = hits.iter().find_map(|cleaned| winner_over(cleaned, subject)) else { return Vec::new() };
        let fault = Fault::new(subject.at("id"), format!("`{winner}` takes all that this rule finds in its examples"));
        vec![fault.label("never gets a cut").hint("remove it, reach less far, or raise its `confidence`")]
    }
}

/// The rule whose cut covers what this one found.
fn winner_over<'c>(cleaned: &'c Cleaned, subject: &Subject<'_>) -> Option<&'c str> {
    let found = rulings(cleaned, subject).next()?.hit.span;
    cleaned.cuts.iter().find(|cut| cut.at.start < found.end && found.start < cut.at.end).map(|cut| &*cut.rule)
}

/// A `keep` for what no rule cuts.
pub(super) struct SavesNothing;

impl Lint for SavesNothing {
    fn name(&self) -> &'static str {
        "saves-nothing"
    }

    fn rule(&self, subject: &Subject<'_>) -> Vec<Fault> {
        // A general one may be there for outlets' packs that are not loaded.
        if subject.rules.hosts_of(subject.rule).is_empty() {
            return Vec::new();
        }
        let saves = |cleaned: Cleaned| cleaned.saved.iter().any(|saved| *saved.by == *subject.rule.id);
        if !matches!(subject.rule.action, Action::Keep(_)) || cleaned_examples(subject).any(saves) {
            return Vec::new();
        }
        let fault = Fault::new(subject.at("keep"), "no rule cuts what this one keeps in its examples");
        vec![fault.label("saves nothing").hint("give an example that would be cut without it, or remove it")]
    }
}

/// What became of the rule's hits. A publishing system's rules hit nothing where its signs are missing.
fn rulings<'c>(cleaned: &'c Cleaned, subject: &Subject<'_>) -> impl Iterator<Item = &'c Ruling> {
    cleaned.rulings.iter().filter(|ruling| ruling.hit.rule == subject.rule.id)
}

/// What all rules make of the texts that the rule finds.
fn cleaned_examples(subject: &Subject<'_>) -> impl Iterator<Item = Cleaned> {
    let before = subject.rule.examples.iter().map(|example| &example.before);
    let texts = subject.rule.finds.iter().chain(before);
    texts.filter_map(|text| cleaned_by_all(subject.rules, subject.rule, text))
}
