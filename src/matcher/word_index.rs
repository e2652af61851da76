//! Many words, looked for at once, and what each of them stands for.
//!
//! Each word is anchored at its rarest bytes, up to seven of them. A text is asked at every byte whether an anchor stands
//! there, by one bit of a table that fits the nearest cache, and nearly always none does (Wu and Manber, A fast algorithm
//! for multi-pattern searching, 1994). An automaton of all rules' words takes megabytes, and waits for memory.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

/// Finds which of many things have a chance in a text, by the words that each must see there.
#[derive(Debug)]
pub(crate) struct WordIndex(Vec<Anchors>);

/// Words have the longest of these anchors that fits into them.
const LENGTHS: [usize; 5] = [7, 4, 3, 2, 1];

impl WordIndex {
    /// Indexes things, by numbers from 0, under one of their words each time.
    pub(crate) fn new(words: impl IntoIterator<Item = (String, usize)>) -> Self {
        let mut table = BTreeMap::<String, Vec<usize>>::new();
        for (word, thing) in words {
            table.entry(word).or_default().push(thing);
        }
        let of_length = |length| {
            let long = table.extract_if(.., |word, _| word.len() >= length);
            Anchors::new(length, long.map(|(text, things)| Word { text, things }).collect())
        };
        let mut anchors: Vec<Anchors> = LENGTHS.map(of_length).into();
        anchors.retain(|anchors| !anchors.words.is_empty());
        Self(anchors)
    }

    /// Adds what has a chance in a folded text.
    pub(crate) fn find(&self, folded: &str, found: &mut Numbers) {
        let mut recent = 0;
        for (at, byte) in folded.bytes().enumerate() {
            recent = recent << 8 | u64::from(byte);
            for anchors in self.0.iter().filter(|anchors| anchors.may_end(recent)) {
                anchors.find(recent, &folded.as_bytes()[..=at], &folded.as_bytes()[at + 1..], found);
            }
        }
    }
}

/// A word, folded, and what it stands for.
#[derive(Debug)]
struct Word {
    text: String,
    things: Vec<usize>,
}

/// Words, each anchored at so many of its bytes.
#[derive(Debug)]
struct Anchors {
    words: Vec<Word>,
    /// By the bytes of an anchor, the words that have it, and where in the word it ends.
    ends: FxHashMap<u64, Vec<(usize, usize)>>,
    /// A bit for each hash of an anchor.
    bits: Vec<u64>,
    /// Those of the bytes before a place that an anchor compares.
    mask: u64,
}

/// Bits of the table for each word, so that few are set.
const BITS_OF_A_WORD: usize = 32;
const FEWEST_BITS: usize = 1024;

impl Anchors {
    fn new(length: usize, words: Vec<Word>) -> Self {
        let mut ends = FxHashMap::<u64, Vec<(usize, usize)>>::default();
        for (number, word) in words.iter().enumerate() {
            let anchors = word.text.as_bytes().windows(length).zip(length..);
            if let Some((anchor, end)) = anchors.min_by_key(|(bytes, _)| commonness(bytes)) {
                let key = anchor.iter().fold(0, |key, byte| key << 8 | u64::from(*byte));
                ends.entry(key).or_default().push((number, end));
            }
        }
        let bits = (words.len() * BITS_OF_A_WORD).next_power_of_two().max(FEWEST_BITS);
        let mut anchors = Self { words, ends, bits: vec![0; bits / 64], mask: (1 << (8 * length)) - 1 };
        for place in anchors.ends.keys().map(|key| anchors.place(*key)).collect::<Vec<_>>() {
            anchors.bits[place / 64] |= 1 << (place % 64);
        }
        anchors
    }

    /// Fibonacci hashing: the upper bits of a product, as many as the table has places for.
    fn place(&self, key: u64) -> usize {
        (key.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 40) as usize & (self.bits.len() * 64 - 1)
    }

    /// Whether an anchor may end with the most recent bytes.
    fn may_end(&self, recent: u64) -> bool {
        let place = self.place(recent & self.mask);
        self.bits[place / 64] >> (place % 64) & 1 == 1
    }

    fn find(&self, recent: u64, before: &[u8], behind: &[u8], found: &mut Numbers) {
        for &(word, end) in self.ends.get(&(recent & self.mask)).into_iter().flatten() {
            let Word { text, things } = &self.words[word];
            let (start, rest) = text.as_bytes().split_at(end);
            if before.ends_with(start) && behind.starts_with(rest) {
                found.add(things);
            }
        }
    }
}

/// How common bytes are in folded text of European languages, from rare to common; others are rarer.
const FROM_RARE: &[u8] = b"qxzj#kvwybpgfumcdhlotsirane ";

fn commonness(bytes: &[u8]) -> usize {
    bytes.iter().map(|byte| FROM_RARE.iter().rposition(|common| common == byte).map_or(0, |rank| rank + 1)).sum()
}

/// Numbers, a bit for each: the words of a text stand for the same things over and over.
#[derive(Clone, Default, Debug)]
pub(crate) struct Numbers(Vec<u64>);

impl Numbers {
    /// None of the numbers below `end` yet.
    pub(crate) fn below(end: usize) -> Self {
        Self(vec![0; end.div_ceil(64)])
    }

    pub(crate) fn add(&mut self, numbers: &[usize]) {
        for number in numbers {
            self.0[number / 64] |= 1 << (number % 64);
        }
    }

    /// From the lowest to the highest.
    pub(crate) fn in_order(self) -> impl Iterator<Item = usize> {
        let set = |(at, mut rest): (usize, u64)| {
            std::iter::from_fn(move || {
                let lowest = (rest != 0).then(|| rest.trailing_zeros())?;
                rest &= rest - 1;
                Some(at * 64 + lowest as usize)
            })
        };
        self.0.into_iter().enumerate().flat_map(set)
    }
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::{prop_assert_eq, proptest};

    use super::{Numbers, WordIndex};

    #[test]
    fn overlapping_words_are_all_found() {
        let words = [("photo", 70), ("to by", 3), ("by", 1), ("by", 2)].map(|(word, thing)| (word.to_owned(), thing));
        let mut found = Numbers::below(71);
        WordIndex::new(words).find("a photo by ada", &mut found);
        assert_eq!(found.in_order().collect::<Vec<_>>(), [1, 2, 3, 70]);
    }

    proptest! {
        #[test]
        fn what_a_text_contains_is_found(words in vec("[a-cé。]{1,6}", 0..40), text in "[a-cé。 ]{0,80}") {
            let index = WordIndex::new(words.iter().cloned().zip(0..));
            let mut found = Numbers::below(words.len());
            index.find(&text, &mut found);
            let contained = (0..words.len()).filter(|&word| text.contains(&words[word]));
            prop_assert_eq!(found.in_order().collect::<Vec<_>>(), contained.collect::<Vec<_>>());
        }
    }
}
