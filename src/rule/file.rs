//! A pack's text → what it says. What cannot be read is said in our words; one broken rule does not hide the faults of
//! the others.

use std::ops::Range;
use std::sync::Arc;

use serde::Deserialize;
use toml::Spanned;
use toml::de::{DeArray, DeTable, DeValue, Deserializer, Error, ValueDeserializer};

use super::RuleError;
use super::pack::PackSource;
use super::schema::{PackFile, RuleEntry};
use crate::matcher::Fault;
use crate::names::hint;

/// What can be read of a pack, and what cannot.
#[derive(Default)]
pub(super) struct Reading {
    pub file: PackFile,
    /// Rules without the keys that are at fault, for what is wrong with their other values.
    pub in_part: Vec<Spanned<RuleEntry>>,
    pub errors: Vec<RuleError>,
}

/// Reads what can be read of a pack, and says what cannot.
pub(super) fn read(source: &Arc<PackSource>) -> Reading {
    let mut reading = Reading::default();
    let mut table = match DeTable::parse(&source.text) {
        Ok(table) => table,
        Err(error) => return Reading { errors: vec![from_toml(source, &error)], ..reading },
    };
    let mut rules = Vec::new();
    for rule in take_rules(table.get_mut()) {
        let (rule, faults) = read_rule(rule);
        (if faults.is_empty() { &mut rules } else { &mut reading.in_part }).extend(rule);
        reading.errors.extend(faults.iter().map(|error| from_toml(source, error)));
    }
    match PackFile::deserialize(Deserializer::from(table)) {
        Ok(head) => reading.file = head,
        Err(error) => reading.errors.push(from_toml(source, &error)),
    }
    reading.file.rule = rules;
    reading
}

/// The rules of a pack, each of which is read by itself. What is no list stays, for the reader to complain of.
fn take_rules<'t>(table: &mut DeTable<'t>) -> Vec<Spanned<DeValue<'t>>> {
    match table.get_mut("rule").map(Spanned::get_mut) {
        Some(DeValue::Array(rules)) => std::mem::replace(rules, DeArray::new()).into_iter().collect(),
        _ => Vec::new(),
    }
}

/// More faults of one rule help nobody.
const MOST_FAULTS: usize = 20;

/// Reads a rule, and says all that is wrong with its keys: one that is at fault is set aside, and the rest read again.
fn read_rule(mut rule: Spanned<DeValue<'_>>) -> (Option<Spanned<RuleEntry>>, Vec<Error>) {
    let mut faults = Vec::new();
    while faults.len() < MOST_FAULTS {
        let error = match Spanned::<RuleEntry>::deserialize(ValueDeserializer::from(rule.clone())) {
            Ok(rule) => return (Some(rule), faults),
            Err(error) => error,
        };
        let set_aside = error.span().is_some_and(|at| remove(rule.get_mut(), &at));
        // What is missing now may be what was set aside.
        if faults.is_empty() || !error.message().starts_with("missing field") {
            faults.push(error);
        }
        if !set_aside {
            break;
        }
    }
    (None, faults)
}

/// Takes a key out whose place, or whose value's place, this is, and tables that held nothing else. Whether there was
/// one.
fn remove(value: &mut DeValue<'_>, at: &Range<usize>) -> bool {
    match value {
        DeValue::Array(values) => values.iter_mut().any(|value| remove(value.get_mut(), at)),
        DeValue::Table(table) => {
            let holds = |(key, value): (_, &mut Spanned<DeValue<'_>>)| {
                let is_it = Spanned::span(key) == *at || value.span() == *at;
                let holds = is_it || remove(value.get_mut(), at);
                let is_empty = || value.get_ref().as_table().is_some_and(DeTable::is_empty);
                holds.then(|| (is_it || is_empty()).then(|| Spanned::clone(key)))
            };
            let found = table.iter_mut().find_map(holds);
            if let Some(Some(key)) = &found {
                table.remove(key);
            }
            found.is_some()
        }
        _ => false,
    }
}

fn from_toml(source: &Arc<PackSource>, error: &Error) -> RuleError {
    let at = error.span().unwrap_or_default();
    let (before, written) = (source.text.get(..at.start), source.text.get(at));
    let value = Value { key: before.and_then(key).unwrap_or_default(), written: written.unwrap_or_default() };
    RuleError::new(source, Fault { at: error.span(), ..explain(error.message(), &value) })
}

/// What is at fault, as the file has it.
struct Value<'t> {
    /// The last part of its key; empty where none stands right before it.
    key: &'t str,
    written: &'t str,
}

/// The last part of the key before a value.
fn key(before: &str) -> Option<&str> {
    let key = before.trim_end().strip_suffix('=')?.trim_end();
    key.rsplit(|c: char| !c.is_alphanumeric() && c != '_').next()
}

