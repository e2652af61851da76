//! From what was mined to rules that a person can read: names, reasons, examples, evidence.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use toml::{Table, Value};

use super::elements::{Candidate, Found, Stands};
use super::ends::{End, PAST};
use super::excerpt::{element, escaped, nearest, shortened};
use super::handle::words;
use super::lines::{Line, Sort, Wording};
use super::page::Survey;
use super::sections::Section;
use super::starts::Start;
use crate::author::draft::DraftRule;
use crate::author::naming;
use crate::category::Category;
use crate::hit::Reach;
use crate::rule::Action;

/// What was mined of an outlet's pages.
pub(super) struct Mined {
    pub elements: Vec<Candidate>,
    pub sections: Vec<Section>,
    pub starts: Vec<Start>,
    pub lines: BTreeMap<Sort, Vec<Line>>,
    pub ends: Vec<End>,
}

/// Makes rules for an outlet.
pub(super) struct Composer<'s> {
    pub host: &'s str,
    /// The web pages, each in its page's place.
    pub webs: &'s [Option<Survey<'s>>],
    /// The pages as text.
    pub texts: &'s [Survey<'s>],
}

/// Lines in one rule.
const MOST_LINES: usize = 40;
/// Examples of what a rule finds.
const EXAMPLES: usize = 3;
/// Words of a label.
const LABEL_WORDS: usize = 8;
/// Phrases look at blocks of up to so many words if nobody says otherwise.
const PHRASE_WORDS: i64 = 40;

/// Why a rule is not on.
const OFF: &str = "Off: it stands amid running text, and only that it repeats speaks against it.";
const OFF_SECTION: &str = "Off: a longer list may hide text of the article; look at the pages.";
const OFF_START: &str = "Off: that lines begin alike does not tell what they are.";

