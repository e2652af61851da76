//! One document under the rules: whole elements first, for what is in them need not be looked at; then roles, for other
//! rules may ask for them; then every rule on every block; then, as long as blocks go, the rules that look around once
//! more, for what was apart may now be neighbours; then the rules of the category *outside*, and those that look around
//! once more; and at the end roles again, for what is left may now be the article's first or last line.

use rustc_hash::FxHashSet;

use super::candidates::Candidates;
use super::copies::without_last_copies;
use super::index::Index;
use super::{Action, Rule};
use crate::category::Category;
use crate::document::{Block, Kind, Parsed, Role};
use crate::evidence::{Page, Weighed, headline_above};
use crate::hit::{Effect, Hit, Reach};
use crate::matcher::{Numbers, Scene};
use crate::read::dek_below;
use crate::span::{Cover, Span};

/// The rules for one outlet, indexed.
#[derive(Debug)]
pub(super) struct Plan {
    /// Rules that cut elements and ask for nothing else: they go first.
    elements: Vec<usize>,
    /// Rules that may save what is in those elements.
    keeps: Index,
    index: Index,
    /// Rules of the category *outside*: they look at what the others left.
    outside: Vec<usize>,
}

impl Plan {
    /// Indexes the rules at these places.
    pub(super) fn new(rules: &[Rule], chosen: &[usize]) -> Self {
        let is_outside = |rule: &usize| matches!(rules[*rule].action, Action::Cut(Category::Outside, _));
        let (outside, others): (Vec<usize>, Vec<usize>) = chosen.iter().partition(|rule| is_outside(rule));
        let (elements, others): (Vec<usize>, Vec<usize>) =
            others.into_iter().partition(|&rule| rules[rule].of_elements().is_some());
        let keeps: Vec<usize> =
            others.iter().copied().filter(|&rule| matches!(rules[rule].action, Action::Keep(_))).collect();
        Self { elements, keeps: Index::new(rules, &keeps), index: Index::new(rules, &others), outside }
    }
}

/// Rules look at most so many times. Where the last look still found something, a second cleaning may find more.
const MOST_ROUNDS: usize = 6;

/// Rules at work.
pub(super) struct Run<'r> {
    rules: &'r [Rule],
    plan: &'r Plan,
}

/// A document from which all has gone but what rules of the category *outside* cut.
struct Settled<'d> {
    scene: Scene<'d>,
    /// The rules that look around, for each block.
    candidates: Candidates,
    /// Those of them that say what a block is.
    roles: Candidates,
    hits: Vec<Hit>,
    /// What rules of the category *outside* find by themselves. It stays until the evidence is weighed, which is fitted on
    /// pages that have it.
    outside: Vec<Hit>,
}

impl<'r> Run<'r> {
    pub(super) fn new(rules: &'r [Rule], plan: &'r Plan) -> Self {
        Self { rules, plan }
    }

    /// Everything that the rules find.
    pub(super) fn find(&self, parsed: &mut Parsed, wanted: impl Fn(Category) -> bool) -> Vec<Hit> {
        let mut settled = self.settle(parsed, &wanted);
        self.find_headline(&mut settled);
        let Settled { scene, hits, outside, .. } = &mut settled;
        let new = hits.len();
        hits.append(outside);
        hits.extend(self.outside(scene, |_| true));
        self.close_up(&mut settled, new, &wanted);
        let Settled { mut scene, roles, hits, .. } = settled;
        self.assign_roles(&mut scene, &roles);
        let hits = without_last_copies(hits, self.rules, &scene);
        let (left, _) = scene.into_blocks();
        parsed.document.take_roles(&left);
        without_repeats(hits)
    }

    /// What one rule finds alone, as if it cut; all other rules for roles say what blocks are.
    pub(super) fn find_with(&self, rule: usize, parsed: &mut Parsed) -> Vec<Hit> {
        let scene = self.scene_for(rule, parsed);
        let candidates = self.candidates(&Index::new(self.rules, &[rule]), &scene);
        without_repeats(self.look(&candidates, &scene))
    }

    /// Why a rule finds nothing in a text of one block, as far as that is not plain from the text.
    pub(super) fn lacks(&self, rule: usize, parsed: &mut Parsed) -> Vec<String> {
        let scene = self.scene_for(rule, parsed);
        match scene.blocks() {
            [_] => self.rules[rule].lacks(&scene, 0),
            _ => Vec::new(),
        }
    }

