//! Selectors that fit one build of one page.

use std::ops::Range;

use super::Lint;
use super::subject::{Subject, Text};
use crate::author::naming;
use crate::hit::Reach;
use crate::matcher::{Fault, Mark, marks, split};
use crate::rule::Action;

/// A class or id that a machine made: the next build of the site has another.
pub(super) struct Hashed;

impl Lint for Hashed {
    fn name(&self) -> &'static str {
        "hashed-name"
    }

    fn rule(&self, subject: &Subject<'_>) -> Vec<Fault> {
        each(subject, |selector, at| {
            let name = names(selector).find(|name| naming::is_hashed(name))?;
            let fault = Fault::new(at, format!("`{name}` looks made by a machine"))
                .label("the site's next build has another name");
            Some(fault.hint(format!(
                "choose by the part that stays, as `[class*=…]`, by another element, or by its words: `{}`",
                ":contains(…)"
            )))
        })
    }
}

/// An element by nothing but its name.
pub(super) struct BareTag;

/// Elements that say nothing of what they hold.
const PLAIN: &str = "a article aside b blockquote body div dl em figure figcaption h1 h2 h3 h4 h5 h6 header html i img li \
    main ol p section small span strong table td tr ul * > + ~";

impl Lint for BareTag {
    fn name(&self) -> &'static str {
        "bare-tag"
    }

    fn rule(&self, subject: &Subject<'_>) -> Vec<Fault> {
        // A page has one headline and many boxes.
        if matches!(subject.rule.action, Action::Role(_)) {
            return Vec::new();
        }
        each(subject, |selector, at| {
            let is_plain = |name: &str| PLAIN.split_ascii_whitespace().any(|plain| plain == name);
            if !selector.split_whitespace().all(is_plain) {
                return None;
            }
            let fault = Fault::new(at, format!("`{selector}` is any such element of a page"))
                .label("no class, id or attribute");
            Some(fault.hint("name a class, an id, an attribute or words that only this element has"))
        })
    }
}

/// An element by its place among others.
pub(super) struct Position;

/// So many steps from element to element are a chain.
const CHAIN: usize = 4;

impl Lint for Position {
    fn name(&self) -> &'static str {
        "position"
    }

    fn rule(&self, subject: &Subject<'_>) -> Vec<Fault> {
        each(subject, |selector, at| {
            let steps =
                marks(selector).ok()?.into_iter().filter(|mark| matches!(mark, Mark::Combinator { .. })).count();
            let fault = match selector.find(":nth-") {
                Some(_) => {
                    Fault::new(at, "a place in a row moves with every element before it").label("counts elements")
                }
                None if steps >= CHAIN => Fault::new(at, "a chain of elements breaks when one of them changes")
                    .label(format!("{steps} steps")),
                None => return None,
            };
            Some(fault.hint("name the element itself, and at most one around it"))
        })
    }
}

/// Names that tell another category than the rule's.
pub(super) struct Misnamed;

impl Lint for Misnamed {
    fn name(&self) -> &'static str {
        "category"
    }

    fn rule(&self, subject: &Subject<'_>) -> Vec<Fault> {
        let Action::Cut(category, Reach::Element) = subject.rule.action else { return Vec::new() };
        let told = |selector: &str| naming::category(selector);
        let all: Vec<_> =
            subject.asked("css").iter().flat_map(|css| split(css.text).unwrap_or_default()).map(told).collect();
        match all.first() {
            Some(&Some(other)) if other != category && all.iter().all(|told| *told == Some(other)) => {
                let fault = Fault::new(subject.at("category"), format!("its selectors speak of `{other}`"));
                vec![
                    fault
                        .label(format!("cut as `{category}`"))
                        .hint(format!("readers of the diff see the category: is it `{other}`?")),
                ]
            }
            _ => Vec::new(),
        }
    }
}

/// Looks at each selector of a rule.
fn each(subject: &Subject<'_>, look: impl Fn(&str, Range<usize>) -> Option<Fault>) -> Vec<Fault> {
    let of_list = |css: Text<'_>| -> Vec<Fault> {
        split(css.text)
            .unwrap_or_default()
            .into_iter()
            .filter_map(|selector| look(selector, place(&css, selector)))
            .collect()
    };
    subject.asked("css").into_iter().flat_map(of_list).collect()
}

/// Where a selector of a list stands; the whole list, where the file writes it with escapes.
fn place(list: &Text<'_>, selector: &str) -> Range<usize> {
    let start = selector.as_ptr().addr() - list.text.as_ptr().addr();
    let quotes = list.at.len().saturating_sub(list.text.len());
    match quotes {
        2 => list.at.start + 1 + start..list.at.start + 1 + start + selector.len(),
        _ => list.at.clone(),
    }
}

/// The classes and ids of a selector.
fn names(selector: &str) -> impl Iterator<Item = &str> {
    let plain = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_');
    let name = move |rest: &str| rest.len() - rest.trim_start_matches(plain).len();
    let starts = selector.match_indices(['.', '#']).map(|(at, _)| &selector[at + 1..]);
    starts.map(move |rest| &rest[..name(rest)]).filter(|name| !name.is_empty())
}
