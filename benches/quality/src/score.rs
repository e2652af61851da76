//! How far a text is from the known one.
//!
//! Shingle F1 and accuracy are those of article-extraction-benchmark (runs of four words; precision and recall are
//! averaged over pages before F1), word F1 is that of WCXB, *harm* the share of the known words that are lost, and
//! *leftover* the share of the given words that are not among the known ones.

use crate::bag::{Bag, bag, composed, shared, size, tokens, words};

/// One page's scores. Precision or recall is none where the page has no say in it.
#[derive(Clone, Copy, Default, Debug, serde::Serialize)]
pub struct Score {
    pub precision: Option<f64>,
    pub recall: Option<f64>,
    pub exact: f64,
    pub word_f1: f64,
    pub harm: f64,
    pub leftover: f64,
}

impl Score {
    pub fn of(gold: &str, given: &str) -> Self {
        let (gold, given) = (composed(gold), composed(given));
        let (precision, recall) = shingle_scores(&gold, &given);
        let (harm, leftover) = harm_and_leftover(&gold.to_lowercase(), &given.to_lowercase());
        Self {
            precision,
            recall,
            exact: f64::from(u8::from(words(&gold).eq(words(&given)))),
            word_f1: word_f1(&gold.to_lowercase(), &given.to_lowercase()),
            harm,
            leftover,
        }
    }
}

const SHINGLE: usize = 4;

fn shingles(text: &str) -> Bag<Vec<&str>> {
    let words: Vec<&str> = words(text).collect();
    let count = (words.len() + 1).saturating_sub(SHINGLE).max(1);
    let shingle = |at: usize| words[at..(at + SHINGLE).min(words.len())].to_vec();
    bag((0..count).map(shingle).filter(|shingle| !shingle.is_empty()))
}

fn shingle_scores(gold: &str, given: &str) -> (Option<f64>, Option<f64>) {
    let (gold, given) = (shingles(gold), shingles(given));
    let hits = shared(&gold, &given);
    let part = |whole: usize| (whole > 0).then(|| share(hits, whole));
    if gold.is_empty() && given.is_empty() { (None, None) } else { (part(size(&given)), part(size(&gold))) }
}

fn word_f1(gold: &str, given: &str) -> f64 {
    let (gold, given) = (bag(words(gold)), bag(words(given)));
    if gold.is_empty() && given.is_empty() {
        return 1.0;
    }
    let hits = shared(&gold, &given);
    if hits == 0 { 0.0 } else { f1(share(hits, size(&given)), share(hits, size(&gold))) }
}

fn harm_and_leftover(gold: &str, given: &str) -> (f64, f64) {
    let (gold, given) = (bag(tokens(gold)), bag(tokens(given)));
    let hits = shared(&gold, &given);
    let missing = |whole: usize| if whole == 0 { 0.0 } else { 1.0 - share(hits, whole) };
    (missing(size(&gold)), missing(size(&given)))
}

pub fn share(part: usize, whole: usize) -> f64 {
    part as f64 / whole as f64
}

pub fn f1(precision: f64, recall: f64) -> f64 {
    if precision * recall == 0.0 { 0.0 } else { 2.0 * precision * recall / (precision + recall) }
}

/// Means over pages.
pub struct Summary {
    pub f1: f64,
    pub accuracy: f64,
    pub word_f1: f64,
    pub harm: f64,
    pub leftover: f64,
}

impl Summary {
    pub fn of<'s>(scores: impl IntoIterator<Item = &'s Score>) -> Self {
        let scores: Vec<&Score> = scores.into_iter().collect();
        let mean = |value: &dyn Fn(&Score) -> Option<f64>| {
            let values: Vec<f64> = scores.iter().filter_map(|score| value(score)).collect();
            if values.is_empty() { 0.0 } else { values.iter().sum::<f64>() / values.len() as f64 }
        };
        Self {
            f1: f1(mean(&|score| score.precision), mean(&|score| score.recall)),
            accuracy: mean(&|score| Some(score.exact)),
            word_f1: mean(&|score| Some(score.word_f1)),
            harm: mean(&|score| Some(score.harm)),
            leftover: mean(&|score| Some(score.leftover)),
        }
    }
}

impl std::fmt::Display for Summary {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { f1, accuracy, word_f1, harm, leftover } = self;
        write!(f, "{f1:.4}  {accuracy:.3}  {word_f1:.4}  {harm:.4}  {leftover:.4}")
    }
}

#[cfg(test)]
mod tests {
    use super::Score;

    #[test]
    fn equal_texts_are_exact() {
        let score = Score::of("One two, three four five.", "one two three four five".replace('o', "O").as_str());
        assert_eq!(score.exact, 0.0);
        assert_eq!((score.word_f1, score.harm, score.leftover), (1.0, 0.0, 0.0));
        assert_eq!(Score::of("A b c d e", "A b\nc d e").exact, 1.0);
    }

    #[test]
    fn what_is_missing_is_harm_and_what_is_too_much_is_left_over() {
        let score = Score::of("a b c d e f g h", "a b c d");
        assert_eq!((score.harm, score.leftover), (0.5, 0.0));
        assert_eq!((score.precision, score.recall), (Some(1.0), Some(0.2)));
        assert_eq!(Score::of("東京で", "東京").harm, 1.0 - 2.0 / 3.0);
        assert_eq!(Score::of("a", "").harm, 1.0);
    }
}
