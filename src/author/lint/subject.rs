//! What a lint looks at: a rule as its file says it, and as it runs.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::rule::{PackSource, Rule, RuleSet};

/// A pack as its file says it.
pub(super) struct Head<'p> {
    pub rules: &'p RuleSet,
    pub pack: &'p PackSource,
    pub year: u32,
    table: DeTable<'p>,
}

/// One rule.
pub(super) struct Subject<'h> {
    pub rules: &'h RuleSet,
    pub rule: &'h Rule,
    pub year: u32,
    table: &'h DeTable<'h>,
}

/// A string of a rule file.
pub(super) struct Text<'h> {
    pub text: &'h str,
    pub at: Range<usize>,
}

/// The keys of a rule that say what it looks for.
const PATTERNS: [&str; 4] = ["match", "html", "text", "where"];

impl<'p> Head<'p> {
    /// `None` for a pack that is no TOML.
    pub(super) fn read(rules: &'p RuleSet, pack: &'p PackSource, year: u32) -> Option<Self> {
        let table = DeTable::parse(&pack.text).ok()?.into_inner();
        Some(Self { rules, pack, year, table })
    }

    /// The strings of a list.
    pub(super) fn list(&self, key: &str) -> Vec<Text<'_>> {
        strings(self.table.get(key))
    }

    /// The rules that can be read.
    pub(super) fn subjects(&self) -> impl Iterator<Item = Subject<'_>> {
        let entries = self.table.get("rule").and_then(|rules| rules.get_ref().as_array());
        let tables = entries.into_iter().flatten().filter_map(|entry| entry.get_ref().as_table());
        tables.filter_map(|table| {
            let id = table.get("id")?.get_ref().as_str()?;
            let is_this = |rule: &&Rule| &*rule.id == id && *rule.pack == *self.pack.name;
            let rule = self.rules.rules().iter().find(is_this)?;
            Some(Subject { rules: self.rules, rule, year: self.year, table })
        })
    }
}

impl Subject<'_> {
    /// Where the value of one of its keys stands; its id, if it has no such key.
    pub(super) fn at(&self, key: &str) -> Range<usize> {
        self.table.get(key).or_else(|| self.table.get("id")).map_or(0..0, Spanned::span)
    }

    /// The value that this path of keys leads to.
    pub(super) fn value(&self, path: &[&str]) -> Option<&Spanned<DeValue<'_>>> {
        let (first, inner) = path.split_first()?;
        inner.iter().try_fold(self.table.get(*first)?, |value, key| value.get_ref().as_table()?.get(*key))
    }

    /// The strings under this key in what it looks for, however deep. What must not hold does not count.
    pub(super) fn asked(&self, key: &str) -> Vec<Text<'_>> {
        let mut found = Vec::new();
        for pattern in PATTERNS.iter().filter_map(|name| self.table.get(*name)) {
            walk(pattern.get_ref(), &mut |name, value| {
                if name == key {
                    found.extend(strings(Some(value)));
                }
            });
        }
        found
    }

    /// How often one of these keys stands in what it looks for.
    pub(super) fn times(&self, keys: &[&str]) -> usize {
        let mut times = 0;
        for pattern in PATTERNS.iter().filter_map(|name| self.table.get(*name)) {
            walk(pattern.get_ref(), &mut |name, _| times += usize::from(keys.contains(&name)));
        }
        times
    }

    /// Whether one of these keys stands in what it looks for.
    pub(super) fn asks(&self, keys: &[&str]) -> bool {
        self.times(keys) > 0
    }
}

/// A string, or the strings of a list.
pub(super) fn strings<'t>(value: Option<&'t Spanned<DeValue<'t>>>) -> Vec<Text<'t>> {
    let text = |value: &'t Spanned<DeValue<'t>>| Some(Text { text: value.get_ref().as_str()?, at: value.span() });
    match value.map(|value| (value, value.get_ref())) {
        Some((_, DeValue::Array(values))) => values.iter().filter_map(text).collect(),
        Some((value, _)) => text(value).into_iter().collect(),
        None => Vec::new(),
    }
}

/// Tells every key of a table and the tables in it, and its value. The reader bounds how deep they are.
fn walk<'t>(value: &'t DeValue<'t>, tell: &mut dyn FnMut(&str, &'t Spanned<DeValue<'t>>)) {
    match value {
        DeValue::Table(table) => {
            for (key, value) in table.iter().filter(|(key, _)| key.get_ref() != "not") {
                tell(key.get_ref(), value);
                walk(value.get_ref(), tell);
            }
        }
        DeValue::Array(values) => values.iter().for_each(|value| walk(value.get_ref(), tell)),
        _ => {}
    }
}
