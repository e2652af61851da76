//! The second look: blocks of one article stand together and are alike, so what the first look found of the others
//! counts for each.

use std::hash::Hash;
use std::ops::Range;

use rustc_hash::FxHashMap;

use super::elements::Elements;
use super::scale::number;
use super::spots::{Spot, Spots};
use super::stretch::heaviest;

/// What a second look sees of the block at a place: a name, and the value.
type Look = (&'static str, fn(&Seen<'_>, usize) -> f32);

/// All but the first, and those that only hold or do not, are scores in the first look.
const LOOKS: [Look; 19] = [
    ("any", |_, _| 1.0),
    ("own", |seen, at| seen.scores[at]),
    ("like", |seen, at| seen.like[at]),
    ("parent", |seen, at| seen.parent[at]),
    ("box", |seen, at| seen.boxes[at]),
    ("before", |seen, at| seen.before(at)),
    ("behind", |seen, at| seen.behind(at)),
    ("lower-neighbour", |seen, at| seen.before(at).min(seen.behind(at))),
    ("higher-neighbour", |seen, at| seen.before(at).max(seen.behind(at))),
    ("around", |seen, at| around(seen.spots, &seen.scores, at)),
    ("short-own", |seen, at| if seen.is_short(at) { seen.scores[at] } else { 0.0 }),
    ("short-like", |seen, at| if seen.is_short(at) { seen.like[at] } else { 0.0 }),
    ("little-text", |seen, _| seen.little_text),
    ("in-stretch", |seen, at| holds(seen.stretch.contains(&at))),
    ("apart", |seen, at| seen.apart[at]),
    ("before-stretch", |seen, at| holds(at < seen.stretch.start)),
    ("open-before", |seen, at| holds(seen.is_open(at) && at < seen.told.start)),
    ("open-behind", |seen, at| holds(seen.is_open(at) && at >= seen.told.end)),
    ("title-before", |seen, at| holds(seen.is_open(at) && at < seen.told.start && seen.is_title_long(at))),
];

/// The names of what a second look sees.
pub const SECOND: [&str; LOOKS.len()] = names();

const fn names() -> [&'static str; LOOKS.len()] {
    let mut names = [""; LOOKS.len()];
    let mut at = 0;
    while at < names.len() {
        names[at] = LOOKS[at].0;
        at += 1;
    }
    names
}

/// A value for each of [`SECOND`].
pub type Second = [f32; SECOND.len()];

/// First scores are taken to be at most so far from nought: being sure is sure enough.
const SUREST: f32 = 7.0;
/// What stands before the first block and behind the last is not the article.
const NOTHING: f32 = -3.0;
/// Blocks of fewer words are short.
const SHORT: usize = 12;
/// Words of a headline, as those of other articles in front of one have them.
const TITLE: Range<usize> = 5..26;
/// So many blocks on each side are around.
const AROUND: usize = 5;
/// Every block weighs its words and so many more.
const BLOCK_WORDS: usize = 3;

pub(super) fn look(spots: &Spots<'_>, elements: &Elements<'_>, scores: &[f32]) -> Vec<Second> {
    let seen = Seen::new(spots, elements, scores);
    (0..spots.len()).map(|at| LOOKS.map(|(_, value)| value(&seen, at))).collect()
}

/// What the first look found, and what follows from it for the page.
struct Seen<'s> {
    spots: &'s Spots<'s>,
    scores: Vec<f32>,
    /// For each block the mean score of the others like it, in its element, in its box.
    like: Vec<f32>,
    parent: Vec<f32>,
    boxes: Vec<f32>,
    /// How little text the page has: 1 for none.
    little_text: f32,
    /// Where most of what speaks for the article stands.
    stretch: Range<usize>,
    apart: Vec<f32>,
    told: Range<usize>,
}

