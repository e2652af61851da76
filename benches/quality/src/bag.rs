//! Words of a text, as benchmarks of extractors count them.

use std::collections::HashMap;
use std::hash::Hash;

use unicode_normalization::UnicodeNormalization;

/// How often each thing is there.
pub type Bag<T> = HashMap<T, usize>;

pub fn bag<T: Hash + Eq>(things: impl IntoIterator<Item = T>) -> Bag<T> {
    let mut bag = Bag::new();
    things.into_iter().for_each(|thing| *bag.entry(thing).or_default() += 1);
    bag
}

/// How many things two bags share.
pub fn shared<T: Hash + Eq>(one: &Bag<T>, other: &Bag<T>) -> usize {
    one.iter().map(|(thing, count)| (*count).min(other.get(thing).copied().unwrap_or(0))).sum()
}

pub fn size<T>(bag: &Bag<T>) -> usize {
    bag.values().sum()
}

/// Composed letters, as some pages spell umlauts with combining marks.
pub fn composed(text: &str) -> String {
    text.nfc().collect()
}

/// Runs of letters, digits and `_`.
pub fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !(c.is_alphanumeric() || c == '_')).filter(|word| !word.is_empty())
}

/// The same, but every kana and ideograph is a word of its own, as Chinese and Japanese have no blanks.
pub fn tokens(text: &str) -> Vec<&str> {
    words(text).flat_map(split_ideographs).collect()
}

fn split_ideographs(word: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut start = 0;
    for (at, c) in word.char_indices().filter(|(_, c)| is_ideograph(*c)) {
        if start < at {
            parts.push(&word[start..at]);
        }
        start = at + c.len_utf8();
        parts.push(&word[at..start]);
    }
    if start < word.len() {
        parts.push(&word[start..]);
    }
    parts
}

fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}')
}
