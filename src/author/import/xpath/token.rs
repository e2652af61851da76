//! The signs and words of an XPath.

use std::fmt;

#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Token {
    Literal(String),
    Number(u32),
    Name(String),
    Sign(&'static str),
}

impl fmt::Display for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Literal(text) => write!(f, "\"{text}\""),
            Self::Number(number) => write!(f, "`{number}`"),
            Self::Name(name) => write!(f, "`{name}`"),
            Self::Sign(sign) => write!(f, "`{sign}`"),
        }
    }
}

/// Longer signs before their beginnings.
const SIGNS: &[&str] =
    &["//", "/", "::", "..", ".", "!=", "<=", "<", ">=", ">", "=", "|", "(", ")", "[", "]", "@", ",", "*", "-"];

/// Splits an XPath up.
pub(super) fn tokens(text: &str) -> Result<Vec<Token>, String> {
    let (mut tokens, mut rest) = (Vec::new(), text.trim_start());
    while let Some(first) = rest.chars().next() {
        let (token, length) = match first {
            '"' | '\'' => literal(rest, first)?,
            '0'..='9' => number(rest)?,
            _ if is_name_start(first) => name(rest),
            _ => sign(rest)?,
        };
        tokens.push(token);
        rest = rest[length..].trim_start();
    }
    Ok(tokens)
}

fn literal(text: &str, quote: char) -> Result<(Token, usize), String> {
    let end =
        text[1..].find(quote).ok_or_else(|| format!("the quote before `{}` is not closed", start_of(&text[1..])))?;
    Ok((Token::Literal(text[1..=end].to_owned()), end + 2))
}

fn number(text: &str) -> Result<(Token, usize), String> {
    let length = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let number = text[..length].parse().map_err(|_| format!("{} is too large a number", start_of(text)))?;
    Ok((Token::Number(number), length))
}

/// A name, with its prefix; two colons behind it are an axis's.
fn name(text: &str) -> (Token, usize) {
    let is_part = |c: char| is_name_start(c) || c.is_numeric() || matches!(c, '-' | '.' | ':');
    let whole = &text[..text.find(|c| !is_part(c)).unwrap_or(text.len())];
    let name = whole.split("::").next().unwrap_or(whole).trim_end_matches(':');
    (Token::Name(name.to_owned()), name.len())
}

fn sign(text: &str) -> Result<(Token, usize), String> {
    let sign = SIGNS.iter().find(|sign| text.starts_with(**sign));
    sign.map(|sign| (Token::Sign(sign), sign.len())).ok_or_else(|| format!("`{}` is no XPath", start_of(text)))
}

fn is_name_start(c: char) -> bool {
    c.is_alphabetic() || c == '_'
}

/// The first signs of a text, for messages.
fn start_of(text: &str) -> String {
    text.chars().take(20).collect()
}
