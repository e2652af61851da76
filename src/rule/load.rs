//! Packs → rules, with everything checked that takes more than one rule to see.

use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::sync::Arc;

use super::compile::{Place, build, compile, value_faults};
use super::file::{Reading, read};
use super::pack::PackSource;
use super::schema::PackFile;
use super::{Rule, RuleError};
use crate::matcher::{Fault, Matcher, Selectors};
use crate::names::nearest;

/// What a pack says of itself.
#[derive(Debug)]
pub(super) struct Pack {
    pub name: Arc<str>,
    pub builtin: bool,
    pub hosts: Vec<String>,
    /// Whether it is for a publishing system, and so runs only where it is extended, or where its signs stand.
    pub system: bool,
    pub signs: Option<Selectors>,
    /// Places in the list of packs.
    pub extends: Vec<usize>,
    pub off: Vec<String>,
}

impl Pack {
    /// Whether it runs on every page.
    pub(super) fn is_general(&self) -> bool {
        self.hosts.is_empty() && !self.system
    }

    /// Whether it is for the outlet with this host.
    pub(super) fn is_for(&self, host: &str) -> bool {
        self.hosts.iter().any(|pattern| fits(pattern, host))
    }
}

/// Whether a host pattern, `news.example` or `*.news.example`, fits a host.
pub(super) fn fits(pattern: &str, host: &str) -> bool {
    match pattern.strip_prefix("*.") {
        Some(parent) => host.strip_suffix(parent).is_some_and(|rest| rest.ends_with('.')),
        None => host == pattern,
    }
}

/// Reads and checks all packs: what of them is sound, and every fault.
pub(super) fn load(sources: &[PackSource]) -> (Vec<Rule>, Vec<Pack>, Vec<RuleError>) {
    let sources: Vec<_> = sources.iter().cloned().map(Arc::new).collect();
    let sources = sources.as_slice();
    let mut loading = Loading::default();
    for (order, source) in sources.iter().enumerate() {
        loading.add(order, source);
    }
    loading.resolve_duplicates(sources);
    let faults = loading.errors.len();
    loading.resolve_extends(sources);
    loading.check_off(sources);
    // A pack that could not be read is missed by those that name it or its rules: no fault of theirs.
    if faults > 0 {
        loading.errors.truncate(faults);
    }
    let rules = loading.rules.into_iter().map(|loaded| loaded.rule).collect();
    (rules, loading.packs.into_iter().map(|(pack, _)| pack).collect(), loading.errors)
}

/// Packs on their way into a set.
#[derive(Default)]
struct Loading {
    rules: Vec<Loaded>,
    packs: Vec<(Pack, PackFile)>,
    errors: Vec<RuleError>,
}

/// A rule, the place of its pack, and where in the file its id stands.
struct Loaded {
    rule: Rule,
    order: usize,
    id: Range<usize>,
}

impl Loading {
    fn add(&mut self, order: usize, source: &Arc<PackSource>) {
        let (name, path): (Arc<str>, Arc<str>) = (source.name.as_str().into(), source.path.as_str().into());
        let Reading { mut file, in_part, errors } = read(source);
        let before = self.errors.len();
        self.errors.extend(errors);
        self.complain(source, in_part.iter().flat_map(|entry| value_faults(entry.get_ref())));
        let (mut line, mut counted) = (1, 0);
        for entry in std::mem::take(&mut file.rule) {
            let (at, id) = (entry.span(), entry.get_ref().id.span());
            line += source.text[counted..at.start].matches('\n').count();
            counted = at.start;
            let stands = Place { pack: &name, path: &path, builtin: source.builtin, order, line, at };
            // The built-in rules are known to be sound: the tests see to it.
            let again = (!source.builtin).then(|| entry.get_ref().clone());
            let sound = |rule| if source.builtin { Ok(rule) } else { build(&rule).map(|()| rule) };
            match compile(entry.into_inner(), &stands).and_then(sound) {
                Ok(rule) => self.rules.push(Loaded { rule, order, id }),
                Err(fault) => {
                    let faults = again.as_ref().map(value_faults).filter(|faults| !faults.is_empty());
                    self.complain(source, faults.unwrap_or_else(|| vec![fault]));
                }
            }
        }
        let hosts = file.hosts.iter().filter_map(|host| self.host(host, source)).collect();
        let off = file.off.iter().map(|id| id.get_ref().clone()).collect();
        let signs = self.signs(&file, source);
        let builtin = source.builtin;
        let pack = Pack { name, builtin, hosts, system: file.system.is_some(), signs, extends: Vec::new(), off };
        self.packs.push((pack, file));
        self.errors[before..].sort_by_key(|error| (error.line(), error.column()));
    }

    fn complain(&mut self, source: &Arc<PackSource>, faults: impl IntoIterator<Item = Fault>) {
        self.errors.extend(faults.into_iter().map(|fault| RuleError::new(source, fault)));
    }

    fn signs(&mut self, file: &PackFile, source: &Arc<PackSource>) -> Option<Selectors> {
        let signs = file.signs.as_ref()?;
        let misplaced = || {
            Fault::new(signs.span(), "`signs` belongs to a publishing system's pack")
                .label("has no effect here")
                .hint("name the system: `system = \"…\"`")
        };
        let parsed = if file.system.is_some() { Selectors::parse(signs) } else { Err(misplaced()) };
        let built = parsed.and_then(|signs| signs.build().map(|()| signs));
        built.map_err(|fault| self.errors.push(RuleError::new(source, fault))).ok()
    }

