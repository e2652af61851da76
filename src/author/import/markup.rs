//! Examples for a selector: a small page with an element that it finds, and pages with one that comes near.

use std::fmt::Write;

use crate::matcher::{Call, Mark, marks, split};

/// What an element says that need say nothing in particular.
pub(super) const WORDS: &str = "Lanterns on the quay";

/// `:has(…)` and the like may stand so deep in each other here.
const DEEPEST: usize = 4;

/// An element may be so far from the first of its like, or from the one that is asked of what is in it.
const FARTHEST: usize = 12;

/// An element of an example.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
struct Element {
    tag: String,
    /// Names and values.
    attributes: Vec<(String, String)>,
    says: String,
    inside: Vec<Element>,
    /// How many of its like stand before it.
    before: usize,
    behind: Vec<Element>,
}

/// A page with an element that a selector of the usual kinds finds, and `inside` it. Whether it does find it is for the
/// caller to see.
pub(super) fn found_by(selector: &str, inside: &str) -> Option<String> {
    row(first(selector), DEEPEST).map(|row| page(&row, inside))
}

/// Pages that come near: the elements without their names, and others.
pub(super) fn near(selector: &str) -> Vec<String> {
    let nameless = row(first(selector), DEEPEST).map(|mut row| {
        row.iter_mut().for_each(Element::forget_names);
        page(&row, WORDS)
    });
    nameless.into_iter().chain(["p", "div"].map(|tag| format!("<{tag}>{WORDS}.</{tag}>"))).collect()
}

/// The first selector of a list.
fn first(selector: &str) -> &str {
    split(selector).ok().and_then(|list| list.first().copied()).unwrap_or(selector)
}

/// Elements side by side; the last one is what the selector finds, or what it stands in.
fn row(selector: &str, depth: usize) -> Option<Vec<Element>> {
    let depth = depth.checked_sub(1)?;
    if let Some((from, call)) = way_up(selector) {
        return around(row(from, depth)?, &call, depth);
    }
    let mut compounds = compounds(selector)?.into_iter().rev();
    let (mut sign, last) = compounds.next()?;
    let mut row = vec![element(last, depth)?];
    for (before, compound) in compounds {
        let mut element = element(compound, depth)?;
        if matches!(sign, '+' | '~') {
            row.insert(0, element);
        } else {
            element.inside.append(&mut row);
            row = vec![element];
        }
        sign = before;
    }
    Some(row)
}

/// The last `:upward(…)`, with nothing behind it, and the selector before it.
fn way_up(selector: &str) -> Option<(&str, Call<'_>)> {
    let calls = marks(selector).ok()?.into_iter().rev().find_map(|mark| match mark {
        Mark::Call(call) if call.name == "upward" && call.at.end == selector.len() => Some(call),
        _ => None,
    });
    calls.map(|call| (&selector[..call.at.start], call))
}

/// What `:upward(…)` goes up to, with the elements that it comes from.
fn around(inner: Vec<Element>, call: &Call<'_>, depth: usize) -> Option<Vec<Element>> {
    let argument = call.argument.trim();
    let levels: Option<usize> = argument.parse().ok();
    let outer = if levels.is_some() { "div" } else { argument };
    let levels = Some(levels.unwrap_or(1)).filter(|levels| *levels <= FARTHEST)?;
    (0..levels).try_fold(inner, |mut inner, _| {
        let mut element = one(row(outer, depth)?)?;
        element.inside.append(&mut inner);
        Some(vec![element])
    })
}

/// The compounds of a selector, each with the sign before it.
fn compounds(selector: &str) -> Option<Vec<(char, &str)>> {
    let (mut found, mut start, mut before) = (Vec::new(), 0, ' ');
    for mark in marks(selector).ok()? {
        match mark {
            Mark::Comma(_) => return None,
            Mark::Call(_) => {}
            Mark::Combinator { sign, at } => {
                found.push((before, &selector[start..at.start]));
                (start, before) = (at.end, sign);
            }
        }
    }
    found.push((before, &selector[start..]));
    Some(found)
}

