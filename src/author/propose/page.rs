//! The pages of an outlet as the packs that are there already leave them.

use std::ops::Range;

use rustc_hash::{FxHashMap, FxHashSet};

use super::calendar::masked;
use crate::category::Category;
use crate::clean::Cleaner;
use crate::cleaned::Cleaned;
use crate::document::{Block, Document, Kind, Role, Tree};
use crate::fold::{bare, fold};
use crate::read::{ReadError, Source, read};
use crate::span::Span;

/// One page: as it was given, and a web page also as a scraper would print it.
#[derive(Debug)]
pub(super) struct Page {
    pub web: Option<Sheet>,
    pub text: Sheet,
    /// The host that the page names itself, or whoever saved it.
    pub host: Option<String>,
}

impl Page {
    /// Reads a page as one of `url`, whatever address it gives itself.
    pub(super) fn read(cleaner: &Cleaner, source: Source, url: String) -> Result<Self, ReadError> {
        // What was cleaned has let go of its elements.
        let parsed = read(source.clone())?;
        let host = parsed.document.outlet;
        let given = Sheet { tree: parsed.tree, ..Sheet::new(cleaner.clean(source.url(url))?) };
        if given.document.kind != Kind::Html {
            return Ok(Self { web: None, text: given, host });
        }
        let Document { text, url, title, .. } = &given.document;
        let printed = Source { url: url.clone(), title: title.clone(), ..Source::text(text.clone()) };
        let text = Sheet::new(cleaner.clean(printed.kind(Kind::RawText))?);
        Ok(Self { web: Some(given), text, host })
    }

    /// Whether most of its running text stands on another page: the same article, which is all that the two repeat.
    pub(super) fn is_copy_of(&self, other: &Self) -> bool {
        let known: FxHashSet<&str> = other.text.lines.iter().map(String::as_str).collect();
        let lines = self.text.lines.iter().zip(&self.text.document.blocks);
        let running: Vec<&str> = lines.filter(|(_, block)| block.is_prose()).map(|(line, _)| line.as_str()).collect();
        running.iter().filter(|line| known.contains(*line)).count() * 2 > running.len()
    }
}

/// A document and what became of its blocks.
#[derive(Debug)]
pub(super) struct Sheet {
    pub document: Document,
    /// The elements of a web page.
    pub tree: Option<Tree>,
    /// What each block says, folded, without dates and the marks around it.
    pub lines: Vec<String>,
    /// What each block was cut as; none of what is left.
    pub cut: Vec<Option<Category>>,
}

impl Sheet {
    fn new(cleaned: Cleaned) -> Self {
        let document = &cleaned.document;
        let line = |block: &Block| bare(&fold(&masked(block.span.of(&document.text)))).to_owned();
        let lines = document.blocks.iter().map(line).collect();
        let cut = document.blocks.iter().map(|block| cut_as(&cleaned, block)).collect();
        Self { lines, cut, tree: None, document: cleaned.document }
    }
}

/// The category that took half of a block or more.
fn cut_as(cleaned: &Cleaned, block: &Block) -> Option<Category> {
    let first = cleaned.cuts.partition_point(|cut| cut.at.end <= block.span.start);
    let within = cleaned.cuts[first..].iter().take_while(|cut| cut.at.start < block.span.end);
    let widest = within.map(|cut| (cut.at.intersect(block.span).len(), cut.category)).max_by_key(|(bytes, _)| *bytes);
    widest.filter(|(bytes, _)| bytes * 2 >= block.span.len()).map(|(_, category)| category)
}

/// On how many pages a line stands.
pub(super) struct Repeats<'p>(FxHashMap<&'p str, usize>);

impl<'p> Repeats<'p> {
    pub(super) fn new(pages: &'p [Page]) -> Self {
        let mut counts = FxHashMap::default();
        for page in pages {
            let sheets = page.web.iter().chain([&page.text]);
            let lines: FxHashSet<&str> = sheets.flat_map(|sheet| &sheet.lines).map(String::as_str).collect();
            for line in lines {
                *counts.entry(line).or_default() += 1;
            }
        }
        Self(counts)
    }

    pub(super) fn on_pages(&self, line: &str) -> usize {
        self.0.get(line).copied().unwrap_or(0)
    }
}

/// What a block is to somebody who looks for boilerplate.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Part {
    /// Cut already, by a rule that knows what it is.
    Cut,
    /// Cut because it does not look like the article.
    Outside,
    /// Text of the article, as far as anybody can see.
    Article,
    /// Left, and on another page too.
    Repeated,
    /// Left, and a link for the most part.
    Linked,
    /// Left, and none of these.
    Unclear,
}

