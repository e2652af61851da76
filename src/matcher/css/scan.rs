//! A selector's text: what stands outside its brackets and quotes.

use std::ops::Range;

use super::{broken, is_raw};
use crate::matcher::Fault;

/// Brackets may stand so deep in each other.
const DEEPEST: usize = 16;

/// What parts a selector.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Mark<'s> {
    /// The comma behind one of a list.
    Comma(usize),
    /// A sign between two elements: a blank, `>`, `+` or `~`.
    Combinator {
        /// The sign, without the blanks around it.
        sign: char,
        /// Where it stands, with these.
        at: Range<usize>,
    },
    /// A name with an argument.
    Call(Call<'s>),
}

/// `:name(argument)`
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Call<'s> {
    /// The name.
    pub name: &'s str,
    /// What stands in its brackets.
    pub argument: &'s str,
    /// Where it stands, from its colon to behind its bracket.
    pub at: Range<usize>,
}

/// The marks of a selector, or of a list of them, that stand outside brackets and quotes.
///
/// # Errors
/// When a bracket or quote is not closed, or brackets stand too deep in each other.
pub fn marks(text: &str) -> Result<Vec<Mark<'_>>, Fault> {
    let mut marks = Vec::new();
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        let start = at;
        match c {
            '(' => {
                at = behind_bracket(text, at)?;
                if let Some(name) = name_before(text, start) {
                    let call = Call { name, argument: &text[start + 1..at - 1], at: start - name.len() - 1..at };
                    marks.push(Mark::Call(call));
                }
            }
            c if is_combinator(c) => {
                at = text.len() - text[at..].trim_start_matches(is_combinator).len();
                let sign = text[start..at].trim().chars().next().unwrap_or(' ');
                marks.push(Mark::Combinator { sign, at: start..at });
            }
            _ => at = behind(text, at)?,
        }
        if c == ',' {
            marks.push(Mark::Comma(start));
        }
    }
    Ok(marks)
}

/// The names with arguments that stand outside brackets and quotes.
pub(super) fn calls(text: &str) -> Result<impl Iterator<Item = Call<'_>>, Fault> {
    let call = |mark| if let Mark::Call(call) = mark { Some(call) } else { None };
    Ok(marks(text)?.into_iter().filter_map(call))
}

/// The selectors of a list.
///
/// # Errors
/// As [`marks`].
pub fn split(list: &str) -> Result<Vec<&str>, Fault> {
    let comma = |mark| if let Mark::Comma(at) = mark { Some(at) } else { None };
    let ends = marks(list)?.into_iter().filter_map(comma).chain([list.len()]);
    let mut start = 0;
    Ok(ends.map(|end| list[std::mem::replace(&mut start, end + 1)..end].trim()).collect())
}

pub(super) fn is_combinator(c: char) -> bool {
    c.is_whitespace() || matches!(c, '>' | '+' | '~')
}

/// The name that a bracket at `open` belongs to.
fn name_before(text: &str, open: usize) -> Option<&str> {
    let plain = |c: char| c.is_alphanumeric() || c == '-' || c == '_';
    let before = text[..open].trim_end_matches(plain);
    before.ends_with(':').then(|| &text[before.len()..open])
}

/// The end of the bracket that opens at `open`.
fn behind_bracket(text: &str, open: usize) -> Result<usize, Fault> {
    let (mut at, mut depth) = (open, 0);
    loop {
        at = match text[at..].chars().next() {
            Some('(') if name_before(text, at).is_some_and(is_raw) => behind_raw(text, at)?,
            Some('(') => {
                depth += 1;
                at + 1
            }
            Some(')') => {
                depth -= 1;
                at + 1
            }
            Some(_) => behind(text, at)?,
            None => return Err(unclosed(text, open)),
        };
        if depth == 0 {
            return Ok(at);
        }
        if depth > DEEPEST {
            return Err(broken(format!("brackets of a selector stand more than {DEEPEST} deep in each other"))
                .label("more than any page needs"));
        }
    }
}