fn element(compound: &str, depth: usize) -> Option<Element> {
    let mut element = Element::default();
    let mut plain = compound.to_owned();
    let calls = marks(compound).ok()?.into_iter().rev();
    for call in calls.filter_map(|mark| if let Mark::Call(call) = mark { Some(call) } else { None }) {
        plain.replace_range(call.at.clone(), "");
        element.heed(&call, depth)?;
    }
    let (names, attributes) = plain.split_once('[').map_or((&*plain, ""), |(names, rest)| (names, rest));
    element.name(names.split(':').next().unwrap_or(names));
    element.describe(attributes)?;
    Some(element)
}

impl Element {
    /// Takes `tag#id.class`.
    fn name(&mut self, names: &str) {
        let tag = names.split(['.', '#']).next().unwrap_or_default();
        if !matches!(tag, "" | "*") {
            tag.clone_into(&mut self.tag);
        }
        let mut rest = &names[tag.len()..];
        while let Some(mark) = rest.chars().next() {
            let end = rest[1..].find(['.', '#']).map_or(rest.len(), |end| end + 1);
            self.add(if mark == '#' { "id" } else { "class" }, &rest[1..end]);
            rest = &rest[end..];
        }
    }

    /// Takes `name="value"][name]…`, and names behind that.
    fn describe(&mut self, attributes: &str) -> Option<()> {
        let mut rest = attributes;
        while !rest.is_empty() {
            let end = rest.find(['=', ']'])?;
            let name = rest[..end].trim_end_matches(['^', '$', '*', '~', '|']).trim();
            let (value, behind) = value(&rest[end..])?;
            self.add(name, value);
            let behind = behind.split_once(']')?.1;
            let next = behind.find('[').unwrap_or(behind.len());
            self.name(behind[..next].split(':').next().unwrap_or_default());
            rest = behind[next..].strip_prefix('[').unwrap_or_default();
        }
        Some(())
    }

    fn add(&mut self, name: &str, value: &str) {
        match self.attributes.iter_mut().find(|(known, _)| known == name) {
            Some((_, known)) if name == "class" => known.extend([" ", value]),
            Some((_, known)) => *known += value,
            None => self.attributes.push((name.to_owned(), value.to_owned())),
        }
    }

    /// Becomes what an operator or pseudo-class asks for; one that it does not know asks for nothing.
    fn heed(&mut self, call: &Call<'_>, depth: usize) -> Option<()> {
        let first = first(call.argument).trim();
        match call.name {
            "contains" | "containsOwn" => unquoted(call.argument).clone_into(&mut self.says),
            "matches" | "matchesOwn" => self.says = literal(unquoted(call.argument))?,
            "has" if first.starts_with(['+', '~']) => self.behind = row(first[1..].trim(), depth)?,
            "has" => self.inside = row(first.trim_start_matches('>').trim(), depth)?,
            "is" | "where" => *self = Self { says: std::mem::take(&mut self.says), ..one(row(first, depth)?)? },
            "nth-child" | "nth-of-type" => {
                let place: usize = call.argument.trim_start_matches("n+").parse().unwrap_or(1);
                self.before = place.saturating_sub(1);
            }
            _ => {}
        }
        (self.before <= FARTHEST).then_some(())
    }

    fn forget_names(&mut self) {
        self.attributes.clear();
        self.says.clear();
        self.inside.iter_mut().chain(&mut self.behind).for_each(Self::forget_names);
    }

