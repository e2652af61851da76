//! The file format of packs, and nothing else: what serde reads, before anything is checked, and what editors are told.

use std::sync::LazyLock;

use schemars::generate::SchemaSettings;
use schemars::transform::{RecursiveTransform, RestrictFormats};
use schemars::{JsonSchema, Schema};
use serde::Deserialize;
use serde_json::Value;
use toml::Spanned;
use toml::de::DeValue;

use crate::category::Category;
use crate::document::{Kind, Role};
use crate::hit::Reach;
use crate::matcher::Pattern;

/// One rule file: a list of rules, and which pages they are for.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "offcut pack")]
pub(super) struct PackFile {
    /// The hosts of an outlet's pack, such as `["news.example", "*.news.example"]`; `www.` does not count. A general
    /// pack has none.
    #[serde(default)]
    #[schemars(with = "Vec<String>")]
    pub hosts: Vec<Spanned<String>>,
    /// The publishing system that the pack is for, such as `"Drupal"`. It runs where an outlet's pack extends it, or by
    /// its `signs`.
    #[serde(default)]
    pub system: Option<String>,
    /// CSS selectors of elements by which a page of the system is known, such as `".region-content, .node__content"`.
    #[serde(default)]
    #[schemars(with = "Option<String>")]
    pub signs: Option<Spanned<String>>,
    /// Names of packs whose rules run as well, such as `["systems/drupal"]`.
    #[serde(default)]
    #[schemars(with = "Vec<String>")]
    pub extends: Vec<Spanned<String>>,
    /// Ids of rules that do not run where this pack does.
    #[serde(default)]
    #[schemars(with = "Vec<String>")]
    pub off: Vec<Spanned<String>>,
    /// The rules, each under a `[[rule]]` of its own.
    #[serde(default)]
    #[schemars(with = "Vec<RuleEntry>")]
    pub rule: Vec<Spanned<RuleEntry>>,
}

/// One rule. Exactly one of `cut`, `keep` and `role` says what it does; `cut` needs a `category`.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
// `if` and not `dependentRequired`, which Taplo does not check.
#[schemars(extend(
    "oneOf" = [{ "required": ["cut"] }, { "required": ["keep"] }, { "required": ["role"] }],
    "if" = { "required": ["cut"] },
    "then" = { "required": ["category"] },
    "else" = { "properties": { "category": false } },
    "anyOf" = [{ "required": ["finds"] }, { "required": ["example"] }],
))]
pub(super) struct RuleEntry {
    /// Its name, topic and what, one of a kind: `id = "newsletter/sign-up"`.
    #[schemars(with = "String", regex(pattern = r"^[\p{L}\p{M}\p{N}._-]+(/[\p{L}\p{M}\p{N}._-]+)+$"))]
    pub id: Spanned<String>,
    /// What kind of boilerplate it cuts, such as `category = "advert"`; only with `cut`.
    #[serde(default)]
    #[schemars(with = "Option<Category>")]
    pub category: Option<Spanned<String>>,
    /// Take out what was found, and how far around it: `cut = "block"`.
    #[serde(default)]
    #[schemars(with = "Option<Reach>")]
    pub cut: Option<Spanned<String>>,
    /// Save what was found from every cut: keep beats cut.
    #[serde(default)]
    #[schemars(with = "Option<String>", extend("enum" = [Reach::Span, Reach::Element, Reach::Block]))]
    pub keep: Option<Spanned<String>>,
    /// Cut nothing, but say what the block is in its article.
    #[serde(default)]
    #[schemars(with = "Option<Role>")]
    pub role: Option<Spanned<String>>,
    /// The reason, in a sentence for the one who reviews the cut: why is this not article text?
    #[schemars(with = "String")]
    pub why: Spanned<String>,
    /// How often such a hit is right, from 0 to 1, such as `confidence = 0.98`; 0.9 if not given.
    #[serde(default)]
    #[schemars(with = "Option<f32>", range(min = 0, max = 1))]
    pub confidence: Option<Spanned<f32>>,
    /// The kinds of input it holds for; all, if not given.
    #[serde(default)]
    #[schemars(with = "Vec<Kind>")]
    pub kinds: Vec<Spanned<String>>,
    /// The first day of the layout it was made for, as `"YYYY-MM-DD"`.
    #[serde(default)]
    #[schemars(with = "Option<String>", regex(pattern = r"^\d{4}-\d{2}-\d{2}$"))]
    pub since: Option<Spanned<String>>,
    /// The last day of the layout it was made for, as `"YYYY-MM-DD"`.
    #[serde(default)]
    #[schemars(with = "Option<String>", regex(pattern = r"^\d{4}-\d{2}-\d{2}$"))]
    pub until: Option<Spanned<String>>,
    /// What to look for, in web pages and in text: `match.phrase.line = ["Advertisement"]`.
    #[serde(default, rename = "match")]
    pub pattern: Pattern,
    /// What to look for in web pages only: `html.css = "nav, .share-bar"`.
    #[serde(default)]
    pub html: Pattern,
    /// What to look for in text only.
    #[serde(default)]
    pub text: Pattern,
    /// What else must hold of the block: `where = { zone = "tail", max_words = 12 }`.
    #[serde(default, rename = "where")]
    pub guard: Pattern,
    /// For `cut = "section"`: what the blocks behind look like as long as they belong to it. If not given, they belong
    /// to it as long as they are not running text.
    #[serde(default, rename = "while")]
    #[schemars(with = "Option<Pattern>")]
    pub follow: Option<Spanned<Pattern>>,
    /// For `cut = "section"`: at most so many blocks behind; 40 if not given.
    #[serde(default)]
    #[schemars(with = "Option<usize>")]
    pub max_blocks: Option<Spanned<usize>>,
    /// Texts that the rule finds, whole: `finds = ["Advertisement"]`. One that begins with `<` is read as a web page.
    /// Required, unless there is an `[[rule.example]]`.
    #[serde(default)]
    #[schemars(with = "Vec<String>")]
    pub finds: Vec<Spanned<String>>,
    /// Texts in which it finds nothing, the nearest article text that must stay: `spares = ["Advertisement revenue fell."]`.
    // Required; that it is missing has a message of its own.
    #[serde(default)]
    #[schemars(with = "Vec<String>", !default, length(min = 1))]
    pub spares: Vec<Spanned<String>>,
    /// Texts before and after, where only part of a text goes: each under a `[[rule.example]]`, behind the rule's keys.
    #[serde(default)]
    pub example: Vec<ExampleEntry>,
}

