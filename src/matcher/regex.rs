//! Regular expressions, run on one block at a time.

use std::ops::Range;
use std::sync::OnceLock;

use regex_syntax::hir::Hir;
use schemars::JsonSchema;
use serde::Deserialize;
use toml::Spanned;

use super::needle::{required_words, tree};
use super::{Cost, Fault, Kind, Matcher, Needle, Scene};
use crate::span::Span;

/// `regex = '(?i)^photo: .+'`: Rust syntax, without look-around. A group named `cut` narrows what is found to that group.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
pub(super) struct Expression(#[schemars(with = "String")] Spanned<String>);

/// Blocks longer than this are not searched: finding every match of a bad expression takes quadratic time.
const LONGEST_BLOCK: usize = 64 * 1024;

/// An expression that parses. It is built when a block first holds its words: to build every expression of every
/// language takes longer than to clean an article.
#[derive(Debug)]
struct Lazy {
    source: Spanned<String>,
    /// Words of which every match must have one, folded; none if there is no such list.
    words: Option<Vec<String>>,
    built: OnceLock<Result<regex::Regex, regex::Error>>,
}

impl Lazy {
    fn built(&self) -> &Result<regex::Regex, regex::Error> {
        self.built.get_or_init(|| regex::Regex::new(self.source.get_ref()))
    }

    /// Whether it is worth building for this block.
    fn may_match(&self, folded: &str) -> bool {
        self.words.as_ref().is_none_or(|words| words.iter().any(|word| folded.contains(word)))
    }

    fn ranges<'t>(expression: &'t regex::Regex, text: &'t str) -> Vec<Range<usize>> {
        if expression.capture_names().flatten().any(|name| name == "cut") {
            let group = |found: regex::Captures<'_>| found.name("cut").or(found.get(0)).map(|group| group.range());
            return expression.captures_iter(text).filter_map(group).collect();
        }
        expression.find_iter(text).map(|found| found.range()).collect()
    }
}

impl Matcher for Lazy {
    fn holds(&self, scene: &Scene<'_>, at: usize) -> bool {
        let text = scene.text(at);
        if text.len() > LONGEST_BLOCK || (self.built.get().is_none() && !self.may_match(scene.folded(at))) {
            return false;
        }
        self.built().as_ref().is_ok_and(|expression| expression.is_match(text))
    }

    fn places(&self, scene: &Scene<'_>, at: usize) -> Vec<Span> {
        let ranges = self.built().as_ref().map(|expression| Self::ranges(expression, scene.text(at)));
        let start = scene.blocks()[at].span.start;
        ranges.unwrap_or_default().into_iter().map(|range| Span::from(range).shift(start)).collect()
    }

    fn needles(&self) -> Option<Vec<Needle>> {
        self.words.as_ref().map(|words| words.iter().cloned().map(Needle::Words).collect())
    }

    /// Each word takes a byte at least, and a blank.
    fn longest_block(&self) -> usize {
        LONGEST_BLOCK / 2
    }

    fn cost(&self) -> Cost {
        Cost::Expression
    }

    fn build(&self) -> Result<(), Fault> {
        self.built().as_ref().map(drop).map_err(|error| explain(&self.source, error))
    }
}

impl Kind for Expression {
    fn compile(self) -> Result<Box<dyn Matcher>, Fault> {
        // Letter case apart, which makes an expression ask for no less: one reading serves both.
        let tree = tree(self.0.get_ref());
        tree.as_ref().map_or_else(|| check(&self.0), |tree| asks_for_something(&self.0, tree))?;
        let words = tree.as_ref().and_then(required_words);
        Ok(Box::new(Lazy { words, source: self.0, built: OnceLock::new() }))
    }
}

/// Sees that an expression parses and asks for something.
pub(super) fn check(source: &Spanned<String>) -> Result<(), Fault> {
    let hir = regex_syntax::parse(source.get_ref()).map_err(|_| {
        let error = regex::Regex::new(source.get_ref()).err();
        error.map_or_else(Fault::default, |error| explain(source, &error))
    })?;
    asks_for_something(source, &hir)
}

fn asks_for_something(source: &Spanned<String>, hir: &Hir) -> Result<(), Fault> {
    if hir.properties().minimum_len() == Some(0) {
        return Err(Fault::new(source.span(), "this regular expression matches the empty string")
            .label("so it would match everywhere")
            .hint("ask for at least one character, or anchor it with `^` and `$`"));
    }
    Ok(())
}

/// The place inside the expression where it goes wrong, and why.
pub(super) fn explain(source: &Spanned<String>, error: &regex::Error) -> Fault {
    let text = source.get_ref();
    if let regex::Error::CompiledTooBig(limit) = error {
        return Fault::new(source.span(), "this regular expression is too big")
            .label(format!("takes more than {} MiB", limit >> 20))
            .hint("ask for less repetition: `{1,900}` of a Unicode class is a thousand copies of it");
    }
    let (message, inner) = match regex_syntax::parse(text) {
        Err(regex_syntax::Error::Parse(error)) => (error.kind().to_string(), Some(*error.span())),
        Err(regex_syntax::Error::Translate(error)) => (error.kind().to_string(), Some(*error.span())),
        _ => (error.to_string(), None),
    };
    let hint = match message.as_str() {
        m if m.contains("look-around") => {
            "look-around is not offered: it would lose the promise of linear time; use `all`, `not`, `previous` or `next`"
        }
        m if m.contains("backreference") => "backreferences are not offered; use `repeat` for a line that stands twice",
        _ if text.contains('\\') => "put it in single quotes, so that backslashes need no doubling",
        _ => "a sign that stands for itself takes a backslash before it: `\\[`, `\\(`, `\\.`",
    };
    let within = inner.map(|inner| inner.start.offset..inner.end.offset.max(inner.start.offset + 1));
    let fault = Fault::new(source.span(), "this regular expression does not parse").label(message).hint(hint);
    Fault { within, ..fault }
}