    /// Writes markup, and `words` into the element that is found, or the last one in it.
    fn write(&self, words: &str, page: &mut String) {
        let tag = if self.tag.is_empty() { "div" } else { &self.tag };
        for _ in 0..self.before {
            let _ = write!(page, "<{tag}></{tag}>");
        }
        let _ = write!(page, "<{tag}");
        for (name, value) in &self.attributes {
            let quote = if value.contains('"') { '\'' } else { '"' };
            let _ =
                if value.is_empty() { write!(page, " {name}") } else { write!(page, " {name}={quote}{value}{quote}") };
        }
        page.push('>');
        page.push_str(&escaped(&self.says));
        for (at, inner) in self.inside.iter().enumerate() {
            inner.write(if at + 1 == self.inside.len() { words } else { "" }, page);
        }
        if self.inside.is_empty() && self.says.is_empty() {
            page.push_str(words);
        }
        let _ = write!(page, "</{tag}>");
        self.behind.iter().for_each(|element| element.write("", page));
    }
}

fn page(row: &[Element], words: &str) -> String {
    let mut page = String::new();
    for (at, element) in row.iter().enumerate() {
        element.write(if at + 1 == row.len() { words } else { "" }, &mut page);
    }
    page
}

fn one(row: Vec<Element>) -> Option<Element> {
    <[Element; 1]>::try_from(row).ok().map(|[element]| element)
}

/// The value behind an attribute's `=`, if there is one, and what follows.
fn value(text: &str) -> Option<(&str, &str)> {
    let Some(value) = text.strip_prefix('=').map(str::trim_start) else { return Some(("", text)) };
    match value.chars().next()? {
        quote @ ('"' | '\'') => value[1..].split_once(quote),
        _ => value.find([']', ' ']).map(|end| value.split_at(end)),
    }
}

fn unquoted(argument: &str) -> &str {
    let text = argument.trim();
    let quoted = ['"', '\''].iter().find_map(|quote| text.strip_prefix(*quote)?.strip_suffix(*quote));
    quoted.unwrap_or(text)
}

/// A text that an expression matches which is but words with escapes.
fn literal(expression: &str) -> Option<String> {
    let rest = if expression.ends_with('$') { "" } else { WORDS };
    let words =
        expression.trim_start_matches("(?i)").trim_start_matches('^').trim_end_matches('$').replace(r"\s+", " ");
    let (mut text, mut signs) = (String::new(), words.chars());
    while let Some(sign) = signs.next() {
        match sign {
            '\\' => text.push(signs.next().filter(|escaped| !escaped.is_alphanumeric())?),
            _ if ".*+?[](){}|^$".contains(sign) => return None,
            _ => text.push(sign),
        }
    }
    Some(format!("{} {rest}", text.trim_end()).trim_end().to_owned())
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_are_made_of_selectors() {
        for (selector, wanted) in [
            (".share-bar", r#"<div class="share-bar">Lanterns on the quay</div>"#),
            ("p#a.b.c", r#"<p id="a" class="b c">Lanterns on the quay</p>"#),
            ("a[rel=x][href*=\"/y\"].z", r#"<a rel="x" href="/y" class="z">Lanterns on the quay</a>"#),
            ("ul > li:nth-of-type(2)", "<ul><li></li><li>Lanterns on the quay</li></ul>"),
            ("h3:contains(More) + ul", "<h3>More</h3><ul>Lanterns on the quay</ul>"),
            ("section:has(> h3:contains(More))", "<section><h3>More</h3></section>"),
            ("p:matches(\"^Read\\s+more\\?$\")", "<p>Read more?</p>"),
            ("p:matches(^Win )", "<p>Win Lanterns on the quay</p>"),
            ("h3:contains(More):upward(.box)", "<div class=\"box\"><h3>More</h3></div>"),
            ("b:upward(2)", "<div><div><b>Lanterns on the quay</b></div></div>"),
            ("h2:has(~ p)", "<h2>Lanterns on the quay</h2><p></p>"),
            (":is(h2, h3).x", "<h2 class=\"x\">Lanterns on the quay</h2>"),
        ] {
            assert_eq!(found_by(selector, WORDS).as_deref(), Some(wanted), "{selector}");
        }
        assert_eq!(found_by("p:matches([a-z]+)", WORDS), None);
        assert_eq!(near("p.x")[0], "<p>Lanterns on the quay</p>");
    }
}
