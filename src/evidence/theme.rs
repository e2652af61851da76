//! Whether a block speaks of what the article speaks of: the words that it shares with the running text.

use rustc_hash::{FxHashMap, FxHashSet};

use super::scale::{self, LENGTH, Scale};
use super::spots::{Spot, Spots};
use super::{Family, Sink};
use crate::prose::is_unspaced;

/// For each block the share of its telling words that the running text has too, elsewhere.
pub(super) struct Theme(Vec<Option<f32>>);

/// A share of telling words.
const SHARED: &Scale =
    &[(0.01, "nothing"), (0.2, "little"), (0.35, "some"), (0.5, "much"), (0.7, "most"), (f32::INFINITY, "nearly all")];

/// Letters of a word that may tell what a text is about.
const TELLING: usize = 5;
/// So few telling words say nothing.
const FEWEST: usize = 2;

impl Theme {
    /// `is_core` says which blocks are running text of the article, as far as that is known yet.
    pub(super) fn new(spots: &Spots<'_>, is_core: impl Fn(usize) -> bool) -> Self {
        let words: Vec<FxHashSet<&str>> = spots.iter().map(|spot| telling(spot.folded)).collect();
        let mut counts = FxHashMap::<&str, usize>::default();
        for (_, words) in words.iter().enumerate().filter(|(at, _)| is_core(*at)) {
            for word in words {
                *counts.entry(word).or_default() += 1;
            }
        }
        let share = |(at, words): (usize, &FxHashSet<&str>)| {
            let own = usize::from(is_core(at));
            let shared = words.iter().filter(|&word| counts.get(word).is_some_and(|count| *count > own)).count();
            (words.len() >= FEWEST).then(|| scale::share(shared, words.len()))
        };
        Self(words.iter().enumerate().map(share).collect())
    }

    pub(super) fn observe(&self, spot: &Spot<'_>, at: usize, sink: &mut Sink<'_>) {
        let length = scale::on(LENGTH, scale::number(spot.block.words));
        let share = self.0[at].map_or("unknown", |share| scale::on(SHARED, share));
        sink.see(Family::Theme, &[share, length]);
    }
}

fn telling(folded: &str) -> FxHashSet<&str> {
    let words = folded.split(|c: char| !c.is_alphanumeric());
    words.filter(|word| word.chars().take(TELLING).count() == TELLING || word.starts_with(is_unspaced)).collect()
}
