//! How far through a text's sentences a block stands: before its first and behind its last there is little article.

use super::scale::{self, LENGTH, Scale};
use super::spots::close;
use super::{Family, Page, Sink};

/// The share of the words that stand before a block.
const BEFORE: &Scale = &[
    (0.1, "0-9 %"),
    (0.2, "10-19 %"),
    (0.3, "20-29 %"),
    (0.4, "30-39 %"),
    (0.5, "40-49 %"),
    (0.6, "50-59 %"),
    (0.7, "60-69 %"),
    (0.8, "70-79 %"),
    (0.9, "80-89 %"),
    (f32::INFINITY, "90+ %"),
];

pub(super) fn observe(page: &Page<'_>, at: usize, sink: &mut Sink<'_>) {
    let words = |places| page.spots.total(places).sentences;
    let far = match (words(0..at), words(at + 1..page.spots.len())) {
        (0, _) => "first",
        (_, 0) => "last",
        (before, _) => scale::on(BEFORE, scale::share(before, words(0..page.spots.len()))),
    };
    let spot = &page.spots[at];
    sink.see(Family::Progress, &[far, scale::on(LENGTH, scale::number(spot.block.words)), close(spot)]);
}
