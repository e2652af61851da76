//! The second look: blocks of one article stand together and are alike, so what the first look found of the others
//! counts for each.

use std::hash::Hash;
use std::ops::Range;

use rustc_hash::FxHashMap;

use super::elements::Elements;
use super::scale::number;
use super::spots::{Spot, Spots};
use super::stretch::heaviest;

/// What a second look sees of a block; all but the first, which is 1, and the last are scores in the first look.
pub const SECOND: [&str; 16] = [
    "any",
    "own",
    "like",
    "parent",
    "box",
    "before",
    "behind",
    "lower-neighbour",
    "higher-neighbour",
    "around",
    "short-own",
    "short-like",
    "little-text",
    "in-stretch",
    "apart",
    "before-stretch",
];

/// A value for each of [`SECOND`].
pub type Second = [f32; SECOND.len()];

/// First scores are taken to be at most so far from nought: being sure is sure enough.
const SUREST: f32 = 7.0;
/// What stands before the first block and behind the last is not the article.
const NOTHING: f32 = -3.0;
/// Blocks of fewer words are short.
const SHORT: usize = 12;
/// So many blocks on each side are around.
const AROUND: usize = 5;
/// Every block weighs its words and so many more.
const BLOCK_WORDS: usize = 3;

pub(super) fn look(spots: &Spots<'_>, elements: &Elements<'_>, scores: &[f32]) -> Vec<Second> {
    let scores: Vec<f32> = scores.iter().map(|score| score.clamp(-SUREST, SUREST)).collect();
    let like = others(spots, &scores, |spot| spot.like);
    let parent = others(spots, &scores, |spot| spot.parent);
    let boxes = others(spots, &scores, |spot| in_box(spot, elements));
    let article = spots.iter().zip(&scores).filter(|(_, score)| **score > 0.0);
    let words: usize = article.map(|(spot, _)| spot.block.words).sum();
    let little = 1.0 / (1.0 + number(words) / 50.0).sqrt();
    let stretch = heaviest(spots.iter().zip(&scores).map(|(spot, score)| score * weight(spot).sqrt()));
    let apart = apart(&scores, &stretch);
    let at = |at: Option<usize>| at.and_then(|at| scores.get(at)).copied().unwrap_or(NOTHING);
    let look = |(place, spot): (usize, &Spot<'_>)| {
        let (own, before, behind) = (scores[place], at(place.checked_sub(1)), at(Some(place + 1)));
        let short = if spot.block.words < SHORT { 1.0 } else { 0.0 };
        [
            1.0,
            own,
            like[place],
            parent[place],
            boxes[place],
            before,
            behind,
            before.min(behind),
            before.max(behind),
            around(spots, &scores, place),
            own * short,
            like[place] * short,
            little,
            if stretch.contains(&place) { 1.0 } else { 0.0 },
            apart[place],
            if place < stretch.start { 1.0 } else { 0.0 },
        ]
    };
    spots.iter().enumerate().map(look).collect()
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