    /// A document in which all rules for roles but this one have said what blocks are.
    fn scene_for<'d>(&self, rule: usize, parsed: &'d mut Parsed) -> Scene<'d> {
        let mut scene = Scene::new(parsed);
        let mut roles = self.candidates(&self.plan.index, &scene);
        roles.retain(|other| other != rule && matches!(self.rules[other].action, Action::Role(_)));
        self.assign_roles(&mut scene, &roles);
        Scene::again(parsed, scene.into_blocks())
    }

    /// What the rules of the category *outside* weigh when the others have settled.
    pub(super) fn weigh(&self, parsed: &mut Parsed, wanted: impl Fn(Category) -> bool) -> Vec<Weighed> {
        let mut settled = self.settle(parsed, &wanted);
        self.find_headline(&mut settled);
        let scene = settled.scene;
        let rules = self.plan.outside.iter().map(|&rule| &self.rules[rule]);
        let rules = rules.filter(|rule| rule.holds_for(scene.document));
        rules.flat_map(|rule| rule.matcher.evidence(&scene)).collect()
    }

    /// Elements that rules cut which ask for nothing else, and leave because they hold too much of the running text.
    pub(super) fn refused(&self, parsed: &mut Parsed) -> Vec<Hit> {
        let scene = Scene::new(parsed);
        let rules = self.plan.elements.iter().chain(&self.plan.outside).map(|&rule| &self.rules[rule]);
        rules.filter(|rule| rule.holds_for(scene.document)).flat_map(|rule| rule.refused(&scene)).collect()
    }

    /// Runs all rules but those that weigh evidence, and takes away what those of other categories than *outside* cut.
    fn settle<'d>(&self, parsed: &'d mut Parsed, wanted: &impl Fn(Category) -> bool) -> Settled<'d> {
        let mut scene = Scene::new(parsed);
        let mut hits = self.elements(&scene);
        let in_elements = Cover::new(hits.iter().filter(|hit| hit.effect.cuts(wanted)).map(|hit| hit.span));
        let kept = self.may_be_saved(&scene, &in_elements);
        scene.remove(surely_gone(&hits, &kept, wanted));
        let mut candidates = self.candidates(&self.plan.index, &scene);
        let mut roles = candidates.split_off(|rule| matches!(self.rules[rule].action, Action::Role(_)));
        self.assign_roles(&mut scene, &roles);
        let scene = Scene::again(parsed, scene.into_blocks());
        roles.retain(|rule| self.rules[rule].looks_around);
        hits.extend(self.look(&candidates, &scene));
        candidates.retain(|rule| self.rules[rule].looks_around);
        let outside = self.outside(&scene, |rule| !rule.matcher.weighs());
        let mut settled = Settled { scene, candidates, roles, hits, outside };
        self.close_up(&mut settled, 0, wanted);
        settled.scene.set_cuts(cuts(&settled.hits, wanted));
        settled
    }

    /// Takes away what the hits from `new` on cut, and lets rules look at the new neighbours, as long as blocks go.
    fn close_up(&self, settled: &mut Settled<'_>, mut new: usize, wanted: &impl Fn(Category) -> bool) {
        let Settled { scene, candidates, hits, .. } = settled;
        for _ in 1..MOST_ROUNDS {
            if !scene.remove(gone(hits, new, wanted)) {
                break;
            }
            new = hits.len();
            hits.extend(self.look(candidates, scene));
        }
    }

    /// Where no line of a page printed as text says its title, the headline is the line above what seems to be the article.
    fn find_headline(&self, Settled { scene, roles, .. }: &mut Settled<'_>) {
        let is_known = scene.blocks().iter().any(|block| block.role == Role::Headline);
        if is_known || scene.document.kind != Kind::RawText {
            return;
        }
        let outside = self.outside(scene, |rule| rule.matcher.weighs());
        let outside = Cover::new(outside.iter().map(|hit| hit.span));
        let headline = headline_above(scene.blocks(), |at| scene.folded(at), |block| !outside.contains(block.span));
        let Some(at) = headline else { return };
        scene.set_role(at, Role::Headline);
        if let Some(dek) = dek_below(scene.blocks(), at).filter(|&dek| Page::judges(scene.blocks()[dek].role)) {
            scene.set_role(dek, Role::Dek);
        }
        self.assign_roles(scene, roles);
        scene.forget();
    }

    /// What rules of the category *outside* find that are asked.
    fn outside(&self, scene: &Scene<'_>, asked: impl Fn(&Rule) -> bool) -> Vec<Hit> {
        let rules = self.plan.outside.iter().map(|&rule| &self.rules[rule]).filter(|rule| asked(rule));
        let rules = rules.filter(|rule| rule.holds_for(scene.document) && rule.matcher.possible(scene));
        rules.flat_map(|rule| (0..scene.blocks().len()).flat_map(|at| rule.hits_at(scene, at))).collect()
    }

    fn look(&self, candidates: &Candidates, scene: &Scene<'_>) -> Vec<Hit> {
        let mut hits = Vec::new();
        for (at, rules) in candidates.of(scene.blocks()).enumerate() {
            hits.extend(rules.iter().flat_map(|&rule| self.rules[rule].hits_at(scene, at)));
        }
        hits
    }

    /// The rules that are worth trying on each block.
    fn candidates(&self, index: &Index, scene: &Scene<'_>) -> Candidates {
        self.candidates_where(index, scene, |_| true)
    }

    /// The rules that are worth trying on each block of some.
    fn candidates_where(&self, index: &Index, scene: &Scene<'_>, asked: impl Fn(&Block) -> bool) -> Candidates {
        let applies: Vec<bool> = self.rules.iter().map(|rule| rule.holds_for(scene.document)).collect();
        let always = index.always(self.rules, scene);
        let (mut found, mut candidates) = (Numbers::below(self.rules.len()), Candidates::default());
        for (at, block) in scene.blocks().iter().enumerate().filter(|(_, block)| asked(block)) {
            found.add(&always);
            index.find(scene, at, &mut found);
            let worth = |&rule: &usize| applies[rule] && block.words <= self.rules[rule].longest_block;
            candidates.push(block, found.drain().filter(worth));
        }
        candidates
    }

    /// The elements that rules cut which ask for nothing else, in the order of the page.
    fn elements(&self, scene: &Scene<'_>) -> Vec<Hit> {
        let rules = self.plan.elements.iter().map(|&rule| &self.rules[rule]);
        let rules = rules.filter(|rule| rule.holds_for(scene.document));
        let mut hits: Vec<Hit> = rules.flat_map(|rule| rule.elements(scene)).collect();
        hits.sort_by_key(|hit| hit.span.start);
        hits
    }

    /// Where a rule may yet save something of elements that go.
    fn may_be_saved(&self, scene: &Scene<'_>, in_elements: &Cover) -> Cover {
        let candidates = self.candidates_where(&self.plan.keeps, scene, |block| in_elements.overlaps(block.span));
        let blocks = scene.blocks().iter().zip(candidates.of(scene.blocks())).filter(|(_, rules)| !rules.is_empty());
        Cover::new(blocks.map(|(block, _)| block.span))
    }

    /// Says what the blocks are, as far as these rules know.
    fn assign_roles(&self, scene: &mut Scene<'_>, roles: &Candidates) {
        let rules: Vec<&[usize]> = roles.of(scene.blocks()).collect();
        for (at, rules) in rules.into_iter().enumerate() {
            if let Some(role) = self.role_at(rules, scene, at) {
                scene.set_role(at, role);
            }
        }
    }

    /// The role that the surest of the candidates gives to block `at`; of equally sure ones the first.
    fn role_at(&self, candidates: &[usize], scene: &Scene<'_>, at: usize) -> Option<Role> {
        let rules = candidates.iter().map(|&rule| &self.rules[rule]);
        let found = rules.filter(|rule| rule.matcher.holds(scene, at));
        let best = found.reduce(|best, next| if next.confidence > best.confidence { next } else { best })?;
        match best.action {
            Action::Role(role) => Some(role),
            Action::Cut(..) | Action::Keep(_) => None,
        }
    }
}

