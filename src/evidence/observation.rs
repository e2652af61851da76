//! One observation, and what observations weigh: a page makes ten thousand of them, so none is written out to be looked up.

use std::collections::BTreeMap;
use std::fmt::{self, Display, Formatter};
use std::hash::Hasher;

use rustc_hash::{FxHashMap, FxHasher};

use super::Family;

/// A value of a family, as the words it is made of.
#[derive(Clone, Copy, Debug)]
pub struct Observation<'o> {
    /// What kind of observation it is.
    pub family: Family,
    words: &'o [&'o str],
}

impl<'o> Observation<'o> {
    /// Empty words do not count.
    pub(super) fn new(family: Family, words: &'o [&'o str]) -> Self {
        Self { family, words }
    }

    fn words(&self) -> impl Iterator<Item = &'o str> {
        self.words.iter().copied().filter(|word| !word.is_empty())
    }

    /// The same for all ways to make a value of words.
    fn key(&self) -> u64 {
        let mut bytes = Bytes::default();
        bytes.push(self.family as u64, 1);
        for word in self.words() {
            bytes.push(u64::from(b' '), 1);
            bytes.push_all(word.as_bytes());
        }
        bytes.finish()
    }
}

/// Bytes on their way into a hash, eight at once.
#[derive(Default)]
struct Bytes {
    hasher: FxHasher,
    /// Bytes that are not hashed yet, the first in the lowest bits, and how many they are: fewer than eight.
    waiting: u64,
    count: u32,
}

impl Bytes {
    fn push_all(&mut self, bytes: &[u8]) {
        let (eights, rest) = bytes.as_chunks();
        for eight in eights {
            self.push(u64::from_le_bytes(*eight), 8);
        }
        let (number, count) =
            rest.iter().rfold((0, 0), |(number, count), &byte| (number << 8 | u64::from(byte), count + 1));
        self.push(number, count);
    }

    /// Takes the lowest `count` bytes of a number whose others are nought.
    fn push(&mut self, bytes: u64, count: u32) {
        self.waiting |= bytes << (8 * self.count);
        self.count += count;
        if self.count >= 8 {
            self.hasher.write_u64(self.waiting);
            self.count -= 8;
            let taken = 8 * (count - self.count);
            self.waiting = bytes.checked_shr(taken).unwrap_or(0);
        }
    }

    fn finish(mut self) -> u64 {
        self.hasher.write_u64(self.waiting);
        self.hasher.finish()
    }
}

impl Display for Observation<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        self.words().enumerate().try_for_each(|(at, word)| write!(f, "{}{word}", if at > 0 { " " } else { "" }))
    }
}

/// What each observation weighs, in log odds.
#[derive(Debug)]
pub struct Weights(FxHashMap<u64, f32>);

impl Weights {
    /// Weights by family and value.
    #[must_use]
    pub fn new(weights: &BTreeMap<Family, FxHashMap<String, f32>>) -> Self {
        let key = |family, value: &str| Observation::new(family, &[value]).key();
        let of_family = |(&family, weights)| {
            FxHashMap::iter(weights).map(move |(value, weight): (&String, &f32)| (key(family, value), *weight))
        };
        Self(weights.iter().flat_map(of_family).collect())
    }

    /// The weight of an observation, nought for one without.
    #[must_use]
    pub fn of(&self, observation: Observation<'_>) -> f32 {
        self.0.get(&observation.key()).copied().unwrap_or(0.0)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::collection::vec;
    use proptest::prelude::{prop_assert_eq, prop_assert_ne, proptest};

    use super::{Family, Observation, Weights};

    #[test]
    fn a_value_weighs_the_same_however_it_is_made() {
        let values = [("amid child", 1.5), ("amid", 0.5)].map(|(value, weight)| (value.to_owned(), weight));
        let weights = Weights::new(&BTreeMap::from([(Family::Place, values.into_iter().collect())]));
        let weigh = |family, words: &[&str]| weights.of(Observation::new(family, words)).to_string();
        let of = |words: &[&str]| weigh(Family::Place, words);
        assert_eq!([of(&["amid", "child"]), of(&["amid", "", "child"]), of(&["amid child"])], ["1.5"; 3]);
        assert_eq!([of(&["amid"]), of(&["child"]), weigh(Family::Tag, &["amid"])], ["0.5", "0", "0"]);
        assert_eq!(Observation::new(Family::Place, &["", "amid", "child"]).to_string(), "amid child");
    }

    proptest! {
        #[test]
        fn words_make_one_key_together(words in vec("[ab€]{1,20}", 1..5), more in "[ab€ ]{1,20}") {
            let words: Vec<&str> = words.iter().map(String::as_str).collect();
            let (value, longer) = (words.join(" "), words.join(" ") + &more);
            let key = Observation::new(Family::Place, &words).key();
            prop_assert_eq!(key, Observation::new(Family::Place, &[&value]).key());
            prop_assert_ne!(key, Observation::new(Family::Place, &[&longer]).key());
        }
    }
}
