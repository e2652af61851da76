//! Whether a block speaks of what the article speaks of: the words that it shares with the running text.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::scale::{self, LENGTH, Scale};
use super::spots::{Spot, Spots};
use super::{Family, Sink};
use crate::prose::{is_unspaced, words};

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
        let mut vocabulary = Vocabulary::default();
        let words: Vec<Range<usize>> =
            spots.iter().enumerate().map(|(at, spot)| vocabulary.learn(spot.folded, at, is_core(at))).collect();
        let share = |(at, words): (usize, Range<usize>)| {
            let own = usize::from(is_core(at));
            let shared =
                vocabulary.seen[words.clone()].iter().filter(|&&word| vocabulary.words[word].core > own).count();
            (words.len() >= FEWEST).then(|| scale::share(shared, words.len()))
        };
        Self(words.into_iter().enumerate().map(share).collect())
    }

    pub(super) fn observe(&self, spot: &Spot<'_>, at: usize, sink: &mut Sink<'_>) {
        let length = scale::on(LENGTH, scale::number(spot.block.words));
        let share = self.0[at].map_or("unknown", |share| scale::on(SHARED, share));
        sink.see(Family::Theme, &[share, length]);
    }
}

/// The telling words of a text.
#[derive(Default)]
struct Vocabulary<'d> {
    places: FxHashMap<&'d str, usize>,
    words: Vec<Word>,
    /// The places of the words of each block, each once, block by block.
    seen: Vec<usize>,
}

struct Word {
    /// How many blocks of the core have it.
    core: usize,
    /// The last block that has it.
    last: usize,
}

impl<'d> Vocabulary<'d> {
    /// Takes in the words of block `at`, and says where they are among those seen.
    fn learn(&mut self, folded: &'d str, at: usize, is_core: bool) -> Range<usize> {
        let start = self.seen.len();
        for word in telling(folded, TELLING) {
            let next = self.words.len();
            let place = *self.places.entry(word).or_insert(next);
            if place == next {
                self.words.push(Word { core: 0, last: usize::MAX });
            }
            let word = &mut self.words[place];
            if word.last != at {
                word.last = at;
                word.core += usize::from(is_core);
                self.seen.push(place);
            }
        }
        start..self.seen.len()
    }
}

/// The words that may tell what a text is about: those of so many letters, and every two signs of what stands without spaces.
pub(super) fn telling(folded: &str, letters: usize) -> impl Iterator<Item = &str> {
    words(folded).flat_map(move |word| {
        let pairs = if word.starts_with(is_unspaced) { Some(pairs(word)) } else { None };
        let whole = Some(word).filter(|word| pairs.is_none() && word.chars().take(letters).count() == letters);
        pairs.into_iter().flatten().chain(whole)
    })
}

/// Every two signs that stand together.
fn pairs(word: &str) -> impl Iterator<Item = &str> {
    let ends = word.char_indices().skip(1).map(|(at, sign)| at + sign.len_utf8());
    word.char_indices().zip(ends).map(|((start, _), end)| &word[start..end])
}