/// A text that the rule changes.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ExampleEntry {
    /// A page text.
    #[schemars(with = "String")]
    pub before: Spanned<String>,
    /// What this rule alone makes of it.
    #[schemars(with = "String")]
    pub after: Spanned<String>,
    /// Another article of the outlet, for a rule that asks what recurs.
    pub beside: Option<String>,
}

/// The file format of packs as a [JSON Schema](https://json-schema.org/draft/2020-12), for editors that complete and
/// check TOML. It sees a pack's shape; what takes more, such as whether an expression parses, [`RuleSet::new`] finds.
///
/// ```
/// let schema = offcut::rule::json_schema();
/// assert!(schema.contains(r#""const": "newsletter""#));
/// ```
///
/// [`RuleSet::new`]: super::RuleSet::new
#[must_use]
pub fn json_schema() -> String {
    format!("{:#}\n", *SCHEMA)
}

/// The same, to ask.
pub(super) static SCHEMA: LazyLock<Value> = LazyLock::new(|| {
    let settings = SchemaSettings::draft2020_12().for_deserialize();
    let settings = settings.with_transform(RestrictFormats::default()).with_transform(RecursiveTransform(without_null));
    settings.into_generator().into_root_schema_for::<PackFile>().to_value()
});

/// TOML has no null: what an author leaves out is not there.
fn without_null(schema: &mut Schema) {
    let nothing = |value: &Value| value.is_null() || value.as_array().is_some_and(Vec::is_empty);
    let Some(schema) = schema.as_object_mut() else { return };
    schema.retain(|key, value| key != "default" || !nothing(value));
    if let Some(Value::Array(types)) = schema.get("type") {
        schema["type"] = types[0].clone();
    }
    if let Some([Value::Object(given), other]) = schema.get("anyOf").and_then(Value::as_array).map(Vec::as_slice)
        && other["type"] == "null"
    {
        let given = given.clone();
        schema.remove("anyOf");
        for (key, value) in given {
            schema.entry(key).or_insert(value);
        }
    }
}

/// What the schema says of a place, where it may name another place that says it.
pub(super) fn resolved(place: &'static Value) -> &'static Value {
    match place["$ref"].as_str() {
        Some(_) => resolved(referred(place)),
        None => place,
    }
}

/// The place that a place names.
pub(super) fn referred(place: &'static Value) -> &'static Value {
    let path = place["$ref"].as_str().and_then(|path| path.strip_prefix('#'));
    path.and_then(|path| SCHEMA.pointer(path)).unwrap_or(&Value::Null)
}

/// The keys that a table may have.
pub(super) fn keys(table: &Value) -> impl Iterator<Item = &str> {
    table["properties"].as_object().into_iter().flatten().map(|(key, _)| key.as_str())
}

/// Whether a value is of the type that its key takes.
pub(super) fn is_a(value: &DeValue<'_>, wanted: &'static Value) -> bool {
    match resolved(wanted)["type"].as_str() {
        Some("object") => value.is_table(),
        Some("array") => value.is_array(),
        Some("boolean") => value.is_bool(),
        Some("number") => value.is_float() || value.is_integer(),
        Some("integer") => value.as_integer().is_some_and(|number| !number.as_str().starts_with('-')),
        _ => value.is_str(),
    }
}

/// The names that a string may be; none, if it may be any.
pub(super) fn names(string: &Value) -> Vec<&str> {
    let listed = string["enum"].as_array().into_iter().flatten();
    let told = string["oneOf"].as_array().into_iter().flatten().map(|one| &one["const"]);
    listed.chain(told).filter_map(Value::as_str).collect()
}
