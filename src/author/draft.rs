//! A pack that offcut writes for an author, to be read and corrected by them.

use std::fmt;

use toml::Value;

use crate::rule::Action;

/// A pack in the making. It shows itself as TOML.
///
/// ```
/// use offcut::author::draft::{Draft, DraftRule};
/// use offcut::{Action, Category, Reach};
/// let rule = DraftRule::new("news.example/box", Action::Cut(Category::Related, Reach::Element), "A box of links.")
///     .looks_for("html.css", ".box")
///     .finds(r#"<p class="box">Also read</p>"#)
///     .spares("<p>Also read.</p>");
/// let draft = Draft { hosts: vec!["news.example".into()], rules: vec![rule], ..Draft::default() };
/// assert!(draft.to_string().contains(r#"html.css = ".box""#));
/// ```
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Draft {
    /// What the pack says of itself, a comment at its top.
    pub about: Vec<String>,
    /// The hosts of the outlet.
    pub hosts: Vec<String>,
    /// Packs whose rules run as well.
    pub extends: Vec<String>,
    /// Ids of rules that do not run.
    pub off: Vec<String>,
    /// The rules.
    pub rules: Vec<DraftRule>,
}

/// One rule of a [`Draft`].
#[derive(Clone, PartialEq, Debug)]
pub struct DraftRule {
    /// Its name, `topic/what`.
    pub id: String,
    /// What it does.
    pub action: Action,
    /// The reason, for the one who reviews the cut.
    pub why: String,
    /// How often such a hit is right, where that is known.
    pub confidence: Option<f32>,
    /// Keys of the rule and their values: what it looks for, and when.
    pub keys: Vec<(String, Value)>,
    /// Texts that it finds, whole.
    pub finds: Vec<String>,
    /// Texts in which it finds nothing.
    pub spares: Vec<String>,
    /// Texts of which it takes a part, before and after.
    pub examples: Vec<(String, String)>,
    /// What the author should know of it, a comment above it.
    pub notes: Vec<String>,
    /// Whether it runs; one that does not is written as a comment, for the author to uncomment.
    pub on: bool,
}

impl DraftRule {
    /// A rule that looks for nothing as yet.
    #[must_use]
    pub fn new(id: impl Into<String>, action: Action, why: impl Into<String>) -> Self {
        let (id, why) = (id.into(), why.into());
        let (keys, finds, spares, examples, notes) = Default::default();
        Self { id, action, why, confidence: None, keys, finds, spares, examples, notes, on: true }
    }

    /// Adds a key that says what to look for, or when.
    #[must_use]
    pub fn looks_for(mut self, key: &str, value: impl Into<Value>) -> Self {
        self.keys.push((key.to_owned(), value.into()));
        self
    }

    /// Adds a text that it finds.
    #[must_use]
    pub fn finds(mut self, text: impl Into<String>) -> Self {
        self.finds.push(text.into());
        self
    }

    /// Adds a text that it spares.
    #[must_use]
    pub fn spares(mut self, text: impl Into<String>) -> Self {
        self.spares.push(text.into());
        self
    }

    /// Adds a text of which it takes a part, and what it leaves.
    #[must_use]
    pub fn example(mut self, before: impl Into<String>, after: impl Into<String>) -> Self {
        self.examples.push((before.into(), after.into()));
        self
    }

    /// Writes it as a comment, and says why above it.
    #[must_use]
    pub fn off(mut self, why: impl Into<String>) -> Self {
        self.on = false;
        self.notes.push(why.into());
        self
    }

    fn lines(&self) -> Vec<String> {
        let mut lines = vec!["[[rule]]".to_owned(), pair("id", &self.id)];
        match self.action {
            Action::Cut(category, reach) => {
                lines.extend([pair("category", category.name()), pair("cut", reach.name())]);
            }
            Action::Keep(reach) => lines.push(pair("keep", reach.name())),
            Action::Role(role) => lines.push(pair("role", role.name())),
        }
        lines.extend(self.confidence.map(|share| format!("confidence = {share:.2}")));
        lines.push(pair("why", &self.why));
        lines.extend(self.keys.iter().map(|(key, value)| format!("{key} = {}", shown(value))));
        lines.extend(list("finds", &self.finds));
        lines.extend(list("spares", &self.spares));
        for (before, after) in &self.examples {
            lines.extend([String::new(), "[[rule.example]]".to_owned(), pair("before", before), pair("after", after)]);
        }
        lines
    }
}

