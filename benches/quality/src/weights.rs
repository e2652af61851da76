//! Weights as a rule file has them.

use std::collections::BTreeMap;
use std::fmt::Write;

use offcut::PackSource;

/// Weights of the first look by family and value, and of the second by name.
pub struct Weights {
    pub first: BTreeMap<String, BTreeMap<String, f32>>,
    pub second: Vec<(String, f32)>,
}

/// The line that the weights begin with in the rule file. What stands before it is the rule.
const BEGIN: &str = "[rule.html.article]";
/// What follows the weights in the rule file begins with this.
const END: &str = "[[rule.example]]";

impl Weights {
    /// As TOML, from the table's head on.
    pub fn to_toml(&self, least: f32, fewest_words: usize) -> String {
        let mut out = format!("{BEGIN}\nfewest_words = {fewest_words}\nleast = {least}\n\n[rule.html.article.first]\n");
        for (family, weights) in &self.first {
            let _ = writeln!(out, "\n[rule.html.article.first.{family}]");
            for (value, weight) in weights {
                let _ = writeln!(out, "{} = {weight:.2}", serde_json::json!(value));
            }
        }
        out.push_str("\n[rule.html.article.second]\n");
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
pub fn replace(text: &str, weights: &str) -> String {
    let start = text.find(BEGIN).expect("the file has the table of weights");
    let end = text[start..].find(END).map_or(text.len(), |at| start + at);
    format!("{}{weights}{}", &text[..start], &text[end..])
}

/// The built-in packs with these weights.
pub fn packs_with(weights: &str) -> Vec<PackSource> {
    let mut packs = PackSource::builtin();
    let pack = packs.iter_mut().find(|pack| pack.text.contains(BEGIN)).expect("a pack has the weights");
    pack.text = replace(&pack.text, weights);
    packs
}