impl<'s> Seen<'s> {
    fn new(spots: &'s Spots<'s>, elements: &Elements<'_>, scores: &[f32]) -> Self {
        let scores: Vec<f32> = scores.iter().map(|score| score.clamp(-SUREST, SUREST)).collect();
        let article = spots.iter().zip(&scores).filter(|(_, score)| **score > 0.0);
        let words: usize = article.map(|(spot, _)| spot.block.words).sum();
        let stretch = heaviest(spots.iter().zip(&scores).map(|(spot, score)| score * weight(spot).sqrt()));
        let tells = |(spot, score): (&Spot<'_>, &f32)| spot.block.sentence && *score > 0.0;
        Self {
            like: others(spots, &scores, |spot| spot.like),
            parent: others(spots, &scores, |spot| spot.parent),
            boxes: others(spots, &scores, |spot| in_box(spot, elements)),
            little_text: 1.0 / (1.0 + number(words) / 50.0).sqrt(),
            apart: apart(&scores, &stretch),
            told: told(&spots.iter().zip(&scores).map(tells).collect::<Vec<_>>()),
            stretch,
            scores,
            spots,
        }
    }

    fn before(&self, at: usize) -> f32 {
        at.checked_sub(1).map_or(NOTHING, |before| self.scores[before])
    }

    fn behind(&self, at: usize) -> f32 {
        self.scores.get(at + 1).copied().unwrap_or(NOTHING)
    }

    fn is_short(&self, at: usize) -> bool {
        self.spots[at].block.words < SHORT
    }

    fn is_open(&self, at: usize) -> bool {
        !self.spots[at].block.sentence
    }

    fn is_title_long(&self, at: usize) -> bool {
        TITLE.contains(&self.spots[at].block.words)
    }
}

fn holds(condition: bool) -> f32 {
    if condition { 1.0 } else { 0.0 }
}

/// From the first to the last block that tells the story; all blocks where none does.
fn told(tells: &[bool]) -> Range<usize> {
    let first = tells.iter().position(|tells| *tells).unwrap_or(0);
    first..tells.iter().rposition(|tells| *tells).map_or(tells.len(), |last| last + 1)
}

/// The outermost element around a block inside the core, or else inside the container.
fn in_box(spot: &Spot<'_>, elements: &Elements<'_>) -> Option<usize> {
    let outer = match () {
        () if elements.in_core(spot) => elements.core,
        () if elements.in_container(spot) => elements.container,
        () => return None,
    };
    elements.child_of(outer, spot).or(Some(outer))
}

fn weight(spot: &Spot<'_>) -> f32 {
    number(spot.block.words + BLOCK_WORDS)
}

/// For each block the mean score of the others of its group, by their words; its own where it is alone.
fn others<K: Hash + Eq>(spots: &Spots<'_>, scores: &[f32], group: impl Fn(&Spot<'_>) -> K) -> Vec<f32> {
    let mut sums = FxHashMap::<K, (f32, f32)>::default();
    for (spot, score) in spots.iter().zip(scores) {
        let sum = sums.entry(group(spot)).or_default();
        *sum = (sum.0 + score * weight(spot), sum.1 + weight(spot));
    }
    let mean = |(spot, score): (&Spot<'_>, &f32)| {
        let (sum, all) = sums[&group(spot)];
        let rest = all - weight(spot);
        if rest < 1.0 { *score } else { (sum - score * weight(spot)) / rest }
    };
    spots.iter().zip(scores).map(mean).collect()
}

fn around(spots: &Spots<'_>, scores: &[f32], at: usize) -> f32 {
    let near = (at.saturating_sub(AROUND)..(at + AROUND + 1).min(spots.len())).filter(|other| *other != at);
    let (mut sum, mut all) = (0.0, 0.0);
    for other in near {
        sum += scores[other] * weight(&spots[other]);
        all += weight(&spots[other]);
    }
    if all > 0.0 { sum / all } else { 0.0 }
}

/// For each block how much speaks against those between it and the stretch.
fn apart(scores: &[f32], stretch: &Range<usize>) -> Vec<f32> {
    let mut apart = vec![0.0; scores.len()];
    let mut against = 0.0;
    for at in (0..stretch.start).rev() {
        apart[at] = (1.0_f32 + against).ln();
        against += (-scores[at]).max(0.0);
    }
    against = 0.0;
    for at in stretch.end..scores.len() {
        apart[at] = (1.0_f32 + against).ln();
        against += (-scores[at]).max(0.0);
    }
    apart
}

#[cfg(test)]
mod tests {
    use super::told;

    #[test]
    fn what_tells_the_story_has_ends_and_a_page_without_it_has_none() {
        assert_eq!(told(&[false, true, false, true, false]), 1..4);
        assert_eq!(told(&[false, false]), 0..2);
    }
}
