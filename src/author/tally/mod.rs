//! What the rules did over a whole run: where each one hit, which never did, whose rate changed since an earlier run, and
//! which lines repeat that no rule cuts yet.

mod lines;
mod rate;

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde::Serialize;

use crate::category::Category;
use crate::cleaned::Status;
use crate::rule::{Action, Rule, RuleSet};
use crate::view::{Record, RecordError};
use lines::Lines;
pub use lines::Repeated;
pub use rate::Share;

/// The host whose rules applied; none for pages of no known outlet.
type Outlet = Option<Arc<str>>;

/// Counts over a run, record by record.
///
/// ```
/// use offcut::{author::tally::{Summary, Tally}, view::Record, Cleaner, Source};
/// let cleaner = Cleaner::builtin();
/// let source = Source::text("Share\n\nThe council met.\n").url("https://news.example/a");
/// let mut tally = Tally::default();
/// tally.add(&Record::of(&cleaner.clean(source)?))?;
/// let summary = Summary::of(&tally, None, cleaner.rules());
/// assert_eq!((&*summary.rules[0].rule, summary.rules[0].hits), ("share/label", 1));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Default)]
pub struct Tally {
    /// Pages that were cleaned, or left as they were.
    pages: usize,
    failed: usize,
    flagged: usize,
    outlets: BTreeMap<Outlet, OutletTally>,
    lines: Lines,
}

#[derive(Debug, Default)]
struct OutletTally {
    pages: usize,
    rules: BTreeMap<Arc<str>, Hits>,
}

#[derive(Clone, Copy, Debug, Default)]
struct Hits {
    hits: usize,
    pages: usize,
}

impl Tally {
    /// Counts a record: its cuts, and what keep rules saved.
    ///
    /// # Errors
    /// When the page cannot be put back together; then only its cuts are counted.
    pub fn add(&mut self, record: &Record) -> Result<(), RecordError> {
        if record.status == Status::Failed {
            self.failed += 1;
            return Ok(());
        }
        self.pages += 1;
        let outlet: Outlet = record.outlet.as_deref().map(Into::into);
        self.outlets.entry(outlet.clone()).or_default().add(record);
        if record.status == Status::Flagged {
            // All of its boilerplate is still there.
            self.flagged += 1;
            return Ok(());
        }
        self.lines.add(&outlet, record, &record.page_text()?);
        Ok(())
    }

    fn hits(&self, outlet: &Outlet, rule: &str) -> usize {
        self.outlets.get(outlet).and_then(|outlet| outlet.rules.get(rule)).map_or(0, |hits| hits.pages)
    }
}

impl OutletTally {
    fn add(&mut self, record: &Record) {
        self.pages += 1;
        let cuts = record.cuts.iter().filter(|cut| cut.category != Category::Space).map(|cut| &cut.rule);
        let mut on_page = BTreeSet::new();
        for rule in cuts.chain(record.saved.iter().map(|saved| &saved.by)) {
            let hits = self.rules.entry(rule.clone()).or_default();
            hits.hits += 1;
            hits.pages += usize::from(on_page.insert(rule));
        }
    }
}

/// What a tally comes to. The names of its fields are those of `--format json`.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct Summary {
    /// Pages that were cleaned, or left as they were.
    pub pages: usize,
    /// The same in the earlier run, if there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pages_before: Option<usize>,
    /// Inputs that could not be read.
    pub failed: usize,
    /// Pages that were left as they were.
    pub flagged: usize,
    /// Pages by outlet.
    pub outlets: Vec<OutletPages>,
    /// Rules that hit, the most frequent first.
    pub rules: Vec<RuleHits>,
    /// Rules for cutting or keeping that never did, by pack. A record does not tell what rules for roles found.
    pub never: Vec<NeverHit>,
    /// Rules whose rate changed since the earlier run, the surest first.
    pub changed: Vec<RateChange>,
    /// Lines that stand on several pages of an outlet and that no rule cuts, the most frequent first.
    pub repeated: Vec<Repeated>,
}

/// How many pages an outlet has in a run.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct OutletPages {
    /// The outlet, if it is known.
    pub outlet: Outlet,
    /// Its pages.
    pub pages: usize,
}

/// What one rule did.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct RuleHits {
    /// Its id.
    pub rule: Arc<str>,
    /// Cuts that it made; of a keep rule, cuts that it prevented.
    pub hits: usize,
    /// Pages with such hits.
    pub pages: usize,
    /// The same for each outlet, the most frequent first.
    pub outlets: Vec<OutletHits>,
}

