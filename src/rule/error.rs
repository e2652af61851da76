//! What is wrong with a rule file, shown as a compiler shows it.

use std::fmt;
use std::sync::Arc;

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet, Title};

use super::literal::written;
use super::pack::PackSource;
use crate::matcher::Fault;

/// A fault in a rule file: file, line, column, the line itself, what is wrong and what to do.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct RuleError {
    pack: Arc<PackSource>,
    fault: Fault,
}

impl RuleError {
    pub(crate) fn new(pack: &Arc<PackSource>, fault: Fault) -> Self {
        let at = match (&fault.at, &fault.within) {
            (Some(at), Some(within)) => {
                let part = written(pack.text.get(at.clone()).unwrap_or_default(), within);
                Some(at.start + part.start..at.start + part.end)
            }
            (at, _) => at.clone(),
        };
        Self { pack: pack.clone(), fault: Fault { at, within: None, ..fault } }
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
