//! `offcut rules test`: do rules do what their examples and saved pages say?

use std::collections::BTreeSet;
use std::fmt::Write;
use std::path::{Path, PathBuf};

use clap::Args;
use offcut::author::pages::{self, Passage, SavedPage};
use offcut::author::{Verdict, examples};
use offcut::view::{Style, compare};
use offcut::{Cleaner, PackError, PackSource, Rule, RuleSet};

use super::against::{self, AgainstArgs};
use super::example::tell_example;
use super::watch::{self, WatchArgs};
use crate::args::ProfileArgs;
use crate::output::{counted, shorten};
use crate::sink::write_whole;
use crate::{Outcome, output, setup};

#[derive(Args, Debug)]
pub struct TestArgs {
    /// Rule files, and folders of rule files and saved pages; the built-in rules if none
    pub paths: Vec<PathBuf>,
    /// Take what comes of the saved pages for what should, after showing the difference
    #[arg(long)]
    pub accept: bool,
    /// The same as `offcut rules watch`, for one pack and the pages in the folder of its name
    #[arg(long, conflicts_with_all = ["accept", "against", "profile", "cut", "keep"])]
    pub watch: bool,
    #[command(flatten)]
    pub against: AgainstArgs,
    #[command(flatten)]
    pub profile: ProfileArgs,
}

pub fn run(args: &TestArgs) -> anyhow::Result<Outcome> {
    if args.watch {
        return watch::run(&watched(&args.paths)?);
    }
    let (packs, pages) = gather(&args.paths)?;
    let (rules, profile) = (compile(packs)?, setup::profile(&args.profile)?);
    if let Some(run) = &args.against.against {
        return against::run(run, &args.against.pages, &Cleaner::new(rules, profile));
    }
    let style = output::style();
    let mut tally = Tally::default();
    for rule in chosen(&rules, &args.paths) {
        for finding in examples::check(&rules, rule) {
            tally.examples.add(finding.verdict);
            output::print(&tell_example(rule, &finding, style))?;
        }
    }
    for path in args.paths.iter().filter(|path| path.is_dir()) {
        for orphan in pages::orphans(path).map_err(setup::usage)? {
            output::complain(&format!(
                "{} belongs to no page; remove it, or save its page beside it",
                orphan.display()
            ));
        }
    }
    let cleaner = Cleaner::new(rules, profile);
    for page in &pages {
        tally.test_page(page, &cleaner, args.accept)?;
    }
    if pages.len() > tally.unreadable {
        output::complain_of_hosts(cleaner.rules(), &tally.hosts, "a folder that is named as its host does");
    }
    output::print(&tally.close())?;
    Ok(tally.outcome())
}

/// The packs and the saved pages at these paths.
fn gather(paths: &[PathBuf]) -> anyhow::Result<(Vec<PackSource>, Vec<SavedPage>)> {
    let (mut packs, mut pages) = (Vec::new(), Vec::new());
    for path in paths {
        let found = pages_of(path)?;
        packs.extend(packs_of(path, !found.is_empty())?);
        pages.extend(found);
    }
    Ok((packs, pages))
}

/// The one pack HOST.toml and the pages of the folder HOST beside it.
fn watched(paths: &[PathBuf]) -> anyhow::Result<WatchArgs> {
    let [pack] = paths else {
        return Err(setup::usage("--watch takes one pack, such as packs/news.example.toml"));
    };
    let pack = if is_pack(pack) { pack.clone() } else { pack.with_added_extension("toml") };
    let host = pack.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let pages = pages_of(&pack)?.into_iter().map(|page| page.path).collect();
    Ok(WatchArgs { host, pages, rules: Some(pack) })
}

/// With HOST.toml go the pages in the folder HOST beside it.
fn pages_of(path: &Path) -> anyhow::Result<Vec<SavedPage>> {
    let place = if is_pack(path) { path.with_extension("") } else { path.to_owned() };
    if place.exists() { pages::find(&place).map_err(setup::usage) } else { Ok(Vec::new()) }
}

fn is_pack(path: &Path) -> bool {
    path.extension().is_some_and(|end| end == "toml")
}

