//! What can be read and will still go wrong: rules that fit one day's page, that hit article text by chance, or that do
//! nothing.
//!
//! A new lint is a type with `Lint` in a file here, and its entry in `LINTS`.

mod contradictions;
mod examples;
mod hosts;
mod others;
mod phrases;
mod regexes;
mod selectors;
mod subject;
mod until;

use std::sync::Arc;

use crate::matcher::Fault;
use crate::rule::{PackSource, RuleError, RuleSet};
use subject::{Head, Subject};

/// Something to look for in rule files.
trait Lint: Sync {
    /// What it is called.
    fn name(&self) -> &'static str;

    /// Looks at what a pack says of itself.
    fn pack(&self, _: &Head<'_>) -> Vec<Fault> {
        Vec::new()
    }

    /// Looks at one rule.
    fn rule(&self, _: &Subject<'_>) -> Vec<Fault> {
        Vec::new()
    }
}

const LINTS: &[&dyn Lint] = &[
    &hosts::Hosts,
    &hosts::FileName,
    &hosts::NoHost,
    &selectors::Hashed,
    &selectors::BareTag,
    &selectors::NoElement,
    &selectors::Position,
    &selectors::Misnamed,
    &phrases::TopicWord,
    &regexes::Anything,
    &regexes::Unanchored,
    &examples::OneSided,
    &others::Shadowed,
    &others::SavesNothing,
    &until::LongPast,
    &contradictions::NeverHolds,
];

/// What all lints are called.
pub fn names() -> impl Iterator<Item = &'static str> {
    LINTS.iter().map(|lint| lint.name())
}

/// One place in a rule file that is likely to go wrong.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Finding {
    /// What found it.
    pub lint: &'static str,
    /// The id of the rule; none for what a pack says of itself.
    pub rule: Option<Arc<str>>,
    /// File, place, what is wrong and what to do.
    pub error: RuleError,
}

impl Finding {
    /// The message with its line and caret; coloured for a terminal.
    #[must_use]
    pub fn render(&self, colour: bool) -> String {
        self.error.render_warning(self.lint, colour)
    }
}

/// Looks at the rules of one pack, which `rules` holds. `year` is the present one.
///
/// ```
/// use offcut::{PackSource, RuleSet, author::lint::lint};
/// let pack = PackSource::new("mine", r#"
///     [[rule]]
///     id = "mine/box"
///     category = "related"
///     cut = "element"
///     why = "A box of links."
///     html.css = ".css-1x8fj2q"
///     finds = ['<p class="css-1x8fj2q">Also read</p>']
///     spares = ['<p class="intro">Also read.</p>']
/// "#);
/// let rules = RuleSet::new(&[pack.clone()]).unwrap();
/// assert_eq!(lint(&rules, &pack, 2026)[0].lint, "hashed-name");
/// ```
#[must_use]
pub fn lint(rules: &RuleSet, pack: &PackSource, year: u32) -> Vec<Finding> {
    // What cannot be read has been reported already.
    let Some(head) = Head::read(rules, pack, year) else { return Vec::new() };
    let pack = Arc::new(pack.clone());
    let mut found = Vec::new();
    let mut add = |lint: &'static str, rule: Option<&Arc<str>>, faults: Vec<Fault>| {
        let finding = |fault| Finding { lint, rule: rule.cloned(), error: RuleError::new(&pack, fault) };
        found.extend(faults.into_iter().map(finding));
    };
    for lint in LINTS {
        add(lint.name(), None, lint.pack(&head));
        for subject in head.subjects() {
            add(lint.name(), Some(&subject.rule.id), lint.rule(&subject));
        }
    }
    found.sort_by_key(|finding| (finding.error.line(), finding.error.column()));
    found
}
