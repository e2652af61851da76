//! Phrases that article text has as well.

use super::Lint;
use super::subject::Subject;
use crate::matcher::Fault;
use crate::prose::count_words;

/// A word or two, wanted anywhere in a block of any length: “newsletter” anywhere in extracted text was article text
/// 106 times of 139.
pub(super) struct TopicWord;

/// Keys that keep a phrase away from most article text.
const GUARDS: &[&str] =
    &["all", "at_least", "max_words", "sentence", "zone", "first", "last", "css", "regex", "role", "group"];
/// Phrases of fewer words are topics.
const FEW: usize = 3;

impl Lint for TopicWord {
    fn name(&self) -> &'static str {
        "topic-word"
    }

    fn rule(&self, subject: &Subject<'_>) -> Vec<Fault> {
        // Two lists of phrases guard each other.
        if subject.asks(GUARDS)
            || subject.times(&["contains"]) > 1
            || !matches!(subject.rule.action, crate::rule::Action::Cut(..))
        {
            return Vec::new();
        }
        let mut topics = subject.asked("contains").into_iter().filter(|phrase| count_words(phrase.text) < FEW);
        let Some(first) = topics.next() else { return Vec::new() };
        let others = match topics.count() {
            0 => String::new(),
            count => format!(" (and {count} more)"),
        };
        let fault = Fault::new(first.at, format!("“{}” stands in article text too{others}", first.text));
        let fault = fault.label("anywhere in a block of up to 40 words");
        vec![fault.hint("say `line` or `starts`, or add `where.max_words` or `where.zone`")]
    }
}
