//! One document under the rules: roles first, for other rules may ask for them; then every rule on every block; then,
//! as long as blocks go, the rules that look around once more, for what was apart may now be neighbours.

use std::collections::HashSet;
use std::sync::Arc;

use super::index::Index;
use super::{Action, Rule};
use crate::category::Category;
use crate::document::{Block, Document, Role};
use crate::evidence::Weighed;
use crate::hit::{Effect, Hit, Reach};
use crate::matcher::Scene;
use crate::span::Cover;

/// The rules for one outlet, indexed.
#[derive(Debug)]
pub(super) struct Plan {
    roles: Arc<Index>,
    cuts: Index,
    /// Those of `cuts` that look around.
    around: Index,
    /// Rules of the category *outside*: they look at what the others left.
    outside: Index,
}

impl Plan {
    /// Indexes the rules that say what blocks are, and those that cut and keep.
    pub(super) fn new(rules: &[Rule], roles: &[usize], cuts: &[usize]) -> Self {
        let is_outside = |rule: &&usize| matches!(rules[**rule].action, Action::Cut(Category::Outside, _));
        let (outside, cuts): (Vec<usize>, Vec<usize>) = cuts.iter().partition(is_outside);
        let around: Vec<usize> = cuts.iter().copied().filter(|&rule| rules[rule].looks_around()).collect();
        let index = |chosen: &[usize]| Index::new(rules, chosen);
        Self { roles: Arc::new(index(roles)), cuts: index(&cuts), around: index(&around), outside: index(&outside) }
    }

    /// The same with one rule only; all rules still say what blocks are.
    pub(super) fn only(&self, rules: &[Rule], rule: usize) -> Self {
        let is_role = matches!(rules[rule].action, Action::Role(_));
        // A role rule is tried as if it cut, through the same index.
        let alone = Self::new(rules, &[], &[rule]);
        if is_role { alone } else { Self { roles: self.roles.clone(), ..alone } }
    }
}

/// Cuts can make new neighbours so many times.
const MOST_ROUNDS: usize = 6;

/// Rules at work.
pub(super) struct Run<'r> {
    rules: &'r [Rule],
    plan: &'r Plan,
    candidates: Vec<usize>,
}

impl<'r> Run<'r> {
    pub(super) fn new(rules: &'r [Rule], plan: &'r Plan) -> Self {
        Self { rules, plan, candidates: Vec::new() }
    }

    /// Everything that the rules find.
    pub(super) fn find(mut self, document: &mut Document, wanted: impl Fn(Category) -> bool) -> Vec<Hit> {
        let (scene, mut hits) = self.settle(document, wanted);
        self.look(&self.plan.outside, &scene, &mut hits);
        without_repeats(hits)
    }

    /// What the rules of the category *outside* weigh when the others have settled.
    pub(super) fn weigh(mut self, document: &mut Document, wanted: impl Fn(Category) -> bool) -> Vec<Weighed> {
        let (scene, _) = self.settle(document, wanted);
        self.plan.outside.everywhere().iter().flat_map(|&rule| self.rules[rule].matcher.evidence(&scene)).collect()
    }

    /// Runs all rules but those of the category *outside*: what is left, and what they found.
    fn settle<'d>(&mut self, document: &'d mut Document, wanted: impl Fn(Category) -> bool) -> (Scene<'d>, Vec<Hit>) {
        self.assign_roles(document);
        let mut scene = Scene::new(document);
        let mut hits = Vec::new();
        self.look(&self.plan.cuts, &scene, &mut hits);
        let mut new = 0;
        for _ in 1..MOST_ROUNDS {
            if !scene.remove(gone(&hits, new, &wanted)) {
                break;
            }
            new = hits.len();
            self.look(&self.plan.around, &scene, &mut hits);
        }
        (scene, hits)
    }

    fn look(&mut self, index: &Index, scene: &Scene<'_>, hits: &mut Vec<Hit>) {
        let always = index.always(self.rules, scene);
        for at in 0..scene.blocks().len() {
            index.candidates(self.rules, &always, scene, at, &mut self.candidates);
            let rules = self.candidates.iter().map(|&rule| &self.rules[rule]);
            for rule in rules.filter(|rule| rule.holds_for(scene.document)) {
                hits.extend(rule.hits_at(scene, at));
            }
        }
    }

    fn assign_roles(&mut self, document: &mut Document) {
        let mut scene = Scene::new(document);
        let always = self.plan.roles.always(self.rules, &scene);
        for at in 0..scene.blocks().len() {
            self.plan.roles.candidates(self.rules, &always, &scene, at, &mut self.candidates);
            if let Some(role) = self.role_at(&scene, at) {
                scene.set_role(at, role);
            }
        }
        document.blocks = scene.into_blocks();
    }

    /// The role that the surest of the candidates gives to block `at`; of equally sure ones the first.
    fn role_at(&self, scene: &Scene<'_>, at: usize) -> Option<Role> {
        let rules = self.candidates.iter().map(|&rule| &self.rules[rule]);
        let found = rules.filter(|rule| rule.holds_for(scene.document) && rule.hits_at(scene, at).next().is_some());
        let best = found.reduce(|best, next| if next.confidence > best.confidence { next } else { best })?;
        match best.action {
            Action::Role(role) => Some(role),
            Action::Cut(..) | Action::Keep(_) => None,
        }
    }
}

/// The blocks that are as good as gone: wholly inside one of the hits from `new` on, and not saved by any.
fn gone(hits: &[Hit], new: usize, wanted: impl Fn(Category) -> bool) -> impl Fn(&Block) -> bool {
    let is_cut =
        |hit: &&Hit| matches!(hit.effect, Effect::Cut(category) if wanted(category)) && hit.reach != Reach::Span;
    let cut = Cover::new(hits[new..].iter().filter(is_cut).map(|hit| hit.span));
    let kept = Cover::new(hits.iter().filter(|hit| hit.effect == Effect::Keep).map(|hit| hit.span));
    move |block| cut.contains(block.span) && !kept.overlaps(block.span)
}

/// A rule that looks around finds again what it found before.
fn without_repeats(mut hits: Vec<Hit>) -> Vec<Hit> {
    let mut seen = HashSet::new();
    hits.retain(|hit| seen.insert((hit.rule.clone(), hit.span)));
    hits
}
