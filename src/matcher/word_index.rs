//! Many words, looked for at once, and what each of them stands for.

use std::collections::BTreeMap;

use aho_corasick::AhoCorasick;

/// Finds which of many things have a chance in a text, by the words that each must see there.
#[derive(Debug)]
pub(crate) struct WordIndex {
    finder: AhoCorasick,
    /// For each word the things that look for it.
    things: Vec<Vec<usize>>,
}

impl WordIndex {
    /// Indexes things, by numbers from 0, under one of their words each time.
    pub(crate) fn new(words: impl IntoIterator<Item = (String, usize)>) -> Self {
        let mut table = BTreeMap::<String, Vec<usize>>::new();
        for (word, thing) in words {
            table.entry(word).or_default().push(thing);
        }
        let (words, things): (Vec<_>, Vec<_>) = table.into_iter().unzip();
        let finder = AhoCorasick::new(&words).expect("words of rule files are far below the limit of 2^31 states");
        Self { finder, things }
    }

    /// Adds what has a chance in a folded text.
    pub(crate) fn find(&self, folded: &str, found: &mut Numbers) {
        for word in self.finder.find_overlapping_iter(folded) {
            found.add(&self.things[word.pattern().as_usize()]);
        }
    }
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
    use super::{Numbers, WordIndex};

    #[test]
    fn overlapping_words_are_all_found() {
        let words = [("photo", 70), ("to by", 3), ("by", 1), ("by", 2)].map(|(word, thing)| (word.to_owned(), thing));
        let mut found = Numbers::below(71);
        WordIndex::new(words).find("a photo by ada", &mut found);
        assert_eq!(found.in_order().collect::<Vec<_>>(), [1, 2, 3, 70]);
    }
}
