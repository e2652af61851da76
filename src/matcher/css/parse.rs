//! A selector's text → plain CSS, or plain CSS with operators in between.

use scraper::Selector;
use toml::Spanned;

use super::key::key;
use super::scan::{Call, Mark, calls, is_combinator, marks, split};
use super::{One, broken, is_raw};
use crate::document::{Axis, Expression, Extent, Operator, Procedural, Wording};
use crate::fold::fold;
use crate::matcher::Fault;
use crate::matcher::regex::check;
use crate::names::nearest;

/// `:upward()` goes so many levels up, as it does in ad blockers.
const MOST_LEVELS: usize = 255;

/// A selector may have so many words and steps, wherever they stand: matching takes stack for each step.
const MOST_STEPS: usize = 250;

/// What ad blockers and jQuery call our operators.
const ELSEWHERE: &[(&str, &str)] = &[
    ("has-text", "contains"),
    ("-abp-contains", "contains"),
    ("-abp-has", "has"),
    ("nth-ancestor", "upward"),
    ("closest", "upward"),
    ("parents", "upward"),
];

/// Reads one selector.
pub(super) fn parse(text: &str) -> Result<One, Fault> {
    if text.split(is_combinator).filter(|words| !words.is_empty()).count() > MOST_STEPS {
        return Err(broken("a selector of this list is too long")
            .label(format!("more than {MOST_STEPS} steps from element to element"))
            .hint("put a comma between the selectors of a list"));
    }
    let (first, operators) = pieces(text)?;
    if operators.is_empty() {
        return Ok(One::Plain(plain(text)?, key(text)?));
    }
    let first = whole(first);
    Ok(One::Procedural(Procedural { start: plain(&first)?, key: key(&first)?, operators }))
}

/// The plain CSS before the first operator, and all that follows.
fn pieces(text: &str) -> Result<(&str, Vec<Operator>), Fault> {
    let mut found = Vec::new();
    for call in calls(text)? {
        if is_operator(&call)? {
            found.push(call);
        }
    }
    let first = found.first().map_or(text, |call| &text[..call.at.start]);
    let mut operators = Vec::new();
    for (call, end) in found.iter().zip(found.iter().skip(1).map(|next| next.at.start).chain([text.len()])) {
        operators.push(operator(call)?);
        if call.at.end < end {
            operators.push(step(&text[call.at.end..end])?);
        }
    }
    Ok((first, operators))
}

/// Whether CSS alone cannot say it.
fn is_operator(call: &Call<'_>) -> Result<bool, Fault> {
    Ok(match call.name {
        "upward" => true,
        name if is_raw(name) => true,
        "has" => any_in(call, &is_operator)? || any_in(call, &has_inside)?,
        "not" | "is" | "where" => any_in(call, &is_operator)?,
        _ => false,
    })
}

/// CSS has no `:has()` inside `:has()`.
fn has_inside(call: &Call<'_>) -> Result<bool, Fault> {
    Ok(call.name == "has" || (!is_raw(call.name) && any_in(call, &has_inside)?))
}

fn any_in(call: &Call<'_>, is: &dyn Fn(&Call<'_>) -> Result<bool, Fault>) -> Result<bool, Fault> {
    for inner in calls(call.argument)? {
        if is(&inner)? {
            return Ok(true);
        }
    }
    Ok(false)
}

fn operator(call: &Call<'_>) -> Result<Operator, Fault> {
    Ok(match call.name {
        "contains" => Operator::Says(Extent::Whole, words(call)?),
        "containsOwn" => Operator::Says(Extent::Own, words(call)?),
        "matches" => Operator::Says(Extent::Whole, expression(call)?),
        "matchesOwn" => Operator::Says(Extent::Own, expression(call)?),
        "upward" => upward(call.argument.trim())?,
        "has" => Operator::Leads(list(call, way)?),
        "not" => Operator::LeadsNowhere(list(call, test)?),
        _ => Operator::Leads(list(call, test)?),
    })
}

fn words(call: &Call<'_>) -> Result<Wording, Fault> {
    match fold(&text(call)?) {
        words if words.is_empty() => {
            Err(broken(format!("`:{}({})` has no words", call.name, call.argument)).label("nothing to look for"))
        }
        words => Ok(Wording::Words(words)),
    }
}

fn expression(call: &Call<'_>) -> Result<Wording, Fault> {
    let source = Spanned::new(call.at.clone(), text(call)?);
    let named = |fault: Fault| Fault { message: format!("in `:{}(…)`: {}", call.name, fault.message), ..fault };
    check(&source).map_err(named)?;
    Ok(Wording::Expression(Expression::new(source.into_inner())))
}

/// An argument that is text. Quotes around it are not part of it.
fn text(call: &Call<'_>) -> Result<String, Fault> {
    let text = call.argument.trim();
    if let Some(quote) = text.chars().next().filter(|c| matches!(c, '"' | '\'')) {
        return Ok(text[1..text.len() - 1].replace(&format!("\\{quote}"), &quote.to_string()));
    }
    match text.strip_prefix('/').and_then(|rest| rest.rsplit_once('/')) {
        Some((_, flags)) if flags.chars().all(|c| "imsu".contains(c)) => Err(broken(format!(
            "`:{}({text})` has slashes around its text",
            call.name
        ))
        .label("slashes would be looked for, too")
        .hint(
            "write words as `:contains(words)`, an expression as `:matches(expression)`, and `(?i)` for its flag `i`",
        )),
        _ => Ok(text.to_owned()),
    }
}

