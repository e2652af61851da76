//! What stands beside a block.

use super::scale::{self, LENGTH, LINKED, NEAR};
use super::spots::{Spot, Total, close};
use super::{Family, Page, Sink};

/// So many blocks on each side are near.
const NEARBY: usize = 5;

pub(super) fn observe(page: &Page<'_>, at: usize, sink: &mut Sink<'_>) {
    let (above, below) = page.spots.near(at, 1);
    let totals = page.spots.total_near(at, NEARBY);
    let spot = &page.spots[at];
    side(page, Family::Before, spot, above.last(), totals.0, sink);
    side(page, Family::Behind, spot, below.first(), totals.1, sink);
    sink.see(Family::Gap, &[gap(spot.gaps.0), "before"]);
    sink.see(Family::Gap, &[gap(spot.gaps.1), "behind"]);
}

fn gap(gone: usize) -> &'static str {
    match gone {
        0 => "none",
        1 => "one",
        2..5 => "some",
        _ => "many",
    }
}

fn side(page: &Page<'_>, family: Family, spot: &Spot<'_>, next: Option<&Spot<'_>>, near: Total, sink: &mut Sink<'_>) {
    match next {
        Some(next) => neighbour(page, family, spot, next, sink),
        None => sink.see(family, &["nothing"]),
    }
    sink.see(family, &["words near", scale::on(NEAR, scale::number(near.running))]);
    sink.see(family, &["links near", scale::on(LINKED, scale::share(near.linked, near.bytes))]);
}

fn neighbour(page: &Page<'_>, family: Family, spot: &Spot<'_>, next: &Spot<'_>, sink: &mut Sink<'_>) {
    sink.see(family, &[scale::on(LENGTH, scale::number(next.block.words)), close(next)]);
    sink.see(family, &["links", scale::on(LINKED, scale::share(next.block.linked, next.text.len()))]);
    if next.like == spot.like {
        sink.see(family, &["like it"]);
    }
    if page.elements.is_heading(next.own) {
        sink.see(family, &["a heading"]);
    }
    if page.elements.in_container(spot) != page.elements.in_container(next) {
        sink.see(family, &["beyond the container"]);
    }
}