impl Composer<'_> {
    /// All rules, those first that are on, and of these those that cut most.
    pub(super) fn rules(&self, mined: &Mined) -> Vec<DraftRule> {
        let of_elements = mined.elements.iter();
        let of_elements = of_elements.filter_map(|found| Some((found.words().fresh(), self.element_rule(found)?)));
        let of_sections = mined.sections.iter();
        let of_sections = of_sections.filter_map(|section| Some((section.words(), self.section_rule(section)?)));
        let of_starts = mined.starts.iter().filter_map(|start| Some((start.words(), self.start_rule(start)?)));
        let of_lines = mined.lines.iter().filter_map(|(sort, lines)| {
            let words = lines.iter().map(|line| line.words * line.pages).sum();
            Some((words, self.line_rule(*sort, lines)?))
        });
        let of_ends =
            self.end_rule(&mined.ends).map(|rule| (mined.ends.iter().map(End::left).max().unwrap_or(0), rule));
        let mut rules: Vec<(usize, DraftRule)> =
            of_elements.chain(of_sections).chain(of_starts).chain(of_lines).chain(of_ends).collect();
        rules.sort_by_key(|(words, rule)| (Reverse(rule.on), Reverse(*words)));
        let mut rules: Vec<DraftRule> = rules.into_iter().map(|(_, rule)| rule).collect();
        number(&mut rules);
        rules
    }

    fn element_rule(&self, candidate: &Candidate) -> Option<DraftRule> {
        let Candidate { selector, found } = candidate;
        let id = self.id(&name(selector));
        let action = candidate.action()?;
        let why = self.why(candidate, action);
        let first = found.first()?;
        let survey = self.webs[first.page].as_ref()?;
        let tag = survey.sheet.tree.as_ref()?.element_at(first.place).name();
        let shown = element(survey, tag, selector, &first.blocks);
        let spared = nearest(&shown, &self.webs.iter().flatten().collect::<Vec<_>>())?;
        let rule = DraftRule::new(id, action, why).looks_for("html.css", selector.clone()).finds(shown);
        let rule =
            DraftRule { notes: vec![evidence(candidate)], ..rule }.spares(format!("<p>{}</p>", escaped(&spared)));
        Some(if candidate.is_strong() { rule } else { rule.off(OFF) })
    }

    fn why(&self, candidate: &Candidate, action: Action) -> String {
        let what = match action {
            Action::Role(role) => format!("The {role}"),
            _ if candidate.is_linked() => format!("A box of links{}", self.title(&candidate.found)),
            _ => format!("A box{}", self.title(&candidate.found)),
        };
        let (place, pages) = (place(&candidate.found), candidate.pages());
        format!("{what} stands {place} on {pages} of {} pages.", self.texts.len())
    }

    /// The label over a box: it repeats, and what stands under it does not.
    fn title(&self, found: &[Found]) -> String {
        let label = found.iter().find_map(|found| {
            let survey = self.webs[found.page].as_ref()?;
            let label = found.blocks.start;
            let over_news = survey.is_repeated(label) && !survey.is_repeated(label + 1);
            let is_label = over_news && found.blocks.len() > 1;
            is_label.then(|| shortened(survey.sheet.document.block_text(label), LABEL_WORDS))
        });
        label.map(|label| format!(" titled “{label}”")).unwrap_or_default()
    }

    fn section_rule(&self, section: &Section) -> Option<DraftRule> {
        let label = &section.label;
        let category = naming::category(label).unwrap_or(Category::Related);
        let action = Action::Cut(category, Reach::Section);
        let (pages, all) = (section.pages(), self.texts.len());
        let why = format!(
            "Under “{}” stands a list of lines below the article on {pages} of {all} pages.",
            shortened(label, LABEL_WORDS)
        );
        let rule = DraftRule::new(self.id(&format!("{}-section", words(label).join("-"))), action, why)
            .looks_for("text.phrase.line", vec![label.clone()])
            .looks_for("where.zone", "tail")
            .looks_for("max_blocks", i64::try_from(section.most_lines()).ok()?)
            .finds(label.clone() + "\n\n" + &section.sample.join("\n"))
            .spares(self.nearest(label)?);
        Some(if section.is_strong() { rule } else { rule.off(OFF_SECTION) })
    }

    fn start_rule(&self, start: &Start) -> Option<DraftRule> {
        let action = Action::Cut(start.category(), Reach::Block);
        let (pages, all) = (start.pages(), self.texts.len());
        let why = format!("Lines that begin with “{}” stand on {pages} of {all} pages.", start.text);
        let rule = DraftRule::new(self.id(&format!("{}-line", words(&start.text).join("-"))), action, why)
            .looks_for("text.phrase.starts", vec![start.text.clone()])
            .looks_for("where.max_words", i64::try_from(start.longest()).ok()?)
            .spares(self.nearest(&start.text)?);
        let rule = DraftRule { finds: start.lines.iter().take(EXAMPLES).cloned().collect(), ..rule };
        Some(if start.is_strong() { rule } else { rule.off(OFF_START) })
    }

    fn line_rule(&self, sort: Sort, lines: &[Line]) -> Option<DraftRule> {
        let lines = &lines[..lines.len().min(MOST_LINES)];
        let texts: Vec<String> = lines.iter().map(|line| line.text.clone()).collect();
        let action = Action::Cut(sort.category, Reach::Block);
        let key = if sort.on_web { "match" } else { "text" };
        let mut rule = DraftRule::new(self.id(&format!("{}-line", sort.category)), action, self.why_lines(lines)?);
        rule.keys = if sort.wording == Wording::Dated { expressions(key, lines) } else { phrases(key, lines)? };
        if sort.wording == Wording::Short {
            rule = rule.looks_for("where.zone", "edge");
        }
        let rule = rule.spares(self.nearest(&texts.join(" "))?);
        let rule = DraftRule { finds: texts.into_iter().take(EXAMPLES).collect(), ..rule };
        Some(if sort.doubtful { rule.off(OFF) } else { rule })
    }

    fn end_rule(&self, ends: &[End]) -> Option<DraftRule> {
        let first = shortened(&ends.first()?.line, LABEL_WORDS);
        let (pages, all) = (ends.iter().map(End::pages).max()?, self.texts.len());
        let why = format!("Behind “{first}” and lines like it the article is over, on up to {pages} of {all} pages.");
        let lines: Vec<String> = ends.iter().map(|end| end.line.clone()).collect();
        // What is cut as outside goes when the evidence is weighed, which is fitted on whole pages.
        let action = Action::Cut(Category::Outside, Reach::Rest);
        let rule = DraftRule::new(self.id("end-of-article"), action, why)
            .looks_for("text.phrase.line", lines.clone())
            .looks_for("where.past", PAST)
            .spares(self.nearest(&lines.join(" "))?);
        Some(DraftRule { finds: lines.into_iter().take(EXAMPLES).collect(), ..rule })
    }

    fn id(&self, what: &str) -> String {
        format!("{}/{what}", self.host)
    }

    /// The nearest sentence of the articles, as text.
    fn nearest(&self, text: &str) -> Option<String> {
        nearest(text, &self.texts.iter().collect::<Vec<_>>())
    }

    fn why_lines(&self, lines: &[Line]) -> Option<String> {
        let pages = || lines.iter().map(|line| line.pages);
        let (least, most) = (pages().min()?, pages().max()?);
        let pages = if least == most { most.to_string() } else { format!("{least} to {most}") };
        let first = shortened(&lines[0].text, LABEL_WORDS);
        let what = match lines {
            [_] => format!("The line “{first}” stands"),
            _ => format!("Lines such as “{first}” stand"),
        };
        let dates = if lines[0].expression.is_some() { ", dates aside," } else { "" };
        Some(format!("{what} in the same words{dates} on {pages} of {} pages.", self.texts.len()))
    }
}

