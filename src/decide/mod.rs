//! Hits → cuts. Keep beats cut; finer beats wider; surer beats less sure; nothing is cut twice, and every loser is
//! remembered.

mod pieces;
mod space;

use std::sync::Arc;

use crate::category::Category;
use crate::cleaned::{Cleaned, Fate, Ruling, Status};
use crate::cut::{Cut, Saved, without};
use crate::document::{Document, Parsed, Tree};
use crate::hit::{Effect, Hit, Reach};
use crate::profile::Profile;
use crate::prose::is_blank;
use crate::span::{Cover, Span};
use pieces::Pieces;

/// Decides what goes. `rules` names the rules that ran, for the record.
#[must_use]
pub fn decide(parsed: Parsed, mut hits: Vec<Hit>, profile: &Profile, rules: Arc<str>) -> Cleaned {
    let Parsed { document, tree } = parsed;
    hits.extend(role_hits(&document, profile));
    let kept = Kept::new(&hits);
    let mut bench = Bench { pieces: Pieces::default(), saved: Vec::new() };
    let mut fates = vec![Fate::Keep; hits.len()];
    for at in by_precedence(&hits) {
        fates[at] = bench.judge(at, &hits[at], &kept, profile);
    }
    let share = share_of(&document, &bench.pieces, &hits);
    let over = share > profile.budget(document.kind);
    if over {
        bench = Bench { pieces: Pieces::default(), saved: Vec::new() };
        fates.iter_mut().filter(|fate| **fate == Fate::Cut).for_each(|fate| *fate = Fate::OverBudget);
    }
    let cuts = if over { Vec::new() } else { cuts(&document, tree.as_ref(), &bench.pieces, &hits, profile) };
    Cleaned {
        text: without(&document.text, &cuts),
        cuts,
        saved: bench.saved,
        rulings: hits.into_iter().zip(fates).map(|(hit, fate)| Ruling { hit, fate }).collect(),
        status: if over { Status::Flagged } else { Status::Ok },
        share,
        rules,
        document,
    }
}

/// The blocks whose roles the profile leaves out.
fn role_hits(document: &Document, profile: &Profile) -> Vec<Hit> {
    let unwanted = document.blocks.iter().filter(|block| profile.cuts_role(block.role));
    let hit = |block: &crate::document::Block| Hit {
        span: block.span,
        rule: format!("{ROLE_RULES}{}", block.role).into(),
        effect: Effect::Cut(Category::Outside),
        reach: Reach::Block,
        confidence: 0.5,
    };
    unwanted.map(hit).collect()
}

/// What the ids of the profile's own cuts begin with.
const ROLE_RULES: &str = "role/";

/// Cut hits, the finest first, then the surest, then in the order of the rules.
fn by_precedence(hits: &[Hit]) -> Vec<usize> {
    let mut order: Vec<_> = (0..hits.len()).filter(|&at| hits[at].effect != Effect::Keep).collect();
    order.sort_by(|&a, &b| {
        let (a, b) = (&hits[a], &hits[b]);
        a.reach.cmp(&b.reach).then(b.confidence.total_cmp(&a.confidence))
    });
    order
}

/// What keep rules save, by where it begins.
struct Kept<'h> {
    hits: Vec<&'h Hit>,
    /// For each of `hits` how far it and those before it reach.
    reach: Vec<usize>,
}

impl<'h> Kept<'h> {
    fn new(hits: &'h [Hit]) -> Self {
        let mut hits: Vec<&Hit> = hits.iter().filter(|hit| hit.effect == Effect::Keep).collect();
        hits.sort_by_key(|hit| hit.span);
        let furthest = hits.iter().scan(0, |furthest: &mut usize, hit| {
            *furthest = hit.span.end.max(*furthest);
            Some(*furthest)
        });
        Self { reach: furthest.collect(), hits }
    }

