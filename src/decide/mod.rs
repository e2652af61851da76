//! Hits → cuts. Keep beats cut; finer beats wider; surer beats less sure; nothing is cut twice, and every loser is
//! remembered.

mod kept;
mod pieces;
mod space;

use std::sync::Arc;

use crate::category::Category;
use crate::cleaned::{Cleaned, Fate, Ruling, Status};
use crate::cut::{Cut, Saved, without};
use crate::document::{Block, Document, Kind, Parsed, Role, Tree};
use crate::hit::{Effect, Hit, Reach};
use crate::profile::Profile;
use crate::prose::is_blank;
use crate::read::headline_on_top;
use crate::span::{Cover, Span};
use kept::Kept;
use pieces::Pieces;

/// Decides what goes. `rules` names the rules that ran, for the record.
#[must_use]
pub fn decide(parsed: Parsed, mut hits: Vec<Hit>, profile: &Profile, rules: Arc<str>) -> Cleaned {
    let Parsed { mut document, tree } = parsed;
    hits.extend(role_hits(&document.blocks, profile));
    let mut bench = Bench::new(&document.text, profile, hits);
    if let Some(at) = bench.headline_of_what_is_left(&document) {
        document.blocks[at].role = Role::Headline;
        bench.hear(role_hits(&document.blocks[at..=at], profile).collect());
    }
    let share = share_of(&document, &bench.pieces, &bench.hits);
    let over = share > profile.budget(document.kind);
    if over {
        bench.acquit();
    }
    let cuts = if over { Vec::new() } else { cuts(&document, tree.as_ref(), &bench) };
    Cleaned {
        text: without(&document.text, &cuts),
        cuts,
        saved: bench.saved,
        rulings: bench.hits.into_iter().zip(bench.fates).map(|(hit, fate)| Ruling { hit, fate }).collect(),
        status: if over { Status::Flagged } else { Status::Ok },
        share,
        rules,
        document,
    }
}

/// The blocks whose roles the profile leaves out.
fn role_hits<'a>(blocks: &'a [Block], profile: &'a Profile) -> impl Iterator<Item = Hit> + 'a {
    let unwanted = blocks.iter().filter(|block| profile.cuts_role(block.role));
    unwanted.map(|block| Hit {
        span: block.span,
        rule: format!("{ROLE_RULES}{}", block.role).into(),
        effect: Effect::Cut(Category::Outside),
        reach: Reach::Block,
        confidence: 0.5,
    })
}

/// What the ids of the profile's own cuts begin with.
const ROLE_RULES: &str = "role/";

/// Hits, the finest first, then the surest, then in the order of the rules.
fn by_precedence(hits: &[Hit]) -> Vec<usize> {
    let mut order: Vec<_> = (0..hits.len()).collect();
    order.sort_by(|&a, &b| {
        let (a, b) = (&hits[a], &hits[b]);
        a.reach.cmp(&b.reach).then(b.confidence.total_cmp(&a.confidence))
    });
    order
}

/// Where hits are judged: what each gets, and what is taken and saved so far.
struct Bench<'p> {
    profile: &'p Profile,
    kept: Kept,
    hits: Vec<Hit>,
    fates: Vec<Fate>,
    pieces: Pieces,
    saved: Vec<Saved>,
}

impl<'p> Bench<'p> {
    fn new(text: &str, profile: &'p Profile, hits: Vec<Hit>) -> Self {
        let kept = Kept::new(&hits);
        let mut bench = Self {
            profile,
            pieces: Pieces::new(text, kept.spans()),
            kept,
            hits: Vec::new(),
            fates: Vec::new(),
            saved: Vec::new(),
        };
        bench.hear(hits);
        bench
    }

    /// Judges more hits, in the order of their precedence.
    fn hear(&mut self, hits: Vec<Hit>) {
        let before = self.hits.len();
        self.fates.resize(before + hits.len(), Fate::Keep);
        let order = by_precedence(&hits);
        self.hits.extend(hits);
        for at in order {
            self.fates[before + at] = self.judge(before + at);
        }
    }

    fn judge(&mut self, at: usize) -> Fate {
        let hit = &self.hits[at];
        let Effect::Cut(category) = hit.effect else { return Fate::Keep };
        let by_role = hit.rule.starts_with(ROLE_RULES);
        if !by_role && !self.profile.cuts(category) {
            return Fate::NotWanted;
        }
        self.saved.extend(self.kept.from(hit));
        match self.kept.around(hit.span) {
            Some(by) => Fate::Saved { by: by.clone() },
            None if self.pieces.take(hit.span, at) => Fate::Cut,
            None => Fate::Covered,
        }
    }

    /// The block that turns out to stand on top of a text and looks like its headline: where no line says the title, and
    /// where that one goes. What is left would be read so if it were cleaned again.
    fn headline_of_what_is_left(&self, document: &Document) -> Option<usize> {
        let mut headlines = document.blocks.iter().filter(|block| block.role == Role::Headline);
        if document.kind == Kind::Html || (headlines.next().is_some() && !self.profile.cuts_role(Role::Headline)) {
            return None;
        }
        let taken = Cover::new(self.pieces.iter().map(|(span, _)| span));
        let mut left = document.blocks.iter().enumerate().filter(|(_, block)| !taken.contains(block.span));
        let top = headline_on_top(&document.text, left.clone().map(|(_, block)| block))?;
        left.nth(top).map(|(at, _)| at)
    }

    /// Takes nothing at all.
    fn acquit(&mut self) {
        (self.pieces, self.saved) = (Pieces::new("", []), Vec::new());
        self.fates.iter_mut().filter(|fate| **fate == Fate::Cut).for_each(|fate| *fate = Fate::OverBudget);
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

fn cuts(document: &Document, tree: Option<&Tree>, bench: &Bench<'_>) -> Vec<Cut> {
    let (text, hits) = (&document.text, &bench.hits);
    let taken: Vec<_> = bench.pieces.iter().filter(|(span, _)| !span.of(text).chars().all(is_blank)).collect();
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
    cuts.filter(|cut| cut.category != Category::Space || bench.profile.cuts(Category::Space)).collect()
}

/// A range without the white space at its ends.
fn inner(span: Span, text: &str) -> Span {
    let words = span.of(text);
    let start = span.start + (words.len() - words.trim_start_matches(is_blank).len());
    Span::new(start, start + words.trim_matches(is_blank).len())
}