/// Where the hits are that cut, and as what; the finer reach first.
fn cuts(hits: &[Hit], wanted: &impl Fn(Category) -> bool) -> Vec<(Span, Category)> {
    let mut cuts: Vec<_> = hits.iter().filter(|hit| hit.reach != Reach::Span).collect();
    cuts.sort_by_key(|hit| hit.reach);
    let cut = |hit: &Hit| match hit.effect {
        Effect::Cut(category) if wanted(category) => Some((hit.span, category)),
        _ => None,
    };
    cuts.into_iter().filter_map(cut).collect()
}

/// The blocks inside elements that go, and that nothing can save.
fn surely_gone(elements: &[Hit], kept: &Cover, wanted: &impl Fn(Category) -> bool) -> impl Fn(&Block) -> bool {
    let surely = elements.iter().filter(|hit| hit.effect.cuts(wanted) && !kept.overlaps(hit.span));
    let taken = Cover::new(surely.map(|hit| hit.span));
    move |block| taken.contains(block.span)
}

/// The blocks that are as good as gone: wholly inside one of the hits from `new` on, and not saved by any.
fn gone(hits: &[Hit], new: usize, wanted: &impl Fn(Category) -> bool) -> impl Fn(&Block) -> bool {
    let is_cut = |hit: &&Hit| hit.effect.cuts(wanted) && hit.reach != Reach::Span;
    let cut = Cover::new(hits[new..].iter().filter(is_cut).map(|hit| hit.span));
    let kept = Cover::new(hits.iter().filter(|hit| hit.effect == Effect::Keep).map(|hit| hit.span));
    move |block| cut.contains(block.span) && !kept.overlaps(block.span)
}

/// A rule that looks around finds again what it found before.
fn without_repeats(mut hits: Vec<Hit>) -> Vec<Hit> {
    let mut seen = FxHashSet::default();
    hits.retain(|hit| seen.insert((hit.rule.clone(), hit.span)));
    hits
}
