//! A first pack for an outlet, from what repeats over its pages.
//!
//! Elements of web pages are mined, by a name that a person gave them, that hold no article text on any page; and of the
//! pages as text, lines that stand on several of them in the same words, labels over lists, lines that begin alike, and
//! lines behind which the article is over.
//! What rules cut already that know what it is needs no rule. Nothing that stands amid running text is switched on because it repeats: a series has its standing note there.

mod calendar;
mod compose;
mod container;
mod elements;
mod ends;
mod excerpt;
mod handle;
mod lines;
mod page;
mod sections;
mod starts;
#[cfg(test)]
mod tests;

use std::cmp::Reverse;
use std::collections::BTreeMap;

use self::compose::{Composer, Mined};
use self::container::Container;
use self::page::{Page, Repeats, Survey};
use super::Verdict;
use super::draft::{Draft, DraftRule};
use super::examples::check;
use super::lint::{Finding, lint};
use crate::category::Category;
use crate::clean::Cleaner;
use crate::hit::Reach;
use crate::profile::Profile;
use crate::read::{ReadError, Source};
use crate::rule::{Action, PackSource, RuleError, RuleSet};

/// An outlet and pages of it, from which a pack is proposed.
///
/// ```
/// use offcut::{author::propose::Outlet, PackSource, Source};
/// let mut outlet = Outlet::new("news.example", &PackSource::builtin()).unwrap();
/// for news in ["The council met on Monday.", "A whale swam past the pier."] {
///     outlet.add(Source::html(format!("<p>{news}</p><p class='tide-table'>High water 6:10</p>"))).unwrap();
/// }
/// let pack = outlet.propose();
/// assert!(pack.to_string().contains(r#"html.css = ".tide-table""#));
/// ```
#[derive(Debug)]
pub struct Outlet {
    host: String,
    packs: Vec<PackSource>,
    cleaner: Cleaner,
    pages: Vec<Page>,
    copies: usize,
}

impl Outlet {
    /// An outlet without pages. `packs` run already: what they cut needs no rule.
    ///
    /// # Errors
    /// Every fault of every pack.
    pub fn new(host: impl Into<String>, packs: &[PackSource]) -> Result<Self, Vec<RuleError>> {
        let cleaner = Cleaner::new(RuleSet::new(packs)?, Profile::archive().unbounded());
        Ok(Self { host: host.into(), packs: packs.to_vec(), cleaner, pages: Vec::new(), copies: 0 })
    }

    /// Adds a page: a web page, or text. A copy of one that was added counts once.
    ///
    /// # Errors
    /// When it cannot be read: see [`ReadError`].
    pub fn add(&mut self, page: Source) -> Result<(), ReadError> {
        let page = Page::read(&self.cleaner, page, format!("https://{}/", self.host))?;
        if self.pages.iter().any(|known| page.is_copy_of(known)) {
            self.copies += 1;
        } else {
            self.pages.push(page);
        }
        Ok(())
    }

    /// Different pages.
    #[must_use]
    pub fn pages(&self) -> usize {
        self.pages.len()
    }

    /// Another host that pages give for their own, and how many do: the one that most of them give.
    #[must_use]
    pub fn other_host(&self) -> Option<(&str, usize)> {
        let mut hosts = BTreeMap::<&str, usize>::new();
        for host in self.pages.iter().filter_map(|page| page.host.as_deref()).filter(|host| *host != self.host) {
            *hosts.entry(host).or_default() += 1;
        }
        hosts.into_iter().min_by_key(|(_, pages)| Reverse(*pages))
    }

    /// A pack for the outlet. Rules are on where the evidence is strong and their own examples hold; the others are
    /// comments. Without pages it is a template.
    #[must_use]
    pub fn propose(&self) -> Draft {
        let draft = Draft { hosts: vec![self.host.clone()], ..Draft::default() };
        if self.pages.is_empty() {
            return Draft { about: vec![TEMPLATE.into()], rules: vec![template(&self.host)], ..draft };
        }
        let repeats = Repeats::new(&self.pages);
        let webs = self.pages.iter().map(|page| page.web.as_ref().map(|web| Survey::new(web, &repeats)));
        let mut webs: Vec<_> = webs.collect();
        let mut texts: Vec<_> = self.pages.iter().map(|page| Survey::new(&page.text, &repeats)).collect();
        let container = container::find(&webs);
        let mined = mine(&mut webs, &mut texts);
        let rules = Composer { host: &self.host, webs: &webs, texts: &texts }.rules(&mined);
        let mut draft = Draft { rules, ..draft };
        self.switch_off_what_fails(&mut draft);
        self.switch_off_what_lints_find(&mut draft);
        Draft { about: self.about(&draft.rules, container.as_ref()), ..draft }
    }

