//! All rules of a run: which of them apply to a document, and what they find there.

use std::collections::{HashMap, HashSet};
use std::sync::OnceLock;

use super::index::Index;
use super::load::{Pack, load};
use super::pack::PackSource;
use super::{Action, Rule, RuleError};
use crate::digest::hex_sha256;
use crate::document::{Document, Role};
use crate::hit::Hit;
use crate::matcher::Scene;

/// Rules, ready to run. Cheap to share between threads.
///
/// ```
/// use offcut::{PackSource, RuleSet};
/// let pack = PackSource::new("mine", r#"
///     [[rule]]
///     id = "mine/label"
///     category = "advert"
///     cut = "block"
///     why = "The label over an advertisement."
///     match.phrase.line = ["Advertisement"]
///     finds = ["ADVERTISEMENT:"]
///     spares = ["Advertisement revenue fell."]
/// "#);
/// let rules = RuleSet::new(&[pack]).unwrap();
/// assert_eq!(rules.get("mine/label").unwrap().why, "The label over an advertisement.");
/// ```
#[derive(Debug)]
pub struct RuleSet {
    rules: Vec<Rule>,
    packs: Vec<Pack>,
    /// Plans by the packs of the outlet; the first is for pages of no known outlet.
    general: Plan,
    outlets: HashMap<usize, OnceLock<Plan>>,
    digest: String,
}

/// The rules for one outlet: first those that say what blocks are, then those that cut and keep.
#[derive(Debug)]
struct Plan {
    roles: Index,
    cuts: Index,
}

impl RuleSet {
    /// Compiles packs. A user's rule replaces a built-in rule of the same id.
    ///
    /// # Errors
    /// Every fault of every pack.
    pub fn new(sources: &[PackSource]) -> Result<Self, Vec<RuleError>> {
        let (rules, packs) = load(sources)?;
        let mut set = Self {
            rules,
            packs,
            general: Plan { roles: Index::new(&[], &[]), cuts: Index::new(&[], &[]) },
            outlets: HashMap::new(),
            digest: digest(sources),
        };
        set.general = set.plan(None);
        let outlets = (0..set.packs.len()).filter(|&pack| !set.packs[pack].hosts.is_empty());
        set.outlets = outlets.map(|pack| (pack, OnceLock::new())).collect();
        Ok(set)
    }

    /// The rules that came with offcut.
    ///
    /// # Panics
    /// Never in a release: the tests compile every pack.
    #[must_use]
    pub fn builtin() -> Self {
        match Self::new(&PackSource::builtin()) {
            Ok(rules) => rules,
            Err(errors) => panic!("built-in rules are broken: {}", errors[0]),
        }
    }

    /// The rule with this id.
    #[must_use]
    pub fn get(&self, id: &str) -> Option<&Rule> {
        self.rules.iter().find(|rule| &*rule.id == id)
    }

    /// All rules, in the order of packs and files.
    #[must_use]
    pub fn rules(&self) -> &[Rule] {
        &self.rules
    }

    /// The hosts that a pack is for; none for a general pack.
    #[must_use]
    pub fn hosts_of(&self, pack: &str) -> &[String] {
        self.packs.iter().find(|known| &*known.name == pack).map_or(&[], |known| &known.hosts)
    }

    /// A sha256 over all packs, in hexadecimal digits.
    #[must_use]
    pub fn digest(&self) -> &str {
        &self.digest
    }

    /// Says what the blocks of `document` are, as far as rules know, and returns everything that rules find in it.
    #[must_use]
    pub fn find(&self, document: &mut Document) -> Vec<Hit> {
        let plan = self.plan_for(document.outlet.as_deref());
        let mut candidates = Vec::new();
        self.find_in(plan, document, |scene, at, hits| {
            plan.cuts.candidates(&self.rules, scene, at, &mut candidates);
            let rules = candidates.iter().map(|&rule| &self.rules[rule]);
            for rule in rules.filter(|rule| rule.holds_for(scene.document)) {
                hits.extend(rule.hits_at(scene, at));
            }
        })
    }

    /// What one rule alone finds, whatever the outlet; all rules say what blocks are.
    #[must_use]
    pub fn find_with(&self, rule: &Rule, document: &mut Document) -> Vec<Hit> {
        let plan = self.plan_for(document.outlet.as_deref());
        let holds = rule.holds_for(document);
        self.find_in(plan, document, |scene, at, hits| hits.extend(rule.hits_at(scene, at).filter(|_| holds)))
    }