/// What one rule did on the pages of an outlet.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct OutletHits {
    /// The outlet, if it is known.
    pub outlet: Outlet,
    /// Hits on its pages.
    pub hits: usize,
    /// Its pages with such hits.
    pub pages: usize,
}

/// The rules of a pack that never hit.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct NeverHit {
    /// The pack.
    pub pack: Arc<str>,
    /// Its rules for cutting or keeping.
    pub of: usize,
    /// The ids of those that never did.
    pub rules: Vec<Arc<str>>,
}

/// A rule that hits more or fewer of an outlet's pages than in an earlier run: a layout has changed.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct RateChange {
    /// The rule.
    pub rule: Arc<str>,
    /// The outlet, if it is known.
    pub outlet: Outlet,
    /// Pages with hits in the earlier run.
    pub before: Share,
    /// Pages with hits now.
    pub now: Share,
    /// How far apart the two are, in standard errors; negative if it hits less now.
    pub z: f64,
}

impl Summary {
    /// Sums up a run under the rules that are known now, and compares it with an earlier one.
    #[must_use]
    pub fn of(tally: &Tally, before: Option<&Tally>, rules: &RuleSet) -> Self {
        let hits = rule_hits(tally);
        let outlets = tally.outlets.iter();
        Self {
            pages: tally.pages,
            pages_before: before.map(|before| before.pages),
            failed: tally.failed,
            flagged: tally.flagged,
            outlets: outlets.map(|(outlet, of)| OutletPages { outlet: outlet.clone(), pages: of.pages }).collect(),
            never: never_hit(&hits, rules),
            rules: hits,
            changed: before.map(|before| rate_changes(before, tally)).unwrap_or_default(),
            repeated: tally.lines.repeated(),
        }
    }
}

fn rule_hits(tally: &Tally) -> Vec<RuleHits> {
    let mut by_rule = BTreeMap::<&Arc<str>, Vec<OutletHits>>::new();
    for (outlet, of) in &tally.outlets {
        for (rule, &Hits { hits, pages }) in &of.rules {
            by_rule.entry(rule).or_default().push(OutletHits { outlet: outlet.clone(), hits, pages });
        }
    }
    let sum = |(rule, mut outlets): (&Arc<str>, Vec<OutletHits>)| {
        outlets.sort_by_key(|outlet| Reverse(outlet.hits));
        let (hits, pages) = outlets.iter().fold((0, 0), |(hits, pages), of| (hits + of.hits, pages + of.pages));
        RuleHits { rule: rule.clone(), hits, pages, outlets }
    };
    let mut rules: Vec<RuleHits> = by_rule.into_iter().map(sum).collect();
    rules.sort_by_key(|rule| Reverse(rule.hits));
    rules
}

fn never_hit(hits: &[RuleHits], rules: &RuleSet) -> Vec<NeverHit> {
    let hit: BTreeSet<&str> = hits.iter().map(|hits| &*hits.rule).collect();
    let mut packs = BTreeMap::<&Arc<str>, NeverHit>::new();
    let leaves_a_trace = |rule: &&Rule| !matches!(rule.action, Action::Role(_));
    for rule in rules.rules().iter().filter(leaves_a_trace) {
        let none = || NeverHit { pack: rule.pack.clone(), of: 0, rules: Vec::new() };
        let pack = packs.entry(&rule.pack).or_insert_with(none);
        pack.of += 1;
        if !hit.contains(&*rule.id) {
            pack.rules.push(rule.id.clone());
        }
    }
    packs.into_values().filter(|pack| !pack.rules.is_empty()).collect()
}

/// For outlets that have pages in both runs.
fn rate_changes(before: &Tally, now: &Tally) -> Vec<RateChange> {
    let mut changes = Vec::new();
    for (outlet, of) in &now.outlets {
        let Some(earlier) = before.outlets.get(outlet) else { continue };
        let rules: BTreeSet<&Arc<str>> = earlier.rules.keys().chain(of.rules.keys()).collect();
        for rule in rules {
            let then = Share { pages: before.hits(outlet, rule), of: earlier.pages };
            let now = Share { pages: now.hits(outlet, rule), of: of.pages };
            let change = |z| RateChange { rule: rule.clone(), outlet: outlet.clone(), before: then, now, z };
            changes.extend(then.change_to(now).map(change));
        }
    }
    changes.sort_by(|a, b| b.z.abs().total_cmp(&a.z.abs()));
    changes
}
