//! What is observed of a line of text that has no elements around it.

use super::scale::{self, LENGTH, SHARE};
use super::spots::Spot;
use super::{Family, Page, Sink};
use crate::prose;

pub(super) fn observe(page: &Page<'_>, at: usize, sink: &mut Sink<'_>) {
    let spot = &page.spots[at];
    capitals(spot, sink);
    run(page, at, sink);
    if spot.block.words <= FEW_WORDS {
        words(spot, sink);
    }
}

fn capitals(spot: &Spot<'_>, sink: &mut Sink<'_>) {
    let initials = spot.text.split_whitespace().filter_map(|word| word.chars().next()).filter(|c| c.is_alphabetic());
    let (large, all) = initials.fold((0, 0), |(large, all), c| (large + usize::from(c.is_uppercase()), all + 1));
    let share = scale::on(SHARE, scale::share(large, all));
    sink.see(Family::Capitals, &[share, scale::on(LENGTH, scale::number(spot.block.words))]);
}

/// So many blocks on each side are near.
const NEARBY: usize = 3;

/// Paragraphs of an article stand together; between headings, one alone is a teaser.
fn run(page: &Page<'_>, at: usize, sink: &mut Sink<'_>) {
    let (above, below) = page.spots.near(at, NEARBY);
    let is_text = |spot: &&Spot<'_>| spot.block.sentence || spot.is_running();
    let above = above.iter().rev().take_while(is_text).count();
    let below = below.iter().take_while(is_text).count();
    let own = if is_text(&&page.spots[at]) { "text" } else { "line" };
    let count = |count: usize| ["none", "one", "two", "some"][count];
    sink.see(Family::Run, &[count(above), own, count(below)]);
}

/// In longer blocks the words are those of the article's matter.
const FEW_WORDS: usize = 25;

fn words(spot: &Spot<'_>, sink: &mut Sink<'_>) {
    let mut words: Vec<&str> = prose::words(spot.folded).filter(|word| word.len() > 1).collect();
    words.sort_unstable();
    words.dedup();
    for word in words {
        sink.see(Family::Words, &[word]);
    }
}
