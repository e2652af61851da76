//! What was weighed of a block, for eyes: the strongest reasons for and against it, in words.

use std::collections::BTreeSet;
use std::fmt::Write;

use offcut::{Family, Kind, Weighed};

use crate::observed::{laid_out, observed};

/// So many reasons are shown for it, and so many against.
const SHOWN: usize = 3;
/// What weighs less shows as nought.
const LEAST: f32 = 0.005;

/// Something that speaks for a block or against it.
struct Reason {
    /// Of reasons of one kind the heaviest is shown.
    kind: usize,
    said: String,
    weight: f32,
}

/// A few lines on one block's evidence, on a page of this kind.
pub fn account(weighed: &Weighed, kind: Kind) -> String {
    let Weighed { score, least, first, second, .. } = weighed;
    let verdict = if score >= least { "part of the article" } else { "outside the article" };
    let mut out = format!("  evidence: {verdict}, with a score of {score:+.2}; from {least:+.2} on it is part\n");
    let own = first.iter().filter(|(family, ..)| *family != Family::Any);
    let own = own.map(|(family, value, weight)| {
        let said = observed(*family, value);
        let said = if kind == Kind::Html { said } else { laid_out(&said) };
        Reason { kind: *family as usize, said, weight: *weight }
    });
    write_reasons(&mut out, "by itself", first.iter().map(|(_, _, weight)| weight).sum(), own.collect());
    let around = second.iter().filter(|(name, ..)| *name != "any").enumerate();
    let around = around.map(|(kind, (name, value, weight))| Reason {
        kind,
        said: said_around(name).to_owned(),
        weight: value * weight,
    });
    write_reasons(&mut out, "with what stands around it", *score, around.collect());
    out
}

/// What the second look saw.
fn said_around(name: &str) -> &str {
    match name {
        "own" => "what it is by itself",
        "like" => "what blocks like it are by themselves",
        "parent" => "what blocks in the same element are",
        "box" => "what blocks in the same box are",
        "before" => "what the block before it is",
        "behind" => "what the block behind it is",
        "lower-neighbour" => "what the worse of the two beside it is",
        "higher-neighbour" => "what the better of the two beside it is",
        "around" => "what the five blocks on each side are",
        "short-own" => "what it is by itself, being short",
        "short-like" => "what blocks like it are, being short",
        "little-text" => "the page has little text",
        "in-stretch" => "it stands amid the article",
        "apart" => "other things stand between it and the article",
        "before-stretch" => "it stands before the article",
        "open-before" => "an open line before the first closed sentence of the article",
        "open-behind" => "an open line behind the last closed sentence of the article",
        "title-before" => "as long as a headline, and before the first closed sentence of the article",
        other => other,
    }
}

/// The heaviest of either side, those for it first, each with its weight, and what all weigh.
fn write_reasons(out: &mut String, look: &str, sum: f32, mut reasons: Vec<Reason>) {
    reasons.sort_by(|a, b| b.weight.abs().total_cmp(&a.weight.abs()));
    let _ = writeln!(out, "    {look}: {sum:+.2}");
    for sign in [1.0, -1.0] {
        let mut kinds = BTreeSet::new();
        let of_side = reasons.iter().filter(|reason| reason.weight * sign >= LEAST && kinds.insert(reason.kind));
        for Reason { said, weight, .. } in of_side.take(SHOWN) {
            let _ = writeln!(out, "      {weight:+.2}  {said}");
        }
    }
}
