//! What is wrong with a rule file, shown as a compiler shows it.

use std::fmt;
use std::sync::Arc;

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet, Title};

use super::pack::PackSource;
use crate::matcher::Fault;
use crate::names::nearest;

/// A fault in a rule file: file, line, column, the line itself, what is wrong and what to do.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct RuleError {
    pack: Arc<PackSource>,
    fault: Fault,
}

impl RuleError {
    pub(crate) fn new(pack: &Arc<PackSource>, fault: Fault) -> Self {
        Self { pack: pack.clone(), fault }
    }

    /// What the TOML reader says, in our words.
    pub(super) fn from_toml(pack: &Arc<PackSource>, error: &toml::de::Error) -> Self {
        let fault = Fault { at: error.span(), ..explain(error.message()) };
        Self::new(pack, fault)
    }

    /// The file.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.pack.path
    }

    /// The line, from 1.
    #[must_use]
    pub fn line(&self) -> usize {
        let upto = self.fault.at.as_ref().map_or(0, |at| at.start.min(self.pack.text.len()));
        1 + self.pack.text.as_bytes()[..upto].iter().filter(|&&byte| byte == b'\n').count()
    }

    /// What is wrong.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.fault.message
    }

    /// What to do about it.
    #[must_use]
    pub fn hint(&self) -> Option<&str> {
        self.fault.hint.as_deref()
    }

    /// The column, from 1, in characters.
    #[must_use]
    pub fn column(&self) -> usize {
        let upto = self.fault.at.as_ref().map_or(0, |at| at.start);
        let before = self.pack.text.get(..upto).unwrap_or_default();
        1 + before.chars().rev().take_while(|&c| c != '\n').count()
    }

    /// The message with its line and caret; coloured for a terminal.
    #[must_use]
    pub fn render(&self, colour: bool) -> String {
        self.draw(Level::ERROR.primary_title(&self.fault.message), colour)
    }

    /// The same as a warning of this name.
    pub(crate) fn render_warning(&self, name: &str, colour: bool) -> String {
        self.draw(Level::WARNING.primary_title(&self.fault.message).id(name), colour)
    }

    fn draw(&self, title: Title<'_>, colour: bool) -> String {
        let renderer = if colour { Renderer::styled() } else { Renderer::plain() };
        let end = self.pack.text.len();
        let at = self.fault.at.clone().map_or(0..0, |at| at.start.min(end)..at.end.min(end));
        let mark = AnnotationKind::Primary.span(at).label(&self.fault.label);
        let snippet = Snippet::source(&self.pack.text).path(&self.pack.path).annotation(mark);
        let mut group = Group::with_title(title).element(snippet);
        if let Some(hint) = &self.fault.hint {
            group = group.element(Level::HELP.message(hint));
        }
        renderer.render(&[group])
    }
}

impl fmt::Display for RuleError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.render(false))
    }
}

impl std::error::Error for RuleError {}

/// Turns serde's list of every known key into the one that was probably meant.
fn explain(message: &str) -> Fault {
    let quoted: Vec<&str> = message.split('`').skip(1).step_by(2).collect();
    if message.starts_with("unknown field")
        && let [key, known @ ..] = quoted.as_slice()
    {
        let fault =
            Fault { message: format!("unknown key `{key}`"), label: "not a key here".into(), ..Fault::default() };
        if known.starts_with(&["before", "after"]) {
            return fault.hint(format!("behind `[[rule.example]]` a key belongs to the example; put `{key}` above it"));
        }
        return fault.hint(match nearest(key, known) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("known here: {}", known.join(", ")),
        });
    }
    if message.starts_with("unknown variant")
        && let [value, known @ ..] = quoted.as_slice()
    {
        let fault =
            Fault { message: format!("unknown value `{value}`"), label: "not in the list".into(), ..Fault::default() };
        return fault.hint(match nearest(value, known) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("known: {}", known.join(", ")),
        });
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
    let message =
        message.replace("expected usize", "expected a whole number").replace("expected a sequence", "expected a list");
    Fault { message, label: "here".into(), ..Fault::default() }
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
