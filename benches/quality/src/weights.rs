//! Weights as a rule file has them.

use std::collections::BTreeMap;
use std::fmt::Write;

use offcut::{Kind, PackSource};

/// Weights of the first look by family and value, and of the second by name.
#[derive(Clone)]
pub struct Weights {
    pub first: BTreeMap<String, BTreeMap<String, f32>>,
    pub second: Vec<(String, f32)>,
}

/// What follows the weights in the rule file begins with this.
const END: &str = "[[rule.example]]";

/// The table that the weights for pages of one kind stand in. What stands before it is the rule.
fn table(kind: Kind) -> &'static str {
    if kind == Kind::Html { "rule.html.article" } else { "rule.text.article" }
}

impl Weights {
    /// As TOML, from the table's head on.
    pub fn to_toml(&self, kind: Kind, least: f32, fewest_words: usize) -> String {
        let table = table(kind);
        let mut out = format!("[{table}]\nfewest_words = {fewest_words}\nleast = {least}\n\n[{table}.first]\n");
        for (family, weights) in &self.first {
            let _ = writeln!(out, "\n[{table}.first.{family}]");
            for (value, weight) in weights {
                let _ = writeln!(out, "{} = {weight:.2}", serde_json::json!(value));
            }
        }
        let _ = writeln!(out, "\n[{table}.second]");
        for (name, weight) in &self.second {
            let _ = writeln!(out, "{name} = {weight:.2}");
        }
        out + "\n"
    }

    /// Takes over a second look.
    pub fn with_second(mut self, weights: &[f32], names: &[&str]) -> Self {
        self.second = names.iter().zip(weights).map(|(name, weight)| ((*name).to_owned(), *weight)).collect();
        self
    }
}

/// A rule file's text with other weights.
pub fn replace(text: &str, kind: Kind, weights: &str) -> String {
    let begin = format!("[{}]", table(kind));
    let start = text.find(&begin).expect("the file has the table of weights");
    let end = text[start..].find(END).map_or(text.len(), |at| start + at);
    format!("{}{weights}{}", &text[..start], &text[end..])
}

/// The built-in packs with these weights.
pub fn packs_with(kind: Kind, weights: &str) -> Vec<PackSource> {
    let mut packs = PackSource::builtin();
    let begin = format!("[{}]", table(kind));
    let is_for = |pack: &&mut PackSource| {
        pack.text.contains(&begin) && (kind == Kind::Html || pack.text.contains(&format!("kinds = [\"{kind}\"]")))
    };
    let pack = packs.iter_mut().find(is_for).expect("a pack has the weights");
    pack.text = replace(&pack.text, kind, weights);
    packs
}
