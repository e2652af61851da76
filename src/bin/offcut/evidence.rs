//! What was weighed of a block, for eyes: the strongest reasons for and against it, in words.

use std::collections::BTreeSet;
use std::fmt::Write;

use offcut::{Family, Weighed};

/// So many reasons are shown for it, and so many against.
const SHOWN: usize = 3;
/// What weighs less shows as nought.
const LEAST: f32 = 0.005;

/// Something that speaks for a block or against it.
struct Reason<'w> {
    kind: &'w str,
    value: &'w str,
    weight: f32,
}

impl Reason<'_> {
    fn show(&self) -> String {
        let Self { kind, value, weight } = self;
        let colon = if value.is_empty() { "" } else { ": " };
        format!("{kind}{colon}{value} ({weight:+.2})")
    }
}

/// A few lines on one block's evidence.
pub fn account(weighed: &Weighed) -> String {
    let Weighed { score, least, first, second, .. } = weighed;
    let verdict = if score >= least { "part of the article" } else { "outside the article" };
    let mut out = format!("  evidence: {verdict}, with a score of {score:+.2}; from {least:+.2} on it is part\n");
    let own = first.iter().filter(|(family, ..)| *family != Family::Any);
    let own = own.map(|(family, value, weight)| Reason { kind: said(*family), value, weight: *weight });
    write_reasons(&mut out, "by itself", first.iter().map(|(_, _, weight)| weight).sum(), own.collect());
    let around = second.iter().filter(|(name, ..)| *name != "any");
    let around =
        around.map(|(name, value, weight)| Reason { kind: said_around(name), value: "", weight: value * weight });
    write_reasons(&mut out, "with what stands around it", *score, around.collect());
    out
}

/// What an observation of a family is about.
fn said(family: Family) -> &'static str {
    match family {
        Family::Any => "",
        Family::Shape => "words",
        Family::Links => "links in it",
        Family::Marks => "signs in it",
        Family::Tag => "element",
        Family::Role => "looks like",
        Family::Head => "from the headline",
        Family::Within => "stands in",
        Family::Names => "name around it",
        Family::Marked => "the page's own mark",
        Family::Place => "place",
        Family::PlaceShape => "place and words",
        Family::PlaceLinks => "place and links",
        Family::PlaceTag => "place and element",
        Family::Edge => "from the running text",
        Family::Box => "its box",
        Family::List => "its list",
        Family::Like => "all like it",
        Family::Row => "its row",
        Family::Before => "before it",
        Family::Behind => "behind it",
        Family::Gap => "cut beside it",
        Family::Taken => "cut near it",
        Family::Said => "the page's own data",
        Family::Run => "running text beside it",
        Family::Words => "says",
        Family::Capitals => "capitals",
        Family::Theme => "words of the running text",
    }
}

/// What the second look saw.
fn said_around(name: &str) -> &str {
    match name {
        "own" => "its own evidence",
        "like" => "the evidence of blocks like it",
        "parent" => "that of blocks in the same element",
        "box" => "that of its box",
        "before" => "the block before it",
        "behind" => "the block behind it",
        "lower-neighbour" => "the worse of the two beside it",
        "higher-neighbour" => "the better of the two beside it",
        "around" => "the five blocks on each side",
        "short-own" => "its own evidence, being short",
        "short-like" => "that of blocks like it, being short",
        "little-text" => "how little text the page has",
        "in-stretch" => "it stands amid the article",
        "apart" => "how far from the article it stands",
        "before-stretch" => "it stands before the article",
        other => other,
    }
}

/// The heaviest of either side, each with its weight, and what all weigh. Of reasons of one kind the heaviest is shown.
fn write_reasons(out: &mut String, look: &str, sum: f32, mut reasons: Vec<Reason>) {
    reasons.sort_by(|a, b| b.weight.abs().total_cmp(&a.weight.abs()));
    let _ = writeln!(out, "    {look}: {sum:+.2}");
    for (side, sign) in [("for", 1.0), ("against", -1.0)] {
        let mut kinds = BTreeSet::new();
        let of_side = reasons.iter().filter(|reason| reason.weight * sign >= LEAST && kinds.insert(reason.kind));
        let shown: Vec<String> = of_side.take(SHOWN).map(Reason::show).collect();
        if !shown.is_empty() {
            let _ = writeln!(out, "      {side:7}  {}", shown.join("; "));
        }
    }
}
