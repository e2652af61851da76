//! What was weighed of a block, for eyes: the heaviest observations first.

use std::fmt::Write;

use offcut::Weighed;

/// So many observations are shown of each look.
const SHOWN: usize = 6;

/// A few lines on one block's evidence.
pub fn account(weighed: &Weighed) -> String {
    let Weighed { score, least, first, second, .. } = weighed;
    let verdict = if score >= least { "the article" } else { "outside" };
    let mut out = format!("  evidence: {score:+.2}, so {verdict}; the article begins at {least:+.2}\n");
    let observed = first.iter().map(|(family, value, weight)| (format!("{family}: {value}"), *weight));
    write_heaviest(&mut out, "its own", observed.collect());
    let around = second.iter().map(|(name, value, weight)| (format!("{name} {value:+.1}"), value * weight));
    write_heaviest(&mut out, "second look", around.collect());
    out
}

fn write_heaviest(out: &mut String, what: &str, mut shares: Vec<(String, f32)>) {
    let sum: f32 = shares.iter().map(|(_, share)| share).sum();
    shares.sort_by(|(_, a), (_, b)| b.abs().total_cmp(&a.abs()));
    let rest = shares.len().saturating_sub(SHOWN);
    let shown: Vec<String> = shares.iter().take(SHOWN).map(|(name, share)| format!("{share:+.2} {name}")).collect();
    let _ = writeln!(out, "    {what} {sum:+.2}: {}, {rest} more", shown.join(", "));
}