/// With the pages in a folder HOST, or one of them, goes the pack HOST.toml beside it.
fn packs_of(path: &Path, has_pages: bool) -> anyhow::Result<Vec<PackSource>> {
    let folder = if path.is_dir() { Some(path) } else { path.parent() };
    let name = folder.and_then(Path::file_name).unwrap_or_default();
    let beside = folder.unwrap_or(path).with_file_name(format!("{}.toml", name.display()));
    let read = match () {
        () if !has_pages || is_pack(path) => PackSource::from_path(path),
        () if beside.is_file() => PackSource::from_path(&beside),
        () if path.is_file() => return Ok(Vec::new()),
        () => PackSource::from_path(path),
    };
    match read {
        Err(PackError::Empty(_)) if has_pages => Ok(Vec::new()),
        read => read.map_err(setup::usage),
    }
}

/// What was tried and how it came out.
#[derive(Default)]
struct Tally {
    examples: Count,
    pages: Count,
    accepted: usize,
    unreadable: usize,
    hosts: BTreeSet<String>,
}

#[derive(Default)]
struct Count {
    passed: usize,
    failed: usize,
}

impl Tally {
    fn test_page(&mut self, page: &SavedPage, cleaner: &Cleaner, accept: bool) -> anyhow::Result<()> {
        let finding = match page.check(cleaner) {
            Ok(finding) => finding,
            Err(error) => {
                self.unreadable += 1;
                output::complain(&error.to_string());
                return Ok(());
            }
        };
        self.hosts.extend(finding.outlet.clone());
        output::print(&tell_page(&page.path, &finding, output::style()))?;
        if finding.verdict == Verdict::Ok || !accept {
            self.pages.add(finding.verdict);
            return Ok(());
        }
        self.accepted += 1;
        page.golden_files(&finding).iter().try_for_each(|(path, text)| write_whole(path, text))
    }

    fn close(&self) -> String {
        let mut lines = Vec::new();
        for (count, what) in [(&self.examples, "example"), (&self.pages, "page")] {
            lines.extend((count.passed + count.failed > 0).then(|| count.say(what)));
        }
        if self.accepted > 0 {
            lines.push(format!("{} accepted", counted(self.accepted, "page")));
        }
        if lines.is_empty() {
            lines.push(self.examples.say("example"));
        }
        lines.join("\n") + "\n"
    }

    fn outcome(&self) -> Outcome {
        match () {
            () if self.unreadable > 0 => Outcome::SomeFailed,
            () if self.examples.failed + self.pages.failed > 0 => Outcome::Found,
            () => Outcome::Done,
        }
    }
}

impl Count {
    fn add(&mut self, verdict: Verdict) {
        *(if verdict == Verdict::Ok { &mut self.passed } else { &mut self.failed }) += 1;
    }

    fn say(&self, what: &str) -> String {
        format!("{} passed, {} failed", counted(self.passed, what), self.failed)
    }
}

/// Nothing of a page that is as it should be.
fn tell_page(path: &Path, finding: &pages::Finding, style: Style) -> String {
    let pages::Finding { verdict, wanted, got, more, less, remark, golden, .. } = finding;
    let what = match verdict {
        Verdict::Ok => return String::new(),
        Verdict::Missing => "keeps what should go",
        Verdict::Noisy => "loses what should stay",
        Verdict::Wrong => "comes out otherwise",
        Verdict::New => "has no clean text to compare with; --accept writes it",
    };
    let path = path.display().to_string();
    let mut out = format!("{verdict}: {} {what}\n", style.show(&path));
    if let Some(remark) = remark {
        let _ = writeln!(out, "  {}", style.show(remark));
    }
    if let Some(wanted) = wanted {
        out += &compare(wanted, got, style);
        out.extend(less.iter().map(|passage| tell_passage("should be cut", passage, style)));
        out.extend(more.iter().map(|passage| tell_passage("is cut", passage, style)));
    } else {
        out.extend(golden.cuts.iter().flatten().map(|passage| tell_passage("is cut", passage, style)));
    }
    out + "\n"
}

fn tell_passage(what: &str, passage: &Passage, style: Style) -> String {
    let Passage { category, text, rule, .. } = passage;
    let rule = rule.as_ref().map(|rule| format!("  ← {rule}")).unwrap_or_default();
    style.show(&format!("  {what} as {category}: {}{rule}\n", shorten(text))).into_owned()
}

/// The built-in rules and these.
fn compile(own: Vec<PackSource>) -> anyhow::Result<RuleSet> {
    let packs = [PackSource::builtin(), own].concat();
    RuleSet::new(&packs).map_err(|errors| setup::broken(&errors))
}

/// The rules at `paths`; all rules if there are no paths.
fn chosen<'r>(rules: &'r RuleSet, paths: &[PathBuf]) -> impl Iterator<Item = &'r Rule> {
    let all = paths.is_empty();
    rules.rules().iter().filter(move |rule| all || !rule.builtin)
}