    /// A host pattern as pages' hosts are written.
    fn host(&mut self, given: &toml::Spanned<String>, source: &Arc<PackSource>) -> Option<String> {
        let pattern = crate::read::in_letters(given.get_ref());
        let pattern = pattern.strip_prefix("www.").unwrap_or(&pattern);
        let host = pattern.strip_prefix("*.").unwrap_or(pattern);
        if crate::read::host(host).as_deref() == Some(host) && !host.contains('*') {
            return Some(pattern.to_owned());
        }
        let fault = Fault::new(given.span(), format!("`{}` is not a host", given.get_ref()))
            .label("no page has this host")
            .hint("write `news.example`, or `*.news.example` for the hosts below it");
        self.errors.push(RuleError::new(source, fault));
        None
    }

    /// A user's general rule replaces a built-in one, and an outlet's does so where it runs; any other second rule of an
    /// id is a fault.
    fn resolve_duplicates(&mut self, sources: &[Arc<PackSource>]) {
        let mut seen = HashMap::<Arc<str>, Vec<usize>>::new();
        let mut replaced = HashSet::<usize>::new();
        for (at, Loaded { rule, order, id }) in self.rules.iter().enumerate() {
            let earlier = seen.entry(rule.id.clone()).or_default();
            if let Some(first) = self.clash(earlier, *order) {
                let fault = Fault::new(id.clone(), format!("rule id `{}` is taken", rule.id))
                    .label("second rule of this id")
                    .hint(format!("the first one stands in {}:{}", first.rule.path, first.rule.line));
                self.errors.push(RuleError::new(&sources[*order], fault));
            } else if self.packs[*order].0.is_general() {
                replaced.extend(earlier.iter().filter(|&&first| self.rules[first].rule.builtin));
            }
            earlier.push(at);
        }
        let mut at = 0;
        self.rules.retain(|_| {
            at += 1;
            !replaced.contains(&(at - 1))
        });
    }

    /// Which of the rules of one id cannot stand beside another one from the pack at `order`. Of a built-in rule's id
    /// users may have one, and each outlet's pack its own.
    fn clash(&self, earlier: &[usize], order: usize) -> Option<&Loaded> {
        let earlier = earlier.iter().map(|&first| &self.rules[first]);
        let (pack, mut rules) = (&self.packs[order].0, earlier.clone());
        let replaces = !pack.builtin && rules.any(|first| first.rule.builtin);
        let is_other_outlets =
            |first: &Loaded| first.order != order && !(pack.is_general() && self.packs[first.order].0.is_general());
        earlier.into_iter().find(|first| !replaces || !(first.rule.builtin || is_other_outlets(first)))
    }

    fn resolve_extends(&mut self, sources: &[Arc<PackSource>]) {
        let names: HashMap<String, usize> =
            self.packs.iter().enumerate().map(|(at, (pack, _))| (pack.name.to_string(), at)).collect();
        for ((pack, file), source) in self.packs.iter_mut().zip(sources) {
            for name in &file.extends {
                let Some(&extended) = names.get(name.get_ref()) else {
                    let known: Vec<&str> = names.keys().map(String::as_str).collect();
                    let fault = unknown("pack", name, &known);
                    self.errors.push(RuleError::new(source, fault));
                    continue;
                };
                pack.extends.push(extended);
            }
        }
    }

    fn check_off(&mut self, sources: &[Arc<PackSource>]) {
        let known: Vec<&str> = self.rules.iter().map(|loaded| &*loaded.rule.id).collect();
        for ((_, file), source) in self.packs.iter().zip(sources) {
            for id in file.off.iter().filter(|id| !known.contains(&id.get_ref().as_str())) {
                let fault = unknown("rule", id, &known);
                self.errors.push(RuleError::new(source, fault));
            }
        }
    }
}

fn unknown(what: &str, name: &toml::Spanned<String>, known: &[&str]) -> Fault {
    let given = name.get_ref().as_str();
    let fault = Fault::new(name.span(), format!("no {what} `{given}`")).label("not loaded");
    let mut known = known.to_vec();
    known.sort_unstable();
    let last = |name| str::rsplit(name, '/').next().unwrap_or_default();
    let topic = |name| str::split(name, '/').next().unwrap_or_default();
    let of_topic: Vec<&str> = known.iter().copied().filter(|known| topic(known) == given).take(3).collect();
    // `newsletter` for its rules, `drupal` for `systems/drupal`, `newsleter/label` for `newsletter/label`.
    let by_last = || {
        let near = nearest(last(given), &known.iter().map(|name| last(name)).collect::<Vec<_>>())?;
        known.iter().copied().find(|name| last(name) == near).filter(|_| !given.contains('/'))
    };
    if !of_topic.is_empty() {
        return fault.hint(format!("name each {what}, such as `{}`", of_topic.join("`, `")));
    }
    if let Some(near) = nearest(given, &known).or_else(by_last) {
        return fault.hint(format!("did you mean `{near}`?"));
    }
    match nearest(topic(given), &known.iter().map(|name| topic(name)).collect::<Vec<_>>()) {
        Some(near) => {
            let such: Vec<&str> = known.iter().copied().filter(|name| topic(name) == near).take(3).collect();
            fault.hint(format!("known of `{near}`: `{}` …", such.join("`, `")))
        }
        None => fault.hint("`offcut rules list` shows what is loaded"),
    }
}
