//! Selectors that fit one build of one page.

use std::ops::Range;

use super::Lint;
use super::subject::{Subject, Text};
use crate::author::naming;
use crate::hit::Reach;
use crate::matcher::{Fault, Mark, marks, place, split};
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

/// The name of an element that HTML does not have: a class without its dot.
pub(super) struct NoElement;

/// The elements of HTML, those of old too, and those of other languages that stand in it.
const ELEMENTS: &str = "a abbr acronym address area article aside audio b base bdi bdo big blockquote body br button canvas \
    caption center cite code col colgroup data datalist dd del details dfn dialog dir div dl dt em embed fieldset figcaption \
    figure font footer form frame frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html i iframe img input ins kbd label \
    legend li link main map mark marquee math menu meta meter nav nobr noframes noscript object ol optgroup option output p \
    param picture pre progress q rp rt ruby s samp script search section select slot small source span strike strong style \
    sub summary sup svg table tbody td template textarea tfoot th thead time title tr track tt u ul var video wbr";

impl Lint for NoElement {
    fn name(&self) -> &'static str {
        "no-element"
    }

    fn rule(&self, subject: &Subject<'_>) -> Vec<Fault> {
        let texts = || subject.rule.finds.iter().chain(subject.rule.examples.iter().map(|example| &example.before));
        // Sites make elements of their own; the examples show them.
        let is_shown = |name: &str| texts().any(|text| text.to_lowercase().contains(&format!("<{name}")));
        let is_known = |name: &str| ELEMENTS.split_ascii_whitespace().any(|known| known == name);
        each(subject, |selector, at| {
            let names = tags(selector)?.into_iter().map(str::to_lowercase);
            let name = names.into_iter().find(|name| !is_known(name) && !is_shown(name))?;
            let fault = Fault::new(at, format!("`{name}` is no element of HTML")).label("found on no page");
            Some(fault.hint(format!("a class has a dot before it, as in `.{name}`, an id a hash, as in `#{name}`")))
        })
    }
}

/// The names of elements in a selector, outside its brackets.
fn tags(selector: &str) -> Option<Vec<&str>> {
    let behind = |mark| if let Mark::Combinator { at, .. } = mark { Some(at.end) } else { None };
    let starts = std::iter::once(0).chain(marks(selector).ok()?.into_iter().filter_map(behind));
    let plain = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_');
    let names = starts.map(|start| selector[start..].split(|c| !plain(c)).next().unwrap_or_default());
    Some(names.filter(|name| !name.is_empty()).collect())
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
        let selectors = split(css.text).unwrap_or_default().into_iter();
        let look = |selector| Some(look(selector, css.at.clone())?.within(place(css.text, selector)));
        selectors.filter_map(look).collect()
    };
    subject.asked("css").into_iter().flat_map(of_list).collect()
}

/// The classes and ids of a selector.
fn names(selector: &str) -> impl Iterator<Item = &str> {
    let plain = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_');
    let name = move |rest: &str| rest.len() - rest.trim_start_matches(plain).len();
    let starts = selector.match_indices(['.', '#']).map(|(at, _)| &selector[at + 1..]);
    starts.map(move |rest| &rest[..name(rest)]).filter(|name| !name.is_empty())
}
