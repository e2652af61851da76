//! A pack's keys and the types of their values, held against the schema: what editors are told of them is what is asked
//! here, and what is said of a fault is what its key is documented with.

use std::ops::Range;

use serde_json::Value;
use toml::Spanned;
use toml::de::{DeString, DeTable, DeValue};

use super::belongs::{Table, belongs};
use super::pack::PackSource;
use super::schema::{SCHEMA, is_a, keys, names, referred, resolved};
use crate::matcher::Fault;
use crate::names::hint;

/// A part of a pack that is read by itself.
#[derive(Clone, Copy)]
pub(super) enum Part {
    Head,
    Rule,
}

/// What of a part fits the schema, and why the rest does not. The built-in packs are known to fit: the tests see to it.
pub(super) fn fit<'v>(value: Given<'v>, part: Part, source: &PackSource) -> (Option<Given<'v>>, Vec<Fault>) {
    if source.builtin {
        return (Some(value), Vec::new());
    }
    let (key, wanted, around) = match part {
        Part::Head => ("", &*SCHEMA, Vec::new()),
        Part::Rule => {
            let head = Table { key: String::new(), shape: &SCHEMA };
            ("rule", &SCHEMA["properties"]["rule"]["items"], vec![head])
        }
    };
    let mut fitting = Fitting { text: &source.text, around, faults: Vec::new() };
    (fitting.value(key, value, wanted, "tables"), fitting.faults)
}

type Given<'v> = Spanned<DeValue<'v>>;
type Key<'v> = Spanned<DeString<'v>>;

/// A walk through a pack.
struct Fitting<'t> {
    text: &'t str,
    /// The tables from the pack to the one that is looked at.
    around: Vec<Table>,
    faults: Vec<Fault>,
}

impl Fitting<'_> {
    fn table<'v>(&mut self, key: &str, table: DeTable<'v>, shape: &'static Value, at: Range<usize>) -> DeTable<'v> {
        let before = self.faults.len();
        self.around.push(Table { key: key.to_owned(), shape });
        let table: DeTable<'v> = table.into_iter().filter_map(|(key, value)| self.entry(key, value, shape)).collect();
        self.around.pop();
        // What is missing may be what was taken out.
        if self.faults.len() == before {
            let required = shape["required"].as_array().into_iter().flatten().filter_map(Value::as_str);
            self.faults.extend(required.filter(|key| !table.contains_key(*key)).map(|key| missing(key, &at, shape)));
        }
        table
    }

    fn entry<'v>(&mut self, key: Key<'v>, value: Given<'v>, shape: &'static Value) -> Option<(Key<'v>, Given<'v>)> {
        let any = shape.get("additionalProperties").filter(|any| any.is_object());
        let Some(wanted) = shape["properties"].get(&**key.get_ref()).or(any) else {
            self.faults.push(self.unknown(&key, &value));
            return None;
        };
        self.value(key.get_ref(), value, wanted, noun(wanted)).map(|value| (key, value))
    }

    /// What fits of a value.
    fn value<'v>(&mut self, key: &str, value: Given<'v>, wanted: &'static Value, takes: &str) -> Option<Given<'v>> {
        let wrong = || wrong_type(key, &value, wanted, takes, self.text);
        if let Some(fault) = wrong().or_else(|| unknown_name(key, &value, wanted)) {
            self.faults.push(fault);
            return None;
        }
        let (shape, at) = (resolved(wanted), value.span());
        let fitting = match value.into_inner() {
            DeValue::Table(table) => DeValue::Table(self.table(key, table, shape, at.clone())),
            DeValue::Array(values) => {
                let (each, takes) = (&shape["items"], format!("{}s", noun(&shape["items"]).trim_start_matches("a ")));
                DeValue::Array(values.into_iter().filter_map(|value| self.value(key, value, each, &takes)).collect())
            }
            other => other,
        };
        Some(Spanned::new(at, fitting))
    }

    fn unknown(&self, key: &Key<'_>, value: &Given<'_>) -> Fault {
        let known = || self.around.last().map_or_else(Vec::new, |table| keys(table.shape).collect());
        let fault = Fault::new(key.span(), format!("unknown key `{}`", key.get_ref())).label("not a key here");
        let advice = belongs(key, value.get_ref(), &self.around, self.text);
        fault.hint(advice.unwrap_or_else(|| hint(key.get_ref(), &known())))
    }
}

