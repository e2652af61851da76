//! A pack's text → what it says. What cannot be read is said in our words; one broken rule does not hide the faults of
//! the others.

use std::sync::Arc;

use serde::Deserialize;
use toml::Spanned;
use toml::de::{DeArray, DeTable, DeValue, Error, ValueDeserializer};

use super::RuleError;
use super::pack::PackSource;
use super::schema::{PackFile, RuleEntry};
use super::shape::{Part, fit};
use crate::matcher::Fault;

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
    let table = match DeTable::parse(&source.text) {
        Ok(table) => table,
        Err(error) => return Reading { errors: vec![from_toml(source, &error)], ..reading },
    };
    let (at, mut table) = (table.span(), table.into_inner());
    let mut rules = Vec::new();
    for rule in take_rules(&mut table) {
        let (rule, faults) = read_part(rule, Part::Rule, source);
        (if faults.is_empty() { &mut rules } else { &mut reading.in_part }).extend(rule);
        reading.errors.extend(faults);
    }
    let (head, faults) = read_part::<PackFile>(Spanned::new(at, DeValue::Table(table)), Part::Head, source);
    reading.errors.extend(faults);
    reading.file = PackFile { rule: rules, ..head.unwrap_or_default() };
    reading
}

/// The rules of a pack, each of which is read by itself. What is no list stays, for the reader to complain of.
fn take_rules<'t>(table: &mut DeTable<'t>) -> Vec<Spanned<DeValue<'t>>> {
    match table.get_mut("rule").map(Spanned::get_mut) {
        Some(DeValue::Array(rules)) => std::mem::replace(rules, DeArray::new()).into_iter().collect(),
        _ => Vec::new(),
    }
}

/// Reads what of a part fits the schema, and says all that is wrong with the rest.
fn read_part<'v, T: Deserialize<'v>>(
    value: Spanned<DeValue<'v>>,
    part: Part,
    source: &Arc<PackSource>,
) -> (Option<T>, Vec<RuleError>) {
    let (value, faults) = fit(value, part, source);
    let faults: Vec<_> = faults.into_iter().map(|fault| RuleError::new(source, fault)).collect();
    match value.map(|value| T::deserialize(ValueDeserializer::from(value))) {
        Some(Ok(read)) => (Some(read), faults),
        Some(Err(error)) if faults.is_empty() => (None, vec![from_toml(source, &error)]),
        // What it misses was taken out.
        _ => (None, faults),
    }
}

fn from_toml(source: &Arc<PackSource>, error: &Error) -> RuleError {
    let slip = SLIPS.iter().find(|(said, ..)| error.message().contains(said));
    let message = slip.map_or(error.message(), |(_, what, _)| what);
    let hint = slip.map(|(.., hint)| (*hint).to_owned());
    let fault = Fault { at: error.span(), message: message.to_owned(), hint, ..Fault::default() };
    RuleError::new(source, fault.label("here"))
}

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
