//! All rules of a run: which of them apply to a document, and what they find there.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::{Arc, Mutex, PoisonError};

use super::load::{Pack, fits, load};
use super::pack::PackSource;
use super::run::{Plan, Run};
use super::{Rule, RuleError};
use crate::category::Category;
use crate::digest::hex_sha256;
use crate::document::Parsed;
use crate::evidence::Weighed;
use crate::hit::Hit;
use crate::names::nearest;

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
    /// For pages of no known outlet.
    general: Arc<Plan>,
    /// By the packs of the outlet and the system, made when first needed.
    outlets: Mutex<HashMap<Vec<usize>, Arc<Plan>>>,
    digest: String,
}

impl RuleSet {
    /// Compiles packs. A user's rule replaces a built-in rule of the same id.
    ///
    /// # Errors
    /// Every fault of every pack.
    pub fn new(sources: &[PackSource]) -> Result<Self, Vec<RuleError>> {
        let (set, errors) = Self::sound(sources);
        if errors.is_empty() { Ok(set) } else { Err(errors) }
    }

    /// Compiles what is sound of packs, and says every fault of the rest.
    #[must_use]
    pub fn sound(sources: &[PackSource]) -> (Self, Vec<RuleError>) {
        let (rules, packs, errors) = load(sources);
        let mut set = Self {
            rules,
            packs,
            general: Arc::new(Plan::new(&[], &[])),
            outlets: Mutex::default(),
            digest: digest(sources),
        };
        set.general = Arc::new(set.plan(&[]));
        (set, errors)
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

    /// The rule with this id that runs on an outlet's pages.
    #[must_use]
    pub fn get_on(&self, id: &str, outlet: Option<&str>) -> Option<&Rule> {
        let runs = |rule: usize| {
            let pack = &self.packs[self.rules[rule].order];
            pack.hosts.is_empty() || outlet.is_some_and(|host| pack.is_for(host))
        };
        let named = (0..self.rules.len()).filter(|&rule| *self.rules[rule].id == *id);
        let best = named.filter(|&rule| runs(rule)).reduce(|one, later| self.finer(one, later));
        best.map(|rule| &self.rules[rule]).or_else(|| self.get(id))
    }

    /// All rules, in the order of packs and files.
    #[must_use]
    pub fn rules(&self) -> &[Rule] {
        &self.rules
    }

    /// The hosts that a rule's pack is for; none for a general pack.
    #[must_use]
    pub fn hosts_of(&self, rule: &Rule) -> &[String] {
        self.packs.get(rule.order).map_or(&[], |pack| &pack.hosts)
    }

    /// What to tell somebody whose packs for outlets fit none of the pages, which came from these hosts. `None` if one
    /// fits, or if there is no such pack but the built-in ones.
    ///
    /// ```
    /// use offcut::{PackSource, RuleSet};
    /// let rules = RuleSet::new(&[PackSource::new("mine", "hosts = ['harbour-pots.example']")]).unwrap();
    /// let remark = rules.remark_on_hosts(&["harbour-post.example".to_owned()].into()).unwrap();
    /// assert_eq!(remark, "no input is of `harbour-pots.example`; did you mean `harbour-post.example`?");
    /// ```
    #[must_use]
    pub fn remark_on_hosts(&self, seen: &BTreeSet<String>) -> Option<String> {
        let own: BTreeSet<&str> =
            self.packs.iter().filter(|pack| !pack.builtin).flat_map(|pack| &pack.hosts).map(String::as_str).collect();
        let others = if own.len() > 1 { " or another host of the packs" } else { "" };
        let wanted = format!("`{}`{others}", own.first()?);
        if seen.iter().any(|host| own.iter().any(|pattern| fits(pattern, host))) {
            return None;
        }
        let hosts: Vec<&str> = seen.iter().map(String::as_str).collect();
        let near =
            own.iter().find_map(|pattern| nearest(pattern, &hosts)).map(|near| format!("; did you mean `{near}`?"));
        let but = match hosts.as_slice() {
            [] => ", for none says where it came from".to_owned(),
            [host] => format!("; those that say are of `{host}`"),
            [host, ..] => format!("; those that say are of `{host}` and others"),
        };
        Some(format!("no input is of {wanted}{}", near.unwrap_or(but)))
    }

    /// A sha256 over all packs, in hexadecimal digits.
    #[must_use]
    pub fn digest(&self) -> &str {
        &self.digest
    }

    /// Says what the blocks of a document are, as far as rules know, and returns everything that rules find in it.
    /// What they find of a category that `wanted` holds for is as good as gone: blocks around it are then neighbours.
    #[must_use]
    pub fn find(&self, parsed: &mut Parsed, wanted: impl Fn(Category) -> bool) -> Vec<Hit> {
        let plan = self.plan_for(parsed);
        Run::new(&self.rules, &plan).find(parsed, wanted)
    }

    /// What was weighed of the blocks that other rules left, to find where the article is.
    #[must_use]
    pub fn weigh(&self, parsed: &mut Parsed, wanted: impl Fn(Category) -> bool) -> Vec<Weighed> {
        let plan = self.plan_for(parsed);
        Run::new(&self.rules, &plan).weigh(parsed, wanted)
    }

    /// Elements that rules find and do not cut, because they hold half of the running text or more. Nothing inside such an
    /// element is looked at by itself.
    #[must_use]
    pub fn refused(&self, parsed: &mut Parsed) -> Vec<Hit> {
        let plan = self.plan_for(parsed);
        Run::new(&self.rules, &plan).refused(parsed)
    }

    /// What one rule of this set finds alone, whatever the outlet; all rules say what blocks are.
    #[must_use]
    pub fn find_with(&self, rule: &Rule, parsed: &mut Parsed) -> Vec<Hit> {
        let Some(at) = self.rules.iter().position(|known| std::ptr::eq(known, rule)) else { return Vec::new() };
        let plan = self.plan_for(parsed);
        Run::new(&self.rules, &plan).find_with(at, parsed)
    }

    /// Why one rule of this set finds nothing in a text of one block, as far as that is not plain from the text.
    pub(crate) fn lacks(&self, rule: &Rule, parsed: &mut Parsed) -> Vec<String> {
        let Some(at) = self.rules.iter().position(|known| std::ptr::eq(known, rule)) else { return Vec::new() };
        let plan = self.plan_for(parsed);
        Run::new(&self.rules, &plan).lacks(at, parsed)
    }

    fn plan_for(&self, parsed: &Parsed) -> Arc<Plan> {
        let packs = self.packs_for(parsed);
        if packs.is_empty() {
            return self.general.clone();
        }
        let mut plans = self.outlets.lock().unwrap_or_else(PoisonError::into_inner);
        plans.entry(packs).or_insert_with_key(|packs| Arc::new(self.plan(packs))).clone()
    }

    /// The packs for a document's outlet, and those for the publishing systems whose signs it bears.
    fn packs_for(&self, parsed: &Parsed) -> Vec<usize> {
        let for_outlet = |pack: &Pack| parsed.document.outlet.as_deref().is_some_and(|host| pack.is_for(host));
        let by_signs = |pack: &Pack| pack.signs.as_ref().is_some_and(|signs| signs.match_in(parsed));
        let is_for = |pack: &usize| for_outlet(&self.packs[*pack]) || by_signs(&self.packs[*pack]);
        (0..self.packs.len()).filter(is_for).collect()
    }

    fn plan(&self, outlets: &[usize]) -> Plan {
        let active = self.active_packs(outlets);
        let off: HashSet<&str> = active.iter().flat_map(|&pack| &self.packs[pack].off).map(String::as_str).collect();
        let runs = |rule: &Rule| active.contains(&rule.order) && !off.contains(&*rule.id);
        let mut chosen: Vec<usize> = (0..self.rules.len()).filter(|&rule| runs(&self.rules[rule])).collect();
        let mut best = HashMap::<&str, usize>::new();
        for &rule in &chosen {
            let best = best.entry(&self.rules[rule].id).or_insert(rule);
            *best = self.finer(*best, rule);
        }
        chosen.retain(|rule| best[&*self.rules[*rule].id] == *rule);
        Plan::new(&self.rules, &chosen)
    }

    /// Which of two rules of an id runs where both could: the outlet's, or else the later one.
    fn finer(&self, one: usize, later: usize) -> usize {
        let is_general = |rule: usize| self.packs[self.rules[rule].order].is_general();
        if is_general(later) && !is_general(one) { one } else { later }
    }

    /// General packs, the outlet's own, and what it extends, directly or not.
    fn active_packs(&self, outlets: &[usize]) -> Vec<usize> {
        let mut active: Vec<_> = (0..self.packs.len()).filter(|&at| self.packs[at].is_general()).collect();
        active.extend(outlets);
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

fn digest(sources: &[PackSource]) -> String {
    let parts = sources.iter().flat_map(|source| {
        let (name, text) = (source.name.as_bytes(), source.text.as_bytes());
        [name, b"\0", text, b"\0"]
    });
    hex_sha256(parts)
}
