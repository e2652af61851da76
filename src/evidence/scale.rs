//! Numbers as a few words, so that each has a weight of its own.

/// Steps of a scale: below the number it is called so.
pub(super) type Scale = [(f32, &'static str)];

pub(super) const WORDS: &Scale = &[
    (2.0, "0-1"),
    (4.0, "2-3"),
    (7.0, "4-6"),
    (11.0, "7-10"),
    (16.0, "11-15"),
    (22.0, "16-21"),
    (30.0, "22-29"),
    (45.0, "30-44"),
    (70.0, "45-69"),
    (f32::INFINITY, "70+"),
];

/// Few steps, for observations that join two things.
pub(super) const LENGTH: &Scale =
    &[(4.0, "label"), (10.0, "short"), (20.0, "line"), (40.0, "sentence"), (f32::INFINITY, "paragraph")];

/// A share of links.
pub(super) const LINKED: &Scale =
    &[(0.01, "none"), (0.1, "few"), (0.3, "some"), (0.6, "half"), (0.9, "most"), (f32::INFINITY, "all")];

/// A share of anything.
pub(super) const SHARE: &Scale =
    &[(0.01, "none"), (0.05, "little"), (0.3, "some"), (0.7, "half"), (0.95, "most"), (f32::INFINITY, "all")];

/// A number of blocks.
pub(super) const COUNT: &Scale =
    &[(2.0, "1"), (3.0, "2"), (5.0, "3-4"), (10.0, "5-9"), (20.0, "10-19"), (f32::INFINITY, "20+")];

/// Words of running text near by.
pub(super) const NEAR: &Scale =
    &[(1.0, "none"), (30.0, "1-29"), (80.0, "30-79"), (200.0, "80-199"), (f32::INFINITY, "200+")];

/// What a value is called on a scale.
pub(super) fn on(scale: &Scale, value: f32) -> &'static str {
    scale.iter().find(|(below, _)| value < *below).map_or("", |(_, name)| name)
}

/// A count as a number that scales take.
#[expect(clippy::cast_precision_loss, reason = "words and bytes of a page are far below 2^24")]
pub(super) fn number(count: usize) -> f32 {
    count as f32
}

/// A part's share of a whole; nothing of nothing.
pub(super) fn share(part: usize, whole: usize) -> f32 {
    if whole == 0 { 0.0 } else { number(part) / number(whole) }
}
