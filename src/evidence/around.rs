//! What stands beside a block.

use super::scale::{self, LENGTH, LINKED, NEAR};
use super::spots::Spot;
use super::{Family, Page, Sink};

/// So many blocks on each side are near.
const NEARBY: usize = 5;

pub(super) fn observe(page: &Page<'_>, at: usize, sink: &mut Sink<'_>) {
    let (above, below) = page.spots.near(at, NEARBY);
    let spot = &page.spots[at];
    side(page, spot, above.last(), above, &mut |what| sink(Family::Before, what));
    side(page, spot, below.first(), below, &mut |what| sink(Family::Behind, what));
    sink(Family::Gap, &format!("{} before", gap(spot.gaps.0)));
    sink(Family::Gap, &format!("{} behind", gap(spot.gaps.1)));
}

fn gap(gone: usize) -> &'static str {
    match gone {
        0 => "none",
        1 => "one",
        2..5 => "some",
        _ => "many",
    }
}

fn side(page: &Page<'_>, spot: &Spot<'_>, next: Option<&Spot<'_>>, near: &[Spot<'_>], sink: &mut dyn FnMut(&str)) {
    match next {
        Some(next) => neighbour(page, spot, next, sink),
        None => sink("nothing"),
    }
    let running: usize = near.iter().filter(|spot| spot.is_running()).map(|spot| spot.block.words).sum();
    let linked = near.iter().map(|spot| spot.block.linked).sum();
    let bytes = near.iter().map(|spot| spot.text.len()).sum();
    sink(&format!("near: {} words", scale::on(NEAR, scale::number(running))));
    sink(&format!("near: {} linked", scale::on(LINKED, scale::share(linked, bytes))));
}

fn neighbour(page: &Page<'_>, spot: &Spot<'_>, next: &Spot<'_>, sink: &mut dyn FnMut(&str)) {
    let close = if next.block.sentence { "closed" } else { "open" };
    sink(&format!("{} {close}", scale::on(LENGTH, scale::number(next.block.words))));
    sink(&format!("{} linked", scale::on(LINKED, scale::share(next.block.linked, next.text.len()))));
    if next.like == spot.like {
        sink("like it");
    }
    if matches!(page.elements.name(next.element()), "h1" | "h2" | "h3" | "h4" | "h5" | "h6") {
        sink("a heading");
    }
    let container = page.elements.container;
    if spot.chain.contains(&container) != next.chain.contains(&container) {
        sink("beyond the container");
    }
}
