//! What a condition compares: an attribute, or what an element says.

use super::{Axis, Expr, Step, Test};
use crate::fold::fold;

/// Something that a condition compares with a text.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Value {
    /// The way to the element that has it.
    pub steps: Vec<Step>,
    pub of: Of,
    /// Whether blanks stand around it, so that a whole word can be asked for.
    pub padded: bool,
    /// Whether letter case does not count.
    pub any_case: bool,
}

/// What is compared.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Of {
    Attribute(String),
    /// All that the element says.
    Whole,
    /// What it says outside of the elements in it.
    Own,
}

/// How it is compared.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in super::super) enum Like {
    Equals,
    Contains,
    Starts,
    Ends,
}

impl Value {
    /// The value that an expression stands for. `here` is what `.` says.
    pub(super) fn of(expression: &Expr, here: &Of) -> Result<Self, String> {
        match expression {
            Expr::Path(path) => Ok(Self::at(&path.steps, here)),
            Expr::Call(name, arguments) => match (name.as_str(), arguments.as_slice()) {
                ("string" | "normalize-space", []) => Ok(Self::at(&[], here)),
                ("string" | "normalize-space", [inner]) => Self::of(inner, here),
                ("lower-case" | "upper-case" | "translate", [inner, ..]) => {
                    Ok(Self { any_case: true, ..Self::of(inner, here)? })
                }
                ("concat", [Expr::Literal(before), inner, Expr::Literal(after)]) if before == " " && after == " " => {
                    Ok(Self { padded: true, ..Self::of(inner, here)? })
                }
                _ => Err(format!("no selector has `{name}()`")),
            },
            _ => Err("it compares what stands on no page".to_owned()),
        }
    }

    fn at(steps: &[Step], here: &Of) -> Self {
        let (steps, of) = match steps {
            [rest @ .., Step { axis: Axis::Attribute, test: Test::Name(name), .. }] => {
                (rest, Of::Attribute(name.clone()))
            }
            [rest @ .., Step { test: Test::Text, deep, .. }] => (rest, if *deep { Of::Whole } else { Of::Own }),
            [] | [Step { axis: Axis::Itself, test: Test::Any, .. }] => (&[][..], here.clone()),
            steps => (steps, Of::Whole),
        };
        Self { steps: steps.to_vec(), of, padded: false, any_case: false }
    }

    /// The conditions of which one holds where the value is like a text.
    pub(super) fn is(&self, like: Like, text: &str) -> Result<Vec<String>, String> {
        if text.trim().is_empty() {
            return Err("it asks for no words".to_owned());
        }
        match &self.of {
            Of::Attribute(name) => self.attribute(name, like, text),
            Of::Whole => says("", like, text, self.any_case).map(|test| vec![test]),
            Of::Own => says("Own", like, text, self.any_case).map(|test| vec![test]),
        }
    }

    fn attribute(&self, name: &str, like: Like, text: &str) -> Result<Vec<String>, String> {
        let word = text.trim();
        let (before, after) = (text.starts_with(' '), text.ends_with(' '));
        if self.padded && like == Like::Contains && (before || after) {
            let is_word = before && after && !word.contains(' ') && !self.any_case;
            return match (before, after) {
                _ if is_word && name == "class" => Ok(vec![class(word)]),
                (true, true) if !word.contains(' ') => Ok(vec![self.test(name, "~=", word)?]),
                (true, true) => Ok(vec![self.test(name, "*=", word)?]),
                (true, _) => Ok(vec![self.test(name, "^=", word)?, self.test(name, "*=", text)?]),
                _ => Ok(vec![self.test(name, "$=", word)?, self.test(name, "*=", text)?]),
            };
        }
        Ok(vec![match like {
            Like::Equals if name == "id" && is_name(text) && !self.any_case => format!("#{text}"),
            Like::Equals => self.test(name, "=", text)?,
            Like::Contains => self.test(name, "*=", text)?,
            Like::Starts => self.test(name, "^=", text)?,
            Like::Ends => self.test(name, "$=", text)?,
        }])
    }

    fn test(&self, name: &str, sign: &str, text: &str) -> Result<String, String> {
        let case = if self.any_case { " i" } else { "" };
        match text {
            _ if text.contains(['\\', '\n']) => {
                Err("it asks an attribute for signs that selectors do not take".to_owned())
            }
            _ if !is_name(name) => Err(format!("`{name}` is no name of an attribute")),
            _ if !text.contains('"') => Ok(format!("[{name}{sign}\"{text}\"{case}]")),
            _ if !text.contains('\'') => Ok(format!("[{name}{sign}'{text}'{case}]")),
            _ => Err("it asks an attribute for quotes of both kinds".to_owned()),
        }
    }
}

/// A class, as CSS names it.
pub(in super::super) fn class(name: &str) -> String {
    if is_name(name) { format!(".{name}") } else { format!("[class~=\"{name}\"]") }
}

/// An id, as CSS names it.
pub(in super::super) fn id(name: &str) -> String {
    if is_name(name) { format!("#{name}") } else { format!("[id=\"{name}\"]") }
}

/// Whether CSS takes a name as it is.
fn is_name(name: &str) -> bool {
    let plain = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    let starts = name.trim_start_matches('-').starts_with(|c: char| c.is_ascii_alphabetic() || c == '_');
    starts && !name.starts_with("--") && name.chars().all(plain)
}

/// The operator for an element that says something; `extent` is `Own` where the elements in it do not count.
pub(in super::super) fn says(extent: &str, like: Like, text: &str, any_case: bool) -> Result<String, String> {
    let folded = fold(text);
    if folded.is_empty() {
        return Err("it asks for no words".to_owned());
    }
    // Words are compared folded, and then any number is any other.
    if like == Like::Contains && !folded.contains('#') && !text.contains('\\') {
        return Ok(format!(":contains{extent}({})", argument(text.trim())));
    }
    let (start, end) = match like {
        Like::Equals => ("^", "$"),
        Like::Starts => ("^", ""),
        Like::Ends => ("", "$"),
        Like::Contains => ("", ""),
    };
    let case = if any_case { "(?i)" } else { "" };
    let words: Vec<String> = text.split_whitespace().map(regex::escape).collect();
    Ok(format!(":matches{extent}({})", argument(&format!("{case}{start}{}{end}", words.join(r"\s+")))))
}

/// Text in the brackets of an operator, in quotes where it would be read otherwise.
pub(in super::super) fn argument(text: &str) -> String {
    match text {
        _ if !text.contains(['(', ')', '"', '\'', '\\']) && !text.starts_with('/') => text.to_owned(),
        _ if !text.contains('"') => format!("\"{text}\""),
        _ if !text.contains('\'') => format!("'{text}'"),
        _ => format!("\"{}\"", text.replace('"', "\\\"")),
    }
}
