//! Keys that cannot hold together.

use std::ops::Range;

use toml::Spanned;
use toml::de::DeValue;

use super::Lint;
use super::subject::{Subject, Text, strings};
use crate::document::Kind;
use crate::matcher::Fault;
use crate::prose::count_words;

/// A pattern that holds nowhere, whatever the page. Examples may not tell: in a text without running text every zone
/// holds.
pub(super) struct NeverHolds;

impl Lint for NeverHolds {
    fn name(&self) -> &'static str {
        "never-holds"
    }

    fn rule(&self, subject: &Subject<'_>) -> Vec<Fault> {
        let mut faults: Vec<Fault> =
            ["html", "text"].into_iter().filter_map(|input| left_out(subject, input)).collect();
        for input in ["html", "text"] {
            let together = Together { subject, patterns: ["match", "where", input] };
            let found = [few_words(&together), long_phrases(&together), few_phrases(&together)];
            let found =
                found.into_iter().chain([other_roles(&together), other_zones(&together), no_elements(&together)]);
            let new: Vec<Fault> = found.flatten().filter(|fault| !faults.contains(fault)).collect();
            faults.extend(new);
        }
        faults
    }
}

/// The patterns that must hold together on one kind of input.
struct Together<'s> {
    subject: &'s Subject<'s>,
    patterns: [&'static str; 3],
}

impl<'s> Together<'s> {
    fn values(&self, path: &[&str]) -> Vec<&'s Spanned<DeValue<'s>>> {
        let path_in = |pattern: &&str| self.subject.value(&[&[*pattern], path].concat());
        self.patterns.iter().filter_map(path_in).collect()
    }

    fn texts(&self, path: &[&str]) -> Vec<Vec<Text<'s>>> {
        self.values(path).into_iter().map(|value| strings(Some(value))).collect()
    }

    fn numbers(&self, path: &[&str]) -> Vec<(usize, Range<usize>)> {
        let number = |value: &Spanned<DeValue<'_>>| {
            let number = value.get_ref().as_integer()?;
            Some((usize::from_str_radix(number.as_str(), number.radix()).ok()?, value.span()))
        };
        self.values(path).into_iter().filter_map(number).collect()
    }

    fn most_words(&self) -> Option<(usize, Range<usize>)> {
        self.numbers(&["max_words"]).into_iter().min_by_key(|(words, _)| *words)
    }

    fn phrases(&self) -> Vec<Text<'s>> {
        let of = |key| self.texts(&["phrase", key]).into_iter().flatten();
        ["line", "starts", "ends", "contains"].into_iter().flat_map(of).collect()
    }
}

fn nowhere(at: Range<usize>, message: impl Into<String>) -> Fault {
    Fault::new(at, message).label("holds nowhere")
}

/// A pattern for an input that `kinds` leaves out.
fn left_out(subject: &Subject<'_>, input: &str) -> Option<Fault> {
    let kinds = &subject.rule.kinds;
    let is_for = |kind: &Kind| (*kind == Kind::Html) == (input == "html");
    if kinds.is_empty() || kinds.iter().any(is_for) || subject.value(&[input]).is_none() {
        return None;
    }
    Some(nowhere(subject.at("kinds"), format!("`{input}` asks for what `kinds` leaves out")))
}

/// Elements in a text.
fn no_elements(together: &Together<'_>) -> Option<Fault> {
    let css = ["css", "outside"].into_iter().find_map(|key| together.subject.value(&["text", key]))?;
    Some(nowhere(css.span(), "a text has no elements").hint("put it under `html`"))
}

/// More words than there may be.
fn few_words(together: &Together<'_>) -> Option<Fault> {
    let (most, at) = together.most_words()?;
    let least = together.numbers(&["min_words"]).into_iter().map(|(words, _)| words).max();
    match (least.unwrap_or(0), most) {
        (_, 0) => Some(nowhere(at, "every block has words")),
        (least, most) if least > most => {
            Some(nowhere(at, format!("no block has {least} words or more and {most} at most")))
        }
        _ => None,
    }
}

/// Phrases of more words than there may be.
fn long_phrases(together: &Together<'_>) -> Option<Fault> {
    let (most, at) = together.most_words().filter(|(most, _)| *most > 0)?;
    let shortest = together.phrases().iter().map(|phrase| count_words(phrase.text)).min()?;
    (shortest > most).then(|| nowhere(at, format!("every phrase has more than {most} words")))
}

/// Fewer phrases than there must be.
fn few_phrases(together: &Together<'_>) -> Option<Fault> {
    let (least, at) = together.numbers(&["phrase", "at_least"]).into_iter().max_by_key(|(least, _)| *least)?;
    let phrases = together.phrases().len();
    (least > phrases).then(|| nowhere(at, format!("{least} of {phrases} phrases cannot stand in a block")))
}

/// Roles of which a block can have only one.
fn other_roles(together: &Together<'_>) -> Option<Fault> {
    let lists = together.texts(&["role"]);
    let (first, others) = lists.split_first()?;
    let in_all = |role: &&Text<'_>| others.iter().all(|list| list.iter().any(|other| other.text == role.text));
    if others.is_empty() || first.iter().any(|role| in_all(&role)) {
        return None;
    }
    let at = others.last()?.first()?.at.clone();
    Some(nowhere(at, "a block has one role, and no role stands in both lists"))
}

/// Zones that do not touch.
fn other_zones(together: &Together<'_>) -> Option<Fault> {
    let zones: Vec<Text<'_>> = together.texts(&["zone"]).into_iter().flatten().collect();
    let has = |zone: &Text<'_>, part: &str| match zone.text {
        "any" => true,
        "edge" => part != "body",
        zone => zone == part,
    };
    if zones.is_empty() || ["head", "body", "tail"].iter().any(|part| zones.iter().all(|zone| has(zone, part))) {
        return None;
    }
    Some(nowhere(zones.last()?.at.clone(), "no block stands in both zones"))
}
