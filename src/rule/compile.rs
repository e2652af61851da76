//! A rule as the file says it → a rule that runs. Everything that can be wrong with one is found here.

use std::ops::Range;
use std::str::FromStr;
use std::sync::Arc;

use toml::Spanned;

use super::schema::RuleEntry;
use super::{Action, Example, Rule};
use crate::category::Category;
use crate::document::{Kind, Role};
use crate::hit::Reach;
use crate::matcher::{Fault, Matcher, Pattern, all_of, by_input};
use crate::names::UnknownName;

/// A rule that does not say how sure it is.
const CONFIDENCE: f32 = 0.9;
/// A section that does not say how long it may be.
const MAX_BLOCKS: usize = 40;

/// Builds what a rule would otherwise build when it is first needed, so that a fault in it is found now.
pub(super) fn build(rule: &Rule) -> Result<(), Fault> {
    rule.matcher.build()?;
    rule.follow.as_ref().map_or(Ok(()), |follow| follow.build())
}

/// Where a rule stands: its pack, the pack's path and place, the line of the file and its byte range.
pub(super) struct Place<'p> {
    pub pack: &'p Arc<str>,
    pub path: &'p Arc<str>,
    pub builtin: bool,
    pub order: usize,
    pub line: usize,
    pub at: Range<usize>,
}

/// Compiles one rule.
pub(super) fn compile(entry: RuleEntry, stands: &Place<'_>) -> Result<Rule, Fault> {
    check_id(&entry.id)?;
    let action = action(&entry, &stands.at)?;
    check_examples(&entry)?;
    let confidence = confidence(entry.confidence.as_ref())?;
    let days = days(&entry)?;
    check_max_blocks(entry.max_blocks.as_ref(), action)?;
    let follow = follow(entry.follow, action)?;
    let place = |fault: Fault| Fault { at: fault.at.or(Some(entry.id.span())), ..fault };
    let given = Given { pattern: entry.pattern, html: entry.html, text: entry.text, guard: entry.guard };
    let matcher = matcher(given, &entry.id).map_err(place)?;
    check_element(action, entry.cut.as_ref().or(entry.keep.as_ref()), &*matcher)?;
    Ok(Rule {
        id: entry.id.into_inner().into(),
        pack: stands.pack.clone(),
        path: stands.path.clone(),
        builtin: stands.builtin,
        order: stands.order,
        line: stands.line,
        action,
        why: entry.why.into_inner(),
        confidence,
        kinds: entry.kinds.iter().map(parse::<Kind>).collect::<Result<_, _>>()?,
        days,
        finds: strings(entry.finds),
        spares: strings(entry.spares),
        examples: entry.example.into_iter().map(example).collect(),
        longest_block: matcher.longest_block(),
        looks_around: matches!(action, Action::Cut(_, Reach::Section))
            || matcher.looks_around()
            || follow.as_ref().is_some_and(|follow| follow.looks_around()),
        takes_copies: matches!(action, Action::Cut(..)) && matcher.finds_copies(),
        matcher,
        follow,
        max_blocks: entry.max_blocks.map_or(MAX_BLOCKS, Spanned::into_inner),
    })
}

/// What is wrong with each value by itself, also where the rule as a whole makes no sense yet.
pub(super) fn value_faults(entry: &RuleEntry) -> Vec<Fault> {
    let values = [
        check_id(&entry.id).err(),
        confidence(entry.confidence.as_ref()).err(),
        day(entry.since.as_ref()).err(),
        day(entry.until.as_ref()).err(),
    ];
    let patterns = [&entry.pattern, &entry.html, &entry.text, &entry.guard];
    let patterns = patterns.into_iter().chain(entry.follow.as_ref().map(Spanned::get_ref));
    // What has no place is missing, and may be what was set aside.
    let patterns = patterns.filter_map(|pattern| pattern.clone().compile().err()).filter(|fault| fault.at.is_some());
    values.into_iter().flatten().chain(patterns).collect()
}

fn strings(list: Vec<Spanned<String>>) -> Vec<String> {
    list.into_iter().map(Spanned::into_inner).collect()
}

fn example(entry: super::schema::ExampleEntry) -> Example {
    Example { before: entry.before.into_inner(), after: entry.after.into_inner(), beside: entry.beside }
}

/// Everything that must hold: first what is cheap to ask of a block, then what is found in it.
fn matcher(given: Given, id: &Spanned<String>) -> Result<Box<dyn Matcher>, Fault> {
    if given.pattern.is_empty() && given.html.is_empty() && given.text.is_empty() {
        return Err(Fault::new(id.span(), format!("rule `{}` looks for nothing", id.get_ref()))
            .label("no `match`, `html` or `text`")
            .hint("add for example `match.phrase.line = [\"…\"]`"));
    }
    let mut parts = given.guard.parts()?;
    parts.extend(given.pattern.parts()?);
    parts.extend(by_input(given.html, given.text)?);
    Ok(all_of(parts))
}

/// The patterns of a rule.
struct Given {
    pattern: Pattern,
    html: Pattern,
    text: Pattern,
    guard: Pattern,
}

/// An element is what a selector finds.
fn check_element(action: Action, reach: Option<&Spanned<String>>, matcher: &dyn Matcher) -> Result<(), Fault> {
    match (action, reach) {
        (Action::Cut(_, Reach::Element) | Action::Keep(Reach::Element), Some(reach)) if !matcher.finds_elements() => {
            Err(Fault::new(reach.span(), "no key of this rule looks for elements")
                .label("which element?")
                .hint("name one, as in `html.css = \".share-bar\"`, or take the `block`"))
        }
        _ => Ok(()),
    }
}