impl fmt::Display for Draft {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        comment(f, &self.about)?;
        for (key, values) in [("hosts", &self.hosts), ("extends", &self.extends), ("off", &self.off)] {
            list(key, values).map_or(Ok(()), |line| writeln!(f, "{line}"))?;
        }
        self.rules.iter().try_for_each(|rule| write!(f, "\n{rule}"))
    }
}

impl fmt::Display for DraftRule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        comment(f, &self.notes)?;
        let lines = self.lines().join("\n");
        if self.on { writeln!(f, "{lines}") } else { comment(f, &lines.lines().collect::<Vec<_>>()) }
    }
}

fn comment(f: &mut fmt::Formatter<'_>, lines: &[impl AsRef<str>]) -> fmt::Result {
    lines
        .iter()
        .flat_map(|line| line.as_ref().lines())
        // TOML takes no control signs in comments.
        .map(|line| line.replace(|c: char| c.is_control() && c != '\t', "\u{fffd}"))
        .try_for_each(|line| writeln!(f, "{}", format!("# {line}").trim_end()))
}

fn pair(key: &str, value: &str) -> String {
    format!("{key} = {}", Value::from(value))
}

fn list(key: &str, values: &[String]) -> Option<String> {
    let value = Value::from(values.iter().map(|value| Value::from(value.as_str())).collect::<Vec<_>>());
    (!values.is_empty()).then(|| format!("{key} = {}", shown(&value)))
}

/// A longer list has a line for each of its values.
const LIST_WIDTH: usize = 100;

pub(super) fn shown(value: &Value) -> String {
    let line = value.to_string();
    match value.as_array().filter(|values| values.len() > 1 && line.len() > LIST_WIDTH) {
        Some(values) => {
            let values: Vec<String> = values.iter().map(Value::to_string).collect();
            format!("[\n    {},\n]", values.join(",\n    "))
        }
        None => line,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::category::Category;
    use crate::hit::Reach;
    use crate::rule::{PackSource, RuleSet};

    fn draft(on: bool) -> Draft {
        let action = Action::Cut(Category::Related, Reach::Element);
        let rule =
            DraftRule { on, ..DraftRule::new("news.example/box", action, "A box of “links”, \"all\" of it.") }
                .looks_for("html.css", ".box[data-x='a\\b']")
                .finds("<p class=\"box\" data-x='a\\b'>Also\nread</p>")
                .spares("<p>Also read.</p>")
                .example("<p class=\"box\" data-x='a\\b'>Also</p><p>Fares</p>", "Fares");
        let about = vec!["News\u{7} Example.\nTwo lines.".into()];
        Draft { about, hosts: vec!["news.example".into()], rules: vec![rule], ..Draft::default() }
    }

    #[test]
    fn what_is_written_reads_back() {
        let rules = RuleSet::new(&[PackSource::new("news.example", draft(true).to_string())]).unwrap();
        let rule = rules.get("news.example/box").unwrap();
        assert_eq!(rule.why, "A box of “links”, \"all\" of it.");
        assert_eq!(rule.examples[0].after, "Fares");
        assert_eq!(rule.finds, ["<p class=\"box\" data-x='a\\b'>Also\nread</p>"]);
    }

    #[test]
    fn what_is_off_is_a_comment() {
        let text = draft(false).to_string();
        assert!(RuleSet::new(&[PackSource::new("news.example", text.clone())]).unwrap().rules().is_empty());
        assert!(text.contains("\n# [[rule]]\n# id = \"news.example/box\"\n"), "{text}");
    }
}
