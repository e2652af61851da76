//! Which blocks of a page are in the known text.

use offcut::Document;
use similar::{Algorithm, DiffOp, capture_diff_slices};

use crate::bag::{composed, tokens};

/// What the known text says of a block.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Label {
    Article,
    Frame,
}

/// A label for each block: the texts are laid side by side, word by word, and a block belongs to the article where
/// half of its words, or more, stand in the known text at that place.
pub fn labels(document: &Document, gold: &str) -> Vec<Label> {
    let gold = composed(gold).to_lowercase();
    let gold = tokens(&gold);
    let pairs: std::collections::HashSet<(&str, &str)> = gold.windows(2).map(|pair| (pair[0], pair[1])).collect();
    let texts: Vec<String> =
        document.blocks.iter().map(|block| composed(block.span.of(&document.text)).to_lowercase()).collect();
    let blocks: Vec<Vec<&str>> = texts.iter().map(|text| tokens(text)).collect();
    // Blocks that share next to nothing with the known text are left out, for the comparison's sake.
    let may_be = |words: &[&str]| {
        let known = words.windows(2).filter(|pair| pairs.contains(&(pair[0], pair[1]))).count();
        if words.len() < 3 { words.iter().all(|word| gold.contains(word)) } else { known * 10 >= (words.len() - 1) * 3 }
    };
    let mut page = Vec::new();
    for (at, words) in blocks.iter().enumerate().filter(|(_, words)| may_be(words)) {
        page.extend(words.iter().map(|word| (at, *word)));
    }
    let words: Vec<&str> = page.iter().map(|(_, word)| *word).collect();
    let mut found = vec![0; blocks.len()];
    for op in capture_diff_slices(Algorithm::Myers, &words, &gold) {
        if let DiffOp::Equal { old_index, len, .. } = op {
            page[old_index..old_index + len].iter().for_each(|(at, _)| found[*at] += 1);
        }
    }
    let label = |(words, found): (&Vec<&str>, usize)| {
        if found > 0 && found * 2 >= words.len() { Label::Article } else { Label::Frame }
    };
    blocks.iter().zip(found).map(label).collect()
}