/// The end of a bracket that holds text: marks in it mean nothing, but brackets pair, or else quotes stand around it.
fn behind_raw(text: &str, open: usize) -> Result<usize, Fault> {
    let body = text.len() - text[open + 1..].trim_start().len();
    if text[body..].starts_with(['"', '\'']) {
        let quoted = behind_one(text, body)?;
        let close = text.len() - text[quoted..].trim_start().len();
        return if text[close..].starts_with(')') { Ok(close + 1) } else { Err(unclosed(text, open)) };
    }
    let mut depth = 0;
    for (at, c) in unescaped(&text[open..]) {
        match c {
            '(' => depth += 1,
            ')' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return Ok(open + at + 1);
        }
    }
    Err(unclosed(text, open))
}

/// The end of what begins at `at`: an attribute in brackets, a string, an escaped sign, or a sign.
fn behind(text: &str, at: usize) -> Result<usize, Fault> {
    if !text[at..].starts_with('[') {
        return behind_one(text, at);
    }
    let mut inside = at + 1;
    while !text[inside..].starts_with(']') {
        inside = behind_one(text, inside).map_err(|_| unclosed(text, at))?;
    }
    Ok(inside + 1)
}

fn behind_one(text: &str, at: usize) -> Result<usize, Fault> {
    let rest = &text[at..];
    let mut signs = rest.char_indices().skip(1);
    let last = match rest.chars().next() {
        Some('\\') => signs.next(),
        Some(quote @ ('"' | '\'')) => unescaped(rest).skip(1).find(|&(_, c)| c == quote),
        first => first.map(|c| (0, c)),
    };
    last.map(|(sign, c)| at + sign + c.len_utf8()).ok_or_else(|| unclosed(text, at))
}

/// The signs that no backslash stands before, and their places.
fn unescaped(text: &str) -> impl Iterator<Item = (usize, char)> {
    let mut escaped = false;
    text.char_indices().filter(move |(_, c)| {
        let plain = !escaped;
        escaped = plain && *c == '\\';
        plain
    })
}

fn unclosed(text: &str, open: usize) -> Fault {
    let from: String = text[open..].chars().take(20).collect();
    broken("a bracket or quote of a selector is not closed")
        .label(format!("open from `{from}` on"))
        .hint("text with brackets that do not pair goes into quotes: `:matches(\"[(]\")`")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_split_outside_brackets() {
        let split = |list| split(list).unwrap();
        assert_eq!(split("a:is(b, c), d[e=\",\"] ,f"), ["a:is(b, c)", "d[e=\",\"]", "f"]);
        assert_eq!(
            split("a:contains(b, c's), d:has(e:contains(\"), f\"))"),
            ["a:contains(b, c's)", "d:has(e:contains(\"), f\"))"]
        );
        assert_eq!(split("a\\,b,c[d='\\',']"), ["a\\,b", "c[d='\\',']"]);
    }

    #[test]
    fn arguments_end_at_their_bracket() {
        for (selector, argument) in [
            ("p:contains(a (b) c)", "a (b) c"),
            ("p:contains(')') > a", "')'"),
            ("p:contains( \"\\\")\" )", " \"\\\")\" "),
            ("p:matches(\\(a\\)) b", "\\(a\\)"),
            ("p:has(> a:contains(Don't (it)):not([b=')']))", "> a:contains(Don't (it)):not([b=')'])"),
            ("[b='(']:is(a) + c", "a"),
        ] {
            assert_eq!(calls(selector).unwrap().next().unwrap().argument, argument, "{selector}");
        }
    }

    #[test]
    fn what_opens_must_close() {
        for selector in [
            "a:has(b",
            "a[b",
            "a[b='c]",
            "a:contains(b",
            "a:contains('b)",
            "a:contains('b' c)",
            "a:matches([(])",
            "\\",
            "a:is(b]",
        ] {
            assert!(marks(selector).unwrap_err().message.contains("not closed"), "{selector}");
        }
    }

    #[test]
    fn depth_is_bounded() {
        for level in ["a:has(", "a:not(", "(", ":has([x=')'] > a:not("] {
            let deep = level.repeat(10_000) + &")".repeat(20_000);
            assert!(marks(&deep).unwrap_err().message.contains("deep"), "{level}");
        }
    }
}
