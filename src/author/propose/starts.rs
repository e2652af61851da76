//! Lines of texts that begin in the same words on most pages and go on in others: `Photograph by`, and a name.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::{Bound, RangeInclusive};

use super::elements::Stands;
use super::page::{Part, Survey, is_article};
use crate::author::naming;
use crate::category::Category;
use crate::fold::fold;
use crate::prose::count_words;

/// The words, and the lines that begin with them.
pub(super) struct Start {
    /// As one page has them.
    pub text: String,
    /// Different lines, as the pages have them.
    pub lines: BTreeSet<String>,
    places: Vec<Place>,
}

#[derive(Clone, Copy)]
struct Place {
    page: usize,
    block: usize,
    stands: Stands,
    /// What it is cut as where it stands on the web page, for its elements give it away.
    on_web: Option<Category>,
}

/// Words of a beginning.
const WORDS: RangeInclusive<usize> = 1..=5;
/// A longer line is running text.
const LONGEST: usize = 25;
/// A pack with more rules is read by nobody.
const MOST: usize = 20;
/// Fewer lines may begin alike by chance.
const FEWEST: usize = 3;

impl Start {
    pub(super) fn category(&self) -> Category {
        let on_web = || self.places.iter().find_map(|place| place.on_web);
        naming::category(&self.text).or_else(on_web).unwrap_or(Category::Outside)
    }

    /// The words of all lines, about.
    pub(super) fn words(&self) -> usize {
        self.lines.iter().map(|line| count_words(line)).sum()
    }

    /// The words of the longest line.
    pub(super) fn longest(&self) -> usize {
        self.lines.iter().map(|line| count_words(line)).max().unwrap_or(0)
    }

    pub(super) fn pages(&self) -> usize {
        self.places.iter().map(|place| place.page).collect::<BTreeSet<_>>().len()
    }

    /// Whether more speaks against it than that it stands there again and again.
    pub(super) fn is_strong(&self) -> bool {
        let told = self.category() != Category::Outside;
        let is_outside = |stands| stands == Stands::Below || (told && stands == Stands::Above);
        self.places.iter().all(|place| place.on_web.is_some() || is_outside(place.stands))
    }
}

/// The beginnings that lines have on half of the pages and articles do not, each as long as it can be.
pub(super) fn mine(webs: &[Option<Survey<'_>>], texts: &[Survey<'_>]) -> Vec<Start> {
    let mut starts = BTreeMap::<String, Start>::new();
    for (page, (web, text)) in webs.iter().zip(texts).enumerate() {
        let gone = web.as_ref().map(gone_from).unwrap_or_default();
        for at in (0..text.parts.len()).filter(|&at| may_go(text, at) && text.on_pages[at] * 2 < texts.len()) {
            let on_web = gone.get(text.sheet.lines[at].as_str()).copied().flatten();
            let stands = Stands::of(&(at..at + 1), text);
            collect(text, Place { page, block: at, stands, on_web }, &mut starts);
        }
    }
    starts.retain(|_, start| start.lines.len() >= FEWEST && start.pages() >= FEWEST.max(texts.len().div_ceil(2)));
    let mut starts = longest(starts);
    starts.retain(|(words, _)| !texts.iter().any(|text| opens_text(text, words)));
    starts.into_iter().map(|(_, start)| start).collect()
}

/// Of beginnings that stand on the same number of pages those that no longer one goes on; some, and those first that most
/// lines have.
fn longest(starts: BTreeMap<String, Start>) -> Vec<(String, Start)> {
    let on_pages: BTreeMap<String, usize> =
        starts.iter().map(|(words, start)| (words.clone(), start.pages())).collect();
    let goes_on = |words: &str| {
        let longer = on_pages.range::<str, _>((Bound::Excluded(words), Bound::Unbounded));
        let longer = longer.take_while(|(longer, _)| longer.starts_with(words));
        longer.map(|(_, pages)| *pages).any(|pages| pages == on_pages[words])
    };
    let mut starts: Vec<_> = starts.into_iter().filter(|(words, _)| !goes_on(words)).collect();
    starts.sort_by_key(|(words, start)| (Reverse(on_pages[words]), Reverse(start.lines.len())));
    starts.truncate(MOST);
    starts
}

/// Takes what sure beginnings cut for cut.
pub(super) fn cut(starts: &[Start], texts: &mut [Survey<'_>]) {
    for place in starts.iter().filter(|start| start.is_strong()).flat_map(|start| &start.places) {
        texts[place.page].parts[place.block] = Part::Cut;
    }
}

fn may_go(text: &Survey<'_>, at: usize) -> bool {
    let document = &text.sheet.document;
    let block = &document.blocks[at];
    let is_line = !block.is_prose() && block.words <= LONGEST;
    is_line && text.parts[at].is_left() && !is_article(document, at)
}

/// The lines of a web page, and what those go as that go wherever they stand there.
fn gone_from<'w>(web: &'w Survey<'_>) -> BTreeMap<&'w str, Option<Category>> {
    let mut gone = BTreeMap::<&str, Option<Category>>::new();
    for ((line, part), category) in web.sheet.lines.iter().zip(&web.parts).zip(&web.cut) {
        let cut_as = (!part.is_left()).then(|| category.unwrap_or(Category::Outside));
        gone.entry(line).and_modify(|known| *known = known.and(cut_as)).or_insert(cut_as);
    }
    gone
}

fn collect(text: &Survey<'_>, place: Place, starts: &mut BTreeMap<String, Start>) {
    let line = text.sheet.document.block_text(place.block);
    let words: Vec<&str> = line.split_whitespace().collect();
    for many in WORDS.filter(|many| *many < words.len()) {
        let start = words[..many].join(" ");
        let folded = fold(&start);
        // A number says nothing, and a single word only if it tells what the line is: `Follow`.
        if folded.contains('#') {
            return;
        }
        if many == 1 && naming::category(&start).is_none() {
            continue;
        }
        let known =
            starts.entry(folded).or_insert_with(|| Start { text: start, lines: BTreeSet::new(), places: Vec::new() });
        known.lines.insert(line.to_owned());
        known.places.push(place);
    }
}

/// Whether a line of the article begins so.
fn opens_text(text: &Survey<'_>, words: &str) -> bool {
    let mut lines = text.sheet.lines.iter().zip(&text.parts).zip(&text.sheet.document.blocks);
    lines.any(|((line, part), block)| (*part == Part::Article || block.is_prose()) && line.starts_with(words))
}
