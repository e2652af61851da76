//! What rules cut more or less of a page than an earlier run did, which left its record.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::category::Category;
use crate::cleaned::{Cleaned, Status};
use crate::cut::Cut;
use crate::span::{Cover, Span};
use crate::view::{Record, RecordPage};

/// What changed on one page.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Change {
    /// What is cut now and was not, under the rules that cut it now.
    pub more: Vec<(Arc<str>, String)>,
    /// What was cut and is not now, under the rules that cut it then.
    pub less: Vec<(Arc<str>, String)>,
    /// Cuts of which another rule takes the same words now.
    pub moved: usize,
    /// Whether the page is left as it was now, because too much would go; `None` where it is as before.
    pub flagged: Option<bool>,
}

impl Change {
    /// What came of a page then and now. `None` if the two are not the same page text.
    #[must_use]
    pub fn between(then: &Record, now: &Cleaned) -> Option<Self> {
        let page = &now.document.text;
        let flagged = (then.status != now.status).then_some(now.status == Status::Flagged);
        let same_page = then.page.as_ref() == Some(&RecordPage::of(page));
        same_page.then(|| Self { flagged, ..Self::of_cuts(page, &then.cuts, &now.cuts) })
    }

    /// The change from one list of cuts to another.
    #[must_use]
    pub fn of_cuts(page: &str, then: &[Cut], now: &[Cut]) -> Self {
        let rule_at: BTreeMap<Span, &str> = then.iter().map(|cut| (cut.at, &*cut.rule)).collect();
        let is_moved = |cut: &&Cut| rule_at.get(&cut.at).is_some_and(|rule| **rule != *cut.rule);
        let moved = now.iter().filter(|cut| cut.category != Category::Space).filter(is_moved).count();
        Self { more: only_in(page, now, then), less: only_in(page, then, now), moved, flagged: None }
    }

    /// Whether the clean text is the same, white space aside.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.more.is_empty() && self.less.is_empty() && self.flagged.is_none()
    }
}

/// The words that `cuts` take and `others` leave.
fn only_in(page: &str, cuts: &[Cut], others: &[Cut]) -> Vec<(Arc<str>, String)> {
    let cover = Cover::new(others.iter().map(|cut| cut.at));
    let words = |cut: &Cut| {
        let gaps = cover.gaps_in(cut.at).into_iter().map(|gap| gap.of(page).trim().to_owned());
        let rule = cut.rule.clone();
        gaps.filter(|words| !words.is_empty()).map(move |words| (rule.clone(), words)).collect::<Vec<_>>()
    };
    cuts.iter().filter(|cut| cut.category != Category::Space).flat_map(words).collect()
}

/// What changed over a whole run, by rule.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Changes {
    /// Pages that were compared.
    pub pages: usize,
    /// Pages whose clean text is another one.
    pub changed: usize,
    /// Cuts of which another rule takes the same words now.
    pub moved: usize,
    /// Pages that are left as they were now and were not then, by id.
    pub flagged: Vec<String>,
    /// Pages that were left as they were then and are not now, by id.
    pub unflagged: Vec<String>,
    /// What changed under each rule.
    pub rules: BTreeMap<Arc<str>, RuleChange>,
}

/// What one rule cuts more, or another one less, over a whole run.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct RuleChange {
    /// What is cut now and was not.
    pub more: Passages,
    /// What was cut and is not now.
    pub less: Passages,
}

/// Passages of many pages; the same words are one.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Passages {
    /// How many there are.
    pub count: usize,
    /// On how many pages they stand.
    pub pages: usize,
    /// How often each stands, and on which page first; of very many different ones only the first.
    pub texts: BTreeMap<String, (usize, String)>,
    /// The page that was added last.
    last: Option<String>,
}

/// Different passages of a rule that are remembered.
const MOST_TEXTS: usize = 1000;