fn upward(argument: &str) -> Result<Operator, Fault> {
    let wrong = |said: &str| {
        broken(format!("`:upward({argument})` is no way up"))
            .label(said)
            .hint("`:upward(2)` is two levels up, `:upward(section)` the nearest element around that plain CSS matches")
    };
    if argument.starts_with(|c: char| c.is_ascii_digit() || c == '-') {
        let levels = argument.parse().ok().filter(|levels| (1..=MOST_LEVELS).contains(levels));
        return levels.map(Operator::Up).ok_or_else(|| wrong(&format!("not a number from 1 to {MOST_LEVELS}")));
    }
    match pieces(argument)? {
        (_, operators) if operators.is_empty() => Ok(Operator::UpTo(plain(argument)?)),
        _ => Err(wrong("takes plain CSS only")),
    }
}

/// The ways of a list of selectors.
fn list(call: &Call<'_>, read: fn(&str) -> Result<Vec<Operator>, Fault>) -> Result<Vec<Vec<Operator>>, Fault> {
    let selectors = split(call.argument)?;
    if selectors.contains(&"") {
        return Err(
            broken(format!("`:{}({})` has an empty selector", call.name, call.argument)).label("nothing to find")
        );
    }
    selectors.into_iter().map(read).collect()
}

/// A way from an element into it.
fn way(selector: &str) -> Result<Vec<Operator>, Fault> {
    let selector = format!(" {selector}");
    let (first, rest) = pieces(&selector)?;
    Ok(std::iter::once(step(first)?).chain(rest).collect())
}

/// A way that stays at an element.
fn test(selector: &str) -> Result<Vec<Operator>, Fault> {
    let (first, rest) = pieces(selector)?;
    if rest.iter().any(Operator::moves) {
        return Err(broken(format!("`{selector}` leads away from the element it is asked of"))
            .label("not in `:not(…)` or `:is(…)`")
            .hint("end it with an operator that only asks, such as `:contains(…)`, or put it into `:has(…)`"));
    }
    let first = Operator::Step(plain(&whole(first))?, Axis::Itself);
    Ok(std::iter::once(first).chain(rest).collect())
}

/// Plain CSS behind an operator.
fn step(css: &str) -> Result<Operator, Fault> {
    let css = whole(&format!(":scope{css}"));
    Ok(Operator::Step(plain(&css)?, axis(&css)?))
}

fn axis(css: &str) -> Result<Axis, Fault> {
    let sign = |mark| if let Mark::Combinator { sign, .. } = mark { Some(sign) } else { None };
    let signs: Vec<char> = marks(css)?.into_iter().filter_map(sign).collect();
    Ok(match *signs {
        [] => Axis::Itself,
        ['>'] => Axis::Child,
        ['+' | '~'] => Axis::Sibling,
        ['+' | '~', ..] => Axis::Following,
        _ => Axis::Descendant,
    })
}

/// Plain CSS with a subject.
fn whole(css: &str) -> String {
    let open = css.is_empty() || css.ends_with(is_combinator);
    if open { format!("{css}*") } else { css.to_owned() }
}

fn plain(css: &str) -> Result<Selector, Fault> {
    Selector::parse(css).map_err(|error| {
        let shown = css.strip_prefix(":scope").map_or(css.to_owned(), |rest| format!("…{rest}"));
        if css.trim_start().starts_with('/') || css.contains("[@") {
            return broken(format!("`{shown}` is XPath"))
                .label("selectors are CSS")
                .hint("what XPath calls `//div[@class=\"box\"]//a` is `div.box a` here");
        }
        broken(format!("the selector `{shown}` does not parse")).label(reason(&error.to_string())).hint(hint(css))
    })
}

/// What was meant by a selector that does not parse.
fn hint(css: &str) -> String {
    if let Some((name, own)) = ELSEWHERE.iter().find(|(name, _)| css.contains(&format!(":{name}("))) {
        return format!("what others call `:{name}(…)` is `:{own}(…)` here");
    }
    let plain = |c: char| c.is_alphanumeric() || c == '-';
    let names = css.match_indices(':').map(|(at, _)| css[at + 1..].split(|c| !plain(c)).next().unwrap_or_default());
    match names.filter(|name| !NAMES.contains(name)).find_map(|name| Some((name, nearest(name, NAMES)?))) {
        Some((_, near)) => format!("did you mean `:{near}`?"),
        None => "for example `nav`, `.share-bar`, `#comments`, `div[class*=\"newsletter\"]`, `aside:has(form)`".into(),
    }
}

/// What may stand behind a colon.
const NAMES: &[&str] = &[
    "contains",
    "containsOwn",
    "matches",
    "matchesOwn",
    "upward",
    "has",
    "not",
    "is",
    "where",
    "first-child",
    "last-child",
    "only-child",
    "first-of-type",
    "last-of-type",
    "only-of-type",
    "nth-child",
    "nth-last-child",
    "nth-of-type",
    "nth-last-of-type",
    "empty",
    "root",
];

/// The last line of what the parser says names the fault: `UnsupportedPseudoClassOrElement`.
fn reason(said: &str) -> String {
    let last = said.lines().last().unwrap_or(said);
    if last.contains(' ') {
        return last.to_owned();
    }
    let spaced = last.chars().flat_map(|c| c.is_uppercase().then_some(' ').into_iter().chain(c.to_lowercase()));
    spaced.collect::<String>().trim_start().to_owned()
}
