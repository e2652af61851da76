//! The file format of packs, and nothing else: what serde reads, before anything is checked.

use serde::Deserialize;
use toml::Spanned;

use crate::matcher::Pattern;

/// One rule file.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PackFile {
    /// The hosts of an outlet pack; a general pack has none.
    #[serde(default)]
    pub hosts: Vec<Spanned<String>>,
    /// The publishing system or group that a pack is for; it runs where an outlet pack extends it, or by its signs.
    #[serde(default)]
    pub system: Option<String>,
    /// Selectors of elements by which a page of the system is known.
    #[serde(default)]
    pub signs: Option<Spanned<String>>,
    /// Names of packs whose rules run as well.
    #[serde(default)]
    pub extends: Vec<Spanned<String>>,
    /// Ids of rules that do not run.
    #[serde(default)]
    pub off: Vec<Spanned<String>>,
    /// The rules.
    #[serde(default)]
    pub rule: Vec<Spanned<RuleEntry>>,
}

/// One rule of a file. Exactly one of `cut`, `keep` and `role` says what it does.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RuleEntry {
    /// Its name: the pack's topic, a slash, its own name.
    pub id: Spanned<String>,
    /// Why it cuts; only with `cut`.
    #[serde(default)]
    pub category: Option<Spanned<String>>,
    /// Take out what was found, and how far around it.
    #[serde(default)]
    pub cut: Option<Spanned<String>>,
    /// Save what was found from every cut.
    #[serde(default)]
    pub keep: Option<Spanned<String>>,
    /// Say what the block is in its article.
    #[serde(default)]
    pub role: Option<Spanned<String>>,
    /// The reason, in a sentence for the one who reviews the cut.
    pub why: Spanned<String>,
    /// How often such a hit is right, from 0 to 1.
    #[serde(default)]
    pub confidence: Option<Spanned<f32>>,
    /// The kinds of input it holds for; all, if not given.
    #[serde(default)]
    pub kinds: Vec<Spanned<String>>,
    /// The first day of the layout it was made for.
    #[serde(default)]
    pub since: Option<Spanned<String>>,
    /// The last day of the layout it was made for.
    #[serde(default)]
    pub until: Option<Spanned<String>>,
    /// What to look for.
    #[serde(default, rename = "match")]
    pub pattern: Pattern,
    /// What to look for in web pages only.
    #[serde(default)]
    pub html: Pattern,
    /// What to look for in text only.
    #[serde(default)]
    pub text: Pattern,
    /// What else must hold of the block.
    #[serde(default, rename = "where")]
    pub guard: Pattern,
    /// For `cut = "section"`: what the blocks behind look like as long as they belong to it.
    #[serde(default, rename = "while")]
    pub follow: Option<Spanned<Pattern>>,
    /// For `cut = "section"`: at most so many blocks behind.
    #[serde(default)]
    pub max_blocks: Option<usize>,
    /// Texts that the rule finds, whole.
    #[serde(default)]
    pub finds: Vec<Spanned<String>>,
    /// Texts in which it finds nothing.
    #[serde(default)]
    pub spares: Vec<Spanned<String>>,
    /// Texts before and after.
    #[serde(default)]
    pub example: Vec<ExampleEntry>,
}

/// A text that the rule changes.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ExampleEntry {
    /// A page text.
    pub before: Spanned<String>,
    /// What this rule alone makes of it.
    pub after: Spanned<String>,
}
