//! Wishes → rules → packs.

use std::collections::BTreeMap;

use toml::Spanned;

use super::proof::prove;
use crate::author::draft::{Draft, DraftRule};
use crate::category::Category;
use crate::hit::Reach;
use crate::matcher::{Matcher, Selectors};
use crate::rule::Action;

/// What to do with the elements that a selector finds. `Reach::Block` is for what stands outside of them.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub(super) struct Wish {
    pub action: Action,
    pub selector: String,
}

impl Wish {
    /// A wish that offcut can fulfil, or why it cannot.
    pub(super) fn new(action: Action, selector: String) -> Result<Self, String> {
        let parsed = Selectors::parse(&Spanned::new(0..0, selector.clone())).and_then(|selectors| selectors.build());
        parsed.map(|()| Self { action, selector }).map_err(|fault| match fault.label.as_str() {
            "" => fault.message,
            label => format!("{}: {label}", fault.message),
        })
    }
}

/// What is wished for an outlet.
#[derive(Clone, PartialEq, Default, Debug)]
pub(super) struct Outlet {
    /// Its hosts; none if it is for all pages.
    pub hosts: Vec<String>,
    /// The name of its pack, and the topic of its rules.
    pub name: String,
    /// Where the wishes come from: `site config news.example.txt`.
    pub from: String,
    /// What else the author may want to know.
    pub notes: Vec<String>,
    pub wishes: Vec<Wish>,
}

/// Packs for outlets: one for those that wish the same, under the name of the first.
pub(super) fn packs(outlets: Vec<Outlet>) -> Vec<(String, Draft)> {
    let mut groups: BTreeMap<String, Vec<Outlet>> = BTreeMap::new();
    for outlet in outlets {
        // General wishes hold for every page, and so are never the same as an outlet's.
        groups.entry(format!("{} {:?}", outlet.hosts.is_empty(), outlet.wishes)).or_default().push(outlet);
    }
    let mut packs: Vec<_> = groups.into_values().filter_map(pack).collect();
    packs.sort_by(|(one, _), (other, _)| one.cmp(other));
    packs
}

fn pack(mut group: Vec<Outlet>) -> Option<(String, Draft)> {
    group.sort_by(|one, other| one.name.cmp(&other.name));
    let first = group.first()?;
    let mut from: Vec<String> = group.iter().map(|outlet| format!("the {}", outlet.from)).collect();
    from.dedup();
    let about = format!("Made of {}.", from.join(", "));
    let notes = group.iter().flat_map(|outlet| &outlet.notes).cloned();
    let mut hosts: Vec<String> = group.iter().flat_map(|outlet| &outlet.hosts).cloned().collect();
    hosts.dedup();
    let rules = by_action(&first.wishes).into_iter().map(|(action, selectors)| rule(first, action, &selectors));
    let draft = Draft {
        about: std::iter::once(about).chain(notes).collect(),
        hosts,
        rules: rules.collect(),
        ..Draft::default()
    };
    Some((first.name.clone(), draft))
}

fn by_action(wishes: &[Wish]) -> Vec<(Action, Vec<String>)> {
    let mut groups: Vec<(Action, Vec<String>)> = Vec::new();
    for Wish { action, selector } in wishes {
        match groups.iter_mut().find(|(known, _)| known == action) {
            Some((_, selectors)) => selectors.push(selector.clone()),
            None => groups.push((*action, vec![selector.clone()])),
        }
    }
    groups
}

fn rule(outlet: &Outlet, action: Action, selectors: &[String]) -> DraftRule {
    let (name, says) = match action {
        Action::Cut(_, Reach::Block) => ("outside", "has the article in another element".to_owned()),
        Action::Cut(Category::Outside, _) => ("stripped", "takes these elements out".to_owned()),
        Action::Cut(category, _) => (category.name(), "takes these elements out".to_owned()),
        Action::Keep(_) => ("keep", "leaves these elements in".to_owned()),
        Action::Role(role) => (role.name(), format!("has the {role} in these elements")),
    };
    let key = if matches!(action, Action::Cut(_, Reach::Block)) { "html.outside" } else { "html.css" };
    let rule = DraftRule::new(format!("{}/{name}", outlet.name), action, format!("The {} {says}.", outlet.from));
    prove(rule.looks_for(key, selectors.join(",\n")), selectors)
}
