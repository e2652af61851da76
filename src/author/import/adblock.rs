//! Cosmetic filters of ad blockers: what Adblock Plus, uBlock Origin and AdGuard hide on a page.

use std::collections::{BTreeMap, BTreeSet};

use super::pack::{Outlet, Wish, packs};
use super::xpath::{Like, argument, says, translate};
use super::{Foreign, Import};
use crate::author::naming::{action, has_no_text};
use crate::category::Category;
use crate::hit::Reach;
use crate::rule::Action;

/// What stands between the domains and the selector, the longer before its beginning, and what it is if not a filter that
/// hides or spares elements.
const SEPARATORS: &[(&str, Meaning)] = &[
    ("##+js(", Meaning::Other("scriptlets")),
    ("#@#+js(", Meaning::Other("scriptlets")),
    ("##^", Meaning::Other("HTML filters")),
    ("#@#^", Meaning::Other("HTML filters")),
    ("##", Meaning::Hide),
    ("#?#", Meaning::Hide),
    ("#@#", Meaning::Spare),
    ("#@?#", Meaning::Spare),
    ("#$#", Meaning::Other("snippets and styles")),
    ("#@$#", Meaning::Other("snippets and styles")),
    ("#$?#", Meaning::Other("snippets and styles")),
    ("#@$?#", Meaning::Other("snippets and styles")),
    ("#%#", Meaning::Other("scriptlets")),
    ("#@%#", Meaning::Other("scriptlets")),
];

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Meaning {
    Hide,
    Spare,
    Other(&'static str),
}

/// Makes packs of filter lists: one of the filters for all pages, by the name of the first list, and one for each host.
///
/// ```
/// use offcut::author::import::{Foreign, adblock};
/// let list = Foreign { name: "list.txt", text: "news.example##.promo\n||ads.example^\n" };
/// let import = adblock(&[list]);
/// assert_eq!(import.packs[0].1.hosts, ["news.example", "*.news.example"]);
/// assert_eq!(import.not_applicable["network filters"], 1);
/// ```
#[must_use]
pub fn adblock(files: &[Foreign<'_>]) -> Import {
    let mut lists = Lists::default();
    for file in files {
        for (number, line) in file.text.trim_start_matches('\u{feff}').lines().enumerate() {
            let line = line.trim();
            let is_comment = line.starts_with(['!', '[']) || (line.starts_with('#') && separator(line).is_none());
            if line.is_empty() || is_comment {
                continue;
            }
            lists.import.lines += 1;
            if let Err(why) = lists.line(line) {
                lists.import.remark((file.name, number + 1, line), true, why);
            }
        }
    }
    lists.into_import(files)
}

/// The filters of some lists, by host; those for all pages under no host.
#[derive(Default)]
struct Lists {
    import: Import,
    hidden: BTreeMap<String, BTreeSet<String>>,
    spared: BTreeMap<String, BTreeSet<String>>,
}

impl Lists {
    fn line(&mut self, line: &str) -> Result<(), String> {
        let Some((domains, meaning, body)) = separator(line) else {
            self.import.set_aside(if line.contains("$$") { "HTML filters" } else { "network filters" });
            return Ok(());
        };
        if let Meaning::Other(what) = meaning {
            self.import.set_aside(what);
            return Ok(());
        }
        let selectors = match selectors(body)? {
            Read::Selectors(selectors) => selectors,
            Read::NotApplicable(what) => {
                self.import.set_aside(&what);
                return Ok(());
            }
        };
        for selector in selectors {
            // Says whether it can be used at all.
            let wish = Wish::new(of(&selector), selector)?;
            self.take(domains, meaning, &wish.selector)?;
        }
        Ok(())
    }

    fn take(&mut self, domains: &str, meaning: Meaning, selector: &str) -> Result<(), String> {
        let (mut hosts, mut except) = (Vec::new(), Vec::new());
        for domain in domains.split(',').map(str::trim).filter(|domain| !domain.is_empty()) {
            let (list, domain) = domain.strip_prefix('~').map_or((&mut hosts, domain), |domain| (&mut except, domain));
            if domain.ends_with(".*") || domain.starts_with('/') {
                self.import.set_aside("domains by a pattern");
            } else {
                list.push(super::host(domain).ok_or_else(|| format!("`{domain}` is no host"))?);
            }
        }
        let is_wanted = |domain: &str| !domain.is_empty() && !domain.starts_with('~');
        if !domains.split(',').map(str::trim).any(is_wanted) {
            // On every page, as far as none is spared.
            hosts.push(String::new());
        }
        let (here, there) = match meaning {
            Meaning::Spare => (&mut self.spared, &mut self.hidden),
            _ => (&mut self.hidden, &mut self.spared),
        };
        for (hosts, map) in [(hosts, here), (except, there)] {
            for host in hosts {
                map.entry(host).or_default().insert(selector.to_owned());
            }
        }
        Ok(())
    }

    fn into_import(mut self, files: &[Foreign<'_>]) -> Import {
        let names: Vec<&str> = files.iter().map(|file| file.name).collect();
        let from = if names.len() == 1 { "filter list" } else { "filter lists" };
        let from = format!("{from} {}", names.join(", "));
        let spared = std::mem::take(&mut self.spared);
        let mut wishes: BTreeMap<String, Vec<Wish>> = BTreeMap::new();
        for (host, selectors) in spared {
            for selector in selectors {
                self.spare(&host, selector, &mut wishes);
            }
        }
        for (host, selectors) in self.hidden {
            let hide = selectors.into_iter().map(|selector| Wish { action: of(&selector), selector });
            wishes.entry(host).or_default().extend(hide);
        }
        wishes.retain(|_, wishes| !wishes.is_empty());
        let first = names.first().map_or("list", |name| name.trim_end_matches(".txt"));
        let outlets = wishes.into_iter().map(|(host, wishes)| outlet(&host, first, &from, wishes));
        self.import.packs = packs(outlets.collect());
        self.import
    }

    /// An exception: takes the filter away where it is for this host alone, and keeps the elements where it is for more.
    fn spare(&mut self, host: &str, selector: String, wishes: &mut BTreeMap<String, Vec<Wish>>) {
        let own = self.hidden.get_mut(host).is_some_and(|hidden| hidden.remove(&selector));
        let wider = std::iter::successors(Some(host), |host| host.split_once('.').map(|(_, parent)| parent)).skip(1);
        let by_others =
            wider.chain([""]).any(|other| self.hidden.get(other).is_some_and(|hidden| hidden.contains(&selector)));
        if by_others && !host.is_empty() {
            wishes.entry(host.to_owned()).or_default().push(Wish { action: Action::Keep(Reach::Element), selector });
        } else if !own {
            self.import.set_aside("exceptions from filters of other lists");
        }
    }
}

/// The domains of a filter, what it means and what stands behind. `None` for a network filter.
fn separator(line: &str) -> Option<(&str, Meaning, &str)> {
    let at = line.find('#')?;
    let (domains, rest) = line.split_at(at);
    let (sign, meaning) = SEPARATORS.iter().find(|(sign, _)| rest.starts_with(sign))?;
    let is_network = domains.contains(['|', '@', '^', '=']) || (domains.contains('/') && !domains.starts_with('/'));
    (!is_network && rest.len() > sign.len()).then(|| (domains, *meaning, rest[sign.len()..].trim()))
}

/// Whatever a filter list hides is advertising, unless its name says otherwise.
fn of(selector: &str) -> Action {
    match action(selector, Category::Advert) {
        Action::Cut(category, reach) => Action::Cut(category, reach),
        Action::Keep(_) | Action::Role(_) => Action::Cut(Category::Advert, Reach::Element),
    }
}

fn outlet(host: &str, list: &str, from: &str, wishes: Vec<Wish>) -> Outlet {
    let plain = |c: char| if c.is_ascii_alphanumeric() || "-_.".contains(c) { c } else { '-' };
    let (name, hosts) = match host {
        "" => (list.chars().map(plain).collect(), Vec::new()),
        host => (host.to_owned(), vec![host.to_owned(), format!("*.{host}")]),
    };
    Outlet { name, hosts, from: from.to_owned(), wishes, notes: Vec::new() }
}

/// What a filter's selector comes to.
enum Read {
    Selectors(Vec<String>),
    /// What kind of filter it is that offcut has no use for.
    NotApplicable(String),
}

/// What the operators of ad blockers that have text in them, or others' names, are here.
const OPERATORS: &[(&str, &str)] = &[
    ("has-text", "contains"),
    ("-abp-contains", "contains"),
    ("contains", "contains"),
    ("-abp-has", "has"),
    ("if", "has"),
    ("nth-ancestor", "upward"),
];

/// Operators that ask for what a scraped page does not have, or that do something else than hide.
const NOT_APPLICABLE: &[&str] = &[
    "matches-path",
    "matches-css",
    "matches-css-before",
    "matches-css-after",
    "matches-media",
    "matches-prop",
    "matches-property",
    "matches-attr",
    "min-text-length",
    "-abp-properties",
    "style",
    "remove-attr",
    "remove-class",
    "watch-attr",
    "watch-attrs",
    "others",
    "shadow",
];

fn selectors(body: &str) -> Result<Read, String> {
    let body = body.strip_suffix(":remove()").unwrap_or(body);
    let body = body.strip_suffix('}').and_then(|body| body.split_once('{')).map_or(Some(body), |(selector, does)| {
        does.replace(' ', "").trim_end_matches(';').eq("remove:true").then(|| selector.trim())
    });
    let Some(body) = body else { return Ok(Read::NotApplicable("snippets and styles".to_owned())) };
    if let Some(xpath) = body.strip_prefix(":xpath(").and_then(|rest| rest.strip_suffix(')')) {
        return Ok(Read::Selectors(translate(xpath)?.selectors));
    }
    if let Some(name) = NOT_APPLICABLE.iter().find(|name| body.contains(&format!(":{name}("))) {
        return Ok(Read::NotApplicable(format!("filters with `:{name}()`")));
    }
    if has_no_text(body) {
        return Ok(Read::NotApplicable("filters for elements without text".to_owned()));
    }
    renamed(body).map(|selector| Read::Selectors(vec![selector]))
}

/// A selector with offcut's names for operators.
fn renamed(body: &str) -> Result<String, String> {
    let (mut rest, mut out) = (body, String::new());
    while let Some(colon) = rest.find(':') {
        let (before, behind) = rest.split_at(colon);
        out.push_str(before);
        let operator = OPERATORS
            .iter()
            .find(|(name, _)| behind[1..].strip_prefix(name).is_some_and(|behind| behind.starts_with('(')));
        rest = match operator {
            None => {
                out.push(':');
                &behind[1..]
            }
            Some((name, "contains")) => {
                let (text, rest) = argument_of(&behind[name.len() + 2..])?;
                out.push_str(&says_text(text)?);
                rest
            }
            Some((name, own)) => {
                out.extend([":", own, "("]);
                &behind[name.len() + 2..]
            }
        };
    }
    Ok(out + rest)
}

/// The text in an operator's brackets, and what stands behind them.
fn argument_of(text: &str) -> Result<(&str, &str), String> {
    let (mut depth, mut escaped) = (1, false);
    for (at, c) in text.char_indices() {
        match c {
            _ if escaped => {}
            '(' => depth += 1,
            ')' => depth -= 1,
            _ => {}
        }
        escaped = c == '\\' && !escaped;
        if depth == 0 {
            return Ok((&text[..at], &text[at + 1..]));
        }
    }
    Err("a bracket is not closed".to_owned())
}

/// The operator for a text, or for `/expression/flags`.
fn says_text(text: &str) -> Result<String, String> {
    let text = text.trim();
    match text.strip_prefix('/').and_then(|rest| rest.rsplit_once('/')) {
        Some((expression, flags)) if flags.chars().all(|flag| "imsu".contains(flag)) => {
            let flags: String = flags.chars().filter(|flag| *flag != 'u').collect();
            let flags = if flags.is_empty() { flags } else { format!("(?{flags})") };
            // JavaScript escapes slashes, which mean nothing here.
            Ok(format!(":matches({})", argument(&format!("{flags}{}", expression.replace("\\/", "/")))))
        }
        _ => says("", Like::Contains, text.trim_matches(['"', '\'']), false),
    }
}