/// Keys that ask for lines in the same words.
fn phrases(key: &str, lines: &[Line]) -> Option<Vec<(String, Value)>> {
    let texts: Vec<Value> = lines.iter().map(|line| line.text.as_str().into()).collect();
    let longest = lines.iter().map(|line| line.words).max()?;
    let longest = i64::try_from(longest).ok()?;
    let up_to = (longest > PHRASE_WORDS).then(|| (format!("{key}.phrase.up_to_words"), Value::from(longest)));
    Some(std::iter::once((format!("{key}.phrase.line"), Value::from(texts))).chain(up_to).collect())
}

/// Keys that ask for lines whose dates are others.
fn expressions(key: &str, lines: &[Line]) -> Vec<(String, Value)> {
    let regex = |line: &Line| Value::from(line.expression.clone().unwrap_or_default());
    if let [line] = lines {
        return vec![(format!("{key}.regex"), regex(line))];
    }
    let any = |line| Value::from(Table::from_iter([("regex".to_owned(), regex(line))]));
    vec![(format!("{key}.any"), lines.iter().map(any).collect::<Vec<_>>().into())]
}

/// Gives the second rule of an id a number, and so on.
fn number(rules: &mut [DraftRule]) {
    let mut seen = BTreeMap::<String, usize>::new();
    for rule in rules {
        let many = seen.entry(rule.id.clone()).or_default();
        *many += 1;
        if *many > 1 {
            rule.id = format!("{}-{many}", rule.id);
        }
    }
}

/// What a selector says, as the name of a rule: its class or id, or the value of its attribute.
fn name(selector: &str) -> String {
    words(selector.split_once('=').map_or(selector, |(_, value)| value)).join("-")
}

fn place(found: &[Found]) -> &'static str {
    let all = |stands: Stands| found.iter().all(|found| found.stands == stands);
    match () {
        () if all(Stands::Above) => "above the article",
        () if all(Stands::Below) => "below the article",
        () if all(Stands::Amid) => "amid the article",
        () => "around the article",
    }
}

/// Words in each element, in the middle.
fn evidence(candidate: &Candidate) -> String {
    let mut words: Vec<usize> = candidate.found.iter().map(|found| found.words.all()).collect();
    words.sort_unstable();
    let median = words[words.len() / 2];
    format!("{} found on {} pages, {median} words each (median).", candidate.found.len(), candidate.pages())
}
