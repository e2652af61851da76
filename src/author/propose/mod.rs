//! A first pack for an outlet, from what repeats over its pages.
//!
//! Two things are mined: elements of web pages, by a name that a person gave them, that hold no article text on any
//! page; and lines that stand on several pages in the same words. What rules cut already that know what it is needs no
//! rule. Nothing that stands amid running text is switched on because it repeats: a series has its standing note there.

mod compose;
mod elements;
mod excerpt;
mod handle;
mod lines;
mod page;

use self::compose::Composer;
use self::page::{Page, Repeats, Survey};
use super::Verdict;
use super::draft::{Draft, DraftRule};
use super::examples::check;
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
}

impl Outlet {
    /// An outlet without pages. `packs` run already: what they cut needs no rule.
    ///
    /// # Errors
    /// Every fault of every pack.
    pub fn new(host: impl Into<String>, packs: &[PackSource]) -> Result<Self, Vec<RuleError>> {
        let cleaner = Cleaner::new(RuleSet::new(packs)?, Profile::archive().unbounded());
        Ok(Self { host: host.into(), packs: packs.to_vec(), cleaner, pages: Vec::new() })
    }

    /// Adds a page: a web page, or text. A copy of one that was added counts once.
    ///
    /// # Errors
    /// When it cannot be read: see [`ReadError`].
    pub fn add(&mut self, page: Source) -> Result<(), ReadError> {
        let page = page.url(format!("https://{}/", self.host));
        let page = Page::read(&self.cleaner, page)?;
        if !self.pages.iter().any(|known| page.is_copy_of(known)) {
            self.pages.push(page);
        }
        Ok(())
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
        let texts: Vec<_> = self.pages.iter().map(|page| Survey::new(&page.text, &repeats)).collect();
        let candidates = elements::mine(&webs);
        elements::cut(&candidates, &mut webs);
        let lines = lines::mine(&webs, &texts);
        let mut rules = Composer { host: &self.host, webs: &webs, texts: &texts }.rules(&candidates, &lines);
        self.switch_off_what_fails(&mut rules);
        Draft { about: self.about(&rules), rules, ..draft }
    }

    /// What a rule's own examples refute is not switched on.
    fn switch_off_what_fails(&self, rules: &mut [DraftRule]) {
        let all_on = rules.iter().map(|rule| DraftRule { on: true, ..rule.clone() }).collect();
        let pack = Draft { hosts: vec![self.host.clone()], rules: all_on, ..Draft::default() };
        let packs = [&self.packs[..], &[PackSource::new(&*self.host, pack.to_string())]].concat();
        let compiled = RuleSet::new(&packs).ok();
        for rule in rules {
            let own = compiled.as_ref().and_then(|set| Some((set, set.get(&rule.id)?)));
            if !own.is_some_and(|(set, own)| check(set, own).iter().all(|finding| finding.verdict == Verdict::Ok)) {
                rule.on = false;
                rule.notes.push("Off: its own examples fail.".into());
            }
        }
    }

    fn about(&self, rules: &[DraftRule]) -> Vec<String> {
        let on = rules.iter().filter(|rule| rule.on).count();
        let (pages, off) = (self.pages.len(), rules.len() - on);
        vec![
            format!("Proposed from {pages} pages of {}: {on} rules, and {off} more as comments.", self.host),
            "Read each before you keep it: does it cut what its reason says, and nothing else on other pages?".into(),
        ]
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    const NEWS: [&str; 2] = [
        "The council met on Monday evening and talked for three hours about the bridge, which has been shut since the storm.",
        "A whale swam past the pier on Tuesday while the band played, and nobody in the audience turned round to look at it.",
    ];

    const LETTER: &str = "A reader writes that the ferries were late on every day of the week, and that she has a list to prove it to anybody.";

    fn proposed(pages: &[String]) -> Draft {
        let mut outlet = Outlet::new("news.example", &PackSource::builtin()).unwrap();
        for page in pages {
            outlet.add(Source::html(page.as_str())).unwrap();
        }
        outlet.propose()
    }

    #[test]
    fn what_holds_article_text_on_one_page_is_spared() {
        let page = |news: &str, box_text: &str| {
            format!("<p>{news}</p><div class='ferry-box'><p>{box_text}</p></div><p>{news}!</p>")
        };
        let boxes = proposed(&[page(NEWS[0], "Ferries: 6"), page(NEWS[1], LETTER)]);
        assert!(boxes.rules.iter().all(|rule| !format!("{:?}", rule.keys).contains("ferry-box")), "{boxes}");
    }

    #[test]
    fn an_author_above_the_article_is_not_cut_for_writing_twice() {
        let author = "<div class='byline-strip'><p>Ada Lindqvist</p><p>Quay desk</p></div>";
        let pack =
            proposed(&NEWS.map(|news| format!("{author}<p>{news}</p><p class='tide-table'>High water 6:10</p>")));
        assert!(pack.rules.iter().any(|rule| format!("{:?}", rule.keys).contains("tide-table")), "{pack}");
        assert!(pack.rules.iter().all(|rule| !format!("{:?}", rule.keys).contains("byline")), "{pack}");
    }

    #[test]
    fn a_copy_of_a_page_does_not_make_its_article_repeat() {
        let page =
            |news: &str| format!("<div class='tale'><p>{news}</p></div><p class='tide-table'>High water 6:10</p>");
        let pack = proposed(&[page(NEWS[0]), page(NEWS[0]), page(NEWS[1])]);
        assert!(pack.about[0].contains("from 2 pages"), "{pack}");
        assert!(pack.rules.iter().all(|rule| !format!("{:?}", rule.keys).contains("council")), "{pack}");
    }

    #[test]
    fn pages_without_text_give_no_rule() {
        assert_eq!(proposed(&[String::new(), "<p class='tide-table'> </p>".into()]).rules, []);
    }
}
