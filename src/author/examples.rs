//! Runs rules on their own examples: a rule is data that proves itself.

use super::Verdict;
use crate::category::Category;
use crate::cleaned::Cleaned;
use crate::collection::Lines;
use crate::decide::decide;
use crate::document::{Kind, Parsed};
use crate::hit::{Effect, Hit};
use crate::profile::Profile;
use crate::read::{Source, read};
use crate::rule::{Action, Rule, RuleSet};

/// One example of a rule and how it came out.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Finding {
    /// How it came out.
    pub verdict: Verdict,
    /// The example's text.
    pub text: String,
    /// What should be left of it, and what was; the same where the verdict is `Ok`.
    pub wanted: String,
    /// What the rule left.
    pub got: String,
    /// Why it left a text that it should find, as far as the text does not show it.
    pub lacks: Vec<String>,
}

/// Runs one rule on all its examples. Only this rule cuts, but all rules of `rules` say what blocks are.
///
/// ```
/// use offcut::{author::{Verdict, examples::check}, RuleSet};
/// let rules = RuleSet::builtin();
/// let rule = &rules.rules()[0];
/// assert!(check(&rules, rule).iter().all(|finding| finding.verdict == Verdict::Ok));
/// ```
#[must_use]
pub fn check(rules: &RuleSet, rule: &Rule) -> Vec<Finding> {
    let finds = rule.finds.iter().map(|text| {
        let finding = judge(rules, rule, text, Some(""), Verdict::Missing);
        let parsed = read_example(rules, rule, text).filter(|_| finding.verdict != Verdict::Ok);
        let lacks = parsed.map(|mut parsed| rules.lacks(rule, &mut parsed)).unwrap_or_default();
        Finding { lacks, ..finding }
    });
    let spares = rule.spares.iter().map(|text| judge(rules, rule, text, None, Verdict::Noisy));
    let examples = rule.examples.iter().map(|example| {
        let left = left_by(rules, rule, &example.before, example.beside.as_deref());
        verdict(&example.before, left, Some(&example.after), Verdict::Wrong)
    });
    finds.chain(spares).chain(examples).collect()
}

/// Tries one text. `wanted` is what should be left of it; all of it, if none is given.
fn judge(rules: &RuleSet, rule: &Rule, text: &str, wanted: Option<&str>, otherwise: Verdict) -> Finding {
    verdict(text, left_by(rules, rule, text, None), wanted, otherwise)
}

fn verdict(text: &str, (page, got): (String, String), wanted: Option<&str>, otherwise: Verdict) -> Finding {
    let wanted = wanted.unwrap_or(&page);
    let same = got.trim() == wanted.trim();
    let verdict = if same { Verdict::Ok } else { otherwise };
    Finding { verdict, text: text.to_owned(), wanted: wanted.to_owned(), got, lacks: Vec::new() }
}

/// The page text of `text`, and what is left of it when this rule alone cuts. A text that begins with `<` is markup.
/// What a keep or role rule finds counts as cut here, so that all rules are tried alike.
/// The lines of the article `beside` it, if there is one, recur.
fn left_by(rules: &RuleSet, rule: &Rule, text: &str, beside: Option<&str>) -> (String, String) {
    let Some(mut parsed) = read_example(rules, rule, text) else { return (text.to_owned(), text.to_owned()) };
    if let Some(beside) = beside.and_then(|beside| read_example(rules, rule, beside)) {
        parsed.document.recurring = Lines::of(&beside.document).held_by(&parsed.document);
    }
    let effect = match rule.action {
        Action::Cut(category, _) => Effect::Cut(category),
        Action::Keep(_) | Action::Role(_) => Effect::Cut(Category::Outside),
    };
    let hits = rules.find_with(rule, &mut parsed);
    let hits = hits.into_iter().map(|hit| Hit { effect, ..hit }).collect();
    let cleaned = decide(parsed, hits, &Profile::archive().unbounded(), "".into());
    (cleaned.document.text, cleaned.text)
}

/// What all rules make of an example of one.
pub(crate) fn cleaned_by_all(rules: &RuleSet, rule: &Rule, text: &str) -> Option<Cleaned> {
    let mut parsed = read_example(rules, rule, text)?;
    let profile = Profile::archive().unbounded();
    let hits = rules.find(&mut parsed, |_| true);
    Some(decide(parsed, hits, &profile, "".into()))
}

/// An example as a page of the rule's outlet, day and kind.
fn read_example(rules: &RuleSet, rule: &Rule, text: &str) -> Option<Parsed> {
    let is_html = text.trim_start().starts_with('<');
    let kind = rule.kinds.iter().copied().find(|&kind| kind != Kind::Html).unwrap_or(Kind::ExtractedText);
    let host = rules.hosts_of(rule).first().map(|host| host.replace("*.", ""));
    let source = Source {
        url: host.map(|host| format!("https://{host}/")),
        date: rule.days.0.clone().or_else(|| rule.days.1.clone()),
        ..if is_html { Source::html(text) } else { Source::text(text).kind(kind) }
    };
    read(source).ok()
}
