//! Lines that stand on several pages in the same words, numbers and dates aside, and are left on one.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::calendar::expression;
use super::elements::Stands;
use super::page::{Survey, has_letters, is_article};
use crate::author::naming;
use crate::category::Category;
use crate::document::Kind;

/// What lines have in common that one rule can cut. A rule that is sure comes first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) struct Sort {
    pub doubtful: bool,
    pub category: Category,
    /// Whether they are left on web pages too.
    pub on_web: bool,
    pub wording: Wording,
}

/// How lines can be found again.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Wording {
    /// By their words.
    Plain,
    /// By their few words, but only outside the running text.
    Short,
    /// With dates in them, which phrases do not take for one another.
    Dated,
}

/// A line that stands again and again.
#[derive(Debug)]
pub(super) struct Line {
    /// As one page has it.
    pub text: String,
    /// What finds it on another day, if a date stands in it.
    pub expression: Option<String>,
    pub words: usize,
    /// How many pages have it.
    pub pages: usize,
}

/// Longer lines would make a pack that nobody reads.
const MOST_WORDS: usize = 60;
/// A line of so few words may also be a heading in an article.
const FEW_WORDS: usize = 4;
/// A line must stand on one of so many pages, and on two in any case: two letters of one author may begin alike.
const PAGES_FOR_ONE: usize = 10;
/// Where it looks like the article on a web page too, or to an extractor, it must stand on so many.
const LEAST_LIKE_ARTICLE: usize = 3;

/// The lines that can go, by their sort, those first that cut most.
pub(super) fn mine(webs: &[Option<Survey<'_>>], texts: &[Survey<'_>]) -> BTreeMap<Sort, Vec<Line>> {
    let mut standings = BTreeMap::<&str, Standing>::new();
    for (page, (web, text)) in webs.iter().zip(texts).enumerate() {
        for (at, line) in text.sheet.lines.iter().enumerate() {
            standings.entry(line).or_default().see_in_text(page, text, at);
        }
        if let Some(web) = web {
            for (at, line) in web.sheet.lines.iter().enumerate() {
                standings.entry(line).or_default().see_on_web(web, at);
            }
        }
    }
    let mut sorts = BTreeMap::<Sort, Vec<Line>>::new();
    for (line, standing) in standings {
        if standing.may_go(line, texts.len()) {
            let (sort, line) = standing.sorted(line);
            sorts.entry(sort).or_default().push(line);
        }
    }
    for lines in sorts.values_mut() {
        lines.sort_by_key(|line| Reverse(line.words * line.pages));
    }
    sorts
}

/// How a line stands on the pages.
#[derive(Default)]
struct Standing {
    text: String,
    words: usize,
    pages: BTreeSet<usize>,
    /// Pages on which it may be the headline.
    headed: BTreeSet<usize>,
    /// How often it is left in texts, and how often of these amid running text.
    left: usize,
    amid: usize,
    /// Whether an extractor left it in.
    extracted: bool,
    left_on_web: usize,
    cut_on_web: usize,
    category: Option<Category>,
    is_article: bool,
}

impl Standing {
    fn see_in_text(&mut self, page: usize, text: &Survey<'_>, at: usize) {
        let document = &text.sheet.document;
        if self.text.is_empty() {
            document.block_text(at).clone_into(&mut self.text);
            self.words = document.blocks[at].words;
        }
        self.pages.insert(page);
        if text.may_be_headline(at) {
            self.headed.insert(page);
        }
        self.extracted |= document.kind == Kind::ExtractedText;
        self.is_article |= is_article(document, at);
        if text.parts[at].is_left() {
            self.left += 1;
            self.amid += usize::from(Stands::of(&(at..at + 1), text) == Stands::Amid);
        }
    }

    fn see_on_web(&mut self, web: &Survey<'_>, at: usize) {
        self.is_article |= is_article(&web.sheet.document, at);
        self.category = self.category.or(web.named_cut(&(at..at + 1)));
        let left = web.parts[at].is_left();
        self.left_on_web += usize::from(left);
        self.cut_on_web += usize::from(!left);
    }

    fn may_go(&self, line: &str, pages: usize) -> bool {
        let often = self.pages.len() >= 2.max(pages.div_ceil(PAGES_FOR_ONE));
        often
            && self.left > 0
            && has_letters(line)
            && self.words <= MOST_WORDS
            && !self.is_article
            && !self.is_headline()
    }

    /// Whether it heads an article, and others only name that one.
    fn is_headline(&self) -> bool {
        !self.headed.is_empty() && self.headed.len() < self.pages.len()
    }

    /// Sure is what the elements of web pages gave away, or what never stands amid the running text.
    fn is_sure(&self) -> bool {
        let outside_on_web = self.cut_on_web > 1 && self.left_on_web == 0;
        let like_article = self.left_on_web > 0 || self.extracted;
        outside_on_web || (self.amid == 0 && (!like_article || self.pages.len() >= LEAST_LIKE_ARTICLE))
    }

    fn sorted(self, line: &str) -> (Sort, Line) {
        let expression = expression(&self.text);
        let sort = Sort {
            doubtful: !self.is_sure(),
            category: naming::category(line).or(self.category).unwrap_or(Category::Outside),
            on_web: self.left_on_web > 0,
            wording: match () {
                () if expression.is_some() => Wording::Dated,
                () if self.words <= FEW_WORDS => Wording::Short,
                () => Wording::Plain,
            },
        };
        (sort, Line { text: self.text, expression, words: self.words, pages: self.pages.len() })
    }
}