    /// First says what blocks are, for later rules may ask; then looks at every block.
    fn find_in(
        &self,
        plan: &Plan,
        document: &mut Document,
        mut look: impl FnMut(&Scene<'_>, usize, &mut Vec<Hit>),
    ) -> Vec<Hit> {
        let mut scene = Scene::new(document);
        let mut candidates = Vec::new();
        for at in 0..scene.blocks().len() {
            plan.roles.candidates(&self.rules, &scene, at, &mut candidates);
            if let Some(role) = self.role_at(&candidates, &scene, at) {
                scene.set_role(at, role);
            }
        }
        let mut hits = Vec::new();
        for at in 0..scene.blocks().len() {
            look(&scene, at, &mut hits);
        }
        let roles = scene.into_roles();
        for (block, role) in document.blocks.iter_mut().zip(roles) {
            block.role = role;
        }
        hits
    }

    /// The role that the surest of `candidates` gives to block `at`; of equally sure ones the first.
    fn role_at(&self, candidates: &[usize], scene: &Scene<'_>, at: usize) -> Option<Role> {
        let rules = candidates.iter().map(|&rule| &self.rules[rule]);
        let found = rules.filter(|rule| rule.holds_for(scene.document) && rule.hits_at(scene, at).next().is_some());
        let best = found.reduce(|best, next| if next.confidence > best.confidence { next } else { best })?;
        match best.action {
            Action::Role(role) => Some(role),
            Action::Cut(..) | Action::Keep(_) => None,
        }
    }

    fn plan_for(&self, outlet: Option<&str>) -> &Plan {
        let pack = outlet.and_then(|host| self.pack_for(host));
        match pack.and_then(|pack| Some((pack, self.outlets.get(&pack)?))) {
            Some((pack, plan)) => plan.get_or_init(|| self.plan(Some(pack))),
            None => &self.general,
        }
    }

    /// The outlet pack for a host: the one with the longest pattern that fits; of equal ones the last, the user's.
    fn pack_for(&self, host: &str) -> Option<usize> {
        let length = |pack: &Pack| pack.hosts.iter().filter(|pattern| fits(pattern, host)).map(String::len).max();
        let fitting = self.packs.iter().enumerate().filter_map(|(at, pack)| Some((length(pack)?, at)));
        fitting.max().map(|(_, at)| at)
    }

    fn plan(&self, outlet: Option<usize>) -> Plan {
        let active = self.active_packs(outlet);
        let off: HashSet<&str> = active.iter().flat_map(|&pack| &self.packs[pack].off).map(String::as_str).collect();
        let names: HashSet<&str> = active.iter().map(|&pack| &*self.packs[pack].name).collect();
        let runs = |rule: &Rule| names.contains(&*rule.pack) && !off.contains(&*rule.id);
        let chosen = (0..self.rules.len()).filter(|&rule| runs(&self.rules[rule]));
        let (roles, cuts): (Vec<_>, Vec<_>) =
            chosen.partition(|&rule| matches!(self.rules[rule].action, Action::Role(_)));
        Plan { roles: Index::new(&self.rules, &roles), cuts: Index::new(&self.rules, &cuts) }
    }

    /// General packs, the outlet's own, and what it extends, directly or not.
    fn active_packs(&self, outlet: Option<usize>) -> Vec<usize> {
        let is_general = |pack: &Pack| pack.hosts.is_empty() && !pack.system;
        let mut active: Vec<_> = (0..self.packs.len()).filter(|&at| is_general(&self.packs[at])).collect();
        active.extend(outlet);
        let mut next = 0;
        while let Some(&pack) = active.get(next) {
            for &extended in &self.packs[pack].extends {
                if !active.contains(&extended) {
                    active.push(extended);
                }
            }
            next += 1;
        }
        active
    }
}

/// Whether a host pattern, `news.example` or `*.news.example`, fits a host.
fn fits(pattern: &str, host: &str) -> bool {
    match pattern.strip_prefix("*.") {
        Some(parent) => host.strip_suffix(parent).is_some_and(|rest| rest.ends_with('.')),
        None => host == pattern,
    }
}

fn digest(sources: &[PackSource]) -> String {
    let parts = sources.iter().flat_map(|source| {
        let (name, text) = (source.name.as_bytes(), source.text.as_bytes());
        [name, b"\0", text, b"\0"]
    });
    hex_sha256(parts)
}
