//! What a rule looks for and when, as its pack says it.

use toml::{Table, Value};

use super::draft::shown;
use crate::rule::{PackSource, Rule};

/// Keys that say what a rule is called, does and proves.
const OTHERS: &[&str] = &["id", "category", "cut", "keep", "role", "why", "confidence", "finds", "spares", "example"];

/// Tables with more keys, as fitted weights have, are not told value by value.
const WIDEST: usize = 10;

/// The other keys of a rule, dotted, with their values as TOML; nothing if `pack` is not the rule's.
///
/// ```
/// use offcut::{author::keys::keys, PackSource, RuleSet};
/// let rules = RuleSet::builtin();
/// let rule = rules.get("outside/evidence").unwrap();
/// let pack = PackSource::builtin().into_iter().find(|pack| *pack.path == *rule.path).unwrap();
/// assert!(keys(&pack, rule).contains(&("html.article.fewest_words".into(), "30".into())));
/// ```
#[must_use]
pub fn keys(pack: &PackSource, rule: &Rule) -> Vec<(String, String)> {
    let Ok(table) = pack.text.parse::<Table>() else { return Vec::new() };
    let entries = table.get("rule").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_table);
    let own = entries.filter(|entry| entry.get("id").and_then(Value::as_str) == Some(&*rule.id));
    let keys = own.flatten().filter(|(key, _)| !OTHERS.contains(&key.as_str()));
    let mut told = Vec::new();
    keys.for_each(|(key, value)| tell(key, value, &mut told));
    told
}

/// Tells a value, or those of a table. The reader of TOML bounds how deep they are.
fn tell(key: &str, value: &Value, told: &mut Vec<(String, String)>) {
    match value {
        Value::Table(table) if table.len() > WIDEST => {
            told.push((key.to_owned(), format!("… {} values", values(value))));
        }
        Value::Table(table) => {
            table.iter().for_each(|(inner, value)| tell(&format!("{key}.{inner}"), value, told));
        }
        _ => told.push((key.to_owned(), shown(value))),
    }
}

fn values(value: &Value) -> usize {
    value.as_table().map_or(1, |table| table.values().map(values).sum())
}
