//! Regular expressions, run on one block at a time.

use serde::Deserialize;
use toml::Spanned;

use super::{Fault, Kind, Matcher, Scene};
use crate::span::Span;

/// `regex = '(?i)^photo: .+'`. A group named `cut` narrows what is found to that group.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct Expression(Spanned<String>);

/// Blocks longer than this are not searched: finding every match of a bad expression takes quadratic time.
const LONGEST_BLOCK: usize = 64 * 1024;

#[derive(Debug)]
struct Compiled {
    expression: regex::Regex,
    /// The index of the group named `cut`.
    group: usize,
}

impl Matcher for Compiled {
    fn find(&self, scene: &Scene<'_>, at: usize) -> Option<Vec<Span>> {
        let text = scene.text(at);
        if text.len() > LONGEST_BLOCK || !self.expression.is_match(text) {
            return None;
        }
        let start = scene.blocks()[at].span.start;
        let found = self.expression.captures_iter(text).filter_map(|found| found.get(self.group));
        let spans: Vec<_> = found.map(|found| Span::from(found.range()).shift(start)).collect();
        (!spans.is_empty()).then_some(spans)
    }
}

impl Kind for Expression {
    fn compile(self) -> Result<Box<dyn Matcher>, Fault> {
        let expression = regex::Regex::new(self.0.get_ref()).map_err(|error| explain(&self.0, &error))?;
        if expression.is_match("") {
            return Err(Fault::new(self.0.span(), "this regular expression matches the empty string")
                .label("so it would match everywhere")
                .hint("ask for at least one character, or anchor it with `^` and `$`"));
        }
        let group = expression.capture_names().position(|name| name == Some("cut")).unwrap_or(0);
        Ok(Box::new(Compiled { expression, group }))
    }
}

/// The place inside the expression where it goes wrong, and why.
fn explain(source: &Spanned<String>, error: &regex::Error) -> Fault {
    let text = source.get_ref();
    let (message, inner) = match regex_syntax::parse(text) {
        Err(regex_syntax::Error::Parse(error)) => (error.kind().to_string(), Some(*error.span())),
        Err(regex_syntax::Error::Translate(error)) => (error.kind().to_string(), Some(*error.span())),
        _ => (error.to_string(), None),
    };
    let whole = source.span();
    // A literal string stands in the file as it is; in an escaped one offsets would not fit.
    let literal = whole.len() == text.len() + 2;
    let at = match inner {
        Some(span) if literal => {
            let start = whole.start + 1 + span.start.offset;
            start..(whole.start + 1 + span.end.offset).max(start + 1)
        }
        _ => whole,
    };
    let fault = Fault::new(at, "this regular expression does not parse").label(message.clone());
    match message {
        m if m.contains("look-around") => fault.hint("look-around is not offered: it would lose the promise of linear time; use `all`, `not`, `previous` or `next`"),
        m if m.contains("backreference") => fault.hint("backreferences are not offered; use `repeat` for a line that stands twice"),
        _ => fault.hint("put it in single quotes, so that backslashes need no doubling"),
    }
}
