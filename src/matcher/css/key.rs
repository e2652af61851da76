//! What the subject of a selector must have, so that most elements need not be tried.

use html5ever::LocalName;

use super::scan::{Mark, marks};
use crate::document::Key;
use crate::matcher::Fault;

/// What the subject of a selector of plain CSS must have: its id, or a class, or an attribute, or its name.
pub(super) fn key(selector: &str) -> Result<Key, Fault> {
    let behind = |mark| if let Mark::Combinator { at, .. } = mark { Some(at.end) } else { None };
    let start = marks(selector)?.into_iter().filter_map(behind).next_back().unwrap_or(0);
    let plain = |c: char| c.is_alphanumeric() || c == '-' || c == '_';
    let subject = selector[start..].split(['[', ':']).next().unwrap_or("");
    let named = |mark: char| subject.split_once(mark).map(|(_, rest)| rest.split(|c| !plain(c)).next().unwrap_or(""));
    let tag = subject.split(|c| !plain(c)).next().unwrap_or("");
    let attribute = selector[start..].strip_prefix('[').and_then(|rest| rest.trim_start().split(|c| !plain(c)).next());
    Ok(match (named('#'), named('.')) {
        _ if subject.contains('\\') => Key::Any,
        (Some(id), _) => Key::Id(id.to_owned()),
        (None, Some(class)) => Key::Class(class.to_owned()),
        (None, None) if tag.is_empty() => {
            if let Some(part) = class_part(&selector[start..]) {
                return Ok(Key::ClassPart(part));
            }
            attribute.map_or(Key::Any, |name| Key::Attribute(LocalName::from(name.to_lowercase())))
        }
        (None, None) => Key::Tag(LocalName::from(tag.to_lowercase())),
    })
}

/// What a class must have in it for `[class*="…"]` and its like to hold: the longest of the words.
fn class_part(subject: &str) -> Option<String> {
    let (sign, value) = subject.strip_prefix("[class")?.split_once('=')?;
    let value = match value.chars().next()? {
        quote @ ('"' | '\'') => value[1..].split(quote).next()?,
        _ => value.split([']', ' ']).next()?,
    };
    let part = value.split_ascii_whitespace().max_by_key(|word| word.len())?.to_lowercase();
    (matches!(sign, "*" | "^" | "$" | "~") && part.is_ascii() && !part.contains('\\')).then_some(part)
}

#[cfg(test)]
mod tests {
    use html5ever::local_name;

    use super::*;

    #[test]
    fn a_selectors_subject_has_a_key() {
        let class = |name: &str| Key::Class(name.to_owned());
        for (selector, wanted) in [
            ("div > p.x.y", class("x")),
            ("main nav", Key::Tag(local_name!("nav"))),
            ("a#b.c", Key::Id("b".to_owned())),
            ("[ role=x ]", Key::Attribute(local_name!("role"))),
            ("[role=x]", Key::Attribute(local_name!("role"))),
            ("p [data-a-b*=\"c d\"].e", Key::Attribute("data-a-b".into())),
            (":has(p)", Key::Any),
            ("div > [class*=\"a bC \" i]:has(p)", Key::ClassPart("bc".to_owned())),
            ("[class^=a-b]", Key::ClassPart("a-b".to_owned())),
            ("[class]", Key::Attribute(local_name!("class"))),
            ("[class=\"a\"]", Key::Attribute(local_name!("class"))),
            ("div:not(.a .b)", Key::Tag(local_name!("div"))),
            ("ul[class*=\"a b\"]", Key::Tag(local_name!("ul"))),
            ("*", Key::Any),
            (".a\\:b", Key::Any),
            ("a[b=\"]\"] c", Key::Tag("c".into())),
        ] {
            assert_eq!(key(selector).unwrap(), wanted, "{selector}");
        }
    }
}