/// Says it in our words: of a list of every known key, for instance, the one that was probably meant.
fn explain(message: &str, value: &Value<'_>) -> Fault {
    let quoted: Vec<&str> = message.split('`').skip(1).step_by(2).collect();
    if message.starts_with("unknown field")
        && let [key, known @ ..] = quoted.as_slice()
    {
        let fault =
            Fault { message: format!("unknown key `{key}`"), label: "not a key here".into(), ..Fault::default() };
        if known.starts_with(&["before", "after"]) {
            return fault.hint(format!("behind `[[rule.example]]` a key belongs to the example; put `{key}` above it"));
        }
        return fault.hint(hint(key, known));
    }
    if message.starts_with("unknown variant")
        && let [value, known @ ..] = quoted.as_slice()
    {
        let fault =
            Fault { message: format!("unknown value `{value}`"), label: "not in the list".into(), ..Fault::default() };
        return fault.hint(hint(value, known));
    }
    let mismatched = message.strip_prefix("invalid type: ").or_else(|| message.strip_prefix("invalid value: "));
    if let Some((got, wanted)) = mismatched.and_then(|said| said.split_once(", expected ")) {
        return mismatch(got, wanted, value);
    }
    if message.starts_with("missing field") {
        let key = quoted.first().copied().unwrap_or_default();
        let fault = Fault { message: format!("`{key}` is missing"), label: "in this table".into(), ..Fault::default() };
        return fault.hint(match key {
            "why" => "say in a sentence, for the one who reviews the cut, why this is not article text",
            "id" => "name it `topic/what`, for example `newsletter/sign-up`",
            _ => "see rules/README.md for what a rule needs",
        });
    }
    if let Some((_, what, hint)) = SLIPS.iter().find(|(said, ..)| message.contains(said)) {
        return Fault { message: (*what).into(), label: "here".into(), ..Fault::default() }.hint(*hint);
    }
    Fault { message: message.to_owned(), label: "here".into(), ..Fault::default() }
}

/// A value of another type than its key takes: `string "x"`, `a sequence`.
fn mismatch(got: &str, wanted: &str, Value { key, written }: &Value<'_>) -> Fault {
    let named = |names: &[(&str, &'static str)], said: &str| {
        names
            .iter()
            .find(|(name, _)| said.starts_with(name))
            .map_or_else(|| said.to_owned(), |(_, ours)| (*ours).into())
    };
    let (wanted, got) = (named(WANTED, wanted), named(GOT, got));
    let of_tables = ["any", "all", "of", "rule", "example"].contains(key);
    let wanted = match wanted.as_str() {
        "a list" if of_tables => "a list of tables".to_owned(),
        "a list" => "a list of strings".to_owned(),
        _ => wanted,
    };
    let hint = match (wanted.as_str(), got.as_str()) {
        _ if written.is_empty() || written.contains('\n') => None,
        ("a list of strings", "a string") => Some(format!("write `[{written}]`")),
        ("a list of strings", "a number") => Some(format!("write `[\"{written}\"]`")),
        ("a string", "a number" | "`true` or `false`") => Some(format!("write `\"{written}\"`")),
        _ => None,
    };
    let got = if got == "a number" && wanted.starts_with("a whole") { written } else { got.as_str() };
    let fault = Fault { message: format!("expected {wanted}, got {got}"), hint, ..Fault::default() };
    fault.label(format!("not {wanted}"))
}

/// What serde says is wanted, by its beginning, and what we say.
const WANTED: &[(&str, &str)] = &[
    ("a sequence", "a list"),
    ("a list", "a list"),
    ("a string", "a string"),
    ("a borrowed string", "a string"),
    ("string", "a string"),
    ("usize", "a whole number from 0 on"),
    ("u", "a whole number from 0 on"),
    ("f32", "a number"),
    ("f64", "a number"),
    ("a boolean", "`true` or `false`"),
    ("a map", "a table"),
    ("struct", "a table"),
];

/// What serde says was given, by its beginning, and what we say.
const GOT: &[(&str, &str)] = &[
    ("string", "a string"),
    ("integer", "a number"),
    ("floating point", "a number"),
    ("boolean", "`true` or `false`"),
    ("sequence", "a list"),
    ("map", "a table"),
];

/// What the TOML reader says of slips that everybody makes, what is the matter, and what to do.
const SLIPS: &[(&str, &str, &str)] = &[
    (
        "missing escaped value",
        "between double quotes a backslash has a meaning of its own",
        "put it in single quotes: '…'",
    ),
    ("invalid mantissa", "a text stands in quotes", "write '…' or \"…\" around it"),
    ("string values must be quoted", "a text stands in quotes", "write '…' or \"…\" around it"),
];
