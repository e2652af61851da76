//! What stands between the first running text and a block: behind readers' comments, or another author's name, there is
//! little of an article left.

use std::ops::Range;

use super::scale::{self, LENGTH, SHARE, number};
use super::spots::{Spot, close};
use super::{Family, Sink};
use crate::category::Category;
use crate::document::{Block, Role, body_of, running_words};

/// What a page's blocks stand behind, and what stands together between what the rules took.
pub(super) struct Past {
    /// In the order of the page.
    marks: Vec<Mark>,
    /// For each block the share of the running text that its part of the page has.
    parts: Vec<&'static str>,
}

/// What stands on a page once or more, seen where it first stands behind the first running text.
struct Mark {
    place: usize,
    what: What,
    /// The share of the running text that stands before it.
    before: &'static str,
}

enum What {
    Taken(Category),
    Role(Role),
}

/// Roles that have their place above the text, or with pictures.
const ROLES: [Role; 5] = [Role::Byline, Role::Date, Role::Caption, Role::Credit, Role::Embed];

impl Past {
    /// `taken` says for each block as what rules took it.
    pub(super) fn new(blocks: &[Block], taken: &[Option<Category>]) -> Self {
        let running = running_words(blocks);
        let share = |words: Range<usize>| {
            scale::on(SHARE, scale::share(running[words.end] - running[words.start], running[blocks.len()]))
        };
        let mark = |(place, what)| Mark { place, what, before: share(0..place) };
        let marks = marks(blocks, taken).into_iter().map(mark).collect();
        let mut shares = vec![share(0..0); blocks.len()];
        for part in parts(taken) {
            shares[part.clone()].fill(share(part));
        }
        Self { marks, parts: shares }
    }

    pub(super) fn observe(&self, spot: &Spot<'_>, sink: &mut Sink<'_>) {
        let length = scale::on(LENGTH, number(spot.block.words));
        for mark in self.marks.iter().take_while(|mark| mark.place < spot.place) {
            match mark.what {
                What::Role(role) => sink.see(Family::Past, &[role.name(), "behind", mark.before]),
                What::Taken(category) => {
                    sink.see(Family::Past, &["cut", category.name(), "behind", mark.before]);
                    sink.see(Family::Past, &["cut", category.name(), "before", length]);
                }
            }
        }
        sink.see(Family::Part, &[self.parts[spot.place], close(spot)]);
    }
}

fn marks(blocks: &[Block], taken: &[Option<Category>]) -> Vec<(usize, What)> {
    let behind = body_of(blocks).start..blocks.len();
    let first = |is_it: &dyn Fn(usize) -> bool| behind.clone().find(|&at| is_it(at));
    let of_role = |role| Some((first(&|at| blocks[at].role == role)?, What::Role(role)));
    let of_category = |category| Some((first(&|at| taken[at] == Some(category))?, What::Taken(category)));
    let roles = ROLES.into_iter().filter_map(of_role);
    let mut marks: Vec<_> = roles.chain(Category::ALL.iter().copied().filter_map(of_category)).collect();
    marks.sort_by_key(|(place, _)| *place);
    marks
}

/// The parts of a page between the blocks that the rules took.
fn parts(taken: &[Option<Category>]) -> impl Iterator<Item = Range<usize>> {
    let is_end = |at: &usize| taken[*at].is_some_and(|category| !is_amid_articles(category));
    let ends = (0..taken.len()).filter(is_end).chain([taken.len()]);
    ends.scan(0, |start, end| Some(std::mem::replace(start, end + 1)..end))
}

/// What interrupts an article without ending it.
fn is_amid_articles(category: Category) -> bool {
    matches!(category, Category::Advert | Category::CaptionDuplicate | Category::Credit | Category::Player)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::span::Span;

    const TEXT: Option<Category> = None;
    const ADVERT: Option<Category> = Some(Category::Advert);
    const COMMENTS: Option<Category> = Some(Category::Comments);
    const SHARE: Option<Category> = Some(Category::Share);

    /// A page whose blocks that stay are running text.
    fn past(taken: &[Option<Category>]) -> Past {
        let words = |went: &Option<Category>| if went.is_some() { 1 } else { 50 };
        let block = |words| Block { span: Span::new(0, 0), role: Role::Paragraph, words, sentence: false, linked: 0 };
        let blocks: Vec<Block> = taken.iter().map(words).map(block).collect();
        Past::new(&blocks, taken)
    }

    #[test]
    fn a_mark_counts_where_it_first_stands_behind_running_text() {
        let past = past(&[SHARE, TEXT, SHARE, TEXT, COMMENTS, SHARE]);
        let marks: Vec<_> = past.marks.iter().map(|mark| (mark.place, mark.before)).collect();
        assert_eq!(marks, [(2, "half"), (4, "all")]);
    }

    #[test]
    fn what_rules_took_parts_a_page_unless_it_stands_amid_articles() {
        let past = past(&[TEXT, ADVERT, TEXT, COMMENTS, TEXT, TEXT]);
        assert_eq!(past.parts, ["half", "half", "half", "none", "half", "half"]);
    }

    #[test]
    fn a_page_without_blocks_has_nothing_to_stand_behind() {
        assert!(past(&[]).marks.is_empty());
    }
}
