//! Many words, looked for at once, and what each of them stands for.
//!
//! Each word is anchored at its rarest bytes, up to seven of them. A text is asked at every byte whether an anchor may end
//! there, by one bit of a table that fits the nearest cache, and nearly always none does (Wu and Manber, A fast algorithm
//! for multi-pattern searching, 1994). An automaton of all rules' words takes megabytes, and waits for memory.

use std::collections::BTreeMap;

use rustc_hash::{FxHashMap, FxHashSet};

/// Finds which of many things have a chance in a text, by the words that each must see there.
#[derive(Debug)]
pub(crate) struct WordIndex([Gate; 3]);

/// Lengths of anchors, by gate. A word has the longest anchor that fits into it. A gate opens only where the last 4, 3 or
/// 2 bytes that were read may end one of its anchors.
const LENGTHS: [(&[usize], usize); 3] = [(&[7, 4], 4), (&[3], 3), (&[2, 1], 2)];

impl WordIndex {
    /// Indexes things, by numbers from 0, under one of their words each time.
    pub(crate) fn new(words: impl IntoIterator<Item = (String, usize)>) -> Self {
        let mut table = BTreeMap::<String, Vec<usize>>::new();
        for (word, thing) in words {
            table.entry(word).or_default().push(thing);
        }
        let mut of_length = |&length: &usize| {
            let long = table.extract_if(.., |word, _| word.len() >= length);
            Anchors::new(length, long)
        };
        Self(LENGTHS.map(|(lengths, last)| Gate::new(last, lengths.iter().map(&mut of_length).collect())))
    }

    /// Adds what has a chance in a folded text.
    pub(crate) fn find(&self, folded: &str, found: &mut Numbers) {
        let mut recent = 0;
        for (at, byte) in folded.bytes().enumerate() {
            recent = recent << 8 | u64::from(byte);
            for gate in &self.0 {
                if gate.ends.may_hold(recent) {
                    gate.find(recent, folded.as_bytes().split_at(at + 1), found);
                }
            }
        }
    }
}

/// Anchors that are looked for only where the last of their bytes stand.
#[derive(Debug)]
struct Gate {
    ends: Hashes,
    anchors: Vec<Anchors>,
}

impl Gate {
    fn new(bytes: usize, anchors: Vec<Anchors>) -> Self {
        let keys = anchors.iter().flat_map(|anchors| anchors.words.keys().flat_map(|key| anchors.ends(*key, bytes)));
        Self { ends: Hashes::new(bytes, keys), anchors }
    }

    #[inline(never)]
    fn find(&self, recent: u64, around: (&[u8], &[u8]), found: &mut Numbers) {
        for anchors in self.anchors.iter().filter(|anchors| anchors.hashes.may_hold(recent)) {
            anchors.find(recent, around, found);
        }
    }
}

/// A word, folded, and what it stands for.
#[derive(Debug)]
struct Word {
    /// Its bytes up to the end of its anchor, and the rest.
    start: Box<[u8]>,
    rest: Box<[u8]>,
    things: Box<[usize]>,
}

/// Words, each anchored at so many of its bytes.
#[derive(Debug)]
struct Anchors {
    /// By the bytes of an anchor, the words that have it.
    words: FxHashMap<u64, Box<[Word]>>,
    length: usize,
    hashes: Hashes,
}

impl Anchors {
    fn new(length: usize, words: impl Iterator<Item = (String, Vec<usize>)>) -> Self {
        let mut by_anchor = FxHashMap::<u64, Vec<Word>>::default();
        for (word, things) in words {
            let anchors = word.as_bytes().windows(length).zip(length..);
            if let Some((anchor, end)) = anchors.min_by_key(|(bytes, _)| commonness(bytes)) {
                let key = anchor.iter().fold(0, |key, byte| key << 8 | u64::from(*byte));
                let (start, rest) = word.as_bytes().split_at(end);
                let word = Word { start: start.into(), rest: rest.into(), things: things.into() };
                by_anchor.entry(key).or_default().push(word);
            }
        }
        let hashes = Hashes::new(length, by_anchor.keys().copied());
        Self { length, words: by_anchor.into_iter().map(|(key, words)| (key, words.into())).collect(), hashes }
    }