    /// What does not load, or what a rule's own examples refute, is not switched on.
    fn switch_off_what_fails(&self, draft: &mut Draft) {
        let on = |rule: &DraftRule| DraftRule { on: true, ..rule.clone() };
        let all_on = draft.rules.iter().map(on).collect();
        let (set, _) = self.compiled(&Draft { rules: all_on, ..draft.clone() });
        for rule in &mut draft.rules {
            let refuted = |own| check(&set, own).iter().any(|finding| finding.verdict != Verdict::Ok);
            match set.get(&rule.id) {
                None => *rule = rule.clone().off(format!("Off: {}.", fault_of(&on(rule)))),
                Some(own) if refuted(own) => *rule = rule.clone().off("Off: its own examples fail."),
                Some(_) => {}
            }
        }
    }

    /// Nor what `rules check` would complain of.
    fn switch_off_what_lints_find(&self, draft: &mut Draft) {
        let (set, pack) = self.compiled(draft);
        // No draft has rules for a time that is over.
        for Finding { rule: id, error, .. } in lint(&set, &pack, 0) {
            if let Some(rule) = draft.rules.iter_mut().find(|rule| Some(&*rule.id) == id.as_deref()) {
                *rule = rule.clone().off(format!("Off: {}.", error.message()));
            }
        }
    }

    fn compiled(&self, draft: &Draft) -> (RuleSet, PackSource) {
        let pack = PackSource::new(&*self.host, draft.to_string());
        let packs = [&self.packs, std::slice::from_ref(&pack)].concat();
        (RuleSet::sound(&packs).0, pack)
    }

    fn about(&self, rules: &[DraftRule], container: Option<&Container>) -> Vec<String> {
        let on = rules.iter().filter(|rule| rule.on).count();
        let off = match rules.len() - on {
            0 => String::new(),
            1 => ", and 1 more as a comment".to_owned(),
            off => format!(", and {off} more as comments"),
        };
        let (pages, host) = (counted(self.pages.len(), "page"), &self.host);
        let mut about = vec![
            format!("Proposed from {pages} of {host}: {}{off}.", counted(on, "rule")),
            "Read each before you keep it: does it cut what its reason says, and nothing else on other pages?".into(),
        ];
        if self.copies > 0 {
            let pages = counted(self.copies, "page");
            about.push(format!("Left out: {pages} with an article that another page holds, too."));
        }
        let for_texts = |rule: &&DraftRule| rule.keys.iter().any(|(key, _)| key.starts_with("text."));
        if self.web_pages() > 0 && on > 0 && rules.iter().filter(|rule| rule.on).all(|rule| for_texts(&rule)) {
            about.push(
                "All of them are for these pages printed as text: on the web pages other rules cut all that they find."
                    .into(),
            );
        }
        about.extend(container.map(|Container { selector, pages }| {
            format!("The article's text stands in `{selector}` on {pages} of {} web pages.", self.web_pages())
        }));
        about
    }

    fn web_pages(&self) -> usize {
        self.pages.iter().filter(|page| page.web.is_some()).count()
    }
}

/// Why a rule does not load.
fn fault_of(rule: &DraftRule) -> String {
    let draft = Draft { rules: vec![rule.clone()], ..Draft::default() };
    let (_, faults) = RuleSet::sound(&[PackSource::new("draft", draft.to_string())]);
    faults.first().map_or_else(|| "it does not load beside the others".to_owned(), |fault| fault.message().to_owned())
}

/// Mines what can go, the surest first, so that nothing needs two rules.
fn mine(webs: &mut [Option<Survey<'_>>], texts: &mut [Survey<'_>]) -> Mined {
    let elements = elements::mine(webs);
    elements::cut(&elements, webs);
    let sections = sections::mine(texts);
    sections::cut(&sections, texts);
    let starts = starts::mine(webs, texts);
    starts::cut(&starts, texts);
    Mined { ends: ends::mine(texts), lines: lines::mine(webs, texts), elements, sections, starts }
}

/// `3 pages`, `1 page`.
fn counted(number: usize, what: &str) -> String {
    format!("{number} {what}{}", if number == 1 { "" } else { "s" })
}

const TEMPLATE: &str = "A pack for one outlet. Uncomment the rule, say what it looks for, and run `offcut rules test` on this file.\n\
    rules/README.md has every key; named with pages of the outlet, `offcut rules new` proposes rules.";

/// A rule that shows what a rule is made of.
fn template(host: &str) -> DraftRule {
    let action = Action::Cut(Category::Related, Reach::Block);
    let rule = DraftRule::new(format!("{host}/also-read"), action, "Why it is cut, for the one who reviews the cut.")
        .looks_for("match.phrase.starts", vec!["Also read on our pages:"])
        .finds("Also read on our pages: the herring is back")
        .spares("Also read on our pages are the names of the dead, each November.");
    DraftRule { on: false, ..rule }
}