impl Part {
    /// How many there are.
    pub(super) const MANY: usize = 6;

    pub(super) fn is_left(self) -> bool {
        !matches!(self, Self::Cut | Self::Outside)
    }
}

/// The parts of a sheet.
pub(super) struct Survey<'p> {
    pub sheet: &'p Sheet,
    pub parts: Vec<Part>,
    /// On how many pages each line stands.
    pub on_pages: Vec<usize>,
    /// What each line was cut as, by rules there are and by those that are proposed.
    pub cut: Vec<Option<Category>>,
    /// From the first to the last running text of the article.
    pub body: Range<usize>,
    /// Where the headline may be, in a text that says of no line that it is one.
    headlines: Range<usize>,
}

/// So many lines stand between a headline and the text at most: a dek, an author line, a caption.
const HEADLINE_TO_TEXT: usize = 6;
/// Words of a label; what has more may be a headline.
const LABEL_WORDS: usize = 3;

impl<'p> Survey<'p> {
    pub(super) fn new(sheet: &'p Sheet, repeats: &Repeats<'_>) -> Self {
        let parts: Vec<Part> = (0..sheet.lines.len()).map(|at| part(sheet, repeats, at)).collect();
        let is_text = |at: &usize| parts[*at] == Part::Article && sheet.document.blocks[*at].is_prose();
        let first = (0..parts.len()).find(is_text).unwrap_or(parts.len());
        let end = (0..parts.len()).rfind(is_text).map_or(first, |last| last + 1);
        let on_pages = sheet.lines.iter().map(|line| repeats.on_pages(line)).collect();
        let is_known = sheet.document.kind == Kind::Html || sheet.document.first_with(Role::Headline).is_some();
        let headlines = if is_known { 0..0 } else { first.saturating_sub(HEADLINE_TO_TEXT)..first };
        Self { sheet, cut: sheet.cut.clone(), body: first..end, headlines, parts, on_pages }
    }

    /// Whether a line of a text may be its headline.
    pub(super) fn may_be_headline(&self, at: usize) -> bool {
        self.headlines.contains(&at) && self.sheet.document.blocks[at].words > LABEL_WORDS
    }

    /// Whether a line stands on another page too.
    pub(super) fn is_repeated(&self, at: usize) -> bool {
        self.on_pages.get(at).is_some_and(|pages| *pages > 1)
    }

    /// Whether a range holds its blocks whole.
    pub(super) fn is_whole(&self, blocks: &Range<usize>, span: Span) -> bool {
        let all = &self.sheet.document.blocks[blocks.clone()];
        all.first().is_some_and(|first| span.contains(first.span))
            && all.last().is_some_and(|last| span.contains(last.span))
    }

    /// What a rule that knows what it cuts took one of these blocks for.
    pub(super) fn named_cut(&self, blocks: &Range<usize>) -> Option<Category> {
        let cuts = self.cut[blocks.clone()].iter().flatten();
        cuts.copied().find(|category| *category != Category::Outside)
    }
}

/// Whether a line says anything: numbers and marks alone stand in articles, too.
pub(super) fn has_letters(line: &str) -> bool {
    line.chars().filter(|c| c.is_alphabetic()).nth(2).is_some()
}

/// Headlines, author lines, dates and captions belong to the article, and so does a line that names its author.
pub(super) fn is_article(document: &Document, at: usize) -> bool {
    let text = document.block_text(at);
    let role = document.blocks[at].role;
    matches!(role, Role::Headline | Role::Dek | Role::Byline | Role::Date | Role::Caption | Role::Embed)
        || document.byline.as_deref().is_some_and(|byline| text.contains(byline))
        || document.title.as_deref() == Some(text)
}

/// Whether a block is known for a part of the article other than its text. Boxes of links have dates and author lines
/// too; the first on a page is the article's.
fn is_known(document: &Document, block: &Block) -> bool {
    match block.role {
        Role::Headline | Role::Dek | Role::Caption | Role::Embed => true,
        Role::Byline | Role::Date => document.first_with(block.role) == Some(block),
        _ => false,
    }
}

fn part(sheet: &Sheet, repeats: &Repeats<'_>, at: usize) -> Part {
    let block = &sheet.document.blocks[at];
    match () {
        () if sheet.cut[at] == Some(Category::Outside) => Part::Outside,
        () if sheet.cut[at].is_some() => Part::Cut,
        () if is_known(&sheet.document, block) => Part::Article,
        () if repeats.on_pages(&sheet.lines[at]) > 1 => Part::Repeated,
        () if block.linked * 3 > block.span.len() * 2 => Part::Linked,
        () if block.is_prose() => Part::Article,
        () => Part::Unclear,
    }
}
