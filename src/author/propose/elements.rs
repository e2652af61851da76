//! Elements of web pages that hold no article text on any page.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::{Add, Range};

use super::handle::handles;
use super::page::{Part, Survey};
use crate::author::naming;
use crate::category::Category;
use crate::document::{Role, Tree};
use crate::hit::Reach;
use crate::rule::Action;

/// An element that was found on a page.
pub(super) struct Found {
    /// The page, by its place among those given.
    pub page: usize,
    /// Its place in the page's tree.
    pub place: usize,
    /// The blocks in it.
    pub blocks: Range<usize>,
    pub words: Words,
    pub stands: Stands,
    /// What a rule cut something in it as.
    category: Option<Category>,
    /// What rules take the one line in it for.
    role: Option<Role>,
}

/// Where something stands, as seen from the running text of the article.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Stands {
    Above,
    Amid,
    Below,
}

impl Stands {
    pub(super) fn of(blocks: &Range<usize>, survey: &Survey<'_>) -> Self {
        match () {
            () if blocks.end <= survey.body.start => Self::Above,
            () if blocks.start >= survey.body.end => Self::Below,
            () => Self::Amid,
        }
    }
}

/// Words, by what the blocks are that they stand in.
#[derive(Clone, Copy, Default)]
pub(super) struct Words([usize; Part::MANY]);

impl Words {
    fn of_blocks(survey: &Survey<'_>, blocks: &Range<usize>) -> Self {
        let mut words = Self::default();
        for at in blocks.clone() {
            words.0[survey.parts[at] as usize] += survey.sheet.document.blocks[at].words.max(1);
        }
        words
    }

    /// The same, as if all were the article's.
    fn article(words: Self) -> Self {
        let mut article = Self::default();
        article.0[Part::Article as usize] = words.all();
        article
    }

    fn of(self, part: Part) -> usize {
        self.0[part as usize]
    }

    pub(super) fn all(self) -> usize {
        self.0.iter().sum()
    }

    /// Words that no rule cuts that knows what they are.
    pub(super) fn fresh(self) -> usize {
        self.all() - self.of(Part::Cut)
    }

    fn left(self) -> usize {
        self.fresh() - self.of(Part::Outside)
    }
}

impl Add for Words {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self(std::array::from_fn(|part| self.0[part] + other.0[part]))
    }
}

/// A selector, and the elements that it finds.
pub(super) struct Candidate {
    pub selector: String,
    pub found: Vec<Found>,
}

/// Where the words of a name tell nothing, so many times the unclear words there must be in all.
const UNCLEAR: usize = 5;
/// Where they do.
const UNCLEAR_BUT_NAMED: usize = 2;
/// A line with an author's name and a date has no more words.
const LONGEST_BYLINE: usize = 20;

impl Candidate {
    pub(super) fn words(&self) -> Words {
        self.found.iter().fold(Words::default(), |sum, found| sum + found.words)
    }

    pub(super) fn pages(&self) -> usize {
        self.found.iter().map(|found| found.page).collect::<BTreeSet<_>>().len()
    }

    /// Whether most of what is left in it are links.
    pub(super) fn is_linked(&self) -> bool {
        let words = self.words();
        words.left() > 0 && words.of(Part::Linked) * 5 >= words.left() * 4
    }

    /// What a rule may do with the elements; none where one holds article text, or where all goes already.
    pub(super) fn action(&self) -> Option<Action> {
        let words = self.words();
        if self.pages() < 2 || words.of(Part::Article) > 0 || self.is_known_head_line() {
            return None;
        }
        // Author and date above an article are part of it, however often they repeat.
        if let Some(role) = naming::role(&self.selector).filter(|_| self.stands_above()) {
            return self.is_head_line().then_some(Action::Role(role));
        }
        let named = naming::category(&self.selector);
        // What only its looks gave away may look like the article on the next page.
        let is_new = words.left() > 0 || (named.is_some() && words.fresh() > 0);
        let clear_from = words.of(Part::Unclear) * if named.is_some() { UNCLEAR_BUT_NAMED } else { UNCLEAR };
        let category = named.or_else(|| self.found.iter().find_map(|found| found.category));
        let by_shape = if self.is_linked() { Category::Related } else { Category::Outside };
        let cut = Action::Cut(category.unwrap_or(by_shape), Reach::Element);
        (is_new && clear_from <= words.all()).then_some(cut)
    }