    /// The keep hits that share a byte with `span`.
    fn within(&self, span: Span) -> impl Iterator<Item = &'h Hit> {
        let first = self.reach.partition_point(|&reach| reach <= span.start);
        let near = self.hits[first..].iter().take_while(move |keep| keep.span.start < span.end);
        near.copied().filter(move |keep| keep.span.overlaps(span))
    }
}

struct Bench {
    pieces: Pieces,
    saved: Vec<Saved>,
}

impl Bench {
    fn judge(&mut self, at: usize, hit: &Hit, kept: &Kept<'_>, profile: &Profile) -> Fate {
        let Effect::Cut(category) = hit.effect else { return Fate::Keep };
        let by_role = hit.rule.starts_with(ROLE_RULES);
        if !by_role && !profile.cuts(category) {
            return Fate::NotWanted;
        }
        let keeps: Vec<&Hit> = kept.within(hit.span).collect();
        for keep in &keeps {
            let at = hit.span.intersect(keep.span);
            self.saved.push(Saved { at, rule: hit.rule.clone(), by: keep.rule.clone() });
        }
        let free = Cover::new(keeps.iter().map(|keep| keep.span)).gaps_in(hit.span);
        match (free.is_empty(), keeps.first()) {
            (true, Some(keep)) => Fate::Saved { by: keep.rule.clone() },
            _ if self.pieces.take(&free, at) => Fate::Cut,
            _ => Fate::Covered,
        }
    }
}

/// The share of the page's text that rules would take. What the profile's roles take is asked for and does not count, nor
/// do comments: readers may write more than the author did.
#[expect(clippy::cast_precision_loss, reason = "a share needs no more than 52 bits")]
fn share_of(document: &Document, pieces: &Pieces, hits: &[Hit]) -> f64 {
    let by_rules = pieces.iter().filter(|(_, hit)| !hits[*hit].rule.starts_with(ROLE_RULES));
    let is_comment = |hit: &usize| hits[*hit].effect == Effect::Cut(Category::Comments);
    let (comments, others): (Vec<_>, Vec<_>) = by_rules.partition(|(_, hit)| is_comment(hit));
    let bytes = |pieces: &[(Span, usize)]| pieces.iter().map(|(span, _)| span.len()).sum::<usize>();
    let all: usize = document.blocks.iter().map(|block| block.span.len()).sum();
    let all = all.saturating_sub(bytes(&comments));
    if all == 0 { 0.0 } else { (bytes(&others) as f64 / all as f64).min(1.0) }
}

/// The rule that white space goes by.
const SPACE_RULE: &str = "space/blank";

fn cuts(document: &Document, tree: Option<&Tree>, pieces: &Pieces, hits: &[Hit], profile: &Profile) -> Vec<Cut> {
    let text = &document.text;
    let taken: Vec<_> = pieces.iter().filter(|(span, _)| !span.of(text).chars().all(is_blank)).collect();
    let tidy = space::tidy(text, &taken);
    let cut = |at: Span, hit: Option<usize>| {
        let hit = hit.map(|hit| &hits[hit]);
        let (rule, category, confidence) = match hit {
            Some(Hit { rule, effect: Effect::Cut(category), confidence, .. }) => (rule.clone(), *category, *confidence),
            _ => (SPACE_RULE.into(), Category::Space, 1.0),
        };
        let path = tree.filter(|_| category != Category::Space).and_then(|tree| tree.path(inner(at, text)));
        Cut { at, text: at.of(text).to_owned(), rule, category, confidence, path }
    };
    let cuts = tidy.into_iter().map(|(at, hit)| cut(at, hit));
    cuts.filter(|cut| cut.category != Category::Space || profile.cuts(Category::Space)).collect()
}

/// A range without the white space at its ends.
fn inner(span: Span, text: &str) -> Span {
    let words = span.of(text);
    let start = span.start + (words.len() - words.trim_start_matches(is_blank).len());
    Span::new(start, start + words.trim_matches(is_blank).len())
}
