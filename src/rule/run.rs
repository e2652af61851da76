//! One document under the rules: roles first, for other rules may ask for them; then every rule on every block; then,
//! as long as blocks go, the rules that look around once more, for what was apart may now be neighbours.

use std::cell::OnceCell;
use std::collections::{HashMap, HashSet};
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
    /// Rules of the category *outside*: they look at what the others left.
    outside: Index,
}

impl Plan {
    /// Indexes the rules that say what blocks are, and those that cut and keep.
    pub(super) fn new(rules: &[Rule], roles: &[usize], cuts: &[usize]) -> Self {
        let is_outside = |rule: &&usize| matches!(rules[**rule].action, Action::Cut(Category::Outside, _));
        let (outside, cuts): (Vec<usize>, Vec<usize>) = cuts.iter().partition(is_outside);
        let index = |chosen: &[usize]| Index::new(rules, chosen);
        Self { roles: Arc::new(index(roles)), cuts: index(&cuts), outside: index(&outside) }
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
    /// Rules that look around and are worth trying on a block, by the block's start.
    around: HashMap<usize, Box<[usize]>>,
}

impl<'r> Run<'r> {
    pub(super) fn new(rules: &'r [Rule], plan: &'r Plan) -> Self {
        Self { rules, plan, candidates: Vec::new(), around: HashMap::new() }
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
        let folded = self.assign_roles(document);
        let mut scene = Scene::again(document, folded);
        let mut hits = Vec::new();
        self.look(&self.plan.cuts, &scene, &mut hits);
        let mut new = 0;
        for _ in 1..MOST_ROUNDS {
            if !scene.remove(gone(&hits, new, &wanted)) {
                break;
            }
            new = hits.len();
            self.look_again(&scene, &mut hits);
        }
        (scene, hits)
    }

    fn look(&mut self, index: &Index, scene: &Scene<'_>, hits: &mut Vec<Hit>) {
        let always = index.always(self.rules, scene);
        for at in 0..scene.blocks().len() {
            index.candidates(self.rules, &always, scene, at, &mut self.candidates);
            self.candidates.retain(|&rule| self.rules[rule].holds_for(scene.document));
            hits.extend(self.candidates.iter().flat_map(|&rule| self.rules[rule].hits_at(scene, at)));
            let around = self.candidates.iter().copied().filter(|&rule| self.rules[rule].looks_around);
            self.around.insert(scene.blocks()[at].span.start, around.collect());
        }
    }

    /// The same again for rules that look around.
    fn look_again(&self, scene: &Scene<'_>, hits: &mut Vec<Hit>) {
        for (at, block) in scene.blocks().iter().enumerate() {
            let rules = self.around.get(&block.span.start).into_iter().flatten();
            hits.extend(rules.flat_map(|&rule| self.rules[rule].hits_at(scene, at)));
        }
    }

    /// Says what blocks are, and gives back their folded texts as far as they were needed.
    fn assign_roles(&mut self, document: &mut Document) -> Vec<OnceCell<String>> {
        let mut scene = Scene::new(document);
        let always = self.plan.roles.always(self.rules, &scene);
        for at in 0..scene.blocks().len() {
            self.plan.roles.candidates(self.rules, &always, &scene, at, &mut self.candidates);
            if let Some(role) = self.role_at(&scene, at) {
                scene.set_role(at, role);
            }
        }
        let (blocks, folded) = scene.into_blocks();
        document.blocks = blocks;
        folded
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