    /// All that the last bytes of a text can be, so many, where it ends with this anchor.
    fn ends(&self, key: u64, bytes: usize) -> impl Iterator<Item = u64> {
        let unknown = bytes.saturating_sub(self.length);
        (0..1 << (8 * unknown)).map(move |before| before << (8 * self.length) | key)
    }

    fn find(&self, recent: u64, (before, behind): (&[u8], &[u8]), found: &mut Numbers) {
        for word in self.words.get(&(recent & self.hashes.mask)).into_iter().flatten() {
            if before.ends_with(&word.start) && behind.starts_with(&word.rest) {
                found.add(&word.things);
            }
        }
    }
}

/// A bit for each hash of some bytes.
#[derive(Debug)]
struct Hashes {
    bits: Box<[u64]>,
    shift: u32,
    /// Those of the bytes before a place that count.
    mask: u64,
}

/// Bits for each entry, so that few are set; of a table that must fit the nearest cache beside others, not too many.
const BITS_OF_AN_ENTRY: usize = 32;
const FEWEST_BITS: usize = 1 << 10;
const MOST_BITS: usize = 1 << 16;

impl Hashes {
    /// The hashes of the last bytes of these keys, so many of each.
    fn new(bytes: usize, keys: impl Iterator<Item = u64>) -> Self {
        let mask = (1 << (8 * bytes)) - 1;
        let keys: FxHashSet<u64> = keys.map(|key| key & mask).collect();
        let bits = (keys.len() * BITS_OF_AN_ENTRY).next_power_of_two().clamp(FEWEST_BITS, MOST_BITS);
        let mut hashes = Self { bits: vec![0; bits / 64].into(), shift: u64::BITS - bits.trailing_zeros(), mask };
        for key in keys {
            let place = hashes.place(key);
            hashes.bits[place / 64] |= 1 << (place % 64);
        }
        hashes
    }

    /// Fibonacci hashing: the upper bits of a product, as many as there are places for.
    #[expect(clippy::cast_possible_truncation, reason = "few bits are left")]
    fn place(&self, recent: u64) -> usize {
        ((recent & self.mask).wrapping_mul(0x9E37_79B9_7F4A_7C15) >> self.shift) as usize
    }

    /// Whether the most recent bytes may be one of the keys.
    fn may_hold(&self, recent: u64) -> bool {
        let place = self.place(recent);
        self.bits[place / 64] >> (place % 64) & 1 == 1
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

    /// Takes them out, from the lowest to the highest.
    pub(crate) fn drain(&mut self) -> impl Iterator<Item = usize> {
        let set = |(at, word): (usize, &mut u64)| {
            let mut rest = std::mem::take(word);
            std::iter::from_fn(move || {
                let lowest = (rest != 0).then(|| rest.trailing_zeros())?;
                rest &= rest - 1;
                Some(at * 64 + lowest as usize)
            })
        };
        self.0.iter_mut().enumerate().flat_map(set)
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
        assert_eq!(found.drain().collect::<Vec<_>>(), [1, 2, 3, 70]);
    }

    proptest! {
        #[test]
        fn what_a_text_contains_is_found(words in vec("[a-cé。]{1,6}", 0..40), text in "[a-cé。 ]{0,80}") {
            let index = WordIndex::new(words.iter().cloned().zip(0..));
            let mut found = Numbers::below(words.len());
            index.find(&text, &mut found);
            let contained = (0..words.len()).filter(|&word| text.contains(&words[word]));
            prop_assert_eq!(found.drain().collect::<Vec<_>>(), contained.collect::<Vec<_>>());
        }
    }
}
