//! Which rules can find something in a block at all. Most blocks hold no rule's words, and most rules are not tried.

use std::collections::BTreeMap;

use aho_corasick::AhoCorasick;
use rustc_hash::FxHashMap;

use super::Rule;
use crate::fold::bare;
use crate::matcher::{Needle, Place, Scene, labels};

/// Rules by the words that a block must hold for them to have a chance.
#[derive(Debug)]
pub(super) struct Index {
    /// Rules that say nothing of their words and are tried on every block.
    always: Vec<usize>,
    /// Whole lines, folded and bare.
    lines: FxHashMap<String, Vec<usize>>,
    /// Words of all rules, and of those that look at long blocks too.
    all: Words,
    long: Words,
}

/// Blocks of at most so many words are short: most rules look at no others.
const SHORT: usize = 40;

impl Index {
    /// Indexes the rules with these places in `rules`.
    pub(super) fn new(rules: &[Rule], chosen: &[usize]) -> Self {
        let (mut always, mut lines) = (Vec::new(), FxHashMap::<String, Vec<usize>>::default());
        let (mut all, mut long) = (Table::new(), Table::new());
        for &rule in chosen {
            let Some(needles) = rules[rule].matcher.needles() else {
                always.push(rule);
                continue;
            };
            for Needle { place, text } in needles {
                if place == Place::Line {
                    lines.entry(text).or_default().push(rule);
                    continue;
                }
                if rules[rule].longest_block > SHORT {
                    long.entry(text.clone()).or_default().push(rule);
                }
                all.entry(text).or_default().push(rule);
            }
        }
        Self { always, lines, all: Words::new(all), long: Words::new(long) }
    }

    /// The rules that are tried on every block of this document.
    pub(super) fn always(&self, rules: &[Rule], scene: &Scene<'_>) -> Vec<usize> {
        self.always.iter().copied().filter(|&rule| rules[rule].matcher.possible(scene)).collect()
    }

    /// The rules worth trying on block `at`, in their order. `always` are those that are tried on every block.
    pub(super) fn candidates<'r>(
        &self,
        rules: &'r [Rule],
        always: &[usize],
        scene: &Scene<'_>,
        at: usize,
    ) -> impl Iterator<Item = usize> + use<'r> {
        let words = scene.blocks()[at].words;
        let folded = scene.folded(at);
        let mut found = Places::up_to(rules.len());
        found.add(always);
        if words <= SHORT {
            let lines = [bare(folded), folded].into_iter().chain(labels(folded).take(1));
            lines.filter_map(|line| self.lines.get(line)).for_each(|rules| found.add(rules));
        }
        let index = if words <= SHORT { &self.all } else { &self.long };
        index.find(folded, &mut found);
        found.into_iter().filter(move |&rule| words <= rules[rule].longest_block)
    }
}

/// Places of rules, a bit for each: a page's words name the same rules over and over.
struct Places(Vec<u64>);

impl Places {
    fn up_to(count: usize) -> Self {
        Self(vec![0; count.div_ceil(64)])
    }

    fn add(&mut self, places: &[usize]) {
        places.iter().for_each(|place| self.0[place / 64] |= 1 << (place % 64));
    }

    fn into_iter(self) -> impl Iterator<Item = usize> {
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

/// Rules by word.
type Table = BTreeMap<String, Vec<usize>>;

/// Many words, looked for at once.
#[derive(Debug)]
struct Words {
    words: AhoCorasick,
    /// For each of `words` the rules that look for it.
    rules: Vec<Vec<usize>>,
}

impl Words {
    fn new(table: Table) -> Self {
        let (words, rules): (Vec<_>, Vec<_>) = table.into_iter().unzip();
        let words = AhoCorasick::new(&words).expect("words of rule files are far below the limit of 2^31 states");
        Self { words, rules }
    }

    fn find(&self, folded: &str, found: &mut Places) {
        for word in self.words.find_overlapping_iter(folded) {
            found.add(&self.rules[word.pattern().as_usize()]);
        }
    }
}
