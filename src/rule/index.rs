//! Which rules can find something in a block at all. Most blocks hold no rule's words, and most rules are not tried.

use rustc_hash::FxHashMap;

use super::Rule;
use crate::matcher::{Needle, Numbers, Scene, WordIndex};

/// Rules by the words that a block must hold for them to have a chance.
#[derive(Debug)]
pub(super) struct Index {
    /// Rules that say nothing of their words and are tried on every block.
    always: Vec<usize>,
    /// Whole lines, folded and bare.
    lines: FxHashMap<String, Vec<usize>>,
    /// Words of all rules, and of those that look at long blocks too.
    all: WordIndex,
    long: WordIndex,
}

/// Blocks of at most so many words are short: most rules look at no others.
const SHORT: usize = 40;

impl Index {
    /// Indexes the rules with these places in `rules`.
    pub(super) fn new(rules: &[Rule], chosen: &[usize]) -> Self {
        let (mut always, mut lines) = (Vec::new(), FxHashMap::<String, Vec<usize>>::default());
        let (mut all, mut long) = (Vec::new(), Vec::new());
        for &rule in chosen {
            let Some(needles) = rules[rule].matcher.needles() else {
                always.push(rule);
                continue;
            };
            let is_long = rules[rule].longest_block > SHORT;
            for needle in needles {
                match needle {
                    Needle::Line(line) => lines.entry(line).or_default().push(rule),
                    Needle::Words(words) => {
                        long.extend(is_long.then(|| (words.clone(), rule)));
                        all.push((words, rule));
                    }
                }
            }
        }
        Self { always, lines, all: WordIndex::new(all), long: WordIndex::new(long) }
    }

    /// The rules that are tried on every block of this document.
    pub(super) fn always(&self, rules: &[Rule], scene: &Scene<'_>) -> Vec<usize> {
        self.always.iter().copied().filter(|&rule| rules[rule].matcher.possible(scene)).collect()
    }

    /// Adds the rules that have a chance in block `at`, by its words.
    pub(super) fn find(&self, scene: &Scene<'_>, at: usize, found: &mut Numbers) {
        let (folded, line) = (scene.folded(at), scene.bare(at));
        // Most lines are bare, and their own and only label.
        let others = [Some(folded), scene.labels(at).next()].into_iter().flatten().filter(|other| *other != line);
        let rules = others.chain([line]).filter_map(|line| self.lines.get(line));
        rules.for_each(|rules| found.add(rules));
        let words = if scene.blocks()[at].words > SHORT { &self.long } else { &self.all };
        words.find(folded, found);
    }
}
