//! Which rules can find something in a block at all. Most blocks hold no rule's words, and most rules are not tried.

use std::collections::BTreeMap;

use aho_corasick::AhoCorasick;

use super::Rule;
use crate::fold::bare;
use crate::matcher::{Needle, Place, Scene, labels};

/// Rules by the words that a block must hold for them to have a chance.
#[derive(Debug)]
pub(super) struct Index {
    /// Rules that say nothing of their words and are tried on every block.
    always: Vec<usize>,
    /// Whole lines, folded and bare.
    lines: BTreeMap<String, Vec<usize>>,
    /// Words of rules for short blocks only, and of rules for any block.
    short: Words,
    any: Words,
}

/// Blocks of at most so many words are short: most rules look at no others.
const SHORT: usize = 40;

impl Index {
    /// Indexes the rules with these places in `rules`.
    pub(super) fn new(rules: &[Rule], chosen: &[usize]) -> Self {
        let (mut always, mut lines) = (Vec::new(), Table::new());
        let (mut short, mut any) = (Table::new(), Table::new());
        for &rule in chosen {
            let Some(needles) = rules[rule].matcher.needles() else {
                always.push(rule);
                continue;
            };
            for Needle { place, text } in needles {
                let table = match place {
                    Place::Line => &mut lines,
                    _ if rules[rule].longest_block <= SHORT => &mut short,
                    _ => &mut any,
                };
                table.entry(text).or_default().push(rule);
            }
        }
        Self { always, lines, short: Words::new(short), any: Words::new(any) }
    }

    /// The rules that are tried on every block, wherever they can hold.
    pub(super) fn everywhere(&self) -> &[usize] {
        &self.always
    }

    /// The rules that are tried on every block of this document.
    pub(super) fn always(&self, rules: &[Rule], scene: &Scene<'_>) -> Vec<usize> {
        self.always.iter().copied().filter(|&rule| rules[rule].matcher.possible(scene)).collect()
    }

    /// The rules worth trying on block `at`, in their order, put into `found`.
    /// `always` are those rules of this index that are tried on every block.
    pub(super) fn candidates(
        &self,
        rules: &[Rule],
        always: &[usize],
        scene: &Scene<'_>,
        at: usize,
        found: &mut Vec<usize>,
    ) {
        let words = scene.blocks()[at].words;
        found.clear();
        found.extend(always);
        let folded = scene.folded(at);
        if words <= SHORT {
            let lines = [bare(folded), folded].into_iter().chain(labels(folded).take(1));
            found.extend(lines.filter_map(|line| self.lines.get(line)).flatten());
            self.short.add_rules(folded, found);
        }
        self.any.add_rules(folded, found);
        found.retain(|&rule| words <= rules[rule].longest_block);
        found.sort_unstable();
        found.dedup();
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

    fn add_rules(&self, folded: &str, found: &mut Vec<usize>) {
        for word in self.words.find_overlapping_iter(folded) {
            found.extend(&self.rules[word.pattern().as_usize()]);
        }
    }
}