impl Changes {
    /// Adds what changed on a page.
    pub fn add(&mut self, id: &str, change: Change) {
        self.pages += 1;
        self.changed += usize::from(!change.is_empty());
        self.moved += change.moved;
        match change.flagged {
            Some(true) => self.flagged.push(id.to_owned()),
            Some(false) => self.unflagged.push(id.to_owned()),
            None => {}
        }
        // That a page is left as it was says it all: the rules did not change their minds on each passage.
        if change.flagged.is_none() {
            change.more.into_iter().for_each(|(rule, text)| self.rules.entry(rule).or_default().more.add(id, text));
            change.less.into_iter().for_each(|(rule, text)| self.rules.entry(rule).or_default().less.add(id, text));
        }
    }
}

impl Passages {
    /// The different passages, the most frequent first: how often, the words, and the page where they stand first.
    #[must_use]
    pub fn by_frequency(&self) -> Vec<(usize, &str, &str)> {
        let mut all: Vec<_> =
            self.texts.iter().map(|(text, (count, id))| (*count, text.as_str(), id.as_str())).collect();
        all.sort_by_key(|(count, ..)| std::cmp::Reverse(*count));
        all
    }

    fn add(&mut self, id: &str, text: String) {
        self.count += 1;
        if self.last.as_deref() != Some(id) {
            self.last = Some(id.to_owned());
            self.pages += 1;
        }
        if let Some((count, _)) = self.texts.get_mut(&text) {
            *count += 1;
        } else if self.texts.len() < MOST_TEXTS {
            self.texts.insert(text, (1, id.to_owned()));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clean::Cleaner;
    use crate::profile::Profile;
    use crate::read::Source;
    use crate::rule::{PackSource, RuleSet};

    const PAGE: &str = "Advertisement\n\nShare\n\nThe council met on Monday.\n";

    fn rule(id: &str, line: &str) -> String {
        format!(
            "[[rule]]\nid = '{id}'\ncategory = 'share'\ncut = 'block'\nwhy = 'A label.'\nmatch.phrase.line = ['{line}']\n\
             finds = ['{line}']\nspares = ['None.']\n"
        )
    }

    fn cleaned(rules: &[String]) -> Cleaned {
        let rules = RuleSet::new(&[PackSource::new("mine", rules.concat())]).unwrap();
        Cleaner::new(rules, Profile::archive()).clean(Source::text(PAGE)).unwrap()
    }

    #[test]
    fn what_one_rule_takes_from_another_is_no_change_of_the_text() {
        let then = Record::of(&cleaned(&[rule("a/share", "Share")]));
        let now = cleaned(&[rule("b/share", "Share")]);
        let change = Change::between(&then, &now).unwrap();
        assert!(change.is_empty());
        assert_eq!(change.moved, 1);
    }

    #[test]
    fn more_and_less_stand_under_the_rules_that_cut() {
        let then = Record::of(&cleaned(&[rule("a/share", "Share")]));
        let change = Change::between(&then, &cleaned(&[rule("b/advert", "Advertisement")])).unwrap();
        assert_eq!(change.more, [("b/advert".into(), "Advertisement".to_owned())]);
        assert_eq!(change.less, [("a/share".into(), "Share".to_owned())]);
    }

    #[test]
    fn another_page_is_not_compared() {
        let mut then = Record::of(&cleaned(&[]));
        then.page = Some(RecordPage::of("another"));
        assert_eq!(Change::between(&then, &cleaned(&[])), None);
    }

    #[test]
    fn same_words_are_counted_together() {
        let mut changes = Changes::default();
        for id in ["a", "b", "b"] {
            let more = vec![("x/y".into(), "Share".to_owned())];
            changes.add(id, Change { more, ..Change::default() });
        }
        let more = &changes.rules["x/y"].more;
        assert_eq!((more.count, more.pages, more.by_frequency()), (3, 2, vec![(3, "Share", "a")]));
    }
}
