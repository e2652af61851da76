//! Examples that prove nothing.

use rustc_hash::FxHashSet;

use super::Lint;
use super::subject::Subject;
use crate::fold::fold;
use crate::matcher::Fault;
use crate::prose::is_unspaced;

/// Texts to spare that are nowhere near the texts to find: they would be spared by any rule.
pub(super) struct OneSided;

/// Keys that ask how blocks stand, and not what they say.
const STRUCTURE: &[&str] = &["repeat", "group", "article", "outside"];

impl Lint for OneSided {
    fn name(&self) -> &'static str {
        "one-sided"
    }

    fn rule(&self, subject: &Subject<'_>) -> Vec<Fault> {
        let rule = subject.rule;
        let before = rule.examples.iter().map(|example| &example.before);
        let found: Vec<&String> = rule.finds.iter().chain(before).collect();
        let is_markup = |text: &String| text.trim_start().starts_with('<');
        if subject.asks(&["css"]) && found.iter().all(|text| is_markup(text)) {
            if rule.spares.iter().any(is_markup) {
                return Vec::new();
            }
            let fault = Fault::new(subject.at("spares"), "a text has no elements to spare").label("no markup");
            return vec![fault.hint("add the markup of the nearest element that must stay")];
        }
        let asked = ["line", "starts", "ends", "contains"].map(|key| subject.asked(key));
        let asked = asked.iter().flatten().flat_map(|phrase| words(phrase.text));
        let known: FxHashSet<String> = found.iter().flat_map(|text| words(text)).chain(asked).collect();
        let spared: Vec<String> = rule.spares.iter().flat_map(|text| words(text)).collect();
        if spared.is_empty() || spared.iter().any(|word| known.contains(word)) || subject.asks(STRUCTURE) {
            return Vec::new();
        }
        let fault = Fault::new(subject.at("spares"), "what is spared has no word in common with what is found");
        vec![fault.label("any rule would spare it").hint("add the most innocent sentence that comes near")]
    }
}

/// The beginnings of words and names, folded: endings bend. Of scripts without blanks, each sign.
fn words(text: &str) -> Vec<String> {
    const BEGINNING: usize = 4;
    let folded = fold(text);
    let words = folded.split(|c: char| !c.is_alphanumeric() && c != '#').filter(|word| !word.is_empty());
    let parts = |word: &str| -> Vec<String> {
        if word.starts_with(is_unspaced) {
            return word.chars().map(String::from).collect();
        }
        vec![word.chars().take(BEGINNING).collect()]
    };
    words.flat_map(parts).collect()
}