fn check_max_blocks(given: Option<&Spanned<usize>>, action: Action) -> Result<(), Fault> {
    match given {
        Some(given) if !matches!(action, Action::Cut(_, Reach::Section)) => {
            Err(Fault::new(given.span(), "`max_blocks` belongs to `cut = \"section\"`").label("has no effect here"))
        }
        _ => Ok(()),
    }
}

fn follow(follow: Option<Spanned<Pattern>>, action: Action) -> Result<Option<Box<dyn Matcher>>, Fault> {
    let Some(follow) = follow else { return Ok(None) };
    let at = follow.span();
    if !matches!(action, Action::Cut(_, Reach::Section)) {
        return Err(Fault::new(at, "`while` belongs to `cut = \"section\"`").label("has no effect here"));
    }
    follow.into_inner().compile().map(Some).map_err(|fault| Fault { at: fault.at.or(Some(at)), ..fault })
}

fn parse<T: FromStr<Err = UnknownName>>(name: &Spanned<String>) -> Result<T, Fault> {
    let unknown =
        |error: UnknownName| Fault::new(name.span(), error.what()).label("not in the list").hint(error.hint());
    name.get_ref().parse().map_err(unknown)
}

fn action(entry: &RuleEntry, at: &Range<usize>) -> Result<Action, Fault> {
    match (&entry.cut, &entry.keep, &entry.role, &entry.category) {
        (Some(reach), None, None, Some(category)) => Ok(Action::Cut(parse::<Category>(category)?, parse(reach)?)),
        (Some(reach), None, None, None) => Err(Fault::new(reach.span(), "a rule that cuts needs a `category`")
            .label("cut as what?")
            .hint("one of the categories in rules/README.md, for example `category = \"related\"`")),
        (None, Some(_) | None, Some(_) | None, Some(category)) => {
            Err(Fault::new(category.span(), "`category` belongs to rules that cut").label("has no effect here"))
        }
        (None, Some(reach), None, None) => {
            match parse(reach)? {
                reach @ (Reach::Span | Reach::Element | Reach::Block) => Ok(Action::Keep(reach)),
                _ => Err(Fault::new(reach.span(), "`keep` takes \"span\", \"element\" or \"block\"")
                    .label("too wide to keep")),
            }
        }
        (None, None, Some(role), None) => Ok(Action::Role(parse::<Role>(role)?)),
        _ => Err(Fault::new(entry.id.span().start.max(at.start)..entry.id.span().end, "a rule does one thing")
            .label("this one does none or several")
            .hint("give exactly one of `cut`, `keep` and `role`")),
    }
}

fn check_id(id: &Spanned<String>) -> Result<(), Fault> {
    let good = |part: &str| !part.is_empty() && part.chars().all(|c| c.is_alphanumeric() || "-._".contains(c));
    let parts: Vec<_> = id.get_ref().split('/').collect();
    if ["role", "space"].contains(&parts[0]) {
        return Err(Fault::new(id.span(), format!("ids of the topic `{}` are the program's own", parts[0]))
            .label("choose another topic")
            .hint("for example the category, or the outlet's host"));
    }
    if parts.len() >= 2 && parts.iter().all(|part| good(part)) {
        return Ok(());
    }
    Err(Fault::new(id.span(), format!("`{}` is not a rule id", id.get_ref()))
        .label("write topic/name")
        .hint("letters, digits, `-`, `.` and `_`, for example `newsletter/sign-up`"))
}

fn check_examples(entry: &RuleEntry) -> Result<(), Fault> {
    let missing = |what: &str, hint: &str| {
        Err(Fault::new(entry.id.span(), format!("rule `{}` has no example of what it {what}", entry.id.get_ref()))
            .label("every rule proves itself")
            .hint(hint))
    };
    if entry.finds.is_empty() && entry.example.is_empty() {
        return missing("finds", "add `finds = [\"…\"]`, or an `[[rule.example]]` with `before` and `after`");
    }
    if entry.spares.is_empty() {
        return missing("spares", "add `spares = [\"…\"]` with the nearest article text that must stay");
    }
    Ok(())
}

fn confidence(given: Option<&Spanned<f32>>) -> Result<f32, Fault> {
    match given {
        Some(given) if !(0.0..=1.0).contains(given.get_ref()) => {
            Err(Fault::new(given.span(), "`confidence` is a share").label("not from 0 to 1"))
        }
        Some(given) => Ok(*given.get_ref()),
        None => Ok(CONFIDENCE),
    }
}

fn days(entry: &RuleEntry) -> Result<(Option<String>, Option<String>), Fault> {
    let days = (day(entry.since.as_ref())?, day(entry.until.as_ref())?);
    match (&days, &entry.until) {
        ((Some(since), Some(until)), Some(given)) if since > until => {
            Err(Fault::new(given.span(), format!("`until` lies before `since`, which is {since}"))
                .label("holds on no day"))
        }
        _ => Ok(days),
    }
}

fn day(given: Option<&Spanned<String>>) -> Result<Option<String>, Fault> {
    let Some(given) = given else { return Ok(None) };
    let text = given.get_ref();
    let shape = text.bytes().map(|byte| if byte.is_ascii_digit() { b'0' } else { byte });
    if shape.eq(*b"0000-00-00") && ("01".."13").contains(&&text[5..7]) && ("01".."32").contains(&&text[8..]) {
        return Ok(Some(text.clone()));
    }
    Err(Fault::new(given.span(), format!("`{text}` is not a day")).label("write YYYY-MM-DD"))
}