    /// Whether more speaks against it than that it stands there again and again.
    pub(super) fn is_strong(&self) -> bool {
        let amid = self.found.iter().any(|found| found.stands == Stands::Amid);
        !amid || self.is_linked() || naming::category(&self.selector).is_some()
    }

    /// Whether it is one short line, once on each page, and left.
    fn is_head_line(&self) -> bool {
        let is_line = |found: &Found| found.blocks.len() == 1 && found.words.all() <= LONGEST_BYLINE;
        self.found.len() == self.pages() && self.words().left() > 0 && self.found.iter().all(is_line)
    }

    /// Whether rules know it for the author or the date above an article; dates aside, they repeat.
    fn is_known_head_line(&self) -> bool {
        self.stands_above() && self.found.iter().all(|found| matches!(found.role, Some(Role::Byline | Role::Date)))
    }

    fn stands_above(&self) -> bool {
        self.found.iter().any(|found| found.stands == Stands::Above)
    }
}

/// A pack with more rules is read by nobody.
const MOST: usize = 60;

/// The fewest selectors that find all that can go, those first that are sure and find most.
pub(super) fn mine(surveys: &[Option<Survey<'_>>]) -> Vec<Candidate> {
    let mut by_selector = BTreeMap::<String, Vec<Found>>::new();
    for (page, survey) in surveys.iter().enumerate() {
        let tree = survey.as_ref().and_then(|survey| Some((survey, survey.sheet.tree.as_ref()?)));
        if let Some((survey, tree)) = tree {
            collect(page, survey, tree, &mut by_selector);
        }
    }
    let candidates = by_selector.into_iter().map(|(selector, found)| Candidate { selector, found });
    let mut candidates: Vec<Candidate> = candidates.filter(|candidate| candidate.action().is_some()).collect();
    candidates.sort_by_cached_key(|candidate| {
        let selector = candidate.selector.clone();
        let named = naming::category(&selector).is_some();
        (Reverse(candidate.is_strong()), Reverse(candidate.words().fresh()), Reverse(named), selector.len(), selector)
    });
    let mut covered = BTreeSet::new();
    candidates.retain(|candidate| {
        let before = covered.len();
        covered.extend(candidate.found.iter().flat_map(|found| fresh_blocks(found, surveys)));
        covered.len() > before
    });
    candidates.truncate(MOST);
    candidates
}

/// Takes what sure candidates cut for cut.
pub(super) fn cut(candidates: &[Candidate], surveys: &mut [Option<Survey<'_>>]) {
    for candidate in candidates.iter().filter(|candidate| candidate.is_strong()) {
        let Some(Action::Cut(category, _)) = candidate.action() else { continue };
        for Found { page, blocks, .. } in &candidate.found {
            if let Some(survey) = &mut surveys[*page] {
                survey.parts[blocks.clone()].fill(Part::Cut);
                survey.cut[blocks.clone()].fill(Some(category));
            }
        }
    }
}

/// The blocks of an element that no rule cuts that knows what they are, each with its page.
fn fresh_blocks<'s>(
    found: &Found,
    surveys: &'s [Option<Survey<'_>>],
) -> impl Iterator<Item = (usize, usize)> + use<'s> {
    let (page, blocks) = (found.page, found.blocks.clone());
    let survey = surveys[page].iter();
    survey.flat_map(move |survey| {
        blocks.clone().filter(|&block| survey.parts[block] != Part::Cut).map(move |block| (page, block))
    })
}

/// Adds the outermost elements of every selector on a page.
fn collect(page: usize, survey: &Survey<'_>, tree: &Tree, by_selector: &mut BTreeMap<String, Vec<Found>>) {
    for place in 0..tree.len() {
        let blocks = survey.sheet.document.blocks_in(tree.span(place));
        for selector in handles(tree.element_at(place)) {
            let known = by_selector.entry(selector).or_default();
            let is_around = |last: &Found| last.page == page && tree.span(last.place).contains(tree.span(place));
            if blocks.is_empty() || known.last().is_some_and(is_around) {
                continue;
            }
            // What holds a part of a block may hold a part of a sentence.
            let words = Words::of_blocks(survey, &blocks);
            known.push(Found {
                page,
                place,
                words: if survey.is_whole(&blocks, tree.span(place)) { words } else { Words::article(words) },
                stands: Stands::of(&blocks, survey),
                category: survey.named_cut(&blocks),
                role: (blocks.len() == 1).then(|| survey.sheet.document.blocks[blocks.start].role),
                blocks: blocks.clone(),
            });
        }
    }
}
