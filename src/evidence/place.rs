//! Where a block stands among the page's elements.

use super::elements::Elements;
use super::scale::{self, COUNT, LENGTH, LINKED, SHARE, WORDS};
use super::spots::{Spot, close};
use super::{Family, Page, Sink};

pub(super) fn observe(page: &Page<'_>, at: usize, sink: &mut Sink<'_>) {
    let (spot, elements) = (&page.spots[at], &page.elements);
    let tag = elements.name(spot.own);
    sink.see(Family::Tag, &[tag]);
    sink.see(Family::Role, &[spot.block.role.name()]);
    head(page, at, sink);
    within(spot, elements, sink);
    names(spot, elements, sink);
    joined(page, at, sink);
    edge(at, elements, sink);
    boxed(spot, at, elements, sink);
    list(spot, elements, sink);
}

fn within(spot: &Spot<'_>, elements: &Elements<'_>, sink: &mut Sink<'_>) {
    for name in elements.telling.around(spot.innermost) {
        sink.see(Family::Within, &[name]);
    }
}

fn names(spot: &Spot<'_>, elements: &Elements<'_>, sink: &mut Sink<'_>) {
    for name in elements.called.words(spot.innermost) {
        sink.see(Family::Names, &[name]);
    }
}

/// Where the block stands: before, amid or behind the core's running text, or between the headline and that; and how near to it in the tree.
fn joined(page: &Page<'_>, at: usize, sink: &mut Sink<'_>) {
    let (spot, elements) = (&page.spots[at], &page.elements);
    let when = match elements.core_blocks {
        Some((first, _)) if at < first && page.spots.behind_headline(at).is_some() => "lead",
        Some((first, _)) if at < first => "before",
        Some((_, last)) if at > last => "behind",
        Some(_) => "amid",
        None => "no core",
    };
    let near = match () {
        () if spot.parent == Some(elements.core) => "child",
        () if elements.in_core(spot) => "box",
        () if elements.in_container(spot) => "near",
        () => "out",
    };
    let close = close(spot);
    let length = scale::on(LENGTH, scale::number(spot.block.words));
    let links = match scale::share(spot.block.linked, spot.text.len()) {
        share if share < 0.2 => "no links",
        share if share < 0.9 => "links",
        _ => "a link",
    };
    let tag = elements.name(spot.own);
    sink.see(Family::Place, &[when, near]);
    sink.see(Family::PlaceShape, &[when, near, length, close]);
    sink.see(Family::PlaceLinks, &[near, length, close, links]);
    sink.see(Family::PlaceTag, &[when, near, tag]);
    sink.see(Family::PlaceTag, &[near, tag, links]);
}

fn head(page: &Page<'_>, at: usize, sink: &mut Sink<'_>) {
    let amid = match page.elements.core_blocks {
        Some((first, _)) if at < first => "before the core",
        _ => "not before the core",
    };
    match page.spots.behind_headline(at) {
        Some(blocks) => sink.see(Family::Head, &[scale::on(COUNT, scale::number(blocks)), "behind it,", amid]),
        None if page.spots.has_headline() => sink.see(Family::Head, &["before it"]),
        None => sink.see(Family::Head, &["none"]),
    }
}

fn edge(at: usize, elements: &Elements<'_>, sink: &mut Sink<'_>) {
    let Some((first, last)) = elements.edges else { return };
    if at < first {
        sink.see(Family::Edge, &[scale::on(COUNT, scale::number(first - at)), "before"]);
    } else if at > last {
        sink.see(Family::Edge, &[scale::on(COUNT, scale::number(at - last)), "behind"]);
    }
}

/// A box that interrupts the running text: the element around the block that stands beside the core's paragraphs.
fn boxed(spot: &Spot<'_>, at: usize, elements: &Elements<'_>, sink: &mut Sink<'_>) {
    let amid = elements.core_blocks.is_some_and(|(first, last)| first < at && at < last);
    if !amid || !elements.in_core(spot) || [Some(spot.own), spot.parent].contains(&Some(elements.core)) {
        return;
    }
    let Some(place) = elements.child_of(elements.core, spot) else { return };
    let held = elements.held(place);
    sink.see(Family::Box, &[elements.name(place)]);
    sink.see(Family::Box, &["blocks", scale::on(COUNT, scale::number(held.blocks))]);
    sink.see(Family::Box, &["links", scale::on(LINKED, held.links())]);
    sink.see(Family::Box, &["running text", scale::on(SHARE, scale::share(held.running, held.words))]);
    if elements.has_picture(place) {
        sink.see(Family::Box, &["a picture"]);
    }
}

fn list(spot: &Spot<'_>, elements: &Elements<'_>, sink: &mut Sink<'_>) {
    let is_list = |place: &usize| matches!(elements.name(*place), "ul" | "ol" | "dl" | "table");
    let Some(place) = elements.outline.around(spot.innermost).find(is_list) else { return };
    let (held, name) = (elements.held(place), elements.name(place));
    let words = scale::number(held.words) / scale::number(held.blocks.max(1));
    sink.see(Family::List, &[name, "links", scale::on(LINKED, held.links())]);
    let pointers = scale::share(held.pointers, held.blocks);
    sink.see(
        Family::List,
        &[name, "pointers", scale::on(SHARE, pointers), scale::on(COUNT, scale::number(held.blocks))],
    );
    sink.see(Family::List, &[name, "words", scale::on(WORDS, words)]);
    sink.see(Family::List, &[name, "blocks", scale::on(COUNT, scale::number(held.blocks))]);
}
