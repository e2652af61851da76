//! Which rules can find something in a block at all. Most blocks hold no rule's words, and most rules are not tried.

use std::collections::HashMap;

use aho_corasick::{AhoCorasick, MatchKind};

use super::Rule;
use crate::fold::bare;
use crate::matcher::{Needle, Place, Scene, labels};

/// Rules by the words that a block must hold for them to have a chance.
#[derive(Debug)]
pub(super) struct Index {
    /// Rules that say nothing of their words and are tried on every block.
    always: Vec<usize>,
    /// Whole lines, folded and bare.
    lines: HashMap<String, Vec<usize>>,
    /// Parts of lines, apart by the length of block up to which they count.
    parts: Vec<Parts>,
}

#[derive(Debug)]
struct Parts {
    up_to_words: usize,
    words: AhoCorasick,
    /// For each phrase of `words` the rules that look for it.
    rules: Vec<Vec<usize>>,
}

impl Index {
    /// Indexes the rules with these places in `rules`.
    pub(super) fn new(rules: &[Rule], chosen: &[usize]) -> Self {
        let (mut always, mut lines) = (Vec::new(), HashMap::<String, Vec<usize>>::new());
        let mut parts = HashMap::<usize, HashMap<String, Vec<usize>>>::new();
        for &rule in chosen {
            let Some(needles) = rules[rule].matcher.needles() else {
                always.push(rule);
                continue;
            };
            for Needle { place, text, up_to_words } in needles {
                let table = match place {
                    Place::Line => &mut lines,
                    _ => parts.entry(up_to_words).or_default(),
                };
                table.entry(text).or_default().push(rule);
            }
        }
        let mut parts: Vec<_> = parts.into_iter().map(|(up_to, table)| Parts::new(up_to, table)).collect();
        parts.sort_by_key(|parts| parts.up_to_words);
        Self { always, lines, parts }
    }

    /// The rules worth trying on block `at`, in their order.
    pub(super) fn candidates(&self, scene: &Scene<'_>, at: usize) -> Vec<usize> {
        let words = scene.blocks()[at].words;
        let mut found = self.always.clone();
        if self.parts.last().is_some_and(|parts| words <= parts.up_to_words) || !self.lines.is_empty() {
            self.add_by_words(scene, at, words, &mut found);
        }
        found.sort_unstable();
        found.dedup();
        found
    }

    fn add_by_words(&self, scene: &Scene<'_>, at: usize, words: usize, found: &mut Vec<usize>) {
        let fits = |parts: &&Parts| words <= parts.up_to_words;
        if words <= LONGEST_LINE {
            let folded = scene.folded(at);
            let lines = [bare(folded), folded].into_iter().chain(labels(folded).take(1));
            found.extend(lines.filter_map(|line| self.lines.get(line)).flatten());
        }
        for parts in self.parts.iter().filter(fits) {
            for phrase in parts.words.find_overlapping_iter(scene.folded(at)) {
                found.extend(&parts.rules[phrase.pattern().as_usize()]);
            }
        }
    }
}

/// No whole-line phrase has more words.
const LONGEST_LINE: usize = 60;

impl Parts {
    fn new(up_to_words: usize, table: HashMap<String, Vec<usize>>) -> Self {
        let (phrases, rules): (Vec<_>, Vec<_>) = table.into_iter().unzip();
        let words = AhoCorasick::builder()
            .match_kind(MatchKind::Standard)
            .build(&phrases)
            .expect("phrases of rule files are far below the limit of 2^31 states");
        Self { up_to_words, words, rules }
    }
}
