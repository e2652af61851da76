//! Expressions that hold for too much.

use regex::Regex;
use regex_syntax::hir::{Hir, Look};

use super::Lint;
use super::subject::Subject;
use crate::matcher::Fault;
use crate::rule::Action;

/// An expression that matches whatever it is given.
pub(super) struct Anything;

/// No text has what all of these have.
const TEXTS: &[&str] = &["The council met on Monday.", "橋は三年間閉鎖される", "advertisement", "1 234"];

impl Lint for Anything {
    fn name(&self) -> &'static str {
        "matches-anything"
    }

    fn rule(&self, subject: &Subject<'_>) -> Vec<Fault> {
        let matches_all =
            |source: &str| Regex::new(source).is_ok_and(|regex| TEXTS.iter().all(|text| regex.is_match(text)));
        let mut faults = Vec::new();
        for regex in subject.asked("regex").into_iter().filter(|regex| matches_all(regex.text)) {
            let fault = Fault::new(regex.at, "this regular expression matches any text").label("so it chooses nothing");
            faults.push(fault.hint("name a word or a sign that every hit has"));
        }
        faults
    }
}

/// A short expression that may stand anywhere in a block, which then goes whole.
pub(super) struct Unanchored;

/// Keys that keep an expression away from most article text.
const GUARDS: &[&str] = &[
    "max_words",
    "sentence",
    "zone",
    "first",
    "last",
    "css",
    "phrase",
    "role",
    "group",
    "previous",
    "next",
    "letters",
];
/// Bytes from which an expression says enough of a block.
const LONG: usize = 24;

impl Lint for Unanchored {
    fn name(&self) -> &'static str {
        "unanchored"
    }

    fn rule(&self, subject: &Subject<'_>) -> Vec<Fault> {
        use crate::hit::Reach;
        if subject.asks(GUARDS) || !matches!(subject.rule.action, Action::Cut(_, reach) if reach != Reach::Span) {
            return Vec::new();
        }
        let mut faults = Vec::new();
        for regex in subject.asked("regex") {
            if regex_syntax::parse(regex.text).is_ok_and(|tree| is_loose(&tree)) {
                let fault = Fault::new(regex.at, "this regular expression may hold in the middle of article text");
                faults.push(
                    fault
                        .label("the whole block goes with it")
                        .hint("anchor it with `^` or `$`, or add `where.max_words`"),
                );
            }
        }
        faults
    }
}

fn is_loose(tree: &Hir) -> bool {
    let properties = tree.properties();
    let anchors = properties.look_set();
    let is_anchored = anchors.contains(Look::Start) || anchors.contains(Look::End);
    !is_anchored && properties.minimum_len().is_some_and(|least| least < LONG)
}