fn missing(key: &str, table: &Range<usize>, shape: &'static Value) -> Fault {
    let fault = Fault::new(table.clone(), format!("`{key}` is missing")).label("in this table");
    Fault { hint: told(key, &shape["properties"][key]), ..fault }
}

fn wrong_type(key: &str, value: &Given<'_>, wanted: &'static Value, takes: &str, text: &str) -> Option<Fault> {
    if is_a(value.get_ref(), wanted) {
        return None;
    }
    let (at, noun) = (value.span(), noun(wanted));
    let fault = Fault::new(at.clone(), format!("`{key}` takes {takes}, not {}", given(value.get_ref())));
    let written = text.get(at).filter(|written| !written.contains('\n'));
    let better = written.and_then(|written| rewritten(written, value.get_ref(), noun));
    Some(Fault { hint: better.or_else(|| told(key, wanted)), ..fault.label(format!("not {noun}")) })
}

fn unknown_name(key: &str, value: &Given<'_>, wanted: &'static Value) -> Option<Fault> {
    let (name, known) = (value.get_ref().as_str()?, names(resolved(wanted)));
    let fault = || Fault::new(value.span(), format!("`{key}` knows no `{name}`")).label("not in the list");
    (!known.is_empty() && !known.contains(&name)).then(|| fault().hint(hint(name, &known)))
}

/// What a key takes.
fn noun(wanted: &'static Value) -> &'static str {
    let shape = resolved(wanted);
    match shape["type"].as_str() {
        Some("object") => "a table",
        Some("array") if noun(&shape["items"]) == "a table" => "a list of tables",
        Some("array") => "a list of strings",
        Some("boolean") => "`true` or `false`",
        Some("number") => "a number",
        Some("integer") => "a whole number from 0 on",
        _ => "a string",
    }
}

/// What it was given.
fn given(value: &DeValue<'_>) -> String {
    match value {
        DeValue::Table(_) => "a table".into(),
        DeValue::Array(_) => "a list".into(),
        DeValue::String(_) => "a string".into(),
        DeValue::Datetime(_) => "a date".into(),
        DeValue::Boolean(given) => format!("`{given}`"),
        DeValue::Integer(number) => format!("`{number}`"),
        DeValue::Float(number) => format!("`{number}`"),
    }
}

/// The value as its key takes it, where quotes or brackets are all that is amiss.
fn rewritten(written: &str, value: &DeValue<'_>, noun: &str) -> Option<String> {
    let is_bare = matches!(value, DeValue::Integer(_) | DeValue::Float(_) | DeValue::Datetime(_));
    let better = match (noun, value) {
        ("a list of strings", DeValue::String(_)) => format!("[{written}]"),
        ("a list of strings", _) if is_bare => format!("[\"{written}\"]"),
        ("a string", _) if is_bare => format!("\"{written}\""),
        ("`true` or `false`", DeValue::String(word)) => word.parse::<bool>().ok()?.to_string(),
        ("a number", DeValue::String(number)) => number.parse::<f32>().ok()?.to_string(),
        ("a whole number from 0 on", DeValue::String(number)) => number.parse::<u32>().ok()?.to_string(),
        _ => return None,
    };
    Some(format!("write `{better}`"))
}

/// What the documentation says of a key; of its kind, if only that shows how the key is written.
fn told(key: &str, wanted: &'static Value) -> Option<String> {
    let said = [wanted, referred(wanted)].map(|place| place["description"].as_str().unwrap_or_default());
    let shows = |said: &&str| said.contains(&format!("`{key}"));
    let said = said.into_iter().find(shows).unwrap_or(said[0]).replace('\n', " ");
    let sentence = said.split(". ").next().unwrap_or_default().trim_end_matches('.');
    match sentence.split_at_checked(1)? {
        ("`", _) => Some(sentence.to_owned()),
        (first, rest) => Some(format!("`{key}`: {}{rest}", first.to_lowercase())),
    }
}
